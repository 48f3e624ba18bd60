/* Service and client together: what one says the other has, also after it was away. */
#include "visitor.h"

#include "roundtable/codec/audience.h"
#include "roundtable/join/join.h"

#include <poll.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

/* Lets both run until the client is where it should be. */
static bool joined_within(
	struct venue *venue, struct join *join, enum join_state state, const char *title, int most)
{
	for (int turns = 0; turns < most; turns++) {
		const struct audience *audience = join_audience(join);
		if (join_state(join) == state &&
			(title == NULL || (audience != NULL && audience->title != NULL &&
						  strcmp(audience->title, title) == 0)))
			return true;
		struct pollfd ready[2] = {{.fd = join_fd(join), .events = POLLIN},
			{.fd = venue->host != NULL ? host_fd(venue->host) : -1, .events = POLLIN}};
		poll(ready, 2, 10);
		venue->now += 10;
		if (venue->host != NULL)
			host_run(venue->host);
		join_run(join);
	}
	return false;
}

static bool joined(struct venue *venue, struct join *join, enum join_state state, const char *title)
{
	return joined_within(venue, join, state, title, 2000);
}

static moment test_now(void *context)
{
	const struct venue *venue = context;

	return venue->now;
}

static void test_it_follows_and_comes_back(void **state)
{
	struct venue venue;
	struct error err = {0};

	(void)state;
	venue_open(&venue);
	venue_say(&venue, "{\"title\":\"one\",\"items\":[]}");
	struct join *join = join_create(venue.socket, NULL, (struct clock){test_now, &venue}, &err);
	assert_non_null(join);
	assert_int_equal(join_state(join), JOIN_CONNECTING);
	assert_null(join_audience(join));
	assert_true(joined(&venue, join, JOIN_FOLLOWING, "one"));
	venue_say(&venue, "{\"title\":\"two\",\"items\":[]}");
	assert_true(joined(&venue, join, JOIN_FOLLOWING, "two"));
	venue_say(&venue, "{\"of another kind\":"); /* what cannot be read changes nothing */
	venue_settle(&venue);
	venue_say(&venue, "{\"title\":\"three\",\"items\":[]}");
	assert_true(joined(&venue, join, JOIN_FOLLOWING, "three"));
	host_destroy(venue.host);
	venue.host = NULL;
	assert_true(joined(&venue, join, JOIN_LOST, "three")); /* what was shown last stays */
	venue_serve(&venue);
	venue_say(&venue, "{\"title\":\"four\",\"items\":[]}");
	assert_true(joined(&venue, join, JOIN_FOLLOWING, "four"));
	join_destroy(join);
	venue_close(&venue);
}

static void test_a_session_may_open_later(void **state)
{
	struct venue venue;
	struct error err = {0};

	(void)state;
	venue_open(&venue);
	host_destroy(venue.host);
	venue.host = NULL;
	struct join *join = join_create(venue.socket, NULL, (struct clock){test_now, &venue}, &err);
	assert_false(joined_within(&venue, join, JOIN_FOLLOWING, NULL, 20));
	assert_null(join_audience(join));
	venue_serve(&venue);
	venue_say(&venue, "{\"title\":\"late\",\"items\":[]}");
	assert_true(joined(&venue, join, JOIN_FOLLOWING, "late"));
	join_destroy(join);
	venue_close(&venue);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_it_follows_and_comes_back),
		cmocka_unit_test(test_a_session_may_open_later),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
