#ifndef TESTS_TALLY_ELECTIONS_H
#define TESTS_TALLY_ELECTIONS_H

#include "roundtable/base/clock.h"
#include "roundtable/tally/tally.h"

/* Small ranked elections, written down or made up; options are called A, B, C and so on. */

enum { ELECTION_OPTIONS = 26, ELECTION_TEXT = 400 };

struct election {
	size_t options, count;
	int16_t *marks;
	int32_t *weights;
	bool withdrawn[ELECTION_OPTIONS];
};

/** What random ballots look like. */
enum election_kind { FULL_RANKINGS, SHORT_RANKINGS, LEVEL_RANKINGS, ELECTION_KINDS };

/** Reads ballots such as "5:A>C>B 2:A=B"; "1:" alone is a blank one. */
struct election election_of(size_t options, const char *ballots);
/** Up to `most` rows of weight 1 to 3 over `options` options. */
struct election election_random(
	struct random random, size_t options, size_t most, enum election_kind kind);
void election_finish(struct election *election);
/** The ballots as they are handed to a count; borrows from the election. */
struct tally_profile election_profile(const struct election *election);
/** Counts it; must not be refused. End the result with tally_result_finish(). */
struct tally_result election_count(const struct election *election, const struct tally_rule *rule);
/** True when the ballot ranks a above b. */
bool election_prefers(const struct election *election, size_t row, size_t a, size_t b);

/** Option numbers as letters: "AC". */
const char *letters_of(const struct tally_list *list, char text[ELECTION_TEXT]);
/** The order as letters, level ones together: "E AC B". */
const char *order_of(const struct tally_result *result, char text[ELECTION_TEXT]);
/** The stages: "first A10 B5 | out B; A12 | elect A". Locks as "AB 5-3" and "(BA 4-3)". */
const char *stages_of(const struct tally_result *result, char text[ELECTION_TEXT]);
/** The ties: "out BC earlier B", "win AB stands". */
const char *ties_of(const struct tally_result *result, char text[ELECTION_TEXT]);

/** Counts by the rule and compares what comes out with letters; NULL: not compared. */
struct expected {
	const char *winners, *possible, *order, *stages, *ties;
};
void expect_count(const struct election *election, const struct tally_rule *rule,
	const struct expected *expected);
/** The same for an election written down. */
#define EXPECT(rule, options, ballots, ...)                                                        \
	expect_written(&(struct tally_rule)rule, options, ballots, &(struct expected){__VA_ARGS__})
void expect_written(const struct tally_rule *rule, size_t options, const char *ballots,
	const struct expected *expected);

#endif
