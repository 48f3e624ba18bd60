#ifndef ROUNDTABLE_CODEC_MEMBERS_H
#define ROUNDTABLE_CODEC_MEMBERS_H

#include <stddef.h>

/* Inside codec: which members of the audience stand under which name in JSON, one table a struct.
 */

enum member_type {
	MEMBER_TEXT,   /* const char * */
	MEMBER_OWNED,  /* char * that the audience frees itself */
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
	role_members, burden_members, item_members;

#endif
