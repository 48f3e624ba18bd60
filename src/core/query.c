/* Questions to the model that several layers ask. */
#include "rule.h"

#include "roundtable/base/i18n.h"
#include "roundtable/base/mem.h"
#include "roundtable/base/text.h"
#include "roundtable/core/agreement.h"

#include <stdlib.h>
#include <string.h>

bool card_stands(const struct card *card)
{
	return !card->withdrawn && card->merged_into == 0 && !card->cut;
}

const struct card *model_card_root(const struct model *model, const struct card *card)
{
	/* what is merged never goes in a circle: see apply_card_merged() */
	while (card->merged_into != 0)
		card = model_card(model, card->merged_into);
	return card;
}

bool model_cards_hidden(const struct model *model, int stage)
{
	int source = model_source(model, stage);
	const struct stage *plan = model_stage(model, source);

	return plan != NULL && stage_setting(plan, SETTING_HIDDEN) &&
	       !model->stages.items[source].revealed;
}

bool card_hidden(const struct model *model, const struct card *card)
{
	return model_cards_hidden(model, card->stage);
}

bool on_ballot(const struct model *model, int64_t thing)
{
	for (size_t i = 0; i < model->polls.count; i++)
		if (model->polls.items[i].state == POLL_OPEN &&
			ids_contain(&model->polls.items[i].options, thing))
			return true;
	return false;
}

bool cells_have_words(const struct cells *cells)
{
	for (size_t i = 0; i < cells->count; i++)
		if (cells->items[i] == NULL || cells->items[i][0] != '\0')
			return true;
	return false;
}

int model_source(const struct model *model, int stage)
{
	return model->plan != NULL ? plan_source(model->plan, stage) : stage;
}

static const struct columns no_columns;

const struct columns *model_columns(const struct model *model, int stage)
{
	return stage >= 0 && (size_t)stage < model->stages.count
		       ? &model->stages.items[stage].columns
		       : &no_columns;
}

const struct columns *model_card_columns(const struct model *model, const struct card *card)
{
	const struct columns *most = model_columns(model, card->stage);
	int source = model_source(model, card->stage);

	for (size_t i = 0; i < model->stages.count; i++)
		if (model->stages.items[i].columns.count > most->count &&
			model_source(model, (int)i) == source)
			most = &model->stages.items[i].columns;
	return most;
}

/* Whether `stage` is that one, or takes its cards from it, be it over others. */
static bool works_on(const struct model *model, int stage, int source)
{
	while (stage != source) {
		const struct stage *plan = model_stage(model, stage);
		int64_t from = plan != NULL ? stage_setting(plan, SETTING_FROM) : -1;
		if (from < 0 || from >= stage)
			return false;
		stage = (int)from;
	}
	return true;
}

/* An order that does not tell who wrote when: by a mix of the bits of the id. */
static uint64_t shuffled(int64_t id)
{
	uint64_t x = (uint64_t)id + UINT64_C(0x9e3779b97f4a7c15);

	x = (x ^ (x >> 30)) * UINT64_C(0xbf58476d1ce4e5b9);
	x = (x ^ (x >> 27)) * UINT64_C(0x94d049bb133111eb);
	return x ^ (x >> 31);
}

static int by_shuffle(const void *a, const void *b)
{
	uint64_t x = shuffled(*(const int64_t *)a), y = shuffled(*(const int64_t *)b);

	return x < y ? -1 : x > y;
}

void order_cards(const struct model *model, int stage, struct ids *cards)
{
	const struct stage *source = model_stage(model, model_source(model, stage));

	if (source != NULL && stage_setting(source, SETTING_HIDDEN) && cards->count > 1)
		qsort(cards->items, cards->count, sizeof *cards->items, by_shuffle);
}

void model_stage_cards(const struct model *model, int stage, struct ids *cards)
{
	cards->count = 0;
	for (size_t i = 0; i < model->cards.count; i++) {
		const struct card *card = &model->cards.items[i];
		if (works_on(model, stage, card->stage) && card_stands(card))
			ids_add(cards, card->id);
	}
	order_cards(model, stage, cards);
}

bool can_be_chosen(const struct model *model, int64_t option)
{
	const struct card *card = model_card(model, option);
	const struct theme *theme = model_theme(model, option);

	return (card != NULL && card_stands(card) && card->cells.items[0] != NULL) ||
	       (theme != NULL && !theme->withdrawn && theme->name != NULL);
}

