/* The page for people's own devices, as HTML: read strictly, with hostile words, in every state. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "../support/desk.h"
#include "../support/player.h"
#include "../support/sample_plan.h"
#include "markup.h"

#include "host/page.h"

#include "roundtable/base/mem.h"
#include "roundtable/base/text.h"

#include <locale.h>
#include <stdlib.h>
#include <string.h>

/* tests/minutes/hostile.h, whose other names are taken here */
extern const char *const hostile[];
extern const size_t hostile_count;

static const char nonce[] = "0123456789abcdef0123", ballot_nonce[] = "fedcba98765432100123";

static char *page_of(const struct page_view *view)
{
	struct buf out = {0};

	page_write(view, &out);
	return buf_take(&out);
}

static void read_page(const struct page_view *view, struct markup *markup)
{
	char *html = page_of(view);

	*markup = (struct markup){0};
	markup_read(markup, html);
	assert_int_equal(markup->headings, 1);
	assert_int_equal(markup->live, 1);
	assert_null(strstr(html, "style="));
	assert_null(strstr(html, "<style"));
	assert_null(strstr(html, "javascript:"));
	assert_null(strstr(html, "url("));
	array_free(html);
}

/* --- an audience with something of every kind, all of it the same words --- */

static struct columns two_columns(const char *words)
{
	static struct column columns[2];

	columns[0].name = columns[1].name = (char *)words;
	return (struct columns){.items = columns, .count = 2};
}

static void add_kinds(struct audience *audience, const char *words, const struct columns *columns)
{
	static const char *cells[2];
	static struct burden burden;

	cells[0] = cells[1] = words;
	burden = (struct burden){
		.who = words, .how_much = words, .paid = PAID_YES, .paid_by = words};
	for (enum audience_kind kind = ITEM_POINT; kind <= ITEM_PARKED; kind++)
		for (int under = 0; under < 2; under++) {
			struct audience_item *item =
				audience_add(audience, kind, 100 + kind, words);
			item->under = under == 1 && kind == ITEM_CARD;
			item->left_out = under == 1;
			item->role = words;
			item->person = (struct audience_person){
				.id = kind == ITEM_CARD ? 0 : 7, .name = words, .role = words};
			item->card = (struct audience_card){.cells = {.items = cells, .count = 2},
				.columns = columns,
				.item = under == 1 ? 0 : -1,
				.why = words,
				.was = words};
			item->proposal =
				(struct audience_proposal){.decided = kind == ITEM_DECISION,
					.corrected = words,
					.does = words,
					.answers = words,
					.asked = words,
					.told = words,
					.burdens = {.items = &burden, .count = 1}};
			item->action = (struct audience_action){.who = words, .due = 20261121};
		}
}

static void fill_everything(
	struct audience *audience, const char *words, const struct columns *columns)
{
	*audience = (struct audience){.state = AUDIENCE_STAGE,
		.title = words,
		.purpose = words,
		.language = words,
		.stage_title = words,
		.prompt = words,
		.stages = 3,
		.task = TASK_VOTE,
		.fate = FATE_NAMED,
		.turn = {.id = 9, .name = words},
		.columns = columns,
		.vote = {.id = 5,
			.open = true,
			.secret = true,
			.tests = true,
			.question = words,
			.rule = mem_copy_text(words),
			.changes = true,
			.blank = true}};
	*array_push(&audience->roles) = (struct audience_role){words, 3};
	add_kinds(audience, words, columns);
}

static void fill_form(struct form *form, const char *words, enum form_what what)
{
	*form = (struct form){
		.what = what, .asked = {.name = (char *)words, .role = (char *)words}};
	texts_add(&form->asked.words, words);
	texts_add(&form->asked.words, words);
}

/* The view of somebody inside, a page of the start, and one who waits. */
static void read_hostile(int which, const char *words, struct markup *markup)
{
	struct columns columns = two_columns(words);
	struct audience audience;
	struct participant me = {.state = which == 2 ? PARTICIPANT_WAITING : PARTICIPANT_IN,
		.name = words,
		.role = words,
		.poll = 5,
		.can_vote = true};
	struct place place = {.person = 3, .name = words, .role = words};
	struct places places = {.items = &place, .count = 1};
	struct form form = {0};
	struct page_view view = {
		.audience = &audience, .refused = words, .nonce = nonce, .now = 1, .code = words};

	fill_everything(&audience, words, &columns);
	fill_form(&form, words, which == 1 ? FORM_JOIN : which == 3 ? FORM_READ : FORM_WRITE);
	view.form = &form;
	view.participant = which == 1 ? NULL : &me;
	view.places = which == 1 ? &places : NULL;
	view.refused = which == 3 ? NULL : words;
	read_page(&view, markup);
	texts_finish(&form.asked.words);
	audience_finish(&audience);
}

