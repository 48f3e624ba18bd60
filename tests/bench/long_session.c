#include "long_session.h"

#include "roundtable/app/session.h"
#include "roundtable/base/buf.h"
#include "roundtable/base/mem.h"
#include "roundtable/programme/programme.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum {
	PEOPLE = 24,
	ROLES = 3,
	BLOCK = 1000, /* events of one collect, group and talk stage */
	CARDS = 400,
	GROUPED = 200,
	THEMES = 5,
	TURNS = 100,
	AT_ONCE = 400, /* commands in one transaction */
	SECOND = 1000,
};

#define BEGINS INT64_C(1768471200000)

/* A session being made: commands wait here for their common turn. */
struct maker {
	struct session session;
	moment now;
	size_t wanted; /* events */
	struct {
		struct command *items;
		size_t count, capacity;
	} waiting;
	struct ids people, cards, themes;
};

static moment maker_now(void *context)
{
	return ((const struct maker *)context)->now;
}

static void die(const char *what, const char *why)
{
	fprintf(stderr, "%s: %s\n", what, why != NULL ? why : "");
	exit(EXIT_FAILURE);
}

static void give_all(struct maker *maker)
{
	struct turn_command *turns = mem_alloc(maker->waiting.count + 1, sizeof *turns);
	struct error err = {0};

	for (size_t i = 0; i < maker->waiting.count; i++)
		turns[i].command = &maker->waiting.items[i];
	if (maker->waiting.count > 0 &&
		!session_turn(&maker->session, turns, maker->waiting.count, &err))
		die("the session cannot be written", err.text);
	for (size_t i = 0; i < maker->waiting.count; i++) {
		if (turns[i].outcome != TURN_DONE)
			die(event_name(turns[i].command->kind),
				refusal_sentence(turns[i].refusal.code));
		texts_finish(&maker->waiting.items[i].words);
	}
	maker->waiting.count = 0;
	free(turns);
}

/* Adds a command, with words if `text` is not NULL; returns the id of what it makes. Past what is
 * wanted: nothing, 0. */
static int64_t give(struct maker *maker, struct command command, const char *text)
{
	size_t count = maker->session.model.events.count + maker->waiting.count;

	if (count >= maker->wanted)
		return 0;
	command.words = (struct texts){0};
	if (text != NULL)
		texts_add(&command.words, text);
	*array_push(&maker->waiting) = command;
	maker->now += SECOND;
	if (maker->waiting.count == AT_ONCE)
		give_all(maker);
	return (int64_t)count + 1;
}

#define WISH(id, ...) ((struct command){.kind = EVENT_##id, .body = {__VA_ARGS__}})

static int64_t somebody(const struct maker *maker, size_t i)
{
	return maker->people.items[i % maker->people.count];
}

static const char *sentence(size_t i, char out[128])
{
	static const char *const starts[] = {"Who answers the telephone",
		"What we would need to know", "How long people wait",
		"Why letters cannot be understood"};
	static const char *const ends[] = {"when the office is closed",
		"before anything is decided for us", "if the bus does not come",
		"once the project is over"};

	snprintf(out, 128, "%s %s (%zu)", starts[i % 4], ends[i / 4 % 4], i);
	return out;
}

static void add_people(struct maker *maker)
{
	char name[32];

	for (size_t i = 0; i < PEOPLE; i++) {
		snprintf(name, sizeof name, "Person %c", (char)('A' + i));
		struct command command = WISH(PERSON_ADDED, .role = (int64_t)(i % ROLES),
			.votes = 1, .status = STATUS_HERE);
		ids_add(&maker->people, give(maker, command, name));
	}
}

static void type_cards(struct maker *maker, int64_t stage)
{
	char text[128];

	give(maker, WISH(STAGE_ENTERED, .stage = stage), NULL);
	maker->cards.count = 0;
	for (size_t i = 0; i < CARDS; i++) {
		struct command command = WISH(CARD_ADDED, .stage = stage, .item = -1, .role = -1);
		command.by = somebody(maker, i);
		int64_t card = give(maker, command, sentence(i, text));
		if (card == 0)
			return;
		ids_add(&maker->cards, card);
		if (i % 10 == 0)
			give(maker, WISH(WORDS_CHANGED, .thing = card), sentence(i + 5, text));
	}
}

