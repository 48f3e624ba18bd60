/* A proposal: worded, who carries it, tested, recorded. */
#include "../console/state.h"

#include "roundtable/core/agreement.h"

static const struct proposal *current(struct console *console)
{
	return model_stage_proposal(console_model(console), console_at(console));
}

static bool makes_rules(struct console *console)
{
	return stage_setting(console_stage(console), SETTING_WHAT) == WHAT_RULES;
}

/* Typed here while nothing is being decided; rules are put together from lists. */
static const char *label(struct console *console)
{
	const struct proposal *proposal = current(console);

	if (makes_rules(console))
		return NULL;
	return proposal == NULL || proposal->decision != 0 ? _("Proposal") : NULL;
}

static bool propose(struct console *console, const char *text, int64_t source)
{
	struct command command = command_make(EVENT_PROPOSAL_MADE);

	command.body.stage = console_at(console);
	command.body.thing = source;
	texts_add(&command.words, text);
	return console_run(console, &command, _("Proposed. w: who carries it; v: test it."));
}

static bool enter(struct console *console, const char *text)
{
	return propose(console, text, 0);
}

static void card_picked(struct console *console, int64_t card, int64_t thing)
{
	const struct card *from = model_card(console_model(console), card);
	const struct theme *theme = model_theme(console_model(console), card);

	if (model_proposal(console_model(console), card) != NULL)
		form_open(console, FORM_AGAIN, card, 0);

	(void)thing;
	if (from != NULL && from->cells.items[0] != NULL)
		propose(console, from->cells.items[0], card);
	if (theme != NULL && theme->name != NULL)
		propose(console, theme->name, card);
}

/* True, and says so, while another proposal waits for its decision. */
static bool undecided_yet(struct console *console)
{
	const struct proposal *proposal = current(console);

	if (proposal == NULL || proposal->decision != 0)
		return false;
	console_say(console, true, _("Decide or withdraw this proposal first."));
	return true;
}

/* What earlier meetings left to be decided, or decided and may be changed. */
static void add_earlier(const struct model *model, struct pick *pick)
{
	for (size_t i = 0; i < model->proposals.count; i++) {
		const struct proposal *proposal = &model->proposals.items[i];
		if (proposal->withdrawn || proposal->replaced != 0 || proposal->text == NULL ||
			!model_carried(model, proposal->id) || proposal_taken_up(model, proposal) ||
			model_rule(model, proposal->id) != NULL)
			continue;
		pick_add(pick, proposal->id, proposal->text,
			proposal->decision == 0                  ? _("not decided last time")
			: proposal->verdict == DECISION_DEFERRED ? _("deferred; take it up again")
								 : _("decided; take it up again"));
	}
}

static void add_themes(const struct model *model, int64_t from, struct pick *pick)
{
	for (size_t i = 0; i < model->themes.count; i++) {
		const struct theme *theme = &model->themes.items[i];
		if (!theme->withdrawn && theme->name != NULL &&
			!model_cards_hidden(model, theme->stage) &&
			(from < 0 || theme->stage == from))
			pick_add(pick, theme->id, theme->name, _("theme"));
	}
}

static void from_card(struct console *console)
{
	const struct model *model = console_model(console);
	const struct stage *plan = console_stage(console);
	int64_t from = stage_setting(plan, SETTING_FROM);
	struct pick *pick;

	if (undecided_yet(console))
		return;
	pick = pick_open(console,
		_("Which card or theme, or which earlier decision, is the proposal?"), true,
		card_picked, 0);
	add_themes(model, from, pick);
	for (size_t i = 0; i < model->cards.count; i++) {
		const struct card *card = &model->cards.items[i];
		if (card_stands(card) && !model_cards_hidden(model, card->stage) &&
			card->cells.items[0] != NULL && card->cells.items[0][0] != '\0' &&
			(from < 0 || card->stage == model_source(model, (int)from)))
			pick_add(pick, card->id, card->cells.items[0],
				model_stage(model, card->stage)->title);
	}
	add_earlier(model, pick);
}

/* What was carried waits for those who would carry it, as long as they were not asked. */
static bool asks_bearers(const struct proposal *proposal, const struct poll *poll)
{
	const struct burden *missing = proposal_missing(proposal);

	return missing != NULL && missing->answer == ANSWER_NOT_ASKED && !missing->apart &&
	       poll->state == POLL_IS_CLOSED && poll->result.outcome == OUTCOME_CARRIED;
}

