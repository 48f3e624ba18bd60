#include "roundtable/tally/tally.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

/* A count of literal ballots: COUNT(rule, heads, 3, {1, 0, 0}, ...). */
#define COUNT(rule, heads, options, ...)                                                           \
	counted(rule, heads, options,                                                              \
		sizeof((int16_t[][options]){__VA_ARGS__}) / sizeof(int16_t[options]),              \
		&(int16_t[][options]){__VA_ARGS__}[0][0])

/* Everything counted here, freed when the group is done. */
static struct {
	struct tally_result *items;
	size_t count, capacity;
} counted_here;

static int free_counted(void **state)
{
	(void)state;
	for (size_t i = 0; i < counted_here.count; i++)
		tally_result_finish(&counted_here.items[i]);
	array_finish(&counted_here);
	return 0;
}

static struct tally_sums counted(const struct tally_rule *rule, struct tally_heads heads,
	size_t options, size_t count, const int16_t *marks)
{
	struct tally_profile profile = {.options = options, .count = count, .marks = marks};
	struct tally_result result = {0};
	tally_add_up(rule, &profile, heads, &result.sums);
	*array_push(&counted_here) = result;
	return result.sums;
}

static struct tally_result verdict_of(const struct tally_rule *rule, const struct tally_sums *sums)
{
	struct tally_result result = {0};
	tally_sums_copy(&result.sums, sums);
	tally_verdict(rule, &result);
	*array_push(&counted_here) = result;
	return result;
}

/* Sums where nobody is missing and everybody gave one mark. */
static struct tally_sums sums_of(
	size_t options, const int64_t *totals, int64_t asked, int64_t cast, int64_t blank)
{
	struct tally_result result = {0};
	tally_sums_init(&result.sums, options);
	for (size_t i = 0; i < options; i++)
		result.sums.totals[i] = result.sums.givers[i] = totals[i];
	result.sums.heads = (struct tally_heads){.eligible = asked, .cast = cast, .blank = blank};
	*array_push(&counted_here) = result;
	return result.sums;
}

/* Yes and no votes as sums, nobody missing. */
static struct tally_sums yes_no(int64_t yes, int64_t no, int64_t blank)
{
	return sums_of(
		ANSWERS_MAJORITY, (int64_t[]){yes, no}, yes + no + blank, yes + no + blank, blank);
}

static struct tally_sums answers(int64_t consent, int64_t concern, int64_t object, int64_t asked)
{
	return sums_of(ANSWERS_CONSENT, (int64_t[]){consent, concern, object}, asked,
		consent + concern + object, 0);
}

static void assert_totals(const struct tally_sums *sums, const int64_t *totals)
{
	for (size_t i = 0; i < sums->options; i++)
		assert_int_equal(sums->totals[i], totals[i]);
}

static bool valid(const struct tally_rule *rule, size_t options, const int16_t *marks)
{
	return tally_ballot_valid(rule, marks, options);
}

#define VALID(rule, ...)                                                                           \
	valid(rule, sizeof((int16_t[]){__VA_ARGS__}) / sizeof(int16_t), (int16_t[]){__VA_ARGS__})

