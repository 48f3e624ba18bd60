/* Proposals and their tests; what was decided stands under the decisions. */
#include "../build.h"

#include "roundtable/base/i18n.h"
#include "roundtable/core/agreement.h"
#include "roundtable/core/sentence.h"

/* The words that were tested and decided, whatever was corrected in them afterwards. */
static const char *decided_words(const struct proposal *proposal)
{
	return proposal->mendings.count > 0 ? proposal->mendings.items[0].text : proposal->text;
}

/* What was proposed before it was reworded: an objection may have been to those words. */
static void add_earlier_words(struct building *building, const struct proposal *proposal)
{
	const struct model *model = building->model;

	for (size_t i = 0; i < model->events.count && proposal->worded != proposal->id; i++) {
		const struct event *event = &model->events.items[i];
		bool about =
			event->seq == proposal->id ||
			(event->kind == EVENT_WORDS_CHANGED && event->body.thing == proposal->id);
		const char *words = about ? event_word(event, 0) : NULL;
		if (about && words != decided_words(proposal) &&
			!model_step_undone(model, event->step))
			build_say(building, _("Earlier wording: “%s”"), build_said(words));
	}
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
	build_run(building, RUN_PLAIN, "%s", build_said(decided_words(proposal)));
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
	else
		build_say(building, "%s", _("No decision on it was recorded."));
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
