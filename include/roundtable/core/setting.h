#ifndef ROUNDTABLE_CORE_SETTING_H
#define ROUNDTABLE_CORE_SETTING_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/** What people do in a stage. X(ID, "name", "help") */
#define ACTIVITIES(X)                                                                              \
	X(BRIEF, "brief", "Text and key points, shown one by one or all at once.")                 \
	X(PEOPLE, "people", "Who is here, from which role; who is missing.")                       \
	X(COLLECT, "collect", "Cards from the room, with one or more columns.")                    \
	X(GROUP, "group", "Cards put together into named themes.")                                 \
	X(VOTE, "vote", "A poll, secret unless said otherwise.")                                   \
	X(RATE, "rate", "Statements rated on a scale.")                                            \
	X(DECIDE, "decide", "A proposal tested by a rule and recorded as a decision.")             \
	X(TALK, "talk", "A timed discussion or a round.")                                          \
	X(BREAK, "break", "A pause with a large clock.")                                           \
	X(CLOSE, "close", "Decisions and actions read back, then closed.")

enum activity {
#define X(id, name, help) ACTIVITY_##id,
	ACTIVITIES(X)
#undef X
		ACTIVITY_COUNT,
};

/** The word for an activity in a programme file. */
const char *activity_name(enum activity activity);
/** One sentence on it. */
const char *activity_help(enum activity activity);
/** Finds an activity by its word; false when there is none. */
bool activity_find(const char *name, enum activity *activity);

enum setting_type {
	SETTING_TYPE_YES_NO,
	SETTING_TYPE_NUMBER,   /**< whole number within min..max */
	SETTING_TYPE_MINUTES,  /**< "5 min", within min..max */
	SETTING_TYPE_WORD,     /**< one of `words` */
	SETTING_TYPE_STAGE,    /**< reference to an earlier stage by name or exact title */
	SETTING_TYPE_FRACTION, /**< "2/3": numerator × 1000 + denominator */
	SETTING_TYPE_TEXT,
	SETTING_TYPE_ROLES, /**< roles and groups of roles of the programme, parted by ", "; a text
			     */
};

#define FOR(activity) (1u << ACTIVITY_##activity)
#define FOR_ALL ((1u << ACTIVITY_COUNT) - 1)

/**
 * Every setting a stage can have, once: the reader, the check, the man page and the programmes'
 * defaults come from here. X(ID, "name", activities, TYPE, "words|parted|so", min, max, default,
 * "help")
 */
