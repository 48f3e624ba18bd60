#include "form.h"

#include "roundtable/base/mem.h"
#include "roundtable/base/text.h"
#include "roundtable/ui/glyph.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/*
 * Drafts: each field has a place of its own, and OPEN names the form and field that are on the
 * screen, written as the place of that field without "form/". A form left with Esc keeps its
 * fields, and does not open by itself again.
 */
#define OPEN "form/open"
enum { PLACE_SIZE = 128 };

static void field_place(const struct form *form, size_t field, char out[PLACE_SIZE])
{
	snprintf(out, PLACE_SIZE, "form/%s/%lld/%lld/%zu", form->spec->name, (long long)form->thing,
		(long long)form->part, field);
}

static void form_destroy(struct form *form)
{
	for (size_t i = 0; i < form->capacity; i++) {
		editor_finish(&form->fields[i].editor);
		array_free(form->fields[i].label);
		texts_finish(&form->fields[i].words);
		array_free(form->fields[i].was);
	}
	array_free(form->fields);
	array_free(form->about);
	array_free(form->explain);
	array_free(form);
}

static void overlay_destroy(struct overlay *overlay)
{
	form_destroy(overlay->state);
}

static const struct overlay_kind form_kind;

char *form_text(const struct form *form, size_t field)
{
	const char *typed = editor_text(&form->fields[field].editor);

	return text_sanitise(typed, strlen(typed), false, TEXT_CARD, NULL);
}

bool form_date(struct console *console, struct form *form, size_t field, day *date)
{
	char *text = form_text(form, field);
	bool ok = true;

	*date = 0;
	if (text[0] != '\0' && !day_parse(text, console_today(console), date)) {
		console_say(console, true,
			_("That is no date. Type fri, +2w, 27.11. or 2026-11-27, or leave it "
			  "empty."));
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

/* One more field, empty. */
static struct form_field *field_add(struct form *form)
{
	size_t had = form->capacity;

	form->fields = array_room(form->fields, form->count, &form->capacity, sizeof *form->fields);
	memset(form->fields + had, 0, (form->capacity - had) * sizeof *form->fields);
	return &form->fields[form->count++];
}

struct form_field *form_add(struct form *form, const char *label, int64_t id, enum field_kind kind)
{
	struct form_field *field = field_add(form);

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
static const char *choice_text(
	const struct console *console, const struct form_field *field, size_t choice)
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

static bool changed_field(const struct form_field *field)
{
	if (is_choice(field))
		return field->choice != field->filled;
	return strcmp(editor_text(&field->editor), field->was != NULL ? field->was : "") != 0;
}

/* Whether something in it is otherwise than when it was opened. */
static bool changed(const struct form *form)
{
	for (size_t i = 0; i < form->count; i++)
		if (changed_field(&form->fields[i]))
			return true;
	return false;
}

/* --- drafts --- */

static void keep_draft(struct console *console, const struct form *form, size_t index)
{
	const struct form_field *field = &form->fields[index];
	char place[PLACE_SIZE], number[16] = "";

	if (form->spec->private || field->field.private)
		return;
	field_place(form, index, place);
	if (is_choice(field))
		snprintf(number, sizeof number, "%d", field->choice);
	draft_set(console, place,
		!changed_field(field) ? ""
		: is_choice(field)    ? number
				      : editor_text(&field->editor));
}

static void take_draft(struct console *console, struct form *form, size_t index)
{
	struct form_field *field = &form->fields[index];
	char place[PLACE_SIZE], *end;

	field_place(form, index, place);
	const char *draft = draft_get(console, place);
	if (draft[0] == '\0')
		return;
	if (!is_choice(field)) {
		editor_set(&field->editor, draft);
		field->kept = false;
		return;
	}
	long choice = strtol(draft, &end, 10);
	if (*end == '\0' && choice >= 0 && (size_t)choice < choices(console, field))
		field->choice = (int)choice;
}

/* What is typed goes with the command it becomes. */
static void use_drafts(struct console *console, const struct form *form)
{
	char place[PLACE_SIZE];

	for (size_t i = 0; i < form->count; i++) {
		field_place(form, i, place);
		draft_use(console, place);
	}
	draft_use(console, OPEN);
}

static void forget_drafts(struct console *console, const struct form *form)
{
	char place[PLACE_SIZE];

	for (size_t i = 0; i < form->count; i++) {
		field_place(form, i, place);
		draft_set(console, place, "");
	}
}

/* Remembers which form is open, to open it again should the program be killed. */
static void remember_open(struct console *console)
{
	const struct overlay *top = console_top(console);
	const struct form *form = top != NULL && top->kind == &form_kind ? top->state : NULL;
	char place[PLACE_SIZE];

	if (form == NULL || form->spec->private) {
		draft_set(console, OPEN, "");
		return;
	}
	field_place(form, form->focus, place);
	draft_set(console, OPEN, place + strlen("form/"));
}

/* What a field is called now. */
static const char *label_of(struct console *console, const struct form *form, size_t index)
{
	const struct form_field *field = &form->fields[index];
	const char *now =
		form->spec->label != NULL ? form->spec->label(console, form, index) : NULL;

	return now != NULL ? now : field->label != NULL ? field->label : _(field->field.label);
}

static void field_line(
	struct console *console, const struct form *form, size_t index, struct page *page)
{
	const struct form_field *field = &form->fields[index];
	const char *label = label_of(console, form, index);
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
		line->target = index + 1;
		form_named_line(console, form, index, page);
		return;
	} else {
		line = page_addf(page, LINE_ITEM, "%s: %s", label, editor_text(&field->editor));
	}
	line->focused = here;
	line->target = index + 1;
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
	bool last = form->focus + 1 >= form->count;
	page_hint(page, "Enter", last ? _("take") : _("next"));
	if (!last)
		view_mode_hint(page, MODE_FORM, ACTION_SAVE, NULL);
	page_hint(page, "Esc", changed(form) ? _("back, not saved") : _("back"));
	if (form->count > 1)
		page_hint(page, "↑ ↓", _("field"));
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
			console_say(console, true,
				_("Type something here first, or press Esc to go back."));
			return;
		}
		if (!form_known(console, form, i)) {
			form->focus = i;
			return;
		}
	}
	use_drafts(console, form);
	bool taken = form->spec->submit(console, form);
	drafts_spare(console);
	if (!taken)
		return;
	forget_drafts(console, form);
	/* the submit may have opened another form above this one */
	for (size_t i = console->overlays.count; i-- > 0;)
		if (console->overlays.items[i] == overlay) {
			array_remove(&console->overlays, i);
			overlay_destroy(overlay);
			array_free(overlay);
			break;
		}
	remember_open(console);
}

