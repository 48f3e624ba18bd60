#include "roundtable/base/date.h"

#include <stddef.h>
#include <stdint.h>
#include <string.h>

/*
 * Everything is counted in days since 1970-01-01 in the proleptic Gregorian calendar. Only
 * the years 1 to 9999 can be written as a `day`; what a broken file holds beyond them is
 * taken as the first or last of them, so that no arithmetic here can overflow.
 */
static const int64_t first_day = -719162; /* 0001-01-01 */
static const int64_t last_day = 2932896;  /* 9999-12-31 */

static bool leap_year(int64_t year)
{
	return (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
}

static int month_length(int64_t year, int month)
{
	static const int lengths[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
	return month == 2 && leap_year(year) ? 29 : lengths[month - 1];
}

/* Days since 1970-01-01. Months count from March, so that the leap day is the year's last. */
static int64_t number_of(day d)
{
	int64_t year = d / 10000, month = d / 100 % 100, date = d % 100;
	if (month <= 2) {
		year--;
		month += 12;
	}
	int64_t leap_days = year / 4 - year / 100 + year / 400;
	return year * 365 + leap_days + (153 * (month - 3) + 2) / 5 + date - 1 - 719468;
}

static day day_from(int64_t number)
{
	if (number < first_day)
		number = first_day;
	if (number > last_day)
		number = last_day;
	/* A guess that is never too late and at most a year too early, then stepping on. */
	int64_t year = (number - first_day) * 400 / 146097 + 1;
	while (year > 1 && number_of((day)(year * 10000 + 101)) > number)
		year--;
	while (year < 9999 && number_of((day)((year + 1) * 10000 + 101)) <= number)
		year++;
	int64_t rest = number - number_of((day)(year * 10000 + 101));
	int month = 1;
	while (rest >= month_length(year, month))
		rest -= month_length(year, month++);
	return (day)(year * 10000 + month * 100 + rest + 1);
}

/* Milliseconds since 1970-01-01 by the clock on the wall `offset` minutes east of UTC. */
static int64_t local(moment at, int offset)
{
	if (at < first_day * DAY_MS)
		at = first_day * DAY_MS;
	if (at >= (last_day + 1) * DAY_MS)
		at = (last_day + 1) * DAY_MS - 1;
	return at + offset * MINUTE_MS;
}

static int64_t whole_days(int64_t milliseconds)
{
	return milliseconds / DAY_MS - (milliseconds % DAY_MS < 0);
}

day day_of(moment at, int offset)
{
	return day_from(whole_days(local(at, offset)));
}

day day_add(day d, int days)
{
	return d == 0 ? 0 : day_from(number_of(d) + days);
}

int day_weekday(day d)
{
	/* 1970-01-01 was a Thursday. */
	return (int)(((number_of(d) + 3) % 7 + 7) % 7);
}

/* Reads a number of at most `digits` digits; returns the end, or NULL if there is none. */
static const char *read_number(const char *text, int digits, int *number)
{
	int value = 0, seen = 0;
	while (*text >= '0' && *text <= '9' && seen < digits) {
		value = value * 10 + (*text++ - '0');
		seen++;
	}
	if (seen == 0 || (*text >= '0' && *text <= '9'))
		return NULL;
	*number = value;
	return text;
}

static bool make_day(int year, int month, int date, day *result)
{
	if (year < 1 || year > 9999 || month < 1 || month > 12 || date < 1 ||
		date > month_length(year, month))
		return false;
	*result = year * 10000 + month * 100 + date;
	return true;
}

/* 2026-11-27 */
static bool parse_iso(const char *text, day *result)
{
	int year, month, date;
	const char *at = read_number(text, 4, &year);
	if (!at || at - text != 4 || *at != '-' || !(at = read_number(at + 1, 2, &month)) ||
		*at != '-' || !(at = read_number(at + 1, 2, &date)) || *at)
		return false;
	return make_day(year, month, date, result);
}

/* 27.11.2026, 27/11/2026; 27.11. and 27/11 are today or the next such day to come. */
static bool parse_date(const char *text, day today, day *result)
{
	int year, month, date;
	const char *at = read_number(text, 2, &date);
	if (!at || (*at != '.' && *at != '/'))
		return false;
	char mark = *at;
	at = read_number(at + 1, 2, &month);
	if (!at)
		return false;
	if (*at == mark && at[1]) {
		const char *start = at + 1;
		at = read_number(start, 4, &year);
		return at && at - start == 4 && !*at && make_day(year, month, date, result);
	}
	if (*at && !(mark == '.' && *at == '.'))
		return false;
	/* The 29th of February can be eight years away. */
	for (year = today / 10000; year <= today / 10000 + 8; year++) {
		day found;
		if (make_day(year, month, date, &found) && found >= today) {
			*result = found;
			return true;
		}
	}
	return false;
}

/* The same date `months` later, or the last day of that month if it is shorter. */
static bool add_months(day today, int months, day *result)
{
	int64_t month = (int64_t)today / 10000 * 12 + today / 100 % 100 - 1 + months;
	int year = (int)(month / 12), date = today % 100;
	if (year < 1 || year > 9999)
		return false;
	int longest = month_length(year, (int)(month % 12) + 1);
	return make_day(year, (int)(month % 12) + 1, date < longest ? date : longest, result);
}

/* +3d, +2w, +1m */
static bool parse_later(const char *text, day today, day *result)
{
	int amount;
	if (*text != '+')
		return false;
	text = read_number(text + 1, 4, &amount);
	if (!text || !*text || text[1])
		return false;
	if (*text == 'm')
		return add_months(today, amount, result);
	if (*text != 'd' && *text != 'w')
		return false;
	*result = day_add(today, *text == 'w' ? 7 * amount : amount);
	return true;
}

/* A weekday by its name or a beginning of at least three letters: the next one after today. */
static bool parse_weekday(const char *text, day today, day *result)
{
	static const char *const names[] = {
		"monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"};
	size_t length = strlen(text);
	if (length < 3)
		return false;
	for (int i = 0; i < 7; i++) {
		if (strncmp(names[i], text, length) == 0) {
			int ahead = (i - day_weekday(today) + 7) % 7;
			*result = day_add(today, ahead == 0 ? 7 : ahead);
			return true;
		}
	}
	return false;
}

bool day_parse(const char *text, day today, day *result)
{
	/* Nothing that is a date is longer; what is cut off here could not be one. */
	char word[16];
	while (*text == ' ')
		text++;
	size_t length = strlen(text);
	while (length > 0 && text[length - 1] == ' ')
		length--;
	if (length == 0 || length >= sizeof word)
		return false;
	for (size_t i = 0; i < length; i++)
		word[i] = text[i] >= 'A' && text[i] <= 'Z' ? (char)(text[i] - 'A' + 'a') : text[i];
	word[length] = '\0';

	if (strcmp(word, "today") == 0) {
		*result = today;
		return true;
	}
	if (strcmp(word, "tomorrow") == 0) {
		*result = day_add(today, 1);
		return true;
	}
	return parse_iso(word, result) || parse_date(word, today, result) ||
	       parse_later(word, today, result) || parse_weekday(word, today, result);
}

void day_format(struct buf *buf, day d)
{
	if (d != 0)
		buf_format(buf, "%04d-%02d-%02d", d / 10000, d / 100 % 100, d % 100);
}

void moment_format_time(struct buf *buf, moment at, int offset)
{
	int64_t milliseconds = local(at, offset);
	int minutes = (int)((milliseconds - whole_days(milliseconds) * DAY_MS) / MINUTE_MS);
	buf_format(buf, "%02d:%02d", minutes / 60, minutes % 60);
}

void moment_format_iso(struct buf *buf, moment at)
{
	int64_t milliseconds = local(at, 0);
	int rest = (int)(milliseconds - whole_days(milliseconds) * DAY_MS);
	day_format(buf, day_of(at, 0));
	buf_format(buf, "T%02d:%02d:%02d.%03dZ", rest / 3600000, rest / 60000 % 60,
		rest / 1000 % 60, rest % 1000);
}
