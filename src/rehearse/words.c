/* What the people of a rehearsal say: composed from small lists, fit for nearly any question. */
#include "room.h"

#include "roundtable/base/amount.h"
#include "roundtable/base/buf.h"
#include "roundtable/base/date.h"
#include "roundtable/base/text.h"

#include <string.h>

static const char *const things[] = {"Plain words", "Travel money", "A place without stairs",
	"Time to read things beforehand", "Somebody to ask between meetings", "Childcare",
	"An interpreter", "Tea and a break", "Results brought back", "A say over the questions",
	"Honest answers about money", "A short summary", "Two people from each role",
	"The night shift's view", "Notes that everybody can correct", "A named contact",
	"Training for newcomers", "Rest after long meetings", "Recognition for the work",
	"Early word of changes", "A way to disagree", "Young people's ideas",
	"What was tried before", "Small first steps"};

static const char *const turns[] = {"at every meeting", "from the first month on",
	"for those who work shifts", "for people who are new to this", "also when things go wrong",
	"for carers and those they care for", "not only in the pilot", "once the money has run out",
	"for those who live furthest away", "before anything is decided",
	"when meetings lie far apart", "for the quieter ones among us"};

static const char *const details[] = {"the hall next door", "by telephone",
	"a day's work for two people", "about four hours", "for as long as it runs",
	"needs a decision by the board", "two evenings a month",
	"a shared folder and a notice board"};
static const char *const whos[] = {"those on short contracts", "whoever chairs",
	"the ones who travel furthest", "carers, in their own time",
	"the two who always write things down", "nobody has said so far"};
static const char *const whens[] = {"from the start", "in the first three months",
	"when the questions are set", "before the results are written up", "once a quarter",
	"as soon as there is money"};
static const char *const hows[] = {"out of the core budget", "by sharing it out", "paid in advance",
	"not met so far", "by a small grant", "by meeting less often"};

static const char *const notes[] = {"The door to the car park was locked until ten past.",
	"Two people asked for larger print next time.",
	"The group wants the questions sent out a week before.",
	"The hearing loop worked only in the front rows."};
static const char *const thoughts[] = {"Who owns what we write down today?",
	"What happens after the funding ends?",
	"Could the group meet somewhere closer to the estate?", "How do we thank people properly?",
	"Is there a simpler form for expenses?"};
static const char *const actions[] = {"Send the minutes to everybody",
	"Book the room with the ramp", "Ask the council about travel money",
	"Draft the one-page summary", "Ring those who could not come",
	"Find an interpreter for next time", "Bring last year's figures",
	"Write down how expenses are claimed"};
static const char *const voices[] = {"people who work at night",
	"people who do not speak the language yet", "young carers", "those who stopped coming",
	"people without a settled address"};
static const char *const interests[] = {"is employed by the body that funds this",
	"rents from the housing association", "hopes to publish about it",
	"has a relative on the ward", "runs a business on the street"};
static const char *const themes[] = {"Time and place", "Being heard", "Money and costs",
	"Words and information", "Who decides", "Looking after people"};
static const char *const proposals[] = {
	"Travel and care costs are paid on the day, without a form.",
	"Two people from different roles chair each meeting.",
	"Nothing is published before the group has read it.",
	"A decision needs to be on the agenda a week before.",
	"Every meeting ends with what was decided, read aloud."};
static const char *const cuts[] = {"part of another one", "can wait for the next meeting",
	"not ours to decide", "too large for this project", "already being done elsewhere"};
static const char *const against[] = {"It puts the work on the same two people again.",
	"There is no money for it this year.",
	"I cannot put it into words yet, but it worries me."};
static const char *const amends[] = {"for a trial of six months",
	"as long as the work is shared out", "to be looked at again in the spring"};
static const char *const nexts[] = {"It is announced in the next newsletter.",
	"The steering group is told this week.", "It holds from the next meeting on.",
	"Taken back to those we speak for."};
static const char *const meetings[] = {"same place, six o'clock",
	"library, upper room, ten in the morning", "community hall, at five"};
static const char *const own_roles[] = {"lives on the fourth floor", "looks after her mother",
	"came to this country last year", "has used the service for ten years",
	"speaks for the tenants"};
static const char *const bearers[] = {
	"the residents", "whoever chairs", "the research team", "the carers", "two volunteers"};
static const char *const amounts[] = {"two hours a month", "one day before each meeting",
	"about 300 a year", "an evening a week"};
static const char *const payers[] = {
	"the funder", "the council", "the university", "the core budget"};
static const char *const voids[] = {
	"the question was read out wrongly",
	"too few ballots to count without giving people away",
};
static const char *const corrections[] = {
	"the bus line that was meant is the 12, not the 21",
	"it was asked for twice that the costs are paid before the meeting",
	"the second question came from a carer",
};
static const char *const came[] = {
	"it took longer than we thought, and it works",
	"done together with the neighbours",
	"half of it is done, and that is enough for now",
};
static const char *const dropped[] = {
	"nobody had the hours; we let it go",
	"it is not needed any more",
};
static const char *const found[] = {
	"it holds, and nobody has been left out by it so far",
	"it costs two of us more evenings than we said",
	"it works where we remember it",
};