/* As on the wall: who does it, answers for it, is asked and told, or that nobody does; a date says
 * what it is. */
static void test_a_decision_says_who_takes_care(void **state)
{
	static const struct {
		enum decision_verdict verdict;
		const char *does, *asked;
		const char *says[4];
	} cases[] = {
		{DECISION_ADOPTED, "Amina", "the board",
			{"Done by Amina", "To be asked before: the board", "To be told: the street",
				"Reviewed on 2026-12-01"}},
		{DECISION_ADOPTED, "", "", {"Nobody does it yet", "Nobody answers for it yet"}},
		{DECISION_ADOPTED, "", NULL, {"To be asked before: (erased)"}},
		{DECISION_DEFERRED, "", "", {"To be answered by 2026-12-01"}},
	};

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct audience audience = {
			.state = AUDIENCE_STAGE, .stage_title = "Back", .stages = 1};
		struct participant me = {.state = PARTICIPANT_IN, .name = "A", .role = ""};
		struct page_view view = {
			.audience = &audience, .participant = &me, .nonce = nonce, .now = 1};
		struct markup markup;
		audience_add(&audience, ITEM_DECISION, 7, "We do it.")->proposal =
			(struct audience_proposal){.decided = true,
				.verdict = cases[i].verdict,
				.does = cases[i].does,
				.answers = "",
				.asked = cases[i].asked,
				.told = "the street",
				.corrected = "",
				.review = 20261201};
		read_page(&view, &markup);
		for (size_t k = 0; k < 4 && cases[i].says[k] != NULL; k++)
			if (strstr(buf_text(&markup.text), cases[i].says[k]) == NULL)
				fail_msg("“%s” is not on: %s", cases[i].says[k],
					buf_text(&markup.text));
		markup_finish(&markup);
		audience_finish(&audience);
	}
}

/* The same tags whatever people say, and their words as text. */
static void test_text_is_only_ever_text(void **state)
{
	(void)state;
	for (int which = 0; which < 4; which++) {
		struct markup plain;
		read_hostile(which, "plain", &plain);
		for (size_t i = 0; i < hostile_count; i++) {
			char *words = text_sanitise(
				hostile[i], strlen(hostile[i]), false, TEXT_CARD, NULL);
			struct markup markup;
			if (words[0] != '\0') {
				read_hostile(which, words, &markup);
				assert_string_equal(
					buf_text(&markup.shape), buf_text(&plain.shape));
				assert_non_null(strstr(buf_text(&markup.text), words));
				markup_finish(&markup);
			}
			free(words);
		}
		markup_finish(&plain);
	}
}

/* --- every activity --- */

static void look(const struct desk *desk, int64_t person, int stage)
{
	struct audience audience = {0};
	struct participant me = {.state = PARTICIPANT_IN, .ready = stage % 2 == 1};
	struct page_view view = {.audience = &audience,
		.participant = &me,
		.nonce = nonce,
		.ballot_nonce = ballot_nonce,
		.now = desk->now};
	struct markup markup;

	if (stage < 0)
		audience_fill(&desk->model, desk->now, &audience);
	else
		audience_fill_stage(&desk->model, stage, desk->now, &audience);
	participant_fill(&desk->model, person, &me);
	for (view.language = 0; view.language < LANGUAGE_COUNT; view.language++) {
		read_page(&view, &markup);
		assert_null(strstr(buf_text(&markup.text), SAMPLE_PRIVATE));
		markup_finish(&markup);
	}
	audience_finish(&audience);
}

static void test_every_state_of_a_session_can_be_read(void **state)
{
	(void)state;
	for (uint64_t seed = 1; seed <= 8; seed++) {
		struct desk desk;
		struct random_seeded seeded;
		struct player player = {.random = random_seeded(&seeded, seed), .calm = true};
		int64_t persons[5];
		desk_open(&desk, seed);
		desk_people(&desk, 5, persons);
		for (int i = 0; i < 150; i++) {
			desk_try(&desk, player_next(&player, &desk.model));
			look(&desk, persons[i % 5], -1);
		}
		for (int stage = 0; stage < SAMPLE_STAGES; stage++)
			look(&desk, persons[0], stage);
		player_finish(&player);
		desk_close(&desk);
	}
}