static void rules_have_names(void **state)
{
	(void)state;
	static const struct {
		const char *name;
		enum ballot_shape shape;
		size_t answers;
	} expected[TALLY_METHODS] = {
		[TALLY_PLURALITY] = {"plurality", SHAPE_CHOOSE},
		[TALLY_APPROVAL] = {"approval", SHAPE_APPROVE},
		[TALLY_DOTS] = {"dots", SHAPE_POINTS},
		[TALLY_SCORE] = {"score", SHAPE_SCORE},
		[TALLY_MAJORITY] = {"majority", SHAPE_ANSWER, 2},
		[TALLY_CONSENT] = {"consent", SHAPE_ANSWER, 3},
		[TALLY_QUADRATIC] = {"quadratic", SHAPE_CREDITS},
		[TALLY_MAJORITY_JUDGMENT] = {"majority-judgment", SHAPE_GRADE},
		[TALLY_GRADIENTS] = {"gradients", SHAPE_ANSWER, 8},
		[TALLY_FIST_TO_FIVE] = {"fist-to-five", SHAPE_ANSWER, 6},
		[TALLY_EQUAL_SHARES] = {"equal-shares", SHAPE_APPROVE},
		[TALLY_RANK_TOTAL] = {"rank-total", SHAPE_RANK},
		[TALLY_EQUAL_ROLES] = {"equal-roles", SHAPE_SCORE},
		[TALLY_SCOTTISH_STV] = {"scottish-stv", SHAPE_RANK},
		[TALLY_MEEK_STV] = {"meek-stv", SHAPE_RANK},
		[TALLY_BORDA] = {"borda", SHAPE_RANK},
		[TALLY_IRV] = {"irv", SHAPE_RANK},
		[TALLY_SCHULZE] = {"schulze", SHAPE_RANK},
		[TALLY_RANKED_PAIRS] = {"ranked-pairs", SHAPE_RANK},
		[TALLY_RATINGS] = {"ratings", SHAPE_GRADE},
		[TALLY_CONSENSUS] = {"consensus", SHAPE_ANSWER, 4},
	};
	for (size_t i = 0; i < TALLY_METHODS; i++) {
		const struct tally_method *method = tally_method((enum tally_method_id)i);
		enum tally_method_id id = TALLY_METHODS;
		assert_string_equal(method->name, expected[i].name);
		assert_int_equal(method->shape, expected[i].shape);
		assert_int_equal(method->answers, expected[i].answers);
		assert_non_null(method->title);
		assert_non_null(method->brief);
		assert_non_null(method->source);
		assert_true((method->verdict != NULL) != (method->count != NULL));
		assert_true(tally_method_find(expected[i].name, &id));
		assert_int_equal(id, i);
	}
	enum tally_method_id id = TALLY_METHODS;
	assert_false(tally_method_find("Plurality", &id));
	assert_false(tally_method_find("", &id));
	assert_int_equal(id, TALLY_METHODS);
}

static void plurality_takes_one_mark(void **state)
{
	(void)state;
	struct tally_rule rule = {.method = TALLY_PLURALITY};
	assert_true(VALID(&rule, 0, 1, 0));
	assert_true(VALID(&rule, 1));
	assert_false(VALID(&rule, 0, 0, 0));
	assert_false(VALID(&rule, 1, 1, 0));
	assert_false(VALID(&rule, 0, 2, 0));
	assert_false(VALID(&rule, 1, -1, 0));
	assert_false(tally_ballot_valid(&rule, NULL, 0));
	int16_t many[TALLY_OPTIONS_LIMIT + 1] = {1};
	assert_true(tally_ballot_valid(&rule, many, TALLY_OPTIONS_LIMIT));
	assert_false(tally_ballot_valid(&rule, many, TALLY_OPTIONS_LIMIT + 1));
}

static void plurality_counts_and_ranks(void **state)
{
	(void)state;
	struct tally_rule rule = {.method = TALLY_PLURALITY};
	struct tally_heads heads = {.eligible = 9, .stepped_out = 1, .blank = 1};
	struct tally_sums sums = COUNT(&rule, heads, 4, {0, 0, 1, 0}, {1, 0, 0, 0}, {0, 0, 1, 0},
		{1, 1, 0, 0}, {0, 0, 0, 1});
	assert_totals(&sums, (int64_t[]){1, 0, 2, 1});
	assert_int_equal(sums.givers[2], 2);
	assert_int_equal(sums.heads.cast, 6);
	assert_int_equal(sums.heads.blank, 1);
	assert_int_equal(sums.heads.spoilt, 1);
	assert_int_equal(sums.heads.eligible, 9);
	assert_int_equal(sums.heads.stepped_out, 1);
	struct tally_result verdict = verdict_of(&rule, &sums);
	assert_int_equal(verdict.outcome, OUTCOME_RANKED);
	assert_int_equal(verdict.winners.count, 1);
	static const size_t order[] = {2, 0, 3, 1}, level[] = {1, 2, 0, 1};
	assert_memory_equal(verdict.order, order, sizeof order);
	assert_memory_equal(verdict.level, level, sizeof level);
}

