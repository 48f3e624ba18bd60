/* roundtable verify: whether a session file is what it was when it was written. */
#include "json.h"
#include "recount.h"

#include "roundtable/base/hash.h"
#include "roundtable/base/i18n.h"
#include "roundtable/cli/command.h"

#include <stdio.h>
#include <stdlib.h>

enum { JSON, OPTIONS };

static const struct cli_option options[] = {
	[JSON] = {"json", 0, NULL, N_("Print the findings as JSON.")},
	[OPTIONS] = {NULL},
};

/* What was done with a closing, in words and for programs. */
static const struct {
	const char *sentence, *name;
} ways[RECOUNTS] = {
	[RECOUNT_PUBLISHED] = {N_("counted again from the published ballots"),
		"recounted published ballots"},
	[RECOUNT_NAMED] = {N_("open vote, counted again from the named ballots"),
		"recounted named ballots"},
	[RECOUNT_HANDS] = {N_("show of hands, added up again"), "recounted hands"},
	[RECOUNT_SUMS] = {N_("secret vote, its ballots are not kept: outcome derived again from "
			     "the stored sums"),
		"derived from stored sums"},
	[RECOUNT_STAGES] = {N_("secret vote, its ballots are not kept and its rule needs them: "
			       "only that the stored stages add up can be checked"),
		"checked stored stages"},
	[RECOUNT_PLACES] = {N_("secret vote with fewer than 10 ballots: neither they nor the steps "
			       "of the count are kept, so it cannot be derived again; only that "
			       "its places make one order can be checked"),
		"checked stored places"},
};

/* The title of the stage where it was voted on or decided; a deferred decision may have no vote. */
static char *question_of(const struct model *model, const struct recount *recount)
{
	const struct event *event = model_event(model, recount->event);
	const struct poll *poll = model_poll(model, recount->poll);
	const struct proposal *proposal = recount->decision && event != NULL
						  ? model_proposal(model, event->body.thing)
						  : NULL;
	const struct stage *stage = poll != NULL       ? model_stage(model, poll->stage)
				    : proposal != NULL ? model_stage(model, proposal->stage)
						       : NULL;

	return cli_shown(stage != NULL ? stage->title : "");
}

static void say_carried(const struct model *model, const struct recount *recount)
{
	struct origin origin = model_origin(model, recount->event);

	printf(recount->rated
			? _("  Event %1$lld, ratings carried over: event %2$lld of session "
			    "%3$s, whose file has their vote; they add up.\n")
			: _("  Event %1$lld, a decision carried over: event %2$lld of session "
			    "%3$s, whose file has its vote.\n"),
		(long long)recount->event, (long long)origin.there,
		origin.session != NULL ? origin.session->session : "?");
}

static void print_recount(const struct model *model, const struct recount *recount)
{
	char *question = recount->mixing || recount->rated ? NULL : question_of(model, recount);

	if (recount->carried && recount->wrong == NULL) {
		say_carried(model, recount);
		free(question);
		return;
	}
	if (recount->mixing)
		printf(_("  Event %lld, small groups: dealt again by their lot"),
			(long long)recount->event);
	else if (recount->rated)
		printf(_("  Event %lld, ratings carried over"), (long long)recount->event);
	else if (recount->decision)
		printf(_("  Event %1$lld, decision on “%2$s”: compared with its vote"),
			(long long)recount->event, question);
	else
		printf(_("  Event %1$lld, result of “%2$s”: %3$s"), (long long)recount->event,
			question, _(ways[recount->from].sentence));
	if (recount->wrong != NULL)
		printf(_("; it does NOT hold. %s\n"), recount->wrong);
	else
		puts(_("; it holds."));
	free(question);
}

static void print_report(
	const struct session *session, const char *path, const struct recounts *recounts)
{
	const struct model *model = &session->model;
	char *name = cli_shown(path);
	char head[10];

	session_head(session, head);
	printf(_("%1$s: session %2$s, %3$zu events.\n"), name, model->id != NULL ? model->id : "?",
		model->events.count);
	if (model->rehearsal)
		puts(_("Rehearsal: simulated people"));
	puts(_("Schema: it is word for word that of a session file."));
	puts(store_sound(session->store)
			? _("Integrity: SQLite finds every page of the file sound.")
			: _("Integrity: a page of the file is DAMAGED; what lies in it cannot be "
			    "trusted."));
	if (session->broken == 0)
		printf(_("Chain: every event holds. The head is %s; compare it with the one in the "
			 "minutes.\n"),
			head);
	else
		printf(_("Chain: event %lld does NOT hold. It or what comes before it was changed "
			 "or damaged after it was written.\n"),
			(long long)session->broken);
	if (recounts->count == 0)
		puts(_("Votes: none was closed."));
	else
		puts(_("Votes, decisions and lots:"));
	for (size_t i = 0; i < recounts->count; i++)
		print_recount(model, &recounts->items[i]);
	free(name);
}

