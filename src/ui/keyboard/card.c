/* A card of one's own: written column by column, read back, sent. */
#include "state.h"

#include "roundtable/base/mem.h"
#include "roundtable/base/text.h"

struct draft_card *card_now(struct keyboard *keyboard)
{
	const struct audience *audience = keyboard->sight.audience;

	if (!keyboard_in(keyboard) || audience->columns == NULL ||
		audience->state != AUDIENCE_STAGE)
		return NULL;
	struct draft_card *card = NULL;
	for (size_t i = 0; i < keyboard->drafts.count; i++)
		if (keyboard->drafts.items[i].stage == audience->stage)
			card = &keyboard->drafts.items[i];
	if (card == NULL) {
		card = array_push(&keyboard->drafts);
		*card = (struct draft_card){.stage = audience->stage};
	}
	while (card->lines.count < audience->columns->count)
		*array_push(&card->lines) = (struct editor){0};
	if (card->at >= audience->columns->count)
		card->at = 0;
	return card;
}

static void texts_of(const struct draft_card *card, struct texts *words)
{
	for (size_t i = 0; i < card->lines.count; i++) {
		const char *typed = editor_text(&card->lines.items[i]);
		char *text = text_sanitise(
			typed, card->lines.items[i].text.count, false, TEXT_CARD, NULL);
		texts_add(words, text);
		array_free(text);
	}
}

static bool empty(const struct draft_card *card)
{
	struct texts words = {0};
	bool nothing = true;

	texts_of(card, &words);
	for (size_t i = 0; i < words.count; i++)
		nothing &= words.items[i][0] == '\0';
	texts_finish(&words);
	return nothing;
}

static void clear(struct draft_card *card)
{
	for (size_t i = 0; i < card->lines.count; i++)
		editor_set(&card->lines.items[i], "");
	card->at = 0;
	card->reading_back = false;
}

static void send(struct keyboard *keyboard, struct draft_card *card)
{
	const struct keyboard_ports *ports = &keyboard->config.ports;
	struct sent_card *sent = array_push(&keyboard->sent);

	*sent = (struct sent_card){.stage = card->stage};
	texts_of(card, &sent->words);
	clear(card);
	ports->card(ports->context, sent->stage, &sent->words);
}

/* The words come back to where they were written, unless others stand there by now. */
static void give_back(struct keyboard *keyboard, const struct sent_card *sent, const char *refused)
{
	for (size_t i = 0; i < keyboard->drafts.count; i++) {
		struct draft_card *card = &keyboard->drafts.items[i];
		if (card->stage != sent->stage || !empty(card))
			continue;
		for (size_t k = 0; k < sent->words.count && k < card->lines.count; k++)
			editor_set(&card->lines.items[k], sent->words.items[k]);
		keyboard_say(keyboard, true, "%s", refused);
		return;
	}
	keyboard_say(keyboard, true, _("Not taken: “%s”. %s"), sent->words.items[0], refused);
}

void card_answered(struct keyboard *keyboard, const char *refused)
{
	if (keyboard->sent.count == 0)
		return;
	struct sent_card sent = keyboard->sent.items[0];
	array_remove(&keyboard->sent, 0);
	if (refused == NULL)
		keyboard_say(keyboard, false, "%s", _("Taken. It is kept with the session."));
	else
		give_back(keyboard, &sent, refused);
	texts_finish(&sent.words);
}

bool cards_unsent(const struct keyboard *keyboard)
{
	for (size_t i = 0; i < keyboard->drafts.count; i++)
		if (!empty(&keyboard->drafts.items[i]))
			return true;
	return keyboard->sent.count > 0;
}

void cards_finish(struct keyboard *keyboard)
{
	for (size_t i = 0; i < keyboard->drafts.count; i++) {
		struct draft_card *card = &keyboard->drafts.items[i];
		for (size_t k = 0; k < card->lines.count; k++)
			editor_finish(&card->lines.items[k]);
		array_finish(&card->lines);
	}
	array_finish(&keyboard->drafts);
	for (size_t i = 0; i < keyboard->sent.count; i++)
		texts_finish(&keyboard->sent.items[i].words);
	array_finish(&keyboard->sent);
}

