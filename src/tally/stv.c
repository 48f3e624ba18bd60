/* What the counts by single transferable vote share. */
#include "stv.h"

#include "roundtable/base/mem.h"

#include <string.h>

void stv_init(struct stv *stv, const struct tally_rule *rule, const struct tally_profile *valid,
	struct tally_result *result)
{
	size_t options = valid->options;

	*stv = (struct stv){.result = result, .options = options, .hopefuls = options};
	stv->seats = rule->seats > 0 ? (size_t)rule->seats : 1;
	stv->states = mem_alloc(options + 1, sizeof *stv->states);
	stv->votes = mem_alloc(options + 1, sizeof *stv->votes);
	result_draw_lot(result, rule, valid);
	stv->lot = result_lot_places(result);
}

/* Elected ones are level; behind them whoever was left, most votes first, then the last one out. */
static int compare_standing(const void *context, size_t a, size_t b)
{
	const int64_t *standing = context;

	return (standing[a] < standing[b]) - (standing[a] > standing[b]);
}

static void rank(struct stv *stv)
{
	struct tally_result *result = stv->result;
	int64_t *standing = mem_alloc(stv->options + 1, sizeof *standing);
	bool complete = result->complete;

	for (size_t i = 0; i < stv->options; i++)
		standing[i] = stv->states[i] == STV_ELECTED ? INT64_MAX : stv->votes[i];
	int64_t out = -(int64_t)stv->options;
	for (size_t i = 0; i < result->stages.count; i++)
		if (result->stages.items[i].kind == STAGE_EXCLUDE)
			standing[result->stages.items[i].who.items[0]] = out++;
	result_rank(result, compare_standing, standing);
	array_free(standing);
	result_elected_win(result, complete);
}

void stv_finish(struct stv *stv)
{
	struct tally_result *result = stv->result;

	memcpy(result->sums.totals, stv->votes, stv->options * sizeof *stv->votes);
	result->quota = stv->quota;
	rank(stv);
	array_free(stv->states);
	array_free(stv->votes);
	array_free(stv->lot);
	*stv = (struct stv){0};
}

bool stv_over(const struct stv *stv)
{
	size_t elected = stv->result->elected.count;

	return elected >= stv->seats || stv->hopefuls <= stv->seats - elected;
}

void stv_stage_update(const struct stv *stv, struct tally_stage *stage)
{
	if (stage->votes == NULL)
		stage->votes = mem_alloc(stv->options + 1, sizeof *stage->votes);
	memcpy(stage->votes, stv->votes, stv->options * sizeof *stv->votes);
	stage->lost = stv->lost;
	stage->dropped = stv->dropped;
	stage->quota = stv->quota;
}

struct tally_stage *stv_stage(struct stv *stv, enum tally_stage_kind kind)
{
	struct tally_stage *stage = result_stage(stv->result, kind);

	stv_stage_update(stv, stage);
	return stage;
}

/* Votes of the last stage, going back from `from`, at which `a` and `b` differ; NULL if none. */
static const int64_t *votes_apart(const struct stv *stv, size_t from, size_t a, size_t b)
{
	for (size_t i = from; i-- > 0;) {
		const int64_t *votes = stv->result->stages.items[i].votes;
		if (votes != NULL && votes[a] != votes[b])
			return votes;
	}
	return NULL;
}

/* Below 0: `a` comes before `b` where those with most votes come first. */
static int compare_votes(const struct stv *stv, size_t a, size_t b, enum tally_tie_broken *by)
{
	const int64_t *votes = stv->votes;

	*by = TIE_EARLIER;
	if (votes[a] == votes[b] && stv->earlier)
		votes = votes_apart(stv, stv->result->stages.count, a, b);
	if (votes != NULL && votes[a] != votes[b])
		return votes[a] > votes[b] ? -1 : 1;
	*by = stv->lot != NULL ? TIE_LOT : TIE_STANDS;
	if (stv->lot != NULL)
		return stv->lot[a] < stv->lot[b] ? -1 : 1;
	return a < b ? -1 : 1;
}

/* Records those of the list, sorted before, who have equally many votes. */
static void note_equals(struct stv *stv, const struct tally_list *who)
{
	for (size_t i = 0, end; i < who->count; i = end) {
		enum tally_tie_broken by, broken_by = TIE_EARLIER;
		for (end = i + 1; end < who->count; end++) {
			if (stv->votes[who->items[end]] != stv->votes[who->items[i]])
				break;
			compare_votes(stv, who->items[end - 1], who->items[end], &by);
			broken_by = by == TIE_EARLIER ? broken_by : by;
		}
		if (end == i + 1)
			continue;
		struct tally_tie *tie =
			result_tie(stv->result, TIE_ELECT, stv->result->stages.count);
		for (size_t k = i; k < end; k++)
			list_add(&tie->among, who->items[k]);
		list_sort(&tie->among);
		tie->broken_by = broken_by;
		tie->chosen = who->items[i];
	}
}

