/* What became of decisions and actions that were carried from one session to another. */
#include "compare.h"

#include "roundtable/base/i18n.h"
#include "roundtable/base/mem.h"
#include "roundtable/core/agreement.h"

#include <string.h>

/* A thing over all sessions, known by where it came up first. */
struct life {
	const char *session; /* id of that session */
	int64_t there;
	const char *words;  /* as last told; NULL: erased in one of them */
	bool told;          /* words were seen at all */
	struct buf *states; /* by session: how it stood at its end */
};

struct lives {
	struct life *items;
	size_t count, capacity;
};

static struct life *life_of(
	struct lives *lives, const struct comparing *comparing, size_t session, int64_t id)
{
	const struct model *model = comparing->sessions[session].model;
	const struct origin origin = model_origin(model, id);
	const char *first = origin.session != NULL ? origin.session->session : model->id;

	for (size_t i = 0; i < lives->count; i++)
		if (lives->items[i].there == origin.there &&
			strcmp(lives->items[i].session, first) == 0)
			return &lives->items[i];
	struct life *life = array_push(lives);
	*life = (struct life){.session = first,
		.there = origin.there,
		.states = mem_alloc(comparing->count + 1, sizeof *life->states)};
	return life;
}

static void tell(struct life *life, const char *words)
{
	life->words = life->told && life->words == NULL ? NULL : words;
	life->told = true;
}

/* --- decisions --- */

static const struct proposal *taken_up_by(
	const struct model *model, const struct proposal *proposal)
{
	for (size_t i = 0; i < model->proposals.count; i++) {
		const struct proposal *later = &model->proposals.items[i];
		if (later->earlier == proposal->id && !later->withdrawn && later->decision != 0)
			return later;
	}
	return NULL;
}

static const char *verdict_word(enum decision_verdict verdict)
{
	static const char *const words[DECISIONS] = {[DECISION_ADOPTED] = N_("adopted"),
		[DECISION_NOT_ADOPTED] = N_("not adopted"),
		[DECISION_DEFERRED] = N_("deferred")};

	return _(words[verdict]);
}

/* How a decision stood at the end of a session. */
static void decision_state(
	const struct model *model, const struct proposal *proposal, struct buf *out)
{
	const struct proposal *later = taken_up_by(model, proposal);

	if (proposal->decision == 0)
		buf_text_add(out, _("not decided"));
	else if (proposal->replaced != 0)
		buf_text_add(out, _("replaced"));
	else if (later != NULL && later->verdict == DECISION_ADOPTED)
		buf_text_add(out, _("taken up again and adopted"));
	else if (later != NULL)
		buf_text_add(out, _("taken up again"));
	else if (!model_carried(model, proposal->id))
		buf_text_add(out, verdict_word(proposal->verdict));
	else if (proposal->reviews.count > 0)
		buf_text_add(out, _("reviewed, and it stands"));
	else if (proposal->verdict == DECISION_ADOPTED)
		buf_text_add(out, _("still stands"));
	else
		buf_format(out, _("still %s"), verdict_word(proposal->verdict));
}

static void gather_decisions(const struct comparing *comparing, struct lives *lives)
{
	for (size_t s = 0; s < comparing->count; s++) {
		const struct model *model = comparing->sessions[s].model;
		for (size_t i = 0; i < model->proposals.count; i++) {
			const struct proposal *proposal = &model->proposals.items[i];
			if (proposal->withdrawn || proposal->amends != 0)
				continue;
			struct life *life = life_of(lives, comparing, s, proposal->id);
			tell(life, proposal->text);
			decision_state(model, proposal, &life->states[s]);
		}
	}
}

/* --- actions --- */

static void gather_actions(const struct comparing *comparing, struct lives *lives)
{
	static const char *const states[ACTION_STATES] = {[ACTION_IS_OPEN] = N_("open"),
		[ACTION_IS_DONE] = N_("done"),
		[ACTION_IS_DROPPED] = N_("dropped")};

	for (size_t s = 0; s < comparing->count; s++) {
		const struct model *model = comparing->sessions[s].model;
		for (size_t i = 0; i < model->actions.count; i++) {
			const struct action *action = &model->actions.items[i];
			if (action->withdrawn)
				continue;
			struct life *life = life_of(lives, comparing, s, action->id);
			tell(life, action->what);
			buf_text_add(&life->states[s], _(states[action->state]));
		}
	}
}

/* --- both --- */

static size_t stood_in(const struct life *life, size_t count)
{
	size_t sessions = 0;

	for (size_t i = 0; i < count; i++)
		sessions += life->states[i].count > 0;
	return sessions;
}

/* Those that stand in more than one session; false: none does. */
static bool lives_table(struct comparing *comparing, const struct lives *lives, const char *caption,
	const char *head)
{
	bool any = false;

	for (size_t i = 0; i < lives->count; i++) {
		struct life *life = &lives->items[i];
		if (stood_in(life, comparing->count) < 2)
			continue;
		if (!any)
			comparing_table(comparing, caption, head, ALIGN_START);
		any = true;
		document_row(comparing->document);
		document_cell(
			comparing->document, life->words != NULL ? life->words : _("(erased)"));
		for (size_t k = 0; k < comparing->count; k++)
			document_cell(comparing->document, buf_text(&life->states[k]));
	}
	return any;
}

static bool any_carried(const struct comparing *comparing, const struct lives *lives)
{
	for (size_t i = 0; i < lives->count; i++)
		if (stood_in(&lives->items[i], comparing->count) > 1)
			return true;
	return false;
}

static void lives_finish(struct lives *lives, size_t sessions)
{
	for (size_t i = 0; i < lives->count; i++) {
		for (size_t k = 0; k < sessions; k++)
			buf_finish(&lives->items[i].states[k]);
		array_free(lives->items[i].states);
	}
	array_finish(lives);
}

bool compare_became(struct comparing *comparing)
{
	struct lives decisions = {0}, actions = {0};

	gather_decisions(comparing, &decisions);
	gather_actions(comparing, &actions);
	bool any = any_carried(comparing, &decisions) || any_carried(comparing, &actions);
	if (any) {
		document_heading(comparing->document, 2, "became",
			_("What became of decisions and actions"));
		comparing_say(comparing,
			_("How each stood at the end of a session; those are listed that one "
			  "session left to another. What was done or replaced is not carried "
			  "further."));
		lives_table(comparing, &decisions, _("Decisions"), _("Decision"));
		lives_table(comparing, &actions, _("Actions"), _("Action"));
	}
	lives_finish(&decisions, comparing->count);
	lives_finish(&actions, comparing->count);
	return any;
}
