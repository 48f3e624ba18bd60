/* Who came with a device, who of them is let in, and by which token they are known again. */
#include "internal.h"

#include "roundtable/base/i18n.h"
#include "roundtable/base/mem.h"
#include "roundtable/base/text.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

bool allowance_take(struct allowance *allowance, int64_t now, int at_once, int a_second)
{
	int64_t most = (int64_t)at_once * 1000;
	int64_t passed = allowance->at == 0 ? most : (now - allowance->at) * a_second;

	allowance->at = now != 0 ? now : 1;
	if (passed > 0)
		allowance->left = allowance->left + passed < most ? allowance->left + passed : most;
	if (allowance->left < 1000)
		return false;
	allowance->left -= 1000;
	return true;
}

static void digest_of(const char *token, unsigned char digest[HASH_BYTES])
{
	struct hash hash;

	hash_start(&hash, NULL, 0);
	hash_field(&hash, token, strlen(token));
	hash_end(&hash, digest);
}

/* Digests are compared, so that the time it takes tells nothing of a token. */
struct device *device_of_token(struct host *host, const char *token)
{
	unsigned char digest[HASH_BYTES];

	digest_of(token, digest);
	for (size_t i = 0; i < host->devices.count; i++)
		if (memcmp(host->devices.items[i]->digest, digest, HASH_BYTES) == 0)
			return host->devices.items[i];
	return NULL;
}

struct device *device_find(const struct host *host, int64_t id)
{
	for (size_t i = 0; i < host->devices.count; i++)
		if (host->devices.items[i]->id == id)
			return host->devices.items[i];
	return NULL;
}

struct device *device_for(const struct host *host, int64_t person)
{
	for (size_t i = 0; i < host->devices.count; i++) {
		struct device *device = host->devices.items[i];
		if (device->in && !device->out && device->person == person && person != 0)
			return device;
	}
	return NULL;
}

void device_destroy(struct device *device)
{
	if (device == NULL)
		return;
	array_free(device->name);
	array_free(device->role);
	array_free(device->before);
	array_free(device);
}

static void changed(struct host *host)
{
	host->door_stale = host->stale_you = true;
	devices_keep(host);
}

/* So that whoever is in or waits is not kept out by those who came before and are gone. */
static void make_room(struct host *host)
{
	struct device *gone = NULL;

	for (size_t i = 0; i < host->devices.count; i++) {
		struct device *device = host->devices.items[i];
		bool may_go =
			device->out || (device->streams == 0 && (!device->in || device->wall));
		if (may_go && (gone == NULL || (device->out && !gone->out)))
			gone = device;
	}
	if (gone != NULL)
		device_forget(host, gone);
}

void device_forget(struct host *host, struct device *device)
{
	streams_end_device(host, device);
	for (size_t i = 0; i < host->devices.count; i++)
		if (host->devices.items[i] == device) {
			array_remove(&host->devices, i);
			break;
		}
	device_destroy(device);
	host->door_stale = host->stale_you = true;
}

void device_put_out(struct host *host, struct device *device)
{
	device->out = true;
	device->in = false;
	if (device->wall) { /* it has nobody to tell it to */
		streams_end_device(host, device);
		host->more = true;
	}
	changed(host);
}

bool device_ready(struct host *host, struct device *device, bool yes, int64_t stage)
{
	if (stage != host->source.stage(host->source.context))
		return false;
	device->ready = yes ? stage : -1;
	host->stale_you = host->door_stale = true;
	return true;
}

bool device_is_ready(const struct host *host, const struct device *device)
{
	return device->ready >= 0 && device->ready == host->source.stage(host->source.context);
}

