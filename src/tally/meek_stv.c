/*
 * The single transferable vote by Meek's method, as the Proportional Representation Foundation
 * wrote it down so that every count of it agrees to the last of nine decimals.
 *
 * Whoever is elected keeps only so much of every ballot that the quota is left; what is kept is
 * lowered round by round until the surpluses are gone, and only then the last one goes out.
 *
 * A stage is what ended a round: an election, or an exclusion with the votes as the next round
 * begins with them (where the count is over, nothing moves, and what was held is lost). Before an
 * exclusion, STAGE_SURPLUS shows the votes it was decided on, if they changed in the round.
 */
#include "meek.h"

#include "roundtable/base/i18n.h"
#include "roundtable/base/mem.h"

/* Surpluses below a millionth of a vote count as none. */
enum { OMEGA = MEEK_UNIT / 1000000 };

struct meek {
	struct stv stv;
	struct meek_tree tree;
	int64_t *keeps; /* per option, in billionths */
	int64_t all;    /* ballots, in billionths */
	int64_t surplus;
};

static void distribute(struct meek *meek)
{
	struct stv *stv = &meek->stv;
	int64_t sum = 0;

	meek_tree_distribute(&meek->tree, meek->keeps, stv->votes);
	for (size_t i = 0; i < stv->options; i++)
		sum += stv->votes[i];
	stv->lost = meek->all - sum;
	stv->quota = sum / ((int64_t)stv->seats + 1) + 1;
}

static int64_t surplus_of(const struct stv *stv)
{
	int64_t surplus = 0;

	for (size_t i = 0; i < stv->options; i++)
		if (stv->states[i] == STV_ELECTED)
			surplus += stv->votes[i] - stv->quota;
	return surplus > 0 ? surplus : 0;
}

static int64_t divide_up(__int128 number, int64_t by)
{
	return (int64_t)((number + by - 1) / by);
}

/* Lowers what the elected keep towards the quota, each product and quotient rounded up. */
static void lower_keeps(struct meek *meek)
{
	const struct stv *stv = &meek->stv;

	for (size_t i = 0; i < stv->options; i++) {
		if (stv->states[i] != STV_ELECTED)
			continue;
		int64_t of_quota = divide_up((__int128)meek->keeps[i] * stv->quota, MEEK_UNIT);
		int64_t keep = divide_up((__int128)of_quota * MEEK_UNIT, stv->votes[i]);
		/* nobody keeps more than there is, were the votes a billionth below the quota */
		meek->keeps[i] = keep < MEEK_UNIT ? keep : MEEK_UNIT;
	}
}

/* The votes of a stage of this round's first distribution, which an exclusion has led to. */
static void note_first(struct stv *stv)
{
	struct tally_stages *stages = &stv->result->stages;

	if (stages->count == 0)
		stv_stage(stv, STAGE_FIRST);
	else if (stages->items[stages->count - 1].kind == STAGE_EXCLUDE)
		stv_stage_update(stv, &stages->items[stages->count - 1]);
}

/* Distributes until somebody is elected (true) or no surplus is left; how often in `rounds`. */
static bool iterate(struct meek *meek, int *rounds)
{
	struct stv *stv = &meek->stv;
	int64_t before = 0, first = 0;

	for (*rounds = 1;; ++*rounds) {
		distribute(meek);
		if (*rounds == 1)
			note_first(stv);
		struct tally_stage *stage = stv_elect(stv);
		if (stage != NULL) {
			stage->rounds = *rounds;
			meek_tree_elected(&meek->tree);
			return true;
		}
		meek->surplus = surplus_of(stv);
		first = *rounds == 1 ? meek->surplus : first;
		if (meek->surplus < OMEGA || (*rounds > 1 && meek->surplus >= before))
			break;
		before = meek->surplus;
		lower_keeps(meek);
	}
	if (*rounds == 1)
		return false;
	struct tally_stage *stage = stv_stage(stv, STAGE_SURPLUS);
	for (size_t i = 0; i < stv->result->elected.count; i++)
		list_add(&stage->who, stv->result->elected.items[i]);
	stage->amount = first;
	stage->rounds = *rounds;
	*rounds = 0;
	return false;
}

