/* The items of the audience: people, cards and tables, options and results, proposals, actions. */
#include "html.h"

#include "roundtable/base/date.h"

static const char *or_erased(const struct page_view *view, const char *words)
{
	return words != NULL ? words : string_in(view->language, SAY_ERASED);
}

/* What stands beside an item; `words` for a string that takes some, else NULL. */
static void detail(
	const struct page_view *view, enum string string, const char *words, struct buf *out)
{
	buf_text_add(out, " · ");
	html_line(view, out, "span class=\"detail\"", string, words);
}

static void detail_words(const struct page_view *view, const char *words, struct buf *out)
{
	buf_text_add(out, " · ");
	html_words(view, out, "span class=\"detail\"", words);
}

static void person(const struct page_view *view, const struct audience_item *item, struct buf *out)
{
	static const enum string statuses[STATUSES] = {[STATUS_EXPECTED] = SAY_EXPECTED,
		[STATUS_HERE] = SAY_HERE,
		[STATUS_LATE] = SAY_LATE,
		[STATUS_ABSENT] = SAY_ABSENT,
		[STATUS_LEFT] = SAY_HAS_LEFT};
	const struct audience_person *person = &item->person;

	html_words(view, out, "span", item->text);
	if (person->role != NULL)
		detail_words(view, person->role, out);
	else
		detail(view, SAY_ROLE_UNSAID, NULL, out);
	detail(view, statuses[person->status], NULL, out);
	if (!person->votes)
		detail(view, SAY_NO_VOTE, NULL, out);
}

/* The author as far as it may be shown; NULL: it may not. */
static const char *author(const struct page_view *view, const struct audience_item *item)
{
	if (item->person.id != 0)
		return or_erased(view, item->person.name);
	return item->role;
}

static void left_out(
	const struct page_view *view, const struct audience_item *item, struct buf *out)
{
	if (!item->left_out)
		return;
	if (item->card.why != NULL && item->card.why[0] == '\0')
		detail(view, SAY_LEFT_OUT, NULL, out);
	else
		detail(view, SAY_LEFT_OUT_WHY, or_erased(view, item->card.why), out);
}

void page_card_words(
	const struct page_view *view, const struct audience_item *item, struct buf *out)
{
	const struct audience_card *card = &item->card;

	/* a tick of a matrix, with what was said to it */
	html_words(view, out, "span", card->item >= 0 ? item->person.name : item->text);
	if (card->item >= 0 && (item->text == NULL || item->text[0] != '\0'))
		detail_words(view, item->text, out);
	for (size_t i = 1; i < card->cells.count && i < card->columns->count; i++) {
		const char *cell = or_erased(view, card->cells.items[i]);
		if (cell[0] == '\0')
			continue;
		detail_words(view, card->columns->items[i].name, out);
		buf_text_add(out, ": ");
		html_words(view, out, "span", cell);
	}
	if (card->was != NULL)
		detail(view, SAY_WAS_IN, card->was, out);
}

static void card(const struct page_view *view, const struct audience_item *item, struct buf *out)
{
	const char *who = author(view, item);

	page_card_words(view, item, out);
	if (item->card.item < 0 && who != NULL && !item->under)
		detail_words(view, who, out);
	left_out(view, item, out);
}

static void burdens(
	const struct page_view *view, const struct audience_proposal *proposal, struct buf *out)
{
	for (size_t i = 0; i < proposal->burdens.count; i++) {
		const struct burden *burden = &proposal->burdens.items[i];
		bool said = burden->how_much != NULL && burden->how_much[0] != '\0';
		buf_text_add(out, "<span class=\"line\">");
		html_say(view, out, SAY_CARRIED_BY, or_erased(view, burden->who),
			said ? burden->how_much : string_in(view->language, SAY_HOW_MUCH_UNSAID));
		switch (burden->paid) {
		case PAID_NOT_ASKED:
		case PAIDS:
			detail(view, SAY_PAID_UNASKED, NULL, out);
			break;
		case PAID_YES:
			detail(view, SAY_PAID_BY, or_erased(view, burden->paid_by), out);
			break;
		case PAID_NOBODY:
			detail(view, SAY_PAID_NOBODY, NULL, out);
			break;
		case PAID_NOT_KNOWN:
			detail(view, SAY_PAID_UNKNOWN, NULL, out);
			break;
		}
		buf_text_add(out, "</span>");
	}
}

