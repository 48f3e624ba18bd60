/*
 * The single transferable vote as Scottish councils count it: a quota that stands, surpluses moved
 * with every ballot at a fraction of its value, five decimals.
 *
 * Ballots lie in parcels: those an option received at one time at one value. A ballot moves on
 * along its ranking and never back, so that the whole count is linear in what was ranked.
 */
#include "stv.h"

#include "roundtable/base/i18n.h"
#include "roundtable/base/mem.h"

enum { UNIT = 100000 };

static const uint32_t NONE = UINT32_MAX;

struct parcel {
	int64_t value; /* of one ballot, in units */
	uint32_t first;
};

struct parcels {
	struct parcel *items;
	size_t count, capacity;
};

struct scottish {
	struct stv stv;
	struct rankings ballots;
	uint32_t *next;          /* per ballot: the next one in its parcel, or NONE */
	struct parcels *parcels; /* per option */
	uint32_t *heads;         /* per option: what it receives from the parcel at hand */
	int64_t *received;       /* per option: how many ballots that is */
};

static bool valid(const struct tally_rule *rule, const int16_t *marks, size_t options)
{
	int16_t first = INT16_MAX;
	size_t sharing = 0;

	/* a ballot is good up to a shared rank; with a shared first rank it says nothing */
	if (!marks_rank(rule, marks, options))
		return false;
	for (size_t i = 0; i < options; i++) {
		if (marks[i] <= 0 || marks[i] > first)
			continue;
		sharing = marks[i] == first ? sharing + 1 : 1;
		first = marks[i];
	}
	return sharing == 1;
}

/* The best option of the ballot that is still without a seat; false when none is left. */
static bool next_choice(const struct stv *stv, struct ranking *ballot, size_t *option)
{
	for (; ballot->count > 0; ballot->places++, ballot->count--) {
		*option = ballot->places[0] & ~PLACE_LAST;
		if (stv->states[*option] == STV_HOPEFUL)
			return true;
	}
	return false;
}

/* Hands a chain of ballots on, each to its next choice at `value`. */
static void hand_on(struct scottish *count, uint32_t first, int64_t value)
{
	struct stv *stv = &count->stv;
	size_t to;

	for (uint32_t row = first, next; row != NONE; row = next) {
		struct ranking *ballot = &count->ballots.items[row];
		next = count->next[row];
		if (!next_choice(stv, ballot, &to)) {
			stv->lost += ballot->weight * value;
			continue;
		}
		count->next[row] = count->heads[to];
		count->heads[to] = row;
		count->received[to] += ballot->weight;
	}
	for (to = 0; to < stv->options; to++) {
		if (count->heads[to] == NONE)
			continue;
		*array_push(&count->parcels[to]) = (struct parcel){value, count->heads[to]};
		stv->votes[to] += count->received[to] * value;
		count->heads[to] = NONE;
		count->received[to] = 0;
	}
}

/* Moves all ballots of an option on, at `part` of `whole` of their value; 1 of 1: all of it. */
static void move_ballots(struct scottish *count, size_t from, int64_t part, int64_t whole)
{
	struct parcels moved = count->parcels[from];

	count->parcels[from] = (struct parcels){0};
	for (size_t i = 0; i < moved.count; i++) {
		__int128 value = (__int128)moved.items[i].value * part / whole;
		hand_on(count, moved.items[i].first, (int64_t)value);
	}
	array_finish(&moved);
}

/* What is neither held nor lost fell between the decimals. */
static void weigh(struct stv *stv, int64_t all)
{
	stv->dropped = all - stv->lost;
	for (size_t i = 0; i < stv->options; i++)
		stv->dropped -= stv->votes[i];
}

/* Everybody with most above the quota; empty when nobody has a surplus. */
static struct tally_list largest_surplus(const struct stv *stv)
{
	struct tally_list tied = {0};
	int64_t most = stv->quota + 1;

	for (size_t i = 0; i < stv->options; i++) {
		if (stv->states[i] != STV_ELECTED || stv->votes[i] < most)
			continue;
		if (stv->votes[i] > most)
			tied.count = 0;
		most = stv->votes[i];
		list_add(&tied, i);
	}
	return tied;
}

static struct tally_list fewest_votes(const struct stv *stv)
{
	struct tally_list tied = {0};
	int64_t fewest = INT64_MAX;

