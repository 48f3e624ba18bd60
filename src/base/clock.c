#include "roundtable/base/clock.h"

#include <sodium.h>
#include <stdlib.h>
#include <time.h>

static moment system_now(void *context)
{
	(void)context;
	struct timespec now;
	clock_gettime(CLOCK_REALTIME, &now);
	return (moment)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

static moment steady_now(void *context)
{
	(void)context;
	struct timespec now;
	clock_gettime(CLOCK_MONOTONIC, &now);
	return (moment)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

static void system_fill(void *context, void *bytes, size_t length)
{
	(void)context;
	randombytes_buf(bytes, length);
}

/* Each fill is one stream of its own, so that a source is told apart by calls, not by bytes. */
static void seeded_fill(void *context, void *bytes, size_t length)
{
	struct random_seeded *state = context;
	unsigned char nonce[crypto_stream_chacha20_NONCEBYTES];
	for (size_t i = 0; i < sizeof nonce; i++)
		nonce[i] = (unsigned char)(state->block >> (8 * i));
	state->block++;
	crypto_stream_chacha20(bytes, length, nonce, state->key);
}

struct clock clock_system(void)
{
	return (struct clock){.now = system_now};
}

struct clock clock_steady(void)
{
	return (struct clock){.now = steady_now};
}

struct random random_system(void)
{
	/* Without a source of randomness no secret can be kept: there is nothing to go on with. */
	if (sodium_init() < 0)
		abort();
	return (struct random){.fill = system_fill};
}

_Static_assert(crypto_stream_chacha20_KEYBYTES == sizeof((struct random_seeded *)0)->key,
	"the key of a seeded source is a ChaCha20 key");
_Static_assert(crypto_stream_chacha20_NONCEBYTES == 8, "a block number fills the nonce");

struct random random_seeded(struct random_seeded *state, uint64_t seed)
{
	unsigned char bytes[8];
	for (size_t i = 0; i < sizeof bytes; i++)
		bytes[i] = (unsigned char)(seed >> (8 * i));
	*state = (struct random_seeded){0};
	crypto_generichash(state->key, sizeof state->key, bytes, sizeof bytes, NULL, 0);
	return (struct random){.fill = seeded_fill, .context = state};
}

uint32_t random_below(struct random random, uint32_t below)
{
	/* The lowest 2^32 mod below draws would make small numbers likelier: drawn again. */
	uint32_t skipped = (UINT32_MAX - below + 1) % below;
	for (;;) {
		unsigned char bytes[4];
		random.fill(random.context, bytes, sizeof bytes);
		uint32_t drawn = (uint32_t)bytes[0] | (uint32_t)bytes[1] << 8 |
				 (uint32_t)bytes[2] << 16 | (uint32_t)bytes[3] << 24;
		if (drawn >= skipped)
			return drawn % below;
	}
}
