#ifndef ROUNDTABLE_REHEARSE_ROOM_H
#define ROUNDTABLE_REHEARSE_ROOM_H

#include "roundtable/rehearse/rehearse.h"

/*
 * Inside rehearse: what the simulated room knows, and the parts that give its commands.
 *
 * Each part is asked again and again and gives one command at a time: it returns true when it made
 * one (in `command`), false when it has nothing to do. What the room remembers is only what the
 * model does not tell.
 */

/** How a person of the room comes to the workshop. */
enum arrival {
	ARRIVES_UNANNOUNCED, /**< written down when there */
	ARRIVES_INVITED,     /**< expected, and comes in time */
	ARRIVES_LATE,        /**< expected, and comes while a vote is open, or later */
	ARRIVES_NEVER,
};

struct guest {
	char *name;
	int role;
	enum duty duty;
	bool votes;
	enum arrival arrival;
	int64_t person; /**< id once on the roster; 0 before */
};

/** A poll being held. One at a time: one that stays open is closed before the next begins. */
struct polling {
	enum polling_phase {
		POLLING_NONE,
		POLLING_OPENING, /**< wished; not known yet whether it was opened */
		POLLING_CASTING,
		POLLING_LATE,    /**< asking about those who came after the opening */
		POLLING_CLOSING, /**< wished */
	} phase;
	int64_t poll;
	int stage;
	int64_t proposal;
	bool secret;
	int way;
	struct ids waiting; /**< persons still to be called, in order */
	int slips;          /**< paper ballots still to be typed */
	int tries;          /**< how often it was tried in another way */
	int against;        /**< consent: how many will object */
	bool hands;         /**< open poll: counted, not called */
	bool tellers;       /**< named */
	bool stepped_out;   /**< somebody has */
	bool stood_in;      /**< somebody has, or nobody can */
};

/** Begins the next step of a stage that goes in steps when the present one has had its time. */
bool room_phase(struct rehearse *room, const struct model *model);

/** Where the stage works in small groups, somebody asks to be in another one: once in a stage. In
 * some workshops they are mixed once more before. */
bool room_small_groups(struct rehearse *room, const struct model *model);

/** What happens in a workshop beside its programme, each once or twice. */
enum incident {
	INCIDENT_NOTE,
	INCIDENT_PARK,
	INCIDENT_WORD,
	INCIDENT_ACTION,
	INCIDENT_REWORD,
	INCIDENT_WITHDRAW,
	INCIDENT_UNDO,
	INCIDENT_REDO,
	INCIDENT_OFF_RECORD,
	INCIDENT_PAUSE,
	INCIDENT_ERASE,
	INCIDENT_BACK,
	INCIDENT_LEAVE,
	INCIDENT_LATE,
	INCIDENTS,
};

/** Things said of which there are lists. */
enum word_list {
	WORDS_NOTES,
	WORDS_THOUGHTS,
	WORDS_ACTIONS,
	WORDS_VOICES,
	WORDS_INTERESTS,
	WORDS_THEMES,
	WORDS_PROPOSALS,
	WORDS_CUTS,
	WORDS_AGAINST,
	WORDS_AMENDS,
	WORDS_NEXT,
	WORDS_DETAILS,
	WORDS_WHO,
	WORDS_WHEN,
	WORDS_HOW,
	WORDS_MEETINGS,
	WORDS_OWN_ROLES,
	WORDS_BEARERS,
	WORDS_AMOUNTS,
	WORDS_PAYERS,
	WORDS_VOIDS,
	WORDS_CORRECTIONS,
	WORDS_CAME,
	WORDS_DROPPED,
	WORDS_FOUND,
	WORD_LISTS
};

struct rehearse {
	struct random_seeded seeded;
	struct random random;
	int wanted; /**< people; 0: not said */
	moment now;
	enum refusal_code refused; /**< of the command before; REFUSED_NONE when it was done */

	struct command command; /**< being given */
	int64_t pause;          /**< before it, ms */
	struct rare rare;       /**< of the command: it has marks, or voters named */
	struct texts words;     /**< of the command */

	bool dealt; /**< guests and incidents are there */
	struct guests {
		struct guest *items;
		size_t count, capacity;
	} guests;
	struct ids incidents; /**< enum incident, still to come, next one last */
	int quiet;            /**< commands until the next incident may happen */
	int quota;            /**< incidents left for this stage */

	int stage;               /**< the one at work, -1 before the first */
	int64_t length;          /**< what it shall take, ms */
	int given;               /**< commands given in it */
	int phase, index, count; /**< its activity's own, 0 at the start */
	int64_t thing;           /**< its activity's own */
	int64_t moved;           /**< small groups in which somebody was put into another one */
	int64_t compared;        /**< up to which card likeness was looked at */
	struct polling polling;

