/* Each stage: its time, its question, what was produced, the notes made in it. */
#include "build.h"

#include "roundtable/base/i18n.h"
#include "roundtable/core/phase.h"
#include "roundtable/core/sentence.h"

#include <string.h>

const struct activity_minutes activity_minutes[ACTIVITY_COUNT] = {
	[ACTIVITY_BRIEF] = {minutes_brief},
	[ACTIVITY_PEOPLE] = {minutes_people},
	[ACTIVITY_COLLECT] = {minutes_collect},
	[ACTIVITY_GROUP] = {minutes_group},
	[ACTIVITY_VOTE] = {minutes_vote},
	[ACTIVITY_RATE] = {minutes_rate},
	[ACTIVITY_DECIDE] = {minutes_decide},
	[ACTIVITY_TALK] = {minutes_talk},
	[ACTIVITY_BREAK] = {minutes_break},
	[ACTIVITY_CLOSE] = {minutes_close},
};

static void say_time(struct building *building, int stage)
{
	const struct model *model = building->model;
	const struct stage *plan = model_stage(model, stage);
	const struct stage_state *state = &model->stages.items[stage];
	struct buf planned = {0}, used = {0}, text = {0};

	sentence_duration(plan->minutes * MINUTE_MS, &planned);
	sentence_duration(model_stage_used(model, stage, building->until), &used);
	if (!state->entered && state->skipped)
		buf_format(&text, _("Planned for %s; skipped."), buf_text(&planned));
	else if (!state->entered)
		buf_format(&text, _("Planned for %s; not reached."), buf_text(&planned));
	else
		buf_format(&text, _("Planned for %1$s, took %2$s."), buf_text(&planned),
			buf_text(&used));
	document_paragraph(building->document);
	build_run(building, RUN_EMPHASIS, "%s", buf_text(&text));
	buf_clear(&text);
	if (state->extended != 0) {
		int minutes = state->extended;
		buf_format(&text,
			minutes > 0
				? ngettext(" It was given %d minute more.",
					  " It was given %d minutes "
					  "more.",
					  (unsigned long)minutes)
				: ngettext(" It was cut by %d minute.",
					  " It was cut by %d minutes.", (unsigned long)-minutes),
			minutes > 0 ? minutes : -minutes);
		build_run(building, RUN_EMPHASIS, "%s", buf_text(&text));
	}
	buf_finish(&planned);
	buf_finish(&used);
	buf_finish(&text);
}

static void say_steps(struct building *building, int stage)
{
	const struct stage *plan = model_stage(building->model, stage);

	if (stage_phases(plan) > 0)
		build_say(building, _("In steps: %s."), stage_setting_text(plan, SETTING_STEPS));
}

/* The question as it stood, a quotation for each paragraph. */
static void quote_prompt(struct building *building, const char *prompt)
{
	while (prompt[0] != '\0') {
		const char *end = strstr(prompt, "\n\n");
		size_t length = end != NULL ? (size_t)(end - prompt) : strlen(prompt);
		document_quote(building->document);
		build_run(building, RUN_PLAIN, "%.*s", (int)length, prompt);
		prompt += length;
		prompt += strspn(prompt, "\n");
	}
}

/* Who was with whom, each as they wish to appear. */
static void say_small_groups(struct building *building, int stage)
{
	const struct model *model = building->model;
	const struct mixing *mixing = model_mixing(model, stage);
	struct buf text = {0};

	if (mixing == NULL || mixing->stage != stage)
		return;
	sentence_mixing(model, mixing, &text);
	build_say(building, "%s", buf_text(&text));
	document_list(building->document, false);
	for (int group = 0; group < mixing->groups; group++) {
		struct ids persons = {0};
		for (size_t i = 0; i < mixing->persons.count; i++)
			if (mixing->group.items[i] == group)
				ids_add(&persons, mixing->persons.items[i]);
		buf_clear(&text);
		build_phrase(building, &persons, &text);
		document_item(building->document, 0);
		build_run(building, RUN_PLAIN, _("Small group %1$d: %2$s"), group + 1,
			buf_text(&text));
		array_finish(&persons);
	}
	buf_finish(&text);
}

static void list_notes(struct building *building, int stage)
{
	const struct remarks *notes = &building->model->notes;
	bool any = false;

	for (size_t i = 0; i < notes->count; i++) {
		if (notes->items[i].stage != stage || notes->items[i].withdrawn)
			continue;
		if (!any) {
			build_lead(building, _("Notes"));
			document_list(building->document, false);
		}
		any = true;
		document_item(building->document, 0);
		document_run(building->document, RUN_PLAIN, build_said(notes->items[i].text));
	}
}

static int withdrawn_remarks(const struct remarks *remarks, int stage)
{
	int count = 0;

	for (size_t i = 0; i < remarks->count; i++)
		count += remarks->items[i].withdrawn && remarks->items[i].stage == stage;
	return count;
}

static void say_withdrawn(struct building *building, int stage)
{
	const struct model *model = building->model;
	int count = withdrawn_remarks(&model->notes, stage) +
		    withdrawn_remarks(&model->parked, stage) +
		    withdrawn_remarks(&model->voices, stage);

	/* an unticked cell of a matrix is no remark */
	for (size_t i = 0; i < model->cards.count; i++)
		count += model->cards.items[i].withdrawn && model->cards.items[i].stage == stage &&
			 model->cards.items[i].item < 0;
	for (size_t i = 0; i < model->proposals.count; i++)
		/* amendments that were withdrawn are listed */
		count += model->proposals.items[i].withdrawn &&
			 model->proposals.items[i].amends == 0 &&
			 model->proposals.items[i].stage == stage;
	for (size_t i = 0; i < model->actions.count; i++)
		count +=
			model->actions.items[i].withdrawn && model->actions.items[i].stage == stage;
	for (size_t i = 0; i < model->glossary.count; i++)
		count += model->glossary.items[i].withdrawn &&
			 model->glossary.items[i].stage == stage;
	if (count == 1)
		build_say(building, "%s", _("One remark was withdrawn."));
	else if (count > 1)
		build_say(building,
			ngettext("%d remark was withdrawn.",
				"%d remarks were "
				"withdrawn.",
				(unsigned long)count),
			count);
}

static void build_stage(struct building *building, int stage)
{
	const struct stage *plan = model_stage(building->model, stage);
	struct buf title = {0}, name = {0};

	buf_format(&name, "stage-%d", stage + 1);
	buf_format(&title, _("%1$d. %2$s"), stage + 1, plan->title);
	document_heading(building->document, 3, buf_text(&name), buf_text(&title));
	say_time(building, stage);
	if (building->model->stages.items[stage].entered) {
		quote_prompt(building, plan->prompt);
		say_steps(building, stage);
		say_small_groups(building, stage);
		if (plan->activity < ACTIVITY_COUNT)
			activity_minutes[plan->activity].build(building, stage);
	}
	list_notes(building, stage);
	say_withdrawn(building, stage);
	buf_finish(&title);
	buf_finish(&name);
}

void build_stages(struct building *building)
{
	document_heading(building->document, 2, "stages", _("Stage by stage"));
	for (size_t i = 0; i < building->model->stages.count; i++)
		build_stage(building, (int)i);
}
