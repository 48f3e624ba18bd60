#ifndef ROUNDTABLE_SRC_HOST_WORDING_H
#define ROUNDTABLE_SRC_HOST_WORDING_H

#include <stddef.h>

/**
 * The words of the page for people's own devices. gettext has one language a process; here each
 * visitor has their own, so every language is a table. The English one is made from this list; a
 * test proves that no other lacks a string or takes other arguments.
 *
 * Whole sentences: X(ID, "English").
 */
/* clang-format off: one a line, whatever the lengths */
#define STRINGS(X)                                                                                 \
	X(NOTHING, "")                                                                             \
	/* coming in */                                                                            \
	X(WELCOME, "Take part from here")                                                          \
	X(CODE_ASKS, "Type the code that everybody sees in the room.")                             \
	X(CODE, "Code")                                                                            \
	X(GO_ON, "Go on")                                                                          \
	X(WHO, "Who are you?")                                                                     \
	X(WHO_LISTED, "I am on the list")                                                          \
	X(PLACE_IS_ME, "This is me")                                                               \
	X(PLACE_TAKEN, "%s (another device speaks for this person)")                               \
	X(WHO_NEW, "I am not on the list")                                                         \
	X(NAME, "Your name")                                                                       \
	X(ROLE, "The position you speak from")                                                     \
	X(JOIN, "Join")                                                                            \
	X(WHO_NAMELESS, "I do not want to give a name")                                            \
	X(JOIN_NAMELESS, "Join without a name")                                                    \
	X(WAITING, "One moment, please")                                                           \
	X(WAITING_FOR, "You asked to come in as %s. The facilitator will let you in.")             \
	X(WAITING_NAMELESS,                                                                        \
		"You asked to come in without a name. The facilitator will let you in.")           \
	X(GO_BACK, "Go back")                                                                      \
	X(OUT, "This device does not take part any more")                                          \
	X(OUT_WHY, "Another device took your place, or the facilitator ended it. You can ask to "  \
		   "come in again.")                                                               \
	/* what everybody sees */                                                                  \
	X(STAGE_OF, "Stage %d of %d")                                                              \
	X(MIN_LEFT, "%d min left")                                                                 \
	X(MIN_OVER, "%d min over")                                                                 \
	X(TIME_UP, "Time is up")                                                                   \
	X(REHEARSAL, "Rehearsal: simulated people")                                                \
	X(STAGES, "%d stages, about %d minutes. It begins in a moment.")                           \
	X(PAUSED, "Paused: the clock stands still.")                                               \
	X(OFF_RECORD, "Off the record")                                                            \
	X(OFF_RECORD_WHY, "Nothing is written down now. The minutes will only say how long.")      \
	X(CLOSED, "The workshop is closed. Thank you.")                                            \
	X(BLANK, "The picture is covered for a moment")                                            \
	X(BLANK_WHY, "Look at the people in the room. This page comes back by itself.")            \
	X(SILENCE_OVER, "The silence is over. Who reads first?")                                   \
	X(PHASE, "Step %d of %d: %s")                                                              \
	X(SMALL_GROUP, "You are in small group %d.")                                               \
	X(PHASE_OVER, "♪ The bell: the time of this step is up.")                                  \
	X(BREAK_OVER, "The break is over. Welcome back.")                                          \
	X(BREAK_UNTIL, "We go on at %s.")                                                          \
	X(SPEAKING, "Speaking: %s")                                                                \
	X(TURN_OF, "It is the turn of %s.")                                                        \
	X(TURN_YOURS, "It is your turn.")                                                          \
	X(ERASED, "(erased)")                                                                      \
	/* what to do, in the words of somebody with a device */                                   \
	X(DO_LISTEN, "Listen, and ask at once if something is not clear.")                         \
	X(DO_SAY_WHO, "Say your name and the position you speak from.")                            \
	X(DO_WRITE, "Write in silence, everybody for themselves: here or on paper.")               \
	X(DO_SAY, "Say what you wrote, or send it from here.")                                     \
	X(DO_SAY_ROUND, "One after another around the table. You may pass.")                       \
	X(DO_HAND_IN, "Send your cards. They stay hidden until all are in.")                       \
	X(DO_TICK, "Say aloud which of these you bring.")                                          \
	X(DO_SHORTEN, "Say what is alike and what can wait.")                                      \
	X(DO_GROUP, "Put cards that belong together into one theme: here, or say it aloud.")       \
	X(DO_WAIT_VOTE, "Look at the options. The vote opens in a moment.")                        \
	X(DO_VOTE, "Vote here, on a slip, or at the keyboard.")                                    \
	X(DO_SHOW_HANDS, "Answer here, or when you are asked, aloud or by hand.")                  \
	X(DO_PROPOSE, "What exactly is proposed? Say it in one sentence.")                         \
	X(DO_PRESENT, "Listen to the whole proposal first.")                                       \
	X(DO_CLARIFY, "Ask only what you need to understand it. No opinions yet.")                 \
	X(DO_REACT, "One after another, one sentence: what do you think of it?")                   \
	X(DO_AMEND, "What small change would make it better?")                                     \
	X(DO_OBJECTIONS, "One objection after another: what is the harm, and what would meet it?") \
	X(DO_TEST, "Say by ballot whether you can go along with this.")                            \
	X(DO_TALK, "Talk. Let those who have not spoken come in.")                                 \
	X(DO_REST, "Have a break.")                                                                \
	X(DO_FILL, "Say what belongs into the cells that are still empty.")                        \
	X(DO_CHECK, "Is this what we decided? Say so if it is not.")                               \
	/* what happens to the answer */                                                           \
	X(FATE_NAMED, "Kept with your name in this session.")                                      \
	X(FATE_ROSTER, "Kept on the roster; in the minutes as you wish to appear.")                \
	X(FATE_ROLE, "Kept with your role, without your name.")                                    \
	X(FATE_COUNTED, "Kept without your name; your role only in sums.")                         \
	X(FATE_NOBODY, "Kept without anybody's name or role.")                                     \
	X(FATE_SECRET, "Secret: once cast, nobody can find your ballot.")                          \
	X(FATE_OPEN, "Open: the room sees how you vote.")                                          \
	/* how many */                                                                             \
	X(COUNT_PEOPLE, "%lld here, of %lld on the roster")                                        \
	X(COUNT_CARDS, "Cards: %lld")                                                              \
	X(COUNT_CARDS_OF, "Cards: %lld; at most %lld go forward")                                  \
	X(COUNT_GROUPED, "%lld of %lld cards are in a theme")                                      \
	X(COUNT_TICKS, "Ticks: %lld")                                                              \
	X(COUNT_BALLOTS, "%lld of %lld have voted")                                                \
	X(COUNT_POINTS, "%lld of %lld points")                                                     \
	X(BY_ROLE, "By role")                                                                      \
	/* items */                                                                                \
	X(HERE, "here")                                                                            \
	X(EXPECTED, "expected")                                                                    \
	X(LATE, "here, came later")                                                                \
	X(ABSENT, "absent")                                                                        \
	X(HAS_LEFT, "has left")                                                                    \
	X(NO_VOTE, "no vote")                                                                      \
	X(ROLE_UNSAID, "role not said")                                                            \
	X(MISSING, "Missing from the table: %s")                                                   \
	X(SAID_BY, "said by")                                                                      \
	X(IN_ALL, "in all")                                                                        \
	X(SHARE, "share")                                                                          \
	X(SIDE_NOTHING, "! nothing")                                                               \
	X(LEFT_OUT, "left out")                                                                    \
	X(LEFT_OUT_WHY, "left out: %s")                                                            \
	X(NOBODY_YET, "nobody yet")                                                                \
	X(NO_THEME, "In no theme yet")                                                             \
	X(REASON, "Reason against: %s")                                                            \
	X(PARKED, "Parked: %s")                                                                    \
	X(WORD_WAITS, "nobody has said yet what it means here")                                    \
	X(WORDS_WAIT, "To explain: %s")                                                            \
	X(UNDECIDED, "not decided")                                                                \
	X(ADOPTED, "adopted")                                                                      \
	X(NOT_ADOPTED, "not adopted")                                                              \
	X(DEFERRED, "taken back, not decided yet")                                                 \
	X(DONE_BY, "Done by %s")                                                                   \
	X(ANSWERED_BY, "Answered for by %s")                                                       \
	X(ANSWERED_NOBODY, "Nobody answers for it yet")                                            \
	X(REVIEWED, "Reviewed on %s")                                                              \
	X(BACK_BY, "To be answered by %s")                                                         \
	X(DONE_NOBODY, "Nobody does it yet")                                                       \
	X(ASKED_BEFORE, "To be asked before: %s")                                                  \
	X(TO_BE_TOLD, "To be told: %s")                                                            \
	X(CORRECTED, "Corrected: %s")                                                              \
	X(CARRIED_BY, "Carried by %s: %s")                                                         \
	X(WAS_IN, "was in: %s")                                                                    \
	X(HOW_MUCH_UNSAID, "how much was not said")                                                \
	X(PAID_BY, "paid by %s")                                                                   \
	X(PAID_NOBODY, "paid by nobody")                                                           \
	X(PAID_UNKNOWN, "who pays is not yet known")                                               \
	X(PAID_UNASKED, "who pays was not asked")                                                  \
	X(DUE, "by %s")                                                                            \
	X(ACCEPTED, "accepted")                                                                    \
	X(DECLINED, "declined")                                                                    \
	X(IS_DONE, "done")                                                                         \
	X(IS_DROPPED, "dropped")                                                                   \
	X(RESULT, "Result")                                                                        \
	/* a card */                                                                               \
	X(YOUR_CARD, "Your card")                                                                  \
	X(CARD_TEXT, "What you want to say")                                                       \
	X(READ_BACK, "Read it back to me")                                                         \
	X(YOUR_WORDS, "These are your words. Shall they go out like this?")                        \
	X(SEND, "Send")                                                                            \
	X(CHANGE_WORDS, "Change the words")                                                        \
	X(COLUMN_EMPTY, "(nothing)")                                                               \
	/* cards into themes */                                                                    \
	X(GROUP_HOW, "Choose a card, then a theme for it")                                         \
	X(GROUP_KEPT, "It is kept who does this, unless the cards are kept without names.")        \
	X(INTO_WHICH, "Into which theme?")                                                         \
	X(CHOOSE_THEME, "Choose a theme")                                                          \
	X(INTO_NONE, "Into none")                                                                  \
	X(PUT_THERE, "Put the card there")                                                         \
	X(THEME_EMPTY, "No card yet")                                                              \
	X(THEME_NEW, "A new theme")                                                                \
	X(THEME_NAME, "Its name")                                                                  \
	X(THEME_ADD, "Add the theme")                                                              \
	X(THEME_CORRECT, "Correct the name of a theme")                                            \
	X(THEME_RENAME, "Take this name")                                                          \
	/* a ballot */                                                                             \
	X(YOUR_BALLOT, "Your ballot")                                                              \
	X(CHOOSE_ONE, "Choose one.")                                                               \
	X(TICK_ANY, "Tick as many as you like.")                                                   \
	X(GIVE_POINTS, "You have %d points. Give them to what matters most to you; several to "    \
		       "one if you like.")                                                         \
	X(GIVE_SCORE, "Give each a number from 0 to %d. Leave out what you cannot judge.")         \
	X(GIVE_CREDITS, "You have %d credits. One vote costs 1, two cost 4, three cost 9. A "      \
			"number below 0 is a vote against.")                                       \
	X(GIVE_RANKS, "Put them in order: 1 is best. Leave out what you do not want to rank.")     \
	X(GIVE_GRADES, "Give each a grade from 0, the worst, to %d, the best. Leave out what you " \
		       "cannot judge.")                                                            \
	X(RATE_EACH, "Answer each line. Leave out what you do not want to answer.")                \
	X(SPENT, "Given: %d of %d")                                                                \
	X(NOT_MARKED, "none")                                                                      \
	X(CAST, "Cast my ballot")                                                                  \
	X(TWO_WORDS, "Two words of your own, if you like")                                         \
	X(WORDS_ADVICE,                                                                            \
		"By them you find your ballot in the list after closing. Not your name, nothing "  \
		"that others know of you, and new ones for each vote. Tell nobody: whoever knows " \
		"them sees how you voted.")                                                        \
	X(WORDS_AGAIN, "A changed ballot has the words you type now; type them again.")            \
	X(NO_WORDS, "(no words)")                                                                  \
	X(CAST_BLANK, "Hand in a blank ballot")                                                    \
	X(CAST_FINAL, "Once cast, it cannot be changed.")                                          \
	X(IS_CAST, "Your ballot is in the ballot box.")                                            \
	X(IS_CAST_OPEN, "Your vote is in.")                                                        \
	X(IS_CAST_FINAL, "It cannot be changed.")                                                  \
	X(MAY_CHANGE, "You may change it until the vote closes.")                                  \
	X(CHANGE_BALLOT, "Change my ballot")                                                       \
	X(CAST_CHANGED, "Cast the changed ballot")                                                 \
	X(CANNOT_VOTE, "You cannot vote in this one.")                                             \
	/* me */                                                                                   \
	X(YOU_ARE, "You are here as %s.")                                                          \
	X(YOU_ARE_ROLE, "You are here as %s, %s.")                                                 \
	X(YOU_NAMELESS, "You are here without a name.")                                            \
	X(HAND_UP, "Raise my hand")                                                                \
	X(HAND_DOWN, "Lower my hand")                                                              \
	X(HAND_IS_UP, "Your hand is up.")                                                          \
	X(READY, "I am ready")                                                                     \
	X(NOT_READY, "I am not ready yet")                                                         \
	X(READY_IS, "You said that you are ready.")                                                \
	X(LEAVE, "Leave")                                                                          \
	X(LEAVE_SURE, "This device then takes part no more. What you sent stays.")                 \
	X(LEAVE_NOW, "Leave now")                                                                  \
	/* what was done */                                                                        \
	X(DONE_CARD, "Your card is in. You can write another one.")                                \
	X(DONE_BALLOT, "Your ballot is in.")                                                       \
	X(WORD_UNCLEAR, "A word is unclear")                                                       \
	X(WORD_WHICH, "Which word?")                                                               \
	X(WORD_ASK, "Ask what it means here")                                                      \
	X(DONE_WORD, "The room sees the word now, and not who asked.")                             \
	X(DONE_HAND, "That is done.")                                                              \
	X(DONE_GROUP, "The card is there now.")                                                    \
	X(DONE_THEME, "The theme is there now. Cards can be put into it.")                         \
	X(DONE_RENAME, "The theme has this name now.")                                             \
	X(DONE_LEAVE, "You have left. Thank you.")                                                 \
	/* what went wrong */                                                                      \
	X(NOT_DONE, "That was not done")                                                           \
	X(NOTHING_MARKED, "Nothing is marked yet. Mark something, or hand in a blank ballot.")     \
	X(TOO_LONG, "That is too long. Say it in fewer words.")                                    \
	X(NOT_UNDERSTOOD, "What was sent cannot be understood. Load the page again.")              \
	X(REFUSED_EMPTY, "There is nothing to take yet. Type some words first.")                   \
	X(REFUSED_CLOSED, "The session is closed. Corrections can still be added.")                \
	X(REFUSED_OFF_RECORD,                                                                      \
		"Off the record: nothing is typed now. Go back on the record first.")              \
	X(REFUSED_NOT_HERE, "That does not belong to this stage.")                                 \
	X(REFUSED_NOT_OPEN, "This vote is not open.")                                              \
	X(REFUSED_NOT_ELIGIBLE, "This person cannot vote here.")                                   \
	X(REFUSED_HAS_VOTED, "This person has voted already.")                                     \
	X(REFUSED_BALLOT, "The ballot does not follow the rule of this vote.")                     \
	X(REFUSED_SAME, "That is so already.")                                                     \
	X(REFUSED_NAME_TAKEN, "Somebody of that name is on the roster already. Add a letter to "   \
			      "tell them apart.")                                                  \
	X(REFUSED_NO_NUMBER, "Here only a number is taken, such as 3, 2.5 or 1 200.")              \
	X(REFUSED_ROLE_UNCLEAR,                                                                    \
		"That is not one role of this programme. Write more of it, or leave it empty.")    \
	X(REFUSED_NO_THING, "That is not there any more.")                                         \
	X(REFUSED_THEME_GONE, "This theme is not there any more; it may be part of another one "   \
			      "now. Choose again.")                                                \
	X(REFUSED_THEME_KNOWN, "There is a theme of this name already.")                           \
	X(REFUSED_MOVED, "Somebody else has moved this card meanwhile. Look where it is now, and " \
			 "move it if you still want to.")                                          \
	X(REFUSED_RENAMED, "Somebody else has changed this name meanwhile. Look at it, and "       \
			   "change it if you still want to.")                                      \
	X(REFUSED_NO_DATE, "That is no date. Type fri, +2w, 27.11. or 2026-11-27, or leave it "    \
			   "empty.")                                                               \
	/* the answers of rules that have their own, as core says them */                          \
	X(ANSWER_YES, "yes")                                                                       \
	X(ANSWER_NO, "no")                                                                         \
	X(ANSWER_CONSENT, "consent")                                                               \
	X(ANSWER_CONCERN, "consent with a concern")                                                \
	X(ANSWER_OBJECTION, "objection")                                                           \
	X(ANSWER_AGREE, "I agree")                                                                 \
	X(ANSWER_RESERVED, "I agree, with reservations")                                           \
	X(ANSWER_ASIDE, "I stand aside: it is not mine, but it may go ahead")                      \
	X(ANSWER_BLOCK, "I block: it must not go ahead like this")                                 \
	/* the page itself */                                                                      \
	X(RENEW, "Show what is new")                                                               \
	X(CHANGED, "Something has changed in the room. What you have begun is still here.")        \
	X(LOST, "The connection is lost. It is tried again.")                                      \
	X(NOT_SENT, "This could not be sent. Nothing is lost: try again.")
