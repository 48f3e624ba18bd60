#ifndef ROUNDTABLE_SRC_CORE_CARRY_H
#define ROUNDTABLE_SRC_CORE_CARRY_H

#include "../rule.h"

/** What is being carried: ids there, and beside each what it is here. */
struct carrying {
	struct deciding *d;
	const struct model *from;
	struct plan *plan; /* of the new session */
	int64_t last;      /* id here of the session that is followed */
	struct map {
		struct ids there, here;
	} things, kinds; /* the group's own kinds of decisions: by the rules that named them */
};

/** Adds what the event `there` of the earlier session told, where it first was told. Valid until
 * the next one. */
struct event *carry_bring(struct carrying *carrying, enum event_kind kind, int64_t there);
/** Adds words to it; NULL: "". */
void carry_say(struct event *event, const char *words);
/** Carries how statements were rated: the newest rating in each stage, of whichever session. */
void carry_ratings(struct carrying *carrying);

#endif
