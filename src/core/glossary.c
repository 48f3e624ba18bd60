/* The glossary: words somebody stopped on, and what this group means by them. */
#include "rule.h"

#include "roundtable/base/text.h"

#include <string.h>

enum { TERMS_MAX = 500 };

const struct term *model_term_named(const struct model *model, const char *word)
{
	for (size_t i = 0; i < model->glossary.count; i++) {
		const struct term *term = &model->glossary.items[i];
		if (!term->withdrawn && term->word != NULL && text_same_folded(term->word, word))
			return term;
	}
	return NULL;
}

bool term_waits(const struct term *term)
{
	return !term->withdrawn && term->word != NULL && term->meaning != NULL &&
	       term->meaning[0] == '\0';
}

bool word_is_free(struct deciding *d, const char *word, int64_t but)
{
	const struct term *term = model_term_named(d->model, word);

	return term == NULL || term->id == but || refuse(d, REFUSED_WORD_KNOWN, term->id);
}

/* Who asked is nobody's business. A meaning for a word that waits for one is given to it. */
bool decide_word_asked(struct deciding *d)
{
	const struct texts *words = &d->command->words;
	const struct term *term = model_term_named(d->model, words->items[0]);
	bool explained = words->count > 1 && words->items[1][0] != '\0';

	if (words->count > 2)
		return refuse(d, REFUSED_NO_THING, 0);
	if (term != NULL && !(explained && term_waits(term)))
		return refuse(d, REFUSED_WORD_KNOWN, term->id);
	if (term == NULL && d->model->glossary.count >= TERMS_MAX)
		return refuse(d, REFUSED_TOO_MANY, TERMS_MAX);
	struct event *event = deciding_add(d);
	if (event->by > 0)
		event->by = BY_NOBODY;
	if (event->words.count < 2)
		texts_add(&event->words, "");
	if (term == NULL)
		return true;
	event->kind = EVENT_WORDS_CHANGED;
	body_finish(&event->body);
	event->body = (struct body){.thing = term->id, .part = 1};
	texts_finish(&event->words);
	texts_add(&event->words, words->items[1]);
	return true;
}

void apply_word_asked(struct model *model, const struct event *event)
{
	*array_push(&model->glossary) = (struct term){.id = event->seq,
		.stage = known_stage(model, event->body.stage),
		.word = event_word(event, 0),
		.meaning = event_word(event, 1)};
}

void audience_add_words(struct audience *audience, const struct model *model)
{
	for (size_t i = 0; i < model->glossary.count; i++) {
		const struct term *term = &model->glossary.items[i];
		if (term_waits(term))
			*array_push(&audience->words) =
				(struct audience_word){.id = term->id, .word = term->word};
	}
}
