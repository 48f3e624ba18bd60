/*
 * People's own devices: durable ballots by how many vote at once, how long the last one who follows
 * waits for the result, what each stream costs, keys under load, and idleness.
 */
#include "bench.h"

#include "crowded.h"
#include "sample.h"

#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

enum { PEOPLE = 500, EACH = 9, KEYS = 200, IDLE_MS = 10000 };

static char *path_in(const struct bench *bench, const char *name)
{
	struct buf path = {0};

	buf_format(&path, "%s/%s", bench->folder, name);
	return buf_take(&path);
}

static long status_of(pid_t pid, const char *what)
{
	char path[64], line[256];
	long value = 0;

	snprintf(path, sizeof path, "/proc/%ld/status", (long)pid);
	FILE *status = fopen(path, "r");
	while (status != NULL && fgets(line, sizeof line, status) != NULL)
		if (strncmp(line, what, strlen(what)) == 0)
			value = atol(line + strlen(what) + 1);
	if (status != NULL)
		fclose(status);
	return value;
}

static double cpu_ms(pid_t pid)
{
	char path[64];
	unsigned long user = 0, system = 0;

	snprintf(path, sizeof path, "/proc/%ld/stat", (long)pid);
	FILE *stat = fopen(path, "r");
	if (stat != NULL) {
		int found =
			fscanf(stat, "%*d %*s %*c %*d %*d %*d %*d %*d %*u %*u %*u %*u %*u %lu %lu",
				&user, &system);
		fclose(stat);
		if (found != 2)
			return 0;
	}
	return (double)(user + system) * 1e3 / (double)sysconf(_SC_CLK_TCK);
}

/* --- ballots --- */

static void ask_ballot(struct crowd *crowd, size_t connection, const char *token, int64_t poll,
	size_t voter, int mark)
{
	char body[160];

	memcpy(crowd->items[connection].token, token, sizeof crowd->items[connection].token);
	snprintf(body, sizeof body,
		"{\"nonce\":\"ballot-of-%06zu-----\",\"poll\":%lld,\"marks\":[%d,%d,%d]}", voter,
		(long long)poll, mark == 0, mark == 1, mark == 2);
	crowd_ask(crowd, connection, "POST /ballot", body);
}

/* Each connection casts and changes the ballots of its share of all; a device may do so much at
 * once, so they take turns. */
static void measure_ballots(const struct crowd *people, const struct crowded *crowded,
	size_t connections, size_t wanted)
{
	struct crowd crowd;
	struct sample ms = {0};
	size_t *next = calloc(connections, sizeof *next), failed = 0, done = 0, sent = 0;
	double *since = calloc(connections, sizeof *since);

	crowd_open(&crowd, connections, crowded->port);
	double from = milliseconds_now(), cpu = cpu_ms(crowded->pid);
	while (done < wanted) {
		for (size_t i = 0; i < connections; i++) {
			struct member *one = &crowd.items[i];
			if (one->busy)
				continue;
			if (since[i] > 0) {
				sample_add(&ms, milliseconds_now() - since[i]);
				failed += one->status != 200;
				done++;
				since[i] = 0;
			}
			size_t turn = next[i]++;
			size_t voter = i + turn / EACH * connections;
			if (sent >= wanted || voter >= people->count)
				continue;
			sent++;
			since[i] = milliseconds_now();
			ask_ballot(&crowd, i, people->items[voter].token, crowded->poll, voter,
				(int)((turn + (size_t)done) % 3));
		}
		if (done < wanted)
			crowd_run(&crowd, 1000);
		if (sent == done && done < wanted && sent < wanted)
			break; /* nobody is left to vote */
	}
	double took = milliseconds_now() - from;
	printf("  %4zu connections %8.0f a second   median %7.3f ms   p99 %7.3f ms   processor "
	       "%4.0f us "
	       "each   %zu not taken\n",
		connections, (double)done / took * 1e3, sample_median(&ms),
		sample_quantile(&ms, 0.99), (cpu_ms(crowded->pid) - cpu) * 1e3 / (double)done,
		failed);
	if (connections == 200)
		bench_aim("a durable ballot at 200 connections, in times of 1/15,000 s",
			took / 1e3 * 15000 / (double)done, "", 1);
	sample_finish(&ms);
	crowd_close(&crowd);
	free(next);
	free(since);
}

