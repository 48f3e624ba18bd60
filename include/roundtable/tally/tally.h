#ifndef ROUNDTABLE_TALLY_TALLY_H
#define ROUNDTABLE_TALLY_TALLY_H

#include "roundtable/tally/profile.h"
#include "roundtable/tally/result.h"

/**
 * Counting rules: a profile of ballots in, a result with its arithmetic out.
 *
 * Each rule is one file with one `const struct tally_method`, listed in one table.
 * Integers and rationals only. Most rules count in two moves which are kept apart on
 * purpose: the ballots are added up, and the verdict reads the sums alone. A secret poll
 * stores nothing but its sums, so whoever checks the file later can derive the verdict
 * again with the same code. Rules that need the ballots themselves (rounds, transfers,
 * purchases) count in one move.
 */

/** The numbers stand in session files: new rules go to the end. */
enum tally_method_id {
	TALLY_PLURALITY,
	TALLY_APPROVAL,
	TALLY_DOTS,
	TALLY_SCORE,
	TALLY_MAJORITY,
	TALLY_CONSENT,
	TALLY_QUADRATIC,
	TALLY_MAJORITY_JUDGMENT,
	TALLY_GRADIENTS,
	TALLY_FIST_TO_FIVE,
	TALLY_EQUAL_SHARES,
	TALLY_RANK_TOTAL,
	TALLY_EQUAL_ROLES,
	TALLY_SCOTTISH_STV,
	TALLY_MEEK_STV,
	TALLY_BORDA,
	TALLY_IRV,
	TALLY_SCHULZE,
	TALLY_RANKED_PAIRS,
	TALLY_RATINGS,
	TALLY_CONSENSUS,
	TALLY_METHODS, /* how many there are */
};

/**
 * Most options a poll in a room may have, and most points a ballot of it; also the highest grade
 * of any election.
 */
enum { TALLY_OPTIONS_MAX = 64, TALLY_POINTS_MAX = 250 };

/** Of whom a majority is needed (methods: Robert's Rules 44). */
enum tally_base {
	BASE_YES_NO,   /**< yes and no votes */
	BASE_CAST,     /**< all ballots cast, blank ones too */
	BASE_PRESENT,  /**< everybody who turned out, stepped out or not */
	BASE_ELIGIBLE, /**< everybody who could vote and did not step out */
};

/** What a rank shared by several options does where a rule needs a single name (methods 1.7). */
enum tally_equal {
	EQUAL_EXHAUST, /**< the ballot is good up to that rank */
	EQUAL_SPLIT,   /**< shared in equal parts */
};

/** What a link between two options is worth, votes for it or those less the votes against. */
enum tally_strength { STRENGTH_WINNING, STRENGTH_MARGINS };

/** What unranked options get (methods 1.6). */
enum tally_borda { BORDA_AVERAGE, BORDA_TRUNCATED, BORDA_ZERO };

/** What equal shares do with the money left over (methods 1.17). */
enum tally_completion {
	COMPLETION_NONE,
	COMPLETION_ADD1,
	COMPLETION_ADD1_GREEDY,
	COMPLETION_GREEDY,
};

/** What a project is worth to somebody who approves of it (methods 1.17). */
enum tally_utility { UTILITY_COST, UTILITY_CARDINALITY };

