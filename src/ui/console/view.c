/* From the audience to lines: what the room sees, in the order of reading. */
#include "state.h"

#include <string.h>

static const char *task_text(enum audience_task task)
{
	switch (task) {
	case TASK_NONE:
		return NULL;
	case TASK_LISTEN:
		return _("Listen, and ask at once if something is not clear.");
	case TASK_SAY_WHO:
		return _("Say your name and the position you speak from.");
	case TASK_WRITE:
		return _("Write in silence, on paper, everybody for themselves.");
	case TASK_SAY:
		return _("Say what you wrote; it is typed as you say it.");
	case TASK_SAY_ROUND:
		return _("One after another around the table. You may pass.");
	case TASK_HAND_IN:
		return _("Hand in your cards. They stay hidden until all are in.");
	case TASK_TICK:
		return _("Say which of these you bring.");
	case TASK_SHORTEN:
		return _("Put together what is alike; leave out what can wait.");
	case TASK_GROUP:
		return _("Say which cards belong together, and what to call them.");
	case TASK_WAIT_VOTE:
		return _("Look at the options. The vote opens in a moment.");
	case TASK_VOTE:
		return _("Vote when the keyboard or a slip comes to you.");
	case TASK_SHOW_HANDS:
		return _("Answer when you are asked, aloud or by hand.");
	case TASK_SEE_RESULT:
		return NULL; /* the result's sentence says it */
	case TASK_PROPOSE:
		return _("What exactly is proposed? Say it in one sentence.");
	case TASK_TEST:
		return _("Say by ballot whether you can go along with this.");
	case TASK_TALK:
		return _("Talk. Let those who have not spoken come in.");
	case TASK_REST:
		return _("Have a break.");
	case TASK_CHECK:
		return _("Is this what we decided? Say so if it is not.");
	}
	return NULL;
}

static const char *fate_text(enum audience_fate fate)
{
	switch (fate) {
	case FATE_NONE:
		return NULL;
	case FATE_NAMED:
		return _("Kept with your name in this session.");
	case FATE_ROSTER:
		return _("Kept on the roster; in the minutes as you wish to appear.");
	case FATE_ROLE:
		return _("Kept with your role, without your name.");
	case FATE_COUNTED:
		return _("Kept without your name; your role only in sums.");
	case FATE_NOBODY:
		return _("Kept without anybody's name or role.");
	case FATE_SECRET:
		return _("Secret: once cast, nobody can find your ballot.");
	case FATE_OPEN:
		return _("Open: the room sees how you vote.");
	}
	return NULL;
}

/* "12 min left" or "3 min over". */
static void time_left(const struct console *console, struct buf *out)
{
	int64_t left = console->audience.ends_at - console_now(console);

	if (console->audience.ends_at == 0)
		return;
	if (left >= 0)
		buf_format(out, _("%d min left"), (int)((left + MINUTE_MS - 1) / MINUTE_MS));
	else if (left > -MINUTE_MS)
		buf_text_add(out, _("time is up"));
	else
		buf_format(out, _("%d min over"), (int)(-left / MINUTE_MS));
}

void view_header(struct console *console, struct page *page)
{
	const struct audience *audience = &console->audience;
	struct buf time = {0};

	page_set(&page->title, "%s%s",
		audience->rehearsal ? _("Rehearsal: simulated people - ") : "",
		audience->stage_title != NULL ? audience->stage_title
		: audience->title != NULL     ? audience->title
					      : "");
	if (audience->stage_title == NULL)
		return;
	time_left(console, &time);
	if (audience->state == AUDIENCE_CLOSED)
		page_set(&page->status, "%s", _("closed"));
	else if (console->looking >= 0)
		page_set(&page->status, _("%d of %d · looking back"), audience->stage + 1,
			audience->stages);
	else if (time.count > 0)
		page_set(&page->status, _("%d of %d · %s"), audience->stage + 1, audience->stages,
			buf_text(&time));
	else
		page_set(&page->status, _("%d of %d"), audience->stage + 1, audience->stages);
	buf_finish(&time);
}

/* The first paragraph is the question; what follows explains it. */
static void add_prompt(const char *prompt, bool asks, struct page *page)
{
	const char *from = prompt;
	bool first = asks;

	while (*from != '\0') {
		const char *end = strstr(from, "\n\n");
		int length = end != NULL ? (int)(end - from) : (int)strlen(from);
		page_addf(page, first ? LINE_QUESTION : LINE_TEXT, "%.*s", length, from);
		first = false;
		if (end == NULL)
			break;
		from = end + 2;
	}
}

static void add_counted(const struct audience *audience, struct page *page)
{
	long long done = audience->done, of = audience->of;

	switch (audience->counted) {
	case COUNTED_NOTHING:
		break;
	case COUNTED_PEOPLE:
		page_addf(page, LINE_TEXT, _("%lld here, of %lld on the roster"), done, of);
		break;
	case COUNTED_CARDS:
		if (of > 0)
			page_addf(page, LINE_TEXT, _("%lld cards; at most %lld go forward"), done,
				of);
		else
			page_addf(page, LINE_TEXT, done == 1 ? _("%lld card") : _("%lld cards"),
				done);
		break;
	case COUNTED_GROUPED:
		page_addf(page, LINE_TEXT, _("%lld of %lld cards are in a theme"), done, of);
		break;
	case COUNTED_TICKS:
		page_addf(page, LINE_TEXT, done == 1 ? _("%lld tick") : _("%lld ticks"), done);
		break;
	case COUNTED_BALLOTS:
		if (audience->poll != NULL && audience->poll->state == POLL_OPEN)
			page_addf(page, LINE_TEXT, _("%lld of %lld have voted"), done, of);
		break;
	case COUNTED_POINTS:
		if (done < of)
			page_addf(page, LINE_TEXT, _("%lld of %lld points"), done, of);
		break;
	}
}

