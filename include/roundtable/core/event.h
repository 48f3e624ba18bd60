#ifndef ROUNDTABLE_CORE_EVENT_H
#define ROUNDTABLE_CORE_EVENT_H

#include "roundtable/base/array.h"
#include "roundtable/base/clock.h"
#include "roundtable/core/plan.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/**
 * What happened, in the order in which it happened: the only truth of a session.
 *
 * The id of a person, card, theme, poll, proposal, action ... is the seq of the event that created
 * it. What people said stands in `words`, which can be erased; all else stands in `body`, which
 * cannot.
 */

/** The last moment an event may have happened at, the end of the year 9999; the first is 0, the
 * start of 1970. */
#define EVENT_AT_LAST INT64_C(253402300799999)

/** `by`: who did or said it, when it was not a person of the roster. */
enum { BY_FACILITATOR = 0, BY_NOBODY = -1 };

/**
 * Every kind of event: X(ID, "name", "fields of the body", "meaning of each word").
 * Fields are those of struct body; the codec writes these and no others.
 */
#define EVENTS(X)                                                                                  \
	X(SESSION_STARTED, "session_started",                                                      \
		"id format language offset rehearsal programme plan", "")                          \
	X(SESSION_CLOSED, "session_closed", "date", "")                                            \
	X(CORRECTION_ADDED, "correction_added", "thing", "correction")                             \
	X(STEP_UNDONE, "step_undone", "thing", "")                                                 \
	X(STEP_REDONE, "step_redone", "thing", "")                                                 \
	X(WORDS_CHANGED, "words_changed", "thing part", "new words")                               \
	X(WORDS_ERASED, "words_erased", "thing things", "")                                        \
	X(THING_WITHDRAWN, "thing_withdrawn", "thing yes", "")                                     \
	X(STAGE_ENTERED, "stage_entered", "stage", "")                                             \
	X(STAGE_EXTENDED, "stage_extended", "stage number", "")                                    \
	X(STAGE_SKIPPED, "stage_skipped", "stage yes", "")                                         \
	X(POINT_REVEALED, "point_revealed", "stage number", "")                                    \
	X(PAUSED, "paused", "yes", "")                                                             \
	X(OFF_RECORD, "off_record", "yes", "")                                                     \
	X(NOTE_ADDED, "note_added", "stage", "note")                                               \
	X(THOUGHT_PARKED, "thought_parked", "stage", "thought")                                    \
	X(WORD_ASKED, "word_asked", "stage device", "word, what it means")                         \
	X(ACTION_ADDED, "action_added", "stage thing person date", "what, who")                    \
	X(ACTION_ANSWERED, "action_answered", "thing accepted paid", "")                           \
	X(ACTION_GIVEN, "action_given", "thing person date", "who")                                \
	X(PERSON_ADDED, "person_added", "role duty votes status", "name, own words for the role")  \
	X(PERSON_ROLE, "person_role", "person role", "own words for the role")                     \
	X(PERSON_DUTY, "person_duty", "person duty votes", "")                                     \
	X(PERSON_STATUS, "person_status", "person status", "")                                     \
	X(PERSON_WAY, "person_way", "person way", "")                                              \
	X(PERSON_NAMING, "person_naming", "person naming", "")                                     \
	X(PERSON_INTEREST, "person_interest", "person", "interest")                                \
	X(VOICE_MISSING, "voice_missing", "stage", "who")                                          \
	X(CARD_ADDED, "card_added", "stage item person role device", "one per column")             \
	X(CARDS_REVEALED, "cards_revealed", "stage", "")                                           \
	X(CARD_MERGED, "card_merged", "thing into", "")                                            \
	X(CARD_CUT, "card_cut", "stage thing yes", "why")                                          \
	X(ROUND_PASSED, "round_passed", "stage person", "")                                        \
	X(THEME_ADDED, "theme_added", "stage", "name")                                             \
	X(CARD_GROUPED, "card_grouped", "stage thing into", "")                                    \
	X(POLL_OPENED, "poll_opened",                                                              \
		"stage thing method secret way options eligible dots scale threshold at_least "    \
		"base quorum changes seats ranks bar budget costs completion seed lot agreed "     \
		"unsure parts chosen receipts mixing",                                             \
		"")                                                                                \
	X(VOTER_ADDED, "voter_added", "poll person yes", "")                                       \
	X(VOTER_STEPPED_OUT, "voter_stepped_out", "poll person yes thing", "why")                  \
	X(TELLERS_NAMED, "tellers_named", "poll person into", "")                                  \
	X(BALLOT_CAST, "ballot_cast", "poll person marks role device", "")                         \
	X(TICK_MOVED, "tick_moved", "poll person into", "")                                        \
	X(HANDS_COUNTED, "hands_counted", "poll marks blank", "")                                  \
	X(POLL_CLOSED, "poll_closed",                                                              \
		"poll could_vote stepped_out cast blank spoilt totals givers ballots outcome "     \
		"pairs spread steps ranks counted parts by_part withheld",                         \
		"words of each listed ballot")                                                     \
	X(POLL_VOIDED, "poll_voided", "poll", "why")                                               \
	X(PROPOSAL_MADE, "proposal_made", "stage thing into person yes", "text")                   \
	X(BURDEN_STATED, "burden_stated", "thing paid person role",                                \
		"who carries the work, how much, paid by")                                         \
	X(REASON_GIVEN, "reason_given", "poll", "why against, or what would meet it")              \
	X(DECISION_RECORDED, "decision_recorded", "thing poll verdict date agreed",                \
		"what happens next, why and against which advice")                                 \
	X(DECISION_CORRECTED, "decision_corrected", "thing part poll verdict date",                \
		"new words, what happens next, why")                                               \
	X(DECISION_CARE, "decision_care", "thing person into date",                                \
		"who does it, who answers for it, who is asked, who is told")                      \
	X(TURN_STARTED, "turn_started", "stage person", "")                                        \
	X(TURN_ENDED, "turn_ended", "stage", "")                                                   \
	X(HAND_RAISED, "hand_raised", "stage person yes device", "")                               \
	X(NEXT_MEETING, "next_meeting", "date", "when and where")                                  \
	X(RULE_PROPOSED, "rule_proposed",                                                          \
		"stage about number person method threshold at_least base quorum bar",             \
		"text, kind of decision, who decides, who is bound, who may object, "              \
		"what happens when it fails, who does it, who answers for it, who is asked, "      \
		"who is told")                                                                     \
	X(RULE_SEALED, "rule_sealed", "thing", "")                                                 \
	X(PROPOSAL_KIND, "proposal_kind", "thing about", "")                                       \
	X(BEARER_ANSWERED, "bearer_answered", "thing into person accepted yes",                    \
		"why, or on what condition")                                                       \
	X(OBJECTION_RAISED, "objection_raised", "thing number person",                             \
		"ground, what would meet it")                                                      \
	X(OBJECTION_MET, "objection_met", "thing yes", "how")                                      \
	X(CONSENT_ROUND, "consent_round", "thing number", "")                                      \
	X(DECISION_REVIEWED, "decision_reviewed", "thing date", "what was found")                  \
	X(BALANCE_SHOWN, "balance_shown", "yes", "")                                               \
	X(SESSION_FOLLOWED, "session_followed", "id title date", "")                               \
	X(ACTION_REPORTED, "action_reported", "thing number", "what came of it")                   \
	X(MINUTES_APPROVED, "minutes_approved", "thing", "")                                       \
	X(PHASE_BEGUN, "phase_begun", "stage number", "")                                          \
	X(THEME_MERGED, "theme_merged", "thing into", "")                                          \
	X(STOOD_IN, "stood_in", "poll person into", "")                                            \
	X(MINORITY_STATED, "minority_stated", "thing person", "statement")                         \
	X(ADVICE_GIVEN, "advice_given", "thing person yes",                                        \
		"who, what they advise or why they were not asked")                                \
	X(GROUPS_MIXED, "groups_mixed", "stage number people groups", "")                          \
	X(GROUP_CHANGED, "group_changed", "stage thing person number", "")                         \
	X(RATED_BEFORE, "rated_before", "steps unsure cast blank spoilt spread",                   \
		"title of the stage, its name, each answer, each statement")

