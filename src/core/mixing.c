/* Small groups: dealt by lot, evenly by role, and anew. */
#include "roundtable/core/mixing.h"
#include "roundtable/core/sentence.h"

#include "deal.h"
#include "rule.h"
#include "words.h"

#include "roundtable/base/i18n.h"
#include "roundtable/base/mem.h"

#include <string.h>

/* Of small groups longer ago than these it makes no difference who meets again. */
enum { REMEMBERED = 3 };

/* --- the setting --- */

/* A number of one or two digits and nothing else; 0 when it is not so. */
static int read_number(const char *text)
{
	int number = 0;

	for (size_t i = 0; text[i] != '\0'; i++) {
		if (text[i] < '0' || text[i] > '9' || i > 1)
			return 0;
		number = 10 * number + (text[i] - '0');
	}
	return number;
}

/* "3": so many; "of 6": so many people in each; "as before". */
static enum small_groups read_setting(const struct stage *stage, int *number, bool *each)
{
	const char *text = stage != NULL ? stage_setting_text(stage, SETTING_SMALL_GROUPS) : NULL;

	*number = 0;
	*each = false;
	if (text == NULL)
		return SMALL_GROUPS_NONE;
	if (strcmp(text, "as before") == 0)
		return SMALL_GROUPS_AS_BEFORE;
	*each = strncmp(text, "of ", 3) == 0;
	*number = read_number(*each ? text + 3 : text);
	return *number >= 2 ? SMALL_GROUPS_MIXED : SMALL_GROUPS_NONE;
}

enum small_groups stage_small_groups(const struct stage *stage)
{
	int number;
	bool each;

	return read_setting(stage, &number, &each);
}

int stage_small_groups_of(const struct stage *stage, size_t people)
{
	int number, count = people < 1000 ? (int)people : 1000;
	bool each;

	if (read_setting(stage, &number, &each) != SMALL_GROUPS_MIXED || count < MIXED_FEWEST)
		return 0;
	/* nearest to the size that is wished; of pairs one has three before anybody is alone */
	if (each)
		number = number > 2 ? (2 * count + number) / (2 * number) : count / 2;
	number = number < count / 2 ? number : count / 2;
	number = number < SMALL_GROUPS_MOST ? number : SMALL_GROUPS_MOST;
	return number > 1 ? number : 1;
}

/* --- who is where --- */

/* The newest of a stage; those made in it before hold no more. */
static const struct mixing *mixing_of(const struct model *model, int stage)
{
	const struct mixing *found = NULL;

	for (size_t i = 0; i < model->mixings.count; i++)
		if (model->mixings.items[i].stage == stage)
			found = &model->mixings.items[i];
	return found;
}

const struct mixing *model_mixing(const struct model *model, int stage)
{
	const struct mixing *found = NULL;

	for (; stage >= 0 && found == NULL; stage--)
		found = mixing_of(model, stage);
	return found;
}

const struct mixing *model_mixing_before(const struct model *model, const struct mixing *mixing)
{
	return model_mixing(model, mixing->stage - 1);
}

int mixing_group(const struct mixing *mixing, int64_t person)
{
	for (size_t i = 0; mixing != NULL && i < mixing->persons.count; i++)
		if (mixing->persons.items[i] == person)
			return (int)mixing->group.items[i];
	return -1;
}

void mixing_here(
	const struct model *model, const struct mixing *mixing, int group, struct ids *persons)
{
	persons->count = 0;
	for (size_t i = 0; i < model->persons.count; i++) {
		const struct person *person = &model->persons.items[i];
		if (person_here(person) && mixing_group(mixing, person->id) == group)
			ids_add(persons, person->id);
	}
}

int mixing_met(const struct model *model, const struct mixing *mixing)
{
	const struct mixing *before = model_mixing_before(model, mixing);
	int most = 0;

	for (size_t i = 0; before != NULL && i < mixing->persons.count; i++) {
		int then = mixing_group(before, mixing->persons.items[i]), met = 0;
		for (size_t k = 0; then >= 0 && k < mixing->persons.count; k++)
			met += k != i && mixing->group.items[k] == mixing->group.items[i] &&
			       mixing_group(before, mixing->persons.items[k]) == then;
		most = met > most ? met : most;
	}
	return most;
}

/* --- dealing --- */

