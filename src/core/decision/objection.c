/* Testing by consent or consensus: the rounds, and objections - each heard, and integrated or not,
 * one by one.
 */
#include "roundtable/core/agreement.h"

#include "../rule.h"

#include "../words.h"
#include "roundtable/base/i18n.h"

bool decide_objection_raised(struct deciding *d)
{
	const struct body *body = &d->command->body;
	const struct texts *words = &d->command->words;
	bool said = words->count > 0 && words->items[0][0] != '\0';

	if (body->number < 0 || body->number >= OBJECTION_KINDS)
		return refuse(d, REFUSED_NO_THING, body->thing);
	bool wordless = body->number == OBJECTION_FOLLOWS || body->number == OBJECTION_WORDLESS;
	if (!wordless && !said)
		return refuse(d, REFUSED_EMPTY, 0);
	if (body->person != 0 && model_person(d->model, body->person) == NULL)
		return refuse(d, REFUSED_NO_PERSON, body->person);
	/* whose objection it is stays out of the file, unless they wish otherwise */
	deciding_add(d)->by = BY_NOBODY;
	return true;
}

void apply_objection_raised(struct model *model, const struct event *event)
{
	struct proposal *proposal = proposal_mutable(model, event->body.thing);

	if (proposal == NULL)
		return;
	*array_push(&proposal->objections) = (struct objection){.id = event->seq,
		.kind = (enum objection_kind)known_value(event->body.number, OBJECTION_KINDS),
		.person = event->body.person,
		.ground = event_word(event, 0),
		.meets = event_word(event, 1),
		.how = ""};
}

static struct objection *objection_of(
	const struct model *model, int64_t id, const struct proposal **of)
{
	for (size_t i = 0; i < model->proposals.count; i++) {
		const struct proposal *proposal = &model->proposals.items[i];
		for (size_t k = 0; k < proposal->objections.count; k++)
			if (proposal->objections.items[k].id == id) {
				*of = proposal;
				return &proposal->objections.items[k];
			}
	}
	return NULL;
}

bool decide_objection_met(struct deciding *d)
{
	const struct body *body = &d->command->body;
	const struct proposal *proposal = NULL;
	const struct objection *objection = objection_of(d->model, body->thing, &proposal);

	if (objection == NULL)
		return refuse(d, REFUSED_NO_THING, body->thing);
	if (proposal->decision != 0)
		return refuse(d, REFUSED_DECIDED, proposal->id);
	if (objection->met == (body->yes != 0))
		return refuse(d, REFUSED_SAME, body->thing);
	deciding_add(d);
	return true;
}

void apply_objection_met(struct model *model, const struct event *event)
{
	const struct proposal *proposal = NULL;
	struct objection *objection = objection_of(model, event->body.thing, &proposal);

	if (objection == NULL)
		return;
	objection->met = event->body.yes != 0;
	objection->how = event_word(event, 0);
}

bool objection_holds(const struct objection *objection)
{
	return objection->kind != OBJECTION_RESERVED && objection->kind != OBJECTION_ASIDE;
}

const struct objection *proposal_objection(
	const struct model *model, const struct proposal *proposal)
{
	const struct poll *poll = model_proposal_poll(model, proposal->id);

	/* a later test in which nobody objected has answered those before it */
	for (size_t i = 0; i < proposal->objections.count; i++) {
		const struct objection *objection = &proposal->objections.items[i];
		if (!objection->met && objection_holds(objection) &&
			(poll == NULL || objection->id > poll->id))
			return objection;
	}
	return NULL;
}

bool model_asks_everybody(const struct model *model, const struct proposal *proposal)
{
	const struct rule *rule = model_rule_for(model, proposal);
	const struct stage *plan = model_stage(model, proposal->stage);

	if (rule != NULL)
		return rule_votes(rule->how) && rule_asks_everybody(&rule->counted);
	if (plan == NULL)
		return false;
	struct tally_rule asked = stage_rule(plan);
	return rule_asks_everybody(&asked);
}

