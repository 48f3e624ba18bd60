/* roundtable check: what is wrong with a programme. */
#include "roundtable/cli/command.h"

#include "roundtable/base/i18n.h"
#include "roundtable/programme/programme.h"

#include "json.h"

#include <stdio.h>
#include <stdlib.h>

enum { JSON, OPTIONS };

static const struct cli_option options[] = {
	[JSON] = {"json", 0, NULL, N_("Print the findings as JSON.")},
	[OPTIONS] = {NULL},
};

static void print_summary(const char *path, const struct plan *plan)
{
	char *title = cli_shown(plan->title), *file = cli_shown(path);
	int all = plan_stage_minutes(plan, true), needed = plan_stage_minutes(plan, false);

	if (all == needed)
		printf(_("%1$s: “%2$s” can be used. It has %3$zu stages in %4$d minutes.\n"), file,
			title, plan->stages.count, all);
	else
		printf(_("%1$s: “%2$s” can be used. It has %3$zu stages in %4$d minutes, %5$d "
			 "without the optional ones.\n"),
			file, title, plan->stages.count, all, needed);
	free(title);
	free(file);
}

static void print_json(const char *path, const struct plan *plan, bool usable,
	const struct diagnostics *diagnostics)
{
	json_t *root = json_object(), *list = json_array();

	json_object_set_new(root, "file", json_words(path));
	json_object_set_new(root, "usable", json_boolean(usable));
	if (usable) {
		json_object_set_new(root, "title", json_words(plan->title));
		json_object_set_new(root, "stages", json_integer((json_int_t)plan->stages.count));
		json_object_set_new(root, "minutes", json_integer(plan_stage_minutes(plan, true)));
		json_object_set_new(root, "minutes_without_optional",
			json_integer(plan_stage_minutes(plan, false)));
	}
	for (size_t i = 0; i < diagnostics->count; i++) {
		json_t *entry = json_object();
		json_object_set_new(entry, "line", json_integer(diagnostics->items[i].line));
		json_object_set_new(entry, "warning", json_boolean(diagnostics->items[i].warning));
		json_object_set_new(entry, "message", json_words(diagnostics->items[i].text));
		json_array_append_new(list, entry);
	}
	json_object_set_new(root, "findings", list);
	json_print(root);
}

static int check_file(const char *path, bool json)
{
	struct diagnostics diagnostics = {0};
	struct plan plan = {0};
	struct error err = {0};
	bool usable = programme_read(path, &plan, NULL, &diagnostics, &err);
	int status = CLI_DONE;

	if (json && (usable || diagnostics.count > 0))
		print_json(path, &plan, usable, &diagnostics);
	if (!json)
		cli_list(stdout, path, &diagnostics);
	if (!usable)
		status = cli_fail(&err);
	else if (!json)
		print_summary(path, &plan);
	diagnostics_finish(&diagnostics);
	plan_finish(&plan);
	return status;
}

static int run(const struct cli_command *command, int argc, char **argv)
{
	struct cli_arguments arguments;
	struct texts folders = {0};
	struct error err = {0};
	int status = cli_arguments_read(command, argc, argv, 1, 1, &arguments);

	if (status >= 0)
		return status;
	cli_programme_folders(&folders);
	char *path =
		programme_locate(arguments.operands[0], (const char *const *)folders.items, &err);
	status = path != NULL ? check_file(path, arguments.values[JSON] != NULL) : cli_fail(&err);
	texts_finish(&folders);
	free(path);
	return status;
}

const struct cli_command cli_check = {
	.name = "check",
	.arguments = "PROGRAMME",
	.help = N_("Say what is wrong with a programme, all at once and with its line."),
	.options = options,
	.run = run,
};