/** A rule with its options. Zeroed but for `method` it is the rule's default. */
struct tally_rule {
	enum tally_method_id method;
	int dots;  /**< points (dots) or credits (quadratic) a ballot may spend; 0 counts as 5 or 16
		    */
	int scale; /**< highest score (score) or grade; 0 counts as 5 */
	/**
	 * The threshold (majority), the share that must reach the bar (gradients, fist to five) or
	 * must have scored an option (score by mean); 0/0: more than half, everybody, anybody.
	 */
	int numerator;
	int denominator;
	bool at_least; /**< threshold reached by equality (two thirds), not only passed */
	enum tally_base base;
	int quorum;      /**< fewest ballots cast for a valid result, blank ones too; 0: none */
	bool quorum_yes; /**< majority: the quorum counts yes votes only */
	int seats;       /**< how many are elected; 0 counts as 1 */
	int ranks; /**< how many options each ballot was to rank (rank total); 0: the most any did
		    */
	/**
	 * Gradients: the worst of the answers 1 (endorse) to 8 (veto) that still carries; fist to
	 * five: the fewest fingers that carry, 1 to 5. 0: none agreed, so nothing is decided.
	 * Consensus: the most who may stand aside; 0: as many as wish.
	 */
	int bar;
	int64_t budget;   /**< equal shares: money to spend, in the profile's smallest unit */
	const char *seed; /**< breaks ties by lot; NULL: ties are reported (borrowed) */
	/** The lot as it was drawn already, all option numbers; NULL: drawn from the seed
	 * (borrowed).
	 */
	const size_t *lot;
	bool unsure;  /**< ratings: the last step of the scale is "don't know" */
	bool mean;    /**< score: by the mean of those who scored it, not by the sum */
	bool against; /**< quadratic: votes against are allowed */
	enum tally_equal equal;
	enum tally_strength strength;
	enum tally_borda borda;
	enum tally_completion completion;
	enum tally_utility utility;
};

/** What a rule needs beside ballots; a set. */
enum tally_needs {
	NEED_SEATS = 1,    /**< takes seats */
	NEED_BUDGET = 2,   /**< takes a budget of money and a cost per option: refused without */
	NEED_CREDITS = 4,  /**< takes points a ballot may spend */
	NEED_SCALE = 8,    /**< takes a scale */
	NEED_SEED = 16,    /**< breaks ties by lot where a seed is given */
	NEED_ROLES = 32,   /**< needs to know the role of each ballot */
	NEED_SHARE = 64,   /**< takes a threshold and a base */
	NEED_PAIRS = 128,  /**< its sums hold the pairwise matrix */
	NEED_SPREAD = 256, /**< its sums hold how often each mark was given */
	/** Needs an answer from everybody asked: takes no blank one, and an objection holds it up.
	 */
	NEED_EVERYBODY = 512,
};

struct tally_method {
	const char *name;  /**< as written in programmes and on the command line */
	const char *title; /**< full name for people, to be translated */
	const char *brief; /**< how it counts, one sentence for participants, to be translated */
	enum ballot_shape shape;
	unsigned needs;     /**< enum tally_needs */
	size_t answers;     /**< SHAPE_ANSWER: how many; else 0 */
	const char *source; /**< where the rule is defined */
	/** Whether one ballot's marks obey the rule. */
	bool (*valid)(const struct tally_rule *rule, const int16_t *marks, size_t options);
	/** Reads result->sums and lot alone, fills in the rest; NULL where ballots are needed. */
	void (*verdict)(const struct tally_rule *rule, struct tally_result *result);
	/**
	 * Counts the ballots themselves: valid rows only are given, sums hold heads and options.
	 * NULL where verdict is enough.
	 */
	bool (*count)(const struct tally_rule *rule, const struct tally_profile *valid,
		struct tally_result *result, struct error *err);
	/** Adds one valid ballot to totals and givers; NULL where the marks are added up. */
	void (*add)(const struct tally_rule *rule, const int16_t *marks, int64_t weight,
		struct tally_sums *sums);
	/** Completes the sums when all ballots are added; NULL where nothing is left to do. */
	void (*complete)(const struct tally_rule *rule, struct tally_sums *sums);
};

/** The rule with this id. */
const struct tally_method *tally_method(enum tally_method_id id);
/** Finds a rule by name; false if there is none. */
bool tally_method_find(const char *name, enum tally_method_id *id);
/** Points a ballot may spend under the rule: its own, or the usual; at most TALLY_MARK_LIMIT. */
int tally_dots(const struct tally_rule *rule);
/**
 * The highest score or grade under the rule: its own, or 5; at most TALLY_MARK_LIMIT for scores,
 * TALLY_POINTS_MAX for grades.
 */
