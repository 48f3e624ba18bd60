/* The table of formats, and reading by it. */
#include "reading.h"

#include "roundtable/base/i18n.h"
#include "roundtable/base/mem.h"
#include "roundtable/base/text.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* The sure signs come first. */
const struct election_format election_formats[] = {
	{"json", N_("JSON"), " json ", json_sniff, json_read, NULL, false},
	{"pabulib", N_("Pabulib"), " pb ", pabulib_sniff, pabulib_read, NULL, false},
	{"preflib", N_("PrefLib"), " soc soi toc toi cat ", preflib_sniff, preflib_read, NULL,
		false},
	{"debian", N_("Debian tally sheet"), " ", debian_sniff, debian_read, NULL, true},
	{"blt", N_("BLT"), " blt ", blt_sniff, blt_read, blt_write, false},
	{"cvotes", N_("Condorcet Election Format"), " cvotes ", cvotes_sniff, cvotes_read,
		cvotes_write, false},
	{"csv", N_("CSV"), " csv ", csv_sniff, csv_read, NULL, false},
	{NULL},
};

const struct election_format *election_format_find(const char *name)
{
	for (const struct election_format *format = election_formats; format->name; format++)
		if (strcmp(format->name, name) == 0)
			return format;
	return NULL;
}

static const struct election_format *by_extension(const char *path)
{
	const char *dot = strrchr(path, '.');
	const struct election_format *found = NULL;
	struct buf word = {0};

	if (dot == NULL || strpbrk(dot, " /") != NULL)
		return NULL;
	buf_format(&word, " %s ", dot + 1);
	for (const struct election_format *format = election_formats; format->name; format++)
		if (found == NULL && strstr(format->extensions, buf_text(&word)) != NULL)
			found = format;
	buf_finish(&word);
	return found;
}

static const struct election_format *find_format(const char *text, size_t length, const char *name)
{
	for (const struct election_format *format = election_formats; format->name; format++)
		if (format->sniff(text, length))
			return format;
	return by_extension(name);
}

static int line_at(const char *text, size_t at)
{
	int line = 1;

	for (size_t i = 0; i < at; i++)
		line += text[i] == '\n';
	return line;
}

/* The line in which the first bytes stand that are not UTF-8. */
static int line_not_utf8(const char *text, size_t length)
{
	const char *at = text;

	for (int line = 1;; line++) {
		size_t rest = length - (size_t)(at - text);
		const char *stop = memchr(at, '\n', rest);
		size_t part = stop != NULL ? (size_t)(stop - at) : rest;
		if (stop == NULL || !text_is_utf8(at, part))
			return line;
		at = stop + 1;
	}
}

/* Each byte of Latin-1 is the character of that number. */
static void from_latin1(const char *text, size_t length, struct buf *out)
{
	for (size_t i = 0; i < length; i++) {
		unsigned char byte = (unsigned char)text[i];
		if (byte < 0x80) {
			buf_byte(out, text[i]);
			continue;
		}
		buf_byte(out, (char)(0xC0 | byte >> 6));
		buf_byte(out, (char)(0x80 | (byte & 0x3F)));
	}
}

/* Puts the text into UTF-8 where the format, or --lenient, allows something else. */
static bool decode(
	struct reading *reading, const struct election_format *format, struct buf *decoded)
{
	const char *text = reading->at;
	size_t length = (size_t)(reading->end - text);
	const char *nul = length > 0 ? memchr(text, '\0', length) : NULL;

	if (nul != NULL) {
		say_mistake(reading, line_at(text, (size_t)(nul - text)),
			_("This line holds a NUL byte; the file is no text."));
		return false;
	}
	if (text_is_utf8(text, length))
		return true;
	int line = line_not_utf8(text, length);
	if (!format->latin1 && !reading->lenient) {
		say_mistake(reading, line, _("This line is not UTF-8."));
		return false;
	}
	if (!format->latin1)
		say_remark(
			reading, line, _("This line is not UTF-8; the file was read as Latin-1."));
	from_latin1(text, length, decoded);
	reading->at = buf_text(decoded);
	reading->end = reading->at + decoded->count;
	return true;
}

static void say_last(struct reading *reading, bool warning, const char *format, ...)
	__attribute__((format(printf, 3, 4)));

/* Behind all the others. */
static void say_last(struct reading *reading, bool warning, const char *format, ...)
{
	struct diagnostics *said = reading->diagnostics;
	va_list args;

	va_start(args, format);
	diagnostics_add(said, said->items[said->count - 1].line, warning, format, args);
	va_end(args);
}

