/* Themes with their cards; what is in none of them is listed too. */
#include "../build.h"

#include "roundtable/base/i18n.h"

/* The cards of one theme (0: of none) under a head, which is left out for no theme and no cards. */
static void list_theme(struct building *building, int stage, int64_t theme, const char *head,
	const struct ids *cards)
{
	const struct model *model = building->model;
	bool any = theme != 0;

	if (any) {
		document_item(building->document, 0);
		document_run(building->document, RUN_STRONG, head);
	}
	for (size_t i = 0; i < cards->count; i++) {
		struct buf text = {0};
		if (model_theme_of(model, stage, cards->items[i]) != theme)
			continue;
		if (!any) {
			document_item(building->document, 0);
			document_run(building->document, RUN_STRONG, head);
			any = true;
		}
		build_cell(building, model_card(model, cards->items[i]), 0, &text);
		document_item(building->document, 1);
		document_run(building->document, RUN_PLAIN, buf_text(&text));
		buf_finish(&text);
	}
}

/* Which names were given up for another. */
static void list_merged(struct building *building, int stage)
{
	const struct model *model = building->model;

	for (size_t i = 0; i < model->themes.count; i++) {
		const struct theme *theme = &model->themes.items[i];
		const struct theme *into = model_theme(model, theme->put_into);
		if (theme->stage != stage || !theme->withdrawn || into == NULL)
			continue;
		build_say(building, _("The theme “%1$s” was put into “%2$s”."),
			build_said(theme->name), build_said(into->name));
	}
}

static const char *theme_called(const struct model *model, int stage, int64_t card)
{
	const struct theme *theme = model_theme(model, model_theme_of(model, stage, card));

	return theme == NULL ? _("in no theme") : build_said(theme->name);
}

/* The same cards were put into themes before: where each lay, and where it lies now. */
static void list_moved(struct building *building, int stage, const struct ids *cards)
{
	const struct model *model = building->model;
	int before = model_grouped_before(model, stage);
	struct buf caption = {0};

	if (before < 0 || cards->count == 0)
		return;
	buf_format(&caption, _("Where each card lay before, and where it lies now: %s"),
		model_stage(model, stage)->title);
	document_table(building->document, buf_text(&caption));
	document_column(building->document, _("Card"), ALIGN_START);
	document_column(building->document, model_stage(model, before)->title, ALIGN_START);
	document_column(building->document, model_stage(model, stage)->title, ALIGN_START);
	for (size_t i = 0; i < cards->count; i++) {
		struct buf text = {0};
		build_cell(building, model_card(model, cards->items[i]), 0, &text);
		document_row(building->document);
		document_cell(building->document, buf_text(&text));
		document_cell(building->document, theme_called(model, before, cards->items[i]));
		document_cell(building->document, theme_called(model, stage, cards->items[i]));
		buf_finish(&text);
	}
	buf_finish(&caption);
}

void minutes_group(struct building *building, int stage)
{
	const struct model *model = building->model;
	struct ids cards = {0};

	build_stage_cards(building, stage, &cards);
	document_list(building->document, false);
	for (size_t i = 0; i < model->themes.count; i++) {
		const struct theme *theme = &model->themes.items[i];
		if (theme->stage == stage && !theme->withdrawn)
			list_theme(building, stage, theme->id, build_said(theme->name), &cards);
	}
	list_theme(building, stage, 0, _("In no theme"), &cards);
	list_merged(building, stage);
	list_moved(building, stage, &cards);
	build_left_out(building, stage);
	array_finish(&cards);
}
