#include "roundtable/base/hash.h"

#include <sodium.h>
#include <stdlib.h>
#include <string.h>

_Static_assert(
	sizeof(crypto_generichash_state) <= sizeof((struct hash *)0)->state, "the state fits");
_Static_assert(
	_Alignof(struct hash) % _Alignof(crypto_generichash_state) == 0, "the state is aligned");
_Static_assert(SESSION_ID_BYTES >= crypto_generichash_KEYBYTES_MIN &&
		       SALT_BYTES >= crypto_generichash_KEYBYTES_MIN,
	"session ids and salts can be keys");

static crypto_generichash_state *state_of(struct hash *hash)
{
	return (crypto_generichash_state *)(void *)hash->state;
}

static void add_length(struct hash *hash, uint64_t length)
{
	unsigned char bytes[8];
	for (size_t i = 0; i < sizeof bytes; i++)
		bytes[i] = (unsigned char)(length >> (8 * i));
	crypto_generichash_update(state_of(hash), bytes, sizeof bytes);
}

void hash_start(struct hash *hash, const void *key, size_t key_length)
{
	/* Shorter keys are a mistake in our own code, and a weaker hash must not pass for one. */
	if (key && (key_length < crypto_generichash_KEYBYTES_MIN ||
			   key_length > crypto_generichash_KEYBYTES_MAX))
		abort();
	crypto_generichash_init(state_of(hash), key, key ? key_length : 0, HASH_BYTES);
}

void hash_field(struct hash *hash, const void *bytes, size_t length)
{
	if (!bytes) {
		add_length(hash, UINT64_MAX);
		return;
	}
	add_length(hash, length);
	crypto_generichash_update(state_of(hash), bytes, length);
}

void hash_number(struct hash *hash, int64_t number)
{
	add_length(hash, 8);
	add_length(hash, (uint64_t)number);
}

void hash_end(struct hash *hash, unsigned char out[HASH_BYTES])
{
	crypto_generichash_final(state_of(hash), out, HASH_BYTES);
	sodium_memzero(hash, sizeof *hash);
}

void sha256_texts(const char *const *texts, size_t count, unsigned char out[SHA256_BYTES])
{
	crypto_hash_sha256_state state;

	crypto_hash_sha256_init(&state);
	for (size_t i = 0; i < count; i++)
		crypto_hash_sha256_update(
			&state, (const unsigned char *)texts[i], strlen(texts[i]));
	crypto_hash_sha256_final(&state, out);
}

void hex_write(char *out, const unsigned char *bytes, size_t length)
{
	static const char digits[] = "0123456789abcdef";
	for (size_t i = 0; i < length; i++) {
		*out++ = digits[bytes[i] >> 4];
		*out++ = digits[bytes[i] & 15];
	}
	*out = '\0';
}

/* The value of one hex digit, -1 if it is none. */
static int hex_digit(char c)
{
	if (c >= '0' && c <= '9')
		return c - '0';
	if (c >= 'a' && c <= 'f')
		return c - 'a' + 10;
	if (c >= 'A' && c <= 'F')
		return c - 'A' + 10;
	return -1;
}

bool hex_read(const char *text, unsigned char *bytes, size_t length)
{
	if (strlen(text) != 2 * length)
		return false;
	for (size_t i = 0; i < 2 * length; i++) {
		if (hex_digit(text[i]) < 0)
			return false;
	}
	for (size_t i = 0; i < length; i++)
		bytes[i] =
			(unsigned char)(hex_digit(text[2 * i]) << 4 | hex_digit(text[2 * i + 1]));
	return true;
}

void wipe(void *bytes, size_t length)
{
	sodium_memzero(bytes, length);
}
