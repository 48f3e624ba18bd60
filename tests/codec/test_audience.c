/*
 * The audience as JSON and back. Whole rehearsals are looked at: what was written and read again
 * draws the same page and writes the same bytes.
 */
#include "roundtable/base/mem.h"
#include "roundtable/codec/audience.h"
#include "roundtable/ui/wall.h"

#include "../support/desk.h"
#include "../support/player.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

enum { SEEDS = 12, COMMANDS = 150 };

/* A page as text: every line with its role. */
static void dump(const struct audience *audience, moment now, struct buf *out)
{
	struct page page = {0};

	wall_page(audience, now, &page);
	buf_format(out, "%s|%s\n", page.title != NULL ? page.title : "",
		page.status != NULL ? page.status : "");
	for (size_t i = 0; i < page.lines.count; i++) {
		const struct line *line = &page.lines.items[i];
		buf_format(out, "%d %d [%s] %s (%s) %lld/%lld", (int)line->role, line->struck,
			line->mark != NULL ? line->mark : "", line->text,
			line->detail != NULL ? line->detail : "", (long long)line->value,
			(long long)line->total);
		for (size_t k = 0; k < line->cells.count; k++)
			buf_format(out, " | %s", line->cells.items[k]);
		for (size_t k = 0; k < line->counts.count; k++)
			buf_format(out, " %lld", (long long)line->counts.items[k]);
		buf_format(out, line->poles ? " poles\n" : "\n");
	}
	page_finish(&page);
}

static void round_trip(const struct audience *audience, moment now)
{
	struct audience read = {0};
	struct buf json = {0}, again = {0}, page = {0}, page_again = {0};
	struct error err = {0};

	codec_audience_write(audience, &json);
	assert_null(strchr(buf_text(&json), '\n'));
	if (!codec_audience_read(json.bytes, json.count, &read, &err))
		fail_msg("%s: %s", err.text, buf_text(&json));
	codec_audience_write(&read, &again);
	assert_string_equal(buf_text(&json), buf_text(&again));
	dump(audience, now, &page);
	dump(&read, now, &page_again);
	assert_string_equal(buf_text(&page), buf_text(&page_again));
	audience_finish(&read);
	buf_finish(&json);
	buf_finish(&again);
	buf_finish(&page);
	buf_finish(&page_again);
}

static void test_a_wall_draws_what_the_console_has(void **state)
{
	(void)state;
	for (uint64_t seed = 1; seed <= SEEDS; seed++) {
		struct desk desk;
		struct random_seeded seeded;
		struct player player = {.random = random_seeded(&seeded, seed), .calm = true};
		struct audience audience = {0};
		int64_t persons[5];
		desk_open(&desk, seed);
		desk_people(&desk, 5, persons);
		for (int i = 0; i < COMMANDS; i++) {
			desk_try(&desk, player_next(&player, &desk.model));
			audience_fill(&desk.model, desk.now, &audience);
			round_trip(&audience, desk.now);
		}
		for (int stage = 0; stage < (int)desk.model.plan->stages.count; stage++) {
			audience_fill_stage(&desk.model, stage, desk.now, &audience);
			round_trip(&audience, desk.now);
		}
		audience_finish(&audience);
		player_finish(&player);
		desk_close(&desk);
	}
}

static void test_how_to_come_in_reaches_a_wall(void **state)
{
	static const struct audience_door door = {
		"http://10.0.0.7:8080", "7K3M9Q", "7K3M9QXT04", "Town Hall", "a \"pass\" word"};
	struct audience shown = {.state = AUDIENCE_STAGE, .page = 2, .reading = 3, .door = door},
			read = {0};
	struct buf json = {0};

	(void)state;
	round_trip(&shown, 0);
	codec_audience_write(&shown, &json);
	assert_true(codec_audience_read(json.bytes, json.count, &read, NULL));
	assert_int_equal(read.page, 2);
	assert_int_equal(read.reading, 3);
	assert_string_equal(read.door.url, door.url);
	assert_string_equal(read.door.code, door.code);
	assert_string_equal(read.door.long_code, door.long_code);
	assert_string_equal(read.door.network, door.network);
	assert_string_equal(read.door.password, door.password);
	audience_finish(&read);
	buf_clear(&json);
	shown.door = (struct audience_door){.code = "7K3M9Q"}; /* a door that is not shown */
	codec_audience_write(&shown, &json);
	assert_null(strstr(buf_text(&json), "7K3M9Q"));
	buf_finish(&json);
}