static void test_each_task_and_fate_is_said(void **state)
{
	(void)state;
	for (enum audience_task task = TASK_NONE; task <= TASK_FILL; task++)
		for (enum audience_fate fate = FATE_NONE; fate <= FATE_OPEN; fate++) {
			struct audience audience = {.state = AUDIENCE_STAGE,
				.stage_title = "t",
				.prompt = "",
				.task = task,
				.fate = fate};
			struct participant me = {.state = PARTICIPANT_IN};
			struct page_view view = {
				.audience = &audience, .participant = &me, .now = 1};
			char *html = page_of(&view);
			bool asks = task != TASK_NONE && task != TASK_SEE_RESULT;
			assert_int_equal(strstr(html, "id=\"task\"") != NULL, asks);
			assert_int_equal(strstr(html, "class=\"fate\"") != NULL, fate != FATE_NONE);
			array_free(html);
		}
}

/* --- ballots --- */

static void ballot_page(enum ballot_shape shape, const struct form *form, bool voted, bool changes,
	struct markup *markup)
{
	struct audience audience = {.state = AUDIENCE_STAGE,
		.stage_title = "t",
		.prompt = "p",
		.task = TASK_VOTE,
		.vote = {.id = 5,
			.open = true,
			.secret = true,
			.rule = mem_copy_text("rule"),
			.shape = shape,
			.dots = 5,
			.scale = 4,
			.blank = true,
			.changes = changes}};
	struct participant me = {
		.state = PARTICIPANT_IN, .poll = 5, .can_vote = true, .voted = voted};
	struct page_view view = {.audience = &audience,
		.participant = &me,
		.form = form,
		.ballot_nonce = ballot_nonce,
		.now = 1};

	if (shape == SHAPE_ANSWER)
		for (int i = 0; i < 3; i++)
			*array_push(&audience.vote.answers) =
				(struct audience_answer){.text = "yes"};
	for (int i = 0; i < 3 && shape != SHAPE_ANSWER; i++)
		audience_add(&audience, ITEM_OPTION, i + 1, "option");
	read_page(&view, markup);
	audience_finish(&audience);
}

static void test_a_ballot_of_each_shape_has_its_fields(void **state)
{
	static const char *const wanted[SHAPES][3] = {
		[SHAPE_CHOOSE] = {"choice=0", "choice=2", "options=3"},
		[SHAPE_ANSWER] = {"choice=0", "choice=2", "options=3"},
		[SHAPE_APPROVE] = {"mark0=1", "mark2=1", "options=3"},
		[SHAPE_POINTS] = {"mark0=0", "mark2=5", "options=3"},
		[SHAPE_CREDITS] = {"mark0=0", "mark2=2", "options=3"},
		[SHAPE_SCORE] = {"mark0=-1", "mark2=4", "options=3"},
		[SHAPE_GRADE] = {"mark0=-1", "mark2=4", "options=3"},
		[SHAPE_RANK] = {"mark0=", "mark2=", "options=3"},
	};

	(void)state;
	for (enum ballot_shape shape = 0; shape < SHAPES; shape++) {
		struct markup markup;
		ballot_page(shape, NULL, false, false, &markup);
		for (int i = 0; i < 3; i++)
			if (!markup_has(&markup, wanted[shape][i]))
				fail_msg("shape %d lacks %s", shape, wanted[shape][i]);
		assert_true(markup_has(&markup, "blank=1"));
		assert_true(markup_has(&markup, "poll=5"));
		assert_true(markup_has(&markup, "nonce=fedcba98765432100123"));
		markup_finish(&markup);
		ballot_page(shape, NULL, true, false, &markup);
		assert_false(markup_has(&markup, "what=ballot"));
		markup_finish(&markup);
		ballot_page(shape, NULL, true, true, &markup);
		assert_true(markup_has(&markup, "what=ballot"));
		markup_finish(&markup);
	}
}

