/*
 * A room full of people with devices, around a real console: they join, write, vote, vote again,
 * drop out and come back, while cards are typed at the console, the keyboard goes round, slips are
 * typed in, and the program is killed in the middle. In the end every card and every ballot that
 * was acknowledged is there, once.
 *
 *     test_room [PEOPLE]
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "../support/crowd.h"
#include "place.h"

#include "roundtable/base/mem.h"

#include <locale.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>

enum { CARDS_EACH = 2, PASSED = 3, SLIPS = 2, TYPED = 5, OPTIONS = 3 };
/* A ballot of the first two is on paper, of the next three at the passed keyboard. */
enum { WITHOUT = PASSED + SLIPS };

static size_t people = 30;

static const char code[] = "ABCDEF";

struct room {
	struct place *place;
	struct crowd hands; /* what each asks */
	struct crowd eyes;  /* with which each follows */
	int64_t *persons;   /* ids */
	uint64_t luck;
	size_t asked; /* ballots that were sent when the program was killed */
};

/* --- beginning --- */

static void write_file(const struct place *place, const char *name, const char *text)
{
	struct buf path = {0};

	buf_format(&path, "%s/%s", place->folder, name);
	FILE *file = fopen(buf_text(&path), "w");
	assert_non_null(file);
	assert_true(fputs(text, file) >= 0);
	assert_int_equal(fclose(file), 0);
	buf_finish(&path);
}

static void write_people(const struct place *place)
{
	static const char *const roles[] = {"resident", "carer", "researcher"};
	struct buf text = {0};

	for (size_t i = 0; i < people; i++)
		buf_format(&text, "P%03zu,%s\n", i, roles[i % 3]);
	write_file(place, "people.csv", buf_text(&text));
	buf_finish(&text);
}

/* As a console leaves it whose door was open, and for which the code is enough, when it is killed.
 */
static void open_door(const struct room *room)
{
	struct buf text = {0}, name = {0};
	struct stat info;

	buf_format(&text, "%s/room.roundtable", room->place->folder);
	assert_int_equal(stat(buf_text(&text), &info), 0);
	buf_format(&name, "roundtable-%llx-%llx.socket.door", (unsigned long long)info.st_dev,
		(unsigned long long)info.st_ino);
	buf_clear(&text);
	buf_format(&text, "door 127.0.0.1 %u %s 0123456789 0\n", room->hands.port, code);
	write_file(room->place, buf_text(&name), buf_text(&text));
	buf_finish(&text);
	buf_finish(&name);
}

static void enter(struct room *room, const char *arguments)
{
	place_start(room->place, 120, 40, arguments);
	sees(room->place->pty, "Who sees this screen?");
	pty_type(room->place->pty, "2");
	assert_true(pty_wait_no_text(room->place->pty, "Who sees this screen?", LONG));
}

static void begin(struct room *room)
{
	struct buf line = {0};
	const char *source = getenv("ROUNDTABLE_SOURCE");
	uint16_t port = crowd_free_port();

	*room = (struct room){.place = room->place,
		.persons = mem_alloc(people, sizeof *room->persons),
		.luck = 1};
	crowd_open(&room->hands, people, port);
	crowd_open(&room->eyes, people, port);
	write_people(room->place);
	buf_format(&line, "new %s/tests/tui/room.md room.roundtable --people people.csv",
		source != NULL ? source : ".");
	enter(room, buf_text(&line));
	sees(room->place->pty, "Press Enter to begin.");
	pty_keys(room->place->pty, "Enter");
	sees(room->place->pty, "What matters to you?");
	pty_signal(room->place->pty, SIGKILL);
	assert_true(pty_wait_end(room->place->pty, LONG));
	open_door(room);
	enter(room, "open room.roundtable");
	buf_finish(&line);
}

/* --- everybody at once --- */

static size_t lucky(struct room *room, size_t of)
{
	room->luck = room->luck * 6364136223846793005u + 1442695040888963407u;
	return (size_t)(room->luck >> 33) % of;
}

