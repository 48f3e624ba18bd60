/*
 * Decisions: the exact text, how it was decided, at whose cost, against which reasons, and who sees
 * to it.
 */
#include "build.h"

#include "roundtable/base/i18n.h"
#include "roundtable/core/agreement.h"
#include "roundtable/core/sentence.h"

/* What earlier meetings decided stands where they are read back. */
static bool decided(const struct model *model, const struct proposal *proposal)
{
	return proposal->decision != 0 && !proposal->withdrawn && proposal->amends == 0 &&
	       !model_carried(model, proposal->id);
}

int build_decision_number(const struct model *model, const struct proposal *proposal)
{
	int number = 0;

	if (!decided(model, proposal))
		return 0;
	for (size_t i = 0; i < model->proposals.count; i++) {
		number += decided(model, &model->proposals.items[i]);
		if (model->proposals.items[i].id == proposal->id)
			break;
	}
	return number;
}

const char *build_verdict(enum decision_verdict verdict)
{
	switch (verdict) {
	case DECISION_ADOPTED:
		return _("Adopted.");
	case DECISION_NOT_ADOPTED:
		return _("Not adopted.");
	case DECISION_DEFERRED:
		return _("Deferred.");
	case DECISIONS:
		break;
	}
	return "";
}

void build_verdict_of(struct building *building, const struct proposal *proposal)
{
	build_run(building, RUN_STRONG, "%s",
		proposal->decision != 0 ? build_verdict(proposal->verdict) : _("Not decided."));
	build_run(building, RUN_PLAIN, "%s", " ");
	build_proposed(building, proposal, proposal->text);
}

static void rule_fields(struct building *building, const struct proposal *proposal)
{
	const struct model *model = building->model;
	const struct poll *poll = model_poll(model, proposal->poll);
	struct buf result = {0};

	build_rule_taken(building, proposal);
	if (poll == NULL)
		return;
	sentence_result(model, poll, &result);
	sentence_by_part(model, poll, &result);
	build_field(building, _("Result"), buf_text(&result));
	for (size_t i = 0; i < model->polls.count; i++) {
		const struct poll *other = &model->polls.items[i];
		if (other->proposal != proposal->id || other->id == poll->id ||
			other->state != POLL_IS_CLOSED)
			continue;
		buf_clear(&result);
		sentence_result(model, other, &result);
		sentence_by_part(model, other, &result);
		build_field(building, _("Earlier test"), buf_text(&result));
	}
	buf_finish(&result);
}

static void date_field(struct building *building, const char *term, day date)
{
	struct buf text = {0};

	if (date != 0)
		day_format(&text, date);
	build_field(building, term, date != 0 ? buf_text(&text) : _("no date was set"));
	buf_finish(&text);
}

static void care_fields(struct building *building, const struct proposal *proposal)
{
	struct buf does = {0}, answers = {0}, back = {0};

	if (proposal->verdict == DECISION_DEFERRED && proposal->review != 0) {
		struct buf date = {0};
		day_format(&date, proposal->review);
		buf_format(&back, _("taken back to those we speak for, until %s"), buf_text(&date));
		build_field(building, _("Deferred"), buf_text(&back));
		buf_finish(&date);
	} else if (proposal->verdict == DECISION_DEFERRED) {
		build_field(building, _("Deferred"),
			_("taken back to those we speak for; no date "
			  "was set"));
	}
	build_field(building, _("The reason"), build_said(proposal->why));
	build_field(building, _("What happens next"), build_said(proposal->next));
	build_somebody(building, proposal->does, proposal->does_text, &does);
	build_somebody(building, proposal->answers, proposal->answers_text, &answers);
	/* of what was not adopted nobody has to take care */
	bool owned = proposal->verdict != DECISION_NOT_ADOPTED &&
		     model_rule(building->model, proposal->id) == NULL;
	if (owned || does.count > 0)
		build_field(building, _("Who does it"),
			does.count > 0 ? buf_text(&does) : _("nobody was named"));
	if (owned || answers.count > 0)
		build_field(building, _("Who answers for it"),
			answers.count > 0 ? buf_text(&answers) : _("nobody was named"));
	if (proposal->asked == NULL || proposal->asked[0] != '\0')
		build_field(building, _("Who is asked before"), build_said(proposal->asked));
	if (proposal->told == NULL || proposal->told[0] != '\0')
		build_field(building, _("Who is told"), build_said(proposal->told));
	if (proposal->verdict == DECISION_ADOPTED)
		date_field(building, _("Review"), proposal->review);
	buf_finish(&does);
	buf_finish(&answers);
	buf_finish(&back);
}

