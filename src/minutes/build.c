/* The minutes as a whole: their order, their head, and what is said in short. */
#include "build.h"

#include "roundtable/base/i18n.h"
#include "roundtable/base/mem.h"
#include "roundtable/core/agreement.h"
#include "roundtable/core/places.h"
#include "roundtable/core/rounds.h"
#include "roundtable/core/sentence.h"

#include <string.h>

/* --- words --- */

const char *build_said(const char *words)
{
	return words != NULL ? words : _("(erased)");
}

void build_say(struct building *building, const char *format, ...)
{
	struct buf text = {0};
	va_list args;

	va_start(args, format);
	buf_vformat(&text, format, args);
	va_end(args);
	document_text(building->document, buf_text(&text));
	buf_finish(&text);
}

void build_run(struct building *building, enum run_style style, const char *format, ...)
{
	struct buf text = {0};
	va_list args;

	va_start(args, format);
	buf_vformat(&text, format, args);
	va_end(args);
	document_run(building->document, style, buf_text(&text));
	buf_finish(&text);
}

void build_lead(struct building *building, const char *text)
{
	document_paragraph(building->document);
	document_run(building->document, RUN_STRONG, text);
}

void build_field(struct building *building, const char *term, const char *value)
{
	if (value[0] == '\0')
		return;
	document_field(building->document, term);
	document_run(building->document, RUN_PLAIN, value);
}

void build_typed_person(struct building *building, const char *typed, struct buf *out)
{
	sentence_typed_person(building->model, typed, out);
}

void build_somebody(struct building *building, int64_t person, const char *typed, struct buf *out)
{
	if (person != 0)
		sentence_person(building->model, model_person(building->model, person), out);
	else
		build_typed_person(building, typed, out);
}

/* --- the head --- */

static void add_zone(struct buf *out, int offset)
{
	int ahead = offset < 0 ? -offset : offset;

	buf_format(out, "UTC%c%02d:%02d", offset < 0 ? '-' : '+', ahead / 60, ahead % 60);
}

static void head_fields(struct building *building)
{
	const struct model *model = building->model;
	struct buf date = {0}, from = {0}, to = {0}, zone = {0}, text = {0};

	document_fields(building->document);
	day_format(&date, day_of(model->started_at, model->offset));
	if (day_of(model->started_at, model->offset) != day_of(building->until, model->offset)) {
		day_format(&to, day_of(building->until, model->offset));
		buf_byte(&to, ' ');
	}
	build_field(building, _("Date"), buf_text(&date));
	moment_format_time(&from, model->started_at, model->offset);
	moment_format_time(&to, building->until, model->offset);
	add_zone(&zone, model->offset);
	buf_format(
		&text, _("%1$s to %2$s (%3$s)"), buf_text(&from), buf_text(&to), buf_text(&zone));
	build_field(building, _("Time"), buf_text(&text));
	buf_clear(&text);
	sentence_duration(building->until - model->started_at, &text);
	build_field(building, _("Length"), buf_text(&text));
	buf_finish(&date);
	buf_finish(&from);
	buf_finish(&to);
	buf_finish(&zone);
	buf_finish(&text);
}

static void head_notice(struct building *building)
{
	const struct model *model = building->model;
	struct buf when = {0};

	document_notice(building->document);
	if (model->closed_at != 0 && model->corrections_until != 0) {
		day_format(&when, model->corrections_until);
		build_run(building, RUN_PLAIN, _("Draft, corrections until %s."), buf_text(&when));
	} else if (model->closed_at != 0) {
		build_run(building, RUN_PLAIN, "%s", _("Draft."));
	} else {
		moment_format_time(&when, building->until, model->offset);
		build_run(building, RUN_PLAIN,
			_("Draft. The session is not closed yet; this is how it stood at %s."),
			buf_text(&when));
	}
	buf_finish(&when);
}

static void build_head(struct building *building)
{
	const struct model *model = building->model;

	document_name(building->document, model->plan->title, model->language);
	if (model->rehearsal)
		document_every_page(building->document, _("Rehearsal: simulated people"));
	document_heading(building->document, 1, "minutes", model->plan->title);
	head_fields(building);
	head_notice(building);
	/* the first paragraph says what it was for; the rest is for whoever prepares it */
	const char *purpose = model->plan->purpose, *end = strstr(purpose, "\n\n");
	char *first =
		mem_copy_bytes(purpose, end != NULL ? (size_t)(end - purpose) : strlen(purpose));
	document_text(building->document, first);
	array_free(first);
}

