#ifndef ROUNDTABLE_TESTS_VISITOR_H
#define ROUNDTABLE_TESTS_VISITOR_H

#include "roundtable/base/buf.h"
#include "roundtable/host/host.h"

#include <stdbool.h>

/** A service with a clock and a state that the test sets, in a folder of its own. */
struct venue {
	char folder[64], socket[96];
	struct host *host;
	moment now;
	char state[64]; /**< what everybody may see */
	size_t padding; /**< blanks after it */
	int asked;      /**< how often it was asked for */
	int turns;      /**< in which devices changed something */
	int listed;     /**< how often it was asked who may come */
};

void venue_open(struct venue *venue);
/** Opens the service again where it was closed. */
void venue_serve(struct venue *venue);
void venue_close(struct venue *venue);
/** Sets the state and says that something may have changed. */
void venue_say(struct venue *venue, const char *state);

/** A client with a plain socket: what it sends is up to the test. */
struct visitor_socket {
	int fd;
	struct buf heard;
	bool ended; /**< the service closed the connection */
};

void visitor_connect(struct visitor_socket *visitor, const struct venue *venue);
void visitor_send(struct visitor_socket *visitor, const void *bytes, size_t length);
void visitor_ask(struct visitor_socket *visitor, const char *request_line);
void visitor_leave(struct visitor_socket *visitor);
/** Takes what is there for the visitor; false: nothing. */
bool visitor_take(struct visitor_socket *visitor);
/** Lets the service run until the visitor has heard `text`; false when nothing moves any more. */
bool visitor_hears(struct visitor_socket *visitor, struct venue *venue, const char *text);
/** Lets the service run until the connection was ended; false when nothing moves any more. */
bool visitor_ended(struct visitor_socket *visitor, struct venue *venue);
/** Lets the service run until nothing moves any more. */
void venue_settle(struct venue *venue);

#endif
