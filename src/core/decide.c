#include "roundtable/core/decide.h"

#include "rule.h"

#include <string.h>

const struct event_rule event_rules[EVENT_KINDS] = {
	[EVENT_SESSION_STARTED] = {NOT_UNDOABLE, decide_session_started, apply_session_started},
	[EVENT_SESSION_CLOSED] = {NOT_UNDOABLE, decide_session_closed, apply_session_closed},
	[EVENT_CORRECTION_ADDED] = {NEEDS_WORDS | ALLOWED_CLOSED | NOT_UNDOABLE,
		decide_correction_added, apply_correction_added},
	[EVENT_STEP_UNDONE] = {NOT_UNDOABLE, decide_step_undone, NULL},
	[EVENT_STEP_REDONE] = {NOT_UNDOABLE, decide_step_redone, NULL},
	[EVENT_WORDS_CHANGED] = {0, decide_words_changed, apply_words_changed},
	[EVENT_WORDS_ERASED] = {ALLOWED_CLOSED | NOT_UNDOABLE, decide_words_erased, NULL},
	[EVENT_THING_WITHDRAWN] = {0, decide_thing_withdrawn, apply_thing_withdrawn},
	[EVENT_STAGE_ENTERED] = {NEEDS_STAGE, decide_stage_entered, apply_stage_entered},
	[EVENT_STAGE_EXTENDED] = {NEEDS_STAGE, decide_stage_extended, apply_stage_extended},
	[EVENT_STAGE_SKIPPED] = {NEEDS_STAGE, decide_stage_skipped, apply_stage_skipped},
	[EVENT_POINT_REVEALED] = {NEEDS_STAGE, decide_point_revealed, apply_point_revealed},
	[EVENT_PAUSED] = {0, decide_paused, apply_paused},
	[EVENT_OFF_RECORD] = {NOT_UNDOABLE, decide_off_record, apply_off_record},
	[EVENT_NOTE_ADDED] = {NEEDS_WORDS, NULL, apply_note_added},
	[EVENT_THOUGHT_PARKED] = {NEEDS_WORDS, NULL, apply_thought_parked},
	[EVENT_WORD_ASKED] = {NEEDS_WORDS, decide_word_asked, apply_word_asked},
	[EVENT_ACTION_ADDED] = {NEEDS_WORDS, decide_action_added, apply_action_added},
	[EVENT_ACTION_ANSWERED] = {0, decide_action_known, apply_action_answered},
	[EVENT_ACTION_GIVEN] = {0, decide_action_known, apply_action_given},
	[EVENT_PERSON_ADDED] = {NEEDS_WORDS, decide_person_added, apply_person_added},
	[EVENT_PERSON_ROLE] = {NEEDS_PERSON, decide_person_role, apply_person_role},
	[EVENT_PERSON_DUTY] = {NEEDS_PERSON, NULL, apply_person_duty},
	[EVENT_PERSON_STATUS] = {NEEDS_PERSON, decide_person_status, apply_person_status},
	[EVENT_PERSON_WAY] = {NEEDS_PERSON, NULL, apply_person_way},
	[EVENT_PERSON_NAMING] = {NEEDS_PERSON | ALLOWED_CLOSED, NULL, apply_person_naming},
	[EVENT_PERSON_INTEREST] = {NEEDS_PERSON, decide_person_interest, apply_person_interest},
	[EVENT_VOICE_MISSING] = {NEEDS_WORDS, NULL, apply_voice_missing},
	[EVENT_CARD_ADDED] = {NEEDS_STAGE, decide_card_added, apply_card_added},
	[EVENT_CARDS_REVEALED] = {NEEDS_STAGE | NOT_UNDOABLE, decide_cards_revealed,
		apply_cards_revealed},
	[EVENT_CARD_MERGED] = {0, decide_card_merged, apply_card_merged},
	[EVENT_CARD_CUT] = {NEEDS_STAGE, decide_card_cut, apply_card_cut},
	[EVENT_ROUND_PASSED] = {NEEDS_STAGE | NEEDS_PERSON, NULL, apply_round_passed},
	[EVENT_THEME_ADDED] = {NEEDS_STAGE | NEEDS_WORDS, decide_theme_added, apply_theme_added},
	[EVENT_CARD_GROUPED] = {NEEDS_STAGE, decide_card_grouped, apply_card_grouped},
	[EVENT_POLL_OPENED] = {NEEDS_STAGE, decide_poll_opened, apply_poll_opened},
	[EVENT_VOTER_ADDED] = {NEEDS_OPEN_POLL | NEEDS_PERSON, decide_voter_added,
		apply_voter_added},
	[EVENT_VOTER_STEPPED_OUT] = {NEEDS_OPEN_POLL | NEEDS_PERSON, decide_voter_stepped_out,
		apply_voter_stepped_out},
	[EVENT_TELLERS_NAMED] = {NEEDS_OPEN_POLL, decide_tellers_named, apply_tellers_named},
	/* its words are no entry: they go into the box */
	[EVENT_BALLOT_CAST] = {NEEDS_OPEN_POLL | ALLOWED_OFF_RECORD, decide_ballot_cast,
		apply_ballot_cast},
	[EVENT_TICK_MOVED] = {NEEDS_OPEN_POLL | NEEDS_PERSON, decide_tick_moved, NULL},
	[EVENT_HANDS_COUNTED] = {NEEDS_OPEN_POLL, decide_hands_counted, apply_hands_counted},
	[EVENT_POLL_CLOSED] = {NEEDS_OPEN_POLL | NOT_UNDOABLE, decide_poll_closed,
		apply_poll_closed},
	[EVENT_POLL_VOIDED] = {NEEDS_WORDS | NOT_UNDOABLE, decide_poll_voided, apply_poll_voided},
	[EVENT_PROPOSAL_MADE] = {NEEDS_STAGE | NEEDS_WORDS, decide_proposal_made,
		apply_proposal_made},
	[EVENT_BURDEN_STATED] = {0, decide_burden_stated, apply_burden_stated},
	[EVENT_REASON_GIVEN] = {NEEDS_WORDS, decide_reason_given, apply_reason_given},
	[EVENT_DECISION_RECORDED] = {NEEDS_PROPOSAL | NOT_UNDOABLE, decide_decision_recorded,
		apply_decision_recorded},
	[EVENT_DECISION_CORRECTED] = {NOT_UNDOABLE, decide_decision_corrected,
		apply_decision_corrected},
	[EVENT_DECISION_CARE] = {0, decide_decision_care, apply_decision_care},
	[EVENT_TURN_STARTED] = {NEEDS_STAGE | NEEDS_PERSON, decide_turn_started,
		apply_turn_started},
	[EVENT_TURN_ENDED] = {0, decide_turn_ended, apply_turn_ended},
	[EVENT_HAND_RAISED] = {NEEDS_PERSON, decide_hand_raised, apply_hand_raised},
	[EVENT_NEXT_MEETING] = {0, NULL, apply_next_meeting},
	[EVENT_RULE_PROPOSED] = {NEEDS_STAGE, decide_rule_proposed, apply_rule_proposed},
	[EVENT_RULE_SEALED] = {NOT_UNDOABLE, decide_rule_sealed, apply_rule_sealed},
	[EVENT_PROPOSAL_KIND] = {NEEDS_PROPOSAL, decide_proposal_kind, apply_proposal_kind},
	[EVENT_BEARER_ANSWERED] = {0, decide_bearer_answered, apply_bearer_answered},
	[EVENT_OBJECTION_RAISED] = {NEEDS_PROPOSAL, decide_objection_raised,
		apply_objection_raised},
	[EVENT_OBJECTION_MET] = {0, decide_objection_met, apply_objection_met},
	[EVENT_DECISION_REVIEWED] = {NEEDS_WORDS, decide_decision_reviewed,
		apply_decision_reviewed},
	[EVENT_BALANCE_SHOWN] = {0, decide_balance_shown, apply_balance_shown},
	[EVENT_PHASE_BEGUN] = {NEEDS_STAGE, decide_phase_begun, apply_phase_begun},
	[EVENT_THEME_MERGED] = {0, decide_theme_merged, apply_theme_merged},
	[EVENT_STOOD_IN] = {NEEDS_OPEN_POLL | NEEDS_PERSON, decide_stood_in, apply_stood_in},
	[EVENT_MINORITY_STATED] = {NEEDS_WORDS | NOT_UNDOABLE, decide_minority_stated,
		apply_minority_stated},
	[EVENT_ADVICE_GIVEN] = {NEEDS_PROPOSAL | NEEDS_WORDS, decide_advice_given,
		apply_advice_given},
	[EVENT_GROUPS_MIXED] = {NEEDS_STAGE, decide_groups_mixed, apply_groups_mixed},
	[EVENT_GROUP_CHANGED] = {NEEDS_PERSON, decide_group_changed, apply_group_changed},
	[EVENT_CONSENT_ROUND] = {NEEDS_PROPOSAL, decide_consent_round, apply_consent_round},
	[EVENT_SESSION_FOLLOWED] = {NOT_UNDOABLE, decide_step_of_start, apply_session_followed},
	[EVENT_RATED_BEFORE] = {NOT_UNDOABLE, decide_step_of_start, apply_rated_before},
	[EVENT_ACTION_REPORTED] = {0, decide_action_reported, apply_action_reported},
	[EVENT_MINUTES_APPROVED] = {0, decide_minutes_approved, apply_minutes_approved},
};

