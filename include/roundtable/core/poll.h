#ifndef ROUNDTABLE_CORE_POLL_H
#define ROUNDTABLE_CORE_POLL_H

#include "roundtable/base/date.h"
#include "roundtable/core/event.h"
#include "roundtable/tally/tally.h"

#include <stdbool.h>
#include <stdint.h>

/** A poll as the model holds it: what was fixed at its opening, what came of it. Strings as in
 * model.h. */

enum poll_state { POLL_OPEN, POLL_IS_CLOSED, POLL_IS_VOIDED };

struct reasons {
	struct reason {
		int64_t id;
		const char *text;
	} * items;
	size_t count, capacity;
};

/** Somebody who stepped out of one vote while here, and why. */
struct recusals {
	struct recusal {
		int64_t id, person;
		const char *why; /**< "" when unsaid; the interest they declared, or their words */
	} * items;
	size_t count, capacity;
};

struct poll {
	int64_t id;
	int stage;
	int64_t proposal; /**< what it tests, 0 for a vote */
	int64_t agreed;   /**< the sealed rule it is held by, 0: the programme's */
	int64_t mixing;   /**< small groups that vote, each with one ballot; 0: people do */
	struct tally_rule rule;
	bool secret;
	bool chosen;        /**< who can vote was named at the opening, one by one */
	bool changes;       /**< a ballot from an own device may be changed until closing */
	bool receipts;      /**< a ballot may have two words of the voter's own; see receipt.h */
	int way;            /**< BALLOT_LAPTOP, BALLOT_WALL, BALLOT_PAPER */
	struct ids options; /**< see FIELDS; empty for rules with their own answers */
	struct ids costs;   /**< per option, in whole units of money, where the rule spends some */
	struct tally_list lot;    /**< options in the order of the lot; none without a seed */
	struct ids eligible;      /**< persons, in roster order; or small groups, below 0 */
	struct ids asked;         /**< late arrivals about whom the room has answered */
	struct ids parts;         /**< of the room, where results are shown by role; see parts.h */
	struct ids out;           /**< stepped out openly, or left and not counted any more */
	struct ids stays;         /**< left, and counted still: the room has answered */
	struct ids stood_in;      /**< in pairs: somebody absent, and who votes for them */
	struct recusals recusals; /**< of those in `out`: who did not leave but stepped out */
	int64_t teller, second_teller;
	enum poll_state state;
	moment opened_at, closed_at;
	const char *why;      /**< voided: why */
	struct poll_ballots { /**< open polls by name */
		struct poll_ballot {
			int64_t person;
			int role;         /**< where the rule counts each role apart; else -1 */
			struct ids marks; /**< none: blank */
		} * items;
		size_t count, capacity;
	} ballots;
	struct ids hands; /**< show of hands: count per option, when counted so */
	int64_t hands_blank;
	struct tally_result result; /**< once closed */
	bool withheld; /**< by part nothing is shown, for what it tells beside an earlier vote */
	struct ids shown, by_part; /**< parts that can be shown, and what each came to; parts.h */
	struct ids told, told_by_part; /**< the same of a vote declared void after it was shown:
					  the room has seen it; for comparing alone */
	struct ids published;          /**< flat ballots, when published */
	bool listed;                   /**< they were; also once it is void */
	int64_t closing;        /**< id of the event that closed it, which holds their words */
	struct reasons reasons; /**< reasons against, in order; no names */
};

#endif
