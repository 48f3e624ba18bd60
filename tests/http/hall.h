#ifndef ROUNDTABLE_TESTS_HALL_H
#define ROUNDTABLE_TESTS_HALL_H

#include "roundtable/app/service.h"
#include "roundtable/base/buf.h"

#include <stdbool.h>

/**
 * A real session in a file, with its service, at which devices sit: what they send goes through
 * real sockets. Stages: cards (HALL_CARDS), a secret vote (HALL_VOTE) whose ballots may be changed,
 * talk (HALL_TALK), the cards put into themes (HALL_GROUP). Include cmocka before.
 */
#define HALL_NOTES "What nobody but the facilitator reads."
enum { HALL_CARDS, HALL_VOTE, HALL_TALK, HALL_GROUP, HALL_OPTIONS = 3 };

struct hall {
	char folder[64], file[96];
	moment now; /**< of the session: moves on by a second each time it is asked */
	struct session session;
	struct service *service;
	struct ids people; /**< Ann, Ben, Cleo and Dora, in that order */
};

void hall_open(struct hall *hall);
/** Moves the service's clock on. */
void hall_pass(struct hall *hall, int milliseconds);
/** As after kill -9: nothing is closed or cleared away, the file is opened anew. */
void hall_crash(struct hall *hall);
/** The same, with a shell command while nothing runs; NULL: none. */
void hall_crash_with(struct hall *hall, const char *command);
/** Opens the service anew with a certificate and its key (PEM) for the network. */
void hall_encrypt(struct hall *hall, const char *certificate, const char *key);
void hall_close(struct hall *hall);
/** Runs a shell command while the service goes on; its exit status. */
int hall_shell(struct hall *hall, const char *command);
/** A facilitator's command that must be done; returns the seq of the last event. */
int64_t hall_do(struct hall *hall, struct command command);
/** Goes to a stage. */
void hall_stage(struct hall *hall, int stage);
/** Opens the secret vote; returns its id. */
int64_t hall_poll(struct hall *hall);
/** Does something with the door that must work. */
void hall_door(struct hall *hall, enum door_verb verb, int64_t number);

/** A connection whose request is the test's. */
struct guest {
	int fd;
	struct buf heard;
	bool ended;
};

void guest_connect(struct guest *guest, const struct hall *hall, bool network);
void guest_send(struct guest *guest, const char *bytes, size_t length);
void guest_leave(struct guest *guest);
/** Takes what is there for the guest. */
void guest_take(struct guest *guest);
/** Lets the service run until the guest has heard `text`; false when nothing moves any more. */
bool guest_hears(struct guest *guest, struct hall *hall, const char *text);
/** Lets the service run until the connection was ended; false when nothing moves any more. */
bool guest_ended(struct guest *guest, struct hall *hall);
/** Lets the service run until nothing moves any more. */
void hall_settle(struct hall *hall);
/** One turn as the program's loop takes it, which also watches `fd` (-1: none); false when neither
 * side had anything to do. */
bool hall_turn(struct hall *hall, int fd);

/**
 * One request on a connection of its own, as a well-behaved client sends it: through the network
 * when the door is open, else through the socket. Returns the status; the body is in `hall_body`
 * until the next. `token` and `body` may be NULL.
 */
int hall_ask(struct hall *hall, const char *request, const char *token, const char *body);
extern char hall_body[65536];
/** Joins as a person of the roster (or, 0, as `name`) and is let in; the token is written. */
void hall_join(struct hall *hall, int64_t person, const char *name, char token[65]);

#endif
