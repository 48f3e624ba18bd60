#ifndef ROUNDTABLE_UI_CONSOLE_STATE_H
#define ROUNDTABLE_UI_CONSOLE_STATE_H

#include "roundtable/base/i18n.h"
#include "roundtable/core/sift.h"
#include "roundtable/ui/console.h"
#include "roundtable/ui/editor.h"
#include "roundtable/ui/keymap.h"
#include "roundtable/ui/wall.h"

/* Inside the console: its state, and what its files call of each other. */

struct overlay;

/** Something laid over the stage: a form, a question, a ballot. The topmost one has the keys. */
struct overlay_kind {
	enum mode mode;
	bool secret_hands; /**< strangers hold the keyboard: only its own keys work */
	void (*draw)(struct console *console, struct overlay *overlay, struct page *page);
	/** Does what a key means; false: nothing here. May close the overlay: do not touch it after
	 * that. */
	bool (*act)(struct console *console, struct overlay *overlay, enum action_id action);
	/** Takes a key before the keymap does; NULL: takes none. */
	bool (*input)(struct console *console, struct overlay *overlay, const struct key *key);
	/** A line with this target (1 and up) was clicked; NULL: its lines are only read. */
	void (*point)(struct console *console, struct overlay *overlay, size_t target);
	void (*destroy)(struct overlay *overlay);
};

struct overlay {
	const struct overlay_kind *kind;
	int scroll;
	void *state;
};

/** What is half typed, by place; written to the file at the end of a turn. */
struct draft {
	char *place;
	char *text;
	bool dirty;  /**< the file does not have it so */
	bool stored; /**< the file has one */
	bool used;   /**< goes with the next command that is done */
};

struct console {
	struct console_config config;
	bool same_picture;
	const struct door *door; /**< for devices, as it was told last; NULL: none */
	struct {
		enum wall_shows { SHOWS_STAGE, SHOWS_DOOR, SHOWS_NETWORK } shows;
		bool frozen;
		int page, stage;       /**< of what is long, and of which stage that is */
		char *network;         /**< name and password of the Wi-Fi, NULL: not asked; */
		char *password;        /**< only here, never stored */
		struct audience now;   /**< as last handed out */
		struct audience still; /**< what it shows while it is frozen */
	} wall;
	int walls; /**< that follow, where the wall is a screen of its own */
	bool blank;
	bool leaving;
	bool mouse;
	bool uncovered;   /**< the room sees this screen from now on */
	bool leave_asked; /**< under a covered wall the key that leaves is pressed twice */
	enum colour_set colours;
	int stage;    /**< whose entry line and focus these are */
	int looking;  /**< stage looked back at where the session cannot move, else -1 */
	bool in_list; /**< the list has the keys, not the entry line */
	struct editor entry;
	size_t focus;           /**< index in the audience's items */
	size_t looked;          /**< the focus when they were filled last */
	size_t typed;           /**< group: of a theme's number */
	int64_t marked;         /**< card marked for merging, 0: none */
	struct ids unlike;      /**< pairs of cards that were asked about as alike */
	struct ids round_turns; /**< turns taken in rounds whose authors are not kept, in pairs;
				   only here, never stored */
	struct {
		char *word;       /**< gives the keyboard back to the facilitator, for the whole
				     session; "": Esc is enough, NULL: not chosen yet */
		int64_t poll;     /**< the last one it was passed for */
		struct ids later; /**< said "not now" there: they come after everybody else,
				     silently */
	} passing;                /**< only here, never stored */
	struct {
		struct ids
			voters; /**< named for the vote that is being opened; none: all who can */
		void (*picked)(struct console *console, int64_t id, int64_t thing);
		int64_t thing;
		int stage;
		int64_t by_hands; /**< the last vote that was opened for a show of hands */
	} opening;
	bool pasting;     /**< entries come from pasted lines, in nobody's turn */
	struct sift sift; /**< collect: how the table of the stage is looked at */
	bool sort_turned; /**< rate: sorted the other way than the programme says */
	bool wants;       /**< talk: letters say who wants to speak */
	int scroll;
	struct reach reach; /**< of the page as drawn last */
	char *message;
	bool alarming;
	struct overlays {
		struct overlay **items;
		size_t count, capacity;
	} overlays;
	struct drafts {
		struct draft *items;
		size_t count, capacity;
	} drafts;
	struct audience audience; /**< as last filled: what the page is drawn from */
};

