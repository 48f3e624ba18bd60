#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "support.h"

#include "roundtable/base/mem.h"

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* --- files --- */

char *folder_make(void)
{
	const char *base = getenv("TMPDIR");
	struct buf name = {0};

	/*
	 * What a process does to a file is the same in memory, and there are thousands of them
	 * here.
	 */
	if (!base || !*base)
		base = access("/dev/shm", W_OK) == 0 ? "/dev/shm" : P_tmpdir;
	buf_format(&name, "%s/roundtable-test-XXXXXX", base);
	assert_non_null(mkdtemp(name.bytes));
	return buf_take(&name);
}

char *folder_path(const char *folder, const char *name)
{
	struct buf path = {0};

	buf_format(&path, "%s/%s", folder, name);
	return buf_take(&path);
}

void folder_remove(char *folder)
{
	DIR *entries = opendir(folder);

	for (struct dirent *entry; entries && (entry = readdir(entries));) {
		if (strcmp(entry->d_name, ".") == 0 || strcmp(entry->d_name, "..") == 0)
			continue;
		char *path = folder_path(folder, entry->d_name);
		struct stat what;
		if (lstat(path, &what) == 0 && S_ISDIR(what.st_mode)) {
			chmod(path, 0700);
			folder_remove(path);
		} else {
			unlink(path);
			free(path);
		}
	}
	if (entries)
		closedir(entries);
	rmdir(folder);
	free(folder);
}

int site_set_up(void **state)
{
	struct site *site = mem_alloc(1, sizeof *site);

	site->folder = folder_make();
	site->path = folder_path(site->folder, "a.roundtable");
	site->journal = folder_path(site->folder, "a.roundtable-journal");
	*state = site;
	return 0;
}

int site_tear_down(void **state)
{
	struct site *site = *state;

	folder_remove(site->folder);
	free(site->path);
	free(site->journal);
	free(site);
	return 0;
}

void file_read(const char *path, struct buf *out)
{
	FILE *file = fopen(path, "rb");
	char block[65536];

	assert_non_null(file);
	buf_clear(out);
	for (size_t length; (length = fread(block, 1, sizeof block, file)) > 0;)
		buf_add(out, block, length);
	fclose(file);
}

void file_write(const char *path, const void *bytes, size_t length)
{
	FILE *file = fopen(path, "wb");

	assert_non_null(file);
	if (length > 0)
		assert_int_equal(fwrite(bytes, 1, length, file), length);
	assert_int_equal(fclose(file), 0);
}

bool file_is_there(const char *path)
{
	return access(path, F_OK) == 0;
}

size_t bytes_count(const struct buf *bytes, const void *needle, size_t length)
{
	const char *at = buf_text(bytes), *end = at + bytes->count;
	size_t count = 0;

	while ((at = memmem(at, (size_t)(end - at), needle, length))) {
		count++;
		at++;
	}
	return count;
}

static moment tick(void *context)
{
	moment *state = context;

	return *state += 1000;
}

struct clock clock_ticking(moment *state)
{
	return (struct clock){.now = tick, .context = state};
}

/* --- events --- */

static const char *const samples[] = {
	"A bench at the bus stop",
	"“Quoted”, \"straight\", back\\slash",
	"line one\nline two\ttab",
	"\x01\x1f\x7f control",
	"Zoë, 名前, \xf0\x9f\xaa\x91, e\xcc\x81",
	"</script><!-- {\"json\":[]} -->",
	"=1+1",
};

enum { SAMPLES = sizeof samples / sizeof samples[0] };

static uint32_t draw(uint32_t *seed)
{
	*seed = *seed * 1664525u + 1013904223u;
	return *seed >> 8;
}

static const char *draw_text(uint32_t *seed)
{
	return samples[draw(seed) % SAMPLES];
}

static int64_t draw_number(uint32_t *seed)
{
	static const int64_t numbers[] = {
		0, 1, -1, 7, 20261121, INT64_C(1) << 53, INT64_MAX, INT64_MIN};

	return numbers[draw(seed) % 8];
}

static void add_role(struct plan *plan, const char *name, const char *group)
{
	*array_push(&plan->roles) =
		(struct role){.name = mem_copy_text(name), .group = mem_copy_text(group)};
}

static void set(struct stage *stage, enum setting setting, int64_t number)
{
	stage->settings[setting] = (struct setting_value){.given = true, .number = number};
}