bool proposal_by_consensus(const struct model *model, const struct proposal *proposal)
{
	const struct poll *poll = model_proposal_poll(model, proposal->id);
	const struct rule *rule = model_rule_for(model, proposal);
	const struct stage *plan = model_stage(model, proposal->stage);

	if (poll != NULL || rule != NULL)
		return (poll != NULL ? poll->rule.method : rule->counted.method) == TALLY_CONSENSUS;
	return plan != NULL && stage_rule(plan).method == TALLY_CONSENSUS;
}

bool decide_consent_round(struct deciding *d)
{
	const struct body *body = &d->command->body;
	const struct proposal *proposal = model_proposal(d->model, body->thing);
	const struct poll *poll = model_proposal_poll(d->model, body->thing);

	if (body->number < 0 || body->number >= CONSENT_ROUNDS)
		return refuse(d, REFUSED_NO_THING, body->thing);
	if (poll != NULL && poll->state == POLL_OPEN)
		return refuse(d, REFUSED_POLL_OPEN, poll->id);
	if (proposal->round == body->number)
		return refuse(d, REFUSED_SAME, body->thing);
	deciding_add(d);
	return true;
}

void apply_consent_round(struct model *model, const struct event *event)
{
	struct proposal *proposal = proposal_mutable(model, event->body.thing);

	if (proposal != NULL)
		proposal->round =
			(enum consent_round)known_value(event->body.number, CONSENT_ROUNDS);
}

/* --- in sentences --- */

static void say_ground(const struct objection *objection, bool consensus, struct buf *out)
{
	const char *ground = objection->ground != NULL ? objection->ground : _("(erased)");

	switch (objection->kind) {
	case OBJECTION_SAID:
		buf_format(out, _("Objection: “%s”"), ground);
		break;
	case OBJECTION_FOLLOWS:
		buf_text_add(out, ground[0] == '\0'
					  ? _("An objection stands; its reason is to follow.")
					  : _("An objection stands."));
		break;
	case OBJECTION_WORDLESS:
		buf_text_add(
			out, ground[0] == '\0'
				     ? _("An objection stands; it cannot be put into words yet.")
				     : _("An objection stands."));
		break;
	case OBJECTION_RESERVED:
		buf_format(out, consensus ? _("Reservation: “%s”") : _("Concern: “%s”"), ground);
		return;
	case OBJECTION_ASIDE:
		buf_format(out, _("Standing aside: “%s”"), ground);
		return;
	case OBJECTION_KINDS:
		break;
	}
	if (objection->kind != OBJECTION_SAID && ground[0] != '\0') {
		words_begin(out);
		buf_format(out, _("What was said: “%s”"), ground);
	}
}

void sentence_objection(const struct model *model, const struct proposal *proposal,
	const struct objection *objection, const char *name, struct buf *out)
{
	words_begin(out);
	say_ground(objection, proposal_by_consensus(model, proposal), out);
	if (objection->meets == NULL || objection->meets[0] != '\0') {
		words_begin(out);
		buf_format(out, _("What would meet it: “%s”"),
			objection->meets != NULL ? objection->meets : _("(erased)"));
	}
	if (name != NULL && name[0] != '\0') {
		words_begin(out);
		buf_format(out,
			objection_holds(objection)
				? _("It is the objection of %s, who wishes to be named.")
				: _("It was said by %s, who wishes to be named."),
			name);
	}
	if (!objection->met)
		return;
	words_begin(out);
	if (objection->how != NULL && objection->how[0] == '\0')
		buf_text_add(out, _("It has been met."));
	else
		buf_format(out, _("It has been met: “%s”"),
			objection->how != NULL ? objection->how : _("(erased)"));
}

const char *consent_round_name(enum consent_round round)
{
	switch (round) {
	case ROUND_OPEN:
		return _("not in rounds");
	case ROUND_PRESENT:
		return _("the proposal is presented");
	case ROUND_CLARIFY:
		return _("clarifying questions");
	case ROUND_REACT:
		return _("quick reactions");
	case ROUND_AMEND:
		return _("amending");
	case ROUND_OBJECTIONS:
		return _("objections one by one");
	case CONSENT_ROUNDS:
		break;
	}
	return "";
}