/* --- keys --- */

/* Enter: the next column, and after the last one back to read. */
static void take(struct keyboard *keyboard, struct draft_card *card)
{
	if (card->at + 1 < card->lines.count)
		card->at++;
	else if (empty(card))
		keyboard_say(keyboard, true, "%s", _("Type some words first."));
	else
		card->reading_back = true;
}

static bool reading_key(struct keyboard *keyboard, struct draft_card *card, const struct key *key)
{
	if (key->code == KEYS_ENTER) {
		send(keyboard, card);
	} else if (key->code == KEYS_BACKSPACE || key->code == KEYS_ESC) {
		card->reading_back = false;
		card->at = 0;
	} else {
		return false;
	}
	return true;
}

bool card_key(struct keyboard *keyboard, struct draft_card *card, const struct key *key)
{
	struct editor *line = &card->lines.items[card->at];
	size_t columns = card->lines.count;

	if (card->reading_back)
		return reading_key(keyboard, card, key);
	if (editor_key(line, key)) {
		if (line->full)
			keyboard_say(keyboard, true, "%s",
				_("This line is full. Press Enter to take it."));
		return true;
	}
	switch ((int)keymap_find(MODE_OWN_ENTRY, key->code)) {
	case ACTION_TAKE:
		take(keyboard, card);
		return true;
	case ACTION_MORE:
		card->at = (card->at + 1) % columns;
		return true;
	case ACTION_LESS:
		card->at = (card->at + columns - 1) % columns;
		return true;
	}
	return false;
}

/* --- pages --- */

static const char *name_of(const struct keyboard *keyboard, size_t column)
{
	const struct columns *columns = keyboard->sight.audience->columns;
	const char *name = column < columns->count ? columns->items[column].name : "";

	return name != NULL && name[0] != '\0' ? name : _("Your card");
}

/* What can be chosen; its beginning is enough, and what that is stands under it. */
static void choices_line(
	const struct keyboard *keyboard, const struct draft_card *card, struct page *page)
{
	const struct texts *choices = audience_choices(keyboard->sight.audience, card->at);
	struct buf list = {0};

	for (size_t i = 0; i < choices->count; i++)
		buf_format(&list, "%s%s", i > 0 ? ", " : "", choices->items[i]);
	if (choices->count > 0)
		page_addf(page, LINE_TEXT, _("One of these: %s."), buf_text(&list));
	buf_finish(&list);
}

void card_page(const struct keyboard *keyboard, const struct draft_card *card, struct page *page)
{
	choices_line(keyboard, card, page);
	keyboard_ask(page, name_of(keyboard, card->at), &card->lines.items[card->at]);
	if (card->lines.count > 1)
		page_hint(page, "Tab", _("next column"));
}

void card_read_back(
	const struct keyboard *keyboard, const struct draft_card *card, struct page *page)
{
	const struct audience *audience = keyboard->sight.audience;
	struct texts words = {0};

	texts_of(card, &words);
	page_add(page, LINE_QUESTION, _("You wrote:"));
	for (size_t i = 0; i < words.count; i++)
		if (words.count == 1)
			page_add(page, LINE_SENTENCE, words.items[i]);
		else
			page_addf(page, LINE_SENTENCE, "%s: %s", name_of(keyboard, i),
				words.items[i]);
	texts_finish(&words);
	page_add(page, LINE_GAP, "");
	page_add(page, LINE_DO, _("Enter = send it. Backspace = change it."));
	if (audience_keeps(audience->fate) != NULL)
		page_add(page, LINE_FATE, audience_keeps(audience->fate));
	page_hint(page, "Enter", _("send"));
	page_hint(page, "Backspace", _("change"));
}
