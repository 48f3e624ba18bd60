/* Cards: with what may be said of their authors, their history, and what became of them. */
#include "build.h"

#include "roundtable/base/i18n.h"
#include "roundtable/base/mem.h"
#include "roundtable/base/text.h"
#include "roundtable/core/ledger.h"
#include "roundtable/core/sentence.h"
#include "roundtable/core/survived.h"

#include <stdlib.h>
#include <string.h>

void build_cell(struct building *building, const struct card *card, size_t column, struct buf *out)
{
	const struct columns *columns = model_card_columns(building->model, card);

	if (column >= card->cells.count)
		return;
	const char *text = card->cells.items[column];
	if (column < columns->count && columns->items[column].type == COLUMN_PERSON)
		build_typed_person(building, text, out);
	else
		buf_text_add(out, build_said(text));
}

/*
 * What is said of the author beside the card; nothing where the stage or the person keeps it back.
 */
static void add_author(struct building *building, const struct card *card, struct buf *out)
{
	const struct model *model = building->model;

	switch (model_card_author(model, card)) {
	case AUTHOR_PERSON:
		sentence_person(model, model_person(model, card->person), out);
		break;
	case AUTHOR_ROLE:
		if (sentence_role_shown(model, card->role))
			sentence_role(model, card->role, out);
		else
			buf_text_add(out, _("a participant"));
		break;
	case AUTHOR_NOBODY:
		break;
	}
}

/* --- which cards --- */

/* Whether a card is there for itself: not withdrawn, and not under another. */
static bool counts(const struct card *card)
{
	return !card->withdrawn && card->item < 0 && card->merged_into == 0;
}

/* Whether it is listed: cards that the room never saw stay unseen. */
static bool listed(const struct model *model, const struct card *card)
{
	return counts(card) && !card_hidden(model, card);
}

static bool of_stage(const struct model *model, const struct card *card, int stage)
{
	return card->stage == stage || card->stage == model_source(model, stage);
}

/* The order in which a round was said would name those who are not named. */
static bool order_tells(struct building *building, int stage)
{
	const struct model *model = building->model;
	const struct stage *plan = model_stage(model, model_source(model, stage));

	if (stage_setting(plan, SETTING_AUTHORS) != AUTHORS_SHOWN ||
		stage_setting(plan, SETTING_HIDDEN) != 0)
		return true;
	for (size_t i = 0; i < model->cards.count; i++) {
		const struct card *card = &model->cards.items[i];
		if (stage_setting(plan, SETTING_ROUND) != 0 && of_stage(model, card, stage) &&
			sentence_appearance(model, model_person(model, card->person)) !=
				APPEARS_BY_NAME)
			return true;
	}
	return false;
}

struct sortable {
	char *key;
	int64_t card;
};

static int by_key(const void *a, const void *b)
{
	const struct sortable *one = a, *two = b;
	int order = strcmp(one->key, two->key);

	return order != 0 ? order : one->card < two->card ? -1 : one->card > two->card;
}

static void sort_by_words(struct building *building, struct ids *cards)
{
	struct sortable *sortables = mem_alloc(cards->count + 1, sizeof *sortables);

	for (size_t i = 0; i < cards->count; i++) {
		struct buf key = {0};
		build_cell(building, model_card(building->model, cards->items[i]), 0, &key);
		sortables[i] = (struct sortable){text_fold(buf_text(&key)), cards->items[i]};
		buf_finish(&key);
	}
	qsort(sortables, cards->count, sizeof *sortables, by_key);
	for (size_t i = 0; i < cards->count; i++) {
		cards->items[i] = sortables[i].card;
		array_free(sortables[i].key);
	}
	array_free(sortables);
}

size_t build_unseen(struct building *building, int stage)
{
	const struct model *model = building->model;
	size_t count = 0;

	for (size_t i = 0; i < model->cards.count; i++) {
		const struct card *card = &model->cards.items[i];
		count += of_stage(model, card, stage) && counts(card) && card_hidden(model, card) &&
			 !(card->cut && card->cut_stage <= stage);
	}
	return count;
}

void build_stage_cards(struct building *building, int stage, struct ids *cards)
{
	const struct model *model = building->model;

	cards->count = 0;
	for (size_t i = 0; i < model->cards.count; i++) {
		const struct card *card = &model->cards.items[i];
		if (of_stage(model, card, stage) && listed(model, card) &&
			!(card->cut && card->cut_stage <= stage))
			ids_add(cards, card->id);
	}
	if (order_tells(building, stage))
		sort_by_words(building, cards);
}

/* --- as a list --- */

