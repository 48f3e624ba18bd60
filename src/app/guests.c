/* Who is invited to a session: those the programme brings, and the people of a file. */
#include "roundtable/app/facilitate.h"

#include "roundtable/base/i18n.h"
#include "roundtable/base/mem.h"
#include "roundtable/base/text.h"
#include "roundtable/ui/console.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <strings.h>

enum { LINES_MAX = 1000 };

/** Who is to be invited. */
struct guests {
	struct guest {
		char *name, *role;
		enum status status;
		int line; /**< of the file, 0: the programme brings them */
	} * items;
	size_t count, capacity;
};

static void guests_finish(struct guests *guests)
{
	for (size_t i = 0; i < guests->count; i++) {
		array_free(guests->items[i].name);
		array_free(guests->items[i].role);
	}
	array_finish(guests);
}

/* One field of a CSV line: quotes may hold commas, doubled quotes are one. Moves *at behind it. */
static char *csv_field(const char **at)
{
	struct buf raw = {0};
	const char *p = *at;
	bool quoted = *p == '"';

	p += quoted;
	for (; *p != '\0' && *p != '\n'; p++) {
		if (quoted && *p == '"' && p[1] != '"')
			break;
		if (!quoted && (*p == ',' || *p == ';'))
			break;
		if (quoted && *p == '"')
			p++;
		buf_byte(&raw, *p);
	}
	p += quoted && *p == '"';
	while (quoted && *p == ' ')
		p++;
	p += *p == ',' || *p == ';';
	*at = p;
	char *field = text_sanitise(buf_text(&raw), raw.count, false, 0, NULL);
	buf_finish(&raw);
	return field;
}

/* Names are not cut without a word: who would find themselves in them? */
static bool fits(const char *path, int line, const char *text, struct error *err)
{
	return text_graphemes(text) <= TEXT_NAME ||
	       error_set(err, ERROR_INPUT,
		       _("%s, line %d: a name and a role may have %d letters each. Make it "
			 "shorter."),
		       path, line, TEXT_NAME);
}

/* Roles are those of the programme, by which everything is counted: another word, or one that
 * begins several, is put right in the file now rather than missed in the minutes later. */
static bool role_fits(
	const struct plan *plan, const char *path, int line, const char *role, struct error *err)
{
	struct buf names = {0};
	bool ok = true;

	/* without roles nothing is counted by them, and people speak in their own words */
	if (role[0] == '\0' || plan->roles.count == 0 || plan_role(plan, role) >= 0)
		return true;
	if (plan_roles_meant(plan, role, &names) > 1) {
		ok = error_set(err, ERROR_INPUT,
			_("%1$s, line %2$d: “%3$s” can be several roles: %4$s. Write one of them."),
			path, line, role, buf_text(&names));
	} else {
		plan_roles_meant(plan, "", &names);
		ok = error_set(err, ERROR_INPUT,
			_("%1$s, line %2$d: “%3$s” is none of the programme's roles: %4$s. Write "
			  "one of them, leave it empty, or add it to the programme."),
			path, line, role, buf_text(&names));
	}
	buf_finish(&names);
	return ok;
}

static bool read_guest(const struct plan *plan, const char *path, const char *text, int line,
	struct guests *guests, struct error *err)
{
	struct guest guest = {.status = STATUS_EXPECTED, .line = line};
	bool ok = true;

	guest.name = csv_field(&text);
	guest.role = csv_field(&text);
	/* a head row is no person */
	bool wanted = guest.name[0] != '\0' && !(line == 1 && strcasecmp(guest.name, "name") == 0);
	if (wanted)
		ok = fits(path, line, guest.name, err) && fits(path, line, guest.role, err) &&
		     role_fits(plan, path, line, guest.role, err);
	if (wanted && ok) {
		*array_push(guests) = guest;
	} else {
		array_free(guest.name);
		array_free(guest.role);
	}
	return ok;
}