static void turn_choice(struct console *console, struct form *form, int by)
{
	struct form_field *field = &form->fields[form->focus];
	int count = (int)choices(console, field);

	if (!is_choice(field) || count == 0)
		return;
	field->choice = (field->choice + by + count) % count;
	keep_draft(console, form, form->focus);
}

static void go_to(struct console *console, struct form *form, size_t field)
{
	if (field >= form->count)
		return;
	form->focus = field;
	remember_open(console);
}

/* What is private is no draft: whoever leaves with something chosen is told so once. */
static bool would_lose(struct console *console, struct form *form)
{
	if (!form->spec->private || !changed(form) || form->warned)
		return false;
	form->warned = true;
	console_say(console, true,
		_("What you changed here is not saved, and nothing of it would be kept. Ctrl-S "
		  "saves it, Esc again leaves."));
	return true;
}

/* What is half typed waits; whoever leaves it is told that it is nothing more than that. */
static void leave(struct console *console, struct form *form)
{
	bool waits = changed(form) && !form->spec->private;

	if (would_lose(console, form))
		return;
	console_pop(console);
	remember_open(console);
	if (waits)
		console_say(console, true,
			_("Not saved yet: what you typed waits here until you open this again."));
}

static bool act(struct console *console, struct overlay *overlay, enum action_id action)
{
	struct form *form = overlay->state;

	switch ((int)action) {
	case ACTION_SAVE:
		if (!console_read_only(console))
			submit(console, overlay);
		return true;
	case ACTION_TAKE:
		if (form->focus + 1 < form->count) {
			if (form_known(console, form, form->focus))
				go_to(console, form, form->focus + 1);
		} else if (!console_read_only(console))
			submit(console, overlay);
		return true;
	case ACTION_UP:
		go_to(console, form, form->focus - (form->focus > 0));
		return true;
	case ACTION_DOWN:
		go_to(console, form, form->focus + 1);
		return true;
	case ACTION_LESS:
	case ACTION_MORE:
		turn_choice(console, form, action == ACTION_MORE ? 1 : -1);
		return true;
	case ACTION_BACK:
		leave(console, form);
		return true;
	}
	return false;
}

/* The next choice that begins with a letter. */
static void choose_by_letter(struct console *console, struct form *form, int32_t letter)
{
	struct form_field *field = &form->fields[form->focus];
	size_t count = choices(console, field);
	char bytes[5] = "";
	bool found = false;

	bytes[glyph_encode(letter, bytes)] = '\0';
	char *wanted = text_fold(bytes);
	for (size_t i = 1; i <= count && !found; i++) {
		size_t choice = ((size_t)field->choice + i) % count;
		char *text = text_fold(choice_text(console, field, choice));
		found = wanted[0] != '\0' && strncmp(text, wanted, strlen(wanted)) == 0;
		if (found)
			field->choice = (int)choice;
		array_free(text);
	}
	array_free(wanted);
	if (found)
		keep_draft(console, form, form->focus);
	else
		console_say(console, true,
			_("No choice begins so. The arrows go from one to the next."));
}

static void point(struct console *console, struct overlay *overlay, size_t target)
{
	go_to(console, overlay->state, target - 1);
}

