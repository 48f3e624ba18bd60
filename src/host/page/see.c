/* What everybody sees: heading, question, task, counts. */
#include "html.h"

#include "roundtable/base/date.h"

#include <string.h>

static enum string task_string(enum audience_task task)
{
	switch (task) {
	case TASK_NONE:
	case TASK_SEE_RESULT:
		return SAY_NOTHING;
	case TASK_LISTEN:
		return SAY_DO_LISTEN;
	case TASK_SAY_WHO:
		return SAY_DO_SAY_WHO;
	case TASK_WRITE:
		return SAY_DO_WRITE;
	case TASK_SAY:
		return SAY_DO_SAY;
	case TASK_SAY_ROUND:
		return SAY_DO_SAY_ROUND;
	case TASK_HAND_IN:
		return SAY_DO_HAND_IN;
	case TASK_TICK:
		return SAY_DO_TICK;
	case TASK_SHORTEN:
		return SAY_DO_SHORTEN;
	case TASK_GROUP:
		return SAY_DO_GROUP;
	case TASK_WAIT_VOTE:
		return SAY_DO_WAIT_VOTE;
	case TASK_VOTE:
		return SAY_DO_VOTE;
	case TASK_SHOW_HANDS:
		return SAY_DO_SHOW_HANDS;
	case TASK_PROPOSE:
		return SAY_DO_PROPOSE;
	case TASK_PRESENT:
		return SAY_DO_PRESENT;
	case TASK_CLARIFY:
		return SAY_DO_CLARIFY;
	case TASK_REACT:
		return SAY_DO_REACT;
	case TASK_AMEND:
		return SAY_DO_AMEND;
	case TASK_OBJECTIONS:
		return SAY_DO_OBJECTIONS;
	case TASK_TEST:
		return SAY_DO_TEST;
	case TASK_TALK:
		return SAY_DO_TALK;
	case TASK_REST:
		return SAY_DO_REST;
	case TASK_CHECK:
		return SAY_DO_CHECK;
	case TASK_FILL:
		return SAY_DO_FILL;
	}
	return SAY_NOTHING;
}

static enum string fate_string(enum audience_fate fate)
{
	switch (fate) {
	case FATE_NONE:
		return SAY_NOTHING;
	case FATE_NAMED:
		return SAY_FATE_NAMED;
	case FATE_ROSTER:
		return SAY_FATE_ROSTER;
	case FATE_ROLE:
		return SAY_FATE_ROLE;
	case FATE_COUNTED:
		return SAY_FATE_COUNTED;
	case FATE_NOBODY:
		return SAY_FATE_NOBODY;
	case FATE_SECRET:
		return SAY_FATE_SECRET;
	case FATE_OPEN:
		return SAY_FATE_OPEN;
	}
	return SAY_NOTHING;
}

/* A string whose number the script puts in place of "#" while time goes by. */
static void pattern(
	const struct page_view *view, const char *name, enum string string, struct buf *out)
{
	const char *text = string_in(view->language, string);
	const char *number = strstr(text, "%d");
	int before = number != NULL ? (int)(number - text) : (int)strlen(text);
	struct buf words = {0};

	buf_format(&words, "%.*s%s%s", before, text, number != NULL ? "#" : "",
		number != NULL ? number + 2 : "");
	html(out, " data-%s=\"", name);
	html_escape(buf_text(&words), out);
	buf_byte(out, '"');
	buf_finish(&words);
}

static void time_left(const struct page_view *view, struct buf *out)
{
	int64_t left = view->audience->ends_at - view->now;

	if (view->audience->ends_at == 0 || view->audience->state != AUDIENCE_STAGE)
		return;
	html(out, " · <span class=\"time\" data-ends=\"%lld\" data-now=\"%lld\"",
		(long long)view->audience->ends_at, (long long)view->now);
	pattern(view, "left", SAY_MIN_LEFT, out);
	pattern(view, "over", SAY_MIN_OVER, out);
	pattern(view, "up", SAY_TIME_UP, out);
	buf_byte(out, '>');
	if (left >= 0)
		html_say(view, out, SAY_MIN_LEFT, (int)((left + MINUTE_MS - 1) / MINUTE_MS));
	else if (left > -MINUTE_MS)
		html_say(view, out, SAY_TIME_UP);
	else
		html_say(view, out, SAY_MIN_OVER, (int)(-left / MINUTE_MS));
	buf_text_add(out, "</span>");
}

