/* The rules of a group in sentences. */
#include "roundtable/core/agreement.h"

#include "../words.h"

#include "roundtable/base/date.h"
#include "roundtable/base/i18n.h"
#include "roundtable/core/sentence.h"

static const char *or_erased(const char *words)
{
	return words != NULL ? words : _("(erased)");
}

/* Who decides by authority or elsewhere: of the roster, or as typed. */
static void add_decider(const struct model *model, const struct rule *rule,
	sentence_of_person *name, struct buf *out)
{
	const struct person *person = model_person(model, rule->person);

	if (person != NULL)
		name(model, person, out);
	else
		buf_text_add(out, or_erased(rule->decides));
}

static void say_how(const struct model *model, const struct rule *rule, sentence_of_person *name,
	struct buf *out)
{
	struct buf who = {0};

	add_decider(model, rule, name, &who);
	switch (rule->how) {
	case HOW_MAJORITY:
	case HOW_QUALIFIED:
	case HOW_CONSENT:
	case HOW_FIST:
	case HOW_GRADIENTS:
	case HOW_CONSENSUS:
		words_rule(&rule->counted, false, out);
		break;
	case HOW_AUTHORITY:
		buf_format(out, _("After hearing advice, one person decides: %s."), buf_text(&who));
		break;
	case HOW_LOT:
		buf_text_add(out, _("The lot decides, drawn here before everybody."));
		break;
	case HOW_ELSEWHERE:
		buf_format(out, _("It is not decided here. Who decides: %s."), buf_text(&who));
		break;
	case RULE_HOWS:
		break;
	}
	buf_finish(&who);
	if (!rule_votes(rule->how) || rule->counted.quorum == 0)
		return;
	words_begin(out);
	buf_format(out,
		ngettext("It counts only if at least %d ballot is cast.",
			"It counts only if at least %d ballots are cast.",
			words_plural(rule->counted.quorum)),
		rule->counted.quorum);
}

static void say_word(const char *sentence, const char *words, struct buf *out)
{
	if (words != NULL && words[0] == '\0')
		return;
	words_begin(out);
	buf_format(out, sentence, or_erased(words));
}

void sentence_group_rule(const struct model *model, const struct rule *rule,
	sentence_of_person *name, struct buf *out)
{
	words_begin(out);
	buf_format(out, _("Decisions about %s:"),
		rule->kind_words != NULL && rule->kind_words[0] == '\0'
			? or_erased(kind_words(model, rule->kind))
			: or_erased(rule->kind_words));
	sentence_rule_terms(model, rule, name, out);
}

void sentence_rule_terms(const struct model *model, const struct rule *rule,
	sentence_of_person *name, struct buf *out)
{
	words_begin(out);
	say_how(model, rule, name, out);
	say_word(_("Bound by it: %s."), rule->bound, out);
	say_word(_("Who may object: %s."), rule->objects, out);
	say_word(_("If it fails: %s."), rule->fails, out);
	say_word(_("Who does it: %s."), rule->does, out);
	say_word(_("Who answers for it: %s."), rule->answers, out);
	say_word(_("Who is asked before: %s."), rule->asked, out);
	say_word(_("Who is told: %s."), rule->told, out);
}

void sentence_by_rule(const struct model *model, const struct rule *rule, struct buf *out)
{
	words_begin(out);
	buf_format(out, _("By the group's sealed rule for decisions about %1$s (%2$s)."),
		or_erased(kind_words(model, rule->kind)), rule_how_name(rule->how));
}

void sentence_rule_fails(const struct model *model, const struct poll *poll, struct buf *out)
{
	const struct rule *rule = model_rule(model, poll->agreed);

	if (rule != NULL && poll->state == POLL_IS_CLOSED &&
		poll->result.outcome == OUTCOME_NOT_CARRIED)
		say_word(_("The rule that was sealed says what happens if it fails: “%s”"),
			rule->fails, out);
}

const char *proposal_undecided(const struct model *model, const struct proposal *proposal)
{
	const struct poll *poll = model_proposal_poll(model, proposal->id);
	bool tested = poll != NULL && poll->state == POLL_IS_CLOSED &&
		      proposal_words_tested(proposal, poll);

	if (tested && poll->result.outcome == OUTCOME_CARRIED)
		return _("carried by the vote, but no decision was recorded");
	if (tested && poll->result.outcome == OUTCOME_NOT_CARRIED)
		return _("not carried by the vote; no decision was recorded");
	return _("not decided");
}

void sentence_sealed(const struct model *model, const struct rule *rule, struct buf *out)
{
	const struct origin origin = model_origin(model, rule->id);
	struct buf date = {0};

	day_format(&date, day_of(rule->sealed_at, model->offset));
	words_begin(out);
	if (origin.session != NULL)
		buf_format(out,
			_("By the rule which the group sealed for decisions about %1$s at “%4$s”, "
			  "on %2$s (%3$s)."),
			or_erased(kind_words(model, rule->kind)), buf_text(&date),
			rule_how_name(rule->how), origin.session->title);
	else
		buf_format(out,
			_("By the rule which the group sealed for decisions about %1$s, on %2$s "
			  "(%3$s)."),
			or_erased(kind_words(model, rule->kind)), buf_text(&date),
			rule_how_name(rule->how));
	buf_finish(&date);
}
