/* In the room: what is asked of this person, their ballot, and their hand. */
#include "state.h"

#include "roundtable/base/hash.h"
#include "roundtable/base/mem.h"

/* --- what can be done --- */

static bool goes_on(const struct keyboard *keyboard)
{
	return keyboard_in(keyboard) && keyboard->sight.audience->state == AUDIENCE_STAGE;
}

/* The vote that is shown is open to this person. */
static bool may_vote(const struct keyboard *keyboard)
{
	const struct participant *me = keyboard->sight.participant;
	const struct audience_vote *vote = &keyboard->sight.audience->vote;

	return goes_on(keyboard) && vote->open && me->poll == vote->id && me->can_vote;
}

/* By the passed keyboard, on paper, or on another device before. */
static bool voted_elsewhere(const struct keyboard *keyboard)
{
	return keyboard->sight.participant->voted && !keyboard->handed && keyboard->handing == 0;
}

bool here_votes(const struct keyboard *keyboard)
{
	if (!may_vote(keyboard) || keyboard->ballot == NULL || voted_elsewhere(keyboard))
		return false;
	return (!keyboard->handed && keyboard->handing == 0) ||
	       keyboard->sight.audience->vote.changes;
}

bool here_hand(const struct keyboard *keyboard)
{
	return goes_on(keyboard) && keyboard->sight.audience->stage_title != NULL &&
	       keyboard->sight.audience->task != TASK_REST;
}

bool here_quiet(const struct keyboard *keyboard)
{
	const struct audience *audience = keyboard->sight.audience;

	moment now = keyboard->config.clock.now(keyboard->config.clock.context);

	return goes_on(keyboard) && (audience->task == TASK_WRITE || audience->silent_until > now);
}

/* --- what is said --- */

static const char *vote_task(const struct keyboard *keyboard)
{
	const struct participant *me = keyboard->sight.participant;
	const struct audience_vote *vote = &keyboard->sight.audience->vote;

	if (!vote->open || me->poll != vote->id)
		return NULL;
	if (!me->can_vote)
		return _("The others vote now; you have no vote in this one.");
	if (voted_elsewhere(keyboard))
		return _("You have voted.");
	if (keyboard->handing > 0)
		return _("Your ballot is on its way.");
	if (keyboard->handed && vote->changes)
		return _("You have voted. Enter shows your ballot, to change it.");
	if (keyboard->handed)
		return _("You have voted.");
	return _("Press Enter for your ballot.");
}

const char *here_task(const struct keyboard *keyboard)
{
	const struct audience *audience = keyboard->sight.audience;
	bool cards = audience->columns != NULL;

	switch (audience->task) {
	case TASK_WRITE:
		return cards ? _("Write in silence: one thought, then Enter.") : NULL;
	case TASK_SAY:
		return cards ? _("Write here: one thought, then Enter. Or say it.") : NULL;
	case TASK_SAY_ROUND:
		return cards ? _("One after another around the table. Say yours, or write it here.")
			     : NULL;
	case TASK_HAND_IN:
		return cards ? _("Write here: one thought, then Enter. Cards stay hidden until all "
				 "are in.")
			     : NULL;
	case TASK_VOTE:
	case TASK_TEST:
	case TASK_SHOW_HANDS:
		return vote_task(keyboard);
	case TASK_GROUP:
		return _("Arrows to a card, Enter: its theme. Or type the name of a new theme.");
	case TASK_TALK:
		return _("Talk. Who wants to speak raises a hand, also here.");
	case TASK_NONE:
	case TASK_LISTEN:
	case TASK_SAY_WHO:
	case TASK_TICK:
	case TASK_SHORTEN:
	case TASK_WAIT_VOTE:
	case TASK_SEE_RESULT:
	case TASK_PROPOSE:
	case TASK_PRESENT:
	case TASK_CLARIFY:
	case TASK_REACT:
	case TASK_AMEND:
	case TASK_OBJECTIONS:
	case TASK_REST:
	case TASK_CHECK:
	case TASK_FILL:
		break;
	}
	return NULL;
}

const char *here_fate(const struct keyboard *keyboard)
{
	const struct audience *audience = keyboard->sight.audience;

	if (audience->fate == FATE_SECRET && audience->vote.open && audience->vote.changes)
		return _("Secret: only this device can find your ballot, to change it.");
	if (group_now(keyboard))
		return _("It is kept who does this, unless the cards are kept without names.");
	return NULL;
}

static void add(struct buf *text, const char *words)
{
	buf_format(text, "%s%s", text->count > 0 ? " · " : "", words);
}

void here_state(const struct keyboard *keyboard, struct page *page)
{
	const struct participant *me = keyboard->sight.participant;
	struct buf text = {0};

	if (keyboard->sight.link == LINK_LOST && keyboard->message != NULL)
		add(&text, _("the connection is lost")); /* else that is the message */
	if (me->small_group > 0 && goes_on(keyboard)) {
		struct buf where = {0};
		buf_format(&where, _("you are in small group %d"), me->small_group);
		add(&text, buf_text(&where));
		buf_finish(&where);
	}
	if (keyboard->sent.count > 0)
		add(&text, keyboard->sent.count == 1 ? _("a card is on its way")
						     : _("cards are on their way"));
	if (keyboard->handing > 0)
		add(&text, _("your ballot is on its way"));
	if (me->hand)
		add(&text, _("your hand is up"));
	if (me->ready && here_quiet(keyboard))
		add(&text, _("you are ready"));
	if (text.count > 0)
		page_set(&page->state, "%s", buf_text(&text));
	buf_finish(&text);
}

