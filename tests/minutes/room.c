#include "room.h"

#include "roundtable/base/mem.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

/* 2026-11-21, 09:00 in a place an hour east of Greenwich */
static const moment nine = INT64_C(1795248000000);

void room_init(struct room *room)
{
	*room = (struct room){.now = nine};
	room->random = random_seeded(&room->seeded, 7);
	room->plan.title = mem_copy_text("Buses and benches");
	room->plan.sources = mem_copy_text("A and B 2019, On <stations>; C 2020");
	room->plan.purpose = mem_copy_text("What should change first around the station?\n\nFor up "
					   "to ten people who prepare.");
	room->plan.language = mem_copy_text("en");
}

void room_finish(struct room *room)
{
	model_finish(&room->model);
	plan_finish(&room->plan);
}

void room_role(struct room *room, const char *name)
{
	*array_push(&room->plan.roles) = (struct role){.name = mem_copy_text(name)};
}

static void replace(char **place, const char *text)
{
	array_free(*place);
	*place = mem_copy_text(text);
}

struct stage *room_stage(struct room *room, enum activity activity, const char *title, int minutes,
	const char *prompt)
{
	struct stage *stage = plan_add_stage(&room->plan);

	stage->activity = activity;
	stage->minutes = minutes;
	replace(&stage->title, title);
	replace(&stage->prompt, prompt);
	replace(&stage->notes, "PRIVATE-NOTE of the facilitator");
	return stage;
}

void stage_item(struct stage *stage, const char *text)
{
	texts_add(&stage->items, text);
}

void stage_column(struct stage *stage, const char *name, enum column_type type)
{
	*array_push(&stage->columns) = (struct column){.name = mem_copy_text(name), .type = type};
}

void stage_set(struct stage *stage, enum setting setting, int64_t number)
{
	stage->settings[setting].given = true;
	stage->settings[setting].number = number;
}

static int64_t run(struct room *room, const struct command *command)
{
	struct change change = {0};
	struct refusal refusal = {0};
	int64_t seq = model_next_seq(&room->model);

	if (!decide(&room->model, command, room->now, room->random, &change, &refusal))
		fail_msg("%s: %s", event_name(command->kind), refusal_sentence(refusal.code));
	model_change(&room->model, &change);
	change_finish(&change);
	room->now += 1000;
	return seq;
}

void room_start(struct room *room, bool rehearsal)
{
	struct command command = {.kind = EVENT_SESSION_STARTED,
		.body = {RARE(.id = "00112233445566778899aabbccddeeff",
			.language = room->plan.language, .offset = 60, .rehearsal = rehearsal,
			.programme = "", .plan = &room->plan)}};

	run(room, &command);
}

int64_t room_say_by(
	struct room *room, int64_t by, enum event_kind kind, struct body body, const char *words)
{
	struct command command = {.kind = kind, .by = by, .body = body};

	while (words != NULL) {
		size_t length = strcspn(words, "|");
		char *word = mem_copy_bytes(words, length);
		texts_add(&command.words, word);
		array_free(word);
		words = words[length] == '|' ? words + length + 1 : NULL;
	}
	int64_t seq = run(room, &command);
	texts_finish(&command.words);
	return seq;
}

int64_t room_do(struct room *room, enum event_kind kind, struct body body, const char *words,
	const char *more)
{
	struct command command = {.kind = kind, .body = body};

	if (words != NULL)
		texts_add(&command.words, words);
	if (more != NULL)
		texts_add(&command.words, more);
	int64_t seq = run(room, &command);
	texts_finish(&command.words);
	return seq;
}

void room_cast(struct room *room, int64_t poll, int64_t person, const int64_t *marks, size_t count)
{
	struct body body = {.poll = poll, .person = person};

	for (size_t i = 0; i < count; i++)
		ids_add(&body_rare_make(&body)->marks, marks[i]);
	struct command command = {.kind = EVENT_BALLOT_CAST, .body = body};
	run(room, &command);
	body_finish(&body);
}

void room_wait(struct room *room, int minutes)
{
	room->now += minutes * MINUTE_MS;
}

/* --- the whole workshop --- */

