/* Which cards decisions and actions lead back to. */
#include "build.h"

#include "roundtable/base/i18n.h"
#include "roundtable/core/sentence.h"
#include "roundtable/core/trace.h"

static void add_theme(const struct theme *theme, struct buf *themes)
{
	if (themes->count > 0)
		buf_text_add(themes, _("; "));
	sentence_quoted(theme->name, themes);
}

void build_sources(struct building *building, int64_t thing, struct buf *out)
{
	const struct model *model = building->model;
	struct trace trace = {0};
	struct ids cards = {0};
	struct buf themes = {0}, said = {0};

	trace_sources(model, thing, &trace);
	for (size_t i = 0; i < trace.count; i++) {
		const struct theme *theme = model_theme(model, trace.items[i].thing);
		if (theme != NULL)
			add_theme(theme, &themes);
		if (model_card(model, trace.items[i].thing) != NULL)
			ids_add(&cards, trace.items[i].thing);
	}
	build_cards_in_line(building, &cards, &said);
	if (themes.count > 0 && cards.count > 0)
		buf_format(out, _("%1$s, by way of the theme %2$s"), buf_text(&said),
			buf_text(&themes));
	else if (themes.count > 0)
		buf_format(out, _("the theme %s"), buf_text(&themes));
	else
		buf_text_add(out, buf_text(&said));
	array_finish(&trace);
	array_finish(&cards);
	buf_finish(&themes);
	buf_finish(&said);
}

/* The decision it follows from, and what that goes back to. */
static void add_action(struct building *building, const struct action *action)
{
	const struct proposal *proposal = model_proposal(building->model, action->source);
	int number = proposal != NULL ? build_decision_number(building->model, proposal) : 0;
	const char *what = build_said(action->what);
	struct buf sources = {0};

	build_sources(building, action->id, &sources);
	if (number > 0 || sources.count > 0)
		document_item(building->document, 0);
	if (number > 0 && sources.count > 0)
		build_run(building, RUN_PLAIN,
			_("“%1$s” follows from decision %2$d and leads back to %3$s."), what,
			number, buf_text(&sources));
	else if (number > 0)
		build_run(
			building, RUN_PLAIN, _("“%1$s” follows from decision %2$d."), what, number);
	else if (sources.count > 0)
		build_run(building, RUN_PLAIN, _("“%1$s” leads back to %2$s."), what,
			buf_text(&sources));
	buf_finish(&sources);
}

static bool leads_back(const struct model *model, const struct action *action)
{
	struct trace trace = {0};

	if (build_takes_action(model, action))
		trace_sources(model, action->id, &trace);
	bool any = trace.count > 0;
	array_finish(&trace);
	return any;
}

void build_action_sources(struct building *building)
{
	const struct model *model = building->model;
	bool any = false;

	for (size_t i = 0; i < model->actions.count; i++) {
		if (!leads_back(model, &model->actions.items[i]))
			continue;
		if (!any) {
			build_lead(building, _("Where they come from"));
			document_list(building->document, false);
		}
		any = true;
		add_action(building, &model->actions.items[i]);
	}
}
