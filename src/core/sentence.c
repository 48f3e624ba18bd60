#include "roundtable/core/sentence.h"

#include "rule.h"
#include "words.h"

#include "roundtable/base/i18n.h"
#include "roundtable/base/mem.h"
#include "roundtable/base/text.h"

#include <string.h>

void words_begin(struct buf *out)
{
	if (out->count > 0 && strchr(" \n\t", out->bytes[out->count - 1]) == NULL)
		buf_byte(out, ' ');
}

unsigned long words_plural(int64_t count)
{
	return count < 0 ? 0 : (unsigned long)count;
}

void words_list(const struct texts *texts, struct buf *out)
{
	struct buf list = {0};

	for (size_t i = 0; i < texts->count; i++) {
		struct buf joined = {0};
		if (i == 0)
			buf_text_add(&joined, texts->items[i]);
		else if (i + 1 < texts->count)
			buf_format(&joined, _("%1$s, %2$s"), buf_text(&list), texts->items[i]);
		else
			buf_format(&joined, _("%1$s and %2$s"), buf_text(&list), texts->items[i]);
		buf_finish(&list);
		list = joined;
	}
	buf_text_add(out, buf_text(&list));
	buf_finish(&list);
}

void sentence_quoted(const char *words, struct buf *out)
{
	if (words == NULL)
		buf_text_add(out, _("(erased)"));
	else
		buf_format(out, _("“%s”"), words);
}

/* --- people --- */

static bool came(const struct person *person)
{
	return person->status == STATUS_HERE || person->status == STATUS_LATE ||
	       person->status == STATUS_LEFT;
}

static bool wants_role(const struct person *person)
{
	return person->naming == NAMING_NOT_ASKED || person->naming == NAMING_ROLE;
}

static const char *role_name(const struct model *model, int role)
{
	if (model->plan == NULL || role < 0 || (size_t)role >= model->plan->roles.count)
		return NULL;
	return model->plan->roles.items[role].name;
}

/* How many appear by each role, or would, of those who came or of those who did not; `apart`: how
 * many without any. Owned. */
static int *count_alike(const struct model *model, bool there, int *apart)
{
	int *alike = mem_alloc(model->plan->roles.count + 1, sizeof *alike);

	*apart = 0;
	for (size_t i = 0; i < model->persons.count; i++) {
		const struct person *person = &model->persons.items[i];
		if (person->withdrawn || came(person) != there || person->naming == NAMING_NAME)
			continue;
		if (wants_role(person) && role_name(model, person->role) != NULL)
			alike[person->role]++;
		else
			++*apart;
	}
	return alike;
}

/* How many of a group of roles are each the only one of theirs. */
static int alone_in_group(const struct model *model, const int *alike, const char *group)
{
	int alone = 0;

	for (size_t i = 0; i < model->plan->roles.count && group != NULL; i++)
		alone += alike[i] == 1 && same_group(model->plan->roles.items[i].group, group);
	return alone;
}

static enum appearance by_role(const struct model *model, const int *alike, int apart, int role)
{
	const struct roles *roles = &model->plan->roles;

	if (alike[role] >= 2)
		return APPEARS_BY_ROLE;
	if (alone_in_group(model, alike, roles->items[role].group) < 2)
		return APPEARS_AS_PARTICIPANT;
	for (size_t i = 0; i < roles->count; i++)
		apart += alike[i] == 1 && alone_in_group(model, alike, roles->items[i].group) < 2;
	return apart != 1 ? APPEARS_BY_GROUP : APPEARS_AS_PARTICIPANT;
}

enum appearance sentence_appearance(const struct model *model, const struct person *person)
{
	if (person == NULL || person->withdrawn || person->naming == NAMING_NOT)
		return APPEARS_AS_PARTICIPANT;
	if (person->naming == NAMING_NAME)
		return APPEARS_BY_NAME;
	if (role_name(model, person->role) == NULL)
		return APPEARS_AS_PARTICIPANT;
	int apart, *alike = count_alike(model, came(person), &apart);
	enum appearance appearance = by_role(model, alike, apart, person->role);
	array_free(alike);
	return appearance;
}

bool sentence_role_shown(const struct model *model, int role)
{
	int holders = 0;

	if (role_name(model, role) == NULL)
		return false;
	for (size_t i = 0; i < model->persons.count; i++) {
		const struct person *person = &model->persons.items[i];
		holders += !person->withdrawn && person->role == role && came(person) &&
			   person->naming != NAMING_NOT;
	}
	return holders >= 2;
}