/* Elects them in order of their votes. */
static struct tally_stage *elect_all(
	struct stv *stv, enum tally_stage_kind kind, struct tally_list who)
{
	enum tally_tie_broken by;

	for (size_t i = 1; i < who.count; i++) {
		size_t option = who.items[i], at = i;
		for (; at > 0 && compare_votes(stv, who.items[at - 1], option, &by) > 0; at--)
			who.items[at] = who.items[at - 1];
		who.items[at] = option;
	}
	note_equals(stv, &who);
	struct tally_stage *stage = stv_stage(stv, kind);
	stage->who = who;
	for (size_t i = 0; i < who.count; i++) {
		stv->states[who.items[i]] = STV_ELECTED;
		list_add(&stv->result->elected, who.items[i]);
	}
	stv->hopefuls -= who.count;
	return stage;
}

struct tally_stage *stv_elect(struct stv *stv)
{
	struct tally_list who = {0};

	for (size_t i = 0; i < stv->options; i++)
		if (stv->states[i] == STV_HOPEFUL && stv->votes[i] >= stv->quota)
			list_add(&who, i);
	return who.count > 0 ? elect_all(stv, STAGE_ELECT, who) : NULL;
}

void stv_fill(struct stv *stv)
{
	struct tally_list who = {0};

	if (stv->result->elected.count >= stv->seats)
		return;
	for (size_t i = 0; i < stv->options; i++)
		if (stv->states[i] == STV_HOPEFUL)
			list_add(&who, i);
	if (who.count > 0)
		elect_all(stv, STAGE_FILL, who);
}

/* Keeps those with the most, or the fewest, votes. */
static void keep_extreme(struct tally_list *tied, const int64_t *votes, bool most)
{
	int64_t best = votes[tied->items[0]];
	size_t kept = 0;

	for (size_t i = 1; i < tied->count; i++) {
		int64_t count = votes[tied->items[i]];
		best = (most ? count > best : count < best) ? count : best;
	}
	for (size_t i = 0; i < tied->count; i++)
		if (votes[tied->items[i]] == best)
			tied->items[kept++] = tied->items[i];
	tied->count = kept;
}

bool stv_settle(struct stv *stv, enum tally_tie_at at, struct tally_list *tied, size_t *chosen)
{
	const struct tally_stages *stages = &stv->result->stages;
	bool out = at == TIE_EXCLUDE;

	*chosen = tied->items[0];
	if (tied->count == 1)
		return true;
	struct tally_tie *tie = result_tie(stv->result, at, stages->count);
	for (size_t i = 0; i < tied->count; i++)
		list_add(&tie->among, tied->items[i]);
	/* the rule speaks of two options: with more, each stage leaves those at its end of them */
	for (size_t i = stages->count; stv->earlier && i-- > 0 && tied->count > 1;)
		if (stages->items[i].votes != NULL)
			keep_extreme(tied, stages->items[i].votes, !out);
	tie->broken_by = tied->count == 1 ? TIE_EARLIER : stv->lot != NULL ? TIE_LOT : TIE_STANDS;
	if (tied->count > 1) {
		tie->among.count = 0;
		for (size_t i = 0; i < tied->count; i++)
			list_add(&tie->among, tied->items[i]);
	}
	*chosen = tied->items[0];
	for (size_t i = 1; stv->lot != NULL && i < tied->count; i++)
		if ((stv->lot[tied->items[i]] > stv->lot[*chosen]) == out)
			*chosen = tied->items[i];
	tie->chosen = *chosen;
	return tie->broken_by != TIE_STANDS;
}

bool stv_choose_out(struct stv *stv, struct tally_list *tied, bool idle, size_t *out)
{
	if (stv_settle(stv, TIE_EXCLUDE, tied, out))
		return true;
	for (size_t i = 0; i < tied->count; i++)
		if (stv->votes[tied->items[i]] != 0)
			return false;
	return idle && stv->hopefuls - tied->count + stv->result->elected.count >= stv->seats;
}

void stv_exclude(struct stv *stv, size_t option)
{
	stv->states[option] = STV_EXCLUDED;
	stv->hopefuls--;
}

void stv_stop(struct stv *stv, const struct tally_list *tied)
{
	struct tally_stage *stage = stv_stage(stv, STAGE_STOP);

	for (size_t i = 0; i < tied->count; i++)
		list_add(&stage->who, tied->items[i]);
	stv->result->complete = false;
}
