#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "asks.h"

#include <stdio.h>
#include <string.h>

const char *asks_authority(const struct hall *hall)
{
	return strstr(service_door(hall->service)->url, "://") + 3;
}

/* A request as a well-behaved client writes it. */
void asks_write(const struct hall *hall, const char *request, const char *token, const char *body,
	struct buf *out)
{
	buf_format(out, "%s HTTP/1.1\r\nHost: %s\r\n", request, asks_authority(hall));
	if (token != NULL)
		buf_format(out, "Authorization: Bearer %s\r\n", token);
	if (body != NULL)
		buf_format(out, "Content-Type: application/json\r\nContent-Length: %zu\r\n\r\n%s",
			strlen(body), body);
	else
		buf_text_add(out, "\r\n");
}

void asks_card(const struct hall *hall, const char *token, const char *nonce, struct buf *out)
{
	struct buf body = {0};

	buf_format(&body, "{\"nonce\":\"%s\",\"words\":[\"%s\"]}", nonce, nonce);
	asks_write(hall, "POST /card", token, buf_text(&body), out);
	buf_finish(&body);
}

void asks_ballot(const struct hall *hall, const char *token, int64_t poll, const char *nonce,
	const char *marks, struct buf *out)
{
	struct buf body = {0};

	buf_format(&body, "{\"nonce\":\"%s\",\"poll\":%lld,\"marks\":%s}", nonce, (long long)poll,
		marks);
	asks_write(hall, "POST /ballot", token, buf_text(&body), out);
	buf_finish(&body);
}

void guest_says(struct guest *guest, const struct buf *request)
{
	guest_send(guest, request->bytes, request->count);
}

int times_heard(const struct buf *heard, const char *part)
{
	int found = 0;

	for (const char *at = buf_text(heard); (at = strstr(at, part)) != NULL; at++)
		found++;
	return found;
}

void asks_form(const struct hall *hall, const char *token, const char *body, struct buf *out)
{
	buf_format(out,
		"POST /act HTTP/1.1\r\nHost: %s\r\nOrigin: http://%s\r\nCookie: roundtable=%s\r\n"
		"Content-Type: application/x-www-form-urlencoded\r\nContent-Length: %zu\r\n\r\n%s",
		asks_authority(hall), asks_authority(hall), token, strlen(body), body);
}

void asks_join(struct hall *hall, const char *rest)
{
	char body[128];

	snprintf(
		body, sizeof body, "{\"code\":\"%s\",%s}", service_door(hall->service)->code, rest);
	if (hall_ask(hall, "POST /join", NULL, body) != 200)
		fail_msg("%s", hall_body);
}
