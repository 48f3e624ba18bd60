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
	struct place *place, struct join *join, enum join_state state, const char *title, int most)
{
	for (int turns = 0; turns < most; turns++) {
		const struct audience *audience = join_audience(join);
		if (join_state(join) == state &&
			(title == NULL || (audience != NULL && audience->title != NULL &&
						  strcmp(audience->title, title) == 0)))
			return true;
		struct pollfd ready[2] = {{.fd = join_fd(join), .events = POLLIN},
			{.fd = place->host != NULL ? host_fd(place->host) : -1, .events = POLLIN}};
		poll(ready, 2, 10);
		place->now += 10;
		if (place->host != NULL)
			host_run(place->host);
		join_run(join);
	}
	return false;
}

static bool joined(struct place *place, struct join *join, enum join_state state, const char *title)
{
	return joined_within(place, join, state, title, 2000);
}

static moment test_now(void *context)
{
	const struct place *place = context;

	return place->now;
}

static void test_it_follows_and_comes_back(void **state)
{
	struct place place;
	struct error err = {0};

	(void)state;
	place_open(&place);
	place_say(&place, "{\"title\":\"one\",\"items\":[]}");
	struct join *join = join_create(place.socket, NULL, (struct clock){test_now, &place}, &err);
	assert_non_null(join);
	assert_int_equal(join_state(join), JOIN_CONNECTING);
	assert_null(join_audience(join));
	assert_true(joined(&place, join, JOIN_FOLLOWING, "one"));
	place_say(&place, "{\"title\":\"two\",\"items\":[]}");
	assert_true(joined(&place, join, JOIN_FOLLOWING, "two"));
	place_say(&place, "{\"of another kind\":"); /* what cannot be read changes nothing */
	place_settle(&place);
	place_say(&place, "{\"title\":\"three\",\"items\":[]}");
	assert_true(joined(&place, join, JOIN_FOLLOWING, "three"));
	host_destroy(place.host);
	place.host = NULL;
	assert_true(joined(&place, join, JOIN_LOST, "three")); /* what was shown last stays */
	place_serve(&place);
	place_say(&place, "{\"title\":\"four\",\"items\":[]}");
	assert_true(joined(&place, join, JOIN_FOLLOWING, "four"));
	join_destroy(join);
	place_close(&place);
}

static void test_a_session_may_open_later(void **state)
{
	struct place place;
	struct error err = {0};

	(void)state;
	place_open(&place);
	host_destroy(place.host);
	place.host = NULL;
	struct join *join = join_create(place.socket, NULL, (struct clock){test_now, &place}, &err);
	assert_false(joined_within(&place, join, JOIN_FOLLOWING, NULL, 20));
	assert_null(join_audience(join));
	place_serve(&place);
	place_say(&place, "{\"title\":\"late\",\"items\":[]}");
	assert_true(joined(&place, join, JOIN_FOLLOWING, "late"));
	join_destroy(join);
	place_close(&place);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_it_follows_and_comes_back),
		cmocka_unit_test(test_a_session_may_open_later),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