static void test_what_was_rated_reaches_a_wall(void **state)
{
	struct audience shown = {.state = AUDIENCE_STAGE,
				.stage_title = "How true?",
				.task = TASK_SEE_RESULT,
				.vote = {.id = 5,
					.shape = SHAPE_GRADE,
					.scale = 3,
					.rates = true,
					.unsure = true,
					.poles = true}},
			read = {0};
	struct buf json = {0};

	(void)state;
	for (int under = 0; under < 2; under++) {
		struct audience_item *item =
			audience_add(&shown, ITEM_RATED, -1, under ? "carer" : "We listen");
		item->under = under == 1;
		item->value = 20;
		for (int64_t i = 1; i <= 4; i++)
			ids_add(&item->spread, i + under);
	}
	round_trip(&shown, 0);
	codec_audience_write(&shown, &json);
	assert_true(codec_audience_read(json.bytes, json.count, &read, NULL));
	assert_true(read.vote.rates && read.vote.unsure && read.vote.poles);
	assert_int_equal(read.items.items[1].spread.count, 4);
	assert_int_equal(read.items.items[1].spread.items[3], 5);
	audience_finish(&read);
	audience_finish(&shown);
	buf_finish(&json);
}

static void test_a_grid_reaches_a_wall(void **state)
{
	const char *cells[] = {"A bus", "4"};
	const struct columns columns = {
		.items = (struct column[]){{.name = "cost"}, {.name = "hours"}}, .count = 2};
	struct audience shown = {.state = AUDIENCE_STAGE,
		.stage_title = "Costs",
		.grid = {.shown = true,
			.row = "who",
			.across = "kind",
			.sum = "hours",
			.amount = "4",
			.sum_column = 2}};
	struct buf page = {0};

	(void)state;
	*array_push(&shown.grid.rows) = (struct audience_head){.name = "carer", .missing = true};
	*array_push(&shown.grid.rows) =
		(struct audience_head){.name = "resident", .cards = 1, .amount = "4"};
	*array_push(&shown.grid.heads) =
		(struct audience_head){.name = "time", .cards = 1, .amount = "4"};
	shown.sides.by = "whom";
	shown.sides.left = "costs: hours";
	*array_push(&shown.sides) = (struct audience_both){"carer", "7", "", 35, 0};
	struct audience_item *item = audience_add(&shown, ITEM_CARD, 7, "A bus");
	item->card = (struct audience_card){{cells, 2, 0}, &columns, -1, ""};
	item->row = 2;
	item->across = 1;
	round_trip(&shown, 0);
	dump(&shown, 0, &page);
	assert_non_null(strstr(buf_text(&page), " | ! carer |  | 0 | "));
	assert_non_null(strstr(buf_text(&page), " | resident | • A bus (4) | 1 | 4"));
	assert_non_null(strstr(buf_text(&page), " | carer | 7 | 35 % | ! nothing | "));
	assert_non_null(strstr(buf_text(&page), " | in all | 1 (4) | 1 | 4"));
	audience_finish(&shown);
	buf_finish(&page);
}

