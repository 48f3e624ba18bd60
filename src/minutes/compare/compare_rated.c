/* The same statements rated in several sessions. */
#include "compare.h"

#include "roundtable/base/i18n.h"
#include "roundtable/base/mem.h"
#include "roundtable/core/sentence.h"

#include <stdlib.h>

/* A rate stage in several sessions. */
struct line {
	struct comparing *comparing;
	const struct row *stage;
	struct rated *rated; /* by session; without a poll where there is nothing to compare */
	bool *other_scale;   /* by session: left out for that */
	struct rows statements;
	struct common_parts parts;
	bool *has_parts; /* by session */
};

static size_t rated_sessions(const struct line *line)
{
	size_t count = 0;

	for (size_t i = 0; i < line->comparing->count; i++)
		count += line->rated[i].poll != NULL;
	return count;
}

/* Figures on another scale than the newest cannot stand beside it. */
static void drop_other_scales(struct line *line)
{
	const struct rated *last = NULL;

	for (size_t i = 0; i < line->comparing->count; i++)
		last = line->rated[i].poll != NULL ? &line->rated[i] : last;
	for (size_t i = 0; i < line->comparing->count; i++) {
		if (line->rated[i].poll == NULL || rated_alike(&line->rated[i], last))
			continue;
		line->rated[i].poll = NULL;
		line->other_scale[i] = true;
	}
}

static void find_statements(struct line *line)
{
	size_t count = line->comparing->count;
	struct texts *lists = mem_alloc(count + 1, sizeof *lists);

	for (size_t i = 0; i < count; i++) {
		const struct poll *poll = line->rated[i].poll;
		for (size_t k = 0; poll != NULL && k < poll->result.sums.options; k++)
			texts_add(&lists[i], model_option_text(line->rated[i].model, poll->stage,
						     poll->options.items[k]));
	}
	rows_of_texts(lists, count, &line->statements);
	for (size_t i = 0; i < count; i++)
		texts_finish(&lists[i]);
	array_free(lists);
}

static void find_parts(struct line *line)
{
	static const struct ids none = {0};
	size_t count = line->comparing->count;
	struct parts_shown *shown = mem_alloc(count + 1, sizeof *shown);

	line->has_parts = mem_alloc(count + 1, sizeof *line->has_parts);
	for (size_t i = 0; i < count; i++) {
		shown[i] = (struct parts_shown){line->comparing->sessions[i].model, &none};
		if (line->rated[i].poll != NULL)
			parts_of_rated(&line->rated[i], &shown[i]);
		line->has_parts[i] = shown[i].counts.count > 0;
	}
	common_parts_find(shown, count, &line->parts);
	for (size_t i = 0; i < count; i++)
		array_finish(&shown[i].counts);
	array_free(shown);
}

static void line_init(struct line *line, struct comparing *comparing, const struct row *stage)
{
	*line = (struct line){.comparing = comparing,
		.stage = stage,
		.rated = mem_alloc(comparing->count + 1, sizeof *line->rated),
		.other_scale = mem_alloc(comparing->count + 1, sizeof *line->other_scale)};
	for (size_t i = 0; i < comparing->count; i++)
		if (stage->at[i] != MISSING)
			line->rated[i] = rated_in(comparing->sessions[i].model, (int)stage->at[i]);
	drop_other_scales(line);
	find_statements(line);
	find_parts(line);
}

static void line_finish(struct line *line)
{
	rows_finish(&line->statements);
	common_parts_finish(&line->parts);
	array_free(line->has_parts);
	array_free(line->rated);
	array_free(line->other_scale);
}

/* --- one statement --- */

static size_t first_of(const struct line *line, const struct row *row)
{
	size_t i = 0;

	while (i < line->comparing->count && row->at[i] == MISSING)
		i++;
	return i;
}

static size_t last_of(const struct line *line, const struct row *row)
{
	size_t i = line->comparing->count - 1;

	while (i > 0 && row->at[i] == MISSING)
		i--;
	return i;
}

static int moved(const struct line *line, const struct row *row)
{
	size_t first = first_of(line, row), last = last_of(line, row);

	return rated_moved(&line->rated[first], row->at[first], &line->rated[last], row->at[last]);
}

static void say_moved(const struct line *line, const struct row *row, struct buf *out)
{
	size_t first = first_of(line, row), last = last_of(line, row);

	sentence_moved(&line->rated[first], row->at[first], &line->rated[last], row->at[last], out);
}

static void statement_words(const struct line *line, const struct row *row, struct buf *out)
{
	size_t last = last_of(line, row);

	sentence_option(line->rated[last].model, line->rated[last].poll, row->at[last], out);
}

