/* The options of `roundtable tally`, and which rule takes which. */
#include "tally.h"

#include "roundtable/base/i18n.h"
#include "roundtable/base/text.h"

#include "json.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

const struct cli_option tally_options[] = {
	[TALLY_FROM] = {"from", 0, "FORMAT",
		N_("Read FILE as blt, preflib, cvotes (Condorcet Election Format), pabulib, "
		   "debian, csv or json, whatever it looks like.")},
	[TALLY_TO] = {"to", 0, "FORMAT",
		N_("Do not count; write the election on standard output as blt or cvotes.")},
	[TALLY_LENIENT] = {"lenient", 0, NULL,
		N_("Repair what other programs write loosely, and say each repair.")},
	[TALLY_SEATS] = {"seats", 0, "N",
		N_("How many are elected, whatever the file says. Otherwise as the file says, or "
		   "1.")},
	[TALLY_BUDGET] = {"budget", 0, "AMOUNT",
		N_("The money to spend (equal-shares), or the points or credits of a ballot "
		   "(dots, quadratic), whatever the file says.")},
	[TALLY_SCALE] = {"scale", 0, "N",
		N_("The highest score or grade, the lowest being 0. Otherwise as the file says, "
		   "or 5.")},
	[TALLY_SEED] = {"seed", 0, "TEXT",
		N_("Break ties by the lot of this text, which was published before the count. "
		   "Without it ties are reported.")},
	[TALLY_THRESHOLD] = {"threshold", 0, "SHARE",
		N_("The share needed, such as 2/3: at least that much, of 1/2 more than that; >2/3 "
		   "and >=1/2 say it outright. With --mean: of the ballots, that must have scored "
		   "an option.")},
	[TALLY_BASE] = {"base", 0, "WHO",
		N_("Of whom that share is needed: yes-no (the yes and no votes), cast (all "
		   "ballots), present or eligible.")},
	[TALLY_QUORUM] = {"quorum", 0, "N",
		N_("The fewest ballots, blank ones too, for a valid result.")},
	[TALLY_QUORUM_YES] = {"quorum-yes", 0, NULL, N_("The quorum counts yes votes only.")},
	[TALLY_ELIGIBLE] = {"eligible", 0, "N",
		N_("How many could vote. Otherwise as many as there are ballots.")},
	[TALLY_EQUAL] = {"equal", 0, "WAY",
		N_("What a rank shared by several options does: exhaust (the ballot counts up to "
		   "there) or split (it is shared in equal parts).")},
	[TALLY_STRENGTH] = {"strength", 0, "WAY",
		N_("What a link is worth: winning (the votes for it) or margins (those less the "
		   "votes against).")},
	[TALLY_UNRANKED] = {"unranked", 0, "WAY",
		N_("What options that a ballot does not rank get: average, truncated or zero.")},
	[TALLY_COMPLETION] = {"completion", 0, "WAY",
		N_("What is done with money left over: none, add1, add1-greedy or greedy.")},
	[TALLY_UTILITY] = {"utility", 0, "WHAT",
		N_("What a project is worth to who approves of it: cost or cardinality.")},
	[TALLY_BAR] = {"bar", 0, "N", N_("The answer that was agreed to be good enough.")},
	[TALLY_RANKS] = {"ranks", 0, "N",
		N_("How many options each ballot was to rank. Otherwise the most that any did.")},
	[TALLY_MEAN] = {"mean", 0, NULL,
		N_("The highest mean of those who scored an option comes first, not the highest "
		   "sum.")},
	[TALLY_AGAINST] = {"against", 0, NULL, N_("Votes below zero are allowed.")},
	[TALLY_JSON] = {"json", 0, NULL, N_("Print the result as JSON.")},
	[TALLY_EXPLAIN] = {"explain", 0, NULL,
		N_("Print how the result came about, step by step.")},
	[TALLY_LIST] = {"list", 0, NULL, N_("List the methods.")},
	[TALLY_OPTIONS] = {NULL},
};

enum { WORDS_MAX = 6 };

/* Who takes an option: rules that need something, or rules by name; and its words, if it has some.
 */
static const struct {
	unsigned needs;
	const char *rules;
	const char *words[WORDS_MAX];
} takes[TALLY_OPTIONS] = {
	[TALLY_SEATS] = {NEED_SEATS, "", {NULL}},
	[TALLY_BUDGET] = {NEED_BUDGET | NEED_CREDITS, "", {NULL}},
	[TALLY_SCALE] = {NEED_SCALE, "", {NULL}},
	[TALLY_SEED] = {NEED_SEED, "", {NULL}},
	[TALLY_THRESHOLD] = {NEED_SHARE, " score ", {NULL}},
	[TALLY_BASE] = {NEED_SHARE, "", {"yes-no", "cast", "present", "eligible"}},
	[TALLY_EQUAL] = {0, " irv ", {"exhaust", "split"}},
	[TALLY_STRENGTH] = {0, " schulze ", {"winning", "margins"}},
	[TALLY_UNRANKED] = {0, " borda ", {"average", "truncated", "zero"}},
	[TALLY_COMPLETION] = {NEED_BUDGET, "", {"none", "add1", "add1-greedy", "greedy"}},
	[TALLY_UTILITY] = {NEED_BUDGET, "", {"cost", "cardinality"}},
	[TALLY_QUORUM_YES] = {0, " majority ", {NULL}},
	[TALLY_BAR] = {0, " gradients fist-to-five ", {NULL}},
	[TALLY_RANKS] = {0, " rank-total ", {NULL}},
	[TALLY_MEAN] = {0, " score ", {NULL}},
	[TALLY_AGAINST] = {0, " quadratic ", {NULL}},
};

