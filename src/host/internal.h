#ifndef ROUNDTABLE_SRC_HOST_INTERNAL_H
#define ROUNDTABLE_SRC_HOST_INTERNAL_H

#include "roundtable/base/array.h"
#include "roundtable/base/hash.h"
#include "roundtable/codec/audience.h"
#include "roundtable/codec/participant.h"
#include "roundtable/host/host.h"

#include "form.h"
#include "http.h"
#include "page.h"

#include <stddef.h>
#include <stdint.h>

/** Times in milliseconds; see man page roundtable-http(7). */
enum {
	HEARTBEAT_MS = 15000, /* a stream that says nothing for longer is told that we live */
	COALESCE_MS = 100,    /* at most ten states a second */
	REQUEST_MS = 10000,   /* a request that is not complete after this is cut off */
	ANSWER_MS = 30000,    /* so is whoever takes nothing of an answer for so long */
};

enum {
	CONNECTIONS_MAX = 1200,
	CONNECTIONS_LOCAL = 64, /* of them, which nobody on the network takes away */
	DESCRIPTORS_OURS = 64,  /* for the session file, the screen and the rest */
	CONNECTIONS_EACH = 64,  /* of one network address */
	HEADERS_MAX = 16 * 1024,
	BODY_MAX = 8 * 1024,
	ACCEPTS_A_TURN = 16, /* so that a flood leaves the console its turns */
	DEVICES_MAX = 1000,
	NONCE_MIN = 16,
	NONCE_MAX = 64,
};

/** So many at once, and then so many a second. */
struct allowance {
	int64_t at;   /* when it was last counted */
	int64_t left; /* thousandths */
};
bool allowance_take(struct allowance *allowance, int64_t now, int at_once, int a_second);

/** One state of the session as it was told, shared by all streams that are still sending it. */
struct snapshot {
	int users;
	int64_t revision;
	struct buf json;
	struct audience audience; /* what a page reads from it, once it was asked for */
	bool read;
};

/** Somebody who follows the session: one response that does not end. */
struct stream {
	struct host *host;
	struct visitor *visitor;
	struct device *device; /* NULL: a wall of this machine, or of a device that is gone */
	enum host_view view;
	struct snapshot *sending; /* NULL: nothing begun */
	struct buf head;          /* bytes before the state, or a heartbeat, or what is personal */
	size_t sent;
	int64_t told;   /* revision of the newest state it was sent */
	struct buf you; /* what its device was last told about its person */
	int64_t quiet_since;
	bool suspended;
	bool ended;
};

/** A connection, from accept to close. */
struct visitor {
	struct MHD_Daemon *daemon;
	struct MHD_Connection *connection;
	int fd;
	bool local;       /* through the socket of this user */
	uint32_t address; /* IPv4, 0: local */
	int64_t due;      /* when it is cut off, unless something came or went by then; 0: never */
};

/** A device that came. What the facilitator sees of it stands in the door. */
struct device {
	int64_t id;
	unsigned char digest[HASH_BYTES]; /* of its token */
	int64_t person;
	char *name, *role; /* of a newcomer; owned */
	bool local;        /* came through the socket of this user: the door is not its way in */
	bool wall, in, out;
	int64_t ready; /* stage in which it said so, -1 */
	char *before;  /* under which name it did something last; owned */
	struct allowance requests;
	int streams;
};

/** A request, from its head to its answer. */
struct request {
	struct host *host;
	struct visitor *visitor;
	struct MHD_Connection *connection;
	const struct route *route;
	const char *rest; /* of the address after the route's; the library's */
	int64_t device_id;
	const char *token;     /* it carries, NULL; the library's */
	struct device *device; /* whose token that is, NULL */
	struct buf body;
	bool too_long;
	struct asked asked;
	struct form form; /* of the page */
	bool waits;       /* for the turn in which its command is done */
	struct host_command command;
};

