#include "roundtable/tally/profile.h"

#include "roundtable/base/hash.h"
#include "roundtable/base/mem.h"

#include <stdlib.h>
#include <string.h>

int64_t profile_weight(const struct tally_profile *profile, size_t row)
{
	return profile->weights != NULL ? profile->weights[row] : 1;
}

struct ticket {
	unsigned char digest[SHA256_BYTES];
	size_t option;
};

static int compare_tickets(const void *a, const void *b)
{
	const struct ticket *one = a, *other = b;
	int by_digest = memcmp(one->digest, other->digest, sizeof one->digest);

	/* equal digests mean equal names, which the caller excludes; the order stays defined */
	return by_digest != 0 ? by_digest
			      : (one->option > other->option) - (one->option < other->option);
}

void lot_draw(const char *seed, const char *const *names, size_t options, size_t *order)
{
	struct ticket *tickets = mem_alloc(options + 1, sizeof *tickets);

	for (size_t i = 0; i < options; i++) {
		const char *const parts[] = {seed, "\n", names[i]};
		sha256_texts(parts, 3, tickets[i].digest);
		tickets[i].option = i;
	}
	qsort(tickets, options, sizeof *tickets, compare_tickets);
	for (size_t i = 0; i < options; i++)
		order[i] = tickets[i].option;
	array_free(tickets);
}
