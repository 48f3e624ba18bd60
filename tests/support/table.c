#include "table.h"

#include "model_dump.h"

#include "roundtable/base/i18n.h"
#include "roundtable/base/mem.h"
#include "roundtable/codec/audience.h"
#include "roundtable/programme/programme.h"
#include "roundtable/ui/glyph.h"
#include "roundtable/ui/layout.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

/* A morning in March, half past nine by the room's clock. */
#define MORNING INT64_C(1772613000000)

char *table_source(const char *path)
{
	const char *source = getenv("ROUNDTABLE_SOURCE");
	struct buf name = {0}, text = {0};
	char bytes[4096];
	size_t got;

	buf_format(&name, "%s/%s", source != NULL ? source : ".", path);
	FILE *file = fopen(buf_text(&name), "r");
	if (file == NULL)
		fail_msg("%s cannot be read", buf_text(&name));
	while ((got = fread(bytes, 1, sizeof bytes, file)) > 0)
		buf_add(&text, bytes, got);
	fclose(file);
	buf_finish(&name);
	return text.bytes != NULL ? buf_take(&text) : mem_copy_text("");
}

/* --- the ports: what a session file would do --- */

static moment now(void *context)
{
	return ((struct table *)context)->now;
}

static bool broken(struct table *table, struct error *err)
{
	if (table->broken_disk)
		error_set(err, ERROR_FULL, "The disk is full.");
	return table->broken_disk;
}

static struct table_draft *draft_at(const struct table *table, const char *place)
{
	for (size_t i = 0; i < table->drafts.count; i++)
		if (strcmp(table->drafts.items[i].place, place) == 0)
			return &table->drafts.items[i];
	return NULL;
}

static enum command_result run(void *context, const struct command *command,
	const struct texts *uses, struct refusal *refusal, struct error *err)
{
	struct table *table = context;
	struct change change = {0};

	if (broken(table, err)) {
		table->failed++;
		return COMMAND_FAILED;
	}
	if (!decide(&table->model, command, table->now, table->config.random, &change, refusal)) {
		assert_int_equal(change.events.count, 0);
		assert_int_equal(change.operation, BOX_NONE);
		table->refused++;
		return COMMAND_REFUSED;
	}
	model_change(&table->model, &change);
	for (size_t i = 0; i < uses->count; i++) {
		struct table_draft *used = draft_at(table, uses->items[i]);
		assert_non_null(used);
		free(used->text);
		used->text = NULL;
	}
	table->run++;
	table->now += 1000;
	return COMMAND_DONE;
}

static bool draft(void *context, const char *place, const char *text, struct error *err)
{
	struct table *table = context;
	struct table_draft *found = draft_at(table, place);

	if (broken(table, err))
		return false;
	if (found == NULL) {
		found = array_push(&table->drafts);
		*found = (struct table_draft){.place = mem_copy_text(place)};
	}
	free(found->text);
	found->text = mem_copy_text(text);
	table->kept++;
	return true;
}

static bool copy(void *context, const char *path, struct error *err)
{
	struct table *table = context;

	if (broken(table, err))
		return false;
	if (table->model.boxes.count > 0)
		return error_set(err, ERROR_INPUT, "%s", refusal_sentence(REFUSED_COPY_OPEN));
	free(table->copied);
	table->copied = mem_copy_text(path);
	return true;
}

static bool minutes(void *context, const char *path, struct error *err)
{
	struct table *table = context;

	if (broken(table, err))
		return false;
	free(table->written);
	table->written = mem_copy_text(path);
	return true;
}

static bool slips(void *context, const char *path, struct error *err)
{
	struct table *table = context;

	if (broken(table, err))
		return false;
	free(table->slips);
	table->slips = mem_copy_text(path);
	return true;
}

static char *free_name(void *context, const char *path)
{
	(void)context;
	return mem_copy_text(path);
}

static void head(void *context, char out[10])
{
	(void)context;
	snprintf(out, 10, "3fa9 0c1e");
}

/* As the program does it: written and read again, it stands on its own. */
static bool still(
	void *context, const struct audience *shown, struct audience *copied, struct error *err)
{
	struct buf json = {0};

	(void)context;
	codec_audience_write(shown, &json);
	bool good = codec_audience_read(json.bytes, json.count, copied, err);
	buf_finish(&json);
	return good;
}

/* --- the door for devices --- */

static void count_devices(struct table *table)
{
	struct door *door = &table->door;

	door->waiting = door->in = door->ready = 0;
	for (size_t i = 0; i < door->devices.count; i++) {
		const struct door_device *device = &door->devices.items[i];
		door->waiting += device->state == DEVICE_WAITING;
		door->in += device->state == DEVICE_IN && !device->wall;
		door->ready += device->ready;
	}
	console_door(table->console, door);
}

