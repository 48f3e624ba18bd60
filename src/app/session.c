#include "roundtable/app/session.h"

#include "roundtable/base/i18n.h"
#include "roundtable/core/counted.h"

#include <string.h>
#include <unistd.h>

/** The version of the events' meaning that this program writes. */
enum { EVENT_FORMAT = 1 };

static void finish_events(struct events *events)
{
	for (size_t i = 0; i < events->count; i++)
		event_finish(&events->items[i]);
	array_finish(events);
}

static void finish_boxes(struct boxes *boxes)
{
	for (size_t i = 0; i < boxes->count; i++)
		box_finish(&boxes->items[i]);
	array_finish(boxes);
}

/* Whether a box found in the file is one that this poll's commands could have left. */
static bool belongs(const struct model *model, const struct box *box)
{
	const struct poll *poll = model_poll(model, box->poll);

	return poll && poll->state == POLL_OPEN && poll->secret &&
	       box->options == poll_marks(poll) && box->room >= poll->eligible.count;
}

/*
 * Throws the model away and folds it from the disk, the boxes too. A log that does not hold counts
 * as far as it does; without its first event there is no session, and nothing changes.
 */
static bool fold(struct session *session, struct error *err)
{
	struct events events = {0};
	struct boxes boxes = {0};
	struct model model = {0};
	struct error why = {0};
	int64_t broken = 0;

	bool whole = store_load(session->store, &events, &boxes, &broken, &why);
	if (!whole && events.count == 0) {
		finish_boxes(&boxes);
		error_set(err, why.code, "%s", why.text);
		error_finish(&why);
		return false;
	}
	error_finish(&why);
	model_load(&model, &events);
	for (size_t i = 0; i < boxes.count; i++) {
		if (belongs(&model, &boxes.items[i]))
			model_box_put(&model, &boxes.items[i]);
	}
	finish_boxes(&boxes);
	model_finish(&session->model);
	session->model = model;
	session->broken = broken;
	return true;
}

/* --- what is done once only --- */

static const char sent_prefix[] = "sent/";

bool session_is_sent(const char *place)
{
	return strncmp(place, sent_prefix, sizeof sent_prefix - 1) == 0;
}

static void take_sent(void *context, const char *place, const char *text)
{
	(void)text;
	if (session_is_sent(place))
		texts_add(context, place + sizeof sent_prefix - 1);
}

/* What cannot be read is no part of the record: nobody is kept out for it. */
static void read_sent(struct session *session)
{
	texts_finish(&session->sent);
	store_drafts(session->store, take_sent, &session->sent, NULL);
}

static size_t sent_at(const struct session *session, const char *name)
{
	size_t i = 0;

	while (i < session->sent.count && strcmp(session->sent.items[i], name) != 0)
		i++;
	return i;
}

static bool was_sent(const struct session *session, const char *name)
{
	return name != NULL && sent_at(session, name) < session->sent.count;
}

/* Inside a turn. */
static bool write_sent(
	struct session *session, const char *name, const char *text, struct error *err)
{
	struct buf place = {0};

	buf_format(&place, "%s%s", sent_prefix, name);
	bool written = store_draft_put(session->store, buf_text(&place), text, err);
	buf_finish(&place);
	return written;
}

static bool keep_sent(struct session *session, const struct turn_command *turn, struct error *err)
{
	if (turn->once == NULL)
		return true;
	texts_add(&session->sent, turn->once);
	if (was_sent(session, turn->before)) {
		size_t at = sent_at(session, turn->before);
		array_free(session->sent.items[at]);
		array_remove(&session->sent, at);
		if (!write_sent(session, turn->before, NULL, err))
			return false;
	}
	return write_sent(session, turn->once, "1", err);
}

