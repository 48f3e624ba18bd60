/* Decisions over time: what a minority says of them, reviewed, taken up again, replaced. */
#include "roundtable/core/agreement.h"

#include "../rule.h"
#include "../words.h"

#include "roundtable/base/i18n.h"

bool decide_decision_reviewed(struct deciding *d)
{
	const struct proposal *proposal = model_proposal(d->model, d->command->body.thing);

	if (proposal == NULL || proposal->decision == 0)
		return refuse(d, REFUSED_NO_THING, d->command->body.thing);
	if (proposal->verdict == DECISION_DEFERRED)
		return refuse(d, REFUSED_PUT_OFF, proposal->id);
	deciding_add(d);
	return true;
}

void apply_decision_reviewed(struct model *model, const struct event *event)
{
	struct proposal *proposal = proposal_mutable(model, event->body.thing);

	if (proposal == NULL || proposal->decision == 0)
		return;
	*array_push(&proposal->reviews) =
		(struct reason){.id = event->seq, .text = event_word(event, 0)};
	proposal->review = (day)event->body.date;
}

bool decide_minority_stated(struct deciding *d)
{
	const struct body *body = &d->command->body;
	const struct proposal *proposal = model_proposal(d->model, body->thing);

	if (proposal == NULL || proposal->withdrawn)
		return refuse(d, REFUSED_NO_THING, body->thing);
	if (proposal->decision == 0)
		return refuse(d, REFUSED_NOT_DECIDED, body->thing);
	if (body->person != 0 && model_person(d->model, body->person) == NULL)
		return refuse(d, REFUSED_NO_PERSON, body->person);
	/* whose it is stays out of the file, unless they sign it */
	deciding_add(d)->by = BY_NOBODY;
	return true;
}

void apply_minority_stated(struct model *model, const struct event *event)
{
	struct proposal *proposal = proposal_mutable(model, event->body.thing);

	if (proposal != NULL && proposal->decision != 0)
		*array_push(&proposal->dissents) = (struct dissent){.id = event->seq,
			.person = event->body.person,
			.text = event_word(event, 0)};
}

void sentence_dissent(const struct dissent *statement, const char *name, struct buf *out)
{
	words_begin(out);
	buf_format(out, _("Minority statement: “%s”"),
		statement->text != NULL ? statement->text : _("(erased)"));
	if (name == NULL || name[0] == '\0')
		return;
	words_begin(out);
	buf_format(out, _("Signed: %s."), name);
}

bool may_take_up(struct deciding *d)
{
	const struct proposal *earlier = model_proposal(d->model, d->command->body.into);

	/* what an earlier meeting left undecided is taken up too */
	bool open = earlier != NULL && earlier->replaced == 0 && earlier->amends == 0 &&
		    (earlier->decision != 0 ||
			    (!earlier->withdrawn && model_carried(d->model, earlier->id)));

	return open || refuse(d, REFUSED_NO_THING, d->command->body.into);
}

/* What it was first, before it was decided and taken up again. */
static int64_t first_of(const struct model *model, int64_t id)
{
	const struct proposal *proposal = model_proposal(model, id);

	/* what it takes up is older: there is no circle */
	while (proposal != NULL && proposal->earlier != 0 && proposal->earlier < proposal->id) {
		id = proposal->earlier;
		proposal = model_proposal(model, id);
	}
	return id;
}

bool asks_again(const struct model *model, const struct poll *poll, const struct poll *before)
{
	if (poll->proposal == 0 || before->proposal == 0)
		return poll->proposal == before->proposal && poll->stage == before->stage;
	return first_of(model, poll->proposal) == first_of(model, before->proposal);
}

void replace_earlier(struct model *model, const struct proposal *adopted)
{
	struct proposal *earlier = proposal_mutable(model, adopted->earlier);

	if (earlier != NULL && earlier->decision != 0 && earlier->replaced == 0)
		earlier->replaced = adopted->id;
}