static void heading(const struct page_view *view, struct buf *out)
{
	const struct audience *audience = view->audience;

	buf_text_add(out, "<header>\n");
	if (audience->rehearsal)
		html_line(view, out, "p class=\"note\"", SAY_REHEARSAL);
	if (audience->stage_title != NULL) {
		buf_text_add(out, "<p class=\"where\">");
		html_say(view, out, SAY_STAGE_OF, audience->stage + 1, audience->stages);
		time_left(view, out);
		buf_text_add(out, "</p>\n");
	}
	html_words(view, out, "h1",
		audience->stage_title != NULL ? audience->stage_title
		: audience->title != NULL     ? audience->title
					      : "Roundtable");
	buf_text_add(out, "\n</header>\n");
}

/* Paragraphs parted by empty lines; the first may be the question. */
static void paragraphs(
	const struct page_view *view, const char *text, const char *first, struct buf *out)
{
	const char *element = first;

	for (const char *from = text != NULL ? text : ""; *from != '\0';) {
		const char *end = strstr(from, "\n\n");
		struct buf part = {0};
		buf_add(&part, from, end != NULL ? (size_t)(end - from) : strlen(from));
		html_words(view, out, element, buf_text(&part));
		buf_byte(out, '\n');
		buf_finish(&part);
		element = "p";
		from = end != NULL ? end + 2 : "";
	}
}

/* Minutes and seconds, which the script keeps going. Without it they say when the page was made. */
static void countdown(const struct page_view *view, moment to, struct buf *out)
{
	int64_t seconds = (to - view->now + 999) / 1000;

	html(out,
		"<p class=\"clock\" role=\"timer\" data-clock=\"%lld\" "
		"data-now=\"%lld\">%02d:%02d</p>\n",
		(long long)to, (long long)view->now, (int)(seconds / 60), (int)(seconds % 60));
}

static void clocks(const struct page_view *view, struct buf *out)
{
	const struct audience *audience = view->audience;

	if (audience->silent_until != 0 && audience->silent_until > view->now)
		countdown(view, audience->silent_until, out);
	else if (audience->silent_until != 0 && audience->task == TASK_WRITE)
		html_line(view, out, "p class=\"do\"", SAY_SILENCE_OVER);
	if (audience->phase.of > 0 && audience->state == AUDIENCE_STAGE) {
		if (audience->phase.ends_at > view->now)
			countdown(view, audience->phase.ends_at, out);
		else
			html_line(view, out, "p class=\"do\"", SAY_PHASE_OVER);
		html_line(view, out, "p class=\"do\"", SAY_PHASE, audience->phase.number,
			audience->phase.of,
			audience->phase.name != NULL ? audience->phase.name : "");
	}
	if (audience->task != TASK_REST || audience->ends_at == 0)
		return;
	if (audience->ends_at > view->now) {
		struct buf at = {0};
		countdown(view, audience->ends_at, out);
		moment_format_time(&at, audience->ends_at, audience->offset);
		html_line(view, out, "p class=\"do\"", SAY_BREAK_UNTIL, buf_text(&at));
		buf_finish(&at);
	} else {
		html_line(view, out, "p class=\"do\"", SAY_BREAK_OVER);
	}
}

static void turn(const struct page_view *view, struct buf *out)
{
	const struct audience *audience = view->audience;
	const struct participant *me = view->participant;

	if (audience->turn.id == 0)
		return;
	if (me != NULL && me->person == audience->turn.id && audience->task != TASK_TALK)
		html_line(view, out, "p class=\"turn\"", SAY_TURN_YOURS);
	else
		html_line(view, out, "p class=\"turn\"",
			audience->task == TASK_TALK ? SAY_SPEAKING : SAY_TURN_OF,
			audience->turn.name != NULL ? audience->turn.name
						    : string_in(view->language, SAY_ERASED));
}