void plan_fill(struct plan *plan)
{
	*plan = (struct plan){.minutes = 120};
	plan->title = mem_copy_text("First \"meeting\"");
	plan->kind = PURPOSE_STARTING;
	plan->for_whom = mem_copy_text("everybody");
	plan->comes_out = mem_copy_text("a list");
	plan->sources = mem_copy_text("A 2019");
	plan->fewest = 5;
	plan->most = 15;
	plan->purpose = mem_copy_text("To begin.\n\nTogether.");
	plan->language = mem_copy_text("fr");
	add_role(plan, "resident", "lives with it");
	add_role(plan, "funder", NULL);
	*array_push(&plan->people) = (struct plan_person){
		.name = mem_copy_text("Amina"), .role = mem_copy_text("resident")};

	struct stage *collect = plan_add_stage(plan);
	collect->name = mem_copy_text("questions");
	free(collect->title);
	collect->title = mem_copy_text("What would be worth finding out?");
	collect->activity = ACTIVITY_COLLECT;
	collect->minutes = 18;
	free(collect->prompt);
	collect->prompt = mem_copy_text("What would have to change?");
	free(collect->notes);
	collect->notes = mem_copy_text("Read it twice. Wait.");
	texts_add(&collect->items, "one");
	texts_add(&collect->items, "two");
	*array_push(&collect->columns) =
		(struct column){.name = mem_copy_text("what"), .type = COLUMN_TEXT};
	struct column *column = array_push(&collect->columns);
	*column = (struct column){.name = mem_copy_text("how much"), .type = COLUMN_CHOICE};
	texts_add(&column->choices, "little");
	texts_add(&column->choices, "a lot");
	set(collect, SETTING_SILENT, 5);
	set(collect, SETTING_AUTHORS, AUTHORS_COUNTED);

	struct stage *vote = plan_add_stage(plan);
	vote->activity = ACTIVITY_VOTE;
	vote->minutes = 10;
	set(vote, SETTING_OPTIONS, 0);
	set(vote, SETTING_METHOD, 2);
	set(vote, SETTING_SECRET, 1);
	set(vote, SETTING_THRESHOLD, 2003);
}

static void fill_field(struct body *body, const struct field_info *field, uint32_t *seed)
{
	void *to = body_place_make(body, field);

	switch (field->type) {
	case FIELD_TYPE_INT:
		*(int64_t *)to = draw_number(seed);
		return;
	case FIELD_TYPE_SMALL:
		*(int32_t *)to = (int32_t)draw_number(seed);
		return;
	case FIELD_TYPE_IDS:
		for (uint32_t i = draw(seed) % 5; i > 0; i--)
			ids_add(to, draw_number(seed));
		return;
	case FIELD_TYPE_TEXT:
		*(char **)to = mem_copy_text(draw_text(seed));
		return;
	case FIELD_TYPE_PLAN:
		*(struct plan **)to = mem_alloc(1, sizeof(struct plan));
		plan_fill(*(struct plan **)to);
		return;
	}
}

static size_t words_of(enum event_kind kind)
{
	const char *words = event_words(kind);
	size_t count = *words ? 1 : 0;

	for (; *words; words++)
		count += *words == ',';
	return count;
}

void event_fill(struct event *event, enum event_kind kind, int64_t seq, uint32_t seed)
{
	const char *names = event_fields(kind);

	*event = (struct event){.seq = seq,
		.at = INT64_C(1795000000000) + seq * 1234,
		.step = seq,
		.by = (int64_t)(draw(&seed) % 4) - 1,
		.kind = kind};
	while (*names) {
		size_t length = strcspn(names, " ");
		const struct field_info *field = field_find(names, length);
		assert_non_null(field);
		fill_field(&event->body, field, &seed);
		names += length + strspn(names + length, " ");
	}
	for (size_t i = 0; i < words_of(kind); i++)
		texts_add(&event->words, draw_text(&seed));
}

void event_start(struct event *event)
{
	*event = (struct event){
		.seq = 1, .at = INT64_C(1795000000000), .step = 1, .kind = EVENT_SESSION_STARTED};
	struct rare *rare = body_rare_make(&event->body);
	rare->id = mem_copy_text("00112233445566778899aabbccddeeff");
	rare->format = 1;
	rare->language = mem_copy_text("en");
	rare->programme = mem_copy_text("# First meeting\n");
	rare->plan = mem_alloc(1, sizeof(struct plan));
	plan_fill(rare->plan);
}

static void assert_text_equal(const char *a, const char *b)
{
	if (!a || !b)
		assert_true(a == b);
	else
		assert_string_equal(a, b);
}

static void assert_texts_equal(const struct texts *a, const struct texts *b)
{
	assert_int_equal(a->count, b->count);
	for (size_t i = 0; i < a->count; i++)
		assert_text_equal(a->items[i], b->items[i]);
}

