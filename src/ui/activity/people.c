/* The roster: one line a person, one key an arrival. */
#include "../console/state.h"

#include "roundtable/base/mem.h"
#include "roundtable/base/text.h"

#include <stdlib.h>
#include <string.h>

static const char *label(struct console *console)
{
	(void)console;
	return _("Name, role");
}

bool role_ambiguous(struct console *console, const char *beginning)
{
	struct buf names = {0};
	size_t count = beginning[0] != '\0'
			       ? plan_roles_meant(console_model(console)->plan, beginning, &names)
			       : 0;

	if (count > 1)
		console_sayf(console, true,
			_("\"%s\" can be several roles: %s. Type one letter more."), beginning,
			buf_text(&names));
	buf_finish(&names);
	return count > 1;
}

/* One key for who goes: here becomes left, expected becomes absent, and both come back as here. */
static void absent_or_back(struct console *console, const struct audience_person *person)
{
	static const enum status next[STATUSES] = {[STATUS_EXPECTED] = STATUS_ABSENT,
		[STATUS_HERE] = STATUS_LEFT,
		[STATUS_LATE] = STATUS_LEFT,
		[STATUS_ABSENT] = STATUS_LATE,
		[STATUS_LEFT] = STATUS_HERE};
	struct command command = command_make(EVENT_PERSON_STATUS);

	command.body.person = person->id;
	command.body.status = next[person->status];
	console_run(console, &command,
		next[person->status] == STATUS_ABSENT ? _("Absent.")
		: next[person->status] == STATUS_LEFT ? _("Has left. x brings the person back.")
						      : _("Here."));
}

static bool is_awaited(const struct person *person)
{
	return !person->withdrawn && person->name != NULL &&
	       (person->status == STATUS_EXPECTED || person->status == STATUS_ABSENT);
}

/* Somebody awaited, named in full: they have come. */
static const struct person *expected(const struct console *console, const char *name)
{
	const struct model *model = console_model(console);

	for (size_t i = 0; i < model->persons.count; i++)
		if (is_awaited(&model->persons.items[i]) &&
			text_same_folded(model->persons.items[i].name, name))
			return &model->persons.items[i];
	return NULL;
}

/* Whether a name begins with these whole words: "amina" and "Amina Rahman". */
static bool first_words(const char *name, const char *words)
{
	char *whole = text_fold(name), *begin = text_fold(words);
	size_t length = strlen(begin);
	bool so = length > 0 && strncmp(whole, begin, length) == 0 && whole[length] == ' ';

	free(whole);
	free(begin);
	return so;
}

/* Somebody awaited who may be meant by a first name or by the letter of a seat; of another role it
 * is somebody else. NULL: nobody, or more than one. */
static const struct person *perhaps(const struct console *console, const char *name, int role)
{
	const struct model *model = console_model(console);
	bool letter = name[0] != '\0' && name[1] == '\0';
	const struct person *found = letter ? model_at_seat(model, name[0]) : NULL;
	size_t count = found != NULL && is_awaited(found);

	for (size_t i = 0; i < model->persons.count && !letter; i++)
		if (is_awaited(&model->persons.items[i]) &&
			first_words(model->persons.items[i].name, name)) {
			found = &model->persons.items[i];
			count++;
		}
	return count == 1 && (role < 0 || role == found->role) ? found : NULL;
}

/* The name stands in the line as it is on the roster: Enter says yes. */
static void ask_whether(struct console *console, const struct person *person)
{
	editor_set(&console->entry, person->name);
	console_sayf(console, true,
		_("Is this %s, who is awaited? Enter: yes, here. Somebody else: change the name."),
		person->name);
}

static bool arrive(struct console *console, int64_t id)
{
	struct command command = command_make(EVENT_PERSON_STATUS);

	command.body.person = id;
	command.body.status = STATUS_HERE;
	if (!console_run(console, &command, _("Here.")))
		return false;
	console->focus += console->focus + 1 < console->audience.items.count;
	return true;
}

/* "Amina, res": the role completes from its beginning; a role nobody foresaw is kept in their own
 * words. */
