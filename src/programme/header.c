#include "reader.h"

#include "roundtable/base/i18n.h"
#include "roundtable/base/mem.h"
#include "roundtable/base/text.h"

#include <stdlib.h>
#include <string.h>

static const char *const header_names[HEADER_COUNT] = {
#define X(id, name) [HEADER_##id] = name,
	HEADERS(X)
#undef X
};

static bool header_find(const char *key, enum header *header)
{
	for (size_t i = 0; i < HEADER_COUNT; i++) {
		if (same_word(key, header_names[i])) {
			*header = (enum header)i;
			return true;
		}
	}
	return false;
}

static void keep(struct reader *reader, enum header header, const char *value, int line)
{
	if (reader->headers[header].value) {
		mistake(reader, line, _("“%s:” stands here twice; the first is in line %d."),
			header_names[header], reader->headers[header].line);
		return;
	}
	reader->headers[header].value = mem_copy_text(value);
	reader->headers[header].line = line;
}

/* A long list may run on in the next line, and a sentence does. */
static bool goes_on(enum header header, const char *value)
{
	size_t length = strlen(value);

	return header == HEADER_FOR || header == HEADER_COMES_OUT || header == HEADER_SOURCES ||
	       length == 0 || strchr(",;=", value[length - 1]);
}

/*
 * A slip of the pen: in a sentence with a colon in it nearness is an accident, and so it is to a
 * word of three letters.
 */
static bool is_near(const char *key)
{
	const char *near = text_nearest(key, header_names, HEADER_COUNT);

	return near && strlen(key) <= 12 && strlen(near) > 3;
}

static void lengthen(char **value, const char *more)
{
	struct buf buf = {0};

	buf_text_add(&buf, *value);
	buf_byte(&buf, ' ');
	buf_text_add(&buf, more);
	free(*value);
	*value = buf_take(&buf);
}

static void unknown_header(struct reader *reader, const char *line_text, const char *key, int line)
{
	if (!key) {
		mistake(reader, line,
			_("“%s” stands among the header lines and is none; leave an empty line "
			  "before a text."),
			shown(reader, line_text));
		return;
	}
	mistake(reader, line, _("There is no header line “%s:”."), shown(reader, key));
	suggest(reader, key, header_names, HEADER_COUNT);
}

/* One line of a paragraph of header lines; `last` is the header the line before belonged to. */
static void header_line(struct reader *reader, const char *text, int line, int *last)
{
	char *key = NULL, *value = NULL;
	enum header header = HEADER_ROLES;
	bool has_key = split_key(text, &key, &value);

	if (has_key && header_find(key, &header)) {
		bool twice = reader->headers[header].value != NULL;

		keep(reader, header, value, line);
		*last = twice ? -1 : (int)header;
	} else if (*last >= 0 && !(has_key && is_near(key)) &&
		   goes_on((enum header) * last, reader->headers[*last].value)) {
		lengthen(&reader->headers[*last].value, text);
	} else {
		unknown_header(reader, text, has_key ? key : NULL, line);
	}
	free(key);
	free(value);
}

/* Whether the first line of a paragraph is a header line, or meant to be one. */
static bool begins_header(const char *text)
{
	char *key = NULL, *value = NULL;
	enum header header = HEADER_ROLES;
	bool is = false;

	if (!split_key(text, &key, &value))
		return false;
	is = header_find(key, &header) || is_near(key);
	free(key);
	free(value);
	return is;
}

/* A header line inside a text would be read as text: say so instead of losing it. */
static void check_purpose_line(struct reader *reader, const char *text, int line)
{
	for (size_t i = 0; i < HEADER_COUNT; i++) {
		size_t length = strlen(header_names[i]);

		if (strncmp(text, header_names[i], length) == 0 && text[length] == ':')
			mistake(reader, line,
				_("“%s:” stands inside a text; leave an empty line before it."),
				header_names[i]);
	}
}

bool header_paragraph(struct reader *reader, const char *text, int line)
{
	bool header = begins_header(text);
	struct buf one = {0};
	int last = -1;

	for (const char *at = text; at; line++) {
		size_t length = strcspn(at, "\n");

		buf_clear(&one);
		buf_add(&one, at, length);
		if (header)
			header_line(reader, buf_text(&one), line, &last);
		else
			check_purpose_line(reader, buf_text(&one), line);
		at = at[length] ? at + length + 1 : NULL;
	}
	buf_finish(&one);
	return header;
}

static void read_roles(struct reader *reader, const char *value, int line)
{
	char *name = NULL;

	for (const char *at = value; (name = next_part(&at, ',')); free(name)) {
		bool twice = false;

		if (!*name || reader->more || !name_fits(reader, line, name))
			continue;
		if (reader->plan.roles.count == ROLES_MAX) {
			mistake(reader, line, _("A programme has at most %d roles."), ROLES_MAX);
			free(name);
			return;
		}
		for (size_t i = 0; i < reader->plan.roles.count; i++)
			twice = twice || text_same_folded(reader->plan.roles.items[i].name, name);
		if (twice)
			mistake(reader, line, _("The role “%s” is named twice."),
				shown(reader, name));
		else
			*array_push(&reader->plan.roles) =
				(struct role){.name = mem_copy_text(name)};
	}
}

