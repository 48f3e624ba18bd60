/* A poll from its opening to its closing: called one by one, on paper, by hands, late ones asked
 * about. */
#include "room.h"

#include "roundtable/core/counted.h"

#include <string.h>

enum {
	SECRET_LEAST = 3,  /* voters a secret poll needs */
	STEP_OUT_FROM = 7, /* voters from which on one may step out, or leave the box alone */
	TRIES_MOST = 4,
	BLANK_PERCENT = 6,
	WORDS_PERCENT = 70, /* who choose two words of their own where they may */
};

/* Whether everybody is to answer, and one objection holds it up. */
static bool consents(const struct poll *poll)
{
	return rule_asks_everybody(&poll->rule);
}

bool polling_on(const struct rehearse *room)
{
	return room->polling.phase != POLLING_NONE;
}

/* Where only some can vote, they may agree that one of them leaves it to the others. */
static void name_voters(struct rehearse *room, const struct model *model)
{
	const struct stage *plan = model_stage(model, room->polling.stage);
	struct ids *voters = &room->rare.eligible;

	if (stage_setting_text(plan, SETTING_VOTERS) == NULL || stage_groups_vote(plan) ||
		!room_chance(room, 50))
		return;
	model_voters(model, room->polling.stage, voters);
	if (voters->count > SECRET_LEAST + 1)
		array_remove(voters, (size_t)room_draw(room, (int)voters->count));
	else
		voters->count = 0;
}

static bool wish_opening(struct rehearse *room, const struct model *model)
{
	struct polling *polling = &room->polling;
	struct body *body = room_wish(room, EVENT_POLL_OPENED, 10, 30);

	body->stage = polling->stage;
	body->thing = polling->proposal;
	body->rare = &room->rare;
	body->rare->secret = polling->secret;
	name_voters(room, model);
	body->way = polling->way;
	polling->phase = POLLING_OPENING;
	return true;
}

bool polling_open(struct rehearse *room, const struct model *model, int stage, int64_t proposal)
{
	const struct stage *plan = model_stage(model, stage);
	struct ids waiting = room->polling.waiting;

	waiting.count = 0;
	room->polling = (struct polling){.stage = stage, .proposal = proposal, .waiting = waiting};
	room->polling.secret = stage_setting(plan, SETTING_SECRET) != 0;
	room->polling.way = (int)stage_setting(plan, SETTING_BALLOT);
	if (plan->activity == ACTIVITY_DECIDE && stage_setting(plan, SETTING_WHAT) != WHAT_RULES &&
		(stage_setting(plan, SETTING_RULE) == RULE_CONSENT ||
			stage_setting(plan, SETTING_RULE) == RULE_CONSENSUS) &&
		!room->objected) {
		room->polling.against = 1 + room_draw(room, 2);
		room->objected = true;
	}
	return wish_opening(room, model);
}

/* The way it was wished for cannot be: another way, or not at all. */
static bool open_otherwise(struct rehearse *room, const struct model *model)
{
	struct polling *polling = &room->polling;

	if (polling->tries++ >= TRIES_MOST)
		return false;
	bool few = room->refused == REFUSED_FEW_VOTERS || room->refused == REFUSED_FEW_OF_ROLE;
	if (few && polling->secret)
		polling->secret = false;
	else if (room->refused == REFUSED_WALL_SHAPE)
		polling->way = BALLOT_PAPER;
	else
		return false;
	return wish_opening(room, model);
}

static const struct poll *poll_of(const struct rehearse *room, const struct model *model)
{
	const struct polling *polling = &room->polling;

	if (polling->poll != 0)
		return model_poll(model, polling->poll);
	return polling->proposal != 0 ? model_proposal_poll(model, polling->proposal)
				      : model_stage_poll(model, polling->stage);
}

/* Those not called but given a slip of paper. */
static bool votes_on_paper(struct rehearse *room, const struct person *person)
{
	if (person == NULL)
		return false;
	return person->way == WAY_PAPER || person->way == WAY_LARGE_PRINT ||
	       (room->polling.way == BALLOT_PAPER && person->way != WAY_KEYBOARD);
}

/* Who is called in which order: that of the roster, those who say "not now" at the end. */
static void line_up(struct rehearse *room, const struct model *model, const struct poll *poll)
{
	struct polling *polling = &room->polling;
	struct ids later = {0};

	polling->poll = poll->id;
	polling->phase = POLLING_CASTING;
	polling->waiting.count = 0;
	polling->slips = 0;
	polling->hands = !poll->secret && room_chance(room, 60) && rule_takes_hands(&poll->rule);
	for (size_t i = 0; i < poll->eligible.count; i++) {
		int64_t person = poll->eligible.items[i];
		if (poll->secret && votes_on_paper(room, model_person(model, person)))
			polling->slips++;
		else if (room_chance(room, 8))
			ids_add(&later, person);
		else
			ids_add(&polling->waiting, person);
	}
	for (size_t i = 0; i < later.count; i++)
		ids_add(&polling->waiting, later.items[i]);
	array_finish(&later);
}

