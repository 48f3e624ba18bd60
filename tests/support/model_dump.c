#include "model_dump.h"

#include "roundtable/base/array.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#define LINE(out, ...) (buf_format((out), __VA_ARGS__), buf_byte((out), '\n'))
#define EACH(type, item, list)                                                                     \
	for (const type *item = (list).items;                                                      \
		(list).count > 0 && item < (list).items + (list).count; item++)

/*
 * Every field of the model is written down. Whoever adds one makes these fail, and adds it below
 * (sizes where pointers have 64 bits).
 */
#if UINTPTR_MAX == UINT64_MAX
_Static_assert(sizeof(struct mixing) == 64, "a field of struct mixing is not dumped");
_Static_assert(sizeof(struct model) == 736, "a field of struct model is not dumped");
_Static_assert(sizeof(struct stage_state) == 104, "a field of struct stage_state is not dumped");
_Static_assert(sizeof(struct person) == 64, "a field of struct person is not dumped");
_Static_assert(sizeof(struct card) == 96, "a field of struct card is not dumped");
_Static_assert(sizeof(struct theme) == 40, "a field of struct theme is not dumped");
/* the rule and the result belong to tally: what a session stores of them is dumped */
_Static_assert(sizeof(struct poll) - sizeof(struct tally_rule) - sizeof(struct tally_result) == 560,
	"a field of struct poll is not dumped");
_Static_assert(sizeof(struct proposal) == 352, "a field of struct proposal is not dumped");
_Static_assert(sizeof(struct advice) == 40, "a field of struct advice is not dumped");
_Static_assert(sizeof(struct mended) == 40, "a field of struct mended is not dumped");
_Static_assert(sizeof(struct burden) == 88, "a field of struct burden is not dumped");
_Static_assert(sizeof(struct rule) - sizeof(struct tally_rule) == 128,
	"a field of struct rule is not dumped");
_Static_assert(sizeof(struct dissent) == 24, "a field of struct dissent is not dumped");
_Static_assert(sizeof(struct objection) == 56, "a field of struct objection is not dumped");
_Static_assert(sizeof(struct action) == 72, "a field of struct action is not dumped");
_Static_assert(sizeof(struct remark) == 40, "a field of struct remark is not dumped");
_Static_assert(sizeof(struct term) == 40, "a field of struct term is not dumped");
_Static_assert(sizeof(struct turn) == 32, "a field of struct turn is not dumped");
#endif

static void text(struct buf *out, const char *name, const char *value)
{
	if (value == NULL)
		buf_format(out, " %s=(erased)", name);
	else
		buf_format(out, " %s='%s'", name, value);
}

static void number(struct buf *out, const char *name, int64_t value)
{
	buf_format(out, " %s=%lld", name, (long long)value);
}

static void ids(struct buf *out, const char *name, const struct ids *list)
{
	buf_format(out, " %s=[", name);
	for (size_t i = 0; i < list->count; i++)
		buf_format(out, " %lld", (long long)list->items[i]);
	buf_text_add(out, " ]");
}

static void end(struct buf *out)
{
	buf_byte(out, '\n');
}

#define NUMBER(thing, member) number(out, #member, (int64_t)(thing)->member)
#define TEXT(thing, member) text(out, #member, (thing)->member)
#define IDS(thing, member) ids(out, #member, &(thing)->member)

static void dump_session(const struct model *model, struct buf *out)
{
	buf_text_add(out, "session");
	number(out, "plan", model->plan != NULL);
	if (model->plan != NULL)
		text(out, "title", model->plan->title);
	text(out, "id", model->id);
	text(out, "language", model->language);
	NUMBER(model, offset);
	NUMBER(model, rehearsal);
	NUMBER(model, started_at);
	NUMBER(model, closed_at);
	NUMBER(model, corrections_until);
	NUMBER(model, next_date);
	TEXT(model, next_meeting);
	NUMBER(model, paused);
	NUMBER(model, off_record);
	NUMBER(model, balance_shown);
	NUMBER(model, stage);
	NUMBER(model, approved);
	EACH(struct earlier, earlier, model->earlier)
	{
		NUMBER(earlier, id);
		TEXT(earlier, session);
		TEXT(earlier, title);
		NUMBER(earlier, held);
	}
	ids(out, "rated before", &model->rated_before);
	end(out);
}

static void dump_spans(const char *name, const struct spans *spans, struct buf *out)
{
	EACH(struct span, span, *spans)
	{
		buf_text_add(out, name);
		NUMBER(span, from);
		NUMBER(span, to);
		end(out);
	}
}

