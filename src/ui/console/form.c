#include "form.h"

#include "roundtable/base/mem.h"
#include "roundtable/base/text.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void field_place(const struct form *form, size_t field, char *out, size_t size)
{
	snprintf(out, size, "form/%s/%lld/%lld/%zu", form->spec->name, (long long)form->thing,
		(long long)form->part, field);
}

static void form_destroy(struct form *form)
{
	for (size_t i = 0; i < FORM_FIELDS_MAX; i++) {
		editor_finish(&form->fields[i].editor);
		array_free(form->fields[i].label);
	}
	array_free(form->about);
	array_free(form->explain);
	array_free(form);
}

static void overlay_destroy(struct overlay *overlay)
{
	form_destroy(overlay->state);
}

char *form_text(const struct form *form, size_t field)
{
	const char *typed = editor_text(&form->fields[field].editor);

	return text_sanitise(typed, strlen(typed), false, TEXT_CARD, NULL);
}

int64_t form_person(struct console *console, const struct form *form, size_t field)
{
	char *text = form_text(form, field);
	const struct person *person = model_person_named(console_model(console), text);

	array_free(text);
	return person != NULL ? person->id : 0;
}

bool form_date(struct console *console, struct form *form, size_t field, day *date)
{
	char *text = form_text(form, field);
	bool ok = true;

	*date = 0;
	if (text[0] != '\0' && !day_parse(text, console_today(console), date)) {
		console_say(console, true,
			_("That is no date. Type fri, +2w, 27.11. or 2026-11-27, or leave it empty."));
		form->focus = field;
		ok = false;
	}
	array_free(text);
	return ok;
}

bool form_number(struct console *console, struct form *form, size_t field, int64_t *number)
{
	char *text = form_text(form, field);
	char *end;
	long long value = strtoll(text, &end, 10);
	bool ok = *end == '\0' && value >= 0;

	if (ok)
		*number = value;
	else
		console_say(console, true, _("That is no number. Type digits only."));
	if (!ok)
		form->focus = field;
	array_free(text);
	return ok;
}

struct form_field *form_add(struct form *form, const char *label, int64_t id, enum field_kind kind)
{
	if (form->count == FORM_FIELDS_MAX)
		return &form->fields[FORM_FIELDS_MAX - 1];
	struct form_field *field = &form->fields[form->count++];
	field->label = mem_copy_text(label);
	field->id = id;
	field->field.kind = kind;
	return field;
}

static size_t choices(const struct console *console, const struct form_field *field)
{
	size_t count = 0;

	if (field->field.kind == FIELD_ROLE)
		return console_model(console)->plan->roles.count + 1;
	while (field->field.choices != NULL && field->field.choices[count] != NULL)
		count++;
	return count;
}

/* A role field's first choice is "not said". */
static const char *choice_text(const struct console *console, const struct form_field *field,
	size_t choice)
{
	if (field->field.kind != FIELD_ROLE)
		return _(field->field.choices[choice]);
	return choice == 0 ? _("not said")
		: console_model(console)->plan->roles.items[choice - 1].name;
}

static bool is_choice(const struct form_field *field)
{
	return field->field.kind == FIELD_CHOICE || field->field.kind == FIELD_ROLE;
}

/* "Amina, resident" while "am" is typed: who is meant. */
static void person_line(struct console *console, const struct form *form, size_t index,
	struct page *page)
{
	char *text = form_text(form, index);
	const struct person *person = model_person_named(console_model(console), text);

	if (text[0] != '\0' && person != NULL && strcmp(person->name, text) != 0)
		page_addf(page, LINE_TEXT, "→ %s", person->name);
	array_free(text);
}

static void field_line(struct console *console, const struct form *form, size_t index,
	struct page *page)
{
	const struct form_field *field = &form->fields[index];
	const char *label = field->label != NULL ? field->label : _(field->field.label);
	bool here = index == form->focus;
	struct line *line;

	if (is_choice(field)) {
		line = page_addf(page, LINE_ITEM, here ? "%s: ‹ %s ›" : "%s: %s", label,
			choice_text(console, field, (size_t)field->choice));
	} else if (here) {
		const char *typed = editor_text(&field->editor);
		line = page_addf(page, LINE_ITEM, "%s", label);
		if (field->field.hint != NULL)
			line_detail(line, "%s", _(field->field.hint));
		line->focused = true;
		page->asking = true;
		page_set(&page->ask, "%s", label);
		page_set(&page->typed, "%s", typed);
		page->cursor = field->editor.cursor;
		if (field->field.kind == FIELD_PERSON)
			person_line(console, form, index, page);
		return;
	} else {
		line = page_addf(page, LINE_ITEM, "%s: %s", label, editor_text(&field->editor));
	}
	line->focused = here;
}

static void draw(struct console *console, struct overlay *overlay, struct page *page)
{
	const struct form *form = overlay->state;

	page_add(page, LINE_TITLE, _(form->spec->title));
	if (form->about != NULL)
		page_add(page, LINE_SENTENCE, form->about);
	if (form->explain != NULL)
		page_add(page, LINE_TEXT, form->explain);
	page_add(page, LINE_GAP, "");
	for (size_t i = 0; i < form->count; i++)
		field_line(console, form, i, page);
	if (form->count > 0 && is_choice(&form->fields[form->focus]))
		page_hint(page, "← →", _("choose"));
	page_hint(page, "Enter", form->focus + 1 < form->count ? _("next") : _("take"));
	if (form->count > 1)
		page_hint(page, "↑ ↓", _("field"));
	page_hint(page, "Esc", _("back, kept"));
}

