/*
 * A partnership carried on: what the session before left to the next one is written into the new
 * log as ordinary events that say where they come from, so that everything which works with people,
 * rules, words, decisions and actions works with them, and nobody needs the earlier file.
 *
 * What was erased or withdrawn there is not carried. How people wished to be named was said about
 * other minutes: what protects them - role only, not at all - is kept, and whoever let their name
 * stand is asked anew.
 */
#include "carry.h"

#include "roundtable/base/date.h"
#include "roundtable/base/i18n.h"
#include "roundtable/base/mem.h"
#include "roundtable/base/text.h"
#include "roundtable/core/agreement.h"
#include "roundtable/core/sentence.h"

#include <string.h>

enum { FRONT_MINUTES = 10 };

static void note(struct map *map, int64_t there, int64_t here)
{
	ids_add(&map->there, there);
	ids_add(&map->here, here);
}

static int64_t look_up(const struct map *map, int64_t there)
{
	for (size_t i = 0; there != 0 && i < map->there.count; i++)
		if (map->there.items[i] == there)
			return map->here.items[i];
	return 0;
}

/* What a thing of the earlier session is here; 0: it was not carried. */
static int64_t here(const struct carrying *c, int64_t there)
{
	return look_up(&c->things, there);
}

static struct event *add(struct carrying *c, enum event_kind kind)
{
	struct events *events = &c->d->change->events;
	const struct event *first = &events->items[0];
	struct event made = {.seq = first->seq + (int64_t)events->count,
		.at = first->at,
		.step = first->step,
		.by = BY_FACILITATOR,
		.kind = kind,
		.body = {.stage = 0, .item = -1, .role = -1}};
	struct event *event = array_push(events);

	*event = made;
	return event;
}

struct event *carry_bring(struct carrying *c, enum event_kind kind, int64_t there)
{
	const struct event *told = model_event(c->from, there);
	const struct rare *before = body_rare(&told->body);
	bool first = before->origin == 0;
	struct event *event = add(c, kind);
	struct rare *rare = body_rare_make(&event->body);

	rare->origin = first ? c->last : here(c, before->origin);
	rare->there = first ? there : before->there;
	rare->then = event_then(told);
	return event;
}

void carry_say(struct event *event, const char *words)
{
	texts_add(&event->words, words != NULL ? words : "");
}

/* --- the sessions so far --- */

static int64_t add_session(struct carrying *c, const char *id, const char *title, day held)
{
	struct event *event = add(c, EVENT_SESSION_FOLLOWED);
	struct rare *rare = body_rare_make(&event->body);

	rare->id = mem_copy_text(id);
	rare->title = mem_copy_text(title);
	event->body.date = held;
	return event->seq;
}

static void carry_sessions(struct carrying *c)
{
	const struct model *from = c->from;

	for (size_t i = 0; i < from->earlier.count; i++) {
		const struct earlier *earlier = &from->earlier.items[i];
		note(&c->things, earlier->id,
			add_session(c, earlier->session, earlier->title, earlier->held));
	}
	c->last =
		add_session(c, from->id, from->plan->title, day_of(from->started_at, from->offset));
}

/* --- people --- */

static int find_role(const struct plan *plan, const char *name)
{
	for (size_t i = 0; i < plan->roles.count; i++)
		if (text_same_folded(plan->roles.items[i].name, name))
			return (int)i;
	return -1;
}

/* The same role here: a programme that does not know it gets it. */
static int role_here(struct carrying *c, int there)
{
	const struct roles *roles = &c->from->plan->roles;

	if (there < 0 || (size_t)there >= roles->count)
		return -1;
	int found = find_role(c->plan, roles->items[there].name);
	if (found >= 0)
		return found;
	*array_push(&c->plan->roles) =
		(struct role){.name = mem_copy_text(roles->items[there].name),
			.group = mem_copy_text(roles->items[there].group)};
	return (int)c->plan->roles.count - 1;
}

static void carry_people(struct carrying *c)
{
	for (size_t i = 0; i < c->from->persons.count; i++) {
		const struct person *person = &c->from->persons.items[i];
		if (person->withdrawn || person->name == NULL)
			continue;
		struct event *event = carry_bring(c, EVENT_PERSON_ADDED, person->id);
		int64_t id = event->seq;
		event->body.role = role_here(c, person->role);
		event->body.duty = person->duty;
		event->body.votes = person->votes;
		event->body.status = STATUS_EXPECTED;
		carry_say(event, person->name);
		carry_say(event, person->own_role);
		note(&c->things, person->id, id);
		if (person->naming != NAMING_ROLE && person->naming != NAMING_NOT)
			continue;
		event = carry_bring(c, EVENT_PERSON_NAMING, person->id);
		event->body.person = id;
		event->body.naming = person->naming;
	}
}

