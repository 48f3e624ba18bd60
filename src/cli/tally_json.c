/* The result of a count for programs. The shape is described in roundtable-tally(1): it is stable.
 */
#include "tally.h"

#include "roundtable/base/i18n.h"
#include "roundtable/core/explain.h"

#include "json.h"

json_t *tally_json_amount(int64_t value, int64_t unit)
{
	struct buf text = {0};

	if (unit <= 1 || (unit == 2 && value % 2 == 0))
		return json_integer(unit == 2 ? value / 2 : value);
	if (unit == 2) /* halves are exact */
		return json_real((double)value / 2);
	explain_amount(value, unit, &text);
	json_t *amount = json_string(buf_text(&text));
	buf_finish(&text);
	return amount;
}

/* total/count, exact, as a text. */
static json_t *mean_json(int64_t total, int64_t count)
{
	struct buf text = {0};

	explain_mean(total, count, &text);
	json_t *mean = json_string(buf_text(&text));
	buf_finish(&text);
	return mean;
}

static json_t *name_json(const struct tally_report *report, size_t option)
{
	return json_words(report->names[option]);
}

static const char *name_of(const struct tally_report *report, size_t option)
{
	return report->names[option];
}

static json_t *list_json(const struct tally_report *report, const struct tally_list *list)
{
	json_t *array = json_array();

	for (size_t i = 0; i < list->count; i++)
		json_array_append_new(array, name_json(report, list->items[i]));
	return array;
}

static json_t *ranking_json(const struct tally_report *report)
{
	const struct tally_result *result = report->result;
	json_t *levels = json_array(), *level = NULL;

	for (size_t i = 0; result->order != NULL && i < result->sums.options; i++) {
		size_t option = result->order[i];
		if (i == 0 || result->level[option] != result->level[result->order[i - 1]]) {
			level = json_array();
			json_array_append_new(levels, level);
		}
		json_array_append_new(level, name_json(report, option));
	}
	return levels;
}

/* Name to amount, for each option. */
static json_t *figures_json(const struct tally_report *report, const int64_t *figures, int64_t unit)
{
	json_t *object = json_object();

	for (size_t i = 0; i < report->result->sums.options; i++)
		json_object_set_new(
			object, name_of(report, i), tally_json_amount(figures[i], unit));
	return object;
}

/* Of score by mean: name to mean; null where nobody scored. */
static json_t *means_json(const struct tally_report *report)
{
	const struct tally_sums *sums = &report->result->sums;
	json_t *object = json_object();

	for (size_t i = 0; i < sums->options; i++)
		json_object_set_new(object, name_of(report, i),
			sums->givers[i] > 0 ? mean_json(sums->totals[i], sums->givers[i])
					    : json_null());
	return object;
}

/* Name to name to number. */
static json_t *matrix_json(const struct tally_report *report, const int64_t *matrix)
{
	size_t options = report->result->sums.options;
	json_t *rows = json_object();

	for (size_t a = 0; a < options; a++) {
		json_t *row = json_object();
		for (size_t b = 0; b < options; b++)
			if (a != b)
				json_object_set_new(row, name_of(report, b),
					json_integer(matrix[a * options + b]));
		json_object_set_new(rows, name_of(report, a), row);
	}
	return rows;
}

static json_t *spread_json(const struct tally_report *report)
{
	const struct tally_sums *sums = &report->result->sums;
	json_t *object = json_object();

	for (size_t i = 0; i < sums->options; i++) {
		json_t *marks = json_array();
		for (size_t k = 0; k < sums->steps; k++)
			json_array_append_new(
				marks, json_integer(sums->spread[i * sums->steps + k]));
		json_object_set_new(object, name_of(report, i), marks);
	}
	return object;
}

/* A grade by its name or, without names, its number. */
static json_t *grade_json(const struct tally_report *report, size_t grade)
{
	const struct texts *grades = &report->election->grades;

	return grade < grades->count ? json_words(grades->items[grade])
				     : json_integer((json_int_t)grade);
}