/* The role with exactly this name; reports when there is none. */
static struct role *role_named(struct reader *reader, const char *name, int line)
{
	struct texts names = {0};
	struct role *found = NULL;

	for (size_t i = 0; i < reader->plan.roles.count; i++) {
		if (text_same_folded(reader->plan.roles.items[i].name, name))
			found = &reader->plan.roles.items[i];
		texts_add(&names, reader->plan.roles.items[i].name);
	}
	if (!found) {
		mistake(reader, line, _("The role “%s” is not in the list of “Roles:”."),
			shown(reader, name));
		suggest(reader, name, (const char *const *)names.items, names.count);
	}
	texts_finish(&names);
	return found;
}

static void put_into_group(
	struct reader *reader, const char *role_name, const char *group, int line)
{
	struct role *role =
		name_fits(reader, line, role_name) ? role_named(reader, role_name, line) : NULL;

	if (role && role->group)
		mistake(reader, line, _("The role “%s” is in two groups; it can be in one."),
			shown(reader, role->name));
	else if (role)
		role->group = mem_copy_text(group);
}

static void read_groups(struct reader *reader, const char *value, int line)
{
	char *part = NULL;

	for (const char *at = value; (part = next_part(&at, ';')); free(part)) {
		const char *rest = part;
		char *name = NULL, *group = NULL;

		if (!*part || reader->more)
			continue;
		if (!strchr(part, '=')) {
			mistake(reader, line,
				_("“%s” is no group; write “name = role, role”, and “;” between "
				  "two groups."),
				shown(reader, part));
			continue;
		}
		group = next_part(&rest, '=');
		if (name_fits(reader, line, group)) {
			for (; !reader->more && (name = next_part(&rest, ',')); free(name))
				put_into_group(reader, name, group, line);
		}
		free(group);
	}
}

static void read_length(struct reader *reader, const char *value, int line)
{
	int64_t minutes = 0;

	if (!read_minutes(value, &minutes) || minutes < 1 || minutes > 100 * MINUTES_MAX)
		mistake(reader, line, _("“%s” is no length; write for example “120 min”."),
			shown(reader, value));
	else
		reader->plan.minutes = (int)minutes;
}

/* Whether a language has these two letters: those of ISO 639-1. */
static bool two_letters_known(const char *value)
{
	static const char known[] =
		"aa ab ae af ak am an ar as av ay az ba be bg bh bi bm bn bo br bs ca ce ch co cr "
		"cs cu cv cy da de dv dz ee el en eo es et eu fa ff fi fj fo fr fy ga gd gl gn gu "
		"gv ha he hi ho hr ht hu hy hz ia id ie ig ii ik io is it iu ja jv ka kg ki kj kk "
		"kl km kn ko kr ks ku kv kw ky la lb lg li ln lo lt lu lv mg mh mi mk ml mn mr ms "
		"mt my na nb nd ne ng nl nn no nr nv ny oc oj om or os pa pi pl ps pt qu rm rn ro "
		"ru rw sa sc sd se sg si sk sl sm sn so sq sr ss st su sv sw ta te tg th ti tk tl "
		"tn to tr ts tt tw ty ug uk ur uz ve vi vo wa wo xh yi yo za zh zu ";
	const char tag[] = {(char)(value[0] | 0x20), (char)(value[1] | 0x20), ' ', '\0'};

	return strstr(known, tag) != NULL;
}

/* A language tag as in BCP 47: letters, then parts of letters and digits parted by hyphens. */
static void read_language(struct reader *reader, const char *value, int line)
{
	const char *letters = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789";
	size_t first = strcspn(value, "-"), length = strlen(value);
	bool good = (first == 2 || first == 3) && length <= 35 && strspn(value, letters) >= first &&
		    strcspn(value, "0123456789") >= first;

	for (const char *at = value + first; good && *at;) {
		size_t part = strspn(at + 1, letters);

		good = part >= 1 && part <= 8 && (at[part + 1] == '-' || !at[part + 1]);
		at += part + 1;
	}
	if (!good) {
		mistake(reader, line,
			_("“%s” is no language tag; write for example “en” or “pt-BR”."),
			shown(reader, value));
		return;
	}
	if (first == 2 && !two_letters_known(value))
		warning(reader, line,
			_("No language has the two letters “%.2s”; write for example “en” or "
			  "“pt-BR”."),
			value);
	free(reader->plan.language);
	reader->plan.language = mem_copy_text(value);
}

