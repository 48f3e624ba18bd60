/* Where a thing comes from, and what came of it. */
#include "roundtable/core/trace.h"

#include "../rule.h"

#include "roundtable/base/i18n.h"
#include "roundtable/core/sentence.h"

struct tracing {
	const struct model *model;
	struct trace *trace;
	int64_t begun; /* the thing it began with */
	void (*links)(struct tracing *tracing, int64_t thing, int depth);
};

static bool was_reached(const struct tracing *tracing, int64_t thing)
{
	if (thing == tracing->begun)
		return true;
	for (size_t i = 0; i < tracing->trace->count; i++)
		if (tracing->trace->items[i].thing == thing)
			return true;
	return false;
}

bool trace_shown(const struct model *model, int64_t thing)
{
	const struct card *card = model_card(model, thing);
	const struct poll *poll = model_poll(model, thing);
	bool known = card != NULL || poll != NULL || model_theme(model, thing) != NULL ||
		     model_proposal(model, thing) != NULL || model_action(model, thing) != NULL;

	return known && !model_withdrawn(model, thing) &&
	       !(card != NULL && card_hidden(model, card)) &&
	       !(poll != NULL && poll->state == POLL_IS_VOIDED);
}

static void reach(struct tracing *tracing, int64_t thing, int64_t of, int depth)
{
	if (!trace_shown(tracing->model, thing) || was_reached(tracing, thing))
		return;
	*array_push(tracing->trace) = (struct trace_step){thing, of, depth};
	tracing->links(tracing, thing, depth);
}

/* --- where it comes from --- */

static void cards_of_theme(struct tracing *tracing, const struct theme *theme, int depth)
{
	const struct model *model = tracing->model;
	struct ids cards = {0};

	for (size_t i = 0; i < model->cards.count; i++) {
		const struct card *card = &model->cards.items[i];
		bool stands =
			card->merged_into == 0 && !(card->cut && card->cut_stage <= theme->stage);
		if (stands && model_theme_of(model, theme->stage, card->id) == theme->id)
			ids_add(&cards, card->id);
	}
	order_cards(model, theme->stage, &cards);
	for (size_t i = 0; i < cards.count; i++)
		reach(tracing, cards.items[i], theme->id, depth + 1);
	array_finish(&cards);
}

static void cards_put_into(struct tracing *tracing, const struct card *card, int depth)
{
	const struct model *model = tracing->model;
	struct ids cards = {0};

	for (size_t i = 0; i < model->cards.count; i++)
		if (model->cards.items[i].merged_into == card->id)
			ids_add(&cards, model->cards.items[i].id);
	order_cards(model, card->stage, &cards);
	for (size_t i = 0; i < cards.count; i++)
		reach(tracing, cards.items[i], card->id, depth + 1);
	array_finish(&cards);
}

static void source_links(struct tracing *tracing, int64_t thing, int depth)
{
	const struct model *model = tracing->model;
	const struct card *card = model_card(model, thing);
	const struct theme *theme = model_theme(model, thing);
	const struct proposal *proposal = model_proposal(model, thing);
	const struct action *action = model_action(model, thing);

	if (action != NULL)
		reach(tracing, action->source, thing, depth + 1);
	if (proposal != NULL) {
		reach(tracing, proposal->source, thing, depth + 1);
		reach(tracing, proposal->earlier, thing, depth + 1);
		reach(tracing, proposal->amends, thing, depth + 1);
	}
	if (theme != NULL)
		cards_of_theme(tracing, theme, depth);
	if (card != NULL)
		cards_put_into(tracing, card, depth);
}

/* --- what came of it --- */

static void votes_on(struct tracing *tracing, int64_t option, int depth)
{
	const struct model *model = tracing->model;

	for (size_t i = 0; i < model->polls.count; i++)
		if (ids_contain(&model->polls.items[i].options, option))
			reach(tracing, model->polls.items[i].id, option, depth + 1);
}

