/* Cards as fast as people talk; then merged, cut, and their gaps asked about. */
#include "../console/state.h"

#include "roundtable/base/mem.h"
#include "roundtable/base/text.h"

#include <string.h>

static bool own_cards(const struct console *console)
{
	const struct stage *plan = console_stage(console);

	return plan != NULL && stage_setting(plan, SETTING_FROM) < 0;
}

static const char *label(struct console *console)
{
	const struct stage *plan = console_stage(console);

	if (!own_cards(console))
		return NULL;
	if (plan->columns.count > 0)
		return plan->columns.items[0].name;
	return _("Card");
}

/*
 * Whose turn it is. Where cards keep no author the file must not know it either, so the console
 * alone counts round the people who are here; after a restart it begins anew. Each turn is a stage
 * and the card that was said, or less than 0 for a pass: how many events there were then.
 */
static void take_turn(struct console *console, int64_t card)
{
	ids_add(&console->round_turns, console_at(console));
	ids_add(&console->round_turns, card);
}

/* A card that was taken back gives its turn back. */
static size_t turns_taken(const struct console *console)
{
	const struct ids *turns = &console->round_turns;
	size_t taken = 0;

	for (size_t i = 0; i + 1 < turns->count; i += 2)
		taken += turns->items[i] == console_at(console) &&
			 (turns->items[i + 1] < 0 ||
				 model_card(console_model(console), turns->items[i + 1]) != NULL);
	return taken;
}

/* While all write it is nobody's turn. */
static bool silent(const struct console *console)
{
	return console->audience.silent_until > console_now(console);
}

static const struct person *turn(struct console *console)
{
	const struct model *model = console_model(console);
	const struct stage *plan = console_stage(console);
	int64_t next = model_round_next(model, console_at(console));
	size_t turns = 0, number = 0;

	if (plan == NULL || !stage_setting(plan, SETTING_ROUND) || silent(console))
		return NULL;
	if (next != 0)
		return model_person(model, next);
	for (size_t i = 0; i < model->persons.count; i++)
		turns += person_takes_turns(&model->persons.items[i]);
	for (size_t i = 0; turns > 0 && i < model->persons.count; i++)
		if (person_takes_turns(&model->persons.items[i]) &&
			number++ == turns_taken(console) % turns)
			return &model->persons.items[i];
	return NULL;
}

/* What an entry says: whose it is, or only from which role, and the words. */
struct said {
	int64_t by;
	int role; /* as on a slip of paper that names nobody else; -1: not said */
	const char *text;
};

/* Whether the role of who wrote a card is all that is kept. */
static bool keeps_roles(const struct console *console)
{
	const struct stage *plan = console_stage(console);
	int64_t authors = stage_setting(plan, SETTING_AUTHORS);

	return own_cards(console) && (authors == AUTHORS_ROLE || authors == AUTHORS_COUNTED);
}

/*
 * "am: text" names another author than the one whose turn it is, "car: text" the role of one who
 * handed in a paper: two letters at least, and only where that is kept, so that "A: buses at
 * night" stays what it is. False (and says so) when the letters could be several roles.
 */
static bool read_author(struct console *console, const char *typed, struct said *said)
{
	const char *colon = strstr(typed, ": ");
	const struct person *person = turn(console);
	bool kept = stage_setting(console_stage(console), SETTING_AUTHORS) != AUTHORS_HIDDEN;
	bool unclear = false;

	*said = (struct said){BY_FACILITATOR, -1, typed};
	if (person != NULL && !console->pasting)
		said->by = person->id;
	if (!kept || colon == NULL || colon - typed < 2 || colon - typed > TEXT_NAME)
		return true;
	char *name = mem_copy_bytes(typed, (size_t)(colon - typed));
	person = model_person_named(console_model(console), name);
	if (person != NULL) {
		said->by = person->id;
	} else if (keeps_roles(console)) {
		said->role = plan_role(console_model(console)->plan, name);
		unclear = said->role < 0 && role_ambiguous(console, name);
	}
	array_free(name);
	if (said->role >= 0)
		said->by = BY_FACILITATOR;
	if (person != NULL || said->role >= 0)
		said->text = colon + strlen(": ");
	return !unclear;
}

/* The turn in a round whose authors are not kept, as a line; the others' stands in the audience. */
static void more(struct console *console, struct page *page)
{
	enum audience_task task = console->audience.task;

	if (own_cards(console) && (task == TASK_SAY_ROUND || task == TASK_WRITE) &&
		console->audience.turn.id == 0 && turn(console) != NULL &&
		turn(console)->name != NULL)
		page_addf(page, LINE_SENTENCE, _("It is the turn of %s."), turn(console)->name);
}

/* Where cards are only counted by role, the room does not learn from whom this one is. */
static void say_taken(struct console *console, const struct said *said)
{
	bool counted = stage_setting(console_stage(console), SETTING_AUTHORS) == AUTHORS_COUNTED;

	if (said->role < 0)
		console_say(console, false, _("Taken. F5 takes it back."));
	else if (counted && console->same_picture)
		console_say(console, false, _("Taken, with its role. F5 takes it back."));
	else
		console_sayf(console, false, _("Taken, from the role %s. F5 takes it back."),
			console_model(console)->plan->roles.items[said->role].name);
}

