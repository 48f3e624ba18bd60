#ifndef ROUNDTABLE_TESTS_SAMPLE_PLAN_H
#define ROUNDTABLE_TESTS_SAMPLE_PLAN_H

#include "roundtable/core/plan.h"

/** The stages of the sample plan: every activity, every counting rule, every way of keeping
 * authors. */
enum sample_stage {
	AT_BRIEF, /**< three key points, one by one; private notes */
	AT_PEOPLE,
	AT_COLLECT,   /**< in rounds, authors shown; columns text, role, date, one of */
	AT_ROLES,     /**< authors by role */
	AT_COUNTED,   /**< authors counted, hidden until revealed */
	AT_HIDDEN,    /**< authors hidden */
	AT_MATRIX,    /**< three kinds */
	AT_SHORT,     /**< from AT_COLLECT, shortlist of 3 */
	AT_GROUP,     /**< from AT_SHORT */
	AT_PLURALITY, /**< secret, from the numbered list of three */
	AT_APPROVAL,  /**< secret */
	AT_DOTS,      /**< secret, 4 dots, on a paper ballot */
	AT_SCORE,     /**< secret, scale 3 */
	AT_YES_NO,    /**< secret majority */
	AT_OPEN,      /**< open plurality, with standing in */
	AT_THEMES,    /**< secret approval on the themes of AT_GROUP, stays open */
	AT_RATE,      /**< three statements */
	AT_RULES,     /**< decide on rules, by consent, open */
	AT_MAJORITY,  /**< decide by majority, secret */
	AT_QUALIFIED, /**< decide by two thirds, open */
	AT_CONSENT,   /**< decide by consent */
	AT_SHARES,    /**< secret equal shares */
	AT_ROLE_VOTE, /**< secret, each role counted alike */
	AT_GRADES,    /**< secret majority judgment, three grades in words */
	AT_RUNOFF,    /**< secret instant runoff */
	AT_TALK,      /**< in rounds, in steps, in two small groups */
	AT_BREAK,     /**< in small groups of three, mixed anew */
	AT_CLOSE,
	SAMPLE_STAGES,
};

/** Its roles. */
enum sample_role { ROLE_RESIDENT, ROLE_CARER, ROLE_RESEARCHER, ROLE_FUNDER, SAMPLE_ROLES };

/** Fills a zeroed plan. Every private note holds SAMPLE_PRIVATE. */
void sample_plan(struct plan *plan);

#define SAMPLE_PRIVATE "only the facilitator reads this"

#endif
