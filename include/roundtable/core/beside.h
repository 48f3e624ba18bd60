#ifndef ROUNDTABLE_CORE_BESIDE_H
#define ROUNDTABLE_CORE_BESIDE_H

#include "roundtable/base/buf.h"
#include "roundtable/core/model.h"

/**
 * Ratings beside each other: the same statement in two polls, of one session or of several.
 *
 * Nothing is said here that the results of the polls do not say, each for itself. Of parts of the
 * room only what lies in their middle is compared, never how often each answer was given: so that
 * nobody reads from the difference what one person who came or left had answered.
 */

/** A poll of ratings that was closed. */
struct rated {
	const struct model *model;
	const struct poll *poll;
};

/** How far something moves before it is said that it did, out of 100; see tally_rating_moved(). */
enum { MOVED_LEAST = 15, AGREE_LEAST = 10 };

/** The newest poll of a stage if it is one of ratings with figures, else one without a poll. */
struct rated rated_in(const struct model *model, int stage);
/** Whether both were rated on the same scale: the same answers in the same order. */
bool rated_alike(const struct rated *one, const struct rated *other);
/** How often each answer was given to a statement. */
const int64_t *rated_counts(const struct rated *rated, size_t option);
/** How far a statement moved towards the last answer, -100 to 100; 0 where the scales differ. */
int rated_moved(const struct rated *then, size_t before, const struct rated *now, size_t after);
/** Appends in whole sentences what moved: towards which end, the middle answer, the disagreement;
 * or why that cannot be said. */
void sentence_moved(const struct rated *then, size_t before, const struct rated *now, size_t after,
	struct buf *out);
/** Appends what lies in the middle of such a row: "“partly”", "between “partly” and “mostly”";
 * nothing where nobody answered. No full stop. */
void sentence_middle(const struct rated *rated, const int64_t *counts, struct buf *out);

/**
 * The parts of the room that can stand beside each other. Each is one role or several; two roles
 * are in one part as soon as one of the polls showed them together, for otherwise the smaller part
 * could be taken from the larger.
 */
struct common_parts {
	size_t polls; /**< how many were given */
	struct common_part {
		char *name;
		bool *shown;     /**< by poll: there is something to be shown */
		int64_t *counts; /**< by poll: how many ballots */
	} * items;
	size_t count, capacity;
	/** By poll: for each part that it shows the number of the common one. */
	struct ids *part_of;
};

/**
 * Finds them for several polls. None where fewer than two polls show parts, or fewer than two parts
 * are left. The strictest `minimum` of the stages holds for all: what has fewer ballots is not
 * shown. `parts` is zeroed before; ended with common_parts_finish().
 */
void common_parts_find(const struct rated *rated, size_t count, struct common_parts *parts);
void common_parts_finish(struct common_parts *parts);
/** Appends what lies in the middle of a part of a poll for a statement, without a full stop;
 * nothing where it is not shown. */
void sentence_common_part(const struct common_parts *parts, size_t part, const struct rated *rated,
	size_t poll, size_t option, struct buf *out);

#endif
