/* What the log keeps of a count: sums, or the stages of a rule that needs the ballots. */
#include "roundtable/core/counted.h"

#include "../rule.h"

#include "roundtable/base/i18n.h"
#include "roundtable/base/mem.h"

/*
 * `counted` is a list of numbers, in this order (a list is its length, then its items):
 *
 *     unit, complete (0, 1), quota, winners, possible, elected (lists), order and level (an option
 *     each), how many stages, the stages, how many ties, the ties.
 *     A stage: kind, who (list), votes, points (lists: empty or one number an option), lost,
 *     dropped, quota, amount, against, share, of, role, rounds.
 *     A tie: at, stage, among (list), how it was broken, chosen.
 */
enum { LISTED_MOST = 4096 /**< stages or ties; no count of a room has as many */ };

/* --- writing --- */

static void put_list(struct ids *out, const struct tally_list *list)
{
	ids_add(out, (int64_t)list->count);
	for (size_t i = 0; i < list->count; i++)
		ids_add(out, (int64_t)list->items[i]);
}

static void put_numbers(struct ids *out, const int64_t *numbers, size_t count)
{
	ids_add(out, numbers != NULL ? (int64_t)count : 0);
	for (size_t i = 0; numbers != NULL && i < count; i++)
		ids_add(out, numbers[i]);
}

static void put_stage(struct ids *out, const struct tally_stage *stage, size_t options)
{
	ids_add(out, stage->kind);
	put_list(out, &stage->who);
	put_numbers(out, stage->votes, options);
	put_numbers(out, stage->points, options);
	ids_add(out, stage->lost);
	ids_add(out, stage->dropped);
	ids_add(out, stage->quota);
	ids_add(out, stage->amount);
	ids_add(out, stage->against);
	ids_add(out, stage->share);
	ids_add(out, stage->of);
	ids_add(out, (int64_t)stage->role);
	ids_add(out, stage->rounds);
}

static void put_tie(struct ids *out, const struct tally_tie *tie)
{
	ids_add(out, tie->at);
	ids_add(out, (int64_t)tie->stage);
	put_list(out, &tie->among);
	ids_add(out, tie->broken_by);
	ids_add(out, tie->broken_by == TIE_STANDS ? 0 : (int64_t)tie->chosen);
}

static void put_counted(const struct tally_result *result, struct ids *out)
{
	size_t options = result->sums.options;

	ids_add(out, result->unit);
	ids_add(out, result->complete);
	ids_add(out, result->quota);
	put_list(out, &result->winners);
	put_list(out, &result->possible);
	put_list(out, &result->elected);
	for (size_t i = 0; i < options; i++)
		ids_add(out, (int64_t)result->order[i]);
	for (size_t i = 0; i < options; i++)
		ids_add(out, (int64_t)result->level[i]);
	ids_add(out, (int64_t)result->stages.count);
	for (size_t i = 0; i < result->stages.count; i++)
		put_stage(out, &result->stages.items[i], options);
	ids_add(out, (int64_t)result->ties.count);
	for (size_t i = 0; i < result->ties.count; i++)
		put_tie(out, &result->ties.items[i]);
}

/* --- what few ballots would tell --- */

bool poll_places_alone(const struct poll *poll, int64_t cast)
{
	return poll->secret && cast < STAGES_MIN &&
	       (rule_needs_ballots(&poll->rule) ||
		       (tally_method(poll->rule.method)->needs & NEED_PAIRS) != 0 ||
		       tally_method(poll->rule.method)->shape == SHAPE_RANK);
}

bool closed_places_alone(const struct poll *poll, const struct rare *closed)
{
	bool totals = !rule_needs_ballots(&poll->rule) &&
		      !(tally_method(poll->rule.method)->needs & NEED_PAIRS);

	/* files of earlier versions hold pairs, or points of rankings, of few ballots too */
	return poll_places_alone(poll, closed->cast) && closed->pairs.count == 0 &&
	       (!totals || closed->counted.count > 0);
}

/* That a tie stopped the count is said; at which votes, is not. */
static void hide_stages(struct tally_result *result)
{
	size_t last = result->stages.count;
	bool stopped = last > 0 && result->stages.items[last - 1].kind == STAGE_STOP;

	for (size_t i = 0; i < last; i++) {
		struct tally_stage *stage = &result->stages.items[i];
		array_finish(&stage->who);
		array_free(stage->votes);
		array_free(stage->points);
		*stage = (struct tally_stage){.kind = STAGE_STOP};
	}
	result->stages.count = stopped;
}