/* --- proposals: rules and decisions --- */

static bool said(const char *words)
{
	return words != NULL && words[0] != '\0';
}

/* Whether a rule still says what it does: who decides, and about what. */
static bool rule_whole(const struct carrying *c, const struct rule *rule)
{
	bool named = rule_votes(rule->how) || rule->how == HOW_LOT || said(rule->decides) ||
		     here(c, rule->person) != 0;

	return named && kind_words(c->from, rule->kind) != NULL;
}

/* Carried is what holds or waits, and of the last meeting all that it decided. */
static bool proposal_goes_on(const struct carrying *c, const struct proposal *proposal)
{
	const struct rule *rule = model_rule(c->from, proposal->id);

	if (proposal->withdrawn || proposal->amends != 0 || proposal->replaced != 0 ||
		here(c, proposal->id) != 0)
		return false;
	if (rule != NULL)
		return rule->replaced == 0 && rule_whole(c, rule) &&
		       (proposal->decision == 0 || proposal->verdict != DECISION_NOT_ADOPTED);
	if (proposal->text == NULL)
		return false;
	if (proposal->decision == 0)
		return true;
	switch (proposal->verdict) {
	case DECISION_ADOPTED:
		return true;
	case DECISION_NOT_ADOPTED:
		return !model_carried(c->from, proposal->id);
	case DECISION_DEFERRED:
		return !proposal_taken_up(c->from, proposal);
	case DECISIONS:
		break;
	}
	return false;
}

/* Which kind it is here: a kind of the group's own is named by the first rule for it. */
static int64_t kind_here(const struct carrying *c, int64_t kind)
{
	return kind > 0 ? look_up(&c->kinds, kind) : kind;
}

/* Words of a rule may be gone; it is worded anew from what is left. */
static void say_rule(struct carrying *c, const struct rule *rule, bool names, struct event *event)
{
	const struct proposal *proposal = model_proposal(c->from, rule->id);
	struct rule left = *rule;
	const char **words[] = {&left.decides, &left.bound, &left.objects, &left.fails, &left.does,
		&left.answers, &left.asked, &left.told};
	struct buf text = {0};

	left.kind_words = "";
	for (size_t i = 0; i < sizeof words / sizeof words[0]; i++)
		if (*words[i] == NULL)
			*words[i] = "";
	if (proposal->text != NULL)
		buf_text_add(&text, proposal->text);
	else
		sentence_group_rule(c->from, &left, sentence_name, &text);
	carry_say(event, buf_text(&text));
	carry_say(event, names ? kind_words(c->from, rule->kind) : "");
	for (size_t i = 0; i < sizeof words / sizeof words[0]; i++)
		carry_say(event, *words[i]);
	buf_finish(&text);
}

static int64_t carry_rule(struct carrying *c, const struct rule *rule)
{
	const struct tally_rule *counted = &rule->counted;
	int64_t kind = kind_here(c, rule->kind);
	bool names = rule->kind > 0 && kind == 0;
	struct event *event = carry_bring(c, EVENT_RULE_PROPOSED, rule->id);
	struct rare *rare = body_rare_make(&event->body);

	event->body.number = rule->how;
	event->body.person = here(c, rule->person);
	rare->about = names ? event->seq : kind;
	rare->method = counted->method;
	rare->threshold = (int64_t)counted->numerator * 1000 + counted->denominator;
	rare->at_least = counted->at_least;
	rare->base = counted->base;
	rare->quorum = counted->quorum;
	rare->bar = counted->bar;
	if (names)
		note(&c->kinds, rule->kind, event->seq);
	say_rule(c, rule, names, event);
	return event->seq;
}

static int64_t carry_proposed(struct carrying *c, const struct proposal *proposal)
{
	struct event *event = carry_bring(c, EVENT_PROPOSAL_MADE, proposal->id);
	int64_t id = event->seq, kind = kind_here(c, proposal->kind);

	event->body.into = here(c, proposal->earlier);
	carry_say(event, proposal->text);
	if (kind == KIND_ANY)
		return id;
	event = carry_bring(c, EVENT_PROPOSAL_KIND, proposal->id);
	event->body.thing = id;
	body_rare_make(&event->body)->about = kind;
	return id;
}

