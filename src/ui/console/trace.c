/* Where a thing comes from and what came of it. Nothing stands here that the room has not seen. */
#include "state.h"

#include "roundtable/base/mem.h"
#include "roundtable/core/trace.h"

struct traced {
	int64_t thing;
	size_t focus;
	struct trace sources, outcomes; /* as last drawn */
};

static size_t lines_of(const struct traced *traced)
{
	return traced->sources.count + traced->outcomes.count;
}

static const struct trace_step *step_at(const struct traced *traced, size_t line)
{
	size_t sources = traced->sources.count;

	return line < sources ? &traced->sources.items[line]
			      : &traced->outcomes.items[line - sources];
}

static const char *said(const char *words)
{
	return words != NULL ? words : _("(erased)");
}

static const char *stage_title(const struct model *model, int stage)
{
	const struct stage *plan = model_stage(model, stage);

	return plan != NULL ? plan->title : "";
}

static const char *words_of(const struct model *model, int64_t thing)
{
	const struct card *card = model_card(model, thing);
	const struct theme *theme = model_theme(model, thing);
	const struct proposal *proposal = model_proposal(model, thing);
	const struct action *action = model_action(model, thing);
	const struct poll *poll = model_poll(model, thing);

	return card != NULL       ? said(card->cells.items[0])
	       : theme != NULL    ? said(theme->name)
	       : proposal != NULL ? said(proposal->text)
	       : action != NULL   ? said(action->what)
	       : poll != NULL     ? stage_title(model, poll->stage)
				  : "";
}

/* Its author as far as the room may know; NULL: nobody is shown. */
static const char *author_of(const struct model *model, const struct card *card)
{
	switch (model_card_author(model, card)) {
	case AUTHOR_PERSON:
		return model_person(model, card->person) != NULL
			       ? said(model_person(model, card->person)->name)
			       : NULL;
	case AUTHOR_ROLE:
		return audience_role(model, card->role);
	case AUTHOR_NOBODY:
		break;
	}
	return NULL;
}

static void card_words(const struct model *model, const struct card *card, struct buf *out)
{
	const char *author = author_of(model, card);

	if (author != NULL)
		buf_format(out, _("card · %s"), author);
	else
		buf_text_add(out, _("card"));
	if (card->cut)
		buf_format(out, " · %s", _("left out"));
}

static const char *proposal_words(const struct proposal *proposal)
{
	bool amends = proposal->amends != 0;

	if (proposal->decision == 0)
		return amends ? _("amendment, not decided") : _("proposal, not decided");
	switch (proposal->verdict) {
	case DECISION_ADOPTED:
		return amends ? _("amendment: adopted") : _("decision: adopted");
	case DECISION_NOT_ADOPTED:
		return amends ? _("amendment: not adopted") : _("decision: not adopted");
	case DECISION_DEFERRED:
		return amends ? _("amendment: taken back") : _("decision: taken back");
	case DECISIONS:
		break;
	}
	return "";
}

static void action_words(const struct model *model, const struct action *action, struct buf *out)
{
	const struct person *person = model_person(model, action->person);
	const char *who = person != NULL ? said(person->name) : said(action->who);

	if (action->accepted == ANSWER_DECLINED || who[0] == '\0')
		who = _("nobody yet");
	buf_format(out, _("action · %s"), who);
	if (action->state != ACTION_IS_OPEN)
		buf_format(
			out, " · %s", action->state == ACTION_IS_DONE ? _("done") : _("dropped"));
}

/* What it is, and what is known of it besides its words. */
static void about(const struct model *model, const struct trace_step *step, struct buf *out)
{
	const struct card *card = model_card(model, step->thing);
	const struct proposal *proposal = model_proposal(model, step->thing);
	const struct action *action = model_action(model, step->thing);

	if (card != NULL)
		card_words(model, card, out);
	else if (proposal != NULL)
		buf_text_add(out, proposal_words(proposal));
	else if (action != NULL)
		action_words(model, action, out);
	else if (model_poll(model, step->thing) != NULL)
		trace_vote(model, step, out);
	else
		buf_text_add(out, _("theme"));
	if (model_carried(model, step->thing))
		buf_format(out, " · %s", _("of an earlier meeting"));
}