static void add_history(struct building *building, const struct card *card)
{
	struct buf author = {0}, history = {0};

	add_author(building, card, &author);
	sentence_reworded(card->rewordings, &history);
	if (author.count > 0)
		build_run(building, RUN_EMPHASIS, _(" (%s)"), buf_text(&author));
	if (history.count > 0)
		build_run(building, RUN_EMPHASIS, _(" (%s)"), buf_text(&history));
	buf_finish(&author);
	buf_finish(&history);
}

/*
 * The cards which now stand in this one, in alphabetical order where their own would tell too much.
 */
static void merged_into(
	struct building *building, int stage, const struct card *root, struct ids *merged)
{
	const struct model *model = building->model;

	for (size_t i = 0; i < model->cards.count; i++) {
		const struct card *card = &model->cards.items[i];
		if (card != root && !card->withdrawn && card->merged_into != 0 &&
			!card_hidden(model, card) && model_card_root(model, card) == root)
			ids_add(merged, card->id);
	}
	if (order_tells(building, stage))
		sort_by_words(building, merged);
}

static void list_merged(struct building *building, int stage, const struct card *root)
{
	struct ids merged = {0};

	merged_into(building, stage, root, &merged);
	for (size_t i = 0; i < merged.count; i++) {
		const struct card *card = model_card(building->model, merged.items[i]);
		struct buf text = {0};
		build_cell(building, card, 0, &text);
		document_item(building->document, 1);
		build_run(building, RUN_PLAIN, _("Merged into it: %s"), buf_text(&text));
		add_history(building, card);
		buf_finish(&text);
	}
	array_finish(&merged);
}

static void list_cards(struct building *building, int stage, const struct ids *cards)
{
	bool own = model_source(building->model, stage) == stage;

	document_list(building->document, false);
	for (size_t i = 0; i < cards->count; i++) {
		const struct card *card = model_card(building->model, cards->items[i]);
		struct buf text = {0};
		build_cell(building, card, 0, &text);
		document_item(building->document, 0);
		document_run(building->document, RUN_PLAIN, buf_text(&text));
		add_history(building, card);
		if (own)
			list_merged(building, stage, card);
		buf_finish(&text);
	}
}

/* Whether the order of any of them would tell too much. */
static bool any_order_tells(struct building *building, const struct ids *cards)
{
	for (size_t i = 0; i < cards->count; i++)
		if (order_tells(building, model_card(building->model, cards->items[i])->stage))
			return true;
	return false;
}

void build_cards_in_line(struct building *building, struct ids *cards, struct buf *out)
{
	if (any_order_tells(building, cards))
		sort_by_words(building, cards);
	for (size_t i = 0; i < cards->count; i++) {
		const struct card *card = model_card(building->model, cards->items[i]);
		struct buf text = {0}, author = {0};
		if (i > 0)
			buf_text_add(out, _("; "));
		build_cell(building, card, 0, &text);
		sentence_quoted(card->cells.items[0] != NULL ? buf_text(&text) : NULL, out);
		add_author(building, card, &author);
		if (author.count > 0)
			buf_format(out, _(" (%s)"), buf_text(&author));
		buf_finish(&text);
		buf_finish(&author);
	}
}

/* --- as a table --- */

static bool any_author(struct building *building, const struct ids *cards)
{
	for (size_t i = 0; i < cards->count; i++)
		if (model_card_author(building->model,
			    model_card(building->model, cards->items[i])) != AUTHOR_NOBODY)
			return true;
	return false;
}

/* What should not be empty and is. */
static void mark_gap(struct buf *text)
{
	struct buf words = {0};

	buf_text_add(&words, text->count > 0 ? buf_text(text) : _("open"));
	buf_clear(text);
	buf_format(text, "! %s", buf_text(&words));
	buf_finish(&words);
}

static void table_row(struct building *building, const struct card *card,
	const struct ledger *ledger, const struct columns *columns, bool authors)
{
	struct buf text = {0}, history = {0};

	document_row(building->document);
	for (size_t c = 0; c < columns->count; c++) {
		buf_clear(&text);
		build_cell(building, card, c, &text);
		if (c == 0 && card->rewordings > 0) {
			sentence_reworded(card->rewordings, &history);
			buf_format(&text, _(" (%s)"), buf_text(&history));
		}
		if (ledger->gap == (int)c && ledger_open(ledger, card))
			mark_gap(&text);
		document_cell(building->document, buf_text(&text));
	}
	buf_clear(&text);
	if (authors)
		add_author(building, card, &text);
	document_cell(building->document, buf_text(&text));
	buf_finish(&text);
	buf_finish(&history);
}

