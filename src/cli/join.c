/* roundtable join FILE|URL: a participant's own keyboard. */
#include "roundtable/cli/command.h"

#include "roundtable/app/app.h"
#include "roundtable/app/keyboard.h"
#include "roundtable/app/service.h"
#include "roundtable/base/i18n.h"

#include <stdlib.h>
#include <unistd.h>

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
	bool url = cli_is_url(where);
	if (!isatty(STDIN_FILENO) || !isatty(STDOUT_FILENO)) {
		error_set(&err, ERROR_INPUT,
			_("There is no terminal to draw on. Start the keyboard in a terminal "
			  "window."));
		goto out;
	}
	if (!url && (socket = service_socket(where, &err)) == NULL)
		goto out;
	join = join_create_device(socket, url ? where : NULL, clock_steady(), config.random, &err);
	if (join == NULL || (app = app_create(&config, &err)) == NULL)
		goto out;
	status = keyboard_show(app, join, url) ? CLI_DONE : CLI_FAILED;
out:
	app_destroy(app);
	join_destroy(join);
	free(socket);
	return err.code != ERROR_NONE ? cli_fail(&err) : status;
}

const struct cli_command cli_join = {
	.name = "join",
	.arguments = "FILE|URL",
	.help = N_("Take part in an open session from a keyboard of your own."),
	.run = run,
};
