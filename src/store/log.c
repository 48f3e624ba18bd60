/* Reading the log back, checking the chain on the way. */
#include "internal.h"

#include "roundtable/base/i18n.h"
#include "roundtable/codec/codec.h"

#include <string.h>

enum field { SEQ, AT, STEP, BY, KIND, BODY, WORDS, SALT, DIGEST, HASH };

/* A value of the row as bytes; NULL when it is NULL or of another length than wanted (0: any). */
static const void *bytes(sqlite3_stmt *row, enum field field, int wanted, size_t *length)
{
	const void *value = sqlite3_column_blob(row, field);
	int count = sqlite3_column_bytes(row, field);

	if (wanted > 0 && count != wanted)
		return NULL;
	if (length)
		*length = (size_t)count;
	/* An empty text has no bytes to point to and is a value all the same. */
	return !value && sqlite3_column_type(row, field) != SQLITE_NULL ? "" : value;
}

static bool not_as_written(int64_t seq, struct error *err)
{
	return error_set(err, ERROR_BROKEN,
		_("Event %lld does not hold: it is not as it was written."), (long long)seq);
}

/* Whether salt and words still give the digest. Words that are gone took their salt with them. */
static bool words_hold(sqlite3_stmt *row)
{
	unsigned char digest[HASH_BYTES];
	size_t length = 0;
	const char *words = bytes(row, WORDS, 0, &length);
	const unsigned char *salt = bytes(row, SALT, SALT_BYTES, NULL);
	const unsigned char *stored = bytes(row, DIGEST, HASH_BYTES, NULL);

	if (!words)
		return sqlite3_column_type(row, SALT) == SQLITE_NULL;
	if (!salt || !stored)
		return false;
	chain_digest(salt, words, length, digest);
	return memcmp(digest, stored, sizeof digest) == 0;
}

/* Checks the row against the chain and moves the chain on. */
static bool row_holds(sqlite3_stmt *row, struct chain *chain)
{
	const unsigned char *stored = bytes(row, HASH, HASH_BYTES, NULL);
	unsigned char hash[HASH_BYTES];
	struct link link = {
		.seq = sqlite3_column_int64(row, SEQ),
		.at = sqlite3_column_int64(row, AT),
		.step = sqlite3_column_int64(row, STEP),
		.by = sqlite3_column_type(row, BY) == SQLITE_NULL ? BY_NOBODY
								  : sqlite3_column_int64(row, BY),
		.kind = (const char *)sqlite3_column_text(row, KIND),
		.digest = bytes(row, DIGEST, HASH_BYTES, NULL),
	};

	link.body = bytes(row, BODY, 0, &link.body_length);
	if (link.seq != chain->count + 1 || !link.kind || !link.body || !stored ||
		(!link.digest && sqlite3_column_type(row, DIGEST) != SQLITE_NULL) ||
		!words_hold(row))
		return false;
	chain_hash(chain, &link, hash);
	if (memcmp(hash, stored, sizeof hash) != 0)
		return false;
	memcpy(chain->head, hash, sizeof hash);
	chain->count++;
	return true;
}

/* Reads what the row says into `event`, zeroed; what was read so far must be finished when it fails. */
static bool decode(sqlite3_stmt *row, struct event *event, struct error *err)
{
	const char *kind = (const char *)sqlite3_column_text(row, KIND);
	size_t body_length = 0, words_length = 0;
	const char *body = bytes(row, BODY, 0, &body_length);
	const char *words = bytes(row, WORDS, 0, &words_length);

	event->seq = sqlite3_column_int64(row, SEQ);
	event->at = sqlite3_column_int64(row, AT);
	event->step = sqlite3_column_int64(row, STEP);
	event->by = sqlite3_column_type(row, BY) == SQLITE_NULL ? BY_NOBODY
								: sqlite3_column_int64(row, BY);
	event->erased = !words && sqlite3_column_type(row, DIGEST) != SQLITE_NULL;
	if (!kind || !body)
		return error_set(err, ERROR_BROKEN, _("The row is not complete."));
	if (!event_find(kind, &event->kind))
		return error_set(err, ERROR_BROKEN,
			_("This program knows no kind of event called “%s”."), kind);
	return codec_body_read(event->kind, body, body_length, &event->body, err) &&
		(!words || codec_words_read(words, words_length, &event->words, err));
}

