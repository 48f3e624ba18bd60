/* What a table is summed by: the columns that are named must be there. */
#include "check.h"

#include "roundtable/base/i18n.h"
#include "roundtable/base/text.h"
#include "roundtable/core/grid.h"
#include "roundtable/core/ledger.h"

#include <stdlib.h>
#include <string.h>

static void no_column(struct reader *reader, const struct columns *columns, const char *name,
	size_t length, int line)
{
	const char *names[ITEMS_MAX] = {0};
	char *wanted = clean(name, length);
	size_t count = 0;

	for (size_t i = 0; i < columns->count && count < ITEMS_MAX; i++)
		names[count++] = columns->items[i].name;
	mistake(reader, line, _("There is no column “%s” here."), shown(reader, wanted));
	suggest(reader, wanted, names, count);
	free(wanted);
}

static void check_sum(struct reader *reader, size_t index, const struct columns *columns)
{
	const char *name = stage_setting_text(stage_at(reader, index), SETTING_SUM);
	int line = line_of(reader, index, SETTING_SUM);
	int column = name != NULL ? columns_find(columns, name, strlen(name)) : -1;

	if (name != NULL && column < 0)
		no_column(reader, columns, name, strlen(name), line);
	else if (column >= 0 && columns->items[column].type != COLUMN_NUMBER)
		mistake(reader, line,
			_("“%s” has no numbers to sum; write “- column: %s (number)”."),
			columns->items[column].name, columns->items[column].name);
}

static void check_sum_by(struct reader *reader, size_t index, const struct columns *columns)
{
	const char *at = stage_setting_text(stage_at(reader, index), SETTING_SUM_BY);

	while (at != NULL) {
		size_t length = strcspn(at, ",");
		if (columns_find(columns, at, length) < 0)
			no_column(reader, columns, at, length,
				line_of(reader, index, SETTING_SUM_BY));
		at = at[length] == ',' ? at + length + 1 : NULL;
	}
}

static void check_gap(struct reader *reader, size_t index, const struct columns *columns)
{
	const char *text = stage_setting_text(stage_at(reader, index), SETTING_GAP);
	int line = line_of(reader, index, SETTING_GAP);
	struct texts nothing = {0};

	if (text == NULL)
		return;
	int column = ledger_gap_column(columns, text, &nothing);
	if (column < 0)
		no_column(reader, columns, text, strcspn(text, "="), line);
	else if (column == 0)
		mistake(reader, line, _("“%s” is never empty: it is the card itself."),
			columns->items[0].name);
	for (size_t i = 0; column > 0 && i < nothing.count; i++) {
		const struct texts *choices = &columns->items[column].choices;
		bool found = choices->count == 0;
		for (size_t k = 0; k < choices->count; k++)
			found = found || text_same_folded(choices->items[k], nothing.items[i]);
		if (!found) {
			mistake(reader, line, _("“%s” is none of the choices of “%s”."),
				shown(reader, nothing.items[i]), columns->items[column].name);
			suggest(reader, nothing.items[i], (const char *const *)choices->items,
				choices->count);
		}
	}
	texts_finish(&nothing);
}

/* Each name of a grid must be a column; said is by whom no card keeps, too. */
static void check_grid_names(
	struct reader *reader, size_t index, const struct columns *columns, int row, int across)
{
	const char *text = stage_setting_text(stage_at(reader, index), SETTING_GRID);
	const char *second = strchr(text, ',') != NULL ? strchr(text, ',') + 1 : text;
	int line = line_of(reader, index, SETTING_GRID);

	if (row == GRID_NOT)
		no_column(reader, columns, text, strcspn(text, ","), line);
	if (across == GRID_NOT)
		no_column(reader, columns, second, strlen(second), line);
	else if (!grid_goes_across(columns, across))
		mistake(reader, line,
			_("“%s” has no fixed words to stand across; take a column of choices, "
			  "roles or persons, or “said by”."),
			columns->items[across].name);
	else if (row == across)
		mistake(reader, line, _("A grid needs two different columns."));
}

static void check_grid(struct reader *reader, size_t index, const struct columns *columns)
{
	const struct stage *stage = stage_at(reader, index);
	const char *text = stage_setting_text(stage, SETTING_GRID);
	int line = line_of(reader, index, SETTING_GRID), row, across;
	bool matrix = stage_setting(stage, SETTING_MATRIX) != 0;
	const struct stage *source =
		stage_at(reader, (size_t)plan_source(&reader->plan, (int)index));

	if (text == NULL)
		return;
	if (!grid_columns(columns, text, matrix, &row, &across)) {
		mistake(reader, line,
			matrix ? _("The kinds of a matrix are its rows: name the one column that "
				   "goes across, for example “- grid: said by”.")
			       : _("A grid needs two columns, rows first: “- grid: who bears it, "
				   "kind”."));
		return;
	}
	check_grid_names(reader, index, columns, row, across);
	if ((row == GRID_SAID || across == GRID_SAID) && !matrix &&
		stage_setting(source, SETTING_AUTHORS) > AUTHORS_ROLE)
		mistake(reader, line,
			_("Nothing is kept beside a card of who said it: “said by” needs "
			  "“authors: shown” or “authors: role”."));
}

/* Both tables say by what they are laid beside each other. */
static void check_beside(struct reader *reader, size_t index)
{
	const struct stage *stage = stage_at(reader, index);
	int64_t other = stage_setting(stage, SETTING_BESIDE);
	int line = line_of(reader, index, SETTING_BESIDE);

	if (other >= 0 && !stage_setting_text(stage_at(reader, (size_t)other), SETTING_SUM_BY))
		mistake(reader, line,
			_("“%s” needs “sum by” as well: its first column is the one the two "
			  "tables have in common."),
			stage_at(reader, (size_t)other)->title);
	else if (other >= 0 && !stage_setting_text(stage, SETTING_SUM_BY))
		mistake(reader, line,
			_("“beside” needs “sum by”: its first column is the one the two tables "
			  "have in common."));
}

/* The columns a table is summed by, those of the stage whose cards it takes included. */
void check_ledger(struct reader *reader, size_t index)
{
	struct columns columns = {0};

	plan_columns(&reader->plan, (int)index, &columns);
	check_sum(reader, index, &columns);
	check_sum_by(reader, index, &columns);
	check_gap(reader, index, &columns);
	check_grid(reader, index, &columns);
	check_beside(reader, index);
	array_finish(&columns);
}
