/* What a stage that votes, rates or decides must say, and what its rule does not heed. */
#include "check.h"

#include "roundtable/base/i18n.h"
#include "roundtable/core/parts.h"
#include "roundtable/core/receipt.h"

static void check_options(struct reader *reader, size_t index)
{
	const struct stage *stage = stage_at(reader, index);
	bool taken = is_given(reader, index, SETTING_OPTIONS), listed = stage->items.count > 0;
	int line = reader->sources.items[index].line;

	enum tally_method_id method = (enum tally_method_id)stage_setting(stage, SETTING_METHOD);
	if (tally_method(method)->answers > 0) {
		if (taken || listed)
			mistake(reader, line,
				method == TALLY_MAJORITY
					? _("A majority is yes or no to the question in the "
					    "title; take the options away or choose another "
					    "method.")
					: _("This method has answers of its own to the question "
					    "in the title; take the options away or choose "
					    "another method."));
	} else if (taken && listed) {
		mistake(reader, line,
			_("This vote has options from a stage and a numbered list; keep one of "
			  "the two."));
	} else if (!taken && stage->items.count < 2) {
		mistake(reader, line,
			_("A vote needs options: “- options: …” naming an earlier stage, or a "
			  "numbered list of at least two."));
	}
	check_entries(reader, index);
}

static void check_needs(struct reader *reader, size_t index, enum setting setting,
	enum setting other, int64_t value)
{
	size_t length = 0;
	const char *word = setting_word(other, (size_t)value, &length);

	if (is_given(reader, index, setting) &&
		stage_setting(stage_at(reader, index), other) != value)
		warning(reader, line_of(reader, index, setting),
			_("“%s” has no effect here; it needs “%s: %.*s”."),
			setting_info(setting)->name, setting_info(other)->name, (int)length, word);
}

/* Settings that only some rules heed. */
static void check_heeded(struct reader *reader, size_t index, int method)
{
	for (size_t i = 0; i < SETTINGS; i++) {
		enum setting setting = (enum setting)i;
		int other = 0;
		if (!is_given(reader, index, setting) || setting_heeded(setting, method))
			continue;
		while (other < TALLY_METHODS - 1 && !setting_heeded(setting, other))
			other++;
		check_needs(reader, index, setting, SETTING_METHOD, other);
	}
}

/* Equal shares: money to spend, and in a numbered list a cost for each. */
static void check_money(struct reader *reader, size_t index)
{
	const struct stage *stage = stage_at(reader, index);
	int64_t cost = 0;

	if (stage_setting(stage, SETTING_BUDGET) <= 0)
		mistake(reader, line_of(reader, index, SETTING_BUDGET),
			_("This method needs the money to spend, for example “- budget: 1000”."));
	for (size_t i = 0; i < stage->items.count; i++)
		if (!words_cost(stage->items.items[i], &cost))
			mistake(reader, reader->sources.items[index].item_line,
				_("“%s” says no cost; write it at its end: “Benches: 1200”."),
				shown(reader, stage->items.items[i]));
}

static void check_scale(struct reader *reader, size_t index, enum tally_method_id method)
{
	const struct stage *stage = stage_at(reader, index);
	struct texts grades = {0};

	stage_grades(stage, &grades);
	if (is_given(reader, index, SETTING_GRADES) && method == TALLY_MAJORITY_JUDGMENT &&
		(grades.count < 2 || grades.count > 10))
		mistake(reader, line_of(reader, index, SETTING_GRADES),
			_("“grades” are 2 to 10 words or phrases, worst first, parted by commas."));
	texts_finish(&grades);
	if (method == TALLY_FIST_TO_FIVE && stage_setting(stage, SETTING_BAR) > 5)
		mistake(reader, line_of(reader, index, SETTING_BAR),
			_("A hand has five fingers: “bar” is a number from 0 to 5 here."));
}

static void check_rounds(struct reader *reader, size_t index)
{
	if (is_given(reader, index, SETTING_STOP_AT) &&
		stage_setting(stage_at(reader, index), SETTING_ROUNDS) == 0)
		mistake(reader, line_of(reader, index, SETTING_STOP_AT),
			_("“stop at” needs the most rounds there may be, for example “- rounds: "
			  "3”."));
}

/* Results by role. */
static void check_by(struct reader *reader, size_t index)
{
	const struct stage *stage = stage_at(reader, index);
	bool by = stage_setting(stage, SETTING_BY) != BY_ROLE_NOT;

	if (by && !stage_by_part(stage))
		mistake(reader, line_of(reader, index, SETTING_BY),
			_("What roles gave by this method does not add up to what came out; “by” "
			  "goes with plurality, approval, dots, score, majority, gradients and "
			  "fist-to-five."));
	if (!by && is_given(reader, index, SETTING_MINIMUM))
		warning(reader, line_of(reader, index, SETTING_MINIMUM),
			_("“minimum” has no effect without “by: role” or “by: group”."));
	if (by && reader->plan.roles.count < 2)
		warning(reader, line_of(reader, index, SETTING_BY),
			_("“by” has no effect where the programme names fewer than two roles."));
}