static bool by_authority(struct console *console, const struct proposal *proposal)
{
	return model_by_authority(console_model(console), proposal);
}

static bool votes(struct console *console, const struct proposal *proposal)
{
	const struct rule *rule = model_rule_for(console_model(console), proposal);

	return rule == NULL || rule_votes(rule->how);
}

/* How many objected in the test, less the objections that were put into words since. */
static int64_t unspoken(const struct proposal *proposal, const struct poll *poll)
{
	enum { OBJECTED_NONE = -1 };
	int at = poll == NULL || poll->state != POLL_IS_CLOSED ? OBJECTED_NONE
		 : poll->rule.method == TALLY_CONSENT          ? ANSWER_OBJECT
		 : poll->rule.method == TALLY_CONSENSUS        ? ANSWER_BLOCK
							       : OBJECTED_NONE;
	int64_t left = at >= 0 && (size_t)at < poll->result.sums.options
			       ? poll->result.sums.totals[at]
			       : 0;

	for (size_t i = 0; left > 0 && i < proposal->objections.count; i++)
		left -= objection_holds(&proposal->objections.items[i]) &&
			proposal->objections.items[i].id > poll->id;
	return left;
}

enum { SAY_WHY, RECORD_SO };

static void why_picked(struct console *console, int64_t choice, int64_t proposal)
{
	if (choice == SAY_WHY)
		form_open(console, FORM_OBJECTION, proposal, 1);
	else
		form_open(console, FORM_DECIDE, proposal, 0);
}

/* Whoever objected is asked why before it is recorded; the group may go on without. */
static void record(struct console *console, const struct proposal *proposal)
{
	const struct poll *poll = model_proposal_poll(console_model(console), proposal->id);

	if (unspoken(proposal, poll) <= 0) {
		form_open(console, FORM_DECIDE, proposal->id, 0);
		return;
	}
	struct pick *pick = pick_open(console,
		_("Somebody objected, and nothing says why. Ask: why? What would meet it?"), false,
		why_picked, proposal->id);
	pick_add(pick, SAY_WHY, _("Write down why"), _("without a name"));
	pick_add(pick, RECORD_SO, _("Record the decision without it"), "");
}

/* What Enter does next with the proposal that is being decided. */
static void go_on(struct console *console, const struct proposal *proposal)
{
	const struct poll *poll = model_proposal_poll(console_model(console), proposal->id);

	bool rule = model_rule(console_model(console), proposal->id) != NULL;

	if (proposal->amends != 0 && amendment_stale(console_model(console), proposal))
		amendment_fit_ask(console, proposal);
	else if (proposal->amends != 0)
		poll_open_ask(console, console_at(console), proposal->id);
	else if (poll == NULL && proposal->burdens.count == 0 && !rule)
		form_open(console, FORM_BURDEN, proposal->id, 0);
	else if (poll == NULL && by_authority(console, proposal) &&
		 !proposal_advised(console_model(console), proposal))
		form_open(console, FORM_ADVICE, proposal->id, 0);
	else if (poll == NULL && votes(console, proposal))
		poll_open_ask(console, console_at(console), proposal->id);
	else if (poll != NULL && !proposal_words_tested(proposal, poll))
		poll_open_ask(console, console_at(console), proposal->id);
	else if (poll != NULL && asks_bearers(proposal, poll))
		bearers_ask(console, proposal);
	else
		record(console, proposal);
}

static bool decided(
	struct console *console, enum action_id action, const struct audience_item *focused)
{
	if (focused != NULL && focused->kind == ITEM_DECISION &&
		(action == ACTION_TAKE || action == ACTION_CARE)) {
		form_open(console, FORM_CARE, focused->id, 0);
		return true;
	}
	if (focused != NULL && focused->kind == ITEM_DECISION && action == ACTION_ACTION) {
		form_open(console, FORM_ACTION, focused->id, 0);
		return true;
	}
	if (focused != NULL && focused->kind == ITEM_DECISION && action == ACTION_BURDEN) {
		form_open(console, FORM_BURDEN, focused->id, 0);
		return true;
	}
	if (focused != NULL && focused->kind == ITEM_DECISION && action == ACTION_MINORITY) {
		form_open(console, FORM_MINORITY, focused->id, 0);
		return true;
	}
	if (focused != NULL && focused->kind == ITEM_DECISION && action == ACTION_REVIEW) {
		review_ask(console, focused->id);
		return true;
	}
	if (focused != NULL && focused->kind == ITEM_DECISION && action == ACTION_BEARER) {
		bearers_ask(console, model_proposal(console_model(console), focused->id));
		return true;
	}
	return false;
}

