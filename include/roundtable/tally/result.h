#ifndef ROUNDTABLE_TALLY_RESULT_H
#define ROUNDTABLE_TALLY_RESULT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/** The answers of TALLY_MAJORITY, TALLY_CONSENT and TALLY_CONSENSUS, as option numbers. */
enum { ANSWER_YES, ANSWER_NO, ANSWERS_MAJORITY };
enum { ANSWER_CONSENT, ANSWER_CONCERN, ANSWER_OBJECT, ANSWERS_CONSENT };
enum { ANSWER_AGREE, ANSWER_RESERVED, ANSWER_ASIDE, ANSWER_BLOCK, ANSWERS_CONSENSUS };

/**
 * Stated limits for finding out who could win: how many states are kept, and how many ballots are
 * looked at, like ballots at once. Beyond them it is "not determined", never guessed.
 */
enum { TALLY_STATES_LIMIT = 1 << 18, TALLY_READINGS_LIMIT = 1 << 27 };

/** Option numbers; an array for array_push(). */
struct tally_list {
	size_t *items;
	size_t count, capacity;
};

/** The heads behind a count. */
struct tally_heads {
	int64_t eligible;    /**< could vote */
	int64_t stepped_out; /**< left this vote openly: not in the base */
	int64_t cast;        /**< ballots handed in: valid + blank + spoilt */
	int64_t blank;
	int64_t spoilt;
};

/** What the ballots add up to: all that a verdict needs. Zeroed is "no options". */
struct tally_sums {
	size_t options;
	/** Per option, in units of 1/unit of the result: votes, approvals, points, scores. */
	int64_t *totals;
	/** Per option: how many ballots gave it anything (score: scored it, be it with 0). */
	int64_t *givers;
	/** options × options, [a × options + b]: ballots with a strictly above b; or NULL. */
	int64_t *pairs;
	/** options × steps, [option × steps + mark]: how many ballots gave that mark; or NULL. */
	int64_t *spread;
	size_t steps;
	size_t ranks; /**< rank total: how many options a ballot was to rank; else 0 */
	struct tally_heads heads;
};

enum tally_outcome {
	OUTCOME_RANKED, /**< the options stand in order; `winners` names the first */
	OUTCOME_CARRIED,
	OUTCOME_NOT_CARRIED,
	OUTCOME_NO_QUORUM,  /**< too few ballots for the rule's quorum */
	OUTCOME_NO_BALLOTS, /**< nothing valid was cast */
	OUTCOME_INCOMPLETE, /**< consent, consensus: somebody asked has not answered */
	OUTCOME_REPORTED, /**< nothing is decided: no bar was agreed, or too few scored anything */
	OUTCOME_STOPPED,  /**< a tie stopped the count, or who could win is not determined */
};

/** What one stage of a count did. Which fields of the stage hold what is said at each. */
enum tally_stage_kind {
	STAGE_FIRST,   /**< first choices; votes */
	STAGE_ELECT,   /**< who is elected; votes, quota */
	STAGE_SURPLUS, /**< who[0]'s surplus moved: amount; votes, lost (Meek: that of all of who)
			*/
	STAGE_EXCLUDE, /**< who is out, with amount; votes after the transfer, lost */
	STAGE_FILL,    /**< who fill the last seats, unopposed by any other option left */
	STAGE_LOCK,    /**< pair who[0] over who[1] is locked: amount for, against */
	STAGE_SKIP,    /**< pair who[0] over who[1] would close a circle: amount for, against */
	/**
	 * Project who[0] is bought for amount; nobody pays more than share/of: exact where all pay
	 * the same, else rounded down to thousandths of the smallest unit of money.
	 */
	STAGE_BUY,
	/**
	 * The count starts again after raising everybody's share `rounds` times, to share/of money.
	 * amount: what would be bought after one more raise, above the budget; 0: nothing fits.
	 */
	STAGE_RAISE,
	STAGE_TOP_UP, /**< project who[0] bought for amount from what was left, most approvals first
		       */
	STAGE_ROLE,   /**< role `role`: votes hold its places in units of 1/of, points its scores */
	STAGE_STOP,   /**< a tie that nothing breaks stops the count here */
};

/** A stage; every amount of votes in units of 1/unit of the result. */
struct tally_stage {
	enum tally_stage_kind kind;
	struct tally_list who;
	int64_t *votes;  /**< per option after the stage; NULL where the kind has none */
	int64_t *points; /**< per option; NULL where the kind has none */
	int64_t lost;    /**< votes that can go to nobody any more, up to here */
	int64_t dropped; /**< votes lost by dropping decimals, up to here */
	int64_t quota;
	int64_t amount;
	int64_t against;
	int64_t share, of;
	size_t role;
	int rounds; /**< Meek: rounds of iteration the stage took; STAGE_RAISE: raises */
};

