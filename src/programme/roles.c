/* Settings that name roles or groups of roles. */
#include "reader.h"

#include "roundtable/base/i18n.h"
#include "roundtable/base/mem.h"
#include "roundtable/base/text.h"

#include <stdlib.h>
#include <string.h>

/* The names of roles and their groups, each once or more. */
static void list_names(const struct roles *roles, struct texts *names)
{
	for (size_t i = 0; i < roles->count; i++) {
		texts_add(names, roles->items[i].name);
		if (roles->items[i].group != NULL)
			texts_add(names, roles->items[i].group);
	}
}

/* Appends the name as the header writes it. */
static void add_name(struct reader *reader, const struct texts *names, const char *name, int line,
	struct buf *list)
{
	const char *known = NULL;

	for (size_t i = 0; i < names->count && known == NULL; i++)
		if (text_same_folded(names->items[i], name))
			known = names->items[i];
	if (known == NULL) {
		mistake(reader, line,
			_("“%s” is neither a role nor a group of roles of this programme."),
			shown(reader, name));
		suggest(reader, name, (const char *const *)names->items, names->count);
		return;
	}
	buf_text_add(list, list->count > 0 ? ", " : "");
	buf_text_add(list, known);
}

void roles_resolve(struct reader *reader, size_t stage, enum setting setting)
{
	const struct stage_source *source = &reader->sources.items[stage];
	const char *rest = source->reference[setting];
	int line = source->setting_line[setting];
	struct texts names = {0};
	struct buf list = {0};

	if (strcmp(rest, "small groups") == 0) {
		reader->plan.stages.items[stage].settings[setting].text = mem_copy_text(rest);
		return;
	}
	list_names(&reader->plan.roles, &names);
	if (names.count == 0) {
		mistake(reader, line,
			_("This programme has no roles; write “Roles: …” before the first stage."));
		rest = NULL;
	}
	for (char *name; (name = next_part(&rest, ',')) != NULL; free(name))
		add_name(reader, &names, name, line, &list);
	reader->plan.stages.items[stage].settings[setting].text = buf_take(&list);
	texts_finish(&names);
}
