#ifndef ROUNDTABLE_CODEC_JSON_H
#define ROUNDTABLE_CODEC_JSON_H

#include "roundtable/base/array.h"
#include "roundtable/base/buf.h"
#include "roundtable/base/error.h"
#include "roundtable/core/plan.h"

#include <jansson.h>

/*
 * Inside codec: the pieces both directions are made of. Writing is by hand, so that the bytes are
 * ours for good.
 */

/** Appends a JSON string; bytes that are not UTF-8 become U+FFFD, for no reader would take them. */
void write_text(struct buf *out, const char *text);
/** Appends a number in decimal. */
void write_number(struct buf *out, int64_t number);
/** Appends a JSON array of strings. */
void write_texts(struct buf *out, const struct texts *texts);
/** Begins a member of an object: a comma unless it is the first, the name, the colon. */
void write_name(struct buf *out, const char *name);

/**
 * Reads JSON text of `type`; NULL with ERROR_BROKEN when it is anything else. The caller lets go of
 * it with json_decref().
 */
json_t *read_document(const char *json, size_t length, json_type type, struct error *err);
/** Says that the value of `name` is not what it must be. Always false. */
bool read_refuse(const char *name, struct error *err);
/** Reads an array of strings onto the end of `texts`. */
bool read_texts(const json_t *value, const char *name, struct texts *texts, struct error *err);

/** Appends a plan as a JSON object: names, not numbers, for activities, types and settings. */
void write_plan(struct buf *out, const struct plan *plan);
/** Reads a plan into a zeroed one; what was read so far must be finished when it fails. */
bool read_plan(const json_t *value, struct plan *plan, struct error *err);

#endif
