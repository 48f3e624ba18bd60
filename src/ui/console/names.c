/* An open vote by name: people are asked in turn, and one key writes down what each of them says.
 */
#include "state.h"

#include "roundtable/base/mem.h"
#include "roundtable/core/sentence.h"

#include <string.h>

/* The key of each option; the letters left out do something else here. 0 is the blank answer, but
 * of fingers it is the fist, and the blank answer is the hyphen. */
static const char option_keys[] = "123456789abdefghijklmnopqstuvwyz", finger_keys[] = "012345";

static const char *keys_of(const struct poll *poll)
{
	return poll->rule.method == TALLY_FIST_TO_FIVE ? finger_keys : option_keys;
}

static char blank_key(const struct poll *poll)
{
	return poll->rule.method == TALLY_FIST_TO_FIVE ? '-' : '0';
}

struct names {
	int64_t poll;
	size_t at;    /* in the roster of the poll */
	size_t heard; /* the answer that words may be asked for: given last, or gone back to */
};

static const struct poll *poll_of(const struct console *console, const struct names *names)
{
	return model_poll(console_model(console), names->poll);
}

static int64_t asked(const struct poll *poll, const struct names *names)
{
	return names->at < poll->eligible.count ? poll->eligible.items[names->at] : 0;
}

bool names_fit(const struct poll *poll)
{
	enum ballot_shape shape = tally_method(poll->rule.method)->shape;

	return !poll->secret && (shape == SHAPE_CHOOSE || shape == SHAPE_ANSWER) &&
	       poll_options(poll) <= strlen(keys_of(poll));
}

/* What an answer is when it is put into words: an objection, or what holds nothing up. */
static enum objection_kind kind_of(const struct poll *poll, size_t option)
{
	bool consent = poll->rule.method == TALLY_CONSENT;

	if (consent ? option == ANSWER_CONCERN : option == ANSWER_RESERVED)
		return OBJECTION_RESERVED;
	return !consent && option == ANSWER_ASIDE ? OBJECTION_ASIDE : OBJECTION_SAID;
}

/* Whether people may want to say why they answer so: all but consent and agreement themselves. */
static bool has_words(const struct poll *poll, size_t option)
{
	return poll->proposal != 0 && rule_asks_everybody(&poll->rule) &&
	       option != ANSWER_CONSENT && option < poll_options(poll);
}

static bool awaits_anybody(const struct model *model, const struct poll *poll)
{
	for (size_t i = 0; i < poll->eligible.count; i++)
		if (poll_awaits(model, poll, poll->eligible.items[i]))
			return true;
	return false;
}

/* Goes on to the next one who is still to answer, from the top again at the end; false: nobody is.
 */
static bool go_on(const struct console *console, struct names *names)
{
	const struct poll *poll = poll_of(console, names);

	for (size_t i = 1; i <= poll->eligible.count; i++) {
		size_t next = (names->at + i) % poll->eligible.count;
		if (poll_awaits(console_model(console), poll, poll->eligible.items[next])) {
			names->at = next;
			return true;
		}
	}
	return false;
}

/* --- drawing --- */

static const char *name_of(const struct console *console, int64_t id)
{
	const struct person *person = model_person(console_model(console), id);

	return person != NULL && person->name != NULL ? person->name : _("(erased)");
}

static const struct poll_ballot *answer_of(const struct poll *poll, int64_t person)
{
	for (size_t i = 0; i < poll->ballots.count; i++)
		if (poll->ballots.items[i].person == person)
			return &poll->ballots.items[i];
	return NULL;
}

/* The option somebody chose, poll_options() for a blank answer. */
static size_t chosen(const struct poll *poll, const struct poll_ballot *answer)
{
	size_t options = poll_options(poll);

	for (size_t i = 0; i < answer->marks.count; i++)
		if (answer->marks.items[i] > 0)
			return i;
	return options;
}

static void option_text(
	const struct console *console, const struct poll *poll, size_t option, struct buf *out)
{
	if (option == poll_options(poll))
		buf_text_add(out, _("None of these"));
	else
		sentence_option(console_model(console), poll, option, out);
}

/* The options, and the blank answer where there is one. */
static size_t rows_of(const struct poll *poll)
{
	return poll_options(poll) + poll_takes_blank(poll);
}

static void draw_options(const struct console *console, const struct poll *poll,
	const struct poll_ballot *answer, struct page *page)
{
	size_t options = poll_options(poll);

	for (size_t i = 0; i < rows_of(poll); i++) {
		struct buf text = {0};
		char key[2] = {i < options ? keys_of(poll)[i] : blank_key(poll), '\0'};
		option_text(console, poll, i, &text);
		struct line *line = page_add(page, LINE_ITEM, buf_text(&text));
		line_mark(line, key);
		line->focused = answer != NULL && chosen(poll, answer) == i;
		line->target = i + 1;
		buf_finish(&text);
	}
}

