/* A count in plain sentences. */
#include "roundtable/core/explain.h"

#include "../words.h"
#include "telling.h"

#include "roundtable/base/i18n.h"

#include <stddef.h>

/* Longer ones are easier to read as fractions. */
enum { DECIMALS_MAX = 6 };

static bool is_power_of_ten(int64_t unit)
{
	while (unit > 1 && unit % 10 == 0)
		unit /= 10;
	return unit == 1;
}

static uint64_t magnitude(int64_t value)
{
	return value < 0 ? -(uint64_t)value : (uint64_t)value;
}

static void add_decimal(uint64_t value, uint64_t unit, struct buf *out)
{
	buf_format(out, "%llu", (unsigned long long)(value / unit));
	if (unit > 1)
		buf_byte(out, '.');
	for (uint64_t part = unit / 10; part > 0; part /= 10)
		buf_byte(out, (char)('0' + value / part % 10));
}

static uint64_t common_divisor(uint64_t a, uint64_t b)
{
	while (b != 0) {
		uint64_t rest = a % b;
		a = b;
		b = rest;
	}
	return a;
}

/* How many decimals say 1/of exactly; -1 when no number of them does. */
static int decimals_of(uint64_t of)
{
	int twos = 0, fives = 0;

	for (; of % 2 == 0; of /= 2)
		twos++;
	for (; of % 5 == 0; of /= 5)
		fives++;
	return of > 1 ? -1 : twos > fives ? twos : fives;
}

/* In lowest terms: whole, with decimals where that is exact, else as a fraction. */
static void add_fraction(uint64_t size, uint64_t of, struct buf *out)
{
	uint64_t divisor = common_divisor(size, of), unit = 1;
	int decimals;

	size /= divisor;
	of /= divisor;
	decimals = decimals_of(of);
	for (int i = 0; i < decimals; i++)
		unit *= 10;
	if (decimals < 0 || decimals > DECIMALS_MAX || size > UINT64_MAX / unit)
		buf_format(out, "%llu/%llu", (unsigned long long)size, (unsigned long long)of);
	else
		add_decimal(size * (unit / of), unit, out);
}

void explain_amount(int64_t value, int64_t unit, struct buf *out)
{
	uint64_t size = magnitude(value), of = unit > 1 ? (uint64_t)unit : 1;

	if (value < 0)
		buf_byte(out, '-');
	if (is_power_of_ten((int64_t)of))
		add_decimal(size, of, out);
	else
		add_fraction(size, of, out);
}

void explain_mean(int64_t total, int64_t count, struct buf *out)
{
	if (total < 0)
		buf_byte(out, '-');
	add_fraction(magnitude(total), (uint64_t)count, out);
}

static void add_name(const struct telling *telling, size_t option, struct buf *out)
{
	buf_format(out, _("“%s”"), telling->names[option]);
}

void telling_join(struct buf *list, const struct buf *next, bool first, bool last)
{
	struct buf joined = {0};

	if (first)
		buf_text_add(&joined, buf_text(next));
	else if (last)
		buf_format(&joined, _("%1$s and %2$s"), buf_text(list), buf_text(next));
	else
		buf_format(&joined, _("%1$s, %2$s"), buf_text(list), buf_text(next));
	buf_finish(list);
	*list = joined;
}

void telling_names(
	const struct telling *telling, const size_t *options, size_t count, struct buf *out)
{
	struct buf list = {0}, next = {0};

	for (size_t i = 0; i < count; i++) {
		buf_clear(&next);
		add_name(telling, options[i], &next);
		telling_join(&list, &next, i == 0, i + 1 == count);
	}
	buf_text_add(out, buf_text(&list));
	buf_finish(&list);
	buf_finish(&next);
}

void tell_end(const struct telling *telling)
{
	buf_byte(telling->out, '\n');
}

void tell_line(const struct telling *telling, const char *sentence)
{
	buf_text_add(telling->out, sentence);
	tell_end(telling);
}

void tell_names(const struct telling *telling, const struct tally_list *who, const char *one,
	const char *several)
{
	struct buf names = {0};

	telling_names(telling, who->items, who->count, &names);
	buf_format(telling->out, who->count == 1 ? one : several, buf_text(&names));
	tell_end(telling);
	buf_finish(&names);
}

/* --- the rule and the ballots --- */

static void tell_seats(const struct telling *telling)
{
	int seats = telling->rule->seats > 0 ? telling->rule->seats : 1;

	buf_format(telling->out,
		ngettext("%d option is elected.", "%d options are elected.", words_plural(seats)),
		seats);
	tell_end(telling);
}

static void tell_rule(const struct telling *telling)
{
	const struct tally_method *method = telling->method;
	struct buf how = {0};

	words_rule(telling->rule, telling->about->groups, &how);
	buf_format(telling->out, _("The rule: %1$s. %2$s"), _(method->title), buf_text(&how));
	tell_end(telling);
	buf_finish(&how);
	if (method->needs & NEED_SEATS)
		tell_seats(telling);
	if (method->needs & NEED_CREDITS) {
		buf_format(
			telling->out, _("A ballot may spend up to %d."), tally_dots(telling->rule));
		tell_end(telling);
	}
	if (method->needs & NEED_SCALE) {
		buf_format(telling->out, _("The scale goes from 0 to %d."),
			tally_scale(telling->rule));
		tell_end(telling);
	}
	if (telling->rule->mean)
		tell_line(telling, _("The mean of those who scored an option decides."));
	if ((method->needs & NEED_SEED) && telling->rule->seed != NULL) {
		buf_format(telling->out,
			_("Ties are broken by the lot of the seed “%s”, which was published "
			  "before the count."),
			telling->rule->seed);
		tell_end(telling);
	}
	if (telling->result->lot.count > 0)
		tell_names(telling, &telling->result->lot, _("The order of the lot: %s."),
			_("The order of the lot: %s."));
}

