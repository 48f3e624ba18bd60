/* A vote: opened, cast, closed, shown. */
#include "../console/state.h"

#include "roundtable/core/rounds.h"

/* Statements that can be sorted. */
static bool is_rated(const struct poll *poll)
{
	return poll != NULL && poll->state == POLL_IS_CLOSED && poll->rule.method == TALLY_RATINGS;
}

static bool by_disagreement(const struct console *console, int stage)
{
	const struct stage *plan = model_stage(console_model(console), stage);
	bool programme = plan != NULL && plan->activity == ACTIVITY_RATE &&
			 stage_setting(plan, SETTING_ORDER) == ORDER_DISAGREEMENT;

	return programme != console->sort_turned;
}

void rated_sorted(const struct console *console, struct audience *audience)
{
	if (console->sort_turned)
		audience_sort_rated(audience, by_disagreement(console, audience->stage));
}

static bool act(struct console *console, enum action_id action, const struct audience_item *focused)
{
	const struct model *model = console_model(console);
	const struct poll *poll = model_stage_poll(model, console_at(console));

	(void)focused;
	if (action == ACTION_SORT && is_rated(poll)) {
		console->sort_turned = !console->sort_turned;
		console->scroll = 0;
		return true;
	}
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
	struct rounds rounds;

	rounds_read(model, console_at(console), INT64_MAX, &rounds);
	if (poll == NULL)
		view_hint(console, page, ACTION_TAKE, _("open the vote"));
	else if (poll->state == POLL_OPEN)
		poll_hints(console, poll, MODE_VOTE, page);
	else
		view_hint(console, page, ACTION_TAKE, _("next stage"));
	if (poll != NULL && poll->state != POLL_OPEN)
		view_hint(console, page, ACTION_HELP, NULL);
	else
		view_ways(console, page);
	if (poll != NULL && poll->state == POLL_IS_CLOSED) {
		if (is_rated(poll))
			view_hint(console, page, ACTION_SORT,
				by_disagreement(console, console_at(console))
					? _("as listed")
					: _("most disagreement first"));
		view_hint(console, page, ACTION_VOID, NULL);
		if (rounds.most == 0)
			view_hint(console, page, ACTION_VOTE, _("vote again"));
		else if (!rounds.over)
			view_hint(console, page, ACTION_VOTE, _("next round"));
	}
}

const struct activity_view vote_view = {
	.mode = MODE_VOTE, .read = true, .act = act, .hints = hints};