/* How many stand on the side of the last answer, each time. */
static void bars(const struct line *line, const struct row *row)
{
	struct document *document = line->comparing->document;
	const struct rated *last = &line->rated[last_of(line, row)];
	size_t steps = tally_rating_steps(&last->poll->rule), side = steps / 2;
	struct buf from = {0}, to = {0}, caption = {0};

	sentence_grade(last->model, last->poll, steps - side, &from);
	sentence_grade(last->model, last->poll, steps - 1, &to);
	if (side > 1)
		buf_format(&caption, _("Answers from “%1$s” to “%2$s”"), buf_text(&from),
			buf_text(&to));
	else
		buf_format(&caption, _("Answers “%s”"), buf_text(&to));
	document_bars(document, buf_text(&caption));
	for (size_t i = 0; i < line->comparing->count && side > 0; i++) {
		struct tally_rating rating;
		struct buf text = {0};
		if (row->at[i] == MISSING)
			continue;
		const int64_t *counts = rated_counts(&line->rated[i], row->at[i]);
		int64_t upper = tally_rating_leaning(&line->rated[i].poll->rule, counts, true);
		tally_rating(&line->rated[i].poll->rule, counts, &rating);
		buf_format(
			&text, _("%1$lld of %2$lld"), (long long)upper, (long long)rating.answers);
		document_bar(document, line->comparing->labels.items[i], upper, rating.answers,
			buf_text(&text));
		buf_finish(&text);
	}
	buf_finish(&from);
	buf_finish(&to);
	buf_finish(&caption);
}

/* What a row of the table tells of a statement in one session. */
enum figure { FIGURE_GRADE, FIGURE_UNSURE, FIGURE_LEFT_OUT, FIGURE_MIDDLE, FIGURE_APART };

static void figure_cell(const struct line *line, const struct row *row, size_t session,
	enum figure figure, size_t grade)
{
	const struct rated *rated = &line->rated[session];
	struct document *document = line->comparing->document;
	struct tally_rating rating;
	struct buf text = {0};

	if (row->at[session] == MISSING) {
		document_cell(document, "");
		return;
	}
	const struct tally_heads *heads = &rated->poll->result.sums.heads;
	const int64_t *counts = rated_counts(rated, row->at[session]);
	int64_t ballots = heads->cast - heads->blank - heads->spoilt;
	tally_rating(&rated->poll->rule, counts, &rating);
	switch (figure) {
	case FIGURE_GRADE:
		buf_format(&text, "%lld", (long long)counts[grade]);
		break;
	case FIGURE_UNSURE:
		if (rated->poll->rule.unsure)
			buf_format(&text, "%lld", (long long)rating.unsure);
		break;
	case FIGURE_LEFT_OUT:
		buf_format(&text, "%lld", (long long)(ballots - rating.answers - rating.unsure));
		break;
	case FIGURE_MIDDLE:
		sentence_middle(rated, counts, &text);
		break;
	case FIGURE_APART:
		if (rating.answers > 0)
			buf_format(&text, "%d", tally_rating_apart(&rating));
		break;
	}
	document_cell(document, buf_text(&text));
	buf_finish(&text);
}

static void figure_row(const struct line *line, const struct row *row, const char *head,
	enum figure figure, size_t grade)
{
	document_row(line->comparing->document);
	document_cell(line->comparing->document, head);
	for (size_t i = 0; i < line->comparing->count; i++)
		figure_cell(line, row, i, figure, grade);
}

static void part_row(const struct line *line, const struct row *row, size_t part)
{
	struct document *document = line->comparing->document;
	struct buf head = {0};

	buf_format(&head, _("In the middle: %s"), line->parts.items[part].name);
	document_row(document);
	document_cell(document, buf_text(&head));
	for (size_t i = 0; i < line->comparing->count; i++) {
		struct buf text = {0};
		if (row->at[i] != MISSING)
			sentence_common_part(
				&line->parts, part, i, &line->rated[i], row->at[i], &text);
		document_cell(document, buf_text(&text));
		buf_finish(&text);
	}
	buf_finish(&head);
}

static void figures(const struct line *line, const struct row *row)
{
	const struct rated *last = &line->rated[last_of(line, row)];
	size_t steps = tally_rating_steps(&last->poll->rule);
	bool unsure = false;

	for (size_t i = 0; i < line->comparing->count; i++)
		unsure = unsure || (row->at[i] != MISSING && line->rated[i].poll->rule.unsure);
	comparing_table(
		line->comparing, _("How often each answer was given"), _("Answer"), ALIGN_END);
	for (size_t i = 0; i < steps; i++) {
		struct buf grade = {0};
		sentence_grade(last->model, last->poll, i, &grade);
		figure_row(line, row, buf_text(&grade), FIGURE_GRADE, i);
		buf_finish(&grade);
	}
	if (unsure)
		figure_row(line, row, _("don’t know"), FIGURE_UNSURE, 0);
	figure_row(line, row, _("left out"), FIGURE_LEFT_OUT, 0);
	figure_row(line, row, _("In the middle"), FIGURE_MIDDLE, 0);
	figure_row(line, row, _("Disagreement, 0 to 100"), FIGURE_APART, 0);
	for (size_t i = 0; i < line->parts.count; i++)
		part_row(line, row, i);
}