/* Majority judgment: for each name its majority grade, and how many gave more and less. */
static void add_grades(const struct tally_report *report, json_t *root)
{
	const struct tally_result *result = report->result;
	json_t *object = json_object();

	for (size_t i = 0; i < result->sums.options; i++) {
		const struct tally_middle *middle = &result->middles[i];
		json_object_set_new(object, name_of(report, i),
			json_pack("{s:o, s:I, s:I}", "grade", grade_json(report, middle->low),
				"above", (json_int_t)middle->above, "below",
				(json_int_t)middle->below));
	}
	json_object_set_new(root, "majority_grades", object);
}

/* Answers on a scale: the middle ones, how many block, how many reach the bar. */
static void add_answers(const struct tally_report *report, json_t *root)
{
	const struct tally_result *result = report->result;

	json_object_set_new(root, "middle",
		json_pack("[o, o]", name_json(report, result->middles->low),
			name_json(report, result->middles->high)));
	json_object_set_new(root, "blocks", json_integer(result->blocks));
	json_object_set_new(root, "reached", json_integer(result->reached));
}

static json_t *counters_json(const struct tally_heads *heads)
{
	return json_pack("{s:I, s:I, s:I, s:I, s:I}", "eligible", (json_int_t)heads->eligible,
		"turned_out", (json_int_t)heads->cast, "valid",
		(json_int_t)(heads->cast - heads->blank - heads->spoilt), "spoilt",
		(json_int_t)heads->spoilt, "abstained", (json_int_t)heads->blank);
}

static const char *outcome_word(enum tally_outcome outcome)
{
	switch (outcome) {
	case OUTCOME_RANKED:
		return "ranked";
	case OUTCOME_CARRIED:
		return "carried";
	case OUTCOME_NOT_CARRIED:
		return "not carried";
	case OUTCOME_NO_QUORUM:
		return "no quorum";
	case OUTCOME_NO_BALLOTS:
		return "no ballots";
	case OUTCOME_INCOMPLETE:
		return "incomplete";
	case OUTCOME_REPORTED:
		return "reported";
	case OUTCOME_STOPPED:
		return "stopped";
	}
	return "";
}

static const char *kind_word(enum tally_stage_kind kind)
{
	switch (kind) {
	case STAGE_FIRST:
		return "first";
	case STAGE_ELECT:
		return "elect";
	case STAGE_SURPLUS:
		return "surplus";
	case STAGE_EXCLUDE:
		return "exclude";
	case STAGE_FILL:
		return "fill";
	case STAGE_LOCK:
		return "lock";
	case STAGE_SKIP:
		return "skip";
	case STAGE_BUY:
		return "buy";
	case STAGE_RAISE:
		return "raise";
	case STAGE_TOP_UP:
		return "top-up";
	case STAGE_ROLE:
		return "role";
	case STAGE_STOP:
		return "stop";
	}
	return "";
}

static const char *at_word(enum tally_tie_at at)
{
	switch (at) {
	case TIE_WIN:
		return "win";
	case TIE_RANK:
		return "rank";
	case TIE_ELECT:
		return "elect";
	case TIE_EXCLUDE:
		return "exclude";
	case TIE_SURPLUS:
		return "surplus";
	case TIE_LOCK:
		return "lock";
	case TIE_BUY:
		return "buy";
	}
	return "";
}

static json_t *broken_by(enum tally_tie_broken broken)
{
	switch (broken) {
	case TIE_STANDS:
		return json_null();
	case TIE_EARLIER:
		return json_string("earlier stage");
	case TIE_SUPPORT:
		return json_string("approvals");
	case TIE_COST:
		return json_string("cost");
	case TIE_LOT:
		return json_string("lot");
	}
	return json_null();
}

