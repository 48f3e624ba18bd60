#ifndef ROUNDTABLE_CORE_MODEL_H
#define ROUNDTABLE_CORE_MODEL_H

#include "roundtable/base/date.h"
#include "roundtable/core/box.h"
#include "roundtable/core/event.h"
#include "roundtable/core/mixing.h"
#include "roundtable/core/poll.h"
#include "roundtable/core/proposal.h"

#include <stdbool.h>
#include <stdint.h>

/**
 * The session as it stands: the log folded, steps taken back left out.
 *
 * Plain values, read by everybody, written by model_apply() alone. Every `const char *` of what
 * people said points into the events the model keeps; NULL means the words were erased.
 */

struct person {
	int64_t id;
	const char *name;
	const char *own_role; /**< their own words for the role, "" when none */
	const char *interest; /**< declared interests, "" when none */
	int role;             /**< index in the plan, -1 unknown */
	enum duty duty;
	bool votes;
	enum status status;
	enum way way;       /**< private */
	enum naming naming; /**< private until the minutes */
	bool withdrawn;     /**< added by mistake */
};

/** One thing said or typed; also one cell of a matrix (item and person set). */
struct card {
	int64_t id;
	int stage;
	int item;       /**< matrix: index in the numbered list, else -1 */
	int64_t person; /**< author (matrix: whose tick), 0 when not stored */
	int role;       /**< author's role, -1 when not stored */
	struct cells {
		/** one per column of model_card_columns(), "" when empty, NULL when erased */
		const char **items;
		size_t count, capacity;
	} cells;
	int rewordings;
	bool withdrawn;
	int64_t put_into;    /**< the card it was merged with, 0: none; never in a circle */
	int64_t merged_into; /**< the card that stands for it now, 0: itself; one that is withdrawn
				or erased stands for no other */
	bool cut;            /**< not taken forward */
	int cut_stage;       /**< where */
	const char *why;     /**< why not, "" when unsaid */
};

struct theme {
	int64_t id;
	int stage;
	const char *name;
	bool withdrawn;
	int64_t put_into; /**< the theme it was put into, 0: none; it is withdrawn then */
};

/** A card's place in a group stage. */
struct placement {
	int stage;
	int64_t card;
	int64_t theme;
};

struct action {
	int64_t id;
	int stage;
	enum action_state state; /**< what came of it */
	const char *came;        /**< the same in words, "" when unsaid */
	int64_t source;          /**< proposal, card or theme it follows from, 0: none */
	const char *what, *who;  /**< who: as typed */
	int64_t person;          /**< 0: nobody of the roster */
	day due;
	enum answer accepted;
	enum paid paid;
	bool withdrawn;
};

/** A note, a parked thought, a missing voice, a correction. */
struct remark {
	int64_t id;
	int stage;
	moment at;
	const char *text;
	bool withdrawn;
};
struct remarks {
	struct remark *items;
	size_t count, capacity;
};

struct turn {
	int stage;
	int64_t person;
	moment from, to; /**< to 0: still speaking */
};

struct hand {
	int64_t person;
	int stage;
};

/** A word somebody stopped on, and what the group means by it. */
struct term {
	int64_t id;
	int stage;
	const char *word;
	const char *meaning; /**< "" nobody has said yet */
	bool withdrawn;
};

/** How a stage went. */
struct stage_state {
	bool entered, skipped, revealed;
	int extended;           /**< minutes added */
	int points;             /**< key points shown */
	moment first;           /**< first entered */
	moment since;           /**< entered last, while it is the current one; else 0 */
	int64_t used;           /**< ms of earlier visits, pauses left out */
	struct ids passed;      /**< persons who passed in the round, one entry a pass */
	struct columns columns; /**< see plan_columns() */
	int phase;              /**< which of its steps, from 0; see phase.h */
	int64_t phase_from;     /**< ms used when that began */
};

struct span {
	moment from, to; /**< to 0: goes on */
};
struct spans {
	struct span *items;
	size_t count, capacity;
};

/** A session of the same partnership before this one; see model_origin(). */
struct earlier {
	int64_t id;          /**< of the entry in this log that names it */
	const char *session; /**< its session id, hex */
	const char *title;   /**< of its programme */
	day held;
};

struct model {
	struct events {
		struct event *items;
		size_t count, capacity;
	} events;
	struct ids undone;   /**< steps left out */
	struct ids redoable; /**< steps taken back last, newest last; emptied by any new step */