static void step_line(
	const struct model *model, const struct traced *traced, size_t number, struct page *page)
{
	const struct trace_step *step = step_at(traced, number);
	const struct poll *poll = model_poll(model, step->thing);
	struct buf detail = {0};
	struct line *line;

	about(model, step, &detail);
	if (poll != NULL)
		line = page_addf(page, LINE_ITEM, _("Vote in “%s”"), words_of(model, step->thing));
	else
		line = page_add(page, LINE_ITEM, words_of(model, step->thing));
	line_mark(line, step->depth == 1 ? "•" : step->depth == 2 ? "  ·" : "    ·");
	line_detail(line, "%s", buf_text(&detail));
	line->focused = number == traced->focus;
	line->target = number + 1;
	buf_finish(&detail);
}

/* What a proposal said before. */
static void wording_lines(
	const struct model *model, const struct proposal *proposal, struct page *page)
{
	struct ids earlier = {0};

	trace_wordings(model, proposal, &earlier);
	for (size_t i = 0; i < earlier.count; i++)
		page_addf(page, LINE_TEXT, _("Earlier wording: “%s”"),
			said(event_word(model_event(model, earlier.items[i]), 0)));
	array_finish(&earlier);
}

/* What begins here: nothing stands before it in the log. */
static void no_source(const struct model *model, int64_t thing, struct page *page)
{
	const struct card *card = model_card(model, thing);
	const struct proposal *proposal = model_proposal(model, thing);

	if (card != NULL)
		page_addf(page, LINE_TEXT, _("It was said in “%s”."),
			stage_title(model, card->stage));
	else if (model_theme(model, thing) != NULL)
		page_add(page, LINE_TEXT, _("No card is in it."));
	else if (proposal != NULL && stage_title(model, proposal->stage)[0] != '\0')
		page_addf(page, LINE_TEXT,
			_("It was worded in “%s”; no card or theme was named for it."),
			stage_title(model, proposal->stage));
	else
		page_add(page, LINE_TEXT,
			_("No card, theme or decision was named that it follows from."));
}

static void no_outcome(const struct model *model, int64_t thing, struct page *page)
{
	const struct card *card = model_card(model, thing);

	if (card == NULL || !card->cut)
		page_add(page, LINE_TEXT, _("Nothing has come of it so far."));
}

static void cut_line(const struct card *card, struct page *page)
{
	if (card == NULL || !card->cut)
		return;
	if (card->why != NULL && card->why[0] == '\0')
		page_add(page, LINE_TEXT, _("It was not taken forward; no reason was given."));
	else
		page_addf(page, LINE_TEXT, _("It was not taken forward: %s"), said(card->why));
}

static void sources_part(const struct model *model, const struct traced *traced, struct page *page)
{
	const struct proposal *proposal = model_proposal(model, traced->thing);

	page_add(page, LINE_TITLE, _("What it comes from"));
	for (size_t i = 0; i < traced->sources.count; i++)
		step_line(model, traced, i, page);
	if (traced->sources.count == 0)
		no_source(model, traced->thing, page);
	if (proposal != NULL)
		wording_lines(model, proposal, page);
}

static void outcomes_part(const struct model *model, const struct traced *traced, struct page *page)
{
	page_add(page, LINE_TITLE, _("What came of it"));
	cut_line(model_card(model, traced->thing), page);
	for (size_t i = 0; i < traced->outcomes.count; i++)
		step_line(model, traced, traced->sources.count + i, page);
	if (traced->outcomes.count == 0)
		no_outcome(model, traced->thing, page);
}