/** What an activity adds at the console. */
struct activity_view {
	enum mode mode;
	bool many;  /**< entry after entry is typed here: several lines pasted may be one each */
	bool read;  /**< the list is read, not worked on: arrows move the page */
	bool holds; /**< the focus stays with its entry where the order of the list changes */
	/** The label of the entry line, NULL when nothing is typed here now. */
	const char *(*label)(struct console *console);
	/** Takes the sanitised entry line; false keeps what was typed. */
	bool (*enter)(struct console *console, const char *text);
	/** Does what a key means here; false: look further. */
	bool (*act)(struct console *console, enum action_id action,
		const struct audience_item *focused);
	/** Takes a key before the keymap; NULL: takes none. */
	bool (*input)(struct console *console, const struct key *key);
	/** Adds lines after the items: results, what is private (only when not same_picture). */
	void (*more)(struct console *console, struct page *page);
	/** Adds the most useful keys of this moment to the footer, most useful first. */
	void (*hints)(struct console *console, struct page *page);
};
/** One view per activity. */
extern const struct activity_view *const activity_views[ACTIVITY_COUNT];
extern const struct activity_view brief_view, people_view, collect_view, matrix_view, group_view,
	vote_view, decide_view, talk_view, break_view, close_view, last_view;

/* console.c */
const struct model *console_model(const struct console *console);
moment console_now(const struct console *console);
day console_today(const struct console *console);
/** The stage that is shown: the session's, or the one that is looked back at. */
int console_at(const struct console *console);
/** Goes to a stage; where nothing can be written, or the workshop is closed, only to look at it. */
void console_go(struct console *console, int stage);
/** The view of the stage that is shown. */
const struct activity_view *console_view(const struct console *console);
const struct stage *console_stage(const struct console *console);
/** The item that has the focus, NULL when the list is empty. */
const struct audience_item *console_focused(struct console *console);
/** Whether the entry line takes text here and has the keys. */
bool console_typing(struct console *console);
/** Whether what is typed now is not for the room that sees this screen. */
bool console_hides_entry(const struct console *console);
/** Whether the room sees nothing of this screen; never in strangers' hands, where only the ballot's
 * keys work. */
bool console_covered(const struct console *console);
enum { ENTRY_PLACE = 32 };
/** Where the draft of a stage's entry line lies. */
void entry_place(int stage, char out[ENTRY_PLACE]);
/** Whether others may read what stands on this screen: the room now, or whoever has the keyboard
 * later, where lines stay. */
bool console_readable(const struct console *console);
/** Whether an action has something to work on now: help, commands and footer name no other. */
bool console_acts(const struct console *console, enum action_id action);
/** Runs a global action. */
bool console_act(struct console *console, enum action_id action);
/** Refreshes console->audience from the model. */
void console_look(struct console *console);
struct overlay *console_top(const struct console *console);
struct overlay *console_push(struct console *console, const struct overlay_kind *kind, void *state);
/** Closes the topmost overlay. */
void console_pop(struct console *console);
/** Puts the focus on the item with this id. */
void console_focus(struct console *console, int64_t id);

/* key.c */
/** What a letter means after Esc, or on its own in a list: ACTION_NONE nothing. */
enum action_id console_letter(const struct console *console, int32_t code);

/* run.c */
/** A command to be filled in: words by texts_add(&command.words, ...). */
struct command command_make(enum event_kind kind);
/** Runs a command and frees it. On refusal or failure says why and returns false. On success says
 * `done` (may be NULL). */
bool console_run(struct console *console, struct command *command, const char *done);
/** The sentence of a refusal, owned by the caller. */
char *refusal_text(const struct refusal *refusal);
void console_sayf(struct console *console, bool alarming, const char *format, ...)
	__attribute__((format(printf, 3, 4)));
/** True (and says so) when nothing can be written. */
bool console_read_only(struct console *console);
void draft_set(struct console *console, const char *place, const char *text);
/** The same, of what the file has already. */
void draft_restore(struct console *console, const char *place, const char *text);
/** The command that is run next uses up what is half typed there: when it is done, the file forgets
 * it with that. */
void draft_use(struct console *console, const char *place);
/** From here on commands use up nothing. Called first by what runs several commands: what is typed
 * is kept until all are done. */
void drafts_spare(struct console *console);
/** Forgets what is half typed in the forms about a thing. */
void drafts_forget(struct console *console, int64_t thing);
const char *draft_get(const struct console *console, const char *place);

/* foot.c */
void view_state(struct console *console, struct page *page);
/** Says in the state line, before all else, that devices wait: how many, never whose. */
void view_waiting(const struct console *console, struct page *page);
/** Adds the key of an action to the footer, if it has one now; `what` NULL: the action's name. */
void view_hint(struct console *console, struct page *page, enum action_id action, const char *what);
/** The way on and the way to help: what a newcomer needs at any width. */
void view_ways(struct console *console, struct page *page);
/** In a list with nothing in it there is nothing to do but to type again: adds the keys for that
 * and says true. */