enum { RESIDENT, RESEARCHER, OFFICER, FUNDER };
enum {
	BRIEF,
	PEOPLE,
	QUESTIONS,
	SHORT,
	THEMES,
	FIRST,
	BRINGS,
	COSTS,
	WORRIES,
	SLIPS,
	RATING,
	TALK,
	BREAK,
	HOW,
	PROPOSAL,
	LATER,
	CLOSE
};

static void plan_collects(struct room *room)
{
	struct stage *stage = room_stage(room, ACTIVITY_COLLECT, "What would have to change?", 18,
		"What would have to change in daily life?\n\nOne thing a card.");

	stage_set(stage, SETTING_ROUND, 1);
	stage = room_stage(room, ACTIVITY_COLLECT, "The shortlist", 7, "");
	stage_set(stage, SETTING_FROM, QUESTIONS);
	stage_set(stage, SETTING_SHORTLIST, 3);
	stage = room_stage(room, ACTIVITY_GROUP, "Themes", 10, "What belongs together?");
	stage_set(stage, SETTING_FROM, QUESTIONS);
	stage = room_stage(room, ACTIVITY_VOTE, "Which comes first?", 10, "Place your dots.");
	stage_set(stage, SETTING_OPTIONS, SHORT);
	stage_set(stage, SETTING_METHOD, 2);
	stage_set(stage, SETTING_DOTS, 3);
	stage_set(stage, SETTING_TOP, 1);
	stage = room_stage(room, ACTIVITY_COLLECT, "Who brings what", 10, "");
	stage_set(stage, SETTING_MATRIX, 1);
	stage_item(stage, "money");
	stage_item(stage, "time | patience");
	stage_item(stage, "access");
	stage = room_stage(room, ACTIVITY_COLLECT, "What it costs", 15, "And who bears it?");
	stage_column(stage, "Cost", COLUMN_TEXT);
	stage_column(stage, "Bearer", COLUMN_PERSON);
	stage_column(stage, "Hours", COLUMN_NUMBER);
	stage_set(stage, SETTING_AUTHORS, AUTHORS_ROLE);
	stage = room_stage(room, ACTIVITY_COLLECT, "What worries us", 5, "");
	stage_set(stage, SETTING_AUTHORS, AUTHORS_COUNTED);
	stage = room_stage(room, ACTIVITY_COLLECT, "On slips", 5, "");
	stage_set(stage, SETTING_AUTHORS, AUTHORS_HIDDEN);
	stage_set(stage, SETTING_HIDDEN, 1);
}

static void plan_whole(struct room *room)
{
	struct stage *stage;

	room_role(room, "resident");
	room_role(room, "researcher");
	room_role(room, "council officer");
	room_role(room, "funder");
	stage = room_stage(room, ACTIVITY_BRIEF, "Welcome", 8, "Why we are here.");
	stage_item(stage, "What is recorded");
	stage_item(stage, "What is not");
	stage_item(stage, "NEVER-SHOWN point");
	stage = room_stage(room, ACTIVITY_PEOPLE, "Who is here", 10, "Your name and your role.");
	plan_collects(room);
	stage = room_stage(room, ACTIVITY_RATE, "How usable is this?", 5, "");
	stage_item(stage, "We heard everybody");
	stage_item(stage, "We know what comes next");
	stage = room_stage(room, ACTIVITY_TALK, "What surprised you?", 10, "");
	stage_set(stage, SETTING_ROUND, 1);
	room_stage(room, ACTIVITY_BREAK, "Break", 12, "");
	stage = room_stage(room, ACTIVITY_DECIDE, "How we decide", 10, "");
	stage_set(stage, SETTING_RULE, RULE_CONSENT);
	stage = room_stage(room, ACTIVITY_DECIDE, "The bench", 10, "");
	stage_set(stage, SETTING_RULE, RULE_QUALIFIED);
	stage_set(stage, SETTING_BASE, BASE_PRESENT);
	room_stage(room, ACTIVITY_TALK, "If time is left", 5, "");
	room_stage(room, ACTIVITY_CLOSE, "Read-back and close", 7, "Does it stand?");
}

