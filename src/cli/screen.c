/* roundtable screen FILE|URL: the wall. */
#include "roundtable/cli/command.h"

#include "roundtable/app/app.h"
#include "roundtable/app/service.h"
#include "roundtable/app/wall.h"
#include "roundtable/base/i18n.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

bool cli_is_url(const char *where)
{
	return strncmp(where, "http://", 7) == 0 || strncmp(where, "https://", 8) == 0;
}

static int run(const struct cli_command *command, int argc, char **argv)
{
	struct cli_arguments arguments = {0};
	struct app_config config = {.clock = clock_system(), .random = random_system()};
	struct error err = {0};
	struct join *join = NULL;
	struct app *app = NULL;
	char *socket = NULL;
	int status = cli_arguments_read(command, argc, argv, 1, 1, &arguments);

	if (status >= 0)
		return status;
	const char *where = arguments.operands[0];
	if (!isatty(STDIN_FILENO) || !isatty(STDOUT_FILENO)) {
		error_set(&err, ERROR_INPUT,
			_("There is no terminal to draw on. Start the wall in a terminal window."));
		goto out;
	}
	if (!cli_is_url(where) && (socket = service_socket(where, &err)) == NULL)
		goto out;
	join = socket != NULL
		       ? join_create(socket, NULL, clock_steady(), &err)
		       : join_create_device(NULL, where, clock_steady(), config.random, &err);
	if (join == NULL || (app = app_create(&config, &err)) == NULL)
		goto out;
	status = wall_show(app, join) ? CLI_DONE : CLI_FAILED;
out:
	app_destroy(app);
	join_destroy(join);
	free(socket);
	return err.code != ERROR_NONE ? cli_fail(&err) : status;
}

const struct cli_command cli_screen = {
	.name = "screen",
	.arguments = "FILE|URL",
	.help = N_("Show the wall of an open session on a screen or in a window of its own."),
	.run = run,
};
