/* Who was there, each as they wish to appear. */
#include "build.h"

#include "roundtable/base/i18n.h"
#include "roundtable/base/mem.h"
#include "roundtable/core/balance.h"
#include "roundtable/core/parts.h"
#include "roundtable/core/sentence.h"

#include <string.h>

static void add_role(struct building *building, int role, int count, struct texts *phrases)
{
	struct buf name = {0}, text = {0};

	sentence_role(building->model, role, &name);
	if (count == 1)
		buf_text_add(&text, buf_text(&name));
	else
		buf_format(&text, _("%1$s (%2$d people)"), buf_text(&name), count);
	if (count > 0)
		texts_add(phrases, buf_text(&text));
	buf_finish(&name);
	buf_finish(&text);
}

/* Those who are each the only one of their role, by their group; `counts` by role. */
static void add_groups(struct building *building, const int *counts, struct texts *phrases)
{
	const struct roles *roles = &building->model->plan->roles;

	for (size_t i = 0; i < roles->count; i++) {
		const char *group = roles->items[i].group;
		struct buf text = {0};
		bool before = false;
		int count = 0;
		for (size_t k = 0; k < roles->count && group != NULL; k++) {
			bool kin = roles->items[k].group != NULL &&
				   strcmp(roles->items[k].group, group) == 0;
			before = before || (kin && k < i);
			count += kin ? counts[k] : 0;
		}
		if (count == 1)
			buf_format(&text, _("one of “%s”"), group);
		else
			buf_format(&text, _("“%1$s” (%2$d people)"), group, count);
		if (!before && count > 0)
			texts_add(phrases, buf_text(&text));
		buf_finish(&text);
	}
}

void build_phrases(
	struct building *building, const struct ids *persons, bool fully, struct texts *phrases)
{
	const struct model *model = building->model;
	size_t roles = model->plan->roles.count;
	int *counts = mem_alloc(roles + 1, sizeof *counts), others = 0;
	int *grouped = mem_alloc(roles + 1, sizeof *grouped);
	struct buf text = {0};

	for (size_t i = 0; i < persons->count; i++) {
		const struct person *person = model_person(model, persons->items[i]);
		switch (sentence_appearance(model, person)) {
		case APPEARS_BY_NAME:
			buf_clear(&text);
			if (fully)
				sentence_person_fully(model, person, &text);
			else
				sentence_person(model, person, &text);
			texts_add(phrases, buf_text(&text));
			break;
		case APPEARS_BY_ROLE:
			counts[person->role]++;
			break;
		case APPEARS_BY_GROUP:
			grouped[person->role]++;
			break;
		case APPEARS_AS_PARTICIPANT:
			others++;
			break;
		}
	}
	for (size_t i = 0; i < roles; i++)
		add_role(building, (int)i, counts[i], phrases);
	add_groups(building, grouped, phrases);
	buf_clear(&text);
	if (others == 1)
		buf_text_add(&text, _("a participant"));
	else
		buf_format(&text,
			ngettext("%d participant", "%d participants", (unsigned long)others),
			others);
	if (others > 0)
		texts_add(phrases, buf_text(&text));
	buf_finish(&text);
	array_free(counts);
	array_free(grouped);
}

void build_phrase(struct building *building, const struct ids *persons, struct buf *out)
{
	struct texts phrases = {0};

	build_phrases(building, persons, false, &phrases);
	for (size_t i = 0; i < phrases.count; i++) {
		if (i > 0)
			buf_text_add(out, "; ");
		buf_text_add(out, phrases.items[i]);
	}
	texts_finish(&phrases);
}

static bool came(const struct person *person)
{
	return person->status == STATUS_HERE || person->status == STATUS_LATE ||
	       person->status == STATUS_LEFT;
}

static void list_present(struct building *building)
{
	const struct model *model = building->model;
	struct ids present = {0};
	struct texts phrases = {0};

	for (size_t i = 0; i < model->persons.count; i++)
		if (!model->persons.items[i].withdrawn && came(&model->persons.items[i]))
			ids_add(&present, model->persons.items[i].id);
	build_phrases(building, &present, true, &phrases);
	if (present.count == 0)
		build_say(building, "%s", _("Nobody is recorded as present."));
	else
		build_say(building,
			ngettext("%zu person took part.", "%zu people took part.", present.count),
			present.count);
	if (phrases.count > 0)
		document_list(building->document, false);
	for (size_t i = 0; i < phrases.count; i++) {
		document_item(building->document, 0);
		document_run(building->document, RUN_PLAIN, phrases.items[i]);
	}
	array_finish(&present);
	texts_finish(&phrases);
}

