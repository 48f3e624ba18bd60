/* What each option came to, in words and as the length of a bar; and the transcript of a count. */
#include "roundtable/core/counted.h"
#include "roundtable/core/explain.h"
#include "roundtable/core/places.h"
#include "roundtable/core/sentence.h"

#include "../words.h"

#include "roundtable/base/i18n.h"
#include "roundtable/base/mem.h"

void sentence_grade(
	const struct model *model, const struct poll *poll, size_t grade, struct buf *out)
{
	const struct stage *stage = model_stage(model, poll->stage);
	struct texts grades = {0};

	if (stage != NULL)
		stage_grades(stage, &grades);
	if (grade < grades.count)
		buf_text_add(out, grades.items[grade]);
	else
		buf_format(out, "%zu", grade);
	texts_finish(&grades);
}

/* --- what an option came to --- */

/* How many others more ballots put it above than below. */
static int64_t pairs_won(const struct tally_sums *sums, size_t option)
{
	int64_t won = 0;

	for (size_t i = 0; i < sums->options && sums->pairs != NULL; i++)
		won += sums->pairs[option * sums->options + i] >
		       sums->pairs[i * sums->options + option];
	return won;
}

/* Votes of an option when the first choices were counted, in units. */
static int64_t first_votes(const struct tally_result *result, size_t option)
{
	for (size_t i = 0; i < result->stages.count; i++)
		if (result->stages.items[i].votes != NULL)
			return result->stages.items[i].votes[option];
	return 0;
}

static bool is_in(const struct tally_list *list, size_t option)
{
	for (size_t i = 0; i < list->count; i++)
		if (list->items[i] == option)
			return true;
	return false;
}

/* Of which nothing but the places is kept. */
static bool placed(const struct poll *poll)
{
	return tally_method(poll->rule.method)->shape == SHAPE_RANK &&
	       poll_places_alone(poll, poll->result.sums.heads.cast);
}

static void say_place(const struct poll *poll, size_t option, struct buf *out)
{
	const struct tally_result *result = &poll->result;
	size_t above = 0;

	for (size_t i = 0; i < result->sums.options; i++)
		above += result->level[i] < result->level[option];
	if (!(tally_method(poll->rule.method)->needs & NEED_SEATS))
		buf_format(out, _("place %zu"), above + 1);
	else
		buf_text_add(
			out, is_in(&result->elected, option) ? _("elected") : _("not elected"));
}

static void say_pairs(const struct poll *poll, size_t option, struct buf *out)
{
	buf_format(out, _("preferred to %1$lld of the %2$lld others"),
		(long long)pairs_won(&poll->result.sums, option),
		(long long)poll->result.sums.options - 1);
}

static void say_first(const struct poll *poll, size_t option, struct buf *out)
{
	const struct tally_result *result = &poll->result;
	long long votes = first_votes(result, option) / result->unit;
	unsigned long many = words_plural(votes);

	if (!(tally_method(poll->rule.method)->needs & NEED_SEATS))
		buf_format(out, ngettext("%lld first choice", "%lld first choices", many), votes);
	else if (is_in(&result->elected, option))
		buf_format(out,
			ngettext("elected, with %lld first choice",
				"elected, with %lld first choices", many),
			votes);
	else
		buf_format(out,
			ngettext("not elected, with %lld first choice",
				"not elected, with %lld first choices", many),
			votes);
}

static void say_project(
	const struct model *model, const struct poll *poll, size_t option, struct buf *out)
{
	long long people = poll->result.sums.givers[option];
	bool bought = is_in(&poll->result.elected, option);
	int64_t cost;
	/* a price at the end of the words is read there */
	bool priced =
		option < poll->options.count && option < poll->costs.count &&
		!words_cost(
			model_option_text(model, poll->stage, poll->options.items[option]), &cost);

	if (priced) {
		buf_format(out,
			bought ? ngettext("bought for %2$lld; %1$lld person wants it",
					 "bought for %2$lld; %1$lld people want it",
					 words_plural(people))
			       : ngettext("not bought, at %2$lld; %1$lld person wants it",
					 "not bought, at %2$lld; %1$lld people want it",
					 words_plural(people)),
			people, (long long)poll->costs.items[option]);
		return;
	}
	buf_format(out,
		bought ? ngettext("bought; %lld person wants it", "bought; %lld people want it",
				 words_plural(people))
		       : ngettext("not bought; %lld person wants it",
				 "not bought; %lld people want it", words_plural(people)),
		people);
}

