#ifndef ROUNDTABLE_MINUTES_BUILD_H
#define ROUNDTABLE_MINUTES_BUILD_H

#include "roundtable/core/model.h"
#include "roundtable/minutes/document.h"
#include "roundtable/minutes/minutes.h"

/* Inside minutes: how the sections are built. Each adds its blocks at the end of the document. */

struct building {
	const struct model *model;
	const struct minutes_facts *facts;
	struct document *document;
	moment until; /**< how far the session has gone: its closing, else its last event */
};

/* --- words (build.c) --- */

/** What somebody said, "(erased)" when it is gone. */
const char *build_said(const char *words);
/** A formatted paragraph. */
void build_say(struct building *building, const char *format, ...)
	__attribute__((format(printf, 2, 3)));
/** A formatted run at the end of the newest block. */
void build_run(struct building *building, enum run_style style, const char *format, ...)
	__attribute__((format(printf, 3, 4)));
/** Begins an entry of a list with what it is about, to be followed by sentences. */
void build_entry(struct building *building, const char *title);
/** A short head for what follows, below the level of headings. */
void build_lead(struct building *building, const char *text);
/** Who stepped out of a vote and why; nothing where nobody did. */
void build_recusals(struct building *building, const struct poll *poll);
/** A field with a plain value; nothing for an empty one. */
void build_field(struct building *building, const char *term, const char *value);
/**
 * A name somebody typed: as that person of the roster wishes to appear, or as typed when nobody has
 * this very name.
 */
void build_typed_person(struct building *building, const char *typed, struct buf *out);
/** A person by id as they wish to appear; for 0 the name as typed, "" when there is none. */
void build_somebody(struct building *building, int64_t person, const char *typed, struct buf *out);

/** Whether an action is still to be done, or was agreed in this meeting. */
bool build_takes_action(const struct model *model, const struct action *action);
/** What the meeting before left, and what became of it. */
void build_last(struct building *building);
/** Who does an action, as they wish to appear; nothing when nobody was named or they declined. */
void build_doer(struct building *building, const struct action *action, struct buf *out);

/* --- people (people.c) --- */

/**
 * One text per person to be named (fully: with their own words), one per role with its count, one
 * for the others.
 */
void build_phrases(
	struct building *building, const struct ids *persons, bool fully, struct texts *phrases);
/** The same as one line, parted by semicolons. */
void build_phrase(struct building *building, const struct ids *persons, struct buf *out);
void build_people(struct building *building);

/* --- cards (cards.c) --- */

/** The words of one cell, as they may leave the room. */
void build_cell(struct building *building, const struct card *card, size_t column, struct buf *out);
/** How many cards a stage has worked on that were never revealed: they are only counted. */
size_t build_unseen(struct building *building, int stage);
/**
 * Cards a stage has worked on and not left out: its own or its source's; neither withdrawn nor
 * merged away, nor hidden still.
 */
void build_stage_cards(struct building *building, int stage, struct ids *cards);
/**
 * Cards with authors, history and what was merged into them; as a list, or a table when there are
 * columns.
 */
void build_cards(struct building *building, int stage, const struct ids *cards);
/** Appends these cards in one line, each in its own words with what may be said of its author, in
 * an order that tells nobody more. */
void build_cards_in_line(struct building *building, struct ids *cards, struct buf *out);
/** What a stage did not take forward, and why. */
void build_left_out(struct building *building, int stage);
/** A matrix: kinds, how many bring each, who, and their words. */
void build_matrix(struct building *building, int stage);
/** What these cards of a stage come to, where its programme asks for sums or names a gap; nothing
 * else. (sums.c) */
void build_sums(struct building *building, int stage, const struct ids *cards);
/** Appends the sentences of these sums alone. */
void build_sums_said(
	struct building *building, int stage, const struct ids *cards, struct buf *out);
/** These cards as the grid their stage asks for, with what is empty in it; nothing else. (grid.c)
 */
