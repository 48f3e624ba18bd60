/* roundtable compare: what moved between sessions. */
#include "roundtable/minutes/compare.h"

#include "roundtable/app/output.h"
#include "roundtable/base/i18n.h"
#include "roundtable/base/mem.h"
#include "roundtable/cli/command.h"

#include "format.h"

#include <string.h>
#include <sys/stat.h>

enum { ORDER, FORMAT, OUTPUT, FORCE, OPTIONS };

static const struct cli_option options[] = {
	[ORDER] = {"order", 0, "ORDER",
		N_("listed (as they stand in the programme) or moved (what moved most first).")},
	[FORMAT] = {"format", 'f', "FORMAT",
		N_("txt (for the terminal or the body of a mail), md (Markdown), html (one page to "
		   "print or send) or json. Guessed from the ending of OUT; txt on standard "
		   "output.")},
	[OUTPUT] = {"output", 'o', "OUT",
		N_("The file to write; “-” is standard output, which is also meant when this is "
		   "not given.")},
	[FORCE] = {"force", 0, NULL, N_("Replace OUT when it is there already.")},
	[OPTIONS] = {NULL},
};

/* The sessions of the command line, all open for as long as they are compared. */
struct opened {
	struct session *sessions;
	struct compared *compared;
	size_t count;
	bool broken;
};

static bool choose_order(const char *asked, enum compare_order *order, struct error *err)
{
	if (asked == NULL || strcmp(asked, "listed") == 0)
		*order = COMPARE_LISTED;
	else if (strcmp(asked, "moved") == 0)
		*order = COMPARE_MOVED;
	else
		return error_set(err, ERROR_INPUT,
			_("There is no order “%s”. There are listed and moved."), asked);
	return true;
}

static bool same_file(const char *one, const char *other)
{
	struct stat here, there;

	return stat(one, &here) == 0 && stat(other, &there) == 0 && here.st_dev == there.st_dev &&
	       here.st_ino == there.st_ino;
}

/* The lock of a file that is opened twice by one process would be lost at the first closing. */
static bool all_different(char **paths, int count, struct error *err)
{
	for (int i = 0; i < count; i++)
		for (int k = 0; k < i; k++)
			if (same_file(paths[i], paths[k]))
				return error_set(err, ERROR_INPUT,
					_("“%1$s” and “%2$s” are the same file, so there is "
					  "nothing to compare."),
					paths[k], paths[i]);
	return true;
}

static const char *base_name(const char *path)
{
	const char *slash = strrchr(path, '/');

	return slash != NULL ? slash + 1 : path;
}

static bool open_sessions(struct opened *opened, char **paths, int count, struct error *err)
{
	if (!all_different(paths, count, err))
		return false;
	opened->sessions = mem_alloc((size_t)count, sizeof *opened->sessions);
	opened->compared = mem_alloc((size_t)count, sizeof *opened->compared);
	for (int i = 0; i < count; i++) {
		struct session *session = &opened->sessions[i];
		if (!cli_session_read(paths[i], session, err))
			return false;
		opened->count++;
		opened->broken = cli_session_broken(session, paths[i]) || opened->broken;
		if (session->model.plan == NULL)
			return error_set(err, ERROR_BROKEN,
				_("Nothing of “%s” can be read that could be compared."), paths[i]);
		opened->compared[i] = (struct compared){&session->model, base_name(paths[i])};
	}
	return true;
}

static void close_sessions(struct opened *opened)
{
	for (size_t i = 0; i < opened->count; i++)
		session_finish(&opened->sessions[i]);
	array_free(opened->sessions);
	array_free(opened->compared);
}

/* What is made from a damaged file must say so on every page. */
static void warn_in_document(const struct opened *opened, struct document *document)
{
	for (size_t i = 0; i < opened->count; i++) {
		struct buf sentence = {0};
		if (opened->sessions[i].broken == 0)
			continue;
		buf_format(&sentence,
			_("The session file “%1$s” was changed or damaged: event %2$lld does not "
			  "hold. What is said of it stands on what comes before and is not "
			  "complete."),
			opened->compared[i].file_name, (long long)opened->sessions[i].broken);
		document_every_page(document, buf_text(&sentence));
		buf_finish(&sentence);
	}
}

/* The session that is in the place of OUT, which must not be written over; else the first. */
static const char *source_of(const char *out, const struct cli_arguments *arguments)
{
	for (int i = 0; out != NULL && i < arguments->count; i++)
		if (same_file(out, arguments->operands[i]))
			return arguments->operands[i];
	return arguments->operands[0];
}

static bool write_comparison(const struct opened *opened, enum compare_order order,
	enum minutes_format format, const struct cli_arguments *arguments, struct error *err)
{
	struct document *document = document_create();
	struct buf content = {0};
	const char *out = arguments->values[OUTPUT];
	bool done;

	warn_in_document(opened, document);
	done = compare_build(opened->compared, opened->count, order, document, err);
	if (done)
		minutes_write(document, format, &content);
	done = done && output_write(out, arguments->values[FORCE] != NULL,
			       source_of(out, arguments), &content, err);
	document_destroy(document);
	buf_finish(&content);
	return done;
}

static int run(const struct cli_command *command, int argc, char **argv)
{
	struct cli_arguments arguments;
	struct opened opened = {0};
	enum compare_order order = COMPARE_LISTED;
	enum minutes_format format = MINUTES_TXT;
	struct error err = {0};
	int status = cli_arguments_read(command, argc, argv, 2, argc, &arguments);

	if (status >= 0)
		return status;
	if (!choose_order(arguments.values[ORDER], &order, &err) ||
		!cli_format(
			arguments.values[FORMAT], arguments.values[OUTPUT], "txt", &format, &err))
		return cli_fail(&err);
	status = CLI_DONE;
	if (!open_sessions(&opened, arguments.operands, arguments.count, &err) ||
		!write_comparison(&opened, order, format, &arguments, &err))
		status = cli_fail(&err);
	else if (opened.broken)
		status = CLI_FAILED;
	close_sessions(&opened);
	return status;
}

const struct cli_command cli_compare = {
	.name = "compare",
	.arguments = "FILE FILE...",
	.help = N_("Say what moved between two or more sessions."),
	.options = options,
	.run = run,
};
