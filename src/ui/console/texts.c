/* Help, commands by name, private notes, and the list of stages. */
#include "state.h"

#include "roundtable/base/mem.h"

#include <stdio.h>
#include <string.h>

/* What a chosen action does: as if its key had been pressed. */
static void run_action(struct console *console, int64_t action, int64_t thing)
{
	const struct activity_view *view = console_view(console);

	(void)thing;
	/* while a line is typed nothing in the list is meant */
	if (view->act == NULL || !view->act(console, (enum action_id)action,
					 console_typing(console) ? NULL : console_focused(console)))
		console_act(console, (enum action_id)action);
}

static bool moves_only(enum action_id action)
{
	return strcmp(action_info(action)->group, "moving") == 0;
}

/* The keys that do this now, or after Esc where letters are typed or mean people; "" when only this
 * list does it. */
static void keys_now(struct console *console, enum action_id action, struct buf *out)
{
	enum mode mode = console_view(console)->mode;
	enum mode now = console_typing(console) ? MODE_ENTRY : mode;
	char keys[96];

	keymap_keys(now, action, keys, sizeof keys);
	buf_text_add(out, keys);
	keymap_keys(mode, action, keys, sizeof keys);
	if (keys[0] == '\0')
		keymap_keys(MODE_LETTERS, action, keys, sizeof keys);
	for (char *rest = keys, *key; (key = strsep(&rest, " ")) != NULL;) {
		key[strcspn(key, ",")] = '\0';
		if (key[0] != '\0' && key[1] == '\0' && keymap_find(now, key[0]) != action)
			buf_format(out, out->count > 0 ? _(", Esc %s") : _("Esc %s"), key);
	}
}

static bool offered(enum mode mode, enum action_id action, bool here)
{
	bool lists = action == ACTION_HELP || action == ACTION_PALETTE; /* this is one */
	if (moves_only(action) || lists || keymap_own(mode, action) != here)
		return false;
	return here || keymap_own(MODE_LETTERS, action) || keymap_own(MODE_FUNCTION, action);
}

static void add_actions(struct console *console, struct pick *pick, bool here)
{
	for (int i = 0; i < ACTIONS_COUNT; i++) {
		enum action_id action = (enum action_id)i;
		struct buf text = {0}, keys = {0};
		if (!offered(console_view(console)->mode, action, here) ||
			!console_acts(console, action))
			continue;
		keys_now(console, action, &keys);
		buf_format(&text, "%s - %s", _(action_info(action)->name),
			_(action_info(action)->help));
		pick_add(pick, i, buf_text(&text), buf_text(&keys));
		buf_finish(&text);
		buf_finish(&keys);
	}
}

static int64_t action_of(const struct console *console, int32_t code)
{
	return console_letter(console, code);
}

/* What works in this stage first, then what works everywhere. Enter runs what is chosen. */
void commands_open(struct console *console, const char *question, bool keys)
{
	struct pick *pick = pick_open(console, question, true, run_action, 0);

	add_actions(console, pick, true);
	add_actions(console, pick, false);
	pick_keys(pick, action_of, keys);
}

/* --- the programme's private notes --- */

static void notes_draw(struct console *console, struct overlay *overlay, struct page *page)
{
	const struct stage *plan = console_stage(console);

	(void)overlay;
	page_add(page, LINE_TITLE, _("Private notes for the facilitator"));
	if (plan == NULL || plan->notes[0] == '\0')
		page_add(page, LINE_TEXT, _("The programme has no notes for this stage."));
	else
		page_add(page, LINE_NOTE, plan->notes);
	page_hint(page, "Esc", _("back"));
}

/* A page to be read: it scrolls and is left. */
static bool text_act(struct console *console, struct overlay *overlay, enum action_id action)
{
	switch ((int)action) {
	case ACTION_UP:
	case ACTION_PAGE_UP:
		overlay->scroll -= action == ACTION_UP ? 1 : 8;
		overlay->scroll = overlay->scroll < 0 ? 0 : overlay->scroll;
		return true;
	case ACTION_DOWN:
	case ACTION_PAGE_DOWN:
		overlay->scroll += action == ACTION_DOWN ? 1 : 8;
		return true;
	case ACTION_TAKE:
	case ACTION_BACK:
		console_pop(console);
		return true;
	}
	return false;
}

static const struct overlay_kind notes_kind = {
	.mode = MODE_TEXT, .draw = notes_draw, .act = text_act};

void notes_open(struct console *console)
{
	console_push(console, &notes_kind, NULL);
}

/* --- where to look further --- */

/* Names alone: an address that has moved would send people astray, and there may be no network. */
static void further_draw(struct console *console, struct overlay *overlay, struct page *page)
{
	static const char *const guides[] = {
		N_("INVOLVE's guidance on co-producing a research project: its principles, and "
		   "what "
		   "is hard about them."),
		N_("The Swiss co-production portal: tools and methods, and people who use them."),
		N_("The i2S toolkit of integration and implementation sciences: methods for "
		   "tangled "
		   "problems."),
		N_("ODI's ROMA guide: how to take part in making policy; it comes from "
		   "international development."),
		N_("Co-create: a guidebook on designing together, written with businesses in "
		   "Europe in mind."),
		N_("The Collective Impact Forum: a network of those who pursue one aim with many "
		   "bodies."),
		N_("Doing Science Differently, Co-producing Conservation Outcomes: a primer for "
		   "people new to it."),
	};

	(void)console;
	(void)overlay;
	page_add(page, LINE_TITLE, _("Where to look further"));
	for (size_t i = 0; i < sizeof guides / sizeof *guides; i++)
		line_mark(page_add(page, LINE_ITEM, _(guides[i])), "•");
	page_add(page, LINE_GAP, "");
	page_add(page, LINE_TEXT,
		_("Search for the name. Your programme names its own sources at the foot of the "
		  "minutes."));
	page_hint(page, "Esc", _("back"));
}

