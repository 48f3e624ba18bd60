/* Cards in a list, a table or a matrix. */
#include "../build.h"

#include "roundtable/base/i18n.h"

static const char *authors_sentence(const struct stage *plan)
{
	switch (stage_setting(plan, SETTING_AUTHORS)) {
	case AUTHORS_SHOWN:
		return _("Who said it stands beside each card, as each person wishes to appear.");
	case AUTHORS_ROLE:
		return _("Only the role was kept of who said it.");
	case AUTHORS_COUNTED:
		return _("Of who said it, only how many cards came from each role is shown.");
	default:
		return _("Nothing was kept of who said it.");
	}
}

void minutes_collect(struct building *building, int stage)
{
	const struct model *model = building->model;
	int source = model_source(model, stage);
	const struct stage *plan = model_stage(model, source);
	struct ids cards = {0};

	if (stage_setting(model_stage(model, stage), SETTING_MATRIX) != 0) {
		build_matrix(building, stage);
		model_stage_cards(model, stage, &cards);
		build_sums(building, stage, &cards);
		build_grid(building, stage, &cards);
		array_finish(&cards);
		return;
	}
	build_stage_cards(building, stage, &cards);
	if (model_cards_hidden(model, stage)) {
		size_t unseen = build_unseen(building, stage);
		if (unseen == 0)
			build_say(building, "%s", _("There are no cards."));
		else
			build_say(building,
				ngettext("%zu card was handed in and never revealed.",
					"%zu cards were handed in and never revealed.", unseen),
				unseen);
		array_finish(&cards);
		return;
	}
	if (source == stage && cards.count > 0)
		build_say(building, "%s", authors_sentence(plan));
	if (cards.count == 0)
		build_say(building, "%s", _("There are no cards."));
	else
		build_cards(building, stage, &cards);
	build_sums(building, stage, &cards);
	build_grid(building, stage, &cards);
	build_left_out(building, stage);
	if (source == stage && cards.count > 0 &&
		stage_setting(plan, SETTING_AUTHORS) == AUTHORS_COUNTED)
		build_role_sums(building, stage);
	array_finish(&cards);
}