static void table_merged(struct building *building, int stage, const struct ids *cards)
{
	document_list(building->document, false);
	for (size_t i = 0; i < cards->count; i++) {
		const struct card *root = model_card(building->model, cards->items[i]);
		struct ids merged = {0};
		merged_into(building, stage, root, &merged);
		for (size_t k = 0; k < merged.count; k++) {
			struct buf text = {0}, into = {0};
			build_cell(
				building, model_card(building->model, merged.items[k]), 0, &text);
			build_cell(building, root, 0, &into);
			document_item(building->document, 0);
			build_run(building, RUN_PLAIN, _("“%1$s” was merged into “%2$s”."),
				buf_text(&text), buf_text(&into));
			buf_finish(&text);
			buf_finish(&into);
		}
		array_finish(&merged);
	}
}

static void table_cards(struct building *building, int stage, const struct ids *cards)
{
	const struct model *model = building->model;
	const struct columns *columns = model_columns(model, stage);
	bool authors = any_author(building, cards);
	struct ledger ledger = {.gap = -1};

	if (!ledger_fill(model, stage, cards, &ledger))
		ledger.gap = -1;

	document_table(building->document, model_stage(model, stage)->title);
	for (size_t c = 0; c < columns->count; c++)
		document_column(building->document,
			columns->items[c].name[0] != '\0' ? columns->items[c].name : _("Card"),
			columns->items[c].type == COLUMN_NUMBER ? ALIGN_END : ALIGN_START);
	if (authors)
		document_column(building->document, _("Said by"), ALIGN_START);
	for (size_t i = 0; i < cards->count; i++)
		table_row(building, model_card(model, cards->items[i]), &ledger, columns, authors);
	if (model_source(model, stage) == stage)
		table_merged(building, stage, cards);
	ledger_finish(&ledger);
}

void build_cards(struct building *building, int stage, const struct ids *cards)
{
	if (model_columns(building->model, stage)->count > 1)
		table_cards(building, stage, cards);
	else
		list_cards(building, stage, cards);
}

void build_left_out(struct building *building, int stage)
{
	const struct model *model = building->model;
	struct ids cards = {0};
	struct buf survived = {0};

	sentence_survived(model, stage, SURVIVED_MINUTES, &survived);
	sentence_survived_withheld(model, stage, SURVIVED_MINUTES, &survived);
	if (survived.count > 0)
		build_say(building, "%s", buf_text(&survived));
	buf_finish(&survived);

	for (size_t i = 0; i < model->cards.count; i++) {
		const struct card *card = &model->cards.items[i];
		if (card->cut && card->cut_stage == stage && listed(model, card))
			ids_add(&cards, card->id);
	}
	if (order_tells(building, stage))
		sort_by_words(building, &cards);
	if (cards.count > 0) {
		build_lead(building, _("Not taken forward"));
		document_list(building->document, false);
	}
	for (size_t i = 0; i < cards.count; i++) {
		const struct card *card = model_card(model, cards.items[i]);
		struct buf text = {0};
		build_cell(building, card, 0, &text);
		document_item(building->document, 0);
		document_run(building->document, RUN_PLAIN, buf_text(&text));
		add_history(building, card);
		list_merged(building, stage, card);
		document_item(building->document, 1);
		if (card->why == NULL || card->why[0] != '\0')
			build_run(building, RUN_PLAIN, _("Why: %s"), build_said(card->why));
		else
			build_run(building, RUN_PLAIN, "%s", _("No reason was given."));
		buf_finish(&text);
	}
	array_finish(&cards);
}

void build_role_sums(struct building *building, int stage)
{
	const struct model *model = building->model;
	size_t roles = model->plan->roles.count;
	int64_t *sums = mem_alloc(roles + 1, sizeof *sums), others = 0;
	struct buf text = {0};

	for (size_t i = 0; i < model->cards.count; i++) {
		const struct card *card = &model->cards.items[i];
		if (card->stage != stage || card->withdrawn || card->item >= 0)
			continue;
		if (sentence_role_shown(model, card->role))
			sums[card->role]++;
		else
			others++;
	}
	document_table(building->document, _("How many came from whom"));
	document_column(building->document, _("Role"), ALIGN_START);
	document_column(building->document, _("Cards"), ALIGN_END);
	for (size_t i = 0; i <= roles; i++) {
		int64_t sum = i < roles ? sums[i] : others;
		if (sum == 0)
			continue;
		document_row(building->document);
		document_cell(building->document,
			i < roles ? model->plan->roles.items[i].name : _("other participants"));
		buf_clear(&text);
		buf_format(&text, "%lld", (long long)sum);
		document_cell(building->document, buf_text(&text));
	}
	buf_finish(&text);
	array_free(sums);
}
