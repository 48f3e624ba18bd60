#ifndef ROUNDTABLE_CORE_AUDIENCE_H
#define ROUNDTABLE_CORE_AUDIENCE_H

#include "roundtable/core/model.h"

/**
 * What everybody may see, and nothing else: the only thing a wall or a participant is drawn from.
 *
 * It stands on its own: nothing in it has to be looked up in a model, so that a wall or a device,
 * which has none, is drawn from it as the console is.
 *
 * The facilitator's private things - notes, how people vote best, how they wish to be named, who
 * has not spoken or not voted - are not in it and so cannot leak. Strings not said to be owned
 * point into the model and live as long as it is not changed.
 */

enum audience_state {
	AUDIENCE_WELCOME, /**< before the first stage */
	AUDIENCE_STAGE,
	AUDIENCE_PAUSED,
	AUDIENCE_OFF_RECORD,
	AUDIENCE_CLOSED,
	AUDIENCE_BLANK, /**< the wall is covered: nothing else is told */
};

/** What to do now. */
enum audience_task {
	TASK_NONE,
	TASK_LISTEN,
	TASK_SAY_WHO,   /**< say who you are and from which role */
	TASK_WRITE,     /**< silently, on paper */
	TASK_SAY,       /**< say your cards, they are typed */
	TASK_SAY_ROUND, /**< in turn, one each; `turn` names whose */
	TASK_HAND_IN,   /**< cards stay hidden until all are in */
	TASK_TICK,      /**< say what you bring */
	TASK_SHORTEN,   /**< merge what is alike, leave out what can wait */
	TASK_GROUP,
	TASK_WAIT_VOTE, /**< the vote is not open yet */
	TASK_VOTE,      /**< by passed keyboard or paper */
	TASK_SHOW_HANDS,
	TASK_SEE_RESULT,
	TASK_PROPOSE,
	TASK_PRESENT,    /**< hear the proposal */
	TASK_CLARIFY,    /**< questions to understand it */
	TASK_REACT,      /**< one short sentence each */
	TASK_AMEND,      /**< what would make it better */
	TASK_OBJECTIONS, /**< objections one by one */
	TASK_TEST,       /**< say whether you can go along */
	TASK_TALK,
	TASK_REST,
	TASK_CHECK, /**< does what is read back stand? */
	TASK_FILL, /**< more is asked about cards that are there: say what belongs into the cells */
};

/** What happens to the answer. */
enum audience_fate {
	FATE_NONE,
	FATE_NAMED,   /**< kept with the name */
	FATE_ROSTER,  /**< on the roster; in the minutes as the person wishes */
	FATE_ROLE,    /**< kept with the role only */
	FATE_COUNTED, /**< the role only in sums */
	FATE_NOBODY,  /**< nobody's name or role is kept */
	FATE_SECRET,  /**< in the ballot box; nobody can find it again */
	FATE_OPEN,    /**< an open vote, kept with the name */
};

/** What the number in `done` counts. */
enum audience_counted {
	COUNTED_NOTHING,
	COUNTED_PEOPLE,
	COUNTED_CARDS,
	COUNTED_GROUPED,
	COUNTED_TICKS,
	COUNTED_BALLOTS,
	COUNTED_POINTS
};

enum audience_kind {
	ITEM_POINT,
	ITEM_PERSON,
	ITEM_VOICE, /**< somebody missing from the table */
	ITEM_CARD,
	ITEM_KIND, /**< row head of a matrix */
	ITEM_THEME,
	ITEM_UNGROUPED, /**< head of the cards that are in no theme */
	ITEM_OPTION,
	ITEM_RESULT, /**< an option with its figures */
	ITEM_RATED,  /**< a statement and how it was rated; parts of the room stand under it */
	ITEM_PROPOSAL,
	ITEM_REASON,
	ITEM_DECISION,
	ITEM_UNDECIDED, /**< a proposal read back on which nothing was recorded */
	ITEM_ACTION,
	ITEM_PARKED, /**< a thought that belongs elsewhere, read back */
	ITEM_WORD,   /**< a word of the glossary, read back */
	ITEM_OBJECTION,
	ITEM_BEARER,  /**< who would carry it, and whether they consent */
	ITEM_RULE,    /**< by which sealed rule a proposal is decided, or a rule that holds */
	ITEM_SHARE,   /**< a part of the room: `value` of `total` hundredths of the time spoken and
			 `level` of the people are its own */
	ITEM_HEARD,   /**< what somebody wanted heard, which holds nothing up: a whole sentence */
	ITEM_MINUTES, /**< `value` 1: approved; whether the minutes of the meeting before are
			 approved */
	ITEM_CORRECTION, /**< to those minutes */
	ITEM_AMENDMENT,
	ITEM_ADVICE, /**< who was asked before one person decides, or is to be */
	ITEM_BALLOT, /**< one of the list of ballots after closing: the voter's own words, "" none;
			`figure` says what is on it. See receipt.h; they come last */
	ITEM_SMALL_GROUP, /**< who is in it: a whole sentence */
};