static void assert_stage_equal(const struct stage *a, const struct stage *b)
{
	assert_text_equal(a->name, b->name);
	assert_text_equal(a->title, b->title);
	assert_int_equal(a->activity, b->activity);
	assert_int_equal(a->minutes, b->minutes);
	assert_text_equal(a->prompt, b->prompt);
	assert_text_equal(a->notes, b->notes);
	assert_texts_equal(&a->items, &b->items);
	assert_int_equal(a->columns.count, b->columns.count);
	for (size_t i = 0; i < a->columns.count; i++) {
		assert_text_equal(a->columns.items[i].name, b->columns.items[i].name);
		assert_int_equal(a->columns.items[i].type, b->columns.items[i].type);
		assert_texts_equal(&a->columns.items[i].choices, &b->columns.items[i].choices);
	}
	for (size_t i = 0; i < SETTINGS; i++) {
		assert_int_equal(a->settings[i].given, b->settings[i].given);
		assert_int_equal(a->settings[i].number, b->settings[i].number);
		assert_text_equal(a->settings[i].text, b->settings[i].text);
	}
}

static void assert_plan_equal(const struct plan *a, const struct plan *b)
{
	assert_text_equal(a->title, b->title);
	assert_int_equal(a->kind, b->kind);
	assert_text_equal(a->for_whom, b->for_whom);
	assert_text_equal(a->comes_out, b->comes_out);
	assert_text_equal(a->sources, b->sources);
	assert_int_equal(a->fewest, b->fewest);
	assert_int_equal(a->most, b->most);
	assert_text_equal(a->purpose, b->purpose);
	assert_text_equal(a->language, b->language);
	assert_int_equal(a->minutes, b->minutes);
	assert_int_equal(a->roles.count, b->roles.count);
	for (size_t i = 0; i < a->roles.count; i++) {
		assert_text_equal(a->roles.items[i].name, b->roles.items[i].name);
		assert_text_equal(a->roles.items[i].group, b->roles.items[i].group);
	}
	assert_int_equal(a->people.count, b->people.count);
	for (size_t i = 0; i < a->people.count; i++) {
		assert_text_equal(a->people.items[i].name, b->people.items[i].name);
		assert_text_equal(a->people.items[i].role, b->people.items[i].role);
	}
	assert_int_equal(a->stages.count, b->stages.count);
	for (size_t i = 0; i < a->stages.count; i++)
		assert_stage_equal(&a->stages.items[i], &b->stages.items[i]);
}

static void assert_field_equal(
	const struct body *a, const struct body *b, const struct field_info *field)
{
	const void *x = body_place(a, field), *y = body_place(b, field);

	switch (field->type) {
	case FIELD_TYPE_INT:
	case FIELD_TYPE_SMALL:
		assert_int_equal(body_number(a, field), body_number(b, field));
		return;
	case FIELD_TYPE_IDS: {
		const struct ids *one = x, *two = y;
		assert_int_equal(one->count, two->count);
		for (size_t i = 0; i < one->count; i++)
			assert_int_equal(one->items[i], two->items[i]);
		return;
	}
	case FIELD_TYPE_TEXT:
		assert_text_equal(*(char *const *)x, *(char *const *)y);
		return;
	case FIELD_TYPE_PLAN: {
		const struct plan *one = *(struct plan *const *)x, *two = *(struct plan *const *)y;
		assert_int_equal(one == NULL, two == NULL);
		if (one && two)
			assert_plan_equal(one, two);
		return;
	}
	}
}

void assert_event_equal(const struct event *a, const struct event *b)
{
	static const char all[] =
#define X(member, type) #member " "
		FIELDS(X);
#undef X

	assert_int_equal(a->seq, b->seq);
	assert_int_equal(a->at, b->at);
	assert_int_equal(a->step, b->step);
	assert_int_equal(a->by, b->by);
	assert_int_equal(a->kind, b->kind);
	assert_int_equal(a->erased, b->erased);
	assert_texts_equal(&a->words, &b->words);
	for (const char *name = all; *name; name += strcspn(name, " ") + 1) {
		const struct field_info *field = field_find(name, strcspn(name, " "));
		assert_non_null(field);
		assert_field_equal(&a->body, &b->body, field);
	}
}

void change_add(struct change *change, const struct event *event)
{
	struct event copy;

	event_copy(&copy, event);
	*array_push(&change->events) = copy;
}

void events_finish(struct events *events)
{
	for (size_t i = 0; i < events->count; i++)
		event_finish(&events->items[i]);
	array_finish(events);
}