static void carry_care(struct carrying *c, const struct proposal *proposal, int64_t id)
{
	int64_t does = here(c, proposal->does), answers = here(c, proposal->answers);

	if (does == 0 && answers == 0 && !said(proposal->does_text) &&
		!said(proposal->answers_text) && !said(proposal->asked) && !said(proposal->told))
		return;
	struct event *event = carry_bring(c, EVENT_DECISION_CARE, proposal->id);
	event->body.thing = id;
	event->body.person = does;
	event->body.into = answers;
	event->body.date = proposal->review;
	carry_say(event, proposal->does_text);
	carry_say(event, proposal->answers_text);
	carry_say(event, proposal->asked);
	carry_say(event, proposal->told);
}

static void carry_advice(struct carrying *c, const struct proposal *proposal, int64_t id)
{
	for (size_t i = 0; i < proposal->advice.count; i++) {
		const struct advice *advice = &proposal->advice.items[i];
		struct event *event = carry_bring(c, EVENT_ADVICE_GIVEN, advice->id);
		event->body.thing = id;
		event->body.yes = advice->asked;
		event->body.person = here(c, advice->person);
		carry_say(event, advice->who);
		carry_say(event, advice->said);
	}
}

/* Who carries it, as far as it is known still: of a name that was erased the person or the role. */
static const char *bearer_here(const struct carrying *c, const struct burden *burden)
{
	const struct person *person = model_person(c->from, burden->person);
	const struct roles *roles = &c->from->plan->roles;

	if (burden->who != NULL)
		return burden->who;
	if (person != NULL)
		return person->name;
	return burden->role >= 0 && (size_t)burden->role < roles->count
		       ? roles->items[burden->role].name
		       : NULL;
}

/* Who carries the work and the cost. What they answered is carried with a decision; to what is not
 * decided yet they are asked anew. Those named after the decision come after it here too. */
static void carry_burdens(
	struct carrying *c, const struct proposal *proposal, int64_t id, bool decided)
{
	for (size_t i = 0; i < proposal->burdens.count; i++) {
		const struct burden *burden = &proposal->burdens.items[i];
		const char *who = bearer_here(c, burden);
		bool after = proposal->decision != 0 && burden->id > proposal->decision;
		if (after != decided || who == NULL)
			continue;
		struct event *event = carry_bring(c, EVENT_BURDEN_STATED, burden->id);
		int64_t carried = event->seq;
		event->body.thing = id;
		event->body.person = here(c, burden->person);
		event->body.role = role_here(c, burden->role);
		event->body.paid = burden->paid;
		carry_say(event, who);
		carry_say(event, burden->how_much);
		carry_say(event, burden->paid_by);
		note(&c->things, burden->id, carried);
		if (proposal->decision == 0 || burden->answer == ANSWER_NOT_ASKED)
			continue;
		event = carry_bring(c, EVENT_BEARER_ANSWERED, burden->answered);
		event->body.thing = id;
		event->body.into = carried;
		event->body.person = here(c, burden->voice);
		event->body.accepted = burden->answer;
		carry_say(event, burden->said);
	}
}

static void carry_proposal(struct carrying *c, const struct proposal *proposal)
{
	const struct rule *rule = model_rule(c->from, proposal->id);
	int64_t id = rule != NULL ? carry_rule(c, rule) : carry_proposed(c, proposal);
	struct event *event;

	note(&c->things, proposal->id, id);
	carry_advice(c, proposal, id);
	carry_burdens(c, proposal, id, false);
	if (proposal->decision == 0)
		return;
	event = carry_bring(c, EVENT_DECISION_RECORDED, proposal->decision);
	event->body.thing = id;
	event->body.verdict = proposal->verdict;
	event->body.date = proposal->review;
	body_rare_make(&event->body)->agreed = here(c, proposal->agreed);
	carry_say(event, proposal->next);
	carry_say(event, proposal->why);
	carry_care(c, proposal, id);
	carry_burdens(c, proposal, id, true);
	if (rule != NULL && rule->sealed != 0)
		carry_bring(c, EVENT_RULE_SEALED, rule->sealed)->body.thing = id;
}

/* Sealed rules first: decisions name them. */
static void carry_proposals(struct carrying *c)
{
	const struct model *from = c->from;

	for (size_t i = 0; i < from->rules.count; i++) {
		const struct rule *rule = &from->rules.items[i];
		const struct proposal *proposal = model_proposal(from, rule->id);
		if (rule->sealed != 0 && proposal != NULL && proposal_goes_on(c, proposal))
			carry_proposal(c, proposal);
	}
	for (size_t i = 0; i < from->proposals.count; i++)
		if (proposal_goes_on(c, &from->proposals.items[i]))
			carry_proposal(c, &from->proposals.items[i]);
}