static bool turn(struct pty *pty, void *context)
{
	struct room *room = context;

	(void)pty;
	crowd_run(&room->eyes, 0);
	crowd_run(&room->hands, 1);
	return true;
}

/* Lets devices and console go on for a moment. */
static void go_on(struct room *room)
{
	pty_wait(room->place->pty, turn, room, 5);
}

/* What each asks in this round; false: nothing. */
typedef bool (*ask_fn)(struct room *room, size_t member, struct buf *path, struct buf *body);

static void ask(struct room *room, size_t member, ask_fn what)
{
	struct buf path = {0}, body = {0};

	if (what(room, member, &path, &body))
		crowd_ask(&room->hands, member, buf_text(&path),
			body.count > 0 ? buf_text(&body) : NULL);
	buf_finish(&path);
	buf_finish(&body);
}

static double seconds(void)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return (double)now.tv_sec + (double)now.tv_nsec / 1e9;
}

/*
 * Everybody asks until it is answered with 200: who gets no answer, or is told to wait, asks again.
 * One in `drops` goes away right after asking (0: nobody). `meanwhile` is called now and then.
 */
static void everybody(
	struct room *room, ask_fn what, size_t drops, void (*meanwhile)(struct room *, size_t))
{
	bool *done = mem_alloc(people, sizeof *done);
	size_t left = people, rounds = 0;
	double until = seconds() + 120;

	while (left > 0 && seconds() < until) {
		for (size_t i = 0; i < people; i++) {
			struct member *one = &room->hands.items[i];
			if (done[i] || one->busy)
				continue;
			if (one->status == 200) {
				one->status = 0;
				done[i] = true;
				left--;
				continue;
			}
			if (one->status != 0 && one->status != 429 && one->status != 503)
				fail_msg("P%03zu: %d %s", i, one->status,
					crowd_body(&room->hands, i));
			ask(room, i, what);
			if (!one->busy && one->fd < 0 && rounds == 0)
				continue;
			if (drops > 0 && lucky(room, drops) == 0)
				crowd_drop(&room->hands, i);
		}
		go_on(room);
		if (meanwhile != NULL)
			meanwhile(room, rounds);
		rounds++;
	}
	assert_int_equal(left, 0);
	free(done);
}

/* --- coming --- */

static bool ask_join(struct room *room, size_t member, struct buf *path, struct buf *body)
{
	buf_text_add(path, "POST /join");
	buf_format(
		body, "{\"code\":\"%s\",\"person\":%lld}", code, (long long)room->persons[member]);
	return true;
}

/* The numbers of everybody, as the door says them. */
static void read_places(struct room *room)
{
	struct buf body = {0};

	buf_format(&body, "{\"code\":\"%s\"}", code);
	crowd_ask(&room->hands, 0, "POST /places", buf_text(&body));
	while (room->hands.items[0].busy)
		go_on(room);
	assert_int_equal(room->hands.items[0].status, 200);
	room->hands.items[0].status = 0;
	const char *at = crowd_body(&room->hands, 0);
	for (size_t i = 0; i < people; i++) {
		long long person;
		at = strstr(at, "{\"person\":");
		assert_non_null(at);
		assert_int_equal(sscanf(at, "{\"person\":%lld", &person), 1);
		room->persons[i] = person;
		at++;
	}
	buf_finish(&body);
}

static void come(struct room *room)
{
	read_places(room);
	everybody(room, ask_join, 0, NULL);
	for (size_t i = 0; i < people; i++) {
		assert_true(crowd_take_token(&room->hands, i));
		strcpy(room->eyes.items[i].token, room->hands.items[i].token);
		crowd_follow(&room->eyes, i);
	}
	for (size_t i = 0; i < people; i++)
		while (!room->eyes.items[i].follows)
			go_on(room);
}

/* --- writing --- */

static int card;

static bool ask_card(struct room *room, size_t member, struct buf *path, struct buf *body)
{
	(void)room;
	buf_text_add(path, "POST /card");
	buf_format(body, "{\"nonce\":\"card-%05zu-%05d-----\",\"words\":[\"Card %zu of P%03zu.\"]}",
		member, card, (size_t)card, member);
	return true;
}