/* --- in short --- */

static void short_decisions(struct building *building)
{
	const struct model *model = building->model;
	size_t count = 0;

	document_heading(building->document, 3, "short-decisions", _("Decisions"));
	for (size_t i = 0; i < model->proposals.count; i++)
		count += build_decision_number(model, &model->proposals.items[i]) != 0;
	if (count == 0) {
		build_say(building, "%s", _("No decision was recorded."));
		return;
	}
	document_list(building->document, true);
	for (size_t i = 0; i < model->proposals.count; i++) {
		const struct proposal *proposal = &model->proposals.items[i];
		if (build_decision_number(model, proposal) == 0)
			continue;
		document_item(building->document, 0);
		build_verdict_of(building, proposal);
		if (proposal->mendings.count > 0)
			build_run(building, RUN_EMPHASIS, "%s", _(" (corrected)"));
	}
}

/* What nothing is decided on: still undecided, or taken back until a day. */
static bool is_open(const struct model *model, const struct proposal *proposal)
{
	bool deferred = build_decision_number(model, proposal) != 0 &&
			proposal->verdict == DECISION_DEFERRED &&
			!proposal_taken_up(model, proposal);

	return !proposal->withdrawn && proposal->amends == 0 &&
	       (deferred || (proposal->decision == 0 && !model_carried(model, proposal->id)));
}

static void short_open(struct building *building)
{
	const struct model *model = building->model;
	bool any = false;

	for (size_t i = 0; i < model->proposals.count; i++) {
		const struct proposal *proposal = &model->proposals.items[i];
		struct buf date = {0};
		if (!is_open(model, proposal))
			continue;
		if (!any) {
			document_heading(
				building->document, 3, "short-open", _("What is still open"));
			document_list(building->document, false);
		}
		any = true;
		document_item(building->document, 0);
		build_proposed(building, proposal, proposal->text);
		day_format(&date, proposal->review);
		if (proposal->decision == 0)
			build_run(building, RUN_EMPHASIS, _(" (%s)"),
				proposal_undecided(model, proposal));
		else if (proposal->review != 0)
			build_run(building, RUN_EMPHASIS,
				_(" (taken back to those we speak for, until %s)"),
				buf_text(&date));
		else
			build_run(building, RUN_EMPHASIS, "%s",
				_(" (taken back to those we speak for; no date was set)"));
		buf_finish(&date);
	}
}

void build_entry(struct building *building, const char *title)
{
	size_t length = strlen(title);
	bool ends = length > 0 && strchr("?!.:", title[length - 1]) != NULL;

	document_item(building->document, 0);
	if (ends)
		build_run(building, RUN_STRONG, "%s", title);
	else
		build_run(building, RUN_STRONG, _("%s:"), title);
}

/* The last vote of a stage, once it is counted; votes on proposals stand with their decisions. */
static const struct poll *short_vote(const struct model *model, size_t stage)
{
	const struct poll *poll = model->plan->stages.items[stage].activity == ACTIVITY_VOTE
					  ? model_stage_poll(model, (int)stage)
					  : NULL;

	return poll != NULL && poll->state == POLL_IS_CLOSED ? poll : NULL;
}

/* Where the first so many were what was decided: these, each with its place. */
static void short_forward(struct building *building, const struct poll *poll)
{
	struct buf text = {0};
	bool level;
	size_t sure = places_forward(building->model, poll, &level);

	sentence_forward(building->model, poll, &text);
	if (text.count > 0)
		build_run(building, RUN_PLAIN, " %s", buf_text(&text));
	for (size_t i = 0; i < sure; i++) {
		struct buf name = {0};
		sentence_option(building->model, poll, poll->result.order[i], &name);
		document_item(building->document, 1);
		build_run(building, RUN_PLAIN, _("%1$lld. %2$s"),
			poll_place(poll, poll->result.order[i]), buf_text(&name));
		buf_finish(&name);
	}
	buf_finish(&text);
}

static void short_votes(struct building *building)
{
	const struct model *model = building->model;
	size_t count = 0;

	for (size_t i = 0; i < model->plan->stages.count; i++) {
		const struct poll *poll = short_vote(model, i);
		struct buf text = {0};
		if (poll == NULL)
			continue;
		if (count++ == 0) {
			document_heading(building->document, 3, "short-votes", _("Votes"));
			document_list(building->document, false);
		}
		build_entry(building, model->plan->stages.items[i].title);
		sentence_result(model, poll, &text);
		sentence_by_part(model, poll, &text);
		build_run(building, RUN_PLAIN, " %s", buf_text(&text));
		buf_finish(&text);
		short_forward(building, poll);
	}
}

