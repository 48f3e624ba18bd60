/* Readers of election files, one a program: FUZZ_FORMAT names it. What is read is counted too. */
#include "fuzz.h"

#include "roundtable/base/text.h"
#include "roundtable/formats/election.h"

#include <locale.h>
#include <stdlib.h>
#include <string.h>

/* Beyond so many options the rules that compare all pairs take too long to be tried often. */
enum { COUNTED_MAX = 12 };

static const char *const blt[] = {
	"3 2\n-2\n[nick a b c]\n4 a c 0\n2 c=a b 0 1 b - a 0\n0\n\"A\" \"B\"\n\"C\"\n\"T\" \"s\"\n",
	"4 1 # note\n3 1 2=3 4 0\n(id) 2 1 0\n/* x\n */ 1 0\n0\nAnn\n\"Bo\" \"B\",\nC\nD\nT\n",
	NULL};
static const char *const preflib[] = {
	"# FILE NAME: x.toi\n# TITLE: T\n# DATA TYPE: toi\n# NUMBER ALTERNATIVES: 3\n"
	"# NUMBER VOTERS: 4\n# NUMBER UNIQUE ORDERS: 2\n# ALTERNATIVE NAME 1: A\n"
	"# ALTERNATIVE NAME 2: B\n# ALTERNATIVE NAME 3: C\n3: 2,{1,3}\n1: 3,2\n",
	"# TITLE: T\n# DATA TYPE: cat\n# NUMBER CATEGORIES: 3\n# CATEGORY NAME 1: x\n"
	"# CATEGORY NAME 2: y\n# CATEGORY NAME 3: z\n# ALTERNATIVE NAME 1: A\n"
	"# ALTERNATIVE NAME 2: B\n2: {1,2},{},{}\n1: {},2,1\n",
	NULL};
static const char *const cvotes[] = {
	"#/Candidates: A ; B ; C\n#/Number of Seats: 2\n#/Implicit Ranking: true\n"
	"#/Weight Allowed: true\n\nA > B = C * 4 # x\nt, u || C ^3 * 2\n/EMPTY/ * 2\nB>A\n",
	"A > B\nB = C > D\nA\n", "#/Candidatesx: A\nA > B\n", "#/Candidates:\nA\n", NULL};
static const char *const pabulib[] = {
	"META\nkey;value\ndescription;T\nnum_projects;2\nnum_votes;2\nbudget;100.5\n"
	"vote_type;approval\nPROJECTS\nproject_id;cost;name\np;60;Park\nq;80.25;\"a \"\"b\"\"; "
	"c\"\n"
	"VOTES\nvoter_id;vote\n1;p,q\n2;\n",
	"META\nbudget;9\nvote_type;cumulative\nmax_sum_points;5\nPROJECTS\nproject_id;cost\na;1\n"
	"b;2\nVOTES\nvoter_id;vote;points\n1;a,b;3,2\n2;b;5\n",
	NULL};
static const char *const debian[] = {
	"\n     Option 1--->: Ann\n   /  Option 2-->: Bo\xeb\n   |/  Option 3->: None\n   ||/\n"
	"V: 1-3\t\tabc\nV: 222\nV: ---\tx\nV: 21A\n",
	NULL};
static const char *const csv[] = {"n,Ann,\"B, b\",role\n3,5,,x\n1,0,-2,y\n2,1,1,x\n",
	"# title: T\n# grades: bad; fair; good\nA,B\ngood,bad\nfair,\n2,0\n", "yes,no\n1,0\n0,1\n",
	NULL};
