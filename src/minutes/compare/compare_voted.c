/* The same options put to the vote in several sessions. */
#include "compare.h"

#include "roundtable/base/i18n.h"
#include "roundtable/base/mem.h"
#include "roundtable/core/sentence.h"

/* A vote stage in several sessions. */
struct votes {
	struct comparing *comparing;
	const struct row *stage;
	const struct poll **polls; /* by session; NULL: no result */
	struct rows options;
};

/* The vote of a stage that came to a result. */
static const struct poll *counted_poll(const struct model *model, int stage)
{
	const struct poll *poll = model_stage_poll(model, stage);
	bool counted = poll != NULL && poll->state == POLL_IS_CLOSED &&
		       poll->result.sums.heads.cast > 0 && poll->result.order != NULL &&
		       poll->result.outcome != OUTCOME_NO_QUORUM &&
		       poll->result.outcome != OUTCOME_NO_BALLOTS;

	return counted ? poll : NULL;
}

static const struct model *model_of(const struct votes *votes, size_t session)
{
	return votes->comparing->sessions[session].model;
}

/* NULL: erased or withdrawn, which is like nothing else. */
static void list_options(const struct model *model, const struct poll *poll, struct texts *list)
{
	for (size_t i = 0; i < poll->result.sums.options; i++) {
		const char *answer = sentence_answer(poll->rule.method, i);
		texts_add(list, answer[0] != '\0' ? answer
						  : model_option_text(model, poll->stage,
							    poll->options.items[i]));
	}
}

static void votes_init(struct votes *votes, struct comparing *comparing, const struct row *stage)
{
	struct texts *lists = mem_alloc(comparing->count + 1, sizeof *lists);

	*votes = (struct votes){.comparing = comparing,
		.stage = stage,
		.polls = mem_alloc(comparing->count + 1, sizeof *votes->polls)};
	for (size_t i = 0; i < comparing->count; i++) {
		if (stage->at[i] == MISSING)
			continue;
		votes->polls[i] = counted_poll(model_of(votes, i), (int)stage->at[i]);
		if (votes->polls[i] != NULL)
			list_options(model_of(votes, i), votes->polls[i], &lists[i]);
	}
	rows_of_texts(lists, comparing->count, &votes->options);
	for (size_t i = 0; i < comparing->count; i++)
		texts_finish(&lists[i]);
	array_free(lists);
}

/* Its place, where options have places, and what it came to. */
static void add_cell(const struct votes *votes, const struct row *row, size_t session)
{
	const struct poll *poll = votes->polls[session];
	struct buf figure = {0}, text = {0};

	if (row->at[session] != MISSING) {
		sentence_figure(model_of(votes, session), poll, row->at[session], &figure);
		if (tally_method(poll->rule.method)->answers > 0)
			buf_text_add(&text, buf_text(&figure));
		else
			buf_format(&text, _("place %1$zu: %2$s"),
				poll->result.level[row->at[session]] + 1, buf_text(&figure));
	}
	document_cell(votes->comparing->document, buf_text(&text));
	buf_finish(&figure);
	buf_finish(&text);
}

static void option_words(const struct votes *votes, const struct row *row, struct buf *out)
{
	size_t i = votes->comparing->count - 1;

	while (row->at[i] == MISSING)
		i--;
	sentence_option(model_of(votes, i), votes->polls[i], row->at[i], out);
}

/* The options on the first place, as a list in words. */
static void first_place(const struct model *model, const struct poll *poll, struct buf *out)
{
	for (size_t i = 0; i < poll->result.winners.count; i++) {
		struct buf name = {0}, joined = {0};
		sentence_option(model, poll, poll->result.winners.items[i], &name);
		if (i > 0)
			buf_format(&joined, _("%1$s, “%2$s”"), buf_text(out), buf_text(&name));
		else
			buf_format(&joined, _("“%s”"), buf_text(&name));
		buf_finish(&name);
		buf_finish(out);
		*out = joined;
	}
}

