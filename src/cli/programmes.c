/* roundtable programmes: what is shipped and what the user has. */
#include "roundtable/cli/command.h"

#include "roundtable/base/i18n.h"
#include "roundtable/base/text.h"
#include "roundtable/programme/programme.h"

#include "json.h"

#include <libintl.h>
#include <stdio.h>
#include <stdlib.h>

enum { JSON, OPTIONS };

static const struct cli_option options[] = {
	[JSON] = {"json", 0, NULL, N_("Print the list as JSON.")},
	[OPTIONS] = {NULL},
};

const char *cli_purpose(enum purpose purpose)
{
	return purpose == PURPOSE_NONE ? _("for any other purpose") : _(purpose_name(purpose));
}

char *cli_group_size(const struct programme_entry *entry)
{
	struct buf text = {0};

	if (entry->fewest > 0 && entry->fewest < entry->most)
		buf_format(&text, _("%1$d to %2$d people"), entry->fewest, entry->most);
	else if (entry->fewest > 0)
		buf_format(&text, ngettext("%d person", "%d people", (unsigned long)entry->most),
			entry->most);
	else if (entry->most > 0)
		buf_format(&text,
			ngettext("up to %d person", "up to %d people", (unsigned long)entry->most),
			entry->most);
	else
		buf_text_add(&text, _("any number of people"));
	return buf_take(&text);
}

static void print_list(const struct programme_list *list)
{
	int widest = 0;

	for (size_t i = 0; i < list->count; i++) {
		int width = text_width(list->items[i].name);
		widest = width > widest ? width : widest;
	}
	for (size_t i = 0; i < list->count; i++) {
		const struct programme_entry *entry = &list->items[i];
		char *name = cli_shown(entry->name), *title = cli_shown(entry->title),
		     *about = cli_shown(entry->about), *size = cli_group_size(entry);
		if (i == 0 || entry->kind != entry[-1].kind)
			printf(i == 0 ? "%s\n" : "\n%s\n", cli_purpose(entry->kind));
		printf("%s%*s  %s\n%*s", name, widest - text_width(name), "", title, widest + 2,
			"");
		printf(ngettext("%d minute, ", "%d minutes, ", (unsigned long)entry->minutes),
			entry->minutes);
		printf("%s\n", size);
		if (about[0] != '\0')
			printf("%*s%s\n", widest + 2, "", about);
		free(name);
		free(title);
		free(about);
		free(size);
	}
}

static void print_json(const struct programme_list *list)
{
	json_t *root = json_array();

	for (size_t i = 0; i < list->count; i++) {
		const struct programme_entry *entry = &list->items[i];
		json_t *object = json_object();
		json_object_set_new(object, "name", json_words(entry->name));
		json_object_set_new(object, "title", json_words(entry->title));
		json_object_set_new(object, "minutes", json_integer(entry->minutes));
		json_object_set_new(object, "people",
			entry->most > 0 ? json_integer(entry->most) : json_null());
		json_object_set_new(object, "people_at_least",
			entry->fewest > 0 ? json_integer(entry->fewest) : json_null());
		json_object_set_new(object, "purpose",
			entry->kind != PURPOSE_NONE ? json_words(purpose_name(entry->kind))
						    : json_null());
		json_object_set_new(object, "about", json_words(entry->about));
		json_object_set_new(object, "file", json_words(entry->path));
		json_array_append_new(root, object);
	}
	json_print(root);
}

static int run(const struct cli_command *command, int argc, char **argv)
{
	struct cli_arguments arguments;
	struct texts folders = {0};
	struct programme_list list = {0};
	int status = cli_arguments_read(command, argc, argv, 0, 0, &arguments);

	if (status >= 0)
		return status;
	cli_programme_folders(&folders);
	programme_find_all((const char *const *)folders.items, &list);
	if (arguments.values[JSON] != NULL)
		print_json(&list);
	else
		print_list(&list);
	if (list.count == 0)
		cli_say(_("There are no programmes in the folders that are searched:"));
	for (size_t i = 0; list.count == 0 && folders.items[i] != NULL; i++)
		cli_say("  %s", folders.items[i]);
	programme_list_finish(&list);
	texts_finish(&folders);
	return CLI_DONE;
}

const struct cli_command cli_programmes = {
	.name = "programmes",
	.arguments = "",
	.help = N_("List the programmes there are by purpose, with their length and for how many "
		   "people."),
	.options = options,
	.run = run,
};
