/* What a vote says by heads, with each part of the room weighing the same, and for those served
 * least. */
#include "roundtable/core/parts.h"
#include "roundtable/core/sentence.h"
#include "roundtable/tally/parts.h"

#include "../words.h"

#include "roundtable/base/i18n.h"
#include "roundtable/base/mem.h"

/* The numbers of the shown parts; ended with array_free() of both. */
static struct tally_parts numbers_of(const struct poll *poll, int64_t **ballots, int64_t **totals)
{
	size_t parts = parts_count(&poll->shown), options = poll->result.sums.options;

	*ballots = mem_alloc(parts + 1, sizeof **ballots);
	*totals = mem_alloc(parts * options + 1, sizeof **totals);
	for (size_t i = 0; i < parts; i++) {
		(*ballots)[i] = part_ballots(poll, i);
		for (size_t k = 0; k < options; k++)
			(*totals)[i * options + k] = *part_spread(poll, i, k);
	}
	return (struct tally_parts){parts, options, *ballots, *totals};
}

/* --- figures --- */

/* A list grows by one: "first; second". */
static void join(struct buf *list, const char *next)
{
	struct buf joined = {0};

	if (list->count > 0)
		buf_format(&joined, _("%1$s; %2$s"), buf_text(list), next);
	else
		buf_text_add(&joined, next);
	buf_finish(list);
	*list = joined;
}

/* "resident: 1 of 5": votes of ballots, or points from ballots. */
static void add_figure(const struct model *model, const struct poll *poll, size_t part,
	int64_t number, struct buf *list)
{
	enum ballot_shape shape = tally_method(poll->rule.method)->shape;
	struct buf name = {0}, figure = {0};
	long long of = part_ballots(poll, part);

	sentence_part(model, &poll->shown, part, &name);
	buf_format(&figure,
		shape == SHAPE_POINTS || shape == SHAPE_SCORE ? _("%1$s: %2$lld from %3$lld people")
							      : _("%1$s: %2$lld of %3$lld"),
		buf_text(&name), (long long)number, of);
	join(list, buf_text(&figure));
	buf_finish(&name);
	buf_finish(&figure);
}

void sentence_part_totals(
	const struct model *model, const struct poll *poll, size_t option, struct buf *out)
{
	struct buf list = {0};

	for (size_t i = 0; i < parts_count(&poll->shown); i++)
		add_figure(model, poll, i, *part_spread(poll, i, option), &list);
	buf_text_add(out, buf_text(&list));
	buf_finish(&list);
}

/* The parts that give an option as little as the least does, with what they give. */
static void add_least(const struct model *model, const struct poll *poll,
	const struct tally_parts *parts, size_t option, struct buf *list)
{
	size_t least = tally_parts_least(parts, option);

	for (size_t i = 0; i < parts->parts; i++)
		if (tally_parts_give(parts, option, i, least) == 0)
			add_figure(
				model, poll, i, parts->totals[i * parts->options + option], list);
}

static bool all_alike(const struct tally_parts *parts, size_t option)
{
	for (size_t i = 1; i < parts->parts; i++)
		if (tally_parts_give(parts, option, i, 0) != 0)
			return false;
	return true;
}

/* --- options --- */

/* The options that come first, by heads or as `compare` says. */
static void find_first(const struct poll *poll, const struct tally_parts *parts,
	int (*compare)(const struct tally_parts *parts, size_t a, size_t b),
	struct tally_list *first)
{
	for (size_t i = 0; i < parts->options; i++) {
		int order = compare != NULL && first->count > 0 ? compare(parts, i, first->items[0])
								: 0;
		if (compare == NULL && poll->result.level[i] > 0)
			continue;
		if (order > 0)
			first->count = 0;
		if (order >= 0)
			*array_push(first) = i;
	}
}

static void say_first(const struct model *model, const struct poll *poll,
	const struct tally_list *first, const char *one, const char *several, struct buf *out)
{
	struct buf names = {0};

	words_options(model, poll, first->items, first->count, &names);
	words_begin(out);
	buf_format(out, first->count == 1 ? one : several, buf_text(&names));
	buf_finish(&names);
}

static void say_least_served(const struct model *model, const struct poll *poll,
	const struct tally_parts *parts, size_t option, struct buf *out)
{
	struct buf name = {0}, list = {0};

	words_options(model, poll, &option, 1, &name);
	add_least(model, poll, parts, option, &list);
	words_begin(out);
	if (all_alike(parts, option))
		buf_format(out, _("%s serves each of them alike."), buf_text(&name));
	else
		buf_format(out, _("Least served by %1$s: %2$s."), buf_text(&name), buf_text(&list));
	buf_finish(&name);
	buf_finish(&list);
}