bool view_nothing(struct console *console, struct page *page);
/** The same as view_hint() in a given mode. */
void view_mode_hint(struct page *page, enum mode mode, enum action_id action, const char *what);

/* form.c, forms.c */
enum form_id {
	FORM_NOTE,
	FORM_ACTION,
	FORM_PARK,
	FORM_WORD,
	FORM_MEANING,
	FORM_PERSON_NEW,
	FORM_PERSON,
	FORM_VOICE,
	FORM_REWORD,
	FORM_LEAVE_OUT,
	FORM_GAP,
	FORM_HANDS,
	FORM_VOID,
	FORM_TELLERS,
	FORM_BURDEN,
	FORM_REASON,
	FORM_DECIDE,
	FORM_MEND,
	FORM_CARE,
	FORM_NAMING,
	FORM_MEETING,
	FORM_CORRECT,
	FORM_ACTION_ANSWER,
	FORM_MINUTES,
	FORM_SLIPS,
	FORM_COPY,
	FORM_WRONG_NAME,
	FORM_STEP_OUT,
	FORM_NETWORK,
	FORM_RULE,
	FORM_BEARER,
	FORM_OBJECTION,
	FORM_MET,
	FORM_MINORITY,
	FORM_REVIEW,
	FORM_AGAIN,
	FORM_ACTION_CAME,
	FORM_STAND_IN,
	FORM_AMEND,
	FORM_ADVICE,
	FORM_SPLIT,
	FORMS,
};
/** Begins the gap pass of a stage: its empty cells one by one. */
void gaps_open(struct console *console, int stage);
void form_open(struct console *console, enum form_id id, int64_t thing, int64_t part);
/** Whether something typed in this form about a thing waits to be saved. */
bool form_waits(const struct console *console, enum form_id id, int64_t thing);
/** Opens the form a draft place belongs to and gives it the text; false when the place is no
 * form's. */
bool form_restore(struct console *console, const char *place, const char *text);

/* choose.c: a question answered with Enter or Esc; a choice out of several. */
void confirm_open(struct console *console, const char *question, const char *detail,
	void (*yes)(struct console *console, int64_t thing), int64_t thing);
struct pick;
/** Opens a choice; options are added with pick_add(). With `filter` what is typed narrows the list.
 */
struct pick *pick_open(struct console *console, const char *question, bool filter,
	void (*picked)(struct console *console, int64_t id, int64_t thing), int64_t thing);
void pick_add(struct pick *pick, int64_t id, const char *text, const char *detail);
/** Puts the focus of a new choice on the option with this id. */
void pick_focus(struct pick *pick, int64_t id);
/** Says which option a key stands for, 0 none: typed alone it has the focus, and with `runs` it is
 * taken at once. */
void pick_keys(struct pick *pick, int64_t (*by_key)(const struct console *console, int32_t code),
	bool runs);

/* activity/rules.c */
/** Stands for a kind of decision that the group names now: no kind has it, for the first event made
 * none. */
enum { KIND_NEW = 1 };
/** Asks for which kind of decision, and how; then a rule is proposed. */
void rules_ask(struct console *console);
/** Asks what kind of decision a proposal is. */
void kind_ask(struct console *console, const struct proposal *proposal);

/* forms/amend.c */
/** Asks whether an amendment to words that have changed is fitted to the new ones or withdrawn. */
void amendment_fit_ask(struct console *console, const struct proposal *amendment);

/* forms/bearer.c */
/** Asks those who would carry a proposal whether they consent. */
void bearers_ask(struct console *console, const struct proposal *proposal);

/* forms/objection.c */
/** Asks which objection is met; says so when none stands. */
void objections_ask(struct console *console, const struct proposal *proposal);
/** Asks which round of testing by consent comes now. */
void rounds_ask(struct console *console, const struct proposal *proposal);

/* forms/review.c */
/** Asks what comes of the review of a decision. */
void review_ask(struct console *console, int64_t decision);
/** Takes a decision up again, in this stage or the next one that decides. */
void again_open(struct console *console, int64_t decision);

/* activity/people.c */
/** True when several roles begin like this: says which, so that more can be typed. */
bool role_ambiguous(struct console *console, const char *beginning);

/* paste.c */
/** Asks what several pasted lines are to be; false when they are not several, or no entry line
 * takes them here. */
bool paste_open(struct console *console, const char *text, size_t length);

/* poll.c, ballot.c, call.c, names.c: voting. */
/** Says what the room must answer before the vote can be closed, if anything. */
void poll_warning(struct console *console, const struct poll *poll, struct page *page);
/** The keys of a poll for the footer. */
void poll_hints(
	const struct console *console, const struct poll *poll, enum mode mode, struct page *page);
