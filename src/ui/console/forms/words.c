/* Forms of one line of words: notes, parked thoughts, reasons, rewording, what is left out. */
#include "../form.h"

#include "roundtable/base/mem.h"

#include <string.h>

static bool submit_words(
	struct console *console, struct form *form, enum event_kind kind, const char *done)
{
	struct command command = command_make(kind);

	command.body.stage = console_model(console)->stage;
	command.body.thing = form->thing;
	command.body.poll = form->thing;
	command.body.part = form->part;
	form_say(&command, form, 0);
	return console_run(console, &command, done);
}

static bool submit_note(struct console *console, struct form *form)
{
	return submit_words(console, form, EVENT_NOTE_ADDED, _("Noted for the minutes."));
}

static bool submit_park(struct console *console, struct form *form)
{
	return submit_words(
		console, form, EVENT_THOUGHT_PARKED, _("Parked. It stays in the minutes."));
}

/* One after the other, until an empty line says that these are all. */
static bool submit_voice(struct console *console, struct form *form)
{
	char *who = form_text(form, 0);
	bool all = who[0] == '\0';

	array_free(who);
	if (!all && submit_words(console, form, EVENT_VOICE_MISSING,
			    _("Written down as missing from the table. Who else? Enter alone when "
			      "that is all.")))
		form_again(console, form);
	return all;
}

static bool submit_reason(struct console *console, struct form *form)
{
	return submit_words(console, form, EVENT_REASON_GIVEN,
		_("The reason is in the minutes, without a name."));
}

static bool submit_void(struct console *console, struct form *form)
{
	return submit_words(console, form, EVENT_POLL_VOIDED,
		_("The vote is void. Its result is not shown. It can be run again."));
}

static bool submit_correct(struct console *console, struct form *form)
{
	struct command command = command_make(EVENT_CORRECTION_ADDED);

	command.body.thing = form->thing;
	form_say(&command, form, 0);
	return console_run(console, &command, _("The correction is listed in the minutes."));
}

static bool submit_word(struct console *console, struct form *form)
{
	struct command command = command_make(EVENT_WORD_ASKED);

	command.body.stage = console_model(console)->stage;
	form_say(&command, form, 0);
	form_say(&command, form, 1);
	bool explained = command.words.items[1][0] != '\0';
	return console_run(console, &command,
		explained ? _("It stands in the glossary, which is part of the minutes.")
			  : _("The room sees that this word waits for a meaning."));
}

static bool fill_meaning(struct console *console, struct form *form)
{
	const struct term *term = model_term(console_model(console), form->thing);

	if (term == NULL)
		return false;
	form_about(form, term->word);
	form_set(form, 0, term->meaning);
	return true;
}

static bool submit_meaning(struct console *console, struct form *form)
{
	form->part = 1;
	return submit_words(console, form, EVENT_WORDS_CHANGED,
		_("It stands in the glossary, which is part of the minutes."));
}

/* A vote there is, and one that counts. */
static bool fill_poll(struct console *console, struct form *form)
{
	const struct poll *poll = model_poll(console_model(console), form->thing);

	return poll != NULL && poll->state != POLL_IS_VOIDED;
}

/* A card with several columns is corrected cell by cell in the same form. */
static void add_columns(struct console *console, struct form *form)
{
	const struct model *model = console_model(console);
	const struct card *card = model_card(model, form->thing);
	const struct columns *columns = card != NULL ? model_card_columns(model, card) : NULL;

	if (columns != NULL && columns->count > 1 && columns->items[0].name[0] != '\0')
		form->fields[0].label = mem_copy_text(columns->items[0].name);
	for (size_t i = 1; columns != NULL && i < columns->count && i < card->cells.count; i++) {
		form_cell(console, form_add(form, columns->items[i].name, (int64_t)i, FIELD_WORDS),
			&columns->items[i]);
		form_set(form, form->count - 1, card->cells.items[i]);
	}
}

static void say_unchanged(struct console *console)
{
	console_say(console, false, _("Nothing was changed."));
}

/* One command for each cell that changed; an emptied one stays as it is, as nothing said is lost by
 * clearing a line. */
