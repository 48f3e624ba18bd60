/* Votes: how each was to be decided, what came out, which were declared void. */
#include "build.h"

#include "roundtable/base/i18n.h"
#include "roundtable/core/parts.h"
#include "roundtable/core/places.h"
#include "roundtable/core/receipt.h"
#include "roundtable/core/rounds.h"
#include "roundtable/core/sentence.h"
#include "roundtable/core/survived.h"

#include <string.h>

/* Heads of the figures by what a ballot looks like; how many gave any only where it differs. */
static const struct figure_heads {
	const char *figure, *givers;
} heads_by_shape[SHAPES] = {
	[SHAPE_CHOOSE] = {N_("Votes"), NULL},
	[SHAPE_APPROVE] = {N_("Marks"), NULL},
	[SHAPE_POINTS] = {N_("Dots"), N_("From how many people")},
	[SHAPE_SCORE] = {N_("Points"), N_("Scored by")},
	[SHAPE_ANSWER] = {N_("How many"), NULL},
	[SHAPE_CREDITS] = {N_("Votes"), N_("From how many people")},
	[SHAPE_RANK] = {N_("Points"), NULL},
	[SHAPE_GRADE] = {N_("Points"), N_("Graded by")},
};

static const struct figure_heads *heads_of(const struct poll *poll)
{
	return &heads_by_shape[tally_method(poll->rule.method)->shape];
}

/* What a full bar stands for: every counted ballot, or the most that any option got. */
static int64_t full_bar(const struct poll *poll)
{
	const struct tally_heads *heads = &poll->result.sums.heads;
	int64_t most = 0;

	if (heads_of(poll)->givers == NULL)
		return heads->cast - heads->blank - heads->spoilt;
	for (size_t i = 0; i < poll->result.sums.options; i++)
		most = poll->result.sums.totals[i] > most ? poll->result.sums.totals[i] : most;
	return most;
}

static void number_cell(struct building *building, int64_t number)
{
	struct buf text = {0};

	buf_format(&text, "%lld", (long long)number);
	document_cell(building->document, buf_text(&text));
	buf_finish(&text);
}

/* Best first; answers stay in their own order. */
static size_t option_at(const struct poll *poll, size_t place)
{
	return tally_method(poll->rule.method)->answers > 0 ? place : poll->result.order[place];
}

static void result_table(struct building *building, const struct poll *poll, const char *caption)
{
	const char *givers = heads_of(poll)->givers;
	bool answers = tally_method(poll->rule.method)->answers > 0;

	document_table(building->document, caption);
	document_column(building->document, answers ? _("Answer") : _("Option"), ALIGN_START);
	document_column(building->document, _(heads_of(poll)->figure), ALIGN_END);
	if (givers != NULL)
		document_column(building->document, _(givers), ALIGN_END);
	for (size_t i = 0; i < poll->result.sums.options; i++) {
		size_t option = option_at(poll, i);
		struct buf name = {0};
		sentence_option(building->model, poll, option, &name);
		document_row(building->document);
		document_cell(building->document, buf_text(&name));
		number_cell(building, poll->result.sums.totals[option]);
		number_cell(building, poll->result.sums.givers[option]);
		buf_finish(&name);
	}
}

/* Whether the parts of a vote's result are groups of roles rather than roles. */
static bool by_group(const struct model *model, const struct poll *poll)
{
	const struct stage *stage = model_stage(model, poll->stage);

	return stage != NULL && stage_setting(stage, SETTING_BY) == BY_GROUP;
}

/* What each part of the room gave, a column each, headed by its ballots. */
static void part_table(struct building *building, const struct poll *poll, const char *caption)
{
	bool answers = tally_method(poll->rule.method)->answers > 0;

	document_table(building->document, caption);
	document_column(building->document, answers ? _("Answer") : _("Option"), ALIGN_START);
	for (size_t i = 0; i < parts_count(&poll->shown); i++) {
		struct buf name = {0}, head = {0};
		sentence_part(building->model, &poll->shown, i, &name);
		buf_format(&head,
			ngettext("%1$s (%2$lld ballot)", "%1$s (%2$lld ballots)",
				(unsigned long)part_ballots(poll, i)),
			buf_text(&name), (long long)part_ballots(poll, i));
		document_column(building->document, buf_text(&head), ALIGN_END);
		buf_finish(&name);
		buf_finish(&head);
	}
	for (size_t i = 0; i < poll->result.sums.options; i++) {
		size_t option = option_at(poll, i);
		struct buf name = {0};
		sentence_option(building->model, poll, option, &name);
		document_row(building->document);
		document_cell(building->document, buf_text(&name));
		for (size_t k = 0; k < parts_count(&poll->shown); k++)
			number_cell(building, *part_spread(poll, k, option));
		buf_finish(&name);
	}
}