	const struct plan *plan; /**< of the first event; NULL before it */
	const char *id;          /**< session id, hex */
	const char *language;
	int offset; /**< minutes east of UTC */
	bool rehearsal;
	moment started_at, closed_at;
	day corrections_until;
	day next_date;
	const char *next_meeting; /**< "" when unsaid */
	/** The sessions this one follows, oldest first: the last one directly. */
	struct earliers {
		struct earlier *items;
		size_t count, capacity;
	} earlier;
	struct ids rated_before; /**< ids of what they left of their ratings; see beside.h */
	int64_t approved;        /**< id of the approval of the last minutes, 0: not yet */
	bool paused, off_record;
	bool balance_shown; /**< the group wants its speaking balance on the wall; see balance.h */
	struct spans pauses, off_records;

	int stage; /**< current, -1 before the first */
	struct stage_states {
		struct stage_state *items;
		size_t count, capacity;
	} stages;
	struct persons {
		struct person *items;
		size_t count, capacity;
	} persons;
	struct cards {
		struct card *items;
		size_t count, capacity;
	} cards;
	struct themes {
		struct theme *items;
		size_t count, capacity;
	} themes;
	struct placements { /**< sorted by stage and card */
		struct placement *items;
		size_t count, capacity;
	} placements;
	struct polls {
		struct poll *items;
		size_t count, capacity;
	} polls;
	struct proposals {
		struct proposal *items;
		size_t count, capacity;
	} proposals;
	struct rules {
		struct rule *items;
		size_t count, capacity;
	} rules;
	struct actions {
		struct action *items;
		size_t count, capacity;
	} actions;
	struct remarks notes, parked, voices, corrections;
	struct remarks last_corrections; /**< to the minutes of the session before */
	struct glossary {
		struct term *items;
		size_t count, capacity;
	} glossary;
	struct turns {
		struct turn *items;
		size_t count, capacity;
	} turns;
	struct mixings {
		struct mixing *items;
		size_t count, capacity;
	} mixings;
	struct hands {
		struct hand *items;
		size_t count, capacity;
	} hands;
	struct boxes boxes; /**< the ballot boxes of open secret polls: not from the log */
	struct ids own; /**< steps from people's own devices that are nobody's in the log: not from
			   the log, so known only until the file is left */
};

/** Frees everything and leaves an empty model. */
void model_finish(struct model *model);
/** Takes the events of a whole log (moved out of `events`, which is emptied) and folds them. Boxes
 * are added with model_box_put(). */
void model_load(struct model *model, struct events *events);
/** Folds into `then`, zeroed or finished, the session as it stood before the event `seq`: for
 * checks, which make again what was decided from it. Boxes are not there. */
void model_before(const struct model *model, int64_t seq, struct model *then);
/** Takes one event (moved: the caller's is zeroed), keeps it and changes the model by it. Total:
 * what refers to nothing does nothing. */
void model_apply(struct model *model, struct event *event);
/** Sets (copies) or, with `ballots` NULL... see box.h: replaces the box of `box->poll`. */
void model_box_put(struct model *model, const struct box *box);
/** Empties the box of a poll: wiped and gone. */
void model_box_empty(struct model *model, int64_t poll);
/** The box of a poll, NULL when there is none. */
const struct box *model_box(const struct model *model, int64_t poll);

/** The seq the next event gets. */
int64_t model_next_seq(const struct model *model);
/** The event with this seq, NULL when there is none. */
const struct event *model_event(const struct model *model, int64_t seq);
/** Whether a step was taken back. */
bool model_step_undone(const struct model *model, int64_t step);
/** Whether an event came from a person's own device, as far as the log or this run knows it: such a
 * step is nobody's to take back at the console. */
bool event_own(const struct model *model, const struct event *event);

/* Things by id, NULL when there is none. */
const struct person *model_person(const struct model *model, int64_t id);
const struct card *model_card(const struct model *model, int64_t id);
const struct theme *model_theme(const struct model *model, int64_t id);
const struct poll *model_poll(const struct model *model, int64_t id);
const struct proposal *model_proposal(const struct model *model, int64_t id);
const struct action *model_action(const struct model *model, int64_t id);
const struct term *model_term(const struct model *model, int64_t id);

