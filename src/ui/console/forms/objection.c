/* Objections: each counts at once, with its ground or before there are words for it. Beside them
 * what holds nothing up: reservations, why somebody stands aside. */
#include "../form.h"

#include "roundtable/core/agreement.h"

enum { O_KIND, O_GROUND, O_MEETS, O_WHO };

/* In the order of enum objection_kind; to stand aside is an answer of consensus alone. */
static const char *const consent_choices[] = {N_("an objection: here is why"),
	N_("an objection: the reason is to follow"),
	N_("an objection: it cannot be put into words yet"),
	N_("a concern, no objection: it holds nothing up"), NULL};
static const char *const consensus_choices[] = {N_("a block: here is why"),
	N_("a block: the reason is to follow"), N_("a block: it cannot be put into words yet"),
	N_("a reservation: it holds nothing up"), N_("why somebody stands aside"), NULL};

/* `part`: what it is, if that is known, from 1; 0: an objection unless it is said otherwise. */
static bool fill_objection(struct console *console, struct form *form)
{
	const struct proposal *proposal = model_proposal(console_model(console), form->thing);

	if (proposal == NULL)
		return false;
	form_about(form, proposal->text);
	form->fields[O_KIND].field.choices = proposal_by_consensus(console_model(console), proposal)
						     ? consensus_choices
						     : consent_choices;
	if (form->part > 0 && form->part <= OBJECTION_KINDS) {
		/* what it is was said already: words that are typed at once are why, no choice */
		form->fields[O_KIND].choice = (int)form->part - 1;
		form->focus = O_GROUND;
	}
	return true;
}

static bool submit_objection(struct console *console, struct form *form)
{
	struct command command = command_make(EVENT_OBJECTION_RAISED);

	command.body.thing = form->thing;
	command.body.number = form->fields[O_KIND].choice;
	command.body.person = form_person(console, form, O_WHO);
	form_say(&command, form, O_GROUND);
	form_say(&command, form, O_MEETS);
	return console_run(console, &command,
		command.body.number < OBJECTION_RESERVED ? _("The objection stands, and is heard.")
							 : _("Heard, and written down."));
}

const struct form_spec objection_form = {"objection", N_("Somebody is heard"),
	{CHOICE(N_("What it is"), consent_choices),
		MAYBE(N_("Why"), N_("the harm it would do, in their words")),
		MAYBE(N_("What would meet it"), N_("empty: not known yet")),
		MEMBER(N_("Whose it is"), N_("only if they wish to be named; else empty"))},
	fill_objection, submit_objection, false};

static const struct objection *objection_of(
	const struct model *model, int64_t id, const struct proposal **of)
{
	for (size_t i = 0; i < model->proposals.count; i++) {
		const struct proposal *proposal = &model->proposals.items[i];
		for (size_t k = 0; k < proposal->objections.count; k++)
			if (proposal->objections.items[k].id == id) {
				*of = proposal;
				return &proposal->objections.items[k];
			}
	}
	return NULL;
}

static bool fill_met(struct console *console, struct form *form)
{
	const struct proposal *proposal = NULL;
	const struct objection *objection =
		objection_of(console_model(console), form->thing, &proposal);
	struct buf about = {0};

	if (objection == NULL)
		return false;
	sentence_objection(console_model(console), proposal, objection, "", &about);
	form_about(form, buf_text(&about));
	buf_finish(&about);
	return true;
}

static bool submit_met(struct console *console, struct form *form)
{
	struct command command = command_make(EVENT_OBJECTION_MET);

	command.body.thing = form->thing;
	command.body.yes = 1;
	form_say(&command, form, 0);
	return console_run(console, &command, _("Met, by the word of those who raised it."));
}

const struct form_spec met_form = {"met", N_("Is this objection met?"),
	{MAYBE(N_("How"), N_("what was changed; those who raised it say so"))}, fill_met,
	submit_met, false};

static void met_picked(struct console *console, int64_t objection, int64_t thing)
{
	(void)thing;
	form_open(console, FORM_MET, objection, 0);
}

static bool holds_still(const struct objection *objection)
{
	return !objection->met && objection_holds(objection);
}

void objections_ask(struct console *console, const struct proposal *proposal)
{
	struct pick *pick;
	size_t standing = 0;

	for (size_t i = 0; i < proposal->objections.count; i++)
		standing += holds_still(&proposal->objections.items[i]);
	if (standing == 0) {
		console_say(console, false, _("No objection stands."));
		return;
	}
	pick = pick_open(console, _("Which objection is met?"), false, met_picked, 0);
	for (size_t i = 0; i < proposal->objections.count; i++) {
		const struct objection *objection = &proposal->objections.items[i];
		struct buf text = {0};
		if (!holds_still(objection))
			continue;
		sentence_objection(console_model(console), proposal, objection, "", &text);
		pick_add(pick, objection->id, buf_text(&text), "");
		buf_finish(&text);
	}
}

static void round_picked(struct console *console, int64_t round, int64_t proposal)
{
	struct command command = command_make(EVENT_CONSENT_ROUND);

	command.body.thing = proposal;
	command.body.number = round;
	console_run(console, &command, NULL);
}

void rounds_ask(struct console *console, const struct proposal *proposal)
{
	struct pick *pick =
		pick_open(console, _("Which round comes now?"), false, round_picked, proposal->id);

	for (int round = ROUND_PRESENT; round < CONSENT_ROUNDS; round++)
		pick_add(pick, round, consent_round_name((enum consent_round)round), "");
	pick_add(pick, ROUND_OPEN, consent_round_name(ROUND_OPEN), "");
	pick_focus(pick, proposal->round < ROUND_OBJECTIONS ? proposal->round + 1 : ROUND_OPEN);
}
