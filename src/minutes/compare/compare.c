/* Sessions beside each other: which they are, what they have in common, what moved most. */
#include "compare.h"

#include "roundtable/base/i18n.h"
#include "roundtable/base/mem.h"

#include <stdlib.h>
#include <string.h>

enum { SHORT_MOST = 5 /* moves that are told in short */ };

/* --- words --- */

void comparing_say(struct comparing *comparing, const char *format, ...)
{
	struct buf text = {0};
	va_list args;

	va_start(args, format);
	buf_vformat(&text, format, args);
	va_end(args);
	document_text(comparing->document, buf_text(&text));
	buf_finish(&text);
}

void comparing_number(struct comparing *comparing, int64_t number)
{
	struct buf text = {0};

	buf_format(&text, "%lld", (long long)number);
	document_cell(comparing->document, buf_text(&text));
	buf_finish(&text);
}

void comparing_table(
	struct comparing *comparing, const char *caption, const char *head, enum alignment align)
{
	document_table(comparing->document, caption);
	document_column(comparing->document, head, ALIGN_START);
	for (size_t i = 0; i < comparing->count; i++)
		document_column(comparing->document, comparing->labels.items[i], align);
}

void comparing_dates(const struct comparing *comparing, const struct row *row, struct buf *out)
{
	for (size_t i = 0; i < comparing->count; i++) {
		struct buf joined = {0};
		if (row->at[i] == MISSING)
			continue;
		if (out->count > 0)
			buf_format(&joined, _("%1$s, %2$s"), buf_text(out),
				comparing->labels.items[i]);
		else
			buf_text_add(&joined, comparing->labels.items[i]);
		buf_finish(out);
		*out = joined;
	}
}

/* --- which sessions --- */

static void label_sessions(struct comparing *comparing)
{
	bool alike = false;

	for (size_t i = 0; i < comparing->count; i++) {
		const struct model *model = comparing->sessions[i].model;
		struct buf date = {0};
		day_format(&date, day_of(model->started_at, model->offset));
		for (size_t k = 0; k < comparing->labels.count; k++)
			alike = alike || strcmp(comparing->labels.items[k], buf_text(&date)) == 0;
		*array_push(&comparing->labels) = buf_take(&date);
	}
	/* two of one day are told apart by their numbers */
	for (size_t i = 0; i < comparing->count && alike; i++) {
		struct buf label = {0};
		buf_format(&label, _("%1$zu: %2$s"), i + 1, comparing->labels.items[i]);
		array_free(comparing->labels.items[i]);
		comparing->labels.items[i] = buf_take(&label);
	}
}

static void list_sessions(struct comparing *comparing)
{
	document_table(comparing->document, _("What is compared"));
	document_column(comparing->document, _("Session"), ALIGN_START);
	document_column(comparing->document, _("Programme"), ALIGN_START);
	document_column(comparing->document, _("File"), ALIGN_START);
	document_column(comparing->document, _("Note"), ALIGN_START);
	for (size_t i = 0; i < comparing->count; i++) {
		const struct compared *session = &comparing->sessions[i];
		document_row(comparing->document);
		document_cell(comparing->document, comparing->labels.items[i]);
		document_cell(comparing->document, session->model->plan->title);
		document_cell(comparing->document, session->file_name);
		document_cell(comparing->document,
			session->model->rehearsal        ? _("a rehearsal: simulated people")
			: session->model->closed_at == 0 ? _("not closed yet")
							 : "");
	}
}

static void warn_of_rehearsals(struct comparing *comparing)
{
	size_t rehearsals = 0;

	for (size_t i = 0; i < comparing->count; i++)
		rehearsals += comparing->sessions[i].model->rehearsal;
	if (rehearsals == comparing->count)
		document_every_page(comparing->document, _("Rehearsal: simulated people"));
	else if (rehearsals > 0)
		document_every_page(comparing->document,
			_("A rehearsal with simulated people stands beside a real session here: "
			  "what moved between them says nothing about people."));
}

static void build_head(struct comparing *comparing)
{
	const struct model *last = comparing->sessions[comparing->count - 1].model;
	struct buf title = {0};

	buf_format(&title, _("What moved: %s"), last->plan->title);
	document_name(comparing->document, buf_text(&title), last->language);
	warn_of_rehearsals(comparing);
	document_heading(comparing->document, 1, "compare", buf_text(&title));
	list_sessions(comparing);
	document_text(comparing->document,
		_("Others may have answered this time than last time. What follows says what moved "
		  "in the room, not how anybody changed their mind."));
	if (comparing->count > 2)
		document_text(comparing->document,
			_("With more than two sessions, what moved is told from the first to the "
			  "last that has it; “before” and “last time” are the first then."));
	buf_finish(&title);
}

/* --- stages --- */

static const struct stage *stage_at(
	const struct comparing *comparing, const struct row *row, size_t session)
{
	return &comparing->sessions[session].model->plan->stages.items[row->at[session]];
}

void comparing_stage(struct comparing *comparing, const struct row *row)
{
	const struct stage *last = NULL;
	struct buf name = {0};

	for (size_t i = 0; i < comparing->count; i++)
		last = row->at[i] != MISSING ? stage_at(comparing, row, i) : last;
	buf_format(&name, "stage-%zu", ++comparing->stages);
	document_heading(comparing->document, 2, buf_text(&name), last->title);
	for (size_t i = 0; i < comparing->count; i++) {
		if (row->at[i] == MISSING)
			continue;
		const char *title = stage_at(comparing, row, i)->title;
		if (strcmp(title, last->title) != 0)
			comparing_say(comparing, _("%1$s: the stage was called “%2$s”."),
				comparing->labels.items[i], title);
	}
	buf_finish(&name);
}

