/* How polls are opened: who can vote, on what, by which rule. */
#include "../rule.h"

#include "roundtable/core/parts.h"
#include "roundtable/core/receipt.h"
#include "roundtable/core/rounds.h"

#include "roundtable/base/mem.h"

static bool poll_stage(enum activity activity)
{
	return activity == ACTIVITY_VOTE || activity == ACTIVITY_RATE ||
	       activity == ACTIVITY_DECIDE;
}

/* Whether one role has some voters, but too few. */
static bool role_too_small(const struct model *model, const struct ids *voters)
{
	bool small = false;

	for (int role = -1; role < (int)model->plan->roles.count; role++) {
		size_t count = 0;
		for (size_t i = 0; i < voters->count; i++)
			count += model_person(model, voters->items[i])->role == role;
		small = small || (count > 0 && count < SECRET_MIN);
	}
	return small;
}

/* Whether a poll of this shape may be opened this way now. */
static bool may_open(
	struct deciding *d, const struct tally_rule *rule, size_t options, const struct ids *voters)
{
	const struct body *body = &d->command->body;
	const struct poll *last = body->thing != 0 ? model_proposal_poll(d->model, body->thing)
						   : model_stage_poll(d->model, (int)body->stage);
	enum ballot_shape shape = tally_method(rule->method)->shape;
	bool secret = body_rare(body)->secret != 0;
	int64_t count = (int64_t)voters->count;
	bool seen_through = secret && (tally_method(rule->method)->needs & NEED_ROLES) &&
			    role_too_small(d->model, voters);

	if (last != NULL && last->state == POLL_OPEN)
		return refuse(d, REFUSED_POLL_OPEN, last->id);
	if (options < 2)
		return refuse(d, REFUSED_FEW_OPTIONS, (int64_t)options);
	if (options > TALLY_OPTIONS_MAX)
		return refuse(d, REFUSED_TOO_MANY, TALLY_OPTIONS_MAX);
	if (secret && count < SECRET_MIN)
		return refuse(d, REFUSED_FEW_VOTERS, count);
	if (seen_through)
		return refuse(d, REFUSED_FEW_OF_ROLE, 0);
	if ((tally_method(rule->method)->needs & NEED_BUDGET) && rule->budget <= 0)
		return refuse(d, REFUSED_NO_COST, 0);
	if (secret && body->way == BALLOT_WALL && shape != SHAPE_CHOOSE && shape != SHAPE_ANSWER)
		return refuse(d, REFUSED_WALL_SHAPE, 0);
	return true;
}

/* Whether each is something that can be voted on in this stage, and no two are the same. */
static bool options_known(
	const struct model *model, const struct stage *plan, const struct ids *options)
{
	for (size_t i = 0; i < options->count; i++) {
		int64_t id = options->items[i];
		bool listed = id < 0 && (uint64_t)(-1 - id) < plan->items.count;
		if (!listed && !can_be_chosen(model, id))
			return false;
		for (size_t k = 0; k < i; k++)
			if (options->items[k] == id)
				return false;
	}
	return true;
}

/* Whether one of these would show a card before all are shown; a theme names what its cards say. */
static bool any_hidden(const struct model *model, const struct ids *options)
{
	for (size_t i = 0; i < options->count; i++) {
		const struct card *card = model_card(model, options->items[i]);
		const struct theme *theme = model_theme(model, options->items[i]);
		if ((card != NULL && card_hidden(model, card)) ||
			(theme != NULL && model_cards_hidden(model, theme->stage)))
			return true;
	}
	return false;
}

void change_put_box(struct change *change, const struct event *opened)
{
	const struct rare *poll = body_rare(&opened->body);
	enum tally_method_id method =
		(enum tally_method_id)known_value(poll->method, TALLY_METHODS);
	size_t answers = tally_method(method)->answers;
	bool roles = (tally_method(method)->needs & NEED_ROLES) != 0 || poll->parts.count > 0;
	size_t marks = (answers > 0 ? answers : poll->options.count) + roles +
		       (poll->receipts ? RECEIPT_BYTES : 0);

	change->operation = BOX_PUT;
	box_init(&change->box, opened->seq, marks, poll->eligible.count);
}

static void put_rule(const struct tally_rule *rule, struct rare *poll)
{
	poll->method = rule->method;
	poll->dots = rule->dots;
	poll->scale = rule->scale;
	poll->threshold = rule->numerator * 1000 + rule->denominator;
	poll->at_least = rule->at_least;
	poll->base = rule->base;
	poll->quorum = rule->quorum;
	poll->seats = rule->seats;
	poll->ranks = rule->ranks;
	poll->bar = rule->bar;
	poll->budget = rule->budget;
	poll->completion = rule->completion;
	poll->unsure = rule->unsure;
}

