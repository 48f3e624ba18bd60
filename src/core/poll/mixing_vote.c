/* Small groups that vote: each gives one ballot, openly. */
#include "roundtable/core/mixing.h"
#include "roundtable/core/sentence.h"

#include "../rule.h"
#include "../words.h"

#include "roundtable/base/i18n.h"

#include <string.h>

bool stage_groups_vote(const struct stage *stage)
{
	const char *voters = stage != NULL ? stage_setting_text(stage, SETTING_VOTERS) : NULL;

	return voters != NULL && strcmp(voters, "small groups") == 0;
}

int64_t mixing_voter(int group)
{
	return -1 - (int64_t)group;
}

int mixing_voter_group(int64_t voter)
{
	return (int)(-1 - voter);
}

static const struct mixing *mixing_by_id(const struct model *model, int64_t id)
{
	for (size_t i = 0; i < model->mixings.count; i++)
		if (model->mixings.items[i].id == id)
			return &model->mixings.items[i];
	return NULL;
}

void mixing_voters(const struct model *model, int stage, struct ids *voters)
{
	const struct mixing *mixing = model_mixing(model, stage);
	struct ids here = {0};

	for (int group = 0; mixing != NULL && group < mixing->groups; group++) {
		mixing_here(model, mixing, group, &here);
		if (here.count > 0)
			ids_add(voters, mixing_voter(group));
	}
	array_finish(&here);
}

int64_t poll_voter(const struct model *model, const struct poll *poll, int64_t person)
{
	if (poll->mixing == 0 || person <= 0)
		return person;
	int group = mixing_group(mixing_by_id(model, poll->mixing), person);
	return group >= 0 ? mixing_voter(group) : 0;
}

void sentence_voter(const struct model *model, int64_t voter, struct buf *out)
{
	const struct person *person = model_person(model, voter);

	if (voter < 0)
		buf_format(out, _("Small group %d"), mixing_voter_group(voter) + 1);
	else
		buf_text_add(
			out, person != NULL && person->name != NULL ? person->name : _("(erased)"));
}

bool poll_group_marks(const struct poll *poll)
{
	switch (tally_method(poll->rule.method)->shape) {
	case SHAPE_RANK:
	case SHAPE_POINTS:
	case SHAPE_SCORE:
	case SHAPE_CREDITS:
		return poll->mixing != 0 && poll->ballots.count > 0;
	case SHAPE_CHOOSE:
	case SHAPE_APPROVE:
	case SHAPE_ANSWER:
	case SHAPE_GRADE:
	case SHAPES:
		break;
	}
	return false;
}

static const struct ids *marks_of(const struct poll *poll, int64_t voter)
{
	for (size_t i = 0; i < poll->ballots.count; i++)
		if (poll->ballots.items[i].person == voter)
			return &poll->ballots.items[i].marks;
	return NULL;
}

void sentence_group_mark(const struct poll *poll, int64_t voter, size_t option, struct buf *out)
{
	const struct ids *marks = marks_of(poll, voter);
	bool ranks = tally_method(poll->rule.method)->shape == SHAPE_RANK;
	int64_t mark = marks != NULL && option < marks->count ? marks->items[option] : MARK_NONE;

	if (mark == MARK_NONE || (ranks && mark == 0))
		buf_text_add(out, "–");
	else
		buf_format(out, "%lld", (long long)mark);
}

void sentence_group_marks(const struct poll *poll, size_t option, struct buf *out)
{
	struct buf list = {0};

	if (!poll_group_marks(poll))
		return;
	for (size_t i = 0; i < poll->eligible.count; i++) {
		struct buf mark = {0}, joined = {0};
		int number = mixing_voter_group(poll->eligible.items[i]) + 1;
		sentence_group_mark(poll, poll->eligible.items[i], option, &mark);
		if (i > 0)
			buf_format(&joined, _("%1$s; small group %2$d: %3$s"), buf_text(&list),
				number, buf_text(&mark));
		else
			buf_format(&joined, _("Small group %1$d: %2$s"), number, buf_text(&mark));
		buf_finish(&mark);
		buf_finish(&list);
		list = joined;
	}
	buf_text_add(out, buf_text(&list));
	buf_finish(&list);
}

bool words_group_rule(const struct tally_rule *rule, struct buf *out)
{
	static const char *const briefs[TALLY_METHODS] = {
		[TALLY_PLURALITY] = N_("Each small group chooses one option; the option with most "
				       "votes comes first."),
		[TALLY_APPROVAL] = N_("Each small group marks every option it can go along with; "
				      "the option marked by most small groups comes first."),
		[TALLY_QUADRATIC] =
			N_("Each small group spends credits on votes: 1 vote for an option costs 1 "
			   "credit, 2 votes cost 4, 3 votes cost 9; the option with the most votes "
			   "comes first."),
		[TALLY_RANK_TOTAL] = N_("Each small group ranks the options, 1 for the best; the "
					"ranks are added up and the lowest total comes first."),
		[TALLY_BORDA] = N_("Each small group ranks the options; an option gets a point for "
				   "every option ranked below it, and the one with most points "
				   "comes first."),
	};
	int dots = tally_dots(rule);

	if (rule->method == TALLY_DOTS)
		buf_format(out,
			ngettext("Each small group has %d dot to place; the option with most dots "
				 "comes first.",
				"Each small group has up to %d dots to place, one or more on an "
				"option; the option with most dots comes first.",
				words_plural(dots)),
			dots);
	else if (rule->method == TALLY_SCORE)
		buf_format(out,
			_("Each small group gives each option a score from 0 to %d; the option "
			  "with the highest total comes first."),
			tally_scale(rule));
	else if (briefs[rule->method] != NULL)
		buf_text_add(out, _(briefs[rule->method]));
	else
		return false;
	return true;
}
