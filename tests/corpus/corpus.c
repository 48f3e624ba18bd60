/*
 * Elections with known results, counted by the real program: every figure that the folder
 * ROUNDTABLE_CORPUS expects of a method is compared. Without that folder nothing is tested, and
 * that is said. Its layout: textbook, condorcet, preflib, debian, scottish and pabulib, with
 * expected results beside the files. A method the program does not have is skipped.
 */
#include "roundtable/base/buf.h"

#include <jansson.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* How what is expected is written down, and with which part of the result it is compared. */
enum figure {
	WINNERS,        /* names: winners, in any order */
	RANKING,        /* levels of names: ranking */
	ORDER,          /* names, best first: ranking, none level */
	WINNER_NUMBERS, /* option numbers: winners */
	LEVEL_NUMBERS,  /* levels of option numbers: ranking */
	TOTALS,         /* name -> figure: totals */
	TOTAL_NUMBERS,  /* option number -> figure: totals */
	HALF_NUMBERS,   /* option number -> twice the figure: totals */
	PAIRS,          /* rows of figures: pairwise */
	PATHS,          /* rows of figures: paths */
	NAMED_PATHS,    /* name -> name -> figure: paths */
	NAMED_PAIRS,    /* "A>B" -> figure: pairwise */
	SPOILT,         /* a number: counters.spoilt */
	ELECTED,        /* names: elected, in any order */
	SELECTED,       /* ids: selected, in any order */
	LAST_VOTES,     /* name -> figure: the votes of the last stage that has these */
};

static const struct check {
	const char *key, *method, *options;
	enum figure figure;
} checks[] = {
	/* textbook */
	{"plurality", "plurality", "", WINNERS},
	{"irv", "irv", "", WINNERS},
	{"irv_put", "irv", "", WINNERS},
	{"irv_final", "irv", "", LAST_VOTES},
	{"schulze", "schulze", "", RANKING},
	{"schulze_winner", "schulze", "", WINNERS},
	{"schulze_winning", "schulze", "", WINNERS},
	{"schulze_margins", "schulze", "--strength margins", WINNERS},
	{"paths", "schulze", "", NAMED_PATHS},
	{"pairwise", "schulze", "", NAMED_PAIRS},
	{"ranked_pairs", "ranked-pairs", "", RANKING},
	{"ranked_pairs_winner", "ranked-pairs", "", WINNERS},
	{"ranked_pairs_put", "ranked-pairs", "", WINNERS},
	{"borda", "borda", "", WINNERS},
	{"borda_scores", "borda", "", TOTALS},
	{"scottish", "scottish-stv", "", ELECTED},
	{"meek", "meek-stv", "", ELECTED},
	{"winners", "majority-judgment", "", WINNERS},
	{"ranking", "majority-judgment", "", ORDER},
};

/* The same for rankings whose expected results go by option numbers. */
static const struct check ranked[] = {
	{"plurality", "plurality", "", TOTAL_NUMBERS},
	{"plurality_spoilt", "plurality", "", SPOILT},
	{"borda_average_x2", "borda", "", HALF_NUMBERS},
	{"irv_put", "irv", "", WINNER_NUMBERS},
	{"schulze_winning", "schulze", "", LEVEL_NUMBERS},
	{"pairwise", "schulze", "", PAIRS},
	{"paths_winning", "schulze", "", PATHS},
	{"schulze_margins", "schulze", "--strength margins", LEVEL_NUMBERS},
	{"ranked_pairs_put", "ranked-pairs", "", WINNER_NUMBERS},
};

static const struct check budgets[] = {
	{"mes_cost", "equal-shares", "", SELECTED},
	{"mes_cardinality", "equal-shares", "--utility cardinality", SELECTED},
	{"mes_cost_add1", "equal-shares", "--completion add1", SELECTED},
	{"mes_cost_utilitarian", "equal-shares", "--completion greedy", SELECTED},
	{"mes_cardinality_utilitarian", "equal-shares", "--utility cardinality --completion greedy",
		SELECTED},
};

/* What other programs' authors published. */
static const struct check asserted[] = {
	{"Borda Count", "borda", "", RANKING},
	{"Fptp", "plurality", "", RANKING},
	{"InstantRunoff", "irv", "", RANKING},
	{"Ranked Pairs Winning", "ranked-pairs", "", RANKING},
	{"Schulze Winning", "schulze", "", RANKING},
	{"Schulze Margin", "schulze", "--strength margins", RANKING},
};

