/* roundtable open FILE: the session, exactly where it stood. */
#include "facilitated.h"

#include "roundtable/base/i18n.h"

#include <stdio.h>
#include <unistd.h>

int facilitated(struct session *session, const struct service_tls *tls)
{
	struct app_config config = {.clock = session->clock, .random = session->random};
	struct error err = {0};
	struct app *app = app_create(&config, &err);

	if (app == NULL)
		return cli_fail(&err);
	bool alive = facilitate(app, session, tls);
	app_destroy(app);
	if (session->model.stage >= 0 || session->model.persons.count > 0)
		fprintf(stderr, _("Kept in %s. To go on: roundtable open %s\n"),
			store_path(session->store), store_path(session->store));
	return alive ? CLI_DONE : CLI_FAILED;
}

static int run(const struct cli_command *command, int argc, char **argv)
{
	struct cli_arguments arguments = {0};
	struct session session = {0};
	struct error err = {0};
	struct tls tls;
	int status = cli_arguments_read(command, argc, argv, 1, 1, &arguments);
	bool terminal = isatty(STDIN_FILENO) && isatty(STDOUT_FILENO);

	if (status >= 0)
		return status;
	if (!tls_read(arguments.values[0], arguments.values[1], &tls, &err))
		return cli_fail(&err);
	/* what is wrong with the file is said first, but without a terminal it is not touched */
	if (!session_open(&session, arguments.operands[0], terminal ? STORE_WRITE : STORE_READ,
		    clock_system(), random_system(), &err)) {
		status = cli_fail(&err);
		goto out;
	}
	if (!terminal) {
		session_finish(&session);
		error_set(&err, ERROR_INPUT,
			_("There is no terminal to draw on. Start Roundtable in a terminal "
			  "window."));
		status = cli_fail(&err);
		goto out;
	}
	cli_session_broken(&session, arguments.operands[0]);
	status = facilitated(&session, &tls.service);
	session_finish(&session);
out:
	tls_finish(&tls);
	return status;
}

static const struct cli_option options[] = {TLS_OPTIONS, {0}};

const struct cli_command cli_open = {
	.name = "open",
	.arguments = "FILE",
	.help = N_("Go on with a session exactly where it stood."),
	.options = options,
	.run = run,
};
