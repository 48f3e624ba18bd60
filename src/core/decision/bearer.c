/*
 * Nothing about us without us: who would carry the work or the cost of a proposal consents to it
 * before it can be adopted - the choice of those of them who are here, said by one of them.
 */
#include "roundtable/core/agreement.h"

#include "../rule.h"

#include "roundtable/base/array.h"
#include "roundtable/base/text.h"

#include <string.h>

/* Whether a word of the text begins so. */
static bool has_word(const char *text, const char *start)
{
	for (const char *at = strstr(text, start); at != NULL; at = strstr(at + 1, start))
		if (at == text || at[-1] == ' ')
			return true;
	return false;
}

/* The role that is meant: "the residents" and "res" mean resident; of several that fit the longest;
 * -1 when none does. */
static int role_meant(const struct plan *plan, const char *text)
{
	char *wish = text_fold(text);
	size_t longest = 0;
	int found = -1;

	for (size_t i = 0; i < plan->roles.count; i++) {
		char *name = text_fold(plan->roles.items[i].name);
		size_t length = strlen(name);
		if (length > longest && has_word(wish, name)) {
			longest = length;
			found = (int)i;
		}
		array_free(name);
	}
	array_free(wish);
	return found >= 0 ? found : plan_role(plan, text);
}

bool decide_burden_stated(struct deciding *d)
{
	const struct command *command = d->command;
	const struct proposal *proposal = model_proposal(d->model, command->body.thing);
	const char *who = command->words.count > 0 ? command->words.items[0] : "";

	if (proposal == NULL || proposal->withdrawn || proposal->amends != 0)
		return refuse(d, REFUSED_NO_THING, command->body.thing);
	const struct person *person = model_person_named(d->model, who);
	struct event *event = deciding_add(d);
	event->body.person = person != NULL ? person->id : 0;
	event->body.role = person != NULL ? -1 : role_meant(d->model->plan, who);
	return true;
}

void apply_burden_stated(struct model *model, const struct event *event)
{
	struct proposal *proposal = proposal_mutable(model, event->body.thing);

	if (proposal == NULL)
		return;
	*array_push(&proposal->burdens) = (struct burden){.id = event->seq,
		.who = event_word(event, 0),
		.how_much = event_word(event, 1),
		.paid_by = event_word(event, 2),
		.paid = (enum paid)known_value(event->body.paid, PAIDS),
		.person = event->body.person,
		.role = known_role(model, event->body.role),
		.said = ""};
}

static struct burden *burden_of(const struct proposal *proposal, int64_t id)
{
	for (size_t i = 0; proposal != NULL && i < proposal->burdens.count; i++)
		if (proposal->burdens.items[i].id == id)
			return &proposal->burdens.items[i];
	return NULL;
}

const struct burden *proposal_burden(const struct proposal *proposal, int64_t id)
{
	return burden_of(proposal, id);
}

bool burden_voice(const struct burden *burden, const struct person *person)
{
	if (!person_here(person))
		return false;
	if (burden->person != 0)
		return person->id == burden->person;
	return burden->role >= 0 ? person->role == burden->role : person->duty != DUTY_FACILITATOR;
}

static bool anybody(const struct model *model, const struct burden *burden)
{
	for (size_t i = 0; i < model->persons.count; i++)
		if (burden_voice(burden, &model->persons.items[i]))
			return true;
	return false;
}

/* Who was named after the decision has not been asked before it: their answer comes after it. */
static bool later(const struct proposal *proposal, const struct burden *burden)
{
	return proposal->decision != 0 && burden->id > proposal->decision;
}

bool decide_bearer_answered(struct deciding *d)
{
	const struct body *body = &d->command->body;
	const struct proposal *proposal = model_proposal(d->model, body->thing);
	const struct burden *burden = proposal_burden(proposal, body->into);
	const struct person *voice = model_person(d->model, body->person);
	bool answers = body->accepted == ANSWER_ACCEPTED || body->accepted == ANSWER_DECLINED;

	if (burden == NULL || proposal->withdrawn || body->accepted < 0 ||
		body->accepted >= ANSWERS)
		return refuse(d, REFUSED_NO_THING, body->thing);
	if (proposal->decision != 0 && !later(proposal, burden))
		return refuse(d, REFUSED_DECIDED, body->thing);
	if (answers && !anybody(d->model, burden))
		return refuse(d, REFUSED_NOBODY_HERE, body->into);
	if (answers && voice == NULL)
		return refuse(d, REFUSED_NO_PERSON, body->person);
	if (answers && !burden_voice(burden, voice))
		return refuse(d, REFUSED_NOT_THEIRS, body->person);
	if (!answers && burden->answer == ANSWER_NOT_ASKED && burden->apart == (body->yes != 0))
		return refuse(d, REFUSED_SAME, body->into);
	struct event *event = deciding_add(d);
	event->body.yes = !answers && body->yes;
	if (!answers)
		event->body.person = 0;
	return true;
}

void apply_bearer_answered(struct model *model, const struct event *event)
{
	const struct body *body = &event->body;
	struct proposal *proposal = proposal_mutable(model, body->thing);
	struct burden *burden = burden_of(proposal, body->into);

	if (burden == NULL || (proposal->decision != 0 && !later(proposal, burden)))
		return;
	burden->answer = (enum answer)known_value(body->accepted, ANSWERS);
	burden->answered = event->seq;
	burden->voice = body->person;
	burden->apart = body->yes != 0;
	burden->said = event_word(event, 0);
}

void bearers_ask_again(struct proposal *proposal)
{
	for (size_t i = 0; i < proposal->burdens.count; i++) {
		struct burden *burden = &proposal->burdens.items[i];
		burden->answer = ANSWER_NOT_ASKED;
		burden->apart = false;
		burden->voice = 0;
		burden->said = "";
	}
}

void bearers_go_on(const struct proposal *earlier, struct proposal *again)
{
	for (size_t i = 0; i < earlier->burdens.count; i++)
		*array_push(&again->burdens) = earlier->burdens.items[i];
	bearers_ask_again(again);
}

const struct burden *proposal_missing(const struct proposal *proposal)
{
	for (size_t i = 0; i < proposal->burdens.count; i++) {
		const struct burden *burden = &proposal->burdens.items[i];
		if (burden->answer != ANSWER_ACCEPTED && !later(proposal, burden))
			return burden;
	}
	return NULL;
}

bool burden_matters(
	const struct model *model, const struct proposal *proposal, const struct burden *burden)
{
	const struct poll *poll = proposal->decision != 0
					  ? model_poll(model, proposal->poll)
					  : model_proposal_poll(model, proposal->id);

	if (burden->answer == ANSWER_ACCEPTED)
		return false;
	if (proposal->decision != 0 && proposal->verdict == DECISION_ADOPTED)
		return true;
	/* what failed for itself did not fail for want of their consent */
	if (poll != NULL && poll->state == POLL_IS_CLOSED)
		return poll->result.outcome == OUTCOME_CARRIED;
	return proposal->decision == 0 || burden->answer == ANSWER_DECLINED;
}

const struct burden *proposal_reopens(const struct proposal *proposal)
{
	for (size_t i = 0; i < proposal->burdens.count; i++) {
		const struct burden *burden = &proposal->burdens.items[i];
		if (later(proposal, burden) && burden->answer != ANSWER_ACCEPTED &&
			proposal->verdict == DECISION_ADOPTED)
			return burden;
	}
	return NULL;
}
