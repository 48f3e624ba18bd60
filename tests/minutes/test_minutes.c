/*
 * The minutes of a small whole workshop: as recorded, complete, and silent about what is private.
 * `--record` records anew.
 */
#include "room.h"

#include "minutes/build.h"
#include "roundtable/base/buf.h"
#include "roundtable/core/agreement.h"
#include "roundtable/minutes/minutes.h"

#include <locale.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static const struct minutes_facts facts = {.head = "a1b2c3d4e5f6", .file_name = "buses.roundtable"};
static bool recording;

static char *minutes_of(const struct model *model, enum minutes_format format)
{
	struct document *document = document_create();
	struct buf out = {0};

	minutes_build(model, &facts, document);
	minutes_write(document, format, &out);
	document_destroy(document);
	return buf_take(&out);
}

/* --- recorded --- */

static void read_file(const char *path, struct buf *out)
{
	FILE *file = fopen(path, "rb");
	char block[4096];
	size_t length;

	if (file == NULL)
		fail_msg("%s cannot be read", path);
	while ((length = fread(block, 1, sizeof block, file)) > 0)
		buf_add(out, block, length);
	fclose(file);
}

static void write_file(const char *path, const char *text)
{
	FILE *file = fopen(path, "wb");

	assert_non_null(file);
	assert_int_equal(fwrite(text, 1, strlen(text), file), strlen(text));
	assert_int_equal(fclose(file), 0);
}

static void assert_recorded(const struct model *model, const char *name, enum minutes_format format)
{
	char *text = minutes_of(model, format);
	struct buf path = {0}, wanted = {0};
	const char *source = getenv("ROUNDTABLE_SOURCE");

	buf_format(&path, "%s/tests/minutes/golden/%s.%s", source != NULL ? source : ".", name,
		minutes_format_name(format));
	if (recording)
		write_file(buf_text(&path), text);
	read_file(buf_text(&path), &wanted);
	if (strcmp(buf_text(&wanted), text) != 0)
		print_message("differs from %s\n", buf_text(&path));
	assert_string_equal(text, buf_text(&wanted));
	buf_finish(&path);
	buf_finish(&wanted);
	array_free(text);
}

static void whole_is_as_recorded(void **state)
{
	(void)state;
	struct room room;

	room_whole(&room, false, true);
	for (enum minutes_format format = 0; format < MINUTES_FORMATS; format++)
		assert_recorded(&room.model, "whole", format);
	room_finish(&room);
}

static void rehearsal_is_as_recorded(void **state)
{
	(void)state;
	struct room room;

	room_whole(&room, true, false);
	assert_recorded(&room.model, "rehearsal", MINUTES_TXT);
	room_finish(&room);
}

/* The model folded anew from its own log, as reading the file does. */
static void replay(const struct model *model, size_t count, struct model *copy)
{
	struct events events = {0};

	for (size_t i = 0; i < count; i++)
		event_copy(array_push(&events), &model->events.items[i]);
	*copy = (struct model){0};
	model_load(copy, &events);
}

static void same_session_same_bytes(void **state)
{
	(void)state;
	struct room room, other;
	struct model copy;

	room_whole(&room, false, true);
	room_whole(&other, false, true);
	replay(&room.model, room.model.events.count, &copy);
	for (enum minutes_format format = 0; format < MINUTES_FORMATS; format++) {
		char *one = minutes_of(&room.model, format),
		     *two = minutes_of(&other.model, format);
		char *three = minutes_of(&copy, format);
		assert_string_equal(one, two);
		assert_string_equal(one, three);
		array_free(one);
		array_free(two);
		array_free(three);
	}
	model_finish(&copy);
	room_finish(&room);
	room_finish(&other);
}

/* --- what is in them and what is not --- */

static void assert_in_all(
	const struct model *model, const char *const *texts, size_t count, bool there)
{
	for (enum minutes_format format = 0; format < MINUTES_FORMATS; format++) {
		char *text = minutes_of(model, format);
		for (size_t i = 0; i < count; i++)
			if ((strcasestr(text, texts[i]) != NULL) != there)
				fail_msg("\"%s\" %s in %s", texts[i], there ? "is not" : "is",
					minutes_format_name(format));
		array_free(text);
	}
}

#define ALL_OF(texts) (texts), sizeof(texts) / sizeof *(texts)

