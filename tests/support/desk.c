#include "desk.h"

#include "model_dump.h"
#include "sample_plan.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

enum { FIRST_SECOND = 1000 };

struct command said(struct command command, struct texts words)
{
	command.words = words;
	return command;
}

struct command by(struct command command, int64_t person)
{
	command.by = person;
	return command;
}

void desk_open(struct desk *desk, uint64_t seed)
{
	struct plan plan = {0};

	*desk = (struct desk){.now = FIRST_SECOND};
	desk->random = random_seeded(&desk->seeded, seed);
	sample_plan(&plan);
	desk_do(desk, WISH(SESSION_STARTED, RARE(.id = "00112233445566778899aabbccddeeff",
						    .language = "en", .format = 1, .plan = &plan)));
	plan_finish(&plan);
}

void desk_close(struct desk *desk)
{
	model_finish(&desk->model);
}

bool desk_try(struct desk *desk, struct command command)
{
	struct change change = {0};

	desk->now += 1000;
	if (!decide(&desk->model, &command, desk->now, desk->random, &change, &desk->refusal)) {
		assert_int_equal(change.events.count, 0);
		assert_null(change.events.items);
		assert_int_equal(change.operation, BOX_NONE);
		assert_null(change.box.voted);
		assert_null(change.box.ballots);
		assert_int_not_equal(desk->refusal.code, REFUSED_NONE);
		return false;
	}
	assert_int_equal(desk->refusal.code, REFUSED_NONE);
	model_change(&desk->model, &change);
	return true;
}

int64_t desk_do(struct desk *desk, struct command command)
{
	int64_t first = model_next_seq(&desk->model);

	if (!desk_try(desk, command))
		fail_msg("%s refused: %s", event_name(command.kind),
			refusal_sentence(desk->refusal.code));
	return model_event(&desk->model, first) != NULL ? first : 0;
}

void desk_refuse(struct desk *desk, struct command command, enum refusal_code code)
{
	char *before = model_dumped(&desk->model, DUMP_ALL);

	if (desk_try(desk, command))
		fail_msg("%s was done, not refused with \"%s\"", event_name(command.kind),
			refusal_sentence(code));
	if (desk->refusal.code != code)
		fail_msg("%s refused with \"%s\", not \"%s\"", event_name(command.kind),
			refusal_sentence(desk->refusal.code), refusal_sentence(code));
	char *after = model_dumped(&desk->model, DUMP_ALL);
	assert_dumps_equal(before, after, "a refused command");
	free(before);
	free(after);
}

void desk_people(struct desk *desk, size_t count, int64_t *persons)
{
	static char *const names[] = {"Amina", "Bo", "Chidi", "Dolores", "Eero", "Farah", "Goran",
		"Hana", "Ines", "Jun", "Kofi", "Lena"};

	assert_true(count <= sizeof names / sizeof names[0]);
	for (size_t i = 0; i < count; i++)
		persons[i] =
			desk_do(desk, said(WISH(PERSON_ADDED, .role = (int64_t)i % SAMPLE_ROLES,
						   .votes = 1, .status = STATUS_HERE),
					      WORDS(names[i], "")));
}

int64_t desk_card(struct desk *desk, int stage, int64_t person, const char *text)
{
	return desk_do(
		desk, by(said(WISH(CARD_ADDED, .stage = stage), WORDS((char *)text)), person));
}

int64_t desk_poll(struct desk *desk, int stage, int64_t proposal, bool secret)
{
	return desk_do(
		desk, WISH(POLL_OPENED, .stage = stage, .thing = proposal, RARE(.secret = secret)));
}