static void dump_stages(const struct model *model, struct buf *out)
{
	EACH(struct stage_state, state, model->stages)
	{
		buf_format(out, "stage %td", state - model->stages.items);
		NUMBER(state, entered);
		NUMBER(state, skipped);
		NUMBER(state, revealed);
		NUMBER(state, extended);
		NUMBER(state, points);
		NUMBER(state, first);
		NUMBER(state, since);
		NUMBER(state, used);
		IDS(state, passed);
		for (size_t i = 0; i < state->columns.count; i++)
			text(out, "column", state->columns.items[i].name);
		NUMBER(state, phase);
		NUMBER(state, phase_from);
		end(out);
	}
}

static void dump_persons(const struct model *model, struct buf *out)
{
	EACH(struct person, person, model->persons)
	{
		buf_text_add(out, "person");
		NUMBER(person, id);
		TEXT(person, name);
		TEXT(person, own_role);
		TEXT(person, interest);
		NUMBER(person, role);
		NUMBER(person, duty);
		NUMBER(person, votes);
		NUMBER(person, status);
		NUMBER(person, way);
		NUMBER(person, naming);
		NUMBER(person, withdrawn);
		end(out);
	}
}

static void dump_cards(const struct model *model, struct buf *out)
{
	EACH(struct card, card, model->cards)
	{
		buf_text_add(out, "card");
		NUMBER(card, id);
		NUMBER(card, stage);
		NUMBER(card, item);
		NUMBER(card, person);
		NUMBER(card, role);
		for (size_t i = 0; i < card->cells.count; i++)
			text(out, "cell", card->cells.items[i]);
		NUMBER(card, rewordings);
		NUMBER(card, withdrawn);
		NUMBER(card, put_into);
		NUMBER(card, merged_into);
		NUMBER(card, cut);
		NUMBER(card, cut_stage);
		TEXT(card, why);
		end(out);
	}
	EACH(struct theme, theme, model->themes)
	{
		buf_text_add(out, "theme");
		NUMBER(theme, id);
		NUMBER(theme, stage);
		TEXT(theme, name);
		NUMBER(theme, withdrawn);
		NUMBER(theme, put_into);
		end(out);
	}
	EACH(struct placement, placement, model->placements)
	{
		buf_text_add(out, "placement");
		NUMBER(placement, stage);
		NUMBER(placement, card);
		NUMBER(placement, theme);
		end(out);
	}
}

static void dump_poll_course(const struct poll *poll, struct buf *out)
{
	EACH(struct poll_ballot, ballot, poll->ballots)
	{
		buf_text_add(out, "  ballot");
		NUMBER(ballot, person);
		NUMBER(ballot, role);
		IDS(ballot, marks);
		end(out);
	}
	EACH(struct recusal, recusal, poll->recusals)
	{
		buf_text_add(out, "  recusal");
		NUMBER(recusal, id);
		NUMBER(recusal, person);
		TEXT(recusal, why);
		end(out);
	}
	EACH(struct reason, reason, poll->reasons)
	{
		buf_text_add(out, "  reason");
		NUMBER(reason, id);
		TEXT(reason, text);
		end(out);
	}
	for (size_t i = 0; i < poll->result.sums.options; i++)
		LINE(out, "  sum %zu: total %lld givers %lld", i,
			(long long)poll->result.sums.totals[i],
			(long long)poll->result.sums.givers[i]);
	if (poll->state == POLL_IS_CLOSED)
		LINE(out, "  outcome %d", (int)poll->result.outcome);
	for (size_t i = 0; poll->result.order != NULL && i < poll->result.sums.options; i++)
		LINE(out, "  place %zu level %zu", poll->result.order[i], poll->result.level[i]);
	for (size_t i = 0; i < poll->result.stages.count; i++)
		LINE(out, "  stage %d amount %lld", (int)poll->result.stages.items[i].kind,
			(long long)poll->result.stages.items[i].amount);
	const struct tally_heads *heads = &poll->result.sums.heads;
	LINE(out, "  heads %lld %lld %lld %lld %lld", (long long)heads->eligible,
		(long long)heads->stepped_out, (long long)heads->cast, (long long)heads->blank,
		(long long)heads->spoilt);
}