/* Whether the event belongs to a step as decide() makes them: of its own, or going on with one before it. */
static bool step_holds(const struct events *events, const struct event *event)
{
	if (event->step == event->seq)
		return true;
	return event->step >= 1 && event->step < event->seq &&
		events->items[event->step - 1].step == event->step;
}

/* Takes one row onto the end of `events`; `err` says what does not hold. */
static bool take(struct store *store, sqlite3_stmt *row, struct events *events,
	struct chain *chain, struct error *err)
{
	int64_t seq = chain->count + 1;
	struct event event = {0};
	struct error why = {0};
	bool first = seq == 1;
	bool done = false;

	/* The first event brings the key of the chain, so it is read before it is checked. */
	if (!first && !row_holds(row, chain)) {
		not_as_written(seq, err);
	} else if (!decode(row, &event, &why)) {
		error_set(err, ERROR_BROKEN, _("Event %lld cannot be read. %s"), (long long)seq,
			why.text);
	} else if (first && (event.kind != EVENT_SESSION_STARTED ||
				    !chain_start(chain, event.body.id) || !event.body.plan)) {
		error_set(err, ERROR_BROKEN, _("%s does not begin with the start of a session."),
			store->path);
	} else if ((first && !row_holds(row, chain)) || !step_holds(events, &event)) {
		not_as_written(seq, err);
	} else {
		*array_push(events) = event;
		event = (struct event){0};
		done = true;
	}
	event_finish(&event);
	error_finish(&why);
	return done;
}

/* Reads all rows. False when one does not hold (`broken` names it) or the file cannot be read (`broken` 0). */
static bool read_rows(struct store *store, struct events *events, struct chain *chain,
	int64_t *broken, struct error *err)
{
	sqlite3_stmt *rows = NULL;
	int code = sqlite3_prepare_v2(store->db,
		"SELECT seq, at, step, \"by\", kind, body, words, salt, digest, hash FROM event "
		"ORDER BY seq",
		-1, &rows, NULL);
	bool holds = true;

	while (code == SQLITE_OK && holds && (code = sqlite3_step(rows)) == SQLITE_ROW) {
		code = SQLITE_OK;
		holds = take(store, rows, events, chain, err);
	}
	sqlite3_finalize(rows);
	if (holds && (code == SQLITE_DONE))
		return true;
	if (!holds || (code & 0xff) == SQLITE_CORRUPT) {
		*broken = (int64_t)events->count + 1;
		return holds ? not_as_written(*broken, err) : false;
	}
	return connection_failed(store, code, err);
}

/* What the file holds, all of one moment. */
static bool read_all(struct store *store, struct events *events, struct boxes *boxes,
	struct chain *chain, int64_t *broken, struct error *err)
{
	if (!connection_run(store, "BEGIN", err))
		return false;
	bool done = read_rows(store, events, chain, broken, err);
	if (done || *broken > 0)
		done = boxes_load(store, boxes, done ? err : NULL) && done;
	sqlite3_exec(store->db, "COMMIT", NULL, NULL, NULL);
	return done;
}

bool store_load(struct store *store, struct events *events, struct boxes *boxes,
	int64_t *broken, struct error *err)
{
	struct events read = {0};
	struct boxes lying = {0};
	struct chain chain = {0};

	*broken = 0;
	if (store->in_turn || store->creating)
		return error_set(err, ERROR_SYSTEM,
			_("%s is in the middle of something else."), store->path);
	if ((store->failed || !store->db) && !connection_renew(store, err))
		return false;
	bool done = read_all(store, &read, &lying, &chain, broken, err);
	if (done && chain.count == 0)
		done = error_set(err, ERROR_BROKEN,
			_("%s does not begin with the start of a session."), store->path);
	if (!done && *broken == 0) {
		for (size_t i = 0; i < read.count; i++)
			event_finish(&read.items[i]);
		array_finish(&read);
		boxes_finish(&lying);
		return false;
	}
	if (!done)
		connection_forbid(store,
			_("The record in %s is not whole: event %lld does not hold. What stands before "
			  "it is shown; nothing new is recorded."),
			store->path, (long long)*broken);
	store->chain = store->turn = chain;
	store->loaded = true;
	*events = read;
	*boxes = lying;
	return done;
}
