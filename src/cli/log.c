/* roundtable log: what happened, for people or as JSON lines. */
#include "log.h"

#include "roundtable/base/date.h"
#include "roundtable/base/i18n.h"
#include "roundtable/base/text.h"
#include "roundtable/cli/command.h"
#include "roundtable/codec/codec.h"

#include <stdio.h>
#include <stdlib.h>

enum { JSON, OPTIONS };

static const struct cli_option options[] = {
	[JSON] = {"json", 0, NULL, N_("Print each event as one line of JSON.")},
	[OPTIONS] = {NULL},
};

static void print_json(const struct model *model)
{
	struct buf line = {0};

	for (size_t i = 0; i < model->events.count; i++) {
		buf_clear(&line);
		codec_event_write(&model->events.items[i], &line);
		buf_byte(&line, '\n');
		(void)fwrite(buf_text(&line), 1, line.count, stdout);
	}
	buf_finish(&line);
}

static void print_head(const struct model *model)
{
	char *title = cli_shown(model->plan != NULL ? model->plan->title : "");
	char *id = cli_shown(model->id);
	int offset = model->offset < 0 ? -model->offset : model->offset;

	printf("%s\n", title);
	if (model->rehearsal)
		puts(_("Rehearsal: simulated people"));
	printf(_("Session %1$s, times at UTC%2$c%3$02d:%4$02d\n"), id,
		model->offset < 0 ? '-' : '+', offset / 60, offset % 60);
	free(title);
	free(id);
}

/* Who did or said it. */
static void add_who(const struct model *model, int64_t by, struct buf *out)
{
	const struct person *person = by > 0 ? model_person(model, by) : NULL;

	if (by == BY_FACILITATOR)
		buf_text_add(out, _("facilitator"));
	else if (person == NULL)
		buf_text_add(out, _("(not kept)"));
	else
		buf_text_add(out, person->name != NULL ? person->name : _("(erased)"));
}

static void print_event(const struct model *model, const struct event *event)
{
	struct buf line = {0}, time = {0};

	moment_format_time(&time, event->at, model->offset);
	add_who(model, event->by, &line);
	buf_text_add(&line, ": ");
	log_event(model, event, &line);
	if (model_step_undone(model, event->step))
		buf_text_add(&line, _(" [taken back]"));
	char *shown = cli_shown(buf_text(&line));
	printf("%6lld  %s  %s\n", (long long)event->seq, buf_text(&time), shown);
	free(shown);
	buf_finish(&line);
	buf_finish(&time);
}

static void print_log(const struct model *model)
{
	day last = 0;

	print_head(model);
	for (size_t i = 0; i < model->events.count; i++) {
		const struct event *event = &model->events.items[i];
		day today = day_of(event->at, model->offset);
		if (today != last) {
			struct buf date = {0};
			day_format(&date, today);
			printf("\n%s\n", buf_text(&date));
			buf_finish(&date);
			last = today;
		}
		print_event(model, event);
	}
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
	if (arguments.values[JSON] != NULL)
		print_json(&session.model);
	else
		print_log(&session.model);
	status = cli_session_broken(&session, arguments.operands[0]) ? CLI_FAILED : CLI_DONE;
	session_finish(&session);
	return status;
}

const struct cli_command cli_log = {
	.name = "log",
	.arguments = "FILE",
	.help = N_("Show what happened in a session, entry by entry."),
	.options = options,
	.run = run,
};