int tally_scale(const struct tally_rule *rule);
/** Whether a ballot obeys the rule (an all-empty ballot does not: it is blank, another thing). */
bool tally_ballot_valid(const struct tally_rule *rule, const int16_t *marks, size_t options);
/** True when no option is marked: MARK_NONE everywhere where scores are given, else 0. */
bool tally_ballot_blank(const struct tally_rule *rule, const int16_t *marks, size_t options);

/** How one statement was rated. */
struct tally_rating {
	int64_t answers; /**< on the scale */
	int64_t unsure;  /**< "don't know" */
	struct tally_middle middle;
	/**
	 * Disagreement is apart/most: 0 where all gave the same answer, 1 where half stand at each
	 * end (Leik 1966). It reads the order of the answers, not how far they lie apart.
	 */
	int64_t apart, most;
};

/** How many answers of a rule for ratings are on its scale: all but "don't know". */
size_t tally_rating_steps(const struct tally_rule *rule);
/** Reads a row of a spread, one count for each answer of the rule, tally_scale() + 1 of them. */
void tally_rating(
	const struct tally_rule *rule, const int64_t *counts, struct tally_rating *rating);
/** Its disagreement from 0 to 100, rounded; -1 where nobody rated it. */
int tally_rating_apart(const struct tally_rating *rating);
/** Those on the side of the last answer (`upper`) or of the first; who stands in the middle of the
 * scale leans nowhere. */
int64_t tally_rating_leaning(const struct tally_rule *rule, const int64_t *counts, bool upper);
/**
 * How far answers moved between two rows of so many steps (without "don't know"), from -100 to 100:
 * of 100 pairs of one answer then and one now, how many more rose than fell (Cliff, Dominance
 * statistics, Psychological Bulletin 114 (1993)). It reads the order of the answers alone. 0 where
 * one of the rows is empty.
 */
int tally_rating_moved(const int64_t *then, const int64_t *now, size_t steps);
/**
 * How many of 100 lie elsewhere now than then, rounded: half the sum of how much each share grew or
 * shrank, so that ballots of different numbers can be compared (Scheibe, Skutsch and Schofer,
 * Experiments in Delphi Methodology, 1975, who call a round still below 15). No count is below 0. 0
 * where both rows are empty, 100 where one is.
 */
int tally_moved(const int64_t *then, const int64_t *now, size_t count);

/**
 * Adds the ballots up. `heads` must hold eligible, stepped_out and blank; cast and spoilt are
 * counted here (a ballot that breaks the rule is spoilt: counted, never repaired; an empty row
 * is one more blank ballot). `sums` is zeroed memory, to be ended with tally_sums_finish().
 */
void tally_add_up(const struct tally_rule *rule, const struct tally_profile *profile,
	struct tally_heads heads, struct tally_sums *sums);
/**
 * What result->sums mean; fills in the rest of a result that was zeroed before but for them and,
 * where ties are broken by it, the lot. Pure: same sums, same verdict. A quorum that was missed
 * comes before all else, then that nothing valid was cast; order, base and needed are filled in all
 * the same. For rules with `verdict` only.
 */
void tally_verdict(const struct tally_rule *rule, struct tally_result *result);
/**
 * Counts a whole election by any rule: adds up, then the verdict or the rule's own count. The
 * profile's shape must be the rule's or one that profile_seen_as() can turn into it; withdrawn
 * options are struck from the ballots first and stand in no place but the last. `result` is zeroed
 * memory, to be ended with tally_result_finish(); untouched on failure. ERROR_INPUT with a sentence
 * when a stated limit is passed or something the rule needs is missing.
 */
bool tally_count(const struct tally_rule *rule, const struct tally_profile *profile,
	struct tally_heads heads, struct tally_result *result, struct error *err);

#endif
