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

/* The figures the bars show: the votes at the last stage where there are stages, else totals. */
static const int64_t *figures_of(const struct tally_report *report)
{
	const struct tally_result *result = report->result;

	for (size_t i = result->stages.count;
		(tally_method(report->rule->method)->needs & NEED_SEATS) && i > 0; i--)
		if (result->stages.items[i - 1].votes != NULL)
			return result->stages.items[i - 1].votes;
	return result->sums.totals;
}

static int64_t highest(const int64_t *figures, size_t count)
{
	int64_t most = 0;

	for (size_t i = 0; i < count; i++)
		most = figures[i] > most ? figures[i] : most;
	return most;
}

static void print_rows(const struct tally_report *report, char **names)
{
	const struct tally_result *result = report->result;
	const int64_t *figures = figures_of(report);
	size_t options = result->sums.options;
	int64_t most = highest(figures, options);
	int width = 0, digits = 0;

	for (size_t i = 0; i < options; i++) {
		struct buf amount = {0};
		explain_amount(figures[i], result->unit, &amount);
		int cells = text_width(names[i]);
		width = cells > width ? cells : width;
		digits = (int)amount.count > digits ? (int)amount.count : digits;
		buf_finish(&amount);
	}
	width = width > NAME_CELLS ? NAME_CELLS : width;
	for (size_t i = 0, place = 1; i < options; i++) {
		size_t option = result->order != NULL ? result->order[i] : i;
		char *name = fitted(names[option], width);
		struct buf bar = {0}, amount = {0};
		explain_amount(figures[option], result->unit, &amount);
		add_bar(figures[option], most, &bar);
		/* level ones share the place of the first of them */
		if (i == 0 || result->level == NULL ||
			result->level[option] != result->level[result->order[i - 1]])
			place = i + 1;
		printf("%4zu  %s  %s  %*s\n", place, name, buf_text(&bar), digits,
			buf_text(&amount));
		buf_finish(&bar);
		buf_finish(&amount);
		free(name);
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