static bool enter(struct console *console, const char *text)
{
	struct command command = command_make(EVENT_PERSON_ADDED);
	const char *comma = strchr(text, ',');
	bool name_cut = false, role_cut = false;
	char *name = text_sanitise(text, comma != NULL ? (size_t)(comma - text) : strlen(text),
		false, TEXT_NAME, &name_cut);
	char *role = comma != NULL ? text_sanitise(comma + 1, strlen(comma + 1), false, TEXT_NAME,
					     &role_cut)
				   : mem_copy_text("");
	const struct plan *plan = console_model(console)->plan;
	int known = role[0] != '\0' ? plan_role(plan, role) : -1;
	struct buf done = {0};

	if (name_cut || role_cut)
		console_sayf(console, true,
			_("A name and a role may have %d letters each. Make it shorter."),
			TEXT_NAME);
	if (name_cut || role_cut || (known < 0 && role_ambiguous(console, role))) {
		array_free(name);
		array_free(role);
		return false;
	}
	if (expected(console, name) != NULL) {
		int64_t id = expected(console, name)->id;
		array_free(name);
		array_free(role);
		return arrive(console, id);
	}
	const struct person *like = perhaps(console, name, known);
	if (like != NULL) {
		array_free(name);
		array_free(role);
		ask_whether(console, like);
		return false;
	}
	command.body.role = known;
	command.body.votes = 1;
	command.body.status = STATUS_HERE;
	texts_add(&command.words, name);
	texts_add(&command.words, known < 0 ? role : "");
	if (known >= 0)
		buf_format(&done, _("%s, %s, is here."), name, plan->roles.items[known].name);
	else if (role[0] != '\0')
		buf_format(&done,
			_("%s is here. \"%s\" is no role of this programme: kept in their own "
			  "words. e sets the role."),
			name, role);
	else
		buf_format(&done, _("%s is here. The role was not said; a comma goes before it."),
			name);
	bool ok = console_run(console, &command, buf_text(&done));
	buf_finish(&done);
	array_free(name);
	array_free(role);
	return ok;
}

static bool act(struct console *console, enum action_id action, const struct audience_item *focused)
{
	if (action == ACTION_TAKE && focused == NULL) {
		console_say(console, false, _("Type a name and a role, as in: Amina, resident"));
		return true;
	}
	if (focused == NULL || focused->kind != ITEM_PERSON)
		return false;
	if (action == ACTION_TAKE && focused->person.status == STATUS_EXPECTED)
		arrive(console, focused->id);
	else if (action == ACTION_TAKE || action == ACTION_EDIT)
		form_open(console, FORM_PERSON, focused->id, 0);
	else if (action == ACTION_ABSENT)
		absent_or_back(console, &focused->person);
	else
		return false;
	return true;
}

/* Whose form was left with something typed in it. */
static void more(struct console *console, struct page *page)
{
	const struct model *model = console_model(console);
	struct buf names = {0};

	for (size_t i = 0; i < model->persons.count; i++) {
		const struct person *person = &model->persons.items[i];
		if (!person->withdrawn && form_waits(console, FORM_PERSON, person->id))
			buf_format(&names, "%s%s", names.count > 0 ? ", " : "",
				person->name != NULL ? person->name : _("(erased)"));
	}
	if (names.count > 0)
		page_addf(page, LINE_WARNING, _("Typed, and not saved yet: %s"), buf_text(&names));
	buf_finish(&names);
}

static void hints(struct console *console, struct page *page)
{
	if (console_typing(console)) {
		view_hint(console, page, ACTION_TAKE, _("take"));
		view_hint(console, page, ACTION_SWITCH, _("list"));
		view_ways(console, page);
	} else if (!view_nothing(console, page)) {
		const struct audience_item *focused = console_focused(console);
		bool expected = focused != NULL && focused->kind == ITEM_PERSON &&
				focused->person.status == STATUS_EXPECTED;
		view_hint(console, page, ACTION_TAKE, expected ? _("is here") : _("open"));
		view_ways(console, page);
		view_hint(console, page, ACTION_SWITCH, _("type a name"));
		view_hint(console, page, ACTION_ABSENT, _("absent, left"));
	}
	view_hint(console, page, ACTION_VOICE, NULL);
	view_hint(console, page, ACTION_UNDO, NULL);
}

const struct activity_view people_view = {.mode = MODE_PEOPLE,
	.many = true,
	.label = label,
	.enter = enter,
	.act = act,
	.more = more,
	.hints = hints};
