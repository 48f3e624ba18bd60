#include "internal.h"

#include "roundtable/base/i18n.h"
#include "roundtable/base/mem.h"
#include "roundtable/core/receipt.h"

/*
 * Ballots go in and out by incremental blob I/O, straight between our memory and the page: a bound
 * value would be copied into memory of SQLite's that is never wiped. And rows only move inside the
 * file while all boxes are zero: moving a row can leave its old bytes in the slack of a page, and
 * an older state of a box beside the present one shows which ballot came last.
 */

static const char *const columns[] = {"voted", "ballots"};

static bool blob(struct store *store, int64_t poll, const char *column, unsigned char *bytes,
	size_t size, bool write, struct error *err)
{
	sqlite3_blob *handle = NULL;
	int code = sqlite3_blob_open(store->db, "main", "box", column, poll, write, &handle);

	if (code == SQLITE_OK)
		code = write ? sqlite3_blob_write(handle, bytes, (int)size, 0)
			     : sqlite3_blob_read(handle, bytes, (int)size, 0);
	int closed = sqlite3_blob_close(handle);
	if (code == SQLITE_OK)
		code = closed;
	return code == SQLITE_OK || connection_failed(store, code, err);
}

static size_t ballots_size(const struct box *box)
{
	return box->room * box_record_size(box->options);
}

static bool read_box(struct store *store, struct box *box, struct error *err)
{
	return blob(store, box->poll, columns[0], box->voted, box->room, false, err) &&
	       blob(store, box->poll, columns[1], box->ballots, ballots_size(box), false, err);
}

static bool write_box(struct store *store, const struct box *box, struct error *err)
{
	return blob(store, box->poll, columns[0], box->voted, box->room, true, err) &&
	       blob(store, box->poll, columns[1], box->ballots, ballots_size(box), true, err);
}

static bool write_zero(struct store *store, const struct box *box, struct error *err)
{
	struct box zero;

	box_init(&zero, box->poll, box->options, box->room - BOX_SPARE);
	bool done = write_box(store, &zero, err);
	box_finish(&zero);
	return done;
}

void boxes_finish(struct boxes *boxes)
{
	for (size_t i = 0; i < boxes->count; i++)
		box_finish(&boxes->items[i]);
	array_finish(boxes);
}

/* Whether blocks of these lengths make a box. */
static bool shape(int64_t voted, int64_t ballots, size_t *options)
{
	int64_t least = (int64_t)box_record_size(0);

	if (voted < BOX_SPARE || ballots % voted != 0 || ballots / voted < least)
		return false;
	*options = (size_t)(ballots / voted - least);
	return *options <= TALLY_OPTIONS_MAX + 1 + RECEIPT_BYTES; /* and the role, and words */
}

bool boxes_load(struct store *store, struct boxes *boxes, struct error *err)
{
	sqlite3_stmt *rows = NULL;
	int code = sqlite3_prepare_v2(store->db,
		"SELECT poll, length(voted), length(ballots) FROM box ORDER BY poll", -1, &rows,
		NULL);
	bool done = true;

	while (code == SQLITE_OK && done && (code = sqlite3_step(rows)) == SQLITE_ROW) {
		int64_t poll = sqlite3_column_int64(rows, 0);
		int64_t voted = sqlite3_column_int64(rows, 1);
		size_t options;
		code = SQLITE_OK;
		if (!shape(voted, sqlite3_column_int64(rows, 2), &options)) {
			connection_forbid(store,
				_("The ballot box of the vote %lld in %s is damaged. Nothing new "
				  "is "
				  "recorded."),
				(long long)poll, store->path);
			continue;
		}
		struct box *box = array_push(boxes);
		box_init(box, poll, options, (size_t)voted - BOX_SPARE);
		done = read_box(store, box, err);
	}
	sqlite3_finalize(rows);
	if (done && code != SQLITE_DONE)
		done = connection_failed(store, code, err);
	return done;
}

/* Whether the row of this box is there, as large as it must be. */
static bool row_fits(struct store *store, const struct box *box, bool *fits, struct error *err)
{
	sqlite3_stmt *row = connection_statement(store, STATEMENT_BOX_SIZE, err);

	if (!row)
		return false;
	sqlite3_bind_int64(row, 1, box->poll);
	int code = sqlite3_step(row);
	*fits = code == SQLITE_ROW && sqlite3_column_int64(row, 0) == (int64_t)box->room &&
		sqlite3_column_int64(row, 1) == (int64_t)ballots_size(box);
	sqlite3_reset(row);
	return code == SQLITE_ROW || code == SQLITE_DONE || connection_failed(store, code, err);
}

static bool drop_row(struct store *store, int64_t poll, struct error *err)
{
	sqlite3_stmt *drop = connection_statement(store, STATEMENT_BOX_DROP, err);

	if (!drop)
		return false;
	sqlite3_bind_int64(drop, 1, poll);
	return connection_do(store, drop, err);
}

static bool add_row(struct store *store, const struct box *box, struct error *err)
{
	sqlite3_stmt *add = connection_statement(store, STATEMENT_BOX_ADD, err);

	if (!add)
		return false;
	sqlite3_bind_int64(add, 1, box->poll);
	sqlite3_bind_int64(add, 2, (int64_t)box->room);
	sqlite3_bind_int64(add, 3, (int64_t)ballots_size(box));
	return connection_do(store, add, err);
}

/*
 * Takes the row of `poll` away and, unless `box` is NULL, makes a new one for it, while all other
 * rows are zero.
 */
static bool change_rows(struct store *store, int64_t poll, const struct box *box, struct error *err)
{
	struct boxes all = {0};
	bool done = boxes_load(store, &all, err);

	for (size_t i = 0; done && i < all.count; i++)
		done = write_zero(store, &all.items[i], err);
	done = done && drop_row(store, poll, err) && (!box || add_row(store, box, err));
	for (size_t i = 0; done && i < all.count; i++) {
		if (all.items[i].poll != poll)
			done = write_box(store, &all.items[i], err);
	}
	boxes_finish(&all);
	return done && (!box || write_box(store, box, err));
}

bool boxes_write(struct store *store, const struct change *change, struct error *err)
{
	bool fits = false;

	if (change->operation != BOX_NONE && !journal_stays(store, false, err))
		return false;
	switch (change->operation) {
	case BOX_NONE:
		return true;
	case BOX_PUT:
		if (!row_fits(store, &change->box, &fits, err))
			return false;
		return fits ? write_box(store, &change->box, err)
			    : change_rows(store, change->box.poll, &change->box, err);
	case BOX_EMPTY:
		return change_rows(store, change->box.poll, NULL, err);
	}
	return false;
}