static void add_paid(struct building *building, const struct burden *burden, struct buf *out)
{
	switch (burden->paid) {
	case PAID_NOT_ASKED:
		buf_text_add(out, _("not asked"));
		break;
	case PAID_YES:
		if (burden->paid_by == NULL || burden->paid_by[0] != '\0')
			build_typed_person(building, burden->paid_by, out);
		else
			buf_text_add(out, _("paid"));
		break;
	case PAID_NOBODY:
		buf_text_add(out, _("nobody"));
		break;
	case PAID_NOT_KNOWN:
		buf_text_add(out, _("not yet known"));
		break;
	case PAIDS:
		break;
	}
}

static const char *consent_shown(const struct burden *burden)
{
	switch (burden->answer) {
	case ANSWER_NOT_ASKED:
		return _("not asked");
	case ANSWER_ACCEPTED:
		return _("consented");
	case ANSWER_DECLINED:
		return _("did not consent");
	case ANSWERS:
		break;
	}
	return "";
}

/* Where consent is missing, and what was said with it. */
static void say_bearers(struct building *building, const struct proposal *proposal)
{
	for (size_t i = 0; i < proposal->burdens.count; i++) {
		const struct burden *burden = &proposal->burdens.items[i];
		struct buf who = {0}, text = {0};
		build_typed_person(building, burden->who, &who);
		sentence_bearer(proposal, burden, buf_text(&who), &text);
		if (burden_matters(building->model, proposal, burden) || burden->said == NULL ||
			burden->said[0] != '\0')
			build_say(building, "%s", buf_text(&text));
		buf_finish(&who);
		buf_finish(&text);
	}
}

static void list_burdens(struct building *building, const struct proposal *proposal)
{
	if (proposal->burdens.count == 0) {
		document_fields(building->document);
		build_field(building, _("Who carries the work"), _("not asked"));
		return;
	}
	document_table(building->document, _("Who carries the work"));
	document_column(building->document, _("Who"), ALIGN_START);
	document_column(building->document, _("How much"), ALIGN_START);
	document_column(building->document, _("Paid by"), ALIGN_START);
	document_column(building->document, _("Their consent"), ALIGN_START);
	for (size_t i = 0; i < proposal->burdens.count; i++) {
		const struct burden *burden = &proposal->burdens.items[i];
		struct buf who = {0}, paid = {0};
		const char *much = build_said(burden->how_much);
		build_typed_person(building, burden->who, &who);
		add_paid(building, burden, &paid);
		document_row(building->document);
		document_cell(building->document, who.count > 0 ? buf_text(&who) : _("not asked"));
		document_cell(building->document, much[0] != '\0' ? much : _("not asked"));
		document_cell(building->document, buf_text(&paid));
		document_cell(building->document, consent_shown(burden));
		buf_finish(&who);
		buf_finish(&paid);
	}
	say_bearers(building, proposal);
}

/* Before one person decided: who was asked, and what they advised. */
static void list_advice(struct building *building, const struct proposal *proposal)
{
	for (size_t i = 0; i < proposal->advice.count; i++) {
		const struct advice *advice = &proposal->advice.items[i];
		struct buf who = {0}, text = {0};
		if (i == 0) {
			build_lead(building, _("Advice"));
			document_list(building->document, false);
		}
		build_typed_person(building, advice->who, &who);
		sentence_advice(advice, buf_text(&who), &text);
		document_item(building->document, 0);
		document_run(building->document, RUN_PLAIN, buf_text(&text));
		buf_finish(&who);
		buf_finish(&text);
	}
}

