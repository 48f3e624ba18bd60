#ifndef ROUNDTABLE_CORE_AGREEMENT_H
#define ROUNDTABLE_CORE_AGREEMENT_H

#include "roundtable/base/buf.h"
#include "roundtable/core/model.h"
#include "roundtable/core/sentence.h"

/**
 * How a group decides how it decides: rules, proposed and adopted like anything else, and sealed
 * by that for a kind of decision. What is sealed holds, whatever programme or facilitator wish.
 */

/**
 * Kinds of decisions which every partnership has, as their numbers stand in the log; the group's
 * own kinds have the id of the rule that named them. The setting `about` has the same words in the
 * same order.
 */
enum decision_kind {
	KIND_ANY = 0, /**< whatever has no rule of its own */
	KIND_RULES = -1,
	KIND_MONEY = -2,
	KIND_PUBLICATION = -3,
	KIND_QUESTIONS = -4,
	KIND_MEMBERSHIP = -5,
	KIND_WORK = -6, /**< work or cost put on somebody who has not consented to it */
	KIND_LAST = KIND_WORK,
};

/** What a kind is called, to stand after "decisions about"; the group's own words for its own
 * (NULL: erased, "": no such kind). */
const char *kind_words(const struct model *model, int64_t kind);
/** Every kind there is, the usual ones first. */
void model_kinds(const struct model *model, struct ids *kinds);

/** How decisions of a kind can be taken, in a few words, and in a sentence of its own. */
const char *rule_how_name(enum rule_how how);
const char *rule_how_help(enum rule_how how);
/** Whether a vote decides; else a person, the lot, or somebody who is not at this table. */
bool rule_votes(enum rule_how how);

/** The rule a proposal would seal, NULL when it is no rule. */
const struct rule *model_rule(const struct model *model, int64_t proposal);
/** The rule that is sealed for exactly this kind and holds now, NULL when there is none. */
const struct rule *model_sealed_rule(const struct model *model, int64_t kind);
/**
 * The sealed rule by which a proposal is decided now: the one for work put on somebody while a
 * bearer's consent is missing, else that for its kind, else that for whatever has none of its own;
 * NULL: none is sealed.
 */
const struct rule *model_rule_for(const struct model *model, const struct proposal *proposal);
/** The same as things stood just before the event `before`, bearers left aside. */
const struct rule *model_rule_then(
	const struct model *model, const struct proposal *proposal, int64_t before);
/** Whether a rule was sealed and held just before the event `before`. */
bool rule_held(const struct rule *rule, int64_t before);
/** Whether a vote counts as this rule says. */
bool rule_counts_so(const struct rule *rule, const struct tally_rule *counted);

/** Whether a vote on a proposal was held on the words that stand now. */
bool proposal_words_tested(const struct proposal *proposal, const struct poll *poll);

/** What a proposal asks somebody to carry, by id; NULL when it asks no such thing. */
const struct burden *proposal_burden(const struct proposal *proposal, int64_t id);
/** Whether this person can say for those who would carry it whether they consent: one of them, and
 * here. */
bool burden_voice(const struct burden *burden, const struct person *person);
/** The first burden known before the decision without its bearer's consent; NULL: all consented. */
const struct burden *proposal_missing(const struct proposal *proposal);
/** The first burden that was named after adoption and has no consent: to be reviewed; NULL: none.
 */
const struct burden *proposal_reopens(const struct proposal *proposal);
/** Whether it has to be said that a bearer has not consented: it holds up the proposal, or is why
 * the decision is what it is. */
bool burden_matters(
	const struct model *model, const struct proposal *proposal, const struct burden *burden);
/** Appends how it stands with the consent of those who would carry it, called `who` (NULL: erased).
 */
void sentence_bearer(const struct proposal *proposal, const struct burden *burden, const char *who,
	struct buf *out);

/** Whether one person decides a proposal, after hearing advice. */
bool model_by_authority(const struct model *model, const struct proposal *proposal);
/** Makes `names` (zeroed, or finished after) those whom the rule names to be asked before, and
 * about whom nothing is written down yet; none where no one person decides. */
void proposal_unasked(
	const struct model *model, const struct proposal *proposal, struct texts *names);
/** Whether all who are to be asked were, or it is said why not; somebody at least. True too of what
 * was decided by a version of the program that did not ask yet. */
