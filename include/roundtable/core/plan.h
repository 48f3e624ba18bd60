#ifndef ROUNDTABLE_CORE_PLAN_H
#define ROUNDTABLE_CORE_PLAN_H

#include "roundtable/base/array.h"
#include "roundtable/base/buf.h"
#include "roundtable/base/i18n.h"
#include "roundtable/core/setting.h"

#include <stdbool.h>
#include <stddef.h>

/** What a column of a collect stage takes. */
enum column_type {
	COLUMN_TEXT,
	COLUMN_NUMBER,
	COLUMN_DATE,
	COLUMN_PERSON,
	COLUMN_ROLE,
	COLUMN_CHOICE, /**< one of the column's choices */
	COLUMN_TYPES,
};

/** The word for a column type in a programme file ("text" ... "one of"). */
const char *column_type_name(enum column_type type);

struct column {
	char *name;
	enum column_type type;
	struct texts choices; /**< COLUMN_CHOICE */
};

/** One step of a programme. */
struct stage {
	char *name; /**< for references; NULL when the programme gives none */
	char *title;
	enum activity activity;
	int minutes;
	char *prompt;       /**< paragraphs parted by an empty line; "" when there is none */
	char *notes;        /**< the facilitator's private notes; "" when there are none */
	struct texts items; /**< the numbered list: key points, options, kinds, statements */
	struct columns {
		struct column *items;
		size_t count, capacity;
	} columns;
	struct setting_value
		settings[SETTINGS]; /**< by enum setting; what is not given holds its default */
};

/** A role participants speak from. Roles that belong together may name the same group. */
struct role {
	char *name;
	char *group; /**< group of roles, or NULL */
};

/**
 * What workshops are held for: what the lists of programmes are sorted by, in this order.
 * X(ID, "word in a programme file").
 */
#define PURPOSE_LIST(X)                                                                            \
	X(STARTING, N_("starting together"))                                                       \
	X(MATTERS, N_("finding out what matters"))                                                 \
	X(PLANNING, N_("planning the work"))                                                       \
	X(DECIDING, N_("deciding"))                                                                \
	X(OURSELVES, N_("looking at ourselves"))                                                   \
	X(CHECKING, N_("checking how it goes"))                                                    \
	X(ENDING, N_("ending and passing on"))                                                     \
	X(TRYING, N_("trying the program"))

enum purpose {
	PURPOSE_NONE, /**< not said */
#define X(id, word) PURPOSE_##id,
	PURPOSE_LIST(X)
#undef X
		PURPOSES,
};

/** The word for a purpose in a programme file, not translated; NULL for PURPOSE_NONE. */
const char *purpose_name(enum purpose purpose);

/** A programme as read: what a session is held after. */
struct plan {
	char *title;
	enum purpose kind; /**< what it is for, in a word of the list */
	char *for_whom;    /**< who it is for; NULL, as the next two, when it is not said */
	char *comes_out;   /**< what there is at the end */
	char *sources;     /**< what it draws on */
	int fewest, most;  /**< for how many people; 0: not said */
	char *purpose; /**< what it is about: the text before the first stage; "" when there is none
			*/
	char *language; /**< BCP 47 tag, "en" unless given */
	int minutes;    /**< the length the programme declares; 0: none, the stages' sum counts */
	struct roles {
		struct role *items;
		size_t count, capacity;
	} roles;
	struct stages {
		struct stage *items;
		size_t count, capacity;
	} stages;
	struct plan_people { /**< made-up participants a tour brings */
		struct plan_person {
			char *name;
			char *role;
		} * items;
		size_t count, capacity;
	} people;
};

/** Frees what the plan owns and leaves an empty one. Takes NULL. */
void plan_finish(struct plan *plan);
/** Deep copy of `from`; what `to` held is freed. */
void plan_copy(struct plan *to, const struct plan *from);
/** Appends a stage with default settings and empty texts; valid until the next one is added. */
struct stage *plan_add_stage(struct plan *plan);
/** The sum of the stages' minutes, with or without the optional ones. */
int plan_stage_minutes(const struct plan *plan, bool with_optional);
/** Appends by number which of these words a text can mean: the one that it is; else all that begin
 * so; else all in which a later word begins so. Any case; "": all there are. */
void texts_meant(const struct texts *words, const char *text, struct ids *meant);
/** Appends what can be chosen in a column: its choices, or the roles; nothing for other columns. */
void column_words(const struct plan *plan, const struct column *column, struct texts *words);
/** The number of the one role that a text can mean, see texts_meant(); -1 when it is none or can be
 * several. */
int plan_role(const struct plan *plan, const char *text);
/** Appends the roles which a text can mean, parted by ", ". How many they are. */
size_t plan_roles_meant(const struct plan *plan, const char *text, struct buf *names);

/** The stage whose cards a stage works on: itself, or its `from` followed to the end. */
int plan_source(const struct plan *plan, int stage);
/**
 * Appends what the cards of a stage have to say when it is shown: the columns of the stage they
 * come from (one without a name where it has none), then those which later stages up to this one
 * ask about the same cards. Shallow copies: only the array is the caller's. Nothing where a stage
 * collects no cards.
 */
void plan_columns(const struct plan *plan, int stage, struct columns *columns);
/** The number of the column with this name (`length` bytes, folded, spaces at its ends left out),
 * -1 when there is none. */
int columns_find(const struct columns *columns, const char *name, size_t length);

/** The number a setting holds: number, minutes, 0/1 of yes/no, index of a word, or stage index (-1:
 * none). */
int64_t stage_setting(const struct stage *stage, enum setting setting);
/** Whether a stage reads back this meeting, at its end; or the one before it, at the beginning. */
bool stage_reads_this(const struct stage *stage);
bool stage_reads_last(const struct stage *stage);
/** Whether stages of two programmes are taken for the same: the same activity and the same name or,
 * where one of them gives none, the same title. */
bool stage_same(const struct stage *one, const struct stage *other);
/** Whether people of this role (-1: not said) can vote in a stage of the plan: where it names roles
 * or groups of roles, only these can. */
bool stage_lets_vote(const struct plan *plan, const struct stage *stage, int role);
/** The text of a SETTING_TYPE_TEXT or _ROLES setting, or NULL. */
const char *stage_setting_text(const struct stage *stage, enum setting setting);

#endif
