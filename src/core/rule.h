#ifndef ROUNDTABLE_CORE_RULE_H
#define ROUNDTABLE_CORE_RULE_H

#include "roundtable/core/audience.h"
#include "roundtable/core/decide.h"
#include "roundtable/core/ledger.h"

/* Inside core: how each kind of event is decided on and folded. */

enum { SECRET_MIN = 3 /**< voters and ballots of a secret poll: fewer give people away */ };

/** What must hold before a rule's own decide is asked. Refused with one answer for all. */
enum rule_needs {
	NEEDS_WORDS = 1 << 0,        /**< the first word is not empty */
	NEEDS_STAGE = 1 << 1,        /**< body.stage is a stage */
	NEEDS_PERSON = 1 << 2,       /**< body.person is on the roster */
	NEEDS_OPEN_POLL = 1 << 3,    /**< body.poll is open */
	NEEDS_PROPOSAL = 1 << 4,     /**< body.thing is an undecided proposal */
	ALLOWED_CLOSED = 1 << 5,     /**< also after the session is closed */
	ALLOWED_OFF_RECORD = 1 << 6, /**< though words are given while off the record */
	NOT_UNDOABLE = 1 << 7,       /**< corrected by a new entry, never taken back */
};

/** A decision being made. */
struct deciding {
	const struct model *model;
	const struct command *command;
	moment now;
	struct random random;
	struct change *change;
	struct refusal *refusal;
};

struct event_rule {
	unsigned needs; /* enum rule_needs */
	/** Checks the wish and adds what happens; NULL: the event as wished. */
	bool (*decide)(struct deciding *deciding);
	/** Changes the model; NULL: only the log knows of it. */
	void (*apply)(struct model *model, const struct event *event);
};

/** One rule per kind of event. */
extern const struct event_rule event_rules[EVENT_KINDS];

/** Refuses: always false. */
bool refuse(struct deciding *deciding, enum refusal_code code, int64_t number);
/** Adds an event to the change: the wish, copied; valid until the next is added. */
struct event *deciding_add(struct deciding *deciding);
/** Puts an empty box for the secret poll which this event opens into the change. */
void change_put_box(struct change *change, const struct event *opened);

/** Where somebody of the roster is meant, their name stands there alone: the word is emptied, so
 * that erasing finds every copy. */
void deciding_forget_name(struct event *event, size_t word, int64_t person);

/** What the cards of a table come to: sentences and sums. */
void audience_add_ledger(struct audience *audience, const struct ledger *ledger);
/** The grid of a stage, if it has one, with what is empty in it; its cards are items already, in
 * this order. */
void audience_add_grid(
	struct audience *audience, const struct model *model, int stage, const struct ids *cards);
/** The table that is laid beside that of a stage, if there is one, and who stands in one only. */
void audience_add_sides(
	struct audience *audience, const struct model *model, int stage, const struct ids *cards);
/** How many of the actions that stand among the items nobody does, as a sentence. */
void audience_add_unowned(struct audience *audience);
/** Whose cards of a stage went forward, as a sentence. */
void audience_add_survived(struct audience *audience, const struct model *model, int stage);
/** The whole table of a collect stage: what it comes to, and its cards or ticks; nothing while they
 * are hidden. */
void audience_add_table(struct audience *audience, const struct model *model, int stage);
/** What may be shown of a card in a stage. */
struct audience_card card_shown(const struct model *model, const struct card *card, int stage);
/** Whether a device may give a theme the name it wishes, which is then done; refuses if not. */
bool theme_renamed_by_device(struct deciding *deciding);
/** Where the cards of a stage do not show who wrote them, nor does what puts them together tell who
 * did it: `event` says nobody then. */
void keep_grouper(const struct model *model, int stage, struct event *event);
/** Whether words fit the type of a column; refuses if not: a number is one, and what begins several
 * roles is none of them. From a device a role is one of the programme's. */
bool cell_fits(
	struct deciding *deciding, const struct columns *columns, size_t column, const char *text);
/** Where a word is for a column of roles and means one of them, the whole name stands there. */
void cell_complete(const struct model *model, const struct columns *columns, size_t column,
	struct event *event, size_t word);