/* clang-format on */

enum string {
#define X(id, english) SAY_##id,
	STRINGS(X)
#undef X
		STRING_COUNT,
};

/** Languages that the page has: X(ID, BCP 47 tag). Each has a table in wording/. */
#define LANGUAGES(X)                                                                               \
	X(ENGLISH, en)                                                                             \
	X(GERMAN, de)                                                                              \
	X(FRENCH, fr)                                                                              \
	X(SPANISH, es)

enum language {
#define X(id, tag) LANGUAGE_##id,
	LANGUAGES(X)
#undef X
		LANGUAGE_COUNT,
};

#define X(id, tag) extern const char *const strings_##tag[STRING_COUNT];
LANGUAGES(X)
#undef X

/** A string in a language. */
const char *string_in(enum language language, enum string string);
/** The tag of a language, for `lang`. */
const char *language_tag(enum language language);
/**
 * The language for a visitor: the one they like best, by `accept` (an Accept-Language header, NULL
 * when there is none), among those we have; else the programme's (a BCP 47 tag, may be NULL) where
 * we have that; else English.
 */
enum language language_choose(const char *accept, const char *programme);
/**
 * A sentence that another part of the program made, in English, in the visitor's language when it
 * is one of ours; else as it is.
 */
const char *string_known(enum language language, const char *english);

#endif
