/* Which roles are shown apart: each part of the room large enough that nobody is seen through. */
#include "roundtable/core/parts.h"

#include "../rule.h"
#include "../words.h"

#include "roundtable/base/i18n.h"
#include "roundtable/base/mem.h"

#include <string.h>

/* Roles that are shown together, or will be; how many people or ballots they have. */
struct part {
	int64_t count;
	const char *group; /* that all of them belong to, or NULL */
	size_t into;       /* the part it was put into; itself while it stands */
};

static const char *group_of(const struct plan *plan, size_t role)
{
	return role < plan->roles.count ? plan->roles.items[role].group : NULL;
}

bool same_group(const char *one, const char *other)
{
	return one != NULL && other != NULL && strcmp(one, other) == 0;
}

static size_t root_of(const struct part *parts, size_t part)
{
	while (parts[part].into != part)
		part = parts[part].into;
	return part;
}

static void put_together(struct part *parts, size_t from, size_t into)
{
	parts[from].into = into;
	parts[into].count += parts[from].count;
	if (!same_group(parts[from].group, parts[into].group))
		parts[into].group = NULL;
}

/* The smallest part that stands and has anybody, but this one; of its group where one is. */
static size_t smallest(const struct part *parts, size_t count, size_t but)
{
	size_t best = count;
	bool kin = false;

	for (size_t i = 0; i < count; i++) {
		bool related = but < count && same_group(parts[i].group, parts[but].group);
		if (i == but || parts[i].into != i || parts[i].count == 0 || (kin && !related))
			continue;
		if (best == count || (related && !kin) || parts[i].count < parts[best].count)
			best = i;
		kin = kin || related;
	}
	return best;
}

/* The smallest goes to the next smallest until none is too small. How many are left. */
static size_t merge_small(struct part *parts, size_t count, int64_t least)
{
	size_t left = 0;

	for (;;) {
		size_t one = smallest(parts, count, count);
		size_t other = one < count ? smallest(parts, count, one) : count;
		if (other == count || parts[one].count >= least)
			break;
		put_together(parts, one, other);
	}
	for (size_t i = 0; i < count; i++)
		left += parts[i].into == i && parts[i].count > 0;
	return left;
}

int64_t parts_least(const struct stage *stage)
{
	int64_t least = stage != NULL ? stage_setting(stage, SETTING_MINIMUM) : SECRET_MIN;

	return least > SECRET_MIN ? least : SECRET_MIN;
}

bool rule_by_part(const struct tally_rule *rule)
{
	const struct tally_method *method = tally_method(rule->method);
	unsigned not_added = NEED_PAIRS | NEED_SPREAD | NEED_EVERYBODY;

	return rule->method == TALLY_RATINGS ||
	       (method->verdict != NULL && !(method->needs & not_added) &&
		       method->shape != SHAPE_RANK && method->shape != SHAPE_CREDITS);
}

bool stage_by_part(const struct stage *stage)
{
	bool asks = stage != NULL && stage_setting(stage, SETTING_BY) != BY_ROLE_NOT &&
		    (stage->activity == ACTIVITY_RATE || stage->activity == ACTIVITY_VOTE ||
			    stage->activity == ACTIVITY_DECIDE);
	const struct tally_rule rule = asks ? stage_rule(stage) : (struct tally_rule){0};

	return asks && rule_by_part(&rule);
}

const char *slip_part_name(const struct plan *plan, const struct stage *stage, size_t role)
{
	const struct tally_rule rule = stage_rule(stage);
	const char *group = group_of(plan, role);

	if (!stage_lets_vote(plan, stage, (int)role))
		return NULL;
	if (stage_setting(stage, SETTING_BY) != BY_GROUP || group == NULL ||
		(tally_method(rule.method)->needs & NEED_ROLES) != 0)
		return plan->roles.items[role].name;
	for (size_t i = 0; i < role; i++)
		if (same_group(group, group_of(plan, i)) && stage_lets_vote(plan, stage, (int)i))
			return NULL;
	return group;
}

/* The numbers of those left, in the order of their first roles; -1 where nobody is. */
static void number_parts(const struct part *parts, const int64_t *people, size_t count,
	const int *part_of, size_t roles, struct ids *numbers)
{
	int64_t *number = mem_alloc(count + 1, sizeof *number), next = 0;

	for (size_t role = 0; role < roles; role++) {
		if (people[role] == 0 || part_of[role] < 0) {
			ids_add(numbers, -1);
			continue;
		}
		size_t root = root_of(parts, (size_t)part_of[role]);
		if (number[root] == 0)
			number[root] = ++next;
		ids_add(numbers, number[root] - 1);
	}
	array_free(number);
}