/* That the lot broke a tie is said; which tie, is not. */
static void hide_ties(struct tally_result *result)
{
	size_t left = 0;

	for (size_t i = 0; i < result->ties.count; i++) {
		struct tally_tie *tie = &result->ties.items[i];
		array_finish(&tie->among);
		if (tie->broken_by == TIE_LOT && left == 0)
			result->ties.items[left++] = (struct tally_tie){.broken_by = TIE_LOT};
	}
	result->ties.count = left;
}

void counted_hide(const struct poll *poll, struct tally_result *result)
{
	bool ranked = tally_method(poll->rule.method)->shape == SHAPE_RANK;

	hide_stages(result);
	hide_ties(result);
	array_free(result->sums.pairs);
	array_free(result->paths);
	result->sums.pairs = result->paths = NULL;
	result->quota = 0;
	if (ranked)
		result->unit = 1;
	for (size_t i = 0; i < result->sums.options && ranked; i++)
		result->sums.totals[i] = result->sums.givers[i] = 0;
}

void counted_write(const struct poll *poll, const struct tally_result *result, struct rare *closed)
{
	const struct tally_sums *sums = &result->sums;
	struct ids *lists[] = {&closed->totals, &closed->givers, &closed->ballots, &closed->pairs,
		&closed->spread, &closed->counted};

	for (size_t i = 0; i < sizeof lists / sizeof *lists; i++)
		array_finish(lists[i]); /* whatever was wished */
	closed->could_vote = sums->heads.eligible;
	closed->stepped_out = sums->heads.stepped_out;
	closed->cast = sums->heads.cast;
	closed->blank = sums->heads.blank;
	closed->spoilt = sums->heads.spoilt;
	closed->outcome = result->outcome;
	for (size_t i = 0; i < sums->options; i++) {
		ids_add(&closed->totals, sums->totals[i]);
		ids_add(&closed->givers, sums->givers[i]);
	}
	for (size_t i = 0; sums->pairs != NULL && i < sums->options * sums->options; i++)
		ids_add(&closed->pairs, sums->pairs[i]);
	for (size_t i = 0; sums->spread != NULL && i < sums->options * sums->steps; i++)
		ids_add(&closed->spread, sums->spread[i]);
	closed->steps = (int64_t)sums->steps;
	closed->ranks = (int64_t)sums->ranks;
	bool alone = poll_places_alone(poll, sums->heads.cast);
	if ((rule_needs_ballots(&poll->rule) || alone) && result->order != NULL)
		put_counted(result, &closed->counted);
}

/* --- reading: a file may hold any numbers --- */

struct source {
	const struct ids *numbers;
	size_t at, options;
	bool wrong;
};

static int64_t take(struct source *source, int64_t least, int64_t most)
{
	if (source->at >= source->numbers->count) {
		source->wrong = true;
		return least;
	}
	int64_t number = source->numbers->items[source->at++];
	if (number < least || number > most) {
		source->wrong = true;
		return least;
	}
	return number;
}

/* Amounts in units: far below where sums of all options would not fit. */
#define AMOUNT_MOST (INT64_C(1) << 53)

static int64_t take_amount(struct source *source)
{
	return take(source, 0, AMOUNT_MOST);
}

static int64_t known_amount(int64_t amount)
{
	return amount < 0 ? 0 : amount < AMOUNT_MOST ? amount : AMOUNT_MOST;
}

static size_t take_option(struct source *source)
{
	return (size_t)take(source, 0, (int64_t)source->options - 1);
}

static void take_list(struct source *source, size_t least, struct tally_list *list)
{
	int64_t count = take(source, (int64_t)least, (int64_t)source->options);

	for (int64_t i = 0; i < count && !source->wrong; i++)
		*array_push(list) = take_option(source);
}

/* One number an option, or none. */
static int64_t *take_numbers(struct source *source)
{
	int64_t count = take(source, 0, (int64_t)source->options);

	if (count == 0 || source->wrong)
		return NULL;
	int64_t *numbers = mem_alloc(source->options, sizeof *numbers);
	source->wrong = count != (int64_t)source->options;
	for (int64_t i = 0; i < count; i++)
		numbers[i] = take_amount(source);
	return numbers;
}

