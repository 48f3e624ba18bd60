/* roundtable slips: what is printed before a workshop, and paper ballots. */
#include "roundtable/minutes/pack.h"

#include "roundtable/app/output.h"
#include "roundtable/base/i18n.h"
#include "roundtable/base/mem.h"
#include "roundtable/base/text.h"
#include "roundtable/cli/command.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { PARTS, FORMAT, LARGE, PEOPLE, OUTPUT, FORCE, OPTIONS };

static const struct cli_option options[] = {
	[PARTS] = {"parts", 0, "LIST",
		N_("Print these alone, parted by commas: agenda, notes (the facilitator's private "
		   "ones), people, cards, tables, ballots, decisions, lists. By default all of a "
		   "programme, and the ballots of a session.")},
	[FORMAT] = {"format", 'f', "FORMAT",
		N_("html (to print from a browser) or txt. Guessed from the ending of OUT; html on "
		   "standard output.")},
	[LARGE] = {"large", 0, NULL,
		N_("Large print: one slip in a row, letters of 18 points and more, more air "
		   "between "
		   "lines.")},
	[PEOPLE] = {"people", 'n', "N",
		N_("How many of what each person gets; by default as many as can vote or the "
		   "programme is for, or 15 when that is not known.")},
	[OUTPUT] = {"output", 'o', "OUT",
		N_("The file to write; “-” is standard output, which is also meant when this is "
		   "not given.")},
	[FORCE] = {"force", 0, NULL, N_("Replace OUT when it is there already.")},
	[OPTIONS] = {NULL},
};

enum format { FORMAT_HTML, FORMAT_TXT };

static bool ends_with(const char *text, const char *end)
{
	size_t length = strlen(text), tail = strlen(end);

	return length >= tail && strcmp(text + length - tail, end) == 0;
}

static bool choose_format(
	const char *asked, const char *out, enum format *format, struct error *err)
{
	bool guess = asked == NULL && out != NULL && strcmp(out, "-") != 0;

	if (asked == NULL && !guess)
		*format = FORMAT_HTML;
	else if (guess ? ends_with(out, ".html") : strcmp(asked, "html") == 0)
		*format = FORMAT_HTML;
	else if (guess ? ends_with(out, ".txt") : strcmp(asked, "txt") == 0)
		*format = FORMAT_TXT;
	else if (guess)
		return error_set(err, ERROR_INPUT,
			_("The ending of “%s” does not say which format is wanted. Say -f html or "
			  "txt."),
			out);
	else
		return error_set(err, ERROR_INPUT,
			_("There is no format “%s” for slips. There are html and txt."), asked);
	return true;
}

/*
 * Programmes are text; all else is left to those who open sessions, who say what it is. Closed
 * again before any lock is taken.
 */
static bool is_session(const char *path)
{
	static const char magic[16] = "SQLite format 3";
	char start[sizeof magic];
	int fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY);

	if (fd < 0)
		return ends_with(path, ".roundtable");
	bool database = read(fd, start, sizeof start) == (ssize_t)sizeof start &&
			memcmp(start, magic, sizeof magic) == 0;
	(void)close(fd);
	return database || ends_with(path, ".roundtable");
}

static bool choose_parts(const char *list, unsigned *parts, struct error *err)
{
	const char *names[PACK_PARTS];
	bool good = true;

	for (int i = 0; i < PACK_PARTS; i++)
		names[i] = pack_part_name((enum pack_part)i);
	for (*parts = 0; good && list != NULL && *list != '\0';) {
		size_t length = strcspn(list, ",");
		char *word = mem_copy_bytes(list, length);
		enum pack_part part;
		good = pack_part_find(word, &part);
		const char *near = good ? NULL : text_nearest(word, names, PACK_PARTS);
		if (good)
			*parts |= 1u << part;
		else if (near != NULL)
			error_set(err, ERROR_INPUT,
				_("There is no part “%1$s”. Did you mean “%2$s”?"), word, near);
		else
			error_set(err, ERROR_INPUT,
				_("There is no part “%s”; roundtable slips --help names them."),
				word);
		list += length + (list[length] == ',');
		array_free(word);
	}
	return good;
}

static int read_session(const char *path, unsigned parts, int copies, struct pack *pack)
{
	struct session session = {0};
	struct error err = {0};

	if (!cli_session_read(path, &session, &err))
		return cli_fail(&err);
	int status = cli_session_broken(&session, path) ? CLI_FAILED : CLI_DONE;
	if (status == CLI_DONE && session.model.plan != NULL) {
		parts = parts != 0 ? parts : 1u << PACK_BALLOTS;
		pack_of_plan(session.model.plan, parts & ~(1u << PACK_BALLOTS), copies, pack);
		if (parts & 1u << PACK_BALLOTS)
			slips_of_session(&session.model, copies, &pack->ballots);
	}
	session_finish(&session);
	return status;
}

static int read_programme(const char *name, unsigned parts, int copies, struct pack *pack)
{
	struct plan plan = {0};
	struct error err = {0};
	int status = CLI_DONE;

	if (cli_programme_read(name, &plan, NULL, &err))
		pack_of_plan(&plan, parts != 0 ? parts : PACK_ALL, copies, pack);
	else
		status = cli_fail(&err);
	plan_finish(&plan);
	return status;
}

static int write_pack(const struct pack *pack, const char *path, enum format format,
	const struct cli_arguments *arguments)
{
	struct buf content = {0};
	struct error err = {0};
	int status = CLI_DONE;

	if (pack->sheets.count == 0 && pack->ballots.count == 0) {
		cli_say(_("“%s” has none of what is to be printed."), path);
		return CLI_FAILED;
	}
	if (format == FORMAT_HTML)
		pack_write_html(pack, arguments->values[LARGE] != NULL, &content);
	else
		pack_write_txt(pack, &content);
	if (!output_write(arguments->values[OUTPUT], arguments->values[FORCE] != NULL, path,
		    &content, &err))
		status = cli_fail(&err);
	buf_finish(&content);
	return status;
}

static int run(const struct cli_command *command, int argc, char **argv)
{
	struct cli_arguments arguments;
	struct pack pack = {0};
	unsigned parts = 0;
	enum format format = FORMAT_HTML;
	struct error err = {0};
	int64_t copies = 0;
	int status = cli_arguments_read(command, argc, argv, 1, 1, &arguments);

	if (status >= 0)
		return status;
	const char *path = arguments.operands[0];
	if (!choose_format(arguments.values[FORMAT], arguments.values[OUTPUT], &format, &err))
		return cli_fail(&err);
	if (!choose_parts(arguments.values[PARTS], &parts, &err))
		return cli_fail(&err);
	if (arguments.values[PEOPLE] != NULL &&
		!cli_number("people", arguments.values[PEOPLE], 1, 1000, &copies))
		return CLI_USAGE;
	status = is_session(path) ? read_session(path, parts, (int)copies, &pack)
				  : read_programme(path, parts, (int)copies, &pack);
	if (status == CLI_DONE)
		status = write_pack(&pack, path, format, &arguments);
	pack_finish(&pack);
	return status;
}

const struct cli_command cli_slips = {
	.name = "slips",
	.arguments = "PROGRAMME|FILE",
	.help = N_("Print what lies ready on paper: agenda, notes, forms and ballots of a "
		   "programme; the "
		   "ballots of a session."),
	.options = options,
	.run = run,
};