static void ties_are_named_not_broken(void **state)
{
	(void)state;
	struct tally_rule rule = {.method = TALLY_PLURALITY};
	struct tally_sums sums = COUNT(&rule, ((struct tally_heads){.eligible = 5}), 3, {0, 0, 1},
		{0, 1, 0}, {0, 0, 1}, {0, 1, 0}, {1, 0, 0});
	struct tally_result verdict = verdict_of(&rule, &sums);
	assert_int_equal(verdict.outcome, OUTCOME_RANKED);
	assert_int_equal(verdict.winners.count, 2);
	static const size_t order[] = {1, 2, 0}, level[] = {1, 0, 0};
	assert_memory_equal(verdict.order, order, sizeof order);
	assert_memory_equal(verdict.level, level, sizeof level);
}

/* sha256sum says: 6733 Eva, de33 Dov, ec65 Cleo, f81e Ada, fb47 Ben. */
static void the_lot_is_sha256_of_seed_and_name(void **state)
{
	(void)state;
	static const char *const names[] = {"Ada", "Ben", "Cleo", "Dov", "Eva"};
	static const size_t expected[] = {4, 3, 2, 0, 1};
	size_t order[5];
	lot_draw("Thursday 14:00", names, 5, order);
	assert_memory_equal(order, expected, sizeof order);
}

static void a_seed_breaks_ties_by_lot(void **state)
{
	(void)state;
	static const char *const names[] = {"Ada", "Ben", "Cleo", "Dov", "Eva"};
	static const int16_t marks[] = {1, 1, 1, 0, 0, 1, 1, 0, 0, 0};
	struct tally_rule rule = {.method = TALLY_APPROVAL, .seed = "Thursday 14:00"};
	struct tally_profile profile = {
		.shape = SHAPE_APPROVE, .options = 5, .count = 2, .marks = marks, .names = names};
	struct tally_result result = {0};
	assert_true(tally_count(&rule, &profile, (struct tally_heads){0}, &result, NULL));
	static const size_t order[] = {0, 1, 2, 4, 3}, level[] = {0, 1, 2, 4, 3};
	assert_memory_equal(result.order, order, sizeof order);
	assert_memory_equal(result.level, level, sizeof level);
	assert_int_equal(result.winners.count, 1);
	assert_int_equal(result.possible.count, 2);
	assert_int_equal(result.lot.count, 5);
	assert_int_equal(result.lot.items[0], 4);
	assert_int_equal(result.ties.count, 2);
	assert_int_equal(result.ties.items[0].at, TIE_WIN);
	assert_int_equal(result.ties.items[0].broken_by, TIE_LOT);
	assert_int_equal(result.ties.items[0].chosen, 0);
	assert_int_equal(result.ties.items[1].at, TIE_RANK);
	tally_result_finish(&result);
}

static void approval_counts_each_mark(void **state)
{
	(void)state;
	struct tally_rule rule = {.method = TALLY_APPROVAL};
	assert_true(VALID(&rule, 1, 1, 1));
	assert_true(VALID(&rule, 0, 0, 1));
	assert_false(VALID(&rule, 0, 0, 0));
	assert_false(VALID(&rule, 0, 2, 0));
	assert_false(VALID(&rule, 0, -1, 1));
	struct tally_sums sums = COUNT(&rule, ((struct tally_heads){.eligible = 4}), 3, {1, 1, 0},
		{0, 1, 0}, {1, 1, 1}, {0, 3, 0});
	assert_totals(&sums, (int64_t[]){2, 3, 1});
	assert_int_equal(sums.heads.spoilt, 1);
	struct tally_result verdict = verdict_of(&rule, &sums);
	assert_int_equal(verdict.order[0], 1);
	assert_int_equal(verdict.winners.count, 1);
}

