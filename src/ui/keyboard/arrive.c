/* The way in: the code on the wall, one's own place, or a name that is new. */
#include "state.h"

#include "roundtable/base/mem.h"
#include "roundtable/base/text.h"

#include <string.h>

/* After the places: somebody who is not on the roster. */
enum { NEW_NAME, NO_NAME, NEWCOMERS };

static void go(struct keyboard *keyboard, enum arrival arrival)
{
	keyboard->arrival = arrival;
	keyboard->line.limit = arrival == ARRIVAL_CODE ? 20 : TEXT_NAME;
	editor_set(&keyboard->line, "");
	keyboard->focus = 0;
	keyboard->scroll = 0;
}

static void ask_places(struct keyboard *keyboard)
{
	const struct keyboard_ports *ports = &keyboard->config.ports;

	ports->places(ports->context, keyboard->code);
}

void arrive_begin(struct keyboard *keyboard)
{
	go(keyboard, keyboard->config.needs_code ? ARRIVAL_CODE : ARRIVAL_PLACES);
	if (!keyboard->config.needs_code)
		ask_places(keyboard);
}

void arrive_again(struct keyboard *keyboard)
{
	go(keyboard, ARRIVAL_PLACES);
	ask_places(keyboard);
}

static void ask_place(struct keyboard *keyboard, int64_t person, const char *name, const char *role)
{
	const struct keyboard_ports *ports = &keyboard->config.ports;

	go(keyboard, ARRIVAL_DONE);
	ports->place(ports->context, keyboard->code, person, name, role);
}

void arrive_answered(struct keyboard *keyboard, enum keyboard_wish wish, const char *refused)
{
	if (wish == WISH_PLACE && refused != NULL) {
		arrive_again(keyboard);
		keyboard_say(keyboard, true, "%s", refused);
	} else if (refused != NULL) {
		/* the code is not right, or not any more */
		if (keyboard->config.needs_code)
			go(keyboard, ARRIVAL_CODE);
		keyboard_say(keyboard, true, "%s", refused);
	} else if (wish == WISH_PLACES) {
		keyboard->places_known = true;
		if (keyboard->arrival == ARRIVAL_CODE)
			go(keyboard, ARRIVAL_PLACES);
	}
}

/* --- the list --- */

static bool matches(const struct place *place, const char *needle)
{
	struct buf both = {0};

	buf_format(&both, "%s\n%s", place->name != NULL ? place->name : "",
		place->role != NULL ? place->role : "");
	char *folded = text_fold(buf_text(&both));
	bool found = strstr(folded, needle) != NULL;
	array_free(folded);
	buf_finish(&both);
	return found;
}

/* The places that have what is typed, in order; the caller frees the list. */
static struct ids matching(const struct keyboard *keyboard)
{
	const struct places *places = keyboard->sight.places;
	char *needle = text_fold(editor_text(&keyboard->line));
	struct ids found = {0};

	for (size_t i = 0; places != NULL && i < places->count; i++)
		if (matches(&places->items[i], needle))
			ids_add(&found, (int64_t)i);
	array_free(needle);
	return found;
}

static void take_place(struct keyboard *keyboard)
{
	struct ids found = matching(keyboard);
	size_t newcomer = keyboard->focus - found.count; /* behind them */

	if (keyboard->focus < found.count) {
		const struct place *place =
			&keyboard->sight.places->items[found.items[keyboard->focus]];
		bool taken = place->taken;
		ask_place(keyboard, place->person, NULL, NULL);
		if (taken)
			keyboard_say(keyboard, false, "%s",
				_("Another device speaks for this place. The facilitator is asked "
				  "whether it moves to you."));
	} else if (newcomer == NO_NAME) {
		ask_place(keyboard, 0, "", "");
	} else {
		/* what was typed to find it is the name, most likely */
		char *typed = mem_copy_text(editor_text(&keyboard->line));
		go(keyboard, ARRIVAL_NAME);
		editor_set(&keyboard->line, typed);
		array_free(typed);
	}
	array_finish(&found);
}

static void move(struct keyboard *keyboard, enum action_id action)
{
	struct ids found = matching(keyboard);
	size_t last = found.count + NEWCOMERS - 1, step = 1;

	array_finish(&found);
	if (action == ACTION_PAGE_UP || action == ACTION_PAGE_DOWN)
		step = 8;
	if (action == ACTION_UP || action == ACTION_PAGE_UP)
		keyboard->focus = keyboard->focus > step ? keyboard->focus - step : 0;
	else if (action == ACTION_DOWN || action == ACTION_PAGE_DOWN)
		keyboard->focus = keyboard->focus + step < last ? keyboard->focus + step : last;
}

/* --- keys --- */

static char *take_line(struct keyboard *keyboard)
{
	char *taken = editor_take(&keyboard->line);

	editor_set(&keyboard->line, "");
	return taken;
}