/* Who said what so far. Who has not answered stands in it too: not for the room to see. */
static void draw_roster(const struct console *console, const struct names *names, struct page *page)
{
	const struct model *model = console_model(console);
	const struct poll *poll = poll_of(console, names);

	page_add(page, LINE_GAP, "");
	for (size_t i = 0; i < poll->eligible.count; i++) {
		int64_t person = poll->eligible.items[i];
		const struct poll_ballot *answer = answer_of(poll, person);
		struct buf text = {0};
		struct buf who = {0};
		poll_who(model, poll, person, &who);
		struct line *line = page_add(page, LINE_ITEM, buf_text(&who));
		buf_finish(&who);
		line_mark(line, i == names->at ? "→" : answer != NULL ? "✓" : "·");
		line->target = rows_of(poll) + i + 1;
		if (answer != NULL)
			option_text(console, poll, chosen(poll, answer), &text);
		else if (ids_contain(&poll->out, person))
			buf_text_add(&text, _("stepped out"));
		else if (!poll_awaits(model, poll, person))
			buf_text_add(&text, _("not here"));
		if (text.count > 0)
			line_detail(line, "%s", buf_text(&text));
		buf_finish(&text);
	}
}

static void draw(struct console *console, struct overlay *overlay, struct page *page)
{
	const struct names *names = overlay->state;
	const struct model *model = console_model(console);
	const struct poll *poll = poll_of(console, names);

	if (poll == NULL)
		return;
	struct buf question = {0};
	int64_t person = asked(poll, names);
	page->one_by_one = true;
	page_set(&page->status, _("%lld of %lld have voted"),
		(long long)model_poll_cast(model, poll),
		(long long)(poll->eligible.count - poll->out.count));
	struct buf who = {0};
	poll_who(model, poll, person, &who);
	page_add(page, LINE_QUESTION, buf_text(&who));
	buf_finish(&who);
	sentence_question(model, poll, &question);
	page_add(page, LINE_TEXT, buf_text(&question));
	buf_finish(&question);
	draw_options(console, poll, answer_of(poll, person), page);
	page_add(page, LINE_FATE, open_fate(poll));
	if (!console->same_picture)
		draw_roster(console, names, page);
	const char *all = keys_of(poll);
	char keys[] = {poll_takes_blank(poll) && all == option_keys ? '0' : all[0], '-',
		all[poll_options(poll) - 1], '\0'};
	bool waits = awaits_anybody(model, poll);
	if (!waits)
		view_mode_hint(page, MODE_NAMES, ACTION_TAKE, _("close the vote"));
	page_hint(page, keys, _("answer"));
	page_hint(page, "↑ ↓", _("person"));
	page_hint(page, "Esc", _("back"));
	if (waits) {
		view_mode_hint(page, MODE_NAMES, ACTION_CLOSE_VOTE, NULL);
		view_mode_hint(page, MODE_NAMES, ACTION_TAKE, _("not now"));
	}
	view_mode_hint(page, MODE_NAMES, ACTION_STEP_OUT, NULL);
	const struct stage *plan = model_stage(model, poll->stage);
	if (plan != NULL && stage_setting(plan, SETTING_STANDING_IN))
		view_mode_hint(page, MODE_NAMES, ACTION_STAND_IN, NULL);
	if (poll->proposal != 0)
		view_mode_hint(page, MODE_NAMES, ACTION_REASON,
			rule_asks_everybody(&poll->rule) ? _("why, in words") : NULL);
}

/* --- keys --- */

static void say_all_asked(struct console *console)
{
	console_say(console, false,
		_("Everybody has answered. Enter closes the vote; the arrows correct."));
}

static void write_down(struct console *console, struct names *names, size_t option)
{
	struct command command = command_make(EVENT_BALLOT_CAST);
	const struct poll *poll = poll_of(console, names);
	int64_t person = asked(poll, names);
	struct buf answer = {0};

	option_text(console, poll, option, &answer);
	command.body.poll = poll->id;
	command.body.person = person;
	for (size_t i = 0; option < poll_options(poll) && i < poll_options(poll); i++)
		ids_add(&body_rare_make(&command.body)->marks, i == option);
	if (console_run(console, &command, NULL)) {
		bool more = go_on(console, names), words = has_words(poll, option);
		struct buf who = {0};
		names->heard = option;
		sentence_voter(console_model(console), person, &who);
		console_sayf(console, false,
			!words ? _("%s: %s")
			: more ? _("%s: %s. r writes down why.")
			       : _("%s: %s. r writes down why, Enter closes the vote."),
			buf_text(&who), buf_text(&answer));
		buf_finish(&who);
		if (!more && !words)
			say_all_asked(console);
	}
	buf_finish(&answer);
}