static void group_cards(struct maker *maker, int64_t stage)
{
	char text[128];

	give(maker, WISH(STAGE_ENTERED, .stage = stage), NULL);
	maker->themes.count = 0;
	for (size_t i = 0; i < THEMES; i++)
		ids_add(&maker->themes,
			give(maker, WISH(THEME_ADDED, .stage = stage), sentence(i, text)));
	for (size_t i = 0; i < GROUPED && i < maker->cards.count; i++)
		give(maker,
			WISH(CARD_GROUPED, .stage = stage, .thing = maker->cards.items[i],
				.into = maker->themes.items[i % THEMES]),
			NULL);
}

static void talk(struct maker *maker, int64_t stage)
{
	char text[128];

	give(maker, WISH(STAGE_ENTERED, .stage = stage), NULL);
	for (size_t i = 0; i < TURNS; i++) {
		give(maker, WISH(TURN_STARTED, .stage = stage, .person = somebody(maker, i)), NULL);
		give(maker, WISH(TURN_ENDED, .stage = stage), NULL);
		if (i % 2 == 0)
			give(maker, WISH(NOTE_ADDED, .stage = stage), sentence(i, text));
		else
			give(maker, WISH(THOUGHT_PARKED, .stage = stage), sentence(i, text));
		if (i % 4 == 0)
			give(maker,
				WISH(ACTION_ADDED, .stage = stage, .person = somebody(maker, i)),
				sentence(i, text));
	}
}

/* A programme of as many rounds of three stages as the events need. */
static void write_programme(size_t rounds, struct buf *text)
{
	buf_text_add(text, "# A long workshop\n\nRoles: resident, researcher, funder\n\n");
	buf_text_add(text, "What it takes to work with a long record.\n\n");
	for (size_t i = 1; i <= rounds; i++)
		buf_format(text,
			"## Questions %zu  (collect, 10 min)\n\nWhat do we need to know?\n\n"
			"- name: questions%zu\n- round: yes\n- authors: shown\n\n"
			"## Themes %zu  (group, 5 min)\n\nWhat belongs together?\n\n- from: "
			"questions%zu\n\n"
			"## Talk %zu  (talk, 5 min)\n\nWhat follows from this?\n\n",
			i, i, i, i, i);
}

static void start(struct maker *maker, const char *path, size_t rounds)
{
	struct buf text = {0};
	struct plan plan = {0};
	struct diagnostics diagnostics = {0};
	struct error err = {0};

	write_programme(rounds, &text);
	if (!programme_parse(buf_text(&text), text.count, &plan, &diagnostics))
		die("the programme", diagnostics.count > 0 ? diagnostics.items[0].text : NULL);
	struct session_start with = {.plan = &plan, .programme = buf_text(&text)};
	struct clock clock = {.now = maker_now, .context = maker};
	if (!session_create(&maker->session, path, &with, clock, random_system(), &err))
		die(path, err.text);
	plan_finish(&plan);
	diagnostics_finish(&diagnostics);
	buf_finish(&text);
}

void long_session_make(const char *path, size_t events)
{
	size_t rounds = (events + BLOCK - 1) / BLOCK;
	/* the last events are for going back to where cards are typed */
	struct maker maker = {.now = BEGINS, .wanted = events > 0 ? events - 1 : 0};

	rounds = rounds > 0 ? rounds : 1;
	start(&maker, path, rounds);
	if (events > 0) {
		add_people(&maker);
		for (size_t i = 0; i < rounds; i++) {
			type_cards(&maker, (int64_t)(3 * i));
			group_cards(&maker, (int64_t)(3 * i + 1));
			talk(&maker, (int64_t)(3 * i + 2));
		}
		while (give(&maker, WISH(NOTE_ADDED, .stage = 0), "One more thing") != 0)
			;
		maker.wanted = events;
		give(&maker, WISH(STAGE_ENTERED, .stage = (int64_t)(3 * (rounds - 1))), NULL);
		give_all(&maker);
		if (maker.session.model.events.count != events)
			die(path, "it did not become as long as it should");
	}
	array_finish(&maker.waiting);
	array_finish(&maker.people);
	array_finish(&maker.cards);
	array_finish(&maker.themes);
	session_finish(&maker.session);
}
