/* A participant's own keyboard as a scene: keys and pages on one side, the connection on the other.
 */
#include "roundtable/app/keyboard.h"

#include "roundtable/base/hash.h"
#include "roundtable/base/mem.h"
#include "roundtable/codec/participant.h"
#include "roundtable/ui/keyboard.h"

#include <poll.h>

enum { FAREWELL_MS = 2000 };

struct joined {
	struct app *app;
	struct join *join;
	struct keyboard *keyboard;
	int64_t told; /* heard when it was asked for news */
	enum join_state state;
	bool answered; /* something was, since then */
};

/* --- what the keyboard wants --- */

static void want(struct joined *joined, enum join_request request, struct asked asked)
{
	join_ask(joined->join, request, &asked);
}

static void want_places(void *context, const char *code)
{
	want(context, JOIN_PLACES, (struct asked){.code = (char *)code});
}

static void want_place(
	void *context, const char *code, int64_t person, const char *name, const char *role)
{
	want(context, JOIN_PLACE,
		(struct asked){.code = (char *)code,
			.person = person,
			.name = (char *)name,
			.role = (char *)role});
}

static void want_card(void *context, int stage, const struct texts *words)
{
	want(context, JOIN_CARD, (struct asked){.stage = stage, .words = *words});
}

static void want_ballot(void *context, int64_t poll, const struct ids *marks, const char *own_words)
{
	char *words[] = {(char *)own_words};

	want(context, JOIN_BALLOT,
		(struct asked){.poll = poll,
			.marks = *marks,
			.words = {.items = words, .count = own_words[0] != '\0'}});
}

static void want_hand(void *context, int stage, bool up)
{
	want(context, JOIN_HAND, (struct asked){.stage = stage, .yes = up});
}

static void want_ready(void *context, int stage, bool yes)
{
	want(context, JOIN_READY, (struct asked){.stage = stage, .yes = yes});
}

static void want_word(void *context, int stage, const char *word)
{
	char *words[] = {(char *)word};

	want(context, JOIN_WORD,
		(struct asked){.stage = stage, .words = {.items = words, .count = 1}});
}

static void want_group(void *context, int stage, int64_t card, int64_t from, int64_t theme)
{
	want(context, JOIN_GROUP,
		(struct asked){.stage = stage, .card = card, .from = from, .theme = theme});
}

static void want_theme(void *context, int stage, const char *name)
{
	char *words[] = {(char *)name};

	want(context, JOIN_THEME,
		(struct asked){.stage = stage, .words = {.items = words, .count = 1}});
}

static void want_rename(void *context, int stage, int64_t theme, const char *name, const char *read)
{
	char *words[] = {(char *)name, (char *)read};

	want(context, JOIN_RENAME,
		(struct asked){
			.stage = stage, .theme = theme, .words = {.items = words, .count = 2}});
}

/* --- what the session says --- */

static enum keyboard_link link_of(enum join_state state)
{
	switch (state) {
	case JOIN_APART:
		break;
	case JOIN_CONNECTING:
		return LINK_CONNECTING;
	case JOIN_FOLLOWING:
		return LINK_FOLLOWING;
	case JOIN_LOST:
		return LINK_LOST;
	}
	return LINK_APART;
}

static void look(struct joined *joined)
{
	struct join *join = joined->join;
	const struct keyboard_sight sight = {.link = link_of(join_state(join)),
		.heard = join_heard(join),
		.unanswered = join_unanswered(join),
		.problem = join_problem(join),
		.audience = join_audience(join),
		.participant = join_participant(join),
		.places = join_places(join)};

	keyboard_look(joined->keyboard, &sight);
}

