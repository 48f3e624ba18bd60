#ifndef ROUNDTABLE_UI_KEYBOARD_H
#define ROUNDTABLE_UI_KEYBOARD_H

#include "roundtable/base/clock.h"
#include "roundtable/core/audience.h"
#include "roundtable/core/participant.h"
#include "roundtable/ui/colours.h"
#include "roundtable/ui/key.h"
#include "roundtable/ui/page.h"

#include <stdbool.h>

/**
 * A participant's own keyboard: one person's screen, drawn from what everybody may see and from
 * what the session says of this person. Keys in, pages out; what it wants of the session goes
 * through its ports, and what comes of that is told to it later.
 */
struct keyboard;

enum keyboard_link {
	LINK_APART,      /**< no place yet, or no longer */
	LINK_CONNECTING, /**< nothing was heard yet */
	LINK_FOLLOWING,
	LINK_LOST, /**< what is shown was heard last */
};

/** What is known of the session now; borrowed until the next look. */
struct keyboard_sight {
	enum keyboard_link link;
	int64_t heard;                         /**< counts up when something was heard */
	size_t unanswered;                     /**< how many wishes are */
	const char *problem;                   /**< why they wait, in a sentence, or NULL */
	const struct audience *audience;       /**< NULL: nothing heard */
	const struct participant *participant; /**< NULL: nothing heard */
	const struct places *places;
};

/** What is wanted of the session. */
enum keyboard_wish {
	WISH_PLACES, /**< who may come */
	WISH_PLACE,
	WISH_CARD,
	WISH_BALLOT,
	WISH_HAND,
	WISH_READY,
	WISH_WORD,
	WISH_GROUP, /**< a card into a theme */
	WISH_THEME, /**< a new one */
	WISH_RENAME,
};

/** Each returns at once; keyboard_answered() tells what came of it. What they are given is
 * borrowed. */
struct keyboard_ports {
	void *context;
	/** `code`: as typed; NULL where none is needed. */
	void (*places)(void *context, const char *code);
	/** A place of the roster, or, `person` 0, one for somebody new; "": without a name. */
	void (*place)(void *context, const char *code, int64_t person, const char *name,
		const char *role);
	void (*card)(void *context, int stage, const struct texts *words);
	/** No marks: blank. `words` of one's own, "" none. */
	void (*ballot)(void *context, int64_t poll, const struct ids *marks, const char *words);
	void (*hand)(void *context, int stage, bool up);
	void (*ready)(void *context, int stage, bool yes);
	/** A word that is not understood. */
	void (*word)(void *context, int stage, const char *word);
	/** A card that was seen in the theme `from` goes into another one; 0: none. */
	void (*group)(void *context, int stage, int64_t card, int64_t from, int64_t theme);
	void (*theme)(void *context, int stage, const char *name);
	/** Another name for a theme; `read`: the one it was known by. */
	void (*rename)(void *context, int stage, int64_t theme, const char *name, const char *read);
};

struct keyboard_config {
	struct keyboard_ports ports;
	struct clock clock;
	struct random random;
	bool needs_code; /**< the session is joined over the network */
};

struct keyboard *keyboard_create(const struct keyboard_config *config);
/** Wipes ballots. Takes NULL. */
void keyboard_destroy(struct keyboard *keyboard);
/** Says what is known of the session now: before each key and each page. */
void keyboard_look(struct keyboard *keyboard, const struct keyboard_sight *sight);
/** What came of a wish, in the order of wishing; `refused`: why not, NULL: it is on disk. */
void keyboard_answered(struct keyboard *keyboard, enum keyboard_wish wish, const char *refused);
/** Uses a key. False: it is left for good. */
bool keyboard_key(struct keyboard *keyboard, const struct key *key);
/** Fills an empty page with what the screen shows now. */
void keyboard_page(struct keyboard *keyboard, struct page *page);
/** The scroll position of the shown page, for the layout to keep. */
int *keyboard_scroll(struct keyboard *keyboard);
/** The colours wanted. */
enum colour_set keyboard_colours(const struct keyboard *keyboard);
/** ms until the page changes by the clock alone, -1: not. */
int keyboard_next_change(const struct keyboard *keyboard);

#endif
