/* An amendment: the whole text as it would then be, changed from what stands. */
#include "../form.h"

#include "roundtable/core/agreement.h"

enum { AMEND_TEXT, AMEND_MOVER };

static bool fill_amend(struct console *console, struct form *form)
{
	const struct proposal *proposal = model_proposal(console_model(console), form->thing);

	if (proposal == NULL || proposal->decision != 0)
		return false;
	form_about(form, proposal->text);
	form_set(form, AMEND_TEXT, proposal->text);
	return true;
}

static bool submit_amend(struct console *console, struct form *form)
{
	struct command command = command_make(EVENT_PROPOSAL_MADE);

	command.body.stage = console_at(console);
	command.body.into = form->thing;
	command.body.person = form_person(console, form, AMEND_MOVER);
	form_say(&command, form, AMEND_TEXT);
	return console_run(console, &command,
		_("Moved. It is voted on before the proposal: Enter. X withdraws it."));
}

const struct form_spec amend_form = {"amend", N_("An amendment"),
	{WORDS(N_("The text would then be"), N_("change what stands here")),
		MEMBER(N_("Moved by"), N_("empty: not said"))},
	fill_amend, submit_amend, false};

enum { FIT_REWORD, FIT_WITHDRAW };

static void fitted(struct console *console, int64_t how, int64_t amendment)
{
	struct command command = command_make(EVENT_THING_WITHDRAWN);

	if (how == FIT_REWORD) {
		form_open(console, FORM_REWORD, amendment, 0);
		return;
	}
	command.body.thing = amendment;
	command.body.yes = 1;
	console_run(console, &command, _("Withdrawn; the minutes say so."));
}

void amendment_fit_ask(struct console *console, const struct proposal *amendment)
{
	struct pick *pick =
		pick_open(console, _("The text has changed since this amendment was moved."), false,
			fitted, amendment->id);

	pick_add(pick, FIT_REWORD, _("Fit it to the new text"), _("or leave it as it is, Enter"));
	pick_add(pick, FIT_WITHDRAW, _("Withdraw it"), _("it stays in the minutes"));
}
