/*
 * What may come through a socket: head, route, body. In the seeds HOST stands for the name of the
 * door, CODE for its code and TOKEN for the token of a device that is in; each input is sent over
 * the network and through the socket of this user.
 */
#include "fuzz.h"

#include "roundtable/base/mem.h"
#include "roundtable/base/text.h"
#include "roundtable/host/host.h"

#include <locale.h>
#include <netinet/in.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#define HEAD " HTTP/1.1\r\nHost: HOST\r\nAuthorization: Bearer TOKEN\r\n"
#define JSON(length) "Content-Type: application/json\r\nContent-Length: " #length "\r\n\r\n"

#define FORM(length)                                                                               \
	"Content-Type: application/x-www-form-urlencoded\r\nContent-Length: " #length "\r\n\r\n"

static const char *const seeds[] = {
	"GET /me" HEAD "\r\n",
	"GET /audience" HEAD "\r\nGET /me" HEAD "\r\n",
	"GET /events" HEAD "Cookie: roundtable=TOKEN\r\n\r\n",
	"POST /card" HEAD JSON(53) "{\"nonce\":\"aaaaaaaaaaaaaaaaaaaa\",\"stage\":0,\"words\":[1]}",
	"POST /card" HEAD JSON(
		57) "{\"nonce\":\"aaaaaaaaaaaaaaaaaaaa\",\"stage\":0,\"words\":[\"abc\"]}",
	"POST /ballot" HEAD JSON(
		60) "{\"nonce\":\"aaaaaaaaaaaaaaaaaaaa\",\"poll\":1,\"marks\":[1, 0, -1]}  ",
	"POST /ballot" HEAD "Transfer-Encoding: chunked\r\nContent-Type: application/json\r\n\r\n"
	"27\r\n{\"nonce\":\"aaaaaaaaaaaaaaaaaaaa\",\"poll\":1}\r\n0\r\n\r\n",
	"POST /hand" HEAD JSON(12) "{\"yes\":true}",
	"POST /ready" HEAD JSON(22) "{\"yes\":true,\"stage\":0}",
	"POST /join HTTP/1.1\r\nHost: HOST\r\nOrigin: http://HOST\r\n" JSON(
		39) "{\"code\":\"CODE\",\"name\":\"a\",\"role\":\"b\"}  ",
	"POST /join HTTP/1.1\r\nHost: HOST\r\n" JSON(27) "{\"code\":\"CODE\",\"person\":7}  ",
	"POST /places HTTP/1.1\r\nHost: HOST\r\n" JSON(15) "{\"code\":\"CODE\"}",
	"POST /leave" HEAD JSON(2) "{}",
	"GET / HTTP/1.1\r\nHost: HOST\r\nAccept-Language: de;q=0.5, fr\r\n\r\n",
	"GET /j/CODE HTTP/1.1\r\nHost: HOST\r\n\r\n",
	"GET /?done=card" HEAD "Cookie: roundtable=TOKEN\r\n\r\n",
	"POST /act" HEAD "Cookie: roundtable=TOKEN\r\n" FORM(
		57) "what=ballot&nonce=aaaaaaaaaaaaaaaa&poll=1&options=3&choice=1&blank=0",
	"POST /act" HEAD FORM(48) "what=card&nonce=aaaaaaaaaaaaaaaa&stage=0&word0=a",
	"POST /act HTTP/1.1\r\nHost: HOST\r\n" FORM(32) "what=join&code=CODE&name=a&role=b",
	NULL,
};
static const char *const tokens[] = {"\r\n", "\r\n\r\n", "\n", "\r", " ", ":", "\t", "GET ",
	"POST ", "HEAD ", "OPTIONS * ", "HTTP/1.0", "HTTP/1.1", "/me", "/join", "/card", "/ballot",
	"/%00", "/../", "?a=b", "Host: HOST\r\n", "Content-Length: 3\r\n", "Content-Length: -1\r\n",
	"Transfer-Encoding: chunked\r\n", "Connection: keep-alive\r\n", "Expect: 100-continue\r\n",
	"Upgrade: h2c\r\n", "Cookie: roundtable=TOKEN\r\n", "Origin: null\r\n", "0\r\n\r\n",
	"ffffffff\r\n", "TOKEN", "CODE", "HOST", "{", "}", "[", "]", "\"", "\\u0000", "\\ud800",
	"\"words\":", "\"marks\":", "\"stage\":", "\"person\":", "\"name\":", "\"wall\":true",
	"9223372036854775807", "1e999", "-", "null", "\x1b", "\xff", "\xe2\x80\xae", NULL};

