#ifndef ROUNDTABLE_BASE_AMOUNT_H
#define ROUNDTABLE_BASE_AMOUNT_H

#include "roundtable/base/buf.h"

#include <stdbool.h>
#include <stdint.h>

/** Hours, money and the like, as people write them; kept in hundredths so that sums are exact. */
enum { AMOUNT_ONE = 100 };

/**
 * Reads "3", "2.5", "2,5", "1 200" or "1 200.50" in hundredths: digits, those of thousands parted
 * by spaces if at all, and one or two places behind a point or a comma. "1.200" is refused: one
 * reads a thousand in it where another reads one. At most ten digits before the point; no sign.
 * False for all else, empty text included; `amount` is untouched then.
 */
bool amount_parse(const char *text, int64_t *amount);
/** Appends an amount as it is read back: "3", "2.5", "1200.50". */
void amount_format(struct buf *out, int64_t amount);

#endif