void model_stage_options(const struct model *model, int stage, struct ids *options)
{
	const struct stage *plan = model_stage(model, stage);
	int from = plan != NULL ? (int)stage_setting(plan, SETTING_OPTIONS) : -1;

	options->count = 0;
	if (plan == NULL)
		return;
	if (from < 0 || plan->activity == ACTIVITY_DECIDE) {
		for (size_t i = 0; i < plan->items.count; i++)
			ids_add(options, -1 - (int64_t)i);
		return;
	}
	for (size_t i = 0; i < model->themes.count; i++)
		if (model->themes.items[i].stage == from &&
			can_be_chosen(model, model->themes.items[i].id))
			ids_add(options, model->themes.items[i].id);
	/* what fits no theme stands for itself, and can be chosen too */
	struct ids cards = {0};
	model_stage_cards(model, from, &cards);
	for (size_t i = 0; i < cards.count; i++)
		if (!can_be_chosen(model, model_theme_of(model, from, cards.items[i])) &&
			can_be_chosen(model, cards.items[i]))
			ids_add(options, cards.items[i]);
	array_finish(&cards);
}

/* What was merged away is withdrawn too, but nobody took it back. */
static bool option_withdrawn(const struct model *model, int64_t option)
{
	const struct card *card = model_card(model, option);
	const struct theme *theme = model_theme(model, option);

	return (card != NULL && card->withdrawn) ||
	       (theme != NULL && theme->withdrawn && theme->put_into == 0);
}

const char *model_option_shown(const struct model *model, int stage, int64_t option)
{
	const char *text = model_option_text(model, stage, option);

	if (text != NULL)
		return text;
	return option_withdrawn(model, option) ? _("(withdrawn)") : _("(erased)");
}

const char *model_option_text(const struct model *model, int stage, int64_t option)
{
	const struct card *card = model_card(model, option);
	const struct theme *theme = model_theme(model, option);
	const struct stage *plan = model_stage(model, stage);

	if (option_withdrawn(model, option))
		return NULL;
	if (card != NULL)
		return card->cells.items[0];
	if (theme != NULL)
		return theme->name;
	if (option < 0 && plan != NULL && (uint64_t)(-1 - option) < plan->items.count)
		return plan->items.items[-1 - option];
	return "";
}

