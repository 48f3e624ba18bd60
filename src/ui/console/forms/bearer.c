/* Whether those who would carry it consent: said by one of them, after conferring apart if they
 * ask. */
#include "../form.h"

#include "roundtable/core/agreement.h"

enum { B_ANSWER, B_VOICE, B_SAID };
/* In the order of the choices. */
enum { BEARER_CONSENTS, BEARER_REFUSES, BEARER_APART, BEARER_UNASKED };

static const char *const answer_choices[] = {N_("they consent"), N_("they do not consent"),
	N_("they confer apart first"), N_("not asked yet"), NULL};

/* The only one who can say it, if there is but one. */
static const struct person *only_voice(struct console *console, const struct burden *burden)
{
	const struct model *model = console_model(console);
	const struct person *found = NULL;

	for (size_t i = 0; i < model->persons.count; i++)
		if (burden_voice(burden, &model->persons.items[i])) {
			if (found != NULL)
				return NULL;
			found = &model->persons.items[i];
		}
	return found;
}

static bool fill_bearer(struct console *console, struct form *form)
{
	const struct proposal *proposal = model_proposal(console_model(console), form->thing);
	const struct burden *burden = proposal_burden(proposal, form->part);
	struct buf about = {0};

	if (burden == NULL)
		return false;
	sentence_bearer(proposal, burden, burden->who, &about);
	form_about(form, buf_text(&about));
	buf_finish(&about);
	const struct person *voice = only_voice(console, burden);
	form_set(form, B_VOICE, voice != NULL && voice->name != NULL ? voice->name : "");
	if (burden->answer == ANSWER_DECLINED)
		form->fields[B_ANSWER].choice = BEARER_REFUSES;
	return true;
}

static bool submit_bearer(struct console *console, struct form *form)
{
	static const enum answer answers[] = {[BEARER_CONSENTS] = ANSWER_ACCEPTED,
		[BEARER_REFUSES] = ANSWER_DECLINED,
		[BEARER_APART] = ANSWER_NOT_ASKED,
		[BEARER_UNASKED] = ANSWER_NOT_ASKED};
	struct command command = command_make(EVENT_BEARER_ANSWERED);
	int choice = form->fields[B_ANSWER].choice;

	command.body.thing = form->thing;
	command.body.into = form->part;
	command.body.accepted = answers[choice];
	command.body.yes = choice == BEARER_APART;
	if (answers[choice] != ANSWER_NOT_ASKED)
		command.body.person = form_person(console, form, B_VOICE);
	form_say(&command, form, B_SAID);
	return console_run(console, &command, _("Written down."));
}

const struct form_spec bearer_form = {"bearer", N_("Do they consent to carry it?"),
	{CHOICE(N_("Their answer"), answer_choices),
		MEMBER(N_("Who says it"), N_("one of them, who is here")),
		MAYBE(N_("Why"), N_("or on what condition; empty: not said"))},
	fill_bearer, submit_bearer, false};

static void picked(struct console *console, int64_t burden, int64_t proposal)
{
	form_open(console, FORM_BEARER, proposal, burden);
}

void bearers_ask(struct console *console, const struct proposal *proposal)
{
	struct pick *pick;

	if (proposal->burdens.count == 0) {
		console_say(console, true, _("First say who carries it: w."));
		return;
	}
	if (proposal->burdens.count == 1) {
		picked(console, proposal->burdens.items[0].id, proposal->id);
		return;
	}
	pick = pick_open(console, _("Whose consent?"), false, picked, proposal->id);
	for (size_t i = 0; i < proposal->burdens.count; i++) {
		const struct burden *burden = &proposal->burdens.items[i];
		pick_add(pick, burden->id, burden->who,
			burden->answer == ANSWER_ACCEPTED   ? _("consents")
			: burden->answer == ANSWER_DECLINED ? _("does not consent")
			: burden->apart                     ? _("confers apart")
							    : _("not asked yet"));
	}
	const struct burden *missing = proposal_missing(proposal);
	if (missing != NULL)
		pick_focus(pick, missing->id);
}
