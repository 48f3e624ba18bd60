/* Cards by what stands in two of their columns, and what is empty there. */
#include "roundtable/core/grid.h"

#include "../rule.h"
#include "../words.h"
#include "names.h"

#include "roundtable/base/amount.h"
#include "roundtable/base/i18n.h"
#include "roundtable/base/mem.h"
#include "roundtable/core/ledger.h"
#include "roundtable/core/sentence.h"

#include <string.h>

enum { NAMED_MOST = 3 /* rows or columns that are named in a sentence; more are counted */ };

/* --- what the programme asks for --- */

static int column_named(const struct columns *columns, const char *name, size_t length)
{
	static const char said[] = "said by";
	int found = columns_find(columns, name, length);
	size_t from = strspn(name, " ");

	while (length > from && name[length - 1] == ' ')
		length--;
	if (found < 0 && length - from == strlen(said) &&
		strncmp(name + from, said, strlen(said)) == 0)
		return GRID_SAID;
	return found < 0 ? GRID_NOT : found;
}

bool grid_columns(
	const struct columns *columns, const char *text, bool matrix, int *row, int *across)
{
	size_t length = strcspn(text, ",");
	bool two = text[length] == ',';
	const char *second = two ? text + length + 1 : text;

	*row = matrix ? GRID_KINDS : column_named(columns, text, length);
	*across = column_named(columns, second, strcspn(second, ","));
	return two != matrix && second[strcspn(second, ",")] == '\0';
}

bool grid_goes_across(const struct columns *columns, int column)
{
	if (column == GRID_SAID)
		return true;
	return column >= 0 && (size_t)column < columns->count &&
	       (columns->items[column].type == COLUMN_CHOICE ||
		       columns->items[column].type == COLUMN_ROLE ||
		       columns->items[column].type == COLUMN_PERSON);
}

/* --- rows and columns --- */

/* While it is filled: the rows or the columns, and which name has which number. */
struct filling {
	const struct model *model;
	bool leaves;
	int column;
	struct grid_heads *heads;
	size_t most;
	struct names names;
};

static size_t head_of(struct filling *filling, const char *name, const char *shown, bool asked)
{
	bool added = false;
	bool full = filling->heads->count >= filling->most;
	size_t number = names_number(&filling->names, full ? "\x02" : name, &added);

	if (added)
		*array_push(filling->heads) = (struct grid_head){
			.name = mem_copy_text(full ? _("(others)") : shown), .asked = asked};
	return number;
}

static void ask_for(struct filling *filling, const char *name)
{
	head_of(filling, name, name, true);
}

/* What could stand there, whatever does. */
static void ask_all(
	struct filling *filling, const struct columns *columns, const struct stage *plan)
{
	const struct model *model = filling->model;
	enum column_type type =
		filling->column >= 0 ? columns->items[filling->column].type : COLUMN_TEXT;

	for (size_t i = 0; filling->column == GRID_KINDS && i < plan->items.count; i++)
		ask_for(filling, plan->items.items[i]);
	for (size_t i = 0;
		type == COLUMN_CHOICE && i < columns->items[filling->column].choices.count; i++)
		ask_for(filling, columns->items[filling->column].choices.items[i]);
	for (size_t i = 0; type == COLUMN_ROLE && i < model->plan->roles.count; i++)
		ask_for(filling, model->plan->roles.items[i].name);
	for (size_t i = 0; i < model->persons.count && !filling->leaves; i++) {
		const struct person *person = &model->persons.items[i];
		if (type == COLUMN_PERSON && person_here(person) && person->name != NULL)
			ask_for(filling, person->name);
	}
	/* outside the room a role may have spoken and not show: that it did not is not said */
	bool roles = filling->column == GRID_SAID && !filling->leaves;
	for (size_t r = 0; roles && r < model->plan->roles.count; r++)
		for (size_t i = 0; i < model->persons.count; i++)
			if (person_here(&model->persons.items[i]) &&
				model->persons.items[i].role == (int)r) {
				ask_for(filling, model->plan->roles.items[r].name);
				break;
			}
}

/* The role that may stand beside a card, or what stands in its place. */
static const char *role_of(const struct filling *filling, const struct card *card)
{
	const struct model *model = filling->model;
	const struct person *person = model_person(model, card->person);
	enum author_shown author = model_card_author(model, card);
	int role = author == AUTHOR_PERSON && person != NULL ? person->role : card->role;

	if (author == AUTHOR_NOBODY)
		return "";
	if (filling->leaves &&
		(author == AUTHOR_PERSON ? sentence_appearance(model, person) >= APPEARS_BY_GROUP
					 : !sentence_role_shown(model, role)))
		return _("a participant");
	return role >= 0 && (size_t)role < model->plan->roles.count
		       ? model->plan->roles.items[role].name
		       : "";
}

