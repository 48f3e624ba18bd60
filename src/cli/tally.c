/* roundtable tally: count an election file. */
#include "tally.h"

#include "roundtable/base/i18n.h"
#include "roundtable/base/text.h"

#include <stdio.h>
#include <string.h>
#include <unistd.h>

static int list_methods(bool json)
{
	json_t *list = json_array();

	for (int i = 0; i < TALLY_METHODS; i++) {
		const struct tally_method *method = tally_method((enum tally_method_id)i);
		if (json) {
			json_array_append_new(
				list, json_pack("{s:s, s:s, s:s, s:s}", "name", method->name,
					      "title", _(method->title), "brief", _(method->brief),
					      "source", method->source));
			continue;
		}
		printf("%s\n    %s\n", method->name, _(method->brief));
	}
	if (json && json_dumpf(list, stdout, JSON_INDENT(2) | JSON_PRESERVE_ORDER) == 0)
		putchar('\n');
	json_decref(list);
	return CLI_DONE;
}

static int wrong_method(const char *name)
{
	const char *names[TALLY_METHODS];

	for (int i = 0; i < TALLY_METHODS; i++)
		names[i] = tally_method((enum tally_method_id)i)->name;
	const char *near = text_nearest(name, names, TALLY_METHODS);
	if (near != NULL)
		cli_say(_("There is no method “%s”. Did you mean “%s”?"), name, near);
	else
		cli_say(_("There is no method “%s”. “roundtable tally --list” names them."), name);
	return CLI_USAGE;
}

/* What the file says holds where the command line says nothing. */
static bool complete_rule(
	struct tally_request *request, struct election *election, struct error *err)
{
	struct tally_rule *rule = &request->rule;
	unsigned needs = tally_method(rule->method)->needs;

	if (rule->seats == 0)
		rule->seats = election->seats;
	if (rule->scale == 0)
		rule->scale = election->scale;
	if (rule->dots == 0 && (needs & NEED_CREDITS))
		rule->dots = election->points;
	if (!(needs & NEED_BUDGET))
		return true;
	rule->budget = election->budget > 0 ? election->budget : 0;
	if (request->budget != NULL && !election_money(election, request->budget, &rule->budget))
		return error_set(err, ERROR_INPUT,
			_("“%s” does not fit the option --budget: it takes an amount of money such "
			  "as 1200 or 1200.50."),
			request->budget);
	if (request->budget == NULL && election->budget < 0)
		return error_set(err, ERROR_INPUT,
			_("The file does not say how much money there is to spend; --budget "
			  "does."));
	return true;
}

static bool count(struct tally_request *request, struct election *election,
	struct tally_report *report, struct tally_result *result, struct error *err)
{
	struct tally_profile profile;
	struct tally_heads heads = {.eligible = request->eligible};

	if (!complete_rule(request, election, err) ||
		!election_profile(election, &request->rule, &profile, err))
		return false;
	if (request->eligible < 0)
		heads.eligible = 0;
	for (size_t i = 0; request->eligible < 0 && i < profile.count; i++)
		heads.eligible += profile_weight(&profile, i);
	report->names = profile.names;
	return tally_count(&request->rule, &profile, heads, result, err);
}

static int convert(const struct tally_request *request, const struct election *election)
{
	struct error err = {0};
	struct buf text = {0};
	int status = CLI_DONE;

	if (!election_write(election, request->to, &text, &err))
		status = cli_fail(&err);
	else
		(void)fwrite(buf_text(&text), 1, text.count, stdout);
	buf_finish(&text);
	return status;
}

static int count_and_print(struct tally_request *request, const char *path,
	struct election *election, const struct cli_arguments *arguments)
{
	struct tally_result result = {0};
	struct error err = {0};

	struct tally_report report = {path, election, NULL, &request->rule, &result};

	if (!count(request, election, &report, &result, &err))
		return cli_fail(&err);
	if (arguments->values[TALLY_JSON] != NULL)
		tally_print_json(&report);
	else
		tally_print_table(&report, arguments->values[TALLY_EXPLAIN] != NULL);
	tally_result_finish(&result);
	return CLI_DONE;
}

static int work(
	struct tally_request *request, const char *path, const struct cli_arguments *arguments)
{
	struct election election = {0};
	struct diagnostics diagnostics = {0};
	struct error err = {0};
	int status = CLI_DONE;

	bool read = election_read(path, request->from, arguments->values[TALLY_LENIENT] != NULL,
		&election, &diagnostics, &err);
	cli_list(stderr, path, &diagnostics);
	diagnostics_finish(&diagnostics);
	if (!read)
		status = cli_fail(&err);
	else if (request->to != NULL)
		status = convert(request, &election);
	else
		status = count_and_print(request, path, &election, arguments);
	election_finish(&election);
	return status;
}

/* METHOD FILE, METHOD alone, or FILE alone where nothing is counted. */
static int find_operands(
	const struct cli_arguments *arguments, enum tally_method_id *method, const char **path)
{
	bool only_converts = arguments->values[TALLY_TO] != NULL;
	const char *first = arguments->count > 0 ? arguments->operands[0] : NULL;

	*path = arguments->count > 1 ? arguments->operands[1] : "-";
	if (first == NULL || !tally_method_find(first, method)) {
		if (first != NULL && (!only_converts || arguments->count > 1))
			return wrong_method(first);
		if (first == NULL && !only_converts) {
			cli_say(_("Say by which method to count; “roundtable tally --list” names "
				  "them."));
			return CLI_USAGE;
		}
		*method = TALLY_METHODS;
		*path = first != NULL ? first : "-";
	}
	if (strcmp(*path, "-") == 0 && arguments->count < 2 && isatty(STDIN_FILENO)) {
		cli_say(_("Say which file to read; “-” is standard input."));
		return CLI_USAGE;
	}
	return CLI_DONE;
}

static int run(const struct cli_command *command, int argc, char **argv)
{
	struct cli_arguments arguments;
	struct tally_request request;
	enum tally_method_id method = TALLY_METHODS;
	const char *path = NULL;
	int status = cli_arguments_read(command, argc, argv, 0, 2, &arguments);

	if (status >= 0)
		return status;
	if (arguments.values[TALLY_LIST] != NULL)
		return list_methods(arguments.values[TALLY_JSON] != NULL);
	status = find_operands(&arguments, &method, &path);
	if (status != CLI_DONE)
		return status;
	if (!tally_request_read(method, &arguments, &request))
		return CLI_USAGE;
	return work(&request, path, &arguments);
}

const struct cli_command cli_tally = {
	.name = "tally",
	.arguments = "METHOD [FILE]",
	.help = N_("Count an election file by a method, with the same code as the polls of a "
		   "session."),
	.options = tally_options,
	.run = run,
};