static void forget_drafts(struct console *console, const struct form *form)
{
	char place[96];

	for (size_t i = 0; i < form->count; i++) {
		field_place(form, i, place, sizeof place);
		draft_set(console, place, "");
	}
}

static void submit(struct console *console, struct overlay *overlay)
{
	struct form *form = overlay->state;

	for (size_t i = 0; i < form->count; i++) {
		char *text = form_text(form, i);
		bool missing = form->fields[i].field.required && text[0] == '\0';
		array_free(text);
		if (missing) {
			form->focus = i;
			console_say(console, true, _("Type something here first, or press Esc to go back."));
			return;
		}
	}
	if (!form->spec->submit(console, form))
		return;
	forget_drafts(console, form);
	/* the submit may have opened another form above this one */
	for (size_t i = console->overlays.count; i-- > 0;)
		if (console->overlays.items[i] == overlay) {
			array_remove(&console->overlays, i);
			overlay_destroy(overlay);
			array_free(overlay);
			return;
		}
}

static void turn_choice(struct console *console, struct form *form, int by)
{
	struct form_field *field = &form->fields[form->focus];
	int count = (int)choices(console, field);

	if (is_choice(field) && count > 0)
		field->choice = (field->choice + by + count) % count;
}

static bool act(struct console *console, struct overlay *overlay, enum action_id action)
{
	struct form *form = overlay->state;

	switch ((int)action) {
	case ACTION_TAKE:
		if (form->focus + 1 < form->count)
			form->focus++;
		else if (!console_read_only(console))
			submit(console, overlay);
		return true;
	case ACTION_UP:
		form->focus -= form->focus > 0;
		return true;
	case ACTION_DOWN:
		form->focus += form->focus + 1 < form->count;
		return true;
	case ACTION_LESS:
	case ACTION_MORE:
		turn_choice(console, form, action == ACTION_MORE ? 1 : -1);
		return true;
	case ACTION_BACK:
		console_pop(console);
		return true;
	}
	return false;
}

static bool input(struct console *console, struct overlay *overlay, const struct key *key)
{
	struct form *form = overlay->state;
	struct form_field *field = &form->fields[form->focus];
	char place[96];

	if (form->count == 0)
		return false;
	if (is_choice(field)) {
		int choice = key->code - '1';
		if (key->code == ' ') {
			turn_choice(console, form, 1);
			return true;
		}
		if (choice >= 0 && choice < (int)choices(console, field) && choice < 9) {
			field->choice = choice;
			return true;
		}
		return false;
	}
	if (!editor_key(&field->editor, key))
		return false;
	if (field->editor.full)
		console_say(console, true, _("This field is full."));
	field_place(form, form->focus, place, sizeof place);
	draft_set(console, place, editor_text(&field->editor));
	return true;
}

static const struct overlay_kind form_kind = {
	.mode = MODE_FORM, .draw = draw, .act = act, .input = input, .destroy = overlay_destroy};

void form_open(struct console *console, enum form_id id, int64_t thing, int64_t part)
{
	const struct form_spec *spec = form_specs[id];
	char place[96];

	if (spec->private && console->same_picture) {
		console_say(console, true,
			_("The room sees this screen. Switch the projector off, then press Ctrl-L."));
		return;
	}
	struct form *form = mem_alloc(1, sizeof *form);
	form->id = id;
	form->spec = spec;
	form->thing = thing;
	form->part = part;
	while (form->count < SPEC_FIELDS_MAX && spec->fields[form->count].label != NULL) {
		form->fields[form->count].field = spec->fields[form->count];
		form->count++;
	}
	if (spec->fill != NULL)
		spec->fill(console, form);
	for (size_t i = 0; i < form->count; i++) {
		field_place(form, i, place, sizeof place);
		const char *draft = draft_get(console, place);
		if (draft[0] != '\0' && !is_choice(&form->fields[i]))
			editor_set(&form->fields[i].editor, draft);
	}
	console_push(console, &form_kind, form);
}

/* A form left open by a crash opens again with what was typed in it. */
bool form_restore(struct console *console, const char *place, const char *text)
{
	char name[32];
	long long thing, part;
	size_t field;
	struct overlay *top = console_top(console);

	(void)text;
	if (sscanf(place, "form/%31[^/]/%lld/%lld/%zu", name, &thing, &part, &field) != 4)
		return false;
	for (int id = 0; id < FORMS; id++) {
		if (strcmp(form_specs[id]->name, name) != 0 || form_specs[id]->private)
			continue;
		if (top != NULL && top->kind == &form_kind &&
			((struct form *)top->state)->id == (enum form_id)id)
			console_pop(console); /* another field of it: fill all again */
		form_open(console, (enum form_id)id, thing, part);
		top = console_top(console);
		if (top != NULL && top->kind == &form_kind && field < ((struct form *)top->state)->count)
			((struct form *)top->state)->focus = field;
		return true;
	}
	return false;
}