/* The official results of three elections. */
static const struct {
	const char *file, *winner;
} debian[] = {
	{"debian/leader2006_tally.txt", "Anthony Towns"},
	{"debian/leader2007_tally.txt", "Sam Hocevar"},
	{"debian/leader2020_tally.txt", "Jonathan Carter"},
};

#define COUNT(array) (sizeof array / sizeof *array)

struct corpus {
	const char *program, *folder;
	json_t *methods; /* names of those the program has */
	size_t cases, failed;
	char *ran; /* the command whose result this is */
	json_t *result;
};

static json_t *run(const struct corpus *corpus, const char *arguments)
{
	struct buf command = {0};

	buf_format(&command, "'%s' tally %s 2>/dev/null", corpus->program, arguments);
	FILE *pipe = popen(buf_text(&command), "r");
	json_t *result = pipe != NULL ? json_loadf(pipe, 0, NULL) : NULL;
	if (pipe != NULL)
		pclose(pipe);
	buf_finish(&command);
	return result;
}

static bool has_method(const struct corpus *corpus, const char *method)
{
	json_t *entry;
	size_t index;

	json_array_foreach(corpus->methods, index,
		entry) if (strcmp(json_string_value(json_object_get(entry, "name")), method) ==
			   0) return true;
	return false;
}

/* Counts a file, once for all figures in a row that need the same; mistakes in it are repaired. */
static json_t *count(struct corpus *corpus, const struct check *check, const char *file)
{
	struct buf arguments = {0};

	buf_format(&arguments, "%s --json --lenient %s '%s/%s'", check->method, check->options,
		corpus->folder, file);
	if (corpus->ran == NULL || strcmp(corpus->ran, buf_text(&arguments)) != 0) {
		json_decref(corpus->result);
		free(corpus->ran);
		corpus->result = run(corpus, buf_text(&arguments));
		corpus->ran = buf_take(&arguments);
	}
	buf_finish(&arguments);
	return corpus->result;
}

static void say(struct corpus *corpus, bool good, const char *file, const struct check *check,
	const char *key, const json_t *expected, const json_t *found)
{
	corpus->cases++;
	corpus->failed += !good;
	printf("%s %zu - %s: %s (%s%s%s)\n", good ? "ok" : "not ok", corpus->cases, file, key,
		check->method, *check->options ? " " : "", check->options);
	if (good)
		return;
	char *wanted = json_dumps(expected, JSON_COMPACT | JSON_ENCODE_ANY);
	char *got = json_dumps(found, JSON_COMPACT | JSON_ENCODE_ANY);
	printf("# wanted %.300s\n# got    %.300s\n", wanted, got != NULL ? got : "nothing");
	free(wanted);
	free(got);
}

/* --- what was found, in the shape of what is expected --- */

static json_t *name_of(const json_t *result, size_t number)
{
	return json_array_get(json_object_get(result, "candidates"), number - 1);
}

static size_t number_of(const json_t *result, const json_t *name)
{
	json_t *other;
	size_t index;

	json_array_foreach(json_object_get(result, "candidates"), index,
		other) if (json_equal(other, name)) return index +
		1;
	return 0;
}

static json_t *numbers_of(const json_t *result, json_t *names)
{
	json_t *numbers = json_array(), *name;
	size_t index;

	json_array_foreach(names, index, name)
		json_array_append_new(numbers, json_integer((json_int_t)number_of(result, name)));
	return numbers;
}

static json_t *levels_of(const json_t *result)
{
	json_t *levels = json_array(), *level;
	size_t index;

	json_array_foreach(json_object_get(result, "ranking"), index, level)
		json_array_append_new(levels, numbers_of(result, level));
	return levels;
}

static json_t *order_of(const json_t *result)
{
	json_t *names = json_array(), *level, *name;
	size_t index, place;

	json_array_foreach(json_object_get(result, "ranking"), index, level)
	{
		if (json_array_size(level) > 1)
			json_array_append_new(names, json_string("level:"));
		json_array_foreach(level, place, name) json_array_append(names, name);
	}
	return names;
}

