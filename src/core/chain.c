/* Decisions over time: reviewed, taken up again, replaced. */
#include "roundtable/core/agreement.h"

#include "rule.h"

bool decide_decision_reviewed(struct deciding *d)
{
	const struct proposal *proposal = model_proposal(d->model, d->command->body.thing);

	if (proposal == NULL || proposal->decision == 0)
		return refuse(d, REFUSED_NO_THING, d->command->body.thing);
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

bool may_take_up(struct deciding *d)
{
	const struct proposal *earlier = model_proposal(d->model, d->command->body.into);

	/* what an earlier meeting left undecided is taken up too */
	bool open = earlier != NULL && earlier->replaced == 0 &&
		    (earlier->decision != 0 ||
			    (!earlier->withdrawn && model_carried(d->model, earlier->id)));

	return open || refuse(d, REFUSED_NO_THING, d->command->body.into);
}

void replace_earlier(struct model *model, const struct proposal *adopted)
{
	struct proposal *earlier = proposal_mutable(model, adopted->earlier);

	if (earlier != NULL && earlier->decision != 0 && earlier->replaced == 0)
		earlier->replaced = adopted->id;
}
