/* A turn: one transaction with what it writes. */
#include "internal.h"

#include "roundtable/base/i18n.h"
#include "roundtable/codec/codec.h"

#include <string.h>

/* For a call that does not fit: writing outside a turn, beginning one twice. */
static bool refuse_call(const struct store *store, struct error *err)
{
	return error_set(
		err, ERROR_SYSTEM, _("%s is in the middle of something else."), store->path);
}

bool store_begin(struct store *store, struct error *err)
{
	if (store->creating)
		return true; /* the turn that makes the file is open */
	if (store->why)
		return error_set(err, ERROR_READ_ONLY, "%s", store->why);
	if (!store->loaded || store->in_turn)
		return refuse_call(store, err);
	if (connection_moved(store, err))
		return false;
	sqlite3_stmt *begin = connection_statement(store, STATEMENT_BEGIN, err);
	if (!begin || !journal_stays(store, true, err) || !connection_do(store, begin, err))
		return false;
	store->turn = store->chain;
	store->in_turn = true;
	store->erasing = false;
	return true;
}

/* --- events --- */

static bool refuse_event(const struct event *event, struct error *err)
{
	return error_set(err, ERROR_SYSTEM, _("The entry %lld does not follow the one before it."),
		(long long)event->seq);
}

/* What an event looks like in the file. */
struct row {
	struct link link;
	unsigned char salt[SALT_BYTES], digest[HASH_BYTES], hash[HASH_BYTES];
};

static void make_row(struct store *store, const struct event *event, struct row *row)
{
	buf_clear(&store->body);
	codec_body_write(event, &store->body);
	buf_clear(&store->words);
	if (event->words.count > 0) {
		codec_words_write(&event->words, &store->words);
		store->random.fill(store->random.context, row->salt, sizeof row->salt);
		chain_digest(row->salt, store->words.bytes, store->words.count, row->digest);
	}
	row->link = (struct link){
		.seq = event->seq,
		.at = event->at,
		.step = event->step,
		.by = event->by,
		.kind = event_name(event->kind),
		.body = store->body.bytes,
		.body_length = store->body.count,
		.digest = event->words.count > 0 ? row->digest : NULL,
	};
	chain_hash(&store->turn, &row->link, row->hash);
}

static bool add_event(struct store *store, const struct event *event, struct error *err)
{
	sqlite3_stmt *add = connection_statement(store, STATEMENT_EVENT_ADD, err);
	struct row row = {0};

	if (!add)
		return false;
	if (event->seq != store->turn.count + 1 ||
		(event->seq == 1 && !chain_start(&store->turn, body_rare(&event->body)->id)))
		return refuse_event(event, err);
	make_row(store, event, &row);
	sqlite3_bind_int64(add, 1, event->seq);
	sqlite3_bind_int64(add, 2, event->at);
	sqlite3_bind_int64(add, 3, event->step);
	if (event->by != BY_NOBODY)
		sqlite3_bind_int64(add, 4, event->by);
	sqlite3_bind_text(add, 5, row.link.kind, -1, SQLITE_STATIC);
	sqlite3_bind_text(add, 6, row.link.body, (int)row.link.body_length, SQLITE_STATIC);
	if (row.link.digest) {
		sqlite3_bind_text(
			add, 7, store->words.bytes, (int)store->words.count, SQLITE_STATIC);
		sqlite3_bind_blob(add, 8, row.salt, sizeof row.salt, SQLITE_STATIC);
		sqlite3_bind_blob(add, 9, row.digest, sizeof row.digest, SQLITE_STATIC);
	}
	sqlite3_bind_blob(add, 10, row.hash, sizeof row.hash, SQLITE_STATIC);
	if (!connection_do(store, add, err))
		return false;
	memcpy(store->turn.head, row.hash, sizeof row.hash);
	store->turn.count++;
	return true;
}

/*
 * Destroys words and salts. Right after their words_erased event: the trigger lets it pass only
 * while that is the last.
 */
