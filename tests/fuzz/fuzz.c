#include "fuzz.h"

#include "roundtable/base/buf.h"

#include <errno.h>
#include <inttypes.h>
#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* Where the run stands, printed when it breaks. Signal handlers have no other way to know. */
static char repeat_by[256];

static void say_where(void)
{
	(void)!write(STDERR_FILENO, repeat_by, strlen(repeat_by));
}

static void on_signal(int number)
{
	say_where();
	signal(number, SIG_DFL);
	raise(number);
}

/* Of the sanitisers, where the program was built with them. */
void __sanitizer_set_death_callback(void (*callback)(void)) __attribute__((weak));

void fuzz_require(bool holds, const char *what)
{
	if (holds)
		return;
	fprintf(stderr, "does not hold: %s\n", what);
	abort();
}

/* splitmix64 (Steele, Lea & Flood 2014): any seed will do, so each run is found by its number. */
static uint64_t draw(uint64_t *state)
{
	uint64_t value = *state += UINT64_C(0x9E3779B97F4A7C15);

	value = (value ^ (value >> 30)) * UINT64_C(0xBF58476D1CE4E5B9);
	value = (value ^ (value >> 27)) * UINT64_C(0x94D049BB133111EB);
	return value ^ (value >> 31);
}

static size_t below(uint64_t *state, size_t limit)
{
	return limit ? (size_t)(draw(state) % limit) : 0;
}

struct corpus {
	struct buf *items;
	size_t count;
};

static bool read_into(const char *path, struct buf *buf)
{
	FILE *file = fopen(path, "r");
	char block[4096];
	size_t got = 0;

	if (!file) {
		fprintf(stderr, "%s: %s\n", path, strerror(errno));
		return false;
	}
	while ((got = fread(block, 1, sizeof block, file)) > 0)
		buf_add(buf, block, got);
	(void)fclose(file);
	return true;
}

static size_t count_texts(const char *const *texts)
{
	size_t count = 0;

	while (texts && texts[count])
		count++;
	return count;
}

static bool corpus_read(const struct fuzz_target *target, struct corpus *corpus)
{
	size_t seeds = count_texts(target->seeds), files = count_texts(target->files);
	const char *source = getenv("ROUNDTABLE_SOURCE");

	corpus->items = calloc(seeds + files + 1, sizeof *corpus->items);
	for (size_t i = 0; i < seeds; i++)
		buf_text_add(&corpus->items[corpus->count++], target->seeds[i]);
	for (size_t i = 0; i < files; i++) {
		struct buf path = {0};
		bool good = false;

		buf_format(&path, "%s/%s", source ? source : ".", target->files[i]);
		good = read_into(buf_text(&path), &corpus->items[corpus->count++]);
		buf_finish(&path);
		if (!good)
			return false;
	}
	return true;
}

static void corpus_finish(struct corpus *corpus)
{
	for (size_t i = 0; i < corpus->count; i++)
		buf_finish(&corpus->items[i]);
	free(corpus->items);
}

/* Puts `length` bytes in place of `gone` bytes at `at`. */
static void splice(struct buf *input, size_t at, size_t gone, const char *bytes, size_t length)
{
	struct buf result = {0};

	buf_add(&result, buf_text(input), at);
	buf_add(&result, bytes, length);
	buf_add(&result, buf_text(input) + at + gone, input->count - at - gone);
	buf_finish(input);
	*input = result;
}

static size_t line_start(const struct buf *input, size_t at)
{
	while (at > 0 && input->bytes[at - 1] != '\n')
		at--;
	return at;
}

static size_t line_end(const struct buf *input, size_t at)
{
	while (at < input->count && input->bytes[at] != '\n')
		at++;
	return at < input->count ? at + 1 : at;
}

