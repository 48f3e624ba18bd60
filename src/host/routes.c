/* The routes: one table of what may be asked, and what every answer carries. */
#include "internal.h"

#include "roundtable/base/i18n.h"

#include <string.h>

struct route {
	const char *method, *path;
	enum MHD_Result (*handle)(struct host *host, struct MHD_Connection *connection);
};

static enum MHD_Result audience(struct host *host, struct MHD_Connection *connection)
{
	const struct snapshot *newest = snapshot_newest(host);
	struct MHD_Response *response = host->http.MHD_create_response_from_buffer(
		newest->json.count, newest->json.bytes, MHD_RESPMEM_MUST_COPY);

	if (response == NULL)
		return MHD_NO;
	host->http.MHD_add_response_header(
		response, MHD_HTTP_HEADER_CONTENT_TYPE, "application/json");
	return answer(host, connection, MHD_HTTP_OK, response);
}

static const struct route routes[] = {
	{MHD_HTTP_METHOD_GET, "/audience", audience},
	{MHD_HTTP_METHOD_GET, "/events", stream_begin},
};

enum { ROUTES = sizeof routes / sizeof *routes };

enum MHD_Result answer(struct host *host, struct MHD_Connection *connection, unsigned status,
	struct MHD_Response *response)
{
	static const char *const headers[][2] = {
		{"Cache-Control", "no-store"},
		{"Content-Security-Policy", "default-src 'none'"},
		{"X-Content-Type-Options", "nosniff"},
		{"Referrer-Policy", "no-referrer"},
	};

	for (size_t i = 0; i < sizeof headers / sizeof *headers; i++)
		host->http.MHD_add_response_header(response, headers[i][0], headers[i][1]);
	enum MHD_Result result = host->http.MHD_queue_response(connection, status, response);
	host->http.MHD_destroy_response(response);
	return result;
}

enum MHD_Result answer_text(
	struct host *host, struct MHD_Connection *connection, unsigned status, const char *text)
{
	struct buf line = {0};

	buf_format(&line, "%s\n", text);
	struct MHD_Response *response = host->http.MHD_create_response_from_buffer(
		line.count, line.bytes, MHD_RESPMEM_MUST_COPY);
	buf_finish(&line);
	if (response == NULL)
		return MHD_NO;
	host->http.MHD_add_response_header(
		response, MHD_HTTP_HEADER_CONTENT_TYPE, "text/plain; charset=utf-8");
	return answer(host, connection, status, response);
}

enum MHD_Result route(
	struct host *host, struct MHD_Connection *connection, const char *url, const char *method)
{
	bool known = false;

	for (size_t i = 0; i < ROUTES; i++) {
		if (strcmp(routes[i].path, url) != 0)
			continue;
		known = true;
		if (strcmp(routes[i].method, method) == 0)
			return routes[i].handle(host, connection);
	}
	return known ? answer_text(host, connection, MHD_HTTP_METHOD_NOT_ALLOWED,
			       _("This cannot be done here."))
		     : answer_text(
			       host, connection, MHD_HTTP_NOT_FOUND, _("There is nothing here."));
}