/* What each small group gave, a column each. */
static void group_table(struct building *building, const struct poll *poll, const char *caption)
{
	document_table(building->document, caption);
	document_column(building->document, _("Option"), ALIGN_START);
	for (size_t i = 0; i < poll->eligible.count; i++) {
		struct buf head = {0};
		sentence_voter(building->model, poll->eligible.items[i], &head);
		document_column(building->document, buf_text(&head), ALIGN_END);
		buf_finish(&head);
	}
	for (size_t i = 0; i < poll->result.sums.options; i++) {
		struct buf name = {0};
		sentence_option(building->model, poll, poll->result.order[i], &name);
		document_row(building->document);
		document_cell(building->document, buf_text(&name));
		for (size_t k = 0; k < poll->eligible.count; k++) {
			struct buf mark = {0};
			sentence_group_mark(
				poll, poll->eligible.items[k], poll->result.order[i], &mark);
			document_cell(building->document, buf_text(&mark));
			buf_finish(&mark);
		}
		buf_finish(&name);
	}
}

/* Where the same was ranked before: how each moved. */
static void moves_table(struct building *building, const struct poll *poll,
	const struct poll *before, const char *caption)
{
	document_table(building->document, caption);
	document_column(building->document, _("Option"), ALIGN_START);
	document_column(building->document, _("Place"), ALIGN_END);
	document_column(building->document, _("Since the vote before"), ALIGN_START);
	for (size_t i = 0; i < poll->result.sums.options; i++) {
		size_t option = poll->result.order[i];
		struct buf name = {0}, moved = {0};
		sentence_option(building->model, poll, option, &name);
		sentence_place_moved(poll, before, option, &moved);
		document_row(building->document);
		document_cell(building->document, buf_text(&name));
		number_cell(building, poll_place(poll, option));
		document_cell(building->document, buf_text(&moved));
		buf_finish(&name);
		buf_finish(&moved);
	}
}

/* Where options came in order and more is known of each than what it came to. */
static void places_table(struct building *building, const struct poll *poll,
	const struct texts *heads, const char *caption)
{
	document_table(building->document, caption);
	document_column(building->document, _("Place"), ALIGN_END);
	document_column(building->document, _("Option"), ALIGN_START);
	for (size_t i = 0; i < heads->count; i++)
		document_column(building->document, heads->items[i], ALIGN_END);
	for (size_t i = 0; i < poll->result.sums.options; i++) {
		size_t option = poll->result.order[i];
		struct buf name = {0};
		struct texts cells = {0};
		sentence_option(building->model, poll, option, &name);
		places_cells(building->model, poll, option, &cells);
		document_row(building->document);
		number_cell(building, poll_place(poll, option));
		document_cell(building->document, buf_text(&name));
		for (size_t k = 0; k < cells.count; k++)
			document_cell(building->document, cells.items[k]);
		buf_finish(&name);
		texts_finish(&cells);
	}
}

/* Where totals say little: what each option came to, in words. */
static void figure_table(struct building *building, const struct poll *poll, const char *caption)
{
	document_table(building->document, caption);
	document_column(building->document, _("Option"), ALIGN_START);
	document_column(building->document, _("What it came to"), ALIGN_START);
	for (size_t i = 0; i < poll->result.sums.options; i++) {
		struct buf name = {0}, figure = {0};
		sentence_option(building->model, poll, poll->result.order[i], &name);
		sentence_figure(building->model, poll, poll->result.order[i], &figure);
		document_row(building->document);
		document_cell(building->document, buf_text(&name));
		document_cell(building->document, buf_text(&figure));
		buf_finish(&name);
		buf_finish(&figure);
	}
}

