/* Cards put together into named themes. */
#include "../rule.h"

#include "roundtable/base/i18n.h"
#include "roundtable/base/text.h"

#include <string.h>

enum { THEMES_MAX = 60 };

/* --- from people's own devices --- */

/* While the room works on it, and what is said is written down. */
static bool device_may(struct deciding *d, int64_t stage)
{
	const struct model *model = d->model;

	if (stage != model->stage || model_stage(model, (int)stage)->activity != ACTIVITY_GROUP)
		return refuse(d, REFUSED_NOT_HERE, stage);
	if (model->off_record)
		return refuse(d, REFUSED_OFF_RECORD, 0);
	return model_person(model, d->command->by) != NULL ||
	       refuse(d, REFUSED_NO_PERSON, d->command->by);
}

/* Whether everybody sees this card in the stage. */
static bool shown_card(const struct model *model, int stage, int64_t card)
{
	struct ids cards = {0};

	if (!model_cards_hidden(model, stage))
		model_stage_cards(model, stage, &cards);
	bool shown = ids_contain(&cards, card);
	array_finish(&cards);
	return shown;
}

/* Two people may have the same thought in the same moment; whoever is later learns of it. */
static bool name_is_new(const struct model *model, int stage, const char *name)
{
	for (size_t i = 0; i < model->themes.count; i++) {
		const struct theme *theme = &model->themes.items[i];
		if (theme->stage == stage && !theme->withdrawn && theme->name != NULL &&
			text_same_folded(theme->name, name))
			return false;
	}
	return true;
}

void keep_grouper(const struct model *model, int stage, struct event *event)
{
	const struct stage *source = model_stage(model, model_source(model, stage));

	if (source != NULL && stage_setting(source, SETTING_AUTHORS) != AUTHORS_SHOWN)
		event->by = BY_NOBODY;
}

/* Words after the first are none of a theme's. */
static void keep_name_alone(struct event *event)
{
	while (event->words.count > 1)
		array_free(event->words.items[--event->words.count]);
}

bool theme_renamed_by_device(struct deciding *d)
{
	const struct texts *words = &d->command->words;
	const struct theme *theme = model_theme(d->model, d->command->body.thing);

	/* one answer for all that is none: which numbers are whose notes is not told */
	if (theme == NULL || d->command->body.part != 0)
		return refuse(d, REFUSED_NO_THING, 0);
	if (!device_may(d, theme->stage))
		return false;
	if (theme->withdrawn || theme->name == NULL)
		return refuse(d, REFUSED_THEME_GONE, theme->id);
	if (words->count == 0 || words->items[0][0] == '\0')
		return refuse(d, REFUSED_EMPTY, 0);
	if (strcmp(theme->name, words->items[0]) == 0)
		return refuse(d, REFUSED_SAME, theme->id);
	if (words->count > 1 && strcmp(theme->name, words->items[1]) != 0)
		return refuse(d, REFUSED_RENAMED, theme->id);
	if (on_ballot(d->model, theme->id))
		return refuse(d, REFUSED_POLL_OPEN, theme->id);
	struct event *event = deciding_add(d);
	keep_name_alone(event);
	keep_grouper(d->model, theme->stage, event);
	return true;
}

/* --- at the console and from devices --- */

/* A card that goes into the theme which this step adds. */
static void add_grouped(struct deciding *d, int64_t card, int64_t theme)
{
	struct event *event = deciding_add(d);

	texts_finish(&event->words);
	body_finish(&event->body);
	event->kind = EVENT_CARD_GROUPED;
	event->body.stage = d->command->body.stage;
	event->body.role = event->body.item = -1;
	event->body.thing = card;
	event->body.into = theme;
	keep_grouper(d->model, (int)event->body.stage, event);
}

/* The wish may name cards (`things`) that go into it at once: so a theme is split in one step. */
bool decide_theme_added(struct deciding *d)
{
	const struct ids *things = &body_rare(&d->command->body)->things;

	if (model_stage(d->model, (int)d->command->body.stage)->activity != ACTIVITY_GROUP)
		return refuse(d, REFUSED_NOT_HERE, d->command->body.stage);
	if (d->command->own && !device_may(d, d->command->body.stage))
		return false;
	if (d->command->own &&
		!name_is_new(d->model, (int)d->command->body.stage, d->command->words.items[0]))
		return refuse(d, REFUSED_THEME_KNOWN, 0);
	if (d->model->themes.count >= THEMES_MAX)
		return refuse(d, REFUSED_TOO_MANY, THEMES_MAX);
	for (size_t i = 0; i < things->count; i++) {
		const struct card *card = model_card(d->model, things->items[i]);
		if (card == NULL || !card_stands(card))
			return refuse(d, REFUSED_NO_THING, things->items[i]);
	}
	struct event *event = deciding_add(d);
	int64_t theme = event->seq;
	/* where they are now is told by the events that put them there */
	body_finish(&event->body);
	event->body = (struct body){.stage = d->command->body.stage, .role = -1, .item = -1};
	keep_name_alone(event);
	keep_grouper(d->model, (int)event->body.stage, event);
	for (size_t i = 0; i < things->count; i++)
		add_grouped(d, things->items[i], theme);
	return true;
}

void apply_theme_added(struct model *model, const struct event *event)
{
	*array_push(&model->themes) = (struct theme){.id = event->seq,
		.stage = known_stage(model, event->body.stage),
		.name = event_word(event, 0)};
}

