/* A break: the clock, and the side-table vote under it. */
#include "../console/state.h"

static bool act(struct console *console, enum action_id action, const struct audience_item *focused)
{
	(void)focused;
	if (action == ACTION_TAKE && model_open_poll(console_model(console)) != NULL)
		return console_act(console, ACTION_VOTE);
	if (action == ACTION_TAKE)
		return console_act(console, ACTION_NEXT);
	return false;
}

static void hints(struct console *console, struct page *page)
{
	if (model_open_poll(console_model(console)) != NULL)
		view_hint(console, page, ACTION_VOTE, _("side table"));
	view_ways(console, page);
	view_hint(console, page, ACTION_SMALL_GROUPS, NULL);
	view_hint(console, page, ACTION_EXTEND, _("5 min more"));
	view_hint(console, page, ACTION_BLANK, NULL);
}

const struct activity_view break_view = {.mode = MODE_BREAK, .act = act, .hints = hints};