static const char *const json[] = {
	"{\"title\": \"T\", \"candidates\": [\"A\", \"B\"], \"grades\": [\"x\", \"y\"], \"seats\": "
	"1,\n"
	"\"ballots\": [{\"n\": 3, \"scores\": {\"A\": \"y\", \"B\": 0}, \"role\": \"r\"}]}",
	"{\"candidates\": [\"A\", \"B\", \"C\"], \"costs\": {\"A\": 5, \"B\": \"2.50\", \"C\": "
	"1},\n"
	"\"budget\": 6, \"ballots\": [{\"approvals\": [\"A\", \"B\"]}, {\"approvals\": []}]}",
	"{\"candidates\": [\"A\", \"B\"], \"withdrawn\": [\"B\"], \"ballots\": [\n"
	"{\"ranking\": [\"B\", [\"A\"]]}, {}]}",
	"{\"candidates\": [\"A\"], \"ballots\": [{\"ranking\": [\"X\", [], \"A\"]}]}", NULL};

static const struct {
	const char *format;
	const char *const *seeds;
} corpora[] = {{"blt", blt}, {"preflib", preflib}, {"cvotes", cvotes}, {"pabulib", pabulib},
	{"debian", debian}, {"csv", csv}, {"json", json}};

static const char *const tokens[] = {"0", "1", "2", "3", "-1", "9", "1000", "1001", "32000",
	"32001", "2147483647", "2147483648", "99999999999999999999", "1.5", "0.0000001", " ", "\n",
	"\r\n", "\t", ",", ";", ":", "=", ">", "|", "||", "^", "*", "#", "#/", "/*", "*/", "\"",
	"\"\"", "{", "}", "[", "]", "[[[[[[[[", "(", ")", "-", "/EMPTY/", "A", "B", "Ann",
	"# ALTERNATIVE NAME 1: ", "# DATA TYPE: soc\n", "#/Candidates: ", "META\n", "PROJECTS\n",
	"VOTES\n", "V: ", "Option 2->: ", "\"n\": ", "\"candidates\": ", "null", "true", "1e9",
	"\\u0000", "\\", "\xEF\xBB\xBF", "\xff", "\xe2\x80\xae", "\xcc\x81", "\x01", NULL};

static void require_texts(const struct texts *texts)
{
	for (size_t i = 0; i < texts->count; i++) {
		const char *text = texts->items[i];
		char *again = text_sanitise(text, strlen(text), false, 0, NULL);
		fuzz_require(strcmp(again, text) == 0, "texts are sanitised");
		free(again);
	}
}

static void require_row(const struct election *election, const int16_t *row)
{
	size_t options = election->names.count;
	bool seen[TALLY_OPTIONS_LIMIT + 1] = {false};
	int16_t most = 0;

	for (size_t i = 0; i < options; i++) {
		bool rank = election->holds == MARKS_RANKS, tick = election->holds == MARKS_TICKS;
		if (rank || tick)
			fuzz_require(row[i] >= 0 && row[i] <= (tick ? 1 : (int)options),
				"ranks and ticks keep their range");
		else
			fuzz_require(row[i] == NOT_GIVEN || (row[i] >= -TALLY_MARK_LIMIT &&
								    row[i] <= TALLY_MARK_LIMIT),
				"numbers keep their range");
		if (rank && row[i] > 0)
			seen[row[i]] = true;
		most = row[i] > most ? row[i] : most;
	}
	for (int16_t i = 1; election->holds == MARKS_RANKS && i <= most; i++)
		fuzz_require(seen[i], "no rank is left out");
}

static void require_election(const struct election *election)
{
	int64_t ballots = 0;

	fuzz_require(election->names.count >= 1, "there are options");
	fuzz_require(election->names.count <= TALLY_OPTIONS_LIMIT, "options keep their limit");
	require_texts(&election->names);
	require_texts(&election->labels);
	require_texts(&election->grades);
	for (size_t i = 0; i < election->names.count; i++)
		for (size_t k = 0; k < i; k++)
			fuzz_require(
				strcmp(election->names.items[i], election->names.items[k]) != 0,
				"names differ");
	for (size_t i = 0; i < election->count; i++) {
		fuzz_require(election->weights[i] >= 1, "rows stand for ballots");
		ballots += election->weights[i];
		require_row(election, election->marks + i * election->names.count);
		if (election->roles != NULL)
			fuzz_require(
				election->roles[i] < election->role_names.count, "roles are known");
	}
	fuzz_require(ballots <= TALLY_BALLOTS_LIMIT, "ballots keep their limit");
}