/** The session this one follows directly, NULL when it follows none. */
const struct earlier *model_last(const struct model *model);
/** Where a thing comes from. */
struct origin {
	const struct earlier *session; /**< it was first in; NULL: in this one */
	int64_t there; /**< its id in that session: with it, it is the same in all */
	moment at;     /**< when it came to be */
};
struct origin model_origin(const struct model *model, int64_t id);
/** Whether a thing was carried over from an earlier session. */
bool model_carried(const struct model *model, int64_t id);

/** The plan of a stage, NULL when there is no such stage. */
const struct stage *model_stage(const struct model *model, int stage);

/** The word of the glossary that is this one, however it is written (folded), and was not
 * withdrawn; NULL when there is none. */
const struct term *model_term_named(const struct model *model, const char *word);
/** Whether a word waits for its meaning: it was neither explained nor withdrawn nor erased. */
bool term_waits(const struct term *term);

/** True for a card that stands: not withdrawn, not merged away, not cut. */
bool card_stands(const struct card *card);
/** The card that stands for this one at the end of all merging; itself when it was not merged. */
const struct card *model_card_root(const struct model *model, const struct card *card);
/** Whether this thing was withdrawn; false for what does not exist. */
bool model_withdrawn(const struct model *model, int64_t thing);
/** Whether the cards a stage works on are still hidden from everybody: not revealed yet. */
bool model_cards_hidden(const struct model *model, int stage);
/** Whether this card is still hidden from everybody. */
bool card_hidden(const struct model *model, const struct card *card);
/** Whether anything stands in one of these cells (erased words count). */
bool cells_have_words(const struct cells *cells);
/**
 * The cards a stage works on, standing ones only: its own, and those of its `from` stage, followed
 * to the end. In the order of typing; cards that are or were hidden in an order of their own, which
 * tells nobody who typed when.
 */
void model_stage_cards(const struct model *model, int stage, struct ids *cards);
/** What the cards of a stage have to say when it is shown: see plan_columns(). Never NULL. */
const struct columns *model_columns(const struct model *model, int stage);
/** Every column a card has a cell for, those of the stages to come as well. Never NULL. */
const struct columns *model_card_columns(const struct model *model, const struct card *card);
/** The stage whose cards a stage works on: itself, or its `from` followed to the end. */
int model_source(const struct model *model, int stage);
/** The last stage before this one that put the same cards into themes; -1: none. */
int model_grouped_before(const struct model *model, int stage);
/**
 * What can be voted on in a stage: the themes of its `options` stage, then the cards that are in
 * none of them; or its numbered list as negative numbers.
 */
void model_stage_options(const struct model *model, int stage, struct ids *options);
/** The words of an option (see FIELDS options), NULL when they were erased or withdrawn after the
 * vote. `stage` is the poll's. */
const char *model_option_text(const struct model *model, int stage, int64_t option);
/** The same to be shown: "(erased)", "(withdrawn)" for what is gone. */
const char *model_option_shown(const struct model *model, int stage, int64_t option);
/** The cost that stands behind the last colon of these words (NULL: none); false: none does. */
bool words_cost(const char *words, int64_t *cost);
/**
 * What an option costs, in whole units of money: what stands in the first column of numbers of its
 * card, else behind the last colon of its words ("Benches by the river: 1200", "Lamps: € 2 400").
 * False where it says none.
 */
bool model_option_cost(const struct model *model, int stage, int64_t option, int64_t *cost);
/** The theme a card was put into in a group stage, 0 when it is ungrouped. */
int64_t model_theme_of(const struct model *model, int stage, int64_t card);
/** The newest poll of a stage that is not voided (for a proposal: of that proposal), NULL when
 * there is none. */
const struct poll *model_stage_poll(const struct model *model, int stage);
const struct poll *model_proposal_poll(const struct model *model, int64_t proposal);
/** The last closed poll before this one on the same question, NULL when there is none. */
const struct poll *model_poll_before(const struct model *model, const struct poll *poll);
/** Makes `tied` the options (see FIELDS) of a closed vote that are level for the first place or,
 * where the stage has a cut, over it; empty when none are. */
void poll_tied(const struct model *model, const struct poll *poll, struct ids *tied);
/** What a stage is deciding, or decided last: the newest proposal that is not withdrawn or, while
 * one waits, its first amendment; NULL when there is none. */
const struct proposal *model_stage_proposal(const struct model *model, int stage);
/** The newest open poll, NULL when none is open. */
const struct poll *model_open_poll(const struct model *model);

