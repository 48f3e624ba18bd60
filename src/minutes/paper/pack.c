/* What lies ready on paper when a workshop begins. */
#include "roundtable/minutes/pack.h"

#include "paper.h"

#include "roundtable/base/i18n.h"
#include "roundtable/base/mem.h"
#include "roundtable/base/text.h"
#include "roundtable/core/model.h"
#include "roundtable/core/sentence.h"

#include <string.h>

/* What fits on one sheet in ordinary print; a wide sheet is less high. */
enum { TABLE_ROWS = 14, WIDE_ROWS = 8, LIST_ROWS = 16, WIDE_COLUMNS = 4 };

static const char *const part_names[PACK_PARTS] = {
#define X(id, name) [PACK_##id] = name,
	PACK_PART_LIST(X)
#undef X
};

const char *pack_part_name(enum pack_part part)
{
	return part_names[part];
}

bool pack_part_find(const char *name, enum pack_part *part)
{
	for (int i = 0; i < PACK_PARTS; i++) {
		if (strcmp(part_names[i], name) == 0) {
			*part = (enum pack_part)i;
			return true;
		}
	}
	return false;
}

/* --- sheets and what stands on them --- */

static struct sheet *begin_sheet(
	struct pack *pack, enum pack_part part, const char *title, int copies)
{
	struct sheet *sheet = array_push(&pack->sheets);

	*sheet = (struct sheet){.part = part,
		.title = paper_words(title),
		.cut = part == PACK_CARDS || part == PACK_PEOPLE,
		.copies = copies};
	return sheet;
}

static struct sheet_item *put(
	struct sheet *sheet, enum sheet_item_kind kind, const char *text, int count)
{
	struct sheet_item *item = array_push(&sheet->items);

	*item = (struct sheet_item){.kind = kind, .text = paper_words(text), .count = count};
	return item;
}

/* A paragraph for each of the text; newlines within one are spaces on paper. */
static void put_text(struct sheet *sheet, enum sheet_item_kind kind, const char *text)
{
	for (const char *at = text != NULL ? text : ""; *at != '\0';) {
		const char *end = strstr(at, "\n\n");
		size_t length = end != NULL ? (size_t)(end - at) : strlen(at);
		char *one = mem_copy_bytes(at, length);
		for (char *c = one; *c != '\0'; c++)
			*c = *c == '\n' ? ' ' : *c;
		put(sheet, kind, one, 0);
		array_free(one);
		at += length + (end != NULL ? 2 : 0);
	}
}

/* `format` is a whole line with %s for the text. Nothing where there is none. */
static void put_named(struct sheet *sheet, const char *format, const char *text)
	__attribute__((format(printf, 2, 0)));
static void put_named(struct sheet *sheet, const char *format, const char *text)
{
	struct buf line = {0};

	if (text == NULL || text[0] == '\0')
		return;
	buf_format(&line, format, text);
	put(sheet, SHEET_TEXT, buf_text(&line), 0);
	buf_finish(&line);
}

static void add_word(struct sheet_item *item, const char *word)
{
	char *words = paper_words(word);

	texts_add(&item->words, words);
	array_free(words);
}

static void add_roles(struct sheet_item *item, const struct plan *plan)
{
	for (size_t i = 0; i < plan->roles.count; i++)
		add_word(item, plan->roles.items[i].name);
}

/* --- agenda --- */

static void put_size(struct sheet *sheet, const struct plan *plan)
{
	struct buf text = {0};
	int minutes = plan->minutes > 0 ? plan->minutes : plan_stage_minutes(plan, true);

	if (plan->fewest > 0 && plan->fewest < plan->most)
		buf_format(&text, _("%1$d minutes, for %2$d to %3$d people."), minutes,
			plan->fewest, plan->most);
	else if (plan->most > 0)
		buf_format(&text, _("%1$d minutes, for up to %2$d people."), minutes, plan->most);
	else
		buf_format(&text, _("%d minutes."), minutes);
	put(sheet, SHEET_TEXT, buf_text(&text), 0);
	buf_finish(&text);
}

static void add_clock(struct sheet_item *item, int minutes)
{
	struct buf text = {0};

	buf_format(&text, "%d:%02d", minutes / 60, minutes % 60);
	texts_add(&item->words, buf_text(&text));
	buf_finish(&text);
}

