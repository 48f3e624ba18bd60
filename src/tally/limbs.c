#include "limbs.h"

__extension__ typedef unsigned __int128 wide;

void limbs_set(uint64_t *a, size_t width, uint64_t value)
{
	for (size_t i = 0; i < width; i++)
		a[i] = 0;
	a[0] = value;
}

void limbs_multiply(uint64_t *a, size_t width, uint64_t factor)
{
	wide carry = 0;

	for (size_t i = 0; i < width; i++) {
		carry += (wide)a[i] * factor;
		a[i] = (uint64_t)carry;
		carry >>= 64;
	}
}

uint64_t limbs_divide(uint64_t *a, size_t width, uint64_t divisor)
{
	wide rest = 0;

	for (size_t i = width; i-- > 0;) {
		rest = rest << 64 | a[i];
		a[i] = (uint64_t)(rest / divisor);
		rest %= divisor;
	}
	return (uint64_t)rest;
}

void limbs_add(uint64_t *a, const uint64_t *b, size_t width)
{
	wide carry = 0;

	for (size_t i = 0; i < width; i++) {
		carry += (wide)a[i] + b[i];
		a[i] = (uint64_t)carry;
		carry >>= 64;
	}
}

void limbs_subtract(uint64_t *a, const uint64_t *b, size_t width)
{
	uint64_t borrow = 0;

	for (size_t i = 0; i < width; i++) {
		uint64_t taken = a[i] - b[i], less = taken > a[i];
		a[i] = taken - borrow;
		borrow = less | (a[i] > taken);
	}
}

int limbs_compare(const uint64_t *a, const uint64_t *b, size_t width)
{
	for (size_t i = width; i-- > 0;)
		if (a[i] != b[i])
			return a[i] > b[i] ? 1 : -1;
	return 0;
}

bool limbs_is_zero(const uint64_t *a, size_t width)
{
	return limbs_used(a, width) == 1 && a[0] == 0;
}

size_t limbs_used(const uint64_t *a, size_t width)
{
	while (width > 1 && a[width - 1] == 0)
		width--;
	return width;
}
