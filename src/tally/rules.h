#ifndef ROUNDTABLE_SRC_TALLY_RULES_H
#define ROUNDTABLE_SRC_TALLY_RULES_H

#include "roundtable/tally/tally.h"

/* One counting rule a file; the table in tally.c lists them. */
extern const struct tally_method plurality_method;
extern const struct tally_method approval_method;
extern const struct tally_method dots_method;
extern const struct tally_method score_method;
extern const struct tally_method majority_method;
extern const struct tally_method consent_method;
extern const struct tally_method quadratic_method;
extern const struct tally_method majority_judgment_method;
extern const struct tally_method gradients_method;
extern const struct tally_method fist_to_five_method;
extern const struct tally_method equal_shares_method;
extern const struct tally_method rank_total_method;
extern const struct tally_method equal_roles_method;
extern const struct tally_method scottish_stv_method;
extern const struct tally_method meek_stv_method;
extern const struct tally_method borda_method;
extern const struct tally_method irv_method;
extern const struct tally_method schulze_method;
extern const struct tally_method ranked_pairs_method;
extern const struct tally_method ratings_method;
extern const struct tally_method consensus_method;

/** True when each mark is 0 or 1 and at least one, at most `most`, of them is 1. */
bool marks_are_ticks(const int16_t *marks, size_t options, size_t most);
/** Valid of rules where any number of options, at least one, is approved of. */
bool marks_approve(const struct tally_rule *rule, const int16_t *marks, size_t options);
/** Valid of rules where one option is chosen. */
bool marks_choose(const struct tally_rule *rule, const int16_t *marks, size_t options);
/** Valid of rules where each option is given a score or grade of 0 to the scale, or none. */
bool marks_on_scale(const struct tally_rule *rule, const int16_t *marks, size_t options);
/** Ballots that count: cast, neither blank nor spoilt. */
int64_t heads_valid(const struct tally_heads *heads);
/** Of how many a share is taken; `answered` is the base where only answers count. */
int64_t share_base(enum tally_base base, const struct tally_heads *heads, int64_t answered);
/** The fewest, at least 1, that are numerator/denominator of `base`, or above it unless
 * `at_least`. */
int64_t share_needed(int64_t numerator, int64_t denominator, bool at_least, int64_t base);
/** Valid of rules where options are ranked: at least one is, with ranks within the limit. */
bool marks_rank(const struct tally_rule *rule, const int16_t *marks, size_t options);
/** Verdict of the rules that put options in order: the highest total first. */
void rank_by_total(const struct tally_rule *rule, struct tally_result *result);
/** The same with the lowest total first. */
void rank_by_lowest(const struct tally_rule *rule, struct tally_result *result);
/**
 * Puts the options in order by `compare` (below 0: `a` comes first; 0: level) and fills in order,
 * level and winners, OUTCOME_RANKED.
 */
void result_rank(struct tally_result *result,
	int (*compare)(const void *context, size_t a, size_t b), const void *context);
/** A profile without its withdrawn options, and which options of it were kept. */
struct struck {
	struct tally_profile profile;
	size_t options; /**< before */
	size_t *kept;   /**< profile.options of them, ascending */
	int16_t *marks;
	const char **names;
	int64_t *costs;
};

/** True when some option is withdrawn. */
bool profile_has_withdrawn(const struct tally_profile *profile);
/** Strikes the withdrawn options from the ballots. */
void struck_init(struct struck *struck, const struct tally_profile *profile);
/** Gives the options of a result counted without them their numbers back. */
void struck_restore(const struct struck *struck, struct tally_result *result);
void struck_finish(struct struck *struck);
/**
 * Puts the options in order by peeling: those that none beats stand first, then those that none of
 * the others beats, and so on. `beats` must be free of circles.
 */
void result_peel(struct tally_result *result,
	bool (*beats)(const void *context, size_t a, size_t b), const void *context);
/** The same by level numbers, 0 first, of which none may be missing. */
void result_rank_levels(struct tally_result *result, const size_t *levels);
/**
 * Of an order that stands: breaks ties by result->lot where it was drawn, earliest first, and
 * records each tie that was broken, or a tie for the first place that stands.
 */
void result_settle_ties(struct tally_result *result);
/** After the options were put in order: the winners are those elected or bought. */
void result_elected_win(struct tally_result *result, bool complete);
/** Appends a stage with this kind, zeroed otherwise. Valid until the next one is added. */
struct tally_stage *result_stage(struct tally_result *result, enum tally_stage_kind kind);
/** Appends a tie. Valid until the next one is added. */
struct tally_tie *result_tie(struct tally_result *result, enum tally_tie_at at, size_t stage);
/** Appends an option number. */
void list_add(struct tally_list *list, size_t option);
/** True when the option is in the list. */
bool list_contains(const struct tally_list *list, size_t option);
/** Makes `to` hold the same option numbers as `from`. */
void list_copy(struct tally_list *to, const struct tally_list *from);
/** Puts option numbers in ascending order. */
void list_sort(struct tally_list *list);
/** Draws the lot into result->lot where the rule has a seed and it is not drawn yet. */
void result_draw_lot(struct tally_result *result, const struct tally_rule *rule,
	const struct tally_profile *profile);
/** The place of each option in result->lot, `options` numbers owned by the caller; NULL without
 * lot.
 */
size_t *result_lot_places(const struct tally_result *result);

/** The pairwise matrix while ballots are added up. */
struct pairs {
	size_t options, width;
	int16_t *keys;    /* width: the ranks of one ballot */
	uint16_t *counts; /* options × width: not in totals yet */
	int64_t *totals;  /* options × width */
	int64_t counted;  /* ballots in counts */
};

void pairs_init(struct pairs *pairs, size_t options);
/** Adds a ballot of ranks that stands for `weight` ballots. */
void pairs_add(struct pairs *pairs, const int16_t *marks, int64_t weight);
/** Hands the matrix over, and how many ballots ranked each option; frees the rest. */
void pairs_finish(struct pairs *pairs, struct tally_sums *sums);

/** In a list of places: the last of options that share a rank; the rest of it is the option. */
enum { PLACE_LAST = 0x8000 };

/**
 * The ranked options of a ballot in `places` (room for `options`), best first, level ones in
 * option order, PLACE_LAST set on the last of each rank. Returns how many are ranked.
 */
size_t marks_sort(const int16_t *marks, size_t options, uint16_t *places);

/** A ballot as a list of places. */
struct ranking {
	const uint16_t *places;
	size_t count;
	size_t gone; /* places before this one are those of options that went out */
	int64_t weight;
};

/** Ballots as lists. */
struct rankings {
	struct ranking *items;
	size_t count;
	uint16_t *places; /* all of them, one ballot after the other */
};

/** All ballots of a profile; `cut_at_shared`: only up to the first rank that several share. */
void rankings_init(
	struct rankings *rankings, const struct tally_profile *valid, bool cut_at_shared);
void rankings_finish(struct rankings *rankings);

/**
 * States a search has been in: each `words` words, numbered in the order they were added. States
 * beyond `limit` are not taken, and the search must then say that it does not know.
 */
struct universe {
	size_t words, count, limit, capacity;
	uint64_t *states;
	uint32_t *slots; /* capacity: number of a state + 1, or 0 */
};

void universe_init(struct universe *universe, size_t words, size_t limit);
void universe_finish(struct universe *universe);
/** True when the state was not there before; with room left it is added. */
bool universe_add(struct universe *universe, const uint64_t *state);
/** State number `index`; valid until the next one is added. */
const uint64_t *universe_state(const struct universe *universe, size_t index);

#endif