static void put_stages(struct sheet *sheet, const struct plan *plan)
{
	struct sheet_item *item = put(sheet, SHEET_HEADS, "", 0);
	int begun = 0;

	add_word(item, _("From"));
	add_word(item, _("Minutes"));
	add_word(item, _("What we do"));
	for (size_t i = 0; i < plan->stages.count; i++) {
		const struct stage *stage = &plan->stages.items[i];
		struct buf text = {0};
		item = put(sheet, SHEET_ROW, "", 0);
		add_clock(item, begun);
		buf_format(&text, "%d", stage->minutes);
		texts_add(&item->words, buf_text(&text));
		buf_clear(&text);
		if (stage_setting(stage, SETTING_OPTIONAL))
			buf_format(&text, _("%s (left out when time runs short)"), stage->title);
		else
			buf_text_add(&text, stage->title);
		add_word(item, buf_text(&text));
		buf_finish(&text);
		begun += stage->minutes;
	}
}

static void add_agenda(struct pack *pack, const struct plan *plan)
{
	struct sheet *sheet = begin_sheet(pack, PACK_AGENDA, plan->title, 1);
	const char *end = plan->purpose != NULL ? strstr(plan->purpose, "\n\n") : NULL;
	char *first = mem_copy_bytes(plan->purpose != NULL ? plan->purpose : "",
		end != NULL             ? (size_t)(end - plan->purpose)
		: plan->purpose != NULL ? strlen(plan->purpose)
					: 0);

	put_text(sheet, SHEET_TEXT, first);
	put_size(sheet, plan);
	put_named(sheet, _("Who it is for: %s"), plan->for_whom);
	put_named(sheet, _("What comes out: %s"), plan->comes_out);
	put(sheet, SHEET_HEADING, _("Course"), 0);
	put_stages(sheet, plan);
	put_named(sheet, _("What it draws on: %s"), plan->sources);
	array_free(first);
}

/* --- the facilitator's sheets --- */

static void put_conduct(struct sheet *sheet, const struct stage *stage)
{
	struct buf text = {0};
	int silent = (int)stage_setting(stage, SETTING_SILENT),
	    turn = (int)stage_setting(stage, SETTING_TURN);

	if (stage_setting(stage, SETTING_OPTIONAL))
		put(sheet, SHEET_POINT, _("May be left out when time runs short."), 0);
	if (silent > 0) {
		buf_format(&text,
			ngettext("First %d minute of silent writing.",
				"First %d minutes of silent writing.", (unsigned long)silent),
			silent);
		put(sheet, SHEET_POINT, buf_text(&text), 0);
	}
	if (stage_setting(stage, SETTING_ROUND))
		put(sheet, SHEET_POINT, _("In turn around the table; anybody may pass."), 0);
	if (turn > 0) {
		buf_clear(&text);
		buf_format(&text,
			ngettext("Each speaks for at most %d minute.",
				"Each speaks for at most %d minutes.", (unsigned long)turn),
			turn);
		put(sheet, SHEET_POINT, buf_text(&text), 0);
	}
	if (stage_setting(stage, SETTING_HIDDEN))
		put(sheet, SHEET_POINT, _("Cards stay hidden until they are shown together."), 0);
	buf_finish(&text);
}

static void add_notes(struct pack *pack, const struct plan *plan)
{
	struct sheet *sheet = begin_sheet(pack, PACK_NOTES, _("For the facilitator only"), 1);
	const char *rest = plan->purpose != NULL ? strstr(plan->purpose, "\n\n") : NULL;
	int begun = 0;

	put_text(sheet, SHEET_TEXT, plan->title);
	put_text(sheet, SHEET_TEXT, rest != NULL ? rest + 2 : NULL);
	for (size_t i = 0; i < plan->stages.count; i++) {
		const struct stage *stage = &plan->stages.items[i];
		struct buf head = {0};
		buf_format(&head, _("%1$d:%2$02d  %3$s (%4$d min)"), begun / 60, begun % 60,
			stage->title, stage->minutes);
		put(sheet, SHEET_HEADING, buf_text(&head), 0);
		put_text(sheet, SHEET_TEXT, stage->prompt);
		for (size_t k = 0; k < stage->items.count; k++)
			put(sheet, SHEET_POINT, stage->items.items[k], 0);
		put_conduct(sheet, stage);
		put_text(sheet, SHEET_PRIVATE, stage->notes);
		begun += stage->minutes;
		buf_finish(&head);
	}
}

/* --- forms --- */

static void put_permission(struct sheet *sheet)
{
	struct sheet_item *item = put(sheet, SHEET_TICK, _("In the minutes I want to appear"), 0);

	add_word(item, _("with my name"));
	add_word(item, _("with my role only"));
	add_word(item, _("not at all"));
}

