#include "internal.h"

#include "roundtable/base/i18n.h"
#include "roundtable/base/mem.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

/* The bytes SQLite locks: pending, reserved and shared. */
enum { LOCK_FIRST = 0x40000000, LOCK_LENGTH = 512 };

char *file_real_path(const char *path, struct error *err)
{
	const char *slash = strrchr(path, '/');
	const char *name = slash ? slash + 1 : path;
	char *folder = slash == path ? mem_copy_text("/")
		       : slash       ? mem_copy_bytes(path, (size_t)(slash - path))
				     : mem_copy_text(".");
	char *real = realpath(folder, NULL);
	struct buf full = {0};

	if (!real) {
		error_set(
			err, ERROR_INPUT, _("There is no folder %s: %s."), folder, strerror(errno));
	} else if (!*name || strcmp(name, ".") == 0 || strcmp(name, "..") == 0) {
		error_set(err, ERROR_INPUT, _("%s is a folder, not a session file."), path);
	} else {
		buf_text_add(&full, strcmp(real, "/") == 0 ? "" : real);
		buf_byte(&full, '/');
		buf_text_add(&full, name);
	}
	free(folder);
	free(real);
	return full.count ? buf_take(&full) : NULL;
}

bool file_is_regular(const char *path, struct error *err)
{
	struct stat file;

	if (lstat(path, &file) != 0) {
		if (errno == ENOENT)
			return error_set(err, ERROR_INPUT, _("There is no file %s."), path);
		return error_set(
			err, ERROR_INPUT, _("%s cannot be opened: %s."), path, strerror(errno));
	}
	if (S_ISREG(file.st_mode))
		return true;
	if (S_ISDIR(file.st_mode))
		return error_set(err, ERROR_INPUT, _("%s is a folder, not a session file."), path);
	if (S_ISLNK(file.st_mode))
		return error_set(err, ERROR_INPUT,
			_("%s is a symbolic link. Open the file it points to."), path);
	return error_set(err, ERROR_INPUT,
		_("%s is a pipe, a socket or a device, not a session file."), path);
}

bool file_make(const char *path, struct error *err)
{
	int fd = open(path, O_RDWR | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0600);

	if (fd >= 0) {
		close(fd);
		return true;
	}
	if (errno == EEXIST)
		return error_set(err, ERROR_INPUT,
			_("%s is there already. Choose another name; nothing was overwritten."),
			path);
	enum error_code code = errno == ENOSPC || errno == EDQUOT  ? ERROR_FULL
			       : errno == EROFS || errno == EACCES ? ERROR_READ_ONLY
								   : ERROR_SYSTEM;
	return error_set(err, code, _("%s cannot be made: %s."), path, strerror(errno));
}

/* In a child: asks who locks the file and passes it on. Only calls that are safe after fork(). */
static _Noreturn void ask(const char *path, int to)
{
	struct flock lock = {.l_type = F_WRLCK,
		.l_whence = SEEK_SET,
		.l_start = LOCK_FIRST,
		.l_len = LOCK_LENGTH};
	int fd = open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK);

	if (fd < 0 || fcntl(fd, F_GETLK, &lock) != 0 || lock.l_type == F_UNLCK)
		lock.l_pid = 0;
	ssize_t written = write(to, &lock.l_pid, sizeof lock.l_pid);
	_exit(written == (ssize_t)sizeof lock.l_pid ? 0 : 1);
}

/*
 * The process that locks the file, 0 when that cannot be found out. A child asks: closing any
 * descriptor of a file drops all locks this process has on it, and it may be we who hold it.
 */
static pid_t holder(const char *path)
{
	int ends[2];
	pid_t found = 0;

	if (pipe2(ends, O_CLOEXEC) != 0)
		return 0;
	pid_t child = fork();
	if (child == 0)
		ask(path, ends[1]);
	close(ends[1]);
	if (child > 0) {
		ssize_t length;
		do
			length = read(ends[0], &found, sizeof found);
		while (length < 0 && errno == EINTR);
		if (length != (ssize_t)sizeof found)
			found = 0;
		while (waitpid(child, NULL, 0) < 0 && errno == EINTR)
			continue;
	}
	close(ends[0]);
	return found;
}

bool file_busy(const char *path, struct error *err)
{
	pid_t pid = holder(path);

	if (pid == getpid())
		return error_set(err, ERROR_BUSY, _("%s is open in this program already."), path);
	if (pid > 0)
		return error_set(err, ERROR_BUSY, _("%s is open in process %ld."), path, (long)pid);
	return error_set(err, ERROR_BUSY, _("%s is open in another process."), path);
}

bool file_folder_writable(const char *path)
{
	const char *slash = strrchr(path, '/');
	char *folder = mem_copy_bytes(path, slash == path ? 1 : (size_t)(slash - path));
	bool writable = faccessat(AT_FDCWD, folder, W_OK, AT_EACCESS) == 0;

	free(folder);
	return writable;
}

static char *journal(const char *path)
{
	struct buf name = {0};

	buf_format(&name, "%s-journal", path);
	return buf_take(&name);
}

bool file_has_journal(const char *path)
{
	char *name = journal(path);
	bool has = access(name, F_OK) == 0;

	free(name);
	return has;
}

void file_remove_journal(const char *path)
{
	char *name = journal(path);

	unlink(name);
	free(name);
}

void file_remove(const char *path)
{
	file_remove_journal(path);
	unlink(path);
}
