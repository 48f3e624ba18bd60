#ifndef ROUNDTABLE_TESTS_FUZZ_H
#define ROUNDTABLE_TESTS_FUZZ_H

#include <stdbool.h>
#include <stddef.h>

/*
 * A small driver for mutated input, without any library.
 *
 *     fuzz_NAME                        the short seeded run of the tests
 *     fuzz_NAME --seed S --runs N      another one
 *     fuzz_NAME --seed S --run K       run K of it alone
 *     fuzz_NAME --seed S --run K --write FILE
 *                                      ... whose input goes to FILE and is not tried
 *     fuzz_NAME FILE...                these files as they are
 *
 * When an input breaks something, the command that repeats it is printed.
 */

/** What a target brings. */
struct fuzz_target {
	const char *name;
	/* Lists, each ended by NULL or absent. */
	const char *const *seeds;  /**< texts to start from */
	const char *const *files;  /**< more of them, as files under the source folder */
	const char *const *tokens; /**< pieces put in between */
	size_t size;               /**< inputs stay below this */
	unsigned runs;             /**< of the short run */
	/** Tries one input; breaks off by fuzz_require(). */
	void (*one)(const char *bytes, size_t length);
};

/** Breaks off with `what` unless it holds. */
void fuzz_require(bool holds, const char *what);
/** The `main` of a target. */
int fuzz_main(const struct fuzz_target *target, int argc, char **argv);

#endif
