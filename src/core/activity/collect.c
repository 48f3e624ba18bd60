/* Cards: typed, hidden until revealed, merged, cut to a shortlist; matrices of kinds and people. */
#include "../rule.h"

#include "roundtable/base/amount.h"
#include "roundtable/base/mem.h"
#include "roundtable/core/ledger.h"

enum { CARDS_MAX = 5000, COUNTED_MIN = 5 };

/* What of the author the stage's setting lets into the file. */
static void keep_author(const struct model *model, const struct stage *plan, struct event *event)
{
	const struct person *author = model_person(model, event->by);
	int64_t role = author != NULL ? author->role : event->body.role;

	event->body.person = 0; /* the author stands in `by`, where that is kept at all */
	switch (stage_setting(plan, SETTING_AUTHORS)) {
	case AUTHORS_SHOWN:
		event->body.role = role;
		break;
	case AUTHORS_ROLE:
	case AUTHORS_COUNTED:
		event->by = BY_NOBODY;
		event->body.role = role;
		break;
	case AUTHORS_HIDDEN:
		event->by = BY_NOBODY;
		event->body.role = -1;
		break;
	}
}

/* Whether this person is ticked against this kind already. */
static bool ticked(const struct model *model, int stage, int64_t item, int64_t person)
{
	for (size_t i = 0; i < model->cards.count; i++) {
		const struct card *card = &model->cards.items[i];
		if (card->stage == stage && card->item == item && card->person == person &&
			!card->withdrawn)
			return true;
	}
	return false;
}

/* Who is nobody's role ("everybody") may be written down at the console, which asks first. */
static bool role_fits(const struct deciding *d, const char *text)
{
	struct buf names = {0};
	size_t roles = plan_roles_meant(d->model->plan, text, &names);

	buf_finish(&names);
	return roles == 1 || (roles == 0 && !d->command->own);
}

bool cell_fits(struct deciding *d, const struct columns *columns, size_t column, const char *text)
{
	int64_t amount;
	day date;

	if (column >= columns->count || text[0] == '\0')
		return true;
	if (columns->items[column].type == COLUMN_DATE)
		return day_parse(text, day_of(d->now, d->model->offset), &date) ||
		       refuse(d, REFUSED_NO_DATE, (int64_t)column);
	if (columns->items[column].type == COLUMN_ROLE)
		return role_fits(d, text) || refuse(d, REFUSED_ROLE_UNCLEAR, (int64_t)column);
	return columns->items[column].type != COLUMN_NUMBER || amount_parse(text, &amount) ||
	       refuse(d, REFUSED_NO_NUMBER, (int64_t)column);
}

/* "fri" is the Friday after it was said, and is kept as that day. */
static void date_complete(const struct model *model, moment at, char **text)
{
	struct buf whole = {0};
	day date;

	if (!day_parse(*text, day_of(at, model->offset), &date))
		return;
	day_format(&whole, date);
	array_free(*text);
	*text = buf_take(&whole);
}

void cell_complete(const struct model *model, const struct columns *columns, size_t column,
	struct event *event, size_t word)
{
	char **text = &event->words.items[word];
	struct texts words = {0};
	struct ids meant = {0};

	if (column < columns->count && columns->items[column].type == COLUMN_DATE)
		date_complete(model, event->at, text);
	if (column < columns->count)
		column_words(model->plan, &columns->items[column], &words);
	if ((*text)[0] != '\0')
		texts_meant(&words, *text, &meant);
	if (meant.count == 1) {
		array_free(*text);
		*text = mem_copy_text(words.items[meant.items[0]]);
	}
	array_finish(&meant);
	texts_finish(&words);
}