/* What a card says there: "" nothing, NULL erased. */
static const char *said_in(const struct filling *filling, const struct columns *columns,
	const struct stage *plan, const struct card *card, struct buf *made)
{
	int column = filling->column;

	/* of the stage the tick was set in, which need not be this one */
	if (column == GRID_KINDS)
		plan = model_stage(filling->model, card->stage);
	if (column == GRID_KINDS)
		return plan != NULL && card->item >= 0 && (size_t)card->item < plan->items.count
			       ? plan->items.items[card->item]
			       : "";
	if (column == GRID_SAID)
		return role_of(filling, card);
	const char *text = (size_t)column < card->cells.count ? card->cells.items[column] : "";
	if (text == NULL || text[0] == '\0' || !filling->leaves ||
		columns->items[column].type != COLUMN_PERSON)
		return text;
	sentence_typed_person(filling->model, text, made);
	return buf_text(made);
}

/* --- the grid --- */

static const char *name_of(const struct columns *columns, int column)
{
	return column == GRID_SAID                              ? _("said by")
	       : column >= 0 && (size_t)column < columns->count ? columns->items[column].name
								: "";
}

static bool begin(const struct model *model, int stage, struct grid *grid)
{
	const struct columns *columns = model_columns(model, stage);
	const struct stage *own = model_stage(model, stage);
	const struct stage *plan = ledger_asking(model, stage);
	const char *text = plan != NULL ? stage_setting_text(plan, SETTING_GRID) : NULL;
	const char *sum = plan != NULL ? stage_setting_text(plan, SETTING_SUM) : NULL;
	bool matrix = own != NULL && stage_setting(own, SETTING_MATRIX) != 0;

	*grid = (struct grid){.row = GRID_NOT, .across = GRID_NOT, .sum = -1};
	if (text != NULL &&
		(!grid_columns(columns, text, matrix, &grid->row, &grid->across) ||
			grid->row == GRID_NOT || !grid_goes_across(columns, grid->across)))
		text = NULL;
	if (text == NULL) {
		grid->row = GRID_KINDS;
		grid->across = GRID_NOT;
	}
	if (sum != NULL)
		grid->sum = columns_find(columns, sum, strlen(sum));
	grid->row_name = name_of(columns, grid->row);
	grid->across_name = name_of(columns, grid->across);
	grid->sum_name = name_of(columns, grid->sum);
	return text != NULL || matrix;
}

static void put(struct grid *grid, struct filling *rows, struct filling *across,
	const struct columns *columns, const struct stage *plan, const struct card *card)
{
	struct filling *fillings[] = {rows, across};
	int64_t amount = 0;

	if (grid->sum >= 0 && (size_t)grid->sum < card->cells.count &&
		card->cells.items[grid->sum] != NULL)
		amount_parse(card->cells.items[grid->sum], &amount);
	grid->cards++;
	grid->amount += amount;
	for (size_t i = 0; i < 2; i++) {
		struct buf made = {0};
		size_t at = 0;
		if (fillings[i]->column != GRID_NOT) {
			const char *said = said_in(fillings[i], columns, plan, card, &made);
			at = head_of(fillings[i], said,
				said == NULL      ? _("(erased)")
				: said[0] == '\0' ? _("(not said)")
						  : said,
				false);
			fillings[i]->heads->items[at].cards++;
			fillings[i]->heads->items[at].amount += amount;
		}
		ids_add(&grid->places, (int64_t)at);
		buf_finish(&made);
	}
}

static void mark_missing(struct grid_heads *heads)
{
	bool any = false;

	for (size_t i = 0; i < heads->count; i++)
		any |= heads->items[i].asked && heads->items[i].cards > 0;
	for (size_t i = 0; i < heads->count && any; i++)
		heads->items[i].missing = heads->items[i].asked && heads->items[i].cards == 0;
}

/* Fields of the rows and columns that were asked for and are not empty as a whole. */
static void count_fields(struct grid *grid)
{
	size_t rows = 0, columns = 0, taken = 0;
	bool *has = mem_alloc(grid->rows.count * grid->heads.count + 1, sizeof *has);

	for (size_t i = 0; i < grid->rows.count; i++)
		rows += grid->rows.items[i].asked && grid->rows.items[i].cards > 0;
	for (size_t i = 0; i < grid->heads.count; i++)
		columns += grid->heads.items[i].asked && grid->heads.items[i].cards > 0;
	for (size_t i = 0; i + 1 < grid->places.count && grid->heads.count > 0; i += 2) {
		size_t row = (size_t)grid->places.items[i];
		size_t column = (size_t)grid->places.items[i + 1];
		bool *field = &has[row * grid->heads.count + column];
		taken += !*field && grid->rows.items[row].asked && grid->heads.items[column].asked;
		*field = true;
	}
	grid->fields = rows * columns;
	grid->empty = grid->fields - taken;
	array_free(has);
}

