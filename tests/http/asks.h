#ifndef ROUNDTABLE_TESTS_ASKS_H
#define ROUNDTABLE_TESTS_ASKS_H

#include "hall.h"

/* What well-behaved clients write to the open door of a hall, byte for byte. */

/** The host and port of the door. */
const char *asks_authority(const struct hall *hall);
/** Appends a whole request; `token` and `body` may be NULL. */
void asks_write(const struct hall *hall, const char *request, const char *token, const char *body,
	struct buf *out);
/** Appends the request that sends a card whose words are its nonce. */
void asks_card(const struct hall *hall, const char *token, const char *nonce, struct buf *out);
/** Appends the request that sends a ballot; `marks` is JSON. */
void asks_ballot(const struct hall *hall, const char *token, int64_t poll, const char *nonce,
	const char *marks, struct buf *out);
/** Appends the request of a form of the page, as a browser sends it. */
void asks_form(const struct hall *hall, const char *token, const char *body, struct buf *out);
/** Joins with the code; `rest` are further members, the answer is in `hall_body`. */
void asks_join(struct hall *hall, const char *rest);

/** Sends what was written. */
void guest_says(struct guest *guest, const struct buf *request);
/** How often it heard this. */
int times_heard(const struct buf *heard, const char *part);

#endif
