/* The result of a poll in words. */
#include "roundtable/core/parts.h"
#include "roundtable/core/places.h"
#include "roundtable/core/sentence.h"

#include "../words.h"

#include "roundtable/base/i18n.h"
#include "roundtable/core/agreement.h"

#include <string.h>

/* So many names are said one by one; more are counted. */
enum { NAMES_SAID = 6 };

void sentence_option(
	const struct model *model, const struct poll *poll, size_t option, struct buf *out)
{
	if (tally_method(poll->rule.method)->answers > 0) {
		buf_text_add(out, sentence_answer(poll->rule.method, option));
		return;
	}
	if (option >= poll->options.count)
		return;
	buf_text_add(out, model_option_shown(model, poll->stage, poll->options.items[option]));
}

static void quote_option(
	const struct model *model, const struct poll *poll, size_t option, struct buf *out)
{
	struct buf text = {0};

	sentence_option(model, poll, option, &text);
	sentence_quoted(buf_text(&text), out);
	buf_finish(&text);
}

void words_options(const struct model *model, const struct poll *poll, const size_t *options,
	size_t count, struct buf *out)
{
	struct texts quoted = {0};

	for (size_t i = 0; i < count; i++) {
		struct buf option = {0};
		quote_option(model, poll, options[i], &option);
		texts_add(&quoted, buf_text(&option));
		buf_finish(&option);
	}
	words_list(&quoted, out);
	texts_finish(&quoted);
}

/* The options which share a place, in option order: "“A”, “B” and “C”". */
static void quote_level(const struct model *model, const struct poll *poll, size_t from,
	size_t count, struct buf *out)
{
	words_options(model, poll, poll->result.order + from, count, out);
}

static void say_turnout(const struct poll *poll, struct buf *out)
{
	const struct tally_heads *heads = &poll->result.sums.heads;
	long long cast = heads->cast, of = heads->eligible - heads->stepped_out;

	words_begin(out);
	/* where somebody had two, ballots are no people */
	if (poll->stood_in.count > 0)
		buf_format(out,
			ngettext("%1$lld of %2$lld ballot was cast.",
				"%1$lld of %2$lld ballots were cast.", words_plural(of)),
			cast, of);
	else if (poll->mixing != 0)
		buf_format(out,
			ngettext("%1$lld of %2$lld small group voted.",
				"%1$lld of %2$lld small groups voted.", words_plural(of)),
			cast, of);
	else
		buf_format(out,
			ngettext("%1$lld of %2$lld person voted.", "%1$lld of %2$lld people voted.",
				words_plural(of)),
			cast, of);
	if (heads->stepped_out > 0) {
		words_begin(out);
		buf_format(out,
			ngettext("%lld more person stepped out of this vote.",
				"%lld more people stepped out of this "
				"vote.",
				words_plural(heads->stepped_out)),
			(long long)heads->stepped_out);
	}
}

static void say_not_counted(const struct poll *poll, struct buf *out)
{
	long long blank = poll->result.sums.heads.blank, spoilt = poll->result.sums.heads.spoilt;

	if (blank > 0) {
		words_begin(out);
		buf_format(out,
			ngettext("%lld ballot was blank.", "%lld ballots were blank.",
				words_plural(blank)),
			blank);
	}
	if (spoilt > 0) {
		words_begin(out);
		buf_format(out,
			ngettext("%lld ballot did not follow the rule and was not counted.",
				"%lld ballots did not follow the rule and were not counted.",
				words_plural(spoilt)),
			spoilt);
	}
}

/* How many options from place `from` on stand level. */
static size_t level_size(const struct poll *poll, size_t from)
{
	size_t count = 1;

	while (from + count < poll->result.sums.options &&
		poll->result.level[poll->result.order[from + count]] ==
			poll->result.level[poll->result.order[from]])
		count++;
	return count;
}

static void say_place(const struct model *model, const struct poll *poll, size_t from, size_t count,
	struct buf *out)
{
	struct buf names = {0}, figure = {0};

