/* Amounts of money: decimals in the file, whole smallest units here. */
#include "reading.h"

#include "roundtable/base/mem.h"

#include <string.h>

enum { DECIMALS_MAX = 6 };
/* In money, and in its smallest units: a thousand costs can still be added up. */
#define MONEY_MAX INT64_C(1000000000000)
#define UNITS_MAX INT64_C(1000000000000000)

static int64_t power_of_ten(int exponent)
{
	int64_t power = 1;

	while (exponent-- > 0)
		power *= 10;
	return power;
}

bool money_read(struct piece piece, struct money *money)
{
	struct piece rest = piece, whole = part_before(&rest, '.');
	int64_t units, parts = 0;
	bool point = whole.length < piece.length;

	if (!piece_number(whole, &units) || units > MONEY_MAX)
		return false;
	/* 12.50 and 12.500000000 are the same amount */
	while (rest.length > 1 && rest.bytes[rest.length - 1] == '0')
		rest.length--;
	if (point && (rest.length > DECIMALS_MAX || !piece_number(rest, &parts)))
		return false;
	money->decimals = parts == 0 ? 0 : (int)rest.length;
	money->value = units * power_of_ten(money->decimals) + parts;
	return true;
}

static int decimals_of(int64_t money)
{
	int decimals = 0;

	while (money >= 10) {
		money /= 10;
		decimals++;
	}
	return decimals;
}

/* The amount in units of 10^-decimals; false when they are too many. */
static bool in_units(const struct money *money, int decimals, int64_t *units)
{
	int64_t finer = power_of_ten(decimals - money->decimals);

	if (money->value > UNITS_MAX / finer)
		return false;
	*units = money->value * finer;
	return true;
}

bool money_keep(struct election *election, const struct money *costs, const struct money *budget)
{
	size_t options = election->names.count;
	int decimals = budget != NULL ? budget->decimals : 0;
	bool fits = true;

	for (size_t i = 0; i < options; i++)
		if (costs[i].decimals > decimals)
			decimals = costs[i].decimals;
	election->costs = mem_alloc(options + 1, sizeof *election->costs);
	for (size_t i = 0; i < options; i++)
		fits &= in_units(&costs[i], decimals, &election->costs[i]);
	election->budget = -1;
	if (budget != NULL)
		fits &= in_units(budget, decimals, &election->budget);
	election->money = power_of_ten(decimals);
	return fits;
}

/* Makes the smallest unit of the election smaller; false when an amount would not fit. */
static bool make_finer(struct election *election, int decimals)
{
	int now = decimals_of(election->money);
	size_t options = election->costs != NULL ? election->names.count : 0;
	int64_t units;

	for (size_t i = 0; i < options; i++)
		if (!in_units(&(struct money){election->costs[i], now}, decimals, &units))
			return false;
	if (!in_units(&(struct money){election->budget, now}, decimals, &units))
		return false;
	for (size_t i = 0; i < options; i++)
		election->costs[i] *= power_of_ten(decimals - now);
	if (election->budget > 0)
		election->budget *= power_of_ten(decimals - now);
	election->money = power_of_ten(decimals);
	return true;
}

bool election_money(struct election *election, const char *text, int64_t *amount)
{
	int now = decimals_of(election->money);
	struct money money;
	int64_t units;

	if (!money_read((struct piece){text, strlen(text)}, &money) ||
		!in_units(&money, money.decimals > now ? money.decimals : now, &units) ||
		(money.decimals > now && !make_finer(election, money.decimals)))
		return false;
	*amount = units;
	return true;
}
