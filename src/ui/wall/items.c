/* The items of the audience as lines: people, cards and tables, options and results, proposals,
 * actions. */
#include "wall.h"

#include "roundtable/base/i18n.h"
#include "roundtable/core/sift.h"

#include <stdio.h>
#include <string.h>

static void person_line(const struct audience_item *item, struct page *page)
{
	static const char *const statuses[STATUSES] = {[STATUS_EXPECTED] = N_("expected"),
		[STATUS_HERE] = N_("here"),
		[STATUS_LATE] = N_("here, came later"),
		[STATUS_ABSENT] = N_("absent"),
		[STATUS_LEFT] = N_("has left")};
	const struct audience_person *person = &item->person;
	char seat[2] = {person->seat, '\0'};
	struct line *line =
		page_add(page, LINE_ITEM, item->text != NULL ? item->text : _("(erased)"));
	const char *role = person->role != NULL ? person->role : _("role not said");

	line_mark(line, seat);
	line->struck = person->status != STATUS_HERE && person->status != STATUS_LATE;
	if (person->votes)
		line_detail(line, "%s · %s", role, _(statuses[person->status]));
	else
		line_detail(line, _("%s · %s · no vote"), role, _(statuses[person->status]));
}

/* The author as far as it may be shown, and what else stands in the card's columns. */
static void card_detail(const struct audience_item *item, struct line *line)
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
			  : !item->under ? item->role
					 : NULL;
	if (who != NULL)
		buf_format(&detail, "%s%s", detail.count > 0 ? " · " : "", who);
	if (card->was != NULL) {
		line->spare = detail.count == 0;
		buf_text_add(&detail, detail.count > 0 ? " · " : "");
		buf_format(&detail, _("was in: %s"), card->was);
	}
	if (item->left_out)
		buf_format(&detail, "%s%s%s%s", detail.count > 0 ? " · " : "", _("left out"),
			card->why != NULL && card->why[0] != '\0' ? ": " : "",
			card->why != NULL ? card->why : _("(erased)"));
	if (detail.count > 0)
		line_detail(line, "%s", buf_text(&detail));
	buf_finish(&detail);
}

static void card_line(const struct audience_item *item, bool marked, struct page *page)
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
	line_mark(line, marked ? "»" : item->under ? "  ·" : item->left_out ? "-" : "•");
	line->struck = item->left_out;
	card_detail(item, line);
}

static void burden_lines(const struct audience_proposal *proposal, struct page *page)
{
	for (size_t i = 0; i < proposal->burdens.count; i++) {
		const struct burden *burden = &proposal->burdens.items[i];
		struct line *line = page_addf(page, LINE_TEXT, _("Carried by %s: %s"),
			burden->who != NULL ? burden->who : _("(erased)"),
			burden->how_much != NULL && burden->how_much[0] != '\0'
				? burden->how_much
				: _("how much was not said"));
		const char *paid = burden->paid == PAID_NOBODY      ? _("paid by nobody")
				   : burden->paid == PAID_NOT_KNOWN ? _("who pays is not yet known")
				   : burden->paid == PAID_NOT_ASKED ? _("who pays was not asked")
				   : burden->paid_by != NULL        ? burden->paid_by
								    : _("(erased)");
		line_detail(
			line, burden->answer == ANSWER_ACCEPTED ? _("%s · consented") : "%s", paid);
	}
}

/* Who does it, who answers for it and when it is looked at again. */
static void care_lines(const struct audience_proposal *proposal, struct page *page)
{
	const char *does = proposal->does != NULL ? proposal->does : _("(erased)");
	const char *answers = proposal->answers != NULL ? proposal->answers : _("(erased)");
	struct buf review = {0};

	if (does[0] != '\0')
		page_addf(page, LINE_TEXT, _("Done by %s"), does);
	else if (proposal->verdict == DECISION_ADOPTED && !proposal->rule)
		page_add(page, LINE_WARNING, _("Nobody does it yet"));
	if (answers[0] != '\0')
		page_addf(page, LINE_TEXT, _("Answered for by %s"), answers);
	else if (proposal->verdict == DECISION_ADOPTED && !proposal->rule)
		page_add(page, LINE_WARNING, _("Nobody answers for it yet"));
	if (proposal->asked == NULL || proposal->asked[0] != '\0')
		page_addf(page, LINE_TEXT, _("To be asked before: %s"),
			proposal->asked != NULL ? proposal->asked : _("(erased)"));
	if (proposal->told == NULL || proposal->told[0] != '\0')
		page_addf(page, LINE_TEXT, _("To be told: %s"),
			proposal->told != NULL ? proposal->told : _("(erased)"));
	day_format(&review, proposal->review);
	if (proposal->review != 0)
		page_addf(page, LINE_TEXT,
			proposal->verdict == DECISION_DEFERRED ? _("To be answered by %s")
							       : _("Reviewed on %s"),
			buf_text(&review));
	buf_finish(&review);
}