struct people {
	int64_t amina, bo, cem, dana, eve, finn, gita, hugo, ines;
};

static void enter(struct room *room, int stage, int minutes)
{
	DO(room, STAGE_ENTERED, .stage = stage);
	room_wait(room, minutes);
}

static struct people arrive(struct room *room)
{
	struct people p = {0};

	enter(room, BRIEF, 7);
	DO(room, POINT_REVEALED, .stage = BRIEF, .number = 2);
	enter(room, PEOPLE, 9);
	p.amina = SAY_TWO(room, PERSON_ADDED, "Amina Diallo", "lives in Mill Street",
		.role = RESIDENT, .votes = 1, .status = STATUS_HERE);
	p.bo = SAY(room, PERSON_ADDED, "Bo-Named-Nowhere", .role = RESIDENT, .votes = 1,
		.status = STATUS_HERE);
	p.cem = SAY_TWO(room, PERSON_ADDED, "Cem-Named-Nowhere", "OWN-WORDS of Cem",
		.role = RESIDENT, .votes = 1, .status = STATUS_HERE);
	p.dana = SAY(room, PERSON_ADDED, "Dana-Named-Nowhere", .role = RESEARCHER, .votes = 1,
		.status = STATUS_HERE);
	p.eve = SAY(room, PERSON_ADDED, "Eve-Named-Nowhere", .role = OFFICER, .votes = 1,
		.status = STATUS_HERE);
	p.finn = SAY(room, PERSON_ADDED, "Finn", .role = -1, .duty = DUTY_FACILITATOR,
		.status = STATUS_HERE);
	p.gita = SAY(room, PERSON_ADDED, "Gita", .role = RESEARCHER, .votes = 1,
		.status = STATUS_ABSENT);
	p.hugo = SAY(
		room, PERSON_ADDED, "Hugo", .role = FUNDER, .votes = 1, .status = STATUS_EXPECTED);
	p.ines = SAY(
		room, PERSON_ADDED, "Ines", .role = RESIDENT, .votes = 1, .status = STATUS_HERE);
	int64_t slip = SAY(
		room, PERSON_ADDED, "MISTAKE", .role = FUNDER, .votes = 1, .status = STATUS_HERE);
	DO(room, THING_WITHDRAWN, .thing = slip, .yes = 1);
	DO(room, PERSON_WAY, .person = p.bo, .way = WAY_LARGE_PRINT);
	SAY(room, PERSON_INTEREST, "runs a taxi firm", .person = p.ines);
	SAY(room, PERSON_INTEREST, "is paid by the bus company", .person = p.dana);
	SAY(room, VOICE_MISSING, "the drivers", .stage = PEOPLE);
	SAY(room, NOTE_ADDED, "The lift was out of order.", .stage = PEOPLE);
	return p;
}

static int64_t card(struct room *room, int64_t by, int stage, const char *words)
{
	return room_say_by(room, by, EVENT_CARD_ADDED,
		(struct body){.stage = stage, .item = -1, .role = -1}, words);
}

struct said {
	int64_t buses, bench, lights, dogs;
};

static struct said collect(struct room *room, const struct people *p)
{
	struct said cards;