static void type_card(struct room *room, size_t rounds)
{
	char text[40];

	if (rounds % 2 != 0 || rounds / 2 >= TYPED)
		return;
	snprintf(text, sizeof text, "Typed card %zu\r", rounds / 2);
	pty_type(room->place->pty, text);
}

/* --- voting --- */

static long long vote;

static bool ask_me(struct room *room, size_t member, struct buf *path, struct buf *body)
{
	(void)room;
	(void)member;
	(void)body;
	buf_text_add(path, "GET /me");
	return true;
}

static bool votes_by_device(size_t member)
{
	return member >= WITHOUT;
}

static int changed; /* 1: some think again */

static size_t choice_of(size_t member)
{
	return (member + (changed && member % 4 == 0 ? 1 : 0)) % OPTIONS;
}

static bool ask_ballot(struct room *room, size_t member, struct buf *path, struct buf *body)
{
	size_t choice = choice_of(member);

	if (!votes_by_device(member)) /* they look, and leave it to the keyboard and to paper */
		return ask_me(room, member, path, body);
	buf_text_add(path, "POST /ballot");
	buf_format(body, "{\"nonce\":\"ballot-of-%05zu-----\",\"poll\":%lld,\"marks\":[%d,%d,%d]}",
		member, vote, choice == 0, choice == 1, choice == 2);
	return true;
}

/* Killed in the middle of it, and opened again. */
static void kill_once(struct room *room, size_t rounds)
{
	if (rounds != 1)
		return;
	for (size_t i = 0; i < people; i++)
		room->asked += room->hands.items[i].busy;
	pty_signal(room->place->pty, SIGKILL);
	assert_true(pty_wait_end(room->place->pty, LONG));
	enter(room, "open room.roundtable");
}

static void pass_keyboard(struct pty *pty)
{
	pty_keys(pty, "Enter");
	sees(pty, "choose a word");
	pty_keys(pty, "Enter");
	for (int i = 0; i < PASSED; i++) {
		sees(pty, "Take the keyboard");
		pty_keys(pty, "Enter");
		sees(pty, "Arrows to your choice, then Enter.");
		pty_keys(pty, "1");
		sees(pty, "You chose:");
		pty_keys(pty, "Enter");
		char voted[40];
		snprintf(voted, sizeof voted, "%zu of %zu have voted", people - WITHOUT + i + 1,
			people);
		sees(pty, voted);
	}
	pty_keys(pty, "Esc");
	sees(pty, "pass keyboard");
}

static void type_slips(struct pty *pty)
{
	pty_type(pty, "y");
	sees(pty, "teller");
	pty_type(pty, "P006");
	pty_keys(pty, "Enter");
	pty_type(pty, "P007");
	pty_keys(pty, "Enter");
	for (int i = 0; i < SLIPS; i++) {
		char slip[40];
		snprintf(slip, sizeof slip, "Paper slip: ballot %zu of %zu",
			people - SLIPS + (size_t)i + 1, people);
		sees(pty, slip);
		pty_keys(pty, "2");
		sees(pty, "The slip says:");
		pty_keys(pty, "Enter");
	}
	pty_keys(pty, "Esc");
}

/* --- what is left --- */

static size_t times(const char *text, const char *part)
{
	size_t found = 0;

	for (; (text = strstr(text, part)) != NULL; text += strlen(part))
		found++;
	return found;
}

static void check_cards(const char *log)
{
	char words[64];

	for (size_t i = 0; i < people; i++)
		for (int k = 0; k < CARDS_EACH; k++) {
			snprintf(words, sizeof words, "\"Card %d of P%03zu.\"", k, i);
			if (times(log, words) != 1)
				fail_msg("%s: %zu", words, times(log, words));
		}
	assert_int_equal(times(log, "\"card_added\""), people * CARDS_EACH + TYPED);
}