/* An exact figure, a number or a text of decimals, times `scale`; as JSON holds whole numbers. */
static json_int_t scaled(const json_t *figure, json_int_t scale)
{
	json_int_t value = 0, part = scale;
	const char *text = json_string_value(figure);

	if (text == NULL)
		return json_is_integer(figure)
			       ? json_integer_value(figure) * scale
			       : (json_int_t)(json_real_value(figure) * (double)scale);
	for (; *text != '\0' && *text != '.'; text++)
		value = value * 10 + (*text - '0');
	value *= scale;
	for (text += *text == '.'; *text != '\0' && part >= 10; text++)
		value += (part /= 10) * (*text - '0');
	return value;
}

/* Figures by name, as figures by option number times `scale`, for the options expected. */
static json_t *figures_of(const json_t *result, json_t *figures, json_t *expected, json_int_t scale)
{
	json_t *found = json_object(), *value;
	const char *number;

	json_object_foreach(expected, number, value)
	{
		json_t *name = name_of(result, strtoul(number, NULL, 10));
		json_t *figure = json_object_get(figures, json_string_value(name));
		if (figure != NULL)
			json_object_set_new(found, number, json_integer(scaled(figure, scale)));
	}
	return found;
}

static json_t *rows_of(const json_t *result, json_t *matrix)
{
	json_t *rows = json_array(), *a, *b;
	size_t i, k;

	json_array_foreach(json_object_get(result, "candidates"), i, a)
	{
		json_t *row = json_array();
		json_t *figures = json_object_get(matrix, json_string_value(a));
		json_array_foreach(json_object_get(result, "candidates"), k, b)
		{
			json_t *figure = json_object_get(figures, json_string_value(b));
			json_array_append(row, figure != NULL ? figure : json_integer(0));
		}
		json_array_append_new(rows, row);
	}
	return rows;
}

static json_t *pairs_of(json_t *matrix, json_t *expected)
{
	json_t *found = json_object(), *value;
	const char *pair;

	json_object_foreach(expected, pair, value)
	{
		const char *sign = strchr(pair, '>');
		struct buf first = {0};
		buf_add(&first, pair, (size_t)(sign - pair));
		json_t *row = json_object_get(matrix, buf_text(&first));
		json_object_set(found, pair, json_object_get(row, sign + 1));
		buf_finish(&first);
	}
	return found;
}

static json_t *last_votes(const json_t *result, json_t *expected)
{
	json_t *stages = json_object_get(result, "stages"), *found = json_object(), *value;
	const char *name;

	for (size_t i = json_array_size(stages); i-- > 0;) {
		json_t *votes = json_object_get(json_array_get(stages, i), "votes");
		if (votes == NULL)
			continue;
		json_object_foreach(expected, name, value) json_object_set_new(
			found, name, json_integer(scaled(json_object_get(votes, name), 1)));
		break;
	}
	return found;
}

static json_t *found_for(const json_t *result, enum figure figure, json_t *expected)
{
	json_t *totals = json_object_get(result, "totals");

	switch (figure) {
	case WINNERS:
		return json_incref(json_object_get(result, "winners"));
	case RANKING:
		return json_incref(json_object_get(result, "ranking"));
	case ORDER:
		return order_of(result);
	case WINNER_NUMBERS:
		return numbers_of(result, json_object_get(result, "winners"));
	case LEVEL_NUMBERS:
		return levels_of(result);
	case TOTALS:
		return json_incref(totals);
	case TOTAL_NUMBERS:
		return figures_of(result, totals, expected, 1);
	case HALF_NUMBERS:
		return figures_of(result, totals, expected, 2);
	case PAIRS:
		return rows_of(result, json_object_get(result, "pairwise"));
	case PATHS:
		return rows_of(result, json_object_get(result, "paths"));
	case NAMED_PATHS:
		return json_incref(json_object_get(result, "paths"));
	case NAMED_PAIRS:
		return pairs_of(json_object_get(result, "pairwise"), expected);
	case SPOILT:
		return json_incref(json_object_get(json_object_get(result, "counters"), "spoilt"));
	case ELECTED:
		return json_incref(json_object_get(result, "elected"));
	case SELECTED:
		return json_incref(json_object_get(result, "selected"));
	case LAST_VOTES:
		return last_votes(result, expected);
	}
	return NULL;
}

