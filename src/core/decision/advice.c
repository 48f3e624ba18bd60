/*
 * Advice before one person decides: who was asked and what each advised, or why somebody who was to
 * be asked was not. Nothing is decided before that is written down for everybody the rule names.
 */
#include "roundtable/core/agreement.h"

#include "../rule.h"
#include "../words.h"

#include "roundtable/base/i18n.h"
#include "roundtable/base/mem.h"
#include "roundtable/base/text.h"

#include <string.h>

bool model_by_authority(const struct model *model, const struct proposal *proposal)
{
	const struct rule *rule = model_rule_for(model, proposal);

	return rule != NULL && rule->how == HOW_AUTHORITY;
}

/* Names as they were typed, parted by commas or semicolons. */
static void add_names(const char *list, struct texts *names)
{
	while (list != NULL && *list != '\0') {
		size_t length = strcspn(list, ",;");
		const char *start = list + strspn(list, " ");
		size_t size = start < list + length ? (size_t)(list + length - start) : 0;
		while (size > 0 && start[size - 1] == ' ')
			size--;
		if (size > 0) {
			char *name = mem_copy_bytes(start, size);
			texts_add(names, name);
			array_free(name);
		}
		list += length + (list[length] != '\0');
	}
}

/* An erased entry may have been about anybody: it is not asked again. */
static bool heard(const struct proposal *proposal, const char *name)
{
	for (size_t i = 0; i < proposal->advice.count; i++)
		if (proposal->advice.items[i].who == NULL ||
			text_same_folded(proposal->advice.items[i].who, name))
			return true;
	return false;
}

void proposal_unasked(
	const struct model *model, const struct proposal *proposal, struct texts *names)
{
	/* what was decided keeps the rule it was decided by */
	const struct rule *rule = proposal->decision != 0 ? model_rule(model, proposal->agreed)
							  : model_rule_for(model, proposal);
	struct texts all = {0};

	texts_finish(names);
	if (rule == NULL || rule->how != HOW_AUTHORITY)
		return;
	add_names(rule->asked, &all);
	for (size_t i = 0; i < all.count; i++)
		if (!heard(proposal, all.items[i]))
			texts_add(names, all.items[i]);
	texts_finish(&all);
}

/* Decided by a version of the program that asked for neither advice nor a reason: what is decided
 * now gives one. */
static bool decided_before_advice(const struct proposal *proposal)
{
	return proposal->decision != 0 && proposal->verdict != DECISION_DEFERRED &&
	       proposal->advice.count == 0 && (proposal->why == NULL || proposal->why[0] == '\0');
}

bool proposal_advised(const struct model *model, const struct proposal *proposal)
{
	struct texts names = {0};

	if (decided_before_advice(proposal))
		return true;
	proposal_unasked(model, proposal, &names);
	bool advised = names.count == 0 && proposal->advice.count > 0;
	texts_finish(&names);
	return advised;
}

bool decide_advice_given(struct deciding *d)
{
	const struct body *body = &d->command->body;
	const struct texts *words = &d->command->words;

	if (!model_by_authority(d->model, model_proposal(d->model, body->thing)))
		return refuse(d, REFUSED_NO_ADVICE, body->thing);
	if (words->count < 2 || words->items[1][0] == '\0')
		return refuse(d, REFUSED_EMPTY, 0);
	const struct person *person = model_person_named(d->model, words->items[0]);
	deciding_add(d)->body.person = person != NULL ? person->id : 0;
	return true;
}

void apply_advice_given(struct model *model, const struct event *event)
{
	struct proposal *proposal = proposal_mutable(model, event->body.thing);

	if (proposal != NULL)
		*array_push(&proposal->advice) = (struct advice){.id = event->seq,
			.asked = event->body.yes != 0,
			.person = event->body.person,
			.who = event_word(event, 0),
			.said = event_word(event, 1)};
}

void sentence_advice(const struct advice *advice, const char *who, struct buf *out)
{
	const char *said = advice->said != NULL ? advice->said : _("(erased)");

	words_begin(out);
	buf_format(out,
		advice->asked ? _("Asked: %1$s. The advice: “%2$s”")
			      : _("Not asked: %1$s. The reason: “%2$s”"),
		who != NULL ? who : _("(erased)"), said);
}