static void dump_polls(const struct model *model, struct buf *out)
{
	EACH(struct poll, poll, model->polls)
	{
		buf_text_add(out, "poll");
		NUMBER(poll, id);
		NUMBER(poll, stage);
		NUMBER(poll, proposal);
		NUMBER(poll, agreed);
		NUMBER(&poll->rule, method);
		NUMBER(&poll->rule, dots);
		NUMBER(&poll->rule, scale);
		NUMBER(&poll->rule, numerator);
		NUMBER(&poll->rule, denominator);
		NUMBER(&poll->rule, at_least);
		NUMBER(&poll->rule, base);
		NUMBER(&poll->rule, quorum);
		NUMBER(&poll->rule, seats);
		NUMBER(&poll->rule, ranks);
		NUMBER(&poll->rule, bar);
		NUMBER(&poll->rule, budget);
		NUMBER(&poll->rule, completion);
		NUMBER(&poll->rule, unsure);
		if (poll->rule.seed != NULL)
			TEXT(&poll->rule, seed);
		NUMBER(poll, secret);
		NUMBER(poll, chosen);
		NUMBER(poll, mixing);
		NUMBER(poll, way);
		IDS(poll, options);
		IDS(poll, costs);
		for (size_t k = 0; k < poll->lot.count; k++)
			buf_format(out, " lot=%zu", poll->lot.items[k]);
		IDS(poll, eligible);
		IDS(poll, asked);
		IDS(poll, out);
		IDS(poll, stays);
		IDS(poll, stood_in);
		NUMBER(poll, changes);
		NUMBER(poll, teller);
		NUMBER(poll, second_teller);
		NUMBER(poll, state);
		NUMBER(poll, opened_at);
		NUMBER(poll, closed_at);
		TEXT(poll, why);
		IDS(poll, hands);
		NUMBER(poll, hands_blank);
		IDS(poll, published);
		NUMBER(poll, receipts);
		NUMBER(poll, closing);
		NUMBER(poll, withheld);
		IDS(poll, parts);
		IDS(poll, shown);
		IDS(poll, by_part);
		IDS(poll, told);
		IDS(poll, told_by_part);
		NUMBER(poll, listed);
		end(out);
		dump_poll_course(poll, out);
	}
}

static void dump_proposals(const struct model *model, struct buf *out)
{
	EACH(struct proposal, proposal, model->proposals)
	{
		buf_text_add(out, "proposal");
		NUMBER(proposal, id);
		NUMBER(proposal, stage);
		NUMBER(proposal, source);
		NUMBER(proposal, kind);
		NUMBER(proposal, round);
		NUMBER(proposal, earlier);
		NUMBER(proposal, amends);
		NUMBER(proposal, mover);
		NUMBER(proposal, worded);
		NUMBER(proposal, replaced);
		for (size_t i = 0; i < proposal->reviews.count; i++) {
			NUMBER(&proposal->reviews.items[i], id);
			TEXT(&proposal->reviews.items[i], text);
		}
		TEXT(proposal, text);
		NUMBER(proposal, rewordings);
		NUMBER(proposal, withdrawn);
		NUMBER(proposal, decision);
		NUMBER(proposal, poll);
		NUMBER(proposal, agreed);
		NUMBER(proposal, verdict);
		NUMBER(proposal, decided_at);
		TEXT(proposal, next);
		TEXT(proposal, why);
		for (size_t i = 0; i < proposal->advice.count; i++) {
			NUMBER(&proposal->advice.items[i], id);
			NUMBER(&proposal->advice.items[i], asked);
			NUMBER(&proposal->advice.items[i], person);
			TEXT(&proposal->advice.items[i], who);
			TEXT(&proposal->advice.items[i], said);
		}
		NUMBER(proposal, does);
		NUMBER(proposal, answers);
		TEXT(proposal, does_text);
		TEXT(proposal, answers_text);
		TEXT(proposal, asked);
		TEXT(proposal, told);
		NUMBER(proposal, review);
		end(out);
		EACH(struct burden, burden, proposal->burdens)
		{
			buf_text_add(out, "  burden");
			NUMBER(burden, id);
			TEXT(burden, who);
			TEXT(burden, how_much);
			TEXT(burden, paid_by);
			NUMBER(burden, paid);
			NUMBER(burden, person);
			NUMBER(burden, role);
			NUMBER(burden, answer);
			NUMBER(burden, answered);
			NUMBER(burden, voice);
			NUMBER(burden, apart);
			TEXT(burden, said);
			end(out);
		}
		EACH(struct dissent, statement, proposal->dissents)
		{
			buf_text_add(out, "  statement");
			NUMBER(statement, id);
			NUMBER(statement, person);
			TEXT(statement, text);
			end(out);
		}
		EACH(struct objection, objection, proposal->objections)
		{
			buf_text_add(out, "  objection");
			NUMBER(objection, id);
			NUMBER(objection, kind);
			NUMBER(objection, person);
			TEXT(objection, ground);
			TEXT(objection, meets);
			NUMBER(objection, met);
			TEXT(objection, how);
			end(out);
		}
		EACH(struct mended, mended, proposal->mendings)
		{
			buf_text_add(out, "  mended");
			NUMBER(mended, id);
			TEXT(mended, text);
			TEXT(mended, next);
			TEXT(mended, why);
			NUMBER(mended, verdict);
			NUMBER(mended, review);
			end(out);
		}
	}
	EACH(struct rule, rule, model->rules)
	{
		buf_text_add(out, "rule");
		NUMBER(rule, id);
		NUMBER(rule, kind);
		NUMBER(rule, how);
		NUMBER(&rule->counted, method);
		NUMBER(&rule->counted, numerator);
		NUMBER(&rule->counted, denominator);
		NUMBER(&rule->counted, at_least);
		NUMBER(&rule->counted, base);
		NUMBER(&rule->counted, quorum);
		NUMBER(&rule->counted, bar);
		NUMBER(rule, person);
		TEXT(rule, kind_words);
		TEXT(rule, decides);
		TEXT(rule, bound);
		TEXT(rule, objects);
		TEXT(rule, fails);
		TEXT(rule, does);
		TEXT(rule, answers);
		TEXT(rule, asked);
		TEXT(rule, told);
		NUMBER(rule, sealed);
		NUMBER(rule, sealed_at);
		NUMBER(rule, replaced);
		end(out);
	}
	EACH(struct action, action, model->actions)
	{
		buf_text_add(out, "action");
		NUMBER(action, id);
		NUMBER(action, stage);
		NUMBER(action, source);
		TEXT(action, what);
		NUMBER(action, state);
		TEXT(action, came);
		TEXT(action, who);
		NUMBER(action, person);
		NUMBER(action, due);
		NUMBER(action, accepted);
		NUMBER(action, paid);
		NUMBER(action, withdrawn);
		end(out);
	}
}