static void measure_all_ballots(const struct bench *bench)
{
	static const struct {
		size_t connections, ballots;
	} runs[] = {{1, 400}, {30, 1500}, {200, 4000}};

	printf("\nDurable ballots of own devices, %d people who can vote\n\n", PEOPLE);
	for (size_t i = 0; i < sizeof runs / sizeof *runs; i++) {
		struct crowded crowded;
		struct crowd people;
		char *path = path_in(bench, "ballots.roundtable");
		unlink(path);
		crowded_begin(&crowded, path, PEOPLE);
		crowd_open(&people, PEOPLE, crowded.port);
		crowded_join(&people, crowded.code, crowded.first);
		for (size_t k = 0; k < PEOPLE; k++)
			crowd_drop(&people, k);
		measure_ballots(&people, &crowded, runs[i].connections, runs[i].ballots);
		crowd_close(&people);
		crowded_end(&crowded);
		free(path);
	}
}

/* --- streams --- */

static void wait_for_streams(struct crowd *crowd)
{
	for (size_t i = 0; i < crowd->count; i++)
		while (!crowd->items[i].follows)
			crowd_run(crowd, 100);
	for (int i = 0; i < 20; i++)
		crowd_run(crowd, 10);
}

/* From before the vote is closed, its way to the disk included. */
static void measure_streams(const struct bench *bench, size_t streams)
{
	struct crowded crowded;
	struct crowd crowd, hands;
	size_t people = streams < PEOPLE ? streams : PEOPLE;
	double last = 0, aim = streams == 300 ? 50 : 150;
	char *path = path_in(bench, "streams.roundtable");

	unlink(path);
	crowded_begin(&crowded, path, people);
	crowd_open(&hands, people, crowded.port);
	crowd_open(&crowd, streams, crowded.port);
	crowded_join(&hands, crowded.code, crowded.first);
	for (size_t i = 0; i < 5; i++) {
		ask_ballot(&hands, i, hands.items[i].token, crowded.poll, i, 1);
		while (crowd_run(&hands, 100) > 0)
			;
	}
	for (size_t i = 0; i < streams; i++)
		memcpy(crowd.items[i].token, hands.items[i % people].token,
			sizeof crowd.items[i].token);
	crowd_close(&hands);
	usleep(100000);
	long before = status_of(crowded.pid, "VmRSS:");
	for (size_t i = 0; i < streams; i++) {
		crowd_follow(&crowd, i);
		crowd_run(&crowd, 0);
	}
	wait_for_streams(&crowd);
	double each = (double)(status_of(crowded.pid, "VmRSS:") - before) / (double)streams;
	crowd.watch = "\"result\":";
	double from = crowded_close_vote(&crowded);
	size_t left = streams;
	while (left > 0 && milliseconds_now() - from < 5000) {
		crowd_run(&crowd, 100);
		left = 0;
		for (size_t i = 0; i < streams; i++)
			left += crowd.items[i].seen_at == 0;
	}
	for (size_t i = 0; i < streams; i++)
		last = crowd.items[i].seen_at - from > last ? crowd.items[i].seen_at - from : last;
	printf("  %4zu streams   closing to the last %7.1f ms   %6.1f KiB a stream   %zu not "
	       "told\n",
		streams, last, each, left);
	bench_aim("closing to the last", last, " ms", aim);
	bench_aim("memory of a stream", each, " KiB", 16);
	crowd_close(&crowd);
	crowded_end(&crowded);
	free(path);
}

/* --- keys --- */

/* As a console leaves it that is killed while its door is open. */
static void leave_door(const struct bench *bench, const char *path, uint16_t port)
{
	struct buf name = {0};
	struct stat info;

	if (stat(path, &info) < 0)
		exit(EXIT_FAILURE);
	buf_format(&name, "%s/roundtable-%llx-%llx.socket.door", bench->folder,
		(unsigned long long)info.st_dev, (unsigned long long)info.st_ino);
	FILE *file = fopen(buf_text(&name), "w");
	if (file == NULL || fprintf(file, "door 127.0.0.1 %u ABCDEF 0123456789 0\n", port) < 0 ||
		fclose(file) != 0)
		exit(EXIT_FAILURE);
	buf_finish(&name);
}

