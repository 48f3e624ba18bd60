/* A poll as the room sees it, and what the facilitator does with it. */
#include "state.h"

#include "roundtable/base/mem.h"
#include "roundtable/core/receipt.h"
#include "roundtable/core/rounds.h"
#include "roundtable/core/sentence.h"

void poll_warning(struct console *console, const struct poll *poll, struct page *page)
{
	const struct model *model = console_model(console);

	if (poll->state != POLL_OPEN)
		return;
	if (model_late_voter(model, poll) != 0)
		page_add(page, LINE_WARNING,
			_("Somebody came after the vote was opened. Enter asks the room."));
	else if (model_left_voter(model, poll) != 0)
		page_add(page, LINE_WARNING,
			_("Somebody left while the vote was open. Enter asks the room."));
}

bool poll_awaits(const struct model *model, const struct poll *poll, int64_t id)
{
	const struct person *person = model_person(model, id);

	if (id < 0)
		return !model_has_voted(model, poll, id);
	return person != NULL && (person_here(person) || poll_stands_in(poll, id) != 0) &&
	       !ids_contain(&poll->out, id) && !model_has_voted(model, poll, id);
}

void poll_who(const struct model *model, const struct poll *poll, int64_t id, struct buf *out)
{
	const struct person *person = model_person(model, id);
	const struct person *voter = model_person(model, poll_stands_in(poll, id));
	const char *name = person != NULL && person->name != NULL ? person->name : _("(erased)");

	if (id < 0)
		sentence_voter(model, id, out);
	else if (voter == NULL || (person != NULL && person_here(person)))
		buf_text_add(out, name);
	else
		buf_format(out, _("%1$s for %2$s"),
			voter->name != NULL ? voter->name : _("(erased)"), name);
}

const char *open_fate(const struct poll *poll)
{
	return poll != NULL && poll->mixing != 0
		       ? _("This vote is open: the answer is kept with the small group.")
		       : _("This vote is open: your answer is kept with your name.");
}

const struct poll *poll_behind(const struct console *console)
{
	const struct model *model = console_model(console);

	for (size_t i = model->polls.count; i-- > 0;)
		if (model->polls.items[i].state == POLL_OPEN &&
			model->polls.items[i].stage != console_at(console))
			return &model->polls.items[i];
	return model_open_poll(model);
}

static void late_answered(struct console *console, int64_t yes, int64_t poll)
{
	const struct poll *open = model_poll(console_model(console), poll);
	struct command command = command_make(EVENT_VOTER_ADDED);

	if (open == NULL)
		return;
	command.body.poll = poll;
	command.body.person = model_late_voter(console_model(console), open);
	command.body.yes = yes;
	console_run(
		console, &command, yes ? _("In: this person can vote.") : _("Not in this vote."));
}

static void left_answered(struct console *console, int64_t counted, int64_t poll)
{
	const struct poll *open = model_poll(console_model(console), poll);
	struct command command = command_make(EVENT_VOTER_STEPPED_OUT);

	if (open == NULL)
		return;
	command.body.poll = poll;
	command.body.person = model_left_voter(console_model(console), open);
	command.body.yes = !counted;
	console_run(console, &command,
		counted ? _("Counted still among those who can vote.")
			: _("Not counted any more among those who can vote."));
}

/* True when the room must first be asked about who came or left since the opening; asks. */
static bool ask_room(struct console *console, const struct poll *poll)
{
	const struct model *model = console_model(console);
	int64_t late = model_late_voter(model, poll), left = model_left_voter(model, poll);
	const struct person *person = model_person(model, late != 0 ? late : left);
	struct buf question = {0};

	if (person == NULL)
		return false;
	buf_format(&question,
		late != 0 ? _("%s came after this vote was opened. What does the room say?")
			  : _("%s left while this vote was open. What does the room say?"),
		person->name != NULL ? person->name : _("(erased)"));
	struct pick *pick = pick_open(console, buf_text(&question), false,
		late != 0 ? late_answered : left_answered, poll->id);
	if (late != 0) {
		pick_add(pick, 1, _("In: this person can vote now"), "");
		pick_add(pick, 0, _("Not in this vote"), "");
	} else {
		pick_add(pick, 1, _("Counted still among those who can vote"),
			_("a ballot that was cast counts"));
		pick_add(pick, 0, _("Not counted any more"), _("only if no ballot was cast"));
	}
	buf_finish(&question);
	return true;
}