static void nothing_private_leaves_the_room(void **state)
{
	(void)state;
	static const char *const private[] = {"Bo-Named", "Cem-Named", "Dana-Named", "Eve-Named",
		"OWN-WORDS", "PRIVATE-NOTE", "MISTAKE", "WITHDRAWN-", "ERASED-REMARK",
		"UNDONE-REMARK", "NEVER-REVEALED", "NEVER-SHOWN", "large print"};
	struct room room;

	room_whole(&room, false, true);
	assert_in_all(&room.model, ALL_OF(private), false);
	room_finish(&room);
	room_whole(&room, true, false);
	assert_in_all(&room.model, ALL_OF(private), false);
	room_finish(&room);
}

static void nothing_said_is_lost(void **state)
{
	(void)state;
	static const char *const said[] = {"Amina Diallo", "lives in Mill", "Finn", "Gita", "Hugo",
		"Ines", "runs a taxi firm", "is paid by the bus", "the drivers", "The lift was",
		"Buses after nine", "reworded", "A bench at the", "Light on the", "Late buses",
		"Fewer dogs", "a matter for", "One remark was", "5 remarks were", "easement",
		"the right to cross", "amenity", "Who owns the", "Waiting", "In no theme",
		"the wrong", "5 dots", "up to 5,000", "evenings", "minding the", "the council",
		"writing it up", "Nothing will come", "Another report", "My contract", "We heard",
		"3 lean to", "2 people spoke", "skipped", "not reached", "We decide by",
		"It must not", "an hour a", "Finn writes it", "Print the", "2027-03-01",
		"A bench by spring", "No money", "two thirds", "A bench by autumn", "2026-12-20",
		"Ask the", "park office", "declined", "nobody pays", "Count the", "2027-01-15",
		"at the library", "Thanks to", "7 minutes", "2026-12-05", "Hugo brought up",
		"a1b2c3d4e5f6", "buses.roundtable"};
	struct room room;

	room_whole(&room, false, true);
	assert_in_all(&room.model, ALL_OF(said), true);
	room_finish(&room);
}

/*
 * The voided poll had the same options, but nothing of it may be told; an open one tells its
 * turnout alone.
 */
static void open_votes_tell_turnout_alone(void **state)
{
	(void)state;
	struct room room;
	static const char *const told[] = {"3 of 4 have voted"};
	static const char *const untold[] = {"came first", "Result in numbers", "3 votes"};

	room_init(&room);
	struct stage *stage = room_stage(&room, ACTIVITY_VOTE, "V", 5, "");
	stage_item(stage, "ALPHA");
	stage_item(stage, "BETA");
	room_start(&room, false);
	DO(&room, STAGE_ENTERED, .stage = 0);
	int64_t persons[4];
	static const char *const names[] = {"P", "Q", "R", "S"};
	for (size_t i = 0; i < 4; i++)
		persons[i] = SAY(&room, PERSON_ADDED, names[i], .role = -1, .votes = 1,
			.status = STATUS_HERE);
	int64_t poll = DO(&room, POLL_OPENED, .stage = 0, RARE(.secret = 1));
	for (size_t i = 0; i < 3; i++)
		room_cast(&room, poll, persons[i], (int64_t[]){1, 0}, 2);
	assert_in_all(&room.model, ALL_OF(told), true);
	assert_in_all(&room.model, ALL_OF(untold), false);
	DO(&room, POLL_CLOSED, .poll = poll);
	assert_in_all(&room.model, ALL_OF(untold), true);
	SAY(&room, POLL_VOIDED, "the list was wrong", .poll = poll);
	assert_in_all(&room.model, ALL_OF(untold), false);
	room_finish(&room);
}

static size_t times(const char *text, const char *wanted)
{
	size_t count = 0;

	for (const char *at = text; (at = strstr(at, wanted)) != NULL; at++)
		count++;
	return count;
}

static void rehearsals_say_so(void **state)
{
	(void)state;
	struct room room;

	room_whole(&room, true, true);
	for (enum minutes_format format = 0; format < MINUTES_FORMATS; format++) {
		char *text = minutes_of(&room.model, format);
		bool pages = format == MINUTES_HTML || format == MINUTES_JSON;
		assert_int_equal(times(text, "Rehearsal: simulated people"), pages ? 1 : 2);
		array_free(text);
	}
	char *html = minutes_of(&room.model, MINUTES_HTML);
	assert_non_null(strstr(html, "class=\"every-page\" role=\"note\">Rehearsal: simulated "
				     "people<"));
	array_free(html);
	room_finish(&room);
}

