/* What tables came to in several sessions: sums and shares by who bears them, fields of a grid. */
#include "compare.h"

#include "roundtable/base/i18n.h"
#include "roundtable/base/mem.h"
#include "roundtable/base/text.h"
#include "roundtable/core/grid.h"
#include "roundtable/core/ledger.h"

enum { BARS_MOST = 8 /* rows that are drawn as bars; the table has all */ };

/* One stage in several sessions; where it has none, its ledger sums nothing. */
struct summed {
	struct comparing *comparing;
	struct ledger *ledgers; /* by session */
};

/* Which part of a session's table is by this column, -1: none, or it sums something else. People
 * are named in the minutes of each session as they wish; they are not laid side by side. */
static int part_by(const struct ledger *ledger, const char *sum, const char *column)
{
	if (ledger->sum < 0 || !text_same_folded(ledger->columns->items[ledger->sum].name, sum))
		return -1;
	for (size_t i = 0; i < ledger->by.count; i++) {
		const struct column *by = &ledger->columns->items[ledger->by.items[i].column];
		if (text_same_folded(by->name, column) && by->type != COLUMN_PERSON)
			return (int)i;
	}
	return -1;
}

static const struct ledger_row *row_at(
	const struct summed *summed, const int *parts, const struct row *row, size_t session)
{
	return row->at[session] != MISSING ? &summed->ledgers[session]
						      .by.items[parts[session]]
						      .rows.items[row->at[session]]
					   : NULL;
}

static void add_cells(const struct summed *summed, const int *parts, const struct row *row)
{
	for (size_t s = 0; s < summed->comparing->count; s++) {
		const struct ledger_row *has = row_at(summed, parts, row, s);
		struct buf amount = {0}, text = {0};
		if (has != NULL) {
			ledger_figures(&summed->ledgers[s], has, false, &amount);
			buf_format(&text, _("%1$s (%2$d %%)"), buf_text(&amount),
				ledger_share(&summed->ledgers[s], has));
		} else if (parts[s] >= 0) {
			buf_text_add(&text, "0");
		}
		document_cell(summed->comparing->document, buf_text(&text));
		buf_finish(&amount);
		buf_finish(&text);
	}
}

static void add_totals(const struct summed *summed, const int *parts)
{
	document_row(summed->comparing->document);
	document_cell(summed->comparing->document, _("In all"));
	for (size_t s = 0; s < summed->comparing->count; s++) {
		struct buf text = {0};
		if (parts[s] >= 0)
			amount_format(&text, summed->ledgers[s].total);
		document_cell(summed->comparing->document, buf_text(&text));
		buf_finish(&text);
	}
}

static void share_bars(
	const struct summed *summed, const int *parts, const struct row *row, const char *name)
{
	struct document *document = summed->comparing->document;

	document_bars(document, name);
	for (size_t s = 0; s < summed->comparing->count; s++) {
		const struct ledger_row *has = row_at(summed, parts, row, s);
		int share = has != NULL ? ledger_share(&summed->ledgers[s], has) : 0;
		struct buf figure = {0};
		if (parts[s] < 0)
			continue;
		buf_format(&figure, "%d %%", share);
		document_bar(document, summed->comparing->labels.items[s], share, 100,
			buf_text(&figure));
		buf_finish(&figure);
	}
}

/* What a row is called; what nobody said, or what was erased, is no row of its own. */
static void list_names(const struct ledger_rows *rows, struct texts *names)
{
	for (size_t i = 0; i < rows->count; i++)
		texts_add(names, rows->items[i].name != NULL && rows->items[i].name[0] == '\0'
					 ? NULL
					 : rows->items[i].name);
}

static const char *name_of(const struct row *row, const struct texts *lists)
{
	size_t first = 0;

	while (row->at[first] == MISSING)
		first++;
	return lists[first].items[row->at[first]];
}

/* Sums by one column, the first one as bars as well; false: fewer than two sessions have it. */
static bool sums_by(const struct summed *summed, const char *sum, const char *column, bool bars)
{
	struct comparing *comparing = summed->comparing;
	struct texts *lists = mem_alloc(comparing->count + 1, sizeof *lists);
	int *parts = mem_alloc(comparing->count + 1, sizeof *parts);
	struct rows rows = {0};
	struct buf caption = {0};
	size_t places = 0;

	for (size_t s = 0; s < comparing->count; s++) {
		parts[s] = part_by(&summed->ledgers[s], sum, column);
		places += parts[s] >= 0;
		if (parts[s] >= 0)
			list_names(&summed->ledgers[s].by.items[parts[s]].rows, &lists[s]);
	}
	rows_of_texts(lists, comparing->count, &rows);
	buf_format(&caption, _("“%1$s”, by “%2$s”, and the share of each"), sum, column);
	bool any = places > 1 && rows.count > 0;
	if (any)
		comparing_table(comparing, buf_text(&caption), column, ALIGN_END);
	for (size_t i = 0; any && i < rows.count; i++) {
		document_row(comparing->document);
		document_cell(comparing->document, name_of(&rows.items[i], lists));
		add_cells(summed, parts, &rows.items[i]);
	}
	if (any)
		add_totals(summed, parts);
	for (size_t i = 0; any && bars && i < rows.count && i < BARS_MOST; i++)
		share_bars(summed, parts, &rows.items[i], name_of(&rows.items[i], lists));
	buf_finish(&caption);
	rows_finish(&rows);
	for (size_t s = 0; s < comparing->count; s++)
		texts_finish(&lists[s]);
	array_free(lists);
	array_free(parts);
	return any;
}

