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

/** True when each mark is 0 or 1 and at least one, at most `most`, of them is 1. */
bool marks_are_ticks(const int16_t *marks, size_t options, size_t most);
/** Valid of rules where one option is chosen. */
bool marks_choose(const struct tally_rule *rule, const int16_t *marks, size_t options);
/** Verdict of the rules that put options in order: the highest total first. */
void rank_by_total(const struct tally_rule *rule, struct tally_result *result);
/**
 * Puts the options in order by `compare` (below 0: `a` comes first; 0: level) and fills in order,
 * level and winners, OUTCOME_RANKED.
 */
void result_rank(struct tally_result *result,
	int (*compare)(const void *context, size_t a, size_t b), const void *context);
/** Appends a stage with this kind, zeroed otherwise. Valid until the next one is added. */
struct tally_stage *result_stage(struct tally_result *result, enum tally_stage_kind kind);
/** Appends a tie. Valid until the next one is added. */
struct tally_tie *result_tie(struct tally_result *result, enum tally_tie_at at, size_t stage);
/** Appends an option number. */
void list_add(struct tally_list *list, size_t option);
/** True when the option is in the list. */
bool list_contains(const struct tally_list *list, size_t option);
/** Puts option numbers in ascending order. */
void list_sort(struct tally_list *list);
/** Draws the lot into result->lot where the rule has a seed and it is not drawn yet. */
void result_draw_lot(struct tally_result *result, const struct tally_rule *rule,
	const struct tally_profile *profile);
/** The place of each option in result->lot, `options` numbers owned by the caller; NULL without
 * lot.
 */
size_t *result_lot_places(const struct tally_result *result);

#endif
