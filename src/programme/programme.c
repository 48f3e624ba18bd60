#include "reader.h"

#include "roundtable/base/i18n.h"
#include "roundtable/base/mem.h"
#include "roundtable/base/text.h"

#include <stdlib.h>
#include <string.h>

static void reader_finish(struct reader *reader)
{
	plan_finish(&reader->plan);
	for (size_t i = 0; i < reader->sources.count; i++) {
		struct stage_source *source = &reader->sources.items[i];

		for (size_t k = 0; k < SETTINGS; k++)
			free(source->reference[k]);
		buf_finish(&source->prompt);
		buf_finish(&source->notes);
	}
	buf_finish(&reader->purpose);
	array_finish(&reader->sources);
	array_finish(&reader->lines);
	for (size_t i = 0; i < HEADER_COUNT; i++)
		free(reader->headers[i].value);
	texts_finish(&reader->scraps);
}

/* Written with # marks; a text over a line of dashes is a heading too, which nobody means here. */
static bool is_marked(const struct reader *reader, int line)
{
	size_t length = 0, marks = 0;
	const char *bytes = line_bytes(reader, line, &length);

	for (; length > 0 && *bytes == ' '; length--)
		bytes++;
	while (marks < length && bytes[marks] == '#')
		marks++;
	return marks >= 1 && marks <= 6 &&
	       (marks == length || bytes[marks] == ' ' || bytes[marks] == '\t');
}

static void read_title(struct reader *reader, const char *text, int line)
{
	if (reader->title_line) {
		mistake(reader, line,
			_("The title, with one #, is in line %d; a stage begins with ##."),
			reader->title_line);
		return;
	}
	reader->title_line = line;
	if (reader->plan.stages.count > 0)
		mistake(reader, line, _("The title stands before the first stage."));
	if (!*text)
		mistake(reader, line, _("The title is empty."));
	else if (text_graphemes(text) > TITLE_MAX)
		mistake(reader, line, _("The title is longer than %d characters; shorten it."),
			TITLE_MAX);
	free(reader->plan.title);
	reader->plan.title = mem_copy_text(text);
}

static void read_heading(struct reader *reader, cmark_node *heading)
{
	int line = cmark_node_get_start_line(heading);
	int level = cmark_node_get_heading_level(heading);
	char *text = NULL;

	if (!is_marked(reader, line)) {
		mistake(reader, line,
			_("The line of dashes or equals signs under this text makes it a heading; "
			  "take that line away."));
		return;
	}
	if (level > 2) {
		mistake(reader, line,
			_("Headings are # for the title and ## for a stage; make this a stage or a "
			  "paragraph."));
		return;
	}
	text = inline_text(reader, heading, LINES_JOINED);
	if (level == 1)
		read_title(reader, text, line);
	else
		stage_begin(reader, text, line);
	free(text);
}

static void read_document(struct reader *reader, cmark_node *document)
{
	for (cmark_node *node = cmark_node_first_child(document); node && !reader->more;
		node = cmark_node_next(node)) {
		if (cmark_node_get_type(node) == CMARK_NODE_HEADING)
			read_heading(reader, node);
		else
			block_read(reader, node);
	}
	if (reader->plan.stages.count == 0 && !reader->title_line) {
		if (reader->mistakes == 0)
			mistake(reader, 1,
				_("This is no programme: it has neither a title (# Title) nor a "
				  "stage (## Title (collect, 10 min))."));
		return;
	}
	if (!reader->title_line)
		mistake(reader, 1, _("The title is missing; begin with a line “# Title”."));
	if (reader->plan.stages.count == 0)
		mistake(reader, reader->last_line,
			_("There is no stage; one begins with ## and ends in its activity and "
			  "minutes, for example (collect, 10 min)."));
}

static void replace(char **text, struct buf *by)
{
	free(*text);
	*text = buf_take(by);
}

/* Hands the gathered paragraphs over to the plan. */
static void keep_paragraphs(struct reader *reader)
{
	replace(&reader->plan.purpose, &reader->purpose);
	for (size_t i = 0; i < reader->sources.count; i++) {
		replace(&reader->plan.stages.items[i].prompt, &reader->sources.items[i].prompt);
		replace(&reader->plan.stages.items[i].notes, &reader->sources.items[i].notes);
	}
}

static void read_programme(struct reader *reader)
{
	cmark_node *document = NULL;

	if (!lines_read(reader))
		return;
	document = cmark_parse_document(reader->text, reader->length, CMARK_OPT_SOURCEPOS);
	read_document(reader, document);
	cmark_node_free(document);
	if (reader->more)
		return;
	keep_paragraphs(reader);
	header_finish(reader);
	programme_check(reader);
}

bool programme_parse(
	const char *text, size_t length, struct plan *plan, struct diagnostics *diagnostics)
{
	struct reader reader = {.text = text, .length = length, .diagnostics = diagnostics};
	bool good = false;

	reader.plan.title = mem_copy_text("");
	reader.plan.language = mem_copy_text("en");
	read_programme(&reader);
	diagnostics_close(&reader);
	good = reader.mistakes == 0;
	if (good) {
		plan_finish(plan);
		*plan = reader.plan;
		reader.plan = (struct plan){0};
	}
	reader_finish(&reader);
	return good;
}