	for (size_t i = 0; i < stv->options; i++) {
		if (stv->states[i] != STV_HOPEFUL || stv->votes[i] > fewest)
			continue;
		if (stv->votes[i] < fewest)
			tied.count = 0;
		fewest = stv->votes[i];
		list_add(&tied, i);
	}
	return tied;
}

/* One transfer, of a surplus or after an exclusion; false when a tie stops the count. */
static bool transfer(struct scottish *count, int64_t all)
{
	struct stv *stv = &count->stv;
	struct tally_list tied = largest_surplus(stv);
	bool surplus = tied.count > 0;
	size_t from;

	if (!surplus)
		tied = fewest_votes(stv);
	bool settled = surplus ? stv_settle(stv, TIE_SURPLUS, &tied, &from)
			       : stv_choose_out(stv, &tied, true, &from);
	if (settled) {
		int64_t held = stv->votes[from], kept = surplus ? stv->quota : 0;
		if (!surplus)
			stv_exclude(stv, from);
		stv->votes[from] = kept;
		move_ballots(count, from, surplus ? held - kept : 1, surplus ? held : 1);
		weigh(stv, all);
		struct tally_stage *stage = stv_stage(stv, surplus ? STAGE_SURPLUS : STAGE_EXCLUDE);
		stage->amount = held - kept;
		list_add(&stage->who, from);
	} else {
		stv_stop(stv, &tied);
	}
	array_finish(&tied);
	return settled;
}

static void scottish_init(struct scottish *count, const struct tally_rule *rule,
	const struct tally_profile *profile, struct tally_result *result)
{
	size_t options = profile->options, rows = profile->count;

	*count = (struct scottish){0};
	stv_init(&count->stv, rule, profile, result);
	count->stv.earlier = true;
	rankings_init(&count->ballots, profile, true);
	count->next = mem_alloc(rows + 1, sizeof *count->next);
	count->parcels = mem_alloc(options + 1, sizeof *count->parcels);
	count->heads = mem_alloc(options + 1, sizeof *count->heads);
	count->received = mem_alloc(options + 1, sizeof *count->received);
	for (size_t i = 0; i < options; i++)
		count->heads[i] = NONE;
	for (size_t i = 0; i < rows; i++)
		count->next[i] = i + 1 < rows ? (uint32_t)(i + 1) : NONE;
}

static void scottish_finish(struct scottish *count)
{
	for (size_t i = 0; i < count->stv.options; i++)
		array_finish(&count->parcels[i]);
	array_free(count->parcels);
	array_free(count->heads);
	array_free(count->received);
	array_free(count->next);
	rankings_finish(&count->ballots);
	stv_finish(&count->stv);
}

static bool count_ballots(const struct tally_rule *rule, const struct tally_profile *profile,
	struct tally_result *result, struct error *err)
{
	struct scottish count;
	int64_t ballots = heads_valid(&result->sums.heads);

	(void)err;
	result->unit = UNIT;
	scottish_init(&count, rule, profile, result);
	struct stv *stv = &count.stv;
	stv->quota = (ballots / ((int64_t)stv->seats + 1) + 1) * UNIT;
	hand_on(&count, profile->count > 0 ? 0 : NONE, UNIT);
	stv_stage(stv, STAGE_FIRST);
	bool going = ballots > 0;
	while (going) {
		stv_elect(stv);
		going = !stv_over(stv) && transfer(&count, ballots * UNIT);
	}
	if (ballots > 0 && stv_over(stv))
		stv_fill(stv);
	scottish_finish(&count);
	return true;
}

const struct tally_method scottish_stv_method = {
	.name = "scottish-stv",
	.title = N_("Single transferable vote (Scottish rules)"),
	.brief =
		N_("Each person ranks the options; whoever reaches the quota is elected, what they "
		   "have above it goes on to the next choices at a part of its value, and when "
		   "nothing is above it, the option with fewest votes is out and its votes go on."),
	.shape = SHAPE_RANK,
	.needs = NEED_SEATS | NEED_SEED,
	.source = "Scottish Local Government Elections Order 2007 (SSI 2007/42), schedule 1, "
		  "rules 45 to 52",
	.valid = valid,
	.count = count_ballots,
};
