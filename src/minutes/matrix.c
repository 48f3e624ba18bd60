/* Matrices: kinds ticked by people, with words where somebody wanted them. */
#include "build.h"

#include "roundtable/base/i18n.h"
#include "roundtable/core/sentence.h"

static bool in_matrix(const struct card *card, int stage, int kind)
{
	return card->stage == stage && card->item == kind && card_stands(card);
}

/* Each person who is ticked against a kind once, in roster order. */
static void ticked(const struct model *model, int stage, int kind, struct ids *persons)
{
	for (size_t p = 0; p < model->persons.count; p++)
		for (size_t i = 0; i < model->cards.count; i++)
			if (in_matrix(&model->cards.items[i], stage, kind) &&
				model->cards.items[i].person == model->persons.items[p].id &&
				!ids_contain(persons, model->persons.items[p].id))
				ids_add(persons, model->persons.items[p].id);
}

static bool names_shown(const struct model *model, int stage)
{
	return stage_setting(model_stage(model, stage), SETTING_AUTHORS) == AUTHORS_SHOWN;
}

static void add_kind(struct building *building, int stage, int kind, const char *name)
{
	struct ids persons = {0};
	struct buf text = {0};

	ticked(building->model, stage, kind, &persons);
	document_row(building->document);
	document_cell(building->document, name);
	buf_format(&text, "%zu", persons.count);
	document_cell(building->document, buf_text(&text));
	buf_clear(&text);
	build_phrase(building, &persons, &text);
	document_cell(building->document, buf_text(&text));
	array_finish(&persons);
	buf_finish(&text);
}

/* The words of a cell's columns on one line; nothing when there are none. */
static void add_words(struct building *building, const struct card *card, struct buf *out)
{
	for (size_t c = 0; c < card->cells.count; c++) {
		struct buf text = {0};
		build_cell(building, card, c, &text);
		if (text.count > 0 && out->count > 0)
			buf_text_add(out, "; ");
		buf_text_add(out, buf_text(&text));
		buf_finish(&text);
	}
}

static void add_wordings(struct building *building, int stage, int kind, const char *name)
{
	const struct model *model = building->model;
	bool any = false;

	for (size_t i = 0; i < model->cards.count; i++) {
		const struct card *card = &model->cards.items[i];
		struct buf words = {0}, who = {0};
		if (in_matrix(card, stage, kind))
			add_words(building, card, &words);
		if (words.count > 0 && !any) {
			document_item(building->document, 0);
			document_run(building->document, RUN_PLAIN, name);
			any = true;
		}
		if (words.count > 0) {
			document_item(building->document, 1);
			document_run(building->document, RUN_PLAIN, buf_text(&words));
		}
		if (words.count > 0 && names_shown(model, stage)) {
			sentence_person(model, model_person(model, card->person), &who);
			build_run(building, RUN_EMPHASIS, _(" (%s)"), buf_text(&who));
		}
		buf_finish(&words);
		buf_finish(&who);
	}
}

void build_matrix(struct building *building, int stage)
{
	const struct stage *plan = model_stage(building->model, stage);

	document_table(building->document, plan->title);
	document_column(building->document, _("What"), ALIGN_START);
	document_column(building->document, _("How many"), ALIGN_END);
	if (names_shown(building->model, stage))
		document_column(building->document, _("Who"), ALIGN_START);
	for (size_t i = 0; i < plan->items.count; i++)
		add_kind(building, stage, (int)i, plan->items.items[i]);
	document_list(building->document, false);
	for (size_t i = 0; i < plan->items.count; i++)
		add_wordings(building, stage, (int)i, plan->items.items[i]);
}