static void take(struct keyboard *keyboard)
{
	char *typed;

	switch (keyboard->arrival) {
	case ARRIVAL_CODE:
		array_free(keyboard->code);
		keyboard->code = take_line(keyboard);
		ask_places(keyboard);
		break;
	case ARRIVAL_PLACES:
		take_place(keyboard);
		break;
	case ARRIVAL_NAME:
		typed = take_line(keyboard);
		if (typed[0] == '\0') {
			keyboard_say(keyboard, true, "%s", _("Type your name first."));
			array_free(typed);
			break;
		}
		array_free(keyboard->name);
		keyboard->name = typed;
		go(keyboard, ARRIVAL_ROLE);
		break;
	case ARRIVAL_ROLE:
		typed = take_line(keyboard);
		ask_place(keyboard, 0, keyboard->name, typed);
		array_free(typed);
		break;
	case ARRIVAL_DONE:
		break;
	}
}

/* One step back; false: out. */
static bool back(struct keyboard *keyboard)
{
	switch (keyboard->arrival) {
	case ARRIVAL_CODE:
	case ARRIVAL_PLACES:
		if (editor_text(&keyboard->line)[0] == '\0')
			return false;
		editor_set(&keyboard->line, "");
		break;
	case ARRIVAL_NAME:
		go(keyboard, ARRIVAL_PLACES);
		break;
	case ARRIVAL_ROLE:
		go(keyboard, ARRIVAL_NAME);
		editor_set(&keyboard->line, keyboard->name);
		break;
	case ARRIVAL_DONE:
		break;
	}
	return true;
}

bool arrive_key(struct keyboard *keyboard, const struct key *key)
{
	enum action_id action = keymap_find(MODE_OWN_ENTRY, key->code);

	if (keyboard->arrival == ARRIVAL_PLACES && !keyboard->places_known)
		return key->code != KEYS_ESC && key->code != 'q' && action != ACTION_QUIT;
	if (editor_key(&keyboard->line, key)) {
		keyboard->focus = 0;
		return true;
	}
	if (key->code == KEYS_ESC)
		return back(keyboard);
	if (action == ACTION_QUIT)
		return false;
	if (action == ACTION_TAKE)
		take(keyboard);
	else if (keyboard->arrival == ARRIVAL_PLACES)
		move(keyboard, action);
	return true;
}

/* --- pages --- */

static void place_line(const struct place *place, struct page *page)
{
	struct line *line =
		page_add(page, LINE_ITEM, place->name != NULL ? place->name : _("(erased)"));
	const char *role = place->role != NULL ? place->role : _("role not said");

	line_mark(line, "•");
	line_detail(line, place->taken ? _("%s · a device speaks for it") : "%s", role);
}

static void places_page(const struct keyboard *keyboard, struct page *page)
{
	struct ids found = matching(keyboard);

	if (!keyboard->places_known) {
		array_finish(&found);
		page->centred = true;
		page_add(page, LINE_QUESTION, _("Waiting for the session"));
		page_add(page, LINE_TEXT,
			_("You can choose your place as soon as the session is open."));
		return;
	}
	page_add(page, LINE_QUESTION, _("Who are you?"));
	page_add(page, LINE_DO, _("Arrows to your name, or type some of it; then Enter."));
	for (size_t i = 0; i < found.count; i++)
		place_line(&keyboard->sight.places->items[found.items[i]], page);
	line_mark(page_add(page, LINE_ITEM, _("Somebody else: type your name")), "+");
	line_mark(page_add(page, LINE_ITEM, _("A place without a name")), "+");
	for (size_t i = 0, number = 0; i < page->lines.count; i++) {
		struct line *line = &page->lines.items[i];
		if (line->role != LINE_ITEM)
			continue;
		line->focused = number == keyboard->focus;
		line->target = ++number;
	}
	array_finish(&found);
	page->narrows = true;
	keyboard_ask(page, _("Find"), &keyboard->line);
	page_hint(page, "Enter", _("choose"));
	page_hint(page, "↑ ↓", _("move"));
}

void arrive_page(struct keyboard *keyboard, struct page *page)
{
	switch (keyboard->arrival) {
	case ARRIVAL_CODE:
		page_add(page, LINE_QUESTION, _("Type the code that is on the wall."));
		page_add(page, LINE_TEXT,
			_("It is 6 letters and digits; capitals or not does not matter."));
		keyboard_ask(page, _("Code"), &keyboard->line);
		page_hint(page, "Enter", _("take"));
		break;
	case ARRIVAL_PLACES:
		places_page(keyboard, page);
		break;
	case ARRIVAL_NAME:
		page_add(page, LINE_QUESTION, _("What is your name?"));
		page_add(page, LINE_TEXT,
			_("As you are called in this room; a first name will do."));
		keyboard_ask(page, _("Name"), &keyboard->line);
		page_hint(page, "Enter", _("take"));
		break;
	case ARRIVAL_ROLE:
		page_add(page, LINE_QUESTION, _("From which position do you speak?"));
		page_add(page, LINE_TEXT,
			_("For example resident, carer or researcher. You may leave it empty."));
		keyboard_ask(page, _("Role"), &keyboard->line);
		page_hint(page, "Enter", _("take"));
		break;
	case ARRIVAL_DONE:
		break;
	}
	page_set(&page->title, "%s", _("Join the workshop"));
	page_hint(page, "Esc", _("back"));
	keyboard_hint(page, MODE_OWN_ENTRY, ACTION_QUIT, _("leave"));
}