static json_t *json_recount(const struct recount *recount)
{
	json_t *object = json_object();

	json_object_set_new(object, "event", json_integer(recount->event));
	json_object_set_new(object, "poll", json_integer(recount->poll));
	json_object_set_new(object, "what",
		json_string(recount->mixing     ? "small groups"
			    : recount->rated    ? "ratings"
			    : recount->decision ? "decision"
						: "result"));
	json_object_set_new(object, "how",
		json_string(recount->carried    ? "carried over, not checked here"
			    : recount->mixing   ? "dealt again by their lot"
			    : recount->decision ? "compared with its vote"
						: ways[recount->from].name));
	json_object_set_new(object, "holds", json_boolean(recount->wrong == NULL));
	if (recount->wrong != NULL)
		json_object_set_new(object, "why", json_words(recount->wrong));
	return object;
}

static void print_json(const struct session *session, const char *path,
	const struct recounts *recounts, int64_t wrong)
{
	unsigned char head[HASH_BYTES];
	char hex[2 * HASH_BYTES + 1];
	json_t *root = json_object(), *list = json_array();

	store_head(session->store, head);
	hex_write(hex, head, sizeof head);
	json_object_set_new(root, "file", json_words(path));
	json_object_set_new(root, "holds", json_boolean(wrong == 0 && store_sound(session->store)));
	json_object_set_new(root, "first_wrong", wrong != 0 ? json_integer(wrong) : json_null());
	json_object_set_new(root, "session", json_words(session->model.id));
	json_object_set_new(root, "rehearsal", json_boolean(session->model.rehearsal));
	json_object_set_new(root, "events", json_integer((json_int_t)session->model.events.count));
	json_object_set_new(root, "schema", json_true());
	json_object_set_new(root, "integrity", json_boolean(store_sound(session->store)));
	json_object_set_new(root, "chain", json_boolean(session->broken == 0));
	json_object_set_new(root, "head", json_words(hex));
	for (size_t i = 0; i < recounts->count; i++)
		json_array_append_new(list, json_recount(&recounts->items[i]));
	json_object_set_new(root, "votes", list);
	json_print(root);
}

/* The first event that does not hold, whatever the reason; 0: all hold. */
static int64_t first_wrong(const struct session *session, const struct recounts *recounts)
{
	int64_t first = session->broken;

	for (size_t i = 0; i < recounts->count; i++) {
		const struct recount *recount = &recounts->items[i];
		if (recount->wrong != NULL && (first == 0 || recount->event < first))
			first = recount->event;
	}
	return first;
}

static int verify(const struct session *session, const char *path, bool json)
{
	struct recounts recounts = {0};

	recount_all(&session->model, &recounts);
	int64_t wrong = first_wrong(session, &recounts);
	if (json)
		print_json(session, path, &recounts, wrong);
	else
		print_report(session, path, &recounts);
	if (wrong != 0)
		cli_say(_("“%1$s” does not hold: event %2$lld is the first that is wrong."), path,
			(long long)wrong);
	else if (!store_sound(session->store))
		cli_say(_("“%s” is damaged outside its log. Go on with a copy, or with the "
			  "minutes."),
			path);
	else if (!json)
		puts(_("Everything holds."));
	array_finish(&recounts);
	return wrong != 0 || !store_sound(session->store) ? CLI_FAILED : CLI_DONE;
}

static int run(const struct cli_command *command, int argc, char **argv)
{
	struct cli_arguments arguments;
	struct session session = {0};
	struct error err = {0};
	int status = cli_arguments_read(command, argc, argv, 1, 1, &arguments);

	if (status >= 0)
		return status;
	if (!cli_session_read(arguments.operands[0], &session, &err))
		return cli_fail(&err);
	status = verify(&session, arguments.operands[0], arguments.values[JSON] != NULL);
	session_finish(&session);
	return status;
}

const struct cli_command cli_verify = {
	.name = "verify",
	.arguments = "FILE",
	.help = N_("Check that nothing in a session file was changed or damaged, and count its "
		   "votes again."),
	.options = options,
	.run = run,
};
