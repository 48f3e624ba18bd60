/* An event in words, for people who read the log. */
#include "log.h"

#include "roundtable/base/i18n.h"
#include "roundtable/base/text.h"
#include "roundtable/cli/command.h"
#include "roundtable/core/agreement.h"
#include "roundtable/core/sentence.h"

#include <stddef.h>
#include <stdlib.h>
#include <string.h>

/* So much of a thing's words is enough to know it by. */
enum { WORDS_SHOWN = 40 };

/* What a number of a field stands for: words parted by '|', in the order of the enum. */
static const struct {
	const char *field, *words;
} meanings[] = {
	{"duty", N_("none|facilitator|scribe|observer|interpreter|supporter")},
	{"votes", N_("no|yes")},
	{"status", N_("expected|here|late|absent|left")},
	{"way", N_("not asked|keyboard|paper|large print|with a helper")},
	{"naming", N_("not asked|by name|by role|not at all")},
	{"accepted", N_("not asked|accepted|declined")},
	{"paid", N_("not asked|yes|by nobody|not yet known")},
	{"secret", N_("no|yes")},
	{"chosen", N_("no|yes")},
	{"verdict", N_("adopted|not adopted|deferred")},
};

/* What came of an action: its number has no name of its own. */
static const char states[] = N_("still open|done|dropped");

/* The field of a vote that is named like the one of a person. */
static const char ways_in[] = N_("passed keyboard|keyboard before a mirrored wall|paper");

/* How fields are called here, in the order in which they are said. Others say nothing to people. */
static const struct {
	const char *field, *name;
} labels[] = {
	{"stage", N_("stage")},
	{"thing", N_("about")},
	{"into", N_("to")},
	{"person", N_("person")},
	{"role", N_("role")},
	{"item", N_("line of the list")},
	{"number", N_("number")},
	{"duty", N_("duty")},
	{"votes", N_("has a vote")},
	{"status", N_("presence")},
	{"way", N_("votes best")},
	{"naming", N_("to be named")},
	{"accepted", N_("answer")},
	{"paid", N_("paid")},
	{"poll", N_("vote")},
	{"method", N_("counted by")},
	{"seats", N_("seats")},
	{"budget", N_("money to spend")},
	{"seed", N_("seed of the lot")},
	{"secret", N_("secret")},
	{"eligible", N_("can vote")},
	{"chosen", N_("named one by one")},
	{"people", N_("people")},
	{"marks", N_("marks")},
	{"verdict", N_("outcome")},
	{"about", N_("kind of decision")},
	{"agreed", N_("by the sealed rule")},
	{"title", N_("programme")},
	{"date", N_("date")},
	{"things", N_("entries")},
	{"language", N_("language")},
};

static void add_words(const char *words, struct buf *out)
{
	char *shown = words != NULL ? cli_shown(words) : NULL;

	sentence_quoted(shown, out);
	free(shown);
}

/* "no. 15 “What would …”" */
static void add_thing(const struct model *model, int64_t id, struct buf *out)
{
	const struct event *event = model_event(model, id);
	const char *words = event != NULL && event->words.count > 0 ? event_word(event, 0) : NULL;
	bool cut = false;

	buf_format(out, _("no. %lld"), (long long)id);
	if (words == NULL || words[0] == '\0')
		return;
	char *short_words = text_sanitise(words, strlen(words), false, WORDS_SHOWN, &cut);
	if (cut)
		buf_format(out, _(" “%s…”"), short_words);
	else
		buf_format(out, _(" “%s”"), short_words);
	free(short_words);
}

static void add_person(const struct model *model, int64_t id, struct buf *out)
{
	const struct person *person = model_person(model, id);

	if (id < 0)
		sentence_voter(model, id, out);
	else if (person == NULL)
		add_thing(model, id, out);
	else if (person->name == NULL)
		buf_text_add(out, _("(erased)"));
	else
		buf_text_add(out, person->name);
}

static void add_stage(const struct model *model, int64_t stage, struct buf *out)
{
	const struct stage *plan = model_stage(model, (int)stage);

	buf_format(out, "%lld", (long long)stage + 1);
	if (plan != NULL)
		buf_format(out, _(" “%s”"), plan->title);
}

/* Appends word `number` of a list; false when it has none. */
static bool add_word(const char *words, int64_t number, struct buf *out)
{
	for (; number > 0 && words != NULL; number--) {
		words = strchr(words, '|');
		words = words != NULL ? words + 1 : NULL;
	}
	if (words == NULL || number < 0)
		return false;
	buf_add(out, words, strcspn(words, "|"));
	return true;
}

static bool add_meaning(const char *field, int64_t number, struct buf *out)
{
	for (size_t i = 0; i < sizeof meanings / sizeof *meanings; i++)
		if (strcmp(meanings[i].field, field) == 0)
			return add_word(_(meanings[i].words), number, out);
	return false;
}

static const char *kind_shown(const struct model *model, int64_t kind)
{
	const char *words = kind_words(model, kind);

	return words != NULL ? words : _("(erased)");
}