/* How many of these speak from each role; "not said" is the last one. */
static int64_t *count_roles(const struct model *model, const struct ids *voters, size_t roles)
{
	int64_t *people = mem_alloc(roles + 1, sizeof *people);

	for (size_t i = 0; i < voters->count; i++) {
		const struct person *person = model_person(model, voters->items[i]);
		int role = person != NULL ? person->role : -1;
		people[role >= 0 && (size_t)role + 1 < roles ? (size_t)role : roles - 1]++;
	}
	return people;
}

void parts_of_people(const struct model *model, const struct ids *persons, bool grouped,
	int64_t least, struct ids *parts)
{
	size_t roles = poll_roles(model);
	int64_t *people = count_roles(model, persons, roles);
	struct part *each = mem_alloc(roles + 1, sizeof *each);
	int *part_of = mem_alloc(roles + 1, sizeof *part_of);

	for (size_t role = 0; role < roles; role++) {
		each[role] = (struct part){people[role], group_of(model->plan, role), role};
		part_of[role] = (int)role;
		for (size_t k = 0; k < role && grouped; k++) {
			if (!same_group(each[role].group, each[k].group))
				continue;
			put_together(each, role, root_of(each, k));
			break;
		}
	}
	if (merge_small(each, roles, least > SECRET_MIN ? least : SECRET_MIN) >= 2)
		number_parts(each, people, roles, part_of, roles, parts);
	array_free(people);
	array_free(each);
	array_free(part_of);
}

void parts_of_voters(const struct model *model, const struct stage *stage, const struct ids *voters,
	struct ids *parts)
{
	if (stage_by_part(stage))
		parts_of_people(model, voters, stage_setting(stage, SETTING_BY) == BY_GROUP,
			parts_least(stage), parts);
}

size_t parts_count(const struct ids *parts)
{
	int64_t most = -1;

	for (size_t i = 0; i < parts->count; i++)
		most = parts->items[i] > most ? parts->items[i] : most;
	return (size_t)(most + 1);
}

int parts_of_role(const struct model *model, const struct poll *poll, int role)
{
	const struct ids *parts = &poll->parts;
	int last = -1;

	if (parts->count == 0)
		return -1;
	size_t at = role >= 0 && (size_t)role + 1 < parts->count ? (size_t)role : parts->count - 1;
	if (parts->items[at] >= 0)
		return (int)parts->items[at];
	for (size_t i = 0; i < parts->count; i++) {
		if (parts->items[i] >= 0 &&
			same_group(group_of(model->plan, i), group_of(model->plan, at)))
			return (int)parts->items[i];
		last = parts->items[i] > last ? (int)parts->items[i] : last;
	}
	return last;
}

/* --- counting --- */

/* A box may hold anything. */
static bool ballots_say_parts(const struct ballots *ballots, size_t opened)
{
	for (size_t i = 0; i < ballots->count && ballots->roles != NULL; i++)
		if (ballots->roles[i] >= opened)
			return false;
	return ballots->roles != NULL;
}

/* The parts as they can be shown with these ballots; how many there are, by role of the plan. */
static size_t parts_left(const struct model *model, const struct poll *poll,
	const struct ballots *ballots, struct ids *shown)
{
	size_t roles = poll_roles(model), opened = parts_count(&poll->parts), left;
	int64_t *people = count_roles(model, &poll->eligible, roles);
	struct part *each = mem_alloc(opened + 1, sizeof *each);
	int *part_of = mem_alloc(roles + 1, sizeof *part_of);
	bool *seen = mem_alloc(opened + 1, sizeof *seen);

	for (size_t i = 0; i < opened; i++)
		each[i].into = i;
	for (size_t i = 0; i < ballots->count; i++)
		each[ballots->roles[i]].count++;
	for (size_t role = 0; role < roles; role++) {
		int part = parts_of_role(model, poll, role + 1 < roles ? (int)role : -1);
		part_of[role] = part;
		if (people[role] == 0)
			continue;
		const char *group = group_of(model->plan, role);
		each[part].group =
			!seen[part] || same_group(group, each[part].group) ? group : NULL;
		seen[part] = true;
	}
	left = merge_small(each, opened,
		parts_least(model_stage(model, poll->stage)) + (int64_t)(poll->stood_in.count / 2));
	/* one of whom nobody voted is shown nowhere */
	for (size_t role = 0; role < roles; role++)
		if (each[root_of(each, (size_t)part_of[role])].count == 0)
			part_of[role] = -1;
	number_parts(each, people, opened, part_of, roles, shown);
	array_free(people);
	array_free(each);
	array_free(part_of);
	array_free(seen);
	return left;
}

/* The shown part of each part of the opening: by any role that has both. */
static int shown_part(
	const struct model *model, const struct poll *poll, const struct ids *shown, int opened)
{
	for (size_t role = 0; role < shown->count; role++)
		if (shown->items[role] >= 0 &&
			parts_of_role(model, poll, role + 1 < shown->count ? (int)role : -1) ==
				opened)
			return (int)shown->items[role];
	return -1;
}