/* Some options are better liked than others, so that results tell something. */
static int liked(struct rehearse *room, const struct poll *poll, int options)
{
	int one = room_draw(room, options), two = room_draw(room, options);

	return (int)(((one < two ? one : two) + poll->id) % options);
}

static int answer(struct rehearse *room, const struct poll *poll)
{
	int answers = (int)poll_options(poll);
	if (poll->rule.method == TALLY_FIST_TO_FIVE)
		return answers - 1 - liked(room, poll, answers - 1);
	if (answers > ANSWERS_CONSENSUS)
		return liked(room, poll, answers - 1);
	if (!consents(poll))
		return room_chance(room, 76) ? ANSWER_YES : ANSWER_NO;
	struct polling *polling = &room->polling;
	int left = (int)polling->waiting.count + polling->slips;
	if (polling->against > 0 && (left < polling->against || room_chance(room, 40))) {
		polling->against--;
		return answers - 1; /* the objection, or the block */
	}
	if (poll->rule.method == TALLY_CONSENSUS && room_chance(room, 12))
		return ANSWER_ASIDE;
	/* of both rules: with a concern, or with reservations; and without */
	return room_chance(room, 15) ? ANSWER_CONCERN : ANSWER_CONSENT;
}

/* Places for some or all of the options, better liked ones first. */
static void put_in_order(struct rehearse *room, const struct poll *poll, int options)
{
	int64_t *marks = room->rare.marks.items;
	int most = poll->rule.ranks > 0 && poll->rule.ranks < options ? poll->rule.ranks : options;

	for (int place = 1 + room_draw(room, 2) * (most > 1); place <= most; place++) {
		int option = liked(room, poll, options);
		while (marks[option] > 0)
			option = (option + 1) % options;
		marks[option] = place;
	}
}

/* Votes as long as the next one can be paid. */
static void buy_votes(struct rehearse *room, const struct poll *poll, int options, int credits)
{
	int64_t *marks = room->rare.marks.items;

	for (int tries = 2 * options; tries > 0; tries--) {
		int64_t *mark = &marks[liked(room, poll, options)];
		int cost = 2 * (int)*mark + 1;
		if (cost > credits)
			continue;
		credits -= cost;
		++*mark;
	}
}

static void mark_some(struct rehearse *room, const struct poll *poll, int options)
{
	int64_t *marks = room->rare.marks.items;
	int budget = tally_dots(&poll->rule), scale = tally_scale(&poll->rule);

	switch (tally_method(poll->rule.method)->shape) {
	case SHAPE_CHOOSE:
		marks[liked(room, poll, options)] = 1;
		break;
	case SHAPE_ANSWER:
		marks[answer(room, poll)] = 1;
		break;
	case SHAPE_APPROVE:
		for (int i = 1 + room_draw(room, options); i > 0; i--)
			marks[liked(room, poll, options)] = 1;
		break;
	case SHAPE_CREDITS:
		buy_votes(room, poll, options, budget);
		break;
	case SHAPE_RANK:
		put_in_order(room, poll, options);
		break;
	case SHAPE_POINTS:
		for (int i = budget - room_draw(room, 2) * (budget > 1); i > 0; i--)
			marks[liked(room, poll, options)]++;
		break;
	case SHAPE_SCORE:
	case SHAPE_GRADE:
		for (int i = 0; i < options; i++)
			marks[i] = room_chance(room, 8) ? MARK_NONE : room_draw(room, scale + 1);
		/* the last answer of a rating says only that one does not know */
		marks[liked(room, poll, options)] = scale - poll->rule.unsure;
		break;
	case SHAPES:
		break;
	}
}

/* The role a slip says: that of somebody whose name is not ticked. */
static int slip_role(const struct model *model, const struct poll *poll)
{
	for (size_t i = 0; i < poll->eligible.count; i++)
		if (!model_has_voted(model, poll, poll->eligible.items[i]))
			return model_person(model, poll->eligible.items[i])->role;
	return 0;
}

/* One ballot: of a person called, or (0) from a slip of paper. */
static bool cast(
	struct rehearse *room, const struct model *model, const struct poll *poll, int64_t person)
{
	int options = (int)poll_options(poll);
	struct body *body =
		room_wish(room, EVENT_BALLOT_CAST, person != 0 ? 9 : 4, person != 0 ? 28 : 9);

