/* Every form in one table, and what the forms share. */
#include "../form.h"

#include "roundtable/base/mem.h"

#include <string.h>

const char *const form_paid_choices[] = {
	N_("not asked"), N_("yes"), N_("nobody"), N_("not yet known"), NULL};

/* Adds field `index` to the words of a command. */
void form_say(struct command *command, const struct form *form, size_t index)
{
	char *text = form_text(form, index);

	texts_add(&command->words, text);
	array_free(text);
}

void form_set(struct form *form, size_t index, const char *text)
{
	editor_set(&form->fields[index].editor, text != NULL ? text : "");
}

/* What stands in a field for a person: a name, "" for one that was erased. */
static const char *person_words(struct console *console, int64_t id, const char *words)
{
	const struct person *person = model_person(console_model(console), id);
	const char *text = person != NULL ? person->name : words;

	return text != NULL ? text : "";
}

void form_set_person(
	struct console *console, struct form *form, size_t index, int64_t person, const char *words)
{
	form_set(form, index, person_words(console, person, words));
}

int64_t form_person_still(struct console *console, const struct form *form, size_t index,
	int64_t before, const char *words)
{
	char *text = form_text(form, index);
	bool same = strcmp(text, person_words(console, before, words)) == 0;

	array_free(text);
	return before != 0 && same ? before : form_person(console, form, index);
}

void form_set_date(struct form *form, size_t index, day date)
{
	struct buf text = {0};

	day_format(&text, date);
	form_set(form, index, buf_text(&text));
	buf_finish(&text);
}

void form_about(struct form *form, const char *text)
{
	array_free(form->about);
	form->about = mem_copy_text(text != NULL ? text : _("(erased)"));
}

bool form_thing_words(const struct model *model, int64_t thing, size_t part, const char **words)
{
	const struct card *card = model_card(model, thing);
	const struct person *person = model_person(model, thing);
	const struct theme *named = model_theme(model, thing);
	const struct proposal *proposal = model_proposal(model, thing);
	const struct action *action = model_action(model, thing);
	const struct term *term = model_term(model, thing);

	if (card != NULL && part >= card->cells.count)
		return false;
	if (card != NULL || person != NULL || named != NULL || proposal != NULL || action != NULL) {
		*words = card != NULL       ? card->cells.items[part]
			 : person != NULL   ? person->name
			 : named != NULL    ? named->name
			 : proposal != NULL ? proposal->text
					    : action->what;
		return true;
	}
	if (term != NULL) {
		*words = part == 0 ? term->word : term->meaning;
		return true;
	}
	const struct remarks *lists[] = {
		&model->notes, &model->parked, &model->voices, &model->corrections};
	for (size_t list = 0; list < sizeof lists / sizeof lists[0]; list++)
		for (size_t i = 0; i < lists[list]->count; i++)
			if (lists[list]->items[i].id == thing) {
				*words = lists[list]->items[i].text;
				return true;
			}
	return false;
}

bool form_poll_open(struct console *console, struct form *form)
{
	const struct poll *poll = model_poll(console_model(console), form->thing);

	return poll != NULL && poll->state == POLL_OPEN;
}

const struct form_spec *const form_specs[FORMS] = {
	[FORM_NOTE] = &note_form,
	[FORM_ACTION] = &action_form,
	[FORM_PARK] = &park_form,
	[FORM_WORD] = &word_form,
	[FORM_MEANING] = &meaning_form,
	[FORM_PERSON_NEW] = &person_new_form,
	[FORM_PERSON] = &person_form,
	[FORM_VOICE] = &voice_form,
	[FORM_REWORD] = &reword_form,
	[FORM_LEAVE_OUT] = &leave_out_form,
	[FORM_GAP] = &gap_form,
	[FORM_HANDS] = &hands_form,
	[FORM_VOID] = &void_form,
	[FORM_TELLERS] = &tellers_form,
	[FORM_BURDEN] = &burden_form,
	[FORM_REASON] = &reason_form,
	[FORM_DECIDE] = &decide_form,
	[FORM_MEND] = &mend_form,
	[FORM_CARE] = &care_form,
	[FORM_NAMING] = &naming_form,
	[FORM_MEETING] = &meeting_form,
	[FORM_CORRECT] = &correct_form,
	[FORM_ACTION_ANSWER] = &action_answer_form,
	[FORM_MINUTES] = &minutes_form,
	[FORM_SLIPS] = &slips_form,
	[FORM_COPY] = &copy_form,
	[FORM_WRONG_NAME] = &wrong_name_form,
	[FORM_STEP_OUT] = &step_out_form,
	[FORM_NETWORK] = &network_form,
	[FORM_RULE] = &rule_form,
	[FORM_BEARER] = &bearer_form,
	[FORM_OBJECTION] = &objection_form,
	[FORM_MET] = &met_form,
	[FORM_MINORITY] = &minority_form,
	[FORM_REVIEW] = &review_form,
	[FORM_AGAIN] = &again_form,
	[FORM_ACTION_CAME] = &action_came_form,
	[FORM_STAND_IN] = &stand_in_form,
	[FORM_AMEND] = &amend_form,
	[FORM_ADVICE] = &advice_form,
	[FORM_SPLIT] = &split_form,
};