#define SETTING_LIST(X)                                                                            \
	X(OPTIONAL, "optional", FOR_ALL, YES_NO, "", 0, 1, 0,                                      \
		"May be dropped when time runs short.")                                            \
	X(REVEAL, "reveal", FOR(BRIEF), WORD, "one by one|all at once", 0, 1, 0,                   \
		"How the key points appear.")                                                      \
	X(FROM, "from", FOR(COLLECT) | FOR(GROUP) | FOR(DECIDE), STAGE, "", 0, 0, -1,              \
		"Work on the cards of this stage.")                                                \
	X(SILENT, "silent", FOR(COLLECT), MINUTES, "", 0, 60, 0,                                   \
		"Silent writing first. Only its time or the facilitator ends it, no card.")        \
	X(ROUND, "round", FOR(COLLECT) | FOR(TALK), YES_NO, "", 0, 1, 0,                           \
		"In turn around the table; anybody may pass.")                                     \
	X(AUTHORS, "authors", FOR(COLLECT), WORD, "shown|role|counted|hidden", 0, 3, 0,            \
		"What is kept of who said it: the name, the role, the role in sums only, "         \
		"nothing.")                                                                        \
	X(HIDDEN, "hidden", FOR(COLLECT), YES_NO, "", 0, 1, 0,                                     \
		"Cards stay hidden until they are revealed together, shuffled.")                   \
	X(MATRIX, "matrix", FOR(COLLECT), YES_NO, "", 0, 1, 0,                                     \
		"The numbered list are kinds; people are ticked against each.")                    \
	X(SHORTLIST, "shortlist", FOR(COLLECT) | FOR(GROUP), NUMBER, "", 0, 99, 0,                 \
		"Cut the list to at most this many; what is left out stays listed with why.")      \
	X(OPTIONS, "options", FOR(VOTE) | FOR(RATE), STAGE, "", 0, 0, -1,                          \
		"What is voted on or rated: the cards or themes of this stage; else the "          \
		"numbered list.")                                                                  \
	X(METHOD, "method", FOR(VOTE), WORD, "", 0, TALLY_METHODS - 1, 0,                          \
		"The counting rule: any that `roundtable tally --list` names.")                    \
	X(DOTS, "dots", FOR(VOTE), NUMBER, "", 1, 99, 5, "Dots each person may place.")            \
	X(CREDITS, "credits", FOR(VOTE), NUMBER, "", 1, 999, 16,                                   \
		"Credits each person may spend: 1 vote costs 1, 2 cost 4, 3 cost 9.")              \
	X(SCALE, "scale", FOR(VOTE), NUMBER, "", 1, 10, 5, "Highest score; the lowest is 0.")      \
	X(WORDS, "answers", FOR(RATE), TEXT, "", 0, 0, 0,                                          \
		"The answers in words, from one end to the other, parted by commas.")              \
	X(POLES, "poles", FOR(RATE), YES_NO, "", 0, 1, 1,                                          \
		"The ends of the scale are opposites: the bars go both ways from its middle.")     \
	X(UNSURE, "don't know", FOR(RATE), YES_NO, "", 0, 1, 1,                                    \
		"“Don’t know” can be answered as well; it is counted apart.")                      \
	X(BY, "by", FOR(VOTE) | FOR(RATE) | FOR(DECIDE), WORD, "nobody|role|group", 0, 2, 0,       \
		"Results by role or by group of roles beside each other, where nobody is seen "    \
		"through.")                                                                        \
	X(MINIMUM, "minimum", FOR(VOTE) | FOR(RATE) | FOR(DECIDE), NUMBER, "", 3, 99, 3,           \
		"Fewest ballots that are shown by role; 5 are recommended.")                       \
	X(ORDER, "order", FOR(RATE), WORD, "listed|disagreement", 0, 1, 0,                         \
		"How the result is sorted: as listed, or most disagreement first.")                \
	X(GRADES, "grades", FOR(VOTE), TEXT, "", 0, 0, 0,                                          \
		"The grades in words, worst first, parted by commas.")                             \
	X(RANKS, "ranks", FOR(VOTE), NUMBER, "", 0, 64, 0,                                         \
		"How many options each person ranks; 0: as many as they like.")                    \
	X(SEATS, "seats", FOR(VOTE), NUMBER, "", 1, 64, 1, "How many are elected.")                \
	X(BAR, "bar", FOR(VOTE), NUMBER, "", 0, 8, 0,                                              \
		"Fewest fingers, or worst answer from 1 to 8, that still carries; 0: nothing is "  \
		"decided.")                                                                        \
	X(BUDGET, "budget", FOR(VOTE), NUMBER, "", 0, 1000000000, 0,                               \
		"Money to spend; each option says its cost.")                                      \
	X(LEFT_OVER, "left over", FOR(VOTE), WORD, "none|add1|add1-greedy|greedy", 0, 3, 0,        \
		"What is done with money left over: nothing; everybody gets more until no more "   \
		"fits; then most approvals first; that alone.")                                    \
	X(SEED, "seed", FOR(VOTE), TEXT, "", 0, 0, 0,                                              \
		"Ties are broken by the lot of this text; else they are named and stand.")         \
	X(TOP, "top", FOR(VOTE), NUMBER, "", 0, 99, 0, "How many options go forward; 0: no cut.")  \
	X(SECRET, "secret", FOR(VOTE) | FOR(DECIDE) | FOR(RATE), YES_NO, "", 0, 1, 1,              \
		"Secret ballots; `no` is an open poll by name.")                                   \
	X(BALLOT, "ballot", FOR(VOTE) | FOR(DECIDE) | FOR(RATE), WORD, "laptop|wall|paper", 0, 2,  \
		0,                                                                                 \
		"The usual way in: the passed keyboard, not mirrored; the same on a mirrored "     \
		"wall; paper.")                                                                    \
	X(CHANGES, "changes", FOR(VOTE) | FOR(DECIDE) | FOR(RATE), YES_NO, "", 0, 1, 1,            \
		"Who votes on a device of their own may change the ballot until the vote is "      \
		"closed.")                                                                         \
	X(STAYS_OPEN, "stays open", FOR(VOTE) | FOR(RATE), YES_NO, "", 0, 1, 0,                    \
		"The poll stays open behind later stages (a side table).")                         \
	X(RULE, "rule", FOR(DECIDE), WORD, "majority|qualified|consent|consensus", 0, 3, 0,        \
		"How the proposal is tested.")                                                     \
	X(THRESHOLD, "threshold", FOR(VOTE) | FOR(DECIDE), FRACTION, "", 0, 0, 1002,               \
		"Share of votes needed: more than 1/2; other fractions must be reached.")          \
	X(BASE, "base", FOR(VOTE) | FOR(DECIDE), WORD, "yes-no|cast|present|eligible", 0, 3, 0,    \
		"Of whom the share is taken.")                                                     \
	X(QUORUM, "quorum", FOR(VOTE) | FOR(DECIDE) | FOR(RATE), NUMBER, "", 0, 999, 0,            \
		"Fewest ballots for a valid result.")                                              \
	X(TURN, "turn", FOR(TALK), MINUTES, "", 0, 30, 0,                                          \
		"Length of one talk turn; the clock warns, people decide.")                        \
	X(CORRECTIONS, "corrections", FOR(CLOSE), NUMBER, "", 0, 90, 14,                           \
		"Days in which corrections to the minutes are taken.")                             \
	X(WHAT, "what", FOR(DECIDE), WORD, "a proposal|rules", 0, 1, 0,                            \
		"What is decided: any proposal, or how decisions of a kind are taken.")            \
	X(ABOUT, "about", FOR(DECIDE), WORD,                                                       \
		"anything|rules|money|publication|questions|membership|work", 0, 6, 0,             \
		"The kind of decision; the rule which the group sealed for it is taken.")          \
	X(ASIDE, "stand aside", FOR(VOTE) | FOR(DECIDE), NUMBER, "", 0, 99, 0,                     \
		"Consensus: the most who may stand aside; 0: as many as wish.")                    \
	X(SUM, "sum", FOR(COLLECT), TEXT, "", 0, 0, 0, "The column of numbers that is summed up.") \
	X(SUM_BY, "sum by", FOR(COLLECT), TEXT, "", 0, 0, 0,                                       \
		"By which columns the sums are parted, with their shares; without `sum` cards "    \
		"are counted.")                                                                    \
	X(GAP, "gap", FOR(COLLECT), TEXT, "", 0, 0, 0,                                             \
		"The column whose emptiness is a gap that stands out; after = the words that "     \
		"count as empty.")                                                                 \
	X(READS, "reads", FOR(CLOSE), WORD, "this meeting|the last one", 0, 1, 0,                  \
		"What is read back: this meeting at its end, or at the beginning the one before "  \
		"it, whose minutes are corrected and approved.")                                   \
	X(STEPS, "steps", FOR(TALK) | FOR(COLLECT), TEXT, "", 0, 0, 0,                             \
		"The stage goes in steps, each with its length and a bell: alone 1 min, all 4 "    \
		"min.")                                                                            \
	X(VOTERS, "voters", FOR(VOTE) | FOR(DECIDE) | FOR(RATE), ROLES, "", 0, 0, 0,               \
		"Who can vote: these roles or groups of roles; else everybody who has a vote.")    \
	X(ROUNDS, "rounds", FOR(VOTE) | FOR(RATE), NUMBER, "", 0, 9, 0,                            \
		"Most rounds in which it is held, with talk between them; 0: not in rounds.")      \
	X(STOP_AT, "stop at", FOR(VOTE) | FOR(RATE), NUMBER, "", 0, 99, 0,                         \
		"The rounds end once fewer of 100 than this moved since the round before.")        \
	X(STANDING_IN, "standing in", FOR(VOTE) | FOR(DECIDE) | FOR(RATE), YES_NO, "", 0, 1, 0,    \
		"Somebody here may vote for one who is absent, on top of their own ballot.")       \
	X(GRID, "grid", FOR(COLLECT), TEXT, "", 0, 0, 0,                                           \
		"The table as a grid too: rows by one column, across by another; what is empty "   \
		"in it stands out.")                                                               \
	X(RECEIPTS, "receipts", FOR(VOTE) | FOR(DECIDE), YES_NO, "", 0, 1, 0,                      \
		"Voters may choose two words of their own and find them beside their ballot, in "  \
		"a list shown after closing if 10 or more voted.")                                 \
	X(BESIDE, "beside", FOR(COLLECT), STAGE, "", 0, 0, -1,                                     \
		"The table of this earlier stage side by side with this one, by the first column " \
		"of `sum by` in each.")                                                            \
	X(SHOWS, "shows", FOR(TALK), STAGE, "", 0, 0, -1,                                          \
		"The table of this stage stands on the screen while people talk about it.")        \
	X(SMALL_GROUPS, "small groups", FOR(BRIEF) | FOR(TALK) | FOR(BREAK), TEXT, "", 0, 0, 0,    \
		"People are dealt by lot into so many small groups (3), or into groups of so "     \
		"many (of 6), each as like the room as can be, and mixed anew where there were "   \
		"some before; `as before`: those that are there go on.")