/* How many options a stage names at least, so that its sentence has somebody to speak of. */
static size_t named_least(enum tally_stage_kind kind)
{
	switch (kind) {
	case STAGE_ELECT:
	case STAGE_SURPLUS:
	case STAGE_EXCLUDE:
	case STAGE_FILL:
	case STAGE_BUY:
	case STAGE_TOP_UP:
		return 1;
	case STAGE_LOCK:
	case STAGE_SKIP:
		return 2;
	case STAGE_FIRST:
	case STAGE_RAISE:
	case STAGE_ROLE:
	case STAGE_STOP:
		break;
	}
	return 0;
}

static void take_stage(struct source *source, size_t roles, struct tally_result *result)
{
	struct tally_stage *stage = array_push(&result->stages);

	*stage = (struct tally_stage){
		.kind = (enum tally_stage_kind)take(source, STAGE_FIRST, STAGE_STOP)};
	take_list(source, named_least(stage->kind), &stage->who);
	stage->votes = take_numbers(source);
	stage->points = take_numbers(source);
	stage->lost = take_amount(source);
	stage->dropped = take_amount(source);
	stage->quota = take_amount(source);
	stage->amount = take_amount(source);
	stage->against = take_amount(source);
	stage->share = take_amount(source);
	bool shared = stage->kind == STAGE_BUY || stage->kind == STAGE_RAISE;
	stage->of = take(source, shared, INT64_C(1) << 40);
	stage->role = (size_t)take(source, 0, (int64_t)roles - 1);
	stage->rounds = (int)take(source, 0, INT32_MAX);
}

static void take_tie(struct source *source, struct tally_result *result)
{
	struct tally_tie *tie = array_push(&result->ties);

	*tie = (struct tally_tie){.at = (enum tally_tie_at)take(source, TIE_WIN, TIE_BUY)};
	tie->stage = (size_t)take(source, 0, (int64_t)result->stages.count);
	take_list(source, 0, &tie->among);
	tie->broken_by = (enum tally_tie_broken)take(source, TIE_STANDS, TIE_LOT);
	tie->chosen = take_option(source);
}

/* Every option once, levels from 0 on without gaps. */
static void take_order(struct source *source, struct tally_result *result)
{
	size_t options = source->options;
	bool *seen = mem_alloc(options + 1, sizeof *seen);

	result->order = mem_alloc(options + 1, sizeof *result->order);
	result->level = mem_alloc(options + 1, sizeof *result->level);
	for (size_t i = 0; i < options; i++) {
		result->order[i] = take_option(source);
		source->wrong = source->wrong || seen[result->order[i]];
		seen[result->order[i]] = true;
	}
	for (size_t i = 0; i < options; i++)
		result->level[i] = take_option(source);
	for (size_t i = 0, level = 0; i < options; i++) {
		size_t here = result->level[result->order[i]];
		source->wrong = source->wrong || here < level || here > level + (i > 0);
		level = here;
	}
	array_free(seen);
}

/* Money is not split, and places are split in halves; votes must add up in whatever unit. */
static bool unit_fits(const struct tally_rule *rule, int64_t unit)
{
	unsigned needs = tally_method(rule->method)->needs;

	return (!(needs & NEED_BUDGET) || unit == 1) && (!(needs & NEED_ROLES) || unit == 2);
}

static bool take_counted(const struct ids *numbers, size_t roles, struct tally_result *result)
{
	struct source source = {.numbers = numbers, .options = result->sums.options};

	result->unit = take(&source, 1, INT64_C(1) << 40);
	result->complete = take(&source, 0, 1) != 0;
	result->quota = take_amount(&source);
	take_list(&source, 0, &result->winners);
	take_list(&source, 0, &result->possible);
	take_list(&source, 0, &result->elected);
	take_order(&source, result);
	int64_t stages = take(&source, 0, LISTED_MOST);
	for (int64_t i = 0; i < stages && !source.wrong; i++)
		take_stage(&source, roles, result);
	int64_t ties = take(&source, 0, LISTED_MOST);
	for (int64_t i = 0; i < ties && !source.wrong; i++)
		take_tie(&source, result);
	return !source.wrong && source.at == numbers->count;
}