enum event_kind {
#define X(id, name, fields, words) EVENT_##id,
	EVENTS(X)
#undef X
		EVENT_KINDS,
};

/**
 * What an event of any kind may have besides the fields of its kind, where it was carried over from
 * an earlier session when this one was begun: the log of the new session says everything itself,
 * and these say where it comes from.
 */
#define CARRIED_FIELDS "origin there then"

/**
 * Every field an event body may have: X(member, TYPE). INT is an int64_t member, IDS a struct ids,
 * TEXT an owned string the machine wrote (never what people said), PLAN an owned plan. Ints that
 * are enums are written by their number.
 */
#define FIELDS(X) COMMON_FIELDS(X) RARE_FIELDS(X)

/** What any event may have, numbers only, as short as they can be: a long session keeps them ten
 * thousand times. */
#define COMMON_FIELDS(X)                                                                           \
	X(thing, INT)  /* id of what it is about; of a step for undo */                            \
	X(into, INT)   /* id of a second thing or person */                                        \
	X(person, INT) /* id; 0: none */                                                           \
	X(number, INT)                                                                             \
	X(poll, INT)                                                                               \
	X(stage, SMALL)    /* index in the plan, from 0; -1: none */                               \
	X(part, SMALL)     /* which of the thing's words */                                        \
	X(role, SMALL)     /* index in the plan's roles; -1: none */                               \
	X(item, SMALL)     /* index in the stage's numbered list; -1: none */                      \
	X(date, SMALL)     /* day as yyyymmdd; 0: none */                                          \
	X(yes, SMALL)      /* 1 begins, sets, takes in; 0 ends, clears, leaves out */              \
	X(duty, SMALL)     /* enum duty */                                                         \
	X(votes, SMALL)    /* 1: has a vote */                                                     \
	X(status, SMALL)   /* enum status */                                                       \
	X(way, SMALL)      /* enum way */                                                          \
	X(naming, SMALL)   /* enum naming */                                                       \
	X(accepted, SMALL) /* enum answer */                                                       \
	X(paid, SMALL)     /* enum paid */                                                         \
	X(verdict, SMALL)  /* enum decision_verdict */                                             \
	X(device, SMALL)   /* 1: it came from the device of a person who is known to have said it */

