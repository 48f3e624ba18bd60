#ifndef ROUNDTABLE_TALLY_TALLY_H
#define ROUNDTABLE_TALLY_TALLY_H

#include "roundtable/base/array.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/**
 * Counting rules: a profile of ballots in, figures out.
 *
 * Each rule is one file with one `const struct tally_method`, listed in one table.
 * Integers only. A rule counts in two moves which are kept apart on purpose:
 * count() sums the ballots, verdict() reads the sums alone. A secret poll
 * stores nothing but its sums, so whoever checks the file later can
 * derive the verdict again with the same code.
 */

enum tally_method_id {
	TALLY_PLURALITY,
	TALLY_APPROVAL,
	TALLY_DOTS,
	TALLY_SCORE,
	TALLY_MAJORITY,
	TALLY_CONSENT,
	TALLY_METHODS, /* how many there are */
};

/** What a ballot looks like to the person who fills it in. */
enum ballot_shape {
	SHAPE_CHOOSE,  /**< one option: its mark is 1 */
	SHAPE_APPROVE, /**< any number of options: mark 1 each */
	SHAPE_POINTS,  /**< points up to a budget: mark = points */
	SHAPE_SCORE,   /**< each option on a scale 0..scale: mark = score, MARK_NONE = not scored */
	SHAPE_ANSWER,  /**< one of the rule's answers (yes/no; consent/concern/object): mark 1 */
};

enum { MARK_NONE = -1, TALLY_OPTIONS_MAX = 64, TALLY_POINTS_MAX = 250 };

/** Of whom a majority is needed (methods: Robert's Rules 44). */
enum tally_base {
	BASE_YES_NO,   /**< yes and no votes */
	BASE_CAST,     /**< all ballots cast, blank ones too */
	BASE_PRESENT,  /**< everybody who turned out, stepped out or not */
	BASE_ELIGIBLE, /**< everybody who could vote and did not step out */
};

/** The answers of TALLY_MAJORITY and TALLY_CONSENT, as option numbers. */
enum { ANSWER_YES, ANSWER_NO, ANSWERS_MAJORITY };
enum { ANSWER_CONSENT, ANSWER_CONCERN, ANSWER_OBJECT, ANSWERS_CONSENT };

/** A rule with its options. Zeroed but for `method` it is the rule's default. */
struct tally_rule {
	enum tally_method_id method;
	int dots;      /**< points a ballot may spend (dots); 0 counts as 5 */
	int scale;     /**< highest score (score); 0 counts as 5 */
	int numerator; /**< threshold (majority); 0/0 counts as 1/2 */
	int denominator;
	bool at_least; /**< threshold reached by equality (two thirds), not only passed */
	enum tally_base base;
	int quorum; /**< fewest ballots cast for a valid result; 0: none */
};

/** The ballots: `count` rows of `options` marks each. Blank ballots are not among them. */
struct tally_profile {
	size_t options;
	size_t count;
	const int16_t *marks; /**< count × options */
};

/** The heads behind a count. */
struct tally_heads {
	int64_t eligible;    /**< could vote */
	int64_t stepped_out; /**< left this vote openly: not in the base */
	int64_t cast;        /**< ballots handed in: valid + blank + spoilt */
	int64_t blank;
	int64_t spoilt;
};

/** What the ballots add up to: all that a verdict needs. */
struct tally_sums {
	size_t options;
	/** Per option: votes, approvals, points, sum of scores. */
	int64_t totals[TALLY_OPTIONS_MAX];
	/** Per option: how many ballots gave it anything (score: scored it, be it with 0). */
	int64_t givers[TALLY_OPTIONS_MAX];
	struct tally_heads heads;
};

enum tally_outcome {
	OUTCOME_RANKED, /**< the options stand in order; `winners` names the first */
	OUTCOME_CARRIED,
	OUTCOME_NOT_CARRIED,
	OUTCOME_NO_QUORUM,  /**< too few ballots for the rule's quorum */
	OUTCOME_NO_BALLOTS, /**< nothing valid was cast */
	OUTCOME_INCOMPLETE, /**< consent: somebody asked has not answered */
};

/** What the sums mean under a rule. */
struct tally_verdict {
	enum tally_outcome outcome;
	/** OUTCOME_RANKED: how many share the first place; > 1 is a tie, not broken here. Else 0.
	 */
	size_t winners;
	/** Option numbers, best first, level ones in option order. */
	size_t order[TALLY_OPTIONS_MAX];
	/** Per option: 0 = first place, level ones share a number, the next ones have the next. */
	size_t level[TALLY_OPTIONS_MAX];
	int64_t base;   /**< majority: of how many; consent: how many were asked */
	int64_t needed; /**< majority: fewest yes votes that carry it; consent: all asked */
};

struct tally_method {
	const char *name; /**< as written in programmes and on the command line */
	enum ballot_shape shape;
	size_t answers;     /**< SHAPE_ANSWER: how many; else 0 */
	const char *source; /**< where the rule is defined */
	/** Whether one ballot's marks obey the rule. */
	bool (*valid)(const struct tally_rule *rule, const int16_t *marks, size_t options);
	/** Reads the sums; `verdict` is zeroed before. */
	void (*verdict)(const struct tally_rule *rule, const struct tally_sums *sums,
		struct tally_verdict *verdict);
};

/** The rule with this id. */
const struct tally_method *tally_method(enum tally_method_id id);
/** Finds a rule by name; false if there is none. */
bool tally_method_find(const char *name, enum tally_method_id *id);
/** Points a ballot may spend under the rule: its own, or 5; at most TALLY_POINTS_MAX. */
int tally_dots(const struct tally_rule *rule);
/** The highest score under the rule: its own, or 5; at most TALLY_POINTS_MAX. */
int tally_scale(const struct tally_rule *rule);
/** Whether a ballot obeys the rule (an all-empty ballot does not: it is blank, another thing). */
bool tally_ballot_valid(const struct tally_rule *rule, const int16_t *marks, size_t options);
/** True when no option is marked: MARK_NONE everywhere where scores are given, else 0. */
bool tally_ballot_blank(const struct tally_rule *rule, const int16_t *marks, size_t options);
/**
 * Adds the ballots up. `heads` must hold eligible, stepped_out and blank; cast and spoilt are
 * counted here (a ballot that breaks the rule is spoilt: counted, never repaired; an empty row
 * is one more blank ballot).
 */
void tally_count(const struct tally_rule *rule, const struct tally_profile *profile,
	struct tally_heads heads, struct tally_sums *sums);
/**
 * What the sums mean. Pure: same sums, same verdict. A quorum that was missed comes before all
 * else, then that nothing valid was cast; order, base and needed are filled in all the same.
 */
void tally_verdict(const struct tally_rule *rule, const struct tally_sums *sums,
	struct tally_verdict *verdict);

#endif