bool decide_card_added(struct deciding *d)
{
	const struct model *model = d->model;
	const struct body *body = &d->command->body;
	const struct stage *plan = model_stage(model, (int)body->stage);
	size_t columns = model_columns(model, (int)body->stage)->count;
	bool said = d->command->words.count > 0 && d->command->words.items[0][0] != '\0';

	if (plan->activity != ACTIVITY_COLLECT)
		return refuse(d, REFUSED_NOT_HERE, body->stage);
	/* from a device: for a stage that came, and a little late rather than lost */
	if (d->command->own &&
		(stage_setting(plan, SETTING_FROM) >= 0 || stage_setting(plan, SETTING_MATRIX) ||
			!model->stages.items[body->stage].entered))
		return refuse(d, REFUSED_NOT_HERE, body->stage);
	if (body->item >= (int64_t)plan->items.count || d->command->words.count > columns ||
		(body->item >= 0 && !stage_setting(plan, SETTING_MATRIX)))
		return refuse(d, REFUSED_NO_THING, body->item);
	if (!said && body->item < 0)
		return refuse(d, REFUSED_EMPTY, 0);
	if (body->item >= 0 && model_person(model, body->person) == NULL)
		return refuse(d, REFUSED_NO_PERSON, body->person);
	if (body->item >= 0 && ticked(model, (int)body->stage, body->item, body->person))
		return refuse(d, REFUSED_SAME, body->person);
	if (d->command->by > 0 && model_person(model, d->command->by) == NULL)
		return refuse(d, REFUSED_NO_PERSON, d->command->by);
	if (d->command->by <= 0 && body->item < 0 && body->role >= 0 &&
		known_role(model, body->role) < 0)
		return refuse(d, REFUSED_NO_ROLE, body->role);
	if (model->cards.count >= CARDS_MAX)
		return refuse(d, REFUSED_TOO_MANY, CARDS_MAX);
	for (size_t i = 0; i < d->command->words.count; i++)
		if (!cell_fits(d, model_columns(model, (int)body->stage), i,
			    d->command->words.items[i]))
			return false;
	struct event *event = deciding_add(d);
	for (size_t i = 0; i < event->words.count; i++)
		cell_complete(model, model_columns(model, (int)body->stage), i, event, i);
	while (event->words.count < columns)
		texts_add(&event->words, "");
	if (body->item < 0)
		keep_author(model, plan, event);
	return true;
}

void apply_card_added(struct model *model, const struct event *event)
{
	const struct stage *plan = event->body.stage < (int64_t)model->stages.count
					   ? model_stage(model, (int)event->body.stage)
					   : NULL;

	if (plan == NULL || event->body.stage < 0 || event->body.item >= (int64_t)plan->items.count)
		return;
	struct card *card = array_push(&model->cards);
	*card = (struct card){.id = event->seq,
		.stage = (int)event->body.stage,
		.item = event->body.item >= 0 ? (int)event->body.item : -1,
		.person = event->body.item >= 0 ? event->body.person
			  : event->by > 0       ? event->by
						: 0,
		.role = known_role(model, event->body.role),
		.why = ""};
	size_t columns = model_card_columns(model, card)->count;
	/* a log may put a card into a stage that takes none */
	for (size_t i = 0; i < columns || i == 0; i++)
		*array_push(&card->cells) = event_word(event, i);
}

bool decide_cards_revealed(struct deciding *d)
{
	if (d->model->stages.items[d->command->body.stage].revealed)
		return refuse(d, REFUSED_SAME, 0);
	deciding_add(d);
	return true;
}

void apply_cards_revealed(struct model *model, const struct event *event)
{
	struct stage_state *state = stage_state_mutable(model, event->body.stage);

	if (state != NULL)
		state->revealed = true;
}

/* Nothing stands under it: what was merged with it was said by others. */
static bool gone(const struct card *card)
{
	return card->withdrawn || card->cells.items[0] == NULL;
}

void settle_cards(struct model *model)
{
	for (size_t i = 0; i < model->cards.count; i++) {
		struct card *card = &model->cards.items[i];
		const struct card *into =
			card->put_into != 0 ? model_card(model, card->put_into) : NULL;
		while (into != NULL && gone(into))
			into = model_card(model, into->put_into);
		card->merged_into = into != NULL ? into->id : 0;
	}
}

