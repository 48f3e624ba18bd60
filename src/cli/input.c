/* Opening what a subcommand works on. */
#include "roundtable/cli/command.h"

#include "roundtable/base/i18n.h"
#include "roundtable/programme/programme.h"

#include <stdio.h>
#include <stdlib.h>

bool cli_programme_read(const char *name, struct plan *plan, struct buf *text, struct error *err)
{
	struct diagnostics diagnostics = {0};
	struct texts folders = {0};

	cli_programme_folders(&folders);
	char *path = programme_locate(name, (const char *const *)folders.items, err);
	bool done = path != NULL && programme_read(path, plan, text, &diagnostics, err);
	if (path != NULL && !done)
		cli_list(stderr, path, &diagnostics);
	diagnostics_finish(&diagnostics);
	texts_finish(&folders);
	free(path);
	return done;
}

bool cli_session_read(const char *path, struct session *session, struct error *err)
{
	return session_open(session, path, STORE_READ, clock_system(), random_system(), err);
}

bool cli_session_broken(const struct session *session, const char *path)
{
	if (session->broken == 0)
		return false;
	cli_say(_("“%1$s” was changed or damaged: event %2$lld does not hold. What comes before it "
		  "is all that can be trusted; “roundtable verify” says more."),
		path, (long long)session->broken);
	return true;
}
