/* The actions that work in every stage. */
#include "state.h"

#include "roundtable/core/sentence.h"
#include "roundtable/core/trace.h"
#include "roundtable/ui/glyph.h"

static bool anybody_here(const struct model *model)
{
	for (size_t i = 0; i < model->persons.count; i++)
		if (person_here(&model->persons.items[i]))
			return true;
	return model->persons.count == 0;
}

/* What the stage that is left has forgotten, NULL: nothing. */
static const char *forgotten(const struct model *model, int left, int entered)
{
	const struct stage *plan = model_stage(model, left);
	const struct poll *poll = model_stage_poll(model, left);
	const struct proposal *proposal = model_stage_proposal(model, left);

	if (poll != NULL && poll->state == POLL_OPEN && !stage_setting(plan, SETTING_STAYS_OPEN))
		return _("The vote of the stage before is still open: F12 goes to it.");
	if (plan != NULL && plan->activity == ACTIVITY_PEOPLE && !anybody_here(model))
		return _("Nobody is marked as here. F7 goes back; Tab, then Enter on each name.");
	if (proposal != NULL && proposal->decision == 0 && entered > left)
		return _("The proposal of the stage before is not decided yet: it stays open. F7 "
			 "goes "
			 "back.");
	return NULL;
}

void console_go(struct console *console, int stage)
{
	const struct model *model = console_model(console);
	struct command command = command_make(EVENT_STAGE_ENTERED);

	if (console->config.read_only != NULL || model->closed_at != 0) {
		console->looking = stage != model->stage ? stage : -1;
		return;
	}
	const char *warning = forgotten(model, model->stage, stage);
	command.body.stage = stage;
	if (console_run(console, &command, NULL) && warning != NULL)
		console_say(console, true, warning);
}

/* Within a stage that goes in steps the next one, or the one before, comes first. */
static bool to_phase(struct console *console, int by)
{
	const struct model *model = console_model(console);
	const struct audience_phase *phase = &console->audience.phase;
	struct command command = command_make(EVENT_PHASE_BEGUN);
	int number = phase->number - 1 + by;

	if (number < 0 || number >= phase->of || console->config.read_only != NULL)
		return false;
	command.body.stage = model->stage;
	command.body.number = number;
	console_run(console, &command, NULL);
	return true;
}

/* The next stage that is not skipped. */
static void go_next(struct console *console)
{
	const struct model *model = console_model(console);
	int stage = console_at(console) + 1;

	if (to_phase(console, 1))
		return;
	while (stage < (int)model->stages.count && model->stages.items[stage].skipped)
		stage++;
	if (stage < (int)model->stages.count)
		console_go(console, stage);
	else
		console_say(console, false,
			model->closed_at == 0 && stage_reads_this(console_stage(console))
				? _("This is the last stage. c closes the workshop.")
				: _("This is the last stage."));
}

static void go_previous(struct console *console)
{
	const struct model *model = console_model(console);
	int stage = console_at(console) - 1;

	if (to_phase(console, -1))
		return;
	while (stage >= 0 && model->stages.items[stage].skipped)
		stage--;
	if (stage < 0)
		console_say(console, false, _("This is the first stage."));
	else
		console_go(console, stage);
}

static void toggle(struct console *console, enum event_kind kind, bool on, const char *done)
{
	struct command command = command_make(kind);

	command.body.yes = on;
	console_run(console, &command, done);
}

static bool on_thing(struct console *console, enum action_id action)
{
	const struct audience_item *item = console_focused(console);

	if (item == NULL || item->id <= 0 || console_typing(console)) {
		console_say(
			console, true, _("Choose a line in the list first: Tab, then the arrows."));
		return true;
	}
	if (action == ACTION_EDIT)
		thing_reword(console, item->id);
	else if (action == ACTION_WITHDRAW)
		thing_withdraw(console, item->id, item->text);
	else
		thing_erase(console, item->id, item->text);
	return true;
}

static void leave(struct console *console, int64_t thing)
{
	(void)thing;
	console->leaving = true;
}

static void quit(struct console *console)
{
	struct buf detail = {0};

	buf_format(&detail, _("Everything is kept in %s. To go on: roundtable open %s"),
		console->config.file, console->config.file);
	confirm_open(console, _("Leave this workshop now?"), buf_text(&detail), leave, 0);
	buf_finish(&detail);
}

static void change_colours(struct console *console)
{
	console->colours = (enum colour_set)((console->colours + 1) % COLOUR_SETS);
	console_sayf(console, false, _("Colours: %s"), colours(console->colours)->name);
}

