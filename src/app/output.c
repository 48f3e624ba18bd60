/* Documents written whole or not at all. */
#include "roundtable/app/output.h"

#include "roundtable/base/i18n.h"
#include "roundtable/base/mem.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static bool fail(const char *path, struct error *err)
{
	enum error_code code = errno == ENOSPC || errno == EDQUOT || errno == EFBIG ? ERROR_FULL
			       : errno == EROFS || errno == EACCES || errno == EPERM
				       ? ERROR_READ_ONLY
				       : ERROR_SYSTEM;

	if (errno == ENOENT)
		return error_set(err, ERROR_INPUT,
			_("“%s” cannot be written: there is no such folder."), path);
	if (code == ERROR_FULL)
		return error_set(err, code,
			_("“%s” was not written: there is no room left on that disk."), path);
	return error_set(err, code, _("“%s” cannot be written: %s."), path, strerror(errno));
}

static bool write_all(int fd, const struct buf *content)
{
	for (size_t done = 0; done < content->count;) {
		ssize_t written = write(fd, content->bytes + done, content->count - done);
		if (written < 0 && errno != EINTR)
			return false;
		if (written > 0)
			done += (size_t)written;
	}
	return true;
}

static bool write_stdout(const struct buf *content, struct error *err)
{
	if (fwrite(buf_text(content), 1, content->count, stdout) == content->count &&
		fflush(stdout) == 0)
		return true;
	int reason = errno;
	/* said here and not once more at the end of the program */
	clearerr(stdout);
	return error_set(err, reason == ENOSPC ? ERROR_FULL : ERROR_SYSTEM,
		_("Standard output could not be written: %s."), strerror(reason));
}

/* Into what is there already and no file: a terminal, a pipe, a device. */
static bool write_into(const char *path, const struct buf *content, struct error *err)
{
	int fd = open(path, O_WRONLY | O_CLOEXEC | O_NOCTTY);
	bool done = fd >= 0 && write_all(fd, content);

	if (!done)
		fail(path, err);
	if (fd >= 0 && close(fd) != 0 && done)
		done = fail(path, err);
	return done;
}

/* The name under which a document is written first: beside its own, so that a rename is enough. */
static char *temporary_name(const char *path)
{
	const char *slash = strrchr(path, '/');
	struct buf name = {0};

	buf_add(&name, path, slash != NULL ? (size_t)(slash - path) + 1 : 0);
	buf_text_add(&name, ".roundtable-XXXXXX");
	return buf_take(&name);
}

/* Gives the finished file its name; without `force` never over one that came up meanwhile. */
static bool put_in_place(const char *from, const char *to, bool force)
{
	if (force)
		return rename(from, to) == 0;
	if (renameat2(AT_FDCWD, from, AT_FDCWD, to, RENAME_NOREPLACE) == 0)
		return true;
	if (errno != EINVAL && errno != ENOSYS)
		return false;
	/* the file system of a stick may not know that */
	if (access(to, F_OK) == 0) {
		errno = EEXIST;
		return false;
	}
	return rename(from, to) == 0;
}

static bool write_beside(const char *path, bool force, const struct buf *content, struct error *err)
{
	char *name = temporary_name(path);
	int fd = mkostemp(name, O_CLOEXEC);
	bool there = fd >= 0;
	bool done = there && write_all(fd, content) && fsync(fd) == 0;
	int reason = errno;

	if (there && close(fd) != 0 && done) {
		done = false;
		reason = errno;
	}
	if (done && !put_in_place(name, path, force)) {
		done = false;
		reason = errno;
	}
	if (!done) {
		if (there)
			(void)unlink(name);
		errno = reason;
		fail(path, err);
	}
	free(name);
	return done;
}

static bool same_file(const struct stat *one, const char *path)
{
	struct stat other;

	return path != NULL && stat(path, &other) == 0 && one->st_dev == other.st_dev &&
	       one->st_ino == other.st_ino;
}

static bool write_over(
	const char *path, const struct stat *old, const struct buf *content, struct error *err)
{
	/* a link stays a link: what it points to is replaced */
	char *real = realpath(path, NULL);
	bool done = real != NULL ? write_beside(real, true, content, err) : fail(path, err);

	if (done)
		(void)chmod(real, old->st_mode & 07777);
	free(real);
	return done;
}

bool output_write(const char *path, bool force, const char *source, const struct buf *content,
	struct error *err)
{
	struct stat there;

	if (path == NULL || strcmp(path, "-") == 0)
		return write_stdout(content, err);
	if (stat(path, &there) != 0) {
		if (errno != ENOENT && errno != ELOOP)
			return fail(path, err);
		return write_beside(path, false, content, err);
	}
	if (S_ISDIR(there.st_mode))
		return error_set(err, ERROR_INPUT, _("“%s” is a folder. Name a file in it."), path);
	if (!S_ISREG(there.st_mode))
		return write_into(path, content, err);
	if (same_file(&there, source))
		return error_set(err, ERROR_INPUT,
			_("“%s” is the file to be read; it is not written over. Choose another "
			  "name."),
			path);
	if (!force)
		return error_set(
			err, ERROR_INPUT, _("“%s” is there already. Choose another name."), path);
	return write_over(path, &there, content, err);
}

char *output_free_name(const char *path)
{
	const char *slash = strrchr(path, '/');
	const char *name = slash != NULL ? slash + 1 : path;
	const char *dot = strrchr(name, '.');
	size_t stem = dot != NULL && dot > name ? (size_t)(dot - path) : strlen(path);
	struct buf free_name = {0};
	struct stat there;

	buf_text_add(&free_name, path);
	/* a link that leads nowhere has the name all the same */
	for (int number = 2; lstat(buf_text(&free_name), &there) == 0; number++) {
		buf_clear(&free_name);
		buf_add(&free_name, path, stem);
		buf_format(&free_name, "-%d%s", number, path + stem);
	}
	return buf_take(&free_name);
}
