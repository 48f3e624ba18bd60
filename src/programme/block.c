#include "reader.h"

#include "roundtable/base/i18n.h"
#include "roundtable/base/mem.h"
#include "roundtable/base/text.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

static bool is_fence(const struct reader *reader, int line)
{
	size_t length = 0, at = 0;
	const char *bytes = line_bytes(reader, line, &length);

	while (at < length && strchr(" >-+*", bytes[at]))
		at++;
	return length - at >= 3 &&
	       (strncmp(bytes + at, "```", 3) == 0 || strncmp(bytes + at, "~~~", 3) == 0);
}

/* Reports a block that has no place where it stands. */
static void block_refuse(struct reader *reader, cmark_node *node)
{
	static const struct {
		cmark_node_type type;
		const char *text;
	} reasons[] = {
		{CMARK_NODE_CODE_BLOCK,
			N_("A text that begins four columns to the right is read as code; begin it "
			   "at the left edge.")},
		{CMARK_NODE_HTML_BLOCK,
			N_("HTML has no place in a programme; write plain text, and what only you "
			   "shall see with “>” before each line.")},
		{CMARK_NODE_THEMATIC_BREAK,
			N_("A line across the page means nothing here; take it away.")},
		{CMARK_NODE_HEADING,
			N_("A heading cannot stand inside a list or a quote; write it as a text.")},
		{CMARK_NODE_LIST,
			N_("A list inside another list cannot be read; make it one list.")},
		{CMARK_NODE_BLOCK_QUOTE,
			N_("A private note stands alone: begin it at the left edge, with one "
			   "“>”.")},
	};
	int line = cmark_node_get_start_line(node);
	cmark_node_type type = cmark_node_get_type(node);

	if (type == CMARK_NODE_CODE_BLOCK && is_fence(reader, line)) {
		mistake(reader, line,
			_("Code has no place in a programme; write it as a paragraph, without the "
			  "marks around it."));
		return;
	}
	for (size_t i = 0; i < sizeof reasons / sizeof *reasons; i++) {
		if (reasons[i].type == type)
			mistake(reader, line, "%s", _(reasons[i].text));
	}
}

/* "|---|---|" under the head of a table, or any line with a bar at its start. */
static bool is_table_row(const char *bytes, size_t length)
{
	bool bar = false, dash = false;

	if (length > 0 && bytes[0] == '|')
		return true;
	for (size_t i = 0; i < length; i++) {
		if (!strchr("|-: ", bytes[i]))
			return false;
		bar = bar || bytes[i] == '|';
		dash = dash || bytes[i] == '-';
	}
	return bar && dash;
}

/* A heading whose space was forgotten. After the title, one # may begin a text ("#1 of all"). */
static bool is_glued_heading(const struct reader *reader, const char *bytes, size_t length)
{
	size_t marks = 0;

	while (marks < length && bytes[marks] == '#')
		marks++;
	return marks < length && marks <= 6 && (marks >= 2 || (marks == 1 && !reader->title_line));
}

static bool is_numbered(const char *bytes, size_t length)
{
	size_t digits = 0;

	while (digits < length && isdigit((unsigned char)bytes[digits]))
		digits++;
	return digits >= 1 && digits <= 2 && digits + 1 < length && strchr(".)", bytes[digits]) &&
	       bytes[digits + 1] == ' ';
}

/* A setting of this stage written without its dash. */
static bool is_bare_setting(struct reader *reader, const char *bytes, size_t length)
{
	if (reader->plan.stages.count == 0 || !source_now(reader)->understood)
		return false;
	for (size_t i = 0; i < SETTINGS; i++) {
		const struct setting_info *info = setting_info((enum setting)i);
		size_t name = strlen(info->name);

		if (length > name && memcmp(bytes, info->name, name) == 0 && bytes[name] == ':' &&
			info->activities & 1u << stage_now(reader)->activity)
			return true;
	}
	return false;
}

