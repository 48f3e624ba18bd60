/* Which votes of a programme or session have paper ballots, and what stands on them. */
#include "roundtable/minutes/slips.h"

#include "paper.h"

#include "roundtable/base/i18n.h"
#include "roundtable/base/mem.h"
#include "roundtable/base/text.h"
#include "roundtable/core/agreement.h"
#include "roundtable/core/counted.h"
#include "roundtable/core/parts.h"
#include "roundtable/core/receipt.h"
#include "roundtable/core/sentence.h"

#include <stdlib.h>
#include <string.h>

/* Lines to write on when the options come up in the room only. */
enum { LINES = 12, LINES_MOST = 20 };

char *paper_words(const char *words)
{
	return words != NULL ? text_sanitise(words, strlen(words), false, 0, NULL)
			     : mem_copy_text("");
}

static bool has_slips(const struct stage *stage)
{
	return (stage->activity == ACTIVITY_VOTE || stage->activity == ACTIVITY_RATE ||
		       stage->activity == ACTIVITY_DECIDE) &&
	       stage_setting(stage, SETTING_SECRET) != 0;
}

static void add_to(struct texts *texts, const char *words)
{
	char *shown = paper_words(words);

	texts_add(texts, shown);
	free(shown);
}

static void add_option(struct slip *slip, const char *words)
{
	add_to(&slip->options, words);
}

static void add_answers(struct slip *slip)
{
	for (size_t i = 0; i < tally_method(slip->rule.method)->answers; i++)
		add_option(slip, sentence_answer(slip->rule.method, i));
}

static void add_lines(struct slip *slip, const struct plan *plan, const struct stage *stage)
{
	int64_t source = stage_setting(stage, SETTING_OPTIONS), lines = 0;

	if (source >= 0 && (size_t)source < plan->stages.count)
		lines = stage_setting(&plan->stages.items[source], SETTING_SHORTLIST);
	if (lines <= 0)
		lines = LINES;
	for (int64_t i = 0; i < lines && i < LINES_MOST; i++)
		texts_add(&slip->options, "");
}

/* Whoever hands the slips out reads on them who gets one. */
static char *prompt_of(const struct stage *stage)
{
	struct buf words = {0};

	buf_text_add(&words, stage->prompt);
	sentence_stage_voters(stage, &words);
	char *prompt = paper_words(buf_text(&words));
	buf_finish(&words);
	return prompt;
}

static struct slip *begin_slip(
	struct slips *slips, const struct plan *plan, const struct stage *stage, int copies)
{
	struct slip *slip = array_push(slips);

	*slip = (struct slip){.question = paper_words(stage->title),
		.prompt = prompt_of(stage),
		.rule = stage_rule(stage),
		.copies = copies};
	slip->receipts =
		stage_setting(stage, SETTING_RECEIPTS) != 0 && rule_lists_ballots(&slip->rule);
	if (tally_method(slip->rule.method)->shape == SHAPE_GRADE)
		stage_grades(stage, &slip->grades);
	bool roles =
		(tally_method(slip->rule.method)->needs & NEED_ROLES) != 0 || stage_by_part(stage);
	for (size_t i = 0; roles && i < plan->roles.count; i++)
		if (slip_part_name(plan, stage, i) != NULL)
			add_to(&slip->roles, slip_part_name(plan, stage, i));
	return slip;
}

static void name_slips(struct slips *slips, const struct plan *plan)
{
	slips->title = paper_words(plan->title);
	slips->language = paper_words(plan->language);
}

void slips_of_plan(const struct plan *plan, int copies, struct slips *slips)
{
	name_slips(slips, plan);
	for (size_t i = 0; i < plan->stages.count; i++) {
		const struct stage *stage = &plan->stages.items[i];
		if (!has_slips(stage))
			continue;
		struct slip *slip =
			begin_slip(slips, plan, stage, copies > 0 ? copies : SLIPS_COPIES);
		add_answers(slip);
		bool answers = slip->options.count > 0;
		for (size_t k = 0; !answers && k < stage->items.count; k++)
			add_option(slip, stage->items.items[k]);
		if (slip->options.count == 0)
			add_lines(slip, plan, stage);
	}
}

/* As many as can vote: of the open poll, else of those who are here now. */
static int voters(const struct model *model, int stage, const struct poll *poll)
{
	struct ids persons = {0};

	if (poll != NULL && poll->state == POLL_OPEN)
		return (int)(poll->eligible.count - poll->out.count);
	model_voters(model, stage, &persons);
	int count = (int)persons.count;
	array_finish(&persons);
	return count > 0 ? count : SLIPS_COPIES;
}

/* The options as they stand now: of the vote, or what would be voted on. */
static void add_known(
	const struct model *model, int stage, const struct poll *poll, struct slip *slip)
{
	struct ids options = {0};

	if (poll != NULL)
		ids_copy(&options, &poll->options);
	else
		model_stage_options(model, stage, &options);
	for (size_t i = 0; i < options.count; i++) {
		const char *words = model_option_text(model, stage, options.items[i]);
		add_option(slip, words != NULL ? words : _("(erased)"));
	}
	array_finish(&options);
}

