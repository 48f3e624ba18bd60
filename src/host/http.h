#ifndef ROUNDTABLE_SRC_HOST_HTTP_H
#define ROUNDTABLE_SRC_HOST_HTTP_H

#include "roundtable/base/error.h"

#include <microhttpd.h>

/* libmicrohttpd, loaded when the first visitor comes. */
/* clang-format off: one a line, whatever the lengths */
#define HTTP_FUNCTIONS(X)                                                                          \
	X(MHD_add_connection)                                                                      \
	X(MHD_add_response_header)                                                                 \
	X(MHD_create_response_from_buffer)                                                         \
	X(MHD_create_response_from_callback)                                                       \
	X(MHD_destroy_response)                                                                    \
	X(MHD_get_connection_info)                                                                 \
	X(MHD_get_connection_values_n)                                                             \
	X(MHD_get_daemon_info)                                                                     \
	X(MHD_get_timeout)                                                                         \
	X(MHD_lookup_connection_value)                                                             \
	X(MHD_queue_response)                                                                      \
	X(MHD_resume_connection)                                                                   \
	X(MHD_run)                                                                                 \
	X(MHD_start_daemon)                                                                        \
	X(MHD_stop_daemon)                                                                         \
	X(MHD_suspend_connection)
/* clang-format on */

struct http {
#define DECLARE(name) __typeof__(name) *name;
	HTTP_FUNCTIONS(DECLARE)
#undef DECLARE
};

bool http_load(struct http *http, struct error *err);

#endif
