/* Statements that were rated: the scale, and each with its spreads and the sentence about it. */
#include "wall.h"

#include "roundtable/base/i18n.h"
#include "roundtable/ui/spread.h"

#include <stdio.h>

/* How many answers of a rating are on its scale. */
static size_t rated_steps(const struct audience_vote *vote)
{
	return (size_t)vote->scale + 1 - vote->unsure;
}

static void add_answer(const struct audience_vote *vote, size_t step, struct buf *out)
{
	if (step < vote->grades.count)
		buf_text_add(out, vote->grades.items[step]);
	else
		buf_format(out, "%zu", step);
}

void wall_scale(const struct audience_vote *vote, struct page *page)
{
	size_t steps = rated_steps(vote);
	struct buf legend = {0};

	for (size_t i = 0; i < steps; i++) {
		const char *middle =
			vote->poles && (i == steps / 2 || i + steps / 2 == steps) ? " │ " : "  ";
		buf_format(&legend, "%s%s\u00a0", i > 0 ? middle : "",
			spread_glyph(i, steps, vote->poles));
		add_answer(vote, i, &legend);
	}
	if (vote->unsure) {
		buf_text_add(&legend, "   ?\u00a0");
		add_answer(vote, steps, &legend);
	}
	buf_format(&legend, "   –\u00a0%s", _("left out"));
	page_add(page, LINE_TEXT, buf_text(&legend));
	buf_finish(&legend);
}

static void spread_line(const struct audience_vote *vote, const struct audience_item *item,
	const char *label, struct page *page)
{
	struct line *line = page_add(page, LINE_SPREAD, label);
	size_t steps = rated_steps(vote);
	int64_t none = item->value;

	line->poles = vote->poles;
	for (size_t i = 0; i < item->spread.count; i++) {
		struct buf answer = {0};
		none -= item->spread.items[i];
		add_answer(vote, i, &answer);
		if (i < steps) {
			ids_add(&line->counts, item->spread.items[i]);
			line->total += item->spread.items[i];
			texts_add(&line->cells, buf_text(&answer));
		}
		buf_finish(&answer);
	}
	int64_t unsure = vote->unsure && item->spread.count > steps ? item->spread.items[steps] : 0;
	if (unsure > 0 && none > 0)
		line_detail(line, _("? %1$lld  – %2$lld"), (long long)unsure, (long long)none);
	else if (unsure > 0)
		line_detail(line, _("? %lld"), (long long)unsure);
	else if (none > 0)
		line_detail(line, _("– %lld"), (long long)none);
}

void wall_rated(const struct audience *audience, size_t at, struct page *page)
{
	const struct audience_item *item = &audience->items.items[at];
	const struct audience_item *items = audience->items.items;
	bool before = false, parts = false;
	char mark[24];

	for (size_t i = at + 1; i < audience->items.count && items[i].under; i++) {
		before = before || items[i].before;
		parts = parts || !items[i].before;
	}

	snprintf(mark, sizeof mark, "%lld", (long long)-item->id);
	line_mark(page_add(page, LINE_ITEM, item->text != NULL ? item->text : _("(erased)")),
		item->id < 0 ? mark : "•");
	spread_line(&audience->vote, item, parts ? _("all") : before ? _("this time") : "", page);
	for (size_t i = at + 1; i < audience->items.count && items[i].under; i++)
		spread_line(&audience->vote, &items[i], items[i].text != NULL ? items[i].text : "",
			page);
	page_add(page, LINE_TEXT, item->figure != NULL ? item->figure : "");
}
