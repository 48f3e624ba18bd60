#ifndef ROUNDTABLE_CORE_SENTENCE_H
#define ROUNDTABLE_CORE_SENTENCE_H

#include "roundtable/base/buf.h"
#include "roundtable/core/model.h"

/**
 * The sentences that the screen and the minutes share, so that what was read aloud is what leaves
 * the room.
 *
 * Each function appends whole sentences to `out`, with a space before them when something other
 * than white space stands there already. Nothing private is said: no ways of voting, nobody who has
 * not voted, no names of voters.
 */

/** How a person appears in what leaves the room. */
enum appearance {
	APPEARS_BY_NAME,
	APPEARS_BY_ROLE,        /**< by a role which points to at least two people */
	APPEARS_BY_GROUP,       /**< by a group of roles: each is the only one of theirs */
	APPEARS_AS_PARTICIPANT, /**< not named, or the only one to appear by their role */
};

/**
 * How this person appears: by name when they said so; by role (until asked, or when they said so)
 * if at least one more person of the same role appears so among those who came (for somebody who
 * did not: among those who did not). Who is alone in a role appears by their group of roles if at
 * least one more of the group is alone in theirs, and nobody would be left as the only participant
 * by that; else as a participant.
 */
enum appearance sentence_appearance(const struct model *model, const struct person *person);
/**
 * Whether a role may stand beside something that was said without a name: at least two people of
 * this role came who may be named or shown by role.
 */
bool sentence_role_shown(const struct model *model, int role);
/** Appends the name of a role; "participant" for one the programme does not know. No full stop. */
void sentence_role(const struct model *model, int role, struct buf *out);
/**
 * Appends how a person appears, without a full stop: "Amina, resident", "resident", "a
 * participant". NULL and persons added by mistake appear as participants.
 */
void sentence_person(const struct model *model, const struct person *person, struct buf *out);
/** Appends what a person is called in the room: the name. NULL: "(erased)". */
void sentence_name(const struct model *model, const struct person *person, struct buf *out);
/** The same of a name somebody typed: as that person of the roster appears, or as typed when nobody
 * has this very name; "(erased)" for NULL. */
void sentence_typed_person(const struct model *model, const char *typed, struct buf *out);
/** Appends how many of so many actions nobody does yet, in a sentence; nothing where each has
 * somebody. */
void sentence_unowned(int64_t unowned, int64_t actions, struct buf *out);
/** How somebody is called in a longer sentence: sentence_name() in the room, sentence_person() in
 * what leaves it. */
typedef void sentence_of_person(
	const struct model *model, const struct person *person, struct buf *out);
/**
 * The same with a named person's own words for their role: "Amina, resident (lives in Mill
 * Street)".
 */
void sentence_person_fully(const struct model *model, const struct person *person, struct buf *out);

/**
 * Appends a length of time to the nearest minute, without a full stop: "7 minutes", "1 hour 5
 * minutes", "less than a minute".
 */
void sentence_duration(int64_t ms, struct buf *out);
/** Appends "reworded once", "reworded 3 times"; nothing for 0. No full stop. */
void sentence_reworded(int times, struct buf *out);
/** Appends the words of somebody in quotation marks, or "(erased)" for NULL. No full stop. */
void sentence_quoted(const char *words, struct buf *out);

/**
 * Appends what a voter does - a person or, with `groups`, a small group - and what the rule makes
 * of it, in one sentence; then whether ballots are secret, and the quorum.
 */
void sentence_rule(const struct tally_rule *rule, bool secret, bool groups, struct buf *out);
/** Appends who can vote in a stage that names roles; nothing where everybody can who has a vote. */
void sentence_stage_voters(const struct stage *stage, struct buf *out);
/** The same of a poll: of roles, or of people who were named when it was opened. */
void sentence_voters(const struct model *model, const struct poll *poll, sentence_of_person *name,
	struct buf *out);
