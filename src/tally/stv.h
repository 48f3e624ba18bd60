#ifndef ROUNDTABLE_SRC_TALLY_STV_H
#define ROUNDTABLE_SRC_TALLY_STV_H

#include "rules.h"

/* What the counts by single transferable vote share: who is elected, ties, stages, the end. */

enum stv_state {
	STV_HOPEFUL, /* still in the count, without a seat */
	STV_ELECTED,
	STV_EXCLUDED,
};

struct stv {
	struct tally_result *result;
	size_t options, seats;
	size_t hopefuls;        /* how many are STV_HOPEFUL */
	enum stv_state *states; /* per option */
	int64_t *votes;         /* per option, in units of the result */
	int64_t lost, dropped;  /* as in a stage */
	int64_t quota;
	size_t *lot;  /* place of each option in the lot; NULL without a seed */
	bool earlier; /* votes at earlier stages break ties */
};

/** `result` is the one to be filled in; its unit must be set. */
void stv_init(struct stv *stv, const struct tally_rule *rule, const struct tally_profile *valid,
	struct tally_result *result);
/** Fills in what the result says of the count as it stands, and frees the rest. */
void stv_finish(struct stv *stv);

/** True when all seats are taken, or no more options are left than there are seats. */
bool stv_over(const struct stv *stv);
/** Appends a stage with the votes and the quota as they stand. Valid until the next one. */
struct tally_stage *stv_stage(struct stv *stv, enum tally_stage_kind kind);
/** Gives a stage the votes and the quota as they stand now. */
void stv_stage_update(const struct stv *stv, struct tally_stage *stage);
/** Elects whoever has reached the quota, most votes first: a stage, or NULL when nobody has. */
struct tally_stage *stv_elect(struct stv *stv);
/** Gives the seats left, if any, to the options left. */
void stv_fill(struct stv *stv);
/**
 * Which of the tied options is chosen as `at` says, in `chosen`; recorded, if there are several,
 * as a tie that leads to the next stage. False when nothing breaks the tie: then it is the lowest.
 * `tied` is ascending; what is left of it are those among whom nothing but the lot could choose.
 */
bool stv_settle(struct stv *stv, enum tally_tie_at at, struct tally_list *tied, size_t *chosen);
/**
 * Whom of the tied to exclude, in `out`. Without a lot, options which hold no votes go out in their
 * own order where all of them go out, for then the order changes nothing: `idle` says that no
 * votes can come to them in between. False when the tie stops the count.
 */
bool stv_choose_out(struct stv *stv, struct tally_list *tied, bool idle, size_t *out);
/** Marks an option as out. */
void stv_exclude(struct stv *stv, size_t option);
/** The count ends here, undecided among `tied`. */
void stv_stop(struct stv *stv, const struct tally_list *tied);

#endif
