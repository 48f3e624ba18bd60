#ifndef ROUNDTABLE_CODEC_PARTICIPANT_H
#define ROUNDTABLE_CODEC_PARTICIPANT_H

#include "roundtable/base/buf.h"
#include "roundtable/base/error.h"
#include "roundtable/core/participant.h"

/**
 * What passes between a participant's device and the session beside the audience, as JSON; see
 * roundtable-http(7). As there, what is 0, no or missing is left out.
 */

void codec_participant_write(const struct participant *participant, struct buf *out);
/** Reads one; its words belong to `backing`, which participant_release() frees. */
bool codec_participant_read(const char *json, size_t length, struct participant *participant,
	void **backing, struct error *err);
/** Appends the places as {"places": [...]}. */
void codec_places_write(const struct places *places, struct buf *out);
/** Reads them, like codec_participant_read(); the list is the caller's, to be array_finish()ed. */
bool codec_places_read(
	const char *json, size_t length, struct places *places, void **backing, struct error *err);
/** Appends what a device is known by from now on, as {"token": "..."}. */
void codec_token_write(const char *token, struct buf *out);
/** Reads it; owned by the caller. NULL when there is none. */
char *codec_token_read(const char *json, size_t length, struct error *err);
/** Frees what the words of something read here belong to. Takes NULL. */
void codec_release(void *backing);

/** What a device asks for. Which members count depends on the request. */
struct asked {
	char *code;     /**< to join: as typed; owned */
	bool wall;      /**< to join: only to follow */
	int64_t person; /**< to join: a place of the roster; 0: none */
	char *name,
		*role; /**< to join as somebody new; owned; NULL or "": a place without a name */
	char *nonce;   /**< what makes a card or a ballot one and the same when sent again */
	int64_t stage; /**< a card's, or whose readiness is meant */
	/** A card's columns, the name of a theme (and the one it was read by), or the two words of
	 * one's own that go with a ballot; sanitised when read. */
	struct texts words;
	int64_t poll;
	struct ids marks; /**< a ballot's; none: blank */
	bool yes;         /**< hand up, ready */
	int64_t card;     /**< to be put into a theme */
	int64_t from;     /**< the theme the card was seen in; 0: in none */
	int64_t theme;    /**< the one it goes into, 0: none; or the one that gets a name */
};

/** Frees what it holds and zeroes it. */
void asked_finish(struct asked *asked);
void codec_asked_write(const struct asked *asked, struct buf *out);
/** Reads one into a zeroed struct. ERROR_BROKEN when it is none; it is zeroed then. */
bool codec_asked_read(const char *json, size_t length, struct asked *asked, struct error *err);

#endif
