/* What the meeting before left to this one: its minutes, its decisions, its actions. */
#include "build.h"

#include "roundtable/base/i18n.h"
#include "roundtable/core/agreement.h"

static void say_approval(struct building *building)
{
	const struct model *model = building->model;
	const struct earlier *last = model_last(model);
	const struct remarks *corrections = &model->last_corrections;
	bool any = false;
	struct buf date = {0};

	day_format(&date, last->held);
	for (size_t i = 0; i < corrections->count; i++)
		any = any || !corrections->items[i].withdrawn;
	build_say(building,
		model->approved == 0 ? _("The minutes of “%1$s”, %2$s, were not approved.")
		: any                ? _("The minutes of “%1$s”, %2$s, were approved with the "
							"corrections below.")
		      : _("The minutes of “%1$s”, %2$s, were approved without corrections."),
		last->title, buf_text(&date));
	if (any) {
		build_lead(building, _("Corrections to them"));
		document_list(building->document, false);
	}
	for (size_t i = 0; i < corrections->count; i++) {
		if (corrections->items[i].withdrawn)
			continue;
		document_item(building->document, 0);
		document_run(building->document, RUN_PLAIN, build_said(corrections->items[i].text));
	}
	buf_finish(&date);
}

static void list_actions(struct building *building)
{
	static const char *const states[ACTION_STATES] = {[ACTION_IS_OPEN] = N_("Still open."),
		[ACTION_IS_DONE] = N_("Done."),
		[ACTION_IS_DROPPED] = N_("Dropped.")};
	const struct model *model = building->model;
	bool any = false;

	for (size_t i = 0; i < model->actions.count; i++) {
		const struct action *action = &model->actions.items[i];
		if (action->withdrawn || !model_carried(model, action->id))
			continue;
		if (!any) {
			build_lead(building, _("What was to be done"));
			document_list(building->document, false);
		}
		any = true;
		document_item(building->document, 0);
		build_run(building, RUN_PLAIN, "%s ", build_said(action->what));
		build_run(building, RUN_STRONG, "%s", _(states[action->state]));
		if (action->came == NULL || action->came[0] != '\0')
			build_run(building, RUN_PLAIN, _(" “%s”"), build_said(action->came));
	}
}

/* What became of a decision of an earlier meeting. */
static void say_became(struct building *building, const struct proposal *proposal)
{
	const struct model *model = building->model;
	const struct origin origin = model_origin(model, proposal->id);
	const struct proposal *later = model_proposal(model, proposal->replaced);
	struct buf date = {0};

	day_format(&date, origin.session->held);
	document_item(building->document, 1);
	build_run(building, RUN_PLAIN, _("Decided at “%1$s”, %2$s."), origin.session->title,
		buf_text(&date));
	for (size_t i = 0; i < proposal->reviews.count; i++) {
		document_item(building->document, 1);
		build_run(building, RUN_PLAIN, _("Reviewed, and it stands: %s"),
			build_said(proposal->reviews.items[i].text));
	}
	if (later != NULL) {
		document_item(building->document, 1);
		build_run(building, RUN_PLAIN, _("Replaced by decision %d."),
			build_decision_number(model, later));
	}
	for (size_t i = 0; i < proposal->mendings.count; i++) {
		document_item(building->document, 1);
		build_run(building, RUN_PLAIN, _("Its record was corrected: %s"),
			build_said(proposal->mendings.items[i].why));
	}
	if (proposal->review != 0 && proposal->verdict != DECISION_NOT_ADOPTED) {
		buf_clear(&date);
		day_format(&date, proposal->review);
		document_item(building->document, 1);
		build_run(building, RUN_PLAIN,
			proposal->verdict == DECISION_DEFERRED ? _("To be answered by %s.")
							       : _("To be reviewed on %s."),
			buf_text(&date));
	}
	buf_finish(&date);
}

static void list_decisions(struct building *building)
{
	const struct model *model = building->model;
	bool any = false;

	for (size_t i = 0; i < model->proposals.count; i++) {
		const struct proposal *proposal = &model->proposals.items[i];
		if (proposal->withdrawn || !model_carried(model, proposal->id))
			continue;
		if (!any) {
			build_lead(building, _("What was decided"));
			document_list(building->document, false);
		}
		any = true;
		document_item(building->document, 0);
		build_verdict_of(building, proposal);
		if (proposal->decision != 0)
			say_became(building, proposal);
	}
}

void build_last(struct building *building)
{
	if (model_last(building->model) == NULL) {
		build_say(building, "%s", _("This session follows no other one."));
		return;
	}
	say_approval(building);
	list_decisions(building);
	list_actions(building);
}
