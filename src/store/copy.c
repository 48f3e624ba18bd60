/* Writing the whole file anew: a copy of it, or itself without what was erased. */
#include "internal.h"

#include "roundtable/base/i18n.h"
#include "roundtable/base/mem.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/*
 * Erased words are zeroed where they stood, but a row that once moved inside a page may have left a
 * second copy in its slack. Only a file written anew has no such places. It comes after the commit;
 * if the process ends in between, the journal beside the file tells the next one to do it.
 */
void residue_clean(struct store *store)
{
	bool clean = journal_stays(store, false, NULL) &&
		     sqlite3_exec(store->db, "VACUUM", NULL, NULL, NULL) == SQLITE_OK;

	if (clean) {
		store->residue = false;
		return;
	}
	/*
	 * What was to be recorded is recorded; the cleaning is tried again with the next turn and
	 * at closing.
	 */
	connection_renew(store, NULL);
}

/* True when there is nothing of that name; rename() would replace it without a word. */
static bool is_free(const char *path, struct error *err)
{
	struct stat file;

	if (lstat(path, &file) == 0)
		return error_set(err, ERROR_INPUT,
			_("%s is there already. Choose another name; nothing was overwritten."),
			path);
	return true;
}

static bool sync_path(const char *path, int flags)
{
	int fd = open(path, flags | O_CLOEXEC);
	bool done = fd >= 0 && fsync(fd) == 0;

	if (fd >= 0)
		close(fd);
	return done;
}

static bool vacuum_into(struct store *store, const char *path, struct error *err)
{
	sqlite3_stmt *vacuum = NULL;
	int code = sqlite3_prepare_v2(store->db, "VACUUM INTO ?1", -1, &vacuum, NULL);

	if (code == SQLITE_OK) {
		sqlite3_bind_text(vacuum, 1, path, -1, SQLITE_STATIC);
		code = sqlite3_step(vacuum);
	}
	sqlite3_finalize(vacuum);
	if (code == SQLITE_DONE)
		return true;
	bool failed = store->failed;
	connection_failed(store, code, NULL);
	store->failed = failed; /* it was the copy that failed */
	return error_set(err, (code & 0xff) == SQLITE_FULL ? ERROR_FULL : ERROR_SYSTEM,
		_("The copy %s could not be written: %s."), path, sqlite3_errstr(code));
}

/* Gives the finished copy its name, never that of another file. */
static bool put_in_place(const char *from, const char *to, struct error *err)
{
	if (renameat2(AT_FDCWD, from, AT_FDCWD, to, RENAME_NOREPLACE) == 0)
		return true;
	/* Some file systems know only the plain rename. */
	if ((errno == EINVAL || errno == ENOSYS) && is_free(to, err) && rename(from, to) == 0)
		return true;
	if (errno == EEXIST)
		return is_free(to, err);
	return error_set(
		err, ERROR_SYSTEM, _("The copy %s could not be written: %s."), to, strerror(errno));
}

static bool no_box(struct store *store, struct error *err)
{
	struct boxes boxes = {0};
	bool done = boxes_load(store, &boxes, err);

	if (done && boxes.count > 0)
		done = error_set(err, ERROR_INPUT, "%s", _(refusal_sentence(REFUSED_COPY_OPEN)));
	boxes_finish(&boxes);
	return done;
}

static bool write_copy(struct store *store, const char *path, struct error *err)
{
	char *folder = mem_copy_bytes(path, (size_t)(strrchr(path, '/') - path) + 1);
	struct buf temporary = {0};
	bool done = false;

	buf_format(&temporary, "%s.roundtable-XXXXXX", folder);
	/* An empty file of mode 0600, which VACUUM INTO then fills. */
	int fd = mkostemp(temporary.bytes, O_CLOEXEC);
	if (fd < 0) {
		error_set(err, errno == ENOSPC ? ERROR_FULL : ERROR_SYSTEM,
			_("The copy %s could not be written: %s."), path, strerror(errno));
		goto out;
	}
	close(fd);
	done = vacuum_into(store, temporary.bytes, err);
	if (done && !sync_path(temporary.bytes, O_RDONLY))
		done = error_set(err, ERROR_SYSTEM, _("The copy %s could not be written: %s."),
			path, strerror(errno));
	done = done && put_in_place(temporary.bytes, path, err);
	if (done)
		sync_path(folder, O_RDONLY | O_DIRECTORY);
	else
		unlink(temporary.bytes);
out:
	buf_finish(&temporary);
	free(folder);
	return done;
}

bool store_copy(struct store *store, const char *path, struct error *err)
{
	if (!store->db || store->in_turn)
		return error_set(err, ERROR_SYSTEM, _("%s is in the middle of something else."),
			store->path);
	char *real = file_real_path(path, err);
	bool done =
		real && no_box(store, err) && is_free(real, err) && write_copy(store, real, err);
	free(real);
	return done;
}
