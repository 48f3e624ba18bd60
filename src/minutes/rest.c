/*
 * What follows the stages and decisions: actions, the glossary, parked thoughts, notes, off the
 * record, close, corrections, footer.
 */
#include "build.h"

#include "roundtable/base/i18n.h"
#include "roundtable/core/sentence.h"

#include <string.h>

/* --- actions --- */

static const char *accepted_word(enum answer answer)
{
	switch (answer) {
	case ANSWER_NOT_ASKED:
		return _("not asked");
	case ANSWER_ACCEPTED:
		return _("yes");
	case ANSWER_DECLINED:
		return _("declined");
	case ANSWERS:
		break;
	}
	return "";
}

/* Whoever declined is told of beside the answer, and not as who does it. What nobody is named for
 * nobody has accepted. */
static void answer_cell(struct building *building, const struct action *action)
{
	struct buf who = {0}, text = {0};
	bool declined = action->accepted == ANSWER_DECLINED;

	build_somebody(building, action->person, action->who, &who);
	if (declined && who.count > 0)
		buf_format(&text, _("declined by %s"), buf_text(&who));
	else
		buf_text_add(&text, accepted_word(declined || who.count > 0 ? action->accepted
									    : ANSWER_NOT_ASKED));
	document_cell(building->document, buf_text(&text));
	buf_finish(&who);
	buf_finish(&text);
}

static const char *paid_word(enum paid paid)
{
	switch (paid) {
	case PAID_NOT_ASKED:
		return _("not asked");
	case PAID_YES:
		return _("paid");
	case PAID_NOBODY:
		return _("nobody pays");
	case PAID_NOT_KNOWN:
		return _("not yet known");
	case PAIDS:
		break;
	}
	return "";
}

void build_doer(struct building *building, const struct action *action, struct buf *out)
{
	if (action->accepted != ANSWER_DECLINED)
		build_somebody(building, action->person, action->who, out);
}

bool build_takes_action(const struct model *model, const struct action *action)
{
	return !action->withdrawn &&
	       (action->state == ACTION_IS_OPEN || !model_carried(model, action->id));
}

static void action_row(struct building *building, const struct action *action)
{
	struct buf who = {0}, due = {0};

	build_doer(building, action, &who);
	if (action->due != 0)
		day_format(&due, action->due);
	document_row(building->document);
	document_cell(building->document, build_said(action->what));
	document_cell(building->document, who.count > 0 ? buf_text(&who) : _("nobody yet"));
	document_cell(building->document, action->due != 0 ? buf_text(&due) : _("no date"));
	answer_cell(building, action);
	document_cell(building->document, paid_word(action->paid));
	buf_finish(&who);
	buf_finish(&due);
}

void build_actions(struct building *building)
{
	const struct model *model = building->model;
	bool any = false;

	document_heading(building->document, 2, "actions", _("Actions"));
	document_table(building->document, _("Who does what by when"));
	document_column(building->document, _("What"), ALIGN_START);
	document_column(building->document, _("Who"), ALIGN_START);
	document_column(building->document, _("By when"), ALIGN_START);
	document_column(building->document, _("Accepted"), ALIGN_START);
	document_column(building->document, _("Paid"), ALIGN_START);
	for (size_t i = 0; i < model->actions.count; i++)
		if (build_takes_action(model, &model->actions.items[i])) {
			action_row(building, &model->actions.items[i]);
			any = true;
		}
	if (!any)
		build_say(building, "%s", _("No action was agreed."));
	build_action_sources(building);
}

/* --- remarks --- */

static bool stands(const struct model *model, const struct remark *remark, bool without_stage)
{
	return !remark->withdrawn && (!without_stage || model_stage(model, remark->stage) == NULL);
}

/* A section for remarks; nothing when there are none. */
static void build_remarks(struct building *building, const struct remarks *remarks,
	const char *name, const char *title, bool without_stage)
{
	const struct model *model = building->model;
	bool any = false;

	for (size_t i = 0; i < remarks->count; i++) {
		const struct remark *remark = &remarks->items[i];
		if (!stands(model, remark, without_stage))
			continue;
		if (!any) {
			document_heading(building->document, 2, name, title);
			document_list(building->document, false);
		}
		any = true;
		document_item(building->document, 0);
		document_run(building->document, RUN_PLAIN, build_said(remark->text));
		if (model_stage(model, remark->stage) != NULL)
			build_run(building, RUN_EMPHASIS, _(" (stage %d)"), remark->stage + 1);
	}
}

void build_parked(struct building *building)
{
	build_remarks(building, &building->model->parked, "parking-lot", _("Parking lot"), false);
}