bool session_forget_sent(struct session *session, struct error *err)
{
	bool good = session->sent.count == 0 || store_begin(session->store, err);

	if (session->sent.count == 0)
		return true;
	for (size_t i = 0; good && i < session->sent.count; i++)
		good = write_sent(session, session->sent.items[i], NULL, err);
	good = good && store_commit(session->store, err);
	if (good)
		texts_finish(&session->sent);
	else
		store_rollback(session->store);
	return good;
}

/* --- turns --- */

/** What a turn started from, for when the disk does not answer any more. */
struct before {
	size_t count;         /**< events acknowledged */
	struct events erased; /**< copies of those whose words the turn erases */
};

/*
 * Erasing takes the words out of the model before it is known whether the disk takes them out too.
 */
static void keep_words(
	struct before *before, const struct model *model, const struct change *change)
{
	for (size_t i = 0; i < change->events.count; i++) {
		const struct event *event = &change->events.items[i];
		if (event->kind != EVENT_WORDS_ERASED)
			continue;
		const struct ids *things = &body_rare(&event->body)->things;
		for (size_t k = 0; k < things->count; k++) {
			const struct event *erased = model_event(model, things->items[k]);
			if (erased)
				event_copy(array_push(&before->erased), erased);
		}
	}
}

/*
 * Back to the events that were acknowledged; the boxes are not known then, and the store refuses
 * every further turn.
 */
static void fold_from_memory(struct session *session, struct before *before)
{
	struct events events = session->model.events;

	session->model.events = (struct events){0};
	while (events.count > before->count)
		event_finish(&events.items[--events.count]);
	for (size_t i = 0; i < before->erased.count; i++) {
		struct event *kept = &before->erased.items[i];
		if ((size_t)kept->seq > events.count)
			continue;
		struct event now = events.items[kept->seq - 1];
		events.items[kept->seq - 1] = *kept;
		*kept = now;
	}
	model_load(&session->model, &events);
}

/* After a turn that failed: back to what the disk has. */
static void fold_again(struct session *session, struct before *before)
{
	struct ids own = session->model.own; /* no disk knows them */

	session->model.own = (struct ids){0};
	store_rollback(session->store);
	if (!fold(session, NULL))
		fold_from_memory(session, before);
	while (own.count > 0 && own.items[own.count - 1] > (int64_t)session->model.events.count)
		own.count--;
	session->model.own = own;
	read_sent(session);
}

/* What one command of a turn does, on what those before it left. False: the turn has failed. */
static bool do_command(struct session *session, struct turn_command *turn, struct before *before,
	bool *wrote, struct error *err)
{
	struct change change = {0};

	turn->refusal = (struct refusal){0};
	turn->made = 0;
	if (was_sent(session, turn->once)) {
		turn->outcome = TURN_DONE;
		return true;
	}
	if (!decide(&session->model, turn->command, session->clock.now(session->clock.context),
		    session->random, &change, &turn->refusal)) {
		turn->outcome = TURN_REFUSED;
		return true;
	}
	bool written = store_write(session->store, &change, err);
	for (size_t i = 0; written && turn->uses != NULL && i < turn->uses->count; i++)
		written = store_draft_put(session->store, turn->uses->items[i], NULL, err);
	written = written && keep_sent(session, turn, err);
	if (!written) {
		change_finish(&change);
		return false;
	}
	turn->made = change.events.count > 0 ? change.events.items[0].seq : 0;
	keep_words(before, &session->model, &change);
	model_change(&session->model, &change);
	turn->outcome = TURN_DONE;
	*wrote = true;
	return true;
}

bool session_turn(
	struct session *session, struct turn_command *commands, size_t count, struct error *err)
{
	struct before before = {.count = session->model.events.count};
	bool wrote = false;
	bool done = store_begin(session->store, err);
	bool begun = done;