/* How many numbers say what a part gave to one option. */
static size_t part_steps(const struct poll *poll)
{
	return poll->rule.method == TALLY_RATINGS ? (size_t)tally_scale(&poll->rule) + 1 : 1;
}

static void add_part(const struct poll *poll, const struct ballots *ballots, const int *part_of,
	int part, struct ids *out)
{
	bool rated = poll->rule.method == TALLY_RATINGS;
	size_t steps = part_steps(poll), first = out->count;

	ids_add(out, 0);
	for (size_t i = 0; i < ballots->options * steps; i++)
		ids_add(out, 0);
	for (size_t i = 0; i < ballots->count; i++) {
		const int16_t *marks = ballots->marks + i * ballots->options;
		if (part_of[ballots->roles[i]] != part)
			continue;
		out->items[first]++;
		for (size_t k = 0; k < ballots->options; k++)
			if (marks[k] >= 0)
				out->items[first + 1 + k * steps +
					   (rated ? (size_t)marks[k] : 0)] += rated ? 1 : marks[k];
	}
}

void parts_write(const struct model *model, const struct poll *poll, const struct ballots *ballots,
	struct rare *closed)
{
	size_t opened = parts_count(&poll->parts);
	struct ids shown = {0};

	array_finish(&closed->parts); /* whatever was wished */
	array_finish(&closed->by_part);
	closed->withheld = 0;
	if (opened == 0 || !ballots_say_parts(ballots, opened) ||
		parts_left(model, poll, ballots, &shown) < 2) {
		array_finish(&shown);
		return;
	}
	int *part_of = mem_alloc(opened + 1, sizeof *part_of);
	bool whole = true;
	for (size_t i = 0; i < opened; i++)
		part_of[i] = shown_part(model, poll, &shown, (int)i);
	for (size_t i = 0; i < ballots->count; i++)
		whole = whole && part_of[ballots->roles[i]] >= 0;
	for (size_t i = 0; i < parts_count(&shown) && whole; i++)
		add_part(poll, ballots, part_of, (int)i, &closed->by_part);
	array_free(part_of);
	closed->withheld = whole && parts_told_by_rounds(model, poll, &shown, &closed->by_part,
					    parts_least(model_stage(model, poll->stage)));
	if (closed->withheld)
		array_finish(&closed->by_part);
	else if (whole)
		ids_copy(&closed->parts, &shown);
	array_finish(&shown);
}

/* --- reading: a file may hold any numbers --- */

static size_t part_width(const struct poll *poll)
{
	return 1 + poll->result.sums.options * part_steps(poll);
}

int64_t part_ballots(const struct poll *poll, size_t part)
{
	return poll->by_part.items[part * part_width(poll)];
}

const int64_t *part_spread(const struct poll *poll, size_t part, size_t option)
{
	return poll->by_part.items + part * part_width(poll) + 1 + option * part_steps(poll);
}

/* What a number of a part can be at most for each of its ballots. */
static int64_t most_a_ballot(const struct poll *poll)
{
	switch (tally_method(poll->rule.method)->shape) {
	case SHAPE_POINTS:
		return tally_dots(&poll->rule);
	case SHAPE_SCORE:
		return tally_scale(&poll->rule);
	case SHAPE_CHOOSE:
	case SHAPE_APPROVE:
	case SHAPE_ANSWER:
	case SHAPE_CREDITS:
	case SHAPE_RANK:
	case SHAPE_GRADE:
	case SHAPES:
		break;
	}
	return 1;
}

/* Where a ballot chooses one, a part has as many choices as ballots. */
static bool choices_fit(const struct poll *poll, size_t part)
{
	enum ballot_shape shape = tally_method(poll->rule.method)->shape;
	int64_t sum = 0;

	for (size_t i = 0; i < poll->result.sums.options; i++)
		sum += *part_spread(poll, part, i);
	return (shape != SHAPE_CHOOSE && shape != SHAPE_ANSWER) || sum == part_ballots(poll, part);
}

/* Every ballot in one part, each part large enough, and their counts those of the whole. */
static bool parts_hold(const struct poll *poll, int64_t least)
{
	const struct tally_sums *sums = &poll->result.sums;
	int64_t valid = sums->heads.cast - sums->heads.blank - sums->heads.spoilt;
	const int64_t *whole = poll->rule.method == TALLY_RATINGS ? sums->spread : sums->totals;
	size_t count = parts_count(&poll->shown), width = part_width(poll);

	if (count < 2 || whole == NULL || poll->by_part.count != count * width)
		return false;
	for (size_t at = 0; at < width; at++) {
		int64_t sum = 0;
		for (size_t part = 0; part < count; part++) {
			int64_t number = poll->by_part.items[part * width + at];
			int64_t ballots = part_ballots(poll, part);
			if (ballots < least || ballots > valid || number < 0 ||
				(at > 0 && number > ballots * most_a_ballot(poll)))
				return false;
			sum += number;
		}
		if (sum != (at == 0 ? valid : whole[at - 1]))
			return false;
	}
	for (size_t part = 0; part < count; part++)
		if (!choices_fit(poll, part))
			return false;
	return true;
}