static const struct {
	const char *const *items;
	size_t count;
} lists[WORD_LISTS] = {
#define LIST(id, items) [WORDS_##id] = {items, sizeof items / sizeof items[0]}
	LIST(NOTES, notes),
	LIST(THOUGHTS, thoughts),
	LIST(ACTIONS, actions),
	LIST(VOICES, voices),
	LIST(INTERESTS, interests),
	LIST(THEMES, themes),
	LIST(PROPOSALS, proposals),
	LIST(CUTS, cuts),
	LIST(AGAINST, against),
	LIST(AMENDS, amends),
	LIST(NEXT, nexts),
	LIST(DETAILS, details),
	LIST(WHO, whos),
	LIST(WHEN, whens),
	LIST(HOW, hows),
	LIST(MEETINGS, meetings),
	LIST(OWN_ROLES, own_roles),
	LIST(BEARERS, bearers),
	LIST(AMOUNTS, amounts),
	LIST(PAYERS, payers),
	LIST(VOIDS, voids),
	LIST(CORRECTIONS, corrections),
	LIST(CAME, came),
	LIST(DROPPED, dropped),
	LIST(FOUND, found),
#undef LIST
};

enum {
	THINGS = sizeof things / sizeof things[0],
	TURNS = sizeof turns / sizeof turns[0],
};

const char *words_at(enum word_list list, int index)
{
	return lists[list].items[(size_t)index % lists[list].count];
}

const char *words_from(struct rehearse *room, enum word_list list)
{
	return words_at(list, room_draw(room, (int)lists[list].count));
}

const char *words_next(struct rehearse *room, enum word_list list)
{
	return words_at(list, room->begun + room->said[list]++);
}

char *words_card(struct rehearse *room)
{
	struct buf out = {0};
	bool again = room->phrase > 0 && room_chance(room, 14);

	if (!again)
		room->phrase = 1 + room_draw(room, THINGS * TURNS);
	const char *thing = things[(room->phrase - 1) % THINGS];
	const char *turn = turns[(room->phrase - 1) / THINGS];
	buf_format(&out, again ? "%s, %s" : "%s %s", thing, turn);
	if (again) /* nearly what somebody else said: once is enough */
		room->phrase = 0;
	return buf_take(&out);
}

char *words_two(struct rehearse *room)
{
	static const char *const firsts[] = {"amber", "brisk", "candid", "dusty", "early", "fond",
		"green", "hollow", "idle", "jolly", "keen", "loud", "mild", "narrow", "odd",
		"plain"};
	static const char *const seconds[] = {"anchor", "biscuit", "cloud", "drum", "engine",
		"fiddle", "gate", "harbour", "island", "jacket", "kettle", "ladder", "mirror",
		"noodle", "orchard", "pebble"};
	struct buf out = {0};

	buf_format(&out, "%s %s", firsts[room_draw(room, sizeof firsts / sizeof *firsts)],
		seconds[room_draw(room, sizeof seconds / sizeof *seconds)]);
	return buf_take(&out);
}

static void add_person(struct rehearse *room, const struct model *model, struct buf *out)
{
	const struct person *person = model_person(model, room_somebody(room, model, false));

	if (person != NULL && person->name != NULL)
		buf_text_add(out, person->name);
	else
		buf_text_add(out, words_from(room, WORDS_BEARERS));
}

/* A column that asks who, when or how gets an answer to that. */
static enum word_list list_for(const char *name)
{
	char *folded = text_fold(name);
	enum word_list list = strstr(folded, "who") != NULL    ? WORDS_WHO
			      : strstr(folded, "when") != NULL ? WORDS_WHEN
			      : strncmp(folded, "how", 3) == 0 ? WORDS_HOW
							       : WORDS_DETAILS;

	array_free(folded);
	return list;
}

bool words_prices(const struct plan *plan)
{
	for (size_t i = 0; i < plan->stages.count; i++)
		if (plan->stages.items[i].activity == ACTIVITY_VOTE &&
			stage_setting(&plan->stages.items[i], SETTING_METHOD) == TALLY_EQUAL_SHARES)
			return true;
	return false;
}

char *words_cell(struct rehearse *room, const struct model *model, const struct column *column)
{
	struct buf out = {0};
	const struct roles *roles = &model->plan->roles;

	switch (column->type) {
	case COLUMN_TEXT:
		buf_text_add(&out, words_from(room, list_for(column->name)));
		break;
	case COLUMN_NUMBER:
		amount_format(&out, (1 + room_draw(room, 40)) * AMOUNT_ONE /
					    (words_prices(model->plan) ? 1 : 2));
		break;
	case COLUMN_DATE:
		day_format(
			&out, day_add(day_of(room->now, model->offset), 7 + room_draw(room, 120)));
		break;
	case COLUMN_PERSON:
		add_person(room, model, &out);
		break;
	case COLUMN_ROLE:
		if (roles->count > 0)
			buf_text_add(&out, roles->items[room_draw(room, (int)roles->count)].name);
		break;
	case COLUMN_CHOICE:
		if (column->choices.count > 0)
			buf_text_add(&out,
				column->choices.items[room_draw(room, (int)column->choices.count)]);
		break;
	case COLUMN_TYPES:
		break;
	}
	if (out.count == 0)
		buf_text_add(&out, words_from(room, WORDS_DETAILS));
	return buf_take(&out);
}
