#include "elections.h"

#include "roundtable/base/mem.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static const char *const names[ELECTION_OPTIONS] = {"A", "B", "C", "D", "E", "F", "G", "H", "I",
	"J", "K", "L", "M", "N", "O", "P", "Q", "R", "S", "T", "U", "V", "W", "X", "Y", "Z"};

struct election election_of(size_t options, const char *ballots)
{
	struct election election = {.options = options};
	size_t rows = 0;

	for (const char *at = ballots; *at != '\0'; at++)
		rows += *at == ':';
	election.marks = mem_alloc(rows * options + 1, sizeof *election.marks);
	election.weights = mem_alloc(rows + 1, sizeof *election.weights);
	for (const char *at = ballots; *at != '\0';) {
		char *end;
		int16_t *marks = election.marks + election.count * options, rank = 1;
		election.weights[election.count++] = (int32_t)strtol(at, &end, 10);
		assert_true(*end == ':');
		for (at = end + 1; *at != '\0' && *at != ' '; at++) {
			rank = (int16_t)(rank + (*at == '>'));
			if (*at != '>' && *at != '=') {
				assert_in_range(*at, 'A', 'A' + options - 1);
				marks[*at - 'A'] = rank;
			}
		}
		at += *at == ' ';
	}
	assert_int_equal(election.count, rows);
	return election;
}

struct election election_random(
	struct random random, size_t options, size_t most, enum election_kind kind)
{
	struct election election = {
		.options = options, .count = random_below(random, (uint32_t)most + 1)};

	election.marks = mem_alloc(election.count * options + 1, sizeof *election.marks);
	election.weights = mem_alloc(election.count + 1, sizeof *election.weights);
	for (size_t row = 0; row < election.count; row++) {
		int16_t *marks = election.marks + row * options, rank = 1;
		size_t ranked = options;
		if (kind != FULL_RANKINGS)
			ranked = 1 + random_below(random, (uint32_t)options);
		election.weights[row] = 1 + (int32_t)random_below(random, 3);
		for (size_t left = options; left > options - ranked; left--) {
			size_t skip = random_below(random, (uint32_t)left), option = 0;
			while (marks[option] != 0 || skip-- > 0)
				option++;
			marks[option] = rank;
			rank = (int16_t)(rank +
					 (kind != LEVEL_RANKINGS || random_below(random, 3) > 0));
		}
	}
	return election;
}

void election_finish(struct election *election)
{
	array_free(election->marks);
	array_free(election->weights);
	*election = (struct election){0};
}

struct tally_profile election_profile(const struct election *election)
{
	return (struct tally_profile){.shape = SHAPE_RANK,
		.options = election->options,
		.count = election->count,
		.marks = election->marks,
		.weights = election->weights,
		.withdrawn = election->withdrawn,
		.names = names};
}

struct tally_result election_count(const struct election *election, const struct tally_rule *rule)
{
	struct tally_profile profile = election_profile(election);
	struct tally_result result = {0};

	assert_true(tally_count(rule, &profile, (struct tally_heads){0}, &result, NULL));
	return result;
}

bool election_prefers(const struct election *election, size_t row, size_t a, size_t b)
{
	const int16_t *marks = election->marks + row * election->options;

	return marks[a] > 0 && (marks[b] == 0 || marks[a] < marks[b]);
}

/* Writes on; a test's text that does not fit is a mistake of the test. */
static void put(char *text, const char *format, ...) __attribute__((format(printf, 2, 3)));
static void put(char *text, const char *format, ...)
{
	size_t used = strlen(text);
	va_list args;
	va_start(args, format);
	int wrote = vsnprintf(text + used, ELECTION_TEXT - used, format, args);
	va_end(args);
	assert_in_range(wrote, 0, ELECTION_TEXT - used - 1);
}

static void put_letters(char *text, const struct tally_list *list)
{
	for (size_t i = 0; i < list->count; i++)
		put(text, "%s", names[list->items[i]]);
}