/* Every rule takes these, and so does reading a file. */
static bool taken_by_all(enum tally_option option)
{
	return option < TALLY_SEATS || option >= TALLY_JSON || option == TALLY_QUORUM ||
	       option == TALLY_ELIGIBLE;
}

bool tally_takes(const struct tally_method *method, enum tally_option option)
{
	struct buf name = {0};

	if (taken_by_all(option))
		return true;
	buf_format(&name, " %s ", method->name);
	bool named =
		takes[option].rules != NULL && strstr(takes[option].rules, buf_text(&name)) != NULL;
	buf_finish(&name);
	return named || (method->needs & takes[option].needs) != 0;
}

/* Where the value of an option that takes words stands in the rule: in the order of its words. */
static int word_of(const struct tally_rule *rule, enum tally_option option)
{
	if (option == TALLY_BASE)
		return (int)rule->base;
	if (option == TALLY_EQUAL)
		return (int)rule->equal;
	if (option == TALLY_STRENGTH)
		return (int)rule->strength;
	if (option == TALLY_UNRANKED)
		return (int)rule->borda;
	if (option == TALLY_COMPLETION)
		return (int)rule->completion;
	return option == TALLY_UTILITY ? (int)rule->utility : -1;
}

static void keep_word(struct tally_rule *rule, enum tally_option option, int word)
{
	if (option == TALLY_BASE)
		rule->base = (enum tally_base)word;
	else if (option == TALLY_EQUAL)
		rule->equal = (enum tally_equal)word;
	else if (option == TALLY_STRENGTH)
		rule->strength = (enum tally_strength)word;
	else if (option == TALLY_UNRANKED)
		rule->borda = (enum tally_borda)word;
	else if (option == TALLY_COMPLETION)
		rule->completion = (enum tally_completion)word;
	else if (option == TALLY_UTILITY)
		rule->utility = (enum tally_utility)word;
}

const char *tally_option_word(const struct tally_rule *rule, enum tally_option option)
{
	int word = word_of(rule, option);

	return word >= 0 && word < WORDS_MAX ? takes[option].words[word] : NULL;
}

static bool read_word(struct tally_rule *rule, enum tally_option option, const char *value)
{
	struct buf all = {0};

	for (int i = 0; i < WORDS_MAX && takes[option].words[i] != NULL; i++) {
		if (strcmp(takes[option].words[i], value) == 0) {
			keep_word(rule, option, i);
			buf_finish(&all);
			return true;
		}
		buf_format(&all, "%s%s", i > 0 ? ", " : "", takes[option].words[i]);
	}
	cli_say(_("“%1$s” does not fit the option --%2$s; these words do: %3$s."), value,
		tally_options[option].name, buf_text(&all));
	buf_finish(&all);
	return false;
}

/* "2/3", ">2/3", ">=1/2" */
static bool read_share(struct tally_rule *rule, const char *value)
{
	const char *at = value + strspn(value, ">=");
	bool more = strncmp(value, ">", 1) == 0 && at == value + 1;
	bool least = strncmp(value, ">=", 2) == 0 && at == value + 2;
	int numerator = 0, denominator = 0, taken = 0;

	if ((at == value || more || least) && strlen(at) < 16 &&
		sscanf(at, "%d/%d%n", &numerator, &denominator, &taken) == 2 && at[taken] == '\0' &&
		numerator >= 1 && denominator >= numerator && denominator <= 1000) {
		rule->numerator = numerator;
		rule->denominator = denominator;
		rule->at_least = least || (!more && 2 * numerator != denominator);
		return true;
	}
	cli_say(_("“%s” does not fit the option --threshold: it takes a share such as 1/2 or 2/3."),
		value);
	return false;
}

static bool read_limited(const char *value, enum tally_option option, int64_t most, int *number)
{
	int64_t wanted = 0;

	if (!cli_number(tally_options[option].name, value, 1, most, &wanted))
		return false;
	*number = (int)wanted;
	return true;
}

static bool read_budget(struct tally_request *request, const char *value)
{
	unsigned needs = tally_method(request->rule.method)->needs;

	request->budget = value;
	return (needs & NEED_BUDGET) != 0 ||
	       read_limited(value, TALLY_BUDGET, TALLY_MARK_LIMIT, &request->rule.dots);
}

