#ifndef ROUNDTABLE_CORE_MIXING_H
#define ROUNDTABLE_CORE_MIXING_H

#include "roundtable/base/array.h"
#include "roundtable/base/buf.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/**
 * Small groups: the people in the room dealt into tables, pairs or fours, each as like the room as
 * can be. Where there were small groups before, they are mixed anew: nobody meets more of those
 * they were with than must be.
 */

struct model;
struct poll;
struct stage;

/** The fewest people who are parted into small groups. */
enum { MIXED_FEWEST = 4, SMALL_GROUPS_MOST = 99 };

/** People in small groups, from one stage on until they are mixed anew. */
struct mixing {
	int64_t id;
	int stage;
	int groups;
	struct ids persons; /**< in the order of the lot; who came later after them */
	struct ids group;   /**< which one each is in, from 0 */
};

/** How a stage works in small groups. */
enum small_groups {
	SMALL_GROUPS_NONE,
	SMALL_GROUPS_MIXED,    /**< people are dealt into them: "3", "of 6" */
	SMALL_GROUPS_AS_BEFORE /**< those that are there go on: "as before" */
};

/** How a stage works in small groups; SMALL_GROUPS_NONE also where it is written wrongly. */
enum small_groups stage_small_groups(const struct stage *stage);
/** How many small groups so many people make in a stage that mixes them: at least two in each. 0:
 * it does not, or they are too few. */
int stage_small_groups_of(const struct stage *stage, size_t people);

/** The small groups of a stage: those made in it or, for want of any, last before it. NULL: none.
 */
const struct mixing *model_mixing(const struct model *model, int stage);
/** The small groups there were before these. NULL: none. */
const struct mixing *model_mixing_before(const struct model *model, const struct mixing *mixing);
/** Which small group somebody is in, from 0; -1: none. */
int mixing_group(const struct mixing *mixing, int64_t person);
/** Makes `persons` who is here of a small group, in roster order. */
void mixing_here(
	const struct model *model, const struct mixing *mixing, int group, struct ids *persons);
/** The most people of their last small group whom anybody meets again in these. */
int mixing_met(const struct model *model, const struct mixing *mixing);
/** Puts persons into the order of the lot of small groups with this id: that of the SHA-256 of the
 * session's id, a space, the id, a line feed and the person's id. Nobody has a hand in it, and
 * anybody can draw it again. */
void mixing_draw(const struct model *model, int64_t id, struct ids *persons);
/**
 * Deals the persons (in the order of a lot) into so many small groups of a stage: `group` (empty)
 * gets the number of each. Every role, every group of roles and every small group of before is
 * spread as evenly as can be, by their roles and places in `model`; see deal.h.
 */
void mixing_deal(const struct model *model, int stage, const struct ids *persons, int groups,
	struct ids *group);

/** Whether small groups vote in a stage, and not people. */
bool stage_groups_vote(const struct stage *stage);
/** A small group as a voter: below 0. And back: its number from 0. */
int64_t mixing_voter(int group);
int mixing_voter_group(int64_t voter);
/** Whose ballot it is when this person votes in a poll: theirs, or that of their small group; 0:
 * they are in none. */
int64_t poll_voter(const struct model *model, const struct poll *poll, int64_t person);
/** Appends how a voter of a poll is called in the room: a person's name, a small group's number. */
void sentence_voter(const struct model *model, int64_t voter, struct buf *out);
/** Whether small groups gave marks that are numbers, to be shown beside the result. */
bool poll_group_marks(const struct poll *poll);
/** Appends the mark that a small group gave an option, "–" for none. */
void sentence_group_mark(const struct poll *poll, int64_t voter, size_t option, struct buf *out);
/** Appends what each small group gave an option; nothing without poll_group_marks(). */
void sentence_group_marks(const struct poll *poll, size_t option, struct buf *out);

/** Appends "Small group 2: Ann, Ben": who is here of it, by name, for the room. */
void sentence_small_group(
	const struct model *model, const struct mixing *mixing, int group, struct buf *out);
/** Appends how the small groups were made, and how many meet again. */
void sentence_mixing(const struct model *model, const struct mixing *mixing, struct buf *out);

#endif
