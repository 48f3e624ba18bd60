/* Who spoke how long, by role: sums of the turns as they were clicked. */
#include "roundtable/core/balance.h"

#include "../rule.h"
#include "../words.h"

#include "roundtable/base/i18n.h"
#include "roundtable/core/parts.h"

enum { TILT_PERCENT = 10 };

/* How much of these spans lies in between. */
static int64_t within(const struct spans *spans, moment from, moment to)
{
	int64_t sum = 0;

	for (size_t i = 0; i < spans->count; i++) {
		const struct span *span = &spans->items[i];
		moment first = span->from > from ? span->from : from;
		moment last = span->to != 0 && span->to < to ? span->to : to;
		sum += last > first ? last - first : 0;
	}
	return sum;
}

static int64_t length(const struct model *model, const struct turn *turn, moment now)
{
	moment to = turn->to != 0 ? turn->to : now;
	int64_t left_out = within(&model->pauses, turn->from, to) +
			   within(&model->off_records, turn->from, to);

	return to - turn->from > left_out ? to - turn->from - left_out : 0;
}

static bool has_voice(const struct person *person)
{
	return !person->withdrawn && (person->votes || person->duty == DUTY_NONE);
}

static bool came(const struct person *person)
{
	return person->status == STATUS_HERE || person->status == STATUS_LATE ||
	       person->status == STATUS_LEFT;
}

/* How long somebody spoke, -1: they did not. */
static int64_t spoken(const struct model *model, int stage, int64_t person, moment now)
{
	int64_t sum = -1;

	for (size_t i = 0; i < model->turns.count; i++) {
		const struct turn *turn = &model->turns.items[i];
		if (turn->person == person && (stage == BALANCE_SESSION || turn->stage == stage))
			sum = (sum < 0 ? 0 : sum) + length(model, turn, now);
	}
	return sum;
}

/* The part a person is of; parts are made of those who are counted, so there is one. */
static size_t part_of(const struct ids *parts, const struct person *person)
{
	size_t at = person->role >= 0 && (size_t)person->role + 1 < parts->count
			    ? (size_t)person->role
			    : parts->count - 1;

	return (size_t)parts->items[at];
}

void balance_of(const struct model *model, int stage, moment now, struct balance *balance)
{
	struct ids persons = {0}, times = {0};

	balance_finish(balance);
	if (model->plan == NULL)
		return;
	for (size_t i = 0; i < model->persons.count; i++) {
		const struct person *person = &model->persons.items[i];
		int64_t time = spoken(model, stage, person->id, now);
		if (!has_voice(person) || (time < 0 && !came(person)))
			continue;
		ids_add(&persons, person->id);
		ids_add(&times, time);
		balance->time += time > 0 ? time : 0;
		balance->heard += time >= 0;
		if (time < 0 && person_here(person))
			ids_add(&balance->silent, person->id);
	}
	balance->people = persons.count;
	parts_of_people(model, &persons, false, 0, &balance->parts);
	for (size_t i = 0; i < parts_count(&balance->parts); i++)
		*array_push(&balance->by_part) = (struct balance_part){0};
	for (size_t i = 0; i < persons.count && balance->parts.count > 0; i++) {
		const struct person *person = model_person(model, persons.items[i]);
		struct balance_part *part =
			&balance->by_part.items[part_of(&balance->parts, person)];
		part->people++;
		part->time += times.items[i] > 0 ? times.items[i] : 0;
	}
	array_finish(&persons);
	array_finish(&times);
}

void balance_finish(struct balance *balance)
{
	array_finish(&balance->silent);
	array_finish(&balance->parts);
	array_finish(&balance->by_part);
	*balance = (struct balance){0};
}

int balance_percent(int64_t part, int64_t whole)
{
	if (whole <= 0)
		return 0;
	/* ms of ten thousand years times 200 fit, but a log may hold anything */
	while (whole > INT64_MAX / 256) {
		whole /= 2;
		part /= 2;
	}
	return (int)((part * 200 + whole) / (whole * 2));
}

