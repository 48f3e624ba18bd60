/* The result of a count for people: a table with bars, and the transcript. */
#include "tally.h"

#include "roundtable/base/i18n.h"
#include "roundtable/base/mem.h"
#include "roundtable/base/text.h"
#include "roundtable/core/explain.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { BAR_CELLS = 30, NAME_CELLS = 40 };

/* What an option is called: a project by its label and its id. */
static char *display_name(const struct tally_report *report, size_t option)
{
	const struct election *election = report->election;
	struct buf name = {0};

	if (option < election->labels.count && *election->labels.items[option] != '\0')
		buf_format(&name, _("%1$s (%2$s)"), election->labels.items[option],
			report->names[option]);
	else
		buf_text_add(&name, report->names[option]);
	char *shown = cli_shown(buf_text(&name));
	buf_finish(&name);
	return shown;
}

/* At most NAME_CELLS columns, the end cut off where it is longer. */
static char *fitted(const char *name, int width)
{
	size_t length = strlen(name), at = 0;
	struct buf text = {0};
	int used = 0;

	while (at < length) {
		size_t next = text_next(name, length, at);
		int cells = text_grapheme_width(name + at, next - at);
		int left = width - used - (next < length);
		if (cells > left && text_width(name) > width)
			break;
		buf_add(&text, name + at, next - at);
		used += cells;
		at = next;
	}
	if (at < length) {
		buf_text_add(&text, "…");
		used++;
	}
	for (; used < width; used++)
		buf_byte(&text, ' ');
	return buf_take(&text);
}

/* Eighths of a cell. */
static void add_bar(int64_t value, int64_t most, struct buf *out)
{
	static const char *const parts[] = {"", "▏", "▎", "▍", "▌", "▋", "▊", "▉"};
	int eighths = value > 0 && most > 0 ? (int)((__int128)value * BAR_CELLS * 8 / most) : 0;
	int used = eighths / 8 + (eighths % 8 > 0);

	for (int i = 0; i < eighths / 8; i++)
		buf_text_add(out, "█");
	buf_text_add(out, parts[eighths % 8]);
	for (; used < BAR_CELLS; used++)
		buf_byte(out, ' ');
}

/* What is shown of an option. */
enum shown {
	SHOWN_TOTALS,
	SHOWN_VOTES,  /* those of the last stage */
	SHOWN_WINS,   /* how many others it stands above more often than below */
	SHOWN_GRADES, /* its majority grade */
	SHOWN_MEANS,
};

static const int64_t *last_votes(const struct tally_result *result)
{
	for (size_t i = result->stages.count; i > 0; i--) {
		const struct tally_stage *stage = &result->stages.items[i - 1];
		if (stage->votes != NULL && stage->kind != STAGE_ROLE)
			return stage->votes;
	}
	return NULL;
}

static enum shown shown_of(const struct tally_report *report)
{
	const struct tally_result *result = report->result;

	if (report->rule->mean)
		return SHOWN_MEANS;
	if (result->middles != NULL && tally_method(report->rule->method)->answers == 0)
		return SHOWN_GRADES;
	if (last_votes(result) != NULL)
		return SHOWN_VOTES;
	return result->sums.pairs != NULL ? SHOWN_WINS : SHOWN_TOTALS;
}

static int64_t wins_of(const struct tally_sums *sums, size_t option)
{
	int64_t wins = 0;

	for (size_t i = 0; i < sums->options; i++)
		wins += sums->pairs[option * sums->options + i] >
			sums->pairs[i * sums->options + option];
	return wins;
}

/* What the bar of an option shows; near enough for one. */
static int64_t bar_of(const struct tally_report *report, size_t option)
{
	const struct tally_result *result = report->result;
	int64_t givers = result->sums.givers[option];

	switch (shown_of(report)) {
	case SHOWN_TOTALS:
		break;
	case SHOWN_VOTES:
		return last_votes(result)[option];
	case SHOWN_WINS:
		return wins_of(&result->sums, option);
	case SHOWN_GRADES:
		return (int64_t)result->middles[option].low;
	case SHOWN_MEANS:
		return givers > 0 ? result->sums.totals[option] * 100 / givers : 0;
	}
	return result->sums.totals[option];
}