void mixing_draw(const struct model *model, int64_t id, struct ids *persons)
{
	size_t count = persons->count, *order = mem_alloc(count + 1, sizeof *order);
	struct texts names = {0};
	struct buf text = {0};
	struct ids drawn = {0};

	for (size_t i = 0; i < count; i++) {
		buf_clear(&text);
		buf_format(&text, "%lld", (long long)persons->items[i]);
		texts_add(&names, buf_text(&text));
	}
	buf_clear(&text);
	buf_format(&text, "%s %lld", model->id != NULL ? model->id : "", (long long)id);
	lot_draw(buf_text(&text), (const char *const *)names.items, count, order);
	for (size_t i = 0; i < count; i++)
		ids_add(&drawn, persons->items[order[i]]);
	array_finish(persons);
	*persons = drawn;
	texts_finish(&names);
	buf_finish(&text);
	array_free(order);
}

/* The number of the first role of the same group of roles; the role's own when it is in none. */
static int group_of_roles(const struct model *model, int role)
{
	const struct roles *roles = &model->plan->roles;

	for (int i = 0; role >= 0 && i < role; i++)
		if (roles->items[role].group != NULL && roles->items[i].group != NULL &&
			strcmp(roles->items[i].group, roles->items[role].group) == 0)
			return i;
	return role;
}

/* The room, its groups of roles, its roles. */
static void label_roles(const struct model *model, const struct ids *persons, int *labels)
{
	for (size_t i = 0; i < persons->count; i++) {
		const struct person *person = model_person(model, persons->items[i]);
		int role = person != NULL ? person->role : -1;
		labels[3 * i] = 0;
		labels[3 * i + 1] = group_of_roles(model, role);
		labels[3 * i + 2] = role;
	}
}

/* The last small groups, of those who were together in them the ones before, and so on. Whoever was
 * in none stands alone. */
static size_t label_places(
	const struct model *model, int stage, const struct ids *persons, int *labels)
{
	const struct mixing *last[REMEMBERED];
	size_t levels = 0;

	for (const struct mixing *mixing = model_mixing(model, stage - 1);
		mixing != NULL && levels < REMEMBERED; mixing = model_mixing_before(model, mixing))
		last[levels++] = mixing;
	for (size_t i = 0; i < persons->count; i++)
		for (size_t level = 0; level < levels; level++) {
			int group = mixing_group(last[level], persons->items[i]);
			labels[i * levels + level] = group >= 0 ? group : -1 - (int)i;
		}
	return levels;
}

void mixing_deal(const struct model *model, int stage, const struct ids *persons, int groups,
	struct ids *group)
{
	size_t people = persons->count;
	int *roles = mem_alloc(3 * people + 1, sizeof *roles);
	int *places = mem_alloc(REMEMBERED * people + 1, sizeof *places);
	size_t *dealt = mem_alloc(people + 1, sizeof *dealt);

	label_roles(model, persons, roles);
	size_t levels = label_places(model, stage, persons, places);
	deal_evenly(
		people, (struct deal_side[2]){{3, roles}, {levels, places}}, (size_t)groups, dealt);
	for (size_t i = 0; i < people; i++)
		ids_add(group, (int64_t)dealt[i]);
	array_free(roles);
	array_free(places);
	array_free(dealt);
}

/* --- commands --- */

/* Who is dealt: those here whom a round calls on. */
static void list_persons(const struct model *model, struct ids *persons)
{
	for (size_t i = 0; i < model->persons.count; i++)
		if (person_takes_turns(&model->persons.items[i]))
			ids_add(persons, model->persons.items[i].id);
}

/* An event beside the one that was wished. */
static struct event *add_beside(struct deciding *d, enum event_kind kind, int stage)
{
	struct event *event = deciding_add(d);

	body_finish(&event->body);
	texts_finish(&event->words);
	event->kind = kind;
	event->by = BY_FACILITATOR;
	event->body = (struct body){.stage = stage, .role = -1, .item = -1};
	return event;
}

/* Deals who is here, if they are enough. */
static bool add_mixing(struct deciding *d, int stage)
{
	int64_t seq = model_next_seq(d->model) + (int64_t)d->change->events.count;
	struct ids persons = {0};

	list_persons(d->model, &persons);
	mixing_draw(d->model, seq, &persons);
	int groups = stage_small_groups_of(model_stage(d->model, stage), persons.count);
	if (groups == 0) {
		array_finish(&persons);
		return false;
	}
	struct event *event = add_beside(d, EVENT_GROUPS_MIXED, stage);
	struct rare *rare = body_rare_make(&event->body);
	event->body.number = groups;
	rare->people = persons;
	mixing_deal(d->model, stage, &persons, groups, &rare->groups);
	for (size_t i = 0; i < rare->groups.count; i++)
		rare->groups.items[i]++;
	return true;
}

