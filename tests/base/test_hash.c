#include "roundtable/base/clock.h"
#include "roundtable/base/hash.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <time.h>

#include <cmocka.h>

static void assert_hash(struct hash *hash, const char *expected)
{
	unsigned char out[HASH_BYTES];
	char hex[2 * HASH_BYTES + 1];
	hash_end(hash, out);
	hex_write(hex, out, sizeof out);
	assert_string_equal(hex, expected);
}

/* The expected values were computed with another implementation of BLAKE2b. */
static void hashes_as_documented(void **state)
{
	(void)state;
	struct hash hash;
	hash_start(&hash, NULL, 0);
	hash_field(&hash, "abc", 3);
	assert_hash(&hash, "3bdc62cfd65e3b78e3d90e32e0a91ebfbc229c30abe54e6abd16c5d4def0db7b");

	unsigned char key[SESSION_ID_BYTES];
	for (size_t i = 0; i < sizeof key; i++)
		key[i] = (unsigned char)i;
	hash_start(&hash, key, sizeof key);
	hash_field(&hash, "abc", 3);
	hash_field(&hash, NULL, 0);
	hash_field(&hash, "", 0);
	hash_number(&hash, -2);
	assert_hash(&hash, "82f2902b314fe7abe13e7a16c4b277c14a558aba81bdb3628f10c7fbb56192d8");
}

static void ending_wipes_the_state(void **state)
{
	(void)state;
	static const struct hash clean;
	struct hash hash;
	unsigned char out[HASH_BYTES];
	hash_start(&hash, NULL, 0);
	hash_field(&hash, "secret", 6);
	hash_end(&hash, out);
	assert_memory_equal(&hash, &clean, sizeof hash);
	wipe(out, sizeof out);
	assert_memory_equal(out, &clean, sizeof out);
}

static void fields_do_not_run_together(void **state)
{
	(void)state;
	unsigned char a[HASH_BYTES], b[HASH_BYTES], c[HASH_BYTES];
	struct hash hash;
	hash_start(&hash, NULL, 0);
	hash_field(&hash, "ab", 2);
	hash_field(&hash, "c", 1);
	hash_end(&hash, a);
	hash_start(&hash, NULL, 0);
	hash_field(&hash, "a", 1);
	hash_field(&hash, "bc", 2);
	hash_end(&hash, b);
	assert_memory_not_equal(a, b, sizeof a);
	hash_start(&hash, NULL, 0);
	hash_field(&hash, NULL, 0);
	hash_end(&hash, a);
	hash_start(&hash, NULL, 0);
	hash_field(&hash, "", 0);
	hash_end(&hash, c);
	assert_memory_not_equal(a, c, sizeof a);
}

static void hex_goes_both_ways(void **state)
{
	(void)state;
	unsigned char bytes[256], back[256];
	char text[513];
	for (size_t i = 0; i < sizeof bytes; i++)
		bytes[i] = (unsigned char)i;
	hex_write(text, bytes, sizeof bytes);
	assert_int_equal(strlen(text), 512);
	assert_memory_equal(text, "000102", 6);
	assert_string_equal(text + 506, "fdfeff");
	assert_true(hex_read(text, back, sizeof back));
	assert_memory_equal(bytes, back, sizeof bytes);
	assert_true(hex_read("aBFf", back, 2));
	assert_int_equal(back[0], 0xab);
	assert_int_equal(back[1], 0xff);
	assert_true(hex_read("", back, 0));
}

static void bad_hex_changes_nothing(void **state)
{
	(void)state;
	unsigned char back[2] = {1, 2};
	static const char *const bad[] = {
		"", "0", "000", "00000", "00g0", "0x00", " 000", "00 0", "0000 ", "000\xff"};
	for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
		assert_false(hex_read(bad[i], back, 2));
	assert_int_equal(back[0], 1);
	assert_int_equal(back[1], 2);
}

static void seeded_bytes_are_reproducible(void **state)
{
	(void)state;
	struct random_seeded seeded;
	struct random random = random_seeded(&seeded, 7);
	unsigned char bytes[16];
	char hex[33];
	random.fill(random.context, bytes, sizeof bytes);
	hex_write(hex, bytes, sizeof bytes);
	/* Computed with another implementation of BLAKE2b and ChaCha20. */
	assert_string_equal(hex, "29e86682ba4a1505b23973bbcfb5bd76");
	random.fill(random.context, bytes, sizeof bytes);
	hex_write(hex, bytes, sizeof bytes);
	assert_string_equal(hex, "7e232a29ca249f35babfa0e683cade73");
	random = random_seeded(&seeded, 7);
	random.fill(random.context, bytes, sizeof bytes);
	hex_write(hex, bytes, sizeof bytes);
	assert_string_equal(hex, "29e86682ba4a1505b23973bbcfb5bd76");
	random = random_seeded(&seeded, 8);
	random.fill(random.context, bytes, sizeof bytes);
	hex_write(hex, bytes, sizeof bytes);
	assert_string_not_equal(hex, "29e86682ba4a1505b23973bbcfb5bd76");
}

static void numbers_below_are_even(void **state)
{
	(void)state;
	struct random_seeded seeded;
	struct random random = random_seeded(&seeded, 1);
	int seen[6] = {0};
	for (int i = 0; i < 60000; i++) {
		uint32_t drawn = random_below(random, 6);
		assert_in_range(drawn, 0, 5);
		seen[drawn]++;
	}
	for (int i = 0; i < 6; i++)
		assert_in_range(seen[i], 9500, 10500);
	for (int i = 0; i < 100; i++)
		assert_int_equal(random_below(random, 1), 0);
	/* A third of all draws would favour the lower half if none were drawn again. */
	int low = 0;
	for (int i = 0; i < 30000; i++)
		low += random_below(random, UINT32_C(0xC0000000)) < UINT32_C(0x60000000);
	assert_in_range(low, 14500, 15500);
}

struct script {
	const unsigned char *bytes;
	size_t next;
};

static void play(void *context, void *bytes, size_t length)
{
	struct script *script = context;
	memcpy(bytes, script->bytes + script->next, length);
	script->next += length;
}

static void uneven_draws_are_drawn_again(void **state)
{
	(void)state;
	/* 2^32 mod 3 = 1: of all draws 0 alone is one too many. */
	static const unsigned char bytes[] = {0, 0, 0, 0, 5, 0, 0, 0};
	struct script script = {bytes, 0};
	assert_int_equal(random_below((struct random){play, &script}, 3), 2);
	assert_int_equal(script.next, 8);
}

static void the_system_has_time_and_randomness(void **state)
{
	(void)state;
	struct clock clock = clock_system();
	moment now = clock.now(clock.context);
	assert_true(now / 1000 >= (moment)time(NULL) - 5 && now / 1000 <= (moment)time(NULL) + 5);
	struct random random = random_system();
	unsigned char a[32] = {0}, b[32] = {0};
	random.fill(random.context, a, sizeof a);
	random.fill(random.context, b, sizeof b);
	assert_memory_not_equal(a, b, sizeof a);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(hashes_as_documented),
		cmocka_unit_test(ending_wipes_the_state),
		cmocka_unit_test(fields_do_not_run_together),
		cmocka_unit_test(hex_goes_both_ways),
		cmocka_unit_test(bad_hex_changes_nothing),
		cmocka_unit_test(seeded_bytes_are_reproducible),
		cmocka_unit_test(numbers_below_are_even),
		cmocka_unit_test(uneven_draws_are_drawn_again),
		cmocka_unit_test(the_system_has_time_and_randomness),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
