/* How a group decides how it decides: rules proposed, sealed by their adoption, and applied. */
#include "roundtable/core/agreement.h"

#include "../rule.h"

#include "roundtable/base/i18n.h"

#include <string.h>

enum { QUORUM_MAX = 999, TWO_THIRDS = 2003, HALF = 1002 };

/* --- kinds of decisions --- */

static const char *const usual_kinds[] = {[-KIND_ANY] = N_("anything that has no rule of its own"),
	[-KIND_RULES] = N_("our rules"),
	[-KIND_MONEY] = N_("money"),
	[-KIND_PUBLICATION] = N_("publication and credit"),
	[-KIND_QUESTIONS] = N_("the questions we ask"),
	[-KIND_MEMBERSHIP] = N_("membership"),
	[-KIND_WORK] = N_("work or cost put on somebody who has not consented")};

static bool usual(int64_t kind)
{
	return kind <= KIND_ANY && kind >= KIND_LAST;
}

/* The rule which named a kind of the group's own. */
static const struct rule *naming(const struct model *model, int64_t kind)
{
	const struct rule *rule = kind > 0 ? model_rule(model, kind) : NULL;

	return rule != NULL && rule->kind == kind ? rule : NULL;
}

const char *kind_words(const struct model *model, int64_t kind)
{
	const struct rule *rule = naming(model, kind);

	if (usual(kind))
		return _(usual_kinds[-kind]);
	return rule != NULL ? rule->kind_words : "";
}

void model_kinds(const struct model *model, struct ids *kinds)
{
	kinds->count = 0;
	for (int64_t kind = KIND_RULES; kind >= KIND_LAST; kind--)
		ids_add(kinds, kind);
	for (size_t i = 0; i < model->rules.count; i++) {
		const struct rule *rule = &model->rules.items[i];
		const struct proposal *proposal = model_proposal(model, rule->id);
		if (rule->kind == rule->id && proposal != NULL && !proposal->withdrawn)
			ids_add(kinds, rule->id);
	}
	ids_add(kinds, KIND_ANY);
}

/* --- ways of deciding --- */

static const struct {
	const char *name, *help;
	bool votes;
	enum tally_method_id method;
} hows[RULE_HOWS] = {
	[HOW_MAJORITY] = {N_("a majority"), N_("more yes than no"), true, TALLY_MAJORITY},
	[HOW_QUALIFIED] = {N_("a larger majority"), N_("two thirds, or another share"), true,
		TALLY_MAJORITY},
	[HOW_CONSENT] = {N_("consent"), N_("nobody objects; everybody asked has answered"), true,
		TALLY_CONSENT},
	[HOW_AUTHORITY] = {N_("somebody named, after advice"),
		N_("one person decides, and asks those concerned first"), false, TALLY_MAJORITY},
	[HOW_LOT] = {N_("the lot"), N_("drawn here, before everybody"), false, TALLY_MAJORITY},
	[HOW_FIST] = {N_("fist to five"), N_("all show so many fingers; low hands are heard"), true,
		TALLY_FIST_TO_FIVE},
	[HOW_GRADIENTS] = {N_("gradients of agreement"),
		N_("all are at a level you set, or better"), true, TALLY_GRADIENTS},
	[HOW_CONSENSUS] = {N_("consensus"),
		N_("all agree or stand aside; nobody blocks; all have answered"), true,
		TALLY_CONSENSUS},
	[HOW_ELSEWHERE] = {N_("not decided here"), N_("a funder, a market or the law decides"),
		false, TALLY_MAJORITY},
};

const char *rule_how_name(enum rule_how how)
{
	return _(hows[how].name);
}

const char *rule_how_help(enum rule_how how)
{
	return _(hows[how].help);
}

bool rule_votes(enum rule_how how)
{
	return hows[how].votes;
}

/* --- which rule holds --- */

bool proposal_words_tested(const struct proposal *proposal, const struct poll *poll)
{
	return proposal->worded <= poll->id;
}

bool rule_held(const struct rule *rule, int64_t before)
{
	return rule->sealed != 0 && rule->sealed < before &&
	       (rule->replaced == 0 || rule->replaced > before);
}

static const struct rule *sealed_before(const struct model *model, int64_t kind, int64_t before)
{
	for (size_t i = model->rules.count; i-- > 0;) {
		const struct rule *rule = &model->rules.items[i];
		if (rule->kind == kind && rule_held(rule, before))
			return rule;
	}
	return NULL;
}

const struct rule *model_sealed_rule(const struct model *model, int64_t kind)
{
	return sealed_before(model, kind, INT64_MAX);
}

const struct rule *model_rule_then(
	const struct model *model, const struct proposal *proposal, int64_t before)
{
	/* an amendment is decided as what it amends */
	int64_t kind = proposal_amended(model, proposal)->kind;
	const struct rule *rule = sealed_before(model, kind, before);

	return rule != NULL ? rule : sealed_before(model, KIND_ANY, before);
}