void sentence_role(const struct model *model, int role, struct buf *out)
{
	const char *name = role_name(model, role);

	buf_text_add(out, name != NULL ? name : _("participant"));
}

static void add_named(
	const struct model *model, const struct person *person, bool fully, struct buf *out)
{
	const char *name = person->name != NULL ? person->name : _("(erased)");
	const char *role = role_name(model, person->role);
	const char *own = person->own_role != NULL ? person->own_role : "";

	if (role != NULL && own[0] != '\0' && fully)
		buf_format(out, _("%1$s, %2$s (%3$s)"), name, role, own);
	else if (role != NULL || own[0] != '\0')
		buf_format(out, _("%1$s, %2$s"), name, role != NULL ? role : own);
	else
		buf_text_add(out, name);
}

static void add_person(
	const struct model *model, const struct person *person, bool fully, struct buf *out)
{
	switch (sentence_appearance(model, person)) {
	case APPEARS_BY_NAME:
		add_named(model, person, fully, out);
		break;
	case APPEARS_BY_ROLE:
		sentence_role(model, person->role, out);
		break;
	case APPEARS_BY_GROUP:
		buf_format(out, _("one of “%s”"), model->plan->roles.items[person->role].group);
		break;
	case APPEARS_AS_PARTICIPANT:
		buf_text_add(out, _("a participant"));
		break;
	}
}

void sentence_person(const struct model *model, const struct person *person, struct buf *out)
{
	add_person(model, person, false, out);
}

void sentence_name(const struct model *model, const struct person *person, struct buf *out)
{
	(void)model;
	buf_text_add(out, person != NULL && person->name != NULL ? person->name : _("(erased)"));
}

void sentence_person_fully(const struct model *model, const struct person *person, struct buf *out)
{
	add_person(model, person, true, out);
}

void sentence_typed_person(const struct model *model, const char *typed, struct buf *out)
{
	const struct person *found = NULL;

	if (typed != NULL && typed[0] != '\0')
		found = model_person_named(model, typed);
	/* a mere beginning of a name may as well be a word of its own */
	if (found != NULL && text_same_folded(typed, found->name))
		sentence_person(model, found, out);
	else
		buf_text_add(out, typed != NULL ? typed : _("(erased)"));
}

/* --- small things --- */

void sentence_unowned(int64_t unowned, int64_t actions, struct buf *out)
{
	if (unowned == 0)
		return;
	words_begin(out);
	buf_format(out,
		ngettext("Nobody has taken on %1$lld of %2$lld action yet.",
			"Nobody has taken on %1$lld of %2$lld actions yet.", words_plural(actions)),
		(long long)unowned, (long long)actions);
}

void sentence_duration(int64_t ms, struct buf *out)
{
	int64_t minutes = ms > 0 ? (ms + MINUTE_MS / 2) / MINUTE_MS : 0;
	long long hours = minutes / 60, rest = minutes % 60;

	if (minutes == 0)
		buf_text_add(out, _("less than a minute"));
	else if (hours == 0)
		buf_format(out, ngettext("%lld minute", "%lld minutes", words_plural(rest)), rest);
	else if (rest == 0)
		buf_format(out, ngettext("%lld hour", "%lld hours", words_plural(hours)), hours);
	else if (hours == 1)
		buf_format(out,
			ngettext("1 hour %lld minute", "1 hour %lld minutes", words_plural(rest)),
			rest);
	else
		buf_format(out,
			ngettext("%1$lld hours %2$lld minute",
				"%1$lld hours %2$lld "
				"minutes",
				words_plural(rest)),
			hours, rest);
}

void sentence_reworded(int times, struct buf *out)
{
	if (times == 1)
		buf_text_add(out, _("reworded once"));
	else if (times > 1)
		buf_format(out,
			ngettext("reworded %d time", "reworded %d times", words_plural(times)),
			times);
}

/* --- rules --- */

void words_share(const struct tally_rule *rule, struct buf *out)
{
	int n = rule->numerator, d = rule->denominator;

	if (n <= 0 || d <= 0 || n * 2 == d)
		buf_text_add(out, _("half"));
	else if (n * 3 == d * 2)
		buf_text_add(out, _("two thirds"));
	else if (n * 4 == d * 3)
		buf_text_add(out, _("three quarters"));
	else if (n * 5 == d * 4)
		buf_text_add(out, _("four fifths"));
	else
		buf_format(out, "%d/%d", n, d);
}

