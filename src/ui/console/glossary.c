/* The glossary: words somebody stopped on, and what this group means by them. */
#include "state.h"

/* No word has this id. */
enum { NEW_WORD = 0 };

static void chosen(struct console *console, int64_t word, int64_t unused)
{
	(void)unused;
	form_open(console, word == NEW_WORD ? FORM_WORD : FORM_MEANING, word, 0);
}

static void add(struct pick *pick, const struct term *term)
{
	const char *meaning = term->meaning != NULL ? term->meaning : _("(erased)");

	pick_add(pick, term->id, term->word != NULL ? term->word : _("(erased)"),
		term_waits(term) ? _("waits for a meaning") : meaning);
}

/* With an empty one there is nothing to choose. */
void glossary_open(struct console *console)
{
	const struct glossary *glossary = &console_model(console)->glossary;
	struct pick *pick = NULL;

	for (int waits = 1; waits >= 0; waits--)
		for (size_t i = 0; i < glossary->count; i++) {
			const struct term *term = &glossary->items[i];
			if (term->withdrawn || term_waits(term) != waits)
				continue;
			if (pick == NULL) {
				pick = pick_open(console, _("A new word, or what one means here"),
					false, chosen, 0);
				pick_add(pick, NEW_WORD, _("A new word"), "");
			}
			add(pick, term);
		}
	if (pick == NULL)
		form_open(console, FORM_WORD, 0, 0);
}