static bool enter(struct console *console, const char *typed)
{
	struct command command = command_make(EVENT_CARD_ADDED);
	struct said said;

	if (typed[0] == '\0' || !read_author(console, typed, &said))
		return false;
	command.by = said.by;
	command.body.stage = console_at(console);
	command.body.role = said.role;
	texts_add(&command.words, said.text);
	bool in_turn = turn(console) != NULL && !console->pasting && said.by == turn(console)->id;
	if (!console_run(console, &command, NULL))
		return false;
	say_taken(console, &said);
	if (in_turn)
		take_turn(console, model_next_seq(console_model(console)) - 1);
	/* the newest card is where Tab goes */
	console->focus = console->audience.items.count > 0 ? console->audience.items.count - 1 : 0;
	return true;
}

/* An empty Enter in a round passes. */
static bool pass(struct console *console)
{
	const struct model *model = console_model(console);
	struct command command = command_make(EVENT_ROUND_PASSED);
	int64_t next = model_round_next(model, console_at(console));

	if (turn(console) == NULL)
		return false;
	if (next == 0) {
		take_turn(console, -(int64_t)model->events.count);
		console_say(console, false, _("Passed."));
		return true;
	}
	command.body.stage = console_at(console);
	command.body.person = next;
	console_run(console, &command, _("Passed."));
	return true;
}

static void merge(struct console *console, int64_t card, int64_t into)
{
	struct command command = command_make(EVENT_CARD_MERGED);

	command.body.thing = card;
	command.body.into = into;
	console->marked = 0;
	if (console_run(console, &command, _("Put together. u takes it back.")))
		console_focus(console, into);
}

static void mark_or_merge(struct console *console, const struct audience_item *focused)
{
	if (console->marked == 0) {
		console->marked = focused->id;
		console_say(
			console, false, _("Marked. Go to the card it belongs to and press Enter."));
	} else if (console->marked == focused->id) {
		console->marked = 0;
		console_say(console, false, _("The mark is gone."));
	} else {
		merge(console, console->marked, focused->id);
	}
}

static bool asked_before(const struct console *console, int64_t one, int64_t two)
{
	for (size_t i = 0; i + 1 < console->unlike.count; i += 2)
		if (console->unlike.items[i] == one && console->unlike.items[i + 1] == two)
			return true;
	return false;
}

/* `pair`: where the two stand among those that were asked about. Until the answer nothing is
 * marked.
 */
static void merge_alike(struct console *console, int64_t pair)
{
	const int64_t *cards = &console->unlike.items[pair];

	merge(console, cards[1], cards[0]);
}

void cards_alike_ask(struct console *console)
{
	enum { COMPARED = 300 }; /* each with each: more would be felt at the key */
	const struct model *model = console_model(console);
	const struct card *one = NULL, *two = NULL;
	struct ids cards = {0};
	int most = 45;

	model_stage_cards(model, console_at(console), &cards);
	for (size_t i = 0; i < cards.count && i < COMPARED; i++)
		for (size_t k = i + 1; k < cards.count && k < COMPARED; k++) {
			const struct card *a = model_card(model, cards.items[i]);
			const struct card *b = model_card(model, cards.items[k]);
			if (a->cells.items[0] == NULL || b->cells.items[0] == NULL ||
				asked_before(console, a->id, b->id))
				continue;
			int alike = text_likeness(a->cells.items[0], b->cells.items[0]);
			if (alike > most) {
				most = alike;
				one = a;
				two = b;
			}
		}
	array_finish(&cards);
	if (one == NULL) {
		console_say(console, false, _("No two cards look alike."));
		return;
	}
	struct buf detail = {0};
	buf_format(&detail, _("\"%s\" and \"%s\". The words of both are kept."),
		two->cells.items[0], one->cells.items[0]);
	/* this question takes the place of a card marked before */
	console->marked = 0;
	int64_t pair = (int64_t)console->unlike.count;
	/* a pair is asked about once; after a no the next one comes */
	ids_add(&console->unlike, one->id);
	ids_add(&console->unlike, two->id);
	confirm_open(console, _("These two look alike. Put them together?"), buf_text(&detail),
		merge_alike, pair);
	buf_finish(&detail);
}

static void take_back_in(struct console *console, int64_t card)
{
	struct command command = command_make(EVENT_CARD_CUT);

	command.body.stage = console_at(console);
	command.body.thing = card;
	command.body.yes = 1;
	texts_add(&command.words, "");
	console_run(console, &command, _("Back among those taken forward."));
}

static void reveal_yes(struct console *console, int64_t thing)
{
	struct command command = command_make(EVENT_CARDS_REVEALED);

	(void)thing;
	command.body.stage = model_source(console_model(console), console_at(console));
	bool hidden = model_cards_hidden(console_model(console), console_at(console));
	console_run(console, &command,
		hidden ? _("All cards are shown, in no order.") : _("The silence is over."));
}

