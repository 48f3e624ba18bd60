/* What stood out, stage by stage: what the tables come to, the ratings, whose ideas went forward,
 * who spoke. The same sentences as in their stages, so that nobody has to look for them. */
#include "build.h"

#include "roundtable/base/i18n.h"
#include "roundtable/core/balance.h"
#include "roundtable/core/grid.h"
#include "roundtable/core/sentence.h"
#include "roundtable/core/survived.h"

static void say_table(struct building *building, int stage, struct buf *out)
{
	const struct model *model = building->model;
	struct grid grid = {0};
	struct ids cards = {0};

	if (stage_setting(model_stage(model, stage), SETTING_MATRIX) != 0)
		model_stage_cards(model, stage, &cards);
	else if (!model_cards_hidden(model, stage))
		build_stage_cards(building, stage, &cards);
	if (cards.count > 0) {
		build_sums_said(building, stage, &cards, out);
		if (grid_fill(model, stage, &cards, true, &grid))
			sentence_grid(&grid, out);
	}
	grid_finish(&grid);
	array_finish(&cards);
}

static void say_stage(struct building *building, int stage, struct buf *out)
{
	const struct model *model = building->model;
	const struct poll *poll = model_stage_poll(model, stage);

	switch (model_stage(model, stage)->activity) {
	case ACTIVITY_COLLECT:
		say_table(building, stage, out);
		sentence_survived(model, stage, SURVIVED_MINUTES, out);
		break;
	case ACTIVITY_VOTE:
		sentence_survived(model, stage, SURVIVED_MINUTES, out);
		break;
	case ACTIVITY_RATE:
		if (poll != NULL)
			sentence_ratings(model, poll, out);
		break;
	case ACTIVITY_BRIEF:
	case ACTIVITY_PEOPLE:
	case ACTIVITY_GROUP:
	case ACTIVITY_DECIDE:
	case ACTIVITY_TALK:
	case ACTIVITY_BREAK:
	case ACTIVITY_CLOSE:
	case ACTIVITY_COUNT:
		break;
	}
}

static void say_balance(struct building *building, struct buf *out)
{
	struct balance balance = {0};

	balance_of(building->model, BALANCE_SESSION, building->until, &balance);
	if (balance.heard > 0)
		sentence_balance_tilt(building->model, &balance, out);
	balance_finish(&balance);
}

/* An entry; the heading comes with the first. */
static void add(struct building *building, const char *title, struct buf *said, bool *any)
{
	if (said->count > 0) {
		if (!*any) {
			document_heading(
				building->document, 3, "short-stood-out", _("What stood out"));
			document_list(building->document, false);
		}
		build_entry(building, title);
		build_run(building, RUN_PLAIN, " %s", buf_text(said));
		*any = true;
	}
	buf_clear(said);
}

void build_stood_out(struct building *building)
{
	const struct plan *plan = building->model->plan;
	struct buf said = {0};
	bool any = false;

	for (size_t i = 0; i < plan->stages.count; i++) {
		say_stage(building, (int)i, &said);
		add(building, plan->stages.items[i].title, &said, &any);
	}
	say_balance(building, &said);
	add(building, _("Who spoke"), &said, &any);
	buf_finish(&said);
}