	enter(room, QUESTIONS, 12);
	cards.buses = card(room, p->amina, QUESTIONS, "Busses after nine");
	SAY(room, WORDS_CHANGED, "Buses after nine", .thing = cards.buses);
	cards.bench = card(room, p->bo, QUESTIONS, "A bench at the stop");
	cards.lights = card(room, p->dana, QUESTIONS, "Light on the path");
	int64_t late = card(room, p->cem, QUESTIONS, "Late buses, please");
	cards.dogs = card(room, p->ines, QUESTIONS, "Fewer dogs");
	int64_t gone = card(room, p->eve, QUESTIONS, "WITHDRAWN-REMARK");
	int64_t erased = card(room, p->eve, QUESTIONS, "ERASED-REMARK");
	int64_t undone = card(room, p->amina, QUESTIONS, "UNDONE-REMARK");
	(void)undone;
	DO(room, STEP_UNDONE, 0);
	DO(room, THING_WITHDRAWN, .thing = gone, .yes = 1);
	DO(room, WORDS_ERASED, .thing = erased);
	DO(room, STAGE_EXTENDED, .stage = QUESTIONS, .number = 5);
	SAY(room, THOUGHT_PARKED, "Who owns the path?", .stage = QUESTIONS);
	int64_t asked = SAY(room, WORD_ASKED, "easement", .stage = QUESTIONS);
	SAY(room, WORDS_CHANGED, "the right to cross somebody's land", .thing = asked, .part = 1);
	SAY(room, WORD_ASKED, "amenity", .stage = QUESTIONS);
	enter(room, SHORT, 6);
	DO(room, CARD_MERGED, .thing = late, .into = cards.buses);
	SAY(room, CARD_CUT, "a matter for the park", .stage = SHORT, .thing = cards.dogs);
	SAY(room, CARD_CUT, "", .stage = SHORT, .thing = erased);
	enter(room, THEMES, 8);
	int64_t theme = SAY(room, THEME_ADDED, "Waiting", .stage = THEMES);
	DO(room, CARD_GROUPED, .stage = THEMES, .thing = cards.bench, .into = theme);
	DO(room, CARD_GROUPED, .stage = THEMES, .thing = cards.buses, .into = theme);
	theme = SAY(room, THEME_ADDED, "WITHDRAWN-THEME", .stage = THEMES);
	DO(room, CARD_GROUPED, .stage = THEMES, .thing = cards.lights, .into = theme);
	DO(room, THING_WITHDRAWN, .thing = theme, .yes = 1);
	return cards;
}

static void vote(struct room *room, const struct people *p)
{
	int64_t void_poll, poll;

	enter(room, FIRST, 4);
	void_poll = DO(room, POLL_OPENED, .stage = FIRST, RARE(.secret = 1));
	SAY(room, POLL_VOIDED, "the wrong list was up", .poll = void_poll);
	poll = DO(room, POLL_OPENED, .stage = FIRST, RARE(.secret = 1));
	DO(room, PERSON_STATUS, .person = p->hugo, .status = STATUS_LATE);
	DO(room, VOTER_ADDED, .poll = poll, .person = p->hugo, .yes = 1);
	DO(room, TELLERS_NAMED, .poll = poll, .person = p->amina, .into = p->hugo);
	SAY(room, VOTER_STEPPED_OUT, "her office pays for it", .poll = poll, .person = p->eve,
		.yes = 1);
	room_cast(room, poll, p->amina, (int64_t[]){3, 0, 0}, 3);
	room_cast(room, poll, p->bo, (int64_t[]){1, 2, 0}, 3);
	room_cast(room, poll, p->cem, (int64_t[]){0, 2, 1}, 3);
	room_cast(room, poll, p->dana, NULL, 0);
	room_cast(room, poll, 0, (int64_t[]){1, 1, 1}, 3);
	DO(room, POLL_CLOSED, .poll = poll);
}

static void tick(struct room *room, int kind, int64_t person, const char *words)
{
	SAY(room, CARD_ADDED, words, .stage = BRINGS, .item = kind, .person = person, .role = -1);
}

static void more_cards(struct room *room, const struct people *p)
{
	enter(room, BRINGS, 9);
	tick(room, 0, p->hugo, "up to 5,000");
	tick(room, 1, p->amina, "");
	tick(room, 1, p->bo, "evenings");
	tick(room, 1, p->cem, "");
	tick(room, 1, p->eve, "");
	enter(room, COSTS, 15);
	card(room, p->bo, COSTS, "minding the children|Amina Diallo|6");
	card(room, p->dana, COSTS, "writing it up|dana-named-nowhere|12");
	card(room, p->hugo, COSTS, "the room|the council|");
	enter(room, WORRIES, 5);
	card(room, p->cem, WORRIES, "Nothing will come of it");
	card(room, p->bo, WORRIES, "Another report");
	card(room, p->dana, WORRIES, "My contract ends");
	enter(room, SLIPS, 5);
	card(room, p->eve, SLIPS, "NEVER-REVEALED card");
}