static void statement(const struct line *line, const struct row *row)
{
	struct comparing *comparing = line->comparing;
	struct buf name = {0}, words = {0}, said = {0};

	buf_format(&name, "statement-%zu", ++comparing->statements);
	statement_words(line, row, &words);
	say_moved(line, row, &said);
	document_heading(comparing->document, 3, buf_text(&name), buf_text(&words));
	document_text(comparing->document, buf_text(&said));
	bars(line, row);
	figures(line, row);
	buf_finish(&name);
	buf_finish(&words);
	buf_finish(&said);
}

/* --- the stage --- */

static void say_missing(const struct line *line)
{
	struct comparing *comparing = line->comparing;

	for (size_t i = 0; i < comparing->count; i++) {
		const char *label = comparing->labels.items[i];
		if (line->other_scale[i])
			comparing_say(comparing,
				_("%s: the answers to choose from were others, so these figures "
				  "cannot stand beside the newest."),
				label);
		else if (line->stage->at[i] == MISSING)
			comparing_say(comparing, _("%s: the programme had no such stage."), label);
		else if (line->rated[i].poll == NULL)
			comparing_say(comparing, _("%s: there is no result."), label);
	}
}

static void say_parts(const struct line *line)
{
	size_t with = 0;

	for (size_t i = 0; i < line->comparing->count; i++)
		with += line->has_parts[i];
	if (line->parts.count > 0)
		comparing_say(line->comparing,
			_("By role only what lies in the middle is set side by side, and roles "
			  "which one of the sessions showed together stand together in all: so "
			  "that nobody can be read from the difference."));
	else if (with > 0)
		comparing_say(line->comparing,
			_("Nothing is compared by role: what one session did not show apart, or "
			  "showed together with others, could be read from the other."));
}

static void say_alone(const struct line *line)
{
	struct document *document = line->comparing->document;
	bool any = false;

	for (size_t i = 0; i < line->statements.count; i++) {
		const struct row *row = &line->statements.items[i];
		struct buf words = {0}, dates = {0};
		if (row_places(row, line->comparing->count) > 1)
			continue;
		if (!any)
			comparing_say(line->comparing, "%s", _("Rated in one session only:"));
		if (!any)
			document_list(document, false);
		any = true;
		statement_words(line, row, &words);
		comparing_dates(line->comparing, row, &dates);
		document_item(document, 0);
		document_run(document, RUN_PLAIN, buf_text(&words));
		document_run(document, RUN_EMPHASIS, " (");
		document_run(document, RUN_EMPHASIS, buf_text(&dates));
		document_run(document, RUN_EMPHASIS, ")");
		buf_finish(&words);
		buf_finish(&dates);
	}
}

static void statements(const struct line *line)
{
	const struct rows *rows = &line->statements;
	bool *done = mem_alloc(rows->count + 1, sizeof *done);

	for (;;) {
		size_t next = rows->count;
		for (size_t i = 0; i < rows->count; i++) {
			if (done[i] || row_places(&rows->items[i], line->comparing->count) < 2)
				continue;
			if (next == rows->count ||
				(line->comparing->order == COMPARE_MOVED &&
					abs(moved(line, &rows->items[i])) >
						abs(moved(line, &rows->items[next]))))
				next = i;
		}
		if (next == rows->count)
			break;
		done[next] = true;
		statement(line, &rows->items[next]);
	}
	array_free(done);
}

/* How many statements were rated more than once on the same scale. */
static size_t shared(const struct line *line)
{
	size_t count = 0;

	for (size_t i = 0; i < line->statements.count; i++)
		count += row_places(&line->statements.items[i], line->comparing->count) > 1;
	return count;
}

void compare_rated_moves(struct comparing *comparing, const struct row *stage)
{
	struct line line;

	line_init(&line, comparing, stage);
	for (size_t i = 0; i < line.statements.count; i++) {
		const struct row *row = &line.statements.items[i];
		struct buf words = {0}, said = {0};
		if (row_places(row, comparing->count) < 2)
			continue;
		statement_words(&line, row, &words);
		say_moved(&line, row, &said);
		*array_push(&comparing->moves) = (struct move){.words = buf_take(&words),
			.sentence = buf_take(&said),
			.far = abs(moved(&line, row)),
			.number = comparing->moves.count};
	}
	line_finish(&line);
}

bool compare_rated(struct comparing *comparing, const struct row *stage)
{
	struct line line;
	size_t count;

	line_init(&line, comparing, stage);
	count = shared(&line);
	comparing_stage(comparing, stage);
	say_missing(&line);
	if (count == 0)
		comparing_say(comparing, "%s",
			rated_sessions(&line) < 2 ? _("So there is nothing to compare.")
						  : _("No statement stands in both, so there is "
						      "nothing to compare."));
	else
		say_parts(&line);
	statements(&line);
	if (rated_sessions(&line) > 1)
		say_alone(&line);
	line_finish(&line);
	return count > 0;
}
