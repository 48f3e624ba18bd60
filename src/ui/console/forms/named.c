/* Fields for a person or a role: who is meant by what is typed, and what is nobody's. */
#include "../form.h"

#include "roundtable/base/mem.h"

#include <string.h>

int64_t form_person(struct console *console, const struct form *form, size_t field)
{
	char *text = form_text(form, field);
	const struct person *person = model_person_named(console_model(console), text);

	array_free(text);
	return person != NULL ? person->id : 0;
}

const char *form_named(struct console *console, const struct form *form, size_t index)
{
	const struct model *model = console_model(console);
	char *text = form_text(form, index);
	const struct person *person = NULL;
	int role = -1;

	if (form->fields[index].field.kind == FIELD_PERSON)
		person = model_person_named(model, text);
	if (form->fields[index].field.kind == FIELD_OF_ROLE)
		role = plan_role(model->plan, text);
	array_free(text);
	return person != NULL ? person->name
	       : role >= 0    ? model->plan->roles.items[role].name
			      : NULL;
}

/* Words that name no person or role: said once, unless they must name one. */
static void say_unknown(struct console *console, struct form_field *field, const char *text)
{
	struct buf roles = {0};

	if (field->field.kind == FIELD_OF_ROLE) {
		plan_roles_meant(console_model(console)->plan, "", &roles);
		console_sayf(console, true,
			_("“%1$s” is none of the roles: %2$s. Enter again keeps it as it is "
			  "typed."),
			text, buf_text(&roles));
	} else {
		console_sayf(console, true,
			field->field.on_roster ? _("“%s” is not one person of the roster. Correct "
						   "it, or leave it empty.")
					       : _("“%s” is nobody on the roster. Enter again "
						   "keeps it as it is typed."),
			text);
	}
	field->kept = !field->field.on_roster;
	buf_finish(&roles);
}

bool form_known(struct console *console, struct form *form, size_t index)
{
	struct form_field *field = &form->fields[index];
	enum field_kind kind = field->field.kind;

	if ((kind != FIELD_PERSON && kind != FIELD_OF_ROLE) || field->kept ||
		form_named(console, form, index) != NULL)
		return true;
	char *text = form_text(form, index);
	bool empty = text[0] == '\0';
	if (!empty && (kind != FIELD_OF_ROLE || !role_ambiguous(console, text)))
		say_unknown(console, field, text);
	array_free(text);
	return empty;
}

void form_named_line(
	struct console *console, const struct form *form, size_t index, struct page *page)
{
	const char *name = form_named(console, form, index);
	char *text = form_text(form, index);

	if (name != NULL && strcmp(name, text) != 0)
		page_addf(page, LINE_TEXT, "→ %s", name);
	array_free(text);
}

enum field_kind form_cell_kind(const struct column *column)
{
	return column->type == COLUMN_PERSON ? FIELD_PERSON
	       : column->type == COLUMN_ROLE ? FIELD_OF_ROLE
					     : FIELD_WORDS;
}
