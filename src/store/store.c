#include "internal.h"

#include "roundtable/base/i18n.h"
#include "roundtable/base/mem.h"

#include <stdlib.h>
#include <string.h>

static struct store *new_store(
	const char *path, enum store_mode mode, struct random random, struct error *err)
{
	char *real = file_real_path(path, err);

	if (!real)
		return NULL;
	struct store *store = mem_alloc(1, sizeof *store);
	store->path = real;
	store->mode = mode;
	store->random = random;
	return store;
}

static void free_store(struct store *store)
{
	connection_drop(store);
	buf_finish(&store->body);
	buf_finish(&store->words);
	free(store->path);
	free(store->why);
	free(store);
}

struct store *store_create(const char *path, struct random random, struct error *err)
{
	struct store *store = new_store(path, STORE_WRITE, random, err);

	if (!store || !file_make(store->path, err)) {
		if (store)
			free_store(store);
		return NULL;
	}
	/*
	 * Tables and first events are one transaction: there is never a session without its start.
	 */
	store->creating = store->in_turn = true;
	if (!connection_open(store, true, err) || !connection_run(store, "BEGIN EXCLUSIVE", err) ||
		!schema_create(store, err)) {
		store_close(store);
		return NULL;
	}
	return store;
}

/* Whether words were erased in this file. */
static bool has_erased(struct store *store)
{
	sqlite3_stmt *rows = NULL;
	bool has = sqlite3_prepare_v2(store->db,
			   "SELECT 1 FROM event WHERE words IS NULL AND digest IS NOT NULL LIMIT 1",
			   -1, &rows, NULL) == SQLITE_OK &&
		   sqlite3_step(rows) == SQLITE_ROW;

	sqlite3_finalize(rows);
	return has;
}

struct store *store_open(
	const char *path, enum store_mode mode, struct random random, struct error *err)
{
	struct store *store = new_store(path, mode, random, err);

	if (!store)
		return NULL;
	/*
	 * Closing takes the journal away, so one that is there means that the last process did not
	 * close.
	 */
	bool crashed = file_has_journal(store->path);
	if (!file_is_regular(store->path, err) || !connection_open(store, false, err)) {
		free_store(store);
		return NULL;
	}
	store->residue = crashed && !store->why && has_erased(store);
	if (store->residue)
		residue_clean(store);
	return store;
}

void store_close(struct store *store)
{
	if (!store)
		return;
	bool created = !store->creating;
	store_rollback(store);
	if (store->db && created && !store->why && !store->failed &&
		!connection_moved(store, NULL)) {
		if (store->residue)
			residue_clean(store);
		if (store->db && sqlite3_exec(store->db, "PRAGMA journal_mode = DELETE", NULL, NULL,
					 NULL) == SQLITE_OK)
			/* one that a killed process left, and that nothing was written over */
			file_remove_journal(store->path);
	}
	connection_drop(store);
	if (!created)
		file_remove(store->path);
	free_store(store);
}

bool store_read_only(const struct store *store, const char **why)
{
	if (why)
		*why = store->why;
	return store->why != NULL;
}

bool store_sound(const struct store *store)
{
	return !store->damaged;
}

const char *store_path(const struct store *store)
{
	return store->path;
}

void store_head(const struct store *store, unsigned char head[HASH_BYTES])
{
	memcpy(head, store->chain.head, HASH_BYTES);
}

bool store_drafts(struct store *store,
	void (*each)(void *context, const char *place, const char *text), void *context,
	struct error *err)
{
	sqlite3_stmt *rows = NULL;
	int code = SQLITE_ERROR;

	if (store->db)
		code = sqlite3_prepare_v2(
			store->db, "SELECT place, text FROM draft ORDER BY place", -1, &rows, NULL);
	while (code == SQLITE_OK && (code = sqlite3_step(rows)) == SQLITE_ROW) {
		const char *place = (const char *)sqlite3_column_text(rows, 0);
		const char *text = (const char *)sqlite3_column_text(rows, 1);
		if (place && text)
			each(context, place, text);
		code = SQLITE_OK;
	}
	sqlite3_finalize(rows);
	return code == SQLITE_DONE || connection_failed(store, code, err);
}