void slips_of_session(const struct model *model, int copies, struct slips *slips)
{
	name_slips(slips, model->plan);
	slips->rehearsal = model->rehearsal;
	for (size_t i = 0; i < model->plan->stages.count; i++) {
		const struct stage *stage = &model->plan->stages.items[i];
		const struct poll *poll = model_stage_poll(model, (int)i);
		const struct proposal *proposal = model_stage_proposal(model, (int)i);
		if (!has_slips(stage) || (poll != NULL && !poll->secret))
			continue;
		struct slip *slip = begin_slip(slips, model->plan, stage,
			copies > 0 ? copies : voters(model, (int)i, poll));
		if (poll != NULL)
			slip->rule = poll->rule;
		if (poll != NULL)
			slip->receipts = poll->receipts;
		/* too few of each role to ask for it */
		if (poll != NULL && !poll_says_role(poll))
			texts_finish(&slip->roles);
		if (proposal != NULL && proposal->text != NULL) {
			struct buf question = {0};
			sentence_asked(model, proposal, &question);
			free(slip->prompt);
			slip->prompt = paper_words(buf_text(&question));
			buf_finish(&question);
		}
		add_answers(slip);
		if (slip->options.count == 0)
			add_known(model, (int)i, poll, slip);
		if (slip->options.count == 0)
			add_lines(slip, model->plan, stage);
	}
}

void slips_finish(struct slips *slips)
{
	for (size_t i = 0; i < slips->count; i++) {
		free(slips->items[i].question);
		free(slips->items[i].prompt);
		texts_finish(&slips->items[i].grades);
		texts_finish(&slips->items[i].roles);
		texts_finish(&slips->items[i].options);
	}
	array_finish(slips);
	free(slips->title);
	free(slips->language);
	*slips = (struct slips){0};
}

int slip_most(const struct slip *slip)
{
	switch (tally_method(slip->rule.method)->shape) {
	case SHAPE_POINTS:
	case SHAPE_CREDITS:
		return tally_dots(&slip->rule);
	case SHAPE_RANK:
		return slip->rule.ranks;
	case SHAPE_SCORE:
	case SHAPE_GRADE:
		return tally_scale(&slip->rule);
	case SHAPE_CHOOSE:
	case SHAPE_APPROVE:
	case SHAPE_ANSWER:
		break;
	case SHAPES:
		break;
	}
	return 0;
}

static void add_what_to_do(const struct slip *slip, struct buf *out)
{
	int most = slip_most(slip);

	switch (tally_method(slip->rule.method)->shape) {
	case SHAPE_CHOOSE:
	case SHAPE_ANSWER:
		buf_text_add(out, _("Mark one box."));
		break;
	case SHAPE_APPROVE:
		buf_text_add(out, slip->rule.budget > 0
					  ? _("Mark every box the money should go to.")
					  : _("Mark every box you agree with."));
		break;
	case SHAPE_CREDITS:
		buf_format(out,
			_("Write down how many votes each one gets: 1 vote costs 1 credit, 2 cost "
			  "4, 3 cost 9. You have %d credits; not all need be used."),
			most);
		break;
	case SHAPE_RANK:
		if (most > 0)
			buf_format(out,
				_("Write a 1 at the best, a 2 at the next, and so on up to %d."),
				most);
		else
			buf_text_add(out, _("Write a 1 at the best, a 2 at the next, and so on, as "
					    "far as you like."));
		break;
	case SHAPE_POINTS:
		buf_format(out,
			ngettext("You have %d dot: write a 1 where it goes.",
				"You have %d dots: write down how many each one gets. Not all need "
				"be used.",
				(unsigned long)most),
			most);
		break;
	case SHAPE_GRADE:
	case SHAPE_SCORE:
		if (slip->grades.count > 0) {
			buf_text_add(out,
				slip->rule.method == TALLY_RATINGS
					? _("Circle one answer in each line. A line without a "
					    "circle counts as left out.")
					: _("Circle a grade in each line. A line without a circle "
					    "counts as the worst."));
			break;
		}
		buf_format(out,
			_("Circle a number in each line, 0 is the lowest and %d the highest. A "
			  "line without a circle is no score."),
			most);
		break;
	case SHAPES:
		break;
	}
}

void slip_instruction(const struct slip *slip, struct buf *out)
{
	add_what_to_do(slip, out);
	if (slip->options.count > 0 && slip->options.items[0][0] == '\0') {
		buf_byte(out, ' ');
		buf_text_add(out, _("The numbers are those on the wall."));
	}
	if (slip->roles.count > 0) {
		buf_byte(out, ' ');
		buf_text_add(out,
			tally_method(slip->rule.method)->needs & NEED_ROLES
				? _("Mark the role you speak from: each counts apart.")
				: _("Mark where you speak from: small ones are put together."));
	}
	buf_byte(out, ' ');
	buf_text_add(out, _("No name, please. A slip left empty is a blank ballot."));
}
