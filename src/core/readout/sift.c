/* A table of cards in another order, or only some of it. */
#include "roundtable/core/sift.h"

#include "roundtable/base/amount.h"
#include "roundtable/base/i18n.h"
#include "roundtable/base/mem.h"
#include "roundtable/base/text.h"

#include <stdlib.h>
#include <string.h>

/* A row with what it is ordered by, and the place it had. */
struct sifted {
	struct audience_item item;
	bool last; /* behind all that have a key */
	int64_t amount;
	char *key;
	size_t place;
};

bool item_in_table(const struct audience_item *item)
{
	return item->kind == ITEM_CARD && !item->under && item->card.columns != NULL &&
	       item->card.columns->count > 1 && item->card.item < 0;
}

static const char *cell_of(const struct audience_item *item, size_t column)
{
	return column < item->card.cells.count ? item->card.cells.items[column] : NULL;
}

static bool is_kept(const struct audience_item *item, const struct sift *sift)
{
	const char *cell = cell_of(item, sift->column);

	if (!item_in_table(item) || (sift->how != SIFT_OPEN_ONLY && sift->how != SIFT_ONLY))
		return true;
	if (sift->how == SIFT_OPEN_ONLY)
		return item->gap != 0;
	return cell != NULL && text_same_folded(cell, sift->words);
}

static void drop(struct audience_item *item)
{
	array_free(item->figure);
	array_finish(&item->spread);
}

static void keep(struct audience *audience, const struct sift *sift)
{
	size_t kept = 0;

	for (size_t i = 0; i < audience->items.count; i++) {
		struct audience_item *item = &audience->items.items[i];
		if (is_kept(item, sift))
			audience->items.items[kept++] = *item;
		else
			drop(item);
	}
	audience->items.count = kept;
}

static int by_key(const void *a, const void *b)
{
	const struct sifted *one = a, *two = b;
	int order = one->last - two->last;

	if (order == 0 && one->amount != two->amount)
		order = one->amount > two->amount ? -1 : 1;
	if (order == 0)
		order = strcmp(one->key, two->key);
	return order != 0 ? order : one->place < two->place ? -1 : one->place > two->place;
}

static void set_key(struct sifted *row, const struct sift *sift)
{
	const struct audience_item *item = &row->item;
	const char *cell = cell_of(item, sift->column);
	bool number = sift->column < item->card.columns->count &&
		      item->card.columns->items[sift->column].type == COLUMN_NUMBER;

	if (sift->how == SIFT_OPEN_FIRST) {
		row->last = item->gap == 0;
	} else {
		row->last = cell == NULL || cell[0] == '\0' ||
			    (number && !amount_parse(cell, &row->amount));
		row->key = text_fold(cell != NULL && !number ? cell : "");
	}
	if (row->key == NULL)
		row->key = mem_copy_text("");
}

/* A kind of a matrix stands before its ticks. */
static int by_place(const void *a, const void *b)
{
	const struct sifted *one = a, *two = b;
	const struct audience_item *x = &one->item, *y = &two->item;

	if (x->row != y->row)
		return x->row < y->row ? -1 : 1;
	if (x->across != y->across)
		return x->across < y->across ? -1 : 1;
	return one->place < two->place ? -1 : one->place > two->place;
}

/* The items in the order of the grid, behind what is none of it; what was left out is dropped. */
static void show_grid(struct audience *audience)
{
	struct sifted *items = mem_alloc(audience->items.count + 1, sizeof *items);
	size_t kept = 0;

	for (size_t i = 0; i < audience->items.count; i++)
		if (audience->items.items[i].row > 0 ||
			audience->items.items[i].kind != ITEM_CARD) {
			items[kept] =
				(struct sifted){.item = audience->items.items[i], .place = kept};
			kept++;
		} else {
			drop(&audience->items.items[i]);
		}
	qsort(items, kept, sizeof *items, by_place);
	for (size_t i = 0; i < kept; i++)
		audience->items.items[i] = items[i].item;
	audience->items.count = kept;
	audience->grid.shown = true;
	array_free(items);
}

/* Only where all are rows of a table: heads and what stands under them stay together. */
static void order(struct audience *audience, const struct sift *sift)
{
	size_t count = audience->items.count;
	struct sifted *rows = mem_alloc(count + 1, sizeof *rows);

	for (size_t i = 0; i < count; i++) {
		rows[i].item = audience->items.items[i];
		rows[i].place = i;
		set_key(&rows[i], sift);
	}
	qsort(rows, count, sizeof *rows, by_key);
	for (size_t i = 0; i < count; i++) {
		audience->items.items[i] = rows[i].item;
		array_free(rows[i].key);
	}
	array_free(rows);
}

static bool is_table(const struct audience *audience)
{
	for (size_t i = 0; i < audience->items.count; i++)
		if (!item_in_table(&audience->items.items[i]))
			return false;
	return audience->items.count > 0;
}

static void say(
	const struct sift *sift, const char *column, size_t shown, size_t of, struct buf *out)
{
	switch (sift->how) {
	case SIFT_ALL:
		break;
	case SIFT_OPEN_ONLY:
		buf_format(out, _("Only what is open is shown: %1$zu of %2$zu."), shown, of);
		break;
	case SIFT_OPEN_FIRST:
		buf_text_add(out, _("What is open stands first."));
		break;
	case SIFT_SORTED:
		buf_format(out, _("In the order of “%s”."), column);
		break;
	case SIFT_ONLY:
		buf_format(out, _("Only “%1$s” under “%2$s” is shown: %3$zu of %4$zu."),
			sift->words, column, shown, of);
		break;
	case SIFT_GRID: /* it is seen */
		break;
	}
}

void audience_sift(struct audience *audience, const struct sift *sift)
{
	size_t of = audience->items.count;
	bool by_column = sift->how == SIFT_SORTED || sift->how == SIFT_ONLY;
	struct buf text = {0};

	if (sift->how == SIFT_GRID && audience->grid.heads.count > 0)
		show_grid(audience);
	if (sift->how == SIFT_ALL || sift->how == SIFT_GRID || !is_table(audience))
		return;
	const struct columns *columns = audience->items.items[0].card.columns;
	if (by_column && sift->column >= columns->count)
		return;
	keep(audience, sift);
	if (sift->how == SIFT_OPEN_FIRST || sift->how == SIFT_SORTED)
		order(audience, sift);
	say(sift, by_column ? columns->items[sift->column].name : "", audience->items.count, of,
		&text);
	if (audience->comes_to != NULL)
		buf_format(&text, " %s", audience->comes_to);
	array_free(audience->comes_to);
	audience->comes_to = buf_take(&text);
}

void sift_finish(struct sift *sift)
{
	array_free(sift->words);
	*sift = (struct sift){0};
}
