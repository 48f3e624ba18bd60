/* Who speaks, who wants to: one seat letter each. How long each spoke is for the console alone. */
#include "../console/state.h"

#include <ctype.h>

void person_speaks(struct console *console, const struct person *person)
{
	const struct turn *speaking = model_speaking(console_model(console));
	bool ends = speaking != NULL && speaking->person == person->id;
	struct command command = command_make(ends ? EVENT_TURN_ENDED : EVENT_TURN_STARTED);

	command.body.stage = console_at(console);
	command.body.person = person->id;
	console_run(console, &command, NULL);
}

static void want(struct console *console, const struct person *person)
{
	const struct model *model = console_model(console);
	struct command command = command_make(EVENT_HAND_RAISED);

	command.body.stage = console_at(console);
	command.body.person = person->id;
	command.body.yes = 1;
	for (size_t i = 0; i < model->hands.count; i++)
		if (model->hands.items[i].person == person->id)
			command.body.yes = 0;
	console_run(console, &command, NULL);
}

static bool input(struct console *console, const struct key *key)
{
	if (key->code >= 127 || !isalpha((int)key->code))
		return false;
	const struct person *person = model_at_seat(console_model(console), (char)key->code);
	if (person == NULL)
		console_say(console, true,
			_("No seat has this letter. F1 shows the keys; F8 goes on."));
	else if (console->wants)
		want(console, person);
	else
		person_speaks(console, person);
	return true;
}

/* Whether it went round to the last, who is speaking or has ended. */
static bool round_over(struct console *console)
{
	const struct stage *plan = console_stage(console);
	bool level = false;

	return plan != NULL && stage_setting(plan, SETTING_ROUND) &&
	       model_rounds_heard(console_model(console), console_at(console), &level) > 0 && level;
}

/* An empty Enter: the next in the round speaks, or whoever raised a hand first. After the last of a
 * round it only ends that turn. */
static void next_speaker(struct console *console)
{
	const struct model *model = console_model(console);
	const struct stage *plan = console_stage(console);
	const struct turn *speaking = model_speaking(model);

	if (speaking != NULL && model->hands.count == 0 && round_over(console)) {
		person_speaks(console, model_person(model, speaking->person));
		console_say(
			console, false, _("Everybody has been heard. Enter goes round once more."));
		return;
	}
	int64_t next = model->hands.count > 0 ? model->hands.items[0].person
		       : stage_setting(plan, SETTING_ROUND)
			       ? model_round_next(model, console_at(console))
			       : 0;
	const struct person *person = model_person(model, next);

	if (person != NULL)
		person_speaks(console, person);
	else
		console_say(console, false, _("Press the letter of whoever speaks."));
}

static bool is_here(const struct person *person)
{
	return person->name != NULL && person_here(person);
}

static void picked(struct console *console, int64_t id, int64_t thing)
{
	const struct person *person = model_person(console_model(console), id);

	(void)thing;
	if (person != NULL && console->wants)
		want(console, person);
	else if (person != NULL)
		person_speaks(console, person);
}

/* The people as a list: for small screens, and for who would rather not use the letters. */
static void choose(struct console *console)
{
	const struct model *model = console_model(console);
	struct pick *pick = pick_open(console,
		console->wants ? _("Who wants to speak, or no longer?")
			       : _("Who speaks, or has finished?"),
		true, picked, 0);

	for (size_t i = 0; i < model->persons.count; i++)
		if (is_here(&model->persons.items[i]))
			pick_add(
				pick, model->persons.items[i].id, model->persons.items[i].name, "");
}

static bool act(struct console *console, enum action_id action, const struct audience_item *focused)
{
	(void)focused;
	if (action == ACTION_UP || action == ACTION_DOWN) {
		choose(console);
		return true;
	}
	if (action == ACTION_WANTS || action == ACTION_SWITCH) {
		console->wants = !console->wants;
		console_say(console, false,
			console->wants ? _("Letters now say who wants to speak.")
				       : _("Letters now say who speaks."));
		return true;
	}
	if (action == ACTION_TAKE) {
		next_speaker(console);
		return true;
	}
	return false;
}

static int64_t spoken(const struct model *model, int stage, int64_t person, moment now)
{
	int64_t sum = 0;

	for (size_t i = 0; i < model->turns.count; i++) {
		const struct turn *turn = &model->turns.items[i];
		if (turn->stage == stage && turn->person == person)
			sum += (turn->to != 0 ? turn->to : now) - turn->from;
	}
	return sum;
}

static void seats(struct console *console, struct page *page)
{
	const struct model *model = console_model(console);
	const struct turn *speaking = model_speaking(model);

	for (size_t i = 0; i < model->persons.count; i++) {
		const struct person *person = &model->persons.items[i];
		char seat[2] = {model_seat(model, person->id), '\0'};
		bool hand = false;
		if (!is_here(person))
			continue;
		for (size_t k = 0; k < model->hands.count; k++)
			hand |= model->hands.items[k].person == person->id;
		struct line *line = page_add(page, LINE_ITEM, person->name);
		line_mark(line, seat);
		line->focused = speaking != NULL && speaking->person == person->id;
		int64_t ms = spoken(model, console_at(console), person->id, console_now(console));
		const char *says = line->focused ? _("speaks") : hand ? _("wants to speak") : "";
		/* how long each spoke stays off every wall */
		if (!console->same_picture && ms > 0)
			line_detail(line, _("%s %d:%02d"), says, (int)(ms / 60000),
				(int)(ms / 1000 % 60));
		else if (says[0] != '\0')
			line_detail(line, "%s", says);
	}
}

static void more(struct console *console, struct page *page)
{
	const struct stage *plan = console_stage(console);
	const struct turn *speaking = model_speaking(console_model(console));
	int64_t limit = plan != NULL ? stage_setting(plan, SETTING_TURN) * MINUTE_MS : 0;

	page_add(page, LINE_GAP, "");
	page_add(page, LINE_TEXT,
		console->wants ? _("Letters: who wants to speak (Space switches)")
			       : _("Letters: who speaks (Space switches)"));
	seats(console, page);
	if (speaking != NULL && limit > 0 && console_now(console) - speaking->from > limit)
		page_add(page, LINE_WARNING, _("The time of this turn is up."));
}

static void hints(struct console *console, struct page *page)
{
	bool over = round_over(console), speaks = model_speaking(console_model(console)) != NULL;
	bool steps = console->audience.phase.of > 0 || (over && !speaks);

	if (steps)
		view_ways(console, page);
	page_hint(page, "a-z", console->wants ? _("wants to speak") : _("speaks"));
	view_hint(console, page, ACTION_TAKE,
		!over    ? _("next in turn")
		: speaks ? _("end the round")
			 : _("once more round"));
	if (!steps)
		view_ways(console, page);
	view_hint(console, page, ACTION_SMALL_GROUPS, NULL);
	view_hint(console, page, ACTION_WANTS, _("switch"));
	page_hint(page, "↑ ↓", _("person"));
	view_hint(console, page, ACTION_SPEAKING, _("balance"));
	view_hint(console, page, ACTION_OFF_RECORD, NULL);
	view_hint(console, page, ACTION_PARK, NULL);
	view_hint(console, page, ACTION_NOTE, NULL);
	view_hint(console, page, ACTION_ACTION, NULL);
}

const struct activity_view talk_view = {
	.mode = MODE_TALK, .read = true, .act = act, .input = input, .more = more, .hints = hints};