/* What each option costs; refuses where one does not say. */
static bool options_cost(
	struct deciding *d, int stage, const struct ids *options, struct ids *costs)
{
	for (size_t i = 0; i < options->count; i++) {
		int64_t cost = 0;
		if (!model_option_cost(d->model, stage, options->items[i], &cost))
			return refuse(d, REFUSED_NO_PRICE, (int64_t)i + 1);
		ids_add(costs, cost);
	}
	return true;
}

/* The lot is drawn before the first ballot, by the words as they stand on the ballots. */
static void draw_lot(
	const struct model *model, int stage, const struct tally_rule *rule, struct rare *poll)
{
	size_t count = poll->options.count;
	const char **names = mem_alloc(count + 1, sizeof *names);
	size_t *order = mem_alloc(count + 1, sizeof *order);

	for (size_t i = 0; i < count; i++)
		names[i] = model_option_text(model, stage, poll->options.items[i]);
	lot_draw(rule->seed, names, count, order);
	array_free(poll->seed);
	poll->seed = mem_copy_text(rule->seed);
	poll->lot.count = 0;
	for (size_t i = 0; i < count; i++)
		ids_add(&poll->lot, (int64_t)order[i]);
	array_free(names);
	array_free(order);
}

/* Whether this stage asks what is wished, of things that can be asked about. */
static bool may_ask(struct deciding *d, const struct stage *plan, const struct proposal *proposal)
{
	const struct model *model = d->model;
	const struct body *body = &d->command->body;
	const struct ids *wished = &body_rare(body)->options;

	if (!poll_stage(plan->activity))
		return refuse(d, REFUSED_NOT_HERE, body->stage);
	if (plan->activity != ACTIVITY_DECIDE && body->thing != 0)
		return refuse(d, REFUSED_NOT_HERE, body->stage);
	if (plan->activity == ACTIVITY_DECIDE &&
		(proposal == NULL || proposal->withdrawn || proposal->text == NULL))
		return refuse(d, REFUSED_NO_THING, body->thing);
	int from = (int)stage_setting(plan, SETTING_OPTIONS);
	if (plan->activity != ACTIVITY_DECIDE && from >= 0 && model_cards_hidden(model, from))
		return refuse(d, REFUSED_HIDDEN, from);
	if (!options_known(model, plan, wished))
		return refuse(d, REFUSED_NO_THING, body->thing);
	if (any_hidden(model, wished))
		return refuse(d, REFUSED_HIDDEN, body->stage);
	if (proposal != NULL && proposal->decision != 0)
		return refuse(d, REFUSED_DECIDED, body->thing);
	if (!rounds_allow(model, (int)body->stage, wished))
		return refuse(d, REFUSED_ROUNDS_OVER, body->stage);
	if (proposal != NULL && !amendment_first(d, proposal))
		return false;
	return true;
}

/* Whether a ballot of this poll can have words of the voter's own, and be listed by them. */
static bool takes_words(const struct event *opened)
{
	const struct rare *poll = body_rare(&opened->body);
	struct tally_rule rule = {.method = (enum tally_method_id)poll->method};

	return poll->secret && opened->body.way != BALLOT_WALL && poll->parts.count == 0 &&
	       rule_lists_ballots(&rule);
}

/* Small groups vote openly, once they are dealt. */
static bool groups_may_vote(struct deciding *d)
{
	const struct body *body = &d->command->body;

	if (body_rare(body)->secret)
		return refuse(d, REFUSED_GROUPS_OPEN, body->stage);
	return model_mixing(d->model, (int)body->stage) != NULL ||
	       refuse(d, REFUSED_NOT_MIXED, body->stage);
}

bool decide_poll_opened(struct deciding *d)
{
	const struct model *model = d->model;
	const struct body *body = &d->command->body;
	const struct stage *plan = model_stage(model, (int)body->stage);
	const struct proposal *proposal = model_proposal(model, body->thing);
	const struct ids *wished = &body_rare(body)->options;
	struct ids options = {0}, costs = {0}, voters = {0};
	bool opened = false;

	bool groups = stage_groups_vote(plan);
	if (!may_ask(d, plan, proposal) || (groups && !groups_may_vote(d)))
		return false;
	struct tally_rule rule = stage_rule(plan);
	int64_t agreed = 0;
	if (proposal != NULL && !agreed_rule(d, proposal, &rule, &agreed))
		return false;
	size_t answers = tally_method(rule.method)->answers;
	if (answers == 0 && wished->count > 0)
		ids_copy(&options, wished);
	else if (answers == 0)
		model_stage_options(model, (int)body->stage, &options);
	if (!voters_named(d, &voters) ||
		!may_open(d, &rule, answers > 0 ? answers : options.count, &voters))
		goto out;
	if ((tally_method(rule.method)->needs & NEED_BUDGET) &&
		!options_cost(d, (int)body->stage, &options, &costs))
		goto out;
	struct event *event = deciding_add(d);
	struct rare *poll = body_rare_make(&event->body);
	array_finish(&poll->options);
	poll->options = options;
	options = (struct ids){0};
	poll->chosen = poll->eligible.count > 0;
	array_finish(&poll->eligible);
	poll->eligible = voters;
	voters = (struct ids){0};
	put_rule(&rule, poll);
	array_finish(&poll->parts);
	/* the group's own rule may be another than the programme's */
	if (groups)
		poll->mixing = model_mixing(model, (int)body->stage)->id;
	else if (rule_by_part(&rule))
		parts_of_voters(model, plan, &poll->eligible, &poll->parts);
	array_finish(&poll->costs);
	poll->costs = costs;
	costs = (struct ids){0};
	if (rule.seed != NULL)
		draw_lot(model, (int)body->stage, &rule, poll);
	poll->changes = stage_setting(plan, SETTING_CHANGES);
	poll->receipts = stage_setting(plan, SETTING_RECEIPTS) && takes_words(event) &&
			 !question_listed(model, &(struct poll){.id = model_next_seq(model),
							 .stage = (int)body->stage,
							 .proposal = body->thing});
	poll->agreed = agreed;
	if (poll->secret)
		change_put_box(d->change, event);
	opened = true;
out:
	array_finish(&voters);
	array_finish(&options);
	array_finish(&costs);
	return opened;
}

