/* The stages of a count in plain sentences. */
#include "telling.h"

#include "roundtable/base/i18n.h"

/* "“A” 12, “B” 7", those with nothing left out. */
static void tell_votes(
	const struct telling *telling, const int64_t *votes, int64_t unit, const char *sentence)
{
	struct buf list = {0}, next = {0}, amount = {0};
	bool first = true;

	for (size_t i = 0; i < telling->result->sums.options; i++) {
		if (votes[i] == 0)
			continue;
		buf_clear(&next);
		buf_clear(&amount);
		explain_amount(votes[i], unit, &amount);
		buf_format(&next, _("“%1$s” %2$s"), telling->names[i], buf_text(&amount));
		telling_join(&list, &next, first, false);
		first = false;
	}
	buf_format(telling->out, sentence, first ? _("nothing") : buf_text(&list));
	tell_end(telling);
	buf_finish(&list);
	buf_finish(&next);
	buf_finish(&amount);
}

/* Votes that are nobody's any more. */
static void tell_lost(const struct telling *telling, const struct tally_stage *stage)
{
	struct buf lost = {0}, dropped = {0};

	explain_amount(stage->lost, telling->result->unit, &lost);
	explain_amount(stage->dropped, telling->result->unit, &dropped);
	if (stage->lost != 0) {
		buf_format(telling->out, _("   Can go to nobody any more: %s."), buf_text(&lost));
		tell_end(telling);
	}
	if (stage->dropped != 0) {
		buf_format(telling->out, _("   Lost with the decimals that are dropped: %s."),
			buf_text(&dropped));
		tell_end(telling);
	}
	buf_finish(&lost);
	buf_finish(&dropped);
}

/* The votes somebody had before a stage. */
static int64_t votes_before(const struct telling *telling, size_t number, size_t option)
{
	for (size_t i = number; i > 0; i--)
		if (telling->result->stages.items[i - 1].votes != NULL)
			return telling->result->stages.items[i - 1].votes[option];
	return 0;
}

/* --- stages --- */

static const char *tie_sentence(enum tally_tie_at at)
{
	switch (at) {
	case TIE_WIN:
		return _("A tie to win between %s.");
	case TIE_RANK:
		return _("A tie for a later place between %s.");
	case TIE_ELECT:
		return _("A tie for who is named first between %s.");
	case TIE_EXCLUDE:
		return _("A tie for who goes out between %s.");
	case TIE_SURPLUS:
		return _("A tie for whose surplus moves first between %s.");
	case TIE_LOCK:
		break;
	case TIE_BUY:
		return _("A tie for what is bought first between %s.");
	}
	return "%s";
}

static void tell_broken(const struct telling *telling, const struct tally_tie *tie)
{
	const char *name = telling->names[tie->chosen];

	switch (tie->broken_by) {
	case TIE_STANDS:
		buf_text_add(telling->out, _("   The tie stands."));
		break;
	case TIE_EARLIER:
		buf_format(telling->out, _("   The votes at an earlier stage decide: “%s”."), name);
		break;
	case TIE_SUPPORT:
		buf_format(telling->out, _("   The number of approvals decides: “%s”."), name);
		break;
	case TIE_COST:
		buf_format(telling->out, _("   The lower cost decides: “%s”."), name);
		break;
	case TIE_LOT:
		buf_format(telling->out, _("   The lot decides: “%s”."), name);
		break;
	}
	tell_end(telling);
}

/* Equal majorities: who stands over whom. */
static void tell_equal_pairs(const struct telling *telling, const struct tally_tie *tie)
{
	struct buf list = {0}, next = {0};

	for (size_t i = 0; i + 1 < tie->among.count; i += 2) {
		buf_clear(&next);
		buf_format(&next, _("“%1$s” over “%2$s”"), telling->names[tie->among.items[i]],
			telling->names[tie->among.items[i + 1]]);
		telling_join(&list, &next, i == 0, i + 3 >= tie->among.count);
	}
	buf_format(telling->out, _("Equal majorities: %s."), buf_text(&list));
	tell_end(telling);
	tell_line(telling, tie->broken_by == TIE_STANDS ? _("   The tie stands.")
							: _("   The lot decides their order."));
	buf_finish(&list);
	buf_finish(&next);
}

