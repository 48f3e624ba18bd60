#include "support.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static void dump_texts(const char *what, const struct texts *texts, struct buf *out)
{
	if (texts->count == 0)
		return;
	buf_text_add(out, what);
	for (size_t i = 0; i < texts->count; i++)
		buf_format(out, "%s%s", i > 0 ? "|" : " ", texts->items[i]);
	buf_byte(out, '\n');
}

static void dump_options(const struct election *election, struct buf *out)
{
	for (size_t i = 0; i < election->names.count; i++) {
		if (election->withdrawn != NULL && election->withdrawn[i])
			buf_format(out, "withdrawn %zu\n", i + 1);
		if (election->costs != NULL)
			buf_format(out, "cost %lld\n", (long long)election->costs[i]);
	}
	if (election->budget >= 0)
		buf_format(out, "budget %lld in units of 1/%lld\n", (long long)election->budget,
			(long long)election->money);
}

void dump_election(const struct election *election, struct buf *out)
{
	static const char *const kinds[] = {"ranks", "ticks", "numbers", "grades"};
	size_t options = election->names.count;

	buf_format(out, "%s “%s” %s\n", election->format->name, election->title,
		kinds[election->holds]);
	dump_texts("names", &election->names, out);
	dump_texts("labels", &election->labels, out);
	dump_texts("grades", &election->grades, out);
	dump_options(election, out);
	if (election->seats > 0)
		buf_format(out, "seats %d\n", election->seats);
	if (election->points > 0)
		buf_format(out, "points %d\n", election->points);
	if (election->scale > 0)
		buf_format(out, "scale %d\n", election->scale);
	for (size_t i = 0; i < election->count; i++) {
		buf_format(out, "%ld:", (long)election->weights[i]);
		for (size_t k = 0; k < options; k++) {
			int mark = election->marks[i * options + k];
			if (mark == NOT_GIVEN)
				buf_text_add(out, " .");
			else
				buf_format(out, " %d", mark);
		}
		if (election->roles != NULL)
			buf_format(out, " %s", election->role_names.items[election->roles[i]]);
		buf_byte(out, '\n');
	}
}

char *outcome_of(const char *text, const char *format, bool lenient)
{
	struct election election = {0};
	struct diagnostics said = {0};
	struct error err = {0};
	struct buf out = {0};
	bool read = election_parse(text, strlen(text), "file",
		format != NULL ? election_format_find(format) : NULL, lenient, &election, &said,
		&err);

	assert_true(read == (err.code == ERROR_NONE));
	if (!read)
		assert_true(election.format == NULL && election.marks == NULL);
	for (size_t i = 0; i < said.count; i++)
		buf_format(&out, "%d%c %s\n", said.items[i].line, said.items[i].warning ? '~' : '!',
			said.items[i].text);
	if (read)
		dump_election(&election, &out);
	else if (said.count == 0)
		buf_format(&out, "%s\n", err.text);
	election_finish(&election);
	diagnostics_finish(&said);
	error_finish(&err);
	return buf_take(&out);
}

void check_samples(const struct sample *samples, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		char *outcome = outcome_of(samples[i].text, samples[i].format, samples[i].lenient);
		if (strcmp(outcome, samples[i].outcome) != 0)
			print_error("of:\n%s\n", samples[i].text);
		assert_string_equal(outcome, samples[i].outcome);
		free(outcome);
	}
}
