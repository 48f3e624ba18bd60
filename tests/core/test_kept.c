/* What is said is kept where it counts, hidden while it must be, and gone when it is erased. */
#include "room.h"

#include "../support/sample_plan.h"

#include "roundtable/core/audience.h"

#include <limits.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

static void test_ungrouped_cards_can_be_voted_for(void **state)
{
	struct room *room = *state;
	struct desk *desk = &room->desk;
	int64_t in = desk_card(desk, AT_COLLECT, room->persons[0], "in a theme");
	int64_t alone = desk_card(desk, AT_COLLECT, room->persons[1], "in none");
	int64_t theme = desk_do(desk, said(WISH(THEME_ADDED, .stage = AT_GROUP), WORDS("t")));
	struct ids options = {0};

	desk_do(desk, WISH(CARD_GROUPED, .stage = AT_GROUP, .thing = in, .into = theme));
	model_stage_options(&desk->model, AT_THEMES, &options);
	assert_int_equal(options.count, 2);
	assert_int_equal(options.items[0], theme);
	assert_int_equal(options.items[1], alone);
	array_finish(&options);
}

/* Nobody can choose what was erased, nor what was withdrawn. */
static void test_what_is_gone_is_no_option(void **state)
{
	struct room *room = *state;
	struct desk *desk = &room->desk;
	int64_t cards[5];
	struct ids options = {0};

	for (int i = 0; i < 5; i++)
		cards[i] = desk_card(desk, AT_COLLECT, room->persons[i], "a card");
	int64_t theme = desk_do(desk, said(WISH(THEME_ADDED, .stage = AT_GROUP), WORDS("t")));
	desk_do(desk, WISH(CARD_GROUPED, .stage = AT_GROUP, .thing = cards[4], .into = theme));
	desk_do(desk, WISH(WORDS_ERASED, .thing = cards[0]));
	desk_do(desk, WISH(THING_WITHDRAWN, .thing = cards[1], .yes = 1));
	model_stage_options(&desk->model, AT_THEMES, &options);
	assert_int_equal(options.count, 3);
	assert_int_equal(options.items[0], theme);
	assert_int_equal(options.items[1], cards[2]);
	assert_int_equal(options.items[2], cards[3]);
	/* the cards of a theme without a name stand for themselves */
	desk_do(desk, WISH(WORDS_ERASED, .thing = theme));
	model_stage_options(&desk->model, AT_THEMES, &options);
	assert_int_equal(options.count, 3);
	assert_int_equal(options.items[2], cards[4]);
	desk_refuse(desk,
		WISH(POLL_OPENED, .stage = AT_THEMES, RARE(.options = IDS(cards[2], cards[0]))),
		REFUSED_NO_THING);
	desk_refuse(desk,
		WISH(POLL_OPENED, .stage = AT_THEMES, RARE(.options = IDS(cards[2], theme))),
		REFUSED_NO_THING);
	array_finish(&options);
}

/* What is withdrawn after the vote on it is gone from its result; what was merged is still named.
 */
static void test_what_was_voted_on_can_be_withdrawn(void **state)
{
	struct room *room = *state;
	struct desk *desk = &room->desk;
	struct audience audience = {0};
	int64_t card = desk_card(desk, AT_COLLECT, room->persons[0], "said in a hurry");
	int64_t theme = desk_do(desk, said(WISH(THEME_ADDED, .stage = AT_GROUP), WORDS("old")));
	int64_t other = desk_do(desk, said(WISH(THEME_ADDED, .stage = AT_GROUP), WORDS("new")));
	int64_t poll = desk_poll(desk, AT_THEMES, 0, false);

	desk_do(desk, WISH(HANDS_COUNTED, .poll = poll, RARE(.marks = IDS(1, 1, 3))));
	desk_do(desk, WISH(POLL_CLOSED, .poll = poll));
	desk_do(desk, WISH(THING_WITHDRAWN, .thing = card, .yes = 1));
	desk_do(desk, WISH(THEME_MERGED, .thing = theme, .into = other));
	audience_fill_stage(&desk->model, AT_THEMES, desk->now, &audience);
	assert_non_null(strstr(audience.vote.result, "(withdrawn)"));
	assert_null(strstr(audience.vote.result, "hurry"));
	for (size_t i = 0; i < audience.items.count; i++)
		if (audience.items.items[i].id == card)
			assert_string_equal(audience.items.items[i].text, "(withdrawn)");
	assert_string_equal(model_option_shown(&desk->model, AT_THEMES, theme), "old");
	assert_null(model_option_text(&desk->model, AT_THEMES, card));
	/* brought back it is what it was; erased it is gone for good */
	desk_do(desk, WISH(THING_WITHDRAWN, .thing = card));
	assert_string_equal(model_option_shown(&desk->model, AT_THEMES, card), "said in a hurry");
	desk_do(desk, WISH(WORDS_ERASED, .thing = card));
	assert_string_equal(model_option_shown(&desk->model, AT_THEMES, card), "(erased)");
	audience_finish(&audience);
}