static void add_people(struct pack *pack, const struct plan *plan, int copies)
{
	struct sheet *sheet = begin_sheet(pack, PACK_PEOPLE, _("Who I am"), copies);

	put(sheet, SHEET_TEXT, _("Hand this to the person at the keyboard; nobody else reads it."),
		0);
	put(sheet, SHEET_WRITE, _("What I want to be called"), 1);
	if (plan->roles.count > 0)
		add_roles(put(sheet, SHEET_TICK, _("I speak here as"), 0), plan);
	put(sheet, SHEET_WRITE, _("In my own words"), 1);
	put_permission(sheet);
	put(sheet, SHEET_WRITE, _("What I need in order to take part"), 1);
}

static void put_column(struct sheet *sheet, const struct plan *plan, const struct column *column)
{
	struct sheet_item *item = NULL;

	switch (column->type) {
	case COLUMN_TEXT:
		put(sheet, SHEET_WRITE, column->name, 2);
		break;
	case COLUMN_NUMBER:
	case COLUMN_DATE:
	case COLUMN_PERSON:
		put(sheet, SHEET_WRITE, column->name, 1);
		break;
	case COLUMN_ROLE:
		add_roles(put(sheet, SHEET_TICK, column->name, 0), plan);
		break;
	case COLUMN_CHOICE:
		item = put(sheet, SHEET_TICK, column->name, 0);
		for (size_t i = 0; i < column->choices.count; i++)
			add_word(item, column->choices.items[i]);
		break;
	case COLUMN_TYPES:
		break;
	}
}

/* Who wrote it, as far as the stage keeps it. */
static void put_author(struct sheet *sheet, const struct plan *plan, const struct stage *stage)
{
	switch (stage_setting(stage, SETTING_AUTHORS)) {
	case AUTHORS_SHOWN:
		put(sheet, SHEET_WRITE, _("My name"), 1);
		break;
	case AUTHORS_ROLE:
	case AUTHORS_COUNTED:
		put(sheet, SHEET_TEXT, _("No name, please; only the role you speak from."), 0);
		add_roles(put(sheet, SHEET_TICK, _("I speak here as"), 0), plan);
		break;
	default:
		put(sheet, SHEET_TEXT, _("No name, please."), 0);
	}
}

static bool has_cards(const struct stage *stage)
{
	return stage->activity == ACTIVITY_COLLECT && stage_setting(stage, SETTING_FROM) < 0;
}

static void add_card(
	struct pack *pack, const struct plan *plan, const struct stage *stage, int copies)
{
	struct sheet *sheet = begin_sheet(pack, PACK_CARDS, stage->title, copies);

	put_text(sheet, SHEET_TEXT, stage->prompt);
	put_author(sheet, plan, stage);
	if (stage_setting(stage, SETTING_MATRIX)) {
		struct sheet_item *item = put(sheet, SHEET_TICK, _("Tick what applies to you"), 0);
		for (size_t i = 0; i < stage->items.count; i++)
			add_word(item, stage->items.items[i]);
	}
	for (size_t i = 0; i < stage->columns.count; i++)
		put_column(sheet, plan, &stage->columns.items[i]);
	if (stage->columns.count == 0 && !stage_setting(stage, SETTING_MATRIX))
		put(sheet, SHEET_WRITE, "", 4);
}

/* What is filled in by many and read as a whole: a ledger on one sheet. */
static void add_table(struct pack *pack, const struct stage *stage)
{
	bool matrix = stage_setting(stage, SETTING_MATRIX);

	if (!matrix && stage->columns.count < 2)
		return;
	struct sheet *sheet = begin_sheet(pack, PACK_TABLES, stage->title, 1);
	put_text(sheet, SHEET_TEXT, stage->prompt);
	struct sheet_item *item = put(sheet, SHEET_HEADS, "", 0);
	if (matrix) {
		add_word(item, _("Who"));
		for (size_t i = 0; i < stage->items.count; i++)
			add_word(item, stage->items.items[i]);
	}
	for (size_t i = 0; i < stage->columns.count; i++)
		add_word(item, stage->columns.items[i].name);
	sheet->wide = item->words.count > WIDE_COLUMNS;
	item->count = sheet->wide ? WIDE_ROWS : TABLE_ROWS;
}

static void put_outcome(struct sheet *sheet)
{
	struct sheet_item *item = put(sheet, SHEET_TICK, _("What became of it"), 0);

	add_word(item, _("adopted"));
	add_word(item, _("set aside"));
	add_word(item, _("deferred, taken back to those we speak for, by:"));
}

static void put_rule(struct sheet *sheet, const struct stage *stage)
{
	struct tally_rule rule = stage_rule(stage);
	struct buf text = {0};

	sentence_rule(
		&rule, stage_setting(stage, SETTING_SECRET) != 0, stage_groups_vote(stage), &text);
	put(sheet, SHEET_TEXT, buf_text(&text), 0);
	put(sheet, SHEET_TEXT,
		_("Where the group has sealed a rule for this kind of decision, that rule holds."),
		0);
	buf_finish(&text);
}

