#ifndef ROUNDTABLE_PROGRAMME_CHECK_H
#define ROUNDTABLE_PROGRAMME_CHECK_H

#include "reader.h"

/* Inside the checks of a programme that was read: each reports its mistakes to the reader. */

const struct stage *stage_at(const struct reader *reader, size_t index);
/** Whether the programme sets this itself. */
bool is_given(const struct reader *reader, size_t index, enum setting setting);
/** The line of a setting, or of the stage where it is not given. */
int line_of(const struct reader *reader, size_t index, enum setting setting);
/** Whether an earlier stage deals people into small groups. */
bool mixed_before(const struct reader *reader, size_t index);
/** That no entry of the numbered list stands in it twice. */
void check_entries(struct reader *reader, size_t index);

void check_vote(struct reader *reader, size_t index);
void check_rate(struct reader *reader, size_t index);
void check_decide(struct reader *reader, size_t index);
/** Where small groups vote: openly, and dealt before. */
void check_groups_vote(struct reader *reader, size_t index);
/** The sums, gaps and grid of a table, and what it is laid beside. */
void check_ledger(struct reader *reader, size_t index);

#endif