static void step_out(struct console *console, struct names *names)
{
	struct command command = command_make(EVENT_VOTER_STEPPED_OUT);
	const struct poll *poll = poll_of(console, names);
	int64_t person = asked(poll, names);
	bool out = ids_contain(&poll->out, person);

	if (!out) {
		go_on(console, names);
		form_open(console, FORM_STEP_OUT, poll->id, person);
		return;
	}
	command.body.poll = poll->id;
	command.body.person = person;
	if (console_run(console, &command, NULL))
		console_sayf(
			console, false, _("%s is back in this vote."), name_of(console, person));
}

/* Back to somebody, whose answer is then the one to be put into words. */
static void go_to(const struct console *console, struct names *names, size_t at)
{
	const struct poll *poll = poll_of(console, names);

	names->at = at;
	const struct poll_ballot *answer = answer_of(poll, asked(poll, names));
	if (answer != NULL)
		names->heard = chosen(poll, answer);
}

static bool act(struct console *console, struct overlay *overlay, enum action_id action)
{
	struct names *names = overlay->state;
	const struct poll *poll = poll_of(console, names);
	int64_t id = names->poll;

	if (poll == NULL || poll->state != POLL_OPEN || action == ACTION_BACK) {
		console_pop(console);
		return true;
	}
	switch ((int)action) {
	case ACTION_UP:
		go_to(console, names, (names->at > 0 ? names->at : poll->eligible.count) - 1);
		return true;
	case ACTION_DOWN:
		go_to(console, names, (names->at + 1) % poll->eligible.count);
		return true;
	case ACTION_TAKE:
		if (go_on(console, names))
			return true;
		console_pop(console);
		return poll_act(console, id, ACTION_CLOSE_VOTE);
	case ACTION_STEP_OUT:
		step_out(console, names);
		return true;
	case ACTION_STAND_IN:
		form_open(console, FORM_STAND_IN, id, 0);
		return true;
	case ACTION_REASON:
		if (poll->proposal != 0 && rule_asks_everybody(&poll->rule))
			form_open(console, FORM_OBJECTION, poll->proposal,
				1 + (int64_t)kind_of(poll, names->heard));
		else if (poll->proposal != 0)
			form_open(console, FORM_REASON, id, 0);
		return true;
	case ACTION_CLOSE_VOTE:
		console_pop(console);
		return poll_act(console, id, action);
	}
	return false;
}

static bool input(struct console *console, struct overlay *overlay, const struct key *key)
{
	struct names *names = overlay->state;
	const struct poll *poll = poll_of(console, names);

	if (poll == NULL || poll->state != POLL_OPEN)
		return false;
	const char *keys = keys_of(poll);
	const char *found =
		key->code > ' ' && key->code < 127 ? strchr(keys, (int)key->code) : NULL;
	if (key->code == blank_key(poll) && poll_takes_blank(poll)) {
		write_down(console, names, poll_options(poll));
		return true;
	}
	if (found != NULL && (size_t)(found - keys) < poll_options(poll)) {
		write_down(console, names, (size_t)(found - keys));
		return true;
	}
	if (keymap_find(MODE_NAMES, key->code) != ACTION_NONE)
		return false;
	if (key->code > ' ' && key->code < KEYS_NAMED)
		console_say(console, true, _("No answer has this key. Nothing was written down."));
	return true;
}

static void destroy(struct overlay *overlay)
{
	array_free(overlay->state);
}

/* An answer is written down as by its key; a name is whom to ask. */
static void point(struct console *console, struct overlay *overlay, size_t target)
{
	struct names *names = overlay->state;
	const struct poll *poll = poll_of(console, names);

	if (poll == NULL || poll->state != POLL_OPEN)
		return;
	if (target <= rows_of(poll))
		write_down(console, names, target - 1);
	else
		go_to(console, names, target - rows_of(poll) - 1);
}

static const struct overlay_kind names_kind = {.mode = MODE_NAMES,
	.draw = draw,
	.act = act,
	.input = input,
	.point = point,
	.destroy = destroy};

void names_open(struct console *console, int64_t id)
{
	const struct poll *poll = model_poll(console_model(console), id);

	if (poll == NULL || poll->eligible.count == 0 || console_read_only(console))
		return;
	struct names *names = mem_alloc(1, sizeof *names);
	names->poll = id;
	names->at = poll->eligible.count - 1;
	if (!go_on(console, names))
		names->at = 0;
	console_push(console, &names_kind, names);
}