static void amend_ask(struct console *console, const struct proposal *proposal)
{
	if (model_by_majority(console_model(console), proposal))
		form_open(console, FORM_AMEND, proposal->id, 0);
	else
		console_say(console, true, _(refusal_sentence(REFUSED_NO_AMENDMENT)));
}

static void reason_ask(
	struct console *console, const struct proposal *proposal, const struct poll *poll)
{
	if (model_asks_everybody(console_model(console), proposal))
		form_open(console, FORM_OBJECTION, proposal->id, 0);
	else if (poll != NULL)
		form_open(console, FORM_REASON, poll->id, 0);
	else
		console_say(console, true,
			_("Reasons are written down once the proposal is being tested: v."));
}

/* Keys for a proposal that is not decided yet. */
static bool deciding_act(struct console *console, enum action_id action,
	const struct proposal *proposal, const struct poll *poll)
{
	/* while an amendment waits, all but its vote is about what it amends */
	const struct proposal *whole = proposal_amended(console_model(console), proposal);

	switch ((int)action) {
	case ACTION_TAKE:
		go_on(console, proposal);
		return true;
	case ACTION_BURDEN:
		form_open(console, FORM_BURDEN, whole->id, 0);
		return true;
	case ACTION_ADVICE:
		if (by_authority(console, whole))
			form_open(console, FORM_ADVICE, whole->id, 0);
		else
			console_say(console, true, _(refusal_sentence(REFUSED_NO_ADVICE)));
		return true;
	case ACTION_AMEND:
		amend_ask(console, whole);
		return true;
	case ACTION_WITHDRAW:
		if (proposal->amends == 0)
			break;
		thing_withdraw(console, proposal->id, proposal->text);
		return true;
	case ACTION_EDIT:
		form_open(console, FORM_REWORD, proposal->id, 0);
		return true;
	case ACTION_VOTE:
		if (poll != NULL && poll->state == POLL_OPEN)
			return poll_act(console, poll->id, ACTION_TAKE);
		poll_open_ask(console, console_at(console), proposal->id);
		return true;
	case ACTION_DECIDE:
		record(console, whole);
		return true;
	case ACTION_REASON:
		reason_ask(console, proposal, poll);
		return true;
	case ACTION_CARE:
		form_open(console, FORM_CARE, whole->id, 0);
		return true;
	case ACTION_BEARER:
		bearers_ask(console, whole);
		return true;
	case ACTION_ROUND:
		if (model_asks_everybody(console_model(console), proposal))
			rounds_ask(console, proposal);
		else
			console_say(console, true,
				_("Rounds belong to a test by consent or consensus."));
		return true;
	case ACTION_MET:
		objections_ask(console, proposal);
		return true;
	case ACTION_KIND:
		kind_ask(console, whole);
		return true;
	}
	return false;
}

static bool act(struct console *console, enum action_id action, const struct audience_item *focused)
{
	const struct proposal *proposal = current(console);
	bool deciding = proposal != NULL && proposal->decision == 0;
	const struct poll *poll =
		deciding ? model_proposal_poll(console_model(console), proposal->id) : NULL;

	if (poll != NULL && poll_act(console, poll->id, action))
		return true;
	if (action == ACTION_FROM_CARD) {
		from_card(console);
		return true;
	}
	if (action == ACTION_RULE ||
		(action == ACTION_TAKE && !deciding && makes_rules(console) &&
			!(focused != NULL && focused->kind == ITEM_DECISION))) {
		if (!undecided_yet(console))
			rules_ask(console);
		return true;
	}
	return deciding ? deciding_act(console, action, proposal, poll)
			: decided(console, action, focused);
}

/* What a reason against is called here. */
static const char *against(struct console *console, const struct proposal *proposal)
{
	return model_asks_everybody(console_model(console), proposal) ? _("objection") : NULL;
}