/* The whole file is read and checked before anybody is invited. */
static bool read_guests(
	const struct plan *plan, const char *path, struct guests *guests, struct error *err)
{
	FILE *file = fopen(path, "re");
	char *line = NULL;
	size_t room = 0;
	int number = 0;
	bool ok = true;

	if (file == NULL)
		return error_set(
			err, ERROR_INPUT, _("%s cannot be read: %s."), path, strerror(errno));
	while (ok && getline(&line, &room, file) >= 0) {
		const char *text = line;
		if (++number == 1 && strncmp(text, "\xef\xbb\xbf", 3) == 0)
			text += 3;
		ok = number <= LINES_MAX
			     ? read_guest(plan, path, text, number, guests, err)
			     : error_set(err, ERROR_INPUT,
				       _("%s has more than %d lines. Invite fewer people."), path,
				       LINES_MAX);
	}
	if (ok && ferror(file))
		ok = error_set(
			err, ERROR_INPUT, _("%s cannot be read: %s."), path, strerror(errno));
	array_free(line);
	fclose(file);
	return ok;
}

static void invitation(const struct plan *plan, const struct guest *guest, struct command *command)
{
	int known = guest->role[0] != '\0' ? plan_role(plan, guest->role) : -1;

	*command = (struct command){.kind = EVENT_PERSON_ADDED,
		.by = BY_FACILITATOR,
		.body = {.role = known, .votes = 1, .status = guest->status}};
	texts_add(&command->words, guest->name);
	texts_add(&command->words, known < 0 ? guest->role : "");
}

/* Whether an earlier session has brought them already: the same name in the same role. Another role
 * may be another person of that name, which is asked about. */
static bool came_along(const struct model *model, const struct guest *guest)
{
	int known = guest->role[0] != '\0' ? plan_role(model->plan, guest->role) : -1;

	for (size_t i = 0; i < model->persons.count; i++) {
		const struct person *person = &model->persons.items[i];
		const char *own = person->own_role != NULL ? person->own_role : "";
		bool role =
			guest->role[0] == '\0' ||
			(known >= 0 ? person->role == known : text_same_folded(own, guest->role));
		if (role && person->name != NULL && text_same_folded(person->name, guest->name))
			return true;
	}
	return false;
}

/* Says which of them was refused, if one was. */
static bool all_invited(const struct guests *guests, const struct turn_command *turn,
	const char *path, struct error *err)
{
	for (size_t i = 0; i < guests->count; i++) {
		const struct guest *guest = &guests->items[i];
		if (turn[i].outcome == TURN_DONE)
			continue;
		char *why = refusal_text(&turn[i].refusal);
		if (guest->line > 0)
			error_set(err, ERROR_INPUT, _("%s, line %d: “%s”: %s"), path, guest->line,
				guest->name, why);
		else
			error_set(err, ERROR_INPUT, _("“%s”: %s"), guest->name, why);
		array_free(why);
		return false;
	}
	return true;
}

static void leave_known(const struct model *model, struct guests *guests)
{
	size_t left = 0;

	for (size_t i = 0; i < guests->count; i++) {
		if (came_along(model, &guests->items[i])) {
			array_free(guests->items[i].name);
			array_free(guests->items[i].role);
		} else {
			guests->items[left++] = guests->items[i];
		}
	}
	guests->count = left;
}

/* All of them in one turn. */
static bool invite(
	struct session *session, const struct guests *guests, const char *path, struct error *err)
{
	struct command *commands;
	struct turn_command *turn;

	if (guests->count == 0)
		return true;
	commands = mem_alloc(guests->count, sizeof *commands);
	turn = mem_alloc(guests->count, sizeof *turn);
	for (size_t i = 0; i < guests->count; i++) {
		invitation(session->model.plan, &guests->items[i], &commands[i]);
		turn[i].command = &commands[i];
	}
	bool ok = session_turn(session, turn, guests->count, err) &&
		  all_invited(guests, turn, path, err);
	for (size_t i = 0; i < guests->count; i++)
		texts_finish(&commands[i].words);
	array_free(commands);
	array_free(turn);
	return ok;
}

bool session_invite(struct session *session, const char *people, struct error *err)
{
	const struct plan *plan = session->model.plan;
	struct guests guests = {0};

	for (size_t i = 0; i < plan->people.count; i++)
		*array_push(&guests) =
			(struct guest){.name = mem_copy_text(plan->people.items[i].name),
				.role = mem_copy_text(plan->people.items[i].role),
				.status = STATUS_HERE};
	bool ok = people == NULL || read_guests(plan, people, &guests, err);
	if (ok)
		leave_known(&session->model, &guests);
	ok = ok && invite(session, &guests, people, err);
	guests_finish(&guests);
	return ok;
}
