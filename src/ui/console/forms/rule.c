/* How a kind of decision is taken: only what this way of deciding needs is asked. */
#include "../form.h"

#include "roundtable/core/agreement.h"

/* What a field is about; the form's own ids. */
enum {
	R_KIND,
	R_SHARE,
	R_BAR,
	R_ASIDE,
	R_BASE,
	R_QUORUM,
	R_DECIDES,
	R_BOUND,
	R_OBJECTS,
	R_FAILS,
	R_DOES,
	R_ANSWERS,
	R_ASKED,
	R_TOLD
};

static const char *const share_choices[] = {
	N_("two thirds"), N_("three quarters"), N_("four fifths"), N_("all of them"), NULL};
static const int64_t shares[] = {2003, 3004, 4005, 1001};

static const char *const base_choices[] = {N_("the yes and no votes"),
	N_("all ballots, blank ones too"), N_("everybody who turned out"),
	N_("everybody who can vote"), NULL};

static const char *const finger_choices[] = {
	N_("3: lets it pass"), N_("4: a good idea"), N_("2: minor things to discuss"), NULL};
static const char *const level_choices[] = {N_("does not like it but will support it"),
	N_("supports it with reservations"), N_("agrees with a minor point of contention"), NULL};
static const int64_t fingers[] = {3, 4, 2}, levels[] = {6, 3, 2};

static struct field *ask(struct form *form, int64_t id, const char *label, enum field_kind kind)
{
	return &form_add(form, label, id, kind)->field;
}

static void ask_counting(struct form *form, enum rule_how how)
{
	if (how == HOW_QUALIFIED)
		ask(form, R_SHARE, _("How much is needed"), FIELD_CHOICE)->choices = share_choices;
	if (how == HOW_FIST)
		ask(form, R_BAR, _("Everybody at least"), FIELD_CHOICE)->choices = finger_choices;
	if (how == HOW_GRADIENTS)
		ask(form, R_BAR, _("Everybody at least"), FIELD_CHOICE)->choices = level_choices;
	if (how == HOW_CONSENSUS)
		ask(form, R_ASIDE, _("Most who may stand aside"), FIELD_NUMBER)->hint =
			N_("a number; empty: as many as wish");
	if (how == HOW_QUALIFIED || how == HOW_MAJORITY)
		ask(form, R_BASE, _("Of whom"), FIELD_CHOICE)->choices = base_choices;
	if (rule_votes(how))
		ask(form, R_QUORUM, _("Fewest ballots"), FIELD_NUMBER)->hint =
			N_("fewer do not count; empty: any number does");
}

static bool fill_rule(struct console *console, struct form *form)
{
	enum rule_how how = (enum rule_how)form->part;
	struct buf about = {0};

	if (form->part < 0 || form->part >= RULE_HOWS)
		return false;
	if (form->thing == KIND_NEW)
		ask(form, R_KIND, _("Kind of decision"), FIELD_WORDS)->required = true;
	buf_format(&about, _("Decisions about %1$s: %2$s"),
		form->thing == KIND_NEW ? "…" : kind_words(console_model(console), form->thing),
		rule_how_name(how));
	form_about(form, buf_text(&about));
	buf_finish(&about);
	ask_counting(form, how);
	if (how == HOW_AUTHORITY || how == HOW_ELSEWHERE)
		ask(form, R_DECIDES, _("Who decides"),
			how == HOW_AUTHORITY ? FIELD_PERSON : FIELD_WORDS)
			->required = true;
	ask(form, R_BOUND, _("Who is bound by it"), FIELD_WORDS)->hint = N_("empty: not said");
	ask(form, R_OBJECTS, _("Who may object"), FIELD_WORDS)->hint = N_("empty: not said");
	ask(form, R_FAILS, _("What if it fails"), FIELD_WORDS)->hint =
		N_("what happens when it fails; empty: not said");
	ask(form, R_DOES, _("Who does it then"), FIELD_WORDS)->hint = N_("empty: not said");
	ask(form, R_ANSWERS, _("Who answers for it"), FIELD_WORDS)->hint = N_("empty: not said");
	ask(form, R_ASKED, _("Who is asked before"), FIELD_WORDS)->hint = N_("empty: not said");
	ask(form, R_TOLD, _("Who is told"), FIELD_WORDS)->hint = N_("empty: not said");
	return true;
}

static int64_t choice_of(const struct form_field *field)
{
	return field->id == R_SHARE ? shares[field->choice] : field->choice;
}

/* Words by their place in the event: the text itself is made of the rule. */
static bool take_fields(struct console *console, struct form *form, struct command *command)
{
	char *words[10] = {NULL};
	struct rare *rule = body_rare_make(&command->body);
	bool good = true;

	for (size_t i = 0; good && i < form->count; i++) {
		const struct form_field *field = &form->fields[i];
		if (field->id == R_QUORUM)
			good = form_number(console, form, i, &rule->quorum);
		else if (field->id == R_ASIDE)
			good = form_number(console, form, i, &rule->bar);
		else if (field->id == R_SHARE)
			rule->threshold = choice_of(field);
		else if (field->id == R_BAR)
			rule->bar = command->body.number == HOW_FIST ? fingers[field->choice]
								     : levels[field->choice];
		else if (field->id == R_BASE)
			rule->base = choice_of(field);
		else if (field->id == R_KIND)
			words[1] = form_text(form, i);
		else
			words[2 + field->id - R_DECIDES] = form_text(form, i);
		if (field->id == R_DECIDES && command->body.number == HOW_AUTHORITY)
			command->body.person = form_person(console, form, i);
	}
	for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
		texts_add(&command->words, words[i] != NULL ? words[i] : "");
		array_free(words[i]);
	}
	return good;
}

static bool submit_rule(struct console *console, struct form *form)
{
	struct command command = command_make(EVENT_RULE_PROPOSED);

	command.body.stage = console_at(console);
	command.body.number = form->part;
	if (!take_fields(console, form, &command)) {
		body_finish(&command.body);
		texts_finish(&command.words);
		return false;
	}
	body_rare_make(&command.body)->about = form->thing == KIND_NEW ? KIND_ANY : form->thing;
	return console_run(console, &command, _("Proposed. Read it aloud; v tests it."));
}

const struct form_spec rule_form = {
	"rule", N_("How is this decided?"), {{NULL}}, fill_rule, submit_rule, false};
