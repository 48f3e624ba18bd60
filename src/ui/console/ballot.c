/* One ballot at the console: for the person who has the keyboard, or for a paper slip. */
#include "state.h"

#include "roundtable/base/mem.h"
#include "roundtable/core/counted.h"
#include "roundtable/core/parts.h"
#include "roundtable/core/sentence.h"
#include "roundtable/ui/ballot.h"

struct casting {
	int64_t poll, person; /* person 0: a slip */
	int role;             /* that the slip says, where each role counts apart; else -1 */
	struct ballot *ballot;
};

static const struct poll *poll_of(const struct console *console, const struct casting *casting)
{
	return model_poll(console_model(console), casting->poll);
}

static void fill_paper(
	const struct console *console, const struct poll *poll, struct ballot_paper *paper)
{
	const struct model *model = console_model(console);
	const struct stage *plan = model_stage(model, poll->stage);
	struct buf question = {0};

	sentence_question(model, poll, &question);
	*paper = (struct ballot_paper){.question = buf_take(&question),
		.prompt = ballot_prompt(poll->proposal == 0 && plan != NULL ? plan->prompt : NULL),
		.shape = tally_method(poll->rule.method)->shape,
		.dots = tally_dots(&poll->rule),
		.scale = tally_scale(&poll->rule),
		.ranks = poll->rule.ranks,
		.budget = poll->rule.budget,
		.fingers = poll->rule.method == TALLY_FIST_TO_FIVE,
		.rates = poll->rule.method == TALLY_RATINGS,
		.blank = poll_takes_blank(poll),
		.secret = poll->secret,
		.receipts = poll->receipts};
	ids_copy(&paper->costs, &poll->costs);
	if (plan != NULL && paper->shape == SHAPE_GRADE)
		stage_grades(plan, &paper->grades);
	for (size_t i = 0; i < poll_options(poll); i++) {
		struct buf text = {0};
		sentence_option(model, poll, i, &text);
		texts_add(&paper->options, buf_text(&text));
		buf_finish(&text);
	}
}

static void draw(struct console *console, struct overlay *overlay, struct page *page)
{
	const struct casting *casting = overlay->state;
	const struct model *model = console_model(console);
	const struct poll *poll = poll_of(console, casting);
	struct buf who = {0};

	if (poll == NULL)
		return;
	long long cast = model_poll_cast(model, poll), waiting = model_poll_waiting(model, poll);
	if (casting->person == 0)
		page_set(&page->title, _("Paper slip: ballot %lld of %lld"), cast + 1,
			cast + waiting);
	else
		sentence_voter(model, casting->person, &who);
	if (who.count > 0)
		page_set(&page->title, "%s", buf_text(&who));
	buf_finish(&who);
	ballot_page(casting->ballot, page);
	if (casting->person < 0)
		page_hint(page, "Esc", _("leave it"));
}

static void cast(struct console *console, struct casting *casting)
{
	struct command command = command_make(EVENT_BALLOT_CAST);
	bool slip = casting->person == 0;

	command.body.poll = casting->poll;
	command.body.person = casting->person;
	command.body.role = casting->role;
	ballot_marks(casting->ballot, &body_rare_make(&command.body)->marks);
	if (poll_of(console, casting)->receipts)
		texts_add(&command.words, ballot_words(casting->ballot));
	struct buf group = {0};
	if (casting->person < 0) {
		struct buf name = {0};
		sentence_voter(console_model(console), casting->person, &name);
		buf_format(&group, _("%s: the ballot is in. w puts one right."), buf_text(&name));
		buf_finish(&name);
	}
	bool done = console_run(console, &command,
		group.count > 0 ? buf_text(&group)
		: slip          ? _("Taken. The next slip, or Backspace when there is none.")
				: _("Cast. Please pass the keyboard on."));
	buf_finish(&group);
	if (!done)
		return;
	ballot_clear(casting->ballot);
	const struct poll *poll = poll_of(console, casting);
	if (slip && casting->role >= 0) {
		console_pop(console); /* the next one says its own role */
		return;
	}
	if (!slip || poll == NULL || model_poll_waiting(console_model(console), poll) <= 0) {
		if (slip)
			console_say(console, false,
				_("There are as many ballots as people who can vote."));
		console_pop(console);
	}
}