/** Appends who is asked for this ballot: a name, or of somebody absent "Amina for Emil". */
/** What becomes of an answer in an open vote. */
const char *open_fate(const struct poll *poll);
void poll_who(const struct model *model, const struct poll *poll, int64_t person, struct buf *out);
bool poll_act(struct console *console, int64_t poll, enum action_id action);
/** Sorts statements that were rated as the facilitator asked for, for console and wall alike. */
void rated_sorted(const struct console *console, struct audience *audience);
/** Asks for another vote on the same question: among those that are level, or on all again. */
void poll_again_ask(struct console *console, const struct poll *poll);
/** Asks how the vote on a stage (or proposal) is held and opens it. */
void poll_open_ask(struct console *console, int stage, int64_t proposal);
/** How a vote may be held. */
enum holding { HOLD_SECRET, HOLD_PAPER, HOLD_HANDS, HOLD_NAMES, HOLD_AMONG };
/** Asks how a vote is held, and among whom if not all who can (opening.voters); what is picked, a
 * holding, goes to `picked` with `thing`. */
void opening_ask(struct console *console, int stage,
	void (*picked)(struct console *console, int64_t holding, int64_t thing), int64_t thing);
/** The hub of a poll that belongs to another stage. */
void poll_hub_open(struct console *console, int64_t poll);
void call_open(struct console *console, int64_t poll);
/** A key that does nothing in strangers' hands. */
void say_only_these(struct console *console);
/** Whether this person is still to vote here, and can. */
bool poll_awaits(const struct model *model, const struct poll *poll, int64_t person);
/** Whether an answer in this poll is one key: an open poll by name with one choice (names.c). */
bool names_fit(const struct poll *poll);
/** Asks the people who can vote one after another; a key writes down what each says. */
void names_open(struct console *console, int64_t poll);
/** Asks which small group's ballot is typed in, or put right. */
void groups_open(struct console *console, int64_t poll);
/** A ballot for a person or a small group (0: a paper slip). */
void ballot_open(struct console *console, int64_t poll, int64_t person);
/** True (and says so) when the room would see what is filled in on a ballot of this secret poll. */
bool ballot_seen(struct console *console, const struct poll *poll, bool slip);
/** The open poll which `v` goes to: one of another stage first; NULL when none is open. */
const struct poll *poll_behind(const struct console *console);

/* devices.c */
void devices_open(struct console *console);
/** Whether they are open, perhaps under something else. */
bool devices_open_now(const struct console *console);
/** What a wall is to show of how devices come in. */
struct audience_door devices_shown(const struct console *console);

/* sift.c */
/** Asks how the table of this stage is to be looked at. */
void sift_ask(struct console *console);
/** A matrix as the grid it can stand in, or as a list again. */
void sift_turn(struct console *console);
/** Asks what is to be done with the small groups of the stage: mixed, or somebody put into another
 * one. */
void mixing_ask(struct console *console);

/* wall.c */
void wall_open(struct console *console);
void wall_freeze(struct console *console);
void wall_finish(struct console *console);

/* activity/collect.c */
/** Asks about the two standing cards of the stage that are most alike, if any are alike enough. */
void cards_alike_ask(struct console *console);

/* activity/talk.c */
/** Begins a person's talk turn, or ends it when they speak already. */
void person_speaks(struct console *console, const struct person *person);

/* speaking.c */
/** Who speaks, in any stage, and how the time is shared. */
void speaking_open(struct console *console);

/* texts.c: help and commands by name, private notes, list of stages; search.c. */
/** With `keys` the list stands for Esc and a letter: the key of a command, pressed first, runs it.
 */
void commands_open(struct console *console, const char *question, bool keys);
void search_open(struct console *console);
/** What can be done with a thing of the log: a choice, as where words are found. */
void thing_ask(struct console *console, int64_t thing);
/** The form that changes a thing's words; what was decided is corrected with a reason. */
void thing_reword(struct console *console, int64_t thing);
/** Asks, then withdraws a thing, or erases its words. */
void thing_withdraw(struct console *console, int64_t thing, const char *text);
void thing_erase(struct console *console, int64_t thing, const char *text);
void notes_open(struct console *console);
/** Opens the page of guides by others. */
void further_open(struct console *console);
/** Where a thing, or the focused one, comes from and what came of it (trace.c). */
void trace_open(struct console *console, int64_t thing);
void trace_focused(struct console *console);
/** The glossary: a new word, or the meaning of one (glossary.c). */
void glossary_open(struct console *console);
void stages_open(struct console *console);

#endif