bool decide_card_grouped(struct deciding *d)
{
	const struct body *body = &d->command->body;
	const struct card *card = model_card(d->model, body->thing);
	const struct theme *theme = model_theme(d->model, body->into);
	bool own = d->command->own;

	if (own && !device_may(d, body->stage))
		return false;
	if (card == NULL || !card_stands(card) ||
		(own && !shown_card(d->model, (int)body->stage, body->thing)))
		return refuse(d, REFUSED_NO_THING, body->thing);
	if (body->into != 0 && (theme == NULL || theme->stage != body->stage))
		return refuse(d, REFUSED_NO_THING, body->into);
	if (theme != NULL && theme->withdrawn)
		return refuse(d, REFUSED_THEME_GONE, body->into);
	int64_t in = model_theme_of(d->model, (int)body->stage, body->thing);
	if (in == body->into)
		return refuse(d, REFUSED_SAME, body->thing);
	if (own && in != d->command->seen)
		return refuse(d, REFUSED_MOVED, body->thing);
	keep_grouper(d->model, (int)body->stage, deciding_add(d));
	return true;
}

void apply_card_grouped(struct model *model, const struct event *event)
{
	const struct body *body = &event->body;

	if (known_stage(model, body->stage) < 0 || model_card(model, body->thing) == NULL ||
		(body->into != 0 && model_theme(model, body->into) == NULL))
		return;
	struct placement placed = {
		.stage = (int)body->stage, .card = body->thing, .theme = body->into};
	size_t index = placement_index(model, placed.stage, placed.card);
	bool known = index < model->placements.count &&
		     model->placements.items[index].stage == placed.stage &&
		     model->placements.items[index].card == placed.card;
	if (!known)
		array_push(&model->placements);
	struct placement *at = &model->placements.items[index];
	if (!known)
		memmove(at + 1, at, (model->placements.count - 1 - index) * sizeof *at);
	*at = placed;
}

bool decide_theme_merged(struct deciding *d)
{
	const struct body *body = &d->command->body;
	const struct theme *theme = model_theme(d->model, body->thing);
	const struct theme *into = model_theme(d->model, body->into);

	if (theme == NULL || into == NULL || theme->withdrawn || into->withdrawn ||
		theme->stage != into->stage)
		return refuse(d, REFUSED_NO_THING, body->thing);
	if (theme == into)
		return refuse(d, REFUSED_MERGE_SELF, body->thing);
	if (on_ballot(d->model, theme->id) || on_ballot(d->model, into->id))
		return refuse(d, REFUSED_POLL_OPEN, body->thing);
	deciding_add(d);
	return true;
}

void apply_theme_merged(struct model *model, const struct event *event)
{
	struct theme *theme = theme_mutable(model, event->body.thing);
	const struct theme *into = model_theme(model, event->body.into);

	if (theme == NULL || into == NULL || theme == into || theme->withdrawn || into->withdrawn ||
		theme->stage != into->stage)
		return;
	for (size_t i = 0; i < model->placements.count; i++)
		if (model->placements.items[i].theme == theme->id)
			model->placements.items[i].theme = into->id;
	theme->withdrawn = true;
	theme->put_into = into->id;
}

/* The theme the card lay in when these cards were grouped before, where that was another. */
static const char *moved_from(const struct model *model, int stage, int64_t theme, int64_t card)
{
	int before = model_grouped_before(model, stage);
	const struct theme *now = model_theme(model, theme);
	const struct theme *then =
		before < 0 ? NULL : model_theme(model, model_theme_of(model, before, card));

	if (now == NULL || then == NULL)
		return NULL;
	if (then->name == NULL)
		return _("(erased)");
	return now->name != NULL && text_same_folded(now->name, then->name) ? NULL : then->name;
}

static void add_cards(const struct model *model, int stage, int64_t theme, const struct ids *cards,
	struct audience *audience)
{
	for (size_t i = 0; i < cards->count; i++) {
		const struct card *card = model_card(model, cards->items[i]);
		if (model_theme_of(model, stage, card->id) != theme)
			continue;
		struct audience_item *item =
			audience_add(audience, ITEM_CARD, card->id, card->cells.items[0]);
		item->card = card_shown(model, card, stage);
		item->card.was = moved_from(model, stage, theme, card->id);
		item->under = true;
	}
}

void group_audience(const struct model *model, int stage, struct audience *audience)
{
	struct ids cards = {0};

	if (!model_cards_hidden(model, stage))
		model_stage_cards(model, stage, &cards);
	audience->task = TASK_GROUP;
	audience->counted = COUNTED_GROUPED;
	audience->of = (int64_t)cards.count;
	for (size_t i = 0; i < cards.count; i++)
		audience->done += model_theme_of(model, stage, cards.items[i]) != 0;
	for (size_t i = 0; i < model->themes.count; i++) {
		const struct theme *theme = &model->themes.items[i];
		if (theme->stage != stage || theme->withdrawn)
			continue;
		audience_add(audience, ITEM_THEME, theme->id, theme->name);
		add_cards(model, stage, theme->id, &cards, audience);
	}
	if (audience->done < audience->of) {
		audience_add(audience, ITEM_UNGROUPED, 0, "");
		add_cards(model, stage, 0, &cards, audience);
	}
	array_finish(&cards);
}
