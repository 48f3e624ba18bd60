/* Small groups at the console: mixed, and somebody put into another one. */
#include "state.h"

static enum small_groups how_here(const struct console *console)
{
	return stage_small_groups(console_stage(console));
}

static const struct mixing *mixing_here_now(const struct console *console)
{
	return model_mixing(console_model(console), console_at(console));
}

static void mix(struct console *console)
{
	struct command command = command_make(EVENT_GROUPS_MIXED);

	command.body.stage = console_at(console);
	console_run(console, &command, _("The small groups are mixed. u takes it back."));
}

static void put(struct console *console, int64_t group, int64_t person)
{
	struct command command = command_make(EVENT_GROUP_CHANGED);
	const struct mixing *mixing = mixing_here_now(console);

	if (mixing == NULL)
		return;
	command.body.stage = mixing->stage;
	command.body.thing = mixing->id;
	command.body.person = person;
	command.body.number = group;
	console_run(console, &command, _("Done; the wall shows it."));
}

/* To which one: each with how many are there. */
static void picked(struct console *console, int64_t id, int64_t unused)
{
	const struct model *model = console_model(console);
	const struct mixing *mixing = mixing_here_now(console);
	const struct person *person = model_person(model, id);
	struct buf text = {0};
	struct ids here = {0};

	(void)unused;
	if (id == 0) {
		mix(console);
		return;
	}
	if (mixing == NULL || person == NULL)
		return;
	buf_format(&text, _("Into which small group does %s go?"),
		person->name != NULL ? person->name : _("(erased)"));
	struct pick *pick = pick_open(console, buf_text(&text), false, put, id);
	for (int group = 0; group < mixing->groups; group++) {
		struct buf many = {0};
		buf_clear(&text);
		buf_format(&text, _("Small group %d"), group + 1);
		mixing_here(model, mixing, group, &here);
		buf_format(&many, ngettext("%zu person", "%zu people", here.count), here.count);
		pick_add(pick, group + 1, buf_text(&text), buf_text(&many));
		buf_finish(&many);
	}
	if (mixing_group(mixing, id) >= 0)
		pick_focus(pick, mixing_group(mixing, id) + 1);
	array_finish(&here);
	buf_finish(&text);
}

void mixing_ask(struct console *console)
{
	const struct model *model = console_model(console);
	const struct mixing *mixing = mixing_here_now(console);
	enum small_groups how = how_here(console);

	if (how == SMALL_GROUPS_NONE || console_read_only(console)) {
		if (how == SMALL_GROUPS_NONE)
			console_say(console, true,
				_("The programme asks for no small groups in this stage."));
		return;
	}
	if (mixing == NULL || (how == SMALL_GROUPS_MIXED && mixing->stage != console_at(console))) {
		mix(console);
		return;
	}
	struct pick *pick = pick_open(
		console, _("Who goes into another small group? Type a name."), true, picked, 0);
	if (how == SMALL_GROUPS_MIXED)
		pick_add(pick, 0, _("Everybody: mix them once more"), "");
	for (size_t i = 0; i < model->persons.count; i++) {
		const struct person *person = &model->persons.items[i];
		int group = mixing_group(mixing, person->id);
		struct buf where = {0};
		if (!person_here(person) || person->name == NULL)
			continue;
		if (group >= 0)
			buf_format(&where, _("small group %d"), group + 1);
		pick_add(pick, person->id, person->name, group >= 0 ? buf_text(&where) : "");
		buf_finish(&where);
	}
}
