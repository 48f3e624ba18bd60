#ifndef ROUNDTABLE_CODEC_MEMBERS_H
#define ROUNDTABLE_CODEC_MEMBERS_H

#include "json.h"

#include <stddef.h>

/*
 * Inside codec: which members of what walls and devices are told stand under which name in JSON,
 * one table a struct. Numbers that are 0, answers that are no and words that are missing are left
 * out.
 */

enum member_type {
	MEMBER_TEXT,   /* const char * */
	MEMBER_OWNED,  /* char * that the struct frees itself */
	MEMBER_INT,    /* int */
	MEMBER_NUMBER, /* int64_t */
	MEMBER_SIZE,   /* size_t */
	MEMBER_DAY,    /* day */
	MEMBER_BOOL,   /* bool */
	MEMBER_LETTER, /* char, 0: none */
	MEMBER_NAME,   /* an enum, by name */
};

struct member {
	const char *name;
	enum member_type type;
	size_t at;
	const char *const *names; /* MEMBER_NAME */
	int count;
};

struct members {
	const struct member *items;
	size_t count;
};

extern const struct members audience_members, person_members, vote_members, answer_members,
	role_members, word_members, burden_members, item_members, participant_members,
	place_members, door_members, sum_members, phase_members, grid_members, head_members,
	sides_members, both_members;

/** The members as an object that is left open, so that more can be added. */
void write_members(struct buf *out, const struct members *members, const void *object);
void write_object(struct buf *out, const struct members *members, const void *object);
/** A member that is an array of objects; left out when there are none. */
void write_objects(struct buf *out, const char *name, const struct members *members,
	const void *items, size_t count, size_t size);

/** What the strings and lists of a struct that was read belong to; zeroed: nothing yet. */
struct backing {
	struct texts texts;
	struct {
		void **items;
		size_t count, capacity;
	} blocks;
};
/** Frees a struct backing on the heap and what it holds. */
void backing_destroy(void *backing);
/** Room for at least `count` things, zeroed. */
void *backing_block(struct backing *backing, size_t count, size_t size);
/** A JSON string, sanitised. */
const char *backing_text(struct backing *backing, const json_t *value);

/** Reads what is there; what is missing stays as it was, what is unknown is ignored. */
bool read_members(const json_t *object, const struct members *members, struct backing *backing,
	void *to, struct error *err);
/** A member that is an array of objects, if it is there: room for all of them, read in order. */
bool read_objects(const json_t *object, const char *name, const struct members *members,
	struct backing *backing, void **items, size_t *count, size_t size, struct error *err);

#endif
