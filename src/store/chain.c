#include "internal.h"

#include <string.h>

bool chain_start(struct chain *chain, const char *id)
{
	struct chain start = {0};

	if (!id || !hex_read(id, start.key, sizeof start.key))
		return false;
	*chain = start;
	return true;
}

void chain_digest(const unsigned char salt[SALT_BYTES], const char *words, size_t length,
	unsigned char digest[HASH_BYTES])
{
	struct hash hash;

	hash_start(&hash, NULL, 0);
	hash_field(&hash, salt, SALT_BYTES);
	hash_field(&hash, words, length);
	hash_end(&hash, digest);
}

void chain_hash(const struct chain *chain, const struct link *link, unsigned char out[HASH_BYTES])
{
	struct hash hash;

	hash_start(&hash, chain->key, sizeof chain->key);
	hash_field(&hash, chain->head, sizeof chain->head);
	hash_number(&hash, link->seq);
	hash_number(&hash, link->at);
	hash_number(&hash, link->step);
	if (link->by == BY_NOBODY)
		hash_field(&hash, NULL, 0);
	else
		hash_number(&hash, link->by);
	hash_field(&hash, link->kind, strlen(link->kind));
	hash_field(&hash, link->body, link->body_length);
	hash_field(&hash, link->digest, link->digest ? HASH_BYTES : 0);
	hash_end(&hash, out);
}
