/* The meeting before is read back: its minutes corrected and approved, what came of its actions,
 * what is due. */
#include "../console/state.h"

#include "roundtable/core/agreement.h"

static void approve_yes(struct console *console, int64_t thing)
{
	struct command command = command_make(EVENT_MINUTES_APPROVED);

	(void)thing;
	console_run(console, &command, _("Approved. It stands in the minutes of today."));
}

static void ask_approve(struct console *console)
{
	const struct model *model = console_model(console);
	size_t corrections = 0;
	struct buf detail = {0};

	for (size_t i = 0; i < model->last_corrections.count; i++)
		corrections += !model->last_corrections.items[i].withdrawn;
	if (corrections > 0)
		buf_format(&detail,
			ngettext("With %zu correction. Nobody has anything to add.",
				"With %zu corrections. Nobody has anything to add.", corrections),
			corrections);
	else
		buf_text_add(&detail, _("Nobody has anything to correct."));
	confirm_open(
		console, _("Are the last minutes approved?"), buf_text(&detail), approve_yes, 0);
	buf_finish(&detail);
}

/* A decision was taken that can be reviewed; what was put off waits for one. */
static bool stands(struct console *console, const struct audience_item *focused)
{
	const struct proposal *proposal =
		focused != NULL && focused->kind == ITEM_DECISION
			? model_proposal(console_model(console), focused->id)
			: NULL;

	return proposal != NULL && proposal->verdict != DECISION_DEFERRED;
}

static void review(struct console *console, const struct audience_item *focused)
{
	if (stands(console, focused))
		review_ask(console, focused->id);
	else
		again_open(console, focused->id); /* what was put off, or left undecided */
}

/* There are minutes of an earlier session, and they were not approved yet. */
static bool to_approve(const struct console *console)
{
	const struct model *model = console_model(console);

	return model_last(model) != NULL && model->approved == 0;
}

static bool take(struct console *console, const struct audience_item *focused)
{
	switch (focused != NULL ? (int)focused->kind : -1) {
	case ITEM_ACTION:
		form_open(console, FORM_ACTION_CAME, focused->id, 0);
		break;
	case ITEM_DECISION:
		review(console, focused);
		break;
	case ITEM_UNDECIDED:
		again_open(console, focused->id);
		break;
	case ITEM_PARKED:
		console_say(console, false, _("d takes it off when it has been dealt with."));
		break;
	default:
		if (to_approve(console))
			ask_approve(console);
		else if (focused != NULL && focused->kind == ITEM_MINUTES)
			console_act(console, ACTION_NEXT);
		else
			console_say(console, false, _("n goes on to the next stage."));
	}
	return true;
}

static bool act(struct console *console, enum action_id action, const struct audience_item *focused)
{
	const struct earlier *last = model_last(console_model(console));

	switch ((int)action) {
	case ACTION_TAKE:
		return take(console, focused);
	case ACTION_REVIEW:
		if (focused == NULL || focused->kind != ITEM_DECISION)
			return false;
		review(console, focused);
		return true;
	case ACTION_CORRECT:
		form_open(console, FORM_CORRECT, last != NULL ? last->id : 0, 0);
		return true;
	case ACTION_APPROVE:
		if (model_last(console_model(console)) == NULL)
			console_say(console, true, _(refusal_sentence(REFUSED_NO_LAST)));
		else
			ask_approve(console);
		return true;
	}
	return false;
}

static void hints(struct console *console, struct page *page)
{
	const struct audience_item *focused = console_focused(console);

	if (focused != NULL && focused->kind == ITEM_ACTION)
		view_hint(console, page, ACTION_TAKE, _("done?"));
	else if (stands(console, focused))
		view_hint(console, page, ACTION_TAKE, _("it stands, or again"));
	else if (focused != NULL &&
		 (focused->kind == ITEM_DECISION || focused->kind == ITEM_UNDECIDED))
		view_hint(console, page, ACTION_TAKE, _("take it up"));
	else if (focused != NULL && focused->kind == ITEM_MINUTES && !to_approve(console))
		view_hint(console, page, ACTION_TAKE, _("next stage"));
	if (to_approve(console))
		view_hint(console, page, ACTION_APPROVE, NULL);
	view_ways(console, page);
	if (model_last(console_model(console)) != NULL)
		view_hint(console, page, ACTION_CORRECT, NULL);
	if (focused != NULL && focused->kind == ITEM_PARKED)
		view_hint(console, page, ACTION_WITHDRAW, NULL);
	view_hint(console, page, ACTION_ACTION, NULL);
}

const struct activity_view last_view = {
	.mode = MODE_LAST, .holds = true, .act = act, .hints = hints};