/* Whether all others are in the list. */
static bool holds_all(json_t *list, json_t *others)
{
	json_t *item, *other;
	size_t index, place;

	json_array_foreach(others, index, other)
	{
		bool found = false;
		json_array_foreach(list, place, item) found |= json_equal(item, other);
		if (!found)
			return false;
	}
	return list != NULL;
}

static void compare(struct corpus *corpus, const struct check *check, const char *file,
	const char *key, json_t *expected)
{
	bool any_order = check->figure == WINNERS || check->figure == WINNER_NUMBERS ||
			 check->figure == SELECTED || check->figure == ELECTED;

	if (expected == NULL || json_is_null(expected) || !has_method(corpus, check->method))
		return;
	json_t *found = found_for(count(corpus, check, file), check->figure, expected);
	bool good = found != NULL &&
		    (any_order ? holds_all(found, expected) : json_equal(found, expected));
	say(corpus, good, file, check, key, expected, found);
	json_decref(found);
}

/* --- the folders --- */

static json_t *load(const struct corpus *corpus, const char *file)
{
	struct buf path = {0};

	buf_format(&path, "%s/%s", corpus->folder, file);
	json_t *all = json_load_file(buf_text(&path), 0, NULL);
	if (all == NULL)
		printf("# %s cannot be read\n", buf_text(&path));
	buf_finish(&path);
	return all;
}

static void compare_table(struct corpus *corpus, const struct check *table, size_t length,
	const char *expected_in, const char *folder)
{
	json_t *all = load(corpus, expected_in), *expected;
	const char *name;

	json_object_foreach(all, name, expected)
	{
		struct buf file = {0};
		buf_format(&file, "%s%s", folder, name);
		/* those with a budget of points are compared apart */
		bool points = table == checks && json_object_get(expected, "budget") != NULL;
		for (size_t i = 0; i < length && !points; i++)
			compare(corpus, &table[i], buf_text(&file), table[i].key,
				json_object_get(expected, table[i].key));
		buf_finish(&file);
	}
	json_decref(all);
}

/* Ballots of points: each file has its own rule. */
static void compare_points(struct corpus *corpus)
{
	static const struct check rules[][3] = {
		{{"scores", "dots", "--budget 5", TOTALS},
			{"winners", "dots", "--budget 5", WINNERS},
			{"invalid", "dots", "--budget 5", SPOILT}},
		{{"scores", "quadratic", "--budget 16 --against", TOTALS},
			{"winners", "quadratic", "--budget 16 --against", WINNERS},
			{"invalid", "quadratic", "--budget 16 --against", SPOILT}},
	};
	static const char *const files[] = {"dots.json", "qv.json"};
	json_t *all = load(corpus, "textbook/expected.json");

	for (size_t i = 0; i < COUNT(files); i++) {
		struct buf file = {0};
		buf_format(&file, "textbook/%s", files[i]);
		for (size_t k = 0; k < COUNT(rules[i]); k++)
			compare(corpus, &rules[i][k], buf_text(&file), rules[i][k].key,
				json_object_get(json_object_get(all, files[i]), rules[i][k].key));
		buf_finish(&file);
	}
	json_decref(all);
}

/* Ties are broken in another way there: what is claimed must be possible here. */
static bool is_tied(
	struct corpus *corpus, const struct check *check, const char *file, json_t *ranking)
{
	bool broken =
		strcmp(check->method, "irv") == 0 || strcmp(check->method, "ranked-pairs") == 0;

	if (!broken || !has_method(corpus, check->method))
		return false;
	json_t *winners = json_object_get(count(corpus, check, file), "winners");
	if (json_array_size(winners) < 2)
		return false;
	json_t *first =
		json_is_array(json_array_get(ranking, 0)) ? json_array_get(ranking, 0) : ranking;
	say(corpus, holds_all(winners, first), file, check, "possible winners", first, winners);
	return true;
}