/** What only the start, erasures, and the opening, ballots and closing of polls have. */
#define RARE_FIELDS(X)                                                                             \
	X(id, TEXT)    /* session id: 32 hex digits */                                             \
	X(format, INT) /* version of the event format */                                           \
	X(language, TEXT)                                                                          \
	X(offset, INT)     /* minutes east of UTC */                                               \
	X(rehearsal, INT)  /* 1: simulated people */                                               \
	X(programme, TEXT) /* the programme file as it was */                                      \
	X(plan, PLAN)                                                                              \
	X(things, IDS) /* seqs of the events whose words are erased */                             \
	X(method, INT) /* enum tally_method_id */                                                  \
	X(secret, INT)                                                                             \
	X(options, IDS)  /* > 0: id of a card or theme; < 0: -1 - index in the numbered list */    \
	X(eligible, IDS) /* persons; < 0: -1 - number of a small group, from 0 */                  \
	X(dots, INT)                                                                               \
	X(scale, INT)                                                                              \
	X(threshold, INT) /* numerator × 1000 + denominator */                                    \
	X(at_least, INT)                                                                           \
	X(base, INT) /* enum tally_base */                                                         \
	X(quorum, INT)                                                                             \
	X(changes, INT) /* 1: a ballot from an own device may be changed until closing */          \
	X(marks, IDS)   /* a ballot's mark per option, none: blank; for hands: counts */           \
	X(could_vote, INT)                                                                         \
	X(stepped_out, INT)                                                                        \
	X(cast, INT)                                                                               \
	X(blank, INT)                                                                              \
	X(spoilt, INT)                                                                             \
	X(totals, IDS)                                                                             \
	X(givers, IDS)                                                                             \
	X(ballots, IDS)    /* published ballots, flat, sorted; none: not published */              \
	X(outcome, INT)    /* enum tally_outcome */                                                \
	X(seats, INT)      /* how many are elected; 0: one */                                      \
	X(ranks, INT)      /* how many options a ballot ranks; 0: not said */                      \
	X(bar, INT)        /* the answer agreed to be good enough; 0: none */                      \
	X(budget, INT)     /* whole units of money to spend */                                     \
	X(costs, IDS)      /* whole units of money per option */                                   \
	X(completion, INT) /* enum tally_completion */                                             \
	X(seed, TEXT)      /* breaks ties by lot; none: they are reported */                       \
	X(lot, IDS)        /* options in the order of the lot, drawn at the opening */             \
	X(pairs, IDS)      /* options × options: ballots with the first above the second */       \
	X(spread, IDS)     /* options × steps: how many ballots gave that mark */                 \
	X(steps, INT)      /* grades there are */                                                  \
	X(counted, IDS)    /* result of a rule that counts ballots in stages; see counted.h */     \
	X(about, INT)      /* kind of decision: see agreement.h */                                 \
	X(agreed, INT)     /* the sealed rule it is taken by; 0: none */                           \
	X(unsure, INT)     /* 1: the last grade is "don't know" */                                 \
	X(parts, IDS)      /* part of the room per role, "not said" last, -1: none; see parts.h */ \
	X(by_part, IDS)    /* per part: ballots, then options × steps, or totals */               \
	X(title, TEXT)     /* of an earlier session's programme */                                 \
	X(origin, INT)     /* id, here, of the session it first was in; 0: it is of this one */    \
	X(there, INT)      /* its seq in that session's log */                                     \
	X(then, INT)       /* when it happened there */                                            \
	X(chosen, INT)     /* 1: who can vote was named at the opening, one by one */              \
	X(receipts, INT)   /* 1: a ballot may have two words of the voter's own; see receipt.h */  \
	X(withheld, INT)   /* 1: parts are not shown for what they tell beside an earlier vote */  \
	X(people, IDS)     /* persons, in the order of a lot */                                    \
	X(groups, IDS)     /* the small group of each, from 1; see mixing.h */                     \
	X(mixing, INT)     /* small groups that vote, each with one ballot; 0: people do */

