/* Two rankings of the same cards: what rose, what fell, what came among the first and left them. */
#include "roundtable/core/rounds.h"
#include "roundtable/core/sentence.h"

#include "../words.h"

#include "roundtable/base/i18n.h"
#include "roundtable/base/mem.h"

/* So many are looked at as the first where the programme does not say. */
enum { FIRST = 10 };

static bool has_places(const struct poll *poll)
{
	/* places by disagreement are none; answers of the rule's own are not cards */
	return poll->state == POLL_IS_CLOSED && poll->result.order != NULL &&
	       poll->rule.method != TALLY_RATINGS;
}

/* How many options of one are in the other. */
static size_t common(const struct poll *poll, const struct poll *other)
{
	size_t count = 0;

	for (size_t i = 0; i < poll->options.count; i++)
		count += poll->options.items[i] > 0 && poll_option_of(poll, other, i) != SIZE_MAX;
	return count;
}

/* Mostly the same cards: a few may have been merged, left out or added in between. */
static bool same_cards(const struct poll *poll, const struct poll *other)
{
	size_t both = common(poll, other);

	return both >= 2 && other->options.count > 0 && 2 * both >= poll->options.count &&
	       2 * both >= other->options.count;
}

const struct poll *poll_compared(const struct model *model, const struct poll *poll)
{
	const struct poll *before = model_poll_before(model, poll);

	if (!has_places(poll))
		return NULL;
	if (before != NULL || poll->proposal != 0)
		return before != NULL && has_places(before) ? before : NULL;
	for (size_t i = 0; i < model->polls.count; i++) {
		const struct poll *other = &model->polls.items[i];
		if (other->id < poll->id && other->stage < poll->stage && other->proposal == 0 &&
			has_places(other) && same_cards(poll, other))
			before = other;
	}
	return before;
}

const struct poll *poll_moves(const struct model *model, const struct poll *poll)
{
	const struct poll *before = poll_compared(model, poll);
	bool level = before != NULL && poll->stage == before->stage &&
		     poll_options(poll) < poll_options(before);

	return before == NULL || level || poll->options.count == 0 ||
			       poll_shifts_listed(poll, before)
		       ? NULL
		       : before;
}

/* How many places an option rose (less than 0: fell); false: it was not in the one before. */
static bool read_move(
	const struct poll *poll, const struct poll *before, size_t option, long long *rose)
{
	size_t then = poll_option_of(poll, before, option);

	if (then == SIZE_MAX)
		return false;
	*rose = poll_place(before, then) - poll_place(poll, option);
	return true;
}

void sentence_place_by(
	const struct poll *poll, const struct poll *before, size_t option, struct buf *out)
{
	long long rose;

	if (!read_move(poll, before, option, &rose))
		buf_text_add(out, _("new"));
	else if (rose == 0)
		buf_text_add(out, _("same"));
	else
		buf_format(out, rose > 0 ? _("up %lld") : _("down %lld"), rose > 0 ? rose : -rose);
}

void sentence_place_moved(
	const struct poll *poll, const struct poll *before, size_t option, struct buf *out)
{
	long long rose, is = poll_place(poll, option);

	if (!read_move(poll, before, option, &rose))
		buf_text_add(out, _("new"));
	else if (rose > 0)
		buf_format(out, _("up %1$lld, from place %2$lld to %3$lld"), rose, is + rose, is);
	else if (rose < 0)
		buf_format(
			out, _("down %1$lld, from place %2$lld to %3$lld"), -rose, is + rose, is);
	else
		buf_format(out, _("place %lld as before"), is);
}

/* The options that rose most (`up`) or fell most, best place first, and how far; 0: none did. */
static long long most_moved(
	const struct poll *poll, const struct poll *before, bool up, size_t *options, size_t *count)
{
	long long most = 0, rose;

	*count = 0;
	for (size_t i = 0; i < poll->options.count; i++) {
		size_t option = poll->result.order[i];
		if (!read_move(poll, before, option, &rose))
			continue;
		long long far = up ? rose : -rose;
		if (far > most)
			*count = 0;
		if (far > 0 && far >= most) {
			most = far;
			options[(*count)++] = option;
		}
	}
	return most;
}

