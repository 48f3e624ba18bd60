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
 * How a statement was rated the last time, in a session before this one: what was published then of
 * the whole room, carried over when this session was begun. Borrowed from the model.
 */
struct rated_before {
	const struct earlier *session; /**< in which it was rated */
	struct tally_rule rule;        /**< its scale */
	char *const *answers;          /**< the words of the scale, tally_scale() + 1 of them */
	const int64_t *counts;         /**< how often each was given */
	int64_t ballots;
};
/** Whether such an event holds together: so many answers to each statement that is named, and none
 * given more often than there were ballots. */
bool rated_before_whole(const struct event *event);
/**
 * Finds how a statement of a closed poll was rated the last time: in the same stage (see
 * stage_same()), with the same words. False: it was not, or nothing of it may be shown.
 */
bool rated_before_find(const struct model *model, const struct poll *poll, size_t option,
	struct rated_before *before);
/** Whether that was on the same scale. */
bool rated_before_alike(const struct rated_before *before, const struct rated *now);
/** Finds it and how far the statement moved since, -100 to 100; false where that cannot be said:
 * nobody rated it one of the times, or on another scale. */
bool rated_before_moved(
	const struct rated *now, size_t option, struct rated_before *before, int *moved);
/** Appends in whole sentences what moved since then, and of which day that is; or why it cannot be
 * said. Nothing where nobody rated it this time. */
void sentence_moved_since(
	const struct rated_before *before, const struct rated *now, size_t option, struct buf *out);

/** The parts of the room in which something is shown once: a poll, or who spoke. */
struct parts_shown {
	const struct model *model;
	const struct ids *parts; /**< see parts.h; borrowed */
	struct ids counts;       /**< by part: how many ballots, or people */
	int64_t least;           /**< fewest that may be shown */
};
/** The parts of a poll, with its ballots and the minimum of its stage; `shown` is zeroed before,
 * `shown->counts` is the caller's. */
void parts_of_rated(const struct rated *rated, struct parts_shown *shown);

/**
 * The parts of the room that can stand beside each other. Each is one role or several; two roles
 * are in one part as soon as one time they were shown together, for otherwise the smaller part
 * could be taken from the larger.
 */
struct common_parts {
	size_t times; /**< how many were given */
	struct common_part {
		char *name;
		bool *shown; /**< each time: there is enough to be shown */
	} * items;
	size_t count, capacity;
	/** Each time: for each part shown then the number of the common one, -1: none. */
	struct ids *part_of;
};

/**
 * Finds them for what was shown several times. None where less than two times parts were shown, or
 * where all of them come to be one, the whole room. The strictest `least` holds for all: what has
 * fewer is not shown. `parts` is zeroed before; ended with common_parts_finish().
 */
void common_parts_find(const struct parts_shown *shown, size_t times, struct common_parts *parts);
void common_parts_finish(struct common_parts *parts);
/** Appends what lies in the middle of a part for a statement, without a full stop; nothing where it
 * is not shown, or where too few of it rated the statement. */
void sentence_common_part(const struct common_parts *parts, size_t part, size_t time,
	const struct rated *rated, size_t option, struct buf *out);

#endif
