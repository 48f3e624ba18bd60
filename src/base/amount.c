#include "roundtable/base/amount.h"

#include <string.h>

/* Spaces are as text_sanitise() leaves them: plain, and none at the ends. */
enum { DIGITS_MAX = 10, PLACES_MAX = 2, GROUP = 3 };

static size_t digits_here(const char *at)
{
	return strspn(at, "0123456789");
}

/* Whole digits: one run, or a run of one to three and then threes parted by spaces. */
static bool read_whole(const char **at, int64_t *whole)
{
	size_t run = digits_here(*at), total = run;
	bool first_short = run >= 1 && run <= GROUP;

	*whole = 0;
	while (run > 0 && total <= DIGITS_MAX) {
		for (size_t i = 0; i < run; i++)
			*whole = *whole * 10 + (*(*at)++ - '0');
		run = **at == ' ' && first_short && digits_here(*at + 1) == GROUP ? GROUP : 0;
		*at += run > 0;
		total += run;
	}
	return total > 0 && total <= DIGITS_MAX;
}

bool amount_parse(const char *text, int64_t *amount)
{
	const char *at = text;
	int64_t whole, part = 0;

	if (!read_whole(&at, &whole))
		return false;
	if (*at == '.' || *at == ',') {
		size_t places = digits_here(++at);
		if (places < 1 || places > PLACES_MAX)
			return false;
		for (size_t i = 0; i < PLACES_MAX; i++)
			part = part * 10 + (i < places ? *at++ - '0' : 0);
	}
	if (*at != '\0')
		return false;
	*amount = whole * AMOUNT_ONE + part;
	return true;
}

void amount_format(struct buf *out, int64_t amount)
{
	int part = (int)(amount % AMOUNT_ONE);

	buf_format(out, "%lld", (long long)(amount / AMOUNT_ONE));
	if (part > 0 && part % 10 == 0)
		buf_format(out, ".%d", part / 10);
	else if (part > 0)
		buf_format(out, ".%02d", part);
}
