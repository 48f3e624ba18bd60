#ifndef ROUNDTABLE_CORE_DECIDE_H
#define ROUNDTABLE_CORE_DECIDE_H

#include "roundtable/core/model.h"

#include <stdbool.h>

/**
 * A command is an event that somebody wishes: the same kind, body and words. decide() answers with
 * what then happens, or refuses. For polls the wish names the poll alone; the sums are decide's.
 */
struct command {
	enum event_kind kind;
	int64_t by;
	struct body body;   /**< borrowed from the caller */
	struct texts words; /**< borrowed, sanitised */
	/**
	 * It comes from a person's own device: it is nobody's to take back at the console. A secret
	 * ballot lies under `tracker` (TRACKER_BYTES, borrowed), which the device keeps: the same
	 * one with other marks changes it where the poll allows.
	 */
	bool own;
	const unsigned char *tracker;
	/** Of a card that a device puts into a theme: the one it was seen in; 0: in none. A device
	 * that gives a theme another name says with a second word which name it has read. */
	int64_t seen;
	/** Of a start: the session that is carried on, borrowed; NULL: none. */
	const struct model *earlier;
};

enum box_operation { BOX_NONE, BOX_PUT, BOX_EMPTY };

/** What a command does: events in order, and at most one thing with a ballot box. */
struct change {
	struct events events; /**< seq, at and step filled in */
	bool own;             /**< it came from a person's own device */
	enum box_operation operation;
	struct box box; /**< BOX_PUT: the whole new box; BOX_EMPTY: only box.poll counts */
};

/** Why a command is refused: X(ID, "sentence"). Sentences with %s take the refusal's text, with
 * %lld its number. */
