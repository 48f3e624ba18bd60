/* The Wi-Fi that people's devices are to be in. */
#include "../form.h"

static bool fill(struct console *console, struct form *form)
{
	form_set(form, 0, console->wall.network);
	form_set(form, 1, console->wall.password);
	return true;
}

static bool submit(struct console *console, struct form *form)
{
	array_free(console->wall.network);
	array_free(console->wall.password);
	console->wall.network = form_text(form, 0);
	console->wall.password = form_text(form, 1);
	return true;
}

const struct form_spec network_form = {"network", N_("A code for the Wi-Fi"),
	{WORDS(N_("Name of the Wi-Fi"), N_("as devices list it")),
		MAYBE(N_("Password"), N_("empty: it has none; it is kept nowhere"))},
	fill, submit, true};