	body->poll = poll->id;
	body->person = person;
	if (person == 0 && poll_says_role(poll))
		body->role = slip_role(model, poll);
	if (consents(poll) || !room_chance(room, BLANK_PERCENT)) {
		for (int i = 0; i < options; i++)
			ids_add(&room->rare.marks, 0);
		mark_some(room, poll, options);
	}
	body->rare = &room->rare;
	if (poll->receipts && room_chance(room, WORDS_PERCENT)) {
		char *words = words_two(room);
		room_say(room, words);
		array_free(words);
	}
	return true;
}

static bool count_hands(struct rehearse *room, const struct model *model, const struct poll *poll)
{
	int options = (int)poll_options(poll);
	int64_t people = model_poll_waiting(model, poll);
	struct body *body = room_wish(room, EVENT_HANDS_COUNTED, 20, 60);

	body->poll = poll->id;
	for (int i = 0; i < options; i++)
		ids_add(&room->rare.marks, 0);
	for (int64_t i = 0; i < people; i++) {
		if (!consents(poll) && room_chance(room, BLANK_PERCENT))
			room->rare.blank++;
		else
			room->rare.marks.items[tally_method(poll->rule.method)->answers > 0
						       ? answer(room, poll)
						       : liked(room, poll, options)]++;
	}
	body->rare = &room->rare;
	room->polling.phase = POLLING_LATE;
	return true;
}

static bool name_tellers(struct rehearse *room, const struct model *model, const struct poll *poll)
{
	const struct person *one = model_person(model, room_somebody(room, model, false));

	room->polling.tellers = true;
	for (size_t i = 0; one != NULL && i < model->persons.count; i++) {
		const struct person *two = &model->persons.items[i];
		if (two->role == one->role || two->status != STATUS_HERE || two->withdrawn)
			continue;
		struct body *body = room_wish(room, EVENT_TELLERS_NAMED, 5, 15);
		body->poll = poll->id;
		body->person = one->id;
		body->into = two->id;
		return true;
	}
	return false;
}

static int64_t called(struct rehearse *room)
{
	int64_t person = room->polling.waiting.items[0];

	array_remove(&room->polling.waiting, 0);
	return person;
}

/* One who is absent has asked the first who is called to vote for them. */
static bool stand_in(struct rehearse *room, const struct model *model, const struct poll *poll)
{
	struct polling *polling = &room->polling;
	const struct stage *plan = model_stage(model, poll->stage);

	if (polling->stood_in || polling->waiting.count == 0 || plan == NULL ||
		!stage_setting(plan, SETTING_STANDING_IN) || poll->chosen)
		return false;
	polling->stood_in = true;
	for (size_t i = 0; i < model->persons.count; i++) {
		const struct person *absent = &model->persons.items[i];
		if (absent->withdrawn || !absent->votes || person_here(absent) ||
			ids_contain(&poll->eligible, absent->id) ||
			!stage_lets_vote(model->plan, plan, absent->role))
			continue;
		struct body *body = room_wish(room, EVENT_STOOD_IN, 8, 20);
		body->poll = poll->id;
		body->person = absent->id;
		body->into = polling->waiting.items[0];
		ids_add(&polling->waiting, absent->id);
		return true;
	}
	return false;
}

/* What happens around the calling: somebody steps out, somebody comes, a wrong name is ticked. */
static bool beside_calling(
	struct rehearse *room, const struct model *model, const struct poll *poll)
{
	struct polling *polling = &room->polling;
	int64_t cast = model_poll_cast(model, poll);

	if (stand_in(room, model, poll))
		return true;
	if (poll->secret && polling->slips > 0 && !polling->tellers &&
		name_tellers(room, model, poll))
		return true;
	if (cast >= 2 && guests_late(room, model))
		return true;
	if (poll->eligible.count >= STEP_OUT_FROM && polling->waiting.count > 0 &&
		!polling->stepped_out && room_chance(room, 8)) {
		struct body *body = room_wish(room, EVENT_VOTER_STEPPED_OUT, 5, 12);
		body->poll = poll->id;
		body->person = called(room);
		body->yes = 1;
		const struct person *person = model_person(model, body->person);
		body->number =
			person != NULL && person->interest != NULL && person->interest[0] != '\0';
		if (body->number == 0)
			room_say(room, words_next(room, WORDS_INTERESTS));
		return polling->stepped_out = true;
	}
	for (size_t i = 0; poll->secret && !room->tick_moved && polling->waiting.count > 0 &&
			   i < poll->eligible.count;
		i++) {
		if (!model_has_voted(model, poll, poll->eligible.items[i]) ||
			!room_chance(room, 20))
			continue;
		/* the one who is called now had sat down before, at another's name */
		struct body *body = room_wish(room, EVENT_TICK_MOVED, 10, 25);
		body->poll = poll->id;
		body->person = poll->eligible.items[i];
		body->into = called(room);
		ids_add(&polling->waiting, poll->eligible.items[i]);
		return room->tick_moved = true;
	}
	return false;
}