static bool paragraph_line(
	struct reader *reader, const char *bytes, size_t length, int line, bool first)
{
	if (is_table_row(bytes, length)) {
		mistake(reader, line,
			_("Tables cannot be read; write the rows as a numbered list."));
		return false;
	}
	if (is_glued_heading(reader, bytes, length)) {
		mistake(reader, line, _("Leave a space after the # marks of a heading."));
		return false;
	}
	if (!first && is_numbered(bytes, length))
		warning(reader, line,
			_("This line belongs to the paragraph above; leave an empty line before a "
			  "numbered list."));
	if (is_bare_setting(reader, bytes, length))
		warning(reader, line,
			_("Everybody will read this line; put “- ” before it if it is a setting."));
	return true;
}

/* Reports tables, headings without a space, and lines that look like a setting or an entry. */
static bool paragraph_check(struct reader *reader, cmark_node *paragraph)
{
	int first = cmark_node_get_start_line(paragraph);

	for (int line = first; line <= cmark_node_get_end_line(paragraph); line++) {
		size_t length = 0;
		const char *bytes = line_bytes(reader, line, &length);

		for (; length > 0 && (*bytes == ' ' || *bytes == '\t'); length--)
			bytes++;
		if (!paragraph_line(reader, bytes, length, line, line == first))
			return false;
	}
	return true;
}

/*
 * Markdown lets a paragraph in a list or quote run on in lines that carry no mark. Read so, what
 * the room shall see would land in a setting or a private note: refused.
 */
static bool runs_on(struct reader *reader, cmark_node *paragraph, int quotes, bool item)
{
	int first = cmark_node_get_start_line(paragraph);

	for (int line = first + 1; line <= cmark_node_get_end_line(paragraph); line++) {
		bool marked = false;
		size_t length = 0;
		const char *bytes = line_inside(reader, line, quotes, &length, &marked);

		if (!marked) {
			mistake(reader, line,
				_("Leave an empty line after a private note, or begin this line "
				  "with “>” if it belongs to it."));
			return true;
		}
		if (item && length > 0 && *bytes != ' ' && *bytes != '\t') {
			mistake(reader, line,
				_("Leave an empty line after a list, or begin this line with two "
				  "spaces if it belongs to the list."));
			return true;
		}
	}
	return false;
}

/* The text of a list item, which is one paragraph; NULL after a mistake. Owned. */
static char *item_text(struct reader *reader, cmark_node *item, int quotes)
{
	cmark_node *paragraph = cmark_node_first_child(item);
	cmark_node *next = paragraph ? cmark_node_next(paragraph) : NULL;

	if (!paragraph) {
		mistake(reader, cmark_node_get_start_line(item),
			_("There is nothing after this mark; write a text or take it away."));
		return NULL;
	}
	if (cmark_node_get_type(paragraph) != CMARK_NODE_PARAGRAPH) {
		block_refuse(reader, paragraph);
		return NULL;
	}
	if (next && cmark_node_get_type(next) == CMARK_NODE_PARAGRAPH) {
		mistake(reader, cmark_node_get_start_line(next),
			_("An entry of a list is one paragraph; begin a text at the left edge."));
		return NULL;
	}
	if (next) {
		block_refuse(reader, next);
		return NULL;
	}
	if (runs_on(reader, paragraph, quotes, true))
		return NULL;
	return inline_text(reader, paragraph, LINES_JOINED);
}

static void add_item(struct reader *reader, const char *text, int line)
{
	struct stage *stage = stage_now(reader);

	if (!source_now(reader)->item_line)
		source_now(reader)->item_line = line;
	if (stage->items.count > ITEMS_MAX)
		return;
	if (stage->items.count == ITEMS_MAX)
		mistake(reader, line, _("A numbered list has at most %d entries."), ITEMS_MAX);
	else if (!*text)
		mistake(reader, line,
			_("There is nothing after this mark; write a text or take it away."));
	else if (text_graphemes(text) > TEXT_CARD)
		mistake(reader, line, _("This entry is longer than %d characters; shorten it."),
			TEXT_CARD);
	texts_add(&stage->items, text);
}