	quote_level(model, poll, from, count > NAMES_SAID ? 1 : count, &names);
	sentence_figure(model, poll, poll->result.order[from], &figure);
	words_begin(out);
	if (count > NAMES_SAID)
		buf_format(out,
			from == 0 ? _("%1$zu options share the first place, each with the "
				      "same total (%2$s).")
				  : _("%1$zu options share the next place, each with the same "
				      "total (%2$s)."),
			count, buf_text(&figure));
	else if (count > 1 && poll->rule.method == TALLY_DOTS)
		buf_format(out,
			from == 0
				? ngettext("%1$s share the first place with %2$lld dot "
					   "each.",
					  "%1$s share the first place with %2$lld dots each.",
					  words_plural(poll->result.sums
							       .totals[poll->result.order[from]]))
				: ngettext("%1$s share the next place with %2$lld dot each.",
					  "%1$s share the next place with %2$lld dots each.",
					  words_plural(poll->result.sums
							       .totals[poll->result.order[from]])),
			buf_text(&names),
			(long long)poll->result.sums.totals[poll->result.order[from]]);
	else if (count > 1)
		buf_format(out,
			from == 0 ? _("%1$s share the first place with %2$s each.")
				  : _("%1$s share the next place with %2$s each."),
			buf_text(&names), buf_text(&figure));
	else
		buf_format(out,
			from == 0 ? _("%1$s came first with "
				      "%2$s.")
				  : _("%1$s came next with %2$s."),
			buf_text(&names), buf_text(&figure));
	buf_finish(&names);
	buf_finish(&figure);
}

/* What was level and is so no more: that it was chance, and whose. */
static void say_lot(const struct poll *poll, struct buf *out)
{
	bool lot = false;

	for (size_t i = 0; i < poll->result.ties.count; i++)
		lot = lot || poll->result.ties.items[i].broken_by == TIE_LOT;
	if (!lot || poll->rule.seed == NULL)
		return;
	words_begin(out);
	buf_format(out, _("The lot of the seed “%s” broke a tie."), poll->rule.seed);
}

static void say_ranking(const struct model *model, const struct poll *poll, struct buf *out)
{
	size_t first = level_size(poll, 0);

	say_place(model, poll, 0, first, out);
	if (first > 1) {
		words_begin(out);
		buf_text_add(out, _("The tie stands; it was not broken."));
	}
	if (first < poll->result.sums.options && poll_figure(poll, poll->result.order[first]) > 0)
		say_place(model, poll, first, level_size(poll, first), out);
	say_lot(poll, out);
}

static void say_consent(const struct poll *poll, struct buf *out)
{
	const int64_t *totals = poll->result.sums.totals;

	words_begin(out);
	buf_format(out,
		ngettext("%lld person consents.", "%lld people consent.",
			words_plural(totals[ANSWER_CONSENT])),
		(long long)totals[ANSWER_CONSENT]);
	words_begin(out);
	buf_format(out,
		ngettext("%lld person consents with a concern.",
			"%lld people consent with a concern.",
			words_plural(totals[ANSWER_CONCERN])),
		(long long)totals[ANSWER_CONCERN]);
	words_begin(out);
	buf_format(out,
		ngettext("%lld person objects.", "%lld people object.",
			words_plural(totals[ANSWER_OBJECT])),
		(long long)totals[ANSWER_OBJECT]);
}

/* How many agree, of whom, and who is not among these. */
static void say_consensus(const struct poll *poll, struct buf *out)
{
	const struct tally_result *result = &poll->result;
	const int64_t *totals = result->sums.totals;
	long long aside = totals[ANSWER_ASIDE], base = result->base, reached = result->reached;

	if (aside > 0) {
		words_begin(out);
		buf_format(out,
			ngettext("%lld person stands aside and leaves the base.",
				"%lld people stand aside and leave the base.", words_plural(aside)),
			aside);
	}
	if (poll->rule.bar > 0 && aside > poll->rule.bar) {
		words_begin(out);
		buf_format(out,
			ngettext("That is more than the %d that was agreed.",
				"That is more than the %d that were agreed.",
				words_plural(poll->rule.bar)),
			poll->rule.bar);
	}
	words_begin(out);
	if (base == 0)
		buf_text_add(out, _("Nobody else is left to agree."));
	else
		buf_format(out,
			aside > 0 ? _("%1$lld of the other %2$lld agree; it must be all.")
				  : _("%1$lld of %2$lld agree; it must be all."),
			reached, base);
	if (totals[ANSWER_RESERVED] > 0) {
		words_begin(out);
		buf_format(out,
			ngettext("%lld of these agrees with reservations.",
				"%lld of these agree with reservations.",
				words_plural(totals[ANSWER_RESERVED])),
			(long long)totals[ANSWER_RESERVED]);
	}
	if (result->blocks > 0) {
		words_begin(out);
		buf_format(out,
			ngettext("%lld person blocks.", "%lld people block.",
				words_plural(result->blocks)),
			(long long)result->blocks);
	}
}