void build_reasons(struct building *building, const struct proposal *proposal)
{
	const struct model *model = building->model;
	bool any = false;

	for (size_t i = 0; i < model->polls.count; i++) {
		const struct poll *poll = &model->polls.items[i];
		if (poll->proposal != proposal->id || poll->state == POLL_IS_VOIDED)
			continue;
		for (size_t k = 0; k < poll->reasons.count; k++) {
			if (!any) {
				build_lead(building, _("Reasons against, and what would meet "
						       "them"));
				document_list(building->document, false);
			}
			any = true;
			document_item(building->document, 0);
			document_run(building->document, RUN_PLAIN,
				build_said(poll->reasons.items[k].text));
		}
	}
}

/* Objections, concerns and reservations, whose they are only where they wish it, and how each was
 * met. */
static void list_objections(struct building *building, const struct proposal *proposal)
{
	for (size_t i = 0; i < proposal->objections.count; i++) {
		const struct objection *objection = &proposal->objections.items[i];
		struct buf name = {0}, text = {0};
		if (i == 0) {
			build_lead(building, proposal_by_consensus(building->model, proposal)
						     ? _("Objections and reservations")
						     : _("Objections and concerns"));
			document_list(building->document, false);
		}
		if (objection->person != 0)
			sentence_person(building->model,
				model_person(building->model, objection->person), &name);
		sentence_objection(building->model, proposal, objection, buf_text(&name), &text);
		document_item(building->document, 0);
		document_run(building->document, RUN_PLAIN, buf_text(&text));
		buf_finish(&name);
		buf_finish(&text);
	}
}

/* What those say who did not go along with it, signed as they wish to appear. */
static void list_statements(struct building *building, const struct proposal *proposal)
{
	if (proposal->dissents.count > 0) {
		build_lead(building, _("Minority statements"));
		document_list(building->document, false);
	}
	for (size_t i = 0; i < proposal->dissents.count; i++) {
		const struct dissent *statement = &proposal->dissents.items[i];
		struct buf name = {0}, text = {0};
		if (statement->person != 0)
			sentence_person(building->model,
				model_person(building->model, statement->person), &name);
		sentence_dissent(statement, buf_text(&name), &text);
		document_item(building->document, 0);
		document_run(building->document, RUN_PLAIN, buf_text(&text));
		buf_finish(&name);
		buf_finish(&text);
	}
}

/* What it takes up again, what took its place, what its reviews found. */
static void chain_fields(struct building *building, const struct proposal *proposal)
{
	const struct model *model = building->model;
	const struct proposal *earlier = model_proposal(model, proposal->earlier);
	const struct proposal *later = model_proposal(model, proposal->replaced);
	struct buf text = {0};

	if (earlier != NULL) {
		if (model_carried(model, earlier->id))
			buf_format(
				&text, _("of an earlier meeting: %s"), build_said(earlier->text));
		else
			buf_format(&text, _("decision %1$d: %2$s"),
				build_decision_number(model, earlier), build_said(earlier->text));
		build_field(building, _("It takes up again"), buf_text(&text));
		for (size_t i = 0; i < earlier->dissents.count; i++)
			build_field(building, _("Said of that by a minority"),
				build_said(earlier->dissents.items[i].text));
		buf_clear(&text);
	}
	if (later != NULL) {
		buf_format(&text, _("decision %1$d: %2$s"), build_decision_number(model, later),
			build_said(later->text));
		build_field(building, _("Replaced by"), buf_text(&text));
	}
	for (size_t i = 0; i < proposal->reviews.count; i++)
		build_field(building, _("Reviewed, and it stands"),
			build_said(proposal->reviews.items[i].text));
	buf_finish(&text);
}

/* What stood before this correction, where it changed it. */
static void list_mended(
	struct building *building, const struct mended *before, const struct event *correction)
{
	struct buf review = {0};

