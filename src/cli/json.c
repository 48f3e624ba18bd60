#include "json.h"

#include "roundtable/base/buf.h"
#include "roundtable/base/text.h"
#include "roundtable/cli/command.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

json_t *json_words(const char *words)
{
	char *shown = NULL;

	if (words != NULL && text_is_utf8(words, strlen(words)))
		return json_string(words);
	shown = cli_shown(words);
	json_t *value = json_string(shown);
	free(shown);
	return value;
}

void json_print(json_t *value)
{
	if (json_dumpf(value, stdout, JSON_INDENT(2) | JSON_PRESERVE_ORDER) == 0)
		putchar('\n');
	json_decref(value);
}