/* Whether this one would stand under that if that one stood. */
static bool lies_under(const struct model *model, const struct card *card, const struct card *that)
{
	const struct card *into = model_card(model, card->put_into);

	while (into != NULL && into != that && gone(into))
		into = model_card(model, into->put_into);
	return into == that;
}

bool card_may_return(struct deciding *d, const struct card *card)
{
	const struct model *model = d->model;

	if (card->item >= 0 && card->withdrawn &&
		ticked(model, card->stage, card->item, card->person))
		return refuse(d, REFUSED_SAME, card->person);
	for (size_t i = 0; i < model->cards.count; i++) {
		const struct card *other = &model->cards.items[i];
		if (on_ballot(model, other->id) && lies_under(model, other, card))
			return refuse(d, REFUSED_POLL_OPEN, card->id);
	}
	return true;
}

bool decide_card_merged(struct deciding *d)
{
	const struct body *body = &d->command->body;
	const struct card *card = model_card(d->model, body->thing);
	const struct card *into = model_card(d->model, body->into);

	if (card == NULL || into == NULL || !card_stands(card) || !card_stands(into) || gone(into))
		return refuse(d, REFUSED_NO_THING, body->thing);
	if (card == into)
		return refuse(d, REFUSED_MERGE_SELF, body->thing);
	if (on_ballot(d->model, card->id))
		return refuse(d, REFUSED_POLL_OPEN, body->thing);
	deciding_add(d);
	return true;
}

void apply_card_merged(struct model *model, const struct event *event)
{
	struct card *card = card_mutable(model, event->body.thing);
	const struct card *into = model_card(model, event->body.into);

	if (card == NULL || into == NULL || into->merged_into != 0 || into->withdrawn)
		return;
	/* a log may lead in a circle over what is gone; that is no merging */
	for (const struct card *to = into; to != NULL; to = model_card(model, to->put_into))
		if (to == card)
			return;
	card->put_into = into->id;
	settle_cards(model);
}

bool decide_card_cut(struct deciding *d)
{
	const struct body *body = &d->command->body;
	const struct card *card = model_card(d->model, body->thing);

	if (card == NULL || card->withdrawn || card->merged_into != 0)
		return refuse(d, REFUSED_NO_THING, body->thing);
	if (card->cut == (body->yes == 0))
		return refuse(d, REFUSED_SAME, body->thing);
	if (on_ballot(d->model, card->id))
		return refuse(d, REFUSED_POLL_OPEN, body->thing);
	deciding_add(d);
	return true;
}

void apply_card_cut(struct model *model, const struct event *event)
{
	struct card *card = card_mutable(model, event->body.thing);

	if (card == NULL)
		return;
	card->cut = event->body.yes == 0;
	card->cut_stage = known_stage(model, event->body.stage);
	card->why = event_word(event, 0);
}

void apply_round_passed(struct model *model, const struct event *event)
{
	struct stage_state *state = stage_state_mutable(model, event->body.stage);

	if (state != NULL && model_person(model, event->body.person) != NULL)
		ids_add(&state->passed, event->body.person);
}

struct audience_card card_shown(const struct model *model, const struct card *card, int stage)
{
	const struct columns *columns = model_columns(model, stage);
	struct audience_card shown = {
		.cells = card->cells, .columns = columns, .item = card->item, .why = card->why};

	/* what a later stage asks about it stands there, not here */
	if (shown.cells.count > columns->count)
		shown.cells.count = columns->count;
	return shown;
}

static void add_card(const struct model *model, const struct card *card, int stage,
	const struct ledger *ledger, struct audience *audience)
{
	struct audience_item *item =
		audience_add(audience, ITEM_CARD, card->id, card->cells.items[0]);

	item->card = card_shown(model, card, stage);
	item->left_out = card->cut;
	if (ledger != NULL && !card->cut && ledger_open(ledger, card))
		item->gap = (size_t)ledger->gap + 1;
	switch (model_card_author(model, card)) {
	case AUTHOR_PERSON:
		item->person = audience_person(model, model_person(model, card->person));
		item->role = audience_role(model, card->role);
		break;
	case AUTHOR_ROLE:
		item->role = audience_role(model, card->role);
		break;
	case AUTHOR_NOBODY:
		break;
	}
}

