/* Stages that go in steps: how they are written, which one it is, how long it still has. */
#include "room.h"

#include "../support/sample_plan.h"

#include "roundtable/core/audience.h"
#include "roundtable/core/phase.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

static int phases(char *text)
{
	struct stage stage = {.settings[SETTING_STEPS] = {.given = true, .text = text}};

	return stage_phases(&stage);
}

static void test_how_they_are_written(void **state)
{
	char text[] = "alone 1 min,  in twos 2 min , all of 12 us 10 min";
	struct stage stage = {.settings[SETTING_STEPS] = {.given = true, .text = text}};
	struct buf name = {0};

	(void)state;
	assert_int_equal(stage_phases(&stage), 3);
	assert_int_equal(stage_phase(&stage, 2, &name), 10);
	assert_string_equal(buf_text(&name), "all of 12 us");
	buf_clear(&name);
	assert_int_equal(stage_phase(&stage, 1, &name), 2);
	assert_string_equal(buf_text(&name), "in twos");
	buf_finish(&name);
	assert_int_equal(stage_phase(&stage, 3, NULL), 0);
	assert_int_equal(stage_phase(&stage, -1, NULL), 0);
	assert_int_equal(phases(NULL), 0);
	assert_int_equal(phases("alone 1 min"), 0);
	assert_int_equal(phases("alone 1 min, 2 min"), 0);
	assert_int_equal(phases("alone 1 min,"), 0);
	assert_int_equal(phases("alone, all 2 min"), 0);
	assert_int_equal(phases("alone 0 min, all 2 min"), 0);
	assert_int_equal(phases("alone 1 min, all 121 min"), 0);
	assert_int_equal(phases("alone 1 min, all 9999999999 min"), 0);
	assert_int_equal(phases("a 1 min,b 1 min,c 1 min,d 1 min,e 1 min,f 1 min,g 1 min,h 1 min,"
				"i 1 min,j 1 min,k 1 min,l 1 min,m 1 min"),
		0);
}

/* The clock of a step begins with it, stands in a pause, and goes past its end without moving on.
 */
static void test_the_clock_of_a_step(void **state)
{
	struct desk *desk = &((struct room *)*state)->desk;
	struct audience audience = {0};

	desk_do(desk, WISH(STAGE_ENTERED, .stage = AT_TALK));
	moment begun = desk->model.stages.items[AT_TALK].since;
	audience_fill(&desk->model, begun + 20000, &audience);
	assert_int_equal(audience.phase.of, 3);
	assert_int_equal(audience.phase.number, 1);
	assert_string_equal(audience.phase.name, "alone");
	assert_int_equal(audience.phase.ends_at, begun + MINUTE_MS);
	assert_int_equal(
		model_phase_left(&desk->model, AT_TALK, begun + 5 * MINUTE_MS), -4 * MINUTE_MS);
	assert_int_equal(desk->model.stages.items[AT_TALK].phase, 0);
	desk->now = begun + 3 * MINUTE_MS;
	desk_do(desk, WISH(PHASE_BEGUN, .stage = AT_TALK, .number = 1));
	moment second = model_event(&desk->model, model_next_seq(&desk->model) - 1)->at;
	desk->now = second + MINUTE_MS;
	desk_do(desk, WISH(PAUSED, .yes = 1));
	moment paused = model_event(&desk->model, model_next_seq(&desk->model) - 1)->at;
	int64_t left = model_phase_left(&desk->model, AT_TALK, paused);
	assert_int_equal(model_phase_left(&desk->model, AT_TALK, paused + 9 * MINUTE_MS), left);
	assert_int_equal(left, 2 * MINUTE_MS - (paused - second));
	desk_do(desk, WISH(PAUSED, .yes = 0));
	desk_do(desk, WISH(STEP_UNDONE));
	desk_do(desk, WISH(STEP_UNDONE));
	desk_do(desk, WISH(STEP_UNDONE));
	assert_int_equal(desk->model.stages.items[AT_TALK].phase, 0);
	audience_fill_stage(&desk->model, AT_COLLECT, desk->now, &audience);
	assert_int_equal(audience.phase.of, 0);
	audience_finish(&audience);
}

static void test_refusals(void **state)
{
	struct desk *desk = &((struct room *)*state)->desk;

	desk_do(desk, WISH(STAGE_ENTERED, .stage = AT_TALK));
	desk_refuse(desk, WISH(PHASE_BEGUN, .stage = AT_TALK, .number = 0), REFUSED_SAME);
	desk_refuse(desk, WISH(PHASE_BEGUN, .stage = AT_TALK, .number = 3), REFUSED_NO_THING);
	desk_refuse(desk, WISH(PHASE_BEGUN, .stage = AT_TALK, .number = -1), REFUSED_NO_THING);
	desk_refuse(desk, WISH(PHASE_BEGUN, .stage = AT_COLLECT, .number = 1), REFUSED_NO_THING);
	/* one may go back */
	desk_do(desk, WISH(PHASE_BEGUN, .stage = AT_TALK, .number = 2));
	desk_do(desk, WISH(PHASE_BEGUN, .stage = AT_TALK, .number = 0));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_how_they_are_written),
		cmocka_unit_test_setup_teardown(test_the_clock_of_a_step, room_open, room_close),
		cmocka_unit_test_setup_teardown(test_refusals, room_open, room_close),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