/* --- fields of a grid --- */

static void list_fields(const struct grid *grid, struct texts *fields, struct ids *counts)
{
	for (size_t r = 0; r < grid->rows.count; r++)
		for (size_t c = 0; c < grid->heads.count; c++) {
			struct buf name = {0};
			int64_t count = 0;
			for (size_t i = 0; i + 1 < grid->places.count; i += 2)
				count += grid->places.items[i] == (int64_t)r &&
					 grid->places.items[i + 1] == (int64_t)c;
			if (count == 0)
				continue;
			buf_format(&name, _("%1$s · %2$s"), grid->rows.items[r].name,
				grid->heads.items[c].name);
			texts_add(fields, buf_text(&name));
			ids_add(counts, count);
			buf_finish(&name);
		}
}

static void fields_table(
	struct comparing *comparing, const struct grid *grids, const struct grid *like)
{
	struct texts *lists = mem_alloc(comparing->count + 1, sizeof *lists);
	struct ids *counts = mem_alloc(comparing->count + 1, sizeof *counts);
	struct rows rows = {0};
	struct buf head = {0};

	for (size_t s = 0; s < comparing->count; s++)
		if (grids[s].heads.count > 0)
			list_fields(&grids[s], &lists[s], &counts[s]);
	rows_of_texts(lists, comparing->count, &rows);
	buf_format(&head, _("%1$s · %2$s"), like->row == GRID_KINDS ? _("kind") : like->row_name,
		like->across_name);
	comparing_table(comparing, _("How many cards in each field of the grid"), buf_text(&head),
		ALIGN_END);
	for (size_t i = 0; i < rows.count; i++) {
		document_row(comparing->document);
		document_cell(comparing->document, name_of(&rows.items[i], lists));
		for (size_t s = 0; s < comparing->count; s++)
			if (rows.items[i].at[s] != MISSING)
				comparing_number(comparing, counts[s].items[rows.items[i].at[s]]);
			else
				document_cell(
					comparing->document, grids[s].heads.count > 0 ? "0" : "");
	}
	buf_finish(&head);
	rows_finish(&rows);
	for (size_t s = 0; s < comparing->count; s++) {
		texts_finish(&lists[s]);
		array_finish(&counts[s]);
	}
	array_free(lists);
	array_free(counts);
}

/* Grids by the same two columns in at least two sessions. */
static bool compare_grids(
	struct comparing *comparing, const struct row *stage, const struct ids *cards)
{
	struct grid *grids = mem_alloc(comparing->count + 1, sizeof *grids);
	const struct grid *like = NULL;
	size_t places = 0;

	for (size_t s = 0; s < comparing->count; s++) {
		if (stage->at[s] == MISSING || cards[s].count == 0 ||
			!grid_fill(comparing->sessions[s].model, (int)stage->at[s], &cards[s], true,
				&grids[s]))
			continue;
		bool alike =
			grids[s].heads.count > 0 &&
			(like == NULL ||
				(text_same_folded(like->row_name, grids[s].row_name) &&
					text_same_folded(like->across_name, grids[s].across_name)));
		if (!alike)
			grid_finish(&grids[s]);
		like = like == NULL && alike ? &grids[s] : like;
		places += alike;
	}
	if (places > 1)
		fields_table(comparing, grids, like);
	for (size_t s = 0; s < comparing->count; s++)
		grid_finish(&grids[s]);
	array_free(grids);
	return places > 1;
}

bool compare_sums(struct comparing *comparing, const struct row *stage, const struct ids *cards)
{
	struct summed summed = {comparing, mem_alloc(comparing->count + 1, sizeof *summed.ledgers)};
	const struct ledger *first = NULL;
	bool any = false;

	for (size_t s = 0; s < comparing->count; s++) {
		struct ledger *ledger = &summed.ledgers[s];
		bool sums = stage->at[s] != MISSING &&
			    ledger_fill(comparing->sessions[s].model, (int)stage->at[s], &cards[s],
				    ledger) &&
			    ledger->sum >= 0;
		if (!sums) {
			ledger_finish(ledger);
			ledger->sum = -1;
		}
		first = first == NULL && sums ? ledger : first;
	}
	for (size_t i = 0; first != NULL && i < first->by.count; i++)
		any = sums_by(&summed, first->columns->items[first->sum].name,
			      first->columns->items[first->by.items[i].column].name, i == 0) ||
		      any;
	any = compare_grids(comparing, stage, cards) || any;
	for (size_t s = 0; s < comparing->count; s++)
		ledger_finish(&summed.ledgers[s]);
	array_free(summed.ledgers);
	return any;
}