	for (size_t i = 0; done && i < count; i++)
		done = do_command(session, &commands[i], &before, &wrote, err);
	if (done && !wrote)
		store_rollback(session->store); /* all refused: nothing is written */
	else if (done)
		done = store_commit(session->store, err);
	if (!done) {
		for (size_t i = 0; i < count; i++)
			commands[i].outcome = TURN_FAILED;
		if (begun || !store_read_only(session->store, NULL))
			fold_again(session, &before);
	}
	finish_events(&before.erased);
	return done;
}

enum turn_outcome session_run(struct session *session, const struct command *command,
	struct refusal *refusal, struct error *err)
{
	struct turn_command turn = {.command = command};

	session_turn(session, &turn, 1, err);
	*refusal = turn.refusal;
	return turn.outcome;
}

bool session_draft(struct session *session, const char *place, const char *text, struct error *err)
{
	struct before before = {.count = session->model.events.count};

	if (store_begin(session->store, err) && store_draft_put(session->store, place, text, err) &&
		store_commit(session->store, err))
		return true;
	if (!store_read_only(session->store, NULL))
		fold_again(session, &before);
	return false;
}

/* From one seed comes one id: what follows a rehearsal is not to be taken for it. */
static bool is_earlier(const struct model *earlier, const char *id)
{
	bool same = earlier != NULL && strcmp(earlier->id, id) == 0;

	for (size_t i = 0; earlier != NULL && i < earlier->earlier.count; i++)
		same = same || strcmp(earlier->earlier.items[i].session, id) == 0;
	return same;
}

/* The first event, and what is carried over with it, by the way of every other. */
static bool start(struct session *session, const struct session_start *with, struct error *err)
{
	unsigned char id[SESSION_ID_BYTES];
	char hex[2 * SESSION_ID_BYTES + 1];
	struct refusal refusal;
	struct command command = {
		.kind = EVENT_SESSION_STARTED,
		.by = BY_FACILITATOR,
		.earlier = with->earlier,
		.body = {RARE(.id = hex, .format = EVENT_FORMAT, .language = with->plan->language,
			.offset = with->offset, .rehearsal = with->rehearsal,
			/* decide() copies what it takes */
			.programme = (char *)with->programme, .plan = (struct plan *)with->plan)},
	};

	do {
		session->random.fill(session->random.context, id, sizeof id);
		hex_write(hex, id, sizeof id);
	} while (is_earlier(with->earlier, hex));
	switch (session_run(session, &command, &refusal, err)) {
	case TURN_DONE:
		return true;
	case TURN_REFUSED:
		return error_set(err, ERROR_SYSTEM, "%s", _(refusal_sentence(refusal.code)));
	case TURN_FAILED:
		return false;
	}
	return false;
}

bool session_create(struct session *session, const char *path, const struct session_start *with,
	struct clock clock, struct random random, struct error *err)
{
	struct session made = {.clock = clock, .random = random};

	made.store = store_create(path, random, err);
	if (!made.store)
		return false;
	if (!start(&made, with, err)) {
		if (err == NULL || err->code != ERROR_MOVED) /* else another file has its name */
			unlink(store_path(made.store));
		session_finish(&made);
		return false;
	}
	*session = made;
	return true;
}

bool session_open(struct session *session, const char *path, enum store_mode mode,
	struct clock clock, struct random random, struct error *err)
{
	struct session opened = {.clock = clock, .random = random};

	opened.store = store_open(path, mode, random, err);
	if (!opened.store)
		return false;
	if (!fold(&opened, err)) {
		session_finish(&opened);
		return false;
	}
	read_sent(&opened);
	*session = opened;
	return true;
}

void session_finish(struct session *session)
{
	store_close(session->store);
	model_finish(&session->model);
	texts_finish(&session->sent);
	*session = (struct session){0};
}

void session_head(const struct session *session, char out[10])
{
	unsigned char head[HASH_BYTES];
	char hex[2 * 4 + 1];

	store_head(session->store, head);
	hex_write(hex, head, 4);
	memcpy(out, hex, 4);
	out[4] = ' ';
	memcpy(out + 5, hex + 4, 5);
}
