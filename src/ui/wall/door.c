/* How people's own devices come in: what there is to type, and a picture of it for cameras. */
#include "roundtable/ui/wall.h"

#include "roundtable/base/i18n.h"

#include <string.h>

/*
 * Adds a URL in capital letters up to its path: codes need fewer squares for those, and in scheme
 * and host they mean the same.
 */
static void add_capitals(struct buf *out, const char *url)
{
	const char *host = strstr(url, "://");
	size_t length = host != NULL ? 3 + (size_t)(host - url) : 0;

	length += strcspn(url + length, "/");
	for (size_t i = 0; i < length; i++)
		buf_byte(out, (char)(url[i] >= 'a' && url[i] <= 'z' ? url[i] - 'a' + 'A' : url[i]));
	buf_text_add(out, url + length);
}

void wall_door_pictures(const struct audience_door *door, struct page *page)
{
	struct buf url = {0}, whole = {0};

	add_capitals(&url, door->url);
	buf_format(&whole, "%s/j/%s", buf_text(&url), door->long_code);
	if (door->long_code != NULL)
		page_qr(page, buf_text(&whole), NULL);
	page_qr(page, buf_text(&url), NULL);
	buf_finish(&url);
	buf_finish(&whole);
}

/* A value as phones read it: what parts values stands after a backslash. */
static void add_escaped(struct buf *out, const char *text)
{
	for (; *text != '\0'; text++) {
		if (strchr("\\;,:\"", *text) != NULL)
			buf_byte(out, '\\');
		buf_byte(out, *text);
	}
}

static void add_network(const struct audience_door *door, struct page *page)
{
	const char *password = door->password != NULL ? door->password : "";
	struct buf text = {0};

	page_addf(page, LINE_QUESTION, _("Wi-Fi: %s"), door->network);
	if (password[0] != '\0')
		page_addf(page, LINE_QUESTION, _("Password: %s"), password);
	buf_text_add(&text, password[0] != '\0' ? "WIFI:T:WPA;S:" : "WIFI:T:nopass;S:");
	add_escaped(&text, door->network);
	if (password[0] != '\0') {
		buf_text_add(&text, ";P:");
		add_escaped(&text, password);
	}
	buf_text_add(&text, ";;");
	page_qr(page, buf_text(&text), NULL);
	buf_finish(&text);
}

void wall_door(const struct audience_door *door, struct page *page)
{
	page->poster = true;
	page_add(page, LINE_TITLE, _("With your own device"));
	if (door->network != NULL) {
		add_network(door, page);
		return;
	}
	page_add(page, LINE_QUESTION, door->url);
	if (door->code != NULL)
		page_addf(page, LINE_QUESTION, _("Code: %s"), door->code);
	wall_door_pictures(door, page);
	page_add(page, LINE_TEXT, _("No device? Say it, or vote on paper or by the keyboard."));
}
