#include "internal.h"

#include "roundtable/base/i18n.h"

#include <string.h>

/*
 * The first bytes, read through SQLite's own descriptor: one of our own could not be closed again
 * without dropping the lock. Offsets are those of SQLite's file format.
 */
enum {
	HEADER_BYTES = 100,
	AT_PAGE_SIZE = 16,
	AT_CHANGES = 24,
	AT_PAGES = 28,
	AT_USER_VERSION = 60,
	AT_APPLICATION = 68,
	AT_VALID_FOR = 92,
};

static const char magic[16] = "SQLite format 3";

struct header {
	unsigned char bytes[HEADER_BYTES]; /* zero beyond the end of a short file */
	sqlite3_int64 size;
};

static bool read_header(struct store *store, struct header *header, struct error *err)
{
	sqlite3_file *file = NULL;
	int code = sqlite3_file_control(store->db, "main", SQLITE_FCNTL_FILE_POINTER, &file);

	*header = (struct header){0};
	if (code == SQLITE_OK)
		code = file->pMethods->xFileSize(file, &header->size);
	if (code == SQLITE_OK)
		code = file->pMethods->xRead(file, header->bytes, HEADER_BYTES, 0);
	if (code != SQLITE_OK && code != SQLITE_IOERR_SHORT_READ)
		return connection_failed(store, code, err);
	return true;
}

static uint32_t number(const struct header *header, size_t at)
{
	const unsigned char *bytes = header->bytes + at;

	return (uint32_t)bytes[0] << 24 | (uint32_t)bytes[1] << 16 | (uint32_t)bytes[2] << 8 |
	       bytes[3];
}

static bool is_zero(const struct header *header)
{
	static const unsigned char zero[HEADER_BYTES];

	return memcmp(header->bytes, zero, sizeof zero) == 0;
}

static bool is_cut(const struct store *store, struct error *err)
{
	return error_set(err, ERROR_INPUT,
		_("%s is cut short: the end of the file is missing. Take it again from where it "
		  "was "
		  "copied."),
		store->path);
}

bool header_is_ours(struct store *store, struct error *err)
{
	struct header header;

	if (!read_header(store, &header, err))
		return false;
	/* Of a file of one byte SQLite says that it has none. */
	if (header.size == 0 && header.bytes[0] != '\0')
		header.size = 1;
	/* Zeros: what a power loss leaves of a file that was being made. */
	if (header.size == 0 || is_zero(&header))
		return error_set(err, ERROR_INPUT, _("%s is empty; there is no session in it."),
			store->path);
	if (memcmp(header.bytes, magic,
		    header.size < (int)sizeof magic ? (size_t)header.size : sizeof magic) != 0)
		return error_set(err, ERROR_INPUT,
			_("%s is not a session file; it is of another kind."), store->path);
	if (header.size < HEADER_BYTES)
		return is_cut(store, err);
	if (number(&header, AT_APPLICATION) != SCHEMA_APPLICATION)
		return error_set(err, ERROR_INPUT,
			_("%s is not a session file; it is the database of another program."),
			store->path);
	if (number(&header, AT_USER_VERSION) > SCHEMA_VERSION)
		return error_set(err, ERROR_INPUT,
			_("%s was written by a newer version of Roundtable (file version %u, this "
			  "program knows %d). Open it with that version."),
			store->path, (unsigned)number(&header, AT_USER_VERSION), SCHEMA_VERSION);
	if (number(&header, AT_USER_VERSION) < 1)
		return error_set(err, ERROR_BROKEN,
			_("%s was made by Roundtable, but does not say by which version. It is not "
			  "opened, for what it holds cannot be trusted."),
			store->path);
	return true;
}

bool header_is_whole(struct store *store, struct error *err)
{
	struct header header;

	if (!read_header(store, &header, err))
		return false;
	sqlite3_int64 page = header.bytes[AT_PAGE_SIZE] << 8 | header.bytes[AT_PAGE_SIZE + 1];
	if (page == 1)
		page = 65536;
	/* The count of pages is only good if the last writer kept it. */
	if (number(&header, AT_CHANGES) == number(&header, AT_VALID_FOR) &&
		header.size < page * number(&header, AT_PAGES))
		return is_cut(store, err);
	return true;
}