/* How it was counted, step by step: what belongs to a step stands under it. */
static void transcript(struct building *building, const struct poll *poll)
{
	struct buf lines = {0}, line = {0};

	sentence_count(building->model, poll, false, &lines);
	document_text(building->document, _("How it was counted:"));
	document_list(building->document, false);
	for (const char *at = buf_text(&lines); *at != '\0';) {
		size_t length = strcspn(at, "\n"), spaces = strspn(at, " ");
		buf_clear(&line);
		buf_add(&line, at + spaces, length - spaces);
		document_item(building->document, spaces > 0);
		document_run(building->document, RUN_PLAIN, buf_text(&line));
		at += length + (at[length] == '\n');
	}
	buf_finish(&lines);
	buf_finish(&line);
}

static void result_bars(struct building *building, const struct poll *poll, const char *caption)
{

	document_bars(building->document, caption);
	for (size_t i = 0; i < poll->result.sums.options; i++) {
		size_t option = option_at(poll, i);
		struct buf name = {0}, figure = {0};
		sentence_option(building->model, poll, option, &name);
		sentence_figure(building->model, poll, option, &figure);
		document_bar(building->document, buf_text(&name), poll->result.sums.totals[option],
			full_bar(poll), buf_text(&figure));
		buf_finish(&name);
		buf_finish(&figure);
	}
}

/* The ballots as they were counted, by the words of those who cast them. */
static void ballot_table(struct building *building, const struct poll *poll, const char *caption)
{
	document_table(building->document, caption);
	document_column(building->document, _("Words of the voter"), ALIGN_START);
	document_column(building->document, _("Ballot"), ALIGN_START);
	for (size_t row = 0; row < poll_listed(poll); row++) {
		const char *words = poll_listed_words(building->model, poll, row);
		struct buf answer = {0};
		sentence_listed(building->model, poll, row, &answer);
		document_row(building->document);
		document_cell(building->document, words == NULL      ? build_said(words)
						  : words[0] != '\0' ? words
								     : _("(no words)"));
		document_cell(building->document, buf_text(&answer));
		buf_finish(&answer);
	}
}

/* Who came after the vote was opened, and what the room said. */
static void say_late(struct building *building, const struct poll *poll)
{
	size_t in = 0, out;

	for (size_t i = 0; i < poll->asked.count; i++)
		in += ids_contain(&poll->eligible, poll->asked.items[i]);
	out = poll->asked.count - in;
	if (in > 0)
		build_say(building,
			ngettext("%zu person came after the vote was opened and was "
				 "taken in.",
				"%zu people came after the vote was opened and were taken in.", in),
			in);
	if (out > 0)
		build_say(building,
			ngettext("%zu person came after the vote was opened; the room "
				 "left them out of this one.",
				"%zu people came after the vote was opened; the room left them out "
				"of this "
				"one.",
				out),
			out);
}

/* Who stepped out of it, as they wish to appear, and why. */
void build_recusals(struct building *building, const struct poll *poll)
{
	if (poll->recusals.count > 0) {
		build_lead(building, _("Stepped out of this vote, and not counted in it"));
		document_list(building->document, false);
	}
	for (size_t i = 0; i < poll->recusals.count; i++) {
		const struct recusal *recusal = &poll->recusals.items[i];
		struct buf who = {0};
		sentence_person(
			building->model, model_person(building->model, recusal->person), &who);
		document_item(building->document, 0);
		if (recusal->why != NULL && recusal->why[0] == '\0')
			build_run(
				building, RUN_PLAIN, _("%s: no reason was given."), buf_text(&who));
		else
			build_run(building, RUN_PLAIN, _("%1$s: “%2$s”"), buf_text(&who),
				build_said(recusal->why));
		buf_finish(&who);
	}
}

static void say_tellers(struct building *building, const struct poll *poll)
{
	const struct model *model = building->model;
	struct buf one = {0}, two = {0};

	if (poll->teller == 0 || poll->second_teller == 0)
		return;
	sentence_person(model, model_person(model, poll->teller), &one);
	sentence_person(model, model_person(model, poll->second_teller), &two);
	build_say(building, _("Two tellers typed in the paper ballots: %1$s, and %2$s."),
		buf_text(&one), buf_text(&two));
	buf_finish(&one);
	buf_finish(&two);
}

