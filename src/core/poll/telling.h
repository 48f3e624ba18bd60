#ifndef ROUNDTABLE_SRC_CORE_TELLING_H
#define ROUNDTABLE_SRC_CORE_TELLING_H

/* Inside core: what the two halves of a transcript share. */
#include "roundtable/core/explain.h"

struct telling {
	const struct tally_rule *rule;
	const struct tally_method *method;
	const struct tally_result *result;
	const char *const *names;
	const struct explained *about;
	struct buf *out;
};

/** Ends a line. */
void tell_end(const struct telling *telling);
/** Puts `next` behind what stands in the list: "A", "A, B", then "A, B and C". */
void telling_join(struct buf *list, const struct buf *next, bool first, bool last);
/** Appends names in quotation marks, in the order of `options`: "“A”, “B” and “C”". */
void telling_names(
	const struct telling *telling, const size_t *options, size_t count, struct buf *out);
/** A line with a list of names in it: `one` when there is one, `several` otherwise. */
void tell_names(const struct telling *telling, const struct tally_list *who, const char *one,
	const char *several);
/** A line that is said as it is. */
void tell_line(const struct telling *telling, const char *sentence);
/** The figures that decide, where no stages do: totals, pairs, paths, grades. */
void tell_figures(const struct telling *telling);
/** The lines of every stage, with the ties that led to it. */
void tell_stages(const struct telling *telling);

#endif