/* The ties that led to a stage. */
static void tell_ties(const struct telling *telling, size_t stage)
{
	for (size_t i = 0; i < telling->result->ties.count; i++) {
		const struct tally_tie *tie = &telling->result->ties.items[i];
		if (tie->stage != stage)
			continue;
		if (tie->at == TIE_LOCK) {
			tell_equal_pairs(telling, tie);
			continue;
		}
		tell_names(telling, &tie->among, tie_sentence(tie->at), tie_sentence(tie->at));
		tell_broken(telling, tie);
	}
}

static int64_t money_of(const struct telling *telling)
{
	return telling->about->money > 0 ? telling->about->money : 1;
}

/* "Stage 3. Who is elected: ..." with the names of the stage and one or two amounts. */
static void tell_step(const struct telling *telling, size_t number, const char *sentence,
	int64_t amount, int64_t against, int64_t unit)
{
	const struct tally_stage *stage = &telling->result->stages.items[number];
	struct buf names = {0}, first = {0}, second = {0};

	telling_names(telling, stage->who.items, stage->who.count, &names);
	explain_amount(amount, unit, &first);
	explain_amount(against, unit, &second);
	buf_format(telling->out, _("%zu. "), number + 1);
	buf_format(telling->out, sentence, buf_text(&names), buf_text(&first), buf_text(&second));
	tell_end(telling);
	buf_finish(&names);
	buf_finish(&first);
	buf_finish(&second);
}

/* Votes move: STAGE_FIRST to STAGE_FILL and where a tie stops them. */
static void tell_transfer(const struct telling *telling, size_t number)
{
	const struct tally_stage *stage = &telling->result->stages.items[number];
	int64_t unit = telling->result->unit;
	const char *sentence = _("First choices are counted.");

	if (stage->kind == STAGE_ELECT)
		sentence = stage->quota > 0 ? _("Elected with at least %2$s, the quota: %1$s.")
					    : _("Elected: %1$s.");
	else if (stage->kind == STAGE_SURPLUS)
		sentence = _("The surplus of %1$s, %2$s, moves on to the next choices.");
	else if (stage->kind == STAGE_EXCLUDE && stage->who.count > 1)
		sentence = _("Fewest votes, %2$s each: %1$s go out, whatever their order, and the "
			     "ballots move on.");
	else if (stage->kind == STAGE_EXCLUDE)
		sentence = _("Fewest votes, %2$s: %1$s goes out, and the ballots move on.");
	else if (stage->kind == STAGE_FILL)
		sentence = _("As many are left as there are seats to fill: %1$s.");
	else if (stage->kind == STAGE_STOP)
		sentence = _("The count stops at this tie.");
	int64_t amount = stage->kind == STAGE_ELECT ? stage->quota : stage->amount;
	if (stage->kind == STAGE_EXCLUDE)
		amount = votes_before(telling, number, stage->who.items[0]);
	tell_step(telling, number, sentence, amount, 0, unit);
	if (stage->votes != NULL)
		tell_votes(telling, stage->votes, unit, _("   Votes: %s."));
	tell_lost(telling, stage);
}

/* An amount of money for each, in units of 1/of of the smallest unit. */
static void add_share(
	const struct telling *telling, const struct tally_stage *stage, struct buf *out)
{
	explain_mean(stage->share, stage->of * money_of(telling), out);
}

