/* Which events an erasure empties: all that hold the words of a thing, wherever they were repeated.
 */
#include "rule.h"

#include "roundtable/core/agreement.h"

static bool names_no_other(const struct event *event, size_t word, bool theirs)
{
	const char *name = event_word(event, word);

	return theirs || name == NULL || name[0] == '\0';
}

/* Whether the words of a giving or caring are this person's name and nobody else's. */
static bool only_name_of(const struct event *event, int64_t person)
{
	bool first = event->body.person == person, second = event->body.into == person;

	return (first || second) && names_no_other(event, 0, first) &&
	       names_no_other(event, 1, second);
}

/* Whether an event holds words about this thing. */
static bool speaks_of(const struct event *event, int64_t thing)
{
	if (event->seq == thing)
		return true;
	switch (event->kind) {
	case EVENT_WORDS_CHANGED:
	case EVENT_CARD_CUT:
	case EVENT_OBJECTION_MET:
	case EVENT_DECISION_REVIEWED:
	case EVENT_DECISION_RECORDED:
	case EVENT_DECISION_CORRECTED:
	case EVENT_ACTION_REPORTED:
		return event->body.thing == thing;
	case EVENT_BEARER_ANSWERED: /* what they said stands on their line */
	case EVENT_PROPOSAL_MADE:   /* taken from this card or decision: its words */
		return event->body.thing == thing || event->body.into == thing;
	case EVENT_ADVICE_GIVEN:
	case EVENT_BURDEN_STATED: /* of a person: their name, as typed */
		return event->body.thing == thing || event->body.person == thing;
	case EVENT_DECISION_CARE:
	case EVENT_ACTION_GIVEN: /* of a person: the name typed beside the id */
		return event->body.thing == thing || only_name_of(event, thing);
	case EVENT_PERSON_ROLE:
	case EVENT_PERSON_INTEREST:
	case EVENT_VOTER_STEPPED_OUT:
	case EVENT_RULE_PROPOSED: /* whose authority it is stands in its text */
		return event->body.person == thing;
	/* the words of all others are their own thing's */
	case EVENT_SESSION_STARTED:
	case EVENT_SESSION_CLOSED:
	case EVENT_CORRECTION_ADDED:
	case EVENT_STEP_UNDONE:
	case EVENT_STEP_REDONE:
	case EVENT_WORDS_ERASED:
	case EVENT_THING_WITHDRAWN:
	case EVENT_STAGE_ENTERED:
	case EVENT_STAGE_EXTENDED:
	case EVENT_STAGE_SKIPPED:
	case EVENT_POINT_REVEALED:
	case EVENT_PAUSED:
	case EVENT_OFF_RECORD:
	case EVENT_NOTE_ADDED:
	case EVENT_THOUGHT_PARKED:
	case EVENT_WORD_ASKED:
	case EVENT_ACTION_ADDED:
	case EVENT_ACTION_ANSWERED:
	case EVENT_PERSON_ADDED:
	case EVENT_PERSON_DUTY:
	case EVENT_PERSON_STATUS:
	case EVENT_PERSON_WAY:
	case EVENT_PERSON_NAMING:
	case EVENT_VOICE_MISSING:
	case EVENT_CARD_ADDED:
	case EVENT_CARDS_REVEALED:
	case EVENT_CARD_MERGED:
	case EVENT_ROUND_PASSED:
	case EVENT_THEME_ADDED:
	case EVENT_CARD_GROUPED:
	case EVENT_POLL_OPENED:
	case EVENT_VOTER_ADDED:
	case EVENT_STOOD_IN:
	case EVENT_TELLERS_NAMED:
	case EVENT_BALLOT_CAST:
	case EVENT_TICK_MOVED:
	case EVENT_HANDS_COUNTED:
	case EVENT_POLL_CLOSED:
	case EVENT_POLL_VOIDED:
	case EVENT_REASON_GIVEN:
	case EVENT_TURN_STARTED:
	case EVENT_TURN_ENDED:
	case EVENT_HAND_RAISED:
	case EVENT_NEXT_MEETING:
	case EVENT_RULE_SEALED:
	case EVENT_PROPOSAL_KIND:
	case EVENT_OBJECTION_RAISED:
	case EVENT_MINORITY_STATED:
	case EVENT_CONSENT_ROUND:
	case EVENT_BALANCE_SHOWN:
	case EVENT_SESSION_FOLLOWED:
	case EVENT_MINUTES_APPROVED:
	case EVENT_PHASE_BEGUN:
	case EVENT_GROUPS_MIXED:
	case EVENT_GROUP_CHANGED:
	case EVENT_RATED_BEFORE:
	case EVENT_THEME_MERGED:
	case EVENT_KINDS:
		return false;
	}
	return false;
}