bool proposal_advised(const struct model *model, const struct proposal *proposal);
/** Appends who was asked and what they advise, or why they were not; `who` NULL: erased. */
void sentence_advice(const struct advice *advice, const char *who, struct buf *out);

/** Whether a proposal is decided by majority, so that amendments can be moved to it. */
bool model_by_majority(const struct model *model, const struct proposal *proposal);
/** The proposal that this one amends; itself when it is no amendment. */
const struct proposal *proposal_amended(const struct model *model, const struct proposal *proposal);
/** The first amendment of a proposal that waits for its vote; NULL: none does. */
const struct proposal *proposal_pending(const struct model *model, const struct proposal *proposal);
/** Whether the text was changed since this amendment was worded: it is not voted on as it is. */
bool amendment_stale(const struct model *model, const struct proposal *amendment);
/** The number of an amendment among those of its proposal, from 1, in the order of moving. */
int amendment_number(const struct model *model, const struct proposal *amendment);
/** Whether people are voting now on a proposal or an amendment to it. */
bool proposal_voted_on(const struct model *model, const struct proposal *proposal);
/** Appends what is put to the vote: the words of a proposal, of an amendment as a question. */
void sentence_asked(const struct model *model, const struct proposal *proposal, struct buf *out);
/** Appends where an amendment stands, with its text; `mover` NULL or "": whose it is stays unsaid.
 */
void sentence_amendment(const struct model *model, const struct proposal *amendment,
	const char *mover, struct buf *out);

/** Whether a proposal is tested by consent or consensus: everybody is asked, and objections are
 * heard one by one. */
bool model_asks_everybody(const struct model *model, const struct proposal *proposal);
/** Whether it was, or will be, tested by consensus: what holds nothing up is a reservation there,
 * and a concern everywhere else. */
bool proposal_by_consensus(const struct model *model, const struct proposal *proposal);
/** Whether it is an objection, and no concern, reservation or reason to stand aside. */
bool objection_holds(const struct objection *objection);
/** Whether a decision waits on the day of the session: its review has come, or it was deferred and
 * is taken back by now. */
bool proposal_due(const struct model *model, const struct proposal *proposal);
/** Whether another proposal has taken this one up and come to a decision. */
bool proposal_taken_up(const struct model *model, const struct proposal *proposal);
/** What is due on the day of the session, in sentences; nothing when nothing is. */
void sentence_due(const struct model *model, struct buf *out);

/** The first objection that stands: not met, and raised since the newest test was opened; NULL:
 * none. */
const struct objection *proposal_objection(
	const struct model *model, const struct proposal *proposal);
/** Appends an objection to a proposal, or what was heard beside it; `name` NULL or "": it stays
 * nobody's. */
void sentence_objection(const struct model *model, const struct proposal *proposal,
	const struct objection *objection, const char *name, struct buf *out);
/** Appends a minority statement; `name` NULL or "": it is not signed. */
void sentence_dissent(const struct dissent *statement, const char *name, struct buf *out);
/** What a round is called. */
const char *consent_round_name(enum consent_round round);

/**
 * Appends the rule in sentences, beginning with the kind of decision: what is tested when it is
 * proposed, and what is read aloud when it applies. Who decides, if that is one person of the
 * roster, is called as `name` says.
 */
void sentence_group_rule(const struct model *model, const struct rule *rule,
	sentence_of_person *name, struct buf *out);
/** The same without the kind. */
void sentence_rule_terms(const struct model *model, const struct rule *rule,
	sentence_of_person *name, struct buf *out);
/** Appends by whose rule a decision is taken: "By the rule which the group sealed for decisions
 * about money, on 2026-11-21." */
void sentence_sealed(const struct model *model, const struct rule *rule, struct buf *out);
/** The same, shorter, for results: "By the group's sealed rule for decisions about money
 * (consent)."
 */
void sentence_by_rule(const struct model *model, const struct rule *rule, struct buf *out);
/** Appends what the sealed rule of a vote says happens when it fails, where it has failed; nothing
 * else. */
void sentence_rule_fails(const struct model *model, const struct poll *poll, struct buf *out);
/** How a proposal stands that has no decision, in a few words: not decided, or what its vote came
 * to, which nobody recorded. */
const char *proposal_undecided(const struct model *model, const struct proposal *proposal);

#endif
