/* Minutes, paper ballots and copies: a name to write to. */
#include "../form.h"

#include <string.h>

static bool fill_minutes(struct console *console, struct form *form)
{
	struct buf name = {0};
	const char *file = console->config.file;
	size_t length = strlen(file), ending = strlen(".roundtable");

	if (length > ending && strcmp(file + length - ending, ".roundtable") == 0)
		length -= ending;
	buf_add(&name, file, length);
	buf_text_add(&name, form->id == FORM_COPY    ? "-copy.roundtable"
			    : form->id == FORM_SLIPS ? "-slips.html"
						     : ".html");
	/* never the name of something that is there: nothing is written over */
	char *proposed =
		console->config.ports.free_name(console->config.ports.context, buf_text(&name));
	form_set(form, 0, proposed);
	array_free(proposed);
	buf_finish(&name);
	return true;
}

static bool submit_file(struct console *console, struct form *form)
{
	const struct console_ports *ports = &console->config.ports;
	struct error err = {0};
	char *path = form_text(form, 0);
	bool done = form->id == FORM_COPY    ? ports->copy(ports->context, path, &err)
		    : form->id == FORM_SLIPS ? ports->slips(ports->context, path, &err)
					     : ports->minutes(ports->context, path, &err);

	if (done)
		console_sayf(console, false, _("Written: %s"), path);
	else
		console_say(console, true, err.text);
	error_finish(&err);
	array_free(path);
	return done;
}

const struct form_spec minutes_form = {"minutes", N_("Write the minutes"),
	{WORDS(N_("File"), N_("ending .html, .md, .txt or .json"))}, fill_minutes, submit_file,
	false};

const struct form_spec slips_form = {"slips", N_("Write paper ballots, to be printed"),
	{WORDS(N_("File"), N_("ending .html or .txt"))}, fill_minutes, submit_file, false};

const struct form_spec copy_form = {
	"copy", N_("Save a copy"), {WORDS(N_("File"), NULL)}, fill_minutes, submit_file, false};
