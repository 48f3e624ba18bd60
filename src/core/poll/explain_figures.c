/* The figures of a count in plain sentences, where the ballots are not counted in stages. */
#include "telling.h"

#include "../words.h"

#include "roundtable/base/i18n.h"

static void tell_pairs(const struct telling *telling)
{
	const struct tally_sums *sums = &telling->result->sums;

	for (size_t a = 0; a < sums->options; a++) {
		for (size_t b = a + 1; b < sums->options; b++) {
			buf_format(telling->out,
				_("Ballots with “%1$s” above “%2$s”: %3$lld; the other way round: "
				  "%4$lld."),
				telling->names[a], telling->names[b],
				(long long)sums->pairs[a * sums->options + b],
				(long long)sums->pairs[b * sums->options + a]);
			tell_end(telling);
		}
	}
}

static void tell_paths(const struct telling *telling)
{
	const struct tally_result *result = telling->result;
	size_t options = result->sums.options;

	for (size_t a = 0; a < options; a++) {
		for (size_t b = a + 1; b < options; b++) {
			buf_format(telling->out,
				_("The strongest path from “%1$s” to “%2$s” is worth %3$lld, the "
				  "one back %4$lld."),
				telling->names[a], telling->names[b],
				(long long)result->paths[a * options + b],
				(long long)result->paths[b * options + a]);
			tell_end(telling);
		}
	}
}

/* The figure of one option: what it has in all, or its mean. */
static void tell_total(const struct telling *telling, size_t option, bool mean)
{
	const struct tally_result *result = telling->result;
	long long givers = result->sums.givers[option];
	struct buf amount = {0}, average = {0};

	explain_amount(result->sums.totals[option], result->unit, &amount);
	if (mean && givers > 0) {
		explain_mean(result->sums.totals[option], givers, &average);
		buf_format(telling->out,
			ngettext("“%1$s”: %2$s in all, from %3$lld ballot, a mean of %4$s.",
				"“%1$s”: %2$s in all, from %3$lld ballots, a mean of %4$s.",
				words_plural(givers)),
			telling->names[option], buf_text(&amount), givers, buf_text(&average));
	} else {
		buf_format(telling->out,
			ngettext("“%1$s”: %2$s in all, from %3$lld ballot.",
				"“%1$s”: %2$s in all, from %3$lld ballots.", words_plural(givers)),
			telling->names[option], buf_text(&amount), givers);
	}
	tell_end(telling);
	buf_finish(&amount);
	buf_finish(&average);
}

static void tell_totals(const struct telling *telling, bool mean)
{
	const struct tally_result *result = telling->result;

	if (result->sums.ranks > 0) {
		buf_format(telling->out,
			_("An option that a ballot does not rank counts as place %zu there."),
			result->sums.ranks + 1);
		tell_end(telling);
	}
	for (size_t i = 0; i < result->sums.options && !telling->about->tabled; i++)
		tell_total(telling, result->order != NULL ? result->order[i] : i, mean);
	if (mean && result->needed > 1) {
		buf_format(telling->out,
			_("Only who was scored on at least %1$lld of the %2$lld ballots can come "
			  "first."),
			(long long)result->needed, (long long)result->base);
		tell_end(telling);
	}
}

/* Grade k: its name, or its number. */
static void add_grade(const struct telling *telling, size_t grade, struct buf *out)
{
	if (telling->about->grades != NULL)
		buf_text_add(out, telling->about->grades[grade]);
	else
		buf_format(out, "%zu", grade);
}

/* "poor 32, fair 42, good 26" */
static void add_spread(const struct telling *telling, size_t option, struct buf *out)
{
	const struct tally_sums *sums = &telling->result->sums;
	struct buf next = {0};

	for (size_t grade = 0; grade < sums->steps; grade++) {
		buf_clear(&next);
		add_grade(telling, grade, &next);
		buf_format(&next, " %lld", (long long)sums->spread[option * sums->steps + grade]);
		telling_join(out, &next, grade == 0, false);
	}
	buf_finish(&next);
}

