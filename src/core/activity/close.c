/* Decisions and actions read back. */
#include "../rule.h"

void close_audience(const struct model *model, int stage, struct audience *audience)
{
	(void)stage;
	audience->task = TASK_CHECK;
	for (size_t i = 0; i < model->proposals.count; i++) {
		const struct proposal *proposal = &model->proposals.items[i];
		if (proposal->decision == 0 || proposal->withdrawn)
			continue;
		audience_add_proposal(audience, model, proposal);
	}
	for (size_t i = 0; i < model->actions.count; i++) {
		const struct action *action = &model->actions.items[i];
		if (action->withdrawn)
			continue;
		struct audience_item *item =
			audience_add(audience, ITEM_ACTION, action->id, action->what);
		const struct person *person = model_person(model, action->person);
		item->action =
			(struct audience_action){.who = person != NULL ? person->name : action->who,
				.due = action->due,
				.accepted = action->accepted};
	}
}