/* What stands of earlier: where a card lay, how a statement was rated the last time. */
static void test_what_was_before_goes_along(void **state)
{
	static const char *cells[] = {"Bus fares"};
	struct column column = {.name = ""};
	struct columns columns = {&column, 1, 0};
	struct audience shown = {.state = AUDIENCE_STAGE,
		.title = "t",
		.purpose = "",
		.language = "en",
		.stages = 1,
		.stage_title = "s",
		.prompt = "p"};
	struct buf page = {0};

	(void)state;
	struct audience_item *item = audience_add(&shown, ITEM_CARD, 7, cells[0]);
	item->card = (struct audience_card){{cells, 1, 0}, &columns, -1, "", "Money"};
	item->under = true;
	round_trip(&shown, 0);
	dump(&shown, 0, &page);
	assert_non_null(strstr(buf_text(&page), "Bus fares (was in: Money)"));
	audience_finish(&shown);
	shown = (struct audience){.state = AUDIENCE_STAGE,
		.title = "t",
		.purpose = "",
		.language = "en",
		.stages = 1,
		.stage_title = "s",
		.prompt = "p",
		.vote = {.id = 1, .rates = true, .scale = 1}};
	for (int i = 0; i < 3; i++) {
		item = audience_add(&shown, ITEM_RATED, -(i == 0), i == 1 ? "last time" : "carers");
		item->under = i > 0;
		item->before = i == 1;
		item->value = 4;
		ids_add(&item->spread, i);
		ids_add(&item->spread, 4 - i);
		round_trip(&shown, 0);
		buf_clear(&page);
		dump(&shown, 0, &page);
		assert_int_equal(strstr(buf_text(&page), "] this time (") != NULL, i == 1);
		assert_int_equal(strstr(buf_text(&page), "] all (") != NULL, i == 2);
	}
	audience_finish(&shown);
	buf_finish(&page);
}

static void test_the_places_reach_a_wall(void **state)
{
	struct audience shown = {.state = AUDIENCE_STAGE, .stage_title = "In order"};
	struct buf page = {0};

	(void)state;
	shown.vote.id = 3;
	shown.vote.result = mem_copy_text("Counted.");
	texts_add(&shown.vote.heads, "carer");
	texts_add(&shown.vote.heads, "moved");
	struct audience_item *item = audience_add(&shown, ITEM_RESULT, 7, "A bus");
	texts_add(&item->marks, "2.5");
	texts_add(&item->marks, "up 3");
	item->cut = mem_copy_text("the first goes forward");
	item = audience_add(&shown, ITEM_RESULT, 8, "A bench");
	texts_add(&item->marks, "1");
	texts_add(&item->marks, "new");
	item->level = 1;
	round_trip(&shown, 0);
	dump(&shown, 0, &page);
	assert_non_null(strstr(buf_text(&page), "carer | moved"));
	assert_non_null(strstr(buf_text(&page), "A bus | 2.5 | up 3"));
	assert_non_null(strstr(buf_text(&page), "A bench | 1 | new"));
	audience_finish(&shown);
	buf_finish(&page);
}

static void refuses(const char *json)
{
	struct audience untouched = {.done = 7};
	struct error err = {0};

	if (codec_audience_read(json, strlen(json), &untouched, &err))
		fail_msg("read: %s", json);
	assert_int_equal(err.code, ERROR_BROKEN);
	assert_int_equal(untouched.done, 7);
	assert_null(untouched.release);
	error_finish(&err);
}

static void test_what_is_no_audience_is_refused(void **state)
{
	(void)state;
	refuses("");
	refuses("[]");
	refuses("{}"); /* no items */
	refuses("{\"items\":{}}");
	refuses("{\"items\":[7]}");
	refuses("{\"state\":\"asleep\",\"items\":[]}");
	refuses("{\"state\":3,\"items\":[]}");
	refuses("{\"done\":\"many\",\"items\":[]}");
	refuses("{\"stage\":99999999999,\"items\":[]}");
	refuses("{\"turn\":\"Amina\",\"items\":[]}");
	refuses("{\"door\":\"open\",\"items\":[]}");
	refuses("{\"door\":{\"url\":7},\"items\":[]}");
	refuses("{\"words\":[\"equity\"],\"items\":[]}");
	refuses("{\"vote\":{\"answers\":[1]},\"items\":[]}");
	refuses("{\"items\":[{\"kind\":\"card\"}]}");
	refuses("{\"items\":[{\"kind\":\"card\",\"cells\":[1],\"columns\":[]}]}");
	refuses("{\"items\":[{\"kind\":\"result\",\"level\":-1}]}");
	/* a row that claims more ticks than follow would be read beyond the end */
	refuses("{\"items\":[{\"kind\":\"kind\",\"value\":1}]}");
	refuses("{\"items\":[{\"kind\":\"kind\",\"value\":-1}]}");
	/* so would a statement with fewer counts than answers */
	refuses("{\"vote\":{\"scale\":4},\"items\":[{\"kind\":\"rated\",\"spread\":[1,2,3,4]}]}");
	refuses("{\"vote\":{\"scale\":1},\"items\":[{\"kind\":\"rated\",\"spread\":[1,-2]}]}");
	refuses("{\"items\":[{\"kind\":\"rated\",\"spread\":[1]}]}");
	/* and a card in a row that the grid has not */
	refuses("{\"grid\":{\"rows\":[{}],\"heads\":[{}]},\"items\":[{\"kind\":\"word\","
		"\"grid_row\":2,\"grid_across\":1}]}");
	refuses("{\"grid\":7,\"items\":[]}");
	refuses("{\"sides\":{\"rows\":[3]},\"items\":[]}");
}