static void compare_asserted(struct corpus *corpus, const char *name, json_t *claim)
{
	const char *method = json_string_value(json_object_get(claim, "method"));
	json_t *ranking = json_object_get(claim, "ranking");
	struct buf file = {0};

	/* what is not ranked is last here, and what is claimed not to be is no figure */
	if (!json_is_true(json_object_get(claim, "implicit")) ||
		json_is_true(json_object_get(claim, "negate")))
		return;
	buf_format(&file, "condorcet/%s", name);
	for (size_t i = 0; i < COUNT(asserted); i++) {
		struct check check = asserted[i];
		if (strcmp(check.key, method) != 0)
			continue;
		if (ranking == NULL)
			check.figure = WINNERS;
		if (!is_tied(corpus, &check, buf_text(&file),
			    ranking != NULL ? ranking : json_object_get(claim, "winner")))
			compare(corpus, &check, buf_text(&file), method,
				ranking != NULL ? ranking : json_object_get(claim, "winner"));
	}
	buf_finish(&file);
}

static void compare_condorcet(struct corpus *corpus)
{
	json_t *all = load(corpus, "condorcet/asserted.json"), *entry, *claim;
	size_t index, place;

	json_array_foreach(all, index, entry)
		json_array_foreach(json_object_get(entry, "expect"), place, claim) compare_asserted(
			corpus, json_string_value(json_object_get(entry, "file")), claim);
	json_decref(all);
}

/* Seats: who is elected in which order, the quota, and everybody's votes at the end. */
static void compare_ward(struct corpus *corpus, const char *file, json_t *expected,
	const struct check *check, const char *votes_key, const char *quota_key, json_int_t scale)
{
	json_t *elected = json_object_get(expected, "elected");
	json_t *votes = json_object_get(expected, votes_key);
	json_t *quota = json_object_get(expected, quota_key);

	if (!has_method(corpus, check->method))
		return;
	json_t *result = count(corpus, check, file);
	json_t *found = numbers_of(result, json_object_get(result, "elected"));
	say(corpus, json_equal(found, elected), file, check, "elected", elected, found);
	json_decref(found);
	found = figures_of(result, json_object_get(result, "final_votes"), votes, scale);
	say(corpus, json_equal(found, votes), file, check, "final votes", votes, found);
	json_decref(found);
	found = json_integer(scaled(
		json_object_get(result, "quota"), strcmp(quota_key, "quota") == 0 ? 1 : scale));
	say(corpus, json_equal(found, quota), file, check, "quota", quota, found);
	json_decref(found);
}

static void compare_wards(struct corpus *corpus)
{
	static const struct check scottish = {"", "scottish-stv", "", ELECTED};
	static const struct check meek = {"", "meek-stv", "", ELECTED};
	json_t *all = load(corpus, "scottish/expected.json"), *ward;
	const char *file;

	json_object_foreach(all, file, ward)
	{
		compare_ward(corpus, file, json_object_get(ward, "scottish"), &scottish,
			"final_votes_e5", "quota", 100000);
		compare_ward(corpus, file, json_object_get(ward, "meek_prf"), &meek,
			"final_votes_e9", "quota_e9", 1000000000);
	}
	json_decref(all);
}

static void compare_debian(struct corpus *corpus)
{
	static const struct check schulze = {"", "schulze", "", WINNERS};

	for (size_t i = 0; i < COUNT(debian); i++) {
		json_t *winner = json_pack("[s]", debian[i].winner);
		compare(corpus, &schulze, debian[i].file, "winner", winner);
		json_decref(winner);
	}
}

int main(int argc, char **argv)
{
	const char *folder = getenv("ROUNDTABLE_CORPUS");
	struct corpus corpus = {.program = argc > 1 ? argv[1] : "", .folder = folder};

	if (folder == NULL || *folder == '\0') {
		puts("1..0 # SKIP ROUNDTABLE_CORPUS names no folder of elections");
		return 0;
	}
	corpus.methods = run(&corpus, "--list --json");
	compare_table(&corpus, checks, COUNT(checks), "textbook/expected.json", "textbook/");
	compare_points(&corpus);
	compare_table(&corpus, ranked, COUNT(ranked), "expected_ranked.json", "");
	compare_table(&corpus, budgets, COUNT(budgets), "pabulib/expected.json", "pabulib/");
	compare_condorcet(&corpus);
	compare_wards(&corpus);
	compare_debian(&corpus);
	/* a folder without anything in it proves nothing */
	if (corpus.cases == 0)
		puts("not ok 1 - there is nothing to compare");
	printf("1..%zu\n", corpus.cases > 0 ? corpus.cases : 1);
	json_decref(corpus.result);
	json_decref(corpus.methods);
	free(corpus.ran);
	return corpus.failed > 0 || corpus.cases == 0;
}
