/* What the session tells: server-sent events, each a whole state of one line of data. */
#include "internal.h"

#include "roundtable/codec/audience.h"

#include <string.h>

static void take_audience(struct join *join, const char *json)
{
	struct audience audience = {0};

	/* on the same machine everybody may look on, also with a token that is forgotten */
	if (!codec_audience_read(json, strlen(json), &audience, NULL))
		return; /* a newer host says what we cannot read: what was last read stands */
	audience_finish(&join->audience);
	join->audience = audience;
	join->told = true;
	join->heard++;
	join->state = JOIN_FOLLOWING;
}

static void take_me(struct join *join, const char *json)
{
	struct participant me = {0};
	void *backing = NULL;

	if (!codec_participant_read(json, strlen(json), &me, &backing, NULL))
		return;
	codec_release(join->me_backing);
	join->me = me;
	join->me_backing = backing;
	join->heard++;
	join->state = JOIN_FOLLOWING;
	/* what was handed in for this place is not handed in by itself for another */
	if (me.state == PARTICIPANT_OUT)
		join_forget(&join->token);
}

/* What follows the name of a field, NULL when it is another one. */
static const char *value_of(const char *line, const char *field)
{
	size_t length = strlen(field);

	if (strncmp(line, field, length) != 0 || line[length] != ':')
		return NULL;
	return line + length + 1 + (line[length + 1] == ' ');
}

static void take_line(struct join *join)
{
	const char *line = buf_text(&join->line), *value;

	if (line[0] == '\0')
		join->about_me = false;
	else if ((value = value_of(line, "event")) != NULL)
		join->about_me = strcmp(value, "you") == 0;
	else if ((value = value_of(line, "data")) != NULL && join->about_me)
		take_me(join, value);
	else if (value != NULL)
		take_audience(join, value);
}

static size_t on_bytes(char *bytes, size_t size, size_t count, void *context)
{
	struct join *join = context;
	size_t length = size * count;

	for (size_t i = 0; i < length; i++) {
		if (bytes[i] == '\n') {
			take_line(join);
			buf_clear(&join->line);
		} else if (join->line.count >= EVENT_BYTES_MAX) {
			return 0; /* ends the transfer */
		} else if (bytes[i] != '\r') {
			buf_byte(&join->line, bytes[i]);
		}
	}
	return length;
}

static void stop(struct join *join)
{
	if (join->streaming)
		join->curl.curl_multi_remove_handle(join->multi, join->stream);
	join->streaming = false;
	join->retry_at = INT64_MAX;
	join->curl.curl_slist_free_all(join->stream_headers);
	join->stream_headers = NULL;
}

void follow_begin(struct join *join)
{
	stop(join);
	buf_clear(&join->line);
	join->about_me = false;
	join_set_up(join, join->stream, "/events");
	join->stream_headers = join_token_header(join, NULL);
	join->curl.curl_easy_setopt(join->stream, CURLOPT_HTTPHEADER, join->stream_headers);
	join->curl.curl_easy_setopt(join->stream, CURLOPT_FAILONERROR, 1L);
	join->curl.curl_easy_setopt(join->stream, CURLOPT_LOW_SPEED_LIMIT, 1L);
	join->curl.curl_easy_setopt(join->stream, CURLOPT_LOW_SPEED_TIME, (long)SILENCE_S);
	join->curl.curl_easy_setopt(join->stream, CURLOPT_WRITEFUNCTION, on_bytes);
	join->curl.curl_easy_setopt(join->stream, CURLOPT_WRITEDATA, join);
	if (join->state == JOIN_APART)
		join->state = JOIN_CONNECTING;
	join->streaming = true;
	join->curl.curl_multi_add_handle(join->multi, join->stream);
}

void follow_end(struct join *join)
{
	stop(join);
	join->state = JOIN_APART;
}

void follow_lost(struct join *join)
{
	long status = 0;

	join->curl.curl_easy_getinfo(join->stream, CURLINFO_RESPONSE_CODE, &status);
	stop(join);
	if (join->state == JOIN_FOLLOWING)
		join->state = JOIN_LOST;
	if (join->device && status == 401)
		ask_anew(join);
	else
		join->retry_at = join_now(join) + RETRY_MS;
}

void follow_finish(struct join *join)
{
	stop(join);
	join->curl.curl_easy_cleanup(join->stream);
	buf_finish(&join->line);
	audience_finish(&join->audience);
	codec_release(join->me_backing);
}