	if (correction->body.part & MENDED_TEXT) {
		document_item(building->document, 1);
		build_run(building, RUN_PLAIN, _("Before, the wording was: “%s”"),
			build_said(before->text));
	}
	if ((int64_t)before->verdict != correction->body.verdict) {
		document_item(building->document, 1);
		build_run(building, RUN_PLAIN, _("Before, the outcome was written down as: %s"),
			build_verdict(before->verdict));
	}
	if (correction->body.part & MENDED_NEXT) {
		document_item(building->document, 1);
		if (before->next != NULL && before->next[0] == '\0')
			build_run(building, RUN_PLAIN, "%s",
				_("Before, what happens next was not said."));
		else
			build_run(building, RUN_PLAIN, _("Before, what happens next was: “%s”"),
				build_said(before->next));
	}
	if (before->review != (day)correction->body.date) {
		document_item(building->document, 1);
		day_format(&review, before->review);
		if (before->review == 0)
			build_run(building, RUN_PLAIN, "%s", _("Before, no review was set."));
		else
			build_run(building, RUN_PLAIN, _("Before, the review was on %s."),
				buf_text(&review));
	}
	buf_finish(&review);
}

/* The record was corrected: why, and what stood before. */
static void list_mendings(struct building *building, const struct proposal *proposal)
{
	const struct model *model = building->model;
	const struct mendings *mendings = &proposal->mendings;

	if (mendings->count > 0) {
		build_lead(building, _("Corrected after it was recorded"));
		document_list(building->document, false);
	}
	for (size_t i = 0; i < mendings->count; i++) {
		const struct mended *before = &mendings->items[i];
		const struct event *correction = model_event(model, before->id);
		struct buf date = {0};
		day_format(&date, day_of(correction->at, model->offset));
		document_item(building->document, 0);
		build_run(building, RUN_PLAIN, _("%1$s: %2$s"), buf_text(&date),
			build_said(before->why));
		list_mended(building, before, correction);
		buf_finish(&date);
	}
}

static void list_own_actions(struct building *building, const struct proposal *proposal)
{
	const struct model *model = building->model;
	bool any = false;

	for (size_t i = 0; i < model->actions.count; i++) {
		const struct action *action = &model->actions.items[i];
		if (action->withdrawn || action->source != proposal->id)
			continue;
		if (!any) {
			build_lead(building, _("Actions that follow from it"));
			document_list(building->document, false);
		}
		any = true;
		document_item(building->document, 0);
		document_run(building->document, RUN_PLAIN, build_said(action->what));
	}
}

static void build_decision(struct building *building, const struct proposal *proposal)
{
	int number = build_decision_number(building->model, proposal);
	struct buf name = {0}, title = {0}, reworded = {0}, sources = {0};

	buf_format(&name, "decision-%d", number);
	buf_format(&title, _("Decision %1$d: %2$s"), number, build_verdict(proposal->verdict));
	document_heading(building->document, 3, buf_text(&name), buf_text(&title));
	document_quote(building->document);
	build_proposed(building, proposal, proposal->text);
	sentence_reworded(proposal->rewordings, &reworded);
	if (reworded.count > 0)
		build_run(building, RUN_EMPHASIS, _(" (%s)"), buf_text(&reworded));
	document_fields(building->document);
	build_sources(building, proposal->id, &sources);
	build_field(building, _("It leads back to"), buf_text(&sources));
	rule_fields(building, proposal);
	care_fields(building, proposal);
	chain_fields(building, proposal);
	list_mendings(building, proposal);
	list_burdens(building, proposal);
	for (size_t i = 0; i < building->model->polls.count; i++) {
		const struct poll *poll = &building->model->polls.items[i];
		if (poll->proposal == proposal->id && poll->state != POLL_IS_VOIDED)
			build_recusals(building, poll);
	}
	list_advice(building, proposal);
	list_objections(building, proposal);
	build_reasons(building, proposal);
	list_statements(building, proposal);
	list_own_actions(building, proposal);
	buf_finish(&name);
	buf_finish(&title);
	buf_finish(&reworded);
	buf_finish(&sources);
}

void build_decisions(struct building *building)
{
	const struct model *model = building->model;
	bool any = false;

	document_heading(building->document, 2, "decisions", _("Decisions"));
	for (size_t i = 0; i < model->proposals.count; i++)
		if (decided(model, &model->proposals.items[i])) {
			build_decision(building, &model->proposals.items[i]);
			any = true;
		}
	if (!any)
		build_say(building, "%s", _("No decision was recorded."));
}