enum setting {
#define X(id, name, activities, type, words, min, max, standard, help) SETTING_##id,
	SETTING_LIST(X)
#undef X
		SETTINGS,
};

struct setting_info {
	const char *name;
	unsigned activities; /**< bit per enum activity */
	enum setting_type type;
	const char *words; /**< SETTING_TYPE_WORD: choices parted by '|' */
	int64_t min, max;
	int64_t standard; /**< the value when not given */
	const char *help;
};

/** What a stage holds for a setting. */
struct setting_value {
	bool given;
	int64_t number;
	char *text; /**< SETTING_TYPE_TEXT and _ROLES; owned */
};

/* The values of word settings which the rest of core asks for. */
enum { AUTHORS_SHOWN, AUTHORS_ROLE, AUTHORS_COUNTED, AUTHORS_HIDDEN };
enum { BALLOT_LAPTOP, BALLOT_WALL, BALLOT_PAPER };
enum { RULE_MAJORITY, RULE_QUALIFIED, RULE_CONSENT, RULE_CONSENSUS };
enum { REVEAL_ONE_BY_ONE, REVEAL_ALL };
enum { WHAT_PROPOSAL, WHAT_RULES };
enum { BY_ROLE_NOT, BY_ROLE, BY_GROUP };
enum { READS_THIS, READS_LAST };
enum { ORDER_LISTED, ORDER_DISAGREEMENT };

/** The table row of a setting. */
const struct setting_info *setting_info(enum setting setting);
/** Number of choices of a word setting. */
size_t setting_words(enum setting setting);
/** Choice `index` of a word setting: its length and start, not terminated. */
const char *setting_word(enum setting setting, size_t index, size_t *length);
/** Whether a vote by this rule (enum tally_method_id) heeds a setting that only some rules do. */
bool setting_heeded(enum setting setting, int method);

#endif