/* The tables of a poll that was counted. */
static void poll_tables(struct building *building, const struct poll *poll, const char *title)
{
	const struct model *model = building->model;
	struct buf caption = {0};

	struct texts heads = {0};
	bool totals = rule_says_in_totals(&poll->rule);
	bool rated = poll->rule.method == TALLY_RATINGS;
	places_heads(model, poll, &heads);
	if (rated) {
		buf_format(&caption, _("How often each answer was given: %s"), title);
		build_rated(building, poll, buf_text(&caption));
	}
	if (heads.count > 0) {
		buf_format(&caption, _("The places: %s"), title);
		places_table(building, poll, &heads, buf_text(&caption));
	} else if (!totals && !rated) {
		buf_format(&caption, _("What each came to: %s"), title);
		figure_table(building, poll, buf_text(&caption));
	}
	if (!rated && (!totals || poll->rule.seed != NULL) &&
		!poll_places_alone(poll, poll->result.sums.heads.cast))
		transcript(building, poll);
	if (totals) {
		buf_format(&caption, _("Result in numbers: %s"), title);
		result_table(building, poll, buf_text(&caption));
		buf_clear(&caption);
		buf_format(&caption, _("Result as bars: %s"), title);
		result_bars(building, poll, buf_text(&caption));
	}
	if (heads.count == 0 && poll_moves(model, poll) != NULL) {
		buf_clear(&caption);
		buf_format(&caption, _("What rose and what fell: %s"), title);
		moves_table(building, poll, poll_moves(model, poll), buf_text(&caption));
	}
	if (heads.count == 0 && poll_group_marks(poll)) {
		buf_clear(&caption);
		buf_format(&caption, _("What each small group gave: %s"), title);
		group_table(building, poll, buf_text(&caption));
	}
	if (!rated && poll->shown.count > 0) {
		buf_clear(&caption);
		buf_format(&caption,
			by_group(model, poll) ? _("By group of roles: %s") : _("By role: %s"),
			title);
		part_table(building, poll, buf_text(&caption));
	}
	if (poll_listed(poll) > 0) {
		buf_clear(&caption);
		buf_format(&caption, _("The ballots as they were counted: %s"), title);
		ballot_table(building, poll, buf_text(&caption));
	}
	texts_finish(&heads);
	buf_finish(&caption);
}

void build_poll(struct building *building, const struct poll *poll)
{
	const struct model *model = building->model;
	const struct proposal *proposal = model_proposal(model, poll->proposal);
	struct buf asked = {0}, text = {0};

	/* there may be many amendments in one stage: each result is named by its own */
	if (proposal != NULL && proposal->amends != 0)
		buf_format(&asked, _("the amendment “%s”"), build_said(proposal->text));
	else if (model_stage(model, poll->stage) != NULL)
		buf_text_add(&asked, model_stage(model, poll->stage)->title);
	const char *title = buf_text(&asked);
	sentence_voters(model, poll, sentence_person, &text);
	sentence_result(model, poll, &text);
	sentence_by_part(model, poll, &text);
	sentence_shift(model, poll, &text);
	sentence_rounds(model, poll, &text);
	sentence_forward(model, poll, &text);
	if (poll->proposal == 0 && poll == model_stage_poll(model, poll->stage)) {
		sentence_survived(model, poll->stage, SURVIVED_MINUTES, &text);
		sentence_survived_withheld(model, poll->stage, SURVIVED_MINUTES, &text);
	}
	if (poll->state == POLL_IS_CLOSED)
		sentence_receipts(model, poll, &text);
	document_text(building->document, buf_text(&text));
	if (poll->state == POLL_IS_CLOSED && poll->result.sums.heads.cast > 0)
		poll_tables(building, poll, title);
	if (poll->state != POLL_IS_VOIDED) {
		say_late(building, poll);
		build_recusals(building, poll);
		say_tellers(building, poll);
	}
	buf_finish(&asked);
	buf_finish(&text);
}

size_t build_polls(struct building *building, int stage)
{
	const struct model *model = building->model;
	size_t count = 0;

	for (size_t i = 0; i < model->polls.count; i++) {
		const struct poll *poll = &model->polls.items[i];
		if (poll->stage != stage || poll->proposal != 0)
			continue;
		build_poll(building, poll);
		count++;
	}
	build_rounds(building, stage);
	return count;
}

/* --- how we decide --- */

static void rule_sentence(const struct poll *poll, struct buf *out)
{
	sentence_rule(&poll->rule, poll->secret, poll->mixing != 0, out);
}

static void short_name(const struct poll *poll, struct buf *out)
{
	buf_format(out, poll->secret ? _("%s, secret") : _("%s, not secret"),
		_(tally_method(poll->rule.method)->title));
}

