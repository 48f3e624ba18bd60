#include "reader.h"

#include "roundtable/base/i18n.h"
#include "roundtable/base/text.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static bool check_kind(int file, const char *name, struct error *err)
{
	struct stat status = {0};

	if (fstat(file, &status) != 0)
		return error_set_open(err, name);
	if (S_ISDIR(status.st_mode))
		return error_set(err, ERROR_INPUT, _("“%s” is a folder, not a programme."), name);
	if (!S_ISREG(status.st_mode))
		return error_set(err, ERROR_INPUT, _("“%s” is not a file of text."), name);
	if (status.st_size > PROGRAMME_BYTES_MAX)
		return error_set(err, ERROR_INPUT,
			_("“%s” is too large for a programme, which has at most %d KiB."), name,
			PROGRAMME_BYTES_MAX / 1024);
	return true;
}

static bool read_bytes(int file, const char *name, struct buf *text, struct error *err)
{
	char block[8192];

	for (;;) {
		ssize_t got = read(file, block, sizeof block);

		if (got == 0)
			return true;
		if (got < 0 && errno == EINTR)
			continue;
		if (got < 0)
			return error_set(err, ERROR_SYSTEM, _("“%s” cannot be read: %s."), name,
				strerror(errno));
		buf_add(text, block, (size_t)got);
		if (text->count > PROGRAMME_BYTES_MAX)
			return error_set(err, ERROR_INPUT,
				_("“%s” is too large for a programme, which has at most %d KiB."),
				name, PROGRAMME_BYTES_MAX / 1024);
	}
}

static bool check_text(const char *name, const struct buf *text, struct error *err)
{
	const char *bytes = buf_text(text);

	if (text->count == 0 || strspn(bytes, " \t\r\n") == text->count)
		return error_set(err, ERROR_INPUT, _("“%s” is empty."), name);
	if (memchr(bytes, '\0', text->count) || !text_is_utf8(bytes, text->count))
		return error_set(err, ERROR_INPUT,
			_("“%s” is not text in UTF-8; save it as such, or choose another file."),
			name);
	return true;
}

/* Reads the bytes of a programme file; refuses what cannot be one. */
static bool read_file(const char *path, struct buf *text, struct error *err)
{
	char *name = clean(path, strlen(path));
	/* Without O_NONBLOCK a named pipe would keep us waiting for a writer. */
	int file = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY);
	bool good = false;

	if (file < 0) {
		good = error_set_open(err, name);
		goto out;
	}
	good = check_kind(file, name, err) && read_bytes(file, name, text, err) &&
	       check_text(name, text, err);
	(void)close(file);
out:
	free(name);
	return good;
}

static bool refuse_mistakes(
	const char *path, const struct diagnostics *diagnostics, struct error *err)
{
	char *name = clean(path, strlen(path));
	size_t mistakes = 0;

	for (size_t i = 0; i < diagnostics->count; i++)
		mistakes += !diagnostics->items[i].warning;
	if (mistakes == 1)
		error_set(err, ERROR_INPUT, _("“%s” has one mistake and cannot be used."), name);
	else
		error_set(err, ERROR_INPUT, _("“%s” has %zu mistakes and cannot be used."), name,
			mistakes);
	free(name);
	return false;
}

bool programme_read(const char *path, struct plan *plan, struct buf *text,
	struct diagnostics *diagnostics, struct error *err)
{
	struct buf bytes = {0};
	bool good = read_file(path, &bytes, err);

	if (good && !programme_parse(buf_text(&bytes), bytes.count, plan, diagnostics))
		good = refuse_mistakes(path, diagnostics, err);
	if (good && text) {
		buf_clear(text);
		buf_add(text, buf_text(&bytes), bytes.count);
	}
	buf_finish(&bytes);
	return good;
}