static void draw(struct console *console, struct overlay *overlay, struct page *page)
{
	const struct model *model = console_model(console);
	struct traced *traced = overlay->state;
	struct trace_step self = {traced->thing, 0, 0};
	struct buf what = {0};

	trace_sources(model, traced->thing, &traced->sources);
	trace_outcomes(model, traced->thing, &traced->outcomes);
	if (traced->focus >= lines_of(traced))
		traced->focus = lines_of(traced) > 0 ? lines_of(traced) - 1 : 0;
	if (trace_shown(model, traced->thing)) {
		about(model, &self, &what);
		page_add(page, LINE_QUESTION, words_of(model, traced->thing));
		page_add(page, LINE_TEXT, buf_text(&what));
		sources_part(model, traced, page);
		outcomes_part(model, traced, page);
	} else {
		page_add(page, LINE_TEXT, _("It is not shown any more."));
	}
	view_state(console, page);
	if (lines_of(traced) > 0) {
		page_hint(page, "↑ ↓", _("move"));
		page_hint(page, "Enter", _("follow it"));
	}
	page_hint(page, "Esc", _("back"));
	view_mode_hint(page, MODE_TRACE, ACTION_ACTION, _("action from it"));
	buf_finish(&what);
}

static void follow(struct console *console, const struct traced *traced)
{
	if (traced->focus >= lines_of(traced))
		return;
	int64_t thing = step_at(traced, traced->focus)->thing;
	if (model_poll(console_model(console), thing) != NULL)
		console_say(console, false, _("A vote leads no further: its result does."));
	else
		trace_open(console, thing);
}

/* What is agreed because of this. */
static void add_action(struct console *console, int64_t thing)
{
	if (model_action(console_model(console), thing) != NULL)
		console_say(console, true, _("This is an action already."));
	else
		form_open(console, FORM_ACTION, thing, 0);
}

static bool act(struct console *console, struct overlay *overlay, enum action_id action)
{
	struct traced *traced = overlay->state;
	size_t step = action == ACTION_PAGE_UP || action == ACTION_PAGE_DOWN ? 8 : 1;
	size_t last = lines_of(traced) > 0 ? lines_of(traced) - 1 : 0;

	switch ((int)action) {
	case ACTION_UP:
	case ACTION_PAGE_UP:
		if (traced->focus == 0) /* what stands above the first line comes into sight */
			overlay->scroll -= overlay->scroll > 0;
		traced->focus -= traced->focus < step ? traced->focus : step;
		return true;
	case ACTION_DOWN:
	case ACTION_PAGE_DOWN:
		if (traced->focus == last)
			overlay->scroll++;
		traced->focus = traced->focus + step > last ? last : traced->focus + step;
		return true;
	case ACTION_TAKE:
		follow(console, traced);
		return true;
	case ACTION_ACTION:
		add_action(console, traced->thing);
		return true;
	case ACTION_BACK:
		console_pop(console);
		return true;
	}
	return false;
}

static void point(struct console *console, struct overlay *overlay, size_t target)
{
	struct traced *traced = overlay->state;

	(void)console;
	traced->focus = target - 1;
}

static void destroy(struct overlay *overlay)
{
	struct traced *traced = overlay->state;

	array_finish(&traced->sources);
	array_finish(&traced->outcomes);
	array_free(traced);
}

static const struct overlay_kind trace_kind = {
	.mode = MODE_TRACE, .draw = draw, .act = act, .point = point, .destroy = destroy};

void trace_open(struct console *console, int64_t thing)
{
	struct traced *traced = mem_alloc(1, sizeof *traced);

	traced->thing = thing;
	console_push(console, &trace_kind, traced);
}

static void picked(struct console *console, int64_t thing, int64_t unused)
{
	(void)unused;
	trace_open(console, thing);
}

/* Where the list is only read, or something is typed, it is asked which line is meant. */
static void ask_which(struct console *console)
{
	const struct audience *audience = &console->audience;
	struct pick *pick = NULL;

	for (size_t i = 0; i < audience->items.count; i++) {
		const struct audience_item *item = &audience->items.items[i];
		if (!trace_shown(console_model(console), item->id))
			continue;
		if (pick == NULL)
			pick = pick_open(console, _("Where does which of these come from?"), true,
				picked, 0);
		pick_add(pick, item->id, words_of(console_model(console), item->id), "");
	}
	if (pick == NULL)
		console_say(console, true,
			_("Cards, themes, options, decisions and actions come from somewhere; none "
			  "is here."));
}

void trace_focused(struct console *console)
{
	const struct audience_item *item = console_focused(console);

	if (item == NULL || console_typing(console) ||
		!trace_shown(console_model(console), item->id))
		ask_which(console);
	else
		trace_open(console, item->id);
}