static void fill_rated(struct audience *audience, bool open)
{
	static const char *const grades[] = {"no", "hardly", "yes", "don’t know"};

	*audience = (struct audience){.state = AUDIENCE_STAGE,
		.stage_title = "t",
		.prompt = "p",
		.task = open ? TASK_VOTE : TASK_SEE_RESULT,
		.vote = {.id = 5,
			.open = open,
			.secret = true,
			.rule = mem_copy_text("rule"),
			.shape = SHAPE_GRADE,
			.scale = 3,
			.rates = true,
			.unsure = true,
			.poles = true}};
	for (size_t i = 0; i < sizeof grades / sizeof *grades; i++)
		texts_add(&audience->vote.grades, grades[i]);
	if (open)
		audience_add(audience, ITEM_OPTION, -1, "We listen");
	for (int under = 0; under < 2 && !open; under++) {
		struct audience_item *item =
			audience_add(audience, ITEM_RATED, -1, under ? "carers" : "We listen");
		item->under = under == 1;
		item->figure = mem_copy_text(under ? "carers" : "Of 41 who rated it.");
		item->value = 41;
		for (int64_t count = 10; count < 14; count++)
			ids_add(&item->spread, under ? count - 7 : count);
	}
}

static void test_statements_are_rated_in_words(void **state)
{
	struct participant me = {.state = PARTICIPANT_IN, .poll = 5, .can_vote = true};
	struct audience audience;
	struct page_view view = {.audience = &audience, .participant = &me, .now = 1};
	struct markup markup;

	(void)state;
	view.ballot_nonce = ballot_nonce;
	fill_rated(&audience, true);
	read_page(&view, &markup);
	assert_true(markup_has(&markup, "mark0=-1") && markup_has(&markup, "mark0=3"));
	assert_non_null(strstr(buf_text(&markup.text), "Answer each line."));
	assert_null(strstr(buf_text(&markup.text), "the worst"));
	assert_non_null(strstr(buf_text(&markup.text), "don’t know"));
	markup_finish(&markup);
	audience_finish(&audience);

	fill_rated(&audience, false);
	read_page(&view, &markup);
	const char *text = buf_text(&markup.text);
	const char *all = strstr(text, "11"), *said = strstr(text, "Of 41 who rated it.");
	assert_true(all != NULL && said != NULL && all < said);
	/* what a part of the room answered stands below, without a sentence of its own */
	assert_non_null(strstr(said, "carers"));
	assert_non_null(strstr(said, "6"));
	assert_null(strstr(strstr(said, "carers") + 1, "carers"));
	markup_finish(&markup);
	audience_finish(&audience);
}

/* What a table would have stands under the option by name, and no bar of a sum. */
static void test_the_places_on_a_telephone(void **state)
{
	struct audience audience = {.state = AUDIENCE_STAGE, .stage_title = "t", .prompt = "p"};
	struct participant me = {.state = PARTICIPANT_IN};
	struct page_view view = {
		.audience = &audience, .participant = &me, .nonce = nonce, .now = 1};

	(void)state;
	audience.vote.id = 3;
	audience.vote.result = mem_copy_text("Counted.");
	texts_add(&audience.vote.heads, "carer");
	texts_add(&audience.vote.heads, "moved");
	struct audience_item *item = audience_add(&audience, ITEM_RESULT, 7, "A bus");
	item->figure = mem_copy_text("a rank total of 4");
	item->value = item->total = 8;
	texts_add(&item->marks, "2.5");
	texts_add(&item->marks, "up 3");
	item->cut = mem_copy_text("the first goes forward");
	item = audience_add(&audience, ITEM_RESULT, 8, "A bench");
	item->figure = mem_copy_text("a rank total of 5");
	item->value = item->total = 10;
	char *page = page_of(&view);
	assert_non_null(strstr(page, ">carer: 2.5 · moved: up 3</span>"));
	assert_non_null(strstr(page, ">the first goes forward</span>"));
	assert_non_null(strstr(page, ">a rank total of 5</span>"));
	assert_null(strstr(page, "<strong>8</strong>"));
	assert_null(strstr(page, "<strong>10</strong>"));
	array_free(page);
	audience_finish(&audience);
}

