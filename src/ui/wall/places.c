/* What a vote came to, option by option: a bar, words, or a row where more is known of each. */
#include "wall.h"

#include "roundtable/base/i18n.h"

#include <stdio.h>

void wall_places_head(const struct audience_vote *vote, struct page *page)
{
	struct line *head = page_add(page, LINE_HEAD, "");

	texts_add(&head->cells, "");
	for (size_t i = 0; i < vote->heads.count; i++)
		texts_add(&head->cells, vote->heads.items[i]);
}

void wall_result(const struct audience_item *item, struct page *page)
{
	const char *text = item->text != NULL ? item->text : _("(erased)");
	bool row = item->marks.count > 0;
	char mark[24];
	struct line *line = page_add(page,
		row                    ? LINE_ROW
		: item->figure != NULL ? LINE_ITEM
				       : LINE_BAR,
		row ? "" : text);

	if (row) {
		texts_add(&line->cells, text);
		for (size_t i = 0; i < item->marks.count; i++)
			texts_add(&line->cells, item->marks.items[i]);
	} else if (item->figure != NULL) {
		line_detail(line, "%s", item->figure);
	} else {
		line->value = item->value;
		line->total = item->total;
	}
	snprintf(mark, sizeof mark, "%zu", item->level + 1);
	line_mark(line, mark);
	line_under(line, item->cut);
	if (item->parts != NULL)
		page_add(page, LINE_TEXT, item->parts);
}