/* "15", "up to 15", "5 to 15". */
static void read_people(struct reader *reader, const char *value, int line)
{
	static const char up_to[] = "up to ", between[] = " to ";
	bool limit = strncmp(value, up_to, strlen(up_to)) == 0;
	const char *rest = limit ? NULL : strstr(value, between);
	const char *last = limit ? value + strlen(up_to) : rest ? rest + strlen(between) : value;
	char *first = rest ? mem_copy_bytes(value, (size_t)(rest - value)) : NULL;
	int64_t fewest = 0, most = 0;
	bool good = read_number(last, &most) && most >= 1 && most <= PEOPLE_MAX &&
		    (!first || (read_number(first, &fewest) && fewest >= 1 && fewest <= most));

	if (!good)
		mistake(reader, line,
			_("“%s” is no group size; write for example “up to 15” or “5 to 15”."),
			shown(reader, value));
	else {
		reader->plan.fewest = (int)fewest;
		reader->plan.most = (int)most;
	}
	free(first);
}

static void read_purpose(struct reader *reader, const char *value, int line)
{
	const char *words[PURPOSES - 1];
	struct buf all = {0};

	for (size_t i = 0; i < PURPOSES - 1; i++) {
		words[i] = purpose_name((enum purpose)(i + 1));
		buf_format(&all, i > 0 ? ", %s" : "%s", words[i]);
		if (same_word(value, words[i]))
			reader->plan.kind = (enum purpose)(i + 1);
	}
	if (reader->plan.kind == PURPOSE_NONE) {
		mistake(reader, line, _("There is no purpose “%s”; there are: %s."),
			shown(reader, value), buf_text(&all));
		suggest(reader, value, words, PURPOSES - 1);
	}
	buf_finish(&all);
}

static void keep_text(struct reader *reader, char **text, const char *value, int line)
{
	if (text_graphemes(value) > TEXT_CARD)
		mistake(reader, line, _("This line is longer than %d characters; shorten it."),
			TEXT_CARD);
	else
		*text = mem_copy_text(value);
}

static void read_for(struct reader *reader, const char *value, int line)
{
	keep_text(reader, &reader->plan.for_whom, value, line);
}

static void read_comes_out(struct reader *reader, const char *value, int line)
{
	keep_text(reader, &reader->plan.comes_out, value, line);
}

static void read_sources(struct reader *reader, const char *value, int line)
{
	keep_text(reader, &reader->plan.sources, value, line);
}

static void read_made_up(struct reader *reader, const char *part, int line)
{
	const char *rest = part;
	char *name = next_part(&rest, '=');
	char *role_name = rest ? clean(rest, strlen(rest)) : NULL;
	const struct role *role = NULL;
	bool twice = false;

	for (size_t i = 0; i < reader->plan.people.count; i++)
		twice = twice || text_same_folded(reader->plan.people.items[i].name, name);
	if (reader->plan.people.count == MADE_UP_MAX)
		mistake(reader, line, _("A programme brings at most %d people."), MADE_UP_MAX);
	else if (!role_name)
		mistake(reader, line,
			_("“%s” has no role; write “name = role”, and “;” between two people."),
			shown(reader, part));
	else if (twice)
		mistake(reader, line,
			_("“%s” is named twice; give every person a name of their own."),
			shown(reader, name));
	else if (name_fits(reader, line, name))
		role = role_named(reader, role_name, line);
	if (role)
		*array_push(&reader->plan.people) = (struct plan_person){
			.name = mem_copy_text(name), .role = mem_copy_text(role->name)};
	free(name);
	free(role_name);
}

static void read_try_with(struct reader *reader, const char *value, int line)
{
	char *part = NULL;

	for (const char *at = value; (part = next_part(&at, ';')); free(part)) {
		if (*part && !reader->more)
			read_made_up(reader, part, line);
	}
}

void header_finish(struct reader *reader)
{
	/* In the order of the list: groups and made-up people need the roles. */
	static void (*const readers[HEADER_COUNT])(struct reader *, const char *, int) = {
		[HEADER_ROLES] = read_roles,
		[HEADER_GROUPS] = read_groups,
		[HEADER_LENGTH] = read_length,
		[HEADER_LANGUAGE] = read_language,
		[HEADER_PEOPLE] = read_people,
		[HEADER_TRY_WITH] = read_try_with,
		[HEADER_PURPOSE] = read_purpose,
		[HEADER_FOR] = read_for,
		[HEADER_COMES_OUT] = read_comes_out,
		[HEADER_SOURCES] = read_sources,
	};

	for (size_t i = 0; i < HEADER_COUNT; i++) {
		const char *value = reader->headers[i].value;

		if (value && !*value)
			mistake(reader, reader->headers[i].line, _("“%s:” says nothing."),
				header_names[i]);
		else if (value)
			readers[i](reader, value, reader->headers[i].line);
	}
}