static void drafts_say_so(void **state)
{
	(void)state;
	static const char *const open[] = {"The session is not closed yet; this is how it stood "
					   "at"};
	static const char *const closed[] = {"Draft, corrections until 2026-12-05."};
	struct room room;

	room_whole(&room, false, false);
	assert_in_all(&room.model, ALL_OF(open), true);
	assert_in_all(&room.model, ALL_OF(closed), false);
	room_finish(&room);
	room_whole(&room, false, true);
	assert_in_all(&room.model, ALL_OF(open), false);
	assert_in_all(&room.model, ALL_OF(closed), true);
	room_finish(&room);
}

/* --- authors --- */

static const char *const spoken[] = {"delta", "alpha", "charlie", "bravo"};

/* Four people of one role (but the last) say one card each, in a round. */
static void four_say(struct room *room, int64_t authors, int64_t naming_of_last, bool twins)
{
	room_init(room);
	struct stage *stage = room_stage(room, ACTIVITY_COLLECT, "C", 5, "");
	stage_set(stage, SETTING_AUTHORS, authors);
	stage_set(stage, SETTING_ROUND, 1);
	room_stage(room, ACTIVITY_DECIDE, "D", 5, "");
	room_role(room, "resident");
	room_role(room, "mayor");
	room_start(room, false);
	DO(room, STAGE_ENTERED, .stage = 0);
	static const char *const names[] = {"Pia", "Quinn", "Rosa", "Sven"};
	for (size_t i = 0; i < 4; i++) {
		int64_t id = SAY(room, PERSON_ADDED, names[i], .role = i == 3 && !twins, .votes = 1,
			.status = STATUS_HERE);
		DO(room, PERSON_NAMING, .person = id,
			.naming = i == 3 ? naming_of_last : NAMING_NAME);
		room_say_by(room, id, EVENT_CARD_ADDED,
			(struct body){.stage = 0, .item = -1, .role = -1}, spoken[i]);
	}
}

static void assert_order(const char *text, const char *const *order, bool expected)
{
	const char *at = text;

	for (size_t i = 0; i < 4 && at != NULL; i++)
		at = strstr(at, order[i]);
	assert_int_equal(at != NULL, expected);
}

static void authors_as_stage_and_person_allow(void **state)
{
	(void)state;
	static const char *const sorted[] = {"alpha", "bravo", "charlie", "delta"};
	static const struct {
		int64_t authors, naming;
		bool twins;
		const char *wanted, *never;
		bool spoken_order;
	} cases[] = {
		{AUTHORS_SHOWN, NAMING_NAME, false, "- bravo *(Sven, mayor)*", "participant", true},
		{AUTHORS_SHOWN, NAMING_ROLE, false, "- bravo *(a participant)*", "Sven", false},
		{AUTHORS_SHOWN, NAMING_NOT, true, "- bravo *(a participant)*", "Sven", false},
		{AUTHORS_ROLE, NAMING_NAME, true, "- bravo *(resident)*", "(Sven", false},
		{AUTHORS_ROLE, NAMING_NAME, false, "- bravo *(a participant)*", "(mayor)", false},
		{AUTHORS_COUNTED, NAMING_NAME, false,
			"| other participants | 1 "
			"|",
			"| mayor |", false},
		{AUTHORS_COUNTED, NAMING_NAME, false, "| resident | 3 |", "bravo *", false},
		{AUTHORS_HIDDEN, NAMING_NAME, true, "- bravo\n", "bravo *", false},
	};

	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct room room;
		four_say(&room, cases[i].authors, cases[i].naming, cases[i].twins);
		char *text = minutes_of(&room.model, MINUTES_MD);
		char *stages = strstr(text, "## Stage by stage");
		if (strstr(stages, cases[i].wanted) == NULL)
			fail_msg("case %zu: no %s in %s", i, cases[i].wanted, stages);
		if (strstr(stages, cases[i].never) != NULL)
			fail_msg("case %zu: %s in %s", i, cases[i].never, stages);
		assert_order(stages, spoken, cases[i].spoken_order);
		assert_order(stages, sorted, !cases[i].spoken_order);
		array_free(text);
		room_finish(&room);
	}
}