/* Whether a short name stands for this rule alone among those that were used. */
static bool name_tells(const struct model *model, const struct poll *poll)
{
	struct buf name = {0}, sentence = {0};
	bool tells = poll->state != POLL_IS_VOIDED;

	short_name(poll, &name);
	rule_sentence(poll, &sentence);
	for (size_t i = 0; i < model->polls.count && tells; i++) {
		const struct poll *other = &model->polls.items[i];
		struct buf its_name = {0}, its_sentence = {0};
		short_name(other, &its_name);
		rule_sentence(other, &its_sentence);
		tells = other->state == POLL_IS_VOIDED ||
			strcmp(buf_text(&name), buf_text(&its_name)) != 0 ||
			strcmp(buf_text(&sentence), buf_text(&its_sentence)) == 0;
		buf_finish(&its_name);
		buf_finish(&its_sentence);
	}
	buf_finish(&name);
	buf_finish(&sentence);
	return tells;
}

void build_rule_short(struct building *building, const struct poll *poll, struct buf *out)
{
	struct buf name = {0};

	if (out->count > 0)
		buf_byte(out, ' ');
	if (name_tells(building->model, poll)) {
		short_name(poll, &name);
		buf_format(out, _("%s; in full under “How we decide”."), buf_text(&name));
	} else {
		rule_sentence(poll, out);
	}
	buf_finish(&name);
}

/* Whether an earlier poll that counts had the very same rule. */
static bool said_before(const struct model *model, size_t index, const char *sentence)
{
	bool before = false;

	for (size_t i = 0; i < index && !before; i++) {
		struct buf other = {0};
		if (model->polls.items[i].state != POLL_IS_VOIDED)
			rule_sentence(&model->polls.items[i], &other);
		before = strcmp(buf_text(&other), sentence) == 0;
		buf_finish(&other);
	}
	return before;
}

/* The stages whose polls had this rule, each once. */
static void list_rule_stages(struct building *building, const char *sentence)
{
	const struct model *model = building->model;
	int last = -1;

	for (size_t i = 0; i < model->polls.count; i++) {
		const struct poll *poll = &model->polls.items[i];
		const struct stage *stage = model_stage(model, poll->stage);
		struct buf other = {0};
		rule_sentence(poll, &other);
		if (poll->state != POLL_IS_VOIDED && stage != NULL && poll->stage != last &&
			strcmp(buf_text(&other), sentence) == 0) {
			document_item(building->document, 1);
			build_run(building, RUN_PLAIN, _("Stage %1$d: %2$s"), poll->stage + 1,
				stage->title);
			last = poll->stage;
		}
		buf_finish(&other);
	}
}

static void add_rule(struct building *building, const struct poll *poll, const char *sentence)
{
	struct buf name = {0};

	if (name_tells(building->model, poll)) {
		short_name(poll, &name);
		build_entry(building, buf_text(&name));
		build_run(building, RUN_PLAIN, " %s", sentence);
	} else {
		document_item(building->document, 0);
		document_run(building->document, RUN_PLAIN, sentence);
	}
	buf_finish(&name);
}

void build_rules(struct building *building)
{
	const struct model *model = building->model;
	size_t count = 0;

	document_heading(building->document, 2, "rules", _("How we decide"));
	build_sealed_rules(building);
	document_list(building->document, false);
	for (size_t i = 0; i < model->polls.count; i++) {
		struct buf sentence = {0};
		rule_sentence(&model->polls.items[i], &sentence);
		if (model->polls.items[i].state != POLL_IS_VOIDED &&
			!said_before(model, i, buf_text(&sentence))) {
			add_rule(building, &model->polls.items[i], buf_text(&sentence));
			list_rule_stages(building, buf_text(&sentence));
			count++;
		}
		buf_finish(&sentence);
	}
	if (count == 0)
		build_say(building, "%s", _("Nothing was put to the vote."));
}

void build_voided(struct building *building)
{
	const struct model *model = building->model;
	bool any = false;

	for (size_t i = 0; i < model->polls.count; i++) {
		const struct poll *poll = &model->polls.items[i];
		const struct stage *stage = model_stage(model, poll->stage);
		if (poll->state != POLL_IS_VOIDED || stage == NULL)
			continue;
		if (!any) {
			document_heading(building->document, 2, "voided", _("Votes declared void"));
			document_list(building->document, false);
		}
		any = true;
		document_item(building->document, 0);
		build_run(building, RUN_PLAIN, _("Stage %1$d, %2$s: %3$s"), poll->stage + 1,
			stage->title, build_said(poll->why));
	}
}