/* A column of roles is a list to choose from; what came and is none of them is not lost. */
static void test_a_role_is_chosen(void **state)
{
	static char *roles[] = {"resident", "carer & friend"};
	struct texts choices[] = {{0}, {roles, 2, 2}};
	struct columns columns = two_columns("col");
	struct audience audience = {.state = AUDIENCE_STAGE,
		.stage = 4,
		.stage_title = "t",
		.prompt = "p",
		.columns = &columns,
		.choices = {choices, 2, 2}};
	struct participant me = {.state = PARTICIPANT_IN};
	struct form form = {.what = FORM_WRITE, .asked = {.stage = 4}};
	struct page_view view = {
		.audience = &audience, .participant = &me, .form = &form, .nonce = nonce, .now = 1};

	(void)state;
	texts_add(&form.asked.words, "the lift");
	texts_add(&form.asked.words, "carer & friend");
	char *page = page_of(&view);
	assert_non_null(strstr(page, "<textarea id=\"word0\""));
	assert_non_null(strstr(page,
		"<select id=\"word1\" name=\"word1\">\n<option value=\"\">(nothing)</option>\n"
		"<option>resident</option>\n<option selected>carer &amp; friend</option>\n"
		"</select>"));
	texts_finish(&form.asked.words);
	texts_add(&form.asked.words, "the lift");
	texts_add(&form.asked.words, "everybody");
	array_free(page);
	page = page_of(&view);
	assert_non_null(strstr(page, "<option selected>everybody</option>\n</select>"));
	texts_finish(&form.asked.words);
	array_free(page);
}

static void test_words_are_read_back_before_they_go(void **state)
{
	static const char *cells[] = {"a \"quoted\" <thing>", "tomorrow"};
	struct columns columns = two_columns("col");
	struct audience audience = {.state = AUDIENCE_STAGE,
		.stage = 4,
		.stage_title = "t",
		.prompt = "p",
		.columns = &columns};
	struct participant me = {.state = PARTICIPANT_IN};
	struct form form = {.what = FORM_READ, .asked = {.stage = 4}};
	struct page_view view = {
		.audience = &audience, .participant = &me, .form = &form, .nonce = nonce, .now = 1};
	struct markup markup;

	(void)state;
	texts_add(&form.asked.words, cells[0]);
	texts_add(&form.asked.words, cells[1]);
	read_page(&view, &markup);
	assert_true(markup_has(&markup, "what=card"));
	assert_true(markup_has(&markup, "word0=a \"quoted\" <thing>"));
	assert_true(markup_has(&markup, "word1=tomorrow"));
	assert_true(markup_has(&markup, "nonce=0123456789abcdef0123"));
	markup_finish(&markup);
	/* what was refused is not sent again, but shown to be changed */
	view.refused = "That does not belong to this stage.";
	read_page(&view, &markup);
	assert_true(markup_has(&markup, "what=read"));
	assert_non_null(strstr(buf_text(&markup.text), "a \"quoted\" <thing>"));
	markup_finish(&markup);
	/* and in another stage it is gone */
	audience.stage = 5;
	read_page(&view, &markup);
	assert_null(strstr(buf_text(&markup.text), "tomorrow"));
	markup_finish(&markup);
	texts_finish(&form.asked.words);
}

static void add_group_item(struct audience *audience, enum audience_kind kind, int64_t id,
	const char *words, const struct columns *columns)
{
	static const char *cells[2];
	struct audience_item *item = audience_add(audience, kind, id, words);

	cells[0] = cells[1] = words;
	item->under = kind == ITEM_CARD;
	item->card = (struct audience_card){
		.cells = {.items = cells, .count = 2}, .columns = columns, .item = -1};
}

/* Two themes, one of them empty, and a card that is in none; all of them the same words. */
static void fill_group(struct audience *audience, const char *words, const struct columns *columns)
{
	*audience = (struct audience){.state = AUDIENCE_STAGE,
		.stage = 4,
		.stage_title = "t",
		.prompt = "p",
		.task = TASK_GROUP};
	add_group_item(audience, ITEM_THEME, 30, words, columns);
	add_group_item(audience, ITEM_CARD, 41, words, columns);
	add_group_item(audience, ITEM_THEME, 31, words, columns);
	add_group_item(audience, ITEM_UNGROUPED, 0, "", columns);
	add_group_item(audience, ITEM_CARD, 42, words, columns);
}