static bool reword_cells(struct console *console, struct form *form)
{
	bool changed = false;

	drafts_spare(console);
	for (size_t i = 0; i < form->count; i++) {
		const struct card *card = model_card(console_model(console), form->thing);
		const char *named = form_named(console, form, i);
		char *text = named != NULL ? mem_copy_text(named) : form_text(form, i);
		bool same =
			card == NULL || i >= card->cells.count || text[0] == '\0' ||
			(card->cells.items[i] != NULL && strcmp(card->cells.items[i], text) == 0);
		struct command command = command_make(EVENT_WORDS_CHANGED);
		command.body.thing = form->thing;
		command.body.part = (int64_t)i;
		texts_add(&command.words, text);
		array_free(text);
		changed |= !same;
		if (same)
			texts_finish(&command.words);
		else if (!console_run(console, &command,
				 _("Reworded. The earlier words are kept in the log.")))
			return false;
	}
	if (!changed)
		say_unchanged(console);
	return true;
}

/* Whether the words stand as they stood; an amendment may be meant so when the text it is to fit
 * has changed. */
static bool unchanged(const struct console *console, const struct form *form)
{
	const struct model *model = console_model(console);
	const struct proposal *proposal = model_proposal(model, form->thing);
	const char *words = NULL;
	char *text = form_text(form, 0);
	bool same = (proposal == NULL || proposal->amends == 0) &&
		    form_thing_words(model, form->thing, (size_t)form->part, &words) &&
		    words != NULL && strcmp(words, text) == 0;

	array_free(text);
	return same;
}

static bool fill_reword(struct console *console, struct form *form)
{
	const struct model *model = console_model(console);
	const char *words;

	if (!form_thing_words(model, form->thing, (size_t)form->part, &words))
		return false;
	if (model_person(model, form->thing) != NULL)
		form->fields[0].field.kind = FIELD_NAME;
	form_about(form, words);
	form_set(form, 0, words);
	add_columns(console, form);
	return true;
}

static bool submit_reword(struct console *console, struct form *form)
{
	if (form->count > 1)
		return reword_cells(console, form);
	if (unchanged(console, form)) {
		say_unchanged(console);
		return true;
	}
	return submit_words(console, form, EVENT_WORDS_CHANGED,
		_("Reworded. The earlier words are kept in the log."));
}

static bool fill_leave_out(struct console *console, struct form *form)
{
	const char *words;

	if (!form_thing_words(console_model(console), form->thing, 0, &words))
		return false;
	form_about(form, words);
	return true;
}

static bool submit_leave_out(struct console *console, struct form *form)
{
	struct command command = command_make(EVENT_CARD_CUT);

	command.body.stage = console_model(console)->stage;
	command.body.thing = form->thing;
	command.body.yes = 0;
	form_say(&command, form, 0);
	return console_run(console, &command,
		_("Not taken forward; it stays listed with why. l takes it back in."));
}

const struct form_spec note_form = {
	"note", N_("A note for the minutes"), {WORDS(N_("Note"), NULL)}, NULL, submit_note, false};

const struct form_spec park_form = {"park", N_("Park a thought"),
	{WORDS(N_("Thought"), N_("it belongs elsewhere, and is not lost"))}, NULL, submit_park,
	false};

const struct form_spec word_form = {"word", N_("A word to explain"),
	{WORDS(N_("Word"), NULL),
		MAYBE(N_("Meaning"), N_("as this group uses it; can be said later"))},
	NULL, submit_word, false};

const struct form_spec meaning_form = {"meaning", N_("What does this word mean here?"),
	{WORDS(N_("Meaning"), N_("as this group uses it"))}, fill_meaning, submit_meaning, false};

const struct form_spec voice_form = {"voice", N_("Who is missing from the table?"),
	{MAYBE(N_("Who"), N_("people or groups whose voice is not here"))}, NULL, submit_voice,
	false};

const struct form_spec reason_form = {"reason", N_("A reason against"),
	{WORDS(N_("Reason"), N_("\"I can't put it into words yet\" counts"))}, fill_poll,
	submit_reason, false};

const struct form_spec void_form = {"void", N_("Void this vote"),
	{WORDS(N_("Reason"), N_("it stands in the minutes"))}, fill_poll, submit_void, false};

const struct form_spec correct_form = {"correct", N_("A correction to the minutes"),
	{WORDS(N_("Correction"), NULL)}, NULL, submit_correct, false};

const struct form_spec reword_form = {
	"reword", N_("Reword"), {MAYBE(N_("New words"), NULL)}, fill_reword, submit_reword, false};

const struct form_spec leave_out_form = {"leave-out", N_("Not taken forward: why?"),
	{MAYBE(N_("Why"), NULL)}, fill_leave_out, submit_leave_out, false};
