#include "rules.h"

static bool valid(const struct tally_rule *rule, const int16_t *marks, size_t options)
{
	(void)rule;
	return marks_are_ticks(marks, options, 1);
}

/*
 * Carried when everybody asked has answered, nobody objects and at least one consents, be it
 * with a concern. One objection decides at once, whoever is still to answer. A missing answer is
 * never taken for consent, nor is a blank or spoilt one: the question stays open.
 */
static void verdict(
	const struct tally_rule *rule, const struct tally_sums *sums, struct tally_verdict *out)
{
	int64_t asked = sums->heads.eligible - sums->heads.stepped_out;
	int64_t consenting = sums->totals[ANSWER_CONSENT] + sums->totals[ANSWER_CONCERN];
	rank_by_total(rule, sums, out);
	out->winners = 0;
	out->base = out->needed = asked;
	if (sums->totals[ANSWER_OBJECT] > 0)
		out->outcome = OUTCOME_NOT_CARRIED;
	else if (consenting == 0 || consenting < asked)
		out->outcome = OUTCOME_INCOMPLETE;
	else
		out->outcome = OUTCOME_CARRIED;
}

const struct tally_method consent_method = {
	.name = "consent",
	.shape = SHAPE_ANSWER,
	.answers = ANSWERS_CONSENT,
	.source = "Endenburg, Sociocracy: no objection left among those asked",
	.valid = valid,
	.verdict = verdict,
};