/* Cards that were never revealed are counted where they were handed in, and listed nowhere. */
/* A rule that has one person decide names them as they wish to appear, wherever it stands. */
static void rules_name_nobody_who_does_not_wish(void **state)
{
	(void)state;
	static const char *const named[] = {"Pia"}, *const rules[] = {"After hearing advice"};
	struct room room;

	room_init(&room);
	stage_set(room_stage(&room, ACTIVITY_DECIDE, "How do we decide?", 5, ""), SETTING_WHAT, 1);
	room_role(&room, "resident");
	room_start(&room, false);
	DO(&room, STAGE_ENTERED, .stage = 0);
	SAY(&room, PERSON_ADDED, "Quinn", .role = 0, .votes = 1, .status = STATUS_HERE);
	int64_t pia = SAY(&room, PERSON_ADDED, "Pia", .role = 0, .votes = 1, .status = STATUS_HERE);
	int64_t rule = DO(&room, RULE_PROPOSED, .stage = 0, .number = HOW_AUTHORITY, .person = pia,
		RARE(.about = KIND_MONEY));
	assert_in_all(&room.model, ALL_OF(named), false); /* not asked yet */
	assert_in_all(&room.model, ALL_OF(rules), true);
	DO(&room, DECISION_RECORDED, .thing = rule, .verdict = DECISION_DEFERRED);
	assert_in_all(&room.model, ALL_OF(named), false);
	DO(&room, PERSON_NAMING, .person = pia, .naming = NAMING_NAME);
	assert_in_all(&room.model, ALL_OF(named), true);
	room_finish(&room);
}

/* Reasons stay where nothing is decided, and results with the words they were about. */
static void reworded_after_its_vote(void **state)
{
	(void)state;
	static const char *const reason[] = {"REASON-AGAINST"};
	struct room room;

	room_init(&room);
	stage_set(room_stage(&room, ACTIVITY_DECIDE, "D", 5, ""), SETTING_SECRET, 0);
	room_role(&room, "resident");
	room_start(&room, false);
	DO(&room, STAGE_ENTERED, .stage = 0);
	for (int i = 0; i < 3; i++)
		SAY(&room, PERSON_ADDED, spoken[i], .role = 0, .votes = 1, .status = STATUS_HERE);
	int64_t proposal = SAY(&room, PROPOSAL_MADE, "A lamp", .stage = 0);
	int64_t poll = DO(&room, POLL_OPENED, .stage = 0, .thing = proposal);
	DO(&room, HANDS_COUNTED, .poll = poll, RARE(.marks = {(int64_t[]){3, 0}, 2, 2}));
	SAY(&room, REASON_GIVEN, "REASON-AGAINST", .poll = poll);
	DO(&room, POLL_CLOSED, .poll = poll);
	char *before = minutes_of(&room.model, MINUTES_MD);
	assert_non_null(strstr(before, "3 voted yes"));
	assert_null(strstr(before, "before the words were changed"));
	/* what was carried and not written down is not simply undecided */
	assert_non_null(
		strstr(before, "- A lamp *(carried by the vote, but no decision was recorded)*\n"));
	assert_non_null(strstr(
		before, "How it stands: carried by the vote, but no decision was recorded."));
	assert_in_all(&room.model, ALL_OF(reason), true);
	SAY(&room, WORDS_CHANGED, "A tower", .thing = proposal);
	char *after = minutes_of(&room.model, MINUTES_MD);
	assert_non_null(strstr(after, "This was voted on before the words were changed. 3 "));
	assert_non_null(strstr(after, "A tower *(not decided)*\n"));
	assert_in_all(&room.model, ALL_OF(reason), true);
	array_free(before);
	array_free(after);
	room_finish(&room);
}

