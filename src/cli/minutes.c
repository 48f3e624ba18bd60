/* roundtable minutes: the document that leaves the room. */
#include "roundtable/cli/command.h"

#include "roundtable/app/output.h"
#include "roundtable/base/i18n.h"
#include "roundtable/minutes/minutes.h"

#include "format.h"

#include <stdlib.h>
#include <string.h>

enum { FORMAT, OUTPUT, FORCE, OPTIONS };

static const struct cli_option options[] = {
	[FORMAT] = {"format", 'f', "FORMAT",
		N_("md (Markdown), html (one page to print or send), txt (for the body of a mail) "
		   "or json. Guessed from the ending of OUT; md on standard output.")},
	[OUTPUT] = {"output", 'o', "OUT",
		N_("The file to write; “-” is standard output, which is also meant when this is "
		   "not given.")},
	[FORCE] = {"force", 0, NULL, N_("Replace OUT when it is there already.")},
	[OPTIONS] = {NULL},
};

/* What the minutes of a damaged file must say on every page. */
static void warn_in_document(const struct session *session, struct document *document)
{
	struct buf sentence = {0};

	if (session->broken == 0)
		return;
	buf_format(&sentence,
		_("The session file was changed or damaged: event %lld does not hold. These "
		  "minutes stand on what comes before it and are not complete."),
		(long long)session->broken);
	document_every_page(document, buf_text(&sentence));
	buf_finish(&sentence);
}

static bool write_minutes(const struct session *session, const char *path,
	enum minutes_format format, const struct cli_arguments *arguments, struct error *err)
{
	const char *slash = strrchr(path, '/');
	char head[10];
	session_head(session, head);
	const struct minutes_facts facts = {
		.head = head, .file_name = slash != NULL ? slash + 1 : path};
	struct document *document = document_create();
	struct buf content = {0};

	warn_in_document(session, document);
	minutes_build(&session->model, &facts, document);
	minutes_write(document, format, &content);
	bool done = output_write(
		arguments->values[OUTPUT], arguments->values[FORCE] != NULL, path, &content, err);
	document_destroy(document);
	buf_finish(&content);
	return done;
}

static int run(const struct cli_command *command, int argc, char **argv)
{
	struct cli_arguments arguments;
	struct session session = {0};
	enum minutes_format format = MINUTES_MD;
	struct error err = {0};
	int status = cli_arguments_read(command, argc, argv, 1, 1, &arguments);

	if (status >= 0)
		return status;
	const char *path = arguments.operands[0];
	if (!cli_format(arguments.values[FORMAT], arguments.values[OUTPUT], "md", &format, &err) ||
		!cli_session_read(path, &session, &err))
		return cli_fail(&err);
	status = cli_session_broken(&session, path) ? CLI_FAILED : CLI_DONE;
	if (!write_minutes(&session, path, format, &arguments, &err))
		status = cli_fail(&err);
	session_finish(&session);
	return status;
}

const struct cli_command cli_minutes = {
	.name = "minutes",
	.arguments = "FILE",
	.help = N_("Write the minutes of a session."),
	.options = options,
	.run = run,
};
