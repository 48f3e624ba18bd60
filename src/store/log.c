/* Reading the log back, checking the chain on the way. */
#include "internal.h"

#include "roundtable/base/i18n.h"
#include "roundtable/codec/codec.h"

#include <string.h>

enum field { SEQ, AT, STEP, BY, KIND, BODY, WORDS, SALT, DIGEST, HASH };

/*
 * One row as it lies in the file, borrowed from the statement. NULL: NULL there, or not what the
 * schema promises.
 */
struct row {
	struct link link;
	const char *words;
	size_t words_length;
	const unsigned char *salt, *hash;
	bool complete; /* no value is of a form that no program of ours writes */
};

/* A blob of `length` bytes, or NULL; anything else makes the row incomplete. */
static const unsigned char *blob(sqlite3_stmt *from, enum field field, int length, struct row *row)
{
	const unsigned char *bytes = sqlite3_column_blob(from, field);

	if (bytes && sqlite3_column_bytes(from, field) != length)
		row->complete = false;
	return bytes;
}

static void read_row(sqlite3_stmt *from, struct row *row)
{
	*row = (struct row){.complete = true};
	row->link = (struct link){
		.seq = sqlite3_column_int64(from, SEQ),
		.at = sqlite3_column_int64(from, AT),
		.step = sqlite3_column_int64(from, STEP),
		.by = sqlite3_column_type(from, BY) == SQLITE_NULL ? BY_NOBODY
								   : sqlite3_column_int64(from, BY),
		.kind = (const char *)sqlite3_column_text(from, KIND),
		.body = (const char *)sqlite3_column_text(from, BODY),
		.digest = blob(from, DIGEST, HASH_BYTES, row),
	};
	row->link.body_length = (size_t)sqlite3_column_bytes(from, BODY);
	row->words = (const char *)sqlite3_column_text(from, WORDS);
	row->words_length = (size_t)sqlite3_column_bytes(from, WORDS);
	row->salt = blob(from, SALT, SALT_BYTES, row);
	row->hash = blob(from, HASH, HASH_BYTES, row);
	if (!row->link.kind || !row->link.body || !row->hash ||
		(row->words && (!row->salt || !row->link.digest)) || (row->salt && !row->words))
		row->complete = false;
}

static bool not_as_written(int64_t seq, struct error *err)
{
	return error_set(err, ERROR_BROKEN,
		_("Event %lld does not hold: it is not as it was written."), (long long)seq);
}

/* Checks the row against the chain and moves the chain on. */
static bool row_holds(const struct row *row, struct chain *chain)
{
	unsigned char computed[HASH_BYTES];

	if (!row->complete || row->link.seq != chain->count + 1)
		return false;
	if (row->words) {
		chain_digest(row->salt, row->words, row->words_length, computed);
		if (memcmp(computed, row->link.digest, HASH_BYTES) != 0)
			return false;
	}
	chain_hash(chain, &row->link, computed);
	if (memcmp(computed, row->hash, HASH_BYTES) != 0)
		return false;
	memcpy(chain->head, computed, HASH_BYTES);
	chain->count++;
	return true;
}

/*
 * Reads what the row says into `event`, zeroed; what was read so far must be finished when it
 * fails.
 */
static bool decode(const struct row *row, struct event *event, struct error *err)
{
	const struct link *link = &row->link;

	event->seq = link->seq;
	event->at = link->at;
	event->step = link->step;
	event->by = link->by;
	event->erased = !row->words && link->digest;
	if (!row->complete)
		return error_set(err, ERROR_BROKEN, _("Its row is not complete."));
	if (!event_find(link->kind, &event->kind))
		return error_set(err, ERROR_BROKEN,
			_("This program knows no kind of event called “%s”."), link->kind);
	return codec_body_read(event->kind, link->body, link->body_length, &event->body, err) &&
	       (!row->words || codec_words_read(row->words, row->words_length, &event->words, err));
}

/* Years 1970 to 9999: other moments would overflow sums of time, and nobody held a workshop then.
 */
static bool moment_holds(moment at)
{
	return at >= 0 && at <= EVENT_AT_LAST;
}

/*
 * Whether the event belongs to a step as decide() makes them: of its own, or going on with that of
 * the event right before it.
 */
static bool step_holds(const struct events *events, const struct event *event)
{
	if (event->step == event->seq)
		return true;
	return events->count > 0 && events->items[events->count - 1].step == event->step;
}

/* Takes one row onto the end of `events`; `err` says what does not hold. */
static bool take(struct store *store, const struct row *row, struct events *events,
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
				    !chain_start(chain, body_rare(&event.body)->id) ||
				    !body_rare(&event.body)->plan)) {
		error_set(err, ERROR_BROKEN, _("%s does not begin with the start of a session."),
			store->path);
	} else if ((first && !row_holds(row, chain)) || !step_holds(events, &event) ||
		   !moment_holds(event.at)) {
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

/*
 * Reads all rows. False when one does not hold (`broken` names it) or the file cannot be read
 * (`broken` 0).
 */
static bool read_rows(struct store *store, struct events *events, struct chain *chain,
	int64_t *broken, struct error *err)
{
	sqlite3_stmt *rows = NULL;
	int code = sqlite3_prepare_v2(store->db,
		"SELECT seq, at, step, \"by\", kind, body, words, salt, digest, hash FROM event "
		"ORDER BY seq",
		-1, &rows, NULL);
	struct row row;
	bool holds = true;

	while (code == SQLITE_OK && holds && (code = sqlite3_step(rows)) == SQLITE_ROW) {
		code = SQLITE_OK;
		read_row(rows, &row);
		holds = take(store, &row, events, chain, err);
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

/* After an error the file is opened anew by its name; by then that may be the name of another. */
static bool same_session(struct store *store, const struct chain *chain, struct error *err)
{
	if (store->chain.count == 0 || memcmp(store->chain.key, chain->key, sizeof chain->key) == 0)
		return true;
	connection_forbid(store,
		_("%s was replaced by another session while it was open. Nothing more is "
		  "recorded."),
		store->path);
	connection_drop(store);
	return error_set(err, ERROR_MOVED, "%s", store->why);
}

bool store_load(struct store *store, struct events *events, struct boxes *boxes, int64_t *broken,
	struct error *err)
{
	struct events read = {0};
	struct boxes lying = {0};
	struct chain chain = {0};

	*broken = 0;
	if (store->in_turn || store->creating)
		return error_set(err, ERROR_SYSTEM, _("%s is in the middle of something else."),
			store->path);
	if ((store->failed || !store->db) && !connection_renew(store, err))
		return false;
	bool done = read_all(store, &read, &lying, &chain, broken, err);
	if (done && chain.count == 0)
		done = error_set(err, ERROR_BROKEN,
			_("%s does not begin with the start of a session."), store->path);
	done = done && same_session(store, &chain, err);
	if (!done && *broken == 0) {
		for (size_t i = 0; i < read.count; i++)
			event_finish(&read.items[i]);
		array_finish(&read);
		boxes_finish(&lying);
		return false;
	}
	if (!done)
		connection_forbid(store,
			_("The record in %s is not whole: event %lld does not hold. What stands "
			  "before "
			  "it is shown; nothing new is recorded."),
			store->path, (long long)*broken);
	store->chain = store->turn = chain;
	store->loaded = true;
	*events = read;
	*boxes = lying;
	return done;
}