static bool input(struct console *console, struct overlay *overlay, const struct key *key)
{
	struct form *form = overlay->state;
	struct form_field *field;

	if (form->count == 0)
		return false;
	field = &form->fields[form->focus];
	if (is_choice(field)) {
		size_t number;
		if (key->code == ' ') {
			turn_choice(console, form, 1);
			return true;
		}
		if (number_key(&field->typed, key, choices(console, field), &number) !=
			NUMBER_NONE) {
			field->choice = (int)number - 1;
			keep_draft(console, form, form->focus);
			return true;
		}
		if (key->code <= ' ' || key->code >= KEYS_NAMED)
			return false;
		choose_by_letter(console, form, key->code);
		return true;
	}
	if (!editor_key(&field->editor, key))
		return false;
	field->kept = false;
	if (field->editor.full && field->field.kind == FIELD_NAME)
		console_sayf(console, true,
			_("There is room for %d letters here. Make it shorter."), TEXT_NAME);
	else if (field->editor.full)
		console_say(console, true, _("This field is full."));
	keep_draft(console, form, form->focus);
	return true;
}

static const struct overlay_kind form_kind = {.mode = MODE_FORM,
	.draw = draw,
	.act = act,
	.input = input,
	.point = point,
	.destroy = overlay_destroy};

/* The form as it stands now, drafts taken in; NULL when what it is about is not there. */
static struct form *form_create(
	struct console *console, enum form_id id, int64_t thing, int64_t part)
{
	const struct form_spec *spec = form_specs[id];
	struct form *form = mem_alloc(1, sizeof *form);

	form->id = id;
	form->spec = spec;
	form->thing = thing;
	form->part = part;
	for (size_t i = 0; i < SPEC_FIELDS_MAX && spec->fields[i].label != NULL; i++)
		field_add(form)->field = spec->fields[i];
	if (spec->fill != NULL && !spec->fill(console, form)) {
		form_destroy(form);
		return NULL;
	}
	for (size_t i = 0; i < form->count; i++) {
		struct form_field *field = &form->fields[i];
		field->filled = field->choice;
		field->was = mem_copy_text(editor_text(&field->editor));
		field->kept = field->was[0] != '\0';
		field->editor.limit = field->field.kind == FIELD_NAME ? TEXT_NAME : TEXT_CARD;
		take_draft(console, form, i);
	}
	return form;
}

void form_again(struct console *console, struct form *form)
{
	for (size_t i = 0; i < form->count; i++) {
		struct form_field *field = &form->fields[i];
		editor_set(&field->editor, field->was);
		field->choice = field->filled;
	}
	forget_drafts(console, form);
	go_to(console, form, 0);
}

void form_open(struct console *console, enum form_id id, int64_t thing, int64_t part)
{
	if (form_specs[id]->private && console->same_picture) {
		console_say(console, true,
			_("The room sees this screen. Switch the projector off, then press "
			  "Ctrl-L."));
		return;
	}
	struct form *form = form_create(console, id, thing, part);
	if (form == NULL) {
		console_say(console, true, _(refusal_sentence(REFUSED_NO_THING)));
		return;
	}
	console_push(console, &form_kind, form);
	remember_open(console);
}

/* What a place of a form's field says, "form/" left out. */
struct field_name {
	char form[32];
	long long thing, part;
	size_t field;
};

static bool field_read(const char *text, struct field_name *name)
{
	return sscanf(text, "%31[^/]/%lld/%lld/%zu", name->form, &name->thing, &name->part,
		       &name->field) == 4;
}

bool form_waits(const struct console *console, enum form_id id, int64_t thing)
{
	const struct drafts *drafts = &console->drafts;
	struct field_name name;

	for (size_t i = 0; i < drafts->count; i++)
		if (drafts->items[i].text[0] != '\0' && strcmp(drafts->items[i].place, OPEN) != 0 &&
			strncmp(drafts->items[i].place, "form/", strlen("form/")) == 0 &&
			field_read(drafts->items[i].place + strlen("form/"), &name) &&
			strcmp(name.form, form_specs[id]->name) == 0 && name.thing == thing)
			return true;
	return false;
}

/* The form that was open when the program ended opens again. */
static void reopen(struct console *console, const struct field_name *name)
{
	for (int id = 0; id < FORMS; id++) {
		if (strcmp(form_specs[id]->name, name->form) != 0 || form_specs[id]->private)
			continue;
		struct form *form = form_create(console, (enum form_id)id, name->thing, name->part);
		if (form == NULL)
			continue;
		form->focus = name->field < form->count ? name->field : 0;
		console_push(console, &form_kind, form);
		break;
	}
	remember_open(console);
}

/* Drafts come in any order: a field's may come before or after its form is opened. */
bool form_restore(struct console *console, const char *place, const char *text)
{
	const struct overlay *top = console_top(console);
	struct form *form = top != NULL && top->kind == &form_kind ? top->state : NULL;
	struct field_name name;

	if (strncmp(place, "form/", strlen("form/")) != 0)
		return false;
	if (strcmp(place, OPEN) == 0) {
		if (form == NULL && field_read(text, &name))
			reopen(console, &name);
		return true;
	}
	if (form != NULL && field_read(place + strlen("form/"), &name) &&
		name.thing == form->thing && name.part == form->part &&
		strcmp(name.form, form->spec->name) == 0 && name.field < form->count)
		take_draft(console, form, name.field);
	return true;
}
