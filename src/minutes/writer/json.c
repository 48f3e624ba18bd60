/* JSON: the tree as it is, keys in the order that minutes.h documents. */
#include "writers.h"

#include "roundtable/base/mem.h"

#include <jansson.h>
#include <string.h>

/* Ends as every failed allocation does when the library had no memory. */
static json_t *made(json_t *value)
{
	if (value == NULL)
		mem_alloc(SIZE_MAX, 2);
	return value;
}

static void set(json_t *object, const char *key, json_t *value)
{
	if (json_object_set_new(object, key, made(value)) != 0)
		made(NULL);
}

static void append(json_t *array, json_t *value)
{
	if (json_array_append_new(array, made(value)) != 0)
		made(NULL);
}

static json_t *text_json(const char *text)
{
	return json_string(text);
}

static json_t *texts_json(const struct texts *texts)
{
	json_t *array = made(json_array());

	for (size_t i = 0; i < texts->count; i++)
		append(array, text_json(texts->items[i]));
	return array;
}

static json_t *runs_json(const struct runs *runs)
{
	static const char *const styles[] = {
		[RUN_PLAIN] = "plain", [RUN_STRONG] = "strong", [RUN_EMPHASIS] = "emphasis"};
	json_t *array = made(json_array());

	for (size_t i = 0; i < runs->count; i++) {
		json_t *run = made(json_object());
		set(run, "style", text_json(styles[runs->items[i].style]));
		set(run, "text", text_json(runs->items[i].text));
		append(array, run);
	}
	return array;
}

static void set_list(json_t *block, const struct block_list *list)
{
	json_t *items = made(json_array());

	for (size_t i = 0; i < list->count; i++) {
		json_t *item = made(json_object());
		set(item, "level", json_integer(list->items[i].level));
		set(item, "runs", runs_json(&list->items[i].runs));
		append(items, item);
	}
	set(block, "ordered", json_boolean(list->ordered));
	set(block, "items", items);
}

static void set_fields(json_t *block, const struct block_fields *fields)
{
	json_t *array = made(json_array());

	for (size_t i = 0; i < fields->count; i++) {
		json_t *field = made(json_object());
		set(field, "term", text_json(fields->items[i].term));
		set(field, "runs", runs_json(&fields->items[i].runs));
		append(array, field);
	}
	set(block, "fields", array);
}

static void set_table(json_t *block, const struct block_table *table)
{
	json_t *columns = made(json_array()), *rows = made(json_array());

	for (size_t i = 0; i < table->columns.count; i++) {
		const struct block_column *column = &table->columns.items[i];
		json_t *object = made(json_object());
		set(object, "name", text_json(column->name));
		set(object, "align", text_json(column->align == ALIGN_END ? "end" : "start"));
		append(columns, object);
	}
	for (size_t i = 0; i < table->rows.count; i++)
		append(rows, texts_json(&table->rows.items[i]));
	set(block, "caption", text_json(table->caption));
	set(block, "columns", columns);
	set(block, "rows", rows);
}

static void set_bars(json_t *block, const struct block_bars *bars)
{
	json_t *array = made(json_array());

	for (size_t i = 0; i < bars->count; i++) {
		const struct block_bar *bar = &bars->items[i];
		json_t *object = made(json_object());
		set(object, "label", text_json(bar->label));
		set(object, "value", json_integer(bar->value));
		set(object, "total", json_integer(bar->total));
		set(object, "text", text_json(bar->text));
		append(array, object);
	}
	set(block, "caption", text_json(bars->caption));
	set(block, "bars", array);
}

static json_t *block_json(const struct block *block)
{
	static const char *const kinds[BLOCK_KINDS] = {[BLOCK_HEADING] = "heading",
		[BLOCK_PARAGRAPH] = "paragraph",
		[BLOCK_NOTICE] = "notice",
		[BLOCK_QUOTE] = "quote",
		[BLOCK_LIST] = "list",
		[BLOCK_FIELDS] = "fields",
		[BLOCK_TABLE] = "table",
		[BLOCK_BARS] = "bars"};
	json_t *object = made(json_object());

	set(object, "kind", text_json(kinds[block->kind]));
	switch (block->kind) {
	case BLOCK_HEADING:
		set(object, "level", json_integer(block->heading.level));
		set(object, "name", text_json(block->heading.name));
		set(object, "text", text_json(block->heading.text));
		break;
	case BLOCK_PARAGRAPH:
	case BLOCK_NOTICE:
	case BLOCK_QUOTE:
		set(object, "runs", runs_json(&block->runs));
		break;
	case BLOCK_LIST:
		set_list(object, &block->list);
		break;
	case BLOCK_FIELDS:
		set_fields(object, &block->fields);
		break;
	case BLOCK_TABLE:
		set_table(object, &block->table);
		break;
	case BLOCK_BARS:
		set_bars(object, &block->bars);
		break;
	case BLOCK_KINDS:
		break;
	}
	return object;
}

static int add_bytes(const char *bytes, size_t length, void *out)
{
	buf_add(out, bytes, length);
	return 0;
}

void write_json(const struct document *document, struct buf *out)
{
	json_t *root = made(json_object()), *blocks = made(json_array());

	for (size_t i = 0; i < document->blocks.count; i++)
		append(blocks, block_json(&document->blocks.items[i]));
	set(root, "format", text_json("roundtable-minutes"));
	set(root, "version", json_integer(1));
	set(root, "title", text_json(document->title));
	set(root, "language", text_json(document->language));
	set(root, "every_page", texts_json(&document->every_page));
	set(root, "blocks", blocks);
	set(root, "footer", texts_json(&document->footer));
	if (json_dump_callback(root, add_bytes, out, JSON_INDENT(1)) != 0)
		made(NULL);
	buf_byte(out, '\n');
	json_decref(root);
}