struct host {
	struct host_source source;
	struct http http; /* once there was a visitor */
	bool loaded;
	bool ending;                /* a daemon is stopped: nothing may be suspended */
	bool more;                  /* is to be done, and is in the next turn */
	struct MHD_Daemon *local;   /* once there was one; the same for those over the network */
	struct MHD_Daemon *network; /* while the door is open */
	int epoll;
	int network_listener; /* -1: closed */
	int probe;            /* the program's own visit, -1: none under way */
	int64_t probe_until;
	bool probe_asked;
	uint16_t port;
	char *certificate, *key; /* owned */
	struct listeners {
		struct listener {
			int fd;
			char *path; /* to be removed at the end */
		} * items;
		size_t count, capacity;
	} listeners;
	struct visitors {
		struct visitor **items;
		size_t count, capacity;
	} visitors;
	struct streams {
		struct stream **items;
		size_t count, capacity;
	} streams;
	struct devices {
		struct device **items;
		size_t count, capacity;
	} devices;
	int64_t last_device;
	struct allowance wrong_codes;
	struct waiting {
		struct request **items;
		size_t count, capacity;
	} waiting; /* for the turn that does what they ask */
	struct snapshot *newest[HOST_VIEWS];
	int64_t revision[HOST_VIEWS]; /* of the newest state; the first is 1 */
	bool stale[HOST_VIEWS];       /* the newest state may have changed since it was written */
	bool stale_you;               /* so may what devices are told of their person */
	int64_t told_at;              /* when streams were last told */
	bool telling;                 /* and some of them still are to be */
	struct door door;
	bool door_stale;
	int64_t networks_at; /* when they were listed */
	struct error error;  /* why visitors cannot be served */
};

/* host.c */
/** Milliseconds of the host's clock. */
int64_t host_now(const struct host *host);
/** Loads the library and starts the daemon for one way in, where that was not done. */
bool host_start(struct host *host, bool network, struct error *err);
/** Ends the daemon for the network and all its connections. */
void host_stop_network(struct host *host);
struct visitor *host_visitor(const struct host *host, struct MHD_Connection *connection);

/* stream.c */
/** The newest state, written anew only when it may have changed. Borrowed. */
struct snapshot *snapshot_newest(struct host *host, enum host_view view);
/** The same as devices read it; belongs to the snapshot. */
const struct audience *snapshot_audience(struct snapshot *snapshot);
void snapshot_release(struct snapshot *snapshot);
/** Starts a stream of events. */
enum MHD_Result stream_begin(struct request *request);
/** Wakes the streams that have something to say; call between MHD_run()s. */
void streams_tell(struct host *host);
/** Wakes those of a daemon (NULL: all), so that it can be stopped. */
void streams_end(struct host *host, const struct MHD_Daemon *daemon);
/** Ends those of a device. */
void streams_end_device(struct host *host, const struct device *device);
/** Milliseconds until a stream has something to say, -1: nothing is due. */
int streams_wait(const struct host *host);

/* request.c: one request from its head to its answer. */
/** What the library calls for each piece of a request. */
enum MHD_Result request_handle(void *host, struct MHD_Connection *connection, const char *url,
	const char *method, const char *version, const char *body, size_t *length, void **request);
void request_ended(void *host, struct MHD_Connection *connection, void **request,
	enum MHD_RequestTerminationCode code);
/** A header; NULL when it is not there. */
const char *request_header(const struct request *request, const char *name);
/** Adds the headers that every answer has and sends it; gives the response away. */
enum MHD_Result answer(struct request *request, unsigned status, struct MHD_Response *response);
/** A short plain answer: one line of text. */
enum MHD_Result answer_text(struct request *request, unsigned status, const char *text);
/** A JSON object; takes what is in `json`. */
enum MHD_Result answer_json(struct request *request, unsigned status, struct buf *json);
/** A part of the page; takes what is in `bytes`. */
enum MHD_Result answer_page(
	struct request *request, unsigned status, const char *type, struct buf *bytes);