/* 300 who follow; fifty votes a second (0: none), until it is ended. */
static _Noreturn void be_the_room(uint16_t port, int64_t poll, int64_t first, int ready, int votes)
{
	enum { FOLLOW = 300, GAP_MS = 20 };
	struct crowd eyes, hands;

	crowd_open(&hands, FOLLOW, port);
	crowd_open(&eyes, FOLLOW, port);
	crowded_join(&hands, "ABCDEF", first);
	for (size_t i = 0; i < FOLLOW; i++) {
		memcpy(eyes.items[i].token, hands.items[i].token, sizeof eyes.items[i].token);
		crowd_drop(&hands, i);
		crowd_follow(&eyes, i);
		crowd_run(&eyes, 0);
	}
	wait_for_streams(&eyes);
	if (write(ready, "r", 1) != 1)
		exit(EXIT_FAILURE);
	double next = milliseconds_now();
	for (size_t k = 0;; k++) {
		while (!votes || milliseconds_now() < next) {
			crowd_run(&hands, 0);
			crowd_run(&eyes, 1);
		}
		next += GAP_MS;
		size_t voter = k % FOLLOW;
		if (!hands.items[voter].busy)
			ask_ballot(&hands, voter, hands.items[voter].token, poll, voter,
				(int)(k / FOLLOW % 3));
	}
}

static pid_t start_room(uint16_t port, int64_t poll, int64_t first, int votes)
{
	int ready[2];
	char letter;

	if (pipe(ready) < 0)
		exit(EXIT_FAILURE);
	pid_t pid = fork();
	if (pid == 0)
		be_the_room(port, poll, first, ready[1], votes);
	close(ready[1]);
	if (read(ready[0], &letter, 1) != 1)
		exit(EXIT_FAILURE);
	close(ready[0]);
	return pid;
}

static void end_room(pid_t pid)
{
	kill(pid, SIGKILL);
	waitpid(pid, NULL, 0);
}

/* A letter to its echo; what the room does comes on top of that now and then. */
static double type_letters(struct program *program, struct sample *ms)
{
	enum { QUIET_MS = 2, PATIENCE_MS = 250 };

	for (int i = 0; i < KEYS; i++) {
		char letter[2] = {(char)('a' + i % 26), '\0'};
		program_type(program, letter);
		double took = program_settle(program, QUIET_MS, PATIENCE_MS);
		if (took >= 0)
			sample_add(ms, took);
		usleep(5000);
	}
	return sample_quantile(ms, 0.99);
}

static void measure_keys(const struct bench *bench)
{
	struct sample quiet = {0}, busy = {0};
	int64_t first, poll;
	char *path = path_in(bench, "keys.roundtable");
	uint16_t port = crowd_free_port();

	poll = crowded_make(path, 300, &first);
	setenv("XDG_RUNTIME_DIR", bench->folder, 1);
	leave_door(bench, path, port);
	struct program *program = ours_start(bench, path, 120, 40);
	program_settle(program, 300, 10000);
	ours_enter(program);
	type_letters(program, &quiet);
	program_type(program, "\r");
	program_settle(program, 100, 1000);
	pid_t room = start_room(port, poll, first, 1);
	type_letters(program, &busy);
	end_room(room);
	printf("\nA letter at the console to its echo\n\n");
	printf("  alone                          median %6.2f ms   p99 %6.2f ms\n",
		sample_median(&quiet), sample_quantile(&quiet, 0.99));
	printf("  300 streams, 50 votes a second median %6.2f ms   p99 %6.2f ms\n",
		sample_median(&busy), sample_quantile(&busy, 0.99));
	bench_aim("p99 of a key under load", sample_quantile(&busy, 0.99), " ms", 5);
	room = start_room(port, poll, first, 0);
	program_settle(program, 2000, 3000);
	double cpu = cpu_ms(program_pid(program));
	long woken = status_of(program_pid(program), "voluntary_ctxt_switches:");
	usleep(IDLE_MS * 1000);
	printf("  idle with 300 streams: %.1f ms of processor time and %.1f wake-ups a second\n",
		(cpu_ms(program_pid(program)) - cpu) * 1e3 / IDLE_MS,
		(double)(status_of(program_pid(program), "voluntary_ctxt_switches:") - woken) *
			1e3 / IDLE_MS);
	end_room(room);
	program_finish(program);
	sample_finish(&quiet);
	sample_finish(&busy);
	free(path);
}

void bench_host(struct bench *bench)
{
	struct rlimit files;

	if (getrlimit(RLIMIT_NOFILE, &files) == 0) {
		files.rlim_cur = files.rlim_max;
		setrlimit(RLIMIT_NOFILE, &files);
	}
	signal(SIGPIPE, SIG_IGN);
	setenv("XDG_RUNTIME_DIR", bench->folder, 1);
	measure_all_ballots(bench);
	printf("\nClosing a vote, and memory, by how many follow\n\n");
	measure_streams(bench, 300);
	measure_streams(bench, 1000);
	measure_keys(bench);
}
