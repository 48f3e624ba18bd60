#ifndef ROUNDTABLE_SRC_HOST_PAGE_H
#define ROUNDTABLE_SRC_HOST_PAGE_H

#include "form.h"
#include "wording.h"

#include "roundtable/base/buf.h"
#include "roundtable/core/audience.h"
#include "roundtable/core/participant.h"

/**
 * The page for people's own devices: HTML made here and nowhere else, the same with JavaScript and
 * without. Pure: what it shows is what it is given. All is borrowed.
 */
struct page_view {
	enum language language;
	const struct audience *audience;       /**< NULL: nothing may be told yet */
	const struct participant *participant; /**< NULL: not known */
	const struct places *places; /**< to choose from; NULL: the code is asked for first */
	const char *code;            /**< that was good for the places; NULL: none is needed */
	/** What a form asked for and was not done, or is read back: its fields are filled in. */
	const struct form *form;
	const char *refused; /**< why it was not done; NULL: it was, or nothing was */
	enum form_what done; /**< FORM_NONE: nothing was */
	const char *nonce;   /**< for what is sent once: a new one a page */
	/** For the ballot: the same for one device and vote as long as the vote is open, for under
	 * it the ballot is found when it is changed. */
	const char *ballot_nonce;
	moment now;
};

/** Appends the whole page. */
void page_write(const struct page_view *view, struct buf *out);

/** What belongs to it, each under its own address. */
struct page_asset {
	const char *path, *type;
	const unsigned char *bytes;
	size_t length;
};
extern const struct page_asset page_assets[];
extern const size_t page_assets_count;

/** What the page may load and do. */
#define PAGE_POLICY                                                                                \
	"default-src 'none'; style-src 'self'; script-src 'self'; connect-src 'self'; "            \
	"form-action 'self'; img-src 'none'; base-uri 'none'; frame-ancestors 'none'"

#endif