static void dump_remarks(const char *name, const struct remarks *remarks, struct buf *out)
{
	EACH(struct remark, remark, *remarks)
	{
		buf_text_add(out, name);
		NUMBER(remark, id);
		NUMBER(remark, stage);
		NUMBER(remark, at);
		TEXT(remark, text);
		NUMBER(remark, withdrawn);
		end(out);
	}
}

static void dump_glossary(const struct model *model, struct buf *out)
{
	EACH(struct term, term, model->glossary)
	{
		buf_text_add(out, "word");
		NUMBER(term, id);
		NUMBER(term, stage);
		TEXT(term, word);
		TEXT(term, meaning);
		NUMBER(term, withdrawn);
		end(out);
	}
}

static void dump_mixings(const struct model *model, struct buf *out)
{
	EACH(struct mixing, mixing, model->mixings)
	{
		buf_text_add(out, "mixing");
		NUMBER(mixing, id);
		NUMBER(mixing, stage);
		NUMBER(mixing, groups);
		IDS(mixing, persons);
		IDS(mixing, group);
		end(out);
	}
}

static void dump_talk(const struct model *model, struct buf *out)
{
	EACH(struct turn, turn, model->turns)
	{
		buf_text_add(out, "turn");
		NUMBER(turn, stage);
		NUMBER(turn, person);
		NUMBER(turn, from);
		NUMBER(turn, to);
		end(out);
	}
	EACH(struct hand, hand, model->hands)
	{
		buf_text_add(out, "hand");
		NUMBER(hand, person);
		NUMBER(hand, stage);
		end(out);
	}
}

static void dump_boxes(const struct model *model, struct buf *out)
{
	EACH(struct box, box, model->boxes)
	{
		LINE(out, "box poll=%lld options=%zu room=%zu", (long long)box->poll, box->options,
			box->room);
		buf_text_add(out, "  voted ");
		for (size_t i = 0; i < box->room; i++)
			buf_format(out, "%d", box->voted[i]);
		end(out);
		for (size_t i = 0; i < box->room; i++) {
			size_t size = box_record_size(box->options);
			buf_text_add(out, "  record ");
			for (size_t k = 0; k < size; k++)
				buf_format(out, "%02x", box->ballots[i * size + k]);
			end(out);
		}
	}
}