/* Of a proposal that was not put to the test yet. */
static void untested_hints(
	struct console *console, const struct proposal *proposal, struct page *page)
{
	if (model_rule(console_model(console), proposal->id) != NULL) {
		view_hint(console, page, ACTION_TAKE, _("test it"));
		view_ways(console, page);
	} else if (proposal->burdens.count > 0 && !votes(console, proposal)) {
		bool hears = by_authority(console, proposal) &&
			     !proposal_advised(console_model(console), proposal);
		view_hint(console, page, ACTION_TAKE,
			hears ? _("hear advice") : _("record the decision"));
		view_ways(console, page);
		if (by_authority(console, proposal))
			view_hint(console, page, ACTION_ADVICE, NULL);
		view_hint(console, page, ACTION_BURDEN, NULL);
		view_hint(console, page, ACTION_BEARER, NULL);
	} else {
		bool carried = proposal->burdens.count > 0;
		view_hint(console, page, ACTION_TAKE, carried ? _("test it") : _("who carries it"));
		view_ways(console, page);
		if (carried) {
			view_hint(console, page, ACTION_BURDEN, NULL);
			view_hint(console, page, ACTION_BEARER, NULL);
		} else {
			view_hint(console, page, ACTION_VOTE, _("test it"));
		}
		view_hint(console, page, ACTION_EDIT, NULL);
		if (model_asks_everybody(console_model(console), proposal))
			view_hint(console, page, ACTION_ROUND, NULL);
		else if (model_by_majority(console_model(console), proposal))
			view_hint(console, page, ACTION_AMEND, NULL);
		view_hint(console, page, ACTION_KIND, NULL);
	}
}

/* While nothing is being decided: what can be proposed, what belongs to a decision. */
static void settled_hints(struct console *console, struct page *page)
{
	const struct audience_item *focused = console_focused(console);

	if (console_typing(console)) {
		view_hint(console, page, ACTION_TAKE, _("propose"));
		view_ways(console, page);
	} else if (focused == NULL || focused->kind != ITEM_DECISION) {
		view_hint(console, page, ACTION_TAKE, _("type"));
		view_ways(console, page);
	} else {
		view_hint(console, page, ACTION_TAKE, _("who does it"));
		view_ways(console, page);
		view_hint(console, page, ACTION_EDIT, _("correct it"));
		view_hint(console, page, ACTION_REVIEW, NULL);
		view_hint(console, page, ACTION_MINORITY, NULL);
		view_hint(console, page, ACTION_ACTION, _("action from it"));
		view_hint(console, page, ACTION_TRACE, NULL);
	}
	view_hint(console, page, ACTION_FROM_CARD, NULL);
	if (console_typing(console))
		view_hint(console, page, ACTION_SWITCH, _("list"));
	else if (focused != NULL)
		view_hint(console, page, ACTION_SWITCH, _("type"));
}

static void hints(struct console *console, struct page *page)
{
	const struct proposal *proposal = current(console);
	bool deciding = proposal != NULL && proposal->decision == 0;
	const struct poll *poll =
		deciding ? model_proposal_poll(console_model(console), proposal->id) : NULL;

	if (!deciding && makes_rules(console)) {
		view_hint(console, page, ACTION_RULE, _("propose a rule"));
		view_ways(console, page);
	} else if (!deciding) {
		settled_hints(console, page);
	} else if (proposal->amends != 0 && (poll == NULL || poll->state != POLL_OPEN)) {
		view_hint(console, page, ACTION_TAKE,
			amendment_stale(console_model(console), proposal)
				? _("fit the amendment")
				: _("vote on the amendment"));
		view_ways(console, page);
		view_hint(console, page, ACTION_EDIT, NULL);
		view_hint(console, page, ACTION_WITHDRAW, NULL);
		view_hint(console, page, ACTION_AMEND, NULL);
	} else if (poll == NULL) {
		untested_hints(console, proposal, page);
	} else if (poll->state == POLL_OPEN) {
		poll_hints(console, poll, MODE_DECIDE, page);
		view_ways(console, page);
		view_hint(console, page, ACTION_REASON, against(console, proposal));
	} else {
		bool tested = proposal_words_tested(proposal, poll);
		if (!tested)
			view_hint(console, page, ACTION_TAKE, _("test again"));
		else if (asks_bearers(proposal, poll))
			view_hint(console, page, ACTION_TAKE, _("ask who carries it"));
		else
			view_hint(console, page, ACTION_TAKE, _("record the decision"));
		view_ways(console, page);
		if (proposal->burdens.count > 0)
			view_hint(console, page, ACTION_BEARER, NULL);
		view_hint(console, page, ACTION_REASON, against(console, proposal));
		if (proposal->objections.count > 0)
			view_hint(console, page, ACTION_MET, NULL);
		view_hint(console, page, ACTION_EDIT, NULL);
		if (tested)
			view_hint(console, page, ACTION_VOTE, _("test again"));
	}
}

const struct activity_view decide_view = {
	.mode = MODE_DECIDE, .label = label, .enter = enter, .act = act, .hints = hints};
