#include "roundtable/cli/command.h"

#include "roundtable/base/i18n.h"
#include "roundtable/base/mem.h"
#include "roundtable/base/text.h"

#include <errno.h>
#include <fcntl.h>
#include <langinfo.h>
#include <locale.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <unistd.h>

const struct cli_command *const cli_commands[] = {
	&cli_new,
	&cli_open,
	&cli_rehearse,
	&cli_minutes,
	&cli_compare,
	&cli_screen,
	&cli_join,
	&cli_slips,
	&cli_check,
	&cli_programmes,
	&cli_log,
	&cli_verify,
	&cli_tally,
	NULL,
};

/* Until a terminal is taken over, there is nothing to restore. */
static void out_of_memory(void)
{
	static const char sentence[] = "roundtable: There is no memory left. "
				       "Everything acknowledged so far is in the session file.\n";

	if (write(STDERR_FILENO, sentence, sizeof sentence - 1) < 0)
		_exit(CLI_FAILED);
	_exit(CLI_FAILED);
}

/* A session file must never be opened as descriptor 0, 1 or 2 and then be printed into. */
static void fill_descriptors(void)
{
	for (int fd = STDIN_FILENO; fd <= STDERR_FILENO; fd++) {
		/* the wrong way round, so that using it still fails */
		if (fcntl(fd, F_GETFD) == -1 && errno == EBADF &&
			open("/dev/null", fd == STDIN_FILENO ? O_WRONLY : O_RDONLY) != fd)
			_exit(CLI_FAILED);
	}
}

/*
 * Ballots pass through this process: no core dumps, and files for the user's eyes alone. A limit on
 * the size of files is an error like a full disk, not the end.
 */
static void guard_process(void)
{
	(void)prctl(PR_SET_DUMPABLE, 0);
	(void)umask(077);
	(void)signal(SIGXFSZ, SIG_IGN);
}

/* All text is UTF-8, so characters must be too. Numbers and dates need no locale. */
static void set_locale(void)
{
	const char *wanted = setlocale(LC_CTYPE, "");
	bool named = wanted == NULL || (strcmp(wanted, "C") != 0 && strcmp(wanted, "POSIX") != 0);

	(void)setlocale(LC_MESSAGES, "");
	if (wanted != NULL && strcmp(nl_langinfo(CODESET), "UTF-8") == 0)
		return;
	(void)setlocale(LC_CTYPE, "C.UTF-8");
	if (named && isatty(STDERR_FILENO))
		cli_say(_("The language settings of this terminal are not installed or not UTF-8; "
			  "going on with C.UTF-8. “locale -a” lists what is installed."));
}

static void print_help(void)
{
	printf(_("Usage: %s\n\n"), "roundtable [COMMAND] [ARGUMENTS]");
	puts(_("Runs a workshop on a shared screen: secret votes at one keyboard, everything\n"
	       "kept in one file, minutes at the end. Without a command, the start screen\n"
	       "opens.\n"));
	for (const struct cli_command *const *command = cli_commands; *command != NULL; command++) {
		printf("  %s%s%s\n", (*command)->name, (*command)->arguments[0] != '\0' ? " " : "",
			(*command)->arguments);
		printf("      %s\n", _((*command)->help));
	}
	puts("\n  -h, --help");
	printf("      %s\n", _("Show this; “roundtable COMMAND --help” says more on one command."));
	puts("      --version");
	printf("      %s\n", _("Show the version."));
}

static int wrong_word(const char *word)
{
	const char *names[sizeof cli_commands / sizeof *cli_commands];
	size_t count = 0;
	char *shown = cli_shown(word);

	for (; cli_commands[count] != NULL; count++)
		names[count] = cli_commands[count]->name;
	const char *near = text_nearest(word, names, count);
	size_t length = strlen(word);
	if (length > 11 && strcmp(word + length - 11, ".roundtable") == 0)
		cli_say(_("“%1$s” is not a command. To open that file: roundtable open %1$s"),
			shown);
	else if (near != NULL)
		cli_say(_("“%s” is not a command. Did you mean “%s”?"), shown, near);
	else
		cli_say(_("“%s” is not a command. “roundtable --help” lists them."), shown);
	free(shown);
	return CLI_USAGE;
}

static int run(int argc, char **argv)
{
	/* stands for the program itself, so that its two options are read like all others */
	static const struct cli_command program = {.name = ""};

	if (argc < 2)
		return cli_start();
	if (strcmp(argv[1], "--help") == 0 || strcmp(argv[1], "-h") == 0) {
		print_help();
		return CLI_DONE;
	}
	if (argv[1][0] == '-') {
		struct cli_arguments arguments;
		int status = cli_arguments_read(&program, argc, argv, 0, 0, &arguments);
		return status >= 0 ? status : CLI_USAGE;
	}
	for (const struct cli_command *const *command = cli_commands; *command != NULL; command++) {
		if (strcmp((*command)->name, argv[1]) == 0)
			return (*command)->run(*command, argc - 1, argv + 1);
	}
	return wrong_word(argv[1]);
}

/* What was printed counts as done only when it has arrived. */
static int finish_output(int status)
{
	bool lost = ferror(stdout) != 0;

	errno = 0;
	if (fclose(stdout) == 0 && !lost)
		return status;
	if (errno != 0)
		cli_say(_("Standard output could not be written: %s."), strerror(errno));
	else
		cli_say(_("Standard output could not be written."));
	return status != CLI_DONE ? status : CLI_FAILED;
}

int main(int argc, char **argv)
{
	fill_descriptors();
	guard_process();
	mem_on_exhausted(out_of_memory);
	set_locale();
	return finish_output(run(argc, argv));
}