enum { PERSON = 7 };

static struct {
	struct host *host;
	char folder[32], socket[48];
	moment now;
	struct random_seeded seeded;
	char token[65];
} place;

/* --- what the program behind it does --- */

static moment now(void *context)
{
	(void)context;
	return place.now;
}

static void audience(void *context, enum host_view view, struct buf *out)
{
	(void)context;
	(void)view;
	buf_text_add(out, "{\"n\":1}");
}

static void participant(void *context, int64_t person, struct participant *participant)
{
	(void)context;
	participant->person = person;
	participant->name = "Ann";
}

static int64_t stage(void *context)
{
	(void)context;
	return 0;
}

static void places(void *context, struct places *places)
{
	(void)context;
	*array_push(places) = (struct place){.person = PERSON, .name = "Ann", .role = "resident"};
}

static void require_clean(const char *text)
{
	char *again = text_sanitise(text, strlen(text), false, 0, NULL);

	fuzz_require(strcmp(again, text) == 0, "texts are sanitised");
	free(again);
}

static void require_command(const struct host_command *asked)
{
	const struct command *command = &asked->command;

	fuzz_require(command->own, "it comes from a device");
	for (size_t i = 0; i < command->words.count; i++)
		require_clean(command->words.items[i]);
	enum event_kind kind = command->kind;
	if (kind == EVENT_CARD_ADDED)
		fuzz_require(command->by == PERSON && strlen(asked->once) >= 16,
			"a card is by who sent it, and once");
	else if (kind == EVENT_BALLOT_CAST)
		fuzz_require(command->body.person == PERSON && command->tracker != NULL,
			"a ballot is whose device it is, who can find it again");
	else if (kind == EVENT_PERSON_ADDED)
		fuzz_require(command->words.count == 2, "a name and a role");
	else
		fuzz_require((kind == EVENT_HAND_RAISED || kind == EVENT_PERSON_STATUS) &&
				     command->body.person == PERSON,
			"nobody moves for others");
}

static void run(void *context, struct host_command *commands, size_t count)
{
	(void)context;
	for (size_t i = 0; i < count; i++) {
		require_command(&commands[i]);
		commands[i].outcome = HOST_DONE;
		commands[i].made = PERSON + 1;
	}
}

static void keep(void *context, const char *state)
{
	(void)context;
	(void)state;
}

/* --- connections --- */

static int connect_local(void)
{
	struct sockaddr_un at = {.sun_family = AF_UNIX};
	int fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);

	snprintf(at.sun_path, sizeof at.sun_path, "%s", place.socket);
	fuzz_require(connect(fd, (struct sockaddr *)&at, sizeof at) == 0, "the socket answers");
	return fd;
}

static const char *authority(void)
{
	return strstr(host_door(place.host)->url, "://") + 3;
}

static int connect_network(void)
{
	struct sockaddr_in at = {.sin_family = AF_INET};
	int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);

	at.sin_port = htons((uint16_t)atoi(strchr(authority(), ':') + 1));
	at.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
	fuzz_require(connect(fd, (struct sockaddr *)&at, sizeof at) == 0, "the door answers");
	return fd;
}