static bool refuse_mistakes(struct reading *reading, const char *name, struct error *err)
{
	if (reading->mistakes > DIAGNOSTICS_MAX) {
		say_last(reading, false, "%s",
			_("There are more mistakes; these are the first ones."));
		return error_set(err, ERROR_INPUT,
			_("“%1$s” has more than %2$d mistakes and cannot be counted."), name,
			DIAGNOSTICS_MAX);
	}
	if (reading->mistakes == 1)
		return error_set(
			err, ERROR_INPUT, _("“%s” has one mistake and cannot be counted."), name);
	return error_set(err, ERROR_INPUT, _("“%1$s” has %2$zu mistakes and cannot be counted."),
		name, reading->mistakes);
}

/* What all formats have in common. */
static void complete(struct reading *reading)
{
	struct election *election = reading->election;

	if (election->title == NULL)
		election->title = mem_copy_text("");
	if (election->money == 0) {
		election->money = 1;
		election->budget = -1;
	}
	if (election->grades.count > 0)
		election->scale = (int)election->grades.count - 1;
}

bool election_parse(const char *text, size_t length, const char *name,
	const struct election_format *format, bool lenient, struct election *election,
	struct diagnostics *diagnostics, struct error *err)
{
	static const char mark[] = "\xEF\xBB\xBF";
	size_t skip = length >= 3 && memcmp(text, mark, 3) == 0 ? 3 : 0;
	struct election found = {0};
	struct buf decoded = {0};

	if (format == NULL)
		format = find_format(text + skip, length - skip, name);
	if (format == NULL)
		return error_set(err, ERROR_INPUT,
			_("“%s” is of no format that is known here; --from names one."), name);
	struct reading *reading = mem_alloc(1, sizeof *reading);
	reading->at = text + skip;
	reading->end = text + length;
	reading->lenient = lenient;
	reading->election = &found;
	reading->diagnostics = diagnostics;
	if (decode(reading, format, &decoded))
		format->read(reading);
	if (found.names.count == 0 && reading->mistakes == 0)
		say_mistake(reading, 1, _("There is no option in this file."));
	diagnostics_sort(diagnostics);
	if (reading->remarks > REMARKS_MAX)
		say_last(reading, true, _("%zu more repairs were made."),
			reading->remarks - REMARKS_MAX);
	bool good = reading->mistakes == 0 && !reading->stopped;
	if (good) {
		found.format = format;
		complete(reading);
		*election = found;
	} else {
		election_finish(&found);
		refuse_mistakes(reading, name, err);
	}
	reading_finish(reading);
	free(reading);
	buf_finish(&decoded);
	return good;
}

/* A pipe may be read as well as a file; the room is made at once where the length is known. */
static bool read_bytes(int file, const char *name, struct buf *text, struct error *err)
{
	struct stat status = {0};

	if (fstat(file, &status) == 0 && S_ISDIR(status.st_mode))
		return error_set(err, ERROR_INPUT, _("“%s” is a folder, not a file."), name);
	text->capacity = S_ISREG(status.st_mode) && status.st_size < ELECTION_BYTES_MAX
				 ? (size_t)status.st_size + 1
				 : 1 << 16;
	text->bytes = mem_resize(NULL, text->capacity, 1);
	for (;;) {
		ssize_t got = read(file, text->bytes + text->count, text->capacity - text->count);
		if (got == 0)
			return true;
		if (got < 0 && errno == EINTR)
			continue;
		if (got < 0)
			return error_set(err, ERROR_SYSTEM, _("“%s” cannot be read: %s."), name,
				strerror(errno));
		text->count += (size_t)got;
		if (text->count > ELECTION_BYTES_MAX)
			return error_set(err, ERROR_INPUT,
				_("“%1$s” is too large; a file has at most %2$d MiB."), name,
				ELECTION_BYTES_MAX / (1024 * 1024));
		if (text->count == text->capacity) {
			text->capacity *= 2;
			text->bytes = mem_resize(text->bytes, text->capacity, 1);
		}
	}
}

bool election_read(const char *path, const struct election_format *format, bool lenient,
	struct election *election, struct diagnostics *diagnostics, struct error *err)
{
	bool standard = strcmp(path, "-") == 0, good = false;
	int file = standard ? STDIN_FILENO : open(path, O_RDONLY | O_CLOEXEC | O_NOCTTY);
	struct buf text = {0};

	if (file < 0)
		return error_set_open(err, path);
	good = read_bytes(file, path, &text, err) &&
	       election_parse(text.bytes != NULL ? text.bytes : "", text.count, path, format,
		       lenient, election, diagnostics, err);
	if (!standard)
		(void)close(file);
	buf_finish(&text);
	return good;
}

bool election_write(const struct election *election, const struct election_format *format,
	struct buf *out, struct error *err)
{
	if (format->write == NULL)
		return error_set(err, ERROR_INPUT,
			_("Elections are not written as %s; blt and cvotes are."),
			_(format->title));
	if (election->holds != MARKS_RANKS)
		return error_set(err, ERROR_INPUT,
			_("Only rankings can be written in this format, and the file holds none."));
	return format->write(election, out, err);
}
