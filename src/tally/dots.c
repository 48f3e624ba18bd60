#include "rules.h"

#include "roundtable/base/i18n.h"

/*
 * Points spread as one likes. Points may be left unspent and are lost then; a ballot that
 * spends too many does not count at all, since any way to scale it down would be our choice.
 */
static bool valid(const struct tally_rule *rule, const int16_t *marks, size_t options)
{
	int budget = tally_dots(rule), spent = 0;
	for (size_t i = 0; i < options; i++) {
		if (marks[i] < 0 || marks[i] > budget - spent)
			return false;
		spent += marks[i];
	}
	return spent > 0;
}

const struct tally_method dots_method = {
	.name = "dots",
	.title = N_("Dots"),
	.brief = N_("Each person has dots to place, one or more on an option; the option with most "
		    "dots comes first."),
	.shape = SHAPE_POINTS,
	.needs = NEED_CREDITS | NEED_SEED,
	.source = "cumulative voting: points up to a budget, highest sum first",
	.valid = valid,
	.verdict = rank_by_total,
};