static void say_grade(
	const struct model *model, const struct poll *poll, size_t option, struct buf *out)
{
	const struct tally_middle *middle = &poll->result.middles[option];
	struct buf grade = {0};

	sentence_grade(model, poll, middle->low, &grade);
	buf_format(out, _("“%1$s” in the middle, %2$lld above it, %3$lld below"), buf_text(&grade),
		(long long)middle->above, (long long)middle->below);
	buf_finish(&grade);
}

static void say_apart(const struct poll *poll, size_t option, struct buf *out)
{
	struct tally_rating rating = {0};

	if (poll->result.sums.spread != NULL)
		tally_rating(&poll->rule,
			poll->result.sums.spread + option * poll->result.sums.steps, &rating);
	if (rating.answers == 0)
		buf_text_add(out, _("nobody rated it"));
	else
		buf_format(out, _("disagreement %d of 100"), tally_rating_apart(&rating));
}

static void say_amount(
	const struct poll *poll, size_t option, const char *one, const char *many, struct buf *out)
{
	int64_t unit = poll->result.unit, total = poll->result.sums.totals[option];
	struct buf amount = {0};

	explain_amount(total, unit, &amount);
	if (unit > 1 && total % unit == 0) {
		buf_clear(&amount);
		explain_amount(total / unit, 1, &amount);
	}
	buf_format(out, total == unit ? one : many, buf_text(&amount));
	buf_finish(&amount);
}

static void say_dots(const struct poll *poll, size_t option, struct buf *out)
{
	long long total = poll->result.sums.totals[option],
		  givers = poll->result.sums.givers[option];

	if (total == 0)
		buf_text_add(out, _("no dots"));
	else if (total == 1)
		buf_text_add(out, _("1 dot from 1 person"));
	else
		buf_format(out,
			ngettext("%1$lld dots from %2$lld person", "%1$lld dots from %2$lld people",
				words_plural(givers)),
			total, givers);
}

void sentence_figure(
	const struct model *model, const struct poll *poll, size_t option, struct buf *out)
{
	if (option >= poll->result.sums.options)
		return;
	if (placed(poll)) {
		say_place(poll, option, out);
		return;
	}
	switch (poll->rule.method) {
	case TALLY_PLURALITY:
	case TALLY_MAJORITY:
	case TALLY_QUADRATIC:
		say_amount(poll, option, _("%s vote"), _("%s votes"), out);
		break;
	case TALLY_CONSENT:
	case TALLY_CONSENSUS:
	case TALLY_GRADIENTS:
	case TALLY_FIST_TO_FIVE:
		say_amount(poll, option, _("%s answer"), _("%s answers"), out);
		break;
	case TALLY_APPROVAL:
		say_amount(poll, option, _("%s mark"), _("%s marks"), out);
		break;
	case TALLY_DOTS:
		say_dots(poll, option, out);
		break;
	case TALLY_SCORE:
	case TALLY_BORDA:
		say_amount(poll, option, _("%s point"), _("%s points"), out);
		break;
	case TALLY_RANK_TOTAL:
		say_amount(poll, option, _("a rank total of %s"), _("a rank total of %s"), out);
		break;
	case TALLY_EQUAL_ROLES:
		say_amount(poll, option, _("places that add up to %s"),
			_("places that add up to %s"), out);
		break;
	case TALLY_MAJORITY_JUDGMENT:
		say_grade(model, poll, option, out);
		break;
	case TALLY_SCHULZE:
	case TALLY_RANKED_PAIRS:
		say_pairs(poll, option, out);
		break;
	case TALLY_IRV:
	case TALLY_SCOTTISH_STV:
	case TALLY_MEEK_STV:
		say_first(poll, option, out);
		break;
	case TALLY_EQUAL_SHARES:
		say_project(model, poll, option, out);
		break;
	case TALLY_RATINGS:
		say_apart(poll, option, out);
		break;
	case TALLY_METHODS:
		break;
	}
}