static void dump_field(const struct event *event, const struct field_info *field, struct buf *out)
{
	const void *place = body_place(&event->body, field);

	switch (field->type) {
	case FIELD_TYPE_INT:
	case FIELD_TYPE_SMALL:
		number(out, field->name, body_number(&event->body, field));
		break;
	case FIELD_TYPE_IDS:
		ids(out, field->name, place);
		break;
	case FIELD_TYPE_TEXT:
		text(out, field->name, *(char *const *)place);
		break;
	case FIELD_TYPE_PLAN:
		number(out, field->name, *(struct plan *const *)place != NULL);
		break;
	}
}

static void dump_event(const struct event *event, struct buf *out)
{
	buf_format(out, "event %s", event_name(event->kind));
	NUMBER(event, seq);
	NUMBER(event, at);
	NUMBER(event, step);
	NUMBER(event, by);
	NUMBER(event, erased);
	for (const char *name = event_fields(event->kind); *name != '\0';) {
		size_t length = strcspn(name, " ");
		const struct field_info *field = field_find(name, length);
		if (field != NULL)
			dump_field(event, field, out);
		name += length + (name[length] == ' ');
	}
	for (size_t i = 0; i < event->words.count; i++)
		text(out, "word", event->words.items[i]);
	end(out);
}

static void dump_state(const struct model *model, struct buf *out)
{
	dump_session(model, out);
	dump_spans("pause", &model->pauses, out);
	dump_spans("off the record", &model->off_records, out);
	dump_stages(model, out);
	dump_persons(model, out);
	dump_cards(model, out);
	dump_polls(model, out);
	dump_proposals(model, out);
	dump_remarks("note", &model->notes, out);
	dump_remarks("parked", &model->parked, out);
	dump_remarks("voice", &model->voices, out);
	dump_remarks("correction", &model->corrections, out);
	dump_remarks("last correction", &model->last_corrections, out);
	dump_glossary(model, out);
	dump_talk(model, out);
	dump_mixings(model, out);
}

void model_dump(const struct model *model, unsigned parts, struct buf *out)
{
	if (parts & DUMP_STATE)
		dump_state(model, out);
	if (parts & DUMP_BOXES)
		dump_boxes(model, out);
	if (parts & DUMP_UNDO) {
		ids(out, "undone", &model->undone);
		ids(out, "redoable", &model->redoable);
		end(out);
	}
	for (size_t i = 0; i < model->events.count && (parts & DUMP_LOG); i++)
		dump_event(&model->events.items[i], out);
}

char *model_dumped(const struct model *model, unsigned parts)
{
	struct buf out = {0};

	model_dump(model, parts, &out);
	return buf_take(&out);
}

void assert_dumps_equal(const char *before, const char *after, const char *what)
{
	const char *line = before, *other = after;

	if (strcmp(before, after) == 0)
		return;
	while (*line != '\0' && *other != '\0') {
		size_t length = strcspn(line, "\n"), size = strcspn(other, "\n");
		if (length != size || memcmp(line, other, length) != 0)
			break;
		line += length + (line[length] == '\n');
		other += size + (other[size] == '\n');
	}
	fail_msg("%s: the dumps differ\n  one:   %.*s\n  other: %.*s", what,
		(int)strcspn(line, "\n"), line, (int)strcspn(other, "\n"), other);
}

/* As the file keeps it: the fields which the kind has, and no others. */
static void copy_as_stored(struct event *to, const struct event *from)
{
	struct event stored = *from, blank = {0};

	struct buf names = {0};

	stored.body = blank.body;
	buf_format(&names, "%s%s%s", event_fields(from->kind),
		event_fields(from->kind)[0] != '\0' ? " " : "",
		body_rare(&from->body)->origin != 0 ? CARRIED_FIELDS : "");
	for (const char *name = buf_text(&names); *name != '\0';) {
		size_t length = strcspn(name, " ");
		const struct field_info *field = field_find(name, length);
		size_t size = field->type == FIELD_TYPE_INT     ? sizeof(int64_t)
			      : field->type == FIELD_TYPE_SMALL ? sizeof(int32_t)
			      : field->type == FIELD_TYPE_IDS   ? sizeof(struct ids)
								: sizeof(void *);
		memcpy(body_place_make(&stored.body, field), body_place(&from->body, field), size);
		name += length + (name[length] == ' ');
	}
	event_copy(to, &stored);
	buf_finish(&names);
	array_free(stored.body.rare);
}

void model_replay(const struct model *model, struct model *copy)
{
	struct events events = {0};

	for (size_t i = 0; i < model->events.count; i++)
		copy_as_stored(array_push(&events), &model->events.items[i]);
	model_load(copy, &events);
	for (size_t i = 0; i < model->boxes.count; i++)
		model_box_put(copy, &model->boxes.items[i]);
}