static bool read_option(struct tally_request *request, enum tally_option option, const char *value)
{
	struct tally_rule *rule = &request->rule;

	if (option == TALLY_SEATS)
		return read_limited(value, option, TALLY_OPTIONS_LIMIT, &rule->seats);
	if (option == TALLY_BUDGET)
		return read_budget(request, value);
	if (option == TALLY_SCALE)
		return read_limited(value, option, TALLY_MARK_LIMIT, &rule->scale);
	if (option == TALLY_THRESHOLD)
		return read_share(rule, value);
	if (option == TALLY_QUORUM)
		return read_limited(value, option, TALLY_BALLOTS_LIMIT, &rule->quorum);
	if (option == TALLY_ELIGIBLE)
		return cli_number("eligible", value, 0, TALLY_BALLOTS_LIMIT, &request->eligible);
	if (option == TALLY_BAR)
		return read_limited(value, option, TALLY_POINTS_MAX, &rule->bar);
	if (option == TALLY_RANKS)
		return read_limited(value, option, TALLY_OPTIONS_LIMIT, &rule->ranks);
	if (option == TALLY_SEED)
		rule->seed = value;
	else if (option == TALLY_MEAN)
		rule->mean = true;
	else if (option == TALLY_AGAINST)
		rule->against = true;
	else if (option == TALLY_QUORUM_YES)
		rule->quorum_yes = true;
	else
		return taken_by_all(option) || read_word(rule, option, value);
	return true;
}

static bool read_format(const char *name, const struct election_format **format)
{
	const char *names[16];
	size_t count = 0;

	if (name == NULL)
		return true;
	*format = election_format_find(name);
	if (*format != NULL)
		return true;
	for (; count < 16 && election_formats[count].name != NULL; count++)
		names[count] = election_formats[count].name;
	const char *near = text_nearest(name, names, count);
	if (near != NULL)
		cli_say(_("There is no format “%s”. Did you mean “%s”?"), name, near);
	else
		cli_say(_("There is no format “%s”. There are json, pabulib, preflib, debian, blt, "
			  "cvotes and csv."),
			name);
	return false;
}

bool tally_request_read(enum tally_method_id method, const struct cli_arguments *arguments,
	struct tally_request *request)
{
	*request = (struct tally_request){.rule.method = method, .eligible = -1};
	if (!read_format(arguments->values[TALLY_FROM], &request->from) ||
		!read_format(arguments->values[TALLY_TO], &request->to))
		return false;
	if (method == TALLY_METHODS)
		return true;
	for (int i = TALLY_SEATS; i < TALLY_OPTIONS; i++) {
		enum tally_option option = (enum tally_option)i;
		if (arguments->values[i] == NULL)
			continue;
		if (!tally_takes(tally_method(method), option))
			cli_say(_("The option --%1$s means nothing for “%2$s” and was not used."),
				tally_options[i].name, tally_method(method)->name);
		else if (!read_option(request, option, arguments->values[i]))
			return false;
	}
	return true;
}

/* The share that holds where none was said is the rule's own affair but for majorities. */
static json_t *share_json(const struct tally_rule *rule)
{
	struct buf text = {0};
	bool said = rule->numerator > 0 && rule->denominator > 0;

	if (!said && rule->method != TALLY_MAJORITY)
		return json_null();
	buf_format(&text, "%s%d/%d", rule->at_least ? ">=" : ">", said ? rule->numerator : 1,
		said ? rule->denominator : 2);
	json_t *value = json_string(buf_text(&text));
	buf_finish(&text);
	return value;
}

static json_t *option_json(const struct tally_report *report, enum tally_option option)
{
	const struct tally_rule *rule = report->rule;
	const char *word = tally_option_word(rule, option);

	if (word != NULL)
		return json_string(word);
	if (option == TALLY_SEATS)
		return json_integer(rule->seats > 0 ? rule->seats : 1);
	if (option == TALLY_BUDGET && (tally_method(rule->method)->needs & NEED_CREDITS))
		return json_integer(tally_dots(rule));
	if (option == TALLY_BUDGET)
		return tally_json_amount(rule->budget, report->election->money);
	if (option == TALLY_SCALE)
		return json_integer(tally_scale(rule));
	if (option == TALLY_SEED)
		return rule->seed != NULL ? json_words(rule->seed) : json_null();
	if (option == TALLY_THRESHOLD)
		return share_json(rule);
	if (option == TALLY_QUORUM)
		return json_integer(rule->quorum);
	if (option == TALLY_BAR)
		return json_integer(rule->bar);
	if (option == TALLY_RANKS)
		return json_integer(rule->ranks);
	if (option == TALLY_QUORUM_YES)
		return json_boolean(rule->quorum_yes);
	if (option == TALLY_MEAN || option == TALLY_AGAINST)
		return json_boolean(option == TALLY_MEAN ? rule->mean : rule->against);
	return NULL;
}

json_t *tally_options_json(const struct tally_report *report)
{
	const struct tally_method *method = tally_method(report->rule->method);
	json_t *object = json_object();

	for (int i = TALLY_SEATS; i < TALLY_JSON; i++) {
		if (!tally_takes(method, (enum tally_option)i))
			continue;
		json_t *value = option_json(report, (enum tally_option)i);
		if (value != NULL)
			json_object_set_new(object, tally_options[i].name, value);
	}
	return object;
}