enum tally_tie_at {
	TIE_WIN,     /**< for the first place, or for a seat */
	TIE_RANK,    /**< for a place after the first */
	TIE_ELECT,   /**< who of several at the quota is named first */
	TIE_EXCLUDE, /**< who goes out */
	TIE_SURPLUS, /**< whose surplus moves first */
	TIE_LOCK, /**< which of equal majorities is locked first; among: pairs, two numbers each */
	TIE_BUY,  /**< which project is bought first */
};

enum tally_tie_broken {
	TIE_STANDS,  /**< not broken: all of them stay */
	TIE_EARLIER, /**< by the votes at an earlier stage */
	TIE_SUPPORT, /**< by the number of approvals */
	TIE_COST,    /**< by the lower cost */
	TIE_LOT,     /**< by the lot of the published seed */
};

/**
 * A tie that was met; `stage` is an index into stages (the one it led to), `chosen` as `at` says.
 * Where earlier votes parted some of them and the lot the rest, `among` is the rest.
 */
struct tally_tie {
	enum tally_tie_at at;
	size_t stage;
	struct tally_list among;
	enum tally_tie_broken broken_by;
	size_t chosen; /**< who won, went out or came first; meaningless when TIE_STANDS */
};

/**
 * What lies in the middle of a spread of grades or answers. With an even number of them there are
 * two middle values: `low` is the grade that more than half would raise to.
 */
struct tally_middle {
	size_t low, high;     /**< the two middle values, equal where one lies in the middle */
	int64_t below, above; /**< how many gave less, and more, than `low` */
};

/**
 * What a count says. Zeroed before; everything it points to is its own. Whatever stands here per
 * option is also given back its place in withdrawn.c.
 */
struct tally_result {
	struct tally_sums sums;
	int64_t unit; /**< sums.totals and votes of stages are in units of 1/unit: 1, 2, 10^5, 10^9
		       */
	enum tally_outcome outcome;
	/** False where a tie stopped the count and more than one could win, or who is not known. */
	bool complete;
	/** First place with its ties, or everybody elected or bought; option numbers ascending. */
	struct tally_list winners;
	/**
	 * Who could have come first whichever way the ties are broken, ascending; one only where no
	 * tie mattered. Empty where that is not determined, and for rules that elect or buy
	 * several.
	 */
	struct tally_list possible;
	/** Elected or bought, in that order; empty for rules without such an order. */
	struct tally_list elected;
	/** Option numbers, best first, level ones in option order; sums.options of them. */
	size_t *order;
	/** Per option: 0 = first place, level ones share a number, the next ones have the next. */
	size_t *level;
	/**
	 * Majority, gradients, fist to five, score by mean: of how many; consent: all asked;
	 * consensus: those of them who do not stand aside.
	 */
	int64_t base;
	/**
	 * Majority: fewest yes votes that carry it; gradients, fist to five: fewest that must reach
	 * the bar; score by mean: fewest that must have scored an option; consent, consensus: all
	 * of the base.
	 */
	int64_t needed;
	/** Gradients, fist to five: how many reach the bar, 0 without one; consensus: how many
	 * agree.
	 */
	int64_t reached;
	int64_t blocks; /**< gradients, fist to five, consensus: how many block */
	/** Majority judgment: per option; gradients, fist to five: one, of the answers; or NULL. */
	struct tally_middle *middles;
	int64_t quota; /**< of the last stage, in units; 0 where there is none */
	/** options × options: strength of the strongest path a to b (Schulze); or NULL. */
	int64_t *paths;
	struct tally_stages {
		struct tally_stage *items;
		size_t count, capacity;
	} stages;
	struct tally_ties {
		struct tally_tie *items;
		size_t count, capacity;
	} ties;
	/** The options in the order of the lot; empty without a seed or without need of one. */
	struct tally_list lot;
};

/** Room for the sums of so many options: totals and givers, all 0. `sums` must be zeroed. */
void tally_sums_init(struct tally_sums *sums, size_t options);
/** Makes `to`, zeroed or used before, a copy of `from`. */
void tally_sums_copy(struct tally_sums *to, const struct tally_sums *from);
/** Frees them and leaves none. */
void tally_sums_finish(struct tally_sums *sums);
/** Frees a result and leaves an empty one. */
void tally_result_finish(struct tally_result *result);

#endif
