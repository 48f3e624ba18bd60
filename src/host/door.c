/* The way in over the network: where it is open, its code, and what the facilitator does with it.
 */
#include "internal.h"

#include "roundtable/base/i18n.h"
#include "roundtable/base/mem.h"
#include "roundtable/base/text.h"

#include <arpa/inet.h>
#include <ctype.h>
#include <errno.h>
#include <ifaddrs.h>
#include <net/if.h>
#include <netinet/in.h>
#include <string.h>
#include <strings.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <unistd.h>

/* Crockford's base 32: no I, L, O or U, which are misread. */
static const char letters[] = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

static void make_code(struct host *host, char *code, size_t length)
{
	unsigned char bytes[16];

	host->source.random.fill(host->source.random.context, bytes, sizeof bytes);
	for (size_t i = 0; i < length; i++)
		code[i] = letters[bytes[i] % 32];
	code[length] = '\0';
	wipe(bytes, sizeof bytes);
}

/* As it is read and typed: small letters, the look-alikes, blanks and hyphens. */
static size_t normal(const char *typed, char *code, size_t room)
{
	size_t length = 0;

	for (; *typed != '\0'; typed++) {
		int letter = toupper((unsigned char)*typed);
		if (letter == ' ' || letter == '-')
			continue;
		if (length + 1 >= room)
			return 0;
		code[length++] = (char)(letter == 'O'                    ? '0'
					: letter == 'I' || letter == 'L' ? '1'
									 : letter);
	}
	code[length] = '\0';
	return length;
}

/* In the same time whichever letter is wrong. */
static bool same_code(const char *one, const char *other, size_t length)
{
	unsigned differs = 0;

	for (size_t i = 0; i < length; i++)
		differs |= (unsigned char)one[i] ^ (unsigned char)other[i];
	return differs == 0;
}

/* Whether what was typed is this code; an empty one is nobody's. */
static bool is_code(const char *typed, const char *wanted)
{
	char code[sizeof(((struct door *)NULL)->long_code) + 1];
	size_t length = normal(typed, code, sizeof code);

	return length > 0 && length == strlen(wanted) && same_code(code, wanted, length);
}

bool door_code_right(const struct host *host, const char *typed)
{
	return is_code(typed, host->door.code);
}

bool door_long_code_right(const struct host *host, const char *typed)
{
	return is_code(typed, host->door.long_code);
}

bool door_is_host(const struct host *host, const char *name)
{
	const char *url = host->door.url;

	/* with a certificate the browser itself checks who we are */
	if (url == NULL || name == NULL || host->certificate != NULL)
		return url != NULL && name != NULL;
	return strcasecmp(name, strstr(url, "://") + 3) == 0;
}

/* --- what the facilitator sees --- */

static void forget_devices(struct door *door)
{
	for (size_t i = 0; i < door->devices.count; i++) {
		array_free(door->devices.items[i].name);
		array_free(door->devices.items[i].role);
		array_free(door->devices.items[i].alike);
	}
	door->devices.count = 0;
	door->waiting = door->in = door->ready = 0;
}

static void list_addresses(struct door *door, bool loopback)
{
	struct ifaddrs *found = NULL;

	if (getifaddrs(&found) != 0)
		return;
	for (const struct ifaddrs *at = found; at != NULL; at = at->ifa_next) {
		char text[INET_ADDRSTRLEN];
		if (at->ifa_addr == NULL || at->ifa_addr->sa_family != AF_INET ||
			!(at->ifa_flags & IFF_UP) || !(at->ifa_flags & IFF_LOOPBACK) == loopback)
			continue;
		const struct sockaddr_in *address =
			(const struct sockaddr_in *)(const void *)at->ifa_addr;
		inet_ntop(AF_INET, &address->sin_addr, text, sizeof text);
		*array_push(&door->addresses) = (struct door_address){
			mem_copy_text(at->ifa_name), mem_copy_text(text), loopback};
	}
	freeifaddrs(found);
}

