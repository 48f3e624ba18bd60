#include "reader.h"

#include "roundtable/base/i18n.h"
#include "roundtable/base/mem.h"

#include <stdlib.h>
#include <string.h>

/* What is gathered while the inside of a block is walked. */
struct gathering {
	struct reader *reader;
	struct buf done; /* whole lines, sanitised */
	struct buf line; /* the line being gathered */
	enum line_ends ends;
	int number;  /* line in the file */
	size_t link; /* where the text of the link being read begins */
};

static void end_line(struct gathering *gathering)
{
	char *line = clean(buf_text(&gathering->line), gathering->line.count);

	buf_text_add(&gathering->done, line);
	free(line);
	buf_clear(&gathering->line);
	gathering->link = 0;
}

static void line_end(struct gathering *gathering, bool keep)
{
	gathering->number++;
	if (keep) {
		end_line(gathering);
		buf_byte(&gathering->done, '\n');
	} else {
		buf_byte(&gathering->line, ' ');
	}
}

static void begin(struct gathering *gathering, cmark_node *node)
{
	struct reader *reader = gathering->reader;

	switch ((int)cmark_node_get_type(node)) { /* not our enum */
	case CMARK_NODE_TEXT:
	case CMARK_NODE_CODE:
		buf_text_add(&gathering->line, cmark_node_get_literal(node));
		break;
	case CMARK_NODE_SOFTBREAK:
		line_end(gathering, gathering->ends == LINES_KEPT);
		break;
	case CMARK_NODE_LINEBREAK:
		line_end(gathering, gathering->ends != LINES_JOINED);
		break;
	case CMARK_NODE_LINK:
		gathering->link = gathering->line.count;
		break;
	case CMARK_NODE_IMAGE:
		mistake(reader, gathering->number,
			_("Pictures cannot be shown; say in words what it shows."));
		break;
	case CMARK_NODE_HTML_INLINE:
		mistake(reader, gathering->number,
			_("“%s” is read as HTML, which has no place in a programme; write it "
			  "without the angle brackets."),
			shown(reader, cmark_node_get_literal(node)));
		break;
	default: /* the marks of emphasis: only what is inside counts */
		break;
	}
}

/* People in a room see no link, so its address follows in brackets unless it is the text itself. */
static void end_link(struct gathering *gathering, cmark_node *node)
{
	const char *address = cmark_node_get_url(node);
	const char *text = buf_text(&gathering->line) + gathering->link;

	if (strncmp(address, "mailto:", 7) == 0)
		address += 7;
	if (!*address || strcmp(text, address) == 0)
		return;
	buf_format(&gathering->line, " (%s)", address);
}

char *inline_text(struct reader *reader, cmark_node *block, enum line_ends ends)
{
	struct gathering gathering = {
		.reader = reader, .ends = ends, .number = cmark_node_get_start_line(block)};
	cmark_iter *iter = cmark_iter_new(block);
	cmark_event_type event = CMARK_EVENT_NONE;

	while ((event = cmark_iter_next(iter)) != CMARK_EVENT_DONE) {
		cmark_node *node = cmark_iter_get_node(iter);

		if (node == block)
			continue;
		if (event == CMARK_EVENT_ENTER)
			begin(&gathering, node);
		else if (cmark_node_get_type(node) == CMARK_NODE_LINK)
			end_link(&gathering, node);
	}
	cmark_iter_free(iter);
	end_line(&gathering);
	buf_finish(&gathering.line);
	return buf_take(&gathering.done);
}