/* Two words of a voter's own, and the list of ballots. */
static void check_receipts(struct reader *reader, size_t index)
{
	const struct stage *stage = stage_at(reader, index);
	struct tally_rule rule = stage_rule(stage);
	int line = line_of(reader, index, SETTING_RECEIPTS);

	if (stage_setting(stage, SETTING_RECEIPTS) == 0)
		return;
	if (stage_setting(stage, SETTING_SECRET) == 0)
		mistake(reader, line,
			_("“receipts” finds a secret ballot again, and an open vote is kept by "
			  "name anyway; leave out “receipts: yes” or “secret: no”."));
	if (stage_setting(stage, SETTING_BALLOT) == BALLOT_WALL)
		mistake(reader, line,
			_("In front of the wall nobody can type two words without being seen; use "
			  "“ballot: laptop” or “ballot: paper”, or leave out “receipts: yes”."));
	if (stage_setting(stage, SETTING_BY) != BY_ROLE_NOT)
		mistake(reader, line,
			_("A list of ballots beside results by role could show how one person "
			  "voted; keep one of “receipts” and “by”."));
	if (!rule_lists_ballots(&rule))
		mistake(reader, line,
			_("Several marks on a ballot are like a fingerprint, so ballots of this "
			  "method are never listed; “receipts” goes with plurality, majority, "
			  "consent, consensus, gradients and fist-to-five."));
}

void check_vote(struct reader *reader, size_t index)
{
	const struct stage *stage = stage_at(reader, index);
	enum tally_method_id method = (enum tally_method_id)stage_setting(stage, SETTING_METHOD);
	enum ballot_shape shape = tally_method(method)->shape;

	check_options(reader, index);
	check_heeded(reader, index, (int)method);
	check_by(reader, index);
	check_receipts(reader, index);
	check_scale(reader, index, method);
	check_rounds(reader, index);
	if (tally_method(method)->needs & NEED_BUDGET)
		check_money(reader, index);
	if (shape == SHAPE_ANSWER && is_given(reader, index, SETTING_TOP))
		warning(reader, line_of(reader, index, SETTING_TOP),
			method == TALLY_MAJORITY
				? _("“top” has no effect on a majority, which has no options.")
				: _("“top” has no effect on a method that has no options."));
	/* On a mirrored wall the number of keystrokes would give the ballot away. */
	if (stage_setting(stage, SETTING_BALLOT) == BALLOT_WALL && shape != SHAPE_CHOOSE &&
		shape != SHAPE_ANSWER)
		mistake(reader, line_of(reader, index, SETTING_BALLOT),
			_("In front of the wall only a ballot with one choice stays secret; use "
			  "“ballot: paper” or “ballot: laptop”."));
}

void check_rate(struct reader *reader, size_t index)
{
	const struct stage *stage = stage_at(reader, index);
	size_t answers =
		(size_t)stage_rule(stage).scale + 1 - (stage_setting(stage, SETTING_UNSURE) != 0);
	struct texts grades = {0};

	bool taken = is_given(reader, index, SETTING_OPTIONS);
	if (!taken && stage->items.count == 0)
		mistake(reader, reader->sources.items[index].line,
			_("A rate stage needs its statements as a numbered list, or “- options: …” "
			  "naming an earlier stage whose cards are rated."));
	if (taken && stage->items.count > 0)
		mistake(reader, reader->sources.items[index].line,
			_("This stage has statements from a stage and a numbered list; keep one of "
			  "the two."));
	check_entries(reader, index);
	check_rounds(reader, index);
	stage_grades(stage, &grades);
	if (is_given(reader, index, SETTING_WORDS) &&
		(grades.count == 0 || answers < 2 || answers > 9))
		mistake(reader, line_of(reader, index, SETTING_WORDS),
			_("“answers” are 2 to 9 words or phrases, from one end to the other, "
			  "parted "
			  "by commas."));
	texts_finish(&grades);
	if (stage_setting(stage, SETTING_BALLOT) == BALLOT_WALL)
		mistake(reader, line_of(reader, index, SETTING_BALLOT),
			_("In front of the wall only a ballot with one choice stays secret; use "
			  "“ballot: paper” or “ballot: laptop”."));
	check_by(reader, index);
}

void check_decide(struct reader *reader, size_t index)
{
	const struct stage *stage = stage_at(reader, index);
	int64_t rule = stage_setting(stage, SETTING_RULE);

	check_needs(reader, index, SETTING_THRESHOLD, SETTING_RULE, RULE_QUALIFIED);
	if (rule == RULE_QUALIFIED && !is_given(reader, index, SETTING_THRESHOLD))
		mistake(reader, line_of(reader, index, SETTING_RULE),
			_("A qualified majority needs its share, for example “- threshold: 2/3”."));
	check_needs(reader, index, SETTING_ASIDE, SETTING_RULE, RULE_CONSENSUS);
	check_receipts(reader, index);
	check_by(reader, index);
	if (rule == RULE_CONSENT && is_given(reader, index, SETTING_BASE))
		warning(reader, line_of(reader, index, SETTING_BASE),
			_("“base” has no effect on consent, which asks everybody."));
	if (rule == RULE_CONSENSUS && is_given(reader, index, SETTING_BASE))
		warning(reader, line_of(reader, index, SETTING_BASE),
			_("“base” has no effect on consensus, which asks everybody."));
}

/* One ballot of each small group, openly; of roles it says nothing. */
void check_groups_vote(struct reader *reader, size_t index)
{
	const struct stage *stage = stage_at(reader, index);
	int line = line_of(reader, index, SETTING_VOTERS);

	if (!stage_groups_vote(stage))
		return;
	if (stage->activity != ACTIVITY_VOTE)
		mistake(reader, line, _("Small groups give their ballots in a vote stage only."));
	if (stage_setting(stage, SETTING_SECRET))
		mistake(reader, line,
			_("Small groups vote openly, each with one ballot; add “- secret: no”."));
	if (!mixed_before(reader, index))
		mistake(reader, line,
			_("No stage before this one deals people into small groups."));
	if (stage_setting(stage, SETTING_BY) != BY_ROLE_NOT ||
		(tally_method(stage_rule(stage).method)->needs & NEED_ROLES))
		mistake(reader, line,
			_("A small group has no role: its ballot cannot be counted by role."));
}