static int64_t *copied(const struct ids *numbers)
{
	int64_t *copy = mem_alloc(numbers->count + 1, sizeof *copy);

	for (size_t i = 0; i < numbers->count; i++)
		copy[i] = known_count(numbers->items[i]);
	return copy;
}

/* The sums as far as they are there; false when they are not those of so many options. */
static bool take_sums(const struct tally_rule *rule, const struct rare *closed, bool alone,
	struct tally_sums *sums)
{
	unsigned needs = tally_method(rule->method)->needs;
	size_t options = sums->options, steps = (size_t)tally_scale(rule) + 1;

	sums->heads = (struct tally_heads){known_count(closed->could_vote),
		known_count(closed->stepped_out), known_count(closed->cast),
		known_count(closed->blank), known_count(closed->spoilt)};
	for (size_t i = 0; i < options; i++) {
		if (i < closed->totals.count)
			sums->totals[i] = known_amount(closed->totals.items[i]);
		if (i < closed->givers.count)
			sums->givers[i] = known_count(closed->givers.items[i]);
	}
	bool pairs = closed->pairs.count == options * options, spread = false;
	if (needs & NEED_PAIRS)
		sums->pairs = pairs ? copied(&closed->pairs) : NULL;
	if (needs & NEED_SPREAD) {
		spread = closed->steps == (int64_t)steps && closed->spread.count == options * steps;
		sums->spread = spread ? copied(&closed->spread) : NULL;
		sums->steps = spread ? steps : 0;
	}
	if (closed->ranks > 0 && closed->ranks <= TALLY_OPTIONS_MAX)
		sums->ranks = (size_t)closed->ranks;
	return closed->totals.count == options && closed->givers.count == options &&
	       (pairs || alone || !(needs & NEED_PAIRS)) && (spread || !(needs & NEED_SPREAD));
}

/* No order is known: all stand level, and nothing is decided. */
static void leave_open(struct tally_result *result)
{
	struct tally_result none = {.sums = result->sums, .unit = 1, .outcome = OUTCOME_STOPPED};
	size_t options = none.sums.options;

	result->sums = (struct tally_sums){0};
	tally_result_finish(result);
	none.order = mem_alloc(options + 1, sizeof *none.order);
	none.level = mem_alloc(options + 1, sizeof *none.level);
	for (size_t i = 0; i < options; i++)
		none.order[i] = i;
	*result = none;
}

bool counted_read(const struct model *model, const struct poll *poll, const struct rare *closed,
	struct tally_result *result)
{
	bool good;

	tally_sums_init(&result->sums, poll_options(poll));
	bool alone = closed_places_alone(poll, closed);
	good = take_sums(&poll->rule, closed, alone, &result->sums);
	if (!rule_needs_ballots(&poll->rule) && !alone) {
		tally_verdict(&poll->rule, result);
		return good;
	}
	good = good && take_counted(&closed->counted, poll_roles(model), result) &&
	       unit_fits(&poll->rule, result->unit);
	if (!good) {
		leave_open(result);
		return false;
	}
	result->outcome = (enum tally_outcome)known_value(closed->outcome, OUTCOME_STOPPED + 1);
	for (size_t i = 0; i < poll->lot.count; i++)
		*array_push(&result->lot) = poll->lot.items[i];
	return true;
}

/* --- what must add up --- */

static int64_t sum_of(const int64_t *numbers, size_t count)
{
	int64_t sum = 0;

	for (size_t i = 0; i < count; i++)
		sum += numbers[i];
	return sum;
}

/* No vote is made or lost unseen: at each stage they are as many as valid ballots. */
static bool votes_add_up(const struct tally_result *result)
{
	const struct tally_heads *heads = &result->sums.heads;
	int64_t valid = heads->cast - heads->blank - heads->spoilt;

	for (size_t i = 0; i < result->stages.count; i++) {
		const struct tally_stage *stage = &result->stages.items[i];
		if (stage->votes != NULL &&
			sum_of(stage->votes, result->sums.options) + stage->lost + stage->dropped !=
				valid * result->unit)
			return false;
	}
	return true;
}

