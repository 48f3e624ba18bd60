/* How statements were rated in an earlier session: what this one was left of it. */
#include "carry.h"

#include "roundtable/base/text.h"
#include "roundtable/core/beside.h"
#include "roundtable/core/sentence.h"

/* The words of such an event. */
enum { WORD_TITLE, WORD_NAME, WORD_ANSWERS };

/* A file may hold any numbers: more people than anybody ever asked, and sums still fit. */
#define BALLOTS_MOST (INT64_C(1) << 31)

/* Whether the programme lists this statement; else it is a card. */
static bool rated_listed(const struct poll *poll, size_t option)
{
	return poll->options.items[option] < 0;
}

static bool row_whole(const int64_t *counts, int64_t steps, int64_t ballots)
{
	int64_t sum = 0;

	for (int64_t i = 0; i < steps; i++) {
		if (counts[i] < 0 || counts[i] > ballots)
			return false;
		sum += counts[i];
	}
	return sum <= ballots;
}

bool rated_before_whole(const struct event *event)
{
	const struct rare *rare = body_rare(&event->body);
	const struct ids *spread = &rare->spread;

	if (rare->steps < 2 + (rare->unsure != 0) || rare->steps > TALLY_POINTS_MAX + 1 ||
		spread->count == 0 || spread->count % (size_t)rare->steps != 0 || rare->blank < 0 ||
		rare->spoilt < 0 || rare->cast > BALLOTS_MOST || rare->blank > rare->cast ||
		rare->spoilt > rare->cast - rare->blank)
		return false;
	size_t rows = spread->count / (size_t)rare->steps;
	if (!event->erased && event->words.count != WORD_ANSWERS + (size_t)rare->steps + rows)
		return false;
	for (size_t i = 0; i < rows; i++)
		if (!row_whole(spread->items + i * (size_t)rare->steps, rare->steps,
			    rare->cast - rare->blank - rare->spoilt))
			return false;
	return true;
}

void apply_rated_before(struct model *model, const struct event *event)
{
	if (rated_before_whole(event))
		ids_add(&model->rated_before, event->seq);
}

/* Whether an event tells how statements of this stage were rated in an earlier session. */
static bool rated_before_stage(const struct event *event, const struct stage *stage)
{
	if (event->erased)
		return false;
	char *name = event->words.items[WORD_NAME];
	struct stage then = {.activity = ACTIVITY_RATE,
		.title = event->words.items[WORD_TITLE],
		.name = name[0] != '\0' ? name : NULL};
	return stage_same(&then, stage);
}

/* The statement of these words: in a list that is the same as then, the one in the same place. */
static bool find_row(const struct event *event, const char *text, size_t place, size_t *row)
{
	size_t first = WORD_ANSWERS + (size_t)body_rare(&event->body)->steps;
	size_t rows = event->words.count - first;

	for (size_t i = 0; i < rows; i++) {
		*row = (place + i) % rows;
		if (text_same_folded(event->words.items[first + *row], text))
			return true;
	}
	return false;
}

static void read_row(const struct model *model, const struct event *event, size_t row,
	struct rated_before *before)
{
	const struct rare *rare = body_rare(&event->body);

	*before = (struct rated_before){
		.session = model_origin(model, event->seq).session,
		.rule = {.method = TALLY_RATINGS,
			.scale = (int)rare->steps - 1,
			.unsure = rare->unsure != 0},
		.answers = event->words.items + WORD_ANSWERS,
		.counts = rare->spread.items + row * (size_t)rare->steps,
		.ballots = rare->cast - rare->blank - rare->spoilt,
	};
}

bool rated_before_find(const struct model *model, const struct poll *poll, size_t option,
	struct rated_before *before)
{
	const struct stage *stage = model_stage(model, poll->stage);

	if (stage == NULL || poll->state != POLL_IS_CLOSED || option >= poll->options.count ||
		!rated_listed(poll, option))
		return false;
	const char *text = model_option_text(model, poll->stage, poll->options.items[option]);
	for (size_t i = model->rated_before.count; text != NULL && i > 0; i--) {
		const struct event *event = model_event(model, model->rated_before.items[i - 1]);
		size_t row;
		if (!rated_before_stage(event, stage) ||
			model_origin(model, event->seq).session == NULL ||
			!find_row(event, text, option, &row))
			continue;
		read_row(model, event, row, before);
		return true;
	}
	return false;
}

/* --- carried on --- */

/* What was published of the whole room, for the statements that the programme lists: cards are
 * people's own words, and nobody compares those. */
static void carry_rating(struct carrying *c, const struct stage *stage, const struct poll *poll)
{
	const struct tally_sums *sums = &poll->result.sums;
	struct event *event = carry_bring(c, EVENT_RATED_BEFORE, poll->closing);
	struct rare *rare = body_rare_make(&event->body);

	rare->steps = (int64_t)sums->steps;
	rare->unsure = poll->rule.unsure;
	rare->cast = sums->heads.cast;
	rare->blank = sums->heads.blank;
	rare->spoilt = sums->heads.spoilt;
	carry_say(event, stage->title);
	carry_say(event, stage->name);
	for (size_t i = 0; i < sums->steps; i++) {
		struct buf answer = {0};
		sentence_grade(c->from, poll, i, &answer);
		carry_say(event, buf_text(&answer));
		buf_finish(&answer);
	}
	for (size_t i = 0; i < sums->options; i++) {
		if (!rated_listed(poll, i))
			continue;
		carry_say(event, model_option_text(c->from, poll->stage, poll->options.items[i]));
		for (size_t k = 0; k < sums->steps; k++)
			ids_add(&rare->spread, sums->spread[i * sums->steps + k]);
	}
}

static bool rated_listed_any(const struct poll *poll)
{
	for (size_t i = 0; poll != NULL && i < poll->result.sums.options; i++)
		if (rated_listed(poll, i))
			return true;
	return false;
}

/* Whether that session, which was left such a rating itself, rated in that stage again. */
static bool rated_since(const struct model *from, const struct event *before)
{
	for (size_t i = 0; i < from->plan->stages.count; i++)
		if (rated_before_stage(before, &from->plan->stages.items[i]) &&
			rated_listed_any(rated_in(from, (int)i).poll))
			return true;
	return false;
}

void carry_ratings(struct carrying *c)
{
	const struct model *from = c->from;

	for (size_t i = 0; i < from->rated_before.count; i++) {
		const struct event *before = model_event(from, from->rated_before.items[i]);
		if (before->erased || rated_since(from, before))
			continue;
		const struct rare *was = body_rare(&before->body);
		struct event *event = carry_bring(c, EVENT_RATED_BEFORE, before->seq);
		struct rare *rare = body_rare_make(&event->body);
		rare->steps = was->steps;
		rare->unsure = was->unsure;
		rare->cast = was->cast;
		rare->blank = was->blank;
		rare->spoilt = was->spoilt;
		ids_copy(&rare->spread, &was->spread);
		for (size_t k = 0; k < before->words.count; k++)
			carry_say(event, before->words.items[k]);
	}
	for (size_t i = 0; i < from->plan->stages.count; i++) {
		const struct poll *poll = rated_in(from, (int)i).poll;
		if (rated_listed_any(poll))
			carry_rating(c, &from->plan->stages.items[i], poll);
	}
}
