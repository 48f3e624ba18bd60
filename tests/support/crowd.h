#ifndef ROUNDTABLE_TESTS_CROWD_H
#define ROUNDTABLE_TESTS_CROWD_H

#include "roundtable/base/buf.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/**
 * Many clients with plain sockets in one process, at a door on this machine. Each has one
 * connection, which it keeps, and asks one thing at a time. Nothing waits but crowd_run().
 */
struct crowd {
	struct member {
		int fd; /**< -1: not connected */
		char token[65];
		struct buf out, in;
		size_t sent;
		bool busy;      /**< asked, and not answered yet */
		int status;     /**< of the last answer; 0: none came, the connection was lost */
		size_t body_at; /**< of the last answer, in `in` */
		bool follows;   /**< its answer does not end; `in` holds the end of what was told */
		size_t left;    /**< bytes of the piece that is being told */
		double seen_at; /**< ms when `watch` was told to it; 0: not yet */
	} * items;
	size_t count;
	int epoll;
	uint16_t port;
	const char *watch; /**< a text that followers wait for */
};

void crowd_open(struct crowd *crowd, size_t count, uint16_t port);
void crowd_close(struct crowd *crowd);
/** Sends a request with the member's token; `body` (JSON) may be NULL. It must not be busy. */
void crowd_ask(struct crowd *crowd, size_t member, const char *request, const char *body);
/** Begins to follow. */
void crowd_follow(struct crowd *crowd, size_t member);
/** Goes away at once, whatever is under way. */
void crowd_drop(struct crowd *crowd, size_t member);
/** Waits for something to happen, this long at most, and takes it in; how many are busy. */
size_t crowd_run(struct crowd *crowd, int milliseconds);
/** The body of the last answer. */
const char *crowd_body(struct crowd *crowd, size_t member);
/** Takes the token out of the last answer; false: there is none. */
bool crowd_take_token(struct crowd *crowd, size_t member);
/** A port of this machine that is free now. */
uint16_t crowd_free_port(void);

#endif