static void tell_ballots(const struct telling *telling)
{
	const struct tally_heads *heads = &telling->result->sums.heads;
	long long valid = heads->cast - heads->blank - heads->spoilt;

	buf_format(telling->out,
		ngettext("%1$lld of %2$lld who could vote handed in a ballot; %3$lld count.",
			"%1$lld of %2$lld who could vote handed in ballots; %3$lld count.",
			words_plural(heads->cast)),
		(long long)heads->cast, (long long)(heads->eligible - heads->stepped_out), valid);
	tell_end(telling);
	if (heads->blank > 0) {
		buf_format(telling->out,
			ngettext("%lld ballot was blank.", "%lld ballots were blank.",
				words_plural(heads->blank)),
			(long long)heads->blank);
		tell_end(telling);
	}
	if (heads->spoilt > 0) {
		buf_format(telling->out,
			ngettext("%lld ballot did not follow the rule and was not counted.",
				"%lld ballots did not follow the rule and were not counted.",
				words_plural(heads->spoilt)),
			(long long)heads->spoilt);
		tell_end(telling);
	}
}

/* --- the outcome --- */

static void tell_places(const struct telling *telling)
{
	const struct tally_result *result = telling->result;
	size_t options = result->order != NULL ? result->sums.options : 0;

	for (size_t from = 0, end; from < options; from = end) {
		struct buf names = {0};
		for (end = from + 1; end < options; end++)
			if (result->level[result->order[end]] != result->level[result->order[from]])
				break;
		telling_names(telling, result->order + from, end - from, &names);
		buf_format(telling->out,
			end - from == 1 ? _("Place %1$zu: %2$s.") : _("Place %1$zu, level: %2$s."),
			from + 1, buf_text(&names));
		tell_end(telling);
		buf_finish(&names);
	}
}

/* Where the last stage could not be gone through, the winners are those who are possible. */
static bool stopped_by_tie(const struct tally_result *result)
{
	size_t stages = result->stages.count;

	return stages > 0 && result->stages.items[stages - 1].kind == STAGE_STOP;
}

static void tell_ranked(const struct telling *telling)
{
	const struct tally_result *result = telling->result;

	if (telling->method->needs & NEED_BUDGET) {
		if (result->elected.count == 0)
			tell_line(telling, _("No project is bought."));
		else
			tell_names(telling, &result->elected, _("Bought: %s."),
				_("Bought, in this order: %s."));
	} else if (telling->method->needs & NEED_SEATS) {
		tell_names(telling, &result->elected, _("Elected: %s."),
			_("Elected, in this order: %s."));
	} else {
		if (result->winners.count > 0)
			tell_names(telling, &result->winners, _("The winner is %s."),
				!stopped_by_tie(result)
					? _("These share the first place, and the tie stands: %s.")
					: _("Which of these wins depends on a tie that nothing "
					    "breaks: %s."));
		if (result->possible.count > result->winners.count)
			tell_names(telling, &result->possible, "%s",
				_("Broken in other ways, the ties could have made any of these "
				  "win: %s."));
	}
}

static void tell_stopped(const struct telling *telling)
{
	const struct tally_result *result = telling->result;
	bool seats = (telling->method->needs & NEED_SEATS) != 0;

	if (result->elected.count > 0)
		tell_names(telling, &result->elected, _("Elected so far: %s."),
			_("Elected so far, in this order: %s."));
	if (result->winners.count > 0 && !seats)
		tell_names(telling, &result->winners, _("Only %s can win."),
			_("Which of these wins depends on a tie that nothing breaks: %s."));
	if (seats)
		tell_line(telling, _("The count cannot go on: a tie stands, and no seed was "
				     "published to break it."));
	else if (result->winners.count == 0)
		tell_line(telling, _("Who can win is not determined: there are too many ways to "
				     "break the ties. A seed, published before the count, breaks "
				     "them."));
}

static void tell_outcome(const struct telling *telling)
{
	enum tally_outcome outcome = telling->result->outcome;
	struct buf line = {0};

	if (outcome == OUTCOME_RANKED || outcome == OUTCOME_STOPPED)
		words_quorum(telling->rule, telling->result, &line);
	else
		words_outcome(telling->rule, telling->result, &line);
	if (line.count > 0)
		tell_line(telling, buf_text(&line));
	if (outcome == OUTCOME_RANKED)
		tell_ranked(telling);
	else if (outcome == OUTCOME_STOPPED)
		tell_stopped(telling);
	buf_finish(&line);
}

static struct telling telling_of(const struct explained *about, struct buf *out)
{
	return (struct telling){about->rule, tally_method(about->rule->method), about->result,
		about->names, about, out};
}

void explain_outcome(const struct explained *about, struct buf *out)
{
	struct telling telling = telling_of(about, out);

	tell_outcome(&telling);
}

void explain_count(const struct explained *about, struct buf *out)
{
	struct telling telling = telling_of(about, out);

	tell_rule(&telling);
	tell_ballots(&telling);
	tell_figures(&telling);
	tell_stages(&telling);
	if (about->result->outcome == OUTCOME_RANKED && about->result->elected.count == 0 &&
		!about->tabled)
		tell_places(&telling);
	tell_outcome(&telling);
}
