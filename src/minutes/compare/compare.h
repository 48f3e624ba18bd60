#ifndef ROUNDTABLE_MINUTES_BUILD_COMPARE_H
#define ROUNDTABLE_MINUTES_BUILD_COMPARE_H

#include "roundtable/core/beside.h"
#include "roundtable/minutes/compare.h"

/* Inside minutes: how sessions are laid beside each other. */

/** Nothing of this session. */
#define MISSING ((size_t)-1)

/** What is the same in several lists, a row each: by list the index, or MISSING. */
struct rows {
	struct row {
		size_t *at;
	} * items;
	size_t count, capacity;
};

/**
 * Finds the same words (folded) in several lists: a row for each, in the order of the first list
 * that has them. NULL (erased) is the same as nothing and gets no row. `rows` is zeroed before;
 * ended with rows_finish().
 */
void rows_of_texts(const struct texts *lists, size_t count, struct rows *rows);
/** Stages which several programmes share: the same activity and the same name or, where one of
 * them gives none, the same title. A row for each stage of any of them. */
void rows_of_stages(const struct plan *const *plans, size_t count, struct rows *rows);
/** In how many lists a row stands. */
size_t row_places(const struct row *row, size_t count);
void rows_finish(struct rows *rows);

struct comparing {
	const struct compared *sessions; /**< by date */
	size_t count;
	enum compare_order order;
	struct document *document;
	struct texts labels; /**< of the sessions: their dates */
	/** Statements that were rated more than once, over all stages. */
	struct moves {
		struct move {
			char *words, *sentence;
			int far;       /**< 0 to 100 */
			size_t number; /**< as they are listed */
		} * items;
		size_t count, capacity;
	} moves;
	size_t stages, statements; /**< headings so far */
};

/** A formatted paragraph. */
void comparing_say(struct comparing *comparing, const char *format, ...)
	__attribute__((format(printf, 2, 3)));
/** A cell with a number. */
void comparing_number(struct comparing *comparing, int64_t number);
/** The heading of a stage that was found in several sessions; says it when its title changed. */
void comparing_stage(struct comparing *comparing, const struct row *stage);
/** The columns of a table: `head`, then one for each session. */
void comparing_table(
	struct comparing *comparing, const char *caption, const char *head, enum alignment align);
/** The dates of the sessions in which a row stands, as a list in words. */
void comparing_dates(const struct comparing *comparing, const struct row *row, struct buf *out);

/** A rate stage: what moved, to be told in short; then all of it. False: nothing in it could be
 * compared. (compare_rated.c) */
void compare_rated_moves(struct comparing *comparing, const struct row *stage);
bool compare_rated(struct comparing *comparing, const struct row *stage);
/** The same of a vote stage: places and figures of options with the same words; nothing without.
 * (compare_voted.c) */
bool compare_voted(struct comparing *comparing, const struct row *stage);
/** The same of a collect stage: how many cards of each kind, by columns of roles or choices, or of
 * each row of a matrix; nothing without. (compare_cards.c) */
bool compare_cards(struct comparing *comparing, const struct row *stage);
/** What these cards of such a stage, by session, came to: sums and shares, fields of a grid;
 * nothing without. (compare_sums.c) */
bool compare_sums(struct comparing *comparing, const struct row *stage, const struct ids *cards);
/** What became of the decisions and actions that one session left to another. (compare_became.c) */
bool compare_became(struct comparing *comparing);
/** How speaking was shared in all sessions, as it was clicked. (compare_balance.c) */
bool compare_balance(struct comparing *comparing);

#endif