/* Opens the vote of a stage as it shall be held; `options`: on these alone, NULL: on all. */
static void hold(
	struct console *console, enum holding holding, int64_t proposal, const struct ids *options)
{
	struct command command = command_make(EVENT_POLL_OPENED);
	struct rare *rare = body_rare_make(&command.body);
	bool secret = holding == HOLD_SECRET || holding == HOLD_PAPER;

	command.body.stage = console_at(console);
	command.body.thing = proposal;
	rare->secret = secret;
	if (options != NULL)
		ids_copy(&rare->options, options);
	ids_copy(&rare->eligible, &console->opening.voters);
	command.body.way = holding == HOLD_PAPER   ? BALLOT_PAPER
			   : console->same_picture ? BALLOT_WALL
						   : BALLOT_LAPTOP;
	if (!console_run(console, &command,
		    secret ? _("The vote is open. While nobody has voted, u takes it back.")
			   : _("The vote is open.")))
		return;
	console->scroll = 0;
	const struct poll *poll = model_open_poll(console_model(console));
	const struct stage *stage = console_stage(console);
	if (poll != NULL && poll->way == BALLOT_WALL && !poll->receipts && secret &&
		stage_setting(stage, SETTING_RECEIPTS) != 0 &&
		!question_listed(console_model(console), poll))
		console_say(console, true,
			_("The room sees this screen: no words, no list. For a list: u, Ctrl-L, "
			  "open it again; or use paper."));
	console->opening.by_hands = poll != NULL && holding == HOLD_HANDS ? poll->id : 0;
	if (poll != NULL && holding == HOLD_HANDS)
		form_open(console, FORM_HANDS, poll->id, 0);
	else if (poll != NULL && holding == HOLD_NAMES && names_fit(poll))
		names_open(console, poll->id);
}

static void held(struct console *console, int64_t holding, int64_t proposal)
{
	hold(console, (enum holding)holding, proposal, NULL);
}

/* The same options as in that vote, whatever has come up since. */
static void held_again(struct console *console, int64_t holding, int64_t before)
{
	const struct poll *poll = model_poll(console_model(console), before);
	struct ids options = {0};

	if (poll == NULL)
		return;
	ids_copy(&options, &poll->options);
	hold(console, (enum holding)holding, 0, &options);
	array_finish(&options);
}

static void held_among_tied(struct console *console, int64_t holding, int64_t before)
{
	const struct poll *poll = model_poll(console_model(console), before);
	struct ids tied = {0};

	if (poll == NULL)
		return;
	poll_tied(console_model(console), poll, &tied);
	hold(console, (enum holding)holding, 0, &tied);
	array_finish(&tied);
}

void poll_open_ask(struct console *console, int stage, int64_t proposal)
{
	opening_ask(console, stage, held, proposal);
}

enum { AGAIN_ALL, AGAIN_TIED };

static void again(struct console *console, int64_t among, int64_t before)
{
	opening_ask(console, console_at(console),
		among == AGAIN_TIED ? held_among_tied : held_again, before);
}

void poll_again_ask(struct console *console, const struct poll *poll)
{
	struct ids tied = {0};
	struct buf text = {0};
	struct rounds rounds;

	poll_tied(console_model(console), poll, &tied);
	rounds_read(console_model(console), poll->stage, INT64_MAX, &rounds);
	if (rounds.over && tied.count < 2) {
		console_say(console, true, _(refusal_sentence(REFUSED_ROUNDS_OVER)));
	} else if (tied.count < 2) {
		again(console, AGAIN_ALL, poll->id);
	} else {
		struct pick *pick = pick_open(console, _("Vote again?"), false, again, poll->id);
		buf_format(&text, _("Among the %zu that are level only"), tied.count);
		pick_add(pick, AGAIN_TIED, buf_text(&text), "");
		if (!rounds.over)
			pick_add(pick, AGAIN_ALL, _("On all the same options, after talking"), "");
	}
	buf_finish(&text);
	array_finish(&tied);
}

static void close_yes(struct console *console, int64_t poll)
{
	struct command command = command_make(EVENT_POLL_CLOSED);
	char head[10];
	struct buf done = {0};

	command.body.poll = poll;
	if (!console_run(console, &command, NULL))
		return;
	console->scroll = 0; /* the result is read from its beginning */
	console->config.ports.head(console->config.ports.context, head);
	buf_format(&done, _("Closed and counted. The log stands at %s."), head);
	console_say(console, false, buf_text(&done));
	buf_finish(&done);
	/* a hub over another stage has done its work only when it is left: the result is shown in
	 * it */
}