static void said_line(const char *sentence, const char *words, struct page *page)
{
	if (words == NULL || words[0] != '\0')
		page_addf(page, LINE_TEXT, sentence, words != NULL ? words : _("(erased)"));
}

static void proposal_line(const struct audience_item *item, struct page *page)
{
	static const char *const verdicts[DECISIONS] = {[DECISION_ADOPTED] = N_("adopted"),
		[DECISION_NOT_ADOPTED] = N_("not adopted"),
		[DECISION_DEFERRED] = N_("taken back, not decided yet")};
	const struct audience_proposal *proposal = &item->proposal;

	if (!proposal->tested) { /* it stands above everything as the question then */
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
			line_detail(line, "%s",
				proposal->rule && proposal->verdict == DECISION_ADOPTED
					? _("adopted and sealed")
					: _(verdicts[proposal->verdict]));
	}
	said_line("%s", proposal->counts, page);
	if (proposal->due)
		page_add(page, LINE_WARNING,
			proposal->verdict == DECISION_DEFERRED
				? _("It was taken back, and waits for an answer.")
				: _("Its review is due."));
	said_line(_("The reason: %s"), proposal->why, page);
	if (proposal->replaced)
		page_add(page, LINE_WARNING, _("Another decision has taken its place."));
	said_line(_("It takes up again: %s"), proposal->earlier, page);
	burden_lines(proposal, page);
	said_line(_("The last review found: %s"), proposal->found, page);
	if (proposal->decided)
		care_lines(proposal, page);
	if (proposal->decided && (proposal->corrected == NULL || proposal->corrected[0] != '\0'))
		page_addf(page, LINE_TEXT, _("Corrected: %s"),
			proposal->corrected != NULL ? proposal->corrected : _("(erased)"));
}

static void undecided_line(const struct audience_item *item, const char *text, struct page *page)
{
	struct line *line = page_add(page, LINE_ITEM, text);

	line_mark(line, "?");
	line_detail(line, "%s", item->figure != NULL ? item->figure : _("not decided"));
}