/* Many amendments may be voted on in one stage; each result says whose it is. */
static void results_are_named_by_their_amendment(void **state)
{
	(void)state;
	struct room room;

	room_init(&room);
	stage_set(room_stage(&room, ACTIVITY_DECIDE, "D", 5, ""), SETTING_SECRET, 0);
	room_role(&room, "resident");
	room_start(&room, false);
	DO(&room, STAGE_ENTERED, .stage = 0);
	for (int i = 0; i < 3; i++)
		SAY(&room, PERSON_ADDED, spoken[i], .role = 0, .votes = 1, .status = STATUS_HERE);
	int64_t proposal = SAY(&room, PROPOSAL_MADE, "A lamp", .stage = 0);
	static const char *const texts[] = {"A tall lamp", "A tall green lamp"};
	for (int i = 0; i < 2; i++) {
		int64_t amendment =
			SAY(&room, PROPOSAL_MADE, texts[i], .stage = 0, .into = proposal);
		int64_t poll = DO(&room, POLL_OPENED, .stage = 0, .thing = amendment);
		DO(&room, HANDS_COUNTED, .poll = poll, RARE(.marks = {(int64_t[]){3, 0}, 2, 2}));
		DO(&room, POLL_CLOSED, .poll = poll);
	}
	char *text = minutes_of(&room.model, MINUTES_MD);
	assert_non_null(strstr(text, "Result in numbers: the amendment “A tall lamp”"));
	assert_non_null(strstr(text, "Result in numbers: the amendment “A tall green lamp”"));
	array_free(text);
	room_finish(&room);
}

/* A rule is said in full once, and called by its name where that is no other one's too. */
static void a_rule_is_said_once(void **state)
{
	(void)state;
	static const char short_rule[] = "- **Rule:** Majority, not secret; in full under “How we "
					 "decide”.";
	struct room room;
	struct stage *stage;

	room_init(&room);
	for (int i = 0; i < 2; i++) {
		stage = room_stage(&room, ACTIVITY_DECIDE, i == 0 ? "D" : "E", 5, "");
		stage_set(stage, SETTING_SECRET, 0);
		stage_set(stage, SETTING_RULE, i == 0 ? RULE_MAJORITY : RULE_QUALIFIED);
	}
	room_role(&room, "resident");
	room_start(&room, false);
	DO(&room, STAGE_ENTERED, .stage = 0);
	for (int i = 0; i < 3; i++)
		SAY(&room, PERSON_ADDED, spoken[i], .role = 0, .votes = 1, .status = STATUS_HERE);
	for (int i = 0; i < 2; i++) {
		int64_t proposal = SAY(&room, PROPOSAL_MADE, "A lamp", .stage = i);
		int64_t poll = DO(&room, POLL_OPENED, .stage = i, .thing = proposal);
		DO(&room, HANDS_COUNTED, .poll = poll, RARE(.marks = {(int64_t[]){3, 0}, 2, 2}));
		DO(&room, POLL_CLOSED, .poll = poll);
		SAY_TWO(&room, DECISION_RECORDED, "", "", .thing = proposal,
			.verdict = DECISION_ADOPTED);
		char *text = minutes_of(&room.model, MINUTES_MD);
		assert_int_equal(strstr(text, short_rule) != NULL, i == 0);
		assert_int_equal(
			strstr(text, "- **Majority, not secret:** Each person") != NULL, i == 0);
		assert_int_equal(strstr(text, "- **Rule:** Each person answers") != NULL, i == 1);
		array_free(text);
	}
	room_finish(&room);
}

/* Nothing is said to stand where nothing stands, and nothing counted where nothing is. */
static void what_is_not_there_is_not_announced(void **state)
{
	(void)state;
	struct room room;

	room_init(&room);
	stage_set(room_stage(&room, ACTIVITY_COLLECT, "C", 5, ""), SETTING_HIDDEN, 1);
	room_stage(&room, ACTIVITY_CLOSE, "E", 5, "");
	room_role(&room, "resident");
	room_start(&room, false);
	DO(&room, STAGE_ENTERED, .stage = 0);
	DO(&room, STAGE_ENTERED, .stage = 1);
	char *nothing = minutes_of(&room.model, MINUTES_MD);
	assert_non_null(strstr(nothing, "No decision and no action was there to be read back."));
	assert_null(strstr(nothing, "What was read back"));
	assert_null(strstr(nothing, "never revealed"));
	assert_non_null(strstr(nothing, "There are no cards."));
	SAY_TWO(&room, ACTION_ADDED, "ring them", "", .stage = 1);
	char *action = minutes_of(&room.model, MINUTES_MD);
	assert_non_null(strstr(action, "What was read back stands under “Actions”."));
	array_free(nothing);
	array_free(action);
	room_finish(&room);
}