static void ask(int fd, const char *bytes, size_t length, struct buf *heard)
{
	char part[4096];
	ssize_t count;

	send(fd, bytes, length, MSG_NOSIGNAL);
	for (int turns = 0; turns < 4; turns++) {
		host_run(place.host);
		while ((count = recv(fd, part, sizeof part, MSG_DONTWAIT)) > 0)
			buf_add(heard, part, (size_t)count);
	}
	close(fd);
	host_run(place.host);
	host_run(place.host);
}

/* The door with one device that is in. */
static void open_place(void)
{
	const struct host_source source = {.audience = audience,
		.participant = participant,
		.stage = stage,
		.places = places,
		.run = run,
		.keep = keep,
		.now = now,
		.clock = {now, NULL},
		.random = random_seeded(&place.seeded, 1)};
	const struct door_wish opens = {DOOR_OPEN, 0}, asks = {DOOR_ASK, 0};
	static const char join[] = "POST /join HTTP/1.1\r\nHost: x\r\n" JSON(12) "{\"person\":7}";
	struct buf heard = {0};

	place.host = host_create(&source, NULL);
	fuzz_require(host_open_local(place.host, place.socket, NULL) &&
			     host_door_do(place.host, &opens, NULL) &&
			     host_door_do(place.host, &asks, NULL),
		"the place opens");
	ask(connect_local(), join, sizeof join - 1, &heard);
	const char *token = strstr(buf_text(&heard), "{\"token\":\"");
	fuzz_require(token != NULL, "a device comes in");
	snprintf(place.token, sizeof place.token, "%.64s", token + 10);
	buf_finish(&heard);
}

static void fill_in(const char *bytes, size_t length, struct buf *out)
{
	const char *const names[] = {"HOST", "CODE", "TOKEN"};
	const char *const values[] = {authority(), host_door(place.host)->code, place.token};

	for (size_t i = 0; i < length;) {
		size_t k = 0;
		while (k < 3 && (length - i < strlen(names[k]) ||
					memcmp(bytes + i, names[k], strlen(names[k])) != 0))
			k++;
		buf_add(out, k < 3 ? values[k] : bytes + i, k < 3 ? strlen(values[k]) : 1);
		i += k < 3 ? strlen(names[k]) : 1;
	}
}

static void require_answer(const struct buf *heard)
{
	const char *text = heard->count > 0 ? buf_text(heard) : "HTTP/1.1 400";
	int status = 0;

	fuzz_require(sscanf(text, "HTTP/1.%*1[01] %d", &status) == 1, "HTTP is answered");
	fuzz_require(status >= 100 && status < 600 && status != 500, "a status of ours");
	fuzz_require(
		strstr(text, "\"token\"") == NULL || status == 200, "a token is for who joins");
}

static void one(const char *bytes, size_t length)
{
	for (int network = 0; network <= 1; network++) {
		struct buf request = {0}, heard = {0};
		place.now += 10000; /* nobody is too fast */
		fill_in(bytes, length, &request);
		ask(network ? connect_network() : connect_local(), request.bytes, request.count,
			&heard);
		require_answer(&heard);
		buf_finish(&request);
		buf_finish(&heard);
		const struct door *door = host_door(place.host);
		for (size_t i = 0; i < door->devices.count; i++)
			require_clean(door->devices.items[i].name);
		if (door->in != 1 || door->devices.count != 1) {
			host_destroy(place.host);
			open_place();
		}
	}
}

int main(int argc, char **argv)
{
	static const struct fuzz_target target = {.name = "http",
		.seeds = seeds,
		.tokens = tokens,
		.size = 24 * 1024,
		.runs = 2000,
		.one = one};

	setlocale(LC_ALL, "");
	strcpy(place.folder, "/tmp/roundtable-fuzz-XXXXXX");
	fuzz_require(mkdtemp(place.folder) != NULL, "there is a folder");
	snprintf(place.socket, sizeof place.socket, "%s/socket", place.folder);
	place.now = 1000000;
	open_place();
	int status = fuzz_main(&target, argc, argv);
	host_destroy(place.host);
	rmdir(place.folder);
	return status;
}