static void later(struct room *room, const struct people *p)
{
	enter(room, RATING, 5);
	int64_t poll = DO(room, POLL_OPENED, .stage = RATING, RARE(.secret = 1));
	room_cast(room, poll, p->amina, (int64_t[]){4, 1}, 2);
	room_cast(room, poll, p->bo, (int64_t[]){3, MARK_NONE}, 2);
	room_cast(room, poll, p->ines, (int64_t[]){4, 2}, 2);
	DO(room, POLL_CLOSED, .poll = poll);
	enter(room, TALK, 2);
	DO(room, TURN_STARTED, .stage = TALK, .person = p->amina);
	room_wait(room, 6);
	DO(room, TURN_STARTED, .stage = TALK, .person = p->eve);
	room_wait(room, 1);
	DO(room, TURN_ENDED, .stage = TALK);
	DO(room, OFF_RECORD, .yes = 1);
	room_wait(room, 7);
	DO(room, OFF_RECORD, .yes = 0);
	DO(room, STAGE_SKIPPED, .stage = BREAK, .yes = 1);
}

static void adopt(struct room *room, const struct people *p)
{
	enter(room, HOW, 9);
	int64_t proposal = SAY(room, PROPOSAL_MADE, "We decide by consent.", .stage = HOW);
	SAY(room, WORDS_CHANGED, "We decide by consent, and review it.", .thing = proposal);
	int64_t poll = DO(room, POLL_OPENED, .stage = HOW, .thing = proposal, RARE(.secret = 0));
	int64_t all[] = {p->amina, p->bo, p->cem, p->dana, p->eve, p->ines, p->hugo};
	for (size_t i = 0; i < 7; i++)
		room_cast(room, poll, all[i], (int64_t[]){i != 4 && i != 5, i == 5, i == 4}, 3);
	SAY(room, REASON_GIVEN, "It must not take all night.", .poll = poll);
	DO(room, POLL_CLOSED, .poll = poll);
	poll = DO(room, POLL_OPENED, .stage = HOW, .thing = proposal, RARE(.secret = 0));
	for (size_t i = 0; i < 7; i++)
		room_cast(room, poll, all[i], (int64_t[]){i != 5, i == 5, 0}, 3);
	DO(room, POLL_CLOSED, .poll = poll);
	room_say_by(room, 0, EVENT_BURDEN_STATED,
		(struct body){.thing = proposal, .paid = PAID_YES},
		"Bo-Named-Nowhere||the "
		"council");
	SAY(room, BEARER_ANSWERED, "If the council pays before.", .thing = proposal,
		.into = room->model.proposals.items[0].burdens.items[0].id, .person = p->bo,
		.accepted = ANSWER_ACCEPTED);
	SAY(room, DECISION_RECORDED, "Finn writes it up.", .thing = proposal,
		.verdict = DECISION_ADOPTED);
	room_say_by(room, 0, EVENT_BURDEN_STATED,
		(struct body){.thing = proposal, .paid = PAID_NOT_KNOWN}, "Finn|an hour a month|");
	SAY_TWO(room, DECISION_CARE, "", "", .thing = proposal, .person = p->dana, .into = p->hugo,
		.date = 20270301);
	SAY_TWO(room, ACTION_ADDED, "Print the rules", "", .stage = HOW, .thing = proposal,
		.person = p->amina, .date = 20261205);
}

