/* Read back: decisions and what is undecided, actions and their answers, parked thoughts; names in
 * the minutes, the next meeting; then closed. */
#include "../console/state.h"

#include "roundtable/core/agreement.h"
#include "roundtable/core/unnamed.h"

static void close_yes(struct console *console, int64_t thing)
{
	struct command command = command_make(EVENT_SESSION_CLOSED);

	(void)thing;
	console_run(console, &command, _("Closed. m writes the minutes."));
}

static bool carried_only(const struct model *model, const struct proposal *proposal)
{
	const struct poll *poll = model_proposal_poll(model, proposal->id);

	return proposal->decision == 0 && poll != NULL && poll->state == POLL_IS_CLOSED &&
	       poll->result.outcome == OUTCOME_CARRIED && proposal_words_tested(proposal, poll);
}

/* What waits for a decision; by its words where the vote has carried it already. */
static void name_undecided(const struct model *model, struct buf *out)
{
	int undecided = 0;

	for (size_t i = 0; i < model->proposals.count; i++) {
		const struct proposal *proposal = &model->proposals.items[i];
		if (proposal->withdrawn || proposal->decision != 0 || proposal->amends != 0)
			continue;
		undecided++;
		if (carried_only(model, proposal))
			buf_format(out,
				_("Carried by the vote, but no decision was recorded: “%s” "),
				proposal->text != NULL ? proposal->text : _("(erased)"));
	}
	if (undecided > 0)
		buf_format(out, _("Proposals not decided: %d. "), undecided);
}

enum { CLOSE_ANYWAY = -1, ASK_NAMING = -2 };

/* What has not been asked yet is named before the last question. */
static void ask_close(struct console *console, size_t names)
{
	const struct model *model = console_model(console);
	int unnamed = 0, unanswered = 0;
	struct buf detail = {0};

	for (size_t i = 0; i < model->persons.count; i++)
		unnamed += !model->persons.items[i].withdrawn &&
			   model->persons.items[i].naming == NAMING_NOT_ASKED;
	for (size_t i = 0; i < model->actions.count; i++)
		unanswered += !model->actions.items[i].withdrawn &&
			      model->actions.items[i].state == ACTION_IS_OPEN &&
			      model->actions.items[i].accepted != ANSWER_ACCEPTED;
	if (model_last(model) != NULL && model->approved == 0)
		buf_text_add(&detail, _("The last minutes were not approved. "));
	name_undecided(model, &detail);
	if (unanswered > 0)
		buf_format(&detail, _("Actions nobody has accepted yet: %d. "), unanswered);
	if (unnamed > 0)
		buf_format(&detail,
			_("People not asked how they want to be named: %d; they appear by role. "),
			unnamed);
	if (names > 0)
		buf_format(&detail,
			_("Words of the minutes that name people who were not asked: %zu; Ctrl-L, "
			  "then c shows them. "),
			names);
	sentence_due(model, &detail); /* what earlier meetings left */
	if (detail.count > 0 && buf_text(&detail)[detail.count - 1] != ' ')
		buf_byte(&detail, ' ');
	buf_text_add(&detail, _("After closing only corrections can be added."));
	confirm_open(console, _("Close this workshop?"), buf_text(&detail), close_yes, 0);
	buf_finish(&detail);
}

static void place_picked(struct console *console, int64_t thing, int64_t unused)
{
	(void)unused;
	if (thing == CLOSE_ANYWAY)
		ask_close(console, 0);
	else if (thing == ASK_NAMING)
		form_open(console, FORM_NAMING, 0, 0);
	else if (thing == 0)
		form_open(console, FORM_MEETING, 0, 0);
	else
		thing_ask(console, thing);
}

static void say_place(const struct model *model, const struct unnamed_item *place, struct buf *out)
{
	const struct person *person = model_person(model, place->person);

	buf_clear(out);
	buf_format(out,
		place->owns ? _("%s sees to it, and appears as “a participant”") : _("names %s"),
		person != NULL && person->name != NULL ? person->name : _("(erased)"));
}

/* Before the minutes: whom they would name unasked, and what nobody would own there. The room does
 * not see it. */
static void close_or_ask(struct console *console)
{
	const struct model *model = console_model(console);
	struct unnamed unnamed = {0};
	struct buf detail = {0};

	model_unnamed(model, &unnamed);
	if (unnamed.count == 0 || console->same_picture) {
		ask_close(console, unnamed.count);
		array_finish(&unnamed);
		return;
	}
	bool named = false;
	for (size_t i = 0; i < unnamed.count; i++)
		named = named || !unnamed.items[i].owns;
	struct pick *pick = pick_open(console,
		named ? _("These words go into the minutes, and hold names of people who were not "
			  "asked how they want to be named. Enter says what can be done.")
		      : _("In the minutes nobody can tell who sees to this. Enter says what can be "
			  "done."),
		false, place_picked, 0);
	for (size_t i = 0; i < unnamed.count; i++) {
		const struct unnamed_item *place = &unnamed.items[i];
		say_place(model, place, &detail);
		pick_add(pick, place->thing, place->words != NULL ? place->words : _("(erased)"),
			buf_text(&detail));
	}
	pick_add(pick, ASK_NAMING, _("Ask how each wants to be named"), "");
	pick_add(pick, CLOSE_ANYWAY, _("Leave it so, and close the workshop"), _("asks first"));
	array_finish(&unnamed);
	buf_finish(&detail);
}