/* With "counted", the roles show in sums and nowhere else. */
static void add_roles(const struct console *console, struct page *page)
{
	const struct audience *audience = &console->audience;
	struct buf text = {0};

	for (size_t i = 0; i < audience->roles.count; i++)
		if (audience->roles.items[i] > 0)
			buf_format(&text, "%s%s %lld", text.count > 0 ? " · " : "",
				console_model(console)->plan->roles.items[i].name,
				(long long)audience->roles.items[i]);
	if (text.count > 0)
		page_addf(page, LINE_TEXT, _("By role: %s"), buf_text(&text));
	buf_finish(&text);
}

/* Minutes and seconds to a moment, or since it, large. Returns what is left; what is said beside it
 * tells which. */
static int64_t add_countdown(const struct console *console, moment to, struct page *page)
{
	int64_t left = to - console_now(console);
	int64_t seconds = (left >= 0 ? left + 999 : -left) / 1000;

	page_addf(page, LINE_BIG, "%02d:%02d", (int)(seconds / 60), (int)(seconds % 60));
	return left;
}

static void add_silence(const struct console *console, struct page *page)
{
	if (console->audience.silent_until > console_now(console))
		add_countdown(console, console->audience.silent_until, page);
	else
		page_add(page, LINE_SENTENCE, _("The silence is over. Who reads first?"));
}

static void add_clock(const struct console *console, struct page *page)
{
	if (add_countdown(console, console->audience.ends_at, page) < 0) {
		page_add(page, LINE_SENTENCE, _("The break is over. Welcome back."));
	} else {
		struct buf at = {0};
		moment_format_time(&at, console->audience.ends_at, console_model(console)->offset);
		page_addf(page, LINE_SENTENCE, _("We go on at %s."), buf_text(&at));
		buf_finish(&at);
	}
}

static void welcome(struct console *console, struct page *page)
{
	const struct plan *plan = console_model(console)->plan;

	page->centred = true;
	page_add(page, LINE_TITLE, plan->title);
	page_add(page, LINE_GAP, "");
	if (plan->purpose[0] != '\0') {
		const char *end = strstr(plan->purpose, "\n\n");
		page_addf(page, LINE_TEXT, "%.*s",
			end != NULL ? (int)(end - plan->purpose) : (int)strlen(plan->purpose),
			plan->purpose);
	}
	page_add(page, LINE_GAP, "");
	page_addf(page, LINE_DO, _("%zu stages, about %d minutes. Press Enter to begin."),
		plan->stages.count, plan_stage_minutes(plan, true));
}

/* Once there is a vote, what is voted on is the question; how to vote follows at the end. */
static void add_voted(struct console *console, struct page *page)
{
	const struct proposal *proposal = view_tested(console);
	const struct audience_item *focused = console_focused(console);

	if (proposal == NULL) {
		page_add(page, LINE_QUESTION, console->audience.stage_title);
		return;
	}
	struct line *line = page_add(
		page, LINE_QUESTION, proposal->text != NULL ? proposal->text : _("(erased)"));
	line->focused =
		focused != NULL && focused->proposal == proposal && !console_typing(console);
}

void view_audience(struct console *console, struct page *page)
{
	const struct audience *audience = &console->audience;

	if (audience->stage_title == NULL) {
		welcome(console, page);
		return;
	}
	if (audience->state == AUDIENCE_PAUSED)
		page_add(page, LINE_WARNING, _("Paused: the clock stands still."));
	if (audience->state == AUDIENCE_CLOSED)
		page_add(page, LINE_SENTENCE, _("The workshop is closed. Thank you."));
	if (audience->task == TASK_REST && audience->ends_at != 0)
		add_clock(console, page);
	if (audience->silent_until != 0)
		add_silence(console, page);
	bool voting = audience->poll != NULL && audience->task != TASK_REST;
	bool counted = voting && audience->poll->state != POLL_OPEN;
	if (voting)
		add_voted(console, page);
	else if (audience->state != AUDIENCE_CLOSED)
		add_prompt(audience->prompt, true, page);
	const char *task = task_text(audience->task), *fate = fate_text(audience->fate);
	bool clock = audience->task == TASK_REST && audience->ends_at != 0;
	bool now = audience->state == AUDIENCE_STAGE && console->looking < 0;
	if (task != NULL && now && !clock)
		page_add(page, LINE_DO, task);
	if (audience->turn.name != NULL)
		page_addf(page, LINE_SENTENCE,
			audience->task == TASK_TALK ? _("Speaking: %s")
						    : _("It is the turn of %s."),
			audience->turn.name);
	if (fate != NULL && now && !counted)
		page_add(page, LINE_FATE, fate);
	add_counted(audience, page);
	add_roles(console, page);
	if (voting)
		poll_warning(console, audience->poll, page);
	if (counted)
		poll_sentence(console, audience->poll, page);
	if (audience->items.count > 0)
		page_add(page, LINE_GAP, "");
	view_items(console, page);
	if (voting)
		poll_lines(console, audience->poll, page);
	if (voting && !counted)
		add_prompt(audience->prompt, false, page);
}