/* When gradients and fist to five carry. */
static void words_steps(const struct tally_rule *rule, struct buf *out)
{
	bool fist = rule->method == TALLY_FIST_TO_FIVE;
	bool everybody = rule->numerator <= 0 || rule->denominator <= 0;
	struct buf share = {0};

	words_begin(out);
	words_share(rule, &share);
	if (rule->bar <= 0)
		buf_text_add(out, _("No bar was agreed beforehand, so it decides nothing."));
	else if (everybody)
		buf_format(out,
			fist ? _("It is carried when everybody who answers shows at least "
				 "“%s”.")
			     : _("It is carried when everybody who answers says “%s” or better."),
			sentence_answer(rule->method, (size_t)rule->bar - !fist));
	else
		buf_format(out,
			fist ? _("It is carried when at least %2$s of the answers are “%1$s” or "
				 "more.")
			     : _("It is carried when at least %2$s of the answers are “%1$s” or "
				 "better."),
			sentence_answer(rule->method, (size_t)rule->bar - !fist), buf_text(&share));
	buf_finish(&share);
}

/* The bar that was agreed, where a rule has one. */
static void words_bar(const struct tally_rule *rule, struct buf *out)
{
	if (rule->method == TALLY_GRADIENTS || rule->method == TALLY_FIST_TO_FIVE)
		words_steps(rule, out);
	if (rule->method != TALLY_CONSENSUS || rule->bar <= 0)
		return;
	words_begin(out);
	buf_format(out,
		ngettext("At most %d person may stand aside.", "At most %d people may stand aside.",
			words_plural(rule->bar)),
		rule->bar);
}

static void words_people_rule(const struct tally_rule *rule, struct buf *out)
{
	int dots = rule->dots > 0 ? rule->dots : 5, scale = rule->scale > 0 ? rule->scale : 5;

	if (rule->method == TALLY_DOTS) {
		buf_format(out,
			ngettext("Each person has %d dot to place; the option with most "
				 "dots comes first.",
				"Each person has up to %d dots to place, one or more on an option; "
				"the option with most dots comes first.",
				words_plural(dots)),
			dots);
	} else if (rule->method == TALLY_SCORE) {
		buf_format(out,
			_("Each person gives each option a score from 0 to %d; the option "
			  "with the highest total comes first."),
			scale);
	} else if (rule->method == TALLY_MAJORITY) {
		words_majority_rule(rule, out);
	} else {
		buf_text_add(out, _(tally_method(rule->method)->brief));
	}
}

void words_rule(const struct tally_rule *rule, bool groups, struct buf *out)
{
	bool said = groups && words_group_rule(rule, out);

	if (!said)
		words_people_rule(rule, out);
	if (groups && !said)
		buf_format(out, " %s", _("Each small group votes as one person would."));
	words_bar(rule, out);
}

/* What needs no number, by outcome: for any rule; for consent and consensus where that differs. */
static const char *const outcomes[][3] = {
	[OUTCOME_RANKED] = {NULL},
	[OUTCOME_CARRIED] = {N_("Carried."), N_("Nobody objects: carried by consent."),
		N_("Nobody blocks: agreed by consensus.")},
	[OUTCOME_NOT_CARRIED] = {N_("Not carried."), N_("An objection stands: not carried."),
		N_("There is no consensus: not carried.")},
	[OUTCOME_NO_BALLOTS] = {N_("No ballot could be counted: there is no result.")},
	[OUTCOME_INCOMPLETE] = {N_("Somebody asked has not answered, and a missing answer is not "
				   "consent: not carried yet."),
		NULL,
		N_("Somebody asked has not answered, and a missing answer is not agreement: not "
		   "carried yet.")},
	[OUTCOME_REPORTED] = {N_("No bar was agreed beforehand, so nothing is decided.")},
	[OUTCOME_STOPPED] = {N_("A tie that nothing breaks stops the count.")},
};

void words_outcome(
	const struct tally_rule *rule, const struct tally_result *result, struct buf *out)
{
	enum tally_outcome outcome = result->outcome;
	bool carried = outcome == OUTCOME_CARRIED || outcome == OUTCOME_NOT_CARRIED;
	const char *const *said = outcomes[outcome];

	if (outcome == OUTCOME_NO_QUORUM && rule->method == TALLY_MAJORITY)
		words_uncounted(result, out);
	words_quorum(rule, result, out);
	if (outcome == OUTCOME_RANKED || outcome == OUTCOME_NO_QUORUM)
		return;
	words_begin(out);
	if (rule->method == TALLY_MAJORITY && carried)
		words_carried(rule, result, out);
	else if (outcome == OUTCOME_REPORTED && rule->method == TALLY_RATINGS)
		buf_text_add(out, _("It shows where people stand, and decides nothing."));
	else if (outcome == OUTCOME_REPORTED && rule->mean)
		buf_text_add(out, _("Too few scored any option, so nothing is decided."));
	else
		buf_text_add(out,
			_(rule->method == TALLY_CONSENT && said[1] != NULL           ? said[1]
				: rule->method == TALLY_CONSENSUS && said[2] != NULL ? said[2]
										     : said[0]));
}

