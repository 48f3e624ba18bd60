/* Names in words that go into the minutes, of people who have not said that they may be named. */
#include "roundtable/core/unnamed.h"

#include "roundtable/base/mem.h"
#include "roundtable/base/text.h"
#include "roundtable/core/agreement.h"
#include "roundtable/core/sentence.h"

#include <string.h>

enum { FIRST_NAME_MIN = 3 };

/* One who may not be named, as others may have written it; folded. */
struct name {
	int64_t person;
	char *whole, *first; /* first: NULL when it is the whole, or too short to tell */
};

struct looking {
	const struct model *model;
	struct unnamed *found;
	struct looking_names {
		struct name *items;
		size_t count, capacity;
	} names;
};

static void add_name(struct looking *looking, const struct person *person)
{
	struct name name = {.person = person->id, .whole = text_fold(person->name)};
	const char *space = strchr(name.whole, ' ');

	if (space != NULL && space - name.whole >= FIRST_NAME_MIN)
		name.first = mem_copy_bytes(name.whole, (size_t)(space - name.whole));
	*array_push(&looking->names) = name;
}

static void find_names(struct looking *looking)
{
	const struct model *model = looking->model;

	for (size_t i = 0; i < model->persons.count; i++) {
		const struct person *person = &model->persons.items[i];
		if (!person->withdrawn && person->naming != NAMING_NAME && person->name != NULL &&
			person->name[0] != '\0')
			add_name(looking, person);
	}
}

static void look(struct looking *looking, int64_t thing, const char *words)
{
	char *folded = words != NULL && words[0] != '\0' ? text_fold(words) : NULL;

	for (size_t i = 0; folded != NULL && i < looking->names.count; i++) {
		const struct name *name = &looking->names.items[i];
		if (text_holds(folded, name->whole) ||
			(name->first != NULL && text_holds(folded, name->first)))
			*array_push(looking->found) =
				(struct unnamed_item){thing, name->person, words, false};
	}
	array_free(folded);
}

/* Where a whole name stands for a person, and the minutes say how they wish to appear. */
static void look_beside(struct looking *looking, int64_t thing, const char *words)
{
	const struct person *person = words != NULL && words[0] != '\0'
					      ? model_person_named(looking->model, words)
					      : NULL;

	if (person == NULL || !text_same_folded(words, person->name))
		look(looking, thing, words);
}

/* Somebody does it, and the minutes do not tell who. */
static void look_owner(
	struct looking *looking, int64_t thing, int64_t owner, const char *typed, const char *words)
{
	const struct model *model = looking->model;
	const struct person *person = owner != 0 ? model_person(model, owner)
				      : typed != NULL && typed[0] != '\0'
					      ? model_person_named(model, typed)
					      : NULL;

	if (person != NULL && (owner != 0 || text_same_folded(typed, person->name)) &&
		sentence_appearance(model, person) == APPEARS_AS_PARTICIPANT)
		*array_push(looking->found) = (struct unnamed_item){thing, person->id, words, true};
	look_beside(looking, thing, typed);
}

static void look_at_cards(struct looking *looking)
{
	const struct model *model = looking->model;

	for (size_t i = 0; i < model->cards.count; i++) {
		const struct card *card = &model->cards.items[i];
		const struct columns *columns = model_card_columns(model, card);
		if (card->withdrawn || card_hidden(model, card))
			continue;
		for (size_t k = 0; k < card->cells.count; k++)
			if (k < columns->count && columns->items[k].type == COLUMN_PERSON)
				look_beside(looking, card->id, card->cells.items[k]);
			else
				look(looking, card->id, card->cells.items[k]);
	}
	for (size_t i = 0; i < model->themes.count; i++)
		if (!model->themes.items[i].withdrawn)
			look(looking, model->themes.items[i].id, model->themes.items[i].name);
}

static void look_at_rule(struct looking *looking, const struct rule *rule, const char *text)
{
	const char *words[] = {rule->kind_words, rule->decides, rule->bound, rule->objects,
		rule->fails, rule->does, rule->answers, rule->asked, rule->told};

	look_owner(looking, rule->id, rule->person, "", text);
	for (size_t i = 0; i < sizeof words / sizeof *words; i++)
		look(looking, rule->id, words[i]);
}