/** What may be shown of a person; id 0: nobody. Neither how they vote best nor how they wish to be
 * named is in it. */
struct audience_person {
	int64_t id;
	const char *name; /**< NULL: erased */
	const char *role; /**< the position they speak from; NULL: not said */
	enum status status;
	bool votes;
	char seat; /**< see model_seat() */
};

/** What may be shown of a card. Its author stands in the item, where they may be shown. */
struct audience_card {
	struct cells cells;            /**< borrowed */
	const struct columns *columns; /**< of its stage; borrowed */
	int item;                      /**< matrix: row, else -1 */
	const char *why;               /**< left out: why */
	/** In a theme: the one of another name it lay in when the same cards were grouped before;
	 * NULL: none. */
	const char *was;
};

/** What may be shown of a proposal or a decision. */
struct audience_proposal {
	bool tested;  /**< it is what the vote shown is about */
	bool decided; /**< a decision: `verdict` holds */
	enum decision_verdict verdict;
	bool replaced;          /**< another decision took its place */
	const char *counts;     /**< the arithmetic of the majority that decided; "" none did */
	const char *why;        /**< one person's reason; "" none said, NULL erased */
	const char *earlier;    /**< the decision it takes up again; "" none, NULL erased */
	const char *found;      /**< what its last review found; "" none, NULL erased */
	bool rule;              /**< it is a rule of the group: adopted, it is sealed */
	struct burdens burdens; /**< who carries the work; borrowed */
	const char *corrected;  /**< why its record was corrected last; "" never, NULL erased */
	const char *does;       /**< who does it; "" not said, NULL erased */
	const char *answers;    /**< who answers for it; "" not said, NULL erased */
	const char *asked;      /**< who is asked before; "" not said, NULL erased */
	const char *told;       /**< who is told; "" not said, NULL erased */
	day review;             /**< 0: none set */
	bool due;               /**< it is to be reviewed, or answered, by now */
};

/** What may be shown of an action; what is to be done is the item's text. */
struct audience_action {
	const char *who; /**< "" nobody yet, or they declined; NULL erased */
	day due;         /**< 0: no date */
	enum answer accepted;
	enum action_state state;
	const char *came; /**< what came of it, "" unsaid, NULL erased */
};

struct audience_item {
	enum audience_kind kind;
	int64_t id;                    /**< thing, or -1 - index for what the programme lists */
	const char *text;              /**< NULL: erased */
	struct audience_card card;     /**< ITEM_CARD */
	struct audience_person person; /**< author or person where that may be shown */
	const char *role;              /**< role where that may be shown, else NULL */
	/** ITEM_RESULT; ITEM_KIND: how many ticks follow; ITEM_OPTION: its cost, where money is
	 * spent. */
	int64_t value, total;
	char *figure; /**< ITEM_RESULT: what it came to, where a bar cannot say it; ITEM_BALLOT: the
			 answer; ITEM_UNDECIDED: how it stands; owned */
	char *parts;  /**< ITEM_RESULT: what each shown part of the room gave it; owned */
	struct texts marks; /**< ITEM_RESULT: what stands beside it, under vote.heads; owned */
	char *cut; /**< ITEM_RESULT: words of a line under it, where the list is cut; owned; NULL:
		      it is not cut there */
	size_t level; /**< ITEM_RESULT: 0 = first place; ITEM_RATED: most disagreement */
	/** ITEM_RATED: how often each answer of vote.grades was given (or each from 0 to
	 * vote.scale), of `value` ballots; `total` is its number in the list, from 0. Owned. */
	struct ids spread;
	/** ITEM_CARD, ITEM_KIND: its row of the grid, from 1, and of a card its column; 0: it has
	 * none
	 */
	size_t row, across;
	size_t gap;  /**< ITEM_CARD: the column, from 1, that is empty and should not be; 0: none */
	bool under;  /**< belongs to the head before it */
	bool before; /**< ITEM_RATED under a statement: how it was rated in an earlier session */
	bool left_out;                     /**< not taken forward */
	struct audience_proposal proposal; /**< ITEM_PROPOSAL, ITEM_DECISION */
	struct audience_action action;     /**< ITEM_ACTION */
	const char *meaning;               /**< ITEM_WORD: "" not said yet, NULL erased */
};