static void say_results(const struct votes *votes)
{
	struct comparing *comparing = votes->comparing;

	for (size_t i = 0; i < comparing->count; i++) {
		const struct poll *poll = votes->polls[i];
		const char *label = comparing->labels.items[i];
		struct buf rule = {0}, first = {0};
		if (poll != NULL) {
			first_place(model_of(votes, i), poll, &first);
			sentence_rule(&poll->rule, poll->secret, poll->mixing != 0, &rule);
		}
		if (votes->stage->at[i] == MISSING)
			comparing_say(comparing, _("%s: the programme had no such stage."), label);
		else if (poll == NULL)
			comparing_say(comparing, _("%s: there is no result."), label);
		else if (first.count > 0)
			comparing_say(comparing, _("%1$s: first came %2$s. %3$s"), label,
				buf_text(&first), buf_text(&rule));
		else
			comparing_say(comparing, _("%1$s: %2$s"), label, buf_text(&rule));
		buf_finish(&rule);
		buf_finish(&first);
	}
}

/* The sum of what was given out, of which each option got a share. */
static int64_t given(const struct poll *poll)
{
	int64_t sum = 0;

	for (size_t i = 0; i < poll->result.sums.options; i++)
		sum += poll->result.sums.totals[i];
	return sum;
}

/* What each option got of all votes or dots, where every session counted in such. */
static void share_bars(const struct votes *votes, const struct row *row, const char *words)
{
	struct document *document = votes->comparing->document;

	document_bars(document, words);
	for (size_t i = 0; i < votes->comparing->count; i++) {
		struct buf figure = {0};
		if (row->at[i] == MISSING || !rule_says_in_totals(&votes->polls[i]->rule))
			continue;
		sentence_figure(model_of(votes, i), votes->polls[i], row->at[i], &figure);
		document_bar(document, votes->comparing->labels.items[i],
			votes->polls[i]->result.sums.totals[row->at[i]], given(votes->polls[i]),
			buf_text(&figure));
		buf_finish(&figure);
	}
}

static void show_option(const struct votes *votes, const struct row *row)
{
	struct comparing *comparing = votes->comparing;
	struct buf words = {0};

	option_words(votes, row, &words);
	document_row(comparing->document);
	document_cell(comparing->document, buf_text(&words));
	for (size_t k = 0; k < comparing->count; k++)
		add_cell(votes, row, k);
	buf_finish(&words);
}

/* Options that more than one vote had; how many stood in one alone is said. */
static void show_options(const struct votes *votes)
{
	struct comparing *comparing = votes->comparing;
	size_t alone = 0;

	comparing_table(comparing, _("What each came to"), _("Option"), ALIGN_START);
	for (size_t i = 0; i < votes->options.count; i++)
		if (row_places(&votes->options.items[i], comparing->count) > 1)
			show_option(votes, &votes->options.items[i]);
		else
			alone++;
	if (alone > 0)
		comparing_say(comparing,
			ngettext("%zu more option was put to one of the votes only.",
				"%zu more options were put to one of the votes only.", alone),
			alone);
	for (size_t i = 0; i < votes->options.count; i++) {
		const struct row *row = &votes->options.items[i];
		struct buf words = {0};
		option_words(votes, row, &words);
		if (row_places(row, comparing->count) > 1)
			share_bars(votes, row, buf_text(&words));
		buf_finish(&words);
	}
}

bool compare_voted(struct comparing *comparing, const struct row *stage)
{
	struct votes votes;
	size_t shared = 0;

	votes_init(&votes, comparing, stage);
	for (size_t i = 0; i < votes.options.count; i++)
		shared += row_places(&votes.options.items[i], comparing->count) > 1;
	/* votes on what came up in the room have no options in common, as a rule */
	if (shared > 1) {
		comparing_stage(comparing, stage);
		say_results(&votes);
		show_options(&votes);
	}
	rows_finish(&votes.options);
	array_free(votes.polls);
	return shared > 1;
}