bool parts_read(const struct model *model, struct poll *poll, const struct rare *closed)
{
	if (closed->parts.count == 0 && closed->by_part.count == 0)
		return true;
	ids_copy(&poll->shown, &closed->parts);
	ids_copy(&poll->by_part, &closed->by_part);
	bool good = poll->shown.count == poll_roles(model);
	for (size_t i = 0; i < poll->shown.count; i++)
		good = good && poll->shown.items[i] >= -1 &&
		       poll->shown.items[i] < (int64_t)poll->shown.count;
	good = good && parts_hold(poll, SECRET_MIN);
	if (!good) {
		array_finish(&poll->shown);
		array_finish(&poll->by_part);
	}
	return good;
}

/* --- words --- */

/* The group of roles that this part is, nobody of it standing elsewhere; NULL: it is none. */
static const char *whole_group(const struct model *model, const struct ids *parts, size_t part)
{
	const struct roles *roles = &model->plan->roles;
	const char *group = NULL;
	size_t count = 0;

	for (size_t i = 0; i < parts->count; i++) {
		if (parts->items[i] != (int64_t)part)
			continue;
		if (count++ > 0 && !same_group(group, group_of(model->plan, i)))
			return NULL;
		group = group_of(model->plan, i);
	}
	for (size_t i = 0; i < roles->count && i < parts->count; i++)
		if (parts->items[i] >= 0 && parts->items[i] != (int64_t)part &&
			same_group(group, roles->items[i].group))
			return NULL;
	return count > 1 ? group : NULL;
}

void sentence_part(const struct model *model, const struct ids *parts, size_t part, struct buf *out)
{
	const char *group = whole_group(model, parts, part);
	struct buf list = {0};

	for (size_t i = 0; i < parts->count && group == NULL; i++) {
		bool unsaid = i + 1 == parts->count;
		const char *name = unsaid ? _("role not said") : model->plan->roles.items[i].name;
		struct buf joined = {0};
		if (parts->items[i] != (int64_t)part)
			continue;
		if (list.count > 0)
			buf_format(&joined, _("%1$s, %2$s"), buf_text(&list), name);
		else
			buf_text_add(&joined, name);
		buf_finish(&list);
		list = joined;
	}
	buf_text_add(out, group != NULL ? group : buf_text(&list));
	buf_finish(&list);
}

static void list_parts(const struct model *model, const struct ids *parts, struct buf *out)
{
	for (size_t i = 0; i < parts_count(parts); i++) {
		struct buf name = {0}, joined = {0};
		sentence_part(model, parts, i, &name);
		if (i > 0)
			buf_format(&joined, _("%1$s; %2$s"), buf_text(out), buf_text(&name));
		else
			buf_text_add(&joined, buf_text(&name));
		buf_finish(&name);
		buf_finish(out);
		*out = joined;
	}
}

void sentence_parts(const struct model *model, const struct poll *poll, struct buf *out)
{
	const struct stage *stage = model_stage(model, poll->stage);
	bool closed = poll->state == POLL_IS_CLOSED;
	const struct ids *parts = closed ? &poll->shown : &poll->parts;
	struct buf list = {0};

	if (!stage_by_part(stage) || !rule_by_part(&poll->rule))
		return;
	long long least = parts_least(stage);
	words_begin(out);
	if (poll->hands.count > 0) {
		buf_text_add(out, _("Hands were counted, and nothing is shown by role."));
		return;
	}
	list_parts(model, parts, &list);
	if (parts->count > 0 && closed)
		buf_format(out,
			_("Shown apart: %1$s. None of these has fewer than %2$lld ballots."),
			buf_text(&list), least);
	else if (parts->count > 0)
		buf_format(out,
			_("Each ballot says from where in the room it comes, one of these: %1$s. "
			  "Where fewer than %2$lld vote, they are put together with others. If all "
			  "of one answer alike, it is known how each of them did."),
			buf_text(&list), least);
	else if (poll->withheld)
		buf_format(out,
			_("Nothing is shown by role this time: those who voted differ in some part "
			  "by fewer than %lld from an earlier vote on this, and the two beside "
			  "each other would tell how these few voted."),
			least);
	else
		buf_format(out,
			_("Nothing is shown by role: with fewer than %lld ballots of a role it "
			  "could be told whose they are."),
			least);
	buf_finish(&list);
}
