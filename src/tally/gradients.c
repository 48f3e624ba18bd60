#include "rules.h"

#include "roundtable/base/i18n.h"
#include "roundtable/base/mem.h"

/*
 * Gradients of agreement and fist to five show a spread. They decide only where the group said
 * beforehand which answer carries, and how many must reach it: `bar` and the share, everybody if
 * nothing else was said.
 */
enum { GRADIENTS = 8, FINGERS = 6 };

/* The answers stay in the order of the scale. */
static int compare(const void *context, size_t a, size_t b)
{
	(void)context;
	return (a > b) - (a < b);
}

static struct tally_middle middle_of(const int64_t *counts, size_t answers, int64_t ballots)
{
	struct tally_middle middle = {0};
	int64_t before = 0;

	for (size_t i = 0; i < answers; i++) {
		if (before <= (ballots - 1) / 2)
			middle.low = i;
		if (before <= ballots / 2)
			middle.high = i;
		before += counts[i];
	}
	for (size_t i = 0; i < answers; i++) {
		middle.below += i < middle.low ? counts[i] : 0;
		middle.above += i > middle.low ? counts[i] : 0;
	}
	return middle;
}

/* What both rules report: reached counts the answers from..to. */
static void report(const struct tally_rule *rule, size_t from, size_t to, struct tally_result *out)
{
	const struct tally_sums *sums = &out->sums;
	int64_t answered = 0;
	bool share = rule->numerator > 0 && rule->denominator > 0;

	for (size_t i = 0; i < sums->options; i++)
		answered += sums->totals[i];
	result_rank(out, compare, NULL);
	array_finish(&out->winners);
	out->middles = mem_alloc(1, sizeof *out->middles);
	*out->middles = middle_of(sums->totals, sums->options, answered);
	out->outcome = OUTCOME_REPORTED;
	if (rule->bar <= 0)
		return;
	for (size_t i = from; i <= to && i < sums->options; i++)
		out->reached += sums->totals[i];
	out->base = share_base(rule->base, &sums->heads, answered);
	out->needed = share ? share_needed(rule->numerator, rule->denominator, true, out->base)
			    : share_needed(1, 1, true, out->base);
	out->outcome = out->reached >= out->needed ? OUTCOME_CARRIED : OUTCOME_NOT_CARRIED;
}

/* Answer 1 of 8 is the warmest, 8 blocks: the bar is the worst that carries. */
static void verdict_gradients(const struct tally_rule *rule, struct tally_result *out)
{
	out->blocks = out->sums.totals[GRADIENTS - 1];
	report(rule, 0, rule->bar > 0 ? (size_t)rule->bar - 1 : 0, out);
}

/* No finger blocks, five are the warmest. */
static void verdict_fist(const struct tally_rule *rule, struct tally_result *out)
{
	out->blocks = out->sums.totals[0];
	report(rule, rule->bar > 0 ? (size_t)rule->bar : 0, FINGERS - 1, out);
}

const struct tally_method gradients_method = {
	.name = "gradients",
	.title = N_("Gradients of agreement"),
	.brief = N_("Each person gives one of eight answers from endorsement to veto; the answers "
		    "show where the group stands."),
	.shape = SHAPE_ANSWER,
	.needs = NEED_SHARE,
	.answers = GRADIENTS,
	.source =
		"Kaner, Facilitator's Guide to Participatory Decision-Making (2014), gradients of "
		"agreement",
	.valid = marks_choose,
	.verdict = verdict_gradients,
};

const struct tally_method fist_to_five_method = {
	.name = "fist-to-five",
	.title = N_("Fist to five"),
	.brief = N_("Each person shows a fist, which blocks, or one to five fingers; the fingers "
		    "show where the group stands."),
	.shape = SHAPE_ANSWER,
	.needs = NEED_SHARE,
	.answers = FINGERS,
	.source = "fist to five: a fist blocks, five fingers lead; the bar is the group's own",
	.valid = marks_choose,
	.verdict = verdict_fist,
};