static void read_list(struct reader *reader, cmark_node *list)
{
	bool numbered = cmark_node_get_list_type(list) == CMARK_ORDERED_LIST;

	for (cmark_node *item = cmark_node_first_child(list); item && !reader->more;
		item = cmark_node_next(item)) {
		int line = cmark_node_get_start_line(item);
		char *text = item_text(reader, item, 0);

		if (text && numbered)
			add_item(reader, text, line);
		else if (text)
			setting_read(reader, text, line);
		free(text);
	}
}

/* A list inside a private note, entry by entry. */
static void read_note_list(struct reader *reader, cmark_node *list, struct buf *note)
{
	bool numbered = cmark_node_get_list_type(list) == CMARK_ORDERED_LIST;
	int number = cmark_node_get_list_start(list);

	for (cmark_node *item = cmark_node_first_child(list); item && !reader->more;
		item = cmark_node_next(item)) {
		char *text = item_text(reader, item, 1);

		if (!text)
			continue;
		if (note->count > 0)
			buf_byte(note, '\n');
		if (numbered)
			buf_format(note, "%d. %s", number++, text);
		else
			buf_format(note, "- %s", text);
		free(text);
	}
}

static void read_note(struct reader *reader, cmark_node *quote)
{
	for (cmark_node *node = cmark_node_first_child(quote); node && !reader->more;
		node = cmark_node_next(node)) {
		struct buf note = {0};

		if (cmark_node_get_type(node) == CMARK_NODE_LIST) {
			read_note_list(reader, node, &note);
		} else if (cmark_node_get_type(node) != CMARK_NODE_PARAGRAPH) {
			block_refuse(reader, node);
		} else if (!runs_on(reader, node, 1, false)) {
			char *text = inline_text(reader, node, LINES_MEANT);

			buf_text_add(&note, text);
			free(text);
		}
		add_paragraph(&source_now(reader)->notes, buf_text(&note));
		buf_finish(&note);
	}
}

static void read_purpose(struct reader *reader, cmark_node *paragraph)
{
	char *lines = inline_text(reader, paragraph, LINES_KEPT);

	if (!header_paragraph(reader, lines, cmark_node_get_start_line(paragraph))) {
		for (char *at = lines; (at = strchr(at, '\n'));)
			*at = ' ';
		add_paragraph(&reader->purpose, lines);
	}
	free(lines);
}

static void read_paragraph(struct reader *reader, cmark_node *paragraph)
{
	char *text = NULL;

	if (!paragraph_check(reader, paragraph))
		return;
	if (reader->plan.stages.count == 0) {
		read_purpose(reader, paragraph);
		return;
	}
	text = inline_text(reader, paragraph, LINES_MEANT);
	add_paragraph(&source_now(reader)->prompt, text);
	free(text);
}

void block_read(struct reader *reader, cmark_node *node)
{
	bool before = reader->plan.stages.count == 0;
	int line = cmark_node_get_start_line(node);

	switch ((int)cmark_node_get_type(node)) { /* not our enum: few of its values come here */
	case CMARK_NODE_PARAGRAPH:
		read_paragraph(reader, node);
		break;
	case CMARK_NODE_LIST:
		if (before)
			mistake(reader, line,
				_("A list belongs to a stage, under its heading; header lines are "
				  "written without a mark."));
		else
			read_list(reader, node);
		break;
	case CMARK_NODE_BLOCK_QUOTE:
		if (before)
			mistake(reader, line,
				_("A private note belongs to a stage; put it under the heading it "
				  "is for."));
		else
			read_note(reader, node);
		break;
	default:
		block_refuse(reader, node);
		break;
	}
}
