/* The foot of the screen: what goes on behind, and the keys that work now. */
#include "state.h"

#include <stdio.h>

enum { KEY_TEXT = 48 };

/* The key that does this now, 0: none; where letters are typed or mean people, the letter after
 * Esc. */
static int32_t key_now(struct console *console, enum action_id action, char out[KEY_TEXT])
{
	enum mode mode = console_view(console)->mode;
	char key[24];

	if (keymap_key(console_typing(console) ? MODE_ENTRY : mode, action, key)) {
		snprintf(out, KEY_TEXT, "%s", key);
		return key_from_name(key);
	}
	if (!keymap_key(mode, action, key) && !keymap_key(MODE_LETTERS, action, key))
		return 0;
	snprintf(out, KEY_TEXT, _("Esc %s"), key);
	return KEYS_ALT | key_from_name(key);
}

static void add_part(struct buf *text, const char *part)
{
	buf_format(text, "%s%s", text->count > 0 ? " · " : "", part);
}

/* What a wall of its own shows that is not the stage as it is. */
static void add_wall(const struct console *console, struct buf *text)
{
	if (console->wall.frozen)
		add_part(text, _("the wall is frozen"));
	else if (console_shows_door(console))
		add_part(text, _("the wall shows how to come in"));
}

/* Where people talk is said above everything already. */
static void add_speaker(const struct console *console, struct buf *text)
{
	const struct model *model = console_model(console);
	const struct turn *turn = model_speaking(model);
	const struct person *person = turn != NULL ? model_person(model, turn->person) : NULL;
	const struct stage *plan = console_stage(console);

	if (person == NULL || person->name == NULL ||
		(plan != NULL && plan->activity == ACTIVITY_TALK))
		return;
	buf_text_add(text, text->count > 0 ? " · " : "");
	buf_format(text, _("%s speaks"), person->name);
}

void view_waiting(const struct console *console, struct page *page)
{
	const struct door *door = console->door;
	struct buf text = {0};

	if (door == NULL || devices_open_now(console))
		return;
	if (door->waiting > 0)
		buf_format(&text,
			door->waiting == 1 ? _("%d wants to come in: Ctrl-N")
					   : _("%d want to come in: Ctrl-N"),
			door->waiting);
	if (door->ready > 0) {
		buf_text_add(&text, text.count > 0 ? " · " : "");
		buf_format(&text, _("%d of %d devices ready"), door->ready, door->in);
	}
	if (text.count > 0 && page->state != NULL)
		add_part(&text, page->state);
	if (text.count > 0)
		page_set(&page->state, "%s", buf_text(&text));
	buf_finish(&text);
}

/* What goes on behind: an open poll, and - nobody looking on - how the time stands. */
void view_state(struct console *console, struct page *page)
{
	const struct model *model = console_model(console);
	const struct poll *poll = poll_behind(console);
	struct buf text = {0};
	char key[KEY_TEXT];

	if (poll != NULL && poll->stage != model->stage && console->audience.task != TASK_REST &&
		key_now(console, ACTION_VOTE, key))
		buf_format(&text, _("Open vote: %lld of %lld voted (%s)"),
			(long long)model_poll_cast(model, poll),
			(long long)(poll->eligible.count - poll->out.count), key);
	add_wall(console, &text);
	add_speaker(console, &text);
	if (model->stage >= 0 && model->closed_at == 0) {
		int behind = (int)(model_behind(model, console_now(console)) / MINUTE_MS);
		if (text.count > 0)
			buf_text_add(&text, " · ");
		if (behind > 1)
			buf_format(&text, _("%d min behind"), behind);
		else if (behind < -1)
			buf_format(&text, _("%d min ahead"), -behind);
		else
			buf_text_add(&text, _("on time"));
		buf_text_add(&text, " · ");
		struct buf at = {0};
		moment_format_time(&at, model_ends_at(model, console_now(console)), model->offset);
		buf_format(&text, _("ends about %s"), buf_text(&at));
		buf_finish(&at);
	}
	if (console->config.separate_wall && (console->walls == 0 || console->blank))
		add_part(&text, console->walls == 0 ? _("no wall yet") : _("the wall is blank"));
	if (console->config.read_only != NULL)
		buf_format(&text, "%s%s", text.count > 0 ? " · " : "", _("only for reading"));
	if (text.count > 0)
		page_set(&page->state, "%s", buf_text(&text));
	buf_finish(&text);
}

void view_mode_hint(struct page *page, enum mode mode, enum action_id action, const char *what)
{
	char key[24];

	if (keymap_key(mode, action, key))
		page_hint(page, key, what != NULL ? what : _(action_info(action)->name));
}

void view_ways(struct console *console, struct page *page)
{
	const struct audience_phase *phase = &console->audience.phase;

	view_hint(
		console, page, ACTION_NEXT, phase->number < phase->of ? _("next step") : _("next"));
	view_hint(console, page, ACTION_HELP, NULL);
}

void view_hint(struct console *console, struct page *page, enum action_id action, const char *what)
{
	char key[KEY_TEXT];
	int32_t code = key_now(console, action, key);

	if (code && console_acts(console, action))
		page_hint(page, key, what != NULL ? what : _(action_info(action)->name))->code =
			code;
}

bool view_nothing(struct console *console, struct page *page)
{
	if (console_typing(console) || console_focused(console) != NULL)
		return false;
	view_hint(console, page, ACTION_TAKE, _("type"));
	view_ways(console, page);
	return true;
}