static void dots_keep_to_the_budget(void **state)
{
	(void)state;
	struct tally_rule rule = {.method = TALLY_DOTS};
	assert_int_equal(tally_dots(&rule), 5);
	assert_true(VALID(&rule, 5, 0, 0));
	assert_true(VALID(&rule, 2, 2, 1));
	assert_true(VALID(&rule, 1, 0, 0));
	assert_false(VALID(&rule, 2, 2, 2));
	assert_false(VALID(&rule, 6, 0, 0));
	assert_false(VALID(&rule, 6, -1, 0));
	assert_false(VALID(&rule, 0, 0, 0));
	rule.dots = 3;
	assert_true(VALID(&rule, 3, 0));
	assert_false(VALID(&rule, 3, 1));
	/* Adding up must not run over. */
	rule.dots = 1000000;
	assert_int_equal(tally_dots(&rule), TALLY_MARK_LIMIT);
	assert_true(VALID(&rule, 249, 1));
	assert_false(VALID(&rule, INT16_MAX, INT16_MAX, INT16_MAX));
	rule.dots = -1;
	assert_int_equal(tally_dots(&rule), 5);
}

static void dots_over_budget_count_nothing(void **state)
{
	(void)state;
	struct tally_rule rule = {.method = TALLY_DOTS, .dots = 4};
	struct tally_sums sums = COUNT(
		&rule, ((struct tally_heads){.eligible = 3}), 3, {4, 0, 0}, {1, 1, 0}, {0, 4, 4});
	assert_totals(&sums, (int64_t[]){5, 1, 0});
	assert_int_equal(sums.givers[0], 2);
	assert_int_equal(sums.givers[1], 1);
	assert_int_equal(sums.givers[2], 0);
	assert_int_equal(sums.heads.spoilt, 1);
	assert_int_equal(verdict_of(&rule, &sums).winners.count, 1);
}

static void score_tells_nothing_from_nought(void **state)
{
	(void)state;
	struct tally_rule rule = {.method = TALLY_SCORE};
	assert_true(VALID(&rule, 0, 5, MARK_NONE));
	assert_true(VALID(&rule, 0, MARK_NONE, MARK_NONE));
	assert_false(VALID(&rule, MARK_NONE, MARK_NONE, MARK_NONE));
	assert_false(VALID(&rule, 6, 0, 0));
	assert_false(VALID(&rule, -2, 0, 0));
	assert_true(tally_ballot_blank(&rule, (int16_t[]){MARK_NONE, MARK_NONE}, 2));
	assert_false(tally_ballot_blank(&rule, (int16_t[]){0, 0}, 2));
	rule.scale = 10;
	assert_int_equal(tally_scale(&rule), 10);
	assert_true(VALID(&rule, 10, 0, 0));

	struct tally_sums sums = COUNT(&rule, ((struct tally_heads){.eligible = 5}), 3,
		{10, 0, MARK_NONE}, {MARK_NONE, 3, 9}, {0, MARK_NONE, 1}, {11, 0, 0},
		{MARK_NONE, MARK_NONE, MARK_NONE});
	assert_totals(&sums, (int64_t[]){10, 3, 10});
	assert_int_equal(sums.givers[0], 2);
	assert_int_equal(sums.givers[1], 2);
	assert_int_equal(sums.givers[2], 2);
	assert_int_equal(sums.heads.spoilt, 1);
	assert_int_equal(sums.heads.blank, 1);
	assert_int_equal(sums.heads.cast, 5);
	struct tally_result verdict = verdict_of(&rule, &sums);
	assert_int_equal(verdict.winners.count, 2);
	assert_int_equal(verdict.order[0], 0);
	assert_int_equal(verdict.order[1], 2);
}

