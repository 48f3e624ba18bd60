/* What came of statements that were rated, in words: of each, and of all beside each other. */
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

static bool anybody_rated(const struct poll *poll, size_t option)
{
	struct tally_rating rating;

	tally_rating(
		&poll->rule, poll->result.sums.spread + option * poll->result.sums.steps, &rating);
	return rating.answers > 0;
}

/* Rated once more in the same stage, after talking: what moved; then what moved since the session
 * before. Where both are said, each says since when. Nothing where there are no answers to compare.
 */
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
		if (before->options.items[i] == poll->options.items[option] &&
			anybody_rated(before, i) && anybody_rated(poll, option))
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

/* --- all of them beside each other --- */

/* So many statements are named where they are level, and no more. */
enum { NAMES_SAID = 3 };

/* Statements that stand out by the same figure. */
struct level {
	size_t options[NAMES_SAID], count;
	int figure;
};

static void level_take(struct level *level, size_t option, int figure)
{
	if (level->count == 0 || figure > level->figure)
		*level = (struct level){.figure = figure};
	else if (figure < level->figure)
		return;
	if (level->count < NAMES_SAID)
		level->options[level->count] = option;
	level->count++;
}

static void level_names(const struct model *model, const struct poll *poll,
	const struct level *level, struct buf *out)
{
	words_options(model, poll, level->options, level->count, out);
}

static const int64_t *counts_of(const struct poll *poll, size_t option)
{
	return poll->result.sums.spread + option * poll->result.sums.steps;
}

static void say_differ(const struct model *model, const struct poll *poll, struct buf *out)
{
	struct level level = {0};
	struct buf names = {0};

	for (size_t i = 0; i < poll->result.sums.options; i++) {
		struct tally_rating rating;
		tally_rating(&poll->rule, counts_of(poll, i), &rating);
		if (rating.answers > 0)
			level_take(&level, i, tally_rating_apart(&rating));
	}
	words_begin(out);
	if (level.figure == 0) {
		buf_text_add(out, _("On no statement did opinions differ."));
	} else if (level.count > NAMES_SAID) {
		buf_format(out, _("Opinions differ as much on %zu statements."), level.count);
	} else {
		level_names(model, poll, &level, &names);
		buf_format(out, _("Opinions differ most on %s."), buf_text(&names));
	}
	buf_finish(&names);
}

static int64_t valid_ballots(const struct poll *poll)
{
	const struct tally_heads *heads = &poll->result.sums.heads;

	return heads->cast - heads->blank - heads->spoilt;
}

/* What most could not judge: said where less than two thirds of the ballots rated it. */
static void say_unjudged(const struct model *model, const struct poll *poll, struct buf *out)
{
	int64_t valid = valid_ballots(poll);
	struct level level = {0};
	struct buf names = {0};

	for (size_t i = 0; i < poll->result.sums.options; i++) {
		struct tally_rating rating;
		tally_rating(&poll->rule, counts_of(poll, i), &rating);
		if (3 * rating.answers < 2 * valid)
			level_take(&level, i, (int)(valid - rating.answers));
	}
	if (level.count > 0 && level.count <= NAMES_SAID) {
		level_names(model, poll, &level, &names);
		words_begin(out);
		buf_format(out, _("Rated by fewest, by %1$lld of %2$lld: %3$s."),
			(long long)(valid - level.figure), (long long)valid, buf_text(&names));
	} else if (level.count > 0) {
		words_begin(out);
		buf_format(out, _("%1$zu statements were rated by no more than %2$lld of %3$lld."),
			level.count, (long long)(valid - level.figure), (long long)valid);
	}
	buf_finish(&names);
}

static void say_nearest(const struct model *model, const struct poll *poll,
	const struct level *level, size_t grade, struct buf *out)
{
	const int64_t *counts = counts_of(poll, level->options[0]);
	struct tally_rating rating;
	struct buf end = {0}, middle = {0}, names = {0};

	tally_rating(&poll->rule, counts, &rating);
	sentence_grade(model, poll, grade, &end);
	sentence_middle(&(struct rated){model, poll}, counts, &middle);
	level_names(model, poll, level, &names);
	words_begin(out);
	if (rating.middle.low == grade && rating.middle.high == grade)
		buf_format(out, _("In the middle “%1$s”: %2$s."), buf_text(&end), buf_text(&names));
	else
		buf_format(out, _("Nearest to “%1$s”, in the middle %2$s: %3$s."), buf_text(&end),
			buf_text(&middle), buf_text(&names));
	buf_finish(&end);
	buf_finish(&middle);
	buf_finish(&names);
}