	int undoing; /**< 1: the last entry is taken back next; 2: and brought back after that */
	int back_to; /**< stage to return to after looking back, -1: none */
	bool mixed_again, extended, voided, tick_moved, objected,
		deferred;     /**< has happened already */
	int burdens;          /**< stated so far */
	int begun;            /**< where the lists of words begin */
	int said[WORD_LISTS]; /**< taken from each in turn */
	int phrase;           /**< of the last card, so that some come twice */
	int endings;          /**< tries to close the session */
	int64_t total;        /**< commands given */
};

/* --- giving commands (rehearse.c) --- */

/** Begins a command, given after a pause of that many seconds; names no stage, item or role. */
struct body *room_wish(struct rehearse *room, enum event_kind kind, int least, int most);
/** Adds words to the command. */
void room_say(struct rehearse *room, const char *text);
/** A number in [0, below); 0 when below is not positive. */
int room_draw(struct rehearse *room, int below);
/** True that often of 100 times. */
bool room_chance(struct rehearse *room, int percent);
/** One of the persons who are here; 0 when nobody is. `voters`: of those with a vote. */
int64_t room_somebody(struct rehearse *room, const struct model *model, bool voters);
/** A card that stands, of this stage or (-1) of any, on no open ballot; 0 when there is none. */
int64_t room_some_card(struct rehearse *room, const struct model *model, int stage);

/* --- people (guests.c) --- */

/** Who comes: names, roles, duties, arrivals. */
void guests_deal(struct rehearse *room, const struct model *model);
void guests_finish(struct rehearse *room);
/** Puts those who are expected and those who are here on the roster. */
bool guests_enter(struct rehearse *room, const struct model *model);
/** Lets the one who is late come in. */
bool guests_late(struct rehearse *room, const struct model *model);

/* --- words (words.c): composed from small lists; owned by the caller --- */

/** A card's main words. Now and then nearly those of the card before. */
char *words_card(struct rehearse *room);
/** Two words of a voter's own, to find a ballot again by. Owned by the caller. */
char *words_two(struct rehearse *room);
/** Whether numbers are prices: an idea is paid for from a budget, in whole units. */
bool words_prices(const struct plan *plan);
/** Words for a cell of this column. Never empty. */
char *words_cell(struct rehearse *room, const struct model *model, const struct column *column);
/** Any of a list; borrowed, like all of these. */
const char *words_from(struct rehearse *room, enum word_list list);
/** The next of a list, so that nothing is said twice before everything was said once. */
const char *words_next(struct rehearse *room, enum word_list list);
/** Item `index` of a list, from its start again when it is longer. */
const char *words_at(enum word_list list, int index);

/* --- polls (polling.c) --- */

/** Wishes for the poll of a stage or of a proposal (0: none). */
bool polling_open(struct rehearse *room, const struct model *model, int stage, int64_t proposal);
/** Goes on with the poll that was wished until it is over. `rest`: so many may stay uncalled. */
bool polling_next(struct rehearse *room, const struct model *model, size_t rest);
/** Whether one is being held. */
bool polling_on(const struct rehearse *room);

/* --- cutting down (shorten.c) --- */

/** Merges near-duplicates of a stage's cards, then cuts to its shortlist. */
bool shorten_next(struct rehearse *room, const struct model *model);

/* --- beside the programme (incidents.c) --- */

void incidents_deal(struct rehearse *room, const struct plan *plan);
/** What was begun and must be ended first: off the record, a pause, an undo. */
bool incidents_end(struct rehearse *room, const struct model *model);
/** One that may happen now; `draining`: the stage's share at once. */
bool incidents_next(struct rehearse *room, const struct model *model, bool draining);
/** How many may happen in the stage that was entered. */
void incidents_share(struct rehearse *room, const struct model *model);

/* --- activities, one file each --- */

struct acting {
	bool (*next)(struct rehearse *room, const struct model *model);
};
extern const struct acting actings[ACTIVITY_COUNT];

bool brief_act(struct rehearse *, const struct model *);
bool people_act(struct rehearse *, const struct model *);
bool collect_act(struct rehearse *, const struct model *);
bool group_act(struct rehearse *, const struct model *);
bool vote_act(struct rehearse *, const struct model *);
bool rate_act(struct rehearse *, const struct model *);
bool decide_act(struct rehearse *, const struct model *);
bool talk_act(struct rehearse *, const struct model *);
bool break_act(struct rehearse *, const struct model *);
bool close_act(struct rehearse *, const struct model *);

#endif