static void blank_is_no_mark_at_all(void **state)
{
	(void)state;
	static const int16_t empty[] = {0, 0, 0}, marked[] = {0, 0, 1};
	for (int id = 0; id <= TALLY_CONSENT; id++) {
		struct tally_rule rule = {.method = (enum tally_method_id)id};
		assert_false(tally_ballot_blank(&rule, marked, 3));
		assert_int_equal(tally_ballot_blank(&rule, empty, 3), id != TALLY_SCORE);
	}
}

static void answers_are_the_rules_own(void **state)
{
	(void)state;
	struct tally_rule majority = {.method = TALLY_MAJORITY},
			  consent = {.method = TALLY_CONSENT};
	assert_true(VALID(&majority, 1, 0));
	assert_true(VALID(&majority, 0, 1));
	assert_false(VALID(&majority, 1, 1));
	assert_false(VALID(&majority, 0, 0));
	assert_false(VALID(&majority, 1));
	assert_false(VALID(&majority, 1, 0, 0));
	assert_true(VALID(&consent, 0, 0, 1));
	assert_false(VALID(&consent, 1, 0));
	assert_false(VALID(&consent, 1, 1, 0));
}

/* Simple majority: more than half, a tie is lost, blank ballots do not count. */
static void a_majority_is_more_than_half(void **state)
{
	(void)state;
	static const struct {
		int yes, no, blank, needed;
		enum tally_outcome outcome;
	} cases[] = {{6, 5, 0, 6, OUTCOME_CARRIED}, {5, 5, 0, 6, OUTCOME_NOT_CARRIED},
		{5, 4, 6, 5, OUTCOME_CARRIED}, {1, 0, 9, 1, OUTCOME_CARRIED},
		{0, 1, 0, 1, OUTCOME_NOT_CARRIED}, {4, 5, 0, 5, OUTCOME_NOT_CARRIED}};
	struct tally_rule rule = {.method = TALLY_MAJORITY};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct tally_sums sums = yes_no(cases[i].yes, cases[i].no, cases[i].blank);
		struct tally_result verdict = verdict_of(&rule, &sums);
		assert_int_equal(verdict.outcome, cases[i].outcome);
		assert_int_equal(verdict.base, cases[i].yes + cases[i].no);
		assert_int_equal(verdict.needed, cases[i].needed);
		assert_int_equal(verdict.winners.count, 0);
	}
}

/* Two thirds are at least twice as many for as against. */
static void two_thirds_are_reached_by_equality(void **state)
{
	(void)state;
	struct tally_rule rule = {
		.method = TALLY_MAJORITY, .numerator = 2, .denominator = 3, .at_least = true};
	for (int yes = 0; yes < 20; yes++) {
		for (int no = yes == 0; no < 20; no++) {
			struct tally_sums sums = yes_no(yes, no, 2);
			struct tally_result verdict = verdict_of(&rule, &sums);
			assert_int_equal(
				verdict.outcome == OUTCOME_CARRIED, yes > 0 && yes >= 2 * no);
		}
	}
	struct tally_sums sums = yes_no(4, 2, 0);
	assert_int_equal(verdict_of(&rule, &sums).needed, 4);
	rule.at_least = false;
	assert_int_equal(verdict_of(&rule, &sums).needed, 5);
	assert_int_equal(verdict_of(&rule, &sums).outcome, OUTCOME_NOT_CARRIED);
}