static void what_nobody_does_nobody_has_accepted(void **state)
{
	(void)state;
	struct room room;

	room_init(&room);
	room_stage(&room, ACTIVITY_TALK, "T", 5, "");
	room_start(&room, false);
	DO(&room, STAGE_ENTERED, .stage = 0);
	int64_t action = SAY_TWO(&room, ACTION_ADDED, "ask the council", "", .stage = 0);
	DO(&room, ACTION_ANSWERED, .thing = action, .accepted = ANSWER_ACCEPTED,
		.paid = PAID_NOBODY);
	char *text = minutes_of(&room.model, MINUTES_MD);
	assert_non_null(strstr(text, "nobody yet | no date | not asked | nobody pays"));
	array_free(text);
	room_finish(&room);
}

static void never_revealed(void **state)
{
	(void)state;
	struct room room;

	room_init(&room);
	stage_set(room_stage(&room, ACTIVITY_COLLECT, "C", 5, ""), SETTING_HIDDEN, 1);
	stage_set(room_stage(&room, ACTIVITY_GROUP, "G", 5, ""), SETTING_FROM, 0);
	struct stage *cut = room_stage(&room, ACTIVITY_COLLECT, "S", 5, "");
	stage_set(cut, SETTING_FROM, 0);
	stage_set(cut, SETTING_SHORTLIST, 1);
	room_role(&room, "resident");
	room_start(&room, false);
	for (int64_t i = 0; i < 3; i++)
		DO(&room, STAGE_ENTERED, .stage = i);
	int64_t first = 0;
	for (size_t i = 0; i < 4; i++) {
		int64_t id = SAY(&room, CARD_ADDED, spoken[i], .stage = 0, .item = -1, .role = -1);
		first = first != 0 ? first : id;
	}
	SAY(&room, CARD_CUT, "too long", .stage = 2, .thing = first);
	char *before = minutes_of(&room.model, MINUTES_MD);
	for (size_t i = 0; i < 4; i++)
		assert_null(strstr(before, spoken[i]));
	assert_non_null(strstr(before, "4 cards were handed in and never revealed."));
	DO(&room, CARDS_REVEALED, .stage = 0);
	char *after = minutes_of(&room.model, MINUTES_MD);
	for (size_t i = 0; i < 4; i++)
		assert_non_null(strstr(after, spoken[i]));
	assert_null(strstr(after, "never revealed"));
	array_free(before);
	array_free(after);
	room_finish(&room);
}

/* What was merged into a card that was then withdrawn stands for itself again. */
static void merged_cards_outlive_withdrawal(void **state)
{
	(void)state;
	struct room room;

	four_say(&room, AUTHORS_SHOWN, NAMING_NAME, false);
	int64_t last = model_next_seq(&room.model) - 1, other = last - 3;
	DO(&room, CARD_MERGED, .thing = last, .into = other);
	char *merged = minutes_of(&room.model, MINUTES_MD);
	assert_non_null(strstr(merged, "- charlie *(Rosa, resident)*\n  - Merged into it: bravo "
				       "*(Sven, mayor)*\n"));
	DO(&room, THING_WITHDRAWN, .thing = other, .yes = 1);
	char *text = minutes_of(&room.model, MINUTES_MD);
	assert_non_null(strstr(text, "\n- bravo *(Sven, mayor)*\n"));
	assert_null(strstr(text, "charlie"));
	assert_non_null(strstr(text, "One remark was withdrawn."));
	array_free(merged);
	array_free(text);
	room_finish(&room);
}

/* A decision and an action say which cards they lead back to, and of their authors what the stage
 * and each person allow. */
