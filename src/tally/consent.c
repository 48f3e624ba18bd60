#include "rules.h"

#include "roundtable/base/i18n.h"

/*
 * Carried when everybody asked has answered, nobody objects and at least one consents, be it
 * with a concern. One objection decides at once, whoever is still to answer. A missing answer is
 * never taken for consent, nor is a blank or spoilt one: the question stays open.
 */
static void verdict(const struct tally_rule *rule, struct tally_result *out)
{
	const struct tally_sums *sums = &out->sums;
	int64_t asked = sums->heads.eligible - sums->heads.stepped_out;
	int64_t consenting = sums->totals[ANSWER_CONSENT] + sums->totals[ANSWER_CONCERN];
	rank_by_total(rule, out);
	array_finish(&out->winners);
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
	.title = N_("Consent"),
	.brief = N_("Each person consents, consents with a concern, or objects; it is carried when "
		    "everybody asked has answered, nobody objects and somebody consents."),
	.shape = SHAPE_ANSWER,
	.needs = NEED_EVERYBODY,
	.answers = ANSWERS_CONSENT,
	.source = "Endenburg, Sociocracy: no objection left among those asked",
	.valid = marks_choose,
	.verdict = verdict,
};