/**
 * The vote that is shown, with all that is needed to fill in a ballot; while it is secret and open
 * no figures. What is marked are the rule's own answers or, where it has none, the items of kind
 * ITEM_OPTION in their order.
 */
struct audience_vote {
	int64_t id; /**< 0: none */
	bool open, secret;
	bool tests;              /**< it is about a proposal: `question` */
	const char *question;    /**< words of the proposal tested; NULL: erased */
	char *rule;              /**< how it is decided, in sentences; owned */
	char *result;            /**< once counted: the result in sentences; owned; else NULL */
	char *by_part;           /**< what it says by part of the room; owned; NULL: nothing */
	enum ballot_shape shape; /**< of its ballots */
	int dots;                /**< points or credits a ballot may spend; 0 for other shapes */
	int scale;               /**< highest score or grade; 0 for other shapes */
	bool fingers;            /**< answers are numbered from 0: as many fingers */
	int ranks;               /**< how many options may be ranked; 0: all */
	int64_t budget;          /**< money to spend; options then say their cost in `value` */
	struct texts heads;      /**< of what stands beside the options, see places.h. Owned */
	struct texts grades;     /**< in words, worst first; none: mere numbers. Owned */
	bool rates;              /**< grades are answers to statements, not better or worse */
	bool unsure;             /**< the last grade is "don't know", not on the scale */
	bool poles;              /**< the ends of the scale are opposites */
	bool blank;              /**< a blank ballot may be handed in */
	bool changes; /**< who voted on a device of their own may change it until the vote closes */
	bool receipts; /**< two words of the voter's own may go with a ballot; see receipt.h */
	struct audience_answers {
		struct audience_answer {
			const char *text; /**< yes, objection */
			int64_t people;   /**< once counted */
		} * items;
		size_t count, capacity;
	} answers; /**< of rules with answers of their own */
};

/** How people's own devices come in. */
struct audience_door {
	const char *url;       /**< NULL: nothing of it is shown */
	const char *code;      /**< to be typed */
	const char *long_code; /**< for cameras */
	const char *network;   /**< the name of the Wi-Fi to be in, shown first; NULL: not shown */
	const char *password;  /**< of the Wi-Fi; "": it has none */
};

/** A word somebody stopped on, and that nobody has explained yet. By whom is not known. */
struct audience_word {
	int64_t id;
	const char *word;
};

/** How many cards came from a role. */
struct audience_role {
	const char *name;
	int64_t cards;
};

/** What part of a table comes to: a row of its sums. */
struct audience_sum {
	const char *by;     /**< the column it is parted by */
	const char *name;   /**< what stands there */
	const char *amount; /**< in figures */
	int64_t share;      /**< in hundredths of the whole */
	const char *open;   /**< how much of it is open, in figures; "" nothing */
};

/** A row or a column of a grid. */
struct audience_head {
	const char *name;
	int64_t cards;      /**< in it */
	bool missing;       /**< it has nothing, though others have */
	const char *amount; /**< what is summed over them, in figures */
};

/** The cards of a table as a grid (see grid.h); each says in which row and column it stands. */
struct audience_grid {
	bool shown; /**< in place of the table; its cards are in the order of it */
	const char *row,
		*across;    /**< what stands in its rows and columns; NULL: there is no grid */
	const char *sum;    /**< what is summed; "" nothing */
	const char *amount; /**< in all, in figures */
	size_t sum_column;  /**< of the cards, from 1; 0: nothing is summed */
	struct audience_heads {
		struct audience_head *items;
		size_t count, capacity;
	} rows, heads;
};