/* Whether an event words a proposal that was taken from this card or theme: however often it was
 * changed since, the words of the card may stand in it. */
static bool words_copy(const struct model *model, const struct event *event, int64_t thing)
{
	bool wording =
		event->kind == EVENT_WORDS_CHANGED || event->kind == EVENT_DECISION_CORRECTED;
	const struct event *made = wording ? model_event(model, event->body.thing) : NULL;

	return made != NULL && made->kind == EVENT_PROPOSAL_MADE &&
	       (made->body.thing == thing || made->body.into == thing);
}

/* Whether an event words a proposal, or an amendment to it, after this amendment was adopted: its
 * words may stand in all of them. */
static bool words_amended(const struct model *model, const struct event *event, int64_t thing)
{
	const struct proposal *adopted = model_proposal(model, thing);
	int64_t about = event->kind == EVENT_PROPOSAL_MADE ? event->seq : event->body.thing;
	bool words = event->kind == EVENT_PROPOSAL_MADE || event->kind == EVENT_WORDS_CHANGED ||
		     event->kind == EVENT_DECISION_CORRECTED;
	const struct proposal *worded = words ? model_proposal(model, about) : NULL;

	return adopted != NULL && worded != NULL && adopted->amends != 0 &&
	       adopted->decision != 0 && adopted->verdict == DECISION_ADOPTED &&
	       event->seq > adopted->decision &&
	       (worded->id == adopted->amends || worded->amends == adopted->amends ||
		       worded->earlier == adopted->amends);
}

/* Whether an event says who would carry this proposal: what was taken up again goes on with those
 * who were named for the decision before. */
static bool carried_on(const struct model *model, const struct event *event, int64_t thing)
{
	const struct proposal *proposal = model_proposal(model, thing);

	return proposal != NULL && proposal_burden(proposal, event->seq) != NULL;
}

/* Whether people are voting on these words: who votes later must read what the first read. */
static bool voted_on(const struct model *model, int64_t thing)
{
	for (size_t i = 0; i < model->proposals.count; i++) {
		const struct proposal *proposal = &model->proposals.items[i];
		if ((proposal->id == thing || proposal->source == thing) &&
			proposal_voted_on(model, proposal))
			return true;
	}
	return on_ballot(model, thing);
}

bool decide_words_erased(struct deciding *d)
{
	const struct model *model = d->model;
	int64_t thing = d->command->body.thing;
	struct ids seqs = {0};

	if (voted_on(model, thing))
		return refuse(d, REFUSED_POLL_OPEN, thing);
	for (size_t i = 0; i < model->events.count; i++) {
		const struct event *event = &model->events.items[i];
		bool about = speaks_of(event, thing) || words_copy(model, event, thing) ||
			     words_amended(model, event, thing) || carried_on(model, event, thing);
		if (about && event->words.count > 0 && !event->erased)
			ids_add(&seqs, event->seq);
	}
	if (seqs.count == 0)
		return refuse(d, REFUSED_NO_THING, thing);
	struct rare *erased = body_rare_make(&deciding_add(d)->body);
	array_finish(&erased->things);
	erased->things = seqs;
	return true;
}