static void majorities_have_bases(void **state)
{
	(void)state;
	struct tally_sums sums = yes_no(6, 3, 2);
	sums.heads = (struct tally_heads){
		.eligible = 20, .stepped_out = 2, .cast = 12, .blank = 2, .spoilt = 1};
	static const struct {
		enum tally_base base;
		int of, needed;
		enum tally_outcome outcome;
	} cases[] = {{BASE_YES_NO, 9, 5, OUTCOME_CARRIED}, {BASE_CAST, 12, 7, OUTCOME_NOT_CARRIED},
		{BASE_PRESENT, 14, 8, OUTCOME_NOT_CARRIED},
		{BASE_ELIGIBLE, 18, 10, OUTCOME_NOT_CARRIED}};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct tally_rule rule = {.method = TALLY_MAJORITY, .base = cases[i].base};
		struct tally_result verdict = verdict_of(&rule, &sums);
		assert_int_equal(verdict.base, cases[i].of);
		assert_int_equal(verdict.needed, cases[i].needed);
		assert_int_equal(verdict.outcome, cases[i].outcome);
	}
}

static void odd_thresholds_are_survived(void **state)
{
	(void)state;
	struct tally_sums sums = yes_no(0, 3, 0);
	struct tally_rule rule = {
		.method = TALLY_MAJORITY, .numerator = -4, .denominator = 0, .at_least = true};
	assert_int_equal(verdict_of(&rule, &sums).needed, 2);
	rule = (struct tally_rule){.method = TALLY_MAJORITY, .numerator = 3, .denominator = 2};
	sums = yes_no(4, 0, 0);
	assert_int_equal(verdict_of(&rule, &sums).outcome, OUTCOME_NOT_CARRIED);
	/* Nobody left in the base: still nothing is carried without a yes. */
	rule = (struct tally_rule){
		.method = TALLY_MAJORITY, .base = BASE_ELIGIBLE, .at_least = true};
	sums = yes_no(0, 1, 0);
	sums.heads.eligible = sums.heads.stepped_out = 3;
	assert_int_equal(verdict_of(&rule, &sums).outcome, OUTCOME_NOT_CARRIED);
	assert_int_equal(verdict_of(&rule, &sums).needed, 1);
}

static void consent_needs_everybody(void **state)
{
	(void)state;
	static const struct {
		int consent, concern, object, asked;
		enum tally_outcome outcome;
	} cases[] = {{5, 0, 0, 5, OUTCOME_CARRIED}, {3, 2, 0, 5, OUTCOME_CARRIED},
		{0, 5, 0, 5, OUTCOME_CARRIED}, {4, 0, 0, 5, OUTCOME_INCOMPLETE},
		{4, 0, 1, 5, OUTCOME_NOT_CARRIED}, {0, 0, 1, 5, OUTCOME_NOT_CARRIED},
		{0, 0, 5, 5, OUTCOME_NOT_CARRIED}, {0, 0, 0, 5, OUTCOME_NO_BALLOTS},
		{0, 0, 0, 0, OUTCOME_NO_BALLOTS}};
	struct tally_rule rule = {.method = TALLY_CONSENT};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct tally_sums sums = answers(
			cases[i].consent, cases[i].concern, cases[i].object, cases[i].asked);
		struct tally_result verdict = verdict_of(&rule, &sums);
		assert_int_equal(verdict.outcome, cases[i].outcome);
		assert_int_equal(verdict.base, cases[i].asked);
		assert_int_equal(verdict.winners.count, 0);
	}
}

static void blank_is_not_consent(void **state)
{
	(void)state;
	struct tally_rule rule = {.method = TALLY_CONSENT};
	struct tally_heads heads = {.eligible = 4, .stepped_out = 1};
	struct tally_sums sums = COUNT(&rule, heads, 3, {1, 0, 0}, {0, 1, 0}, {1, 1, 0});
	assert_int_equal(sums.heads.spoilt, 1);
	assert_int_equal(verdict_of(&rule, &sums).outcome, OUTCOME_INCOMPLETE);
	sums = COUNT(&rule, heads, 3, {1, 0, 0}, {0, 1, 0}, {0, 0, 0});
	assert_int_equal(sums.heads.blank, 1);
	assert_int_equal(verdict_of(&rule, &sums).outcome, OUTCOME_INCOMPLETE);
	sums = COUNT(&rule, heads, 3, {1, 0, 0}, {0, 1, 0}, {1, 0, 0});
	assert_int_equal(verdict_of(&rule, &sums).outcome, OUTCOME_CARRIED);
	rule.method = TALLY_CONSENSUS;
	sums = counted(&rule, heads, ANSWERS_CONSENSUS, 3,
		(int16_t[]){1, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0});
	assert_int_equal(verdict_of(&rule, &sums).outcome, OUTCOME_INCOMPLETE);
}