struct audience {
	enum audience_state state;
	const char *title;    /**< of the programme */
	const char *purpose;  /**< of the programme; "" when unsaid */
	const char *language; /**< of the programme, a BCP 47 tag */
	int minutes;          /**< planned for all stages that are not optional */
	int offset;           /**< of the clock on the wall, minutes east of UTC */
	bool rehearsal;
	int stage, stages;       /**< from 0 */
	const char *stage_title; /**< NULL outside stages */
	const char *prompt;
	enum audience_task task;
	enum audience_fate fate;
	moment ends_at;      /**< when the stage's time is up, 0: no time */
	moment silent_until; /**< when the silence the stage begins with ends, 0: none */
	/** The step of a stage that goes in steps (see phase.h); of 0: it does not. */
	struct audience_phase {
		const char *name;
		int number, of; /**< from 1 */
		moment ends_at;
	} phase;
	enum audience_counted counted;
	int64_t done, of;            /**< of 0: no goal */
	struct audience_person turn; /**< whose turn it is, or who speaks */
	/** What a card has to say, where cards are taken now; one column without a name where the
	 * programme names none; NULL: no card is taken. Borrowed. */
	const struct columns *columns;
	/** For each of them what can be chosen there: the roles where it takes a role, else its own
	 * choices. The words are borrowed. */
	struct audience_choices {
		struct texts *items;
		size_t count, capacity;
	} choices;
	/**
	 * How many cards came from each role, where nothing else of their authors is shown: never
	 * while the cards are hidden, and with fewer than 5 only once their stage was left, for
	 * each new card would show whose it is by the sum that grows.
	 */
	struct audience_roles {
		struct audience_role *items;
		size_t count, capacity;
	} roles;
	char *sum_of; /**< what is summed in `sums`: the name of the column, "" for cards; owned */
	char *comes_to; /**< what a table or a round comes to, in sentences; owned; NULL: nothing */
	struct audience_sums { /**< rows parted by the same column stand together */
		struct audience_sum *items;
		size_t count, capacity;
	} sums;
	struct audience_grid grid;
	/** Two tables side by side (see sides.h): what stands in one only is missing in the other.
	 */
	struct audience_sides {
		const char *by; /**< the column of this table */
		const char *left,
			*right; /**< what the amounts are, of the earlier table and this */
		struct audience_both {
			const char *name;
			const char *left, *right;        /**< in figures; "" nothing stands there */
			int64_t left_share, right_share; /**< in hundredths of the whole */
		} * items;
		size_t count, capacity;
	} sides;
	struct audience_words { /**< words that wait for a meaning, oldest first */
		struct audience_word *items;
		size_t count, capacity;
	} words;
	struct audience_vote vote;
	int page;    /**< of a list that is longer than a wall, from 0 */
	int reading; /**< the item that is read aloud, from 1; 0: none. For walls: they follow */
	/** Set by the facilitator, for walls alone; borrowed. */
	struct audience_door door;
	struct audience_items {
		struct audience_item *items;
		size_t count, capacity;
	} items;
	struct texts said; /**< sentences made for it, which items point to; owned */
	/** Set by who read it from somewhere else than a model: frees what the strings point into.
	 */
	void (*release)(void *backing);
	void *backing;
};

/** Fills `audience` (zeroed, or finished before) with what everybody may see of the model now. */
void audience_fill(const struct model *model, moment now, struct audience *audience);
/** The same for a stage that is not the current one (looking back). */
void audience_fill_stage(
	const struct model *model, int stage, moment now, struct audience *audience);
void audience_finish(struct audience *audience);
/** What can be chosen in a column where cards are taken; none there is an empty list. */
const struct texts *audience_choices(const struct audience *audience, size_t column);
/** What may be shown of this person (NULL: nobody). */
struct audience_person audience_person(const struct model *model, const struct person *person);
/** Sets the vote that is shown, with its sentences, and the counted ballots. */
void audience_set_vote(
	struct audience *audience, const struct model *model, const struct poll *poll);
/** What is asked of the room, in a sentence; NULL: nothing, or the vote's result says it. */
const char *audience_asks(enum audience_task task);
/** What happens to the answers, in a sentence; NULL: there are none. */
const char *audience_keeps(enum audience_fate fate);
/** The name of a role of the programme; NULL for none. */
const char *audience_role(const struct model *model, int role);
/** Puts statements that were rated (ITEM_RATED) in order, with what stands under them: most
 * disagreement first, or as they are listed. Does nothing where none are. */
void audience_sort_rated(struct audience *audience, bool by_disagreement);
/** Appends an item of a kind; valid until the next one. */
struct audience_item *audience_add(
	struct audience *audience, enum audience_kind kind, int64_t id, const char *text);

#endif
