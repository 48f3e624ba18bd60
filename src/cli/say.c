/* What is said to people: sentences on standard error, and text made safe for a terminal. */
#include "roundtable/cli/command.h"

#include "roundtable/base/buf.h"
#include "roundtable/base/i18n.h"
#include "roundtable/base/text.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

char *cli_shown(const char *words)
{
	return text_sanitise(
		words != NULL ? words : "", words != NULL ? strlen(words) : 0, false, 0, NULL);
}

void cli_say(const char *format, ...)
{
	struct buf sentence = {0};
	va_list args;

	va_start(args, format);
	buf_vformat(&sentence, format, args);
	va_end(args);
	char *shown = cli_shown(buf_text(&sentence));
	/* what was printed before it stands before it, also when both go to one file */
	(void)fflush(stdout);
	fprintf(stderr, "roundtable: %s\n", shown);
	free(shown);
	buf_finish(&sentence);
}

int cli_fail(struct error *err)
{
	int status = error_exit_status(err);

	cli_say("%s", err->text != NULL ? err->text : _("It did not work, and nothing says why."));
	error_finish(err);
	return status != CLI_DONE ? status : CLI_FAILED;
}

void cli_list(FILE *out, const char *path, const struct diagnostics *diagnostics)
{
	char *file = cli_shown(path);

	for (size_t i = 0; i < diagnostics->count; i++) {
		const struct diagnostic *diagnostic = &diagnostics->items[i];
		char *text = cli_shown(diagnostic->text);
		if (diagnostic->warning)
			fprintf(out, _("%s:%d: warning: %s\n"), file, diagnostic->line, text);
		else
			fprintf(out, "%s:%d: %s\n", file, diagnostic->line, text);
		free(text);
	}
	free(file);
}