/** The rule which a vote, rate or decide stage asks for; its seed points into the stage. */
struct tally_rule stage_rule(const struct stage *stage);
/** Whether hands can be counted by this rule: one sign each, or ticks, and sums that say it all. */
bool rule_takes_hands(const struct tally_rule *rule);
/** The grades of a stage's votes in words, worst first: appended to an empty list, which stays
 * empty where they are mere numbers. */
void stage_grades(const struct stage *stage, struct texts *grades);
/** Whether the ends of the scale a poll rates on are opposites, so that bars go both ways. */
bool poll_has_poles(const struct poll *poll, const struct stage *stage);
/** How many options a poll's ballots have (for answers: the rule's own). */
size_t poll_options(const struct poll *poll);
/** Whether everybody is asked and an objection holds the proposal up: consent and consensus. */
bool rule_asks_everybody(const struct tally_rule *rule);
/** Where everybody is asked there is no blank answer: who will not answer steps out openly. */
bool poll_takes_blank(const struct poll *poll);
/** How many have handed in a ballot: from the box, the named ballots or the hands. */
int64_t model_poll_cast(const struct model *model, const struct poll *poll);
/** How many may still: eligible, not stepped out, less cast. */
int64_t model_poll_waiting(const struct model *model, const struct poll *poll);
/** Who votes for somebody absent in this poll; 0: nobody does. */
int64_t poll_stands_in(const struct poll *poll, int64_t absent);
/** The fewest ballots a secret poll is counted with: somebody with two ballots counts as one. */
size_t poll_fewest(const struct poll *poll);
/** Whether this person's name is ticked (secret) or ballot there (open). */
bool model_has_voted(const struct model *model, const struct poll *poll, int64_t person);

/** Whether somebody is here now. */
bool person_here(const struct person *person);
/** Whether a round calls on them: who is here, but no observer, interpreter or the like without a
 * vote. */
bool person_takes_turns(const struct person *person);
/** Persons here (or late and arrived) who can vote in a stage, in roster order: those with a vote
 * and, where the stage names roles, of these roles. Stage -1: in any. */
void model_voters(const struct model *model, int stage, struct ids *persons);
/** The first of the roster who is here with a vote and about whom the room has not been asked since
 * the poll was opened, 0 when there is none. */
int64_t model_late_voter(const struct model *model, const struct poll *poll);
/** The first of those who can vote who has left since, and about whom the room has not been asked;
 * 0 when there is none. In a secret poll whether they have voted makes no difference: that somebody
 * is asked about must not tell. */
int64_t model_left_voter(const struct model *model, const struct poll *poll);
/** Whose turn it is in a stage's round: the first of the roster with the fewest cards and passes; 0
 * when nobody is here or authors are not kept. */
int64_t model_round_next(const struct model *model, int stage);
/** How many times all who take turns were heard in a stage (cards, passes, turns); `*level`: nobody
 * was heard oftener. */
int64_t model_rounds_heard(const struct model *model, int stage, bool *level);
/** How many persons are here. */
int model_here(const struct model *model);
/** The seat letter of a person ('a' for the first of the roster ... 'z', then 'A'...), 0 when there
 * are more than 52. */
char model_seat(const struct model *model, int64_t person);
/** The person at a seat letter, NULL when there is none. */
const struct person *model_at_seat(const struct model *model, char seat);
/** The person whose name is, or alone begins with, these words (folded), NULL when none or several.
 */
const struct person *model_person_named(const struct model *model, const char *text);

/** What may be shown of who said a card. */
enum author_shown { AUTHOR_NOBODY, AUTHOR_PERSON, AUTHOR_ROLE };
enum author_shown model_card_author(const struct model *model, const struct card *card);

/** Time used in a stage so far, in ms, pauses left out. */
int64_t model_stage_used(const struct model *model, int stage, moment now);
/** Planned length of a stage with extensions, in ms. */
int64_t model_stage_planned(const struct model *model, int stage);
/** When the workshop will end if what is left takes as long as planned. */
moment model_ends_at(const struct model *model, moment now);
/** How many ms behind (positive) or ahead (negative) of the programme. */
int64_t model_behind(const struct model *model, moment now);
/** The person speaking, NULL when nobody is. */
const struct turn *model_speaking(const struct model *model);

#endif
