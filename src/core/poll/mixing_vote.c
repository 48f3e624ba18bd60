/* Small groups that vote: each gives one ballot, openly. */
#include "roundtable/core/mixing.h"
#include "roundtable/core/sentence.h"

#include "../rule.h"

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
