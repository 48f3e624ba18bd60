#ifndef ROUNDTABLE_TESTS_MINUTES_ROOM_H
#define ROUNDTABLE_TESTS_MINUTES_ROOM_H

#include "roundtable/core/decide.h"

/** A session led by a test, through the same commands as a person at the keys. */
struct room {
	struct model model;
	struct plan plan;
	moment now;
	struct random_seeded seeded;
	struct random random;
};

/**
 * What is wished: kind, who, numbers and words. Parsed from the other members of struct body by
 * designated initialisers.
 */
#define DO(room, what, ...) room_do((room), EVENT_##what, (struct body){__VA_ARGS__}, NULL, NULL)
#define SAY(room, what, words, ...)                                                                \
	room_do((room), EVENT_##what, (struct body){__VA_ARGS__}, (words), NULL)
#define SAY_TWO(room, what, words, more, ...)                                                      \
	room_do((room), EVENT_##what, (struct body){__VA_ARGS__}, (words), (more))

void room_init(struct room *room);
void room_finish(struct room *room);

/** Starts the session after room->plan. */
void room_start(struct room *room, bool rehearsal);
/**
 * Does a command, which must not be refused; the seq of its first event. `words` may be NULL; a
 * second word too.
 */
int64_t room_do(struct room *room, enum event_kind kind, struct body body, const char *words,
	const char *more);
/** The same said by a person, with up to three words parted by '|'. */
int64_t room_say_by(
	struct room *room, int64_t by, enum event_kind kind, struct body body, const char *words);
/** Casts a ballot with these marks; for `none` marks a blank one. */
void room_cast(struct room *room, int64_t poll, int64_t person, const int64_t *marks, size_t count);
/** Lets minutes pass. */
void room_wait(struct room *room, int minutes);

/** Adds a role to the plan (before room_start()). */
void room_role(struct room *room, const char *name);
/** Adds a stage to the plan (before room_start()). */
struct stage *room_stage(struct room *room, enum activity activity, const char *title, int minutes,
	const char *prompt);
void stage_item(struct stage *stage, const char *text);
void stage_column(struct stage *stage, const char *name, enum column_type type);
void stage_set(struct stage *stage, enum setting setting, int64_t number);

/**
 * A whole small workshop with every activity, in which everything that minutes can hold happens
 * once.
 */
void room_whole(struct room *room, bool rehearsal, bool closed);

#endif