/* Whoever is within the surplus left of the fewest votes counts as tied. */
static struct tally_list fewest_votes(const struct meek *meek)
{
	const struct stv *stv = &meek->stv;
	struct tally_list tied = {0};
	int64_t fewest = INT64_MAX;

	for (size_t i = 0; i < stv->options; i++)
		if (stv->states[i] == STV_HOPEFUL && stv->votes[i] < fewest)
			fewest = stv->votes[i];
	for (size_t i = 0; i < stv->options; i++)
		if (stv->states[i] == STV_HOPEFUL && stv->votes[i] - fewest <= meek->surplus)
			list_add(&tied, i);
	return tied;
}

/* Excludes the one with fewest votes; false when a tie stops the count. */
static bool exclude(struct meek *meek, int rounds)
{
	struct stv *stv = &meek->stv;
	struct tally_list tied = fewest_votes(meek);
	size_t out;

	bool settled = stv_choose_out(stv, &tied, meek->surplus < OMEGA, &out);
	if (settled) {
		int64_t held = stv->votes[out];
		stv_exclude(stv, out);
		meek->keeps[out] = 0;
		/* the votes as they are if this ends the count; else the next round brings them */
		stv->votes[out] = 0;
		stv->lost += held;
		struct tally_stage *stage = stv_stage(stv, STAGE_EXCLUDE);
		list_add(&stage->who, out);
		stage->amount = held;
		stage->rounds = rounds;
		if (!stv_over(stv))
			meek_tree_excluded(&meek->tree, out);
	} else {
		stv_stop(stv, &tied);
	}
	array_finish(&tied);
	return settled;
}

static void meek_init(struct meek *meek, const struct tally_rule *rule,
	const struct tally_profile *profile, struct tally_result *result)
{
	*meek = (struct meek){0};
	stv_init(&meek->stv, rule, profile, result);
	meek_tree_init(&meek->tree, &meek->stv, profile);
	meek->keeps = mem_alloc(profile->options + 1, sizeof *meek->keeps);
	for (size_t i = 0; i < profile->options; i++)
		meek->keeps[i] = MEEK_UNIT;
	meek->all = heads_valid(&result->sums.heads) * MEEK_UNIT;
}

static bool count_ballots(const struct tally_rule *rule, const struct tally_profile *profile,
	struct tally_result *result, struct error *err)
{
	struct meek meek;
	bool going = true;
	int rounds;

	(void)err;
	result->unit = MEEK_UNIT;
	meek_init(&meek, rule, profile, result);
	if (profile->count == 0 || stv_over(&meek.stv)) {
		distribute(&meek);
		stv_stage(&meek.stv, STAGE_FIRST);
	}
	while (going && profile->count > 0 && !stv_over(&meek.stv))
		going = iterate(&meek, &rounds) || exclude(&meek, rounds);
	if (profile->count > 0 && stv_over(&meek.stv))
		stv_fill(&meek.stv);
	array_free(meek.keeps);
	meek_tree_finish(&meek.tree);
	stv_finish(&meek.stv);
	return true;
}

const struct tally_method meek_stv_method = {
	.name = "meek-stv",
	.title = N_("Single transferable vote (Meek's method)"),
	.brief = N_(
		"Each person ranks the options; whoever reaches the quota is elected and keeps "
		"just so much of each ballot that the quota is left, the rest goes on to the "
		"next choices, and when no more can go on, the option with fewest votes is out."),
	.shape = SHAPE_RANK,
	.needs = NEED_SEATS | NEED_SEED,
	.source =
		"Proportional Representation Foundation, Reference Meek Rule (prfound.org); after "
		"Hill, Wichmann & Woodall, Computer Journal 30 (1987), Algorithm 123",
	.valid = marks_rank,
	.count = count_ballots,
};
