/* What came of a statement that was rated, in words. */
#include "roundtable/core/beside.h"
#include "roundtable/core/parts.h"
#include "roundtable/core/sentence.h"

#include "../words.h"

#include "roundtable/base/i18n.h"

bool poll_has_poles(const struct poll *poll, const struct stage *stage)
{
	return poll->rule.method == TALLY_RATINGS && stage != NULL &&
	       stage->activity == ACTIVITY_RATE && stage_setting(stage, SETTING_POLES) != 0;
}

static void say_leaning(const struct model *model, const struct poll *poll, const int64_t *counts,
	const struct tally_rating *rating, struct buf *out)
{
	long long upper = tally_rating_leaning(&poll->rule, counts, true),
		  lower = tally_rating_leaning(&poll->rule, counts, false);
	long long between = rating->answers - upper - lower;
	struct buf low = {0}, high = {0};

	sentence_grade(model, poll, 0, &low);
	sentence_grade(model, poll, tally_rating_steps(&poll->rule) - 1, &high);
	words_begin(out);
	buf_format(out,
		ngettext("Of %1$lld who rated it, %2$lld leans to “%3$s” and %4$lld to “%5$s”.",
			"Of %1$lld who rated it, %2$lld lean to “%3$s” and %4$lld to “%5$s”.",
			words_plural(upper)),
		(long long)rating->answers, upper, buf_text(&high), lower, buf_text(&low));
	if (between > 0) {
		words_begin(out);
		buf_format(out,
			ngettext("%lld stands between.", "%lld stand between.",
				words_plural(between)),
			between);
	}
	buf_finish(&low);
	buf_finish(&high);
}

static void say_middle(const struct model *model, const struct poll *poll,
	const struct tally_rating *rating, struct buf *out)
{
	struct buf low = {0}, high = {0};

	sentence_grade(model, poll, rating->middle.low, &low);
	sentence_grade(model, poll, rating->middle.high, &high);
	words_begin(out);
	if (rating->middle.low == rating->middle.high)
		buf_format(out,
			_("The middle answer of %1$lld is “%2$s”; %3$lld gave one before "
			  "it and %4$lld one after it."),
			(long long)rating->answers, buf_text(&low), (long long)rating->middle.below,
			(long long)rating->middle.above);
	else
		buf_format(out, _("The middle of %1$lld answers lies between “%2$s” and “%3$s”."),
			(long long)rating->answers, buf_text(&low), buf_text(&high));
	buf_finish(&low);
	buf_finish(&high);
}

static void say_others(const struct tally_rating *rating, int64_t ballots, struct buf *out)
{
	long long unsure = rating->unsure, none = ballots - rating->answers - rating->unsure;

	if (unsure > 0) {
		words_begin(out);
		buf_format(out,
			ngettext("%lld does not know.", "%lld do not know.", words_plural(unsure)),
			unsure);
	}
	if (none > 0) {
		words_begin(out);
		buf_format(out,
			ngettext("%lld left it out.", "%lld left it out.", words_plural(none)),
			none);
	}
}

/* One part of the room, beside the others: "resident 4 of 5", or its middle answer. */
static void add_part(const struct model *model, const struct poll *poll, size_t option, size_t part,
	bool poles, struct buf *out)
{
	const int64_t *counts = part_spread(poll, part, option);
	struct tally_rating rating;
	struct buf name = {0}, low = {0}, high = {0};

	tally_rating(&poll->rule, counts, &rating);
	sentence_part(model, &poll->shown, part, &name);
	if (rating.answers == 0) {
		buf_format(out, _("%s: nobody rated it"), buf_text(&name));
	} else if (poles) {
		buf_format(out, _("%1$s: %2$lld of %3$lld"), buf_text(&name),
			(long long)tally_rating_leaning(&poll->rule, counts, true),
			(long long)rating.answers);
	} else {
		sentence_grade(model, poll, rating.middle.low, &low);
		sentence_grade(model, poll, rating.middle.high, &high);
		buf_format(out,
			rating.middle.low == rating.middle.high
				? _("%1$s: “%2$s”")
				: _("%1$s: between “%2$s” and “%3$s”"),
			buf_text(&name), buf_text(&low), buf_text(&high));
	}
	buf_finish(&name);
	buf_finish(&low);
	buf_finish(&high);
}

static void say_parts(const struct model *model, const struct poll *poll, size_t option, bool poles,
	struct buf *out)
{
	struct buf list = {0}, high = {0};
	size_t parts = parts_count(&poll->shown);

	for (size_t i = 0; i < parts; i++) {
		struct buf next = {0}, joined = {0};
		add_part(model, poll, option, i, poles, &next);
		if (i > 0)
			buf_format(&joined, _("%1$s; %2$s"), buf_text(&list), buf_text(&next));
		else
			buf_text_add(&joined, buf_text(&next));
		buf_finish(&next);
		buf_finish(&list);
		list = joined;
	}
	sentence_grade(model, poll, tally_rating_steps(&poll->rule) - 1, &high);
	if (parts > 0) {
		words_begin(out);
		if (poles)
			buf_format(out, _("Leaning to “%1$s”: %2$s."), buf_text(&high),
				buf_text(&list));
		else
			buf_format(out, _("In the middle of each: %s."), buf_text(&list));
	}
	buf_finish(&list);
	buf_finish(&high);
}

/* Rated once more in the same stage, after talking: what moved; then what moved since the session
 * before. Where both are said, each says since when. */
static void say_moved(
	const struct model *model, const struct poll *poll, size_t option, struct buf *out)
{
	const struct poll *before = model_poll_before(model, poll);
	const struct rated now = {model, poll};
	struct rated_before last;
	struct buf moved = {0};
	bool since = rated_before_find(model, poll, option, &last);

	for (size_t i = 0;
		before != NULL && before->result.sums.spread != NULL && i < before->options.count;
		i++)
		if (before->options.items[i] == poll->options.items[option])
			sentence_moved(&(struct rated){model, before}, i, &now, option, &moved);
	if (moved.count > 0) {
		words_begin(out);
		buf_format(out, since ? _("Compared with the vote before: %s") : "%s",
			buf_text(&moved));
	}
	if (since)
		sentence_moved_since(&last, &now, option, out);
	buf_finish(&moved);
}

void sentence_rating(
	const struct model *model, const struct poll *poll, size_t option, struct buf *out)
{
	const struct tally_sums *sums = &poll->result.sums;
	bool poles = poll_has_poles(poll, model_stage(model, poll->stage));
	struct tally_rating rating;

	if (sums->spread == NULL || option >= sums->options)
		return;
	const int64_t *counts = sums->spread + option * sums->steps;
	tally_rating(&poll->rule, counts, &rating);
	if (rating.answers == 0) {
		words_begin(out);
		buf_text_add(out, _("Nobody rated it."));
	} else if (poles) {
		say_leaning(model, poll, counts, &rating, out);
	} else {
		say_middle(model, poll, &rating, out);
	}
	say_others(&rating, sums->heads.cast - sums->heads.blank - sums->heads.spoilt, out);
	say_parts(model, poll, option, poles, out);
	if (rating.answers > 0) {
		words_begin(out);
		buf_format(out, _("Disagreement: %d of 100."), tally_rating_apart(&rating));
	}
	say_moved(model, poll, option, out);
}
