#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "room.h"

#include "../../src/store/internal.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

/*
 * roundtable-session(5) is written by hand; what it says must be what the tables of core and the
 * file are.
 */

static struct buf page;

static int open_page(void **state)
{
	const char *source = getenv("ROUNDTABLE_SOURCE");
	char *path = folder_path(source ? source : ".", "man/roundtable-session.5.scd");

	(void)state;
	file_read(path, &page);
	free(path);
	return 0;
}

static int close_page(void **state)
{
	(void)state;
	buf_finish(&page);
	return 0;
}

/*
 * The page with every run of white space as one space, so that lines may be broken where they are.
 */
static char *flat(void)
{
	struct buf out = {0};

	for (size_t i = 0; i < page.count; i++) {
		bool space = strchr(" \t\n", page.bytes[i]) != NULL;
		if (!space)
			buf_byte(&out, page.bytes[i]);
		else if (out.count > 0 && out.bytes[out.count - 1] != ' ')
			buf_byte(&out, ' ');
	}
	return buf_take(&out);
}

static void test_kinds(void **state)
{
	char *text = flat();
	const char *at = strstr(text, "# KINDS OF EVENTS");

	(void)state;
	assert_non_null(at);
	/* each where it belongs, in the order of the list, and nothing between */
	for (int kind = 0; kind < EVENT_KINDS; kind++) {
		const char *fields = event_fields((enum event_kind)kind);
		const char *words = event_words((enum event_kind)kind);
		struct buf entry = {0};
		buf_format(&entry, " %s body: %s words: %s ", event_name((enum event_kind)kind),
			*fields ? fields : "none", *words ? words : "none");
		const char *found = strstr(at, entry.bytes);
		if (!found || (kind > 0 && found != at))
			fail_msg("the page lacks, or has in another place: %s", entry.bytes);
		at = found + entry.count - 1;
		buf_finish(&entry);
	}
	assert_int_equal(strncmp(at, " ```", 4), 0);
	free(text);
}

static void test_fields(void **state)
{
	static const struct {
		const char *name, *type;
	} fields[] = {
#define FIELD_NAME_INT "number"
#define FIELD_NAME_SMALL "number"
#define FIELD_NAME_IDS "numbers"
#define FIELD_NAME_TEXT "text"
#define FIELD_NAME_PLAN "object"
#define X(member, type) {#member, FIELD_NAME_##type},
		FIELDS(X)
#undef X
	};
	const char *at = strstr(page.bytes, "# FIELDS");

	(void)state;
	assert_non_null(at);
	at = strstr(at, "```\n") + 4;
	for (size_t i = 0; i < sizeof fields / sizeof fields[0]; i++) {
		struct buf line = {0};
		buf_format(&line, "%-11s %-7s ", fields[i].name, fields[i].type);
		if (strncmp(at, line.bytes, line.count) != 0)
			fail_msg("the page lacks the line: %s", line.bytes);
		buf_finish(&line);
		at = strchr(at, '\n') + 1;
	}
	assert_int_equal(strncmp(at, "```\n", 4), 0);
}

static void test_the_example_hash(void **state)
{
	static const char words[] = "[\"A bench\"]", body[] = "{\"stage\":0}";
	unsigned char salt[SALT_BYTES], digest[HASH_BYTES], hash[HASH_BYTES];
	char hex[2 * HASH_BYTES + 1];
	struct chain chain;
	struct link link = {.seq = 1,
		.at = 1795000000000,
		.step = 1,
		.by = BY_NOBODY,
		.kind = "note_added",
		.body = body,
		.body_length = sizeof body - 1,
		.digest = digest};

	(void)state;
	for (size_t i = 0; i < sizeof salt; i++)
		salt[i] = (unsigned char)i;
	assert_true(chain_start(&chain, "00112233445566778899aabbccddeeff"));
	chain_digest(salt, words, sizeof words - 1, digest);
	hex_write(hex, digest, sizeof digest);
	assert_non_null(strstr(page.bytes, hex));
	chain_hash(&chain, &link, hash);
	hex_write(hex, hash, sizeof hash);
	assert_non_null(strstr(page.bytes, hex));
}