static void mutate(const struct fuzz_target *target, const struct corpus *corpus, struct buf *input,
	uint64_t *state)
{
	size_t at = below(state, input->count + 1), rest = input->count - at;
	const struct buf *other = &corpus->items[below(state, corpus->count)];
	size_t tokens = count_texts(target->tokens);
	size_t start = line_start(input, at), end = line_end(input, at);
	size_t from = below(state, other->count + 1);
	char byte = (char)below(state, 256);

	switch (below(state, 9)) {
	case 0: /* a token put in */
	case 1:
		if (tokens > 0) {
			const char *token = target->tokens[below(state, tokens)];

			splice(input, at, 0, token, strlen(token));
		}
		break;
	case 2: /* a few bytes taken out */
		splice(input, at, below(state, rest < 16 ? rest + 1 : 16), "", 0);
		break;
	case 3: /* a line taken out, */
		splice(input, start, end - start, "", 0);
		break;
	case 4: /* or put somewhere else */
		from = line_start(input, below(state, input->count + 1));
		splice(input, from, 0, buf_text(input) + start, end - start);
		break;
	case 5: /* a piece of another seed */
		splice(input, at, 0, buf_text(other) + from, below(state, other->count - from + 1));
		break;
	case 6: /* the end cut off */
		splice(input, at, rest, "", 0);
		break;
	case 7: /* one byte changed to anything */
		splice(input, at, rest ? 1 : 0, &byte, 1);
		break;
	default: /* some bytes said many times over */
		for (size_t i = below(state, 40); i > 0 && input->count < target->size; i--)
			splice(input, at, 0, buf_text(input) + at, rest < 8 ? rest : 8);
		break;
	}
}

static void make_input(const struct fuzz_target *target, const struct corpus *corpus, uint64_t seed,
	uint64_t run, struct buf *input)
{
	uint64_t state = seed * UINT64_C(0x100000001B3) + run;
	const struct buf *start = &corpus->items[below(&state, corpus->count)];

	buf_add(input, buf_text(start), start->count);
	for (size_t i = 1 + below(&state, 6); i > 0; i--)
		mutate(target, corpus, input, &state);
	if (input->count > target->size)
		splice(input, target->size, input->count - target->size, "", 0);
}

static void try_run(const struct fuzz_target *target, const struct corpus *corpus, uint64_t seed,
	uint64_t run, const char *write_to)
{
	struct buf input = {0};

	snprintf(repeat_by, sizeof repeat_by,
		"broken by: fuzz_%s --seed %" PRIu64 " --run %" PRIu64 "\n", target->name, seed,
		run);
	make_input(target, corpus, seed, run, &input);
	if (write_to) {
		FILE *file = fopen(write_to, "w");

		if (!file || fwrite(buf_text(&input), 1, input.count, file) != input.count ||
			fclose(file) != 0)
			fprintf(stderr, "%s: %s\n", write_to, strerror(errno));
	} else {
		target->one(buf_text(&input), input.count);
	}
	buf_finish(&input);
}

static int try_files(const struct fuzz_target *target, int count, char **paths)
{
	for (int i = 0; i < count; i++) {
		struct buf input = {0};

		snprintf(repeat_by, sizeof repeat_by, "broken by: %s\n", paths[i]);
		if (!read_into(paths[i], &input))
			return 1;
		target->one(buf_text(&input), input.count);
		buf_finish(&input);
	}
	return 0;
}

int fuzz_main(const struct fuzz_target *target, int argc, char **argv)
{
	uint64_t seed = 1, runs = target->runs, first = 0;
	const char *write_to = NULL;
	struct corpus corpus = {0};
	int at = 1, status = 1;

	for (; at + 1 < argc && strncmp(argv[at], "--", 2) == 0; at += 2) {
		if (strcmp(argv[at], "--seed") == 0)
			seed = strtoull(argv[at + 1], NULL, 10);
		else if (strcmp(argv[at], "--runs") == 0)
			runs = strtoull(argv[at + 1], NULL, 10);
		else if (strcmp(argv[at], "--run") == 0)
			first = strtoull(argv[at + 1], NULL, 10), runs = first + 1;
		else if (strcmp(argv[at], "--write") == 0)
			write_to = argv[at + 1];
		else
			return 2;
	}
	signal(SIGABRT, on_signal);
	if (__sanitizer_set_death_callback)
		__sanitizer_set_death_callback(say_where);
	else
		signal(SIGSEGV, on_signal);
	if (at < argc)
		return try_files(target, argc - at, argv + at);
	if (corpus_read(target, &corpus)) {
		for (uint64_t run = first; run < runs; run++)
			try_run(target, &corpus, seed, run, write_to);
		printf("%s: %" PRIu64 " inputs\n", target->name, runs - first);
		status = 0;
	}
	corpus_finish(&corpus);
	return status;
}
