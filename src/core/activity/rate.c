/* Statements rated on a scale: a poll of grades over the numbered list, and what each came to. */
#include "../rule.h"

#include "roundtable/core/beside.h"
#include "roundtable/core/parts.h"
#include "roundtable/core/sentence.h"

#include "roundtable/base/i18n.h"
#include "roundtable/base/mem.h"

#include <string.h>

void rate_audience(const struct model *model, int stage, struct audience *audience)
{
	vote_audience(model, stage, audience);
	if (stage_setting(model_stage(model, stage), SETTING_ORDER) == ORDER_DISAGREEMENT)
		audience_sort_rated(audience, true);
}

static void set_spread(
	struct audience_item *item, const struct poll *poll, const int64_t *counts, int64_t ballots)
{
	item->value = ballots;
	for (size_t i = 0; i < poll->result.sums.steps; i++)
		ids_add(&item->spread, counts[i]);
}

/* The same statement the last time, where it stood on the same scale. Only whether "don't know"
 * could be said may differ: what cannot stand in this row is left out of it. */
static void add_before(const struct model *model, const struct poll *poll, size_t option,
	struct audience *audience)
{
	struct rated_before before;

	if (!rated_before_find(model, poll, option, &before) ||
		!rated_before_alike(&before, &(struct rated){model, poll}))
		return;
	size_t steps = tally_rating_steps(&poll->rule);
	int64_t unsure = before.rule.unsure ? before.counts[steps] : 0;
	struct audience_item *item = audience_add(audience, ITEM_RATED, 0, _("last time"));
	item->under = item->before = true;
	item->value = before.ballots - (poll->rule.unsure ? 0 : unsure);
	for (size_t i = 0; i < poll->result.sums.steps; i++)
		ids_add(&item->spread, i < steps ? before.counts[i] : unsure);
}

static void add_parts(const struct model *model, const struct poll *poll, size_t option,
	struct audience *audience)
{
	for (size_t part = 0; part < parts_count(&poll->shown); part++) {
		struct buf name = {0};
		struct audience_item *item = audience_add(audience, ITEM_RATED, 0, NULL);
		sentence_part(model, &poll->shown, part, &name);
		item->figure = buf_take(&name);
		item->text = item->figure;
		item->under = true;
		set_spread(item, poll, part_spread(poll, part, option), part_ballots(poll, part));
	}
}

void rated_items(const struct model *model, const struct poll *poll, struct audience *audience)
{
	const struct tally_sums *sums = &poll->result.sums;
	int64_t ballots = sums->heads.cast - sums->heads.blank - sums->heads.spoilt;

	for (size_t i = 0; i < sums->options && sums->spread != NULL; i++) {
		int64_t id = poll->options.items[i];
		struct buf sentence = {0};
		struct audience_item *item = audience_add(
			audience, ITEM_RATED, id, model_option_shown(model, poll->stage, id));
		sentence_rating(model, poll, i, &sentence);
		item->figure = buf_take(&sentence);
		item->level = poll->result.level[i];
		item->total = (int64_t)i;
		set_spread(item, poll, sums->spread + i * sums->steps, ballots);
		add_before(model, poll, i, audience);
		add_parts(model, poll, i, audience);
	}
}

void audience_sort_rated(struct audience *audience, bool by_disagreement)
{
	struct audience_items *items = &audience->items;
	struct audience_items sorted = {0};

	for (size_t place = 0; place < items->count; place++) {
		bool taken = false;
		for (size_t i = 0; i < items->count; i++) {
			const struct audience_item *item = &items->items[i];
			if (item->kind != ITEM_RATED)
				goto out; /* nothing was rated here */
			size_t at = by_disagreement ? item->level : (size_t)item->total;
			taken = item->under ? taken : at == place;
			if (taken)
				*array_push(&sorted) = *item;
		}
	}
	if (sorted.count == items->count)
		memcpy(items->items, sorted.items, items->count * sizeof *items->items);
out:
	array_finish(&sorted);
}