void build_grid(struct building *building, int stage, const struct ids *cards);
/** How many cards came from each role, where that may be shown. */
void build_role_sums(struct building *building, int stage);

/** What stood out in the tables and ratings, an entry a stage; no heading where nothing did.
 * (stood_out.c) */
void build_stood_out(struct building *building);

/* --- polls (poll.c) --- */

/** A poll with its result as sentence, table and bars. */
void build_poll(struct building *building, const struct poll *poll);
/** Statements that were rated: a sentence each, how often each answer was given, by role where that
 * may be shown. (rated.c) */
void build_rated(struct building *building, const struct poll *poll, const char *caption);
/** Every poll of a stage that tests no proposal; how many there were. */
size_t build_polls(struct building *building, int stage);
/** How the rounds of a stage were held; nothing where none was. (rounds.c) */
void build_rounds(struct building *building, int stage);
/** The rules that were used, each with its stages. */
void build_rules(struct building *building);
/** Appends the rule of a vote by its name, where that stands for no other one in these minutes: in
 * full it is among the rules that were used; else the sentences themselves. */
void build_rule_short(struct building *building, const struct poll *poll, struct buf *out);
/** The rules which the group sealed, each with its moment; nothing without any. */
void build_sealed_rules(struct building *building);
/** Fields: the kind of decision and the rule it was taken by. */
void build_rule_taken(struct building *building, const struct proposal *proposal);
/** Polls declared void, with the reasons. */
void build_voided(struct building *building);

/* --- stages (stage.c) --- */

void build_stages(struct building *building);

/** What one activity adds to its stage. */
struct activity_minutes {
	void (*build)(struct building *building, int stage);
};
/** By enum activity. */
extern const struct activity_minutes activity_minutes[ACTIVITY_COUNT];

/* One file per activity. */
void minutes_brief(struct building *building, int stage);
void minutes_people(struct building *building, int stage);
void minutes_collect(struct building *building, int stage);
void minutes_group(struct building *building, int stage);
void minutes_vote(struct building *building, int stage);
void minutes_rate(struct building *building, int stage);
void minutes_decide(struct building *building, int stage);
void minutes_talk(struct building *building, int stage);
void minutes_break(struct building *building, int stage);
void minutes_close(struct building *building, int stage);

/* --- decisions and the rest (decisions.c, trace.c, rest.c) --- */

/** The number of a decision in these minutes, from 1; 0 when none is recorded for the proposal. */
int build_decision_number(const struct model *model, const struct proposal *proposal);
/**
 * A run of what was proposed, in these `words` of it. A rule that has one person decide is worded
 * anew, as that person wishes to appear.
 */
void build_proposed(struct building *building, const struct proposal *proposal, const char *words);
/** The reasons against that were given in the votes on a proposal, nobody's. */
void build_reasons(struct building *building, const struct proposal *proposal);
/** A verdict as a sentence: "Adopted." */
const char *build_verdict(enum decision_verdict verdict);
/** What became of a proposal and its words behind that, which may end in a full stop or not. */
void build_verdict_of(struct building *building, const struct proposal *proposal);
void build_decisions(struct building *building);
/** Appends which cards a decision or an action leads back to, and by way of which themes; nothing
 * where the log names none. No full stop. (trace.c) */
void build_sources(struct building *building, int64_t thing, struct buf *out);
/** Which decision and which cards the actions lead back to; nothing where none does. (trace.c) */
void build_action_sources(struct building *building);
void build_actions(struct building *building);
void build_glossary(struct building *building);
void build_parked(struct building *building);
/** How the time of the talk turns was shared, by role where that may be shown; nothing where none
 * was clicked. (people.c) */
void build_balance(struct building *building);
void build_notes(struct building *building);
void build_off_record(struct building *building);
void build_closing(struct building *building);
void build_corrections(struct building *building);
void build_footer(struct building *building);

#endif