/* Whoever has voted for a group stays in it, and votes for no other, until the vote is over. */
static bool groups_vote_now(struct deciding *d)
{
	const struct poll *poll = model_open_poll(d->model);

	return poll != NULL && poll->mixing != 0 && !refuse(d, REFUSED_POLL_OPEN, poll->id);
}

bool decide_groups_mixed(struct deciding *d)
{
	int stage = (int)d->command->body.stage;

	if (groups_vote_now(d))
		return false;
	if (stage_small_groups(model_stage(d->model, stage)) != SMALL_GROUPS_MIXED)
		return refuse(d, REFUSED_NOT_HERE, stage);
	return add_mixing(d, stage) || refuse(d, REFUSED_FEW_MIXED, MIXED_FEWEST);
}

void apply_groups_mixed(struct model *model, const struct event *event)
{
	const struct rare *rare = body_rare(&event->body);
	int64_t groups = event->body.number;

	if (known_stage(model, event->body.stage) < 0 || groups < 1 || groups > SMALL_GROUPS_MOST ||
		rare->people.count != rare->groups.count)
		return;
	struct mixing *mixing = array_push(&model->mixings);
	*mixing = (struct mixing){
		.id = event->seq, .stage = (int)event->body.stage, .groups = (int)groups};
	for (size_t i = 0; i < rare->people.count; i++) {
		int64_t person = rare->people.items[i], group = rare->groups.items[i];
		if (group < 1 || group > groups || model_person(model, person) == NULL ||
			ids_contain(&mixing->persons, person))
			continue;
		ids_add(&mixing->persons, person);
		ids_add(&mixing->group, group - 1);
	}
}

bool decide_group_changed(struct deciding *d)
{
	const struct body *body = &d->command->body;
	const struct mixing *mixing = model_mixing(d->model, d->model->stage);

	if (mixing == NULL || body->thing != mixing->id || body->number < 1 ||
		body->number > mixing->groups)
		return refuse(d, REFUSED_NO_THING, body->thing);
	if (mixing_group(mixing, body->person) == body->number - 1)
		return refuse(d, REFUSED_SAME, body->person);
	if (groups_vote_now(d))
		return false;
	deciding_add(d);
	return true;
}

static void put(struct mixing *mixing, int64_t person, int64_t group)
{
	for (size_t i = 0; i < mixing->persons.count; i++)
		if (mixing->persons.items[i] == person) {
			mixing->group.items[i] = group;
			return;
		}
	ids_add(&mixing->persons, person);
	ids_add(&mixing->group, group);
}

void apply_group_changed(struct model *model, const struct event *event)
{
	const struct body *body = &event->body;

	for (size_t i = 0; i < model->mixings.count; i++) {
		struct mixing *mixing = &model->mixings.items[i];
		if (mixing->id == body->thing && body->number >= 1 &&
			body->number <= mixing->groups && model_person(model, body->person) != NULL)
			put(mixing, body->person, body->number - 1);
	}
}

/* --- who comes later --- */

/* The smallest of the groups; of those the one that has fewest of this role, then of its group. */
static int group_lacking(const struct model *model, const struct mixing *mixing, int role)
{
	int least[3] = {0}, found = 0;

	for (int group = 0; group < mixing->groups; group++) {
		int has[3] = {0};
		for (size_t i = 0; i < mixing->persons.count; i++) {
			const struct person *person = model_person(model, mixing->persons.items[i]);
			bool there = mixing->group.items[i] == group && person != NULL &&
				     person_here(person);
			has[0] += there;
			has[1] += there && person->role == role;
			has[2] += there && group_of_roles(model, person->role) ==
						   group_of_roles(model, role);
		}
		bool less = has[0] < least[0];
		if (has[0] == least[0])
			less = has[1] < least[1] || (has[1] == least[1] && has[2] < least[2]);
		if (group > 0 && !less)
			continue;
		memcpy(least, has, sizeof least);
		found = group;
	}
	return found;
}

