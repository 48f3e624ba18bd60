/* From the audience to lines: what the room sees, in the order of reading. */
#include "state.h"

#include <stdio.h>
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

static void person_line(
	const struct console *console, const struct audience_item *item, struct page *page)
{
	static const char *const statuses[STATUSES] = {[STATUS_EXPECTED] = N_("expected"),
		[STATUS_HERE] = N_("here"),
		[STATUS_LATE] = N_("here, came later"),
		[STATUS_ABSENT] = N_("absent"),
		[STATUS_LEFT] = N_("has left")};
	const struct audience_person *person = &item->person;
	const struct model *model = console_model(console);
	char seat[2] = {person->seat, '\0'};
	struct line *line =
		page_add(page, LINE_ITEM, item->text != NULL ? item->text : _("(erased)"));
	const char *role = person->own_role != NULL && person->own_role[0] != '\0'
				   ? person->own_role
			   : person->role >= 0 ? model->plan->roles.items[person->role].name
					       : _("role not said");

	line_mark(line, seat);
	line->struck = person->status != STATUS_HERE && person->status != STATUS_LATE;
	if (person->votes)
		line_detail(line, "%s · %s", role, _(statuses[person->status]));
	else
		line_detail(line, _("%s · %s · no vote"), role, _(statuses[person->status]));
}

/* The author as far as it may be shown, and what else stands in the card's columns. */
static void card_detail(
	const struct console *console, const struct audience_item *item, struct line *line)
{
	const struct audience_card *card = &item->card;
	struct buf detail = {0};

	for (size_t i = 1; i < card->cells.count && i < card->columns->count; i++) {
		const char *cell =
			card->cells.items[i] != NULL ? card->cells.items[i] : _("(erased)");
		if (cell[0] != '\0')
			buf_format(&detail, "%s%s: %s", detail.count > 0 ? " · " : "",
				card->columns->items[i].name, cell);
	}
	const char *who = item->person.id != 0 && !item->under
				  ? item->person.name != NULL ? item->person.name : _("(erased)")
			  : item->role >= 0 && !item->under
				  ? console_model(console)->plan->roles.items[item->role].name
				  : NULL;
	if (who != NULL)
		buf_format(&detail, "%s%s", detail.count > 0 ? " · " : "", who);
	if (item->left_out)
		buf_format(&detail, "%s%s%s%s", detail.count > 0 ? " · " : "", _("left out"),
			card->why != NULL && card->why[0] != '\0' ? ": " : "",
			card->why != NULL ? card->why : _("(erased)"));
	if (detail.count > 0)
		line_detail(line, "%s", buf_text(&detail));
	buf_finish(&detail);
}

static void card_line(
	const struct console *console, const struct audience_item *item, struct page *page)
{
	const struct audience_card *card = &item->card;
	const char *text = item->text != NULL ? item->text : _("(erased)");
	struct line *line;

	if (card->item >= 0 && !cells_have_words(&card->cells))
		return; /* the row has the name already */
	if (card->item >= 0) {
		const char *name = item->person.name != NULL ? item->person.name : _("(erased)");
		line = text[0] != '\0' ? page_addf(page, LINE_ITEM, "%s: %s", name, text)
				       : page_add(page, LINE_ITEM, name);
	} else {
		line = page_add(page, LINE_ITEM, text);
	}
	line_mark(line, item->id == console->marked ? "»"
			: item->under               ? "  ·"
			: item->left_out            ? "-"
						    : "•");
	line->struck = item->left_out;
	card_detail(console, item, line);
}

/* The proposal that is being tested: it stands above everything as the question. */
static const struct proposal *tested(const struct console *console)
{
	const struct poll *poll = console->audience.poll;
	const struct proposal *proposal =
		poll != NULL ? model_proposal(console_model(console), poll->proposal) : NULL;

	return proposal != NULL && proposal->decision == 0 ? proposal : NULL;
}

