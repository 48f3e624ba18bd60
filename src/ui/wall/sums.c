/* What a table comes to: beside another, and by each column it is parted by. */
#include "wall.h"

#include "roundtable/base/i18n.h"

#include <string.h>

static void add_share(const char *amount, int64_t share, struct line *row)
{
	struct buf text = {0};
	bool any = amount != NULL && amount[0] != '\0';

	texts_add(&row->cells, any ? amount : _("! nothing"));
	if (any)
		buf_format(&text, "%lld %%", (long long)share);
	texts_add(&row->cells, buf_text(&text));
	buf_finish(&text);
}

/* Who stands in one table, who in the other, with how much of each. */
static void sides(const struct audience_sides *sides, struct page *page)
{
	page_add(page, LINE_GAP, "");
	struct line *head = page_add(page, LINE_HEAD, "");

	texts_add(&head->cells, sides->by != NULL ? sides->by : "");
	texts_add(&head->cells, sides->left != NULL ? sides->left : "");
	texts_add(&head->cells, _("share"));
	texts_add(&head->cells, sides->right != NULL ? sides->right : "");
	texts_add(&head->cells, _("share"));
	for (size_t i = 0; i < sides->count; i++) {
		const struct audience_both *both = &sides->items[i];
		struct line *row = page_add(page, LINE_ROW, "");
		texts_add(&row->cells, both->name != NULL ? both->name : _("(erased)"));
		add_share(both->left, both->left_share, row);
		add_share(both->right, both->right_share, row);
	}
}

void wall_sums(const struct audience *audience, struct page *page)
{
	const char *by = NULL;
	bool open = false;

	if (audience->sides.count > 0)
		sides(&audience->sides, page);
	for (size_t i = 0; i < audience->sums.count; i++)
		open |= audience->sums.items[i].open != NULL &&
			audience->sums.items[i].open[0] != '\0';
	for (size_t i = 0; i < audience->sums.count; i++) {
		const struct audience_sum *sum = &audience->sums.items[i];
		struct buf share = {0};
		/* it stands side by side with the other table already */
		if (audience->sides.by != NULL && sum->by != NULL &&
			strcmp(audience->sides.by, sum->by) == 0)
			continue;
		if (by == NULL || sum->by == NULL || strcmp(by, sum->by) != 0) {
			page_add(page, LINE_GAP, "");
			struct line *head = page_add(page, LINE_HEAD, "");
			by = sum->by != NULL ? sum->by : "";
			texts_add(&head->cells, by);
			texts_add(&head->cells,
				audience->sum_of != NULL && audience->sum_of[0] != '\0'
					? audience->sum_of
					: _("cards"));
			texts_add(&head->cells, _("share"));
			if (open)
				texts_add(&head->cells, _("open"));
		}
		struct line *row = page_add(page, LINE_ROW, "");
		texts_add(&row->cells, sum->name != NULL ? sum->name : _("(erased)"));
		texts_add(&row->cells, sum->amount != NULL ? sum->amount : "");
		buf_format(&share, "%lld %%", (long long)sum->share);
		texts_add(&row->cells, buf_text(&share));
		buf_clear(&share);
		if (sum->open != NULL && sum->open[0] != '\0')
			buf_format(&share, "! %s", sum->open);
		if (open)
			texts_add(&row->cells, buf_text(&share));
		buf_finish(&share);
	}
}