static void test_words_from_elsewhere_are_sanitised(void **state)
{
	static const char json[] =
		"{\"title\":\"a\\u001b[2Jb\\u202ec\",\"stage_title\":\"t\",\"prompt\":\"p\","
		"\"items\":[{\"kind\":\"card\",\"cells\":[\"x\\u0007y\",null],\"columns\":[\"n\"],"
		"\"new\":1}],\"later\":{}}";
	struct audience audience = {0};

	(void)state;
	assert_true(codec_audience_read(json, sizeof json - 1, &audience, NULL));
	assert_string_equal(audience.title, "a[2Jbc");
	assert_string_equal(audience.items.items[0].card.cells.items[0], "xy");
	assert_null(audience.items.items[0].card.cells.items[1]);
	assert_int_equal(audience.items.items[0].card.item, -1);
	audience_finish(&audience);
}

/* What a host says may be anything: what can be read can be drawn. */
static void test_whatever_is_read_can_be_drawn(void **state)
{
	static const char *const texts[] = {
		"{\"state\":\"stage\",\"stage_title\":\"t\",\"items\":[]}",
		"{\"door\":{\"url\":\"x\"},\"page\":-1,\"items\":[]}",
		"{\"door\":{\"network\":\"x\"},\"items\":[]}",
		"{\"state\":\"closed\",\"roles\":[{\"cards\":3}],\"stage_title\":\"t\","
		"\"items\":[]}",
		"{\"state\":\"stage\",\"stage_title\":\"t\",\"vote\":{\"id\":1,\"open\":true,"
		"\"answers\":[{}]},\"items\":[{\"kind\":\"card\",\"cells\":[],"
		"\"columns\":[\"a\",\"b\"]},{\"kind\":\"action\"},{\"kind\":\"decision\","
		"\"burdens\":[{}]},{\"kind\":\"person\"},{\"kind\":\"kind\",\"value\":1},"
		"{\"kind\":\"result\",\"value\":-5,\"total\":9223372036854775807}]}"};

	(void)state;
	for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
		struct audience audience = {0};
		struct buf page = {0};
		assert_true(codec_audience_read(texts[i], strlen(texts[i]), &audience, NULL));
		dump(&audience, 1000, &page);
		assert_true(page.count > 0);
		buf_finish(&page);
		audience_finish(&audience);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_a_wall_draws_what_the_console_has),
		cmocka_unit_test(test_how_to_come_in_reaches_a_wall),
		cmocka_unit_test(test_what_was_rated_reaches_a_wall),
		cmocka_unit_test(test_a_grid_reaches_a_wall),
		cmocka_unit_test(test_what_was_before_goes_along),
		cmocka_unit_test(test_the_places_reach_a_wall),
		cmocka_unit_test(test_what_is_no_audience_is_refused),
		cmocka_unit_test(test_words_from_elsewhere_are_sanitised),
		cmocka_unit_test(test_whatever_is_read_can_be_drawn),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
