/* Tables that were filled in several sessions: how many rows of each kind. */
#include "compare.h"

#include "roundtable/base/i18n.h"
#include "roundtable/base/mem.h"
#include "roundtable/base/text.h"

/* A collect stage in several sessions. */
struct tables {
	struct comparing *comparing;
	const struct row *stage;
	struct ids *cards; /* by session: what stands and was revealed */
	bool *hidden;      /* by session */
};

static const struct stage *stage_of(const struct tables *tables, size_t session)
{
	return model_stage(
		tables->comparing->sessions[session].model, (int)tables->stage->at[session]);
}

static const struct model *model_of(const struct tables *tables, size_t session)
{
	return tables->comparing->sessions[session].model;
}

/* What kinds a column can hold, or what the numbered list of a matrix names; none for others. */
static void kinds_of(const struct plan *plan, const struct column *column, struct texts *kinds)
{
	if (column->type == COLUMN_CHOICE)
		texts_copy(kinds, &column->choices);
	for (size_t i = 0; i < plan->roles.count && column->type == COLUMN_ROLE; i++)
		texts_add(kinds, plan->roles.items[i].name);
}

/* How many cards have this kind in this column; of a matrix how many ticks this row has. */
static int64_t count(const struct tables *tables, size_t session, size_t column, const char *kind)
{
	const struct model *model = model_of(tables, session);
	int64_t sum = 0;

	for (size_t i = 0; i < tables->cards[session].count; i++) {
		const struct card *card = model_card(model, tables->cards[session].items[i]);
		if (card == NULL || column >= card->cells.count ||
			card->cells.items[column] == NULL)
			continue;
		sum += text_same_folded(card->cells.items[column], kind);
	}
	return sum;
}

static int64_t ticks(const struct tables *tables, size_t session, size_t item)
{
	const struct model *model = model_of(tables, session);
	int64_t sum = 0;

	for (size_t i = 0; i < model->cards.count; i++) {
		const struct card *card = &model->cards.items[i];
		sum += card->stage == (int)tables->stage->at[session] && card->item == (int)item &&
		       !card->withdrawn;
	}
	return sum;
}

/* The number of a column with this name and type in a session; MISSING: it has none. */
static size_t column_of(const struct tables *tables, size_t session, const struct column *like)
{
	if (tables->stage->at[session] == MISSING)
		return MISSING;
	const struct columns *columns = &stage_of(tables, session)->columns;
	for (size_t i = 0; i < columns->count; i++)
		if (columns->items[i].type == like->type &&
			text_same_folded(columns->items[i].name, like->name))
			return i;
	return MISSING;
}

static void count_cell(const struct tables *tables, size_t session, bool there, int64_t number)
{
	if (there && !tables->hidden[session])
		comparing_number(tables->comparing, number);
	else
		document_cell(tables->comparing->document, "");
}

/* One column, kind by kind. False: fewer than two sessions have it. */
static bool column_table(const struct tables *tables, const struct column *like)
{
	struct comparing *comparing = tables->comparing;
	struct texts *lists = mem_alloc(comparing->count + 1, sizeof *lists);
	struct rows rows = {0};
	struct buf caption = {0};
	size_t places = 0;

	for (size_t i = 0; i < comparing->count; i++) {
		size_t at = column_of(tables, i, like);
		places += at != MISSING;
		if (at != MISSING)
			kinds_of(model_of(tables, i)->plan, &stage_of(tables, i)->columns.items[at],
				&lists[i]);
	}
	rows_of_texts(lists, comparing->count, &rows);
	buf_format(&caption, _("How many cards, by “%s”"), like->name);
	if (places > 1 && rows.count > 0)
		comparing_table(comparing, buf_text(&caption), like->name, ALIGN_END);
	for (size_t i = 0; i < rows.count && places > 1; i++) {
		const char *kind = NULL;
		for (size_t k = 0; k < comparing->count && kind == NULL; k++)
			if (rows.items[i].at[k] != MISSING)
				kind = lists[k].items[rows.items[i].at[k]];
		document_row(comparing->document);
		document_cell(comparing->document, kind);
		for (size_t k = 0; k < comparing->count; k++)
			count_cell(tables, k, rows.items[i].at[k] != MISSING,
				rows.items[i].at[k] != MISSING
					? count(tables, k, column_of(tables, k, like), kind)
					: 0);
	}
	bool any = places > 1 && rows.count > 0;
	buf_finish(&caption);
	rows_finish(&rows);
	for (size_t i = 0; i < comparing->count; i++)
		texts_finish(&lists[i]);
	array_free(lists);
	return any;
}

