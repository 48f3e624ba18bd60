/* What the room sees, in the order of reading. */
#include "wall.h"

#include "roundtable/base/i18n.h"

#include <string.h>

/* "12 min left" or "3 min over". */
static void time_left(const struct audience *audience, moment now, struct buf *out)
{
	int64_t left = audience->ends_at - now;

	if (audience->ends_at == 0)
		return;
	if (left >= 0)
		buf_format(out, _("%d min left"), (int)((left + MINUTE_MS - 1) / MINUTE_MS));
	else if (left > -MINUTE_MS)
		buf_text_add(out, _("time is up"));
	else
		buf_format(out, _("%d min over"), (int)(-left / MINUTE_MS));
}

void wall_header(const struct audience *audience, moment now, bool looking_back, struct page *page)
{
	struct buf time = {0};

	page_set(&page->title, "%s%s",
		audience->rehearsal ? _("Rehearsal: simulated people - ") : "",
		audience->stage_title != NULL ? audience->stage_title
		: audience->title != NULL     ? audience->title
					      : "");
	if (audience->stage_title == NULL)
		return;
	time_left(audience, now, &time);
	if (audience->state == AUDIENCE_CLOSED)
		page_set(&page->status, "%s", _("closed"));
	else if (looking_back)
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
	const char *from = prompt != NULL ? prompt : "";
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
			page_addf(page, LINE_TEXT,
				done == 1 ? _("%lld card; at most %lld go forward")
					  : _("%lld cards; at most %lld go forward"),
				done, of);
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
		if (audience->vote.open)
			page_addf(page, LINE_TEXT, _("%lld of %lld have voted"), done, of);
		break;
	case COUNTED_POINTS:
		if (done < of)
			page_addf(page, LINE_TEXT, _("%lld of %lld points"), done, of);
		break;
	}
}

/* With "counted", the roles show in sums and nowhere else. */
static void add_roles(const struct audience *audience, struct page *page)
{
	struct buf text = {0};

	for (size_t i = 0; i < audience->roles.count; i++)
		if (audience->roles.items[i].cards > 0 && audience->roles.items[i].name != NULL)
			buf_format(&text, "%s%s %lld", text.count > 0 ? " · " : "",
				audience->roles.items[i].name,
				(long long)audience->roles.items[i].cards);
	if (text.count > 0)
		page_addf(page, LINE_TEXT, _("By role: %s"), buf_text(&text));
	buf_finish(&text);
}

/* Minutes and seconds to a moment, or since it, large. Returns what is left; what is said beside it
 * tells which. */
static int64_t add_countdown(moment now, moment to, struct page *page)
{
	int64_t left = to - now;
	int64_t seconds = (left >= 0 ? left + 999 : -left) / 1000;

	page_addf(page, LINE_BIG, "%02d:%02d", (int)(seconds / 60), (int)(seconds % 60));
	return left;
}

static void add_silence(const struct audience *audience, moment now, struct page *page)
{
	if (audience->silent_until > now)
		add_countdown(now, audience->silent_until, page);
	else if (audience->task == TASK_WRITE)
		page_add(page, LINE_SENTENCE, _("The silence is over. Who reads first?"));
}

/* The step of the stage: which, and how long still; that its time is up is seen as it is heard. */
static void add_phase(const struct audience *audience, moment now, struct page *page)
{
	const struct audience_phase *phase = &audience->phase;
	bool over = phase->ends_at <= now;

	if (phase->of == 0 || audience->state != AUDIENCE_STAGE)
		return;
	page->bell = phase->number * 2 + over;
	if (over)
		page_add(page, LINE_SENTENCE, _("♪ The bell: the time of this step is up."));
	else
		add_countdown(now, phase->ends_at, page);
	page_addf(page, LINE_DO, _("Step %1$d of %2$d: %3$s"), phase->number, phase->of,
		phase->name != NULL ? phase->name : "");
}

static void add_clock(const struct audience *audience, moment now, struct page *page)
{
	if (add_countdown(now, audience->ends_at, page) < 0) {
		page_add(page, LINE_SENTENCE, _("The break is over. Welcome back."));
	} else {
		struct buf at = {0};
		moment_format_time(&at, audience->ends_at, audience->offset);
		page_addf(page, LINE_SENTENCE, _("We go on at %s."), buf_text(&at));
		buf_finish(&at);
	}
}