static void toggle_mouse(struct console *console)
{
	if (console->config.lines) {
		console_say(console, true, _("This terminal has no mouse."));
		return;
	}
	console->mouse = !console->mouse;
	console_say(console, false, mouse_sentence(console->mouse));
}

static void open_vote(struct console *console)
{
	const struct poll *poll = poll_behind(console);

	if (poll != NULL)
		poll_hub_open(console, poll->id);
	else
		console_say(
			console, false, _("No vote is open. In a vote stage, Enter opens one."));
}

static void wall_is_off(struct console *console, int64_t thing)
{
	(void)thing;
	console->same_picture = false;
	console_say(console, false,
		_("Nobody sees this screen now: private things may open. Ctrl-L when the wall is "
		  "on again."));
}

/* Elsewhere Ctrl-L only draws the screen anew: whoever presses it for that has said nothing yet. */
static void wall_off(struct console *console)
{
	if (console->same_picture) {
		confirm_open(console, _("Is the projector off, so that only you see this screen?"),
			_("Private things may open then."), wall_is_off, 0);
		return;
	}
	console->same_picture = console->uncovered = true;
	console_say(console, false, _("The room sees this screen: private things stay closed."));
}

/* What opens only when nobody looks on. */
static bool private_now(struct console *console)
{
	if (console->same_picture)
		console_say(console, true,
			_("The room sees this screen. Switch the projector off, then press "
			  "Ctrl-L."));
	return !console->same_picture;
}

static void help(struct console *console)
{
	commands_open(console, _("What the keys do here. Type to find; Enter does it."), false);
}

static void palette(struct console *console)
{
	commands_open(console, _("Which command?"), false);
}

static void search(struct console *console)
{
	if (private_now(console))
		search_open(console);
}

static void notes(struct console *console)
{
	if (private_now(console))
		notes_open(console);
}

static void blank(struct console *console)
{
	console->blank = !console->blank;
	if (console->config.separate_wall)
		console_say(console, false,
			console->blank ? _("The wall is blank.")
				       : _("The wall shows the room's "
					   "picture again."));
}

/* What the last step did, with what was said in it: for whoever alone sees this screen. */
static void undone_words(const struct console *console, struct buf *out)
{
	enum { SHOWN = 40 }; /* columns: enough to know it by */
	const struct model *model = console_model(console);
	bool final;
	const struct event *event = model_event(model, model_undoable(model, &final));
	struct buf said = {0};

	if (event == NULL || console->same_picture) {
		buf_text_add(out, _("Last entry taken back. Ctrl-R brings it back."));
		return;
	}
	const struct stage *plan = event->kind == EVENT_STAGE_ENTERED
					   ? model_stage(model, (int)event->body.stage)
					   : NULL;
	const char *words = plan != NULL ? plan->title : event_word(event, 0);
	glyph_shorten(&said, words != NULL ? words : _("(erased)"), SHOWN);
	if (said.count > 0)
		buf_format(out, _("Taken back: %1$s “%2$s”. Ctrl-R brings it back."),
			sentence_happened(model, event), buf_text(&said));
	else
		buf_format(out, _("Taken back: %s. Ctrl-R brings it back."),
			sentence_happened(model, event));
	buf_finish(&said);
}

static void undo(struct console *console)
{
	struct command command = command_make(EVENT_STEP_UNDONE);
	struct buf done = {0};

	undone_words(console, &done);
	console_run(console, &command, buf_text(&done));
	buf_finish(&done);
}

static void redo(struct console *console)
{
	struct command command = command_make(EVENT_STEP_REDONE);

	console_run(console, &command, _("Brought back."));
}

static void extend(struct console *console)
{
	struct command command = command_make(EVENT_STAGE_EXTENDED);

	command.body.stage = console_model(console)->stage;
	command.body.number = 5;
	console_run(console, &command, _("5 minutes more."));
}

static void pause_clock(struct console *console)
{
	toggle(console, EVENT_PAUSED, !console_model(console)->paused, NULL);
}

static void off_record(struct console *console)
{
	toggle(console, EVENT_OFF_RECORD, !console_model(console)->off_record, NULL);
}