static void add_decision(struct pack *pack, const struct stage *stage)
{
	struct sheet *sheet = begin_sheet(pack, PACK_DECISIONS, stage->title, 1);
	bool rules = stage_setting(stage, SETTING_WHAT) == WHAT_RULES;

	put_text(sheet, SHEET_TEXT, stage->prompt);
	if (rules) {
		put(sheet, SHEET_WRITE, _("For which kind of decision"), 1);
		put(sheet, SHEET_WRITE, _("The rule we propose"), 2);
	} else {
		put(sheet, SHEET_WRITE, _("The proposal, word for word"), 3);
	}
	put(sheet, SHEET_HEADING, _("How it is tested"), 0);
	put_rule(sheet, stage);
	put(sheet, SHEET_WRITE, _("How many: for, against, neither"), 1);
	put(sheet, SHEET_WRITE, _("Reasons against, and what became of each"), rules ? 2 : 3);
	put_outcome(sheet);
	put(sheet, SHEET_WRITE, _("On whom it puts work or cost, and whether they consent"), 1);
	put(sheet, SHEET_WRITE, _("Who does it"), 1);
	put(sheet, SHEET_WRITE, _("Who answers for it"), 1);
	put(sheet, SHEET_WRITE, _("Who is asked before, and who is told"), 1);
	put(sheet, SHEET_WRITE, _("We look at it again on"), 1);
}

static void add_list(struct pack *pack, const char *title, const char *text, const char *first,
	const char *second, const char *third)
{
	struct sheet *sheet = begin_sheet(pack, PACK_LISTS, title, 1);

	put(sheet, SHEET_TEXT, text, 0);
	struct sheet_item *item = put(sheet, SHEET_HEADS, "", LIST_ROWS);
	add_word(item, first);
	add_word(item, second);
	if (third != NULL)
		add_word(item, third);
}

static void add_lists(struct pack *pack)
{
	add_list(pack, _("Actions"), _("What nobody does is written down as well."), _("What"),
		_("Who"), _("By when"));
	add_list(pack, _("Words"),
		_("Anybody can stop on a word. What it means here is put in your own words."),
		_("Word"), _("What we mean by it"), NULL);
	add_list(pack, _("Parking lot"), _("What belongs elsewhere is kept here and comes back."),
		_("What was raised"), _("Where it belongs"), NULL);
}

/* --- the whole --- */

void pack_of_plan(const struct plan *plan, unsigned parts, int copies, struct pack *pack)
{
	int each = copies > 0 ? copies : plan->most > 0 ? plan->most : SLIPS_COPIES;

	pack->title = paper_words(plan->title);
	pack->language = paper_words(plan->language);
	if (parts & 1u << PACK_AGENDA)
		add_agenda(pack, plan);
	if (parts & 1u << PACK_NOTES)
		add_notes(pack, plan);
	if (parts & 1u << PACK_PEOPLE)
		add_people(pack, plan, each);
	for (size_t i = 0; i < plan->stages.count && parts & 1u << PACK_CARDS; i++)
		if (has_cards(&plan->stages.items[i]))
			add_card(pack, plan, &plan->stages.items[i], each);
	for (size_t i = 0; i < plan->stages.count && parts & 1u << PACK_TABLES; i++)
		if (has_cards(&plan->stages.items[i]))
			add_table(pack, &plan->stages.items[i]);
	for (size_t i = 0; i < plan->stages.count && parts & 1u << PACK_DECISIONS; i++)
		if (plan->stages.items[i].activity == ACTIVITY_DECIDE)
			add_decision(pack, &plan->stages.items[i]);
	if (parts & 1u << PACK_LISTS)
		add_lists(pack);
	if (parts & 1u << PACK_BALLOTS)
		slips_of_plan(plan, each, &pack->ballots);
}

void pack_finish(struct pack *pack)
{
	if (pack == NULL)
		return;
	for (size_t i = 0; i < pack->sheets.count; i++) {
		struct sheet *sheet = &pack->sheets.items[i];
		for (size_t k = 0; k < sheet->items.count; k++) {
			array_free(sheet->items.items[k].text);
			texts_finish(&sheet->items.items[k].words);
		}
		array_finish(&sheet->items);
		array_free(sheet->title);
	}
	array_finish(&pack->sheets);
	array_free(pack->title);
	array_free(pack->language);
	slips_finish(&pack->ballots);
}