/* --- words --- */

static void words_time(int64_t time, struct buf *out)
{
	int64_t minutes = (time + MINUTE_MS / 2) / MINUTE_MS;

	if (minutes == 0)
		buf_text_add(out, _("Less than a minute was spoken, as clicked."));
	else
		buf_format(out,
			ngettext("%lld minute was spoken, as clicked.",
				"%lld minutes were spoken, as clicked.", words_plural(minutes)),
			(long long)minutes);
}

void sentence_balance(const struct balance *balance, struct buf *out)
{
	if (balance->heard == 0)
		return;
	words_begin(out);
	words_time(balance->time, out);
	words_begin(out);
	buf_format(out,
		ngettext("%1$zu of %2$zu person was heard.", "%1$zu of %2$zu people were heard.",
			(unsigned long)balance->people),
		balance->heard, balance->people);
	if (balance->parts.count > 0)
		return;
	words_begin(out);
	buf_text_add(out, _("It is not shown by role: there would not be two parts of the room "
			    "with three people each."));
}

int balance_time(const struct balance *balance, size_t part)
{
	return balance_percent(balance->by_part.items[part].time, balance->time);
}

int balance_people(const struct balance *balance, size_t part)
{
	return balance_percent(balance->by_part.items[part].people, (int64_t)balance->people);
}

void sentence_balance_part(const struct balance *balance, size_t part, struct buf *out)
{
	buf_format(out, _("%1$d %% of the time, %2$d %% of the people"),
		balance_time(balance, part), balance_people(balance, part));
}

/* How much more of the time than of the people a part has, in hundredths. */
static int tilt(const struct balance *balance, size_t part)
{
	return balance_time(balance, part) - balance_people(balance, part);
}

void sentence_balance_tilt(
	const struct model *model, const struct balance *balance, struct buf *out)
{
	size_t most = 0, least = 0;
	struct buf name = {0};

	for (size_t i = 1; i < balance->by_part.count; i++) {
		most = tilt(balance, i) > tilt(balance, most) ? i : most;
		least = tilt(balance, i) < tilt(balance, least) ? i : least;
	}
	if (balance->heard == 0 || balance->by_part.count == 0)
		return;
	if (tilt(balance, most) >= TILT_PERCENT) {
		sentence_part(model, &balance->parts, most, &name);
		words_begin(out);
		buf_format(out,
			_("More of the time than of the people: %1$s, with %2$d %% of the time and "
			  "%3$d %% of the people."),
			buf_text(&name), balance_time(balance, most),
			balance_people(balance, most));
	}
	buf_clear(&name);
	if (tilt(balance, least) <= -TILT_PERCENT) {
		sentence_part(model, &balance->parts, least, &name);
		words_begin(out);
		buf_format(out,
			_("Less of the time than of the people: %1$s, with %2$d %% of the time and "
			  "%3$d %% of the people."),
			buf_text(&name), balance_time(balance, least),
			balance_people(balance, least));
	}
	buf_finish(&name);
}

void audience_add_balance(const struct model *model, moment now, struct audience *audience)
{
	struct balance balance = {0};

	if (model->balance_shown)
		balance_of(model, BALANCE_SESSION, now, &balance);
	for (size_t i = 0; i < balance.by_part.count && balance.heard > 0; i++) {
		struct buf name = {0}, figure = {0};
		sentence_part(model, &balance.parts, i, &name);
		sentence_balance_part(&balance, i, &figure);
		texts_add(&audience->said, buf_text(&name));
		struct audience_item *item = audience_add(audience, ITEM_SHARE, -1 - (int64_t)i,
			audience->said.items[audience->said.count - 1]);
		item->value = balance_time(&balance, i);
		item->total = 100;
		item->level = (size_t)balance_people(&balance, i);
		item->figure = buf_take(&figure);
		buf_finish(&name);
	}
	balance_finish(&balance);
}