static void action_line(const struct audience_item *item, struct page *page)
{
	static const char *const answers[ANSWERS] = {[ANSWER_NOT_ASKED] = "",
		[ANSWER_ACCEPTED] = N_("accepted"),
		[ANSWER_DECLINED] = N_("declined")};
	const struct audience_action *action = &item->action;
	struct line *line =
		page_add(page, LINE_ITEM, item->text != NULL ? item->text : _("(erased)"));
	struct buf detail = {0};
	const char *who = action->who;

	buf_text_add(&detail, who == NULL ? _("(erased)") : who[0] != '\0' ? who : _("nobody yet"));
	if (action->due != 0) {
		buf_text_add(&detail, " · ");
		day_format(&detail, action->due);
	}
	if (action->state != ACTION_IS_OPEN)
		buf_format(&detail, " · %s",
			action->state == ACTION_IS_DONE ? _("done") : _("dropped"));
	else if (action->accepted != ANSWER_NOT_ASKED)
		buf_format(&detail, " · %s", _(answers[action->accepted]));
	line_mark(line, action->state == ACTION_IS_DROPPED ? "✗"
			: action->state == ACTION_IS_DONE || action->accepted == ANSWER_ACCEPTED
				? "✓"
				: "☐");
	line->struck = action->state == ACTION_IS_DROPPED;
	line_detail(line, "%s", buf_text(&detail));
	said_line(_("What came of it: %s"), action->came, page);
	buf_finish(&detail);
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

static void word_line(const struct audience_item *item, const char *text, struct page *page)
{
	bool explained = item->meaning == NULL || item->meaning[0] != '\0';
	struct line *line = page_addf(page, LINE_ITEM, _("Word: %s"), text);

	line_mark(line, explained ? "•" : "!");
	line_detail(line, "%s",
		item->meaning == NULL ? _("(erased)")
		: explained           ? item->meaning
				      : _("nobody has said yet what it means here"));
}

void wall_share(const char *part, int64_t time, size_t people, bool first, struct page *page)
{
	if (first)
		page_add(page, LINE_TEXT,
			_("Of a hundred minutes spoken, as clicked; people: of a hundred in the "
			  "room."));
	struct line *line = page_add(page, LINE_BAR, part);
	line->value = time;
	line->total = 100;
	line_detail(line, _("people: %zu"), people);
}

/* The mark keeps words and choice together where they take two rows. Nobody can type brackets among
 * words of their own, so that "(no words)" is never anybody's. */
static void ballot_line(const struct audience_item *item, const char *words, struct page *page)
{
	struct line *line = page_add(page, LINE_ITEM, words[0] != '\0' ? words : _("(no words)"));

	line_mark(line, "•");
	line_detail(line, "%s", item->figure != NULL ? item->figure : "");
}

static void item_line(
	const struct audience_item *item, size_t number, bool marked, struct page *page)
{
	const char *text = item->text != NULL ? item->text : _("(erased)");

	switch (item->kind) {
	case ITEM_PERSON:
		person_line(item, page);
		break;
	case ITEM_CARD:
		card_line(item, marked, page);
		break;
	case ITEM_RESULT:
		wall_result(item, page);
		break;
	case ITEM_RATED: /* with all that belongs to it, see wall_rated() */
		break;
	case ITEM_PROPOSAL:
	case ITEM_DECISION:
		proposal_line(item, page);
		break;
	case ITEM_UNDECIDED:
		undecided_line(item, text, page);
		break;
	case ITEM_OBJECTION:
		line_mark(page_add(page, LINE_ITEM, text), "!");
		break;
	case ITEM_HEARD:
		line_mark(page_add(page, LINE_ITEM, text), "“");
		break;
	case ITEM_ADVICE:
		line_mark(page_add(page, LINE_ITEM, text), item->id != 0 ? "•" : "!");
		break;
	case ITEM_SMALL_GROUP:
		line_mark(page_add(page, LINE_ITEM, text), "•");
		break;
	case ITEM_AMENDMENT: {
		struct line *line = page_add(page, LINE_ITEM, text);
		line_mark(line, "±");
		line->struck = item->left_out;
		break;
	}
	case ITEM_BEARER:
		line_mark(page_add(page, LINE_ITEM, text), "↳");
		break;
	case ITEM_BALLOT:
		ballot_line(item, text, page);
		break;
	case ITEM_SHARE:
		wall_share(text, item->value, item->level, item->id == -1, page);
		break;
	case ITEM_MINUTES:
		line_mark(page_add(page, LINE_ITEM, text), item->value != 0 ? "✓" : "?");
		break;
	case ITEM_CORRECTION:
		line_mark(page_addf(page, LINE_ITEM, _("Correction: %s"), text), "!");
		break;
	case ITEM_RULE:
		line_mark(page_add(page, LINE_ITEM, text), "§");
		break;
	case ITEM_PARKED:
		line_mark(page_addf(page, LINE_ITEM, _("Parked: %s"), text), "•");
		break;
	case ITEM_WORD:
		word_line(item, text, page);
		break;
	case ITEM_ACTION:
		action_line(item, page);
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
	case ITEM_REASON:
		line_mark(page_addf(page, LINE_ITEM, _("Reason against: %s"), text), "!");
		break;
	}
}

static const char *who_said(const struct audience_item *item)
{
	if (item->person.id != 0)
		return item->person.name != NULL ? item->person.name : _("(erased)");
	return item->role != NULL ? item->role : "";
}

static void table_head(const struct columns *columns, bool authors, struct page *page)
{
	struct line *head = page_add(page, LINE_HEAD, "");

	for (size_t i = 0; i < columns->count; i++)
		texts_add(&head->cells, columns->items[i].name);
	if (authors)
		texts_add(&head->cells, _("said by"));
}

/* What should not be empty and is: a glyph, and a word or those that were chosen. */
static void add_gap(const char *cell, struct texts *cells)
{
	struct buf text = {0};

	buf_format(&text, "! %s", cell != NULL && cell[0] != '\0' ? cell : _("open"));
	texts_add(cells, buf_text(&text));
	buf_finish(&text);
}

static void table_row(
	const struct audience_item *item, bool authors, bool marked, struct page *page)
{
	const struct audience_card *card = &item->card;
	struct line *row = page_add(page, LINE_ROW, "");
	struct buf first = {0};

	for (size_t i = 0; i < card->cells.count; i++) {
		const char *words =
			card->cells.items[i] != NULL ? card->cells.items[i] : _("(erased)");
		buf_clear(&first);
		buf_format(&first, i == 0 && marked ? "» %s" : "%s", words);
		if (item->gap == i + 1)
			add_gap(card->cells.items[i], &row->cells);
		else
			texts_add(&row->cells, buf_text(&first));
	}
	buf_finish(&first);
	if (authors)
		texts_add(&row->cells, item->left_out ? _("left out") : who_said(item));
	row->struck = item->left_out;
}

/* An item as one line or several; where the cursor is on it, the first of them shows it. */
static void add_item(const struct audience *audience, size_t i, size_t number,
	const struct wall_cursor *cursor, struct page *page)
{
	const struct audience_item *item = &audience->items.items[i];
	bool authors = audience->fate == FATE_NAMED || audience->fate == FATE_ROLE;
	bool marked = cursor != NULL && cursor->marked != 0 && item->id == cursor->marked;
	size_t first = page->lines.count;

	if (item->kind == ITEM_RATED && !item->under)
		wall_rated(audience, i, page);
	else if (item_in_table(item))
		table_row(item, authors, marked, page);
	else
		item_line(item, number, marked, page);
	/* a wall has no cursor: it goes along with what is read aloud */
	bool read = cursor == NULL && audience->reading > 0 && (size_t)audience->reading == i + 1;
	bool focused = read || (cursor != NULL && cursor->focus == i && !item->proposal.tested);
	if (focused && first < page->lines.count) {
		page->lines.items[first].focused = true;
		page->lines.items[first].spare = false;
	}
	if (cursor != NULL && first < page->lines.count)
		page->lines.items[first].target = i + 1;
}

void wall_items(
	const struct audience *audience, const struct wall_cursor *cursor, struct page *page)
{
	bool authors = audience->fate == FATE_NAMED || audience->fate == FATE_ROLE;
	size_t number = 0;

	bool grid = audience->grid.shown;

	for (size_t i = 0; i < audience->items.count; i++) {
		const struct audience_item *item = &audience->items.items[i];
		if (audience->grid.shown && item->row > 0) {
			if (grid)
				wall_grid(audience, i, cursor, page);
			grid = false;
			continue;
		}
		/* it stands above the result already */
		if (item->kind == ITEM_BEARER && item->proposal.tested && !audience->vote.open)
			continue;
		if (item->kind == ITEM_BALLOT)
			continue;
		if (item->kind == ITEM_OPTION || item->kind == ITEM_THEME)
			number++;
		if (item_in_table(item) && (i == 0 || !item_in_table(item - 1)))
			table_head(item->card.columns, authors, page);
		if (item->marks.count > 0 && (i == 0 || item[-1].marks.count == 0))
			wall_places_head(&audience->vote, page);
		if (item->kind == ITEM_RATED && i == 0)
			wall_scale(&audience->vote, page);
		add_item(audience, i, number, cursor, page);
	}
	if (grid)
		wall_grid(audience, audience->items.count, cursor, page);
}

void wall_ballots(
	const struct audience *audience, const struct wall_cursor *cursor, struct page *page)
{
	bool any = false;

	for (size_t i = 0; i < audience->items.count; i++) {
		if (audience->items.items[i].kind != ITEM_BALLOT)
			continue;
		if (!any) {
			page_add(page, LINE_GAP, "");
			page_add(page, LINE_SENTENCE,
				_("The ballots as they were counted. Look for your words:"));
		}
		any = true;
		add_item(audience, i, 0, cursor, page);
	}
}