/* What an action does, where it does the same in every stage. */
static void (*const doers[ACTIONS_COUNT])(struct console *console) = {
	[ACTION_NEXT] = go_next,
	[ACTION_PREVIOUS] = go_previous,
	[ACTION_STAGES] = stages_open,
	[ACTION_HELP] = help,
	[ACTION_PALETTE] = palette,
	[ACTION_SEARCH] = search,
	[ACTION_NOTES] = notes,
	[ACTION_FURTHER] = further_open,
	[ACTION_TRACE] = trace_focused,
	[ACTION_WORD] = glossary_open,
	[ACTION_BLANK] = blank,
	[ACTION_DEVICES] = devices_open,
	[ACTION_SPEAKING] = speaking_open,
	[ACTION_SMALL_GROUPS] = mixing_ask,
	[ACTION_WALL] = wall_open,
	[ACTION_FREEZE] = wall_freeze,
	[ACTION_WALL_OFF] = wall_off,
	[ACTION_UNDO] = undo,
	[ACTION_REDO] = redo,
	[ACTION_EXTEND] = extend,
	[ACTION_PAUSE] = pause_clock,
	[ACTION_OFF_RECORD] = off_record,
	[ACTION_COLOURS] = change_colours,
	[ACTION_MOUSE] = toggle_mouse,
	[ACTION_VOTE] = open_vote,
	[ACTION_OPEN_VOTE] = open_vote,
	[ACTION_QUIT] = quit,
};

struct opener {
	enum action_id action;
	enum form_id form;
};

/* Actions that open a form about nothing in particular. */
static const struct opener openers[] = {{ACTION_NOTE, FORM_NOTE}, {ACTION_ACTION, FORM_ACTION},
	{ACTION_PARK, FORM_PARK}, {ACTION_PERSON, FORM_PERSON_NEW}, {ACTION_MINUTES, FORM_MINUTES},
	{ACTION_PRINT_SLIPS, FORM_SLIPS}, {ACTION_COPY, FORM_COPY}, {ACTION_VOICE, FORM_VOICE},
	{ACTION_CORRECT, FORM_CORRECT}};

/* Whether the list holds a line that can be meant. */
static bool holds_lines(const struct console *console)
{
	const struct audience_items *items = &console->audience.items;
	bool held = false;

	for (size_t i = 0; i < items->count && !console_view(console)->read; i++)
		held |= items->items[i].id > 0;
	return held;
}

/* Whether what the stage shows is a table: rows of several columns, or a matrix. */
static bool shows_table(const struct console *console)
{
	const struct audience *audience = &console->audience;

	return audience->grid.heads.count > 0 || console_view(console) == &matrix_view ||
	       (audience->items.count > 0 && item_in_table(&audience->items.items[0]));
}

static bool comes_from_somewhere(const struct console *console)
{
	const struct audience_items *items = &console->audience.items;
	bool comes = false;

	for (size_t i = 0; i < items->count; i++)
		comes |= trace_shown(console_model(console), items->items[i].id);
	return comes;
}

bool console_acts(const struct console *console, enum action_id action)
{
	const struct stage *plan = console_stage(console);
	const struct activity_view *view = console_view(console);
	bool closed = console_model(console)->closed_at != 0;

	switch ((int)action) {
	case ACTION_EDIT:
	case ACTION_WITHDRAW:
	case ACTION_ERASE:
	case ACTION_MERGE:
	case ACTION_SPLIT:
	case ACTION_LEAVE_OUT:
	case ACTION_ALIKE:
		return holds_lines(console);
	case ACTION_GAPS:
		return (view == &collect_view || view == &matrix_view) && shows_table(console);
	case ACTION_SIFT:
		return (view == &collect_view || closed) && shows_table(console);
	case ACTION_REVEAL:
		return view == &brief_view
			       ? console->audience.done < console->audience.of
			       : model_cards_hidden(console_model(console), console_at(console)) ||
					 console->audience.silent_until > console_now(console);
	case ACTION_REDO:
		return console_model(console)->redoable.count > 0;
	case ACTION_TRACE:
		return comes_from_somewhere(console);
	case ACTION_OPEN_VOTE:
		return poll_behind(console) != NULL;
	case ACTION_SMALL_GROUPS:
		return plan != NULL && stage_small_groups(plan) != SMALL_GROUPS_NONE;
	}
	return true;
}

bool console_act(struct console *console, enum action_id action)
{
	if (action == ACTION_EDIT || action == ACTION_WITHDRAW || action == ACTION_ERASE)
		return on_thing(console, action);
	for (size_t i = 0; i < sizeof openers / sizeof *openers; i++)
		if (openers[i].action == action) {
			form_open(console, openers[i].form, 0, 0);
			return true;
		}
	if (action == ACTION_NONE || doers[action] == NULL)
		return false;
	doers[action](console);
	return true;
}
