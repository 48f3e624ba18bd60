/* Cards: typed in rounds or as they come, ticked in a matrix, gaps filled, revealed, shortened. */
#include "../room.h"

enum { SAYING, TICKING, GAPS, REVEALING, SHORTENING };
enum {
	TURNS_LONG = 2, /* rounds in a stage of LONG_MINUTES or more, else one */
	LONG_MINUTES = 12,
	CARDS_MOST = 60,
	CARDS_LEAST = 4,
	EACH_MOST = 2, /* cards per person where there are no rounds */
	PASS_PERCENT = 12,
	TICK_PERCENT = 34,
	TICK_WORDS_PERCENT = 20,
	FILLED_PERCENT = 55, /* cells typed at once */
	GAP_PERCENT = 80,    /* empty cells filled afterwards */
};

static int talkers(const struct model *model)
{
	int count = 0;

	for (size_t i = 0; i < model->persons.count; i++) {
		const struct person *person = &model->persons.items[i];
		count += !person->withdrawn && (person->votes || person->duty == DUTY_NONE) &&
			 (person->status == STATUS_HERE || person->status == STATUS_LATE);
	}
	return count;
}

/* How many turns the stage has time for. */
static int turns_wanted(const struct model *model, const struct stage *plan)
{
	int people = talkers(model), turns;

	if (stage_setting(plan, SETTING_ROUND))
		turns = people * (plan->minutes >= LONG_MINUTES ? TURNS_LONG : 1);
	else
		turns = plan->minutes * 2 < people * EACH_MOST ? plan->minutes * 2
							       : people * EACH_MOST;
	turns = turns > CARDS_LEAST ? turns : CARDS_LEAST;
	return turns < CARDS_MOST ? turns : CARDS_MOST;
}

static void say_cells(struct rehearse *room, const struct model *model, const struct stage *plan)
{
	char *words = words_card(room);

	room_say(room, words);
	array_free(words);
	for (size_t i = 1; i < plan->columns.count; i++) {
		if (!room_chance(room, FILLED_PERCENT)) {
			room_say(room, "");
			continue;
		}
		words = words_cell(room, model, &plan->columns.items[i]);
		room_say(room, words);
		array_free(words);
	}
}

static bool say_card(struct rehearse *room, const struct model *model, const struct stage *plan)
{
	bool round = stage_setting(plan, SETTING_ROUND) != 0;
	int64_t turn = round ? model_round_next(model, room->stage) : 0;
	int64_t person = turn != 0 ? turn : room_somebody(room, model, true);
	int silent = room->index == 0 ? (int)stage_setting(plan, SETTING_SILENT) * 60 : 0;

	if (room->index++ >= turns_wanted(model, plan)) {
		room->phase = GAPS;
		room->index = 0;
		return false;
	}
	if (round && person != 0 && room->index > 1 && room_chance(room, PASS_PERCENT)) {
		room_wish(room, EVENT_ROUND_PASSED, 3, 8)->person = person;
		return true;
	}
	room_wish(room, EVENT_CARD_ADDED, silent + 8, silent + 26);
	room->command.by = person;
	say_cells(room, model, plan);
	return true;
}

/* One kind after the other, one person after the other. */
static bool tick(struct rehearse *room, const struct model *model, const struct stage *plan)
{
	while (room->index < (int)(plan->items.count * model->persons.count)) {
		int at = room->index++;
		const struct person *person = &model->persons.items[at % (int)model->persons.count];
		if (person->withdrawn || !room_chance(room, TICK_PERCENT) ||
			(person->status != STATUS_HERE && person->status != STATUS_LATE))
			continue;
		struct body *body = room_wish(room, EVENT_CARD_ADDED, 2, 6);
		body->item = at / (int)model->persons.count;
		body->person = person->id;
		if (room_chance(room, TICK_WORDS_PERCENT)) {
			char *words = words_card(room);
			room_say(room, words);
			array_free(words);
		}
		return true;
	}
	room->phase = GAPS;
	room->index = 0;
	return false;
}

/* What an idea costs is found out before the money is shared out. */
static bool asked_for(struct rehearse *room, const struct model *model, const struct card *card,
	const struct column *column)
{
	if (column->type == COLUMN_NUMBER && words_prices(model->plan))
		return true;
	return room_chance(room, card->item >= 0 ? TICK_PERCENT : GAP_PERCENT);
}

/* The gap pass: each empty cell is asked for once. */
static bool fill_gap(struct rehearse *room, const struct model *model, const struct stage *plan)
{
	const struct columns *all = model_columns(model, room->stage);
	size_t columns = plan->columns.count > 0 ? all->count : 0;
	/* of cards that were taken over only what is new is asked */
	size_t first = stage_setting(plan, SETTING_FROM) >= 0 ? columns - plan->columns.count : 0;

	while (columns > 0 && (size_t)room->index < model->cards.count * columns) {
		size_t at = (size_t)room->index++, cell = at % columns;
		const struct card *card = &model->cards.items[at / columns];
		if (model_source(model, card->stage) != model_source(model, room->stage) ||
			cell < first || !card_stands(card) || cell >= card->cells.count ||
			card->cells.items[cell] == NULL || card->cells.items[cell][0] != '\0' ||
			!asked_for(room, model, card, &all->items[cell]))
			continue;
		char *words = words_cell(room, model, &all->items[cell]);
		struct body *body = room_wish(room, EVENT_WORDS_CHANGED, 4, 12);
		body->thing = card->id;
		body->part = (int64_t)cell;
		room_say(room, words);
		array_free(words);
		return true;
	}
	room->phase = REVEALING;
	return false;
}

static bool shortens(const struct stage *plan)
{
	return stage_setting(plan, SETTING_FROM) >= 0 || stage_setting(plan, SETTING_SHORTLIST) > 0;
}

bool collect_act(struct rehearse *room, const struct model *model)
{
	const struct stage *plan = model_stage(model, room->stage);

	/* what came of the steps is said in the last one */
	if (room_phase(room, model))
		return true;
	if (room->phase == SAYING && stage_setting(plan, SETTING_MATRIX))
		room->phase = TICKING;
	else if (room->phase == SAYING && stage_setting(plan, SETTING_FROM) >= 0)
		room->phase = GAPS;
	if (room->phase == SAYING && say_card(room, model, plan))
		return true;
	if (room->phase == TICKING && tick(room, model, plan))
		return true;
	if (room->phase == GAPS && fill_gap(room, model, plan))
		return true;
	if (room->phase == REVEALING) {
		room->phase = SHORTENING;
		if (stage_setting(plan, SETTING_HIDDEN)) {
			room_wish(room, EVENT_CARDS_REVEALED, 5, 15);
			return true;
		}
	}
	return shortens(plan) && shorten_next(room, model);
}