static void welcome(const struct audience *audience, bool console, struct page *page)
{
	page->centred = true;
	page_add(page, LINE_TITLE, audience->title != NULL ? audience->title : "");
	page_add(page, LINE_GAP, "");
	if (audience->purpose != NULL && audience->purpose[0] != '\0') {
		const char *end = strstr(audience->purpose, "\n\n");
		page_addf(page, LINE_TEXT, "%.*s",
			end != NULL ? (int)(end - audience->purpose)
				    : (int)strlen(audience->purpose),
			audience->purpose);
	}
	page_add(page, LINE_GAP, "");
	page_addf(page, LINE_DO,
		console ? _("%d stages, about %d minutes. Press Enter to begin.")
			: _("%d stages, about %d minutes."),
		audience->stages, audience->minutes);
}

/* Once there is a vote, what is voted on is the question; how to vote follows at the end. */
static void add_voted(
	const struct audience *audience, const struct wall_cursor *cursor, struct page *page)
{
	const struct audience_vote *vote = &audience->vote;
	size_t focus = cursor != NULL ? cursor->focus : SIZE_MAX;

	if (!vote->tests) {
		page_add(page, LINE_QUESTION, audience->stage_title);
		return;
	}
	struct line *line = page_add(
		page, LINE_QUESTION, vote->question != NULL ? vote->question : _("(erased)"));
	line->focused =
		focus < audience->items.count && audience->items.items[focus].proposal.tested;
	/* what else is said of it stands below, and belongs to the same entry of the list */
	if (line->focused)
		line->target = focus + 1;
}

void wall_vote(const struct audience_vote *vote, struct page *page)
{
	int64_t most = 0;

	if (vote->open) {
		page_add(page, LINE_GAP, "");
		page_add(page, LINE_TEXT, vote->rule);
		return;
	}
	if (vote->answers.count > 0)
		page_add(page, LINE_GAP, "");
	for (size_t i = 0; i < vote->answers.count; i++)
		most = vote->answers.items[i].people > most ? vote->answers.items[i].people : most;
	for (size_t i = 0; i < vote->answers.count; i++) {
		struct line *line = page_add(page, LINE_BAR, vote->answers.items[i].text);
		line->value = vote->answers.items[i].people;
		line->total = most;
	}
	/* below the figures: on a small wall what came out stands before whose votes made it */
	if (vote->by_part != NULL) {
		page_add(page, LINE_GAP, "");
		page_add(page, LINE_SENTENCE, vote->by_part);
	}
}

/* What is asked of the room now, and what happens to the answers. */
static void add_task(const struct audience *audience, moment at, bool now,
	const struct wall_own *own, struct page *page)
{
	const char *task =
		own != NULL && own->task != NULL ? own->task : audience_asks(audience->task);
	const char *fate =
		own != NULL && own->fate != NULL ? own->fate : audience_keeps(audience->fate);
	bool clock = audience->task == TASK_REST && audience->ends_at != 0;
	bool counted = audience->vote.id != 0 && !audience->vote.open;

	/* when the silence is over, that is said instead */
	bool over = audience->task == TASK_WRITE && audience->silent_until != 0 &&
		    audience->silent_until <= at;

	if (task != NULL && now && !clock && !over && audience->phase.of == 0)
		page_add(page, LINE_DO, task);
	if (audience->turn.name != NULL)
		page_addf(page, LINE_SENTENCE,
			audience->task == TASK_TALK ? _("Speaking: %s")
						    : _("It is the turn of %s."),
			audience->turn.name);
	if (fate != NULL && now && !(counted && audience->task != TASK_REST))
		page_add(page, LINE_FATE, fate);
}

/* Words somebody stopped on: a few, for the room to see that they were heard. */
static void add_words(const struct audience_words *words, struct page *page)
{
	enum { SHOWN = 5 };
	struct buf list = {0};
	size_t shown = 0;

	for (size_t i = 0; i < words->count && shown < SHOWN; i++)
		if (words->items[i].word != NULL)
			buf_format(&list, "%s%s", shown++ > 0 ? ", " : "", words->items[i].word);
	if (shown > 0 && words->count > shown)
		page_addf(page, LINE_SENTENCE, _("Words to explain: %s and more"), buf_text(&list));
	else if (shown > 0)
		page_addf(page, LINE_SENTENCE,
			ngettext("A word to explain: %s", "Words to explain: %s", shown),
			buf_text(&list));
	buf_finish(&list);
}