static void add_ticks(const struct model *model, int stage, struct audience *audience)
{
	const struct stage *plan = model_stage(model, stage);
	struct ledger ledger = {0};
	struct ids cards = {0};

	for (size_t kind = 0; kind < plan->items.count; kind++) {
		struct audience_item *head = audience_add(
			audience, ITEM_KIND, -1 - (int64_t)kind, plan->items.items[kind]);
		size_t at = (size_t)(head - audience->items.items), before = cards.count;
		for (size_t i = 0; i < model->cards.count; i++) {
			const struct card *card = &model->cards.items[i];
			if (card->stage != stage || card->item != (int)kind || !card_stands(card))
				continue;
			ids_add(&cards, card->id);
			struct audience_item *item =
				audience_add(audience, ITEM_CARD, card->id, card->cells.items[0]);
			item->card = card_shown(model, card, stage);
			item->under = true;
			item->person = audience_person(model, model_person(model, card->person));
		}
		audience->items.items[at].value = (int64_t)(cards.count - before);
	}
	if (ledger_fill(model, stage, &cards, &ledger))
		audience_add_ledger(audience, &ledger);
	audience_add_grid(audience, model, stage, &cards);
	ledger_finish(&ledger);
	array_finish(&cards);
}

/* All that came, whatever became of it: a sum that moved as a card is cut would tell whose it is.
 */
static void count_roles(const struct model *model, int source, struct audience *audience)
{
	for (size_t i = 0; i < model->plan->roles.count; i++)
		*array_push(&audience->roles) =
			(struct audience_role){.name = model->plan->roles.items[i].name};
	for (size_t i = 0; i < model->cards.count; i++) {
		const struct card *card = &model->cards.items[i];
		if (card->role >= 0 && !card->withdrawn && card->item < 0 &&
			model_source(model, card->stage) == source)
			audience->roles.items[card->role].cards++;
	}
}

static void set_task(const struct model *model, int stage, struct audience *audience)
{
	const struct stage *plan = model_stage(model, stage);
	const struct stage_state *state = &model->stages.items[stage];

	if (stage_setting(plan, SETTING_FROM) >= 0)
		audience->task = plan->columns.count > 0 ? TASK_FILL : TASK_SHORTEN;
	else if (stage_setting(plan, SETTING_SILENT) > 0 && audience->done == 0 && !state->revealed)
		audience->task = TASK_WRITE;
	else if (stage_setting(plan, SETTING_HIDDEN) && !state->revealed)
		audience->task = TASK_HAND_IN;
	else if (stage_setting(plan, SETTING_ROUND))
		audience->task = TASK_SAY_ROUND;
	else
		audience->task = TASK_SAY;
	if (audience->task == TASK_SAY_ROUND)
		audience->turn =
			audience_person(model, model_person(model, model_round_next(model, stage)));
}

/*
 * Those who write have their whole time, whoever is faster: no card ends it, only the clock or
 * whoever shows the cards.
 */
void audience_set_silence(const struct model *model, moment now, struct audience *audience)
{
	const struct stage *plan = model_stage(model, model->stage);
	int64_t silent = stage_setting(plan, SETTING_SILENT) * MINUTE_MS;

	if (plan->activity != ACTIVITY_COLLECT || silent <= 0 ||
		stage_setting(plan, SETTING_FROM) >= 0 ||
		model->stages.items[model->stage].revealed)
		return;
	audience->silent_until = now + silent - model_stage_used(model, model->stage, now);
	if (audience->silent_until > now) {
		audience->task = TASK_WRITE;
		audience->turn = (struct audience_person){0};
	}
}

