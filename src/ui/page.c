#include "roundtable/ui/page.h"

#include "roundtable/base/buf.h"
#include "roundtable/base/mem.h"
#include "roundtable/ui/key.h"

#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

static void line_finish(struct line *line)
{
	free(line->mark);
	free(line->text);
	free(line->detail);
	free(line->under);
	texts_finish(&line->cells);
	array_finish(&line->counts);
}

void page_finish(struct page *page)
{
	if (!page)
		return;
	for (size_t i = 0; i < page->lines.count; i++)
		line_finish(&page->lines.items[i]);
	array_finish(&page->lines);
	for (size_t i = 0; i < page->hints.count; i++) {
		free(page->hints.items[i].key);
		free(page->hints.items[i].what);
	}
	array_finish(&page->hints);
	for (size_t i = 0; i < page->pictures.count; i++)
		free(page->pictures.items[i].dark);
	array_finish(&page->pictures);
	free(page->title);
	free(page->status);
	free(page->ask);
	free(page->typed);
	free(page->message);
	free(page->state);
	*page = (struct page){0};
}

struct line *page_add(struct page *page, enum line_role role, const char *text)
{
	struct line *line = array_push(&page->lines);
	*line = (struct line){.role = role, .text = mem_copy_text(text ? text : "")};
	return line;
}

/* Replaces an owned string by formatted text; NULL takes it away. The old one may be among the
 * arguments. */
__attribute__((format(printf, 2, 0))) static void replace(
	char **field, const char *format, va_list args)
{
	char *text = NULL;
	if (format) {
		struct buf buf = {0};
		buf_vformat(&buf, format, args);
		text = buf_take(&buf);
	}
	free(*field);
	*field = text;
}

struct line *page_addf(struct page *page, enum line_role role, const char *format, ...)
{
	struct line *line = array_push(&page->lines);
	*line = (struct line){.role = role};
	va_list args;
	va_start(args, format);
	replace(&line->text, format, args);
	va_end(args);
	return line;
}

void line_mark(struct line *line, const char *mark)
{
	char *copy = mem_copy_text(mark);
	free(line->mark);
	line->mark = copy;
}

void line_under(struct line *line, const char *words)
{
	char *copy = words != NULL ? mem_copy_text(words) : NULL;
	free(line->under);
	line->under = copy;
}

void line_detail(struct line *line, const char *format, ...)
{
	va_list args;
	va_start(args, format);
	replace(&line->detail, format, args);
	va_end(args);
}

struct hint *page_hint(struct page *page, const char *key, const char *what)
{
	struct hint *hint = array_push(&page->hints);

	*hint = (struct hint){
		.key = mem_copy_text(key), .what = mem_copy_text(what), .code = key_from_name(key)};
	return hint;
}

void page_set(char **field, const char *format, ...)
{
	va_list args;
	va_start(args, format);
	replace(field, format, args);
	va_end(args);
}