/* --- in short --- */

static int farther(const void *a, const void *b)
{
	const struct move *one = a, *other = b;

	if (one->far != other->far)
		return one->far > other->far ? -1 : 1;
	return one->number < other->number ? -1 : one->number > other->number;
}

static void build_short(struct comparing *comparing)
{
	struct moves *moves = &comparing->moves;
	size_t moved = 0;

	if (moves->count == 0)
		return;
	qsort(moves->items, moves->count, sizeof *moves->items, farther);
	while (moved < moves->count && moves->items[moved].far >= MOVED_LEAST)
		moved++;
	document_heading(comparing->document, 2, "in-short", _("In short"));
	comparing_say(comparing,
		ngettext("Of %2$zu statement rated more than once, %1$zu moved.",
			"Of %2$zu statements rated more than once, %1$zu moved.", moves->count),
		moved, moves->count);
	if (moved > SHORT_MOST)
		comparing_say(comparing, _("These moved most:"));
	document_list(comparing->document, false);
	for (size_t i = 0; i < moved && i < SHORT_MOST; i++) {
		document_item(comparing->document, 0);
		document_run(comparing->document, RUN_STRONG, moves->items[i].words);
		document_item(comparing->document, 1);
		document_run(comparing->document, RUN_PLAIN, moves->items[i].sentence);
	}
}

static void moves_finish(struct moves *moves)
{
	for (size_t i = 0; i < moves->count; i++) {
		array_free(moves->items[i].words);
		array_free(moves->items[i].sentence);
	}
	array_finish(moves);
}

/* --- the whole --- */

/* What is done with a stage that several sessions share; false: nothing could be compared. */
static bool build_stage(struct comparing *comparing, const struct row *row)
{
	size_t first = 0;

	while (row->at[first] == MISSING)
		first++;
	switch (stage_at(comparing, row, first)->activity) {
	case ACTIVITY_RATE:
		return compare_rated(comparing, row);
	case ACTIVITY_VOTE:
		return compare_voted(comparing, row);
	case ACTIVITY_COLLECT:
		return compare_cards(comparing, row);
	case ACTIVITY_BRIEF:
	case ACTIVITY_PEOPLE:
	case ACTIVITY_GROUP:
	case ACTIVITY_DECIDE:
	case ACTIVITY_TALK:
	case ACTIVITY_BREAK:
	case ACTIVITY_CLOSE:
	case ACTIVITY_COUNT:
		break;
	}
	return false;
}

static bool build_stages(struct comparing *comparing)
{
	const struct plan **plans = mem_alloc(comparing->count + 1, sizeof *plans);
	struct rows rows = {0};
	bool any = false;

	for (size_t i = 0; i < comparing->count; i++)
		plans[i] = comparing->sessions[i].model->plan;
	rows_of_stages(plans, comparing->count, &rows);
	for (size_t i = 0; i < rows.count; i++)
		if (row_places(&rows.items[i], comparing->count) >= 2)
			compare_rated_moves(comparing, &rows.items[i]);
	build_short(comparing);
	for (size_t i = 0; i < rows.count; i++)
		if (row_places(&rows.items[i], comparing->count) >= 2)
			any = build_stage(comparing, &rows.items[i]) || any;
	rows_finish(&rows);
	array_free(plans);
	return any;
}

/* By date; those of the same moment as they were given. */
static struct compared *by_date(const struct compared *sessions, size_t count)
{
	struct compared *sorted = mem_alloc(count + 1, sizeof *sorted);

	for (size_t i = 0; i < count; i++) {
		size_t at = i;
		for (; at > 0 && sessions[i].model->started_at < sorted[at - 1].model->started_at;
			at--)
			sorted[at] = sorted[at - 1];
		sorted[at] = sessions[i];
	}
	return sorted;
}

static bool all_different(const struct compared *sessions, size_t count, struct error *err)
{
	for (size_t i = 0; i < count; i++)
		for (size_t k = 0; k < i; k++)
			if (strcmp(sessions[i].model->id, sessions[k].model->id) == 0)
				return error_set(err, ERROR_INPUT,
					_("“%1$s” and “%2$s” are the same session, so there is "
					  "nothing to compare."),
					sessions[k].file_name, sessions[i].file_name);
	return true;
}

bool compare_build(const struct compared *sessions, size_t count, enum compare_order order,
	struct document *document, struct error *err)
{
	struct comparing comparing = {.count = count, .order = order, .document = document};
	struct compared *sorted;
	bool any;

	if (!all_different(sessions, count, err))
		return false;
	comparing.sessions = sorted = by_date(sessions, count);
	label_sessions(&comparing);
	build_head(&comparing);
	any = build_stages(&comparing);
	any = compare_balance(&comparing) || any;
	any = compare_became(&comparing) || any;
	document_end(document);
	texts_finish(&comparing.labels);
	moves_finish(&comparing.moves);
	array_free(sorted);
	return any || error_set(err, ERROR_SYSTEM,
			      _("These sessions have nothing in common that could be compared. "
				"Compared are rate, vote and collect stages with the same “name:” "
				"or the same title in each programme, where they have "
				"statements, options or kinds in common, talk that was "
				"clicked, and what one session left to another."));
}