void build_glossary(struct building *building)
{
	const struct glossary *glossary = &building->model->glossary;
	bool any = false;

	for (size_t i = 0; i < glossary->count; i++) {
		const struct term *term = &glossary->items[i];
		if (term->withdrawn)
			continue;
		if (!any) {
			document_heading(building->document, 2, "glossary",
				_("Words as this group uses them"));
			document_list(building->document, false);
		}
		any = true;
		document_item(building->document, 0);
		document_run(building->document, RUN_STRONG, build_said(term->word));
		bool explained = term->meaning == NULL || term->meaning[0] != '\0';
		build_run(building, RUN_PLAIN, _(": %s"),
			explained ? build_said(term->meaning)
				  : _("somebody stopped on it; no meaning was agreed"));
	}
}

void build_notes(struct building *building)
{
	/* those of a stage stand with the stage */
	build_remarks(building, &building->model->notes, "notes", _("Notes"), true);
}

void build_corrections(struct building *building)
{
	const struct model *model = building->model;
	bool any = false;

	for (size_t i = 0; i < model->corrections.count; i++) {
		const struct remark *correction = &model->corrections.items[i];
		struct buf date = {0};
		if (correction->withdrawn)
			continue;
		if (!any) {
			document_heading(building->document, 2, "corrections", _("Corrections"));
			document_list(building->document, false);
		}
		any = true;
		day_format(&date, day_of(correction->at, model->offset));
		document_item(building->document, 0);
		build_run(building, RUN_PLAIN, _("%1$s: %2$s"), buf_text(&date),
			build_said(correction->text));
		buf_finish(&date);
	}
}

/* --- time --- */

static int64_t spans_length(const struct spans *spans, moment until)
{
	int64_t length = 0;

	for (size_t i = 0; i < spans->count; i++) {
		moment to = spans->items[i].to != 0 ? spans->items[i].to : until;
		length += to > spans->items[i].from ? to - spans->items[i].from : 0;
	}
	return length;
}

void build_off_record(struct building *building)
{
	const struct spans *spans = &building->model->off_records;
	struct buf length = {0};

	if (spans->count == 0)
		return;
	sentence_duration(spans_length(spans, building->until), &length);
	document_heading(building->document, 2, "off-record", _("Off the record"));
	if (spans->count == 1)
		build_say(building,
			_("The room went off the record once, for %s. Nothing of it "
			  "was written down."),
			buf_text(&length));
	else
		build_say(building,
			ngettext("The room went off the record %1$zu time, for %2$s in "
				 "all. Nothing of it was written down.",
				"The room went off the record %1$zu times, for %2$s in all. "
				"Nothing of it "
				"was written down.",
				spans->count),
			spans->count, buf_text(&length));
	buf_finish(&length);
}

void build_closing(struct building *building)
{
	const struct model *model = building->model;
	struct buf date = {0}, time = {0}, pause = {0};

	document_heading(building->document, 2, "close", _("Close"));
	if (model->closed_at != 0) {
		day_format(&date, day_of(model->closed_at, model->offset));
		moment_format_time(&time, model->closed_at, model->offset);
		build_say(building, _("The session was closed on %1$s at %2$s."), buf_text(&date),
			buf_text(&time));
	} else {
		build_say(building, "%s", _("The session has not been closed."));
	}
	if (model->pauses.count > 0) {
		sentence_duration(spans_length(&model->pauses, building->until), &pause);
		build_say(building, _("The clock was paused for %s in all."), buf_text(&pause));
	}
	buf_finish(&date);
	buf_finish(&time);
	buf_finish(&pause);
}

/* --- footer --- */

/* A file name as a shell takes it. */
static void add_file_name(const char *name, struct buf *out)
{
	static const char plain[] =
		"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789._-/";

	if (name[0] == '-')
		buf_text_add(out, "./");
	if (name[0] != '\0' && name[strspn(name, plain)] == '\0') {
		buf_text_add(out, name);
		return;
	}
	buf_byte(out, '\'');
	for (; *name != '\0'; name++) {
		if (*name == '\'')
			buf_text_add(out, "'\\''");
		else
			buf_byte(out, *name);
	}
	buf_byte(out, '\'');
}

void build_footer(struct building *building)
{
	const char *head = building->facts->head;
	struct buf file = {0}, text = {0};

	if (building->model->plan->sources != NULL) {
		buf_format(&text, _("The programme of this session draws on: %s"),
			building->model->plan->sources);
		document_footer(building->document, buf_text(&text));
		buf_clear(&text);
	}
	add_file_name(
		building->facts->file_name != NULL ? building->facts->file_name : "FILE", &file);
	if (head != NULL && head[0] != '\0') {
		buf_format(&text,
			_("The log of this session ended with the mark %s when these "
			  "minutes were written."),
			head);
		document_footer(building->document, buf_text(&text));
		buf_clear(&text);
	}
	buf_format(&text,
		_("Whoever has the session file can check that nothing in it was changed "
		  "afterwards: roundtable verify %s"),
		buf_text(&file));
	document_footer(building->document, buf_text(&text));
	buf_finish(&file);
	buf_finish(&text);
}
