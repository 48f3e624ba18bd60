#ifndef ROUNDTABLE_CORE_PROPOSAL_H
#define ROUNDTABLE_CORE_PROPOSAL_H

#include "roundtable/base/date.h"
#include "roundtable/core/event.h"
#include "roundtable/core/poll.h"
#include "roundtable/tally/tally.h"

#include <stdbool.h>
#include <stdint.h>

/** A proposal as the model holds it, from its first words to what became of its decision, and the
 * rules decisions are taken by. Strings as in model.h. */

/** How decisions of a kind are taken; the numbers stand in session files. */
enum rule_how {
	HOW_MAJORITY,  /**< more than half, by default of the yes and no votes */
	HOW_QUALIFIED, /**< a larger share */
	HOW_CONSENT,
	HOW_AUTHORITY, /**< somebody named decides, after hearing advice */
	HOW_LOT,       /**< drawn in the room */
	HOW_ELSEWHERE, /**< not decided here: a market, a funder, the law */
	HOW_FIST,      /**< fist to five, against a bar */
	HOW_GRADIENTS, /**< gradients of agreement, against a bar */
	HOW_CONSENSUS,
	RULE_HOWS
};

/** How a kind of decision is taken: proposed, and once adopted sealed. */
struct rule {
	int64_t id;   /**< of its proposal */
	int64_t kind; /**< enum decision_kind, or its own id where it named a new kind */
	enum rule_how how;
	struct tally_rule counted; /**< where a vote decides */
	int64_t person;            /**< who decides, 0: `decides` says it */
	const char *kind_words;    /**< of a kind of the group's own */
	const char *decides;       /**< who decides, or elsewhere who does; "" when a vote does */
	const char *bound;         /**< who is bound by it, "" when unsaid */
	const char *objects;       /**< who may object, "" when unsaid */
	const char *fails;         /**< what happens when it fails, "" when unsaid */
	/** Who does such things, answers for them, is asked before, is told after; "" when unsaid.
	 */
	const char *does, *answers, *asked, *told;
	int64_t sealed; /**< id of its seal, 0: not adopted */
	moment sealed_at;
	int64_t replaced; /**< id of the seal of the rule that came after it, 0: it holds */
};

struct burden {
	int64_t id;
	const char *who, *how_much, *paid_by;
	enum paid paid;
	int64_t person; /**< who it is, when on the roster; else 0 */
	int role;       /**< the role that carries it; -1: none of the programme's */
	/* whether they consent to carry it */
	enum answer answer;
	int64_t answered; /**< id of the newest answer */
	int64_t voice;    /**< who said so, one of them */
	bool apart;       /**< they confer apart */
	const char *said; /**< why, or on what condition; "" when unsaid */
};

/** What an objection says, which counts at once, or what else is heard beside it. The numbers stand
 * in session files. */
enum objection_kind {
	OBJECTION_SAID,
	OBJECTION_FOLLOWS,  /**< the reason is to follow */
	OBJECTION_WORDLESS, /**< "I can't put it into words yet" */
	OBJECTION_RESERVED, /**< none: a concern or a reservation, which holds nothing up */
	OBJECTION_ASIDE,    /**< none: why somebody stands aside */
	OBJECTION_KINDS
};

struct objection {
	int64_t id;
	enum objection_kind kind;
	int64_t person;     /**< whose, when they wish to be named; else 0 */
	const char *ground; /**< "" when unsaid */
	const char *meets;  /**< what would meet it, "" when unsaid */
	bool met;
	const char *how; /**< how it was met, "" when unsaid */
};

/** What somebody who did not go along with a decision says of it, in their own words. */
struct dissent {
	int64_t id;
	int64_t person;   /**< who signs it; 0: nobody */
	const char *text; /**< NULL: erased */
};

/** Where a proposal stands that is tested by consent or consensus; the test itself is its vote. The
 * numbers stand in session files. */
enum consent_round {
	ROUND_OPEN, /**< not in rounds */
	ROUND_PRESENT,
	ROUND_CLARIFY,
	ROUND_REACT,
	ROUND_AMEND,
	ROUND_OBJECTIONS,
	CONSENT_ROUNDS
};

/** How a decision was written down before it was corrected, and why it was. */
struct mended {
	int64_t id; /**< of the correction */
	const char *text, *next, *why;
	enum decision_verdict verdict;
	day review;
};

/** Who was asked before one person decides, and what they advise. */
struct advice {
	int64_t id;
	bool asked;
	int64_t person; /**< 0: somebody who is not on the roster */
	const char *who;
	const char *said; /**< the advice, or why they were not asked */
};

struct proposal {
	int64_t id;
	int stage;
	int64_t source; /**< card or theme it was taken from, 0 when typed */
	int64_t kind;   /**< what it is about: see agreement.h */
	const char *text;
	int rewordings;
	bool withdrawn;
	struct burdens {
		struct burden *items;
		size_t count, capacity;
	} burdens;
	struct objections {
		struct objection *items;
		size_t count, capacity;
	} objections;
	struct advices {
		struct advice *items;
		size_t count, capacity;
	} advice;
	enum consent_round round;
	int64_t amends;         /**< the proposal it is an amendment to, 0: none; amendment.c */
	int64_t mover;          /**< who moved the amendment, 0: not said */
	int64_t worded;         /**< id of the event that gave it the text it has */
	int64_t earlier;        /**< the decided proposal it takes up again, 0: none */
	int64_t replaced;       /**< the adopted proposal that took its place, 0: none */
	struct reasons reviews; /**< what reviews of the decision found */
	/* the decision, once recorded */
	int64_t decision; /**< id of the decision, 0: none yet */
	int64_t poll;     /**< what it rests on, 0: none */
	int64_t agreed;   /**< the sealed rule it was taken by, 0: none was */
	enum decision_verdict verdict;
	moment decided_at;
	const char *next;      /**< what happens next, "" when unsaid */
	const char *why;       /**< one person's reason, and the advice not followed; "" unsaid */
	int64_t does, answers; /**< persons: who does it, who answers for it; 0: nobody named */
	const char *does_text, *answers_text; /**< as typed when not on the roster */
	const char *asked, *told; /**< who is asked before, who is told after; "" unsaid */
	day review;
	struct dissents { /**< of a minority; nobody changes them, another may be added */
		struct dissent *items;
		size_t count, capacity;
	} dissents;
	struct mendings { /**< oldest first; what stands above is corrected already */
		struct mended *items;
		size_t count, capacity;
	} mendings;
};

#endif