/* Who votes later must read what the first read: the vote is voided or closed before. */
static void test_what_is_voted_on_is_not_erased(void **state)
{
	struct room *room = *state;
	struct desk *desk = &room->desk;
	int64_t one = desk_card(desk, AT_COLLECT, room->persons[0], "one");
	int64_t two = desk_card(desk, AT_COLLECT, room->persons[1], "two");
	int64_t poll = desk_poll(desk, AT_THEMES, 0, true);

	desk_refuse(desk, WISH(WORDS_ERASED, .thing = one), REFUSED_POLL_OPEN);
	desk_do(desk, said(WISH(POLL_VOIDED, .poll = poll), WORDS("one is to be erased")));
	desk_do(desk, WISH(WORDS_ERASED, .thing = one));
	int64_t p = desk_do(
		desk, said(WISH(PROPOSAL_MADE, .stage = AT_CONSENT, .thing = two), WORDS("two")));
	poll = desk_poll(desk, AT_CONSENT, p, true);
	desk_refuse(desk, WISH(WORDS_ERASED, .thing = p), REFUSED_POLL_OPEN);
	desk_refuse(desk, WISH(WORDS_ERASED, .thing = two), REFUSED_POLL_OPEN);
	desk_do(desk, said(WISH(POLL_VOIDED, .poll = poll), WORDS("two is to be erased")));
	desk_do(desk, WISH(WORDS_ERASED, .thing = two));
	assert_null(model_proposal(&desk->model, p)->text);
	desk_refuse(desk, WISH(POLL_OPENED, .stage = AT_CONSENT, .thing = p), REFUSED_NO_THING);
}

static void test_merged_card_stands_again(void **state)
{
	struct room *room = *state;
	struct desk *desk = &room->desk;
	int64_t a = desk_card(desk, AT_COLLECT, room->persons[0], "a");
	int64_t b = desk_card(desk, AT_COLLECT, room->persons[1], "b");

	desk_do(desk, WISH(CARD_MERGED, .thing = a, .into = b));
	assert_false(card_stands(model_card(&desk->model, a)));
	desk_do(desk, WISH(THING_WITHDRAWN, .thing = b, .yes = 1));
	assert_true(card_stands(model_card(&desk->model, a)));
}

/* What comes back gathers what lay under it, but not what has gone elsewhere since. */
static void test_a_card_that_comes_back_gathers_again(void **state)
{
	struct room *room = *state;
	struct desk *desk = &room->desk;
	int64_t a = desk_card(desk, AT_COLLECT, room->persons[0], "a");
	int64_t b = desk_card(desk, AT_COLLECT, room->persons[1], "b");
	int64_t c = desk_card(desk, AT_COLLECT, room->persons[2], "c");
	int64_t d = desk_card(desk, AT_COLLECT, room->persons[3], "d");

	desk_do(desk, WISH(CARD_MERGED, .thing = a, .into = c));
	desk_do(desk, WISH(CARD_MERGED, .thing = b, .into = c));
	desk_do(desk, WISH(CARD_MERGED, .thing = c, .into = d));
	desk_do(desk, WISH(THING_WITHDRAWN, .thing = c, .yes = 1));
	assert_int_equal(model_card(&desk->model, a)->merged_into, d);
	desk_do(desk, WISH(THING_WITHDRAWN, .thing = d, .yes = 1));
	assert_true(card_stands(model_card(&desk->model, a)));
	assert_true(card_stands(model_card(&desk->model, b)));
	desk_do(desk, WISH(CARD_MERGED, .thing = b, .into = a));
	desk_do(desk, WISH(THING_WITHDRAWN, .thing = c, .yes = 0));
	assert_true(card_stands(model_card(&desk->model, c)));
	assert_int_equal(model_card(&desk->model, a)->merged_into, c);
	assert_int_equal(model_card(&desk->model, b)->merged_into, a);
	desk_do(desk, WISH(THING_WITHDRAWN, .thing = d, .yes = 0));
	assert_int_equal(model_card(&desk->model, c)->merged_into, d);
	assert_int_equal(model_card(&desk->model, a)->merged_into, c);
}

