/* roundtable rehearse: a whole workshop with simulated people. */
#include "roundtable/cli/command.h"

#include "roundtable/app/rehearsal.h"
#include "roundtable/base/i18n.h"
#include "roundtable/base/mem.h"

#include "facilitated.h"
#include "json.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

enum { PEOPLE, SEED, OUTPUT, AFTER, JSON, OPTIONS };

static const struct cli_option options[] = {
	[PEOPLE] = {"people", 'n', "N",
		N_("How many simulated people come; by default those the programme brings, or "
		   "12.")},
	[SEED] = {"seed", 's', "S",
		N_("A number to start from, 1 by default; the same programme, people and seed give "
		   "the same file.")},
	[OUTPUT] = {"output", 'o', "FILE",
		N_("The session file to create; by default NAME-rehearsal.roundtable in the "
		   "current folder.")},
	[AFTER] = {"after", 'a', "EARLIER",
		N_("Carry on an earlier rehearsal, with the same simulated people. EARLIER is only "
		   "read.")},
	[JSON] = {"json", 0, NULL, N_("Print what was done as JSON.")},
	[OPTIONS] = {NULL},
};

/* "first-meeting-rehearsal.roundtable", with a number when that one is there; owned. */
static char *default_file(const char *programme)
{
	const char *slash = strrchr(programme, '/');
	const char *name = slash != NULL ? slash + 1 : programme;
	size_t length = strlen(name);
	struct buf file = {0};
	struct stat there;

	if (length > 3 && strcmp(name + length - 3, ".md") == 0)
		length -= 3;
	for (int number = 1; file.count == 0 || lstat(buf_text(&file), &there) == 0; number++) {
		buf_clear(&file);
		buf_add(&file, name, length);
		buf_text_add(&file, "-rehearsal");
		if (number > 1)
			buf_format(&file, "-%d", number);
		buf_text_add(&file, ".roundtable");
	}
	return buf_take(&file);
}

static void print_report(const struct rehearsal_report *report, const char *file, const char *title)
{
	char *shown = cli_shown(title), *name = cli_shown(file);

	printf(_("“%1$s” was rehearsed with simulated people: %2$lld entries in %3$lld minutes of "
		 "the room's time. It is in %4$s.\n"),
		shown, (long long)report->events, (long long)report->minutes, name);
	printf(_("To read the minutes: roundtable minutes %s\n"), name);
	free(shown);
	free(name);
}

static void print_json(const struct rehearsal_report *report, const char *file, int64_t seed)
{
	json_t *root = json_object();

	json_object_set_new(root, "file", json_words(file));
	json_object_set_new(root, "seed", json_integer(seed));
	json_object_set_new(root, "commands", json_integer(report->commands));
	json_object_set_new(root, "refused", json_integer(report->refused));
	json_object_set_new(root, "events", json_integer(report->events));
	json_object_set_new(root, "minutes", json_integer(report->minutes));
	json_print(root);
}

static int rehearse(const char *programme, const char *file, const char *after, int64_t people,
	int64_t seed, bool json)
{
	struct session earlier = {0};
	struct plan plan = {0};
	struct buf text = {0};
	struct rehearsal_report report = {0};
	struct error err = {0};
	int status = CLI_DONE;

	if (!session_read_earlier(after, &earlier, &err) ||
		!cli_programme_read(programme, &plan, &text, &err)) {
		status = cli_fail(&err);
		goto out;
	}
	/* no time zone: the file must not depend on where it was made */
	const struct session_start start = {.plan = &plan,
		.programme = buf_text(&text),
		.offset = 0,
		.rehearsal = true,
		.earlier = after != NULL ? &earlier.model : NULL};
	if (!rehearsal_run(file, &start, (uint64_t)seed, (int)people, &report, &err))
		status = cli_fail(&err);
	else if (json)
		print_json(&report, file, seed);
	else
		print_report(&report, file, plan.title);
out:
	session_finish(&earlier);
	plan_finish(&plan);
	buf_finish(&text);
	return status;
}

static int run(const struct cli_command *command, int argc, char **argv)
{
	struct cli_arguments arguments;
	int64_t people = 0, seed = 1;
	int status = cli_arguments_read(command, argc, argv, 1, 1, &arguments);

	if (status >= 0)
		return status;
	if (arguments.values[PEOPLE] != NULL &&
		!cli_number("people", arguments.values[PEOPLE], 1, 200, &people))
		return CLI_USAGE;
	if (arguments.values[SEED] != NULL &&
		!cli_number("seed", arguments.values[SEED], 0, INT64_MAX, &seed))
		return CLI_USAGE;
	const char *programme = arguments.operands[0], *asked = arguments.values[OUTPUT];
	char *file = asked != NULL ? mem_copy_text(asked) : default_file(programme);
	status = rehearse(programme, file, arguments.values[AFTER], people, seed,
		arguments.values[JSON] != NULL);
	free(file);
	return status;
}

const struct cli_command cli_rehearse = {
	.name = "rehearse",
	.arguments = "PROGRAMME",
	.help = N_("Play a whole workshop with simulated people, in seconds."),
	.options = options,
	.run = run,
};