static bool wish_of(enum join_request request, enum keyboard_wish *wish)
{
	switch (request) {
	case JOIN_PLACES:
		*wish = WISH_PLACES;
		return true;
	case JOIN_PLACE:
		*wish = WISH_PLACE;
		return true;
	case JOIN_CARD:
		*wish = WISH_CARD;
		return true;
	case JOIN_BALLOT:
		*wish = WISH_BALLOT;
		return true;
	case JOIN_WORD:
		*wish = WISH_WORD;
		return true;
	case JOIN_HAND:
		*wish = WISH_HAND;
		return true;
	case JOIN_READY:
		*wish = WISH_READY;
		return true;
	case JOIN_GROUP:
		*wish = WISH_GROUP;
		return true;
	case JOIN_THEME:
		*wish = WISH_THEME;
		return true;
	case JOIN_RENAME:
		*wish = WISH_RENAME;
		return true;
	case JOIN_LEAVE:
	case JOIN_REQUESTS:
		break;
	}
	return false;
}

static void take_answers(struct joined *joined)
{
	struct join_answer answer;
	enum keyboard_wish wish;

	join_run(joined->join);
	look(joined);
	while (join_take_answer(joined->join, &answer)) {
		look(joined);
		if (wish_of(answer.request, &wish))
			keyboard_answered(
				joined->keyboard, wish, answer.done ? NULL : answer.sentence);
		array_free(answer.sentence);
		joined->answered = true;
	}
	look(joined);
}

/* --- the scene --- */

static bool on_key(void *context, const struct key *key)
{
	struct joined *joined = context;

	look(joined);
	return keyboard_key(joined->keyboard, key);
}

static void on_page(void *context, struct page *page)
{
	struct joined *joined = context;

	look(joined);
	keyboard_page(joined->keyboard, page);
}

static int *on_scroll(void *context)
{
	return keyboard_scroll(((struct joined *)context)->keyboard);
}

/* At the end of every turn, so that a wait that is over is acted on too. */
static bool on_turn(void *context)
{
	take_answers(context);
	return true;
}

static bool on_ready(void *context, int fd, short events)
{
	(void)fd;
	(void)events;
	take_answers(context);
	return true;
}

static bool news(void *context)
{
	struct joined *joined = context;
	bool changed = joined->answered || join_heard(joined->join) != joined->told ||
		       join_state(joined->join) != joined->state;

	joined->told = join_heard(joined->join);
	joined->state = join_state(joined->join);
	joined->answered = false;
	return changed;
}

static enum colour_set on_colours(void *context)
{
	return keyboard_colours(((struct joined *)context)->keyboard);
}

static int next_change(void *context)
{
	const struct joined *joined = context;
	int clock = keyboard_next_change(joined->keyboard);
	int connection = join_wait(joined->join);

	return connection < 0 || (clock >= 0 && clock < connection) ? clock : connection;
}

/* Gives the place back, waiting for the answer as long as nobody minds. */
static void leave(struct joined *joined)
{
	struct clock clock = clock_steady();
	int64_t until = clock.now(clock.context) + FAREWELL_MS;

	if (join_state(joined->join) != JOIN_FOLLOWING)
		return;
	want(joined, JOIN_LEAVE, (struct asked){0});
	while (join_unanswered(joined->join) > 0 && clock.now(clock.context) < until) {
		struct pollfd ready = {.fd = join_fd(joined->join), .events = POLLIN};
		int wait = join_wait(joined->join);
		poll(&ready, 1, wait < 0 || wait > 100 ? 100 : wait);
		join_run(joined->join);
	}
}

bool keyboard_show(struct app *app, struct join *join, bool needs_code)
{
	struct joined joined = {.app = app, .join = join};
	const struct keyboard_config config = {
		.ports = {&joined, want_places, want_place, want_card, want_ballot, want_hand,
			want_ready, want_word, want_group, want_theme, want_rename},
		.clock = app_clock(app),
		.random = app_random(app),
		.needs_code = needs_code};
	struct scene scene = {.context = &joined,
		.key = on_key,
		.keep = on_turn,
		.page = on_page,
		.scroll = on_scroll,
		.next_change = next_change,
		.colours = on_colours,
		.news = news};

	joined.keyboard = keyboard_create(&config);
	look(&joined);
	app_watch(app, join_fd(join), on_ready, &joined);
	bool alive = app_show(app, &scene);
	app_unwatch(app, join_fd(join));
	if (alive)
		leave(&joined);
	keyboard_destroy(joined.keyboard);
	return alive;
}
