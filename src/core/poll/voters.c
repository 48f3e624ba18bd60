/* Who can vote: everybody with a vote, some roles, or people named when the vote is opened. */
#include "roundtable/core/sentence.h"

#include "../rule.h"
#include "../words.h"

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

	if (voters == NULL || stage_groups_vote(stage))
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
	if (stage_groups_vote(model_stage(model, stage))) {
		mixing_voters(model, stage, persons);
		return;
	}
	for (size_t i = 0; i < model->persons.count; i++)
		if (can_vote(model, stage, &model->persons.items[i]))
			ids_add(persons, model->persons.items[i].id);
}

int64_t model_late_voter(const struct model *model, const struct poll *poll)
{
	for (size_t i = 0; i < model->persons.count && !poll->chosen && poll->mixing == 0; i++) {
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

/* --- for somebody absent --- */

int64_t poll_stands_in(const struct poll *poll, int64_t absent)
{
	for (size_t i = 0; i + 1 < poll->stood_in.count; i += 2)
		if (poll->stood_in.items[i] == absent)
			return poll->stood_in.items[i + 1];
	return 0;
}

size_t poll_fewest(const struct poll *poll)
{
	return SECRET_MIN + poll->stood_in.count / 2;
}

/* Whether this person could vote here if they were. */
static bool could_vote(
	const struct model *model, const struct poll *poll, const struct person *person)
{
	if (ids_contain(&poll->eligible, person->id))
		return !ids_contain(&poll->out, person->id);
	return !poll->chosen && person->votes && !person->withdrawn &&
	       stage_lets_vote(model->plan, model_stage(model, poll->stage), person->role);
}

bool decide_stood_in(struct deciding *d)
{
	const struct body *body = &d->command->body;
	const struct poll *poll = model_poll(d->model, body->poll);
	const struct stage *stage = model_stage(d->model, poll->stage);
	const struct person *absent = model_person(d->model, body->person);
	const struct person *voter = model_person(d->model, body->into);
	const struct box *box = model_box(d->model, poll->id);

	if (stage == NULL || !stage_setting(stage, SETTING_STANDING_IN))
		return refuse(d, REFUSED_NOT_ALLOWED, 0);
	if (voter == NULL)
		return refuse(d, REFUSED_NO_PERSON, body->into);
	if (person_here(absent))
		return refuse(d, REFUSED_NOT_ABSENT, body->person);
	if (poll_stands_in(poll, body->person) != 0)
		return refuse(d, REFUSED_SAME, body->person);
	if (!could_vote(d->model, poll, absent) || !person_here(voter) ||
		!ids_contain(&poll->eligible, voter->id) || ids_contain(&poll->out, voter->id))
		return refuse(d, REFUSED_NOT_ELIGIBLE, body->into);
	for (size_t i = 1; i < poll->stood_in.count; i += 2)
		if (poll->stood_in.items[i] == body->into)
			return refuse(d, REFUSED_STANDS_IN, body->into);
	if (model_has_voted(d->model, poll, body->person))
		return refuse(d, REFUSED_HAS_VOTED, body->person);
	if (box != NULL && poll->eligible.count >= box->room)
		return refuse(d, REFUSED_TOO_MANY, (int64_t)box->room);
	if (poll->hands.count > 0)
		return refuse(d, REFUSED_BALLOTS_CAST, poll->id);
	deciding_add(d);
	return true;
}

void apply_stood_in(struct model *model, const struct event *event)
{
	struct poll *poll = open_poll(model, event->body.poll);
	int64_t absent = event->body.person, voter = event->body.into;

	if (poll == NULL || absent == voter || model_person(model, absent) == NULL ||
		model_person(model, voter) == NULL || poll_stands_in(poll, absent) != 0)
		return;
	ids_add(&poll->stood_in, absent);
	ids_add(&poll->stood_in, voter);
	if (!ids_contain(&poll->eligible, absent))
		ids_add(&poll->eligible, absent);
}

/* --- words --- */

static void say_roles(const struct stage *stage, bool over, struct buf *out)
{
	const char *voters = stage != NULL ? stage_setting_text(stage, SETTING_VOTERS) : NULL;

	if (voters == NULL)
		return;
	words_begin(out);
	if (stage_groups_vote(stage)) {
		buf_text_add(out, over ? _("Each small group gave one ballot.")
				       : _("Each small group gives one ballot."));
		return;
	}
	buf_format(out,
		over ? _("Only these roles could vote here: %s.")
		     : _("Only these roles can vote here: %s."),
		voters);
}

void sentence_stage_voters(const struct stage *stage, struct buf *out)
{
	say_roles(stage, false, out);
}

static void name_all(const struct model *model, const struct ids *persons, sentence_of_person *name,
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

/* In an open poll who votes for whom; in a secret one how many do. */
static void say_stood_in(const struct model *model, const struct poll *poll,
	sentence_of_person *name, struct buf *out)
{
	const struct stage *stage = model_stage(model, poll->stage);
	size_t count = poll->stood_in.count / 2;

	if (poll->state == POLL_OPEN && stage != NULL &&
		stage_setting(stage, SETTING_STANDING_IN)) {
		words_begin(out);
		buf_text_add(
			out, _("Somebody here may vote for one who is absent, beside their own "
			       "ballot."));
	}
	if (poll->secret && count > 0) {
		words_begin(out);
		buf_format(out,
			ngettext("%zu person casts a second ballot, for somebody absent.",
				"%zu people cast a second ballot, each for somebody absent.",
				count),
			count);
		return;
	}
	for (size_t i = 0; i < count; i++) {
		struct buf voter = {0}, absent = {0};
		name(model, model_person(model, poll->stood_in.items[2 * i]), &absent);
		name(model, model_person(model, poll->stood_in.items[2 * i + 1]), &voter);
		words_begin(out);
		buf_format(out, _("%1$s also votes for %2$s, who is absent."), buf_text(&voter),
			buf_text(&absent));
		buf_finish(&voter);
		buf_finish(&absent);
	}
}

static void say_voters(const struct model *model, const struct poll *poll, sentence_of_person *name,
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

void sentence_voters(const struct model *model, const struct poll *poll, sentence_of_person *name,
	struct buf *out)
{
	say_voters(model, poll, name, out);
	say_stood_in(model, poll, name, out);
}
