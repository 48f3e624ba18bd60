#ifndef ROUNDTABLE_UI_CONSOLE_FORM_H
#define ROUNDTABLE_UI_CONSOLE_FORM_H

#include "state.h"

/* A form: a few fields asked one under the other. What is half typed is kept as a draft. */

enum { SPEC_FIELDS_MAX = 11 };

enum field_kind {
	FIELD_WORDS,  /**< any text */
	FIELD_NAME,   /**< a name or a role: words of at most TEXT_NAME */
	FIELD_PERSON, /**< a name of the roster, complete from its beginning; other words stay as
			 typed when Enter says so twice, see on_roster */
	FIELD_ONE_OF, /**< the same with one of the field's words, also by its number */
	FIELD_DATE,   /**< see day_parse() */
	FIELD_NUMBER,
	FIELD_CHOICE, /**< one of `choices`, with the arrows or a digit */
	FIELD_ROLE,   /**< a role of the programme; a choice */
};

struct field {
	const char *label;
	const char *hint; /**< what to type, shown while the field is empty */
	enum field_kind kind;
	const char *const *choices; /**< FIELD_CHOICE: ended by NULL */
	bool required;
	bool private;   /**< never kept as a draft */
	bool on_roster; /**< FIELD_PERSON: words that name nobody of the roster are not taken */
};

struct form;

struct form_spec {
	const char *name; /**< for the draft's place */
	const char *title;
	struct field fields[SPEC_FIELDS_MAX]; /**< ended by one without a label */
	/**
	 * Fills the fields at opening; adds fields of its own for lists. False: what it is about is
	 * not there. NULL: all empty.
	 */
	bool (*fill)(struct console *console, struct form *form);
	/** Runs the command; true closes the form. */
	bool (*submit)(struct console *console, struct form *form);
	bool private; /**< opens only when nobody looks on; none of it is kept as a draft */
	/** What a field is called as things stand; NULL: by its label. May be NULL. */
	const char *(*label)(struct console *console, const struct form *form, size_t field);
};

struct form {
	enum form_id id;
	const struct form_spec *spec;
	int64_t thing, part;
	char *about;   /**< a line above the fields: what it is about, or NULL */
	char *explain; /**< what may be typed, or NULL */
	bool warned;   /**< said that what is private would be lost */
	size_t count, capacity, focus;
	struct form_field {
		struct field field;
		char *label;        /**< a label of its own, or NULL */
		int64_t id;         /**< what a field of a list stands for */
		struct texts words; /**< FIELD_ONE_OF */
		struct editor editor;
		int choice;
		size_t typed; /**< of the number of a choice */
		int filled;   /**< the choice as it was filled in */
		char *was;    /**< the text as it was filled in */
		bool kept;    /**< words that name no person or role, and stay: filled in, or said
				 so */
	} * fields;
};

/** The spec of each form. */
extern const struct form_spec *const form_specs[FORMS];
extern const struct form_spec note_form, action_form, park_form, person_new_form, person_form,
	voice_form, reword_form, leave_out_form, gap_form, hands_form, void_form, tellers_form,
	burden_form, reason_form, decide_form, mend_form, care_form, naming_form, meeting_form,
	correct_form, action_answer_form, minutes_form, slips_form, copy_form, wrong_name_form,
	step_out_form, stand_in_form, network_form, word_form, meaning_form, rule_form, bearer_form,
	objection_form, met_form, minority_form, review_form, again_form, amend_form,
	action_came_form, advice_form, split_form;

/** "not asked", "yes", "nobody", "not yet known": in the order of enum paid. */
extern const char *const form_paid_choices[];

/** The sanitised text of a field; owned. */
char *form_text(const struct form *form, size_t field);
/** The person named in a field, 0 when the words name nobody of the roster. */
int64_t form_person(struct console *console, const struct form *form, size_t field);
/** The whole name of whom or what the words in a field for a person or a role mean; NULL: nobody.
 */
const char *form_named(struct console *console, const struct form *form, size_t field);
/** False, and says so: the words in a field for a person or a role name none, and are not to stay
 * as they are. */
bool form_known(struct console *console, struct form *form, size_t field);
/** "Amina" while "am" is typed: a line that says who is meant. */
void form_named_line(
	struct console *console, const struct form *form, size_t field, struct page *page);
/** The date of a field: false (and says so) when it is not empty and cannot be read. */
bool form_date(struct console *console, struct form *form, size_t field, day *date);
/** The number of a field; false (and says so) when it is none. Empty counts as 0. */
bool form_number(struct console *console, struct form *form, size_t field, int64_t *number);
/**
 * The person in a field where `before` stood when it was filled: still `before` while the words are
 * those of form_set_person(), for a name that was erased names nobody. Else as form_person().
 */
int64_t form_person_still(struct console *console, const struct form *form, size_t field,
	int64_t before, const char *words);
/** Makes it a field for a cell of this column. */
void form_cell(struct console *console, struct form_field *field, const struct column *column);
/** Adds a field for a list entry; stays where it is until the next is added. */
struct form_field *form_add(struct form *form, const char *label, int64_t id, enum field_kind kind);

/* For the forms in forms/. */

/** Empties the form for the next entry, when one was taken. */
void form_again(struct console *console, struct form *form);
/** Adds the sanitised text of a field to the words of a command. */
void form_say(struct command *command, const struct form *form, size_t index);
/** Puts text (NULL: none) or a date into a field. */
void form_set(struct form *form, size_t index, const char *text);
void form_set_date(struct form *form, size_t index, day date);
/** Puts the name of a person into a field, or with 0 the `words` that stand instead of one (NULL:
 * erased). */
void form_set_person(struct console *console, struct form *form, size_t index, int64_t person,
	const char *words);
/** Says above the fields what the form is about; NULL: words that are gone. */
void form_about(struct form *form, const char *text);
/** The present words of a thing's part (NULL: erased); false when there is no such thing or part.
 */
bool form_thing_words(const struct model *model, int64_t thing, size_t part, const char **words);
/** Whether the poll a form is about is open. */
bool form_poll_open(struct console *console, struct form *form);

/* One field of a spec. */
#define WORDS(label, hint)                                                                         \
	{                                                                                          \
		label, hint, FIELD_WORDS, NULL, true                                               \
	}
#define MAYBE(label, hint)                                                                         \
	{                                                                                          \
		label, hint, FIELD_WORDS, NULL, false                                              \
	}
#define NAME(label)                                                                                \
	{                                                                                          \
		label, NULL, FIELD_NAME, NULL, true                                                \
	}
#define WHO(label, hint)                                                                           \
	{                                                                                          \
		label, hint, FIELD_PERSON, NULL, false                                             \
	}
#define MEMBER(label, hint)                                                                        \
	{                                                                                          \
		label, hint, FIELD_PERSON, NULL, false, false, true                                \
	}
#define DATE(label)                                                                                \
	{                                                                                          \
		label, N_("fri, +2w, 27.11., 2026-11-27; empty: none"), FIELD_DATE, NULL, false    \
	}
#define CHOICE(label, choices)                                                                     \
	{                                                                                          \
		label, NULL, FIELD_CHOICE, choices, false                                          \
	}
#define PRIVATE(label, choices)                                                                    \
	{                                                                                          \
		label, NULL, FIELD_CHOICE, choices, false, true                                    \
	}

#endif