/* The things of a model, to be changed by apply. NULL when there is none. */
struct person *person_mutable(struct model *model, int64_t id);
struct card *card_mutable(struct model *model, int64_t id);
struct theme *theme_mutable(struct model *model, int64_t id);
struct poll *poll_mutable(struct model *model, int64_t id);
struct proposal *proposal_mutable(struct model *model, int64_t id);
/** A new proposal of the text and in the stage of an event, empty else; valid until the next. */
struct proposal *proposal_add(struct model *model, const struct event *event);
struct action *action_mutable(struct model *model, int64_t id);
struct remark *remark_mutable(struct model *model, int64_t id);
struct term *term_mutable(struct model *model, int64_t id);
/** The poll an event of its course is about: NULL when it is over, for then it takes no more. */
struct poll *open_poll(struct model *model, int64_t id);
struct stage_state *stage_state_mutable(struct model *model, int64_t stage);

/* What the group has agreed on: agreement.c. */

/** The rule which a stage's settings ask for. */
struct tally_rule stage_rule(const struct stage *stage);
/** The rule by which a vote on a proposal is opened; refuses where no vote decides it. `agreed`:
 * the sealed rule, 0 for the programme's. */
bool agreed_rule(struct deciding *d, const struct proposal *proposal, struct tally_rule *rule,
	int64_t *agreed);
/** Whether a decision other than deferring may be recorded as things stand: by the sealed rule, if
 * there is one; refuses if not. */
bool agreed_verdict(struct deciding *d, const struct proposal *proposal);
/** Makes `voters` (empty) who can vote on what is opened: all who can or, where the wish names
 * some, these; refuses when one of them cannot. */
bool voters_named(struct deciding *d, struct ids *voters);
/** Seals the rule that was adopted with this proposal, if it is one. */
void agreed_seal(struct deciding *d, int64_t proposal);

/** Whether this proposal (NULL: none) is one of this session's that waits for its decision: a new
 * one that names it amends it, where of any other it takes it up again. */
bool proposal_open_here(const struct model *model, const struct proposal *proposal);
/** Whether an amendment can be moved to this proposal as things are, and adds it; refuses if not.
 */
bool amendment_moved(struct deciding *d, const struct proposal *amended);
/** Whether a vote on this can be opened: amendments come first, in order; refuses if not. */
bool amendment_first(struct deciding *d, const struct proposal *proposal);
/** Records what an amendment came to, when its vote is closed with this outcome. */
void amendment_settle(struct deciding *d, const struct poll *poll, enum tally_outcome outcome);
/** The text of the amendment that was adopted is now that of the proposal. */
void amendment_take(struct model *model, const struct proposal *adopted);

/** What was consented to is no longer what it says: who carries it is asked again. */
void bearers_ask_again(struct proposal *proposal);

/** Who carries the decision that is taken up again would carry what is proposed instead, and is
 * asked anew: their words stay where they were said. */
void bearers_go_on(const struct proposal *earlier, struct proposal *again);

/** Whether the decision a new proposal names can be taken up again; refuses if not. */
bool may_take_up(struct deciding *d);
/** What was adopted takes the place of the decision it took up. */
void replace_earlier(struct model *model, const struct proposal *adopted);

/** Whether two roles are of one group of roles; NULL is none. */
bool same_group(const char *one, const char *other);

/** Adds a sentence made for the audience, as an item; the buffer is emptied. */
void audience_say(
	struct audience *audience, enum audience_kind kind, int64_t id, struct buf *sentence);
/** Adds what the session before left to this one. */
void last_audience(const struct model *model, struct audience *audience);
/** Keeps a sentence that was made for the audience with it, and takes it from `sentence`. */
const char *audience_keep(struct audience *audience, struct buf *sentence);
/** Adds a proposal, or the decision it became. */
void audience_add_proposal(
	struct audience *audience, const struct model *model, const struct proposal *proposal);
/** Whether two polls ask about the same options, in whatever order. */
bool polls_ask_alike(const struct poll *poll, const struct poll *other);
/** Fewest ballots that a part of the room is shown with in this stage. */
int64_t parts_least(const struct stage *stage);
/** Whether an earlier secret vote on the same question has parts that were shown. */
bool parts_beside_rounds(const struct model *model, const struct poll *poll);
/** Whether the parts of a poll that is being closed, as they would be shown, stand beside those of
 * an earlier one on the same question so that the difference tells of fewer than `least` people. */
bool parts_told_by_rounds(const struct model *model, const struct poll *poll,
	const struct ids *shown, const struct ids *by_part, int64_t least);

/** Adds the list of ballots of a closed poll, where there is one. */
void audience_add_ballots(
	struct audience *audience, const struct model *model, const struct poll *poll);
/** Adds an action; whoever declined it does not stand beside it. */
void audience_add_action(
	struct audience *audience, const struct model *model, const struct action *action);

