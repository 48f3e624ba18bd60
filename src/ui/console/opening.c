/* How a vote is to be held, and by whom: asked before it is opened. */
#include "state.h"

#include "roundtable/core/sentence.h"

/* Below this many a secret vote is warned of before it is opened. */
enum { FEW = 5 };
/* Chosen instead of a person: those named so far are all. */
enum { ALL_NAMED = 0 };

static void ask_how(struct console *console);

/* --- who --- */

static void ask_whom(struct console *console, int64_t focus);

static void named(struct console *console, int64_t person, int64_t thing)
{
	struct ids *voters = &console->opening.voters;

	(void)thing;
	if (person == ALL_NAMED) {
		ask_how(console);
		return;
	}
	if (ids_contain(voters, person))
		ids_drop(voters, person);
	else
		ids_add(voters, person);
	ask_whom(console, person);
}

/* One after the other is named, or taken out again; the focus goes on to the next. */
static void ask_whom(struct console *console, int64_t focus)
{
	const struct model *model = console_model(console);
	const struct ids *voters = &console->opening.voters;
	struct ids all = {0};
	struct buf done = {0};

	struct pick *pick = pick_open(console, _("Who can vote? Name them one by one."), false,
		named, console->opening.thing);
	buf_format(&done,
		voters->count == 0 ? _("Everybody who can; go on")
				   : ngettext("Only this %zu person can vote; go on",
					     "These %zu people can vote; go on", voters->count),
		voters->count);
	pick_add(pick, ALL_NAMED, buf_text(&done), "");
	model_voters(model, console->opening.stage, &all);
	for (size_t i = 0; i < all.count; i++) {
		const struct person *person = model_person(model, all.items[i]);
		struct audience_person shown = audience_person(model, person);
		bool in = ids_contain(voters, person->id);
		struct buf detail = {0};
		if (in && shown.role != NULL)
			buf_format(&detail, _("can vote; %s"), shown.role);
		else
			buf_text_add(&detail, in ? _("can vote") : shown.role);
		pick_add(pick, person->id, person->name, buf_text(&detail));
		buf_finish(&detail);
	}
	pick_focus(pick, focus);
	array_finish(&all);
	buf_finish(&done);
}

/* --- how --- */

static void picked(struct console *console, int64_t holding, int64_t thing)
{
	if (holding == HOLD_AMONG)
		ask_whom(console, ALL_NAMED);
	else
		console->opening.picked(console, holding, thing);
}

/* How many are asked; with none named, all who can. */
static size_t count_voters(const struct console *console)
{
	struct ids all = {0};

	if (console->opening.voters.count > 0)
		return console->opening.voters.count;
	model_voters(console_model(console), console->opening.stage, &all);
	size_t count = all.count;
	array_finish(&all);
	return count;
}

/* Again as it was held before, so that one round can be compared with the other; else as the
 * programme says. */
static enum holding usual_holding(const struct console *console)
{
	const struct model *model = console_model(console);
	const struct stage *plan = model_stage(model, console->opening.stage);
	struct tally_rule rule = stage_rule(plan);
	bool tests = plan->activity == ACTIVITY_DECIDE;
	const struct poll *before = model_stage_poll(model, console->opening.stage);

	if (!tests && before != NULL && before->state == POLL_IS_CLOSED) {
		if (before->secret)
			return before->way == BALLOT_PAPER ? HOLD_PAPER : HOLD_SECRET;
		return before->hands.count > 0 ? HOLD_HANDS : HOLD_NAMES;
	}
	if (stage_setting(plan, SETTING_SECRET))
		return stage_setting(plan, SETTING_BALLOT) == BALLOT_PAPER ? HOLD_PAPER
									   : HOLD_SECRET;
	/* where everybody is to be heard who objects, no hands */
	bool everybody = tests && rule_asks_everybody(&rule);
	return everybody || !rule_takes_hands(&rule) ? HOLD_NAMES : HOLD_HANDS;
}

/* Why the keyboard cannot go round with ballots that nobody else may read, NULL: it can. */
static const char *shown_here(const struct console *console, const struct tally_rule *rule)
{
	enum ballot_shape shape = tally_method(rule->method)->shape;

	if (shape == SHAPE_CHOOSE || shape == SHAPE_ANSWER || !console_readable(console))
		return NULL;
	return console->same_picture
		       ? _("not now: the room sees this screen. Projector off, then Ctrl-L")
		       : _("not here: the lines of this screen stay");
}

static void ask_how(struct console *console)
{
	const struct stage *plan = model_stage(console_model(console), console->opening.stage);
	size_t count = count_voters(console);
	struct tally_rule rule = stage_rule(plan);
	struct buf among = {0};

	struct pick *pick = pick_open(
		console, _("How shall the vote be held?"), false, picked, console->opening.thing);
	const char *shown = shown_here(console, &rule);
	pick_add(pick, HOLD_SECRET, _("Secret: the keyboard goes round, paper too"),
		shown != NULL  ? shown
		: count >= FEW ? _("ballots cannot be told apart")
			       : _("so few that if all vote alike, everybody knows how"));
	pick_add(pick, HOLD_PAPER, _("Secret: paper slips only"), _("typed in by two tellers"));
	if (rule_takes_hands(&rule))
		pick_add(pick, HOLD_HANDS, _("Open: show of hands"), _("only the counts are kept"));
	pick_add(pick, HOLD_NAMES, _("Open: by name, one after another"), _("kept with the names"));
	buf_format(&among, ngettext("now %zu person can", "now %zu people can", count), count);
	pick_add(pick, HOLD_AMONG, _("Name who can vote"), buf_text(&among));
	enum holding usual = usual_holding(console);
	pick_focus(pick, shown != NULL && usual == HOLD_SECRET ? HOLD_PAPER : usual);
	buf_finish(&among);
}

void opening_ask(struct console *console, int stage,
	void (*holds)(struct console *console, int64_t holding, int64_t thing), int64_t thing)
{
	array_finish(&console->opening.voters);
	console->opening.stage = stage;
	console->opening.picked = holds;
	console->opening.thing = thing;
	if (count_voters(console) == 0 &&
		stage_groups_vote(model_stage(console_model(console), stage)))
		console_say(console, true, _(refusal_sentence(REFUSED_NOT_MIXED)));
	else if (count_voters(console) == 0)
		console_say(console, true,
			_("Nobody who can vote is marked as here. g lists the stages; go back to "
			  "the roster."));
	else if (stage_groups_vote(model_stage(console_model(console), stage)))
		holds(console, HOLD_NAMES,
			thing); /* openly, each with one ballot: nothing to ask */
	else
		ask_how(console);
}
