/* Who speaks, in any stage: one seat letter begins a turn, the same ends it; how the time is
 * shared.
 */
#include "state.h"

#include "roundtable/base/mem.h"
#include "roundtable/core/balance.h"
#include "roundtable/core/parts.h"

#include <ctype.h>

struct speaking {
	int64_t focus; /* person, 0: nobody yet */
};

static bool is_here(const struct person *person)
{
	return person->name != NULL && person_here(person);
}

static bool speaks_now(const struct model *model, int64_t person)
{
	const struct turn *turn = model_speaking(model);

	return turn != NULL && turn->person == person;
}

/* --- drawing --- */

static void draw_person(const struct console *console, const struct person *person,
	const struct balance *balance, bool focused, struct page *page)
{
	const struct model *model = console_model(console);
	char seat[2] = {model_seat(model, person->id), '\0'};
	struct line *line = page_add(page, LINE_ITEM, person->name);

	line_mark(line, seat);
	line->focused = focused;
	line->target = (size_t)(person - model->persons.items) + 1;
	if (speaks_now(model, person->id))
		line_detail(line, "%s", _("speaks"));
	else if (!console->same_picture && ids_contain(&balance->silent, person->id))
		line_detail(line, "%s", _("not heard yet"));
}

/* How the time is shared by role: as the room may see it, or the facilitator alone does. */
static void draw_balance(
	const struct console *console, const struct balance *balance, struct page *page)
{
	const struct model *model = console_model(console);
	struct buf text = {0};

	if (console->same_picture && !model->balance_shown)
		return;
	page_add(page, LINE_GAP, "");
	sentence_balance(balance, &text);
	sentence_balance_tilt(model, balance, &text);
	page_add(page, LINE_SENTENCE,
		text.count > 0 ? buf_text(&text) : _("Nobody has been heard yet, as clicked."));
	buf_clear(&text);
	for (size_t i = 0; i < balance->by_part.count && balance->heard > 0; i++) {
		sentence_part(model, &balance->parts, i, &text);
		wall_share(buf_text(&text), balance_time(balance, i),
			(size_t)balance_people(balance, i), i == 0, page);
		buf_clear(&text);
	}
	buf_finish(&text);
	if (model->balance_shown)
		page_add(page, LINE_TEXT, _("The wall shows this by role while the group talks."));
}

static void draw(struct console *console, struct overlay *overlay, struct page *page)
{
	const struct speaking *speaking = overlay->state;
	const struct model *model = console_model(console);
	struct balance balance = {0};

	balance_of(model, BALANCE_SESSION, console_now(console), &balance);
	page_add(page, LINE_QUESTION, _("Who speaks? One letter begins a turn and ends it."));
	for (size_t i = 0; i < model->persons.count; i++)
		if (is_here(&model->persons.items[i]))
			draw_person(console, &model->persons.items[i], &balance,
				model->persons.items[i].id == speaking->focus, page);
	draw_balance(console, &balance, page);
	balance_finish(&balance);
	page_hint(page, "a-z", _("speaks"));
	page_hint(page, "Esc", _("back"));
	page_hint(page, "↑ ↓", _("choose a person"));
	view_mode_hint(page, MODE_SPEAKING, ACTION_SHOW_BALANCE,
		model->balance_shown ? _("off the wall") : _("on the wall"));
}

/* --- keys --- */

static void click(struct console *console, struct speaking *speaking, const struct person *person)
{
	int64_t id = person->id;

	speaking->focus = id;
	person_speaks(console, person);
}

static bool input(struct console *console, struct overlay *overlay, const struct key *key)
{
	if (key->code >= 127 || !isalpha((int)key->code))
		return false;
	const struct person *person = model_at_seat(console_model(console), (char)key->code);
	if (person != NULL)
		click(console, overlay->state, person);
	else
		console_say(console, true, _("No seat has this letter."));
	return true;
}

/* To the one before or after, in the order of seats. */
static void move(const struct model *model, struct speaking *speaking, int step)
{
	int64_t before = 0;
	bool passed = false;

	for (size_t i = 0; i < model->persons.count; i++) {
		const struct person *person = &model->persons.items[i];
		if (!is_here(person))
			continue;
		if (step > 0 && (passed || speaking->focus == 0)) {
			speaking->focus = person->id;
			return;
		}
		if (person->id == speaking->focus && step < 0) {
			speaking->focus = before != 0 ? before : speaking->focus;
			return;
		}
		passed = passed || person->id == speaking->focus;
		before = person->id;
	}
}

static void show_balance(struct console *console, int64_t yes)
{
	struct command command = command_make(EVENT_BALANCE_SHOWN);

	command.body.yes = yes;
	console_run(console, &command,
		yes ? _("While the group talks, the wall shows how the time is shared.")
		    : _("The wall no longer shows how the time is shared."));
}

static void ask_balance(struct console *console)
{
	if (console_model(console)->balance_shown)
		show_balance(console, 0);
	else
		confirm_open(console,
			_("Does the group want to see on the wall how the time is shared?"),
			_("By role only, never by name. Ask first; that it was shown is recorded."),
			show_balance, 1);
}

static bool act(struct console *console, struct overlay *overlay, enum action_id action)
{
	const struct model *model = console_model(console);
	struct speaking *speaking = overlay->state;
	const struct person *person = model_person(model, speaking->focus);

	switch ((int)action) {
	case ACTION_UP:
	case ACTION_DOWN:
		move(model, speaking, action == ACTION_UP ? -1 : 1);
		return true;
	case ACTION_PAGE_UP:
	case ACTION_PAGE_DOWN:
		overlay->scroll += action == ACTION_PAGE_UP ? -8 : 8;
		overlay->scroll = overlay->scroll < 0 ? 0 : overlay->scroll;
		return true;
	case ACTION_TAKE:
		if (person != NULL && is_here(person))
			click(console, speaking, person);
		return true;
	case ACTION_SHOW_BALANCE:
		ask_balance(console);
		return true;
	case ACTION_BACK:
		console_pop(console);
		return true;
	}
	return false;
}

static void point(struct console *console, struct overlay *overlay, size_t target)
{
	const struct model *model = console_model(console);

	if (target <= model->persons.count && is_here(&model->persons.items[target - 1]))
		click(console, overlay->state, &model->persons.items[target - 1]);
}

static void destroy(struct overlay *overlay)
{
	array_free(overlay->state);
}

static const struct overlay_kind speaking_kind = {.mode = MODE_SPEAKING,
	.draw = draw,
	.act = act,
	.input = input,
	.point = point,
	.destroy = destroy};

void speaking_open(struct console *console)
{
	const struct model *model = console_model(console);

	if (console_read_only(console))
		return;
	if (model_here(model) == 0)
		console_say(console, true, _("Nobody is marked as here yet."));
	else
		console_push(console, &speaking_kind, mem_alloc(1, sizeof(struct speaking)));
}