static void check_vote(const char *log)
{
	const char *closed = strstr(log, "\"poll_closed\"");
	size_t sums[OPTIONS] = {PASSED, SLIPS, 0};
	struct buf wanted = {0};

	for (size_t i = WITHOUT; i < people; i++)
		sums[choice_of(i)]++;
	assert_non_null(closed);
	buf_format(&wanted, "\"totals\":[%zu,%zu,%zu]", sums[0], sums[1], sums[2]);
	if (strstr(closed, buf_text(&wanted)) == NULL)
		fail_msg("not %s: %.600s", buf_text(&wanted), closed);
	buf_clear(&wanted);
	buf_format(&wanted, "\"cast\":%zu", people);
	assert_non_null(strstr(closed, buf_text(&wanted)));
	assert_int_equal(times(log, "\"ballot_cast\""), 0);
	buf_finish(&wanted);
}

static void test_everything_acknowledged_is_there_once(void **state)
{
	struct room *room = *state;
	struct buf out = {0};

	begin(room);
	come(room);
	for (card = 0; card < CARDS_EACH; card++)
		everybody(room, ask_card, 5, card == 0 ? type_card : NULL);
	struct pty *pty = room->place->pty;
	pty_keys(pty, "F8");
	sees(pty, "2 of 3");
	pty_keys(pty, "Enter");
	sees(pty, "How shall the vote be held?");
	pty_keys(pty, "Enter");
	char voted[40];
	snprintf(voted, sizeof voted, "0 of %zu have voted", people);
	sees(pty, voted);
	everybody(room, ask_me, 0, NULL);
	assert_non_null(strstr(crowd_body(&room->hands, 0), "\"can_vote\":true"));
	assert_int_equal(
		sscanf(strstr(crowd_body(&room->hands, 0), "\"poll\":"), "\"poll\":%lld", &vote),
		1);
	everybody(room, ask_ballot, 5, kill_once);
	assert_true(room->asked > 0);
	for (size_t i = 0; i < people; i++) /* they come back */
		crowd_follow(&room->eyes, i);
	changed = 1;
	everybody(room, ask_ballot, 5, NULL);
	pty = room->place->pty;
	pass_keyboard(pty);
	type_slips(pty);
	room->eyes.watch = "\"result\":";
	pty_type(pty, "c");
	sees(pty, "Close the vote and count?");
	pty_keys(pty, "Enter");
	sees(pty, "came first with");
	for (size_t i = 0; i < people; i++)
		for (int k = 0; k < 2000 && room->eyes.items[i].seen_at == 0; k++)
			go_on(room);
	for (size_t i = 0; i < people; i++)
		assert_true(room->eyes.items[i].seen_at > 0);
	pty_keys(pty, "F10 Enter");
	ends(pty, 0);
	assert_int_equal(place_run(room->place, "$R log --json room.roundtable", &out), 0);
	check_cards(buf_text(&out));
	check_vote(buf_text(&out));
	assert_int_equal(place_run(room->place, "$R verify room.roundtable", NULL), 0);
	/* nothing of devices stays behind: neither socket nor door, nor names of what they sent */
	buf_clear(&out);
	assert_int_equal(place_run(room->place, "ls | grep -c socket", &out), 1);
	assert_int_equal(place_run(room->place, "grep -c 'card-00' room.roundtable", NULL), 1);
	buf_finish(&out);
}

static int set_up(void **state)
{
	static struct room room;
	void *place;
	int failed = place_set_up(&place);

	room.place = place;
	*state = &room;
	return failed;
}

static int tear_down(void **state)
{
	struct room *room = *state;
	void *place = room->place;

	crowd_close(&room->hands);
	crowd_close(&room->eyes);
	free(room->persons);
	return place_tear_down(&place);
}

int main(int argc, char **argv)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test_setup_teardown(
		test_everything_acknowledged_is_there_once, set_up, tear_down)};

	setlocale(LC_ALL, "");
	if (argc > 1)
		people = (size_t)atoi(argv[1]);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
