/* The rules which the group sealed: their words, when each was sealed, what replaced it. */
#include "build.h"

#include "roundtable/base/i18n.h"
#include "roundtable/core/agreement.h"
#include "roundtable/core/sentence.h"
#include "roundtable/core/trace.h"

static void say_moment(struct building *building, moment at, struct buf *out)
{
	int offset = building->model->offset;
	struct buf date = {0}, time = {0};

	day_format(&date, day_of(at, offset));
	moment_format_time(&time, at, offset);
	buf_format(out, _("%1$s, %2$s"), buf_text(&date), buf_text(&time));
	buf_finish(&date);
	buf_finish(&time);
}

void build_proposed(struct building *building, const struct proposal *proposal, const char *words)
{
	const struct rule *rule =
		proposal != NULL ? model_rule(building->model, proposal->id) : NULL;
	bool own = words != NULL && rule != NULL && words == trace_decided_words(proposal);
	struct buf text = {0};

	if (own && rule->person != 0)
		sentence_group_rule(building->model, rule, sentence_person, &text);
	else
		buf_text_add(&text, build_said(words));
	build_run(building, RUN_PLAIN, "%s", buf_text(&text));
	buf_finish(&text);
}

static void list_rule(struct building *building, const struct rule *rule)
{
	const struct model *model = building->model;
	const struct proposal *proposal = model_proposal(model, rule->id);
	const struct event *after = model_event(model, rule->replaced);
	struct buf at = {0};

	document_item(building->document, 0);
	build_proposed(building, proposal, proposal != NULL ? proposal->text : NULL);
	say_moment(building, rule->sealed_at, &at);
	document_item(building->document, 1);
	if (model_carried(model, rule->id))
		build_run(building, RUN_PLAIN, _("Sealed on %1$s, at “%2$s”."), buf_text(&at),
			model_origin(model, rule->id).session->title);
	else
		build_run(building, RUN_PLAIN, _("Sealed on %1$s (decision %2$d)."), buf_text(&at),
			proposal != NULL ? build_decision_number(model, proposal) : 0);
	if (rule->replaced != 0 && after != NULL) {
		buf_clear(&at);
		say_moment(building, after->at, &at);
		document_item(building->document, 1);
		build_run(building, RUN_PLAIN, _("It held until another rule was sealed on %s."),
			buf_text(&at));
	}
	buf_finish(&at);
}

void build_sealed_rules(struct building *building)
{
	const struct model *model = building->model;
	bool any = false;

	for (size_t i = 0; i < model->rules.count; i++) {
		if (model->rules.items[i].sealed == 0)
			continue;
		if (!any) {
			build_lead(building, _("Rules which the group sealed"));
			document_list(building->document, false);
		}
		any = true;
		list_rule(building, &model->rules.items[i]);
	}
}

void build_rule_taken(struct building *building, const struct proposal *proposal)
{
	const struct model *model = building->model;
	const struct rule *rule = model_rule(model, proposal->agreed);
	const struct poll *poll = model_poll(model, proposal->poll);
	struct buf text = {0};

	if (proposal->kind != KIND_ANY)
		build_field(building, _("Kind of decision"),
			build_said(kind_words(model, proposal->kind)));
	if (rule != NULL)
		sentence_sealed(model, rule, &text);
	if (rule != NULL && poll == NULL)
		sentence_rule_terms(model, rule, sentence_person, &text);
	if (poll != NULL)
		build_rule_short(building, poll, &text);
	if (rule == NULL && poll == NULL)
		buf_text_add(&text, _("It was not put to a test."));
	build_field(building, _("Rule"), buf_text(&text));
	buf_finish(&text);
}
