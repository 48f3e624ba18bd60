#ifndef ROUNDTABLE_SRC_JOIN_INTERNAL_H
#define ROUNDTABLE_SRC_JOIN_INTERNAL_H

#include "curl.h"

#include "roundtable/base/buf.h"
#include "roundtable/codec/participant.h"
#include "roundtable/join/join.h"

/* Inside the client: its state, and what its files call of each other. */

enum {
	RETRY_MS = 1000,          /* after a loss it is tried again this often */
	SILENCE_S = 40,           /* nothing heard for longer, not even a heartbeat: lost */
	EVENT_BYTES_MAX = 8 << 20 /* more than any session can say: not our host */
};

/* What was asked for and not answered. */
struct request {
	enum join_request what;
	struct asked asked;
	bool again; /* JOIN_PLACE by ourselves, after the token was forgotten */
};

/* What a ballot lies under, as long as this device lives. */
struct tracker {
	int64_t poll;
	char *nonce;
};

struct join {
	struct curl curl;
	CURLM *multi;
	struct clock clock;
	struct random random;
	bool device;
	char *base; /* of every address */
	char *socket;
	int epoll;
	int64_t timer; /* when curl wants to be called, INT64_MAX: not */

	/* follow.c */
	CURL *stream;
	struct curl_slist *stream_headers;
	bool streaming;
	int64_t retry_at; /* when to try again, INT64_MAX: nothing was lost */
	enum join_state state;
	struct buf line;
	bool about_me; /* the event whose lines come */
	int64_t heard;
	bool told; /* of the audience */
	struct audience audience;
	struct participant me;
	void *me_backing;

	/* ask.c */
	CURL *asker;
	struct curl_slist *ask_headers;
	bool asking;
	int64_t ask_at; /* when the first request may be sent, INT64_MAX: at once */
	struct buf body, answer;
	char *problem;
	char *token;
	struct asked place; /* whom the token stands for */
	struct requests {
		struct request *items;
		size_t count, capacity;
	} requests;
	struct answers {
		struct join_answer *items;
		size_t count, capacity;
	} answers;
	struct trackers {
		struct tracker *items;
		size_t count, capacity;
	} trackers;
	struct places places;
	void *places_backing;
};

int64_t join_now(const struct join *join);
/* A transfer on `path`, with what all of them have in common. */
void join_set_up(struct join *join, CURL *transfer, const char *path);
/* Adds a header that names the token, if there is one. */
struct curl_slist *join_token_header(struct join *join, struct curl_slist *headers);
void join_forget(char **secret);

void follow_begin(struct join *join);
/* Follows nothing any more. */
void follow_end(struct join *join);
void follow_lost(struct join *join);
void follow_finish(struct join *join);

/* Sends what is next, when nothing is on its way. */
void ask_next(struct join *join);
/* The transfer of a request is over. */
void ask_done(struct join *join, CURLcode result);
/* The session does not know the token: asks for the same place again. */
void ask_anew(struct join *join);
void ask_finish(struct join *join);

#endif