/** Sends the browser to another address of ours; sets a cookie unless it is NULL. */
enum MHD_Result answer_elsewhere(struct request *request, const char *place, const char *cookie);
/** Lets the request wait until its command is done; the answer is then given by the route. */
enum MHD_Result request_wait(struct request *request);
/** Does what the waiting requests ask for, in one turn, and lets them go on. */
void requests_do(struct host *host);
/** Lets those of a daemon (NULL: all) go on with nothing done, so that it can be stopped. */
void requests_end(struct host *host, const struct MHD_Daemon *daemon);

/* commands.c: fills in request->command from what was asked; false: it is no such thing. */
bool command_card(struct request *request);
bool command_word(struct request *request);
bool command_group(struct request *request);
bool command_theme(struct request *request);
bool command_rename(struct request *request);
bool command_ballot(struct request *request);
bool command_hand(struct request *request);
/** Once it is done: under which name the device did something last. */
void command_remember(struct request *request);

/* routes.c: one table of what may be asked. */
enum route_needs {
	NEEDS_FOLLOWER = 1, /* a program of this user, or the token of somebody let in or waiting */
	NEEDS_PERSON = 2,   /* the token of a person who was let in */
	TAKES_BODY = 4,     /* JSON */
	TAKES_FORM = 8,     /* what a form of the page sends */
	IS_BEGINNING = 16,  /* the path goes on: request->rest */
};
struct route {
	const char *method, *path;
	unsigned needs;
	enum MHD_Result (*handle)(struct request *request);
	/** The answer when the command that the request waited for was done. */
	enum MHD_Result (*done)(struct request *request);
};
/** The route of a method and path; NULL when there is none, `path_known` says whether one of
 * another method is there. */
const struct route *route_find(const char *method, const char *path, bool *path_known);
/** Whether this request may join; so many wrong codes a second are looked at, from all together.
 * `refused` says why not, and `status`, which may be NULL, is the answer's then. */
bool code_is_right(
	struct request *request, const char *code, unsigned *status, const char **refused);

/* visit.c: the page of a browser. */
enum MHD_Result visit_page(struct request *request);
enum MHD_Result visit_code(struct request *request);
enum MHD_Result visit_asset(struct request *request);
enum MHD_Result visit_act(struct request *request);
enum MHD_Result visit_done(struct request *request);

/* devices.c: who may do what. */
/** The device whose token this is; NULL: none. */
struct device *device_of_token(struct host *host, const char *token);
/** A new device that waits or is in; its token as text is written to `token`. NULL: refused, `why`
 * says so. */
struct device *device_come(struct host *host, const struct asked *asked, bool local,
	char token[2 * HASH_BYTES + 1], char **why);
/** Lets devices in, in one turn. */
bool devices_admit(
	struct host *host, struct device *const *devices, size_t count, struct error *err);
/** Puts a device out: it is told so, and its token does nothing any more. */
void device_put_out(struct host *host, struct device *device);
/** Forgets a device altogether; devices_keep() is the caller's. */
void device_forget(struct host *host, struct device *device);
/** Says that its person is ready in this stage, or not any more. False: another one is on. */
bool device_ready(struct host *host, struct device *device, bool yes, int64_t stage);
struct device *device_find(const struct host *host, int64_t id);
/** The device that is in for a person; NULL: none. */
struct device *device_for(const struct host *host, int64_t person);
/** Whether it said so in the stage that is on. */
bool device_is_ready(const struct host *host, const struct device *device);
/** What is told to a device of its person. */
void device_participant(
	struct host *host, const struct device *device, struct participant *participant);
/** Hands what a crash must not lose to the program. */
void devices_keep(struct host *host);
void device_destroy(struct device *device);

/* probe.c: whether the door can be reached at its own address. */
void probe_start(struct host *host, const char *address);
void probe_stop(struct host *host);
void probe_run(struct host *host);
/** Milliseconds until probe_run() is due, -1: not. */
int64_t probe_wait(const struct host *host);

/* door.c: the way in over the network. */
bool door_code_right(const struct host *host, const char *typed);
bool door_long_code_right(const struct host *host, const char *typed);
bool door_open_at(struct host *host, const char *address, uint16_t port, struct error *err);
/** Whether this Host header is one of ours. */
bool door_is_host(const struct host *host, const char *name);

#endif