static void burden_lines(const struct proposal *proposal, struct page *page)
{
	for (size_t i = 0; i < proposal->burdens.count; i++) {
		const struct burden *burden = &proposal->burdens.items[i];
		struct line *line = page_addf(page, LINE_TEXT, _("Carried by %s: %s"),
			burden->who != NULL ? burden->who : _("(erased)"),
			burden->how_much != NULL && burden->how_much[0] != '\0'
				? burden->how_much
				: _("how much was not said"));
		line_detail(line, "%s",
			burden->paid == PAID_NOBODY      ? _("paid by nobody")
			: burden->paid == PAID_NOT_KNOWN ? _("who pays is not yet known")
			: burden->paid == PAID_NOT_ASKED ? _("who pays was not asked")
			: burden->paid_by != NULL        ? burden->paid_by
							 : _("(erased)"));
	}
}

static void proposal_line(
	const struct console *console, const struct audience_item *item, struct page *page)
{
	static const char *const verdicts[DECISIONS] = {[DECISION_ADOPTED] = N_("adopted"),
		[DECISION_NOT_ADOPTED] = N_("not adopted"),
		[DECISION_DEFERRED] = N_("taken back, not decided yet")};
	const struct proposal *proposal = item->proposal;
	const struct person *does = model_person(console_model(console), proposal->does);
	const char *who = does != NULL ? does->name : proposal->does_text;

	if (proposal != tested(console)) {
		struct line *line =
			page_add(page, item->kind == ITEM_DECISION ? LINE_ITEM : LINE_QUESTION,
				item->text != NULL ? item->text : _("(erased)"));
		if (item->kind == ITEM_PROPOSAL)
			line_mark(line, "?");
		else
			line_mark(line, proposal->verdict == DECISION_ADOPTED       ? "✓"
					: proposal->verdict == DECISION_NOT_ADOPTED ? "✗"
										    : "…");
		if (item->kind == ITEM_DECISION)
			line_detail(line, "%s", _(verdicts[proposal->verdict]));
	}
	burden_lines(proposal, page);
	if (proposal->decision != 0 && who != NULL && who[0] != '\0')
		page_addf(page, LINE_TEXT, _("Done by %s"), who);
}

static void action_line(
	const struct console *console, const struct audience_item *item, struct page *page)
{
	static const char *const answers[ANSWERS] = {[ANSWER_NOT_ASKED] = "",
		[ANSWER_ACCEPTED] = N_("accepted"),
		[ANSWER_DECLINED] = N_("declined")};
	const struct action *action = item->action;
	struct line *line =
		page_add(page, LINE_ITEM, item->text != NULL ? item->text : _("(erased)"));
	struct buf detail = {0};
	const char *who = item->person.id != 0 ? item->person.name : action->who;

	(void)console;
	buf_text_add(&detail, who == NULL ? _("(erased)") : who[0] != '\0' ? who : _("nobody yet"));
	if (action->due != 0) {
		buf_text_add(&detail, " · ");
		day_format(&detail, action->due);
	}
	if (action->accepted != ANSWER_NOT_ASKED)
		buf_format(&detail, " · %s", _(answers[action->accepted]));
	line_mark(line, action->accepted == ANSWER_ACCEPTED ? "✓" : "☐");
	line_detail(line, "%s", buf_text(&detail));
	buf_finish(&detail);
}

static void result_line(
	const struct console *console, const struct audience_item *item, struct page *page)
{
	char mark[24];
	struct line *line =
		page_add(page, LINE_BAR, item->text != NULL ? item->text : _("(erased)"));

	(void)console;
	line->value = item->value;
	line->total = item->total;
	snprintf(mark, sizeof mark, "%zu", item->level + 1);
	line_mark(line, mark);
}

static void numbered_line(const struct audience_item *item, size_t number, struct page *page)
{
	char mark[24];

	snprintf(mark, sizeof mark, "%zu", number);
	line_mark(page_add(page, LINE_ITEM, item->text != NULL ? item->text : _("(erased)")), mark);
}

/* A row of a matrix: its ticks follow it in the audience; their names stand in its line. */
static void kind_line(const struct audience_item *item, struct page *page)
{
	struct line *line =
		page_add(page, LINE_ITEM, item->text != NULL ? item->text : _("(erased)"));
	struct buf names = {0};

	for (int64_t i = 1; i <= item->value; i++)
		buf_format(&names, "%s%s", i > 1 ? ", " : "",
			item[i].person.name != NULL ? item[i].person.name : "?");
	line_detail(line, "%s", names.count > 0 ? buf_text(&names) : _("nobody yet"));
	buf_finish(&names);
}

