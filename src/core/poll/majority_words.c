/* Majorities in words: what is needed, of whom, and what that comes to; and the quorum of any rule.
 * More than half, never "half and one": of 7 votes that is 4 (Robert's Rules 44). */
#include "../words.h"

#include "roundtable/base/i18n.h"

/* How much of the base is asked for. */
enum asked {
	ASKED_MORE,  /**< more than a share */
	ASKED_SHARE, /**< a share at least */
	ASKED_ALL,
	ASKED_WAYS
};

static enum asked asked_of(const struct tally_rule *rule)
{
	if (!rule->at_least)
		return ASKED_MORE;
	return rule->numerator > 0 && rule->numerator == rule->denominator ? ASKED_ALL
									   : ASKED_SHARE;
}

static size_t base_of(const struct tally_rule *rule)
{
	/* a file that somebody else wrote may hold any number */
	return rule->base <= BASE_ELIGIBLE ? rule->base : BASE_YES_NO;
}

static const char *const rules[][ASKED_WAYS] = {
	[BASE_YES_NO] = {N_("Each person answers yes or no; it is carried when more than %s of the "
			    "yes and no votes are yes."),
		N_("Each person answers yes or no; it is carried when at least %s of the yes and "
		   "no votes are yes."),
		N_("Each person answers yes or no; it is carried when everybody who votes yes or "
		   "no votes yes.")},
	[BASE_CAST] = {N_("Each person answers yes or no; it is carried when more than %s of all "
			  "ballots are yes, blank ones counted in."),
		N_("Each person answers yes or no; it is carried when at least %s of all ballots "
		   "are yes, blank ones counted in."),
		N_("Each person answers yes or no; it is carried when all ballots are yes, and "
		   "none is blank.")},
	[BASE_PRESENT] = {N_("Each person answers yes or no; it is carried when more than %s of "
			     "those who turned out say yes, those who stepped out counted in."),
		N_("Each person answers yes or no; it is carried when at least %s of those who "
		   "turned out say yes, those who stepped out counted in."),
		N_("Each person answers yes or no; it is carried when everybody who turned out "
		   "says yes, and nobody stepped out.")},
	[BASE_ELIGIBLE] = {N_("Each person answers yes or no; it is carried when more than %s of "
			      "all who can vote say yes."),
		N_("Each person answers yes or no; it is carried when at least %s of all who can "
		   "vote say yes."),
		N_("Each person answers yes or no; it is carried when everybody who can vote says "
		   "yes.")},
};

void words_majority_rule(const struct tally_rule *rule, struct buf *out)
{
	const char *sentence = rules[base_of(rule)][asked_of(rule)];
	struct buf share = {0};

	words_share(rule, &share);
	if (asked_of(rule) == ASKED_ALL)
		buf_text_add(out, _(sentence));
	else
		buf_format(out, _(sentence), buf_text(&share));
	buf_finish(&share);
}

/* Not carried; carried. %1$lld said yes, %2$lld no; %4$lld of %3$lld are needed, a share of %5$s.
 */