/** Refuses when a word is in the glossary already, but as the entry `but`. */
bool word_is_free(struct deciding *deciding, const char *word, int64_t but);
/** Adds the speaking balance by role, where the group wants it shown. */
void audience_add_balance(const struct model *model, moment now, struct audience *audience);
/** Sets the step of the present stage, where it goes in steps. */
void audience_set_phase(const struct model *model, moment now, struct audience *audience);
/** Sets until when the running stage is silent; while it is, the task is to write. */
void audience_set_silence(const struct model *model, moment now, struct audience *audience);
/** Adds the small groups of a stage that works in them, one to a line. */
void audience_add_mixing(const struct model *model, int stage, struct audience *audience);
/** Adds what comes with entering a stage that works in small groups: they are mixed the first time,
 * and whoever came since is put into one. */
void mixing_enter(struct deciding *d, int stage);
/** Appends the small groups of a stage that can vote: those with somebody here. */
void mixing_voters(const struct model *model, int stage, struct ids *voters);
/** Adds where somebody comes to who arrives while the room works in small groups. */
void mixing_receive(struct deciding *d, int64_t id, int role);
/** Adds the words that wait for a meaning. */
void audience_add_words(struct audience *audience, const struct model *model);

/** Adds what is carried over from the session before to a start, after the event that starts the
 * new one; refuses where the one cannot follow the other. */
bool carry_over(struct deciding *deciding, const struct model *earlier);
/** When what an event tells happened, here or in the session it was carried over from. */
moment event_then(const struct event *event);

/** What one activity adds to the audience. */
struct activity_rule {
	void (*audience)(const struct model *model, int stage, struct audience *audience);
};
extern const struct activity_rule activity_rules[ACTIVITY_COUNT];

/* A log may hold what no command would have put there: brought to what the model can bear. */

/** The role when the plan has it, else -1. */
int known_role(const struct model *model, int64_t role);
/** The number of an enum's value when there are that many, else its first, 0. */
int known_value(int64_t value, int count);
/** The stage when the plan has it, else -1. */
int known_stage(const struct model *model, int64_t stage);
/** A length of time in ms: 0 to what can be added to any other and to any moment. */
int64_t known_length(int64_t length);
/** A count of people or things: 0 to what fits many times into an int64_t. */
int64_t known_count(int64_t count);

/** Puts the voter's own words, which the wish may say, behind the other marks of a ballot, and
 * nothing where the poll takes none; refuses words that cannot be. */
bool receipt_mark(struct deciding *d, const struct poll *poll, int16_t *marks);
/** Whether a vote asks what an earlier one asked: in the same stage, or on the proposal however
 * often it was taken up again. */
bool asks_again(const struct model *model, const struct poll *poll, const struct poll *before);
/** Writes the list of ballots with their words into the event that closes a poll, where one may be
 * shown. */
void receipt_list(const struct poll *poll, const struct box *box, struct event *closed);
/** Takes the list from it; leaves none where there cannot be one like that. The heads of the result
 * are there already. */
void receipt_take(struct poll *poll, const struct event *closed);

/** False for a box that is missing (NULL) or, read from a file, another poll's. */
bool box_fits(const struct box *box, const struct poll *poll);
/** Where the placement of a card in a stage is among those of the model, or would have to be put:
 * they are sorted by both. */
size_t placement_index(const struct model *model, int stage, int64_t card);
/** Puts cards of a stage into the order they are shown in: that of typing, unless they are or were
 * hidden. */
void order_cards(const struct model *model, int stage, struct ids *cards);
/** Finds anew which card stands for which, after one has gone or come back. */
void settle_cards(struct model *model);
/** Whether a withdrawn or erased card can stand again as things are; refuses if not. */
bool card_may_return(struct deciding *deciding, const struct card *card);
/** True for a card or theme that stands and has words: nobody can choose what was erased. */
bool can_be_chosen(const struct model *model, int64_t option);
/** True while this thing lies on the ballot of an open poll: it must stay as it is. */
bool on_ballot(const struct model *model, int64_t thing);

/* One file per activity: its decide, apply and audience functions. */
void brief_audience(const struct model *, int, struct audience *);
void people_audience(const struct model *, int, struct audience *);
void collect_audience(const struct model *, int, struct audience *);
void group_audience(const struct model *, int, struct audience *);
void vote_audience(const struct model *, int, struct audience *);
void rate_audience(const struct model *, int, struct audience *);
/** Adds the statements of a closed poll with what each came to. */
void rated_items(const struct model *model, const struct poll *poll, struct audience *audience);
void decide_audience(const struct model *, int, struct audience *);
void talk_audience(const struct model *, int, struct audience *);
void break_audience(const struct model *, int, struct audience *);
void close_audience(const struct model *, int, struct audience *);

