/* How the time people spoke was shared, in several sessions. */
#include "compare.h"

#include "roundtable/base/i18n.h"
#include "roundtable/base/mem.h"
#include "roundtable/core/balance.h"

static moment gone_so_far(const struct model *model)
{
	if (model->closed_at != 0)
		return model->closed_at;
	return model->events.count > 0 ? model->events.items[model->events.count - 1].at
				       : model->started_at;
}

/* A common part in one session: what its parts came to, together. */
static void add_cell(struct comparing *comparing, const struct common_parts *parts, size_t part,
	size_t session, const struct balance *balance)
{
	struct balance_part sum = {0};
	int64_t time = 0, people = 0;
	struct buf text = {0};

	for (size_t k = 0; k < balance->by_part.count; k++) {
		time += balance->by_part.items[k].time;
		people += balance->by_part.items[k].people;
		if (parts->part_of[session].items[k] != (int64_t)part)
			continue;
		sum.time += balance->by_part.items[k].time;
		sum.people += balance->by_part.items[k].people;
	}
	if (parts->items[part].shown[session])
		buf_format(&text, _("%1$d %% of the time, %2$d %% of the people"),
			balance_percent(sum.time, time), balance_percent(sum.people, people));
	document_cell(comparing->document, buf_text(&text));
	buf_finish(&text);
}

static void show_parts(struct comparing *comparing, const struct balance *balances)
{
	struct parts_shown *shown = mem_alloc(comparing->count + 1, sizeof *shown);
	struct common_parts parts = {0};

	for (size_t i = 0; i < comparing->count; i++) {
		shown[i] = (struct parts_shown){
			.model = comparing->sessions[i].model, .parts = &balances[i].parts};
		for (size_t k = 0; k < balances[i].by_part.count; k++)
			ids_add(&shown[i].counts, balances[i].by_part.items[k].people);
	}
	common_parts_find(shown, comparing->count, &parts);
	if (parts.count > 0)
		comparing_table(comparing, _("How speaking was shared"), _("Who"), ALIGN_START);
	else
		comparing_say(comparing, "%s",
			_("Nothing is compared by role: what one session did not show apart, or "
			  "showed together with others, could be read from the other."));
	for (size_t part = 0; part < parts.count; part++) {
		document_row(comparing->document);
		document_cell(comparing->document, parts.items[part].name);
		for (size_t i = 0; i < comparing->count; i++)
			add_cell(comparing, &parts, part, i, &balances[i]);
	}
	common_parts_finish(&parts);
	for (size_t i = 0; i < comparing->count; i++)
		array_finish(&shown[i].counts);
	array_free(shown);
}

static void say_each(struct comparing *comparing, const struct balance *balances)
{
	for (size_t i = 0; i < comparing->count; i++) {
		struct buf text = {0};
		sentence_balance(&balances[i], &text);
		/* not which role spoke most: it may be a part that does not stand beside the other
		 */
		if (text.count > 0)
			comparing_say(comparing, _("%1$s: %2$s"), comparing->labels.items[i],
				buf_text(&text));
		else
			comparing_say(comparing, _("%s: nothing was clicked."),
				comparing->labels.items[i]);
		buf_finish(&text);
	}
}

bool compare_balance(struct comparing *comparing)
{
	struct balance *balances = mem_alloc(comparing->count + 1, sizeof *balances);
	size_t spoken = 0;

	for (size_t i = 0; i < comparing->count; i++) {
		const struct model *model = comparing->sessions[i].model;
		balance_of(model, BALANCE_SESSION, gone_so_far(model), &balances[i]);
		spoken += balances[i].heard > 0;
	}
	if (spoken > 1) {
		document_heading(comparing->document, 2, "balance", _("Speaking balance"));
		say_each(comparing, balances);
		show_parts(comparing, balances);
	}
	for (size_t i = 0; i < comparing->count; i++)
		balance_finish(&balances[i]);
	array_free(balances);
	return spoken > 1;
}