/* Who does it, answers for it, is asked and told, and when it is looked at again or answered. */
static void care(
	const struct page_view *view, const struct audience_proposal *proposal, struct buf *out)
{
	const char *does = or_erased(view, proposal->does);
	const char *answers = or_erased(view, proposal->answers);
	const char *asked = or_erased(view, proposal->asked);
	const char *told = or_erased(view, proposal->told);
	const char *corrected = or_erased(view, proposal->corrected);
	struct buf review = {0};

	if (does[0] != '\0')
		html_line(view, out, "span class=\"line\"", SAY_DONE_BY, does);
	else if (proposal->verdict == DECISION_ADOPTED && !proposal->rule)
		html_line(view, out, "span class=\"line\"", SAY_DONE_NOBODY);
	if (answers[0] != '\0')
		html_line(view, out, "span class=\"line\"", SAY_ANSWERED_BY, answers);
	else if (proposal->verdict == DECISION_ADOPTED && !proposal->rule)
		html_line(view, out, "span class=\"line\"", SAY_ANSWERED_NOBODY);
	if (asked[0] != '\0')
		html_line(view, out, "span class=\"line\"", SAY_ASKED_BEFORE, asked);
	if (told[0] != '\0')
		html_line(view, out, "span class=\"line\"", SAY_TO_BE_TOLD, told);
	day_format(&review, proposal->review);
	if (proposal->review != 0)
		html_line(view, out, "span class=\"line\"",
			proposal->verdict == DECISION_DEFERRED ? SAY_BACK_BY : SAY_REVIEWED,
			buf_text(&review));
	if (corrected[0] != '\0')
		html_line(view, out, "span class=\"line\"", SAY_CORRECTED, corrected);
	buf_finish(&review);
}

static void proposal(
	const struct page_view *view, const struct audience_item *item, struct buf *out)
{
	static const enum string verdicts[DECISIONS] = {[DECISION_ADOPTED] = SAY_ADOPTED,
		[DECISION_NOT_ADOPTED] = SAY_NOT_ADOPTED,
		[DECISION_DEFERRED] = SAY_DEFERRED};

	html_words(view, out, "strong", item->text);
	if (item->proposal.decided)
		detail(view, verdicts[item->proposal.verdict], NULL, out);
	if (item->proposal.counts != NULL && item->proposal.counts[0] != '\0')
		html_known(view, out, "span class=\"line\"", item->proposal.counts);
	burdens(view, &item->proposal, out);
	if (item->proposal.decided)
		care(view, &item->proposal, out);
}

static void action(const struct page_view *view, const struct audience_item *item, struct buf *out)
{
	const struct audience_action *action = &item->action;
	struct buf due = {0};

	html_words(view, out, "span", item->text);
	if (action->who != NULL && action->who[0] == '\0')
		detail(view, SAY_NOBODY_YET, NULL, out);
	else
		detail_words(view, action->who, out);
	day_format(&due, action->due);
	if (action->due != 0)
		detail(view, SAY_DUE, buf_text(&due), out);
	if (action->state != ACTION_IS_OPEN) {
		detail(view, action->state == ACTION_IS_DONE ? SAY_IS_DONE : SAY_IS_DROPPED, NULL,
			out);
		detail_words(view, action->came, out);
	} else if (action->accepted == ANSWER_ACCEPTED)
		detail(view, SAY_ACCEPTED, NULL, out);
	else if (action->accepted == ANSWER_DECLINED)
		detail(view, SAY_DECLINED, NULL, out);
	buf_finish(&due);
}

/* "patient: 2 · carer: 1": a table has no room on a telephone. */
static void marks(const struct page_view *view, const struct audience_item *item, struct buf *out)
{
	const struct texts *heads = &view->audience->vote.heads;
	struct buf text = {0};

	for (size_t i = 0; i < item->marks.count && i < heads->count; i++)
		buf_format(&text, "%s%s: %s", i > 0 ? " · " : "", heads->items[i],
			item->marks.items[i]);
	html_words(view, out, "span class=\"line\"", buf_text(&text));
	buf_finish(&text);
}

static void result(const struct page_view *view, const struct audience_item *item, struct buf *out)
{
	html(out, "<span class=\"place\">%zu</span> ", item->level + 1);
	html_words(view, out, "span class=\"label\"", item->text);
	if (item->marks.count > 0) {
		marks(view, item, out);
	} else if (item->figure != NULL) {
		html_known(view, out, "span class=\"line\"", item->figure);
	} else {
		html(out, " <strong>%lld</strong>", (long long)item->value);
		page_bar(item->value, item->total, out);
	}
	if (item->parts != NULL)
		html_known(view, out, "span class=\"line\"", item->parts);
	if (item->cut != NULL)
		html_known(view, out, "span class=\"cut\"", item->cut);
}