#define FIELD_INT int64_t
#define FIELD_SMALL int32_t
#define FIELD_IDS struct ids
#define FIELD_TEXT char *
#define FIELD_PLAN struct plan *
#define X(member, type) FIELD_##type member;
struct rare {
	RARE_FIELDS(X)
};
struct body {
	COMMON_FIELDS(X)
	struct rare *rare; /**< owned; NULL: all of them at their default, see body_rare() */
};
#undef X
#undef FIELD_INT
#undef FIELD_SMALL
#undef FIELD_IDS
#undef FIELD_TEXT
#undef FIELD_PLAN

/** Rare fields in the initialiser of a body that lives no longer than the block:
 * {.poll = 7, RARE(.blank = 1)}. Such a body is never finished. */
#define RARE(...)                                                                                  \
	.rare = &(struct rare)                                                                     \
	{                                                                                          \
		__VA_ARGS__                                                                        \
	}

enum duty {
	DUTY_NONE,
	DUTY_FACILITATOR,
	DUTY_SCRIBE,
	DUTY_OBSERVER,
	DUTY_INTERPRETER,
	DUTY_SUPPORTER,
	DUTIES
};
enum status { STATUS_EXPECTED, STATUS_HERE, STATUS_LATE, STATUS_ABSENT, STATUS_LEFT, STATUSES };
/** How a person votes best. Private. */
enum way { WAY_NOT_ASKED, WAY_KEYBOARD, WAY_PAPER, WAY_LARGE_PRINT, WAY_HELPER, WAYS };
/** Permission to be named in the minutes: role only until asked. */
enum naming { NAMING_NOT_ASKED, NAMING_NAME, NAMING_ROLE, NAMING_NOT, NAMINGS };
enum answer { ANSWER_NOT_ASKED, ANSWER_ACCEPTED, ANSWER_DECLINED, ANSWERS };
enum paid { PAID_NOT_ASKED, PAID_YES, PAID_NOBODY, PAID_NOT_KNOWN, PAIDS };
/** Which words a correction of a decision changed, in `part`: it says them even when they are
 * erased.
 */
