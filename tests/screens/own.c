#include "own.h"

#include "roundtable/base/mem.h"
#include "roundtable/ui/layout.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

/* --- ports --- */

static struct wanted *want(struct own *own, enum keyboard_wish wish, int64_t id)
{
	struct wanted *wanted = array_push(&own->wanted);

	*wanted = (struct wanted){.wish = wish, .id = id};
	return wanted;
}

static void want_places(void *context, const char *code)
{
	texts_add(&want(context, WISH_PLACES, 0)->words, code);
}

static void want_place(
	void *context, const char *code, int64_t person, const char *name, const char *role)
{
	struct wanted *wanted = want(context, WISH_PLACE, person);

	texts_add(&wanted->words, code);
	texts_add(&wanted->words, name);
	texts_add(&wanted->words, role);
}

static void want_card(void *context, int stage, const struct texts *words)
{
	texts_copy(&want(context, WISH_CARD, stage)->words, words);
}

static void want_ballot(void *context, int64_t poll, const struct ids *marks, const char *words)
{
	struct wanted *wanted = want(context, WISH_BALLOT, poll);

	assert_int_equal(marks->count, marks->capacity); /* held once */
	ids_copy(&wanted->marks, marks);
	if (words[0] != '\0')
		texts_add(&wanted->words, words);
}

static void want_hand(void *context, int stage, bool up)
{
	want(context, WISH_HAND, stage)->yes = up;
}

static void want_ready(void *context, int stage, bool yes)
{
	want(context, WISH_READY, stage)->yes = yes;
}

static void want_word(void *context, int stage, const char *word)
{
	texts_add(&want(context, WISH_WORD, stage)->words, word);
}

static void want_group(void *context, int stage, int64_t card, int64_t from, int64_t theme)
{
	struct wanted *wanted = want(context, WISH_GROUP, stage);

	ids_add(&wanted->marks, card);
	ids_add(&wanted->marks, from);
	ids_add(&wanted->marks, theme);
}

static void want_theme(void *context, int stage, const char *name)
{
	texts_add(&want(context, WISH_THEME, stage)->words, name);
}

static void want_rename(void *context, int stage, int64_t theme, const char *name, const char *read)
{
	struct wanted *wanted = want(context, WISH_RENAME, stage);

	ids_add(&wanted->marks, theme);
	texts_add(&wanted->words, name);
	texts_add(&wanted->words, read);
}

static moment own_now(void *context)
{
	return ((const struct own *)context)->table.now;
}

/* --- opening --- */

void own_look(struct own *own)
{
	audience_fill(&own->table.model, own->table.now, &own->audience);
	participant_fill(&own->table.model, own->me.person, &own->me);
	own->places.count = 0;
	participant_places(&own->table.model, &own->places);
	own->sight.heard++;
	own->sight.unanswered = own->wanted.count;
	own->sight.places = &own->places;
	keyboard_look(own->keyboard, &own->sight);
}

static void own_create(struct own *own, bool needs_code)
{
	const struct keyboard_config config = {
		.ports = {own, want_places, want_place, want_card, want_ballot, want_hand,
			want_ready, want_word, want_group, want_theme, want_rename},
		.clock = {own_now, own},
		.random = own->table.config.random,
		.needs_code = needs_code};

	own->keyboard = keyboard_create(&config);
	own_look(own);
}

void own_open(struct own *own, int stage, bool needs_code)
{
	*own = (struct own){0};
	table_open_at(&own->table, stage, false);
	own_create(own, needs_code);
}

static void forget_first(struct own *own)
{
	texts_finish(&own->wanted.items[0].words);
	array_finish(&own->wanted.items[0].marks);
	array_remove(&own->wanted, 0);
}

void own_close(struct own *own)
{
	while (own->wanted.count > 0)
		forget_first(own);
	array_finish(&own->wanted);
	keyboard_destroy(own->keyboard);
	audience_finish(&own->audience);
	array_finish(&own->places);
	table_close(&own->table);
}

/* --- hands and eyes --- */

static bool press_key(struct own *own, int32_t code)
{
	struct key key = {.code = code};

	own_look(own);
	bool there = keyboard_key(own->keyboard, &key);
	own_look(own);
	return there;
}

/* Names and "text", parted by spaces, as in table_keys(); false: left. */
bool own_press(struct own *own, const char *keys)
{
	bool there = true;

	while (*keys != '\0' && there) {
		if (*keys == '"') {
			for (keys++; *keys != '"'; keys++)
				there = press_key(own, (unsigned char)*keys);
			keys++;
		} else {
			char *name = mem_copy_bytes(keys, strcspn(keys, " "));
			if (key_from_name(name) == 0)
				fail_msg("no key: %s", name);
			keys += strlen(name);
			there = press_key(own, key_from_name(name));
			array_free(name);
		}
		keys += *keys == ' ';
	}
	return there;
}

static char *page_text(struct own *own)
{
	struct page page = {0};
	struct buf text = {0};

	own_look(own);
	keyboard_page(own->keyboard, &page);
	buf_format(&text, "%s | %s\n", page.title != NULL ? page.title : "",
		page.status != NULL ? page.status : "");
	for (size_t i = 0; i < page.lines.count; i++) {
		const struct line *line = &page.lines.items[i];
		buf_format(&text, "%s%s %s%s%s\n", line->focused ? "> " : "",
			line->mark != NULL ? line->mark : "", line->text,
			line->detail != NULL ? " - " : "",
			line->detail != NULL ? line->detail : "");
	}
	if (page.asking)
		buf_format(&text, "[%s: %s]\n", page.ask, page.typed);
	buf_format(&text, "%s%s\n", page.alarming ? "! " : "",
		page.message != NULL ? page.message : "");
	buf_format(&text, "(%s)\n", page.state != NULL ? page.state : "");
	for (size_t i = 0; i < page.hints.count; i++)
		buf_format(&text, "%s %s; ", page.hints.items[i].key, page.hints.items[i].what);
	page_finish(&page);
	return buf_take(&text);
}

