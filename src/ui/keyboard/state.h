#ifndef ROUNDTABLE_SRC_UI_KEYBOARD_H
#define ROUNDTABLE_SRC_UI_KEYBOARD_H

#include "roundtable/base/i18n.h"
#include "roundtable/ui/ballot.h"
#include "roundtable/ui/editor.h"
#include "roundtable/ui/keyboard.h"
#include "roundtable/ui/keymap.h"
#include "roundtable/ui/menu.h"

/* Inside a participant's own keyboard: its state, and what its files call of each other. */

/** What is typed as long as there is no place. */
enum arrival {
	ARRIVAL_CODE,
	ARRIVAL_PLACES,
	ARRIVAL_NAME,
	ARRIVAL_ROLE,
	ARRIVAL_DONE, /**< a place was asked for */
};

/** A card that is being written in a stage. */
struct draft_card {
	int stage;
	size_t at; /**< column that is typed */
	bool reading_back;
	struct draft_lines {
		struct editor *items;
		size_t count, capacity;
	} lines; /**< one a column */
};

/** A card that was sent and is not answered. */
struct sent_card {
	int stage;
	struct texts words;
};

/** Cards that are put into themes. */
struct grouping {
	struct editor line; /**< a new theme's name */
	int64_t at;         /**< the card or theme that has the focus */
	size_t index;       /**< where it stands */
	struct menu *menu;  /**< what is asked about it; NULL: nothing */
	int64_t about;      /**< the card that is put somewhere, or the theme that gets a name */
	int64_t from;       /**< the theme the card was in when that was asked; 0: in none */
	struct ids themes;  /**< to choose from, in order */
	char *read;         /**< the name the theme had; NULL: a card is put */
	struct texts sent;  /**< names on their way */
};

struct keyboard {
	struct keyboard_config config;
	struct keyboard_sight sight;
	int scroll;
	int stage; /**< whose page is scrolled */
	char *message;
	bool alarming;
	enum colour_set colours;
	bool leave_asked; /**< whether to leave what is not sent */

	enum arrival arrival;
	bool places_known; /**< they were told once */
	char *code, *name;
	struct editor line;
	size_t focus; /**< in the list of places */

	struct {
		struct draft_card *items;
		size_t count, capacity;
	} drafts;
	struct {
		struct sent_card *items;
		size_t count, capacity;
	} sent;

	struct editor word; /**< that is not understood, while it is typed */
	bool word_asked;    /**< it has the keys */

	struct grouping group;

	int64_t person; /**< whose ballot it is, as last seen in the room */
	struct ballot *ballot;
	int64_t poll;      /**< which vote's it is */
	int64_t reworded;  /**< heard when its words were taken */
	bool ballot_shown; /**< it has the keys */
	int ballot_scroll;
	int handing; /**< ballots of it on their way */
	bool handed; /**< one of it lies in the box */
};

/* keyboard.c */
void keyboard_say(struct keyboard *keyboard, bool alarming, const char *format, ...)
	__attribute__((format(printf, 3, 4)));
/** Whether the person is in. */
bool keyboard_in(const struct keyboard *keyboard);
/** An entry line on a page. */
void keyboard_ask(struct page *page, const char *label, const struct editor *editor);
/** A key of the footer, by the name it has in this mode. */
void keyboard_hint(struct page *page, enum mode mode, enum action_id action, const char *what);

/* arrive.c */
void arrive_begin(struct keyboard *keyboard);
/** Where the place was refused, or lost: chosen anew. */
void arrive_again(struct keyboard *keyboard);
void arrive_answered(struct keyboard *keyboard, enum keyboard_wish wish, const char *refused);
/** False: left. */
bool arrive_key(struct keyboard *keyboard, const struct key *key);
void arrive_page(struct keyboard *keyboard, struct page *page);

/* card.c */
/** The card that can be written now, NULL: none. */
struct draft_card *card_now(struct keyboard *keyboard);
/** False: the key means nothing to it. */
bool card_key(struct keyboard *keyboard, struct draft_card *card, const struct key *key);
void card_page(const struct keyboard *keyboard, const struct draft_card *card, struct page *page);
/** The page on which one's own words are read back. */
void card_read_back(
	const struct keyboard *keyboard, const struct draft_card *card, struct page *page);
void card_answered(struct keyboard *keyboard, const char *refused);
/** Whether words wait that were not sent. */
bool cards_unsent(const struct keyboard *keyboard);
void cards_finish(struct keyboard *keyboard);

/* group.c */
/** Whether cards can be put into themes now. */
bool group_now(const struct keyboard *keyboard);
/** Keeps the focus on its entry; takes away what is asked where it cannot be done any more. */
void group_follow(struct keyboard *keyboard);
/** False: the key means nothing to it. */
bool group_key(struct keyboard *keyboard, const struct key *key);
void group_page(struct keyboard *keyboard, struct page *page);
void group_answered(struct keyboard *keyboard, enum keyboard_wish wish, const char *refused);
/** Whether a name waits that was not sent. */
bool group_unsent(const struct keyboard *keyboard);
void group_finish(struct keyboard *keyboard);

/* word.c */
void word_open(struct keyboard *keyboard);
void word_key(struct keyboard *keyboard, const struct key *key);
void word_page(const struct keyboard *keyboard, struct page *page);

/* here.c */
/** What is asked of this person, in the words of somebody with a keyboard of their own. */
const char *here_task(const struct keyboard *keyboard);
/** What happens to the answer, where it differs from what the room is told; else NULL. */
const char *here_fate(const struct keyboard *keyboard);
/** Follows the vote that is shown. */
void here_follow(struct keyboard *keyboard);
bool here_ballot_key(struct keyboard *keyboard, const struct key *key);
void here_ballot_answered(struct keyboard *keyboard, const char *refused);
bool here_act(struct keyboard *keyboard, enum action_id action);
void here_state(const struct keyboard *keyboard, struct page *page);
/** Whether the shown vote takes a ballot of this keyboard now. */
bool here_votes(const struct keyboard *keyboard);
/** Whether a hand can be raised now. */
bool here_hand(const struct keyboard *keyboard);
/** Whether "ready" means something now. */
bool here_quiet(const struct keyboard *keyboard);

#endif