static void look_at_test(struct looking *looking, const struct proposal *proposal)
{
	int64_t id = proposal->id;

	for (size_t i = 0; i < proposal->burdens.count; i++) {
		const struct burden *burden = &proposal->burdens.items[i];
		look_beside(looking, id, burden->who);
		look(looking, id, burden->how_much);
		look_beside(looking, id, burden->paid_by);
		look(looking, id, burden->said);
	}
	for (size_t i = 0; i < proposal->objections.count; i++) {
		look(looking, id, proposal->objections.items[i].ground);
		look(looking, id, proposal->objections.items[i].meets);
		look(looking, id, proposal->objections.items[i].how);
	}
	for (size_t i = 0; i < proposal->advice.count; i++) {
		look_beside(looking, id, proposal->advice.items[i].who);
		look(looking, id, proposal->advice.items[i].said);
	}
	for (size_t i = 0; i < proposal->dissents.count; i++)
		look(looking, id, proposal->dissents.items[i].text);
	for (size_t i = 0; i < proposal->reviews.count; i++)
		look(looking, id, proposal->reviews.items[i].text);
	for (size_t i = 0; i < looking->model->polls.count; i++) {
		const struct poll *poll = &looking->model->polls.items[i];
		for (size_t k = 0; poll->proposal == id && k < poll->reasons.count; k++)
			look(looking, id, poll->reasons.items[k].text);
	}
}

static void look_at_proposals(struct looking *looking)
{
	const struct model *model = looking->model;

	for (size_t i = 0; i < model->proposals.count; i++) {
		const struct proposal *proposal = &model->proposals.items[i];
		const struct rule *rule = model_rule(model, proposal->id);
		int64_t id = proposal->id;
		if (proposal->withdrawn)
			continue;
		/* the words of a rule are made of its parts */
		if (rule != NULL)
			look_at_rule(looking, rule, proposal->text);
		else
			look(looking, id, proposal->text);
		look_at_test(looking, proposal);
		look(looking, id, proposal->next);
		look(looking, id, proposal->why);
		look_owner(looking, id, proposal->does, proposal->does_text, proposal->text);
		look_owner(looking, id, proposal->answers, proposal->answers_text, proposal->text);
		look(looking, id, proposal->asked);
		look(looking, id, proposal->told);
	}
}

static void look_at_remarks(struct looking *looking, const struct remarks *remarks)
{
	for (size_t i = 0; i < remarks->count; i++)
		if (!remarks->items[i].withdrawn)
			look(looking, remarks->items[i].id, remarks->items[i].text);
}

static void look_at_rest(struct looking *looking)
{
	const struct model *model = looking->model;

	for (size_t i = 0; i < model->actions.count; i++) {
		const struct action *action = &model->actions.items[i];
		if (action->withdrawn)
			continue;
		look(looking, action->id, action->what);
		look(looking, action->id, action->came);
		look_owner(looking, action->id,
			action->accepted != ANSWER_DECLINED ? action->person : 0, action->who,
			action->what);
	}
	look_at_remarks(looking, &model->notes);
	look_at_remarks(looking, &model->parked);
	look_at_remarks(looking, &model->voices);
	for (size_t i = 0; i < model->glossary.count; i++)
		if (!model->glossary.items[i].withdrawn)
			look(looking, model->glossary.items[i].id,
				model->glossary.items[i].meaning);
	for (size_t i = 0; i < model->persons.count; i++)
		if (!model->persons.items[i].withdrawn)
			look(looking, model->persons.items[i].id, model->persons.items[i].interest);
	look(looking, 0, model->next_meeting);
}

void model_unnamed(const struct model *model, struct unnamed *unnamed)
{
	struct looking looking = {.model = model, .found = unnamed};

	find_names(&looking);
	if (looking.names.count > 0) {
		look_at_cards(&looking);
		look_at_proposals(&looking);
		look_at_rest(&looking);
	}
	for (size_t i = 0; i < looking.names.count; i++) {
		array_free(looking.names.items[i].whole);
		array_free(looking.names.items[i].first);
	}
	array_finish(&looking.names);
}