/* A statement or a part of the room: each answer with its number and a bar; then the sentence. */
static void rated(const struct page_view *view, const struct audience_item *item, struct buf *out)
{
	const struct audience_vote *vote = &view->audience->vote;

	html_words(view, out, item->under ? "span class=\"detail\"" : "strong", item->text);
	buf_text_add(out, "<ul class=\"bars\">\n");
	for (size_t i = 0; i < item->spread.count; i++) {
		buf_text_add(out, "<li>");
		if (i < vote->grades.count)
			html_words(view, out, "span class=\"label\"", vote->grades.items[i]);
		else
			html(out, "<span class=\"label\">%zu</span>", i);
		html(out, " <strong>%lld</strong>", (long long)item->spread.items[i]);
		page_bar(item->spread.items[i], item->value, out);
		buf_text_add(out, "</li>\n");
	}
	buf_text_add(out, "</ul>\n");
	if (!item->under && item->figure != NULL)
		html_known(view, out, "span class=\"line\"", item->figure);
}

static void one(const struct page_view *view, const struct audience_item *item, struct buf *out)
{
	switch (item->kind) {
	case ITEM_PERSON:
		person(view, item, out);
		break;
	case ITEM_CARD:
		card(view, item, out);
		break;
	case ITEM_RESULT:
		result(view, item, out);
		break;
	case ITEM_RATED:
		rated(view, item, out);
		break;
	case ITEM_PROPOSAL:
	case ITEM_DECISION:
		proposal(view, item, out);
		break;
	case ITEM_CORRECTION:
		html_say(view, out, SAY_CORRECTED, or_erased(view, item->text));
		break;
	case ITEM_UNDECIDED:
		html_words(view, out, "span", item->text);
		detail(view, SAY_UNDECIDED, NULL, out);
		break;
	case ITEM_PARKED:
		html_say(view, out, SAY_PARKED, or_erased(view, item->text));
		break;
	case ITEM_WORD:
		html_words(view, out, "strong", item->text);
		if (item->meaning != NULL && item->meaning[0] == '\0')
			html_line(view, out, "span class=\"detail\"", SAY_WORD_WAITS);
		else
			html_words(view, out, "span class=\"detail\"", item->meaning);
		break;
	case ITEM_ACTION:
		action(view, item, out);
		break;
	case ITEM_KIND:
		html_words(view, out, "strong", item->text);
		if (item->value == 0)
			detail(view, SAY_NOBODY_YET, NULL, out);
		break;
	case ITEM_THEME:
		html_words(view, out, "strong", item->text);
		break;
	case ITEM_BALLOT:
		if (item->text != NULL && item->text[0] == '\0')
			html_line(view, out, "span", SAY_NO_WORDS);
		else
			html_words(view, out, "strong", item->text);
		html_known(view, out, "span class=\"detail\"", item->figure);
		break;
	case ITEM_SHARE:
		html_words(view, out, "strong", item->text);
		html_words(view, out, "span class=\"detail\"", item->figure);
		break;
	case ITEM_OPTION:
	case ITEM_POINT:
	case ITEM_RULE:
	case ITEM_BEARER:
	case ITEM_OBJECTION:
	case ITEM_HEARD:
	case ITEM_MINUTES:
	case ITEM_AMENDMENT:
	case ITEM_ADVICE:
	case ITEM_SMALL_GROUP:
		html_words(view, out, "span", item->text);
		break;
	case ITEM_VOICE:
		html_say(view, out, SAY_MISSING, or_erased(view, item->text));
		break;
	case ITEM_UNGROUPED:
		html_line(view, out, "strong", SAY_NO_THEME);
		break;
	case ITEM_REASON:
		html_say(view, out, SAY_REASON, or_erased(view, item->text));
		break;
	}
}

/* --- cards with several columns stand in a table --- */

static bool in_table(const struct audience_item *item)
{
	return item->kind == ITEM_CARD && !item->under && item->card.columns->count > 1 &&
	       item->card.item < 0;
}

static void table_row(const struct page_view *view, const struct audience_item *item, bool authors,
	struct buf *out)
{
	const struct audience_card *card = &item->card;
	const char *who = author(view, item);

	html(out, "<tr%s>", item->left_out ? " class=\"out\"" : "");
	for (size_t i = 0; i < card->columns->count; i++)
		html_words(view, out, i == 0 ? "th scope=\"row\"" : "td",
			i < card->cells.count ? card->cells.items[i] : "");
	if (authors && item->left_out)
		html_line(view, out, "td", SAY_LEFT_OUT);
	else if (authors)
		html_words(view, out, "td", who != NULL ? who : "");
	buf_text_add(out, "</tr>\n");
}