/* The lot as it was drawn, if it names every option once. */
static void take_lot(const struct ids *lot, struct poll *poll)
{
	bool seen[TALLY_OPTIONS_MAX] = {false};

	for (size_t i = 0; i < lot->count && lot->count == poll->options.count; i++) {
		int64_t option = lot->items[i];
		if (option < 0 || option >= (int64_t)lot->count || seen[option])
			break;
		seen[option] = true;
		*array_push(&poll->lot) = (size_t)option;
	}
	if (poll->lot.count != poll->options.count)
		array_finish(&poll->lot);
	poll->rule.lot = poll->lot.items;
	if (poll->lot.count == 0)
		poll->rule.seed = NULL;
}

/* A number of a part for each role, or -1; else it is not by role. */
static void take_parts(const struct model *model, const struct ids *parts, struct poll *poll)
{
	bool good = parts->count == poll_roles(model) && rule_by_part(&poll->rule);

	for (size_t i = 0; i < parts->count; i++)
		good = good && parts->items[i] >= -1 && parts->items[i] < (int64_t)parts->count &&
		       parts->items[i] < UINT8_MAX;
	if (good && parts_count(parts) >= 2)
		ids_copy(&poll->parts, parts);
}

/* A number that only a room's size bounds. */
static int known_small(int64_t number)
{
	return number >= 0 && number <= TALLY_OPTIONS_LIMIT ? (int)number : 0;
}

void apply_poll_opened(struct model *model, const struct event *event)
{
	const struct body *body = &event->body;
	const struct rare *rare = body_rare(body);

	if (rare->method < 0 || rare->method >= TALLY_METHODS || rare->base < 0 ||
		rare->base > BASE_ELIGIBLE || rare->options.count > TALLY_OPTIONS_MAX)
		return;
	struct poll *poll = array_push(&model->polls);

	*poll = (struct poll){.id = event->seq,
		.stage = known_stage(model, body->stage),
		.proposal = body->thing,
		.agreed = rare->agreed,
		.rule = {.method = (enum tally_method_id)rare->method,
			.dots = (int)known_count(rare->dots),
			.scale = (int)known_count(rare->scale),
			.numerator = (int)(known_count(rare->threshold) / 1000),
			.denominator = (int)(known_count(rare->threshold) % 1000),
			.at_least = rare->at_least != 0,
			.base = (enum tally_base)known_value(rare->base, BASE_ELIGIBLE + 1),
			.quorum = (int)known_count(rare->quorum),
			.seats = known_small(rare->seats),
			.ranks = known_small(rare->ranks),
			.bar = known_small(rare->bar),
			.budget = known_count(rare->budget),
			.completion = (enum tally_completion)known_value(
				rare->completion, COMPLETION_GREEDY + 1),
			.seed = rare->lot.count > 0 ? rare->seed : NULL,
			.unsure = rare->unsure != 0},
		.secret = rare->secret != 0,
		.chosen = rare->chosen != 0,
		.mixing = rare->mixing,
		.way = known_value(body->way, BALLOT_PAPER + 1),
		.changes = rare->changes != 0,
		.receipts = rare->receipts != 0,
		.opened_at = event->at,
		.why = ""};
	ids_copy(&poll->options, &rare->options);
	ids_copy(&poll->eligible, &rare->eligible);
	for (size_t i = 0; i < rare->costs.count; i++)
		ids_add(&poll->costs, known_count(rare->costs.items[i]));
	take_lot(&rare->lot, poll);
	take_parts(model, &rare->parts, poll);
	poll->receipts = poll->receipts && poll->secret && rule_lists_ballots(&poll->rule);
}