static const char *const sentences[][ASKED_WAYS][2] = {
	[BASE_YES_NO] = {{N_("%1$lld voted yes and %2$lld no; it takes %4$lld of the %3$lld who "
			     "voted yes or no (more than %5$s): not carried."),
				 N_("%1$lld voted yes and %2$lld no; it takes %4$lld of the %3$lld "
				    "who voted yes or no (more than %5$s): carried.")},
		{N_("%1$lld voted yes and %2$lld no; it takes %4$lld of the %3$lld who voted yes "
		    "or no (%5$s): not carried."),
			N_("%1$lld voted yes and %2$lld no; it takes %4$lld of the %3$lld who "
			   "voted yes or no (%5$s): carried.")},
		{N_("%1$lld voted yes and %2$lld no; it takes all of the %3$lld who voted yes or "
		    "no: not carried."),
			N_("%1$lld voted yes and %2$lld no; it takes all of the %3$lld who voted "
			   "yes or no: carried.")}},
	[BASE_CAST] = {{N_("%1$lld voted yes and %2$lld no; it takes %4$lld of the %3$lld ballots "
			   "(more than %5$s): not carried."),
			       N_("%1$lld voted yes and %2$lld no; it takes %4$lld of the %3$lld "
				  "ballots (more than %5$s): carried.")},
		{N_("%1$lld voted yes and %2$lld no; it takes %4$lld of the %3$lld ballots (%5$s): "
		    "not carried."),
			N_("%1$lld voted yes and %2$lld no; it takes %4$lld of the %3$lld ballots "
			   "(%5$s): carried.")},
		{N_("%1$lld voted yes and %2$lld no; it takes all of the %3$lld ballots: not "
		    "carried."),
			N_("%1$lld voted yes and %2$lld no; it takes all of the %3$lld ballots: "
			   "carried.")}},
	[BASE_PRESENT] = {{N_("%1$lld voted yes and %2$lld no; it takes %4$lld of the %3$lld who "
			      "turned out (more than %5$s): not carried."),
				  N_("%1$lld voted yes and %2$lld no; it takes %4$lld of the "
				     "%3$lld who turned out (more than %5$s): carried.")},
		{N_("%1$lld voted yes and %2$lld no; it takes %4$lld of the %3$lld who turned out "
		    "(%5$s): not carried."),
			N_("%1$lld voted yes and %2$lld no; it takes %4$lld of the %3$lld who "
			   "turned out (%5$s): carried.")},
		{N_("%1$lld voted yes and %2$lld no; it takes all of the %3$lld who turned out: "
		    "not carried."),
			N_("%1$lld voted yes and %2$lld no; it takes all of the %3$lld who turned "
			   "out: carried.")}},
	[BASE_ELIGIBLE] = {{N_("%1$lld voted yes and %2$lld no; it takes %4$lld of the %3$lld who "
			       "could vote (more than %5$s): not carried."),
				   N_("%1$lld voted yes and %2$lld no; it takes %4$lld of the "
				      "%3$lld who could vote (more than %5$s): carried.")},
		{N_("%1$lld voted yes and %2$lld no; it takes %4$lld of the %3$lld who could vote "
		    "(%5$s): not carried."),
			N_("%1$lld voted yes and %2$lld no; it takes %4$lld of the %3$lld who "
			   "could vote (%5$s): carried.")},
		{N_("%1$lld voted yes and %2$lld no; it takes all of the %3$lld who could vote: "
		    "not carried."),
			N_("%1$lld voted yes and %2$lld no; it takes all of the %3$lld who could "
			   "vote: carried.")}},
};

void words_carried(
	const struct tally_rule *rule, const struct tally_result *result, struct buf *out)
{
	const char *const *said = sentences[base_of(rule)][asked_of(rule)];
	long long yes = result->sums.totals[ANSWER_YES], no = result->sums.totals[ANSWER_NO];
	struct buf share = {0};

	words_share(rule, &share);
	words_begin(out);
	if (yes == no) {
		buf_text_add(out, _("It is a tie."));
		words_begin(out);
	}
	buf_format(out, _(said[result->outcome == OUTCOME_CARRIED]), yes, no,
		(long long)result->base, (long long)result->needed, buf_text(&share));
	buf_finish(&share);
}

void words_uncounted(const struct tally_result *result, struct buf *out)
{
	words_begin(out);
	buf_format(out, _("%1$lld voted yes and %2$lld no."),
		(long long)result->sums.totals[ANSWER_YES],
		(long long)result->sums.totals[ANSWER_NO]);
}

void words_quorum(const struct tally_rule *rule, const struct tally_result *result, struct buf *out)
{
	bool missed = result->outcome == OUTCOME_NO_QUORUM;
	bool yes_only = rule->quorum_yes && rule->method == TALLY_MAJORITY;
	long long needed = rule->quorum;
	long long got = yes_only ? result->sums.totals[ANSWER_YES] : result->sums.heads.cast;
	const char *sentence;

	if (rule->quorum <= 0)
		return;
	if (yes_only)
		sentence = missed ? ngettext("For a quorum %1$lld yes vote was needed, %2$lld were "
					     "given: nothing is decided.",
					    "For a quorum %1$lld yes votes were needed, %2$lld "
					    "were given: nothing is decided.",
					    words_plural(needed))
				  : ngettext("For a quorum %1$lld yes vote was needed, %2$lld were "
					     "given.",
					    "For a quorum %1$lld yes votes were needed, %2$lld "
					    "were given.",
					    words_plural(needed));
	else
		sentence = missed ? ngettext("For a quorum %1$lld ballot was needed, %2$lld were "
					     "cast: nothing is decided.",
					    "For a quorum %1$lld ballots were needed, %2$lld were "
					    "cast: nothing is decided.",
					    words_plural(needed))
				  : ngettext("For a quorum %1$lld ballot was needed, %2$lld were "
					     "cast.",
					    "For a quorum %1$lld ballots were needed, %2$lld were "
					    "cast.",
					    words_plural(needed));
	words_begin(out);
	buf_format(out, sentence, needed, got);
}