static void say_most(const struct model *model, const struct poll *poll, const struct poll *before,
	bool up, struct buf *out)
{
	size_t *options = mem_alloc(poll->options.count + 1, sizeof *options), count;
	long long far = most_moved(poll, before, up, options, &count), is;
	struct buf names = {0};

	words_options(model, poll, options, count, &names);
	words_begin(out);
	if (count == 1) {
		is = poll_place(poll, options[0]);
		buf_format(out,
			up ? _("%1$s rose most, from place %2$lld to %3$lld.")
			   : _("%1$s fell most, from place %2$lld to %3$lld."),
			buf_text(&names), up ? is + far : is - far, is);
	} else if (count > 1) {
		buf_format(out,
			up ? ngettext("%1$s rose most, by %2$lld place each.",
				     "%1$s rose most, by %2$lld places each.", words_plural(far))
			   : ngettext("%1$s fell most, by %2$lld place each.",
				     "%1$s fell most, by %2$lld places each.", words_plural(far)),
			buf_text(&names), far);
	}
	buf_finish(&names);
	array_free(options);
}

/* How many are the first: those that go forward, if the later vote says so. */
static long long first_of(const struct model *model, const struct poll *poll)
{
	const struct stage *stage = model_stage(model, poll->stage);
	long long top = stage != NULL ? stage_setting(stage, SETTING_TOP) : 0;

	return top > 0 ? top : FIRST;
}

/* Those among the first of `poll` that were not among the first of `other`. */
static size_t came_among(
	const struct poll *poll, const struct poll *other, long long first, size_t *options)
{
	size_t count = 0;

	for (size_t i = 0; i < poll->options.count; i++) {
		size_t option = poll->result.order[i], there = poll_option_of(poll, other, option);
		if (poll_place(poll, option) <= first &&
			(there == SIZE_MAX || poll_place(other, there) > first))
			options[count++] = option;
	}
	return count;
}

static void say_first(const struct model *model, const struct poll *poll, const struct poll *before,
	struct buf *out)
{
	long long first = first_of(model, poll);
	size_t most = poll->options.count > before->options.count ? poll->options.count
								  : before->options.count;
	size_t *options = mem_alloc(most + 1, sizeof *options);
	struct buf names = {0};

	if ((long long)most <= first) {
		array_free(options);
		return;
	}
	size_t count = came_among(poll, before, first, options);
	words_begin(out);
	if (count == 0) {
		buf_format(out, _("The first %lld are the same as before."), first);
	} else {
		words_options(model, poll, options, count, &names);
		buf_format(out, _("New among the first %1$lld: %2$s."), first, buf_text(&names));
	}
	buf_clear(&names);
	count = came_among(before, poll, first, options);
	if (count > 0) {
		words_options(model, before, options, count, &names);
		words_begin(out);
		buf_format(out, _("No longer among them: %s."), buf_text(&names));
	}
	buf_finish(&names);
	array_free(options);
}

void sentence_moves(const struct model *model, const struct poll *poll, struct buf *out)
{
	const struct poll *before = poll_moves(model, poll);
	const struct stage *then = before != NULL ? model_stage(model, before->stage) : NULL;
	struct buf moved = {0};

	if (before == NULL)
		return;
	say_most(model, poll, before, true, &moved);
	say_most(model, poll, before, false, &moved);
	say_first(model, poll, before, &moved);
	words_begin(out);
	if (moved.count == 0)
		buf_text_add(out, _("Every place is the same as before."));
	else if (before->stage == poll->stage || then == NULL)
		buf_format(out, _("Compared with the vote before: %s"), buf_text(&moved));
	else
		buf_format(out, _("Compared with “%1$s”: %2$s"), then->title, buf_text(&moved));
	buf_finish(&moved);
}