const struct rule *model_rule_for(const struct model *model, const struct proposal *proposal)
{
	const struct rule *work = model_sealed_rule(model, KIND_WORK);

	return proposal_missing(proposal) != NULL && work != NULL
		       ? work
		       : model_rule_then(model, proposal, INT64_MAX);
}

bool rule_counts_so(const struct rule *rule, const struct tally_rule *counted)
{
	const struct tally_rule *own = &rule->counted;

	if (own->method != counted->method || own->quorum != counted->quorum)
		return false;
	if (own->bar != counted->bar)
		return false;
	return own->method != TALLY_MAJORITY ||
	       (own->numerator == counted->numerator && own->denominator == counted->denominator &&
		       own->at_least == counted->at_least && own->base == counted->base);
}

bool agreed_rule(struct deciding *d, const struct proposal *proposal, struct tally_rule *counted,
	int64_t *agreed)
{
	const struct rule *rule = model_rule_for(d->model, proposal);

	if (rule == NULL)
		return true;
	if (!rule_votes(rule->how))
		return refuse(d, REFUSED_NO_VOTE, proposal->id);
	*counted = rule->counted;
	*agreed = rule->id;
	return true;
}

static const char *wished(const struct deciding *d, size_t word)
{
	return word < d->command->words.count ? d->command->words.items[word] : "";
}

bool agreed_verdict(struct deciding *d, const struct proposal *proposal)
{
	const struct rule *rule = model_rule_for(d->model, proposal);
	const struct poll *poll = model_proposal_poll(d->model, proposal->id);

	if (rule != NULL && rule->how == HOW_ELSEWHERE)
		return refuse(d, REFUSED_ELSEWHERE, proposal->id);
	if (rule != NULL && rule_votes(rule->how) && (poll == NULL || poll->agreed != rule->id))
		return refuse(d, REFUSED_OTHER_RULE, proposal->id);
	if (d->command->body.verdict == DECISION_ADOPTED &&
		model_asks_everybody(d->model, proposal) &&
		proposal_objection(d->model, proposal) != NULL)
		return refuse(d, REFUSED_OBJECTION, proposal->id);
	if (rule != NULL && rule->how == HOW_AUTHORITY && !proposal_advised(d->model, proposal))
		return refuse(d, REFUSED_UNASKED, proposal->id);
	/* a correction says why anyhow */
	if (rule != NULL && rule->how == HOW_AUTHORITY &&
		d->command->kind == EVENT_DECISION_RECORDED && wished(d, 1)[0] == '\0')
		return refuse(d, REFUSED_NO_REASON, proposal->id);
	/* there is no way past it but the rule which the group sealed for that */
	if (d->command->body.verdict == DECISION_ADOPTED && proposal_missing(proposal) != NULL &&
		(rule == NULL || rule->kind != KIND_WORK))
		return refuse(d, REFUSED_BEARER, proposal->id);
	return true;
}

/* --- proposing and sealing --- */

static bool kind_known(const struct model *model, int64_t kind)
{
	return usual(kind) || naming(model, kind) != NULL;
}

/* What a vote by this rule needs, as wished as far as it makes sense. */
static void settle_counting(const struct rare *wish, enum rule_how how, struct rare *rule)
{
	int64_t numerator = wish->threshold / 1000, denominator = wish->threshold % 1000;
	bool share = wish->threshold > 0 && numerator * 2 > denominator && numerator <= denominator;

	rule->method = hows[how].method;
	rule->threshold = how == HOW_QUALIFIED ? share ? wish->threshold : TWO_THIRDS : HALF;
	/* half must be passed, any other share be reached (Robert's Rules 44) */
	rule->at_least = how == HOW_QUALIFIED;
	rule->bar = 0;
	if (how == HOW_FIST || how == HOW_GRADIENTS) {
		/* everybody must reach the bar (methods 1.15, 1.16) */
		int64_t usual_bar = how == HOW_FIST ? 3 : 6, most = how == HOW_FIST ? 5 : 8;
		rule->bar = wish->bar > 0 && wish->bar <= most ? wish->bar : usual_bar;
		rule->threshold = 0;
	}
	if (how == HOW_CONSENSUS)
		rule->bar = wish->bar > 0 && wish->bar <= QUORUM_MAX ? wish->bar : 0;
	rule->base = known_value(wish->base, BASE_ELIGIBLE + 1);
	rule->quorum = wish->quorum > 0 && wish->quorum <= QUORUM_MAX ? wish->quorum : 0;
}

/* The rule that an event proposes; its words point into it. */
static struct rule read_rule(const struct event *event)
{
	const struct rare *rare = body_rare(&event->body);

