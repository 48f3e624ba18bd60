/* Whose ideas went forward, by role. */
#include "roundtable/core/survived.h"

#include "../words.h"

#include "roundtable/base/i18n.h"
#include "roundtable/base/mem.h"
#include "roundtable/core/sentence.h"

enum fate { FATE_APART, FATE_FORWARD, FATE_LEFT };

/* A cut: of which cards, and by what. */
struct cut {
	const struct model *model;
	int stage, source;
	const struct poll *poll; /* a closed vote, else NULL: a shortlist */
	int options;             /* stage whose cards or themes were voted on */
	size_t top;
};

/* Whether exactly the first `top` go forward: nobody is level across the cut. */
static bool clear_cut(const struct poll *poll, size_t top)
{
	const struct tally_result *result = &poll->result;

	return top > 0 && top < result->sums.options && result->outcome == OUTCOME_RANKED &&
	       result->level[result->order[top - 1]] != result->level[result->order[top]];
}

static bool find_cut(const struct model *model, int stage, struct cut *cut)
{
	const struct stage *plan = model_stage(model, stage);

	*cut = (struct cut){.model = model, .stage = stage};
	if (plan == NULL)
		return false;
	if (plan->activity == ACTIVITY_VOTE) {
		cut->poll = model_stage_poll(model, stage);
		cut->options = (int)stage_setting(plan, SETTING_OPTIONS);
		cut->top = (size_t)stage_setting(plan, SETTING_TOP);
		cut->source = model_source(model, cut->options);
		return cut->options >= 0 && cut->poll != NULL &&
		       cut->poll->state == POLL_IS_CLOSED && clear_cut(cut->poll, cut->top);
	}
	cut->source = model_source(model, stage);
	return (plan->activity == ACTIVITY_COLLECT || plan->activity == ACTIVITY_GROUP) &&
	       stage_setting(plan, SETTING_SHORTLIST) > 0;
}

/* The place of what stands for a card among the options in order of the result. */
static enum fate fate_in_vote(const struct cut *cut, const struct card *root)
{
	int64_t theme = model_theme_of(cut->model, cut->options, root->id);
	const struct tally_result *result = &cut->poll->result;

	for (size_t i = 0; i < result->sums.options && i < cut->poll->options.count; i++) {
		int64_t option = cut->poll->options.items[result->order[i]];
		if (option == root->id || (theme != 0 && option == theme))
			return i < cut->top ? FATE_FORWARD : FATE_LEFT;
	}
	return FATE_APART;
}

static enum fate fate_of(const struct cut *cut, const struct card *card)
{
	const struct card *root = model_card_root(cut->model, card);

	if (card->withdrawn || card->item >= 0 || card->cells.items[0] == NULL || root->withdrawn ||
		model_source(cut->model, card->stage) != cut->source)
		return FATE_APART;
	if (cut->poll != NULL)
		return fate_in_vote(cut, root);
	if (root->cut && root->cut_stage < cut->stage)
		return FATE_APART;
	return root->cut && root->cut_stage == cut->stage ? FATE_LEFT : FATE_FORWARD;
}

struct counts {
	int64_t forward, left;
};

/* Where roles show in sums only, no set may come from one role alone. */
static bool mixed(const struct counts *counts, size_t roles)
{
	size_t forward = 0, left = 0;

	for (size_t i = 0; i < roles; i++) {
		forward += counts[i].forward > 0;
		left += counts[i].left > 0;
	}
	return forward >= 2 && left >= 2;
}

static void say_role(const char *role, const struct counts *counts, struct buf *out)
{
	int64_t all = counts->forward + counts->left;

	if (all == 0)
		return;
	words_begin(out);
	buf_format(out,
		ngettext("Of %1$lld card from %2$s %3$lld went forward.",
			"Of %1$lld cards from %2$s %3$lld went forward.", words_plural(all)),
		(long long)all, role, (long long)counts->forward);
}

/* Roles that may not be shown, and those who said none, are counted together, in the last place. */
static void count_roles(const struct cut *cut, enum survived_for reader, struct counts *counts)
{
	const struct model *model = cut->model;
	size_t roles = model->plan->roles.count;

	for (size_t i = 0; i < model->cards.count; i++) {
		const struct card *card = &model->cards.items[i];
		enum fate fate = fate_of(cut, card);
		bool shown = card->role >= 0 &&
			     (reader == SURVIVED_ROOM || sentence_role_shown(model, card->role));
		struct counts *here = &counts[shown ? (size_t)card->role : roles];
		here->forward += fate == FATE_FORWARD;
		here->left += fate == FATE_LEFT;
	}
}

/* Whether any card of it says of which role it is. */
static bool roles_kept(const struct cut *cut)
{
	const struct model *model = cut->model;

	for (size_t i = 0; i < model->cards.count; i++)
		if (fate_of(cut, &model->cards.items[i]) != FATE_APART &&
			model->cards.items[i].role >= 0)
			return true;
	return false;
}

/* What can be said of a cut. */
enum saying { SAYS_NOTHING, SAYS_ROLES, SAYS_WITHHELD };

/* `counts` for each role, and the others in the last place. */
static enum saying saying_of(const struct model *model, const struct cut *cut,
	enum survived_for reader, struct counts *counts)
{
	int64_t authors = stage_setting(model_stage(model, cut->source), SETTING_AUTHORS);
	size_t roles = model->plan->roles.count, named = 0;
	int64_t left = 0;

	if (authors == AUTHORS_HIDDEN)
		return SAYS_NOTHING;
	count_roles(cut, reader, counts);
	for (size_t i = 0; i <= roles; i++)
		left += counts[i].left;
	for (size_t i = 0; i < roles; i++)
		named += counts[i].forward + counts[i].left > 0;
	if (left == 0)
		return SAYS_NOTHING;
	if (named == 0)
		return roles_kept(cut) ? SAYS_WITHHELD : SAYS_NOTHING;
	if (authors != AUTHORS_COUNTED)
		return SAYS_ROLES;
	if (reader == SURVIVED_ROOM)
		return SAYS_WITHHELD;
	/* that it is withheld for what the cards are would tell what they are */
	return mixed(counts, roles + 1) ? SAYS_ROLES : SAYS_NOTHING;
}

void sentence_survived(
	const struct model *model, int stage, enum survived_for reader, struct buf *out)
{
	struct cut cut;

	if (!find_cut(model, stage, &cut) || model_cards_hidden(model, cut.source))
		return;
	size_t roles = model->plan->roles.count;
	struct counts *counts = mem_alloc(roles + 1, sizeof *counts);
	if (saying_of(model, &cut, reader, counts) == SAYS_ROLES) {
		for (size_t i = 0; i < roles; i++)
			say_role(model->plan->roles.items[i].name, &counts[i], out);
		say_role(_("other participants"), &counts[roles], out);
	}
	array_free(counts);
}

void sentence_survived_withheld(
	const struct model *model, int stage, enum survived_for reader, struct buf *out)
{
	struct cut cut;

	if (!find_cut(model, stage, &cut) || model_cards_hidden(model, cut.source))
		return;
	struct counts *counts = mem_alloc(model->plan->roles.count + 1, sizeof *counts);
	if (saying_of(model, &cut, reader, counts) == SAYS_WITHHELD) {
		words_begin(out);
		buf_text_add(out, _("Whose ideas went forward is not shown by role: it would tell "
				    "whose they are."));
	}
	array_free(counts);
}