static void add_seat(struct deciding *d, const struct mixing *mixing, int64_t person, int group)
{
	struct event *event = add_beside(d, EVENT_GROUP_CHANGED, mixing->stage);

	event->body.thing = mixing->id;
	event->body.person = person;
	event->body.number = group + 1;
}

void mixing_receive(struct deciding *d, int64_t id, int role)
{
	const struct model *model = d->model;
	const struct mixing *mixing = model_mixing(model, model->stage);

	if (mixing != NULL && mixing_group(mixing, id) < 0 &&
		stage_small_groups(model_stage(model, model->stage)) != SMALL_GROUPS_NONE)
		add_seat(d, mixing, id, group_lacking(model, mixing, role));
}

/* Whoever came since the groups were made; each is counted when the next is put somewhere. */
static void seat_all(struct deciding *d, const struct mixing *mixing)
{
	struct mixing now = {.id = mixing->id, .stage = mixing->stage, .groups = mixing->groups};

	ids_copy(&now.persons, &mixing->persons);
	ids_copy(&now.group, &mixing->group);
	for (size_t i = 0; i < d->model->persons.count; i++) {
		const struct person *person = &d->model->persons.items[i];
		if (!person_takes_turns(person) || mixing_group(&now, person->id) >= 0)
			continue;
		int group = group_lacking(d->model, &now, person->role);
		put(&now, person->id, group);
		add_seat(d, mixing, person->id, group);
	}
	array_finish(&now.persons);
	array_finish(&now.group);
}

void mixing_enter(struct deciding *d, int stage)
{
	const struct mixing *mixing = model_mixing(d->model, stage);
	enum small_groups how = stage_small_groups(model_stage(d->model, stage));

	if (how == SMALL_GROUPS_MIXED && mixing_of(d->model, stage) == NULL)
		add_mixing(d, stage);
	else if (how != SMALL_GROUPS_NONE && mixing != NULL)
		seat_all(d, mixing);
}

/* --- words --- */

void sentence_small_group(
	const struct model *model, const struct mixing *mixing, int group, struct buf *out)
{
	struct ids persons = {0};
	struct buf names = {0};

	mixing_here(model, mixing, group, &persons);
	for (size_t i = 0; i < persons.count; i++) {
		struct audience_person shown =
			audience_person(model, model_person(model, persons.items[i]));
		struct buf name = {0}, joined = {0};
		const char *called = shown.name != NULL ? shown.name : _("(erased)");
		if (shown.role != NULL)
			buf_format(&name, _("%1$s (%2$s)"), called, shown.role);
		else
			buf_text_add(&name, called);
		if (i > 0)
			buf_format(&joined, _("%1$s, %2$s"), buf_text(&names), buf_text(&name));
		else
			buf_text_add(&joined, buf_text(&name));
		buf_finish(&name);
		buf_finish(&names);
		names = joined;
	}
	buf_format(out, _("Small group %1$d: %2$s"), group + 1,
		persons.count > 0 ? buf_text(&names) : _("nobody now"));
	buf_finish(&names);
	array_finish(&persons);
}

void sentence_mixing(const struct model *model, const struct mixing *mixing, struct buf *out)
{
	int met = mixing_met(model, mixing);

	words_begin(out);
	buf_format(out,
		ngettext("%d small group, made by lot.",
			"%d small groups, made by lot so that each is as like the room as can be.",
			(unsigned long)mixing->groups),
		mixing->groups);
	if (model_mixing_before(model, mixing) == NULL)
		return;
	words_begin(out);
	if (met == 0)
		buf_text_add(out, _("Nobody meets anybody of their last small group again."));
	else
		buf_format(out,
			ngettext("Nobody meets more than %d person of their last small group "
				 "again.",
				"Nobody meets more than %d people of their last small group again.",
				(unsigned long)met),
			met);
}

void audience_add_mixing(const struct model *model, int stage, struct audience *audience)
{
	const struct mixing *mixing = model_mixing(model, stage);
	struct buf text = {0};

	if (stage_small_groups(model_stage(model, stage)) == SMALL_GROUPS_NONE || mixing == NULL)
		return;
	for (int group = 0; group < mixing->groups; group++) {
		sentence_small_group(model, mixing, group, &text);
		audience_say(audience, ITEM_SMALL_GROUP, -1 - group, &text);
	}
}