/* --- the ballot --- */

static void forget_ballot(struct keyboard *keyboard)
{
	ballot_destroy(keyboard->ballot);
	keyboard->ballot = NULL;
	keyboard->ballot_shown = false;
	keyboard->ballot_scroll = 0;
	keyboard->poll = 0;
	keyboard->handing = 0;
	keyboard->handed = false;
}

/* Covered, off the record or in a pause the ballot is kept as it is. */
void here_follow(struct keyboard *keyboard)
{
	const struct audience *audience = keyboard->sight.audience;
	struct ballot_paper paper = {0};

	if (keyboard->person != keyboard->sight.participant->person)
		forget_ballot(keyboard);
	keyboard->person = keyboard->sight.participant->person;
	if (!may_vote(keyboard)) {
		bool was_shown = keyboard->ballot_shown;
		keyboard->ballot_shown = false;
		if (!goes_on(keyboard) || keyboard->ballot == NULL)
			return;
		forget_ballot(keyboard);
		if (was_shown)
			keyboard_say(
				keyboard, true, "%s", _("The vote takes no ballots any more."));
		return;
	}
	if (keyboard->poll != audience->vote.id)
		forget_ballot(keyboard);
	if (keyboard->ballot != NULL && keyboard->reworded == keyboard->sight.heard)
		return;
	ballot_paper_fill(&paper, audience);
	if (keyboard->ballot != NULL && !ballot_reword(keyboard->ballot, &paper))
		forget_ballot(keyboard);
	if (keyboard->ballot == NULL)
		keyboard->ballot = ballot_create(&paper, BALLOT_BY_PERSON, keyboard->config.random);
	ballot_paper_finish(&paper);
	keyboard->poll = audience->vote.id;
	keyboard->reworded = keyboard->sight.heard;
}

static void hand_in(struct keyboard *keyboard)
{
	const struct keyboard_ports *ports = &keyboard->config.ports;
	struct ids marks = {0};

	ballot_marks(keyboard->ballot, &marks);
	keyboard->handing++;
	keyboard->ballot_shown = false;
	ports->ballot(ports->context, keyboard->poll, &marks, ballot_words(keyboard->ballot));
	if (marks.items != NULL)
		wipe(marks.items, marks.capacity * sizeof *marks.items);
	array_finish(&marks);
}

bool here_ballot_key(struct keyboard *keyboard, const struct key *key)
{
	enum ballot_outcome outcome;

	if (key->code == KEYS_ESC) { /* what is filled in stays */
		keyboard->ballot_shown = false;
		return true;
	}
	outcome = ballot_key(keyboard->ballot, key, &keyboard->ballot_scroll);
	if (ballot_message(keyboard->ballot) != NULL)
		keyboard_say(keyboard, true, "%s", ballot_message(keyboard->ballot));
	switch (outcome) {
	case BALLOT_USED:
		break;
	case BALLOT_STRANGE:
		return false;
	case BALLOT_HANDED:
		hand_in(keyboard);
		break;
	case BALLOT_LEFT:
		keyboard->ballot_shown = false;
		break;
	}
	return true;
}

void here_ballot_answered(struct keyboard *keyboard, const char *refused)
{
	bool changes = keyboard->sight.audience != NULL && keyboard->sight.audience->vote.changes;

	if (keyboard->handing > 0)
		keyboard->handing--;
	if (refused != NULL) {
		keyboard_say(keyboard, true, "%s", refused);
		return;
	}
	if (keyboard->ballot == NULL) {
		keyboard_say(keyboard, false, "%s", _("Your ballot lies in the box."));
		return;
	}
	keyboard->handed = true;
	if (!changes)
		ballot_clear(keyboard->ballot);
	keyboard_say(keyboard, false, "%s",
		changes ? _("Your ballot lies in the box. Until the vote closes you can change it "
			    "here.")
			: _("Your ballot lies in the box."));
}

/* --- keys --- */

bool here_act(struct keyboard *keyboard, enum action_id action)
{
	const struct keyboard_ports *ports = &keyboard->config.ports;
	const struct participant *me = keyboard->sight.participant;
	int stage = keyboard->sight.audience->stage;

	if (action == ACTION_WORD) {
		word_open(keyboard);
	} else if (action == ACTION_HAND && here_hand(keyboard)) {
		ports->hand(ports->context, stage, !me->hand);
	} else if (action == ACTION_READY && here_quiet(keyboard)) {
		ports->ready(ports->context, stage, !me->ready);
	} else if (action == ACTION_TAKE && here_votes(keyboard) && !keyboard->ballot_shown) {
		if (keyboard->handed || keyboard->handing > 0)
			ballot_change(keyboard->ballot);
		keyboard->ballot_shown = true;
		keyboard->ballot_scroll = 0;
	} else if (action == ACTION_HAND || action == ACTION_READY) {
		keyboard_say(keyboard, true, "%s", _("This key does nothing here."));
	} else {
		return false;
	}
	return true;
}