/* Gradients and fist to five: each answer that was given, what lies in the middle, the bar. */
static void say_answers(const struct model *model, const struct poll *poll, struct buf *out)
{
	const struct tally_result *result = &poll->result;
	struct buf name = {0}, high = {0};

	words_begin(out);
	quote_option(model, poll, result->middles->low, &name);
	quote_option(model, poll, result->middles->high, &high);
	if (result->middles->low == result->middles->high)
		buf_format(out, _("The middle answer is %s."), buf_text(&name));
	else
		buf_format(out, _("The middle answers are %1$s and %2$s."), buf_text(&name),
			buf_text(&high));
	if (result->blocks > 0) {
		words_begin(out);
		buf_format(out,
			ngettext("%lld answer blocks.", "%lld answers block.",
				words_plural(result->blocks)),
			(long long)result->blocks);
	}
	if (poll->rule.bar > 0) {
		words_begin(out);
		buf_format(out, _("%1$lld of %2$lld reach the bar that was agreed; %3$lld must."),
			(long long)result->reached, (long long)result->base,
			(long long)result->needed);
	}
	buf_finish(&name);
	buf_finish(&high);
}

/* The lines of the outcome, one after the other. */
static void say_outcome(const struct model *model, const struct poll *poll, struct buf *out)
{
	struct buf lines = {0}, line = {0};

	sentence_count(model, poll, true, &lines);
	for (const char *at = buf_text(&lines); *at != '\0';) {
		size_t length = strcspn(at, "\n");
		buf_clear(&line);
		buf_add(&line, at, length);
		words_begin(out);
		buf_text_add(out, buf_text(&line));
		at += length + (at[length] == '\n');
	}
	buf_finish(&lines);
	buf_finish(&line);
}

static void add_named(const struct model *model, const struct poll *poll, size_t option, bool first,
	struct buf *list)
{
	struct buf next = {0}, joined = {0};

	quote_option(model, poll, option, &next);
	if (first)
		buf_text_add(&joined, buf_text(&next));
	else
		buf_format(&joined, _("%1$s, %2$s"), buf_text(list), buf_text(&next));
	buf_finish(list);
	*list = joined;
	buf_finish(&next);
}

/* The stages in short: who went out on the way, what was spent. The whole stands in the minutes. */
static void say_stages(const struct model *model, const struct poll *poll, struct buf *out)
{
	const struct tally_result *result = &poll->result;
	struct buf list = {0};
	long long spent = 0;

	for (size_t i = 0; i < result->stages.count; i++)
		for (size_t k = 0; result->stages.items[i].kind == STAGE_EXCLUDE &&
				   k < result->stages.items[i].who.count;
			k++)
			add_named(model, poll, result->stages.items[i].who.items[k],
				list.count == 0, &list);
	if (list.count > 0) {
		words_begin(out);
		buf_format(out, _("Out on the way, in this order: %s."), buf_text(&list));
	}
	for (size_t i = 0; i < result->elected.count; i++)
		if (result->elected.items[i] < poll->costs.count)
			spent += poll->costs.items[result->elected.items[i]];
	if (poll->rule.budget > 0) {
		words_begin(out);
		buf_format(
			out, _("%1$lld of %2$lld is spent."), spent, (long long)poll->rule.budget);
	}
	buf_finish(&list);
}

/* Whether the first place says it all, with a figure for it. */
static bool says_places(enum tally_method_id method)
{
	const struct tally_method *rule = tally_method(method);

	return rule->verdict != NULL && !(rule->needs & NEED_PAIRS) && rule->answers == 0 &&
	       method != TALLY_RATINGS;
}

/* Whether one answer got every valid ballot: then a secret ballot hides nobody's. */
static bool unanimous(const struct poll *poll)
{
	const struct tally_heads *heads = &poll->result.sums.heads;
	int64_t valid = heads->cast - heads->blank - heads->spoilt;
	enum ballot_shape shape = tally_method(poll->rule.method)->shape;

	if (!poll->secret || heads->cast != valid ||
		(shape != SHAPE_CHOOSE && shape != SHAPE_ANSWER))
		return false;
	for (size_t i = 0; i < poll->result.sums.options; i++)
		if (valid > 0 && poll->result.sums.totals[i] == valid)
			return true;
	return false;
}