static void made_of(struct tracing *tracing, int64_t thing, int depth)
{
	const struct model *model = tracing->model;

	for (size_t i = 0; i < model->proposals.count; i++)
		if (model->proposals.items[i].source == thing ||
			model->proposals.items[i].earlier == thing ||
			model->proposals.items[i].amends == thing)
			reach(tracing, model->proposals.items[i].id, thing, depth + 1);
	for (size_t i = 0; i < model->actions.count; i++)
		if (model->actions.items[i].source == thing)
			reach(tracing, model->actions.items[i].id, thing, depth + 1);
}

static void themes_of(struct tracing *tracing, const struct card *card, int depth)
{
	const struct model *model = tracing->model;

	for (size_t i = 0; i < model->stages.count; i++)
		reach(tracing, model_theme_of(model, (int)i, card->id), card->id, depth + 1);
}

static void outcome_links(struct tracing *tracing, int64_t thing, int depth)
{
	const struct model *model = tracing->model;
	const struct card *card = model_card(model, thing);

	if (model_poll(model, thing) != NULL)
		return;
	if (card != NULL) {
		reach(tracing, card->merged_into, thing, depth + 1);
		themes_of(tracing, card, depth);
	}
	if (model_proposal(model, thing) == NULL)
		votes_on(tracing, thing, depth);
	for (size_t i = 0; i < model->polls.count; i++)
		if (model->polls.items[i].proposal == thing)
			reach(tracing, model->polls.items[i].id, thing, depth + 1);
	made_of(tracing, thing, depth);
}

static void begin(const struct model *model, int64_t thing,
	void (*links)(struct tracing *, int64_t, int), struct trace *trace)
{
	struct tracing tracing = {model, trace, thing, links};

	trace->count = 0;
	if (trace_shown(model, thing))
		links(&tracing, thing, 0);
}

void trace_sources(const struct model *model, int64_t thing, struct trace *trace)
{
	begin(model, thing, source_links, trace);
}

void trace_outcomes(const struct model *model, int64_t thing, struct trace *trace)
{
	begin(model, thing, outcome_links, trace);
}

/* --- in words --- */

const char *trace_decided_words(const struct proposal *proposal)
{
	return proposal->mendings.count > 0 ? proposal->mendings.items[0].text : proposal->text;
}

void trace_wordings(const struct model *model, const struct proposal *proposal, struct ids *events)
{
	for (size_t i = 0; i < model->events.count && proposal->worded != proposal->id; i++) {
		const struct event *event = &model->events.items[i];
		bool about =
			event->seq == proposal->id ||
			(event->kind == EVENT_WORDS_CHANGED && event->body.thing == proposal->id);
		if (about && event_word(event, 0) != trace_decided_words(proposal) &&
			!model_step_undone(model, event->step))
			ids_add(events, event->seq);
	}
}

/* The place of an option among all, from 1, those that are level with it counted with it. */
static size_t place_of(const struct tally_result *result, size_t option)
{
	size_t place = 1;

	for (size_t i = 0; i < result->sums.options; i++)
		place += result->level[i] < result->level[option];
	return place;
}

static void option_came_to(
	const struct model *model, const struct poll *poll, int64_t thing, struct buf *out)
{
	const struct tally_result *result = &poll->result;
	size_t option = 0;
	struct buf figure = {0};

	while (option < poll->options.count && poll->options.items[option] != thing)
		option++;
	if (option >= poll->options.count || option >= result->sums.options)
		return;
	sentence_figure(model, poll, option, &figure);
	if (result->outcome == OUTCOME_RANKED && result->level != NULL)
		buf_format(out, _("place %1$zu of %2$zu: %3$s"), place_of(result, option),
			result->sums.options, buf_text(&figure));
	else
		buf_text_add(out, buf_text(&figure));
	buf_finish(&figure);
}

void trace_vote(const struct model *model, const struct trace_step *step, struct buf *out)
{
	const struct poll *poll = model_poll(model, step->thing);

	if (poll == NULL)
		return;
	if (poll->proposal != 0 || poll->state != POLL_IS_CLOSED ||
		poll->result.sums.heads.cast == 0)
		sentence_result(model, poll, out);
	else
		option_came_to(model, poll, step->of, out);
}