static void test_cards_are_chosen_and_themes_for_them(void **state)
{
	struct columns columns = two_columns("col");
	struct participant me = {.state = PARTICIPANT_IN};
	struct audience audience;
	struct page_view view = {
		.audience = &audience, .participant = &me, .nonce = nonce, .now = 1};
	struct markup markup;

	(void)state;
	for (size_t i = 0; i < hostile_count + 1; i++) {
		fill_group(&audience, i < hostile_count ? hostile[i] : NULL, &columns);
		read_page(&view, &markup);
		assert_true(markup_has(&markup, "card=41-30"));
		assert_true(markup_has(&markup, "card=42-0"));
		assert_true(markup_has(&markup, "stage=4"));
		assert_true(markup_has(&markup, "nonce=0123456789abcdef0123"));
		assert_int_equal(markup_has(&markup, "theme=30"), i < hostile_count);
		markup_finish(&markup);
		audience_finish(&audience);
	}
	/* neither before there is a theme nor while nothing is done */
	fill_group(&audience, "x", &columns);
	audience.items.items += 3;
	audience.items.count -= 3;
	read_page(&view, &markup);
	assert_false(markup_has(&markup, "card=42-0"));
	assert_true(markup_has(&markup, "what=theme"));
	markup_finish(&markup);
	audience.items.items -= 3;
	audience.items.count += 3;
	static const enum audience_state states[] = {
		AUDIENCE_CLOSED, AUDIENCE_BLANK, AUDIENCE_OFF_RECORD, AUDIENCE_WELCOME};
	for (size_t i = 0; i < sizeof states / sizeof *states; i++) {
		audience.state = states[i];
		read_page(&view, &markup);
		assert_false(markup_has(&markup, "what=group"));
		assert_false(markup_has(&markup, "what=theme"));
		assert_false(markup_has(&markup, "what=rename"));
		markup_finish(&markup);
	}
	audience_finish(&audience);
}

/* Each is told where to sit, and only while the stage is shown. */
static void test_a_small_group(void **state)
{
	struct audience audience = {.state = AUDIENCE_STAGE, .stage_title = "t", .prompt = "p"};
	struct participant me = {.state = PARTICIPANT_IN, .small_group = 2};
	struct page_view view = {.audience = &audience, .participant = &me, .now = 1};
	struct markup markup;

	(void)state;
	audience_add(&audience, ITEM_SMALL_GROUP, -2, "Small group 2: Ann (patient)");
	read_page(&view, &markup);
	assert_non_null(strstr(buf_text(&markup.text), "You are in small group 2."));
	assert_non_null(strstr(buf_text(&markup.text), "Small group 2: Ann (patient)"));
	markup_finish(&markup);
	audience.state = AUDIENCE_OFF_RECORD;
	read_page(&view, &markup);
	assert_null(strstr(buf_text(&markup.text), "small group 2"));
	markup_finish(&markup);
	audience.state = AUDIENCE_STAGE;
	me.small_group = 0;
	read_page(&view, &markup);
	assert_null(strstr(buf_text(&markup.text), "You are in small group"));
	markup_finish(&markup);
	audience_finish(&audience);
}

static void test_what_is_covered_stays_covered(void **state)
{
	struct audience audience = {.stage_title = "SECRET", .prompt = "SECRET", .title = "open"};
	struct participant me = {.state = PARTICIPANT_IN};
	struct page_view view = {.audience = &audience, .participant = &me, .now = 1};

	(void)state;
	audience_add(&audience, ITEM_OPTION, 1, "SECRET");
	for (int i = 0; i < 2; i++) {
		audience.state = i == 0 ? AUDIENCE_BLANK : AUDIENCE_OFF_RECORD;
		char *html = page_of(&view);
		assert_null(strstr(html, "SECRET"));
		array_free(html);
	}
	audience_finish(&audience);
}