static void add_number(
	const struct model *model, const char *field, int64_t number, struct buf *out)
{
	if (strcmp(field, "stage") == 0)
		add_stage(model, number, out);
	else if (strcmp(field, "person") == 0)
		add_person(model, number, out);
	else if (strcmp(field, "about") == 0)
		buf_text_add(out, kind_shown(model, number));
	else if (strcmp(field, "thing") == 0 || strcmp(field, "poll") == 0 ||
		 strcmp(field, "agreed") == 0)
		add_thing(model, number, out);
	else if (strcmp(field, "into") == 0 && model_person(model, number) != NULL)
		add_person(model, number, out);
	else if (strcmp(field, "into") == 0)
		add_thing(model, number, out);
	else if (strcmp(field, "role") == 0)
		sentence_role(model, (int)number, out);
	else if (strcmp(field, "date") == 0)
		day_format(out, (day)number);
	else if (strcmp(field, "item") == 0)
		buf_format(out, "%lld", (long long)number + 1);
	else if (strcmp(field, "method") == 0 && number >= 0 && number < TALLY_METHODS)
		buf_text_add(out, tally_method((enum tally_method_id)number)->name);
	else if (!add_meaning(field, number, out))
		buf_format(out, "%lld", (long long)number);
}

/* Whether a number says nothing: none, nobody, or what is so anyway. */
static bool says_nothing(const char *field, int64_t number)
{
	if (strcmp(field, "stage") == 0 || strcmp(field, "role") == 0 || strcmp(field, "item") == 0)
		return number < 0;
	if (strcmp(field, "votes") == 0 || strcmp(field, "secret") == 0 ||
		strcmp(field, "status") == 0 || strcmp(field, "verdict") == 0 ||
		strcmp(field, "method") == 0 || strcmp(field, "naming") == 0 ||
		strcmp(field, "way") == 0)
		return false;
	return number == 0;
}

static void add_ids(const char *field, const struct ids *ids, struct buf *out)
{
	if (strcmp(field, "eligible") == 0 || strcmp(field, "people") == 0) {
		buf_format(out, "%zu", ids->count);
		return;
	}
	for (size_t i = 0; i < ids->count; i++)
		buf_format(out, i > 0 ? " %lld" : "%lld", (long long)ids->items[i]);
}

static void add_field(const struct model *model, const struct event *event,
	const struct field_info *field, const char *label, struct buf *out)
{
	const void *place = body_place(&event->body, field);
	struct buf value = {0};
	int64_t number;

	switch (field->type) {
	case FIELD_TYPE_INT:
	case FIELD_TYPE_SMALL:
		number = body_number(&event->body, field);
		if (!says_nothing(field->name, number))
			add_number(model, field->name, number, &value);
		break;
	case FIELD_TYPE_IDS:
		add_ids(field->name, place, &value);
		break;
	case FIELD_TYPE_TEXT:
		buf_text_add(&value, *(char *const *)place);
		break;
	case FIELD_TYPE_PLAN:
		break;
	}
	if (event->kind == EVENT_POLL_OPENED && strcmp(field->name, "way") == 0) {
		buf_clear(&value);
		add_word(_(ways_in), event->body.way, &value);
		label = N_("voted by");
	}
	if (event->kind == EVENT_ACTION_REPORTED && strcmp(field->name, "number") == 0) {
		buf_clear(&value);
		add_word(_(states), event->body.number, &value);
		label = N_("now");
	}
	if (value.count > 0) {
		char *shown = cli_shown(buf_text(&value));
		buf_format(out, _("; %1$s: %2$s"), _(label), shown);
		free(shown);
	}
	buf_finish(&value);
}

static bool has_field(const struct event *event, const char *field)
{
	const char *fields = event_fields(event->kind);
	size_t length = strlen(field);

	for (const char *at = fields; (at = strstr(at, field)) != NULL; at += length) {
		if ((at == fields || at[-1] == ' ') && (at[length] == ' ' || at[length] == '\0'))
			return true;
	}
	return false;
}

static void add_said(const struct event *event, struct buf *out)
{
	if (event->erased)
		buf_format(out, ": %s", _("(erased)"));
	for (size_t i = 0; !event->erased && i < event->words.count; i++) {
		const char *words = event->words.items[i];
		if (words == NULL || words[0] == '\0')
			continue;
		buf_text_add(out, i == 0 ? ": " : ", ");
		add_words(words, out);
	}
}

/* Where what was carried over comes from. */
static void add_origin(const struct model *model, const struct event *event, struct buf *out)
{
	struct origin origin = model_origin(model, event->seq);
	struct buf date = {0};

	if (origin.session == NULL)
		return;
	day_format(&date, origin.session->held);
	char *title = cli_shown(origin.session->title);
	buf_format(out, _("; carried over from “%1$s”, %2$s, no. %3$lld"), title, buf_text(&date),
		(long long)origin.there);
	free(title);
	buf_finish(&date);
}

void log_event(const struct model *model, const struct event *event, struct buf *out)
{
	const struct poll *poll =
		event->kind == EVENT_POLL_CLOSED ? model_poll(model, event->body.poll) : NULL;

	buf_text_add(out, sentence_happened(model, event));
	add_said(event, out);
	for (size_t i = 0; i < sizeof labels / sizeof *labels; i++) {
		const struct field_info *field =
			field_find(labels[i].field, strlen(labels[i].field));
		if (field != NULL && has_field(event, labels[i].field))
			add_field(model, event, field, labels[i].name, out);
	}
	add_origin(model, event, out);
	if (poll != NULL) {
		buf_byte(out, '.');
		sentence_result(model, poll, out);
		sentence_by_part(model, poll, out);
	}
	const struct poll *by =
		event->kind == EVENT_DECISION_RECORDED ? model_poll(model, event->body.poll) : NULL;
	if (by != NULL && by->rule.method == TALLY_MAJORITY) {
		buf_byte(out, '.');
		sentence_arithmetic(by, out);
	}
}