static bool input(struct console *console, struct overlay *overlay, const struct key *key)
{
	struct casting *casting = overlay->state;
	const struct poll *poll = poll_of(console, casting);

	if (poll == NULL || poll->state != POLL_OPEN) {
		console_pop(console);
		return true;
	}
	/* a small group reads its ballot out: the keyboard is in nobody else's hands */
	if (casting->person < 0 && key->code == KEYS_ESC) {
		console_say(console, false, _("Left as it was: nothing was taken."));
		console_pop(console);
		return true;
	}
	enum ballot_outcome outcome = ballot_key(casting->ballot, key, &overlay->scroll);
	if (ballot_message(casting->ballot) != NULL)
		console_say(console, true, ballot_message(casting->ballot));
	switch (outcome) {
	case BALLOT_USED:
		break;
	case BALLOT_STRANGE:
		say_only_these(console);
		break;
	case BALLOT_HANDED:
		cast(console, casting);
		break;
	case BALLOT_LEFT:
		console_pop(console); /* back to who is called, or from the slips */
		break;
	}
	return true;
}

/* The wheel alone comes past input(). */
static bool act(struct console *console, struct overlay *overlay, enum action_id action)
{
	struct key key = {.code = action == ACTION_UP ? KEYS_UP : KEYS_DOWN};

	return input(console, overlay, &key);
}

/* A click only moves the cursor: Enter chooses. */
static void point(struct console *console, struct overlay *overlay, size_t target)
{
	(void)console;
	ballot_point(((struct casting *)overlay->state)->ballot, target);
}

static void destroy(struct overlay *overlay)
{
	struct casting *casting = overlay->state;

	ballot_destroy(casting->ballot);
	array_free(casting);
}

/* Of a stranger's ballot only its own keys work; so for a teller's. */
static const struct overlay_kind ballot_kind = {.mode = MODE_BALLOT,
	.secret_hands = true,
	.draw = draw,
	.act = act,
	.input = input,
	.point = point,
	.destroy = destroy};

static void open_casting(struct console *console, int64_t id, int64_t person, int role)
{
	const struct poll *poll = model_poll(console_model(console), id);
	struct ballot_paper paper;

	bool wall = person != 0 && poll->secret && console_readable(console);
	struct casting *casting = mem_alloc(1, sizeof *casting);
	*casting = (struct casting){.poll = id, .person = person, .role = role};
	fill_paper(console, poll, &paper);
	casting->ballot = ballot_create(&paper,
		wall          ? BALLOT_BEFORE_ROOM
		: person == 0 ? BALLOT_BY_TELLERS
			      : BALLOT_BY_PERSON,
		console->config.random);
	for (size_t i = 0; i < poll->ballots.count; i++)
		if (poll->ballots.items[i].person == person)
			ballot_fill(casting->ballot, &poll->ballots.items[i].marks);
	console_push(console, &ballot_kind, casting);
}

static void group_picked(struct console *console, int64_t group, int64_t poll)
{
	ballot_open(console, poll, group);
}

void groups_open(struct console *console, int64_t id)
{
	const struct model *model = console_model(console);
	const struct poll *poll = model_poll(model, id);
	struct pick *pick = pick_open(
		console, _("Which small group reads out its ballot?"), false, group_picked, id);

	/* who is still to come first */
	for (int voted = 0; voted <= 1; voted++)
		for (size_t i = 0; i < poll->eligible.count; i++) {
			int64_t group = poll->eligible.items[i];
			struct buf name = {0};
			if (model_has_voted(model, poll, group) != (voted != 0))
				continue;
			sentence_voter(model, group, &name);
			pick_add(pick, group, buf_text(&name),
				voted ? _("is in: Enter puts it right") : "");
			buf_finish(&name);
		}
}

static void role_said(struct console *console, int64_t role, int64_t poll)
{
	open_casting(console, poll, 0, (int)role);
}

/* Where roles or groups of them count apart, a slip says from which it is. */
static void ask_role(struct console *console, int64_t poll)
{
	const struct model *model = console_model(console);
	const struct stage *stage = model_stage(model, model_poll(model, poll)->stage);
	const struct roles *roles = &model->plan->roles;
	struct pick *pick = pick_open(
		console, _("Where does the slip say it is from?"), false, role_said, poll);

	for (size_t i = 0; i < roles->count; i++)
		if (slip_part_name(model->plan, stage, i) != NULL)
			pick_add(pick, (int64_t)i, slip_part_name(model->plan, stage, i), "");
}

void ballot_open(struct console *console, int64_t id, int64_t person)
{
	const struct poll *poll = model_poll(console_model(console), id);

	if (poll == NULL || console_read_only(console))
		return;
	if (poll->secret && model_poll_waiting(console_model(console), poll) <= 0) {
		console_say(console, true,
			_("There are as many ballots as people who can vote. Enter closes the "
			  "vote."));
		return;
	}
	if (ballot_seen(console, poll, person == 0))
		return;
	if (person == 0 && poll_says_role(poll))
		ask_role(console, id);
	else
		open_casting(console, id, person, -1);
}
