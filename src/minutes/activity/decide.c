/* Proposals and their tests; what was decided stands under the decisions. */
#include "../build.h"

#include "roundtable/base/i18n.h"
#include "roundtable/core/agreement.h"
#include "roundtable/core/sentence.h"
#include "roundtable/core/trace.h"

/* What was proposed before it was reworded: an objection may have been to those words. */
static void add_earlier_words(struct building *building, const struct proposal *proposal)
{
	const struct model *model = building->model;
	struct ids earlier = {0};

	trace_wordings(model, proposal, &earlier);
	for (size_t i = 0; i < earlier.count; i++)
		build_say(building, _("Earlier wording: “%s”"),
			build_said(event_word(model_event(model, earlier.items[i]), 0)));
	array_finish(&earlier);
}

/* Each amendment in the order of moving: what it says, whose it was, what its votes came to. */
static void add_amendments(struct building *building, const struct proposal *proposal)
{
	const struct model *model = building->model;

	for (size_t i = 0; i < model->proposals.count; i++) {
		const struct proposal *amendment = &model->proposals.items[i];
		struct buf mover = {0}, text = {0};
		if (amendment->amends != proposal->id)
			continue;
		if (amendment->mover != 0)
			sentence_person(model, model_person(model, amendment->mover), &mover);
		sentence_amendment(model, amendment, buf_text(&mover), &text);
		build_say(building, "%s", buf_text(&text));
		for (size_t k = 0; k < model->polls.count; k++)
			if (model->polls.items[k].proposal == amendment->id)
				build_poll(building, &model->polls.items[k]);
		build_reasons(building, amendment);
		buf_finish(&mover);
		buf_finish(&text);
	}
}

static void add_proposal(struct building *building, const struct proposal *proposal)
{
	const struct model *model = building->model;
	int number = build_decision_number(model, proposal);
	struct buf reworded = {0};

	build_lead(building, _("Proposal"));
	document_quote(building->document);
	build_proposed(building, proposal, trace_decided_words(proposal));
	sentence_reworded(proposal->rewordings, &reworded);
	if (reworded.count > 0)
		build_run(building, RUN_EMPHASIS, _(" (%s)"), buf_text(&reworded));
	add_earlier_words(building, proposal);
	add_amendments(building, proposal);
	for (size_t i = 0; i < model->polls.count; i++)
		if (model->polls.items[i].proposal == proposal->id)
			build_poll(building, &model->polls.items[i]);
	if (number > 0 && proposal->mendings.count > 0)
		build_say(building,
			_("This became decision %d; its record was corrected afterwards."), number);
	else if (number > 0)
		build_say(building, _("This became decision %d."), number);
	else {
		build_reasons(building, proposal); /* else they stand with the decision */
		if (model_proposal_poll(model, proposal->id) != NULL)
			build_say(building, _("How it stands: %s."),
				proposal_undecided(model, proposal));
		else
			build_say(building, "%s", _("No decision on it was recorded."));
	}
	buf_finish(&reworded);
}

void minutes_decide(struct building *building, int stage)
{
	const struct model *model = building->model;
	bool any = false;

	for (size_t i = 0; i < model->proposals.count; i++) {
		const struct proposal *proposal = &model->proposals.items[i];
		if (proposal->stage != stage || proposal->withdrawn || proposal->amends != 0)
			continue;
		add_proposal(building, proposal);
		any = true;
	}
	if (!any)
		build_say(building, "%s", _("No proposal was made."));
}
