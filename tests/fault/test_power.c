#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "faulty.h"
#include "scenario.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/*
 * Power loss between any two things done to the disk of a whole workshop. What was synced is there;
 * of what was not, nothing, all, or some sectors. Then nothing acknowledged is missing, and at most
 * the step under way is there.
 */

enum { SECTOR = 512 };
enum variant { NOTHING_MORE, ALL_OF_IT, SOME, OTHERS, VARIANTS };

struct recording {
	struct faulty faulty;
	size_t acknowledged[STEPS]; /* how much was done when the step was acknowledged */
};

static void record(struct recording *recording, const char *path)
{
	struct play play;
	char *text;

	faulty_install(&recording->faulty);
	faulty_set(&recording->faulty, FAULT_NONE, 0);
	recording->faulty.record = true;
	play_init(&play, path);
	for (int step = 0; step < STEPS; step++) {
		/* the vote stays open, so that its ballots can be seen */
		if (step != STEP_CLOSE)
			assert_int_equal(play_step(&play, (enum step)step, &text), TURN_DONE);
		recording->acknowledged[step] = recording->faulty.log.count;
	}
	play_finish(&play);
	recording->faulty.record = false;
}

static void put(struct buf *image, size_t at, const char *bytes, size_t length)
{
	while (image->count < at + length)
		buf_byte(image, '\0');
	memcpy(image->bytes + at, bytes, length);
}

static bool chance(uint32_t *seed)
{
	*seed = *seed * 1664525u + 1013904223u;
	return *seed >> 31;
}

/* Does to the image what was done and not synced. False: the file is gone. */
static bool do_unsynced(
	struct buf *image, const struct done *done, enum variant variant, uint32_t *seed)
{
	size_t at = (size_t)done->at;
	bool all = variant == ALL_OF_IT;

	switch (done->what) {
	case DONE_WRITE:
		for (size_t i = 0; i < done->length; i += SECTOR) {
			size_t length = done->length - i < SECTOR ? done->length - i : SECTOR;
			if (all || chance(seed))
				put(image, at + i, done->bytes + i, length);
		}
		break;
	case DONE_TRUNCATE:
		if ((all || chance(seed)) && image->count > at)
			image->count = at;
		break;
	case DONE_DELETE:
		return !(all || chance(seed));
	case DONE_CREATE:
	case DONE_SYNC:
		break;
	}
	return true;
}

/*
 * What is left of one of the two files when the power goes after `until` things were done. False:
 * it is not there.
 */
static bool build(const struct log *log, bool journal, size_t until, enum variant variant,
	uint32_t *seed, struct buf *image)
{
	size_t synced = 0;
	bool there = !journal; /* the empty file is made before SQLite sees it */

	buf_clear(image);
	for (size_t i = 0; i < until; i++) {
		if (log->items[i].journal == journal && log->items[i].what == DONE_SYNC)
			synced = i;
	}
	for (size_t i = 0; i < until; i++) {
		const struct done *done = &log->items[i];
		if (done->journal != journal)
			continue;
		if (done->what == DONE_CREATE)
			there = true;
		if (i < synced)
			there = do_unsynced(image, done, ALL_OF_IT, seed) && there;
		else if (variant != NOTHING_MORE)
			there = do_unsynced(image, done, variant, seed) && there;
	}
	return there;
}

static void lose_power(const struct recording *recording, size_t until, enum variant variant,
	const char *path, const char *journal)
{
	const struct log *log = &recording->faulty.log;
	uint32_t seed = (uint32_t)(until * VARIANTS + variant) * 2654435761u;
	struct buf image = {0};
	bool found[STEPS];
	int acknowledged = 0;

	build(log, false, until, variant, &seed, &image);
	file_write(path, buf_text(&image), image.count);
	unlink(journal);
	if (build(log, true, until, variant, &seed, &image))
		file_write(journal, buf_text(&image), image.count);
	buf_finish(&image);
	play_found(path, found, NULL);
	for (int step = 0; step < STEPS; step++) {
		if (step == STEP_CLOSE)
			continue;
		bool told = recording->acknowledged[step] <= until;
		if (told && !found[step])
			fail_msg(
				"power lost after %zu (%d): step %d is lost", until, variant, step);
		if (!told && found[step] && acknowledged++)
			fail_msg("power lost after %zu (%d): step %d is too much", until, variant,
				step);
	}
}

static void test_power_loss_everywhere(void **state)
{
	char *folder = folder_make();
	char *path = folder_path(folder, "a.roundtable");
	char *lost = folder_path(folder, "lost.roundtable");
	char *journal = folder_path(folder, "lost.roundtable-journal");
	struct recording recording;

	(void)state;
	record(&recording, path);
	assert_true(recording.faulty.log.count > 150);
	for (size_t until = 0; until <= recording.faulty.log.count; until++) {
		for (int variant = 0; variant < VARIANTS; variant++)
			lose_power(&recording, until, (enum variant)variant, lost, journal);
	}
	faulty_remove(&recording.faulty);
	folder_remove(folder);
	free(path);
	free(lost);
	free(journal);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_power_loss_everywhere),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