static void remove_device(struct door *door, size_t index)
{
	free(door->devices.items[index].name);
	free(door->devices.items[index].role);
	free(door->devices.items[index].alike);
	array_remove(&door->devices, index);
}

static void admit(struct door *door, int64_t id)
{
	for (size_t left = door->devices.count, i = 0; left > 0; left--) {
		struct door_device device = door->devices.items[i];
		bool plain = device.alike == NULL && !device.moves;
		if (device.state == DEVICE_WAITING && device.id != id && (id != 0 || !plain)) {
			i++;
			continue;
		}
		/* those waiting come first */
		device.state = DEVICE_IN;
		array_remove(&door->devices, i);
		*array_push(&door->devices) = device;
	}
}

static void open_door(struct door *door, int64_t address)
{
	struct buf url = {0};

	buf_format(&url, "http://%s:8080", door->addresses.items[address].address);
	door->open = door->asks = true;
	door->loopback = door->addresses.items[address].loopback;
	door->test = DOOR_WORKS;
	door->url = buf_take(&url);
	strcpy(door->code, "7K3M9Q");
	strcpy(door->long_code, "7K3M9QXT04");
}

static void close_door(struct door *door)
{
	while (door->devices.count > 0)
		remove_device(door, 0);
	free(door->url);
	door->url = NULL;
	door->open = false;
}

static bool at_door(void *context, const struct door_wish *wish, struct error *err)
{
	struct table *table = context;
	struct door *door = &table->door;

	if (broken(table, err))
		return false;
	switch (wish->verb) {
	case DOOR_OPEN:
		open_door(door, wish->number);
		break;
	case DOOR_CLOSE:
		close_door(door);
		break;
	case DOOR_ASK:
		door->asks = wish->number == 1;
		break;
	case DOOR_ADMIT:
		assert_true(wish->number > 0);
		admit(door, wish->number);
		break;
	case DOOR_ADMIT_ALL:
		admit(door, 0);
		break;
	case DOOR_PUT_OUT:
		for (size_t i = door->devices.count; i-- > 0;)
			if (door->devices.items[i].id == wish->number)
				remove_device(door, i);
		break;
	case DOOR_NEW_CODE:
		strcpy(door->code, "0A1B2C");
		strcpy(door->long_code, "0A1B2C3D4E");
		break;
	}
	table->wishes++;
	count_devices(table);
	return true;
}

/* --- laying the table --- */

static void read_plan(const char *programme, struct plan *plan)
{
	struct diagnostics diagnostics = {0};
	char *text = table_source(programme);

	if (!programme_parse(text, strlen(text), plan, &diagnostics))
		for (size_t i = 0; i < diagnostics.count; i++)
			print_error("%s:%d: %s\n", programme, diagnostics.items[i].line,
				diagnostics.items[i].text);
	assert_non_null(plan->title);
	diagnostics_finish(&diagnostics);
	free(text);
}

int64_t table_do(struct table *table, struct command command)
{
	int64_t first = model_next_seq(&table->model);
	struct change change = {0};
	struct refusal refusal = {0};

	if (!decide(&table->model, &command, table->now, table->config.random, &change, &refusal))
		fail_msg(
			"%s refused: %s", event_name(command.kind), refusal_sentence(refusal.code));
	model_change(&table->model, &change);
	return first;
}

static void start(struct table *table, struct plan *plan)
{
	table_do(table, (struct command){.kind = EVENT_SESSION_STARTED,
				.body = {RARE(.id = "00112233445566778899aabbccddeeff",
					.language = plan->language, .format = 1, .plan = plan)}});
	for (size_t i = 0; i < plan->people.count; i++) {
		struct command command = {.kind = EVENT_PERSON_ADDED,
			.body = {.role = plan_role(plan, plan->people.items[i].role),
				.votes = 1,
				.status = STATUS_HERE}};
		texts_add(&command.words, plan->people.items[i].name);
		texts_add(&command.words, "");
		table_do(table, command);
		texts_finish(&command.words);
	}
}

static void draw(struct table *table)
{
	struct page page = {0};

	if (table->left || table->blind)
		return;
	table_page(table, &page);
	layout(&page, table->canvas.columns, table->canvas.rows, console_scroll(table->console),
		&table->canvas);
	page_finish(&page);
}

