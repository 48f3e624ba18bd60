#ifndef ROUNDTABLE_SRC_HOST_FORM_H
#define ROUNDTABLE_SRC_HOST_FORM_H

#include "roundtable/base/error.h"
#include "roundtable/codec/participant.h"

/**
 * The forms of the page, as a browser without JavaScript sends them: bodies of the type
 * application/x-www-form-urlencoded. See roundtable-http(7) for the names of the fields.
 */

/** What a form asks for: X(ID, "value of the field what"). */
#define FORMS(X)                                                                                   \
	X(NONE, "")                                                                                \
	X(CODE, "code")   /**< shows the places: code */                                           \
	X(JOIN, "join")   /**< code, and person or name and role */                                \
	X(READ, "read")   /**< reads a card back: stage, word0... */                               \
	X(WRITE, "write") /**< back to the words of a card */                                      \
	X(CARD, "card")   /**< nonce, stage, word0... */                                           \
	X(BALLOT, "ballot")                                                                        \
	X(HAND, "hand")                                                                            \
	X(READY, "ready")                                                                          \
	X(WORD, "word") /**< nonce, stage, word0 */                                                \
	X(LEAVE, "leave")                                                                          \
	X(GROUP, "group")   /**< stage, card, theme */                                             \
	X(THEME, "theme")   /**< nonce, stage, word0 */                                            \
	X(RENAME, "rename") /**< stage, theme, word0, and word1: the name that was read */

enum form_what {
#define X(id, name) FORM_##id,
	FORMS(X)
#undef X
		FORM_COUNT,
};

/** What the form is about, and what it asks for. */
struct form {
	enum form_what what;
	struct asked asked; /**< owned */
};

/** The word for it, in the field `what` and in the address after it was done. */
const char *form_name(enum form_what what);
/** The other way; FORM_NONE for what is none. */
enum form_what form_find(const char *name);

/**
 * Reads a body into a zeroed form; `form_finish()` it. Strict: every field known and given once,
 * every percent sign followed by two digits, strict numbers, no NUL, words as long as may be.
 * ERROR_INPUT with a sentence for people when it is not so; the form is zeroed then.
 *
 * A ballot has as many marks as its field `options` says: of `choice` one is 1, else they are
 * mark0 ...; what is not there is 0. With `blank` there are none.
 */
bool form_read(const char *body, size_t length, struct form *form, struct error *err);
/** Frees what it holds, wipes the marks, and zeroes it. */
void form_finish(struct form *form);

#endif