static void add_grade(const struct tally_report *report, size_t option, struct buf *out)
{
	const struct texts *grades = &report->election->grades;
	size_t grade = report->result->middles[option].low;

	if (grade < grades->count)
		buf_text_add(out, grades->items[grade]);
	else
		buf_format(out, "%zu", grade);
}

/* What stands behind the bar, exactly. */
static void add_figure(const struct tally_report *report, size_t option, struct buf *out)
{
	const struct tally_result *result = report->result;
	int64_t givers = result->sums.givers[option];

	switch (shown_of(report)) {
	case SHOWN_TOTALS:
	case SHOWN_VOTES:
		explain_amount(bar_of(report, option), result->unit, out);
		break;
	case SHOWN_WINS:
		buf_format(out, _("beats %lld"), (long long)bar_of(report, option));
		break;
	case SHOWN_GRADES:
		add_grade(report, option, out);
		break;
	case SHOWN_MEANS:
		if (givers > 0)
			explain_mean(result->sums.totals[option], givers, out);
		break;
	}
}

/* How wide the columns are, and how much the longest bar shows. */
struct table_columns {
	int name, figure;
	int64_t most;
};

static struct table_columns measure(const struct tally_report *report, char **names)
{
	struct table_columns columns = {0};

	for (size_t i = 0; i < report->result->sums.options; i++) {
		struct buf figure = {0};
		add_figure(report, i, &figure);
		int name = text_width(names[i]), cells = text_width(buf_text(&figure));
		columns.name = name > columns.name ? name : columns.name;
		columns.figure = cells > columns.figure ? cells : columns.figure;
		if (bar_of(report, i) > columns.most)
			columns.most = bar_of(report, i);
		buf_finish(&figure);
	}
	if (columns.name > NAME_CELLS)
		columns.name = NAME_CELLS;
	return columns;
}

static void print_row(const struct tally_report *report, const char *name, size_t place,
	size_t option, const struct table_columns *columns)
{
	char *shown = fitted(name, columns->name);
	struct buf bar = {0}, figure = {0};

	add_figure(report, option, &figure);
	add_bar(bar_of(report, option), columns->most, &bar);
	printf("%4zu  %s  %s  %*s%s\n", place, shown, buf_text(&bar),
		columns->figure - text_width(buf_text(&figure)), "", buf_text(&figure));
	buf_finish(&bar);
	buf_finish(&figure);
	free(shown);
}

static void print_rows(const struct tally_report *report, char **names)
{
	const struct tally_result *result = report->result;
	struct table_columns columns = measure(report, names);

	for (size_t i = 0, place = 1; i < result->sums.options; i++) {
		size_t option = result->order != NULL ? result->order[i] : i;
		/* level ones share the place of the first of them */
		if (i == 0 || result->level == NULL ||
			result->level[option] != result->level[result->order[i - 1]])
			place = i + 1;
		print_row(report, names[option], place, option, &columns);
	}
}

static void print_head(const struct tally_report *report)
{
	const struct tally_heads *heads = &report->result->sums.heads;
	char *title = cli_shown(report->election->title);

	if (*title != '\0')
		printf("%s\n", title);
	printf(_("%1$s: %2$lld ballots, %3$lld of them count (%4$lld blank, %5$lld spoilt).\n\n"),
		_(tally_method(report->rule->method)->title), (long long)heads->cast,
		(long long)(heads->cast - heads->blank - heads->spoilt), (long long)heads->blank,
		(long long)heads->spoilt);
	free(title);
}

void tally_print_table(const struct tally_report *report, bool explain)
{
	size_t options = report->result->sums.options;
	char **names = mem_alloc(options + 1, sizeof *names);
	struct buf text = {0};

	for (size_t i = 0; i < options; i++)
		names[i] = display_name(report, i);
	print_head(report);
	print_rows(report, names);
	putchar('\n');
	struct explained about = {
		.rule = report->rule,
		.result = report->result,
		.names = (const char *const *)names,
		.roles = (const char *const *)report->election->role_names.items,
		.grades = report->election->grades.count > 0
				  ? (const char *const *)report->election->grades.items
				  : NULL,
		.money = report->election->money,
	};
	if (explain)
		explain_count(&about, &text);
	else
		explain_outcome(&about, &text);
	fputs(buf_text(&text), stdout);
	for (size_t i = 0; i < options; i++)
		free(names[i]);
	free(names);
	buf_finish(&text);
}
