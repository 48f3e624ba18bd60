#ifndef ROUNDTABLE_BASE_HASH_H
#define ROUNDTABLE_BASE_HASH_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { HASH_BYTES = 32, SALT_BYTES = 16, SESSION_ID_BYTES = 16, SHA256_BYTES = 32 };

/** A BLAKE2b-256 hash being computed. */
struct hash {
	_Alignas(64) unsigned char state[384];
};

/** Starts a hash, keyed when `key` is not NULL (`key_length` 16 to 64 bytes). */
void hash_start(struct hash *hash, const void *key, size_t key_length);
/**
 * Adds bytes preceded by their length as 8 bytes, little-endian; NULL counts as length 2^64-1 and
 * no bytes.
 */
void hash_field(struct hash *hash, const void *bytes, size_t length);
/** Adds a number as 8 bytes, little-endian, preceded by its length (8). */
void hash_number(struct hash *hash, int64_t number);
/** Ends it, writes HASH_BYTES and wipes the state. */
void hash_end(struct hash *hash, unsigned char out[HASH_BYTES]);

/** SHA-256 of `count` texts written one after the other, as `sha256sum` would say it. */
void sha256_texts(const char *const *texts, size_t count, unsigned char out[SHA256_BYTES]);

/** Writes 2 × length lower-case hex digits and a NUL. */
void hex_write(char *out, const unsigned char *bytes, size_t length);
/** Reads exactly 2 × length hex digits. */
bool hex_read(const char *text, unsigned char *bytes, size_t length);
/** Overwrites memory in a way the compiler keeps. */
void wipe(void *bytes, size_t length);

#endif