/* The numbers that were agreed, where a rule has some. */
static void words_numbers(const struct tally_rule *rule, bool groups, struct buf *out)
{
	const struct tally_method *method = tally_method(rule->method);

	if (method->shape == SHAPE_CREDITS) {
		words_begin(out);
		buf_format(out,
			groups ? _("There are %d credits for each small group.")
			       : _("There are %d credits for each person."),
			tally_dots(rule));
	}
	if (method->needs & NEED_SEATS) {
		int seats = rule->seats > 0 ? rule->seats : 1;
		words_begin(out);
		buf_format(out,
			ngettext("%d option is elected.", "%d options are elected.",
				words_plural(seats)),
			seats);
	}
	if (rule->method == TALLY_RANK_TOTAL && rule->ranks > 0) {
		words_begin(out);
		buf_format(out,
			groups ? ngettext("Each small group ranks %d option.",
					 "Each small group ranks %d options.",
					 words_plural(rule->ranks))
			       : ngettext("Each person ranks %d option.",
					 "Each person ranks %d options.",
					 words_plural(rule->ranks)),
			rule->ranks);
	}
	if ((method->needs & NEED_BUDGET) && rule->budget > 0) {
		words_begin(out);
		buf_format(out, _("There is %lld to spend."), (long long)rule->budget);
	}
}

void sentence_rule(const struct tally_rule *rule, bool secret, bool groups, struct buf *out)
{
	words_begin(out);
	words_rule(rule, groups, out);
	words_numbers(rule, groups, out);
	words_begin(out);
	buf_text_add(out, secret ? _("The ballots are secret.") : _("The vote is not secret."));
	if (rule->quorum > 0) {
		words_begin(out);
		buf_format(out,
			ngettext("It counts only if at least %d ballot is cast.",
				"It counts only if at least %d ballots are "
				"cast.",
				words_plural(rule->quorum)),
			rule->quorum);
	}
	if (rule->seed != NULL) {
		words_begin(out);
		buf_format(out,
			_("Ties are broken by the lot of the seed “%s”, which was fixed before the "
			  "vote was opened."),
			rule->seed);
	}
}

/* The rule's own answers; only those with answers have any. */
static const char *const *answers_of(enum tally_method_id method)
{
	static const char *const majority[] = {[ANSWER_YES] = N_("yes"), [ANSWER_NO] = N_("no")};
	static const char *const consent[] = {[ANSWER_CONSENT] = N_("consent"),
		[ANSWER_CONCERN] = N_("consent with a concern"),
		[ANSWER_OBJECT] = N_("objection")};
	/* a legend for somebody who never saw them: what each answer does */
	static const char *const consensus[] = {[ANSWER_AGREE] = N_("I agree"),
		[ANSWER_RESERVED] = N_("I agree, with reservations"),
		[ANSWER_ASIDE] = N_("I stand aside: it is not mine, but it may go ahead"),
		[ANSWER_BLOCK] = N_("I block: it must not go ahead like this")};
	/* Kaner's eight levels, in the words of somebody who gives them */
	static const char *const gradients[] = {N_("I fully support it"),
		N_("I agree, with a small doubt"), N_("I can support it, with reservations"),
		N_("I abstain"), N_("I need more discussion first"),
		N_("I do not like it, but I go along"), N_("I seriously disagree"),
		N_("I block it")};
	static const char *const fingers[] = {N_("fist: I block it, it must change"),
		N_("1 finger: I must talk about it first"),
		N_("2 fingers: small points must be settled"),
		N_("3 fingers: not quite mine, but I let it pass"),
		N_("4 fingers: good, I will work for it"),
		N_("5 fingers: very good, I will help to lead it")};

	return method == TALLY_MAJORITY       ? majority
	       : method == TALLY_CONSENT      ? consent
	       : method == TALLY_CONSENSUS    ? consensus
	       : method == TALLY_GRADIENTS    ? gradients
	       : method == TALLY_FIST_TO_FIVE ? fingers
					      : NULL;
}

const char *sentence_answer(enum tally_method_id method, size_t option)
{
	const char *const *answers = answers_of(method);

	return answers != NULL && option < tally_method(method)->answers ? _(answers[option]) : "";
}