void table_open(struct table *table, const struct table_options *options)
{
	struct plan plan = {0};

	*table = (struct table){.now = MORNING};
	table->config = (struct console_config){.ports = {.context = table,
							.run = run,
							.draft = draft,
							.copy = copy,
							.minutes = minutes,
							.slips = slips,
							.free_name = free_name,
							.head = head,
							.door = at_door,
							.still = still},
		.model = &table->model,
		.clock = {now, table},
		.random = random_seeded(
			&table->seeded, options->seed != 0 ? options->seed : TABLE_SEED),
		.file = "workshop.roundtable",
		.same_picture = options->same_picture,
		.separate_wall = options->separate_wall,
		.read_only = options->read_only};
	read_plan(options->programme != NULL ? options->programme : "sessions/tour.md", &plan);
	start(table, &plan);
	plan_finish(&plan);
	table->console = console_create(&table->config);
	canvas_size(&table->canvas, options->columns > 0 ? options->columns : 80,
		options->rows > 0 ? options->rows : 24);
	if (options->separate_wall)
		console_walls(table->console, 1);
	if (options->read_only != NULL)
		console_say(table->console, true, options->read_only);
	draw(table);
}

void table_open_at(struct table *table, int stage, bool same_picture)
{
	table_open(table, &(struct table_options){.programme = RICH, .same_picture = same_picture});
	table_do(table, (struct command){.kind = EVENT_STAGE_ENTERED, .body = {.stage = stage}});
	table_wait(table, 0);
}

void table_follow(struct table *table, const char *programme)
{
	struct model earlier = table->model, again = {0};
	struct plan plan = {0};

	table->model = (struct model){0};
	table->now += INT64_C(28) * 24 * 60 * MINUTE_MS;
	read_plan(programme, &plan);
	table_do(table, (struct command){.kind = EVENT_SESSION_STARTED,
				.earlier = &earlier,
				.body = {RARE(.id = "0123456789abcdef0123456789abcdef", .format = 1,
					.language = "en", .plan = &plan)}});
	plan_finish(&plan);
	model_finish(&earlier);
	/* as the file would give it back */
	model_replay(&table->model, &again);
	model_finish(&table->model);
	table->model = again;
	console_destroy(table->console);
	table->console = console_create(&table->config);
	draw(table);
}

void table_reopen(struct table *table)
{
	struct model again = {0};

	console_destroy(table->console);
	model_replay(&table->model, &again);
	model_finish(&table->model);
	table->model = again;
	table->left = false;
	table->console = console_create(&table->config);
	if (table->door.addresses.count > 0)
		console_door(table->console, &table->door);
	for (size_t i = 0; i < table->drafts.count && table->config.read_only == NULL; i++)
		if (table->drafts.items[i].text != NULL)
			console_restore(table->console, table->drafts.items[i].place,
				table->drafts.items[i].text);
	draw(table);
}

void table_close(struct table *table)
{
	console_destroy(table->console);
	model_finish(&table->model);
	canvas_finish(&table->canvas);
	close_door(&table->door);
	door_finish(&table->door);
	for (size_t i = 0; i < table->drafts.count; i++) {
		free(table->drafts.items[i].place);
		free(table->drafts.items[i].text);
	}
	array_finish(&table->drafts);
	free(table->copied);
	free(table->written);
	free(table->slips);
	*table = (struct table){0};
}

void table_door(struct table *table)
{
	*array_push(&table->door.addresses) = (struct door_address){
		.name = mem_copy_text("eth0"), .address = mem_copy_text("192.168.1.20")};
	*array_push(&table->door.addresses) = (struct door_address){.name = mem_copy_text("lo"),
		.address = mem_copy_text("127.0.0.1"),
		.loopback = true};
	count_devices(table);
	draw(table);
}

int64_t table_knock(
	struct table *table, const char *name, const char *role, const char *alike, bool moves)
{
	struct door_devices *devices = &table->door.devices;
	struct door_device device = {.id = ++table->devices,
		.name = mem_copy_text(name),
		.role = mem_copy_text(role),
		.alike = mem_copy_text(alike),
		.moves = moves,
		.connected = true};
	size_t at = 0;

	array_push(devices);
	while (at + 1 < devices->count && devices->items[at].state == DEVICE_WAITING)
		at++;
	for (size_t i = devices->count - 1; i > at; i--)
		devices->items[i] = devices->items[i - 1];
	devices->items[at] = device;
	count_devices(table);
	draw(table);
	return device.id;
}

void table_gone(struct table *table, int64_t device)
{
	for (size_t i = table->door.devices.count; i-- > 0;)
		if (table->door.devices.items[i].id == device)
			remove_device(&table->door, i);
	count_devices(table);
	draw(table);
}