const char *letters_of(const struct tally_list *list, char text[ELECTION_TEXT])
{
	text[0] = '\0';
	put_letters(text, list);
	return text;
}

const char *order_of(const struct tally_result *result, char text[ELECTION_TEXT])
{
	text[0] = '\0';
	for (size_t i = 0; i < result->sums.options; i++) {
		size_t option = result->order[i];
		if (i > 0 && result->level[option] != result->level[result->order[i - 1]])
			put(text, " ");
		put(text, "%s", names[option]);
	}
	return text;
}

static void put_votes(
	char *text, const struct tally_result *result, const struct tally_stage *stage)
{
	for (size_t i = 0; i < result->sums.options; i++)
		if (stage->votes[i] > 0)
			put(text, " %s%lld", names[i], (long long)stage->votes[i]);
	if (stage->lost > 0)
		put(text, " lost %lld", (long long)stage->lost);
}

static void put_stage(
	char *text, const struct tally_result *result, const struct tally_stage *stage)
{
	bool pair = stage->votes == NULL;

	switch ((int)stage->kind) {
	case STAGE_FIRST:
		put(text, "first");
		put_votes(text, result, stage);
		break;
	case STAGE_EXCLUDE:
		put(text, " | out ");
		put_letters(text, &stage->who);
		put(text, ":");
		put_votes(text, result, stage);
		break;
	case STAGE_ELECT:
		put(text, " | elect ");
		put_letters(text, &stage->who);
		break;
	case STAGE_STOP:
		put(text, pair ? "stop " : " | stop ");
		put_letters(text, &stage->who);
		break;
	case STAGE_LOCK:
	case STAGE_SKIP:
		put(text, stage->kind == STAGE_LOCK ? "" : "(");
		put_letters(text, &stage->who);
		put(text, " %lld-%lld", (long long)stage->amount, (long long)stage->against);
		put(text, stage->kind == STAGE_LOCK ? ", " : "), ");
		break;
	}
}

const char *stages_of(const struct tally_result *result, char text[ELECTION_TEXT])
{
	text[0] = '\0';
	for (size_t i = 0; i < result->stages.count; i++)
		put_stage(text, result, &result->stages.items[i]);
	return text;
}

const char *ties_of(const struct tally_result *result, char text[ELECTION_TEXT])
{
	static const char *const at[] = {
		[TIE_WIN] = "win", [TIE_RANK] = "rank", [TIE_EXCLUDE] = "out", [TIE_LOCK] = "lock"};
	static const char *const by[] = {
		[TIE_STANDS] = "stands", [TIE_EARLIER] = "earlier", [TIE_LOT] = "lot"};

	text[0] = '\0';
	for (size_t i = 0; i < result->ties.count; i++) {
		const struct tally_tie *tie = &result->ties.items[i];
		put(text, "%s%s ", i > 0 ? ", " : "", at[tie->at]);
		put_letters(text, &tie->among);
		put(text, " %s", by[tie->broken_by]);
		if (tie->broken_by != TIE_STANDS)
			put(text, " %s", names[tie->chosen]);
	}
	return text;
}

void expect_count(const struct election *election, const struct tally_rule *rule,
	const struct expected *expected)
{
	struct tally_result result = election_count(election, rule);
	char text[ELECTION_TEXT];

	if (expected->winners != NULL)
		assert_string_equal(letters_of(&result.winners, text), expected->winners);
	if (expected->possible != NULL)
		assert_string_equal(letters_of(&result.possible, text), expected->possible);
	if (expected->order != NULL)
		assert_string_equal(order_of(&result, text), expected->order);
	if (expected->stages != NULL)
		assert_string_equal(stages_of(&result, text), expected->stages);
	if (expected->ties != NULL)
		assert_string_equal(ties_of(&result, text), expected->ties);
	tally_result_finish(&result);
}

void expect_written(const struct tally_rule *rule, size_t options, const char *ballots,
	const struct expected *expected)
{
	struct election election = election_of(options, ballots);

	expect_count(&election, rule, expected);
	election_finish(&election);
}
