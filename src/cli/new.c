/* roundtable new PROGRAMME [FILE]: creates a session and opens it. */
#include "facilitated.h"

#include "roundtable/base/date.h"
#include "roundtable/base/i18n.h"
#include "roundtable/base/mem.h"

#include <string.h>
#include <unistd.h>

char *session_file_name(const char *folder, const char *programme, moment now)
{
	const char *slash = strrchr(programme, '/');
	const char *name = slash != NULL ? slash + 1 : programme;
	const char *dot = strrchr(name, '.');
	size_t length =
		dot != NULL && strcmp(dot, ".md") == 0 ? (size_t)(dot - name) : strlen(name);
	struct buf path = {0};

	for (int number = 1;; number++) {
		buf_clear(&path);
		if (folder != NULL)
			buf_format(&path, "%s/", folder);
		buf_add(&path, name, length);
		buf_byte(&path, '-');
		day_format(&path, day_of(now, local_offset(now)));
		if (number > 1)
			buf_format(&path, "-%d", number);
		buf_text_add(&path, ".roundtable");
		if (access(buf_text(&path), F_OK) != 0)
			return buf_take(&path);
	}
}

bool session_read_earlier(const char *path, struct session *session, struct error *err)
{
	if (path == NULL)
		return true;
	if (!cli_session_read(path, session, err))
		return false;
	if (session->broken == 0)
		return true;
	return error_set(err, ERROR_BROKEN,
		_("“%1$s” was changed or damaged: event %2$lld does not hold. A session that does "
		  "not hold is not carried on; “roundtable verify” says more."),
		path, (long long)session->broken);
}

bool session_begin(struct session *session, const char *programme, const char *path,
	const char *people, const char *after, struct error *err)
{
	struct session earlier = {0};
	struct clock clock = clock_system();
	moment now = clock.now(clock.context);
	struct plan plan = {0};
	struct buf text = {0};
	bool ok = session_read_earlier(after, &earlier, err) &&
		  cli_programme_read(programme, &plan, &text, err);

	if (ok) {
		struct session_start start = {.plan = &plan,
			.programme = buf_text(&text),
			.offset = local_offset(now),
			.earlier = after != NULL ? &earlier.model : NULL};
		char *chosen = path != NULL ? mem_copy_text(path)
					    : session_file_name(NULL, programme, now);
		ok = session_create(session, chosen, &start, clock, random_system(), err);
		if (ok && !session_invite(session, people, err)) {
			/* nobody has worked in it: the next try starts afresh */
			session_finish(session);
			if (err->code != ERROR_MOVED) /* else another file has its name by now */
				unlink(chosen);
			ok = false;
		}
		array_free(chosen);
	}
	session_finish(&earlier);
	plan_finish(&plan);
	buf_finish(&text);
	return ok;
}

enum { PEOPLE, AFTER, TLS };

static int run(const struct cli_command *command, int argc, char **argv)
{
	struct cli_arguments arguments = {0};
	struct session session = {0};
	struct error err = {0};
	struct tls tls;
	int status = cli_arguments_read(command, argc, argv, 1, 2, &arguments);

	if (status >= 0)
		return status;
	if (!isatty(STDIN_FILENO) || !isatty(STDOUT_FILENO)) {
		error_set(&err, ERROR_INPUT,
			_("There is no terminal to draw on. Start Roundtable in a terminal "
			  "window."));
		return cli_fail(&err);
	}
	if (!tls_read(arguments.values[TLS], arguments.values[TLS + 1], &tls, &err))
		return cli_fail(&err);
	if (session_begin(&session, arguments.operands[0],
		    arguments.count > 1 ? arguments.operands[1] : NULL, arguments.values[PEOPLE],
		    arguments.values[AFTER], &err))
		status = facilitated(&session, &tls.service);
	else
		status = cli_fail(&err);
	tls_finish(&tls);
	session_finish(&session);
	return status;
}

static const struct cli_option options[] = {
	[PEOPLE] = {"people", 'p', "FILE",
		N_("Invite the people of a CSV file with lines \"name,role\"; one key per arrival "
		   "then.")},
	[AFTER] = {"after", 'a', "EARLIER",
		N_("Carry on an earlier session: its people, rules, words, decisions, actions, "
		   "ratings and parked thoughts; its minutes are corrected and approved first. "
		   "EARLIER is only "
		   "read.")},
	TLS_OPTIONS,
	{0},
};

const struct cli_command cli_new = {
	.name = "new",
	.arguments = "PROGRAMME [FILE]",
	.help = N_("Create a session after a programme and open it."),
	.options = options,
	.run = run,
};
