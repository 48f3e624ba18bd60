#ifndef ROUNDTABLE_BASE_DATE_H
#define ROUNDTABLE_BASE_DATE_H

#include "roundtable/base/buf.h"
#include "roundtable/base/clock.h"

#include <stdbool.h>

/** A calendar day as the number yyyymmdd (20261121); 0 is "none". */
typedef int32_t day;

/** The day on which `at` falls, `offset` minutes east of UTC. */
day day_of(moment at, int offset);
/** `d` plus a number of days; 0 stays 0. */
day day_add(day d, int days);
/** 0 Monday ... 6 Sunday. */
int day_weekday(day d);
/**
 * Reads a date as people type it, counted from `today`: 2026-11-27, 27.11.2026, 27/11 (today or
 * the next one to come), `fri`, `friday` (the next one after today), `today`, `tomorrow`, `+3d`,
 * `+2w`, `+1m` (the last day of a month that is too short). Letters in any case. False, with
 * `result` untouched, when it is none of these.
 */
bool day_parse(const char *text, day today, day *result);
/** Appends 2026-11-27; nothing for 0. */
void day_format(struct buf *buf, day d);
/** Appends "14:05", `offset` minutes east of UTC. */
void moment_format_time(struct buf *buf, moment at, int offset);
/** Appends 2026-11-21T14:05:09.123Z. */
void moment_format_iso(struct buf *buf, moment at);

#endif