static const char *const sentences[REFUSAL_CODES] = {
#define X(id, sentence) [REFUSED_##id] = sentence,
	REFUSALS(X)
#undef X
};

const char *refusal_sentence(enum refusal_code code)
{
	return sentences[code];
}

bool refuse(struct deciding *deciding, enum refusal_code code, int64_t number)
{
	*deciding->refusal = (struct refusal){
		.code = code, .number = number, .thing = deciding->command->body.thing};
	return false;
}

struct event *deciding_add(struct deciding *deciding)
{
	const struct command *command = deciding->command;
	struct event wish = {.kind = command->kind,
		.by = command->by,
		.body = command->body,
		.words = command->words};
	struct event *event = array_push(&deciding->change->events);

	event_copy(event, &wish);
	event->seq = model_next_seq(deciding->model) + (int64_t)deciding->change->events.count - 1;
	event->at = deciding->now;
	event->step = model_next_seq(deciding->model);
	return event;
}

static bool has_words(const struct command *command)
{
	for (size_t i = 0; i < command->words.count; i++)
		if (command->words.items[i][0] != '\0')
			return true;
	return false;
}

/* Whether the session as a whole takes this command now. */
static bool session_allows(struct deciding *deciding, unsigned needs)
{
	const struct model *model = deciding->model;
	const struct command *command = deciding->command;

	/* where a thing comes from is not claimed: the start of the session says it */
	if (body_rare(&command->body)->origin != 0)
		return refuse(deciding, REFUSED_NO_LAST, 0);
	if (model->plan == NULL)
		return command->kind == EVENT_SESSION_STARTED ||
		       refuse(deciding, REFUSED_NOT_STARTED, 0);
	if (model->closed_at != 0 && !(needs & ALLOWED_CLOSED))
		return refuse(deciding, REFUSED_CLOSED, 0);
	if (model->off_record && !(needs & ALLOWED_OFF_RECORD) && has_words(command))
		return refuse(deciding, REFUSED_OFF_RECORD, 0);
	return true;
}

