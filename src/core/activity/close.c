/* What is read back: decisions and what is still undecided, actions, what was parked,
 * the glossary. */
#include "../rule.h"

#include "roundtable/base/mem.h"
#include "roundtable/core/agreement.h"

void close_audience(const struct model *model, int stage, struct audience *audience)
{
	if (stage_reads_last(model_stage(model, stage))) {
		last_audience(model, audience);
		return;
	}
	audience->task = TASK_CHECK;
	for (size_t i = 0; i < model->proposals.count; i++) {
		const struct proposal *proposal = &model->proposals.items[i];
		/* of what earlier meetings decided, what still waits */
		if (proposal->decision != 0 && !proposal->withdrawn && proposal->amends == 0 &&
			(!model_carried(model, proposal->id) || proposal_due(model, proposal)))
			audience_add_proposal(audience, model, proposal);
	}
	for (size_t i = 0; i < model->proposals.count; i++) {
		const struct proposal *proposal = &model->proposals.items[i];
		if (proposal->decision == 0 && !proposal->withdrawn && proposal->amends == 0)
			audience_add(audience, ITEM_UNDECIDED, proposal->id, proposal->text)
				->figure = mem_copy_text(proposal_undecided(model, proposal));
	}
	for (size_t i = 0; i < model->actions.count; i++)
		if (!model->actions.items[i].withdrawn &&
			(model->actions.items[i].state == ACTION_IS_OPEN ||
				!model_carried(model, model->actions.items[i].id)))
			audience_add_action(audience, model, &model->actions.items[i]);
	for (size_t i = 0; i < model->parked.count; i++)
		if (!model->parked.items[i].withdrawn)
			audience_add(audience, ITEM_PARKED, model->parked.items[i].id,
				model->parked.items[i].text);
	for (size_t i = 0; i < model->glossary.count; i++) {
		const struct term *term = &model->glossary.items[i];
		if (!term->withdrawn)
			audience_add(audience, ITEM_WORD, term->id, term->word)->meaning =
				term->meaning;
	}
}
