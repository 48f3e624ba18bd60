/* Rules for kinds of decisions are proposed from lists; what a proposal is about is said from one.
 */
#include "../console/state.h"

#include "roundtable/core/agreement.h"

static void how_picked(struct console *console, int64_t how, int64_t kind)
{
	form_open(console, FORM_RULE, kind, how);
}

static void kind_picked(struct console *console, int64_t kind, int64_t thing)
{
	struct pick *pick = pick_open(
		console, _("How shall the group take such decisions?"), false, how_picked, kind);

	(void)thing;
	for (int how = 0; how < RULE_HOWS; how++)
		pick_add(pick, how, rule_how_name((enum rule_how)how),
			rule_how_help((enum rule_how)how));
}

static void add_kinds(struct console *console, struct pick *pick)
{
	const struct model *model = console_model(console);
	struct ids kinds = {0};

	model_kinds(model, &kinds);
	for (size_t i = 0; i < kinds.count; i++) {
		const struct rule *rule = model_sealed_rule(model, kinds.items[i]);
		pick_add(pick, kinds.items[i], kind_words(model, kinds.items[i]),
			rule != NULL ? rule_how_name(rule->how) : _("no rule yet"));
	}
	array_finish(&kinds);
}

void rules_ask(struct console *console)
{
	struct pick *pick =
		pick_open(console, _("A rule for which kind of decision?"), false, kind_picked, 0);

	add_kinds(console, pick);
	pick_add(pick, KIND_NEW, _("another kind"), _("in your own words"));
	pick_focus(pick, KIND_MONEY);
}

static void about_picked(struct console *console, int64_t kind, int64_t proposal)
{
	struct command command = command_make(EVENT_PROPOSAL_KIND);

	command.body.thing = proposal;
	body_rare_make(&command.body)->about = kind;
	console_run(console, &command, _("Written down. The rule sealed for it holds."));
}

void kind_ask(struct console *console, const struct proposal *proposal)
{
	struct pick *pick = pick_open(
		console, _("What kind of decision is this?"), false, about_picked, proposal->id);

	add_kinds(console, pick);
	pick_focus(pick, proposal->kind);
}
