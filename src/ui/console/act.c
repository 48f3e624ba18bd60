/* The actions that work in every stage. */
#include "state.h"

void console_go(struct console *console, int stage)
{
	const struct model *model = console_model(console);
	struct command command = command_make(EVENT_STAGE_ENTERED);

	if (console->config.read_only != NULL || model->closed_at != 0) {
		console->looking = stage != model->stage ? stage : -1;
		return;
	}
	const struct poll *left = model_stage_poll(model, model->stage);
	bool forgotten = left != NULL && left->state == POLL_OPEN &&
			 !stage_setting(model_stage(model, left->stage), SETTING_STAYS_OPEN);
	command.body.stage = stage;
	if (console_run(console, &command, NULL) && forgotten)
		console_say(console, true,
			_("The vote of the stage before is still open: v goes to it."));
}

/* The next stage that is not skipped. */
static void go_next(struct console *console)
{
	const struct model *model = console_model(console);
	int stage = console_at(console) + 1;

	while (stage < (int)model->stages.count && model->stages.items[stage].skipped)
		stage++;
	if (stage < (int)model->stages.count)
		console_go(console, stage);
	else
		console_say(console, false,
			model->closed_at == 0 && console_stage(console)->activity == ACTIVITY_CLOSE
				? _("This is the last stage. c closes the workshop.")
				: _("This is the last stage."));
}

static void go_previous(struct console *console)
{
	const struct model *model = console_model(console);
	int stage = console_at(console) - 1;

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
		form_open(console, FORM_REWORD, item->id, 0);
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

static void open_vote(struct console *console)
{
	const struct poll *poll = poll_behind(console);

	if (poll != NULL)
		poll_hub_open(console, poll->id);
	else
		console_say(
			console, false, _("No vote is open. In a vote stage, Enter opens one."));
}

static void wall_off(struct console *console)
{
	console->same_picture = !console->same_picture;
	console_say(console, false,
		console->same_picture ? _("The room sees this screen: private things stay closed.")
				      : _("Nobody sees this screen now: private things may open. "
					  "Ctrl-L when the wall is on again."));
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

bool console_act(struct console *console, enum action_id action)
{
	struct command command;

	switch ((int)action) {
	case ACTION_NEXT:
		go_next(console);
		return true;
	case ACTION_PREVIOUS:
		go_previous(console);
		return true;
	case ACTION_STAGES:
		stages_open(console);
		return true;
	case ACTION_HELP:
		commands_open(console, _("What the keys do here. Type to find; Enter does it."));
		return true;
	case ACTION_PALETTE:
		commands_open(console, _("Which command?"));
		return true;
	case ACTION_SEARCH:
		if (private_now(console))
			search_open(console);
		return true;
	case ACTION_NOTES:
		if (private_now(console))
			notes_open(console);
		return true;
	case ACTION_BLANK:
		console->blank = !console->blank;
		return true;
	case ACTION_WALL_OFF:
		wall_off(console);
		return true;
	case ACTION_UNDO:
		command = command_make(EVENT_STEP_UNDONE);
		console_run(console, &command, _("Last entry taken back. Ctrl-R brings it back."));
		return true;
	case ACTION_REDO:
		command = command_make(EVENT_STEP_REDONE);
		console_run(console, &command, _("Brought back."));
		return true;
	case ACTION_NOTE:
		form_open(console, FORM_NOTE, 0, 0);
		return true;
	case ACTION_ACTION:
		form_open(console, FORM_ACTION, 0, 0);
		return true;
	case ACTION_PARK:
		form_open(console, FORM_PARK, 0, 0);
		return true;
	case ACTION_PERSON:
		form_open(console, FORM_PERSON_NEW, 0, 0);
		return true;
	case ACTION_EXTEND:
		command = command_make(EVENT_STAGE_EXTENDED);
		command.body.stage = console_model(console)->stage;
		command.body.number = 5;
		console_run(console, &command, _("5 minutes more."));
		return true;
	case ACTION_PAUSE:
		toggle(console, EVENT_PAUSED, !console_model(console)->paused, NULL);
		return true;
	case ACTION_OFF_RECORD:
		toggle(console, EVENT_OFF_RECORD, !console_model(console)->off_record, NULL);
		return true;
	case ACTION_MINUTES:
		form_open(console, FORM_MINUTES, 0, 0);
		return true;
	case ACTION_PRINT_SLIPS:
		form_open(console, FORM_SLIPS, 0, 0);
		return true;
	case ACTION_COPY:
		form_open(console, FORM_COPY, 0, 0);
		return true;
	case ACTION_COLOURS:
		change_colours(console);
		return true;
	case ACTION_VOTE:
	case ACTION_OPEN_VOTE:
		open_vote(console);
		return true;
	case ACTION_VOICE:
		form_open(console, FORM_VOICE, 0, 0);
		return true;
	case ACTION_CORRECT:
		form_open(console, FORM_CORRECT, 0, 0);
		return true;
	case ACTION_EDIT:
	case ACTION_WITHDRAW:
	case ACTION_ERASE:
		return on_thing(console, action);
	case ACTION_QUIT:
		quit(console);
		return true;
	}
	return false;
}
