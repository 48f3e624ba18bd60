#ifndef ROUNDTABLE_CLI_TALLY_H
#define ROUNDTABLE_CLI_TALLY_H

/* What the files of `roundtable tally` share. */

#include "roundtable/cli/command.h"
#include "roundtable/formats/election.h"

#include <jansson.h>

/** The options of the command line, in the order of the help. */
enum tally_option {
	TALLY_FROM,
	TALLY_TO,
	TALLY_LENIENT,
	TALLY_SEATS,
	TALLY_BUDGET,
	TALLY_SCALE,
	TALLY_SEED,
	TALLY_THRESHOLD,
	TALLY_BASE,
	TALLY_QUORUM,
	TALLY_QUORUM_YES,
	TALLY_ELIGIBLE,
	TALLY_EQUAL,
	TALLY_STRENGTH,
	TALLY_UNRANKED,
	TALLY_COMPLETION,
	TALLY_UTILITY,
	TALLY_BAR,
	TALLY_RANKS,
	TALLY_MEAN,
	TALLY_AGAINST,
	TALLY_JSON,
	TALLY_EXPLAIN,
	TALLY_LIST,
	TALLY_OPTIONS,
};

extern const struct cli_option tally_options[];

/** A count that was done. */
struct tally_report {
	const char *path;
	const struct election *election;
	const char *const *names; /**< of the result's options */
	const struct tally_rule *rule;
	const struct tally_result *result;
};

/** What the command line gives. */
struct tally_request {
	struct tally_rule rule;
	const struct election_format *from, *to; /**< NULL: not said */
	const char *budget;                      /**< NULL: not said */
	int64_t eligible;                        /**< -1: not said */
};

/**
 * Reads the options that the rule takes; says what is wrong, and what means nothing for the rule.
 * `method` TALLY_METHODS: only formats are read. False after a mistake.
 */
bool tally_request_read(enum tally_method_id method, const struct cli_arguments *arguments,
	struct tally_request *request);
/** Whether the rule takes this option. */
bool tally_takes(const struct tally_method *method, enum tally_option option);
/** The options of the rule with the values they had, for --json. */
json_t *tally_options_json(const struct tally_report *report);
/** The word of the rule's value for an option that takes words; NULL for others. */
const char *tally_option_word(const struct tally_rule *rule, enum tally_option option);

/**
 * An amount of `value` units of 1/unit: a number where it is whole or halves, else exact digits as
 * a text: decimals where unit is a power of ten, else a fraction.
 */
json_t *tally_json_amount(int64_t value, int64_t unit);
/** Prints the report for programs; roundtable-tally(1) describes it. */
void tally_print_json(const struct tally_report *report);
/** Prints the report for people, with the transcript when it is asked for. */
void tally_print_table(const struct tally_report *report, bool explain);

#endif