static bool needs_hold(struct deciding *deciding, unsigned needs)
{
	const struct model *model = deciding->model;
	const struct command *command = deciding->command;
	const struct body *body = &command->body;

	if ((needs & NEEDS_WORDS) &&
		(command->words.count == 0 || command->words.items[0][0] == '\0'))
		return refuse(deciding, REFUSED_EMPTY, 0);
	if ((needs & NEEDS_STAGE) &&
		(body->stage < 0 || body->stage >= (int64_t)model->plan->stages.count))
		return refuse(deciding, REFUSED_NO_STAGE, body->stage);
	if ((needs & NEEDS_PERSON) && model_person(model, body->person) == NULL)
		return refuse(deciding, REFUSED_NO_PERSON, body->person);
	if (needs & NEEDS_OPEN_POLL) {
		const struct poll *poll = model_poll(model, body->poll);
		if (poll == NULL || poll->state != POLL_OPEN)
			return refuse(deciding, REFUSED_POLL_NOT_OPEN, body->poll);
	}
	if (needs & NEEDS_PROPOSAL) {
		const struct proposal *proposal = model_proposal(model, body->thing);
		/* an amendment is decided by the closing of its vote and by nothing else */
		if (proposal == NULL || proposal->withdrawn || proposal->amends != 0)
			return refuse(deciding, REFUSED_NO_THING, body->thing);
		if (proposal->decision != 0)
			return refuse(deciding, REFUSED_DECIDED, body->thing);
	}
	return true;
}