/* Where this participant sits now. */
static void small_group(const struct page_view *view, struct buf *out)
{
	const struct participant *me = view->participant;

	if (me != NULL && me->small_group > 0 && view->audience->state == AUDIENCE_STAGE)
		html_line(view, out, "p class=\"turn\"", SAY_SMALL_GROUP, me->small_group);
}

static void task(const struct page_view *view, struct buf *out)
{
	const struct audience *audience = view->audience;
	enum string task = task_string(audience->task), fate = fate_string(audience->fate);
	bool counted = audience->vote.id != 0 && !audience->vote.open;
	bool clock = audience->task == TASK_REST && audience->ends_at != 0;
	bool over = audience->task == TASK_WRITE && audience->silent_until != 0 &&
		    audience->silent_until <= view->now;

	if (audience->state == AUDIENCE_STAGE && task != SAY_NOTHING && !clock && !over &&
		audience->phase.of == 0)
		html_line(view, out, "p class=\"do\" id=\"task\"", task);
	turn(view, out);
	small_group(view, out);
	if (audience->state == AUDIENCE_STAGE && fate != SAY_NOTHING &&
		!(counted && audience->task != TASK_REST))
		html_line(view, out, "p class=\"fate\"", fate);
}

/* Words somebody stopped on, in the order in which they were asked about. */
static void words(const struct page_view *view, struct buf *out)
{
	const struct audience_words *words = &view->audience->words;
	struct buf list = {0};

	for (size_t i = 0; i < words->count; i++)
		if (words->items[i].word != NULL)
			buf_format(&list, "%s%s", list.count > 0 ? ", " : "", words->items[i].word);
	if (list.count > 0)
		html_line(view, out, "p class=\"note\"", SAY_WORDS_WAIT, buf_text(&list));
	buf_finish(&list);
}

static void count(const struct page_view *view, struct buf *out)
{
	const struct audience *audience = view->audience;
	long long done = audience->done, of = audience->of;

	switch (audience->counted) {
	case COUNTED_NOTHING:
		break;
	case COUNTED_PEOPLE:
		html_line(view, out, "p class=\"count\"", SAY_COUNT_PEOPLE, done, of);
		break;
	case COUNTED_CARDS:
		if (of > 0)
			html_line(view, out, "p class=\"count\"", SAY_COUNT_CARDS_OF, done, of);
		else
			html_line(view, out, "p class=\"count\"", SAY_COUNT_CARDS, done);
		break;
	case COUNTED_GROUPED:
		html_line(view, out, "p class=\"count\"", SAY_COUNT_GROUPED, done, of);
		break;
	case COUNTED_TICKS:
		html_line(view, out, "p class=\"count\"", SAY_COUNT_TICKS, done);
		break;
	case COUNTED_BALLOTS:
		if (audience->vote.open)
			html_line(view, out, "p class=\"count\"", SAY_COUNT_BALLOTS, done, of);
		break;
	case COUNTED_POINTS:
		if (done < of)
			html_line(view, out, "p class=\"count\"", SAY_COUNT_POINTS, done, of);
		break;
	}
}

/* With "counted", the roles show in sums and nowhere else. */
static void roles(const struct page_view *view, struct buf *out)
{
	const struct audience *audience = view->audience;
	bool any = false;

	for (size_t i = 0; i < audience->roles.count; i++) {
		const struct audience_role *role = &audience->roles.items[i];
		if (role->cards <= 0 || role->name == NULL)
			continue;
		if (!any) {
			html_line(view, out, "h2", SAY_BY_ROLE);
			buf_text_add(out, "<ul class=\"plain\">\n");
		}
		any = true;
		buf_text_add(out, "<li>");
		html_words(view, out, "span", role->name);
		html(out, " %lld</li>\n", (long long)role->cards);
	}
	if (any)
		buf_text_add(out, "</ul>\n");
}

void page_bar(int64_t value, int64_t total, struct buf *out)
{
	int64_t part = value > 0 && total > 0 ? value >= total ? 100 : value * 100 / total : 0;

	html(out,
		"<svg class=\"bar\" aria-hidden=\"true\" focusable=\"false\">"
		"<rect width=\"%d%%\" height=\"100%%\"/></svg>",
		(int)part);
}

