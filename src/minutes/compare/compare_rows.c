/* What several sessions have in common, by its words. */
#include "compare.h"

#include "roundtable/base/mem.h"
#include "roundtable/base/text.h"

static struct row *add_row(struct rows *rows, size_t count)
{
	struct row *row = array_push(rows);

	row->at = mem_alloc(count + 1, sizeof *row->at);
	for (size_t i = 0; i < count; i++)
		row->at[i] = MISSING;
	return row;
}

size_t row_places(const struct row *row, size_t count)
{
	size_t places = 0;

	for (size_t i = 0; i < count; i++)
		places += row->at[i] != MISSING;
	return places;
}

void rows_finish(struct rows *rows)
{
	for (size_t i = 0; i < rows->count; i++)
		array_free(rows->items[i].at);
	array_finish(rows);
}

/* The words of a row: those of the first list that has them. */
static const char *row_words(const struct row *row, const struct texts *lists, size_t count)
{
	for (size_t i = 0; i < count; i++)
		if (row->at[i] != MISSING)
			return lists[i].items[row->at[i]];
	return "";
}

void rows_of_texts(const struct texts *lists, size_t count, struct rows *rows)
{
	for (size_t list = 0; list < count; list++) {
		for (size_t i = 0; i < lists[list].count; i++) {
			struct row *found = NULL;
			if (lists[list].items[i] == NULL)
				continue;
			for (size_t k = 0; k < rows->count && found == NULL; k++)
				if (rows->items[k].at[list] == MISSING &&
					text_same_folded(lists[list].items[i],
						row_words(&rows->items[k], lists, list)))
					found = &rows->items[k];
			/* said twice in one list: the second is a row of its own */
			if (found == NULL)
				found = add_row(rows, count);
			found->at[list] = i;
		}
	}
}

void rows_of_stages(const struct plan *const *plans, size_t count, struct rows *rows)
{
	for (size_t plan = 0; plan < count; plan++) {
		for (size_t i = 0; i < plans[plan]->stages.count; i++) {
			const struct stage *stage = &plans[plan]->stages.items[i];
			struct row *found = NULL;
			for (size_t k = 0; k < rows->count && found == NULL; k++)
				for (size_t p = 0; p < plan && found == NULL; p++)
					if (rows->items[k].at[plan] == MISSING &&
						rows->items[k].at[p] != MISSING &&
						stage_same(stage,
							&plans[p]->stages
								 .items[rows->items[k].at[p]]))
						found = &rows->items[k];
			if (found == NULL)
				found = add_row(rows, count);
			found->at[plan] = i;
		}
	}
}