static void status_field(struct building *building, enum status status, const char *term)
{
	const struct model *model = building->model;
	struct ids persons = {0};
	struct buf text = {0};

	for (size_t i = 0; i < model->persons.count; i++)
		if (!model->persons.items[i].withdrawn && model->persons.items[i].status == status)
			ids_add(&persons, model->persons.items[i].id);
	build_phrase(building, &persons, &text);
	build_field(building, term, buf_text(&text));
	array_finish(&persons);
	buf_finish(&text);
}

static const char *duty_term(enum duty duty)
{
	switch (duty) {
	case DUTY_FACILITATOR:
		return _("Facilitator");
	case DUTY_SCRIBE:
		return _("Scribe");
	case DUTY_OBSERVER:
		return _("Observer");
	case DUTY_INTERPRETER:
		return _("Interpreter");
	case DUTY_SUPPORTER:
		return _("Supporter");
	case DUTY_NONE:
	case DUTIES:
		break;
	}
	return "";
}

static void duty_field(struct building *building, enum duty duty)
{
	const struct model *model = building->model;
	struct ids persons = {0};
	struct buf text = {0};

	for (size_t i = 0; i < model->persons.count; i++) {
		const struct person *person = &model->persons.items[i];
		if (!person->withdrawn && came(person) && person->duty == duty)
			ids_add(&persons, person->id);
	}
	build_phrase(building, &persons, &text);
	build_field(building, duty_term(duty), buf_text(&text));
	array_finish(&persons);
	buf_finish(&text);
}

static void list_interests(struct building *building)
{
	const struct model *model = building->model;
	bool any = false;

	for (size_t i = 0; i < model->persons.count; i++) {
		const struct person *person = &model->persons.items[i];
		if (person->withdrawn || (person->interest != NULL && person->interest[0] == '\0'))
			continue;
		if (!any) {
			document_heading(
				building->document, 3, "interests", _("Interests declared"));
			document_list(building->document, false);
		}
		any = true;
		struct buf who = {0};
		sentence_person(model, person, &who);
		document_item(building->document, 0);
		build_run(building, RUN_PLAIN, _("%1$s: %2$s"), buf_text(&who),
			build_said(person->interest));
		buf_finish(&who);
	}
}

static void list_voices(struct building *building)
{
	const struct remarks *voices = &building->model->voices;
	bool any = false;

	for (size_t i = 0; i < voices->count; i++) {
		if (voices->items[i].withdrawn)
			continue;
		if (!any) {
			document_heading(
				building->document, 3, "missing", _("Missing from the table"));
			document_list(building->document, false);
		}
		any = true;
		document_item(building->document, 0);
		document_run(building->document, RUN_PLAIN, build_said(voices->items[i].text));
	}
}

void build_people(struct building *building)
{
	document_heading(building->document, 2, "people", _("Who was there"));
	list_present(building);
	document_fields(building->document);
	for (enum duty duty = DUTY_FACILITATOR; duty < DUTIES; duty++)
		duty_field(building, duty);
	status_field(building, STATUS_LATE, _("Came late"));
	status_field(building, STATUS_LEFT, _("Left early"));
	status_field(building, STATUS_ABSENT, _("Absent"));
	status_field(building, STATUS_EXPECTED, _("Expected, not there"));
	list_interests(building);
	list_voices(building);
}

void build_balance(struct building *building)
{
	const struct model *model = building->model;
	struct balance balance = {0};
	struct buf text = {0};

	balance_of(model, BALANCE_SESSION, building->until, &balance);
	if (balance.heard > 0) {
		document_heading(building->document, 2, "balance", _("Speaking balance"));
		sentence_balance(&balance, &text);
		sentence_balance_tilt(model, &balance, &text);
		document_text(building->document, buf_text(&text));
		document_bars(building->document, _("Time spoken, by role"));
	}
	for (size_t i = 0; i < balance.by_part.count && balance.heard > 0; i++) {
		struct buf name = {0}, figure = {0};
		sentence_part(model, &balance.parts, i, &name);
		sentence_balance_part(&balance, i, &figure);
		document_bar(building->document, buf_text(&name), balance_time(&balance, i), 100,
			buf_text(&figure));
		buf_finish(&name);
		buf_finish(&figure);
	}
	buf_finish(&text);
	balance_finish(&balance);
}