/* Agree, with reservations, stand aside, block; of whom asked; the most who may stand aside. */
static void standing_aside_leaves_the_base(void **state)
{
	(void)state;
	static const struct {
		int64_t answers[ANSWERS_CONSENSUS];
		int asked, most;
		int64_t base;
		enum tally_outcome outcome;
	} cases[] = {{{5, 0, 0, 0}, 5, 0, 5, OUTCOME_CARRIED},
		{{3, 2, 0, 0}, 5, 0, 5, OUTCOME_CARRIED}, {{0, 5, 0, 0}, 5, 0, 5, OUTCOME_CARRIED},
		{{2, 1, 2, 0}, 5, 0, 3, OUTCOME_CARRIED}, {{1, 0, 4, 0}, 5, 0, 1, OUTCOME_CARRIED},
		{{4, 0, 0, 1}, 5, 0, 5, OUTCOME_NOT_CARRIED},
		{{0, 0, 0, 1}, 5, 0, 5, OUTCOME_NOT_CARRIED},
		{{2, 0, 2, 1}, 5, 0, 3, OUTCOME_NOT_CARRIED},
		/* nobody agrees, though nobody is against it */
		{{0, 0, 5, 0}, 5, 0, 0, OUTCOME_NOT_CARRIED},
		{{3, 1, 0, 0}, 5, 0, 5, OUTCOME_INCOMPLETE},
		{{3, 0, 1, 0}, 5, 0, 4, OUTCOME_INCOMPLETE},
		{{3, 0, 2, 0}, 5, 2, 3, OUTCOME_CARRIED},
		{{2, 0, 3, 0}, 5, 2, 2, OUTCOME_NOT_CARRIED},
		/* more than may: whoever is still to answer cannot change it */
		{{0, 0, 3, 0}, 5, 2, 2, OUTCOME_NOT_CARRIED},
		{{0, 0, 0, 0}, 5, 0, 5, OUTCOME_NO_BALLOTS},
		{{0, 0, 0, 0}, 0, 0, 0, OUTCOME_NO_BALLOTS}};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct tally_rule rule = {.method = TALLY_CONSENSUS, .bar = cases[i].most};
		const int64_t *given = cases[i].answers;
		struct tally_sums sums = sums_of(ANSWERS_CONSENSUS, (int64_t *)given,
			cases[i].asked, given[0] + given[1] + given[2] + given[3], 0);
		struct tally_result verdict = verdict_of(&rule, &sums);
		assert_int_equal(verdict.outcome, cases[i].outcome);
		assert_int_equal(verdict.base, cases[i].base);
		assert_int_equal(verdict.reached, given[0] + given[1]);
		assert_int_equal(verdict.blocks, given[3]);
		assert_int_equal(verdict.winners.count, 0);
	}
}

static void a_quorum_comes_first(void **state)
{
	(void)state;
	struct tally_rule rule = {.method = TALLY_PLURALITY, .quorum = 4};
	struct tally_heads heads = {.eligible = 9, .blank = 1};
	struct tally_sums sums = COUNT(&rule, heads, 2, {1, 0}, {1, 0});
	struct tally_result verdict = verdict_of(&rule, &sums);
	assert_int_equal(verdict.outcome, OUTCOME_NO_QUORUM);
	assert_int_equal(verdict.winners.count, 0);
	/* Blank ballots and spoilt ones were cast. */
	sums = COUNT(&rule, heads, 2, {1, 0}, {1, 0}, {1, 1});
	verdict = verdict_of(&rule, &sums);
	assert_int_equal(verdict.outcome, OUTCOME_RANKED);
	assert_int_equal(verdict.winners.count, 1);
}