static void item_line(const struct console *console, const struct audience_item *item,
	size_t number, struct page *page)
{
	const char *text = item->text != NULL ? item->text : _("(erased)");

	switch (item->kind) {
	case ITEM_PERSON:
		person_line(console, item, page);
		break;
	case ITEM_CARD:
		card_line(console, item, page);
		break;
	case ITEM_RESULT:
		result_line(console, item, page);
		break;
	case ITEM_PROPOSAL:
	case ITEM_DECISION:
		proposal_line(console, item, page);
		break;
	case ITEM_ACTION:
		action_line(console, item, page);
		break;
	case ITEM_OPTION:
	case ITEM_THEME:
		numbered_line(item, number, page);
		break;
	case ITEM_POINT:
		line_mark(page_add(page, LINE_ITEM, text), "•");
		break;
	case ITEM_KIND:
		kind_line(item, page);
		break;
	case ITEM_VOICE:
		line_mark(page_addf(page, LINE_ITEM, _("Missing from the table: %s"), text), "!");
		break;
	case ITEM_UNGROUPED:
		line_mark(page_add(page, LINE_ITEM, _("In no theme yet")), "0");
		break;
	case ITEM_BURDEN:
	case ITEM_REASON:
		line_mark(page_addf(page, LINE_ITEM, _("Reason against: %s"), text), "!");
		break;
	}
}

/* Cards with several columns stand in a table; the first column is the card itself. */
static bool in_table(const struct console *console, const struct audience_item *item)
{
	(void)console;
	return item->kind == ITEM_CARD && !item->under && item->card.columns->count > 1 &&
	       item->card.item < 0;
}

static const char *who_said(const struct console *console, const struct audience_item *item)
{
	if (item->person.id != 0)
		return item->person.name != NULL ? item->person.name : _("(erased)");
	return item->role >= 0 ? console_model(console)->plan->roles.items[item->role].name : "";
}

static void table_head(const struct columns *columns, bool authors, struct page *page)
{
	struct line *head = page_add(page, LINE_HEAD, "");

	for (size_t i = 0; i < columns->count; i++)
		texts_add(&head->cells, columns->items[i].name);
	if (authors)
		texts_add(&head->cells, _("said by"));
}

static void table_row(const struct console *console, const struct audience_item *item, bool authors,
	struct page *page)
{
	const struct audience_card *card = &item->card;
	struct line *row = page_add(page, LINE_ROW, "");

	for (size_t i = 0; i < card->cells.count; i++)
		texts_add(&row->cells, card->cells.items[i] == NULL ? _("(erased)")
				       : i == 0 && item->id == console->marked
					       ? _("» marked «")
					       : card->cells.items[i]);
	if (authors)
		texts_add(&row->cells, item->left_out ? _("left out") : who_said(console, item));
	row->struck = item->left_out;
}

static void add_table_item(const struct console *console, const struct audience_item *item,
	bool first, struct page *page)
{
	enum audience_fate fate = console->audience.fate;
	bool shown = fate == FATE_NAMED || fate == FATE_ROLE;

	if (first)
		table_head(item->card.columns, shown, page);
	table_row(console, item, shown, page);
}

static void add_items(struct console *console, struct page *page)
{
	const struct audience *audience = &console->audience;
	size_t number = 0;

	for (size_t i = 0; i < audience->items.count; i++) {
		const struct audience_item *item = &audience->items.items[i];
		size_t first = page->lines.count;
		if (item->kind == ITEM_OPTION || item->kind == ITEM_THEME)
			number++;
		if (in_table(console, item)) {
			bool head = i == 0 || !in_table(console, item - 1);
			add_table_item(console, item, head, page);
			first += head;
		} else {
			item_line(console, item, number, page);
		}
		bool above = item->proposal != NULL && item->proposal == tested(console);
		if (item == console_focused(console) && !console_typing(console) && !above &&
			first < page->lines.count)
			page->lines.items[first].focused = true;
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
	const struct proposal *proposal = tested(console);
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
	add_items(console, page);
	if (voting)
		poll_lines(console, audience->poll, page);
	if (voting && !counted)
		add_prompt(audience->prompt, false, page);
}