/* A session with cards of which one is withdrawn, a vote, and a step taken back. */
static void make_session(const char *path)
{
	static const char *const texts[] = {"A bench", "A shelter", "A timetable"};
	struct room room;
	int64_t ids[3];

	assert_true(room_create(&room, path, random_system(), NULL));
	room_people(&room, 5);
	struct command enter = {.kind = EVENT_STAGE_ENTERED, .body = {.stage = ROOM_COLLECT}};
	room_do(&room, &enter);
	for (int i = 0; i < 3; i++) {
		char *words[] = {(char *)texts[i]};
		struct command card = {.kind = EVENT_CARD_ADDED,
			.body = {.stage = ROOM_COLLECT, .item = -1, .role = -1},
			.words = {.items = words, .count = 1}};
		ids[i] = room_do(&room, &card);
	}
	struct command undo = {.kind = EVENT_STEP_UNDONE};
	room_do(&room, &undo);
	struct command withdraw = {
		.kind = EVENT_THING_WITHDRAWN, .body = {.thing = ids[1], .yes = 1}};
	room_do(&room, &withdraw);
	int64_t poll = room_poll(&room);
	for (size_t i = 0; i < 5; i++)
		assert_int_equal(room_cast(&room, poll, i, i % 2), TURN_DONE);
	struct command close = command_close(poll);
	room_do(&room, &close);
	room_finish(&room);
}

/* The text between the marks of the example that begins with `begin`; owned. */
static char *example(const char *begin)
{
	const char *at = strstr(page.bytes, begin);

	assert_non_null(at);
	const char *end = strstr(at, "\n```");
	assert_non_null(end);
	struct buf text = {0};
	buf_add(&text, at, (size_t)(end - at));
	return buf_take(&text);
}

static void test_the_example_queries(void **state)
{
	char *folder = folder_make();
	char *path = folder_path(folder, "a.roundtable");
	char *cards = example("SELECT card.words"), *votes = example("SELECT body ->> 'poll'");
	char *all = example("  SELECT seq, datetime");
	sqlite3_stmt *rows;

	(void)state;
	make_session(path);
	sqlite3 *db = bare_open(path);
	assert_int_equal(sqlite3_prepare_v2(db, cards, -1, &rows, NULL), SQLITE_OK);
	assert_int_equal(sqlite3_step(rows), SQLITE_ROW);
	assert_string_equal((const char *)sqlite3_column_text(rows, 0), "A bench");
	assert_int_equal(sqlite3_step(rows), SQLITE_DONE);
	sqlite3_finalize(rows);
	assert_int_equal(sqlite3_prepare_v2(db, votes, -1, &rows, NULL), SQLITE_OK);
	assert_int_equal(sqlite3_step(rows), SQLITE_ROW);
	assert_int_equal(sqlite3_column_int64(rows, 1), 5);
	assert_string_equal((const char *)sqlite3_column_text(rows, 2), "[3,2,0,0,0]");
	sqlite3_finalize(rows);
	/* without the quotation mark of the shell */
	all[strlen(all) - 1] = '\0';
	assert_int_equal(sqlite3_prepare_v2(db, all, -1, &rows, NULL), SQLITE_OK);
	assert_int_equal(sqlite3_step(rows), SQLITE_ROW);
	sqlite3_finalize(rows);
	sqlite3_close(db);
	free(cards);
	free(votes);
	free(all);
	free(path);
	folder_remove(folder);
}

/* Runs python3 on the example in this folder; its exit status, 127 when there is no python3. */
static int run_verifier(const char *folder)
{
	int status;
	pid_t child = fork();

	if (child == 0) {
		if (chdir(folder) == 0 && freopen("/dev/null", "w", stderr))
			execlp("python3", "python3", "verifier.py", (char *)NULL);
		_exit(127);
	}
	assert_int_equal(waitpid(child, &status, 0), child);
	assert_true(WIFEXITED(status));
	return WEXITSTATUS(status);
}

static void test_the_example_verifier(void **state)
{
	char *folder = folder_make();
	char *path = folder_path(folder, "a.roundtable");
	char *program = folder_path(folder, "verifier.py");
	char *text = example("import hashlib");
	struct buf bytes = {0};

	(void)state;
	make_session(path);
	file_write(program, text, strlen(text));
	int status = run_verifier(folder);
	if (status != 127) {
		assert_int_equal(status, 0);
		file_read(path, &bytes);
		char *at = memmem(bytes.bytes, bytes.count, "A timetable", 11);
		at[2] = 'T';
		file_write(path, bytes.bytes, bytes.count);
		assert_int_equal(run_verifier(folder), 1);
	}
	buf_finish(&bytes);
	free(text);
	free(program);
	free(path);
	folder_remove(folder);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_kinds),
		cmocka_unit_test(test_fields),
		cmocka_unit_test(test_the_example_hash),
		cmocka_unit_test(test_the_example_queries),
		cmocka_unit_test(test_the_example_verifier),
	};

	return cmocka_run_group_tests(tests, open_page, close_page);
}
