/* Merging what is alike, and cutting to a shortlist with reasons. */
#include "room.h"

#include "roundtable/base/text.h"

enum { ALIKE = 80 /* of 100, as text_likeness() measures */ };

static bool on_open_ballot(const struct model *model, int64_t card)
{
	for (size_t i = 0; i < model->polls.count; i++)
		if (model->polls.items[i].state == POLL_OPEN &&
			ids_contain(&model->polls.items[i].options, card))
			return true;
	return false;
}

static const char *words_of(const struct model *model, int64_t card)
{
	return model_card(model, card)->cells.items[0];
}

static bool merge(struct rehearse *room, const struct model *model, const struct ids *cards)
{
	for (size_t i = 0; i < cards->count; i++) {
		const char *one = words_of(model, cards->items[i]);
		if (cards->items[i] <= room->compared)
			continue; /* with all after it */
		for (size_t k = i + 1; one != NULL && k < cards->count; k++) {
			const char *two = words_of(model, cards->items[k]);
			if (two == NULL || on_open_ballot(model, cards->items[k]) ||
				text_likeness(one, two) < ALIKE)
				continue;
			struct body *body = room_wish(room, EVENT_CARD_MERGED, 5, 20);
			body->thing = cards->items[k];
			body->into = cards->items[i];
			return true;
		}
		room->compared = cards->items[i];
	}
	return false;
}

static bool cut(struct rehearse *room, const struct model *model, const struct ids *cards)
{
	int64_t most = stage_setting(model_stage(model, room->stage), SETTING_SHORTLIST);
	size_t start = cards->count > 0 ? (size_t)room_draw(room, (int)cards->count) : 0;

	if (most <= 0 || (int64_t)cards->count <= most)
		return false;
	for (size_t i = 0; i < cards->count; i++) {
		int64_t card = cards->items[(start + i) % cards->count];
		if (on_open_ballot(model, card))
			continue;
		struct body *body = room_wish(room, EVENT_CARD_CUT, 5, 25);
		body->thing = card;
		body->yes = 0;
		room_say(room, room_chance(room, 85) ? words_from(room, WORDS_CUTS) : "");
		return true;
	}
	return false;
}

bool shorten_next(struct rehearse *room, const struct model *model)
{
	struct ids cards = {0};
	bool made;

	model_stage_cards(model, room->stage, &cards);
	made = merge(room, model, &cards) || cut(room, model, &cards);
	array_finish(&cards);
	return made;
}