/* In which unit the amount of a stage stands: votes, money or pairs of votes. */
static int64_t amount_unit(const struct tally_report *report, enum tally_stage_kind kind)
{
	switch (kind) {
	case STAGE_BUY:
	case STAGE_RAISE:
	case STAGE_TOP_UP:
		return report->election->money;
	case STAGE_LOCK:
	case STAGE_SKIP:
		return 1;
	case STAGE_FIRST:
	case STAGE_ELECT:
	case STAGE_SURPLUS:
	case STAGE_EXCLUDE:
	case STAGE_FILL:
	case STAGE_ROLE:
	case STAGE_STOP:
		break;
	}
	return report->result->unit;
}

static json_t *stage_json(const struct tally_report *report, const struct tally_stage *stage)
{
	int64_t unit = report->result->unit;
	bool role = stage->kind == STAGE_ROLE;
	bool pair = stage->kind == STAGE_LOCK || stage->kind == STAGE_SKIP;
	json_t *object = json_pack("{s:s, s:o}", "kind", kind_word(stage->kind), "options",
		list_json(report, &stage->who));

	if (role && stage->role < report->election->role_names.count)
		json_object_set_new(object, "role",
			json_words(report->election->role_names.items[stage->role]));
	if (stage->votes != NULL)
		json_object_set_new(object, role ? "ranks" : "votes",
			figures_json(report, stage->votes, role ? stage->of : unit));
	if (stage->quota != 0)
		json_object_set_new(object, "quota", tally_json_amount(stage->quota, unit));
	if (stage->amount != 0 || pair)
		json_object_set_new(object, pair ? "for" : "amount",
			tally_json_amount(stage->amount, amount_unit(report, stage->kind)));
	if (pair)
		json_object_set_new(object, "against", json_integer(stage->against));
	if (stage->lost != 0)
		json_object_set_new(object, "lost", tally_json_amount(stage->lost, unit));
	if (stage->dropped != 0)
		json_object_set_new(object, "dropped", tally_json_amount(stage->dropped, unit));
	if (stage->of != 0 && !role)
		json_object_set_new(object, "share",
			mean_json(stage->share, stage->of * report->election->money));
	if (stage->points != NULL)
		json_object_set_new(object, "points", figures_json(report, stage->points, 1));
	if (stage->rounds != 0)
		json_object_set_new(object, "rounds", json_integer(stage->rounds));
	return object;
}

static json_t *stages_json(const struct tally_report *report)
{
	json_t *array = json_array();

	for (size_t i = 0; i < report->result->stages.count; i++)
		json_array_append_new(array, stage_json(report, &report->result->stages.items[i]));
	return array;
}

/* Who a tie is between; of majorities, pairs of names. */
static json_t *among_json(const struct tally_report *report, const struct tally_tie *tie)
{
	json_t *pairs = json_array();

	if (tie->at != TIE_LOCK) {
		json_decref(pairs);
		return list_json(report, &tie->among);
	}
	for (size_t i = 0; i + 1 < tie->among.count; i += 2)
		json_array_append_new(
			pairs, json_pack("[o, o]", name_json(report, tie->among.items[i]),
				       name_json(report, tie->among.items[i + 1])));
	return pairs;
}

static json_t *ties_json(const struct tally_report *report)
{
	json_t *array = json_array();

	for (size_t i = 0; i < report->result->ties.count; i++) {
		const struct tally_tie *tie = &report->result->ties.items[i];
		json_t *object = json_pack("{s:s, s:I, s:o, s:o}", "at", at_word(tie->at), "stage",
			(json_int_t)tie->stage + 1, "among", among_json(report, tie), "broken_by",
			broken_by(tie->broken_by));
		if (tie->broken_by != TIE_STANDS && tie->at != TIE_LOCK)
			json_object_set_new(object, "chosen", name_json(report, tie->chosen));
		json_array_append_new(array, object);
	}
	return array;
}

/* The votes of the last stage that has any, or nothing. */
static const int64_t *final_votes(const struct tally_result *result)
{
	for (size_t i = result->stages.count; i > 0; i--)
		if (result->stages.items[i - 1].votes != NULL &&
			result->stages.items[i - 1].kind != STAGE_ROLE)
			return result->stages.items[i - 1].votes;
	return NULL;
}

