#include "roundtable/core/places.h"

#include "roundtable/core/counted.h"
#include "roundtable/core/explain.h"
#include "roundtable/core/rounds.h"
#include "roundtable/core/sentence.h"

#include "../words.h"

#include "roundtable/base/i18n.h"

/* One column after another: its head or, for an option, what stands in it. */
struct columns_of {
	const struct model *model;
	const struct poll *poll;
	size_t option; /* SIZE_MAX: the heads are wanted */
	struct texts *out;
};

static bool wants_head(const struct columns_of *columns)
{
	return columns->option == SIZE_MAX;
}

/* An amount without the decimals that say nothing: "7", "7.5". */
static void add_amount(const struct columns_of *columns, int64_t value, int64_t unit)
{
	struct buf text = {0};

	explain_amount(unit > 1 && value % unit == 0 ? value / unit : value,
		unit > 1 && value % unit == 0 ? 1 : unit, &text);
	texts_add(columns->out, buf_text(&text));
	buf_finish(&text);
}

static void add_total(const struct columns_of *columns)
{
	const struct poll *poll = columns->poll;
	bool sum = poll->rule.method == TALLY_RANK_TOTAL || poll->rule.method == TALLY_EQUAL_ROLES;
	struct buf text = {0};

	/* where nothing but the places is kept there is no more to say */
	if (poll_places_alone(poll, poll->result.sums.heads.cast))
		return;
	if (wants_head(columns)) {
		texts_add(columns->out, sum ? _("total") : _("came to"));
		return;
	}
	if (sum) {
		add_amount(columns, poll->result.sums.totals[columns->option], poll->result.unit);
		return;
	}
	sentence_figure(columns->model, poll, columns->option, &text);
	texts_add(columns->out, buf_text(&text));
	buf_finish(&text);
}

static void add_groups(const struct columns_of *columns)
{
	const struct poll *poll = columns->poll;

	for (size_t i = 0; i < poll->eligible.count && poll_group_marks(poll); i++) {
		int64_t voter = poll->eligible.items[i];
		struct buf text = {0};
		if (wants_head(columns))
			buf_format(&text, _("group %d"), mixing_voter_group(voter) + 1);
		else
			sentence_group_mark(poll, voter, columns->option, &text);
		texts_add(columns->out, buf_text(&text));
		buf_finish(&text);
	}
}

/* The place that each role gave, where the rule counts each for itself. */
static void add_roles(const struct columns_of *columns)
{
	const struct roles *roles = &columns->model->plan->roles;
	const struct tally_stages *stages = &columns->poll->result.stages;

	for (size_t i = 0; i < stages->count; i++) {
		const struct tally_stage *stage = &stages->items[i];
		if (stage->kind != STAGE_ROLE || stage->votes == NULL)
			continue;
		if (!wants_head(columns))
			add_amount(columns, stage->votes[columns->option], stage->of);
		else
			texts_add(columns->out, stage->role < roles->count
							? roles->items[stage->role].name
							: _("role not said"));
	}
}

static void add_moved(const struct columns_of *columns)
{
	const struct poll *poll = columns->poll, *before = poll_moves(columns->model, poll);
	struct buf text = {0};

	if (before == NULL)
		return;
	if (wants_head(columns))
		buf_text_add(&text, _("moved"));
	else
		sentence_place_by(poll, before, columns->option, &text);
	texts_add(columns->out, buf_text(&text));
	buf_finish(&text);
}

static void add_columns(const struct columns_of *columns)
{
	add_total(columns);
	add_groups(columns);
	add_roles(columns);
	add_moved(columns);
}

/* Whether anything is known beside what each option came to. */
static bool has_table(const struct model *model, const struct poll *poll)
{
	struct texts more = {0};
	struct columns_of columns = {model, poll, SIZE_MAX, &more};

	if (poll->state != POLL_IS_CLOSED || poll->result.order == NULL ||
		rule_says_in_totals(&poll->rule) || poll->rule.method == TALLY_RATINGS)
		return false;
	add_groups(&columns);
	add_roles(&columns);
	add_moved(&columns);
	bool any = more.count > 0;
	texts_finish(&more);
	return any;
}

void places_heads(const struct model *model, const struct poll *poll, struct texts *heads)
{
	struct columns_of columns = {model, poll, SIZE_MAX, heads};

	if (has_table(model, poll))
		add_columns(&columns);
}

void places_cells(
	const struct model *model, const struct poll *poll, size_t option, struct texts *cells)
{
	struct columns_of columns = {model, poll, option, cells};

	if (has_table(model, poll) && option < poll->result.sums.options)
		add_columns(&columns);
}

/* --- where the list is cut --- */

/* How many are level with the option that stands at this place in the order. */
static size_t level_at(const struct poll *poll, size_t from)
{
	const struct tally_result *result = &poll->result;
	size_t end = from;

	while (end < result->sums.options &&
		result->level[result->order[end]] == result->level[result->order[from]])
		end++;
	return end - from;
}

size_t places_forward(const struct model *model, const struct poll *poll, bool *level)
{
	const struct stage *stage = model_stage(model, poll->stage);
	size_t options = poll->result.sums.options, sure = 0;

	*level = false;
	if (stage == NULL || stage->activity != ACTIVITY_VOTE || poll->state != POLL_IS_CLOSED)
		return 0;
	size_t top = (size_t)stage_setting(stage, SETTING_TOP);
	if (top == 0 || top >= options || poll->result.outcome != OUTCOME_RANKED)
		return 0;
	while (sure < options && sure + level_at(poll, sure) <= top)
		sure += level_at(poll, sure);
	*level = sure < top;
	return sure;
}

void places_cut(const struct model *model, const struct poll *poll, size_t option, struct buf *out)
{
	bool level;
	size_t sure = places_forward(model, poll, &level);
	size_t last = level ? sure + level_at(poll, sure) : sure;

	if (last == 0 || last >= poll->result.sums.options ||
		poll->result.order[last - 1] != option)
		return;
	if (level)
		buf_text_add(out, _("level: the room decides"));
	else
		buf_format(out,
			ngettext("the first goes forward", "the first %zu go forward",
				words_plural((int64_t)last)),
			last);
}