#define REFUSALS(X)                                                                                \
	X(NONE, "")                                                                                \
	X(NOT_STARTED, "The session has not started.")                                             \
	X(CLOSED, "The session is closed. Corrections can still be added.")                        \
	X(REHEARSAL, "This is a rehearsal with simulated people; it cannot be continued as a "     \
		     "real session.")                                                              \
	X(OFF_RECORD, "Off the record: nothing is typed now. Go back on the record first.")        \
	X(EMPTY, "There is nothing to take yet. Type some words first.")                           \
	X(NO_STAGE, "There is no such stage.")                                                     \
	X(NO_THING, "That is not there any more.")                                                 \
	X(NO_PERSON, "There is nobody of that name on the roster.")                                \
	X(NO_ROLE, "There is no such role in this programme.")                                     \
	X(NAME_TAKEN, "Somebody of that name is on the roster already. Add a letter to tell them " \
		      "apart.")                                                                    \
	X(WORD_KNOWN, "This word is in the glossary already.")                                     \
	X(SAME, "That is so already.")                                                             \
	X(NOTHING_TO_UNDO, "There is nothing to take back.")                                       \
	X(NOT_UNDOABLE, "This cannot be taken back. Correct it with a new entry and a reason.")    \
	X(RECORD_STAYS, "Being on or off the record is not taken back. Switch it instead.")        \
	X(NOTHING_TO_REDO, "There is nothing to bring back.")                                      \
	X(NOT_HERE, "That does not belong to this stage.")                                         \
	X(TOO_MANY, "There is no room for more: at most %lld.")                                    \
	X(HIDDEN, "The cards are still hidden. Reveal them first.")                                \
	X(UNDECIDED, "This vote decided nothing: not everybody answered, or too few. Test again, " \
		     "or defer it.")                                                               \
	X(MERGE_SELF, "A card cannot be merged with itself.")                                      \
	X(POLL_OPEN, "A vote on this is open. Close or void it first.")                            \
	X(POLL_NOT_OPEN, "This vote is not open.")                                                 \
	X(FEW_VOTERS, "A secret vote needs at least 3 people who can vote; here: %lld. Vote by "   \
		      "show of hands, or add people.")                                             \
	X(FEW_OPTIONS, "A vote needs at least 2 options; there are %lld.")                         \
	X(WALL_SHAPE, "The room sees this screen: only one-choice ballots stay secret on it. Use " \
		      "paper, or turn it away.")                                                   \
	X(NOT_ELIGIBLE, "This person cannot vote here.")                                           \
	X(HAS_VOTED, "This person has voted already.")                                             \
	X(BOX_FULL,                                                                                \
		"There are as many ballots as people who can vote. Another one cannot be right.")  \
	X(BAD_BALLOT, "The ballot does not follow the rule of this vote.")                         \
	X(BALLOTS_CAST, "Ballots have been cast; the vote cannot be changed now. Void it with a "  \
			"reason and run it again.")                                                \
	X(FEW_BALLOTS, "Ballots so far: %lld. Fewer than 3 would give people away. Keep it open, " \
		       "or void it.")                                                              \
	X(FEW_OF_ROLE, "Each role counts apart here; a role with fewer than 3 votes would be "     \
		       "seen through. Vote openly.")                                               \
	X(SLIP_ROLE, "Each role counts apart here: say from which role the slip is.")              \
	X(NO_COST, "This rule needs a budget in the programme.")                                   \
	X(LATE_UNANSWERED, "Somebody came after the vote was opened: ask the room, in or not in "  \
			   "this one, before closing.")                                            \
	X(LEFT_UNANSWERED, "Somebody left while the vote was open: ask the room, still counted "   \
			   "or not, before closing.")                                              \
	X(HANDS_SUM, "That makes %lld hands, and fewer people can vote here. Count again.")        \
	X(SECRET_POLL, "This vote is secret; it takes no hands and no names.")                     \
	X(OPEN_POLL, "This is an open vote.")                                                      \
	X(SAME_ROLE, "Two tellers should speak from different roles.")                             \
	X(DECIDED, "This was decided already. Correct it with a reason, or make a new proposal.")  \
	X(NOT_TESTED, "Test the proposal first, or defer it.")                                     \
	X(OUTCOME_DIFFERS,                                                                         \
		"The vote says otherwise; it can be recorded as the vote says, or deferred.")      \
	X(POLLS_OPEN, "A vote is still open. Close or void it before the session is closed.")      \
	X(RULE_WORDS, "The words of a rule say what it does. Withdraw it and propose another.")    \
	X(NO_VOTE, "By the rule which the group sealed, no vote decides this. Record what was "    \
		   "decided.")                                                                     \
	X(ELSEWHERE, "The group has said that this is not decided here. It can be deferred, with " \
		     "what happens next.")                                                         \
	X(OTHER_RULE, "The group has sealed a rule for this, and the test was by another one. "    \
		      "Test it by the sealed rule.")                                               \
	X(BEARER, "Who would carry it has not consented. It can be deferred, or not adopted.")     \
	X(NOBODY_HERE, "Nobody of them is here, and nobody else can say yes for them: it waits. "  \
		       "Defer it, and ask them.")                                                  \
	X(NOT_THEIRS, "This person is none of those who would carry it.")                          \
	X(OBJECTION, "An objection stands. Hear it, and integrate it or test again; or defer.")    \
	X(NO_KIND, "There is no such kind of decision.")                                           \
	X(NO_INTEREST, "This person has declared no interest. Say why in their words, or leave "   \
		       "it unsaid.")                                                               \
	X(NOT_DECIDED, "Nothing is decided on this yet. A minority states what it thinks of a "    \
		       "decision.")                                                                \
	X(COPY_OPEN, "A secret vote is open; a copy of the file would hold ballots. Close the "    \
		     "vote first.")                                                                \
	X(NO_NUMBER, "Here only a number is taken, such as 3, 2.5 or 1 200.")                      \
	X(REAL, "That session was held by real people. A rehearsal can follow a rehearsal only.")  \
	X(NO_LAST, "This session follows no other one.")                                           \
	X(ROUNDS_OVER, "The rounds are over, by the rule that was set before the first one.")      \
	X(NOT_ALLOWED, "The programme does not let anybody vote for somebody absent here.")        \
	X(NOT_ABSENT, "This person is here, and votes for themselves.")                            \
	X(STANDS_IN, "This person votes for somebody absent already; nobody casts more than two "  \
		     "ballots.")                                                                   \
	X(FEW_HANDS, "Ballots so far: %lld, some for others. That is too few people. "             \
		     "Keep it open, or void it.")                                                  \
	X(NO_AMENDMENT, "Amendments are voted on where a majority decides. Reword this instead.")  \
	X(AMENDMENT, "An amendment comes before this. Vote on it first, or withdraw it.")          \
	X(AMENDED, "The text has changed since this amendment was moved. Fit it to the new text, " \
		   "or withdraw it.")                                                              \
	X(NO_ADVICE, "Advice is written down where one person decides, after hearing it.")         \
	X(UNASKED, "Somebody who is to be asked has not been. Write down their advice, or why "    \
		   "they were not asked.")                                                         \
	X(NO_REASON, "One person decides this: say why, and which advice was not followed.")       \
	X(PUT_OFF, "This was put off, not decided. It can be taken up in a stage that decides: j " \
		   "there lists it.")                                                              \
	X(RECEIPT, "Type two words of letters or digits, 24 at most with the space; or none.")     \
	X(NO_RECEIPTS, "This vote takes no words with a ballot.")                                  \
	X(FEW_MIXED, "Small groups need at least %lld people who are here.")                       \
	X(NOT_MIXED, "Small groups vote here, and nobody is in one yet. The programme deals them " \
		     "in an earlier stage.")                                                       \
	X(GROUPS_OPEN, "Small groups vote openly here: each gives one ballot.")                    \
	X(NO_PRICE, "Number %lld has no price in whole numbers. Fill it in, or write it at the "   \
		    "end: Benches: 1200.")                                                         \
	X(ROLE_UNCLEAR, "That is not one role of this programme. Write more of it, or leave it "   \
			"empty.")                                                                  \
	X(THEME_GONE, "This theme is not there any more; it may be part of another one now. "      \
		      "Choose again.")                                                             \
	X(THEME_KNOWN, "There is a theme of this name already.")                                   \
	X(MOVED, "Somebody else has moved this card meanwhile. Look where it is now, and move it " \
		 "if you still want to.")                                                          \
	X(RENAMED, "Somebody else has changed this name meanwhile. Look at it, and change it if "  \
		   "you still want to.")                                                           \
	X(NO_DATE, "That is no date. Type fri, +2w, 27.11. or 2026-11-27, or leave it empty.")

enum refusal_code {
#define X(id, sentence) REFUSED_##id,
	REFUSALS(X)
#undef X
		REFUSAL_CODES,
};

struct refusal {
	enum refusal_code code;
	int64_t number;
	int64_t thing;
};

/** The sentence of a refusal, for the edges to translate and fill in. */
const char *refusal_sentence(enum refusal_code code);

/**
 * What a command does to the session as it stands. Pure: touches nothing, reads no clock; random
 * bytes are used for ballots' trackers and nothing else.
 *
 * True: `change` (zeroed by the caller) holds what happens. False: `refusal` says why not, and
 * `change` is empty.
 */
bool decide(const struct model *model, const struct command *command, moment now,
	struct random random, struct change *change, struct refusal *refusal);

/** Applies a change to the model: events moved in, box put or emptied. */
void model_change(struct model *model, struct change *change);
void change_finish(struct change *change);

/** The step that undo would take back, 0 when there is none or it cannot be (`not_undoable` says
 * which). */
int64_t model_undoable(const struct model *model, bool *not_undoable);

#endif