/* The rows from `first` on that have the same columns; returns where they end. */
static size_t table(const struct page_view *view, size_t first, struct buf *out)
{
	const struct audience *audience = view->audience;
	const struct columns *columns = audience->items.items[first].card.columns;
	bool authors = audience->fate == FATE_NAMED || audience->fate == FATE_ROLE;
	size_t end = first;

	/* a table that is wider than the screen is moved by keyboard as well */
	buf_text_add(out, "<div class=\"wide\" tabindex=\"0\" role=\"group\" aria-label=\"");
	html_say(view, out, SAY_COUNT_CARDS, (long long)audience->done);
	buf_text_add(out, "\"><table>\n<thead><tr>");
	for (size_t i = 0; i < columns->count; i++)
		html_words(view, out, "th scope=\"col\"", columns->items[i].name);
	if (authors)
		html_line(view, out, "th scope=\"col\"", SAY_SAID_BY);
	buf_text_add(out, "</tr></thead>\n<tbody>\n");
	while (end < audience->items.count && in_table(&audience->items.items[end]) &&
		audience->items.items[end].card.columns->count == columns->count)
		table_row(view, &audience->items.items[end++], authors, out);
	buf_text_add(out, "</tbody></table></div>\n");
	return end;
}

/* --- lists --- */

static bool shown(const struct page_view *view, const struct audience_item *item)
{
	if (item->kind == ITEM_OPTION && page_has_ballot(view))
		return false;
	if ((item->kind == ITEM_THEME || item->kind == ITEM_UNGROUPED || item->under) &&
		page_has_group(view))
		return false;
	return !(item->proposal.tested && item->kind == ITEM_PROPOSAL &&
		 item->proposal.burdens.count == 0);
}

static bool numbered(enum audience_kind kind)
{
	return kind == ITEM_OPTION || kind == ITEM_THEME;
}

static bool is_head(enum audience_kind kind)
{
	return kind == ITEM_THEME || kind == ITEM_UNGROUPED || kind == ITEM_KIND ||
	       kind == ITEM_RATED;
}

/* What stands in the grid, which is drawn once. */
static bool in_grid(const struct audience *audience, size_t at)
{
	return audience->grid.shown && audience->items.items[at].row > 0;
}

/* The list from `first` to where items of another nature begin; what belongs to a head stands in a
 * list under it. Returns where it ends. */
static size_t list(const struct page_view *view, size_t first, struct buf *out)
{
	const struct audience *audience = view->audience;
	const struct audience_item *items = audience->items.items;
	bool ordered = numbered(items[first].kind), bars = items[first].kind == ITEM_RESULT;
	bool headed = false, under = false;
	size_t i = first;

	html(out, "<%s class=\"%s\">\n", ordered ? "ol" : "ul", bars ? "bars" : "items");
	for (; i < audience->items.count && !in_table(&items[i]) && !in_grid(audience, i); i++) {
		if (i > first && !items[i].under && numbered(items[i].kind) != ordered)
			break;
		if (i > first && (items[i].kind == ITEM_RESULT) != bars)
			break;
		if (!shown(view, &items[i]))
			continue;
		bool beneath = items[i].under && headed;
		if (beneath && !under)
			buf_text_add(out, "<ul>\n");
		else if (!beneath && under)
			buf_text_add(out, "</ul></li>\n");
		under = beneath;
		html(out, "<li%s>", items[i].left_out ? " class=\"out\"" : "");
		one(view, &items[i], out);
		/* what belongs to a head stands inside it */
		headed = beneath || (is_head(items[i].kind) && i + 1 < audience->items.count &&
					    items[i + 1].under);
		buf_text_add(out, headed && !beneath ? "\n" : "</li>\n");
	}
	html(out, "%s</%s>\n", under ? "</ul></li>\n" : "", ordered ? "ol" : "ul");
	return i;
}

void page_items(const struct page_view *view, struct buf *out)
{
	const struct audience *audience = view->audience;
	bool grid = audience->grid.shown;
	size_t i = 0;

	while (i < audience->items.count) {
		if (in_grid(audience, i)) {
			if (grid)
				page_grid(view, i, out);
			grid = false;
			i++;
		} else if (!shown(view, &audience->items.items[i]))
			i++;
		else if (in_table(&audience->items.items[i]))
			i = table(view, i, out);
		else
			i = list(view, i, out);
	}
	if (grid)
		page_grid(view, i, out);
}
