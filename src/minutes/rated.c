/* Statements that were rated: how often each answer was given, by part of the room, in words. */
#include "build.h"

#include "roundtable/base/i18n.h"
#include "roundtable/core/beside.h"
#include "roundtable/core/parts.h"
#include "roundtable/core/sentence.h"

static void number_cell(struct building *building, int64_t number)
{
	struct buf text = {0};

	buf_format(&text, "%lld", (long long)number);
	document_cell(building->document, buf_text(&text));
	buf_finish(&text);
}

static void begin_table(struct building *building, const struct poll *poll, const char *caption)
{
	document_table(building->document, caption);
	document_column(building->document, _("Statement"), ALIGN_START);
	for (size_t i = 0; i < poll->result.sums.steps; i++) {
		struct buf grade = {0};
		sentence_grade(building->model, poll, i, &grade);
		document_column(building->document, buf_text(&grade), ALIGN_END);
		buf_finish(&grade);
	}
	document_column(building->document, _("left out"), ALIGN_END);
	document_column(building->document, _("Disagreement, 0 to 100"), ALIGN_END);
}

static void add_row(struct building *building, const struct poll *poll, const char *name,
	const int64_t *counts, int64_t ballots)
{
	struct tally_rating rating;
	int64_t none = ballots;

	document_row(building->document);
	document_cell(building->document, name);
	for (size_t i = 0; i < poll->result.sums.steps; i++) {
		number_cell(building, counts[i]);
		none -= counts[i];
	}
	number_cell(building, none);
	tally_rating(&poll->rule, counts, &rating);
	if (rating.answers > 0)
		number_cell(building, tally_rating_apart(&rating));
	else
		document_cell(building->document, "");
}

/* The same statement the last time, where it stood on the same scale. Whether "don't know" could be
 * said may differ: what has no column stands in none. */
static void add_before(struct building *building, const struct poll *poll, size_t option)
{
	size_t steps = tally_rating_steps(&poll->rule);
	struct rated_before before;
	struct ids counts = {0};
	struct buf name = {0};

	if (!rated_before_find(building->model, poll, option, &before) ||
		!rated_before_alike(&before, &(struct rated){building->model, poll}))
		return;
	int64_t unsure = before.rule.unsure ? before.counts[steps] : 0;
	for (size_t i = 0; i < poll->result.sums.steps; i++)
		ids_add(&counts, i < steps ? before.counts[i] : unsure);
	day_format(&name, before.session->held);
	struct buf label = {0};
	buf_format(&label, _("last time, %s"), buf_text(&name));
	add_row(building, poll, buf_text(&label), counts.items,
		before.ballots - (poll->rule.unsure ? 0 : unsure));
	buf_finish(&label);
	buf_finish(&name);
	array_finish(&counts);
}

/* What each part of the room that may be shown answered, below what all did. */
static void add_parts(struct building *building, const struct poll *poll, size_t option)
{
	for (size_t i = 0; i < parts_count(&poll->shown); i++) {
		struct buf part = {0}, name = {0};
		sentence_part(building->model, &poll->shown, i, &part);
		buf_format(&name, _("– %s"), buf_text(&part));
		add_row(building, poll, buf_text(&name), part_spread(poll, i, option),
			part_ballots(poll, i));
		buf_finish(&part);
		buf_finish(&name);
	}
}

/* Whether a statement says what moved since an earlier session. */
static bool any_before(struct building *building, const struct poll *poll)
{
	struct rated_before before;

	for (size_t i = 0; i < poll->options.count; i++)
		if (rated_before_find(building->model, poll, i, &before))
			return true;
	return false;
}

void build_rated(struct building *building, const struct poll *poll, const char *caption)
{
	const struct tally_sums *sums = &poll->result.sums;
	int64_t valid = sums->heads.cast - sums->heads.blank - sums->heads.spoilt;

	if (sums->spread == NULL)
		return;
	if (any_before(building, poll))
		build_say(building, "%s",
			_("Others may have answered this time than last time. What follows says "
			  "what moved in the room, not how anybody changed their mind."));
	document_list(building->document, true);
	for (size_t i = 0; i < sums->options; i++) {
		struct buf name = {0}, said = {0};
		sentence_option(building->model, poll, i, &name);
		sentence_rating(building->model, poll, i, &said);
		document_item(building->document, 0);
		document_run(building->document, RUN_STRONG, buf_text(&name));
		document_item(building->document, 1);
		document_run(building->document, RUN_PLAIN, buf_text(&said));
		buf_finish(&name);
		buf_finish(&said);
	}
	begin_table(building, poll, caption);
	for (size_t i = 0; i < sums->options; i++) {
		struct buf name = {0};
		sentence_option(building->model, poll, i, &name);
		add_row(building, poll, buf_text(&name), sums->spread + i * sums->steps, valid);
		add_before(building, poll, i);
		buf_finish(&name);
		add_parts(building, poll, i);
	}
	build_say(building, "%s",
		_("Disagreement is 0 where all gave the same answer, and 100 where half stand at "
		  "each end."));
}