/* The cards of a stage that are not taken forward. */
static void left_out(const struct model *model, int source, struct ids *cards)
{
	cards->count = 0;
	for (size_t i = 0; i < model->cards.count; i++) {
		const struct card *card = &model->cards.items[i];
		if (card->stage == source && card->cut && !card->withdrawn &&
			card->merged_into == 0)
			ids_add(cards, card->id);
	}
	order_cards(model, source, cards);
}

static void add_cards(const struct model *model, int stage, struct audience *audience)
{
	struct ledger ledger = {0};
	struct ids cards = {0};

	model_stage_cards(model, stage, &cards);
	bool sums = ledger_fill(model, stage, &cards, &ledger);
	if (sums)
		audience_add_ledger(audience, &ledger);
	audience_add_sides(audience, model, stage, &cards);
	audience_add_survived(audience, model, stage);
	for (size_t i = 0; i < cards.count; i++)
		add_card(model, model_card(model, cards.items[i]), stage, sums ? &ledger : NULL,
			audience);
	audience_add_grid(audience, model, stage, &cards);
	left_out(model, model_source(model, stage), &cards);
	for (size_t i = 0; i < cards.count; i++)
		add_card(model, model_card(model, cards.items[i]), stage, NULL, audience);
	ledger_finish(&ledger);
	array_finish(&cards);
}

void audience_add_table(struct audience *audience, const struct model *model, int stage)
{
	if (model_cards_hidden(model, stage))
		return;
	if (stage_setting(model_stage(model, model_source(model, stage)), SETTING_MATRIX) != 0)
		add_ticks(model, stage, audience);
	else
		add_cards(model, stage, audience);
}

/* Of a card where the programme names no columns. */
static const struct columns one_column = {
	.items = (struct column[]){{.name = ""}}, .count = 1, .capacity = 1};

/* Cards are taken: what each of them has to say, and what can be chosen there. */
static void take_cards(
	const struct model *model, const struct stage *plan, struct audience *audience)
{
	const struct roles *roles = &model->plan->roles;

	audience->columns = plan->columns.count > 0 ? &plan->columns : &one_column;
	for (size_t i = 0; i < audience->columns->count; i++) {
		const struct column *column = &audience->columns->items[i];
		struct texts *choices = array_push(&audience->choices);
		*choices = (struct texts){0};
		for (size_t k = 0; k < roles->count && column->type == COLUMN_ROLE; k++)
			*array_push(choices) = roles->items[k].name;
		for (size_t k = 0; k < column->choices.count; k++)
			*array_push(choices) = column->choices.items[k];
	}
}

void collect_audience(const struct model *model, int stage, struct audience *audience)
{
	static const enum audience_fate fates[] = {[AUTHORS_SHOWN] = FATE_NAMED,
		[AUTHORS_ROLE] = FATE_ROLE,
		[AUTHORS_COUNTED] = FATE_COUNTED,
		[AUTHORS_HIDDEN] = FATE_NOBODY};
	int source = model_source(model, stage);
	const struct stage *plan = model_stage(model, source);
	struct ids cards = {0};

	audience->fate = fates[stage_setting(plan, SETTING_AUTHORS)];
	audience->counted = COUNTED_CARDS;
	model_stage_cards(model, stage, &cards);
	audience->done = (int64_t)cards.count;
	if (stage_setting(plan, SETTING_MATRIX)) {
		audience->task = TASK_TICK;
		audience->counted = COUNTED_TICKS;
	} else {
		if (source == stage && stage == model->stage && model->closed_at == 0)
			take_cards(model, plan, audience);
		audience->of = stage_setting(model_stage(model, stage), SETTING_SHORTLIST);
		set_task(model, stage, audience);
	}
	/* while they come, with few cards, the sums would tell of each new one whose it is */
	if (stage_setting(plan, SETTING_AUTHORS) == AUTHORS_COUNTED &&
		!model_cards_hidden(model, stage) &&
		(cards.count >= COUNTED_MIN || model->stage != source))
		count_roles(model, source, audience);
	array_finish(&cards);
	audience_add_table(audience, model, stage);
}
