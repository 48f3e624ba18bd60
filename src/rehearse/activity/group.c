/* Themes, and most of the cards in them. */
#include "../room.h"

enum { NAMING, PLACING, PLACED, MERGED, PARTED };
enum { MANY = 3, PARTED_PERCENT = 60 };
enum { THEMES_LEAST = 3, THEMES_SPREAD = 3, PLACED_PERCENT = 86 };

static bool name_theme(struct rehearse *room)
{
	if (room->count == 0)
		room->count = THEMES_LEAST + room_draw(room, THEMES_SPREAD);
	if (room->index >= room->count) {
		room->phase = PLACING;
		room->index = 0;
		return false;
	}
	room_wish(room, EVENT_THEME_ADDED, 8, 25);
	room_say(room, words_at(WORDS_THEMES, room->index++));
	return true;
}

/* One of the stage's themes; 0 when there is none. */
static int64_t some_theme(struct rehearse *room, const struct model *model)
{
	struct ids themes = {0};
	int64_t theme = 0;

	for (size_t i = 0; i < model->themes.count; i++)
		if (model->themes.items[i].stage == room->stage &&
			!model->themes.items[i].withdrawn)
			ids_add(&themes, model->themes.items[i].id);
	if (themes.count > 0)
		theme = themes.items[room_draw(room, (int)themes.count)];
	array_finish(&themes);
	return theme;
}

static bool place(struct rehearse *room, const struct model *model, int64_t card)
{
	int64_t theme = some_theme(room, model);

	if (theme == 0 || model_theme_of(model, room->stage, card) == theme)
		return false;
	struct body *body = room_wish(room, EVENT_CARD_GROUPED, 4, 12);
	body->thing = card;
	body->into = theme;
	return true;
}

static bool place_next(struct rehearse *room, const struct model *model)
{
	struct ids cards = {0};
	bool made = false;

	model_stage_cards(model, room->stage, &cards);
	while (!made && room->index < (int)cards.count) {
		int64_t card = cards.items[room->index++];
		made = room_chance(room, PLACED_PERCENT) && place(room, model, card);
	}
	if (!made && cards.count > 0) { /* one goes elsewhere after all */
		room->phase = PLACED;
		made = place(room, model, cards.items[room_draw(room, (int)cards.count)]);
	}
	if (!made)
		room->phase = PLACED;
	array_finish(&cards);
	return made;
}

/* Sometimes two themes turn out to be one. */
static bool merge_two(struct rehearse *room, const struct model *model)
{
	int64_t theme = some_theme(room, model), into = some_theme(room, model);

	room->phase = MERGED;
	if (theme == into)
		return false;
	struct body *body = room_wish(room, EVENT_THEME_MERGED, 10, 40);
	body->thing = theme;
	body->into = into;
	return true;
}

/* A theme of many cards is parted now and then: every second one goes into a new theme. */
static bool part_one(struct rehearse *room, const struct model *model)
{
	int64_t theme = some_theme(room, model);
	struct ids cards = {0};
	int found = 0;

	room->phase = PARTED;
	room_wish(room, EVENT_THEME_ADDED, 15, 50);
	room->command.body.rare = &room->rare;
	model_stage_cards(model, room->stage, &cards);
	for (size_t i = 0; i < cards.count; i++)
		if (model_theme_of(model, room->stage, cards.items[i]) == theme && ++found % 2 == 0)
			ids_add(&room->rare.things, cards.items[i]);
	array_finish(&cards);
	room_say(room, words_at(WORDS_THEMES, room->count));
	return theme != 0 && found >= MANY && room_chance(room, PARTED_PERCENT);
}

bool group_act(struct rehearse *room, const struct model *model)
{
	if (room->phase == NAMING && name_theme(room))
		return true;
	if (room->phase == PLACING && place_next(room, model))
		return true;
	if (room->phase == PLACED && merge_two(room, model))
		return true;
	if (room->phase == MERGED && part_one(room, model))
		return true;
	return stage_setting(model_stage(model, room->stage), SETTING_SHORTLIST) > 0 &&
	       shorten_next(room, model);
}
