/* Who would carry it, and whether they consent, in sentences. */
#include "roundtable/core/agreement.h"

#include "../words.h"

#include "roundtable/base/i18n.h"

/* How things stand with the consent of a bearer. */
enum standing {
	STANDS_UNASKED,   /**< it cannot be adopted yet */
	STANDS_APART,     /**< they confer apart */
	STANDS_CONSENTED, /**< said by one of them */
	STANDS_REFUSED,
	STANDS_MISSED,  /**< not adopted, or put off, without their consent */
	STANDS_LATER,   /**< named after the decision, and not asked or not willing */
	STANDS_SETTLED, /**< adopted without it, by the rule the group sealed for that */
	STANDINGS
};

/* Nothing said of how much; how much; the same, unpaid. */
static const char *const sentences[STANDINGS][3] = {
	[STANDS_UNASKED] = {N_("It cannot be adopted yet: %1$s, who would carry it, must consent "
			       "first."),
		N_("It cannot be adopted yet: %1$s, who would carry %2$s, must consent first."),
		N_("It cannot be adopted yet: %1$s, who would carry %2$s unpaid, must consent "
		   "first.")},
	[STANDS_APART] = {N_("We wait for %1$s, who would carry it, to confer apart."),
		N_("We wait for %1$s, who would carry %2$s, to confer apart."),
		N_("We wait for %1$s, who would carry %2$s unpaid, to confer apart.")},
	[STANDS_CONSENTED] = {N_("Consent was given by %1$s, who would carry it."),
		N_("Consent was given by %1$s, who would carry %2$s."),
		N_("Consent was given by %1$s, who would carry %2$s unpaid.")},
	[STANDS_REFUSED] = {N_("It cannot be adopted: %1$s, who would carry it, did not consent."),
		N_("It cannot be adopted: %1$s, who would carry %2$s, did not consent."),
		N_("It cannot be adopted: %1$s, who would carry %2$s unpaid, did not consent.")},
	[STANDS_MISSED] = {N_("Not adopted: %1$s, who would carry it, did not consent."),
		N_("Not adopted: %1$s, who would carry %2$s, did not consent."),
		N_("Not adopted: %1$s, who would carry %2$s unpaid, did not consent.")},
	[STANDS_LATER] = {N_("To be reviewed: %1$s, named only after the decision as carrying it, "
			     "did not consent."),
		N_("To be reviewed: %1$s, named only after the decision as carrying %2$s, did not "
		   "consent."),
		N_("To be reviewed: %1$s, named only after the decision as carrying %2$s unpaid, "
		   "did not consent.")},
	[STANDS_SETTLED] = {N_("Adopted without the consent of %1$s, by the rule "
			       "which the group sealed for that."),
		N_("Adopted without the consent of %1$s, bearing %2$s, by the rule which the group "
		   "sealed for that."),
		N_("Adopted without the consent of %1$s, bearing %2$s unpaid, by the rule which "
		   "the group sealed for that.")},
};

static enum standing standing_of(const struct proposal *proposal, const struct burden *burden)
{
	bool later = proposal->decision != 0 && burden->id > proposal->decision;

	if (burden->answer == ANSWER_ACCEPTED)
		return STANDS_CONSENTED;
	if (later && proposal->verdict == DECISION_ADOPTED)
		return STANDS_LATER;
	if (proposal->decision != 0)
		return proposal->verdict == DECISION_ADOPTED ? STANDS_SETTLED : STANDS_MISSED;
	if (burden->answer == ANSWER_DECLINED)
		return STANDS_REFUSED;
	return burden->apart ? STANDS_APART : STANDS_UNASKED;
}

void sentence_bearer(const struct proposal *proposal, const struct burden *burden, const char *who,
	struct buf *out)
{
	const char *much = burden->how_much != NULL ? burden->how_much : _("(erased)");
	int form = much[0] == '\0' ? 0 : burden->paid == PAID_NOBODY ? 2 : 1;

	words_begin(out);
	buf_format(out, _(sentences[standing_of(proposal, burden)][form]),
		who != NULL ? who : _("(erased)"), much);
	if (burden->said == NULL || burden->said[0] != '\0') {
		words_begin(out);
		buf_format(out, _("They said: “%s”"),
			burden->said != NULL ? burden->said : _("(erased)"));
	}
}