static void ask_reveal(struct console *console)
{
	if (model_cards_hidden(console_model(console), console_at(console)))
		confirm_open(console, _("Show all cards now?"), _("They cannot be hidden again."),
			reveal_yes, 0);
	else if (silent(console))
		confirm_open(console, _("End the silence now?"),
			_("Whoever still writes has no more time."), reveal_yes, 0);
	else
		console_say(console, false, _("All cards are shown already."));
}

static bool on_card(
	struct console *console, enum action_id action, const struct audience_item *focused)
{
	if (focused == NULL || focused->kind != ITEM_CARD)
		return false;
	switch ((int)action) {
	case ACTION_MERGE:
		mark_or_merge(console, focused);
		return true;
	case ACTION_LEAVE_OUT:
		if (focused->left_out)
			take_back_in(console, focused->id);
		else
			form_open(console, FORM_LEAVE_OUT, focused->id, 0);
		return true;
	case ACTION_TAKE:
		if (console->marked != 0)
			mark_or_merge(console, focused);
		else
			form_open(console, FORM_REWORD, focused->id, 0);
		return true;
	}
	return false;
}

/* A pass of which only the console knows is taken back here, when it was the last thing done. */
static bool undo_pass(struct console *console)
{
	struct ids *turns = &console->round_turns;
	int64_t now = -(int64_t)console_model(console)->events.count;

	if (turns->count < 2 || turns->items[turns->count - 1] != now ||
		turns->items[turns->count - 2] != console_at(console))
		return false;
	turns->count -= 2;
	console_say(console, false, _("The pass is taken back."));
	return true;
}

/* What would show a hidden card before its time. */
static bool would_show(struct console *console, enum action_id action)
{
	if ((action != ACTION_ALIKE && action != ACTION_GAPS) ||
		!model_cards_hidden(console_model(console), console_at(console)))
		return false;
	console_say(console, true, _("The cards are still hidden. r shows them all."));
	return true;
}

static bool act(struct console *console, enum action_id action, const struct audience_item *focused)
{
	if (on_card(console, action, focused) || would_show(console, action))
		return true;
	switch ((int)action) {
	case ACTION_UNDO:
		return undo_pass(console);
	case ACTION_TAKE:
		if (!pass(console))
			console_say(console, false,
				keeps_roles(console)
					? _("Type a card and press Enter. A name or a role and a "
					    "colon before it say from whom it is.")
					: _("Type a card and press Enter."));
		return true;
	case ACTION_REVEAL:
		ask_reveal(console);
		return true;
	case ACTION_ALIKE:
		cards_alike_ask(console);
		return true;
	case ACTION_GAPS:
		gaps_open(console, console_at(console));
		return true;
	case ACTION_SIFT:
		sift_ask(console);
		return true;
	case ACTION_MERGE:
	case ACTION_LEAVE_OUT:
		console_say(console, true, _("Choose a card first, with the arrows."));
		return true;
	}
	return false;
}

static void hints(struct console *console, struct page *page)
{
	if (console_typing(console)) {
		view_hint(console, page, ACTION_TAKE,
			turn(console) != NULL && editor_text(&console->entry)[0] == '\0'
				? _("pass")
				: _("take"));
		view_hint(console, page, ACTION_SWITCH, _("list"));
		view_ways(console, page);
	} else if (console->marked != 0) {
		view_hint(console, page, ACTION_TAKE, _("put together"));
		view_hint(console, page, ACTION_BACK, _("unmark"));
		view_ways(console, page);
	} else if (!view_nothing(console, page)) {
		if (console->audience.task == TASK_FILL)
			view_hint(console, page, ACTION_GAPS, _("ask the gaps"));
		view_hint(console, page, ACTION_MERGE, NULL);
		view_hint(console, page, ACTION_LEAVE_OUT, NULL);
		view_ways(console, page);
		view_hint(console, page, ACTION_ALIKE, NULL);
		view_hint(console, page, ACTION_TAKE, _("reword"));
		if (own_cards(console))
			view_hint(console, page, ACTION_SWITCH, _("type"));
	}
	if (model_cards_hidden(console_model(console), console_at(console)) && own_cards(console))
		view_hint(console, page, ACTION_REVEAL, _("reveal"));
	else if (silent(console))
		view_hint(console, page, ACTION_REVEAL, _("end the silence"));
	bool table = console->audience.items.count > 0 &&
		     model_columns(console_model(console), console_at(console))->count > 1;
	if (table && console->audience.task != TASK_FILL)
		view_hint(console, page, ACTION_GAPS, _("ask the gaps"));
	view_hint(console, page, ACTION_UNDO, NULL);
	if (table)
		view_hint(console, page, ACTION_SIFT, NULL);
}

const struct activity_view collect_view = {.mode = MODE_COLLECT,
	.many = true,
	.label = label,
	.enter = enter,
	.act = act,
	.more = more,
	.hints = hints};