static void refuse_and_defer(struct room *room, const struct people *p)
{
	enter(room, PROPOSAL, 9);
	int64_t proposal = SAY(room, PROPOSAL_MADE, "A bench by spring.", .stage = PROPOSAL);
	int64_t poll =
		DO(room, POLL_OPENED, .stage = PROPOSAL, .thing = proposal, RARE(.secret = 1));
	int64_t yes[] = {p->amina, p->bo, p->cem, p->ines};
	for (size_t i = 0; i < 4; i++)
		room_cast(room, poll, yes[i], (int64_t[]){1, 0}, 2);
	room_cast(room, poll, p->dana, (int64_t[]){0, 1}, 2);
	room_cast(room, poll, p->eve, (int64_t[]){0, 1}, 2);
	room_cast(room, poll, p->hugo, NULL, 0);
	DO(room, POLL_CLOSED, .poll = poll);
	SAY(room, REASON_GIVEN, "No money before the summer.", .poll = poll);
	SAY(room, DECISION_RECORDED, "", .thing = proposal, .verdict = DECISION_NOT_ADOPTED);
	proposal = SAY(room, PROPOSAL_MADE, "A bench by autumn.", .stage = PROPOSAL);
	SAY(room, DECISION_RECORDED, "", .thing = proposal, .verdict = DECISION_DEFERRED,
		.date = 20261220);
	proposal = SAY(room, PROPOSAL_MADE, "WITHDRAWN-PROPOSAL", .stage = PROPOSAL);
	DO(room, THING_WITHDRAWN, .thing = proposal, .yes = 1);
	int64_t action =
		SAY_TWO(room, ACTION_ADDED, "Ask the park", "the park office", .stage = PROPOSAL);
	DO(room, ACTION_ANSWERED, .thing = action, .accepted = ANSWER_DECLINED,
		.paid = PAID_NOBODY);
	SAY_TWO(room, ACTION_ADDED, "Count the buses", "eve-named-nowhere", .stage = PROPOSAL);
}

static void close(struct room *room, const struct people *p)
{
	enter(room, CLOSE, 5);
	room_say_by(room, 0, EVENT_DECISION_CORRECTED,
		(struct body){.thing = room->model.proposals.items[0].id,
			.verdict = DECISION_ADOPTED,
			.date = 20270401},
		"We decide by consent, and review it in spring.||The season was left out.");
	DO(room, PAUSED, .yes = 1);
	room_wait(room, 2);
	DO(room, PAUSED, .yes = 0);
	DO(room, PERSON_NAMING, .person = p->amina, .naming = NAMING_NAME);
	DO(room, PERSON_NAMING, .person = p->bo, .naming = NAMING_ROLE);
	DO(room, PERSON_NAMING, .person = p->dana, .naming = NAMING_ROLE);
	DO(room, PERSON_NAMING, .person = p->eve, .naming = NAMING_NOT);
	DO(room, PERSON_NAMING, .person = p->finn, .naming = NAMING_NAME);
	DO(room, PERSON_NAMING, .person = p->gita, .naming = NAMING_NAME);
	DO(room, PERSON_NAMING, .person = p->hugo, .naming = NAMING_NAME);
	DO(room, PERSON_NAMING, .person = p->ines, .naming = NAMING_NAME);
	DO(room, PERSON_STATUS, .person = p->ines, .status = STATUS_LEFT);
	SAY(room, NEXT_MEETING, "six in the evening, at the library", .date = 20270115);
	SAY(room, NOTE_ADDED, "Thanks to the library.", .stage = -1);
	int64_t gone[] = {SAY(room, NOTE_ADDED, "WITHDRAWN-NOTE", .stage = CLOSE),
		SAY(room, THOUGHT_PARKED, "WITHDRAWN-THOUGHT", .stage = CLOSE),
		SAY(room, VOICE_MISSING, "WITHDRAWN-VOICE", .stage = CLOSE),
		SAY(room, WORD_ASKED, "WITHDRAWN-WORD", .stage = CLOSE),
		SAY_TWO(room, ACTION_ADDED, "WITHDRAWN-ACTION", "", .stage = CLOSE)};
	for (size_t i = 0; i < sizeof gone / sizeof *gone; i++)
		DO(room, THING_WITHDRAWN, .thing = gone[i], .yes = 1);
}

void room_whole(struct room *room, bool rehearsal, bool closed)
{
	room_init(room);
	plan_whole(room);
	room_start(room, rehearsal);
	struct people p = arrive(room);
	collect(room, &p);
	vote(room, &p);
	more_cards(room, &p);
	later(room, &p);
	adopt(room, &p);
	refuse_and_defer(room, &p);
	close(room, &p);
	if (!closed)
		return;
	DO(room, SESSION_CLOSED, 0);
	room_wait(room, 3 * 24 * 60);
	SAY(room, CORRECTION_ADDED, "Hugo brought up to 4,000, not 5,000.", 0);
}