static void decisions_lead_back(void **state)
{
	(void)state;
	static const struct {
		int64_t authors, naming;
		const char *decision, *action;
	} cases[] = {
		{AUTHORS_SHOWN, NAMING_NAME,
			"- **It leads back to:** “charlie” (Rosa, resident); “bravo” (Sven, "
			"mayor)\n",
			"“mend it” follows from decision 1 and leads back to “charlie” (Rosa, "
			"resident); “bravo” (Sven, mayor).\n"},
		{AUTHORS_SHOWN, NAMING_NOT,
			"- **It leads back to:** “bravo” (a participant); “charlie” (Rosa, "
			"resident)\n",
			NULL},
		{AUTHORS_COUNTED, NAMING_NAME, "- **It leads back to:** “bravo”; “charlie”\n",
			NULL},
		{AUTHORS_HIDDEN, NAMING_NAME, "- **It leads back to:** “bravo”; “charlie”\n",
			"“ask them” leads back to “alpha”.\n"},
	};

	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct room room;
		four_say(&room, cases[i].authors, cases[i].naming, false);
		const struct card *cards = room.model.cards.items;
		int64_t alpha = cards[1].id, charlie = cards[2].id, bravo = cards[3].id;
		DO(&room, CARD_MERGED, .thing = bravo, .into = charlie);
		DO(&room, STAGE_ENTERED, .stage = 1);
		int64_t proposal =
			SAY(&room, PROPOSAL_MADE, "A lamp.", .stage = 1, .thing = charlie);
		SAY(&room, DECISION_RECORDED, "", .thing = proposal, .verdict = DECISION_DEFERRED);
		SAY_TWO(&room, ACTION_ADDED, "mend it", "", .thing = proposal);
		SAY_TWO(&room, ACTION_ADDED, "ask them", "", .thing = alpha);
		SAY_TWO(&room, ACTION_ADDED, "of itself", "");
		char *text = minutes_of(&room.model, MINUTES_MD);
		if (strstr(text, cases[i].decision) == NULL)
			fail_msg("case %zu: no %s in %s", i, cases[i].decision, text);
		if (cases[i].action != NULL && strstr(text, cases[i].action) == NULL)
			fail_msg("case %zu: no %s in %s", i, cases[i].action, text);
		assert_null(strstr(text, "“of itself”"));
		array_free(text);
		room_finish(&room);
	}
}

/* --- robustness --- */

static void every_activity_is_there(void **state)
{
	(void)state;
	for (enum activity one = 0; one < ACTIVITY_COUNT; one++) {
		assert_non_null(activity_minutes[one].build);
		for (enum activity two = 0; two < one; two++)
			assert_true(activity_minutes[one].build != activity_minutes[two].build);
	}
}

/* The minutes can be written after any event, and their outline holds. */
static void any_moment_has_minutes(void **state)
{
	(void)state;
	struct room room;

	room_whole(&room, false, true);
	for (size_t count = 0; count <= room.model.events.count; count++) {
		struct model copy;
		struct document *document = document_create();
		int level = 0;
		replay(&room.model, count, &copy);
		minutes_build(&copy, &facts, document);
		assert_int_equal(document->blocks.count == 0, count == 0);
		for (size_t i = 0; i < document->blocks.count; i++) {
			const struct block *block = &document->blocks.items[i];
			if (block->kind != BLOCK_HEADING)
				continue;
			assert_true(block->heading.level <= level + 1);
			assert_true(block->heading.level > 1 || i == 0);
			level = block->heading.level;
			for (size_t k = 0; k < i; k++)
				if (document->blocks.items[k].kind == BLOCK_HEADING)
					assert_string_not_equal(
						document->blocks.items[k].heading.name,
						block->heading.name);
		}
		document_destroy(document);
		model_finish(&copy);
	}
	room_finish(&room);
}

/* When everything anybody said is erased, nothing of it is left and the minutes still stand. */
static void erased_words_are_gone(void **state)
{
	(void)state;
	struct room room;
	struct texts said = {0};

	room_whole(&room, false, false);
	size_t count = room.model.events.count;
	for (size_t i = 0; i < count; i++) {
		const struct event *event = &room.model.events.items[i];
		for (size_t k = 0; k < event->words.count; k++)
			if (strlen(event->words.items[k]) > 8)
				texts_add(&said, event->words.items[k]);
		if (event->words.count == 0)
			continue;
		struct event erasing = {.seq = model_next_seq(&room.model),
			.at = room.now,
			.step = model_next_seq(&room.model),
			.kind = EVENT_WORDS_ERASED};
		ids_add(&body_rare_make(&erasing.body)->things, event->seq);
		model_apply(&room.model, &erasing);
	}
	assert_true(said.count > 40);
	assert_in_all(&room.model, (const char *const *)said.items, said.count, false);
	static const char *const left[] = {"(erased)", "Decision 1: Adopted."};
	assert_in_all(&room.model, ALL_OF(left), true);
	texts_finish(&said);
	room_finish(&room);
}