static void ask_close(struct console *console, const struct poll *poll)
{
	const struct model *model = console_model(console);
	long long cast = model_poll_cast(model, poll), waiting = model_poll_waiting(model, poll);
	struct buf detail = {0};

	if (waiting > 0)
		buf_format(&detail,
			_("Voted: %lld. Not yet: %lld. After closing nothing can be added."), cast,
			waiting);
	else
		buf_format(&detail, _("All %lld have voted."), cast);
	confirm_open(
		console, _("Close the vote and count?"), buf_text(&detail), close_yes, poll->id);
	buf_finish(&detail);
}

/* While the room sees this screen, or where its lines stay, one choice stays secret by its number;
 * nothing else does. Of slips the room may see none; whose they are is nowhere to be read. */
bool ballot_seen(struct console *console, const struct poll *poll, bool slip)
{
	enum ballot_shape shape = tally_method(poll->rule.method)->shape;
	bool one_choice = shape == SHAPE_CHOOSE || shape == SHAPE_ANSWER;
	bool seen = slip ? console->same_picture : console_readable(console);

	if (!poll->secret || !seen || (one_choice && !slip))
		return false;
	console_say(console, true,
		slip ? _("The room sees this screen, and would see each slip. Switch the projector "
			 "off, then press Ctrl-L.")
		: console->same_picture
			? _(refusal_sentence(REFUSED_WALL_SHAPE))
			: _("The lines of this screen stay: only one-choice ballots stay secret on "
			    "it. Use paper slips."));
	return true;
}

static bool take_slips(struct console *console, const struct poll *poll)
{
	if (!poll->secret)
		console_say(console, true, _("This vote is open; slips are for secret votes."));
	else if (poll->teller == 0)
		form_open(console, FORM_TELLERS, poll->id, 0);
	else
		ballot_open(console, poll->id, 0);
	return true;
}

/* Nothing is left but to close the vote: hands were counted, or nobody is waited for. */
static bool all_in(const struct model *model, const struct poll *poll)
{
	return poll->hands.count > 0 ||
	       (model_poll_cast(model, poll) > 0 && model_poll_waiting(model, poll) <= 0);
}

/* It was opened for a show of hands, and nobody has said anything by name. */
static bool held_by_hands(const struct console *console, const struct poll *poll)
{
	return !poll->secret && poll->ballots.count == 0 && console->opening.by_hands == poll->id;
}

static bool take(struct console *console, const struct poll *poll, bool pass)
{
	if (ask_room(console, poll))
		return true;
	if (!pass && all_in(console_model(console), poll))
		ask_close(console, poll);
	else if (poll->secret && poll->way == BALLOT_PAPER)
		return take_slips(console, poll);
	else if (!pass && held_by_hands(console, poll))
		form_open(console, FORM_HANDS, poll->id, 0);
	else if (!pass && names_fit(poll))
		names_open(console, poll->id);
	else if (poll->mixing != 0)
		groups_open(console, poll->id);
	else if (!ballot_seen(console, poll, false))
		call_open(console, poll->id);
	return true;
}

bool poll_act(struct console *console, int64_t id, enum action_id action)
{
	const struct poll *poll = model_poll(console_model(console), id);
	bool open = poll != NULL && poll->state == POLL_OPEN;

	if (poll == NULL)
		return false;
	if (action == ACTION_VOID && poll->state != POLL_IS_VOIDED) {
		form_open(console, FORM_VOID, id, 0);
		return true;
	}
	if (!open)
		return false;
	switch ((int)action) {
	case ACTION_TAKE:
	case ACTION_PASS_KEYBOARD:
		return take(console, poll, action == ACTION_PASS_KEYBOARD);
	case ACTION_SLIPS:
		return ask_room(console, poll) || take_slips(console, poll);
	case ACTION_HANDS:
		if (poll->secret)
			console_say(console, true, _("This vote is secret; it takes no hands."));
		else if (!rule_takes_hands(&poll->rule))
			console_say(console, true,
				_("Hands cannot say such a ballot. p passes the keyboard on."));
		else
			form_open(console, FORM_HANDS, id, 0);
		return true;
	case ACTION_STEP_OUT:
		form_open(console, FORM_STEP_OUT, id, 0);
		return true;
	case ACTION_STAND_IN:
		form_open(console, FORM_STAND_IN, id, 0);
		return true;
	case ACTION_WRONG_NAME:
		form_open(console, FORM_WRONG_NAME, id, 0);
		return true;
	case ACTION_CLOSE_VOTE:
		if (!ask_room(console, poll))
			ask_close(console, poll);
		return true;
	}
	return false;
}

