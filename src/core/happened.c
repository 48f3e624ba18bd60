/* What happened, in a few words: for the log, and for what is taken back. */
#include "roundtable/core/sentence.h"

#include "roundtable/base/i18n.h"
#include "roundtable/core/agreement.h"

#include <stddef.h>

/* What happened, by kind; `ends` where the field `yes` is 0. */
static const struct {
	const char *happened, *ends;
} kinds[EVENT_KINDS] = {
	[EVENT_SESSION_STARTED] = {N_("Session started")},
	[EVENT_SESSION_CLOSED] = {N_("Session closed")},
	[EVENT_CORRECTION_ADDED] = {N_("Correction to the minutes")},
	[EVENT_STEP_UNDONE] = {N_("Step taken back")},
	[EVENT_STEP_REDONE] = {N_("Step brought back")},
	[EVENT_WORDS_CHANGED] = {N_("Words changed")},
	[EVENT_WORDS_ERASED] = {N_("Words erased")},
	[EVENT_THING_WITHDRAWN] = {N_("Withdrawn"), N_("Withdrawal taken back")},
	[EVENT_STAGE_ENTERED] = {N_("Stage begun")},
	[EVENT_STAGE_EXTENDED] = {N_("Stage extended")},
	[EVENT_STAGE_SKIPPED] = {N_("Stage skipped"), N_("Stage no longer skipped")},
	[EVENT_POINT_REVEALED] = {N_("Key point shown")},
	[EVENT_PAUSED] = {N_("Pause begun"), N_("Pause ended")},
	[EVENT_OFF_RECORD] = {N_("Off the record"), N_("On the record again")},
	[EVENT_NOTE_ADDED] = {N_("Note for the minutes")},
	[EVENT_THOUGHT_PARKED] = {N_("Thought parked")},
	[EVENT_WORD_ASKED] = {N_("Word to explain")},
	[EVENT_ACTION_ADDED] = {N_("Action added")},
	[EVENT_ACTION_ANSWERED] = {N_("Action answered")},
	[EVENT_ACTION_GIVEN] = {N_("Action given to somebody")},
	[EVENT_PERSON_ADDED] = {N_("Person added")},
	[EVENT_PERSON_ROLE] = {N_("Role changed")},
	[EVENT_PERSON_DUTY] = {N_("Duty changed")},
	[EVENT_PERSON_STATUS] = {N_("Presence changed")},
	[EVENT_PERSON_WAY] = {N_("Way of voting noted")},
	[EVENT_PERSON_NAMING] = {N_("Permission to be named")},
	[EVENT_PERSON_INTEREST] = {N_("Interest declared")},
	[EVENT_VOICE_MISSING] = {N_("Voice missing from the table")},
	[EVENT_CARD_ADDED] = {N_("Card added")},
	[EVENT_CARDS_REVEALED] = {N_("Cards shown, or the silence ended")},
	[EVENT_CARD_MERGED] = {N_("Cards merged")},
	[EVENT_CARD_CUT] = {N_("Card not taken forward"), N_("Card taken forward after all")},
	[EVENT_ROUND_PASSED] = {N_("Passed in the round")},
	[EVENT_THEME_ADDED] = {N_("Theme added")},
	[EVENT_CARD_GROUPED] = {N_("Card put into a theme")},
	[EVENT_POLL_OPENED] = {N_("Vote opened")},
	[EVENT_VOTER_ADDED] = {N_("Late arrival may vote"), N_("Late arrival does not vote here")},
	[EVENT_VOTER_STEPPED_OUT] = {N_("Stepped out of the vote"),
		N_("Counted among those who can vote")},
	[EVENT_STOOD_IN] = {N_("Somebody absent is voted for")},
	[EVENT_TELLERS_NAMED] = {N_("Tellers named")},
	[EVENT_BALLOT_CAST] = {N_("Open ballot cast")},
	[EVENT_TICK_MOVED] = {N_("Wrong name ticked, put right")},
	[EVENT_HANDS_COUNTED] = {N_("Hands counted")},
	[EVENT_POLL_CLOSED] = {N_("Vote closed")},
	[EVENT_POLL_VOIDED] = {N_("Vote voided")},
	[EVENT_PROPOSAL_MADE] = {N_("Proposal made")},
	[EVENT_BURDEN_STATED] = {N_("Who carries the work")},
	[EVENT_REASON_GIVEN] = {N_("Reason given")},
	[EVENT_DECISION_RECORDED] = {N_("Decision recorded")},
	[EVENT_DECISION_CORRECTED] = {N_("Record of a decision corrected")},
	[EVENT_DECISION_CARE] = {N_("Who does it, who answers for it")},
	[EVENT_TURN_STARTED] = {N_("Began to speak")},
	[EVENT_TURN_ENDED] = {N_("Stopped speaking")},
	[EVENT_HAND_RAISED] = {N_("Wants to speak"), N_("No longer wants to speak")},
	[EVENT_NEXT_MEETING] = {N_("Next meeting")},
	[EVENT_RULE_PROPOSED] = {N_("Rule proposed")},
	[EVENT_RULE_SEALED] = {N_("Rule sealed")},
	[EVENT_PROPOSAL_KIND] = {N_("Kind of decision said")},
	[EVENT_OBJECTION_RAISED] = {N_("Objection, concern or reservation heard")},
	[EVENT_OBJECTION_MET] = {N_("Objection met"), N_("Objection stands again")},
	[EVENT_THEME_MERGED] = {N_("Themes put together")},
	[EVENT_PHASE_BEGUN] = {N_("Step of the stage begun")},
	[EVENT_BALANCE_SHOWN] = {N_("Speaking balance on the wall"),
		N_("Speaking balance off the wall")},
	[EVENT_MINORITY_STATED] = {N_("Minority statement")},
	[EVENT_DECISION_REVIEWED] = {N_("Decision reviewed, it stands")},
	[EVENT_CONSENT_ROUND] = {N_("Round of testing a proposal")},
	[EVENT_SESSION_FOLLOWED] = {N_("An earlier session is carried on")},
	[EVENT_ACTION_REPORTED] = {N_("What came of an action")},
	[EVENT_RATED_BEFORE] = {N_("How statements were rated last time")},
	[EVENT_MINUTES_APPROVED] = {N_("The last minutes approved")},
	[EVENT_GROUPS_MIXED] = {N_("Small groups mixed")},
	[EVENT_GROUP_CHANGED] = {N_("Put into a small group")},
	[EVENT_ADVICE_GIVEN] = {N_("Advice heard"), N_("Not asked for advice")},
	[EVENT_BEARER_ANSWERED] = {N_("Consent of those who would carry it")},
};

const char *sentence_happened(const struct model *model, const struct event *event)
{
	bool ends = kinds[event->kind].ends != NULL && event->body.yes == 0;
	const struct proposal *made =
		event->kind == EVENT_PROPOSAL_MADE ? model_proposal(model, event->seq) : NULL;

	if (made != NULL && made->amends != 0)
		return _("Amendment moved");
	return _(ends ? kinds[event->kind].ends : kinds[event->kind].happened);
}