/* What words of people stand in a grid, and what a table comes to, are only ever text. */
static void test_a_grid_is_a_table(void **state)
{
	const char *words = "<b>Tea & \"time\"";
	const char *cells[] = {words, "4"};
	struct columns columns = two_columns(words);
	struct audience audience = {.state = AUDIENCE_STAGE,
		.stage_title = "Costs",
		.language = "en",
		.comes_to = mem_copy_text(words),
		.grid = {.shown = true,
			.row = words,
			.across = words,
			.sum = words,
			.amount = words,
			.sum_column = 2}};
	struct participant me = {.state = PARTICIPANT_IN};
	struct page_view view = {.audience = &audience, .participant = &me, .now = 1};
	struct markup markup;

	(void)state;
	for (int i = 0; i < 2; i++) {
		*array_push(&audience.grid.rows) = (struct audience_head){
			.name = words, .cards = i, .missing = i == 0, .amount = words};
		*array_push(&audience.grid.heads) =
			(struct audience_head){.name = words, .cards = i, .amount = words};
	}
	for (int i = 0; i < 2; i++) {
		struct audience_item *item = audience_add(&audience, ITEM_CARD, i + 1, words);
		item->card = (struct audience_card){{cells, 2, 0}, &columns, -1, ""};
		item->row = 2;
		item->across = 1 + (size_t)i;
	}
	audience.sides.by = audience.sides.left = audience.sides.right = words;
	*array_push(&audience.sides) = (struct audience_both){words, words, "", 35, 0};
	read_page(&view, &markup);
	assert_non_null(strstr(buf_text(&markup.text), "! nothing"));
	assert_non_null(strstr(buf_text(&markup.text), "! <b>Tea & \"time\""));
	assert_non_null(strstr(buf_text(&markup.text), "<b>Tea & \"time\" (4)"));
	markup_finish(&markup);
	char *html = page_of(&view);
	assert_non_null(strstr(html, "<td></td><td>0</td>"));
	array_free(html);
	audience_finish(&audience);
}

/* --- size and language --- */

/* The largest ballot of a shape that there can be. */
static size_t largest_ballot(enum ballot_shape shape)
{
	struct audience audience = {.state = AUDIENCE_STAGE,
		.stage_title = "Which questions come first?",
		.vote = {.id = 5, .open = true, .shape = shape, .scale = 10, .dots = 250}};
	struct participant me = {.state = PARTICIPANT_IN, .poll = 5, .can_vote = true};
	struct page_view view = {
		.language = LANGUAGE_GERMAN, .audience = &audience, .participant = &me, .now = 1};
	struct markup markup;

	for (int i = 0; i < TALLY_OPTIONS_MAX; i++)
		audience_add(&audience, ITEM_OPTION, i + 1, "An option in about six words");
	read_page(&view, &markup);
	assert_true(markup_has(&markup, "options=64"));
	markup_finish(&markup);
	char *html = page_of(&view);
	size_t length = strlen(html);
	array_free(html);
	audience_finish(&audience);
	return length;
}

static void test_it_is_small(void **state)
{
	size_t sum = 0, most = 0;

	(void)state;
	assert_int_equal(page_assets_count, 2);
	for (size_t i = 0; i < page_assets_count; i++) {
		assert_true(page_assets[i].length > 1000);
		sum += page_assets[i].length;
	}
	for (enum ballot_shape shape = 0; shape < SHAPES; shape++)
		if (shape != SHAPE_ANSWER && largest_ballot(shape) > most)
			most = largest_ballot(shape);
	print_message("# style and script %zu bytes, the largest ballot %zu\n", sum, most);
	assert_true(sum + most < 60 * 1000);
}

/* "%d of %s" takes d and s; a translation takes the same, in this order. */
static void arguments(const char *text, struct buf *out)
{
	buf_clear(out);
	for (const char *at = strchr(text, '%'); at != NULL; at = strchr(at + 1, '%'))
		buf_format(out, "%.*s ", (int)strspn(at + 1, "lzdsu"), at + 1);
}

static void test_no_language_lacks_a_string(void **state)
{
	struct buf wanted = {0}, found = {0};

	(void)state;
	for (enum language language = 0; language < LANGUAGE_COUNT; language++)
		for (enum string string = SAY_NOTHING + 1; string < STRING_COUNT; string++) {
			const char *english = string_in(LANGUAGE_ENGLISH, string);
			const char *text = string_in(language, string);
			if (text == NULL || text[0] == '\0')
				fail_msg("%s lacks “%s”", language_tag(language), english);
			arguments(english, &wanted);
			arguments(text, &found);
			if (strcmp(buf_text(&wanted), buf_text(&found)) != 0)
				fail_msg("%s: “%s” takes other arguments than “%s”",
					language_tag(language), text, english);
			assert_true(text_is_utf8(text, strlen(text)));
		}
	buf_finish(&wanted);
	buf_finish(&found);
}