/* Signs that mean something to whoever formats text pass through unharmed. */
static void formats_in_words_stay_words(void **state)
{
	(void)state;
	static const char *const said[] = {"100%n %s %1$s %"};
	struct room room;

	room_init(&room);
	room_stage(&room, ACTIVITY_COLLECT, said[0], 5, said[0]);
	room_stage(&room, ACTIVITY_DECIDE, said[0], 5, said[0]);
	room_role(&room, said[0]);
	room_start(&room, false);
	DO(&room, STAGE_ENTERED, .stage = 0);
	int64_t id = SAY_TWO(&room, PERSON_ADDED, said[0], said[0], .role = 0, .votes = 1,
		.status = STATUS_HERE);
	DO(&room, PERSON_NAMING, .person = id, .naming = NAMING_NAME);
	room_say_by(&room, id, EVENT_CARD_ADDED, (struct body){.item = -1, .role = -1}, said[0]);
	SAY(&room, NOTE_ADDED, said[0], .stage = 0);
	SAY_TWO(&room, ACTION_ADDED, said[0], said[0], .stage = 0);
	SAY(&room, NEXT_MEETING, said[0], 0);
	DO(&room, STAGE_ENTERED, .stage = 1);
	int64_t proposal = SAY(&room, PROPOSAL_MADE, said[0], .stage = 1);
	SAY(&room, DECISION_RECORDED, said[0], .thing = proposal, .verdict = DECISION_DEFERRED);
	char *text = minutes_of(&room.model, MINUTES_HTML);
	assert_in_all(&room.model, (const char *const[]){"100%n %s %1"}, 1, true);
	assert_true(times(text, said[0]) >= 15);
	assert_int_equal(times(text, "100%n"), times(text, said[0]));
	array_free(text);
	room_finish(&room);
}

static void verify_line_can_be_pasted(void **state)
{
	(void)state;
	static const struct {
		const char *name, *wanted;
	} cases[] = {{"a/b-c_1.roundtable", "roundtable verify a/b-c_1.roundtable"},
		{NULL, "roundtable verify FILE"},
		{"-x", "roundtable verify "
		       "./-x"},
		{"", "roundtable verify ''"},
		{"it's mine; rm x", "roundtable verify 'it'\\''s mine; rm x'"}};
	struct room room;

	room_init(&room);
	room_start(&room, false);
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct document *document = document_create();
		minutes_build(
			&room.model, &(struct minutes_facts){.file_name = cases[i].name}, document);
		assert_int_equal(document->footer.count, 2);
		assert_string_equal(document->footer.items[0],
			"The programme of this session draws on: A and B 2019, On <stations>; C "
			"2020");
		assert_non_null(strstr(document->footer.items[1], cases[i].wanted));
		document_destroy(document);
	}
	room_finish(&room);
}

int main(int argc, char **argv)
{
	setlocale(LC_ALL, "C.UTF-8");
	recording = argc > 1 && strcmp(argv[1], "--record") == 0;
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(whole_is_as_recorded),
		cmocka_unit_test(results_are_named_by_their_amendment),
		cmocka_unit_test(a_rule_is_said_once),
		cmocka_unit_test(what_is_not_there_is_not_announced),
		cmocka_unit_test(what_nobody_does_nobody_has_accepted),
		cmocka_unit_test(rehearsal_is_as_recorded),
		cmocka_unit_test(same_session_same_bytes),
		cmocka_unit_test(nothing_private_leaves_the_room),
		cmocka_unit_test(nothing_said_is_lost),
		cmocka_unit_test(open_votes_tell_turnout_alone),
		cmocka_unit_test(rehearsals_say_so),
		cmocka_unit_test(drafts_say_so),
		cmocka_unit_test(authors_as_stage_and_person_allow),
		cmocka_unit_test(rules_name_nobody_who_does_not_wish),
		cmocka_unit_test(reworded_after_its_vote),
		cmocka_unit_test(never_revealed),
		cmocka_unit_test(merged_cards_outlive_withdrawal),
		cmocka_unit_test(decisions_lead_back),
		cmocka_unit_test(every_activity_is_there),
		cmocka_unit_test(any_moment_has_minutes),
		cmocka_unit_test(erased_words_are_gone),
		cmocka_unit_test(formats_in_words_stay_words),
		cmocka_unit_test(verify_line_can_be_pasted),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
