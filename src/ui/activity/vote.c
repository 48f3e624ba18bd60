/* A vote: opened, cast, closed, shown. */
#include "../console/state.h"

static bool act(struct console *console, enum action_id action, const struct audience_item *focused)
{
	const struct model *model = console_model(console);
	const struct poll *poll = model_stage_poll(model, console_at(console));

	(void)focused;
	if (poll != NULL && poll_act(console, poll->id, action))
		return true;
	/* v goes to the vote that is open behind, where there is one */
	bool opens =
		action == ACTION_TAKE || (action == ACTION_VOTE && model_open_poll(model) == NULL);
	if (poll == NULL && opens) {
		poll_open_ask(console, console_at(console), 0);
		return true;
	}
	if (poll != NULL && poll->state == POLL_IS_CLOSED && action == ACTION_VOTE &&
		model_open_poll(model) == NULL) {
		poll_again_ask(console, poll);
		return true;
	}
	if (poll != NULL && poll->state == POLL_IS_CLOSED && action == ACTION_TAKE) {
		console_act(console, ACTION_NEXT);
		return true;
	}
	return false;
}

static void hints(struct console *console, struct page *page)
{
	const struct model *model = console_model(console);
	const struct poll *poll = model_stage_poll(model, console_at(console));

	if (poll == NULL)
		view_hint(console, page, ACTION_TAKE, _("open the vote"));
	else if (poll->state == POLL_OPEN)
		poll_hints(poll, MODE_VOTE, page);
	else
		view_hint(console, page, ACTION_TAKE, _("next stage"));
	if (poll != NULL && poll->state != POLL_OPEN)
		view_hint(console, page, ACTION_HELP, NULL);
	else
		view_ways(console, page);
	if (poll != NULL && poll->state == POLL_IS_CLOSED) {
		view_hint(console, page, ACTION_VOID, NULL);
		view_hint(console, page, ACTION_VOTE, _("vote again"));
	}
}

const struct activity_view vote_view = {
	.mode = MODE_VOTE, .read = true, .act = act, .hints = hints};
