/* Key points, one by one or all at once. */
#include "../console/state.h"

static void reveal(struct console *console, int64_t points)
{
	struct command command = command_make(EVENT_POINT_REVEALED);

	command.body.stage = console_at(console);
	command.body.number = points;
	console_run(console, &command, NULL);
	console->focus = console->audience.items.count > 0 ? console->audience.items.count - 1 : 0;
}

static bool act(struct console *console, enum action_id action, const struct audience_item *focused)
{
	const struct audience *audience = &console->audience;

	(void)focused;
	if (action == ACTION_TAKE && audience->done < audience->of)
		reveal(console, audience->done + 1);
	else if (action == ACTION_TAKE)
		console_act(console, ACTION_NEXT);
	else if (action == ACTION_REVEAL && audience->done < audience->of)
		reveal(console, audience->of);
	else
		return false;
	return true;
}

static void hints(struct console *console, struct page *page)
{
	bool more = console->audience.done < console->audience.of;

	view_hint(console, page, ACTION_TAKE, more ? _("next point") : _("next stage"));
	if (more)
		view_ways(console, page);
	view_hint(console, page, ACTION_SMALL_GROUPS, NULL);
	if (more)
		view_hint(console, page, ACTION_REVEAL, _("all points"));
	view_hint(console, page, ACTION_PREVIOUS, NULL);
	if (!console->same_picture)
		view_hint(console, page, ACTION_NOTES, NULL);
	if (!more)
		view_hint(console, page, ACTION_HELP, NULL);
	view_hint(console, page, ACTION_QUIT, NULL);
}

const struct activity_view brief_view = {.mode = MODE_BRIEF, .act = act, .hints = hints};