/* What is written must read back without a word. */
static void require_round_trip(const struct election *election, const char *format)
{
	struct election again = {0};
	struct diagnostics said = {0};
	struct buf text = {0};

	if (election_write(election, election_format_find(format), &text, NULL)) {
		bool good = election_parse(buf_text(&text), text.count, "file",
			election_format_find(format), false, &again, &said, NULL);
		fuzz_require(good && said.count == 0, "what is written can be read");
		fuzz_require(again.count == election->count, "no ballot is lost");
	}
	election_finish(&again);
	diagnostics_finish(&said);
	buf_finish(&text);
}

static void count_all(struct election *election)
{
	for (int i = 0; i < TALLY_METHODS && election->names.count <= COUNTED_MAX; i++) {
		struct tally_rule rule = {.method = (enum tally_method_id)i,
			.seats = election->seats,
			.scale = election->scale,
			.seed = "seed",
			.budget = election->budget > 0 ? election->budget : 0};
		struct tally_result result = {0};
		struct tally_profile profile;
		if (!election_profile(election, &rule, &profile, NULL))
			continue;
		if (tally_count(&rule, &profile, (struct tally_heads){0}, &result, NULL))
			fuzz_require(
				result.winners.count <= profile.options, "winners are options");
		tally_result_finish(&result);
	}
}

static int count_lines(const char *bytes, size_t length)
{
	int lines = 2;

	for (size_t i = 0; i < length; i++)
		lines += bytes[i] == '\n';
	return lines;
}

static void try_reading(const char *bytes, size_t length, bool lenient)
{
	struct election election = {0};
	struct diagnostics said = {0};
	struct error err = {0};
	bool good = election_parse(bytes, length, "file", election_format_find(FUZZ_FORMAT),
		lenient, &election, &said, &err);
	int line = 1, lines = count_lines(bytes, length);

	fuzz_require(good == (err.code == ERROR_NONE), "a failure has a sentence");
	for (size_t i = 0; i < said.count; i++) {
		char *again = text_sanitise(
			said.items[i].text, strlen(said.items[i].text), false, 0, NULL);
		fuzz_require(said.items[i].line >= line && said.items[i].line <= lines,
			"lines are in order");
		fuzz_require(strcmp(again, said.items[i].text) == 0, "what is said is sanitised");
		line = said.items[i].line;
		free(again);
	}
	if (good) {
		fuzz_require(diagnostics_only_warn(&said), "a mistake is a refusal");
		require_election(&election);
		require_round_trip(&election, "blt");
		require_round_trip(&election, "cvotes");
		count_all(&election);
	}
	election_finish(&election);
	diagnostics_finish(&said);
	error_finish(&err);
}

static void one(const char *bytes, size_t length)
{
	/* whatever the readers make of it, telling the format must not break either */
	for (const struct election_format *format = election_formats; format->name; format++)
		(void)format->sniff(bytes, length);
	try_reading(bytes, length, false);
	try_reading(bytes, length, true);
}

int main(int argc, char **argv)
{
	struct fuzz_target target = {
		.name = FUZZ_FORMAT, .tokens = tokens, .size = 16 * 1024, .runs = 1500, .one = one};

	for (size_t i = 0; i < sizeof corpora / sizeof *corpora; i++)
		if (strcmp(corpora[i].format, FUZZ_FORMAT) == 0)
			target.seeds = corpora[i].seeds;
	setlocale(LC_ALL, "");
	/* what broke something once is among them */
	for (size_t i = 0; target.seeds[i] != NULL; i++)
		one(target.seeds[i], strlen(target.seeds[i]));
	return fuzz_main(&target, argc, argv);
}
