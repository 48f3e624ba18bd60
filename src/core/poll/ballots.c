/* The ballots of a poll, and their count. */
#include "roundtable/core/parts.h"
#include "roundtable/core/receipt.h"

#include "../rule.h"

#include "roundtable/base/hash.h"
#include "roundtable/base/mem.h"

bool rule_needs_ballots(const struct tally_rule *rule)
{
	return tally_method(rule->method)->verdict == NULL;
}

bool poll_says_role(const struct poll *poll)
{
	return (tally_method(poll->rule.method)->needs & NEED_ROLES) != 0 || poll->parts.count > 0;
}

int poll_role_mark(const struct model *model, const struct poll *poll, int role)
{
	if (poll->parts.count > 0)
		return parts_of_role(model, poll, role);
	return role >= 0 ? role : (int)poll_roles(model) - 1;
}

size_t poll_marks(const struct poll *poll)
{
	return poll_options(poll) + poll_says_role(poll) + (poll->receipts ? RECEIPT_BYTES : 0);
}

size_t poll_roles(const struct model *model)
{
	return (model->plan != NULL ? model->plan->roles.count : 0) + 1;
}

static void make_room(const struct poll *poll, size_t most, struct ballots *ballots)
{
	*ballots = (struct ballots){.options = poll_options(poll)};
	ballots->marks = mem_alloc(most * ballots->options + 1, sizeof *ballots->marks);
	if (poll_says_role(poll))
		ballots->roles = mem_alloc(most + 1, sizeof *ballots->roles);
}

/* One ballot more; false when a number can be no mark. */
static bool add_ballot(struct ballots *ballots, const int64_t *marks)
{
	int16_t *row = ballots->marks + ballots->count * ballots->options;

	for (size_t i = 0; i < ballots->options; i++) {
		if (marks[i] < MARK_NONE || marks[i] > TALLY_POINTS_MAX)
			return false;
		row[i] = (int16_t)marks[i];
	}
	ballots->count++;
	return true;
}

bool ballots_named(const struct model *model, const struct poll *poll, struct ballots *ballots)
{
	bool good = true;

	make_room(poll, poll->ballots.count, ballots);
	for (size_t i = 0; i < poll->ballots.count && good; i++) {
		const struct poll_ballot *ballot = &poll->ballots.items[i];
		if (ids_contain(&poll->out, ballot->person))
			continue;
		if (ballot->marks.count == 0) {
			ballots->blank++;
			continue;
		}
		if (ballots->roles != NULL)
			ballots->roles[ballots->count] =
				(uint16_t)poll_role_mark(model, poll, ballot->role);
		good = ballot->marks.count == ballots->options &&
		       add_ballot(ballots, ballot->marks.items);
	}
	if (!good)
		ballots_finish(ballots);
	return good;
}

/* A list holds blank ballots too. */
static bool row_blank(const int64_t *marks, size_t width)
{
	for (size_t i = 0; i < width; i++)
		if (marks[i] != MARK_NONE)
			return false;
	return true;
}

bool ballots_listed(const struct poll *poll, const struct ids *marks, struct ballots *ballots)
{
	size_t width = poll_options(poll), rows = width > 0 ? marks->count / width : 0;
	bool good = rows * width == marks->count;

	make_room(poll, rows, ballots);
	for (size_t i = 0; i < rows && good; i++)
		if (row_blank(marks->items + i * width, width))
			ballots->blank++;
		else
			good = add_ballot(ballots, marks->items + i * width);
	if (!good)
		ballots_finish(ballots);
	return good;
}

void ballots_finish(struct ballots *ballots)
{
	if (ballots->marks != NULL)
		wipe(ballots->marks, ballots->count * ballots->options * sizeof *ballots->marks);
	if (ballots->roles != NULL)
		wipe(ballots->roles, ballots->count * sizeof *ballots->roles);
	array_free(ballots->marks);
	array_free(ballots->roles);
	*ballots = (struct ballots){0};
}

bool poll_count(const struct model *model, const struct poll *poll, const struct ballots *ballots,
	struct tally_heads heads, struct tally_result *result)
{
	bool roles = (tally_method(poll->rule.method)->needs & NEED_ROLES) != 0;
	struct tally_profile profile = {.shape = tally_method(poll->rule.method)->shape,
		.options = ballots->options,
		.count = ballots->count,
		.marks = ballots->marks,
		.roles = roles ? ballots->roles : NULL,
		.role_count = roles && ballots->roles != NULL ? poll_roles(model) : 0,
		.costs = poll->costs.count == ballots->options ? poll->costs.items : NULL};

	heads.blank = ballots->blank;
	return tally_count(&poll->rule, &profile, heads, result, NULL);
}
