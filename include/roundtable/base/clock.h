#ifndef ROUNDTABLE_BASE_CLOCK_H
#define ROUNDTABLE_BASE_CLOCK_H

#include <stddef.h>
#include <stdint.h>

/**
 * A point in time: milliseconds since 1970-01-01T00:00:00Z. Lengths are milliseconds too unless a
 * name says minutes.
 */
typedef int64_t moment;

#define MINUTE_MS INT64_C(60000)
#define DAY_MS INT64_C(86400000)

/** Where the time comes from. Tests and rehearsals bring their own. */
struct clock {
	moment (*now)(void *context);
	void *context;
};

/** Where random bytes come from. Tests and rehearsals bring their own. */
struct random {
	void (*fill)(void *context, void *bytes, size_t length);
	void *context;
};

/** The clock of the system. */
struct clock clock_system(void);
/** Milliseconds since some moment, which nobody sets: for waits, never for what is recorded. */
struct clock clock_steady(void);
/** The random bytes of the system (libsodium). */
struct random random_system(void);

/** State of a seeded, reproducible source (ChaCha20 of libsodium keyed by the seed). */
struct random_seeded {
	unsigned char key[32];
	uint64_t block;
};
/** Makes `state` the source for `seed` and returns it as a source; `state` must outlive it. */
struct random random_seeded(struct random_seeded *state, uint64_t seed);
/** A uniform number in [0, below), below > 0. */
uint32_t random_below(struct random random, uint32_t below);

#endif