	return (struct rule){.id = event->seq,
		.kind = rare->about,
		.how = (enum rule_how)known_value(event->body.number, RULE_HOWS),
		.counted = {.method =
				    (enum tally_method_id)known_value(rare->method, TALLY_METHODS),
			.numerator = (int)(known_count(rare->threshold) / 1000),
			.denominator = (int)(known_count(rare->threshold) % 1000),
			.at_least = rare->at_least != 0,
			.base = (enum tally_base)known_value(rare->base, BASE_ELIGIBLE + 1),
			.quorum = (int)known_count(rare->quorum),
			.bar = (int)known_count(rare->bar)},
		.person = event->body.person,
		.kind_words = event_word(event, 1),
		.decides = event_word(event, 2),
		.bound = event_word(event, 3),
		.objects = event_word(event, 4),
		.fails = event_word(event, 5),
		.does = event_word(event, 6),
		.answers = event_word(event, 7),
		.asked = event_word(event, 8),
		.told = event_word(event, 9)};
}

/* What people read and test is what the rule does: nobody words it otherwise. */
static void word_rule(const struct model *model, struct event *event)
{
	struct rule rule = read_rule(event);
	struct buf text = {0};

	sentence_group_rule(model, &rule, sentence_name, &text);
	if (event->words.count == 0)
		texts_add(&event->words, "");
	array_free(event->words.items[0]);
	event->words.items[0] = buf_take(&text);
}

bool decide_rule_proposed(struct deciding *d)
{
	const struct body *body = &d->command->body;
	int64_t kind = body_rare(body)->about;

	if (model_stage(d->model, (int)body->stage)->activity != ACTIVITY_DECIDE)
		return refuse(d, REFUSED_NOT_HERE, body->stage);
	if (!kind_known(d->model, kind) || body->number < 0 || body->number >= RULE_HOWS)
		return refuse(d, REFUSED_NO_KIND, kind);
	if (body->person != 0 && model_person(d->model, body->person) == NULL)
		return refuse(d, REFUSED_NO_PERSON, body->person);
	enum rule_how how = (enum rule_how)body->number;
	if ((how == HOW_AUTHORITY || how == HOW_ELSEWHERE) && body->person == 0 &&
		wished(d, 2)[0] == '\0')
		return refuse(d, REFUSED_EMPTY, 0);
	struct event *event = deciding_add(d);
	deciding_forget_name(event, 2, body->person);
	struct rare *rule = body_rare_make(&event->body);
	/* a kind of the group's own is named by the rule that is first made for it */
	if (kind == KIND_ANY && wished(d, 1)[0] != '\0')
		rule->about = event->seq;
	if (rule_votes(how))
		settle_counting(body_rare(body), how, rule);
	word_rule(d->model, event);
	return true;
}

void apply_rule_proposed(struct model *model, const struct event *event)
{
	if (known_stage(model, event->body.stage) < 0)
		return;
	proposal_add(model, event)->kind = KIND_RULES;
	*array_push(&model->rules) = read_rule(event);
}

/* Nobody seals a rule but the decision that adopts it. */
bool decide_rule_sealed(struct deciding *d)
{
	return refuse(d, REFUSED_NOT_TESTED, d->command->body.thing);
}

void agreed_seal(struct deciding *d, int64_t proposal)
{
	if (model_rule(d->model, proposal) == NULL)
		return;
	struct event *event = deciding_add(d);
	texts_finish(&event->words);
	body_finish(&event->body);
	event->kind = EVENT_RULE_SEALED;
	event->body.thing = proposal;
}

void apply_rule_sealed(struct model *model, const struct event *event)
{
	struct rule *sealed = (struct rule *)model_rule(model, event->body.thing);

	if (sealed == NULL || sealed->sealed != 0)
		return;
	struct rule *before = (struct rule *)model_sealed_rule(model, sealed->kind);
	if (before != NULL)
		before->replaced = event->seq;
	sealed->sealed = event->seq;
	sealed->sealed_at = event_then(event);
}

/* Whether an amendment to it was put to the vote. */
static bool tested_in_part(const struct model *model, int64_t id)
{
	for (size_t i = 0; i < model->proposals.count; i++)
		if (model->proposals.items[i].amends == id &&
			model_proposal_poll(model, model->proposals.items[i].id) != NULL)
			return true;
	return false;
}

/* What was tested is not called something else afterwards. */
bool decide_proposal_kind(struct deciding *d)
{
	int64_t kind = body_rare(&d->command->body)->about, id = d->command->body.thing;
	const struct poll *poll = model_proposal_poll(d->model, id);

	if (!kind_known(d->model, kind))
		return refuse(d, REFUSED_NO_KIND, kind);
	if (model_rule(d->model, id) != NULL)
		return refuse(d, REFUSED_RULE_WORDS, id);
	if (poll != NULL || tested_in_part(d->model, id))
		return refuse(d, REFUSED_POLL_OPEN, id);
	if (model_proposal(d->model, id)->kind == kind)
		return refuse(d, REFUSED_SAME, id);
	deciding_add(d);
	return true;
}

void apply_proposal_kind(struct model *model, const struct event *event)
{
	struct proposal *proposal = proposal_mutable(model, event->body.thing);

	if (proposal != NULL && proposal->decision == 0)
		proposal->kind = body_rare(&event->body)->about;
}