enum { MENDED_TEXT = 1, MENDED_NEXT = 2 };
/** What came of an action, in `number`. */
enum action_state { ACTION_IS_OPEN, ACTION_IS_DONE, ACTION_IS_DROPPED, ACTION_STATES };
enum decision_verdict { DECISION_ADOPTED, DECISION_NOT_ADOPTED, DECISION_DEFERRED, DECISIONS };

struct event {
	int64_t seq;
	moment at;
	int64_t step; /**< seq of the first event of its command */
	int64_t by;   /**< person, BY_FACILITATOR or BY_NOBODY (authors not stored) */
	enum event_kind kind;
	bool erased; /**< there were words; they are gone */
	struct body body;
	struct texts words; /**< items may be NULL never; empty list: none */
};

/** SMALL: a number of 32 bits. */
enum field_type {
	FIELD_TYPE_INT,
	FIELD_TYPE_SMALL,
	FIELD_TYPE_IDS,
	FIELD_TYPE_TEXT,
	FIELD_TYPE_PLAN
};

/** One field of the body: its JSON name, type and place. */
struct field_info {
	const char *name;
	enum field_type type;
	bool rare;     /**< in struct rare, else in struct body */
	size_t offset; /**< there */
};

/** The name of a kind, as stored. */
const char *event_name(enum event_kind kind);
/** Finds a kind by name; false when there is none. */
bool event_find(const char *name, enum event_kind *kind);
/** The names of a kind's fields, parted by spaces. */
const char *event_fields(enum event_kind kind);
/** What its words mean, parted by ", "; "" when it has none. */
const char *event_words(enum event_kind kind);
/** Finds a field by name (`length` bytes), or NULL. */
const struct field_info *field_find(const char *name, size_t length);
/** Where a field of this body lies: an int64_t, an int32_t, a struct ids, a char * or a struct plan
 * *. */
const void *body_place(const struct body *body, const struct field_info *field);
/** The same, to be written: a rare one gets its place with body_rare_make(). */
void *body_place_make(struct body *body, const struct field_info *field);
/** The number in a field, INT or SMALL. */
int64_t body_number(const struct body *body, const struct field_info *field);
/** Sets it; false, and nothing done, where it does not fit. */
bool body_set_number(struct body *body, const struct field_info *field, int64_t number);

/** Deep copy; what `to` held must have been finished. */
void event_copy(struct event *to, const struct event *from);
/** Frees what the event owns and zeroes it. Takes NULL. */
void event_finish(struct event *event);
/** What a body has of the rare fields: never NULL, all zero when it has none. */
const struct rare *body_rare(const struct body *body);
/** The same, to be written: the body owns it, and gets a zeroed one when it has none. */
struct rare *body_rare_make(struct body *body);
/** Frees what a body owns and zeroes it. */
void body_finish(struct body *body);
/** Word `index` of an event: NULL when erased, "" when it has none there. */
const char *event_word(const struct event *event, size_t index);

#endif
