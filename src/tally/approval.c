#include "rules.h"

#include "roundtable/base/i18n.h"

/* One point for each option approved of, as many options as one likes. */
bool marks_approve(const struct tally_rule *rule, const int16_t *marks, size_t options)
{
	(void)rule;
	return marks_are_ticks(marks, options, options);
}

const struct tally_method approval_method = {
	.name = "approval",
	.title = N_("Approval"),
	.brief = N_("Each person marks every option they can go along with; the option marked by "
		    "most people comes first."),
	.shape = SHAPE_APPROVE,
	.needs = NEED_SEED,
	.source = "Brams & Fishburn, Approval Voting, American Political Science Review 72 (1978)",
	.valid = marks_approve,
	.verdict = rank_by_total,
};