void poll_hints(
	const struct console *console, const struct poll *poll, enum mode mode, struct page *page)
{
	if (poll->state != POLL_OPEN)
		return;
	const struct model *model = console_model(console);
	bool done = all_in(model, poll);
	if (done)
		view_mode_hint(page, mode, ACTION_TAKE, _("close the vote"));
	else if (poll->secret && poll->way == BALLOT_PAPER)
		view_mode_hint(page, mode, ACTION_TAKE, _("type a slip"));
	else if (poll->secret)
		view_mode_hint(page, mode, ACTION_TAKE, _("pass keyboard"));
	else
		view_mode_hint(page, mode, ACTION_TAKE,
			poll->mixing != 0              ? _("a small group's ballot")
			: held_by_hands(console, poll) ? _("count hands")
						       : _("ask by name"));
	if (!done)
		view_mode_hint(page, mode, ACTION_CLOSE_VOTE, NULL);
	if (poll->mixing != 0) {
		if (poll->ballots.count > 0 && !names_fit(poll))
			view_mode_hint(page, mode, ACTION_PASS_KEYBOARD, _("put a ballot right"));
		return;
	}
	if (poll->secret && !done)
		view_mode_hint(page, mode, ACTION_SLIPS, NULL);
	if (!poll->secret)
		view_mode_hint(
			page, mode, ACTION_HANDS, poll->hands.count > 0 ? _("count again") : NULL);
	const struct stage *plan = model_stage(model, poll->stage);
	if (plan != NULL && stage_setting(plan, SETTING_STANDING_IN))
		view_mode_hint(page, mode, ACTION_STAND_IN, NULL);
	view_mode_hint(page, mode, ACTION_STEP_OUT, NULL);
	if (poll->secret)
		view_mode_hint(page, mode, ACTION_WRONG_NAME, NULL);
}

/* The hub of a poll that belongs to another stage: the side table. */
struct hub {
	int64_t poll;
};

static void hub_draw(struct console *console, struct overlay *overlay, struct page *page)
{
	const struct model *model = console_model(console);
	const struct poll *poll = model_poll(model, ((struct hub *)overlay->state)->poll);
	const struct stage *plan = poll != NULL ? model_stage(model, poll->stage) : NULL;
	struct audience behind = {0};

	if (plan == NULL)
		return;
	page_set(&page->title, "%s", plan->title);
	page_addf(page, LINE_QUESTION, "%s", plan->title);
	if (poll->state == POLL_OPEN)
		page_addf(page, LINE_DO, _("%lld of %lld have voted"),
			(long long)model_poll_cast(model, poll),
			(long long)(poll->eligible.count - poll->out.count));
	audience_set_vote(&behind, model, poll);
	if (behind.vote.result != NULL)
		page_add(page, LINE_SENTENCE, behind.vote.result);
	poll_warning(console, poll, page);
	wall_vote(&behind.vote, page);
	audience_finish(&behind);
	poll_hints(console, poll, MODE_VOTE, page);
	view_mode_hint(page, MODE_VOTE, ACTION_BACK, NULL);
}

static bool hub_act(struct console *console, struct overlay *overlay, enum action_id action)
{
	int64_t id = ((struct hub *)overlay->state)->poll;
	const struct poll *poll = model_poll(console_model(console), id);

	if (action == ACTION_BACK || action == ACTION_QUIT || action == ACTION_VOTE ||
		poll == NULL || (action == ACTION_TAKE && poll->state != POLL_OPEN)) {
		console_pop(console);
		return true;
	}
	if (poll_act(console, id, action))
		return true;
	switch ((int)action) {
	case ACTION_WALL_OFF:
	case ACTION_UNDO:
	case ACTION_REDO:
	case ACTION_NOTE:
	case ACTION_ACTION:
	case ACTION_PARK:
	case ACTION_PERSON:
		return console_act(console, action);
	}
	return false;
}

static void hub_destroy(struct overlay *overlay)
{
	array_free(overlay->state);
}

static const struct overlay_kind hub_kind = {
	.mode = MODE_VOTE, .draw = hub_draw, .act = hub_act, .destroy = hub_destroy};

void poll_hub_open(struct console *console, int64_t poll)
{
	struct hub *hub = mem_alloc(1, sizeof *hub);

	hub->poll = poll;
	console_push(console, &hub_kind, hub);
}
