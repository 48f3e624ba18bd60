#include "awake.h"

#include "roundtable/base/array.h"
#include "roundtable/base/mem.h"

#include <fcntl.h>
#include <signal.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

extern char **environ;

struct awake {
	pid_t helper;
	int hold; /* while this end is open, the helper lives */
};

struct awake *awake_start(void)
{
	char *argv[] = {"systemd-inhibit", "--what=idle:sleep", "--who=Roundtable",
		"--why=A workshop is being held", "cat", NULL};
	posix_spawn_file_actions_t actions;
	posix_spawnattr_t attributes;
	sigset_t none;
	int ends[2];
	pid_t helper;

	if (access("/run/systemd/system", F_OK) != 0 || pipe2(ends, O_CLOEXEC) != 0)
		return NULL;
	posix_spawn_file_actions_init(&actions);
	posix_spawn_file_actions_adddup2(&actions, ends[0], STDIN_FILENO);
	posix_spawn_file_actions_addopen(&actions, STDOUT_FILENO, "/dev/null", O_WRONLY, 0);
	posix_spawn_file_actions_addopen(&actions, STDERR_FILENO, "/dev/null", O_WRONLY, 0);
	posix_spawnattr_init(&attributes);
	sigemptyset(&none);
	posix_spawnattr_setsigmask(&attributes, &none);
	posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETSIGMASK);
	int failed = posix_spawnp(&helper, argv[0], &actions, &attributes, argv, environ);
	posix_spawnattr_destroy(&attributes);
	posix_spawn_file_actions_destroy(&actions);
	close(ends[0]);
	if (failed) {
		close(ends[1]);
		return NULL;
	}
	struct awake *awake = mem_alloc(1, sizeof *awake);
	*awake = (struct awake){helper, ends[1]};
	return awake;
}

void awake_end(struct awake *awake)
{
	if (awake == NULL)
		return;
	close(awake->hold);
	waitpid(awake->helper, NULL, 0);
	array_free(awake);
}