int64_t poll_figure(const struct poll *poll, size_t option)
{
	const struct tally_result *result = &poll->result;

	if (placed(poll))
		return (int64_t)(result->sums.options - result->level[option]);
	switch (poll->rule.method) {
	case TALLY_MAJORITY_JUDGMENT:
		return (int64_t)result->middles[option].low;
	case TALLY_SCHULZE:
	case TALLY_RANKED_PAIRS:
		return pairs_won(&result->sums, option);
	case TALLY_IRV:
	case TALLY_SCOTTISH_STV:
	case TALLY_MEEK_STV:
		return first_votes(result, option) / result->unit;
	case TALLY_EQUAL_SHARES:
	case TALLY_RATINGS:
		return result->sums.givers[option];
	case TALLY_PLURALITY:
	case TALLY_APPROVAL:
	case TALLY_DOTS:
	case TALLY_SCORE:
	case TALLY_MAJORITY:
	case TALLY_CONSENT:
	case TALLY_CONSENSUS:
	case TALLY_QUADRATIC:
	case TALLY_GRADIENTS:
	case TALLY_FIST_TO_FIVE:
	case TALLY_RANK_TOTAL:
	case TALLY_EQUAL_ROLES:
	case TALLY_BORDA:
	case TALLY_METHODS:
		break;
	}
	return result->sums.totals[option];
}

bool rule_says_in_totals(const struct tally_rule *rule)
{
	switch (rule->method) {
	case TALLY_PLURALITY:
	case TALLY_APPROVAL:
	case TALLY_DOTS:
	case TALLY_SCORE:
	case TALLY_MAJORITY:
	case TALLY_CONSENT:
	case TALLY_CONSENSUS:
	case TALLY_QUADRATIC:
	case TALLY_GRADIENTS:
	case TALLY_FIST_TO_FIVE:
		return true;
	case TALLY_MAJORITY_JUDGMENT:
	case TALLY_EQUAL_SHARES:
	case TALLY_RANK_TOTAL:
	case TALLY_EQUAL_ROLES:
	case TALLY_SCOTTISH_STV:
	case TALLY_MEEK_STV:
	case TALLY_BORDA:
	case TALLY_IRV:
	case TALLY_SCHULZE:
	case TALLY_RANKED_PAIRS:
	case TALLY_RATINGS:
	case TALLY_METHODS:
		break;
	}
	return false;
}

/* --- the transcript --- */

static void name_options(const struct model *model, const struct poll *poll, struct texts *names)
{
	for (size_t i = 0; i < poll->result.sums.options; i++) {
		struct buf name = {0};
		sentence_option(model, poll, i, &name);
		texts_add(names, buf_text(&name));
		buf_finish(&name);
	}
}

static void name_roles(const struct model *model, struct texts *roles)
{
	for (size_t i = 0; i < model->plan->roles.count; i++)
		texts_add(roles, model->plan->roles.items[i].name);
	texts_add(roles, _("role not said"));
}

void sentence_count(
	const struct model *model, const struct poll *poll, bool outcome_alone, struct buf *out)
{
	const struct stage *stage = model_stage(model, poll->stage);
	struct texts names = {0}, roles = {0}, grades = {0}, heads = {0};

	if (poll->state != POLL_IS_CLOSED || stage == NULL)
		return;
	places_heads(model, poll, &heads);
	name_options(model, poll, &names);
	name_roles(model, &roles);
	stage_grades(stage, &grades);
	struct explained about = {.rule = &poll->rule,
		.result = &poll->result,
		.names = (const char *const *)names.items,
		.roles = (const char *const *)roles.items,
		.groups = poll->mixing != 0,
		.tabled = heads.count > 0,
		.grades = grades.count >= poll->result.sums.steps && grades.count > 0
				  ? (const char *const *)grades.items
				  : NULL};
	if (outcome_alone)
		explain_outcome(&about, out);
	else
		explain_count(&about, out);
	texts_finish(&heads);
	texts_finish(&names);
	texts_finish(&roles);
	texts_finish(&grades);
}
