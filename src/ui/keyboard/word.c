/* A word somebody stops on: typed alone, so that it is said in one breath. */
#include "state.h"

#include "roundtable/base/i18n.h"
#include "roundtable/base/text.h"
#include "roundtable/ui/keymap.h"

void word_open(struct keyboard *keyboard)
{
	keyboard->word_asked = true;
	keyboard->word.limit = TEXT_NAME;
}

static void send_word(struct keyboard *keyboard)
{
	char *word = editor_take(&keyboard->word);

	if (word[0] != '\0')
		keyboard->config.ports.word(
			keyboard->config.ports.context, keyboard->sight.audience->stage, word);
	keyboard->word_asked = word[0] == '\0';
	array_free(word);
}

void word_key(struct keyboard *keyboard, const struct key *key)
{
	enum action_id action = keymap_find(MODE_OWN_ENTRY, key->code);

	if (action == ACTION_TAKE)
		send_word(keyboard);
	else if (key->code == KEYS_ESC)
		keyboard->word_asked = false;
	else if (!editor_key(&keyboard->word, key))
		keyboard_say(keyboard, true, "%s", _("Type the word, or go back with Esc."));
}

void word_page(const struct keyboard *keyboard, struct page *page)
{
	page_add(page, LINE_QUESTION, _("Which word shall be explained?"));
	page_add(page, LINE_TEXT,
		_("The room sees the word, and not who asked. What it means to this group stands "
		  "in the minutes."));
	keyboard_ask(page, _("The word"), &keyboard->word);
	keyboard_hint(page, MODE_OWN_ENTRY, ACTION_TAKE, _("ask"));
	page_hint(page, "Esc", _("back"));
}
