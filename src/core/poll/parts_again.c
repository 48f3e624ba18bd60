/* What an opening and a closing say of the parts of the room, made again from the log. */
#include "roundtable/core/parts.h"

#include "../rule.h"

#include <string.h>

static bool same(const struct ids *one, const struct ids *other)
{
	return one->count == other->count &&
	       (one->count == 0 ||
		       memcmp(one->items, other->items, one->count * sizeof *one->items) == 0);
}

bool parts_opened_so(const struct model *then, const struct poll *poll, const struct event *opened)
{
	const struct rare *rare = body_rare(&opened->body);
	struct ids again = {0};

	if (rule_by_part(&poll->rule) && poll->mixing == 0)
		parts_of_voters(then, model_stage(then, poll->stage), &rare->eligible, &again);
	bool so = same(&again, &rare->parts);
	array_finish(&again);
	return so;
}

/* Named ballots say it all. */
static bool counted_so(const struct model *then, const struct poll *poll, const struct rare *closed)
{
	struct body body = {0};
	struct rare *again = body_rare_make(&body);
	struct ballots ballots = {0};
	bool so = poll->hands.count > 0;

	if (!so && ballots_named(then, poll, &ballots)) {
		parts_write(then, poll, &ballots, again);
		so = true;
	}
	so = so && same(&again->parts, &closed->parts) && same(&again->by_part, &closed->by_part) &&
	     again->withheld == closed->withheld;
	ballots_finish(&ballots);
	body_finish(&body);
	return so;
}

/* Whether what stood together at the opening stands together still. */
static bool whole(const struct model *then, const struct poll *poll, const struct ids *shown)
{
	for (size_t one = 0; one < shown->count; one++)
		for (size_t other = 0; other < one; other++) {
			int a = one + 1 < shown->count ? (int)one : -1, b = (int)other;
			if (shown->items[one] >= 0 && shown->items[other] >= 0 &&
				shown->items[one] != shown->items[other] &&
				parts_of_role(then, poll, a) == parts_of_role(then, poll, b))
				return false;
		}
	return true;
}

enum parts_fault parts_closed_so(
	const struct model *then, const struct poll *poll, const struct rare *closed)
{
	int64_t programme = parts_least(model_stage(then, poll->stage)),
		least = programme + (int64_t)(poll->stood_in.count / 2);
	size_t count = parts_count(&closed->parts);

	if (!poll->secret)
		return counted_so(then, poll, closed) ? PARTS_HOLD : PARTS_NOT_COUNTED_SO;
	if (closed->withheld && !parts_beside_rounds(then, poll))
		return PARTS_NOT_COUNTED_SO;
	if (count == 0)
		return PARTS_HOLD;
	if (poll->parts.count == 0 || closed->withheld || !whole(then, poll, &closed->parts))
		return PARTS_NOT_COUNTED_SO;
	for (size_t i = 0; i < count; i++)
		if (closed->by_part.items[i * (closed->by_part.count / count)] < least)
			return PARTS_TOO_SMALL;
	return parts_told_by_rounds(then, poll, &closed->parts, &closed->by_part, programme)
		       ? PARTS_TOLD
		       : PARTS_HOLD;
}
