#ifndef ROUNDTABLE_SRC_TALLY_LIMBS_H
#define ROUNDTABLE_SRC_TALLY_LIMBS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/*
 * Natural numbers of any size as `width` limbs of 64 bits, the lowest first, in the caller's
 * memory. A result that needs more limbs than it has is the caller's mistake.
 */

/** a = value. */
void limbs_set(uint64_t *a, size_t width, uint64_t value);
/** a *= factor. */
void limbs_multiply(uint64_t *a, size_t width, uint64_t factor);
/** a /= divisor, above 0; the remainder. */
uint64_t limbs_divide(uint64_t *a, size_t width, uint64_t divisor);
/** a += b. */
void limbs_add(uint64_t *a, const uint64_t *b, size_t width);
/** a -= b, which must not be above it. */
void limbs_subtract(uint64_t *a, const uint64_t *b, size_t width);
/** Below, at or above 0 as `a` is below, equal to or above `b`. */
int limbs_compare(const uint64_t *a, const uint64_t *b, size_t width);
/** Whether it is 0. */
bool limbs_is_zero(const uint64_t *a, size_t width);
/** How many limbs are needed for it, at least 1. */
size_t limbs_used(const uint64_t *a, size_t width);

#endif
