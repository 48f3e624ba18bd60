#ifndef ROUNDTABLE_CODEC_CODEC_H
#define ROUNDTABLE_CODEC_CODEC_H

#include "roundtable/base/buf.h"
#include "roundtable/base/error.h"
#include "roundtable/core/event.h"

#include <stdbool.h>

/**
 * Events as JSON and back. One table of fields (core/event.h) drives both directions; a field with
 * its default (0, empty, NULL) is left out, one that is missing reads as its default, one that is
 * unknown is ignored, so that fields may be added.
 */

/** Appends the body as a JSON object: the fields of the event's kind, in the order of the list. */
void codec_body_write(const struct event *event, struct buf *out);
/** Reads a body for `kind` into a zeroed `body` (role, item, stage default to -1 where the kind has
 * them). */
bool codec_body_read(enum event_kind kind, const char *json, size_t length, struct body *body,
	struct error *err);
/** Appends the words as a JSON array of strings. */
void codec_words_write(const struct texts *words, struct buf *out);
bool codec_words_read(const char *json, size_t length, struct texts *words, struct error *err);

/** Appends the whole event as one JSON object on one line, for `log --json`: seq, at (ISO), step,
 * by, kind, body, words (null when erased). */
void codec_event_write(const struct event *event, struct buf *out);

#endif