/* Whose consent is missing for what the vote carried: it stands above the result, for it comes
 * before it. */
static void add_missing(const struct audience *audience, struct page *page)
{
	for (size_t i = 0; i < audience->items.count; i++) {
		const struct audience_item *item = &audience->items.items[i];
		if (item->kind == ITEM_BEARER && item->proposal.tested)
			page_add(page, LINE_WARNING,
				item->text != NULL ? item->text : _("(erased)"));
	}
}

void wall_body(const struct audience *audience, moment now, const struct wall_cursor *cursor,
	struct page *page)
{
	bool voting = audience->vote.id != 0 && audience->task != TASK_REST;
	bool counted = voting && !audience->vote.open;

	const struct wall_own *own = cursor != NULL ? cursor->own : NULL;

	if (audience->stage_title == NULL) {
		welcome(audience, cursor != NULL && own == NULL, page);
		return;
	}
	if (audience->state == AUDIENCE_PAUSED)
		page_add(page, LINE_WARNING, _("Paused: the clock stands still."));
	if (audience->state == AUDIENCE_CLOSED)
		page_add(page, LINE_SENTENCE, _("The workshop is closed. Thank you."));
	if (audience->task == TASK_REST && audience->ends_at != 0)
		add_clock(audience, now, page);
	if (audience->silent_until != 0)
		add_silence(audience, now, page);
	if (voting)
		add_voted(audience, cursor, page);
	else if (audience->state != AUDIENCE_CLOSED)
		add_prompt(audience->prompt, true, page);
	add_phase(audience, now, page);
	add_task(audience, now,
		audience->state == AUDIENCE_STAGE && !(cursor != NULL && cursor->looking_back), own,
		page);
	add_words(&audience->words, page);
	add_counted(audience, page);
	/* the title may be no question: what is to be answered stands above the options */
	if (voting && !counted && !audience->vote.tests)
		add_prompt(audience->prompt, false, page);
	add_roles(audience, page);
	if (audience->comes_to != NULL)
		page_add(page, LINE_SENTENCE, audience->comes_to);
	/* while cards come the newest stands last, where it is in sight */
	bool sums_first = audience->columns != NULL || audience->sides.count > 0;
	if (sums_first)
		wall_sums(audience, page);
	if (counted)
		add_missing(audience, page);
	if (counted && audience->vote.result != NULL)
		page_add(page, LINE_SENTENCE, audience->vote.result);
	if (audience->items.count > 0)
		page_add(page, LINE_GAP, "");
	wall_items(audience, cursor, page);
	if (!sums_first)
		wall_sums(audience, page);
	if (voting)
		wall_vote(&audience->vote, page);
	wall_ballots(audience, cursor, page);
	if (voting && !counted && audience->vote.tests)
		add_prompt(audience->prompt, false, page);
}

static void off_record(struct page *page)
{
	page->centred = true;
	page_set(&page->title, "%s", _("Off the record"));
	page_add(page, LINE_QUESTION, _("Off the record"));
	page_add(page, LINE_TEXT,
		_("Nothing is written down now. The minutes will only say how long."));
}

void wall_whole(const struct audience *audience, moment now, const struct wall_cursor *cursor,
	struct page *page)
{
	if (audience->state == AUDIENCE_OFF_RECORD) {
		off_record(page);
		return;
	}
	if (audience->state == AUDIENCE_BLANK)
		return;
	wall_header(audience, now, false, page);
	/* who has come in already needs no way in */
	if (cursor == NULL && (audience->door.url != NULL || audience->door.network != NULL))
		wall_door(&audience->door, page);
	else
		wall_body(audience, now, cursor, page);
}

void wall_page(const struct audience *audience, moment now, struct page *page)
{
	wall_whole(audience, now, NULL, page);
}

int wall_next_change(const struct audience *audience, moment now)
{
	if (audience->stage_title == NULL || audience->ends_at == 0 ||
		audience->state != AUDIENCE_STAGE)
		return -1;
	/* a break and silent writing count in seconds for everybody to see, all else in minutes */
	if (audience->task == TASK_REST || audience->silent_until > now ||
		audience->phase.ends_at > now)
		return 1000 - (int)(now % 1000);
	int64_t left = (audience->ends_at - now) % MINUTE_MS;
	return (int)(left > 0 ? left : MINUTE_MS + left);
}