/* An erased card can be chosen by nobody: what others said under it can be. */
static void test_an_erased_card_lets_go_of_others(void **state)
{
	struct room *room = *state;
	struct desk *desk = &room->desk;
	int64_t a = desk_card(desk, AT_COLLECT, room->persons[0], "a");
	int64_t b = desk_card(desk, AT_COLLECT, room->persons[1], "b");
	int64_t c = desk_card(desk, AT_COLLECT, room->persons[2], "c");

	desk_do(desk, WISH(CARD_MERGED, .thing = a, .into = b));
	desk_do(desk, WISH(WORDS_ERASED, .thing = b));
	assert_true(card_stands(model_card(&desk->model, a)));
	desk_refuse(desk, WISH(CARD_MERGED, .thing = c, .into = b), REFUSED_NO_THING);
	int64_t poll = desk_poll(desk, AT_THEMES, 0, false);
	assert_int_equal(model_poll(&desk->model, poll)->options.count, 2);
	/* new words would take a card off the open ballot */
	desk_refuse(
		desk, said(WISH(WORDS_CHANGED, .thing = b), WORDS("b again")), REFUSED_POLL_OPEN);
	desk_do(desk, WISH(STEP_UNDONE));
	desk_do(desk, said(WISH(WORDS_CHANGED, .thing = b), WORDS("b again")));
	assert_int_equal(model_card(&desk->model, a)->merged_into, b);
}

/* Nobody is ticked twice by a tick that comes back. */
static void test_a_tick_comes_back_once(void **state)
{
	struct room *room = *state;
	struct desk *desk = &room->desk;
	struct command tick = WISH(
		CARD_ADDED, .stage = AT_MATRIX, .item = 1, .person = room->persons[0], .role = -1);
	int64_t first = desk_do(desk, tick);

	desk_do(desk, WISH(THING_WITHDRAWN, .thing = first, .yes = 1));
	desk_do(desk, tick);
	desk_refuse(desk, WISH(THING_WITHDRAWN, .thing = first, .yes = 0), REFUSED_SAME);
}

static void test_erasing_finds_every_copy(void **state)
{
	struct room *room = *state;
	struct desk *desk = &room->desk;
	int64_t card = desk_card(desk, AT_COLLECT, room->persons[0], "sack Mr Jones");
	int64_t p = desk_do(desk, said(WISH(PROPOSAL_MADE, .stage = AT_CONSENT, .thing = card),
					  WORDS("sack Mr Jones")));
	int64_t action = desk_do(desk,
		said(WISH(ACTION_ADDED, .person = room->persons[0]), WORDS("do it", "Amina")));

	assert_string_equal(model_action(&desk->model, action)->who, "");
	desk_do(desk, said(WISH(DECISION_CARE, .thing = p, .person = room->persons[0]),
			      WORDS("Amina", "the board")));
	assert_string_equal(model_proposal(&desk->model, p)->does_text, "");
	assert_string_equal(model_proposal(&desk->model, p)->answers_text, "the board");
	desk_do(desk, WISH(WORDS_ERASED, .thing = card));
	assert_null(model_card(&desk->model, card)->cells.items[0]);
	assert_null(model_proposal(&desk->model, p)->text);
	assert_string_equal(model_proposal(&desk->model, p)->answers_text, "the board");
}

/* No event may still say this. */
static void assert_said_nowhere(const struct model *model, const char *words)
{
	for (size_t i = 0; i < model->events.count; i++)
		for (size_t k = 0; k < model->events.items[i].words.count; k++)
			assert_null(strstr(model->events.items[i].words.items[k], words));
}

/* However a proposal made of a card was reworded or corrected since, taken back or not. */
static void test_erasing_finds_what_was_made_of_it(void **state)
{
	struct room *room = *state;
	struct desk *desk = &room->desk;
	int64_t card = desk_card(desk, AT_COLLECT, room->persons[0], "sack Mr Jones");
	int64_t p = desk_do(desk, said(WISH(PROPOSAL_MADE, .stage = AT_CONSENT, .thing = card),
					  WORDS("sack Mr Jones")));

	desk_do(desk, said(WISH(WORDS_CHANGED, .thing = p), WORDS("sack Mr Jones never")));
	desk_do(desk, WISH(STEP_UNDONE));
	desk_do(desk, said(WISH(WORDS_CHANGED, .thing = p), WORDS("sack Mr Jones soon")));
	desk_do(desk, said(WISH(BURDEN_STATED, .thing = p), WORDS("the board", "a day", "")));
	desk_do(desk, said(WISH(DECISION_RECORDED, .thing = p, .verdict = DECISION_DEFERRED),
			      WORDS("ask the board")));
	desk_do(desk, said(WISH(DECISION_CORRECTED, .thing = p, .verdict = DECISION_DEFERRED),
			      WORDS("sack Mr Jones in May", "", "the month")));
	desk_do(desk, WISH(WORDS_ERASED, .thing = card));
	assert_said_nowhere(&desk->model, "Jones");
	assert_null(model_proposal(&desk->model, p)->text);
	assert_string_equal(model_proposal(&desk->model, p)->next, "ask the board");
	/* the proposal itself: all that was said about it */
	desk_do(desk, WISH(WORDS_ERASED, .thing = p));
	assert_said_nowhere(&desk->model, "board");
	assert_null(model_proposal(&desk->model, p)->next);
}

