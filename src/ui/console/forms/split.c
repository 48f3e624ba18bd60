/* A theme is parted: each of its cards stays, or goes into the new one. */
#include "../form.h"

enum { S_NAME, S_CARDS };
enum { STAYS, GOES };

static const char *const stays_choices[] = {N_("stays"), N_("goes into the new theme"), NULL};

static bool fill_split(struct console *console, struct form *form)
{
	const struct model *model = console_model(console);
	const struct theme *theme = model_theme(model, form->thing);
	struct ids cards = {0};

	if (theme == NULL || theme->withdrawn)
		return false;
	form_about(form, theme->name);
	model_stage_cards(model, theme->stage, &cards);
	for (size_t i = 0; i < cards.count; i++) {
		const struct card *card = model_card(model, cards.items[i]);
		if (model_theme_of(model, theme->stage, card->id) != theme->id)
			continue;
		const char *words = card->cells.items[0];
		form_add(form, words != NULL ? words : _("(erased)"), card->id, FIELD_CHOICE)
			->field.choices = stays_choices;
	}
	array_finish(&cards);
	return true;
}

static bool submit_split(struct console *console, struct form *form)
{
	const struct model *model = console_model(console);
	const struct theme *theme = model_theme(model, form->thing);
	struct command command = command_make(EVENT_THEME_ADDED);
	struct rare *rare = body_rare_make(&command.body);
	bool moved = false;

	command.body.stage = theme != NULL ? theme->stage : -1;
	for (size_t i = S_CARDS; i < form->count; i++) {
		int64_t card = form->fields[i].id;
		bool here = model_theme_of(model, (int)command.body.stage, card) == form->thing;
		if (form->fields[i].choice == GOES && here)
			ids_add(&rare->things, card);
		moved = moved || !here;
	}
	form_say(&command, form, S_NAME);
	return console_run(console, &command,
		moved ? _("Parted. What somebody else has moved meanwhile stays where it is now.")
		      : _("Parted. u takes it back in one step."));
}

const struct form_spec split_form = {"split", N_("Part this theme"),
	{NAME(N_("Name of the new theme"))}, fill_split, submit_split, false};
