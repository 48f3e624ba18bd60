#ifndef ROUNDTABLE_CLI_COMMAND_H
#define ROUNDTABLE_CLI_COMMAND_H

#include "roundtable/app/session.h"
#include "roundtable/base/array.h"
#include "roundtable/base/buf.h"
#include "roundtable/base/diagnostic.h"
#include "roundtable/base/error.h"
#include "roundtable/core/plan.h"
#include "roundtable/programme/programme.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

/** The exit statuses of every subcommand. */
enum { CLI_DONE = 0, CLI_FAILED = 1, CLI_USAGE = 2 };

/** A long option of a subcommand. */
struct cli_option {
	const char *name;     /**< "people" */
	char letter;          /**< 'p', or 0 */
	const char *argument; /**< "N", or NULL for a switch */
	const char *help;     /**< whole sentences, marked with N_() */
};

/** One subcommand: one file, one const struct, one entry of the table in main.c. */
struct cli_command {
	const char *name;
	const char *arguments; /**< the operands as in the synopsis: "PROGRAMME [FILE]" */
	const char *help;      /**< one sentence, marked with N_() */
	/** Ended by a row without a name; NULL: none but --help and --version. */
	const struct cli_option *options;
	/** Does it; argc/argv start at the subcommand's name. Returns the exit status. */
	int (*run)(const struct cli_command *command, int argc, char **argv);
};

/** Every subcommand, in the order of the help, ended by NULL. */
extern const struct cli_command *const cli_commands[];

/**
 * What was read from a command line: values in the order of the options table; an absent one is
 * NULL, a switch given is "".
 */
enum { CLI_OPTIONS_MAX = 32 };
struct cli_arguments {
	const char *values[CLI_OPTIONS_MAX];
	char **operands;
	int count; /**< of operands */
};

/**
 * Reads options by getopt_long. Prints help or version and returns 0 for --help, --version; prints
 * what is wrong with the nearest right word and returns 2 for a wrong one, or when the number of
 * operands is not least..most; -1: go on.
 */
int cli_arguments_read(const struct cli_command *command, int argc, char **argv, int least,
	int most, struct cli_arguments *arguments);
/** Reads a whole number within least..most for `--option`; else says so, `number` untouched. */
bool cli_number(const char *option, const char *text, int64_t least, int64_t most, int64_t *number);

/** Whether an operand names a session by its address rather than by its file. */
bool cli_is_url(const char *where);
/** Says a whole sentence on standard error after "roundtable: ", without control characters. */
void cli_say(const char *format, ...) __attribute__((format(printf, 1, 2)));
/** Says why something failed, frees the sentence, and returns the exit status for it. */
int cli_fail(struct error *err);
/** A copy of words for the terminal: one line, nothing that could act on it; owned; "" for NULL. */
char *cli_shown(const char *words);

/** Prints what a reader has to say, as `file:line: message`. */
void cli_list(FILE *out, const char *path, const struct diagnostics *diagnostics);

/**
 * The folders searched for programmes, earlier ones first: the source's `sessions` when the program
 * runs from its build folder, else those installed beside it; then the user's. Filled into an empty
 * list which ends with a NULL item, so that
 * `(const char *const *)folders.items` is what programme_locate() takes; texts_finish() frees it.
 */
void cli_programme_folders(struct texts *folders);

/** What a programme is for, in the reader's language. */
const char *cli_purpose(enum purpose purpose);
/** For how many people a programme is, in words; owned. */
char *cli_group_size(const struct programme_entry *entry);
/** $XDG_DATA_HOME/roundtable or ~/.local/share/roundtable; owned; NULL without a home. */
char *cli_user_folder(void);
/**
 * Finds a programme by path or name and reads it. Mistakes are listed on standard error as
 * `file:line: message`. `text` may be NULL. The caller frees `plan` and `text` in any case.
 */
bool cli_programme_read(const char *name, struct plan *plan, struct buf *text, struct error *err);

/** Opens a session for reading: refused with "open in process N" while another process holds it. */
bool cli_session_read(const char *path, struct session *session, struct error *err);
/** Says which event of a session does not hold. False when all hold. */
bool cli_session_broken(const struct session *session, const char *path);

/** Opens a session at the console; creates one from a programme first. */
extern const struct cli_command cli_open, cli_new;
/** The start screen. Returns the exit status. */
int cli_start(void);

extern const struct cli_command cli_check, cli_compare, cli_join, cli_log, cli_minutes,
	cli_programmes, cli_rehearse, cli_screen, cli_slips, cli_tally, cli_verify;

#endif