bool own_says(struct own *own, const char *words)
{
	char *text = page_text(own);
	bool found = strstr(text, words) != NULL;

	array_free(text);
	return found;
}

void own_must_say(struct own *own, const char *words)
{
	char *text = page_text(own);

	if (strstr(text, words) == NULL)
		fail_msg("not said: %s\n%s", words, text);
	array_free(text);
}

void own_picture(struct own *own, struct goldens *goldens, const char *name)
{
	static const int sizes[][2] = {{40, 12}, {80, 24}};
	struct canvas canvas = {0};

	own_look(own);
	for (size_t i = 0; i < 2; i++) {
		struct page page = {0};
		int scroll = 0;
		keyboard_page(own->keyboard, &page);
		layout(&page, sizes[i][0], sizes[i][1], &scroll, &canvas);
		golden_take(goldens, name, &canvas, name);
		page_finish(&page);
	}
	canvas_finish(&canvas);
}

/* --- what the session does with a wish --- */

static void do_wanted(struct own *own, const struct wanted *wanted)
{
	struct command command = {.by = own->me.person, .own = true, .tracker = own->tracker};

	command.body.stage = command.body.role = command.body.item = -1;
	switch (wanted->wish) {
	case WISH_PLACES:
	case WISH_READY:
		return;
	case WISH_PLACE:
		own->me.person = wanted->id;
		own->me.state = PARTICIPANT_WAITING;
		own->sight.participant = &own->me;
		own->sight.link = LINK_FOLLOWING;
		return;
	case WISH_CARD:
		command.kind = EVENT_CARD_ADDED;
		command.body.stage = wanted->id;
		command.words = wanted->words;
		break;
	case WISH_BALLOT:
		command.kind = EVENT_BALLOT_CAST;
		command.by = 0;
		command.body.poll = wanted->id;
		command.body.person = own->me.person;
		if (wanted->marks.count > 0)
			body_rare_make(&command.body)->marks = wanted->marks;
		break;
	case WISH_WORD:
		command.kind = EVENT_WORD_ASKED;
		command.body.stage = wanted->id;
		command.words = wanted->words;
		break;
	case WISH_GROUP:
		command.kind = EVENT_CARD_GROUPED;
		command.body.stage = wanted->id;
		command.body.thing = wanted->marks.items[0];
		command.seen = wanted->marks.items[1];
		command.body.into = wanted->marks.items[2];
		break;
	case WISH_THEME:
		command.kind = EVENT_THEME_ADDED;
		command.body.stage = wanted->id;
		command.words = wanted->words;
		break;
	case WISH_RENAME:
		command.kind = EVENT_WORDS_CHANGED;
		command.body.thing = wanted->marks.items[0];
		command.words = wanted->words;
		break;
	case WISH_HAND:
		command.kind = EVENT_HAND_RAISED;
		command.body.stage = wanted->id;
		command.body.person = own->me.person;
		command.body.yes = wanted->yes;
		break;
	}
	table_do(&own->table, command);
	if (wanted->wish == WISH_BALLOT && wanted->marks.count > 0) {
		body_rare_make(&command.body)->marks = (struct ids){0};
		body_finish(&command.body);
	}
}

/* Answers the oldest wish, which must be this one. */
void own_answer(struct own *own, enum keyboard_wish wish, const char *refused)
{
	assert_true(own->wanted.count > 0);
	assert_int_equal(own->wanted.items[0].wish, wish);
	if (refused == NULL)
		do_wanted(own, &own->wanted.items[0]);
	forget_first(own);
	own_look(own);
	keyboard_answered(own->keyboard, wish, refused);
	own_look(own);
}

/* Ben, who is let in. */
void own_open_in(struct own *own, int stage)
{
	own_open(own, stage, false);
	own_answer(own, WISH_PLACES, NULL);
	own_press(own, "\"ben\" Enter");
	own_answer(own, WISH_PLACE, NULL);
	own->me.state = PARTICIPANT_IN;
	own->sight.audience = &own->audience;
	own_look(own);
}

void own_open_grouping(struct own *own)
{
	static const char *const cards[] = {
		"Buses at night", "Tickets cost too much", "A warm room in winter"};
	struct command command = {.kind = EVENT_CARD_ADDED, .body = {.role = -1, .item = -1}};
	int stage = 0;

	*own = (struct own){0};
	table_open(&own->table, &(struct table_options){0});
	while (own->table.model.plan->stages.items[stage].activity != ACTIVITY_GROUP)
		stage++;
	command.body.stage = model_source(&own->table.model, stage);
	for (size_t i = 0; i < sizeof cards / sizeof *cards; i++)
		table_say(&own->table, command, cards[i], NULL);
	table_do(&own->table, (struct command){.kind = EVENT_STAGE_ENTERED,
				      .body = {.stage = stage, .role = -1, .item = -1}});
	own_create(own, false);
	own_answer(own, WISH_PLACES, NULL);
	own_press(own, "Enter");
	own_answer(own, WISH_PLACE, NULL);
	own->me.state = PARTICIPANT_IN;
	own->sight.audience = &own->audience;
	own_look(own);
}

int64_t own_ballots(const struct own *own, int64_t poll)
{
	return model_poll_cast(&own->table.model, model_poll(&own->table.model, poll));
}
