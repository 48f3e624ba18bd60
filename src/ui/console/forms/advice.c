/* Advice before one person decides: of those the rule names, and of whoever else is asked. */
#include "../form.h"

#include "roundtable/core/agreement.h"

enum { A_WHO, A_ASKED, A_SAID };

static const char *const asked_choices[] = {N_("asked"), N_("not asked"), NULL};

/* Who comes next of those who are to be asked. */
static bool fill_advice(struct console *console, struct form *form)
{
	const struct model *model = console_model(console);
	const struct proposal *proposal = model_proposal(model, form->thing);
	struct texts names = {0};

	if (proposal == NULL || proposal->decision != 0)
		return false;
	form_about(form, proposal->text);
	proposal_unasked(model, proposal, &names);
	form_set(form, A_WHO, names.count > 0 ? names.items[0] : "");
	texts_finish(&names);
	return true;
}

static bool submit_advice(struct console *console, struct form *form)
{
	struct command command = command_make(EVENT_ADVICE_GIVEN);

	command.body.thing = form->thing;
	command.body.yes = form->fields[A_ASKED].choice == 0;
	form_say(&command, form, A_WHO);
	form_say(&command, form, A_SAID);
	return console_run(console, &command, _("Written down. Enter goes on."));
}

const struct form_spec advice_form = {"advice", N_("Who was asked, and what do they advise?"),
	{WORDS(N_("Who"), N_("a person, a role, a group")), CHOICE(N_("Asked"), asked_choices),
		WORDS(N_("Their advice"), N_("or why they were not asked"))},
	fill_advice, submit_advice, false};