/* Networks come and go, but not at every key. */
static void list_networks(struct host *host)
{
	enum { ASKED_AGAIN_MS = 2000 };
	struct door_addresses *addresses = &host->door.addresses;
	int64_t now = host_now(host);

	if (addresses->count > 0 && now - host->networks_at < ASKED_AGAIN_MS)
		return;
	host->networks_at = now;
	for (size_t i = 0; i < addresses->count; i++) {
		array_free(addresses->items[i].name);
		array_free(addresses->items[i].address);
	}
	addresses->count = 0;
	list_addresses(&host->door, true);
	list_addresses(&host->door, false);
}

/* The name of the roster that a newcomer's name could be taken for; owned, NULL: none. */
static char *look_alike(const struct places *places, const char *name)
{
	enum { ALIKE = 60 };
	const struct place *most = NULL;
	int likeness = ALIKE;

	for (size_t i = 0; name[0] != '\0' && i < places->count; i++) {
		int alike = text_likeness(name, places->items[i].name);
		if (alike >= likeness) {
			likeness = alike;
			most = &places->items[i];
		}
	}
	return most != NULL ? mem_copy_text(most->name) : NULL;
}

static const struct place *place_of(const struct places *places, int64_t person)
{
	for (size_t i = 0; i < places->count; i++)
		if (places->items[i].person == person && person != 0)
			return &places->items[i];
	return NULL;
}

static void list_device(struct host *host, const struct device *device, const struct places *places)
{
	const struct place *place = place_of(places, device->person);
	const char *role = place != NULL ? place->role : device->role;

	*array_push(&host->door.devices) = (struct door_device){.id = device->id,
		.person = device->person,
		.name = mem_copy_text(place != NULL ? place->name : device->name),
		.role = mem_copy_text(role != NULL ? role : ""),
		.state = device->in ? DEVICE_IN : DEVICE_WAITING,
		.wall = device->wall,
		.moves = !device->in && device_for(host, device->person) != NULL,
		.alike = !device->in && place == NULL ? look_alike(places, device->name) : NULL,
		.connected = device->streams > 0,
		.ready = device_is_ready(host, device)};
	host->door.waiting += !device->in;
	host->door.in += device->in && !device->wall;
	host->door.ready += device->in && device_is_ready(host, device);
}

const struct door *host_door(struct host *host)
{
	struct places places = {0};

	if (!host->door.open)
		list_networks(host);
	if (!host->door_stale)
		return &host->door;
	host->door_stale = false;
	forget_devices(&host->door);
	host->source.places(host->source.context, &places);
	for (int in = 0; in <= 1; in++)
		for (size_t i = 0; i < host->devices.count; i++)
			if (!host->devices.items[i]->out && host->devices.items[i]->in == in)
				list_device(host, host->devices.items[i], &places);
	array_finish(&places);
	return &host->door;
}

/* --- opening and closing --- */

static int listen_at(const char *address, uint16_t port)
{
	struct sockaddr_in at = {.sin_family = AF_INET, .sin_port = htons(port)};
	int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0), yes = 1;

	if (fd < 0 || inet_pton(AF_INET, address, &at.sin_addr) != 1)
		goto fail;
	setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &yes, sizeof yes);
	if (bind(fd, (const struct sockaddr *)&at, sizeof at) == 0 && listen(fd, SOMAXCONN) == 0)
		return fd;
fail:
	if (fd >= 0)
		close(fd);
	return -1;
}

static uint16_t port_of(int fd)
{
	struct sockaddr_in at = {0};
	socklen_t length = sizeof at;

	getsockname(fd, (struct sockaddr *)&at, &length);
	return ntohs(at.sin_port);
}

static void set_url(struct host *host, const char *address)
{
	struct buf url = {0};

	buf_format(&url, "%s://%s:%u", host->certificate != NULL ? "https" : "http", address,
		host->port);
	array_free(host->door.url);
	host->door.url = buf_take(&url);
	host->door.open = true;
	host->door.encrypted = host->certificate != NULL;
	host->door.loopback = strncmp(address, "127.", 4) == 0;
}