/* Which lie nearest to each end, among those that at least half of the valid ballots rated. */
static void say_ends(const struct model *model, const struct poll *poll, struct buf *out)
{
	int64_t valid = valid_ballots(poll);
	struct level high = {0}, low = {0};
	size_t rated = 0;

	for (size_t i = 0; i < poll->result.sums.options; i++) {
		struct tally_rating rating;
		tally_rating(&poll->rule, counts_of(poll, i), &rating);
		if (rating.answers == 0 || 2 * rating.answers < valid)
			continue;
		int middle = (int)(rating.middle.low + rating.middle.high);
		level_take(&high, i, middle);
		level_take(&low, i, -middle);
		rated++;
	}
	/* of two the middle answers themselves say it */
	if (rated < 3 || high.figure == -low.figure)
		return;
	if (high.count <= NAMES_SAID)
		say_nearest(model, poll, &high, tally_rating_steps(&poll->rule) - 1, out);
	if (low.count <= NAMES_SAID)
		say_nearest(model, poll, &low, 0, out);
}

/* Statements that moved towards one end since an earlier session, those named that moved furthest.
 */
static void say_furthest(const struct model *model, const struct poll *poll,
	const struct level *level, size_t grade, struct buf *out)
{
	struct buf end = {0}, names = {0};

	if (level->count == 0 || level->count > NAMES_SAID)
		return;
	sentence_grade(model, poll, grade, &end);
	level_names(model, poll, level, &names);
	words_begin(out);
	buf_format(out, _("Furthest towards “%1$s”: %2$s."), buf_text(&end), buf_text(&names));
	buf_finish(&end);
	buf_finish(&names);
}

/* How many moved since the earlier session, and which most; of one alone its own sentence says it.
 */
static void say_since(const struct model *model, const struct poll *poll, struct buf *out)
{
	struct level up = {0}, down = {0};
	struct rated_before before;
	size_t both = 0, moved = 0;
	struct buf date = {0};

	for (size_t i = 0; i < poll->result.sums.options; i++) {
		int far;
		if (!rated_before_moved(&(struct rated){model, poll}, i, &before, &far))
			continue;
		if (both++ == 0)
			day_format(&date, before.session->held);
		moved += far >= MOVED_LEAST || far <= -MOVED_LEAST;
		if (far >= MOVED_LEAST)
			level_take(&up, i, far);
		else if (far <= -MOVED_LEAST)
			level_take(&down, i, -far);
	}
	if (both > 1) {
		words_begin(out);
		if (moved == 0)
			buf_format(out, _("Since last time (%1$s) none of %2$zu statements moved."),
				buf_text(&date), both);
		else
			buf_format(out,
				_("Since last time (%1$s) %2$zu of %3$zu statements moved."),
				buf_text(&date), moved, both);
		say_furthest(model, poll, &up, tally_rating_steps(&poll->rule) - 1, out);
		say_furthest(model, poll, &down, 0, out);
	}
	buf_finish(&date);
}

/* How far the two parts of the room lie apart that lie furthest apart, out of 100. */
static int parts_apart(const struct poll *poll, size_t option)
{
	size_t parts = parts_count(&poll->shown), steps = tally_rating_steps(&poll->rule);
	int most = 0;

	for (size_t a = 0; a < parts; a++)
		for (size_t b = 0; b < parts; b++) {
			int moved = tally_rating_moved(
				part_spread(poll, a, option), part_spread(poll, b, option), steps);
			most = moved > most ? moved : most;
		}
	return most;
}

/* On what the parts of the room that are shown lie furthest apart. */
static void say_parts_apart(const struct model *model, const struct poll *poll, struct buf *out)
{
	struct level level = {0};
	struct buf names = {0};

	if (parts_count(&poll->shown) < 2)
		return;
	for (size_t i = 0; i < poll->result.sums.options; i++)
		level_take(&level, i, parts_apart(poll, i));
	words_begin(out);
	if (level.figure < MOVED_LEAST) {
		buf_text_add(out, _("By role, answers are far apart on no statement."));
	} else if (level.count > NAMES_SAID) {
		buf_format(out, _("By role, answers are as far apart on %zu statements."),
			level.count);
	} else {
		level_names(model, poll, &level, &names);
		buf_format(out, _("By role, answers are furthest apart on %s."), buf_text(&names));
	}
	buf_finish(&names);
}

/* `parts`: with what is shown by role, or why nothing is. */
static void say_ratings(
	const struct model *model, const struct poll *poll, bool parts, struct buf *out)
{
	if (poll->result.sums.spread == NULL)
		return;
	say_ends(model, poll, out);
	say_differ(model, poll, out);
	say_unjudged(model, poll, out);
	say_since(model, poll, out);
	if (parts)
		sentence_parts(model, poll, out);
	say_parts_apart(model, poll, out);
}

void words_ratings(const struct model *model, const struct poll *poll, struct buf *out)
{
	say_ratings(model, poll, true, out);
}

void sentence_ratings(const struct model *model, const struct poll *poll, struct buf *out)
{
	if (poll->state == POLL_IS_CLOSED && poll->rule.method == TALLY_RATINGS)
		say_ratings(model, poll, false, out);
}