/* --- words, actions, what was parked --- */

static void carry_glossary(struct carrying *c)
{
	for (size_t i = 0; i < c->from->glossary.count; i++) {
		const struct term *term = &c->from->glossary.items[i];
		if (term->withdrawn || term->word == NULL)
			continue;
		struct event *event = carry_bring(c, EVENT_WORD_ASKED, term->id);
		carry_say(event, term->word);
		carry_say(event, term->meaning);
	}
}

static void carry_actions(struct carrying *c)
{
	for (size_t i = 0; i < c->from->actions.count; i++) {
		const struct action *action = &c->from->actions.items[i];
		if (action->withdrawn || action->state != ACTION_IS_OPEN || action->what == NULL)
			continue;
		struct event *event = carry_bring(c, EVENT_ACTION_ADDED, action->id);
		int64_t id = event->seq;
		event->body.thing = here(c, action->source);
		event->body.person = here(c, action->person);
		event->body.date = action->due;
		carry_say(event, action->what);
		carry_say(event, action->who);
		if (action->accepted == ANSWER_NOT_ASKED && action->paid == PAID_NOT_ASKED)
			continue;
		event = carry_bring(c, EVENT_ACTION_ANSWERED, action->id);
		event->body.thing = id;
		event->body.accepted = action->accepted;
		event->body.paid = action->paid;
	}
}

static void carry_parked(struct carrying *c)
{
	for (size_t i = 0; i < c->from->parked.count; i++) {
		const struct remark *parked = &c->from->parked.items[i];
		if (!parked->withdrawn && parked->text != NULL)
			carry_say(carry_bring(c, EVENT_THOUGHT_PARKED, parked->id), parked->text);
	}
}

/* --- the stage in front --- */

static void set_text(char **place, const char *text)
{
	array_free(*place);
	*place = mem_copy_text(text);
}

/* Stages are named by their numbers: all of them come one later. */
static void count_on(struct stage *stage)
{
	for (size_t i = 0; i < SETTINGS; i++)
		if (setting_info((enum setting)i)->type == SETTING_TYPE_STAGE &&
			stage->settings[i].number >= 0)
			stage->settings[i].number++;
}

static void put_in_front(struct plan *plan)
{
	struct stage front = *plan_add_stage(plan);

	set_text(&front.title, _("From last time"));
	set_text(&front.prompt,
		_("Is what we wrote down last time right? What was done since, what is still to be "
		  "done, and what is due?"));
	set_text(&front.notes,
		_("Read aloud what was decided and who was to do what. Write down every "
		  "correction; the minutes are approved when nobody has anything to add.\n\nAsk "
		  "about each action: done, still open, or dropped? Nobody has to excuse "
		  "themselves."));
	front.activity = ACTIVITY_CLOSE;
	front.minutes = FRONT_MINUTES;
	front.settings[SETTING_READS] = (struct setting_value){.given = true, .number = READS_LAST};
	for (size_t i = plan->stages.count - 1; i > 0; i--) {
		plan->stages.items[i] = plan->stages.items[i - 1];
		count_on(&plan->stages.items[i]);
	}
	plan->stages.items[0] = front;
	if (plan->minutes > 0)
		plan->minutes += FRONT_MINUTES;
}

/* A programme may have such a stage of its own. */
static bool has_front(const struct plan *plan)
{
	for (size_t i = 0; i < plan->stages.count; i++)
		if (stage_reads_last(&plan->stages.items[i]))
			return true;
	return false;
}

static void map_finish(struct map *map)
{
	array_finish(&map->there);
	array_finish(&map->here);
}

bool carry_over(struct deciding *d, const struct model *earlier)
{
	const struct rare *start = body_rare(&d->change->events.items[0].body);
	struct carrying c = {.d = d, .from = earlier, .plan = start->plan};

	if (earlier->rehearsal && !start->rehearsal)
		return refuse(d, REFUSED_REHEARSAL, 0);
	if (!earlier->rehearsal && start->rehearsal)
		return refuse(d, REFUSED_REAL, 0);
	if (!has_front(c.plan))
		put_in_front(c.plan);
	carry_sessions(&c);
	carry_people(&c);
	carry_glossary(&c);
	carry_proposals(&c);
	carry_actions(&c);
	carry_parked(&c);
	carry_ratings(&c);
	map_finish(&c.things);
	map_finish(&c.kinds);
	return true;
}
