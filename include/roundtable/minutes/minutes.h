#ifndef ROUNDTABLE_MINUTES_MINUTES_H
#define ROUNDTABLE_MINUTES_MINUTES_H

#include "roundtable/base/buf.h"
#include "roundtable/core/model.h"
#include "roundtable/minutes/document.h"

#include <stdbool.h>

/**
 * What the minutes say about the file. No time of writing and no place: the same session gives the
 * same bytes.
 */
struct minutes_facts {
	const char *head;      /**< short form of the log's hash head; NULL: not known */
	const char *file_name; /**< how to name the file to `roundtable verify`; NULL: "FILE" */
};

/**
 * The formats, each with one writer: X(ID, "name", function). The name is also the usual ending of
 * a file name.
 */
#define MINUTES_FORMAT_LIST(X)                                                                     \
	X(MD, "md", write_md)                                                                      \
	X(HTML, "html", write_html)                                                                \
	X(TXT, "txt", write_txt)                                                                   \
	X(JSON, "json", write_json)

enum minutes_format {
#define X(id, name, writer) MINUTES_##id,
	MINUTES_FORMAT_LIST(X)
#undef X
		MINUTES_FORMATS,
};

/** The name of a format. */
const char *minutes_format_name(enum minutes_format format);
/** Finds a format by name; false when there is none. */
bool minutes_format_find(const char *name, enum minutes_format *format);

/**
 * Writes the minutes of a session, as far as it has gone, into an empty document.
 *
 * What leaves the room: decisions, actions and the next meeting first; then who was there as they
 * wish to be named, how things were decided, each stage, each decision with its arithmetic,
 * actions, the glossary, parked thoughts, notes, corrections, voided votes. Never how somebody
 * votes best, who voted or did not, how long somebody talked, the facilitator's notes. `model` must
 * have a plan; otherwise the document stays empty.
 */
void minutes_build(
	const struct model *model, const struct minutes_facts *facts, struct document *document);

/**
 * Appends a document in a format. Same document, same bytes.
 *
 * - md: CommonMark with pipe tables; what people said stays text in any CommonMark reader.
 * - html: one file without scripts or outside resources, readable in light, dark and on paper.
 * - txt: for the body of a mail, at most 72 columns but for web addresses.
 * - json: the tree as it is, keys in this order (more may be added):
 *
 *     {"format": "roundtable-minutes", "version": 1, "title": text, "language": tag,
 *      "every_page": [text], "blocks": [block], "footer": [text]}
 *
 *   where a block is one of
 *
 *     {"kind": "heading", "level": 1 to 3, "name": anchor, "text": text}
 *     {"kind": "paragraph" or "notice" or "quote", "runs": [run]}
 *     {"kind": "list", "ordered": bool, "items": [{"level": 0 or 1, "runs": [run]}]}
 *     {"kind": "fields", "fields": [{"term": text, "runs": [run]}]}
 *     {"kind": "table", "caption": text, "columns": [{"name": text, "align": "start" or "end"}],
 *      "rows": [[text]]}
 *     {"kind": "bars", "caption": text,
 *      "bars": [{"label": text, "value": number, "total": number, "text": text}]}
 *
 *   and a run is {"style": "plain" or "strong" or "emphasis", "text": text}.
 */
void minutes_write(const struct document *document, enum minutes_format format, struct buf *out);

#endif