/* How many votes everybody had at the end, where they move. */
static void add_final_votes(const struct tally_report *report, json_t *root)
{
	const struct tally_result *result = report->result;
	const int64_t *votes = final_votes(result);
	json_t *object = json_object();

	for (size_t i = 0; votes != NULL && i < result->sums.options; i++) {
		struct buf text = {0};
		explain_amount(votes[i], result->unit, &text);
		json_object_set_new(object, name_of(report, i), json_string(buf_text(&text)));
		buf_finish(&text);
	}
	json_object_set_new(root, "final_votes", object);
}

static void add_figures(const struct tally_report *report, json_t *root)
{
	const struct tally_result *result = report->result;
	const struct tally_sums *sums = &result->sums;

	json_object_set_new(root, "totals", figures_json(report, sums->totals, result->unit));
	json_object_set_new(root, "givers", figures_json(report, sums->givers, 1));
	if (report->rule->mean)
		json_object_set_new(root, "means", means_json(report));
	if (sums->pairs != NULL)
		json_object_set_new(root, "pairwise", matrix_json(report, sums->pairs));
	if (result->paths != NULL)
		json_object_set_new(root, "paths", matrix_json(report, result->paths));
	if (sums->spread != NULL)
		json_object_set_new(root, "spread", spread_json(report));
	if (result->middles != NULL && tally_method(report->rule->method)->answers == 0)
		add_grades(report, root);
	else if (result->middles != NULL)
		add_answers(report, root);
	if (result->base != 0 || result->needed != 0) {
		json_object_set_new(root, "base", json_integer(result->base));
		json_object_set_new(root, "needed", json_integer(result->needed));
	}
}

static void add_head(const struct tally_report *report, json_t *root)
{
	const struct tally_method *method = tally_method(report->rule->method);
	const struct election *election = report->election;
	json_t *names = json_array();

	json_object_set_new(root, "rule", json_string(method->name));
	json_object_set_new(root, "rule_title", json_string(_(method->title)));
	json_object_set_new(root, "options", tally_options_json(report));
	json_object_set_new(root, "file", json_words(report->path));
	json_object_set_new(root, "format", json_string(election->format->name));
	json_object_set_new(root, "title", json_words(election->title));
	for (size_t i = 0; i < election->names.count; i++)
		json_array_append_new(names, name_json(report, i));
	json_object_set_new(root, "candidates", names);
}

void tally_print_json(const struct tally_report *report)
{
	const struct tally_result *result = report->result;
	unsigned needs = tally_method(report->rule->method)->needs;
	json_t *root = json_object();

	add_head(report, root);
	json_object_set_new(root, "counters", counters_json(&result->sums.heads));
	json_object_set_new(root, "outcome", json_string(outcome_word(result->outcome)));
	json_object_set_new(root, "complete", json_boolean(result->complete));
	json_object_set_new(root, "winners", list_json(report, &result->winners));
	if (!(needs & (NEED_SEATS | NEED_BUDGET)))
		json_object_set_new(root, "possible", list_json(report, &result->possible));
	json_object_set_new(root, "ranking", ranking_json(report));
	if (needs & NEED_SEATS) {
		json_object_set_new(root, "elected", list_json(report, &result->elected));
		json_object_set_new(root, "quota", tally_json_amount(result->quota, result->unit));
	}
	if ((needs & NEED_SEATS) || final_votes(result) != NULL)
		add_final_votes(report, root);
	if (needs & NEED_BUDGET)
		json_object_set_new(root, "selected", list_json(report, &result->elected));
	add_figures(report, root);
	json_object_set_new(root, "stages", stages_json(report));
	json_object_set_new(root, "ties", ties_json(report));
	json_object_set_new(root, "lot", list_json(report, &result->lot));
	json_print(root);
}