void device_participant(
	struct host *host, const struct device *device, struct participant *participant)
{
	*participant = (struct participant){0};
	if (device->person != 0)
		host->source.participant(host->source.context, device->person, participant);
	else
		participant->name = device->name;
	participant->state = device->out                                 ? PARTICIPANT_OUT
			     : !device->in                               ? PARTICIPANT_WAITING
			     : participant->person == 0 && !device->wall ? PARTICIPANT_OUT
									 : PARTICIPANT_IN;
	participant->ready = device_is_ready(host, device);
	if (device->in)
		return;
	/* who has not been let in may be somebody else */
	participant->poll = 0;
	participant->can_vote = participant->voted = participant->hand = false;
}

/* --- coming --- */

/* A newcomer's name must not be one of the roster: they choose theirs from the list. */
static char *refuse_name(struct host *host, const struct asked *asked)
{
	struct places places = {0};
	char *why = NULL;

	host->source.places(host->source.context, &places);
	bool known = asked->person == 0;
	for (size_t i = 0; i < places.count && why == NULL; i++) {
		const struct place *place = &places.items[i];
		known |= place->person == asked->person;
		if (asked->person == 0 && asked->name != NULL && asked->name[0] != '\0' &&
			text_same_folded(asked->name, place->name))
			why = mem_copy_text(_("Somebody of that name is on the roster. Choose the "
					      "name from the list, or add a letter to tell you "
					      "apart."));
	}
	if (why == NULL && !known)
		why = mem_copy_text(_("There is nobody of that name on the roster."));
	array_finish(&places);
	return why;
}

static char *refuse_coming(struct host *host, const struct asked *asked)
{
	if (host->devices.count >= DEVICES_MAX)
		return mem_copy_text(_("There is no room for more devices."));
	if (asked->wall)
		return NULL;
	if ((asked->name != NULL && text_graphemes(asked->name) > TEXT_NAME) ||
		(asked->role != NULL && text_graphemes(asked->role) > TEXT_NAME))
		return mem_copy_text(_("That is too long. Make it shorter."));
	return refuse_name(host, asked);
}

struct device *device_come(struct host *host, const struct asked *asked, bool local,
	char token[2 * HASH_BYTES + 1], char **why)
{
	unsigned char secret[HASH_BYTES];
	struct random random = host->source.random;

	if (host->devices.count >= DEVICES_MAX)
		make_room(host);
	*why = refuse_coming(host, asked);
	if (*why != NULL)
		return NULL;
	struct device *device = mem_alloc(1, sizeof *device);
	random.fill(random.context, secret, sizeof secret);
	hex_write(token, secret, sizeof secret);
	wipe(secret, sizeof secret);
	*device = (struct device){.id = ++host->last_device,
		.person = asked->wall ? 0 : asked->person,
		.name = mem_copy_text(asked->name != NULL ? asked->name : ""),
		.role = mem_copy_text(asked->role != NULL ? asked->role : ""),
		.local = local,
		.wall = asked->wall,
		.ready = -1};
	digest_of(token, device->digest);
	*array_push(&host->devices) = device;
	/* walls show what everybody sees: the code is enough for them */
	bool free_place = device->person == 0 || device_for(host, device->person) == NULL;
	if (device->wall)
		device->in = true;
	else if (!host->door.asks && free_place)
		devices_admit(host, &device, 1, NULL);
	host->door_stale = host->stale_you = true;
	if (device->wall) /* whoever waits comes again after a crash */
		devices_keep(host);
	return device;
}

/* --- letting in --- */

/* Whoever is let in is on the roster and here. */
static void arrive(const struct device *device, struct host_command *command)
{
	*command = (struct host_command){.command = {.kind = EVENT_PERSON_STATUS, .own = true}};
	struct body *body = &command->command.body;
	body->stage = body->role = body->item = -1;
	body->status = STATUS_HERE;
	body->person = device->person;
	if (device->person != 0)
		return;
	command->command.kind = EVENT_PERSON_ADDED;
	body->votes = 1;
	texts_add(&command->command.words, device->name);
	texts_add(&command->command.words, device->role);
}