static bool void_once(struct rehearse *room, const struct model *model, const struct poll *poll)
{
	if (room->voided || poll->proposal != 0 || model_poll_cast(model, poll) != 2 ||
		!room_chance(room, 25))
		return false;
	room->voided = true;
	room_wish(room, EVENT_POLL_VOIDED, 10, 30)->poll = poll->id;
	room_say(room, words_at(WORDS_VOIDS, 0));
	room->polling.phase = POLLING_OPENING; /* and run again */
	room->polling.poll = 0;
	room->polling.tries = -1;
	return true;
}

static bool casting(
	struct rehearse *room, const struct model *model, const struct poll *poll, size_t rest)
{
	struct polling *polling = &room->polling;

	if (polling->hands)
		return count_hands(room, model, poll);
	if (void_once(room, model, poll) || beside_calling(room, model, poll))
		return true;
	/* somebody may leave the box alone; never where everybody is asked */
	if (polling->waiting.count == 1 && poll->eligible.count >= STEP_OUT_FROM &&
		!consents(poll) && room_chance(room, 30))
		polling->waiting.count = 0;
	if (polling->waiting.count > rest)
		return cast(room, model, poll, called(room));
	if (rest > 0)
		return false;
	if (polling->slips > 0 && model_poll_waiting(model, poll) > 0) {
		polling->slips--;
		return cast(room, model, poll, 0);
	}
	polling->phase = POLLING_LATE;
	return polling_next(room, model, rest);
}

/* Each who came after the opening: in, or not in this one. */
static bool ask_about_late(
	struct rehearse *room, const struct model *model, const struct poll *poll)
{
	int64_t late = model_late_voter(model, poll);

	if (late == 0)
		return false;
	struct body *body = room_wish(room, EVENT_VOTER_ADDED, 8, 20);
	body->poll = poll->id;
	body->person = late;
	body->yes = !room->polling.hands && room_chance(room, 70);
	if (body->yes) {
		ids_add(&room->polling.waiting, late);
		room->polling.phase = POLLING_CASTING;
	}
	return true;
}

/* The closing was refused: more ballots are needed, or it cannot be counted at all. */
static bool close_otherwise(
	struct rehearse *room, const struct model *model, const struct poll *poll)
{
	struct polling *polling = &room->polling;

	polling->phase = POLLING_LATE;
	if (polling->tries++ < TRIES_MOST && room->refused == REFUSED_LATE_UNANSWERED)
		return polling_next(room, model, 0);
	if (polling->tries < TRIES_MOST && room->refused == REFUSED_FEW_BALLOTS) {
		polling->waiting.count = 0;
		for (size_t i = 0; i < poll->eligible.count; i++)
			if (!model_has_voted(model, poll, poll->eligible.items[i]) &&
				!ids_contain(&poll->out, poll->eligible.items[i]))
				ids_add(&polling->waiting, poll->eligible.items[i]);
		if (model_poll_waiting(model, poll) > 0 && polling->waiting.count > 0)
			return cast(room, model, poll, called(room));
	}
	room_wish(room, EVENT_POLL_VOIDED, 10, 20)->poll = poll->id;
	room_say(room, words_at(WORDS_VOIDS, 1));
	polling->phase = POLLING_NONE;
	return true;
}

bool polling_next(struct rehearse *room, const struct model *model, size_t rest)
{
	struct polling *polling = &room->polling;
	const struct poll *poll = poll_of(room, model);
	bool open = poll != NULL && poll->state == POLL_OPEN;

	if (polling->phase == POLLING_OPENING && polling->tries < 0) {
		polling->tries = 0;
		return wish_opening(room, model);
	}
	if (polling->phase == POLLING_OPENING && !open && open_otherwise(room, model))
		return true;
	if (!open)
		polling->phase = POLLING_NONE;
	if (polling->phase == POLLING_OPENING)
		line_up(room, model, poll);
	switch (polling->phase) {
	case POLLING_NONE:
	case POLLING_OPENING:
		return false;
	case POLLING_CASTING:
		return casting(room, model, poll, rest);
	case POLLING_LATE:
		if (ask_about_late(room, model, poll))
			return true;
		room_wish(room, EVENT_POLL_CLOSED, 5, 20)->poll = poll->id;
		polling->phase = POLLING_CLOSING;
		return true;
	case POLLING_CLOSING:
		return close_otherwise(room, model, poll);
	}
	return false;
}