bool grid_fill(const struct model *model, int stage, const struct ids *cards, bool leaves,
	struct grid *grid)
{
	const struct columns *columns = model_columns(model, stage);
	const struct stage *plan = model_stage(model, stage);

	if (!begin(model, stage, grid))
		return false;
	struct filling rows = {model, leaves, grid->row, &grid->rows, SIZE_MAX, {{0}}};
	struct filling across = {
		model, leaves, grid->across, &grid->heads, GRID_ACROSS_MOST, {{0}}};
	ask_all(&rows, columns, plan);
	ask_all(&across, columns, plan);
	for (size_t i = 0; i < cards->count; i++) {
		const struct card *card = model_card(model, cards->items[i]);
		if (card != NULL)
			put(grid, &rows, &across, columns, plan, card);
	}
	mark_missing(&grid->rows);
	mark_missing(&grid->heads);
	count_fields(grid);
	names_finish(&rows.names);
	names_finish(&across.names);
	return true;
}

static void heads_finish(struct grid_heads *heads)
{
	for (size_t i = 0; i < heads->count; i++)
		array_free(heads->items[i].name);
	array_finish(heads);
}

void grid_finish(struct grid *grid)
{
	if (grid == NULL)
		return;
	heads_finish(&grid->rows);
	heads_finish(&grid->heads);
	array_finish(&grid->places);
	*grid = (struct grid){0};
}

/* --- to be read aloud --- */

/* "“carer”, “funder”": what was asked for and has nothing; how many that is. */
static size_t empty_heads(const struct grid_heads *heads, size_t *of, struct buf *out)
{
	size_t count = 0;

	*of = 0;
	for (size_t i = 0; i < heads->count; i++) {
		const struct grid_head *head = &heads->items[i];
		struct buf joined = {0};
		*of += head->asked;
		if (!head->missing)
			continue;
		buf_format(&joined, count++ > 0 ? _("%1$s, “%2$s”") : "%1$s“%2$s”", buf_text(out),
			head->name);
		buf_finish(out);
		*out = joined;
	}
	return count;
}

static void say_kinds(const char *names, size_t count, size_t of, struct buf *out)
{
	if (count <= NAMED_MOST)
		buf_format(out, _("Nobody is ticked at %s."), names);
	else
		buf_format(out, _("Nobody is ticked at %1$zu of %2$zu."), count, of);
}

static void say_heads(int column, const char *name, const struct grid_heads *heads, struct buf *out)
{
	struct buf names = {0};
	size_t of = 0, count = empty_heads(heads, &of, &names);

	if (count > 0)
		words_begin(out);
	if (count > 0 && column == GRID_KINDS)
		say_kinds(buf_text(&names), count, of, out);
	else if (count > NAMED_MOST)
		buf_format(
			out, _("By “%1$s”: nothing is named for %2$zu of %3$zu."), name, count, of);
	else if (count > 0)
		buf_format(out, _("By “%1$s”: nothing is named for %2$s."), name, buf_text(&names));
	buf_finish(&names);
}

/* The one field that is empty. */
static void say_field(const struct grid *grid, struct buf *out)
{
	for (size_t r = 0; r < grid->rows.count; r++)
		for (size_t c = 0; c < grid->heads.count; c++) {
			const struct grid_head *row = &grid->rows.items[r];
			const struct grid_head *head = &grid->heads.items[c];
			bool taken =
				!row->asked || !head->asked || row->cards == 0 || head->cards == 0;
			for (size_t i = 0; i + 1 < grid->places.count && !taken; i += 2)
				taken = grid->places.items[i] == (int64_t)r &&
					grid->places.items[i + 1] == (int64_t)c;
			if (!taken)
				buf_format(out, _("Nothing is named for “%1$s” under “%2$s”."),
					row->name, head->name);
		}
}

void sentence_grid(const struct grid *grid, struct buf *out)
{
	size_t before = out->count;

	if (grid->cards == 0)
		return;
	say_heads(grid->row, grid->row_name, &grid->rows, out);
	say_heads(grid->across, grid->across_name, &grid->heads, out);
	bool others = out->count > before;
	if (grid->empty == 0)
		return;
	words_begin(out);
	if (grid->empty == 1)
		say_field(grid, out);
	else if (others)
		buf_format(out, _("Among the others %1$zu of %2$zu fields are empty."), grid->empty,
			grid->fields);
	else
		buf_format(out, _("%1$zu of %2$zu fields are empty."), grid->empty, grid->fields);
}
