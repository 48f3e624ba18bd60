/*
 * Prints the KEYS section of roundtable(1) from the list of actions and the keymaps. `man.sh`
 * compares it with the page.
 */
#include "roundtable/ui/action.h"
#include "roundtable/ui/key.h"
#include "roundtable/ui/keymap.h"

#include <stdbool.h>
#include <stdio.h>
#include <string.h>

static void print_escaped(const char *text)
{
	for (; *text != '\0'; text++)
		printf(strchr("*_\\`#[]|<>", *text) != NULL ? "\\%c" : "%c", *text);
}

/* Whether a key of a mode goes without saying: it does the same everywhere, or among letters. */
static bool is_inherited(enum mode mode, enum action_id action, const char *key)
{
	int32_t code = key_from_name(key);

	if (mode != MODE_FUNCTION && keymap_find(MODE_FUNCTION, code) == action)
		return true;
	return mode != MODE_FUNCTION && mode != MODE_LETTERS &&
	       keymap_find(MODE_LETTERS, code) == action;
}

/* Prints the keys an action has in a mode of its own accord; returns whether there were any. */
static bool print_mode(enum mode mode, enum action_id action, bool first)
{
	char keys[512];
	bool any = false;

	if (!keymap_own(mode, action))
		return false;
	keymap_keys(mode, action, keys, sizeof keys);
	for (char *rest = keys, *end; *rest != '\0'; rest = end) {
		end = strstr(rest, ", ");
		if (end != NULL)
			*end = '\0', end += 2;
		else
			end = rest + strlen(rest);
		if (is_inherited(mode, action, rest))
			continue;
		if (!any && mode == MODE_FUNCTION)
			fputs(first ? "" : "; ", stdout);
		else if (!any)
			printf("%s%s: ", first ? "" : "; ", mode_name(mode));
		else
			fputs(", ", stdout);
		putchar('*');
		print_escaped(rest);
		putchar('*');
		any = true;
	}
	return any;
}

static void print_action(enum action_id action)
{
	const struct action_info *info = action_info(action);
	bool any = false;

	printf("_%s_: %s.\n\t", info->name, info->help);
	for (int mode = 0; mode < MODE_COUNT; mode++)
		any |= print_mode((enum mode)mode, action, !any);
	if (!any)
		fputs("by name, from the list of commands", stdout);
	puts("\n");
}

int main(void)
{
	const char *group = "";

	for (int action = 0; action < ACTIONS_COUNT; action++) {
		const struct action_info *info = action_info((enum action_id)action);
		if (strcmp(info->group, group) != 0)
			printf("## %s\n\n", info->group);
		group = info->group;
		print_action((enum action_id)action);
	}
	return 0;
}