static void say_options(const struct model *model, const struct poll *poll,
	const struct tally_parts *parts, struct buf *out)
{
	struct tally_list heads = {0}, equal = {0}, least = {0};

	find_first(poll, parts, NULL, &heads);
	find_first(poll, parts, tally_parts_compare, &equal);
	find_first(poll, parts, tally_parts_compare_least, &least);
	say_first(model, poll, &heads, _("Counted by heads, %s comes first."),
		_("Counted by heads, %s share the first place."), out);
	say_first(model, poll, &equal, _("With each of these weighing the same, %s comes first."),
		_("With each of these weighing the same, %s share the first place."), out);
	if (heads.count == 1)
		say_least_served(model, poll, parts, heads.items[0], out);
	say_first(model, poll, &least, _("Those served least are best off with %s."),
		_("Those served least are equally well off with %s."), out);
	array_finish(&heads);
	array_finish(&equal);
	array_finish(&least);
}

/* --- answers --- */

/* Whether an answer is in favour: yes, or one that reaches the bar that was agreed. */
static bool in_favour(const struct tally_rule *rule, size_t answer)
{
	if (rule->method == TALLY_GRADIENTS)
		return answer < (size_t)rule->bar;
	if (rule->method == TALLY_FIST_TO_FIVE)
		return answer >= (size_t)rule->bar;
	return answer == ANSWER_YES;
}

/* Whether a comparison with the share that was agreed carries it. */
static bool carries(const struct tally_rule *rule, int order)
{
	return order > 0 || (order == 0 && (rule->method != TALLY_MAJORITY || rule->at_least));
}

/* The share as it is needed: more than half where a majority says none, else everybody. */
static struct tally_rule with_share(const struct tally_rule *rule)
{
	struct tally_rule share = *rule;

	if (share.numerator <= 0 || share.denominator <= 0) {
		share.numerator = 1;
		share.denominator = rule->method == TALLY_MAJORITY ? 2 : 1;
	}
	return share;
}

static void say_in_favour(const struct model *model, const struct poll *poll,
	const struct tally_parts *favour, struct buf *out)
{
	const struct tally_rule rule = with_share(&poll->rule);
	struct buf each = {0}, least = {0};
	size_t lowest = tally_parts_least(favour, 0);
	struct tally_parts alone = {1, 1, favour->ballots + lowest, favour->totals + lowest};
	int equal = tally_parts_reach(favour, 0, rule.numerator, rule.denominator),
	    apart = tally_parts_reach(&alone, 0, rule.numerator, rule.denominator);

	for (size_t i = 0; i < favour->parts; i++)
		add_figure(model, poll, i, favour->totals[i], &each);
	add_least(model, poll, favour, 0, &least);
	words_begin(out);
	buf_format(out, _("In favour: %s."), buf_text(&each));
	words_begin(out);
	buf_text_add(out, poll->result.outcome == OUTCOME_CARRIED
				  ? _("Counted by heads, it is carried.")
				  : _("Counted by heads, it is not carried."));
	words_begin(out);
	buf_format(out,
		carries(&rule, equal) ? _("With each of these weighing the same, %lld of 100 are "
					  "in favour: it would be carried.")
				      : _("With each of these weighing the same, %lld of 100 are "
					  "in favour: it would not be carried."),
		(long long)tally_parts_percent(favour, 0));
	words_begin(out);
	if (all_alike(favour, 0))
		buf_text_add(out, _("It serves each of them alike."));
	else
		buf_format(out,
			carries(&rule, apart)
				? _("Least served by this: %s; by them alone it would be carried.")
				: _("Least served by this: %s; by them alone it would not be "
				    "carried."),
			buf_text(&least));
	if (poll->rule.base != BASE_YES_NO) {
		words_begin(out);
		buf_text_add(out, _("By role only yes and no are counted: a blank ballot says no "
				    "role."));
	}
	buf_finish(&each);
	buf_finish(&least);
}

static void say_answers(const struct model *model, const struct poll *poll,
	const struct tally_parts *parts, struct buf *out)
{
	int64_t *favour = mem_alloc(parts->parts + 1, sizeof *favour);
	struct tally_parts yes = {parts->parts, 1, parts->ballots, favour};

	for (size_t i = 0; i < parts->parts; i++)
		for (size_t k = 0; k < parts->options; k++)
			favour[i] += in_favour(&poll->rule, k)
					     ? parts->totals[i * parts->options + k]
					     : 0;
	say_in_favour(model, poll, &yes, out);
	array_free(favour);
}

void sentence_part_verdicts(const struct model *model, const struct poll *poll, struct buf *out)
{
	enum tally_outcome outcome = poll->result.outcome;
	int64_t *ballots, *totals;

	if (poll->shown.count == 0 || poll->rule.method == TALLY_RATINGS)
		return;
	struct tally_parts parts = numbers_of(poll, &ballots, &totals);
	if (outcome == OUTCOME_CARRIED || outcome == OUTCOME_NOT_CARRIED)
		say_answers(model, poll, &parts, out);
	else if (outcome == OUTCOME_RANKED)
		say_options(model, poll, &parts, out);
	array_free(ballots);
	array_free(totals);
}
