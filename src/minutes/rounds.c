/* A question that was put in rounds: what was set beforehand, and how each round was held; what a
 * report on such rounds owes its readers (ACCORD, Gattrell et al. 2024). */
#include "build.h"

#include "roundtable/base/i18n.h"
#include "roundtable/core/rounds.h"
#include "roundtable/core/sentence.h"

static void item(struct building *building, const char *text)
{
	document_item(building->document, 0);
	document_run(building->document, RUN_PLAIN, text);
}

/* A bar or a share that the result is held against. */
static bool says_agreement(const struct tally_rule *rule)
{
	bool fingers = rule->method == TALLY_GRADIENTS || rule->method == TALLY_FIST_TO_FIVE;

	return rule->method == TALLY_MAJORITY || rule_asks_everybody(rule) ||
	       (fingers && rule->bar > 0);
}

static void item_agreement(struct building *building, const struct poll *last)
{
	struct buf text = {0}, rule = {0};

	sentence_rule(&last->rule, last->secret, last->mixing != 0, &rule);
	if (says_agreement(&last->rule))
		buf_format(&text, _("What counted as agreement was set beforehand too. %s"),
			buf_text(&rule));
	else
		buf_text_add(&text, _("Nothing was set beforehand that would count as agreement."));
	item(building, buf_text(&text));
	buf_finish(&text);
	buf_finish(&rule);
}

static void item_end(struct building *building, const struct rounds *rounds)
{
	struct buf text = {0};

	buf_format(&text,
		ngettext("%d round was held.", "%d rounds were held.", (unsigned long)rounds->held),
		rounds->held);
	buf_format(&text, " %s",
		rounds->over ? _("They ended by the rule set beforehand.")
			     : _("The rule set beforehand would have allowed another one."));
	item(building, buf_text(&text));
	buf_finish(&text);
}

static void number_cell(struct building *building, int64_t number)
{
	struct buf text = {0};

	buf_format(&text, "%lld", (long long)number);
	document_cell(building->document, buf_text(&text));
	buf_finish(&text);
}

static void round_row(struct building *building, const struct poll *poll, int number, int moved)
{
	const struct tally_heads *heads = &poll->result.sums.heads;

	document_row(building->document);
	number_cell(building, number);
	number_cell(building, heads->eligible - heads->stepped_out);
	number_cell(building, heads->cast);
	if (moved >= 0)
		number_cell(building, moved);
	else
		document_cell(building->document, "");
	document_cell(building->document, poll->secret            ? _("secretly")
					  : poll->hands.count > 0 ? _("by show of hands")
								  : _("by name"));
}

static void round_table(struct building *building, int stage)
{
	const struct model *model = building->model;
	struct buf caption = {0};
	struct rounds rounds;

	buf_format(&caption, _("The rounds: %s"), model_stage(model, stage)->title);
	document_table(building->document, buf_text(&caption));
	document_column(building->document, _("Round"), ALIGN_END);
	document_column(building->document, _("Who could vote"), ALIGN_END);
	document_column(building->document, _("How many voted"), ALIGN_END);
	document_column(building->document, _("Moved since the round before, of 100"), ALIGN_END);
	document_column(building->document, _("How they voted"), ALIGN_START);
	for (size_t i = 0; i < model->polls.count; i++) {
		const struct poll *poll = &model->polls.items[i];
		if (poll->stage != stage)
			continue;
		rounds_read(model, stage, poll->id, &rounds);
		if (rounds.last == poll)
			round_row(building, poll, rounds.held, rounds.moved);
	}
	buf_finish(&caption);
}

void build_rounds(struct building *building, int stage)
{
	struct buf text = {0};
	struct rounds rounds;

	rounds_read(building->model, stage, INT64_MAX, &rounds);
	if (rounds.held == 0)
		return;
	document_text(building->document, _("How the rounds were held:"));
	document_list(building->document, false);
	buf_text_add(&text, _("Set before the first round:"));
	sentence_rounds_rule(&rounds, &text);
	item(building, buf_text(&text));
	item_agreement(building, rounds.last);
	item(building, _("Fed back between the rounds: the result of the round before, as it "
			 "stands above, and what had moved."));
	item_end(building, &rounds);
	round_table(building, stage);
	buf_finish(&text);
}