/* Once counted: the result, and the answers with their bars. */
static void counted(const struct page_view *view, struct buf *out)
{
	const struct audience_vote *vote = &view->audience->vote;
	int64_t most = 0;

	if (vote->open || vote->result == NULL)
		return;
	html_line(view, out, "h2", SAY_RESULT);
	html_known(view, out, "p class=\"result\"", vote->result);
	for (size_t i = 0; i < vote->answers.count; i++)
		most = vote->answers.items[i].people > most ? vote->answers.items[i].people : most;
	if (vote->answers.count > 0)
		buf_text_add(out, "<ul class=\"bars\">\n");
	for (size_t i = 0; i < vote->answers.count; i++) {
		const struct audience_answer *answer = &vote->answers.items[i];
		buf_text_add(out, "<li>");
		html_known(view, out, "span class=\"label\"",
			answer->text != NULL ? answer->text : "");
		html(out, " <strong>%lld</strong>", (long long)answer->people);
		page_bar(answer->people, most, out);
		buf_text_add(out, "</li>\n");
	}
	if (vote->answers.count > 0)
		buf_text_add(out, "</ul>\n");
	if (vote->by_part != NULL)
		html_known(view, out, "p", vote->by_part);
}

static bool voting(const struct audience *audience)
{
	return audience->vote.id != 0 && audience->task != TASK_REST;
}

static void stage(const struct page_view *view, struct buf *out)
{
	const struct audience *audience = view->audience;

	if (audience->state == AUDIENCE_PAUSED)
		html_line(view, out, "p class=\"note\"", SAY_PAUSED);
	if (audience->state == AUDIENCE_CLOSED)
		html_line(view, out, "p class=\"do\"", SAY_CLOSED);
	clocks(view, out);
	if (voting(audience) && audience->vote.tests)
		html_words(view, out, "p class=\"question\"", audience->vote.question);
	else if (!voting(audience) && audience->state != AUDIENCE_CLOSED)
		paragraphs(view, audience->prompt, "p class=\"question\"", out);
	else if (audience->vote.open)
		paragraphs(view, audience->prompt, "p", out);
	task(view, out);
	words(view, out);
	if (voting(audience) && audience->vote.open && audience->vote.rule != NULL)
		html_known(view, out, "p class=\"rule\"", audience->vote.rule);
}

static void welcome(const struct page_view *view, struct buf *out)
{
	paragraphs(view, view->audience->purpose, "p class=\"question\"", out);
	html_line(view, out, "p class=\"do\"", SAY_STAGES, view->audience->stages,
		view->audience->minutes);
}

static void apart(const struct page_view *view, enum string title, enum string why, struct buf *out)
{
	buf_text_add(out, "<section id=\"see\">\n");
	html_line(view, out, "h1", title);
	html_line(view, out, "p class=\"do\"", why);
	buf_text_add(out, "</section>\n");
}

void page_see(const struct page_view *view, struct buf *out)
{
	const struct audience *audience = view->audience;

	switch (audience->state) {
	case AUDIENCE_OFF_RECORD:
		apart(view, SAY_OFF_RECORD, SAY_OFF_RECORD_WHY, out);
		return;
	case AUDIENCE_BLANK:
		apart(view, SAY_BLANK, SAY_BLANK_WHY, out);
		return;
	case AUDIENCE_WELCOME:
	case AUDIENCE_STAGE:
	case AUDIENCE_PAUSED:
	case AUDIENCE_CLOSED:
		break;
	}
	buf_text_add(out, "<section id=\"see\">\n");
	heading(view, out);
	if (audience->stage_title == NULL)
		welcome(view, out);
	else
		stage(view, out);
	buf_text_add(out, "</section>\n");
}

void page_room(const struct page_view *view, struct buf *out)
{
	const struct audience *audience = view->audience;

	if (audience->stage_title == NULL || audience->state == AUDIENCE_OFF_RECORD ||
		audience->state == AUDIENCE_BLANK)
		return;
	buf_text_add(out, "<section id=\"room\">\n");
	count(view, out);
	roles(view, out);
	if (voting(audience))
		counted(view, out);
	page_sums(view, out);
	page_items(view, out);
	buf_text_add(out, "</section>\n");
}