#define DECIDES(name) bool decide_##name(struct deciding *)
#define APPLIES(name) void apply_##name(struct model *, const struct event *)
DECIDES(session_started);
DECIDES(session_closed);
DECIDES(step_undone);
DECIDES(step_redone);
DECIDES(words_changed);
DECIDES(words_erased);
DECIDES(thing_withdrawn);
DECIDES(stage_entered);
DECIDES(stage_extended);
DECIDES(stage_skipped);
DECIDES(point_revealed);
DECIDES(paused);
DECIDES(off_record);
DECIDES(word_asked);
DECIDES(action_added);
DECIDES(action_known);
DECIDES(person_added);
DECIDES(person_role);
DECIDES(person_status);
DECIDES(person_interest);
DECIDES(card_added);
DECIDES(cards_revealed);
DECIDES(card_merged);
DECIDES(card_cut);
DECIDES(theme_added);
DECIDES(card_grouped);
DECIDES(poll_opened);
DECIDES(voter_added);
DECIDES(voter_stepped_out);
DECIDES(tellers_named);
DECIDES(ballot_cast);
DECIDES(tick_moved);
DECIDES(hands_counted);
DECIDES(poll_closed);
DECIDES(poll_voided);
DECIDES(proposal_made);
DECIDES(decision_recorded);
DECIDES(decision_corrected);
DECIDES(decision_care);
DECIDES(reason_given);
DECIDES(turn_started);
DECIDES(turn_ended);
DECIDES(hand_raised);
DECIDES(burden_stated);
DECIDES(rule_proposed);
DECIDES(rule_sealed);
DECIDES(proposal_kind);
DECIDES(bearer_answered);
DECIDES(objection_raised);
DECIDES(objection_met);
DECIDES(consent_round);
DECIDES(decision_reviewed);
DECIDES(minority_stated);
DECIDES(advice_given);
DECIDES(balance_shown);
DECIDES(step_of_start);
DECIDES(correction_added);
DECIDES(action_reported);
DECIDES(minutes_approved);
DECIDES(phase_begun);
DECIDES(theme_merged);
DECIDES(stood_in);
DECIDES(groups_mixed);
DECIDES(group_changed);
APPLIES(session_started);
APPLIES(session_closed);
APPLIES(correction_added);
APPLIES(words_changed);
APPLIES(thing_withdrawn);
APPLIES(stage_entered);
APPLIES(stage_extended);
APPLIES(stage_skipped);
APPLIES(point_revealed);
APPLIES(paused);
APPLIES(off_record);
APPLIES(note_added);
APPLIES(thought_parked);
APPLIES(word_asked);
APPLIES(action_added);
APPLIES(action_answered);
APPLIES(action_given);
APPLIES(person_added);
APPLIES(person_role);
APPLIES(person_duty);
APPLIES(person_status);
APPLIES(person_way);
APPLIES(person_naming);
APPLIES(person_interest);
APPLIES(voice_missing);
APPLIES(card_added);
APPLIES(cards_revealed);
APPLIES(card_merged);
APPLIES(card_cut);
APPLIES(round_passed);
APPLIES(theme_added);
APPLIES(card_grouped);
APPLIES(poll_opened);
APPLIES(voter_added);
APPLIES(voter_stepped_out);
APPLIES(tellers_named);
APPLIES(ballot_cast);
APPLIES(hands_counted);
APPLIES(poll_closed);
APPLIES(poll_voided);
APPLIES(proposal_made);
APPLIES(burden_stated);
APPLIES(reason_given);
APPLIES(decision_recorded);
APPLIES(decision_corrected);
APPLIES(decision_care);
APPLIES(turn_started);
APPLIES(turn_ended);
APPLIES(hand_raised);
APPLIES(next_meeting);
APPLIES(rule_proposed);
APPLIES(rule_sealed);
APPLIES(proposal_kind);
APPLIES(bearer_answered);
APPLIES(objection_raised);
APPLIES(objection_met);
APPLIES(consent_round);
APPLIES(decision_reviewed);
APPLIES(minority_stated);
APPLIES(advice_given);
APPLIES(balance_shown);
APPLIES(session_followed);
APPLIES(action_reported);
APPLIES(minutes_approved);
APPLIES(phase_begun);
APPLIES(theme_merged);
APPLIES(stood_in);
APPLIES(groups_mixed);
APPLIES(group_changed);
APPLIES(rated_before);
#undef DECIDES
#undef APPLIES

#endif