static void short_action(struct building *building, const struct action *action)
{
	struct buf who = {0}, due = {0};

	document_item(building->document, 0);
	build_run(building, RUN_PLAIN, "%s", build_said(action->what));
	build_doer(building, action, &who);
	if (action->due != 0)
		day_format(&due, action->due);
	if (who.count > 0 && due.count > 0)
		build_run(building, RUN_EMPHASIS, _(" (%1$s, by %2$s)"), buf_text(&who),
			buf_text(&due));
	else if (who.count > 0)
		build_run(building, RUN_EMPHASIS, _(" (%s)"), buf_text(&who));
	else if (due.count > 0)
		build_run(building, RUN_EMPHASIS, _(" (nobody yet, by %s)"), buf_text(&due));
	else
		build_run(building, RUN_EMPHASIS, "%s", _(" (nobody yet)"));
	buf_finish(&who);
	buf_finish(&due);
}

/* What nobody owns is read out, and stands here. */
static void short_unowned(struct building *building)
{
	const struct model *model = building->model;
	int64_t actions = 0, unowned = 0;
	struct buf text = {0};

	for (size_t i = 0; i < model->actions.count; i++) {
		const struct action *action = &model->actions.items[i];
		struct buf who = {0};
		bool open = build_takes_action(model, action) && action->state == ACTION_IS_OPEN;
		build_doer(building, action, &who);
		actions += open;
		unowned += open && who.count == 0;
		buf_finish(&who);
	}
	sentence_unowned(unowned, actions, &text);
	if (text.count > 0)
		build_say(building, "%s", buf_text(&text));
	buf_finish(&text);
}

static void short_actions(struct building *building)
{
	const struct model *model = building->model;
	size_t count = 0;

	document_heading(building->document, 3, "short-actions", _("Actions"));
	for (size_t i = 0; i < model->actions.count; i++)
		count += build_takes_action(model, &model->actions.items[i]);
	if (count == 0) {
		build_say(building, "%s", _("No action was agreed."));
		return;
	}
	document_list(building->document, false);
	for (size_t i = 0; i < model->actions.count; i++)
		if (build_takes_action(model, &model->actions.items[i]))
			short_action(building, &model->actions.items[i]);
	short_unowned(building);
}

static void short_next(struct building *building)
{
	const struct model *model = building->model;
	struct buf date = {0};

	document_heading(building->document, 3, "next-meeting", _("Next meeting"));
	if (model->next_date != 0)
		day_format(&date, model->next_date);
	if (date.count > 0 && (model->next_meeting == NULL || model->next_meeting[0] != '\0'))
		build_say(building, _("%1$s, %2$s"), buf_text(&date),
			build_said(model->next_meeting));
	else if (date.count > 0)
		build_say(building, "%s", buf_text(&date));
	else if (model->next_meeting == NULL || model->next_meeting[0] != '\0')
		build_say(building, "%s", build_said(model->next_meeting));
	else
		build_say(building, "%s", _("No next meeting was agreed."));
	buf_finish(&date);
}

static void build_short(struct building *building)
{
	document_heading(building->document, 2, "in-short", _("In short"));
	short_decisions(building);
	short_votes(building);
	build_stood_out(building);
	short_open(building);
	short_actions(building);
	short_next(building);
}

/* --- the whole --- */

static moment gone_so_far(const struct model *model)
{
	if (model->closed_at != 0)
		return model->closed_at;
	return model->events.count > 0 ? model->events.items[model->events.count - 1].at
				       : model->started_at;
}

void minutes_build(
	const struct model *model, const struct minutes_facts *facts, struct document *document)
{
	struct building building = {
		.model = model, .facts = facts, .document = document, .until = gone_so_far(model)};

	if (model->plan == NULL)
		return;
	build_head(&building);
	build_short(&building);
	build_people(&building);
	build_rules(&building);
	build_stages(&building);
	build_decisions(&building);
	build_actions(&building);
	build_glossary(&building);
	build_parked(&building);
	build_balance(&building);
	build_notes(&building);
	build_off_record(&building);
	build_closing(&building);
	build_corrections(&building);
	build_voided(&building);
	build_footer(&building);
	document_end(document);
}