static void nothing_valid_decides_nothing(void **state)
{
	(void)state;
	for (int id = 0; id <= TALLY_CONSENT; id++) {
		struct tally_rule rule = {.method = (enum tally_method_id)id};
		size_t answer_count = tally_method(rule.method)->answers;
		size_t options = answer_count ? answer_count : 3;
		struct tally_sums sums =
			counted(&rule, (struct tally_heads){.eligible = 5, .blank = 2}, options, 1,
				(int16_t[]){7, 7, 7});
		assert_int_equal(sums.heads.spoilt, 1);
		assert_int_equal(sums.heads.cast, 3);
		struct tally_result verdict = verdict_of(&rule, &sums);
		assert_int_equal(verdict.outcome, OUTCOME_NO_BALLOTS);
		assert_int_equal(verdict.winners.count, 0);
	}
}

/* Sums can come from a file somebody else wrote: no overflow, no reading beyond the options. */
static void absurd_sums_are_survived(void **state)
{
	(void)state;
	static const int64_t extremes[] = {INT64_MIN, INT64_MAX, -1};
	for (int id = 0; id < TALLY_METHODS; id++) {
		if (tally_method((enum tally_method_id)id)->verdict == NULL)
			continue;
		for (size_t i = 0; i < 3; i++) {
			int64_t totals[TALLY_OPTIONS_MAX];
			for (size_t option = 0; option < TALLY_OPTIONS_MAX; option++)
				totals[option] = extremes[i];
			struct tally_sums sums = sums_of(TALLY_OPTIONS_MAX, totals, 0, 0, 0);
			sums.heads =
				(struct tally_heads){extremes[i], -1, INT64_MAX, INT64_MIN, -1};
			struct tally_rule rule = {.method = (enum tally_method_id)id,
				.numerator = INT32_MAX,
				.denominator = 1,
				.quorum = INT32_MIN};
			for (int base = BASE_YES_NO; base <= BASE_ELIGIBLE; base++) {
				rule.base = (enum tally_base)base;
				struct tally_result verdict = verdict_of(&rule, &sums);
				assert_true(
					verdict.order[TALLY_OPTIONS_MAX - 1] < TALLY_OPTIONS_MAX);
				assert_true(verdict.base >= 0);
			}
		}
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(rules_have_names),
		cmocka_unit_test(plurality_takes_one_mark),
		cmocka_unit_test(plurality_counts_and_ranks),
		cmocka_unit_test(ties_are_named_not_broken),
		cmocka_unit_test(the_lot_is_sha256_of_seed_and_name),
		cmocka_unit_test(a_seed_breaks_ties_by_lot),
		cmocka_unit_test(approval_counts_each_mark),
		cmocka_unit_test(dots_keep_to_the_budget),
		cmocka_unit_test(dots_over_budget_count_nothing),
		cmocka_unit_test(score_tells_nothing_from_nought),
		cmocka_unit_test(blank_is_no_mark_at_all),
		cmocka_unit_test(answers_are_the_rules_own),
		cmocka_unit_test(a_majority_is_more_than_half),
		cmocka_unit_test(two_thirds_are_reached_by_equality),
		cmocka_unit_test(majorities_have_bases),
		cmocka_unit_test(odd_thresholds_are_survived),
		cmocka_unit_test(consent_needs_everybody),
		cmocka_unit_test(blank_is_not_consent),
		cmocka_unit_test(standing_aside_leaves_the_base),
		cmocka_unit_test(a_quorum_comes_first),
		cmocka_unit_test(nothing_valid_decides_nothing),
		cmocka_unit_test(absurd_sums_are_survived),
	};
	return cmocka_run_group_tests(tests, NULL, free_counted);
}
