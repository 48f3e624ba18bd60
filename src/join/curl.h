#ifndef ROUNDTABLE_SRC_JOIN_CURL_H
#define ROUNDTABLE_SRC_JOIN_CURL_H

#include "roundtable/base/error.h"

/* its checks of types are macros, which stand in the way of pointers to functions */
#define CURL_DISABLE_TYPECHECK
#include <curl/curl.h>
#undef curl_easy_getinfo
#undef curl_easy_setopt
#undef curl_multi_setopt

/* libcurl, loaded when somebody joins. */
/* clang-format off: one a line, whatever the lengths */
#define CURL_FUNCTIONS(X)                                                                          \
	X(curl_easy_cleanup)                                                                       \
	X(curl_easy_getinfo)                                                                       \
	X(curl_easy_init)                                                                          \
	X(curl_easy_setopt)                                                                        \
	X(curl_global_cleanup)                                                                     \
	X(curl_global_init)                                                                        \
	X(curl_multi_add_handle)                                                                   \
	X(curl_multi_cleanup)                                                                      \
	X(curl_multi_info_read)                                                                    \
	X(curl_multi_init)                                                                         \
	X(curl_multi_remove_handle)                                                                \
	X(curl_multi_setopt)                                                                       \
	X(curl_multi_socket_action)                                                                \
	X(curl_slist_append)                                                                       \
	X(curl_slist_free_all)
/* clang-format on */

struct curl {
#define DECLARE(name) __typeof__(name) *name;
	CURL_FUNCTIONS(DECLARE)
#undef DECLARE
};

bool curl_load(struct curl *curl, struct error *err);

#endif
