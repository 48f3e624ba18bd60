#include "rules.h"

#include "roundtable/base/i18n.h"

/*
 * Who stands aside leaves the base; all others must agree, with reservations or without. One block
 * decides at once, and so does one more standing aside than was agreed on, whoever is still to
 * answer. A missing answer is never taken for agreement, nor is a blank or spoilt one; and where
 * everybody stands aside nobody agrees.
 */
static void verdict(const struct tally_rule *rule, struct tally_result *out)
{
	const struct tally_sums *sums = &out->sums;
	int64_t asked = sums->heads.eligible - sums->heads.stepped_out;
	int64_t aside = sums->totals[ANSWER_ASIDE];
	int64_t agreeing = sums->totals[ANSWER_AGREE] + sums->totals[ANSWER_RESERVED];

	rank_by_total(rule, out);
	array_finish(&out->winners);
	out->base = out->needed = asked > aside ? asked - aside : 0;
	out->reached = agreeing;
	out->blocks = sums->totals[ANSWER_BLOCK];
	if (out->blocks > 0 || (rule->bar > 0 && aside > rule->bar))
		out->outcome = OUTCOME_NOT_CARRIED;
	else if (agreeing + aside < asked)
		out->outcome = OUTCOME_INCOMPLETE;
	else
		out->outcome = agreeing > 0 ? OUTCOME_CARRIED : OUTCOME_NOT_CARRIED;
}

const struct tally_method consensus_method = {
	.name = "consensus",
	.title = N_("Consensus"),
	.brief = N_("Each person agrees, agrees with reservations, stands aside, or blocks; it is "
		    "carried when everybody asked has answered, nobody blocks, and all who do not "
		    "stand aside agree."),
	.shape = SHAPE_ANSWER,
	.needs = NEED_EVERYBODY,
	.answers = ANSWERS_CONSENSUS,
	.source = "Consensus as groups practise it: agree, reserve, stand aside, block",
	.valid = marks_choose,
	.verdict = verdict,
};