static bool erase_words(struct store *store, const struct ids *seqs, struct error *err)
{
	sqlite3_stmt *erase = connection_statement(store, STATEMENT_WORDS_ERASE, err);

	if (!erase)
		return false;
	for (size_t i = 0; i < seqs->count; i++) {
		sqlite3_bind_int64(erase, 1, seqs->items[i]);
		if (!connection_do(store, erase, err))
			return false;
	}
	store->erasing = true;
	return true;
}

/* The thing whose half-typed forms go with this event: its words are erased, or its poll is over.
 * 0: none. */
static int64_t forgets_drafts_of(const struct event *event)
{
	if (event->kind == EVENT_WORDS_ERASED)
		return event->body.thing;
	return event->kind == EVENT_POLL_CLOSED || event->kind == EVENT_POLL_VOIDED
		       ? event->body.poll
		       : 0;
}

/* Drafts repeat what was said, or name who stepped to a vote: they must not outlive it. */
static bool forget_drafts(struct store *store, int64_t thing, struct error *err)
{
	sqlite3_stmt *about = connection_statement(store, STATEMENT_DRAFTS_ABOUT, err);

	if (!about)
		return false;
	sqlite3_bind_int64(about, 1, thing);
	if (!connection_do(store, about, err))
		return false;
	if (sqlite3_changes(store->db) > 0)
		store->erasing = true; /* of a draft, too, nothing is left in the file */
	return true;
}

bool store_write(struct store *store, const struct change *change, struct error *err)
{
	if (!store->in_turn)
		return refuse_call(store, err);
	for (size_t i = 0; i < change->events.count; i++) {
		const struct event *event = &change->events.items[i];
		if (!add_event(store, event, err))
			return false;
		if (forgets_drafts_of(event) != 0 &&
			!forget_drafts(store, forgets_drafts_of(event), err))
			return false;
		if (event->kind == EVENT_WORDS_ERASED &&
			!erase_words(store, &body_rare(&event->body)->things, err))
			return false;
	}
	return boxes_write(store, change, err);
}

bool store_draft_put(struct store *store, const char *place, const char *text, struct error *err)
{
	bool keep = text && *text;

	if (!store->in_turn)
		return refuse_call(store, err);
	sqlite3_stmt *draft =
		connection_statement(store, keep ? STATEMENT_DRAFT_PUT : STATEMENT_DRAFT_DROP, err);
	if (!draft)
		return false;
	sqlite3_bind_text(draft, 1, place, -1, SQLITE_STATIC);
	if (keep)
		sqlite3_bind_text(draft, 2, text, -1, SQLITE_STATIC);
	return connection_do(store, draft, err);
}

/* --- the end of a turn --- */

bool store_commit(struct store *store, struct error *err)
{
	if (!store->in_turn)
		return refuse_call(store, err);
	sqlite3_stmt *commit = connection_statement(store, STATEMENT_COMMIT, err);
	if (store->erasing && !journal_stays(store, false, err))
		return false;
	if (!commit || !connection_do(store, commit, err))
		return false;
	store->in_turn = store->creating = false;
	store->chain = store->turn;
	store->loaded = true;
	if (store->erasing)
		store->residue = true;
	if (connection_moved(store, err)) {
		store->loaded = false; /* it is in a file somewhere: what holds is read again */
		return false;
	}
	if (store->residue)
		residue_clean(store);
	return true;
}

void store_rollback(struct store *store)
{
	if (store->in_turn && store->db && !sqlite3_get_autocommit(store->db)) {
		sqlite3_stmt *rollback = connection_statement(store, STATEMENT_ROLLBACK, NULL);
		if (!rollback || !connection_do(store, rollback, NULL))
			store->failed = true;
	}
	store->in_turn = store->erasing = false;
	store->turn = store->chain;
	if (store->failed)
		store->loaded = false;
}