/* What core says is known here by its English words. */
static void test_sentences_of_core_are_known(void **state)
{
	static const enum refusal_code refusals[] = {REFUSED_EMPTY, REFUSED_CLOSED,
		REFUSED_OFF_RECORD, REFUSED_NOT_HERE, REFUSED_POLL_NOT_OPEN, REFUSED_NOT_ELIGIBLE,
		REFUSED_HAS_VOTED, REFUSED_BAD_BALLOT, REFUSED_SAME, REFUSED_NAME_TAKEN,
		REFUSED_NO_NUMBER, REFUSED_ROLE_UNCLEAR, REFUSED_NO_THING, REFUSED_THEME_GONE,
		REFUSED_THEME_KNOWN, REFUSED_MOVED, REFUSED_RENAMED, REFUSED_NO_DATE};
	static const char *const answers[] = {
		"yes", "no", "consent", "consent with a concern", "objection"};

	(void)state;
	for (size_t i = 0; i < sizeof refusals / sizeof *refusals; i++) {
		const char *english = refusal_sentence(refusals[i]);
		assert_string_not_equal(string_known(LANGUAGE_GERMAN, english), english);
		assert_string_equal(string_known(LANGUAGE_ENGLISH, english), english);
	}
	for (size_t i = 0; i < sizeof answers / sizeof *answers; i++)
		assert_string_not_equal(string_known(LANGUAGE_GERMAN, answers[i]), answers[i]);
	assert_string_equal(
		string_known(LANGUAGE_GERMAN, "Nobody said this."), "Nobody said this.");
}

static void test_the_visitor_chooses_the_language(void **state)
{
	static const struct {
		const char *accept, *programme;
		enum language language;
	} cases[] = {{NULL, NULL, LANGUAGE_ENGLISH}, {NULL, "de", LANGUAGE_GERMAN},
		{"", "fr-CA", LANGUAGE_FRENCH}, {"es", "de", LANGUAGE_SPANISH},
		{"cy, de;q=0.5", "fr", LANGUAGE_GERMAN}, {"cy", "fr", LANGUAGE_FRENCH},
		{"cy", "gd", LANGUAGE_ENGLISH}, {"DE-CH", "en", LANGUAGE_GERMAN},
		{"en;q=0.8, fr;q=0.9", "de", LANGUAGE_FRENCH},
		{"fr;q=0, es;q=0.1", "de", LANGUAGE_SPANISH}, {"deutsch, *", "fr", LANGUAGE_FRENCH},
		{",;,=q;;;-", "de", LANGUAGE_GERMAN},
		{"de;q=9999999999999, en", NULL, LANGUAGE_GERMAN}};

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
		if (language_choose(cases[i].accept, cases[i].programme) != cases[i].language)
			fail_msg("%s, %s", cases[i].accept, cases[i].programme);
}

static void test_each_word_says_its_language(void **state)
{
	struct audience audience = {
		.state = AUDIENCE_STAGE, .language = "cy", .stage_title = "Croeso", .prompt = ""};
	struct participant me = {.state = PARTICIPANT_IN};
	struct page_view view = {
		.language = LANGUAGE_GERMAN, .audience = &audience, .participant = &me, .now = 1};

	(void)state;
	char *html = page_of(&view);
	assert_non_null(strstr(html, "<html lang=\"de\">"));
	assert_non_null(strstr(html, "<h1 lang=\"cy\" dir=\"auto\">Croeso</h1>"));
	array_free(html);
}

int main(void)
{
	setlocale(LC_ALL, "C.UTF-8");
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_a_decision_says_who_takes_care),
		cmocka_unit_test(test_text_is_only_ever_text),
		cmocka_unit_test(test_every_state_of_a_session_can_be_read),
		cmocka_unit_test(test_each_task_and_fate_is_said),
		cmocka_unit_test(test_a_ballot_of_each_shape_has_its_fields),
		cmocka_unit_test(test_statements_are_rated_in_words),
		cmocka_unit_test(test_the_places_on_a_telephone),
		cmocka_unit_test(test_a_role_is_chosen),
		cmocka_unit_test(test_words_are_read_back_before_they_go),
		cmocka_unit_test(test_cards_are_chosen_and_themes_for_them),
		cmocka_unit_test(test_a_small_group),
		cmocka_unit_test(test_what_is_covered_stays_covered),
		cmocka_unit_test(test_a_grid_is_a_table),
		cmocka_unit_test(test_it_is_small),
		cmocka_unit_test(test_no_language_lacks_a_string),
		cmocka_unit_test(test_sentences_of_core_are_known),
		cmocka_unit_test(test_the_visitor_chooses_the_language),
		cmocka_unit_test(test_each_word_says_its_language),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