/*
 * What nobody is to be known by stays without: where few have a device of their own, the mark would
 * tell who spoke.
 */
static void note_device(struct change *change)
{
	for (size_t i = 0; i < change->events.count; i++) {
		struct event *event = &change->events.items[i];

		if (event->by > BY_FACILITATOR)
			event->body.device = 1;
	}
}

bool decide(const struct model *model, const struct command *command, moment now,
	struct random random, struct change *change, struct refusal *refusal)
{
	struct deciding deciding = {model, command, now, random, change, refusal};
	const struct event_rule *rule = &event_rules[command->kind];
	bool done = false;

	*refusal = (struct refusal){0};
	change->own = command->own;
	if (session_allows(&deciding, rule->needs) && needs_hold(&deciding, rule->needs)) {
		if (rule->decide != NULL) {
			done = rule->decide(&deciding);
		} else {
			deciding_add(&deciding);
			done = true;
		}
	}
	if (!done)
		change_finish(change);
	else if (command->own)
		note_device(change);
	return done;
}

/* Ballots lie in the box of this poll, or by name in the log. */
static bool ballots_in(const struct model *model, int64_t poll)
{
	const struct poll *known = model_poll(model, poll);

	return known != NULL && model_poll_cast(model, known) > 0;
}

static bool event_undoable(const struct model *model, const struct event *event)
{
	if (event_rules[event->kind].needs & NOT_UNDOABLE)
		return false;
	if (event->kind == EVENT_POLL_OPENED)
		return !ballots_in(model, event->seq);
	if (event->kind == EVENT_VOTER_ADDED || event->kind == EVENT_VOTER_STEPPED_OUT ||
		event->kind == EVENT_STOOD_IN) {
		const struct poll *poll = model_poll(model, event->body.poll);
		return poll != NULL && poll->state == POLL_OPEN &&
		       !(poll->secret && ballots_in(model, poll->id));
	}
	return true;
}

int64_t model_undoable(const struct model *model, bool *not_undoable)
{
	*not_undoable = false;
	for (size_t i = model->events.count; i-- > 0;) {
		const struct event *event = &model->events.items[i];
		if (event->kind == EVENT_STEP_UNDONE || event->kind == EVENT_STEP_REDONE ||
			model_step_undone(model, event->step) || event_own(model, event))
			continue;
		for (size_t k = i + 1; k-- > 0 && model->events.items[k].step == event->step;)
			if (!event_undoable(model, &model->events.items[k]))
				*not_undoable = true;
		return *not_undoable ? 0 : event->step;
	}
	return 0;
}