static const struct overlay_kind further_kind = {
	.mode = MODE_TEXT, .draw = further_draw, .act = text_act};

void further_open(struct console *console)
{
	console_push(console, &further_kind, NULL);
}

/* --- the list of stages --- */

struct stages_state {
	size_t focus;
	size_t typed; /* of a number */
};

static void stage_line(const struct console *console, size_t index, bool focused, struct page *page)
{
	const struct model *model = console_model(console);
	const struct stage *plan = &model->plan->stages.items[index];
	const struct stage_state *state = &model->stages.items[index];
	int used =
		(int)((model_stage_used(model, (int)index, console_now(console)) + MINUTE_MS / 2) /
			MINUTE_MS);
	struct line *line = page_add(page, LINE_ITEM, plan->title);
	char mark[32];

	line->focused = focused;
	line->target = index + 1;
	line->struck = state->skipped;
	snprintf(mark, sizeof mark, "%s %*zu",
		(int)index == model->stage ? "▸"
		: state->skipped           ? "-"
		: state->entered           ? "✓"
					   : " ",
		model->plan->stages.count > 9 ? 2 : 1, index + 1);
	line_mark(line, mark);
	if (state->skipped)
		line_detail(line, "%s", _("skipped"));
	else if (state->entered)
		line_detail(line, _("%d of %d min"), used, plan->minutes + state->extended);
	else
		line_detail(line,
			stage_setting(plan, SETTING_OPTIONAL) ? _("%d min, may be dropped")
							      : _("%d min"),
			plan->minutes + state->extended);
}

static void stages_draw(struct console *console, struct overlay *overlay, struct page *page)
{
	const struct stages_state *state = overlay->state;
	const struct model *model = console_model(console);

	page_set(&page->title, "%s", model->plan->title);
	for (size_t i = 0; i < model->plan->stages.count; i++)
		stage_line(console, i, i == state->focus, page);
	view_state(console, page);
	page_hint(page, "Enter", _("go there"));
	page_hint(page, "x", _("skip, or take back in"));
	page_hint(page, "Esc", _("back"));
}

static bool stages_act(struct console *console, struct overlay *overlay, enum action_id action)
{
	struct stages_state *state = overlay->state;
	const struct model *model = console_model(console);
	size_t last = model->plan->stages.count - 1;
	int64_t focus = (int64_t)state->focus;
	struct command command;

	switch ((int)action) {
	case ACTION_UP:
		state->focus -= state->focus > 0;
		return true;
	case ACTION_DOWN:
		state->focus += state->focus < last;
		return true;
	case ACTION_PAGE_UP:
		state->focus -= state->focus < 8 ? state->focus : 8;
		return true;
	case ACTION_PAGE_DOWN:
		state->focus = state->focus + 8 > last ? last : state->focus + 8;
		return true;
	case ACTION_FIRST:
	case ACTION_LAST:
		state->focus = action == ACTION_FIRST ? 0 : last;
		return true;
	case ACTION_SKIP:
		command = command_make(EVENT_STAGE_SKIPPED);
		command.body.stage = focus;
		command.body.yes = !model->stages.items[focus].skipped;
		console_run(console, &command,
			command.body.yes ? _("Skipped. x takes it back in.")
					 : _("Back in the programme."));
		return true;
	case ACTION_TAKE:
		console_pop(console);
		console_go(console, (int)focus);
		return true;
	case ACTION_BACK:
		console_pop(console);
		return true;
	}
	return false;
}

static void stages_point(struct console *console, struct overlay *overlay, size_t target)
{
	struct stages_state *state = overlay->state;

	(void)console;
	state->focus = target - 1;
}

static void stages_destroy(struct overlay *overlay)
{
	array_free(overlay->state);
}

/* A number goes to that stage in the list; Enter goes there. */
static bool stages_input(struct console *console, struct overlay *overlay, const struct key *key)
{
	struct stages_state *state = overlay->state;
	size_t stages = console_model(console)->plan->stages.count, number;

	if (number_key(&state->typed, key, stages, &number) == NUMBER_NONE)
		return false;
	state->focus = number - 1;
	return true;
}

static const struct overlay_kind stages_kind = {.mode = MODE_STAGES,
	.draw = stages_draw,
	.input = stages_input,
	.act = stages_act,
	.point = stages_point,
	.destroy = stages_destroy};

void stages_open(struct console *console)
{
	struct stages_state *state = mem_alloc(1, sizeof *state);
	int stage = console_at(console);

	state->focus = stage > 0 ? (size_t)stage : 0;
	console_push(console, &stages_kind, state);
}