/**
 * Appends what an option of a closed poll came to, without a full stop: "7 votes", "12 dots from 5
 * people", "“good” in the middle, 3 above it, 2 below".
 */
void sentence_figure(
	const struct model *model, const struct poll *poll, size_t option, struct buf *out);
/** The same as a whole number, to draw a bar by: votes, points, the number of the grade, how many
 * others it was preferred to, first choices, how many people want it; for rules whose lowest total
 * comes first that total. */
int64_t poll_figure(const struct poll *poll, size_t option);
/** Whether the totals of a rule are what people counted themselves: votes, marks, dots, points. */
bool rule_says_in_totals(const struct tally_rule *rule);
/** Whether it can be said of a rule's sums how much they moved since the round before. */
bool rule_can_stop(const struct tally_rule *rule);
/** Appends grade `grade` (0 the worst) in words, or its number; no full stop. */
void sentence_grade(
	const struct model *model, const struct poll *poll, size_t grade, struct buf *out);
/** Appends how a closed poll was counted, a line for each sentence; or the lines of its outcome
 * alone. See core/explain.h. */
void sentence_count(
	const struct model *model, const struct poll *poll, bool outcome_alone, struct buf *out);
/** The name of answer `option` of rules with their own answers (yes, no; consent ...), no full
 * stop;
 * "" for other rules. */
const char *sentence_answer(enum tally_method_id method, size_t option);
/**
 * Appends the words of option `option` of a poll: an answer, or what stands on the card or in the
 * programme; "(erased)" when they are gone.
 */
void sentence_option(
	const struct model *model, const struct poll *poll, size_t option, struct buf *out);
/**
 * Appends how a statement was rated: to which end how many lean or, where the scale has no poles,
 * what lies in the middle; how many are unsure or left it out; the disagreement. Where the room is
 * shown in parts, how many of each lean to the upper end, or what lies in their middle. Rated again
 * in the same stage: what moved, for the whole room alone.
 */
void sentence_rating(
	const struct model *model, const struct poll *poll, size_t option, struct buf *out);
/**
 * Appends what stands out among the statements of a closed rating, and nothing of other polls:
 * which lie nearest to each end of the scale, by the middle answer, of those that at least half of
 * the valid ballots rated; where opinions differ most; what less than two thirds rated; on what the
 * parts of the room that are shown lie furthest apart. Up to three statements are named, and an end
 * at which more are level is left out.
 */
void sentence_ratings(const struct model *model, const struct poll *poll, struct buf *out);
/**
 * Appends what goes forward when a vote cuts the list (the stage's `top`), ties over the cut named;
 * nothing without a cut.
 */
void sentence_forward(const struct model *model, const struct poll *poll, struct buf *out);
/**
 * Appends how a closed poll differs from the one before it on the same question, option by option;
 * or that it was among those that were level. Nothing where there is nothing to compare.
 */
void sentence_shift(const struct model *model, const struct poll *poll, struct buf *out);
/**
 * Appends the result of a poll to be read aloud: how many voted, who came first with how much, ties
 * named, blank ballots, people who stepped out, the arithmetic of a majority in words. An open poll
 * says only how many have voted; a voided one why it was voided, never its result.
 */
void sentence_result(const struct model *model, const struct poll *poll, struct buf *out);
/** Appends what the same vote says by part of the room, or why nothing is shown so; nothing where
 * the programme does not ask for it, and of ratings, whose result says it. */
void sentence_by_part(const struct model *model, const struct poll *poll, struct buf *out);
/** Appends what a poll asks: what is put to the vote (sentence_asked()), or its stage's title. */
void sentence_question(const struct model *model, const struct poll *poll, struct buf *out);
/** Appends the arithmetic of a closed vote by majority, with its quorum and verdict; nothing for
 * other rules. */
void sentence_arithmetic(const struct poll *poll, struct buf *out);

/** What happened, in a few words without a full stop ("Card added"); never NULL. */
const char *sentence_happened(const struct model *model, const struct event *event);

#endif