/* --- keys --- */

static void use(struct table *table, const struct key *key)
{
	if (table->left)
		fail_msg("a key after the console was left");
	table->left = !console_key(table->console, key);
	console_keep(table->console);
	draw(table);
}

void table_key(struct table *table, int32_t code)
{
	use(table, &(struct key){.code = code});
}

bool table_click(struct table *table, int row, int column)
{
	const struct spot *spot = canvas_spot_at(&table->canvas, row, column);

	if (spot != NULL)
		use(table, &(struct key){.code = spot->code, .target = spot->target});
	return spot != NULL;
}

void table_type(struct table *table, const char *text)
{
	size_t length = strlen(text);
	int32_t code;

	for (size_t at = 0; at < length;) {
		at += glyph_decode(text + at, length - at, &code);
		table_key(table, code);
	}
}

void table_paste(struct table *table, const char *text)
{
	char *copied = mem_copy_text(text);

	use(table, &(struct key){.code = KEYS_PASTE, .text = copied, .length = strlen(text)});
	free(copied);
}

void table_keys(struct table *table, const char *keys)
{
	while (*keys != '\0') {
		size_t length = strcspn(keys, *keys == '"' ? "" : " \t\n");
		if (*keys == '"') {
			const char *end = strchr(keys + 1, '"');
			if (end == NULL)
				fail_msg("a quotation mark is missing: %s", keys);
			char *text = mem_copy_bytes(keys + 1, (size_t)(end - keys - 1));
			table_type(table, text);
			free(text);
			length = (size_t)(end + 1 - keys);
		} else if (length > 0) {
			char *name = mem_copy_bytes(keys, length);
			if (key_from_name(name) == 0)
				fail_msg("no such key: %s", name);
			table_key(table, key_from_name(name));
			free(name);
		}
		keys += length;
		keys += strspn(keys, " \t\n");
	}
}

void table_wait(struct table *table, int64_t ms)
{
	table->now += ms;
	draw(table);
}

void table_resize(struct table *table, int columns, int rows)
{
	canvas_size(&table->canvas, columns, rows);
	draw(table);
}

/* --- what stands there --- */

void table_page(struct table *table, struct page *page)
{
	console_page(table->console, page);
}

char *table_lines(struct table *table)
{
	struct page page = {0};
	struct buf text = {0};

	table_page(table, &page);
	layout_linear(&page, 1000, &text);
	page_finish(&page);
	return text.bytes != NULL ? buf_take(&text) : mem_copy_text("");
}

char *table_screen(struct table *table)
{
	struct buf text = {0};

	canvas_print(&table->canvas, &text);
	return buf_take(&text);
}

bool table_says(struct table *table, const char *text)
{
	char *lines = table_lines(table);
	bool found = strstr(lines, text) != NULL;

	free(lines);
	return found;
}

void table_must_say(struct table *table, const char *text)
{
	if (table_says(table, text))
		return;
	char *lines = table_lines(table);
	print_error("not on the page: %s\n%s\n", text, lines);
	free(lines);
	fail();
}

size_t table_count(const struct table *table, enum event_kind kind)
{
	size_t count = 0;

	for (size_t i = 0; i < table->model.events.count; i++)
		count += table->model.events.items[i].kind == kind;
	return count;
}

const char *table_draft(const struct table *table, const char *place)
{
	const struct table_draft *found = draft_at(table, place);

	return found != NULL ? found->text : NULL;
}

int64_t table_person(const struct table *table, const char *name)
{
	const struct person *person = model_person_named(&table->model, name);

	if (person == NULL)
		fail_msg("nobody is called %s", name);
	return person->id;
}

int64_t table_say(struct table *table, struct command command, const char *one, const char *two)
{
	if (one != NULL)
		texts_add(&command.words, one);
	if (two != NULL)
		texts_add(&command.words, two);
	int64_t id = table_do(table, command);
	texts_finish(&command.words);
	return id;
}

int64_t table_poll(struct table *table, int stage, int64_t thing, bool secret)
{
	return table_do(
		table, (struct command){.kind = EVENT_POLL_OPENED,
			       .body = {.stage = stage, .thing = thing, RARE(.secret = secret)}});
}

void table_cast(struct table *table, int64_t poll, int64_t person, size_t options, int marked)
{
	struct command command = {
		.kind = EVENT_BALLOT_CAST, .body = {.poll = poll, .person = person}};

	for (size_t i = 0; marked >= 0 && i < options; i++)
		ids_add(&body_rare_make(&command.body)->marks, (int)i == marked);
	table_do(table, command);
	body_finish(&command.body);
}