size_t placement_index(const struct model *model, int stage, int64_t card)
{
	size_t low = 0, high = model->placements.count;

	while (low < high) {
		size_t middle = low + (high - low) / 2;
		const struct placement *here = &model->placements.items[middle];
		if (here->stage < stage || (here->stage == stage && here->card < card))
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

int model_grouped_before(const struct model *model, int stage)
{
	for (int before = stage - 1; before >= 0; before--)
		if (model_stage(model, before)->activity == ACTIVITY_GROUP &&
			model->stages.items[before].entered &&
			model_source(model, before) == model_source(model, stage))
			return before;
	return -1;
}

int64_t model_theme_of(const struct model *model, int stage, int64_t card)
{
	size_t index = placement_index(model, stage, card);

	if (index == model->placements.count)
		return 0;
	const struct placement *placement = &model->placements.items[index];
	if (placement->stage != stage || placement->card != card)
		return 0;
	const struct theme *theme = model_theme(model, placement->theme);
	return theme != NULL && !theme->withdrawn ? theme->id : 0;
}

const struct poll *model_stage_poll(const struct model *model, int stage)
{
	for (size_t i = model->polls.count; i-- > 0;)
		if (model->polls.items[i].stage == stage &&
			model->polls.items[i].state != POLL_IS_VOIDED)
			return &model->polls.items[i];
	return NULL;
}

const struct poll *model_proposal_poll(const struct model *model, int64_t proposal)
{
	for (size_t i = model->polls.count; i-- > 0;)
		if (model->polls.items[i].proposal == proposal &&
			model->polls.items[i].state != POLL_IS_VOIDED)
			return &model->polls.items[i];
	return NULL;
}

const struct proposal *model_stage_proposal(const struct model *model, int stage)
{
	for (size_t i = model->proposals.count; i-- > 0;) {
		const struct proposal *proposal = &model->proposals.items[i];
		if (proposal->stage != stage || proposal->withdrawn || proposal->amends != 0)
			continue;
		const struct proposal *pending =
			proposal->decision == 0 ? proposal_pending(model, proposal) : NULL;
		return pending != NULL ? pending : proposal;
	}
	return NULL;
}

const struct poll *model_open_poll(const struct model *model)
{
	for (size_t i = model->polls.count; i-- > 0;)
		if (model->polls.items[i].state == POLL_OPEN)
			return &model->polls.items[i];
	return NULL;
}

bool rule_asks_everybody(const struct tally_rule *rule)
{
	return (tally_method(rule->method)->needs & NEED_EVERYBODY) != 0;
}

bool poll_takes_blank(const struct poll *poll)
{
	return !rule_asks_everybody(&poll->rule);
}

size_t poll_options(const struct poll *poll)
{
	size_t answers = tally_method(poll->rule.method)->answers;

	return answers > 0 ? answers : poll->options.count;
}

/* How many people a show of hands stands for: their sum where each raises one hand. */
static int64_t hands_cast(const struct poll *poll)
{
	int64_t sum = poll->hands_blank, most = 0;

	for (size_t i = 0; i < poll->hands.count; i++) {
		sum += poll->hands.items[i];
		most = poll->hands.items[i] > most ? poll->hands.items[i] : most;
	}
	return tally_method(poll->rule.method)->shape == SHAPE_APPROVE ? most + poll->hands_blank
								       : sum;
}

int64_t model_poll_cast(const struct model *model, const struct poll *poll)
{
	const struct box *box = model_box(model, poll->id);
	int64_t named = 0;

	if (poll->state != POLL_OPEN)
		return poll->result.sums.heads.cast;
	if (poll->secret)
		return box != NULL ? (int64_t)box_count(box) : 0;
	if (poll->hands.count > 0)
		return hands_cast(poll);
	for (size_t i = 0; i < poll->ballots.count; i++)
		named += !ids_contain(&poll->out, poll->ballots.items[i].person);
	return named;
}

int64_t model_poll_waiting(const struct model *model, const struct poll *poll)
{
	return (int64_t)(poll->eligible.count - poll->out.count) - model_poll_cast(model, poll);
}

bool model_has_voted(const struct model *model, const struct poll *poll, int64_t person)
{
	const struct box *box = model_box(model, poll->id);

	for (size_t i = 0; poll->secret && box != NULL && i < poll->eligible.count; i++)
		if (poll->eligible.items[i] == person)
			return i < box->room && box->voted[i] != 0;
	for (size_t i = 0; i < poll->ballots.count; i++)
		if (poll->ballots.items[i].person == person)
			return true;
	return false;
}

bool person_here(const struct person *person)
{
	return !person->withdrawn &&
	       (person->status == STATUS_HERE || person->status == STATUS_LATE);
}

bool person_takes_turns(const struct person *person)
{
	return person_here(person) && (person->votes || person->duty == DUTY_NONE);
}

int64_t model_left_voter(const struct model *model, const struct poll *poll)
{
	for (size_t i = 0; i < poll->eligible.count; i++) {
		const struct person *person = model_person(model, poll->eligible.items[i]);
		if (person != NULL && !person_here(person) &&
			!ids_contain(&poll->out, person->id) &&
			!ids_contain(&poll->stays, person->id) &&
			poll_stands_in(poll, person->id) == 0 &&
			(poll->secret || !model_has_voted(model, poll, person->id)))
			return person->id;
	}
	return 0;
}

int model_here(const struct model *model)
{
	int here = 0;

	for (size_t i = 0; i < model->persons.count; i++)
		here += person_here(&model->persons.items[i]);
	return here;
}

/* One more for this person, if there is one of this id. */
static void count_for(const struct model *model, int64_t id, struct ids *said)
{
	const struct person *person = model_person(model, id);

	if (person != NULL)
		said->items[person - model->persons.items]++;
}

/* How often each of the roster has said something or passed in a stage; one number a person. */
static void count_said(const struct model *model, int stage, struct ids *said)
{
	const struct ids *passed = &model->stages.items[stage].passed;

	for (size_t i = 0; i < model->persons.count; i++)
		ids_add(said, 0);
	for (size_t i = 0; i < model->cards.count; i++) {
		const struct card *card = &model->cards.items[i];
		if (card->stage == stage && !card->withdrawn)
			count_for(model, card->person, said);
	}
	for (size_t i = 0; i < passed->count; i++)
		count_for(model, passed->items[i], said);
	for (size_t i = 0; i < model->turns.count; i++)
		if (model->turns.items[i].stage == stage)
			count_for(model, model->turns.items[i].person, said);
}

int64_t model_round_next(const struct model *model, int stage)
{
	const struct stage *plan = model_stage(model, stage);
	struct ids said = {0};
	int64_t next = 0, fewest = INT64_MAX;

	if (plan == NULL || (plan->activity == ACTIVITY_COLLECT &&
				    stage_setting(plan, SETTING_AUTHORS) != AUTHORS_SHOWN))
		return 0;
	count_said(model, stage, &said);
	for (size_t i = 0; i < model->persons.count; i++) {
		const struct person *person = &model->persons.items[i];
		if (!person_takes_turns(person))
			continue;
		if (said.items[i] < fewest) {
			fewest = said.items[i];
			next = person->id;
		}
	}
	array_finish(&said);
	return next;
}

int64_t model_rounds_heard(const struct model *model, int stage, bool *level)
{
	struct ids said = {0};
	int64_t fewest = INT64_MAX, most = 0;

	count_said(model, stage, &said);
	for (size_t i = 0; i < model->persons.count; i++)
		if (person_takes_turns(&model->persons.items[i])) {
			fewest = said.items[i] < fewest ? said.items[i] : fewest;
			most = said.items[i] > most ? said.items[i] : most;
		}
	array_finish(&said);
	*level = fewest >= most;
	return fewest == INT64_MAX ? 0 : fewest;
}

static const char seats[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ";

char model_seat(const struct model *model, int64_t person)
{
	for (size_t i = 0; i < model->persons.count && i < sizeof seats - 1; i++)
		if (model->persons.items[i].id == person)
			return seats[i];
	return 0;
}

const struct person *model_at_seat(const struct model *model, char seat)
{
	const char *at = seat != 0 ? strchr(seats, seat) : NULL;
	size_t index = at != NULL ? (size_t)(at - seats) : SIZE_MAX;

	if (index >= model->persons.count || model->persons.items[index].withdrawn)
		return NULL;
	return &model->persons.items[index];
}

const struct person *model_person_named(const struct model *model, const char *text)
{
	char *wanted = text_fold(text);
	size_t length = strlen(wanted);
	const struct person *found = NULL;
	int beginning = 0;

	for (size_t i = 0; i < model->persons.count && length > 0; i++) {
		const struct person *person = &model->persons.items[i];
		if (person->withdrawn || person->name == NULL)
			continue;
		char *name = text_fold(person->name);
		bool exact = strcmp(name, wanted) == 0;
		bool begins = strncmp(name, wanted, length) == 0;
		array_free(name);
		if (exact) {
			found = person;
			beginning = 1;
			break;
		}
		if (begins) {
			found = person;
			beginning++;
		}
	}
	array_free(wanted);
	return beginning == 1 ? found : NULL;
}

enum author_shown model_card_author(const struct model *model, const struct card *card)
{
	const struct stage *plan = model_stage(model, card->stage);

	if (card->item >= 0)
		return AUTHOR_PERSON;
	switch (plan != NULL ? stage_setting(plan, SETTING_AUTHORS) : AUTHORS_HIDDEN) {
	case AUTHORS_SHOWN:
		return card->person != 0 ? AUTHOR_PERSON : AUTHOR_NOBODY;
	case AUTHORS_ROLE:
		return card->role >= 0 ? AUTHOR_ROLE : AUTHOR_NOBODY;
	default:
		return AUTHOR_NOBODY;
	}
}

int64_t known_length(int64_t length)
{
	return length < 0 ? 0 : length < EVENT_AT_LAST ? length : EVENT_AT_LAST;
}

/* How much of from..to lies inside pauses. */
static int64_t paused_within(const struct model *model, moment from, moment to)
{
	int64_t paused = 0;

	for (size_t i = 0; i < model->pauses.count; i++) {
		moment a = model->pauses.items[i].from, b = model->pauses.items[i].to;
		if (b == 0)
			b = to;
		a = a < from ? from : a;
		b = b > to ? to : b;
		paused = known_length(paused + (b > a ? b - a : 0));
	}
	return paused;
}

int64_t model_stage_used(const struct model *model, int stage, moment now)
{
	if (stage < 0 || (size_t)stage >= model->stages.count)
		return 0;
	const struct stage_state *state = &model->stages.items[stage];
	if (state->since == 0 || now < state->since)
		return state->used;
	return known_length(
		state->used + (now - state->since) - paused_within(model, state->since, now));
}

int64_t model_stage_planned(const struct model *model, int stage)
{
	const struct stage *plan = model_stage(model, stage);

	return plan != NULL ? (plan->minutes + model->stages.items[stage].extended) * MINUTE_MS : 0;
}

moment model_ends_at(const struct model *model, moment now)
{
	int64_t left = 0;

	if (model->stage >= 0) {
		left = model_stage_planned(model, model->stage) -
		       model_stage_used(model, model->stage, now);
		left = left > 0 ? left : 0;
	}
	for (size_t i = (size_t)(model->stage + 1); i < model->stages.count; i++)
		if (!model->stages.items[i].skipped)
			left += model_stage_planned(model, (int)i);
	return now + left;
}

int64_t model_behind(const struct model *model, moment now)
{
	int64_t planned = 0;

	if (model->plan == NULL)
		return 0;
	for (size_t i = 0; i < model->plan->stages.count; i++)
		planned += model->plan->stages.items[i].minutes * MINUTE_MS;
	return model_ends_at(model, now) - (model->started_at + planned);
}

const struct turn *model_speaking(const struct model *model)
{
	size_t count = model->turns.count;

	return count > 0 && model->turns.items[count - 1].to == 0 ? &model->turns.items[count - 1]
								  : NULL;
}