/* Majority judgment: the lower middle one of all grades, and how many gave more or less. */
static void tell_grades(const struct telling *telling)
{
	const struct tally_result *result = telling->result;

	for (size_t i = 0; i < result->sums.options; i++) {
		size_t option = result->order != NULL ? result->order[i] : i;
		const struct tally_middle *middle = &result->middles[option];
		struct buf spread = {0}, grade = {0};
		add_spread(telling, option, &spread);
		add_grade(telling, middle->low, &grade);
		buf_format(telling->out,
			_("“%1$s”: %2$s. The majority grade is %3$s; %4$lld gave more, %5$lld "
			  "less."),
			telling->names[option], buf_text(&spread), buf_text(&grade),
			(long long)middle->above, (long long)middle->below);
		tell_end(telling);
		buf_finish(&spread);
		buf_finish(&grade);
	}
}

/* Ratings: how often each answer was given, and the disagreement. */
static void tell_ratings(const struct telling *telling)
{
	const struct tally_sums *sums = &telling->result->sums;

	for (size_t i = 0; i < sums->options; i++) {
		struct buf spread = {0};
		struct tally_rating rating;
		add_spread(telling, i, &spread);
		tally_rating(telling->rule, sums->spread + i * sums->steps, &rating);
		if (rating.answers > 0)
			buf_format(telling->out, _("“%1$s”: %2$s. Disagreement %3$d of 100."),
				telling->names[i], buf_text(&spread), tally_rating_apart(&rating));
		else
			buf_format(telling->out, _("“%1$s”: nobody rated it."), telling->names[i]);
		tell_end(telling);
		buf_finish(&spread);
	}
}

static void tell_bar(const struct telling *telling)
{
	const struct tally_result *result = telling->result;

	if (telling->rule->bar <= 0)
		return;
	buf_format(telling->out,
		_("%1$lld of %2$lld reach the bar that was agreed, “%3$d”; %4$lld must."),
		(long long)result->reached, (long long)result->base, telling->rule->bar,
		(long long)result->needed);
	tell_end(telling);
}

/* How often each answer was given; where the answers are a scale, what lies in the middle. */
static void tell_answers(const struct telling *telling)
{
	const struct tally_result *result = telling->result;
	long long blocks = result->blocks;

	for (size_t i = 0; i < result->sums.options; i++) {
		long long times = result->sums.totals[i];
		buf_format(telling->out,
			ngettext("“%1$s”: %2$lld answer.", "“%1$s”: %2$lld answers.",
				words_plural(times)),
			telling->names[i], times);
		tell_end(telling);
	}
	if (telling->rule->method == TALLY_CONSENSUS) {
		buf_format(telling->out,
			_("Who stands aside leaves the base: %1$lld of %2$lld agree, and all "
			  "must."),
			(long long)result->reached, (long long)result->base);
		tell_end(telling);
	}
	if (result->middles == NULL || result->sums.options == 0)
		return;
	const struct tally_middle *middle = result->middles;
	if (middle->low == middle->high)
		buf_format(
			telling->out, _("The middle answer is “%s”."), telling->names[middle->low]);
	else
		buf_format(telling->out, _("The middle answers are “%1$s” and “%2$s”."),
			telling->names[middle->low], telling->names[middle->high]);
	tell_end(telling);
	buf_format(telling->out,
		ngettext("%lld answer blocks.", "%lld answers block.", words_plural(blocks)),
		blocks);
	tell_end(telling);
	tell_bar(telling);
}

void tell_figures(const struct telling *telling)
{
	const struct tally_result *result = telling->result;

	if (result->sums.pairs != NULL)
		tell_pairs(telling);
	if (result->paths != NULL)
		tell_paths(telling);
	if (result->stages.count > 0)
		return;
	if (telling->method->answers > 0) {
		/* yes and no are told with what they come to */
		if (telling->rule->method != TALLY_MAJORITY)
			tell_answers(telling);
	} else if (telling->rule->method == TALLY_RATINGS && result->sums.spread != NULL) {
		tell_ratings(telling);
	} else if (result->middles != NULL) {
		tell_grades(telling);
	} else if (result->sums.pairs == NULL) {
		tell_totals(telling, telling->rule->mean);
	}
}