/* The other device of the same person goes out. */
static void take_place(struct host *host, struct device *device)
{
	struct device *other = device_for(host, device->person);

	if (other != NULL && other != device)
		device_put_out(host, other);
	device->in = true;
}

bool devices_admit(
	struct host *host, struct device *const *devices, size_t count, struct error *err)
{
	struct host_command *commands = mem_alloc(count + 1, sizeof *commands);
	bool good = true;

	for (size_t i = 0; i < count; i++)
		arrive(devices[i], &commands[i]);
	if (count > 0)
		host->source.run(host->source.context, commands, count);
	for (size_t i = 0; i < count; i++) {
		struct host_command *command = &commands[i];
		struct device *device = devices[i];
		/* refused for somebody of the roster: is here already */
		bool here = device->person != 0 && command->outcome == HOST_REFUSED;
		if (command->outcome == HOST_DONE && device->person == 0)
			device->person = command->made;
		if (command->outcome == HOST_DONE || here)
			take_place(host, device);
		else
			good = error_set(err, ERROR_INPUT, "%s",
				command->why != NULL ? command->why
						     : _("It could not be written."));
		texts_finish(&command->command.words);
		array_free(command->why);
	}
	array_free(commands);
	host_changed(host);
	changed(host);
	return good;
}

/* --- what a crash must not lose --- */

void devices_keep(struct host *host)
{
	struct buf state = {0};

	if (host->door.open) {
		const char *address = strstr(host->door.url, "://") + 3;
		buf_format(&state, "door %.*s %u %s %s %d\n", (int)strcspn(address, ":"), address,
			host->port, host->door.code, host->door.long_code, host->door.asks);
	}
	for (size_t i = 0; i < host->devices.count; i++) {
		const struct device *device = host->devices.items[i];
		char digest[2 * HASH_BYTES + 1];
		if (!device->in || device->out)
			continue;
		hex_write(digest, device->digest, HASH_BYTES);
		buf_format(&state, "device %lld %lld %d %d %s\n", (long long)device->id,
			(long long)device->person, device->wall, device->local, digest);
	}
	host->source.keep(host->source.context, state.count > 0 ? buf_text(&state) : NULL);
	buf_finish(&state);
}

static void restore_device(struct host *host, const char *line)
{
	char digest[2 * HASH_BYTES + 2];
	long long id, person;
	int wall, local;
	struct device *device;

	if (sscanf(line, "device %lld %lld %d %d %65s", &id, &person, &wall, &local, digest) != 5 ||
		host->devices.count >= DEVICES_MAX)
		return;
	device = mem_alloc(1, sizeof *device);
	*device = (struct device){.id = id,
		.person = person,
		.name = mem_copy_text(""),
		.role = mem_copy_text(""),
		.local = local != 0,
		.wall = wall != 0,
		.in = true,
		.ready = -1};
	if (strlen(digest) != 2 * HASH_BYTES || !hex_read(digest, device->digest, HASH_BYTES)) {
		device_destroy(device);
		return;
	}
	*array_push(&host->devices) = device;
	host->last_device = id > host->last_device ? id : host->last_device;
}

bool host_restore(struct host *host, const char *state, struct error *err)
{
	char address[64], code[7], long_code[11];
	unsigned port;
	int asks;
	bool good = true;

	for (const char *line = state; line != NULL && *line != '\0';) {
		const char *end = strchr(line, '\n');
		if (sscanf(line, "door %63[0-9.] %u %6s %10s %d", address, &port, code, long_code,
			    &asks) == 5 &&
			port <= UINT16_MAX) {
			host->door.asks = asks != 0;
			good = door_open_at(host, address, (uint16_t)port, err);
			if (good) {
				memcpy(host->door.code, code, sizeof code);
				memcpy(host->door.long_code, long_code, sizeof long_code);
			}
		} else {
			restore_device(host, line);
		}
		line = end != NULL ? end + 1 : NULL;
	}
	host->door_stale = true;
	return good;
}
