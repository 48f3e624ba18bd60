#ifndef ROUNDTABLE_CODEC_AUDIENCE_H
#define ROUNDTABLE_CODEC_AUDIENCE_H

#include "roundtable/base/buf.h"
#include "roundtable/base/error.h"
#include "roundtable/core/audience.h"

/**
 * The audience as JSON and back: what a wall or a device is told, documented in roundtable-http(7).
 *
 * One table of fields drives both directions. Numbers that are 0, answers that are no and words
 * that are missing are left out; what is missing reads as that; what is unknown is ignored, so that
 * fields may be added. Kinds and states are written by name.
 */

/** Appends the audience as one JSON object on one line. */
void codec_audience_write(const struct audience *audience, struct buf *out);
/**
 * Reads it into `audience` (zeroed, or finished before); its words are sanitised and belong to it,
 * audience_finish() frees all. ERROR_BROKEN when it is no audience; `audience` is untouched then.
 */
bool codec_audience_read(
	const char *json, size_t length, struct audience *audience, struct error *err);

#endif
