/* Who can vote: everybody with a vote, some roles, or people named when the vote is opened. */
#include "roundtable/core/sentence.h"

#include "rule.h"
#include "words.h"

#include "roundtable/base/i18n.h"

#include <string.h>

/* Whether a list parted by ", " has this name. */
static bool lists(const char *list, const char *name)
{
	size_t length = name != NULL ? strlen(name) : 0;

	while (list != NULL && length > 0) {
		size_t part = strcspn(list, ",");
		if (part == length && strncmp(list, name, length) == 0)
			return true;
		list += part;
		list = *list != '\0' ? list + 1 + strspn(list + 1, " ") : NULL;
	}
	return false;
}

bool stage_lets_vote(const struct plan *plan, const struct stage *stage, int role)
{
	const char *voters = stage != NULL ? stage_setting_text(stage, SETTING_VOTERS) : NULL;

	if (voters == NULL)
		return true;
	if (role < 0 || (size_t)role >= plan->roles.count)
		return false;
	return lists(voters, plan->roles.items[role].name) ||
	       lists(voters, plan->roles.items[role].group);
}

static bool can_vote(const struct model *model, int stage, const struct person *person)
{
	return person_here(person) && person->votes &&
	       stage_lets_vote(model->plan, model_stage(model, stage), person->role);
}

void model_voters(const struct model *model, int stage, struct ids *persons)
{
	persons->count = 0;
	for (size_t i = 0; i < model->persons.count; i++)
		if (can_vote(model, stage, &model->persons.items[i]))
			ids_add(persons, model->persons.items[i].id);
}

int64_t model_late_voter(const struct model *model, const struct poll *poll)
{
	for (size_t i = 0; i < model->persons.count && !poll->chosen; i++) {
		const struct person *person = &model->persons.items[i];
		if (can_vote(model, poll->stage, person) &&
			!ids_contain(&poll->eligible, person->id) &&
			!ids_contain(&poll->asked, person->id))
			return person->id;
	}
	return 0;
}

bool voters_named(struct deciding *d, struct ids *voters)
{
	const struct ids *wished = &body_rare(&d->command->body)->eligible;
	struct ids all = {0};
	bool good = true;

	model_voters(d->model, (int)d->command->body.stage, &all);
	for (size_t i = 0; i < wished->count && good; i++)
		good = ids_contain(&all, wished->items[i]) ||
		       refuse(d, REFUSED_NOT_ELIGIBLE, wished->items[i]);
	for (size_t i = 0; i < all.count && good; i++)
		if (wished->count == 0 || ids_contain(wished, all.items[i]))
			ids_add(voters, all.items[i]);
	array_finish(&all);
	return good;
}

/* --- words --- */

static void say_roles(const struct stage *stage, bool over, struct buf *out)
{
	const char *voters = stage != NULL ? stage_setting_text(stage, SETTING_VOTERS) : NULL;

	if (voters == NULL)
		return;
	words_begin(out);
	buf_format(out,
		over ? _("Only these roles could vote here: %s.")
		     : _("Only these roles can vote here: %s."),
		voters);
}

void sentence_stage_voters(const struct stage *stage, struct buf *out)
{
	say_roles(stage, false, out);
}

static void name_all(const struct model *model, const struct ids *persons,
	void (*name)(const struct model *model, const struct person *person, struct buf *out),
	struct buf *out)
{
	for (size_t i = 0; i < persons->count; i++) {
		struct buf next = {0}, joined = {0};
		name(model, model_person(model, persons->items[i]), &next);
		if (i > 0)
			buf_format(&joined, _("%1$s; %2$s"), buf_text(out), buf_text(&next));
		else
			buf_text_add(&joined, buf_text(&next));
		buf_finish(&next);
		buf_finish(out);
		*out = joined;
	}
}

void sentence_voters(const struct model *model, const struct poll *poll,
	void (*name)(const struct model *model, const struct person *person, struct buf *out),
	struct buf *out)
{
	struct buf names = {0};

	if (!poll->chosen) {
		say_roles(model_stage(model, poll->stage), poll->state != POLL_OPEN, out);
		return;
	}
	name_all(model, &poll->eligible, name, &names);
	words_begin(out);
	buf_format(out,
		poll->state != POLL_OPEN ? _("Only these people could vote here: %s.")
					 : _("Only these people can vote here: %s."),
		buf_text(&names));
	buf_finish(&names);
}