static void tell_purchase(const struct telling *telling, size_t number)
{
	const struct tally_stage *stage = &telling->result->stages.items[number];
	struct buf share = {0};

	if (stage->kind == STAGE_TOP_UP) {
		tell_step(telling, number,
			_("Bought from what was left over, most approvals first: %1$s, for %2$s."),
			stage->amount, 0, money_of(telling));
		return;
	}
	add_share(telling, stage, &share);
	tell_step(
		telling, number, _("Bought: %1$s, for %2$s."), stage->amount, 0, money_of(telling));
	buf_format(
		telling->out, _("   None of its supporters pays more than %s."), buf_text(&share));
	tell_end(telling);
	buf_finish(&share);
}

static void tell_raise(const struct telling *telling, size_t number)
{
	const struct tally_stage *stage = &telling->result->stages.items[number];
	struct buf share = {0}, amount = {0};

	add_share(telling, stage, &share);
	explain_amount(stage->amount, money_of(telling), &amount);
	buf_format(telling->out,
		ngettext("%1$zu. Money was left over: the count starts again with %2$d more for "
			 "each "
			 "person, who then has %3$s.",
			"%1$zu. Money was left over: the count starts again with %2$d more for "
			"each person, who then has %3$s.",
			(unsigned long)stage->rounds),
		number + 1, stage->rounds, buf_text(&share));
	tell_end(telling);
	if (stage->amount > 0)
		buf_format(telling->out,
			_("   With still 1 more, projects for %s would be bought, more than there "
			  "is."),
			buf_text(&amount));
	else
		buf_text_add(telling->out, _("   Then no other project fits into the budget."));
	tell_end(telling);
	buf_finish(&share);
	buf_finish(&amount);
}

static void tell_majority_pair(const struct telling *telling, size_t number)
{
	const struct tally_stage *stage = &telling->result->stages.items[number];

	buf_format(telling->out,
		stage->kind == STAGE_LOCK
			? _("%1$zu. “%2$s” over “%3$s”, %4$lld to %5$lld, is locked.")
			: _("%1$zu. “%2$s” over “%3$s”, %4$lld to %5$lld, would close a circle and "
			    "is passed over."),
		number + 1, telling->names[stage->who.items[0]],
		telling->names[stage->who.items[1]], (long long)stage->amount,
		(long long)stage->against);
	tell_end(telling);
}

static void tell_role(const struct telling *telling, size_t number)
{
	const struct tally_stage *stage = &telling->result->stages.items[number];
	const char *const *roles = telling->about->roles;

	if (roles != NULL)
		buf_format(telling->out, _("%1$zu. The places that the role “%2$s” gives."),
			number + 1, roles[stage->role]);
	else
		buf_format(telling->out, _("%1$zu. The places that one role gives."), number + 1);
	tell_end(telling);
	if (stage->points != NULL)
		tell_votes(telling, stage->points, 1, _("   Points: %s."));
	if (stage->votes != NULL)
		tell_votes(telling, stage->votes, stage->of, _("   Places: %s."));
}

static void tell_stage(const struct telling *telling, size_t number)
{
	const struct tally_stage *stage = &telling->result->stages.items[number];

	switch (stage->kind) {
	case STAGE_FIRST:
	case STAGE_ELECT:
	case STAGE_SURPLUS:
	case STAGE_EXCLUDE:
	case STAGE_FILL:
	case STAGE_STOP:
		tell_transfer(telling, number);
		return;
	case STAGE_LOCK:
	case STAGE_SKIP:
		tell_majority_pair(telling, number);
		return;
	case STAGE_BUY:
	case STAGE_TOP_UP:
		tell_purchase(telling, number);
		return;
	case STAGE_RAISE:
		tell_raise(telling, number);
		return;
	case STAGE_ROLE:
		if (!telling->about->tabled)
			tell_role(telling, number);
		return;
	}
}

void tell_stages(const struct telling *telling)
{
	for (size_t i = 0; i < telling->result->stages.count; i++) {
		tell_ties(telling, i);
		tell_stage(telling, i);
	}
	tell_ties(telling, telling->result->stages.count);
}