/* The record is mended with a reason, and keeps what stood; another outcome is what the vote says.
 */
static void test_a_recorded_decision_is_corrected(void **state)
{
	struct room *room = *state;
	struct desk *desk = &room->desk;
	int64_t p = desk_do(desk, said(WISH(PROPOSAL_MADE, .stage = AT_MAJORITY), WORDS("in Mai")));
	int64_t poll = desk_poll(desk, AT_MAJORITY, p, true);
#define CORRECTED(which, ...)                                                                      \
	said(WISH(DECISION_CORRECTED, .thing = p, .verdict = DECISION_##which), WORDS(__VA_ARGS__))
	for (int i = 0; i < PEOPLE; i++)
		desk_do(desk, WISH(BALLOT_CAST, .poll = poll, .person = room->persons[i],
				      RARE(.marks = IDS(1, 0))));
	desk_do(desk, WISH(POLL_CLOSED, .poll = poll));
	desk_refuse(desk, CORRECTED(DEFERRED, "in May", "", "a slip"), REFUSED_NO_THING);
	desk_do(desk, said(WISH(DECISION_RECORDED, .thing = p, .verdict = DECISION_DEFERRED),
			      WORDS("we ask")));
	desk_refuse(desk, CORRECTED(DEFERRED, "in May", "", ""), REFUSED_EMPTY);
	desk_refuse(desk, CORRECTED(DEFERRED, "in May"), REFUSED_EMPTY);
	desk_refuse(desk, CORRECTED(DEFERRED, "in Mai", "we ask", "a slip"), REFUSED_SAME);
	desk_refuse(desk, CORRECTED(NOT_ADOPTED, "", "", "a slip"), REFUSED_OUTCOME_DIFFERS);
	desk_do(desk, CORRECTED(DEFERRED, "in May", "we ask", "a slip"));
	desk_do(desk, CORRECTED(ADOPTED, "", "Bo asks", "the wrong line"));
	const struct proposal *kept = model_proposal(&desk->model, p);
	assert_string_equal(kept->text, "in May");
	assert_string_equal(kept->next, "Bo asks");
	assert_int_equal(kept->verdict, DECISION_ADOPTED);
	assert_int_equal(kept->poll, poll);
	assert_int_equal(kept->rewordings, 0);
	assert_int_equal(kept->mendings.count, 2);
	assert_string_equal(kept->mendings.items[0].text, "in Mai");
	assert_string_equal(kept->mendings.items[0].next, "we ask");
	assert_string_equal(kept->mendings.items[0].why, "a slip");
	assert_string_equal(kept->mendings.items[1].text, "in May");
	assert_int_equal(kept->mendings.items[1].verdict, DECISION_DEFERRED);
	/* words that stood are not written down twice, or erasing would miss one */
	const struct event *first = model_event(&desk->model, kept->mendings.items[0].id);
	assert_string_equal(first->words.items[1], "");
	desk_refuse(desk, WISH(STEP_UNDONE), REFUSED_NOT_UNDOABLE);
	desk_do(desk, WISH(WORDS_ERASED, .thing = p));
	kept = model_proposal(&desk->model, p);
	assert_null(kept->text);
	assert_null(kept->mendings.items[0].text);
	assert_null(kept->mendings.items[0].why);
}

static void test_hands_beyond_all_numbers(void **state)
{
	struct room *room = *state;
	struct desk *desk = &room->desk;
	int64_t poll = desk_poll(desk, AT_OPEN, 0, false);

	desk_refuse(desk,
		WISH(HANDS_COUNTED, .poll = poll, RARE(.marks = IDS(4, 0, 0), .blank = INT64_MAX)),
		REFUSED_HANDS_SUM);
	desk_refuse(desk,
		WISH(HANDS_COUNTED, .poll = poll, RARE(.marks = IDS(4, 0, 0), .blank = 2)),
		REFUSED_HANDS_SUM);
}

static void test_raised_hands_stay_in_their_stage(void **state)
{
	struct room *room = *state;
	struct desk *desk = &room->desk;

	desk_do(desk, WISH(STAGE_ENTERED, .stage = AT_TALK));
	desk_do(desk, WISH(HAND_RAISED, .stage = AT_TALK, .person = room->persons[0], .yes = 1));
	assert_int_equal(desk->model.hands.count, 1);
	desk_do(desk, WISH(STAGE_ENTERED, .stage = AT_BREAK));
	assert_int_equal(desk->model.hands.count, 0);
}

/* With few cards the sums by role would tell of each new one whose it is. */
static void test_counted_roles_need_five_cards(void **state)
{
	struct room *room = *state;
	struct desk *desk = &room->desk;
	struct audience audience = {0};

	desk_do(desk, WISH(STAGE_ENTERED, .stage = AT_COUNTED));
	desk_do(desk, WISH(CARDS_REVEALED, .stage = AT_COUNTED));
	for (int i = 0; i < 5; i++) {
		audience_fill(&desk->model, desk->now, &audience);
		assert_int_equal(audience.roles.count, 0);
		desk_card(desk, AT_COUNTED, room->persons[i], "a card");
	}
	audience_fill(&desk->model, desk->now, &audience);
	assert_int_equal(audience.roles.count, desk->model.plan->roles.count);
	audience_finish(&audience);
}

static bool ascending(const struct ids *ids)
{
	for (size_t i = 1; i < ids->count; i++)
		if (ids->items[i] < ids->items[i - 1])
			return false;
	return true;
}

static void test_hidden_cards_never_lie_as_typed(void **state)
{
	struct room *room = *state;
	struct desk *desk = &room->desk;
	struct ids cards = {0};

	for (int i = 0; i < 12; i++)
		desk_card(desk, AT_COUNTED, room->persons[0], "a card");
	model_stage_cards(&desk->model, AT_COUNTED, &cards);
	assert_int_equal(cards.count, 12);
	assert_false(ascending(&cards));
	array_finish(&cards);
}

/* A made-up log that takes back its own beginning is not followed. */
static void test_the_beginning_cannot_be_taken_back(void **state)
{
	struct room *room = *state;
	struct desk *desk = &room->desk;
	struct event event = {.seq = model_next_seq(&desk->model),
		.step = model_next_seq(&desk->model),
		.kind = EVENT_STEP_UNDONE,
		.body = {.thing = 1}};

	model_apply(&desk->model, &event);
	assert_non_null(desk->model.plan);
	assert_int_equal(model_here(&desk->model), PEOPLE);
}

static void test_cards_of_no_stage(void **state)
{
	struct room *room = *state;
	struct desk *desk = &room->desk;
	int32_t stages[] = {-1, 1000, INT32_MIN, INT32_MAX};
	size_t before = desk->model.cards.count;

	for (size_t i = 0; i < sizeof stages / sizeof *stages; i++) {
		struct event event = {.seq = model_next_seq(&desk->model),
			.step = model_next_seq(&desk->model),
			.kind = EVENT_CARD_ADDED,
			.body = {.stage = stages[i], .item = -1}};
		model_apply(&desk->model, &event);
	}
	assert_int_equal(desk->model.cards.count, before);
}

int main(void)
{
#define ROOM(test) cmocka_unit_test_setup_teardown(test, room_open, room_close)
	const struct CMUnitTest tests[] = {
		ROOM(test_ungrouped_cards_can_be_voted_for),
		ROOM(test_what_is_gone_is_no_option),
		ROOM(test_what_was_voted_on_can_be_withdrawn),
		ROOM(test_what_is_voted_on_is_not_erased),
		ROOM(test_merged_card_stands_again),
		ROOM(test_a_card_that_comes_back_gathers_again),
		ROOM(test_an_erased_card_lets_go_of_others),
		ROOM(test_a_tick_comes_back_once),
		ROOM(test_erasing_finds_every_copy),
		ROOM(test_erasing_finds_what_was_made_of_it),
		ROOM(test_a_recorded_decision_is_corrected),
		ROOM(test_hands_beyond_all_numbers),
		ROOM(test_raised_hands_stay_in_their_stage),
		ROOM(test_counted_roles_need_five_cards),
		ROOM(test_hidden_cards_never_lie_as_typed),
		ROOM(test_the_beginning_cannot_be_taken_back),
		ROOM(test_cards_of_no_stage),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