/* Port 0: an easy one, else whichever is free. */
bool door_open_at(struct host *host, const char *address, uint16_t port, struct error *err)
{
	struct epoll_event ready = {.events = EPOLLIN | EPOLLET};
	int fd = -1;

	for (uint16_t easy = 8080; fd < 0 && port == 0 && easy < 8090; easy++)
		fd = listen_at(address, easy);
	if (fd < 0)
		fd = listen_at(address, port);
	if (fd < 0 || epoll_ctl(host->epoll, EPOLL_CTL_ADD, fd, &ready) < 0) {
		error_set(err, ERROR_SYSTEM, _("The door cannot be opened at %1$s: %2$s."), address,
			strerror(errno));
		if (fd >= 0)
			close(fd);
		return false;
	}
	if (!host_start(host, true, err)) {
		close(fd);
		return false;
	}
	host->network_listener = fd;
	host->port = port_of(fd);
	set_url(host, address);
	probe_start(host, address);
	host->door_stale = true;
	return true;
}

static void new_codes(struct host *host)
{
	make_code(host, host->door.code, sizeof host->door.code - 1);
	make_code(host, host->door.long_code, sizeof host->door.long_code - 1);
}

static bool open_door(struct host *host, int64_t number, struct error *err)
{
	const struct door_addresses *addresses = &host_door(host)->addresses;

	if (host->door.open)
		return error_set(err, ERROR_INPUT, _("The door is open already."));
	if (number < 0 || (size_t)number >= addresses->count)
		return error_set(err, ERROR_INPUT, _("There is no such address."));
	if (!door_open_at(host, addresses->items[number].address, 0, err))
		return false;
	new_codes(host);
	devices_keep(host);
	return true;
}

static void close_door(struct host *host)
{
	host_stop_network(host);
	for (size_t i = host->devices.count; i-- > 0;)
		if (!host->devices.items[i]->local)
			device_forget(host, host->devices.items[i]);
	array_free(host->door.url);
	host->door.url = NULL;
	host->door.open = false;
	memset(host->door.code, 0, sizeof host->door.code);
	memset(host->door.long_code, 0, sizeof host->door.long_code);
	host->door_stale = true;
	devices_keep(host);
}

/* --- what the facilitator does --- */

/* Two say they are the same: one of them is not. */
static bool claimed_twice(const struct door *door, const struct door_device *device)
{
	int claims = 0;

	for (size_t i = 0; device->person != 0 && i < door->devices.count; i++)
		claims += door->devices.items[i].person == device->person;
	return claims > 1;
}

static bool admit_all(struct host *host, struct error *err)
{
	const struct door *door = host_door(host);
	struct devices list = {0};

	for (size_t i = 0; i < door->devices.count; i++) {
		const struct door_device *shown = &door->devices.items[i];
		if (shown->state == DEVICE_WAITING && !shown->moves && shown->alike == NULL &&
			!claimed_twice(door, shown))
			*array_push(&list) = device_find(host, shown->id);
	}
	bool good = devices_admit(host, list.items, list.count, err);
	array_finish(&list);
	return good;
}

bool host_door_do(struct host *host, const struct door_wish *wish, struct error *err)
{
	struct device *device = device_find(host, wish->number);
	bool of_device = wish->verb == DOOR_ADMIT || wish->verb == DOOR_PUT_OUT;

	if (of_device && (device == NULL || device->out))
		return error_set(err, ERROR_INPUT, _("This device is gone."));
	switch (wish->verb) {
	case DOOR_OPEN:
		return open_door(host, wish->number, err);
	case DOOR_CLOSE:
		close_door(host);
		return true;
	case DOOR_ASK:
		host->door.asks = wish->number != 0;
		devices_keep(host);
		return true;
	case DOOR_ADMIT:
		return device->in || devices_admit(host, &device, 1, err);
	case DOOR_ADMIT_ALL:
		return admit_all(host, err);
	case DOOR_PUT_OUT:
		device_put_out(host, device);
		return true;
	case DOOR_NEW_CODE:
		new_codes(host);
		devices_keep(host);
		return true;
	}
	return false;
}