static void say_closed(const struct model *model, const struct poll *poll, struct buf *out)
{
	bool counted = poll->result.outcome != OUTCOME_NO_BALLOTS && poll->result.sums.options > 0;
	bool alone = poll_places_alone(poll, poll->result.sums.heads.cast);
	bool by_place = (says_places(poll->rule.method) && !alone) ||
			tally_method(poll->rule.method)->answers > 0;

	if (model_rule(model, poll->agreed) != NULL)
		sentence_by_rule(model, model_rule(model, poll->agreed), out);
	say_turnout(poll, out);
	if (counted && poll->rule.method == TALLY_CONSENT)
		say_consent(poll, out);
	else if (counted && poll->rule.method == TALLY_CONSENSUS)
		say_consensus(poll, out);
	else if (counted && poll->result.middles != NULL &&
		 tally_method(poll->rule.method)->answers > 0)
		say_answers(model, poll, out);
	else if (counted && poll->result.outcome == OUTCOME_RANKED && by_place)
		say_ranking(model, poll, out);
	say_not_counted(poll, out);
	if (poll->rule.method == TALLY_RATINGS && poll->result.outcome == OUTCOME_REPORTED)
		words_ratings(model, poll, out);
	else if (by_place)
		words_outcome(&poll->rule, &poll->result, out);
	else
		say_outcome(model, poll, out);
	sentence_rule_fails(model, poll, out);
	if (counted)
		say_stages(model, poll, out);
	if (counted && poll_places_alone(poll, poll->result.sums.heads.cast)) {
		words_begin(out);
		buf_format(out,
			_("Only what came out is kept and shown: with fewer than %d secret ballots "
			  "the steps of the count would nearly tell how each person voted."),
			STAGES_MIN);
	}
	if (counted && unanimous(poll)) {
		words_begin(out);
		buf_text_add(out, _("Everybody who voted gave the same answer."));
	}
}

void sentence_result(const struct model *model, const struct poll *poll, struct buf *out)
{
	const struct proposal *proposal = model_proposal(model, poll->proposal);
	struct buf why = {0};

	switch (poll->state) {
	case POLL_OPEN:
		words_begin(out);
		buf_format(out, _("The vote is still open: %1$lld of %2$lld have voted."),
			(long long)model_poll_cast(model, poll),
			(long long)(poll->eligible.count - poll->out.count));
		break;
	case POLL_IS_VOIDED:
		words_begin(out);
		sentence_quoted(poll->why, &why);
		buf_format(out, _("This vote was declared void and has no result. The reason: %s."),
			buf_text(&why));
		break;
	case POLL_IS_CLOSED:
		if (proposal != NULL && !proposal_words_tested(proposal, poll)) {
			words_begin(out);
			buf_text_add(out, _("This was voted on before the words were changed."));
		}
		say_closed(model, poll, out);
		break;
	}
	buf_finish(&why);
}

void sentence_by_part(const struct model *model, const struct poll *poll, struct buf *out)
{
	bool counted = poll->state == POLL_IS_CLOSED &&
		       poll->result.outcome != OUTCOME_NO_BALLOTS && poll->result.sums.options > 0;

	/* of ratings each statement shows it */
	if (!counted || poll->rule.method == TALLY_RATINGS)
		return;
	sentence_parts(model, poll, out);
	sentence_part_verdicts(model, poll, out);
}

void sentence_arithmetic(const struct poll *poll, struct buf *out)
{
	if (poll->state == POLL_IS_CLOSED && poll->rule.method == TALLY_MAJORITY)
		words_outcome(&poll->rule, &poll->result, out);
}

void sentence_forward(const struct model *model, const struct poll *poll, struct buf *out)
{
	struct buf names = {0};
	bool level;
	size_t sure = places_forward(model, poll, &level);

	if (sure == 0 && !level)
		return;
	size_t top = (size_t)stage_setting(model_stage(model, poll->stage), SETTING_TOP);
	words_begin(out);
	if (!level) {
		buf_format(out,
			ngettext("The first %zu goes forward.",
				"The first %zu go "
				"forward.",
				top),
			top);
		return;
	}
	size_t tied = level_size(poll, sure);
	quote_level(model, poll, sure, tied, &names);
	buf_format(out,
		ngettext("%1$zu can go forward, but %2$s are level at the cut; the room "
			 "decides.",
			"%1$zu can go forward, but %2$s are level at the cut; the room decides.",
			top),
		top, buf_text(&names));
	buf_finish(&names);
}