static bool act(struct console *console, enum action_id action, const struct audience_item *focused)
{
	if (console_model(console)->closed_at != 0) {
		if (action != ACTION_TAKE)
			return false;
		return console_act(console, ACTION_MINUTES);
	}
	switch ((int)action) {
	case ACTION_TAKE:
		if (focused != NULL && focused->kind == ITEM_ACTION)
			form_open(console, FORM_ACTION_ANSWER, focused->id, 0);
		else if (focused != NULL && focused->kind == ITEM_DECISION)
			form_open(console, FORM_CARE, focused->id, 0);
		else if (focused != NULL && focused->kind == ITEM_UNDECIDED)
			form_open(console, FORM_DECIDE, focused->id, 0);
		else
			console_say(console, false,
				_("c closes the workshop; a writes down an action."));
		return true;
	case ACTION_MINORITY:
		if (focused == NULL || focused->kind != ITEM_DECISION)
			return false;
		form_open(console, FORM_MINORITY, focused->id, 0);
		return true;
	case ACTION_NAMING:
		form_open(console, FORM_NAMING, 0, 0);
		return true;
	case ACTION_MEETING:
		form_open(console, FORM_MEETING, 0, 0);
		return true;
	case ACTION_CLOSE_SESSION:
		close_or_ask(console);
		return true;
	}
	return false;
}

static void more(struct console *console, struct page *page)
{
	const struct model *model = console_model(console);
	struct buf date = {0};

	if (model->next_date != 0 ||
		(model->next_meeting != NULL && model->next_meeting[0] != '\0')) {
		day_format(&date, model->next_date);
		page_addf(page, LINE_TEXT, _("Next meeting: %s %s"), buf_text(&date),
			model->next_meeting != NULL ? model->next_meeting : _("(erased)"));
	}
	if (model->closed_at != 0) {
		buf_clear(&date);
		day_format(&date, model->corrections_until);
		page_addf(page, LINE_TEXT, _("Draft minutes; corrections until %s."),
			buf_text(&date));
	}
	buf_finish(&date);
}

static const char *undecided_hint(struct console *console, int64_t id)
{
	const struct model *model = console_model(console);
	const struct proposal *proposal = model_proposal(model, id);

	return proposal != NULL && carried_only(model, proposal) ? _("record the decision")
								 : _("defer it");
}

static void hints(struct console *console, struct page *page)
{
	if (console_model(console)->closed_at != 0) {
		view_hint(console, page, ACTION_MINUTES, NULL);
		view_hint(console, page, ACTION_CORRECT, NULL);
		view_hint(console, page, ACTION_PREVIOUS, NULL);
		view_hint(console, page, ACTION_COPY, NULL);
		view_hint(console, page, ACTION_QUIT, NULL);
		return;
	}
	const struct audience_item *focused = console_focused(console);
	if (focused != NULL && focused->kind == ITEM_ACTION)
		view_hint(console, page, ACTION_TAKE, _("accepted?"));
	else if (focused != NULL && focused->kind == ITEM_DECISION)
		view_hint(console, page, ACTION_TAKE, _("who does it"));
	else if (focused != NULL && focused->kind == ITEM_UNDECIDED)
		view_hint(console, page, ACTION_TAKE, undecided_hint(console, focused->id));
	view_hint(console, page, ACTION_NAMING, NULL);
	view_hint(console, page, ACTION_CLOSE_SESSION, _("close"));
	if (focused != NULL && focused->kind == ITEM_DECISION)
		view_hint(console, page, ACTION_EDIT, _("correct it"));
	if (focused != NULL && focused->kind == ITEM_DECISION)
		view_hint(console, page, ACTION_MINORITY, NULL);
	view_hint(console, page, ACTION_HELP, NULL);
	view_hint(console, page, ACTION_ACTION, NULL);
	view_hint(console, page, ACTION_MEETING, NULL);
	view_hint(console, page, ACTION_MINUTES, NULL);
	if (focused != NULL)
		view_hint(console, page, ACTION_TRACE, NULL);
}

const struct activity_view close_view = {
	.mode = MODE_CLOSE, .holds = true, .act = act, .more = more, .hints = hints};