/* Places that a role gives, in halves: as many as there are options, and the totals their sum. */
static bool places_add_up(const struct tally_result *result)
{
	size_t options = result->sums.options;

	for (size_t i = 0; i < result->stages.count; i++)
		if (result->stages.items[i].votes == NULL ||
			sum_of(result->stages.items[i].votes, options) !=
				(int64_t)(options * (options + 1)))
			return false;
	for (size_t option = 0; option < options; option++) {
		int64_t sum = 0;
		for (size_t i = 0; i < result->stages.count; i++)
			sum += result->stages.items[i].votes[option];
		if (sum != result->sums.totals[option])
			return false;
	}
	for (size_t i = 1; i < options; i++)
		if (result->sums.totals[result->order[i - 1]] >
			result->sums.totals[result->order[i]])
			return false;
	return true;
}

/* Each project once, for what it costs, and no more than there is to spend. */
static bool purchases_add_up(const struct poll *poll, const struct tally_result *result)
{
	int64_t spent = 0;

	for (size_t i = 0; i < result->elected.count; i++) {
		size_t option = result->elected.items[i];
		for (size_t k = 0; k < i; k++)
			if (result->elected.items[k] == option)
				return false;
		spent += option < poll->costs.count ? poll->costs.items[option] : 0;
	}
	for (size_t i = 0; i < result->stages.count; i++) {
		const struct tally_stage *stage = &result->stages.items[i];
		bool buys = stage->kind == STAGE_BUY || stage->kind == STAGE_TOP_UP;
		if (buys && (stage->who.items[0] >= poll->costs.count ||
				    stage->amount != poll->costs.items[stage->who.items[0]]))
			return false;
	}
	return spent <= poll->rule.budget;
}

/* Whoever a stage elects or buys last of all stands in the same order as elected. */
static bool elected_by_stages(const struct tally_result *result)
{
	size_t at = 0;

	for (size_t i = 0; i < result->stages.count; i++) {
		const struct tally_stage *stage = &result->stages.items[i];
		if (stage->kind == STAGE_RAISE)
			at = 0; /* the count starts again */
		if (stage->kind != STAGE_ELECT && stage->kind != STAGE_FILL &&
			stage->kind != STAGE_BUY && stage->kind != STAGE_TOP_UP)
			continue;
		for (size_t k = 0; k < stage->who.count; k++, at++)
			if (at >= result->elected.count ||
				result->elected.items[at] != stage->who.items[k])
				return false;
	}
	return at == result->elected.count;
}

/* Whether there is nothing but the places, and perhaps that a tie stopped the count. */
static bool no_stages(const struct tally_result *result)
{
	return result->stages.count == 0 ||
	       (result->stages.count == 1 && result->stages.items[0].kind == STAGE_STOP);
}

/* Nobody is elected twice; who wins where nobody is elected, and no tie stopped it, comes first. */
static bool firsts_fit(const struct tally_result *result)
{
	for (size_t i = 0; i < result->elected.count; i++)
		for (size_t k = 0; k < i; k++)
			if (result->elected.items[k] == result->elected.items[i])
				return false;
	for (size_t i = 0; i < result->winners.count && result->elected.count == 0; i++)
		if (result->outcome == OUTCOME_RANKED && result->stages.count == 0 &&
			result->level[result->winners.items[i]] != 0)
			return false;
	return true;
}

const char *counted_wrong(const struct poll *poll, const struct tally_result *result)
{
	unsigned needs = tally_method(poll->rule.method)->needs;
	bool counted =
		result->outcome != OUTCOME_NO_QUORUM && result->outcome != OUTCOME_NO_BALLOTS;
	bool alone = poll_places_alone(poll, result->sums.heads.cast) && no_stages(result);

	if ((needs & NEED_ROLES) && !alone)
		return places_add_up(result) ? NULL
					     : _("The places that the roles give do not add up.");
	if ((needs & NEED_BUDGET) && !purchases_add_up(poll, result))
		return _("What was bought does not add up with the costs and the budget.");
	if (alone)
		return firsts_fit(result) ? NULL
					  : _("Those who came first are not those of its "
					      "places.");
	if (!(needs & NEED_BUDGET) && !votes_add_up(result))
		return _("The votes of its stages do not add up to the ballots.");
	if ((needs & (NEED_SEATS | NEED_BUDGET)) && counted && !elected_by_stages(result))
		return _("Its stages name others than those who came first.");
	return NULL;
}