static bool is_matrix(const struct tables *tables, size_t session)
{
	return tables->stage->at[session] != MISSING &&
	       stage_setting(stage_of(tables, session), SETTING_MATRIX) != 0;
}

static bool matrix_table(const struct tables *tables)
{
	struct comparing *comparing = tables->comparing;
	struct texts *lists = mem_alloc(comparing->count + 1, sizeof *lists);
	struct rows rows = {0};
	size_t places = 0;

	for (size_t i = 0; i < comparing->count; i++) {
		places += is_matrix(tables, i);
		if (is_matrix(tables, i))
			texts_copy(&lists[i], &stage_of(tables, i)->items);
	}
	rows_of_texts(lists, comparing->count, &rows);
	if (places > 1)
		comparing_table(comparing, _("How many people, by kind"), _("Kind"), ALIGN_END);
	for (size_t i = 0; i < rows.count && places > 1; i++) {
		const size_t *at = rows.items[i].at;
		size_t first = 0;
		while (at[first] == MISSING)
			first++;
		document_row(comparing->document);
		document_cell(comparing->document, lists[first].items[at[first]]);
		for (size_t k = 0; k < comparing->count; k++)
			count_cell(tables, k, at[k] != MISSING,
				at[k] != MISSING ? ticks(tables, k, at[k]) : 0);
	}
	rows_finish(&rows);
	for (size_t i = 0; i < comparing->count; i++)
		texts_finish(&lists[i]);
	array_free(lists);
	return places > 1;
}

static void say_counts(const struct tables *tables)
{
	struct comparing *comparing = tables->comparing;

	for (size_t i = 0; i < comparing->count; i++) {
		const char *label = comparing->labels.items[i];
		if (tables->stage->at[i] == MISSING)
			comparing_say(comparing, _("%s: the programme had no such stage."), label);
		else if (tables->hidden[i])
			comparing_say(comparing,
				_("%s: the cards were never revealed, so they are not counted."),
				label);
		else if (!is_matrix(tables, i))
			comparing_say(comparing,
				ngettext("%1$s: %2$zu card.", "%1$s: %2$zu cards.",
					tables->cards[i].count),
				label, tables->cards[i].count);
	}
}

/* Whether two sessions have a table of the same kind in it; then what there is to show. */
static bool has_kinds(const struct tables *tables)
{
	size_t matrices = 0, columns = 0;

	for (size_t i = 0; i < tables->comparing->count; i++) {
		bool kinds = false;
		if (tables->stage->at[i] == MISSING)
			continue;
		const struct stage *stage = stage_of(tables, i);
		for (size_t k = 0; k < stage->columns.count; k++)
			kinds = kinds || stage->columns.items[k].type == COLUMN_CHOICE ||
				stage->columns.items[k].type == COLUMN_ROLE;
		matrices += is_matrix(tables, i);
		columns += kinds;
	}
	return matrices > 1 || columns > 1;
}

static bool show(const struct tables *tables)
{
	const struct stage *first;
	size_t i = 0;
	bool any;

	while (tables->stage->at[i] == MISSING)
		i++;
	first = stage_of(tables, i);
	comparing_stage(tables->comparing, tables->stage);
	say_counts(tables);
	any = matrix_table(tables);
	for (size_t k = 0; k < first->columns.count; k++)
		any = column_table(tables, &first->columns.items[k]) || any;
	any = compare_sums(tables->comparing, tables->stage, tables->cards) || any;
	return any;
}

bool compare_cards(struct comparing *comparing, const struct row *stage)
{
	struct tables tables = {.comparing = comparing,
		.stage = stage,
		.cards = mem_alloc(comparing->count + 1, sizeof *tables.cards),
		.hidden = mem_alloc(comparing->count + 1, sizeof *tables.hidden)};
	bool any = false;

	for (size_t i = 0; i < comparing->count; i++) {
		if (stage->at[i] == MISSING)
			continue;
		const struct model *model = comparing->sessions[i].model;
		tables.hidden[i] = model_cards_hidden(model, (int)stage->at[i]);
		if (!tables.hidden[i])
			model_stage_cards(model, (int)stage->at[i], &tables.cards[i]);
	}
	if (has_kinds(&tables))
		any = show(&tables);
	for (size_t i = 0; i < comparing->count; i++)
		array_finish(&tables.cards[i]);
	array_free(tables.cards);
	array_free(tables.hidden);
	return any;
}