void boxes_free(struct boxes *boxes)
{
	for (size_t i = 0; i < boxes->count; i++)
		box_finish(&boxes->items[i]);
	array_finish(boxes);
}

/* --- session files --- */

enum error_code store_outcome(
	const char *path, enum store_mode mode, struct events *events, int64_t *broken, char **text)
{
	struct error err = {0};
	struct events read = {0};
	struct boxes boxes = {0};
	struct store *store = store_open(path, mode, random_system(), &err);

	*broken = 0;
	if (store)
		store_load(store, &read, &boxes, broken, &err);
	store_close(store);
	boxes_free(&boxes);
	if (events)
		*events = read;
	else
		events_finish(&read);
	enum error_code code = err.code;
	if (text)
		*text = strdup(err.text ? err.text : "");
	error_finish(&err);
	return code;
}

void store_fill(const char *path, uint32_t seed)
{
	struct error err = {0};
	struct store *store = store_create(path, random_system(), &err);
	struct change change = {0};
	struct event event;

	assert_non_null(store);
	event_start(&event);
	change_add(&change, &event);
	event_finish(&event);
	for (int kind = 1; kind < EVENT_KINDS; kind++) {
		event_fill(&event, (enum event_kind)kind, kind + 1, seed + (uint32_t)kind);
		array_finish(&body_rare_make(&event.body)->things); /* nothing is erased here */
		change_add(&change, &event);
		event_finish(&event);
	}
	assert_true(store_begin(store, &err));
	assert_true(store_write(store, &change, &err));
	assert_true(store_commit(store, &err));
	change_finish(&change);
	store_close(store);
}

static void add_note(struct store *store, int64_t seq, const char *place, const char *text)
{
	struct event note = {.seq = seq,
		.at = 1795000000000 + seq,
		.step = seq,
		.kind = EVENT_NOTE_ADDED,
		.body = {.stage = 0}};
	struct change change = {0};

	texts_add(&note.words, text);
	change_add(&change, &note);
	event_finish(&note);
	assert_true(store_begin(store, NULL));
	assert_true(store_draft_put(store, place, text, NULL));
	assert_true(store_commit(store, NULL));
	assert_true(store_begin(store, NULL));
	assert_true(store_write(store, &change, NULL));
	assert_true(store_commit(store, NULL));
	change_finish(&change);
}

void store_type(const char *path, uint32_t seed)
{
	enum { PLACES = 14 };
	struct store *store = store_create(path, random_system(), NULL);
	struct change change = {0};
	struct event event;
	char place[16];

	assert_non_null(store);
	event_start(&event);
	change_add(&change, &event);
	event_finish(&event);
	assert_true(store_write(store, &change, NULL));
	assert_true(store_commit(store, NULL));
	change_finish(&change);
	for (int64_t seq = 2; seq < 2 + NOTES; seq++) {
		struct buf text = {0};
		seed = seed * 1664525u + 1013904223u;
		snprintf(place, sizeof place, "prompt-%d", (int)(seed >> 8) % PLACES);
		buf_format(&text, "secret-%04d-", (int)seq);
		for (int i = (int)(seed >> 16) % 3 * 350 + 200; i > 0; i--)
			buf_byte(&text, 'x');
		add_note(store, seq, place, text.bytes);
		buf_finish(&text);
	}
	for (int i = 0; i < PLACES; i++) {
		snprintf(place, sizeof place, "prompt-%d", i);
		assert_true(store_begin(store, NULL));
		assert_true(store_draft_put(store, place, "something else", NULL));
		assert_true(store_commit(store, NULL));
	}
	store_close(store);
}

sqlite3 *bare_open(const char *path)
{
	sqlite3 *db = NULL;

	assert_int_equal(sqlite3_open_v2(path, &db, SQLITE_OPEN_READWRITE, NULL), SQLITE_OK);
	sqlite3_db_config(db, SQLITE_DBCONFIG_DEFENSIVE, 0, NULL);
	sqlite3_db_config(db, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 1, NULL);
	return db;
}

int bare_run(sqlite3 *db, const char *sql)
{
	return sqlite3_exec(db, sql, NULL, NULL, NULL);
}

int64_t bare_number(sqlite3 *db, const char *sql)
{
	sqlite3_stmt *row = NULL;
	int64_t number = -1;

	assert_int_equal(sqlite3_prepare_v2(db, sql, -1, &row, NULL), SQLITE_OK);
	if (sqlite3_step(row) == SQLITE_ROW)
		number = sqlite3_column_int64(row, 0);
	sqlite3_finalize(row);
	return number;
}
