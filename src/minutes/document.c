#include "roundtable/minutes/document.h"

#include "roundtable/base/mem.h"
#include "roundtable/base/text.h"

#include <string.h>

/* A clean copy which keeps a space at either end, so that runs can be set beside each other. */
static char *copy(const char *text)
{
	size_t length = text != NULL ? strlen(text) : 0;
	struct buf kept = {0};

	if (length == 0)
		return mem_copy_text("");
	char *clean = text_sanitise(text, length, true, 0, NULL);
	if (text[0] == ' ')
		buf_byte(&kept, ' ');
	buf_text_add(&kept, clean);
	if (text[length - 1] == ' ' && clean[0] != '\0')
		buf_byte(&kept, ' ');
	array_free(clean);
	return buf_take(&kept);
}

struct document *document_create(void)
{
	struct document *document = mem_alloc(1, sizeof *document);

	document->title = copy("");
	document->language = copy("en");
	return document;
}

static void runs_finish(struct runs *runs)
{
	for (size_t i = 0; i < runs->count; i++)
		array_free(runs->items[i].text);
	array_finish(runs);
}

static void list_finish(struct block_list *list)
{
	for (size_t i = 0; i < list->count; i++)
		runs_finish(&list->items[i].runs);
	array_finish(list);
}

static void fields_finish(struct block_fields *fields)
{
	for (size_t i = 0; i < fields->count; i++) {
		array_free(fields->items[i].term);
		runs_finish(&fields->items[i].runs);
	}
	array_finish(fields);
}

static void table_finish(struct block_table *table)
{
	array_free(table->caption);
	for (size_t i = 0; i < table->columns.count; i++)
		array_free(table->columns.items[i].name);
	for (size_t i = 0; i < table->rows.count; i++)
		texts_finish(&table->rows.items[i]);
	array_finish(&table->columns);
	array_finish(&table->rows);
}

static void bars_finish(struct block_bars *bars)
{
	array_free(bars->caption);
	for (size_t i = 0; i < bars->count; i++) {
		array_free(bars->items[i].label);
		array_free(bars->items[i].text);
	}
	array_finish(bars);
}

static void block_finish(struct block *block)
{
	switch (block->kind) {
	case BLOCK_HEADING:
		array_free(block->heading.name);
		array_free(block->heading.text);
		break;
	case BLOCK_PARAGRAPH:
	case BLOCK_NOTICE:
	case BLOCK_QUOTE:
		runs_finish(&block->runs);
		break;
	case BLOCK_LIST:
		list_finish(&block->list);
		break;
	case BLOCK_FIELDS:
		fields_finish(&block->fields);
		break;
	case BLOCK_TABLE:
		table_finish(&block->table);
		break;
	case BLOCK_BARS:
		bars_finish(&block->bars);
		break;
	case BLOCK_KINDS:
		break;
	}
}

void document_destroy(struct document *document)
{
	if (document == NULL)
		return;
	for (size_t i = 0; i < document->blocks.count; i++)
		block_finish(&document->blocks.items[i]);
	array_finish(&document->blocks);
	texts_finish(&document->every_page);
	texts_finish(&document->footer);
	array_free(document->title);
	array_free(document->language);
	array_free(document);
}

void document_name(struct document *document, const char *title, const char *language)
{
	array_free(document->title);
	array_free(document->language);
	document->title = copy(title);
	document->language = copy(language != NULL && language[0] != '\0' ? language : "en");
}

static void add_text(struct texts *texts, const char *text)
{
	*array_push(texts) = copy(text);
}

void document_every_page(struct document *document, const char *text)
{
	add_text(&document->every_page, text);
}

void document_footer(struct document *document, const char *text)
{
	add_text(&document->footer, text);
}

/* Whether a block was begun and got nothing. */
static bool empty(const struct block *block)
{
	switch (block->kind) {
	case BLOCK_PARAGRAPH:
	case BLOCK_NOTICE:
	case BLOCK_QUOTE:
		return block->runs.count == 0;
	case BLOCK_LIST:
		return block->list.count == 0;
	case BLOCK_FIELDS:
		return block->fields.count == 0;
	case BLOCK_TABLE:
		return block->table.rows.count == 0;
	case BLOCK_BARS:
		return block->bars.count == 0;
	case BLOCK_HEADING:
	case BLOCK_KINDS:
		return false;
	}
	return false;
}

static void drop_empty(struct document *document)
{
	size_t last = document->blocks.count - 1;

	if (document->blocks.count == 0 || !empty(&document->blocks.items[last]))
		return;
	block_finish(&document->blocks.items[last]);
	array_remove(&document->blocks, last);
}

static struct block *add(struct document *document, enum block_kind kind)
{
	drop_empty(document);
	struct block *block = array_push(&document->blocks);

	*block = (struct block){.kind = kind};
	return block;
}

void document_end(struct document *document)
{
	drop_empty(document);
}

/* The newest block if it is of this kind, else NULL. */
static struct block *newest(struct document *document, enum block_kind kind)
{
	size_t count = document->blocks.count;

	if (count == 0 || document->blocks.items[count - 1].kind != kind)
		return NULL;
	return &document->blocks.items[count - 1];
}

void document_heading(struct document *document, int level, const char *name, const char *text)
{
	struct block *block = add(document, BLOCK_HEADING);

	block->heading.level = level < 1 ? 1 : level > 3 ? 3 : level;
	block->heading.name = copy(name);
	block->heading.text = copy(text);
}

void document_paragraph(struct document *document)
{
	add(document, BLOCK_PARAGRAPH);
}

void document_notice(struct document *document)
{
	add(document, BLOCK_NOTICE);
}

void document_quote(struct document *document)
{
	add(document, BLOCK_QUOTE);
}

/* Where runs go now: NULL when the newest block takes none. */
static struct runs *open_runs(struct document *document)
{
	struct block *block = document->blocks.count > 0
				      ? &document->blocks.items[document->blocks.count - 1]
				      : NULL;

	if (block == NULL)
		return NULL;
	switch (block->kind) {
	case BLOCK_PARAGRAPH:
	case BLOCK_NOTICE:
	case BLOCK_QUOTE:
		return &block->runs;
	case BLOCK_LIST:
		return block->list.count > 0 ? &block->list.items[block->list.count - 1].runs
					     : NULL;
	case BLOCK_FIELDS:
		return block->fields.count > 0 ? &block->fields.items[block->fields.count - 1].runs
					       : NULL;
	case BLOCK_HEADING:
	case BLOCK_TABLE:
	case BLOCK_BARS:
	case BLOCK_KINDS:
		return NULL;
	}
	return NULL;
}

void document_run(struct document *document, enum run_style style, const char *text)
{
	struct runs *runs = open_runs(document);

	if (runs == NULL || text == NULL)
		return;
	/* no block begins with a space */
	text += runs->count == 0 ? strspn(text, " ") : 0;
	if (text[0] == '\0')
		return;
	*array_push(runs) = (struct run){.style = style, .text = copy(text)};
}

void document_text(struct document *document, const char *text)
{
	while (text != NULL && text[0] != '\0') {
		const char *end = strstr(text, "\n\n");
		size_t length = end != NULL ? (size_t)(end - text) : strlen(text);
		if (length > 0) {
			char *part = mem_copy_bytes(text, length);
			document_paragraph(document);
			document_run(document, RUN_PLAIN, part);
			array_free(part);
		}
		text += length;
		while (text[0] == '\n')
			text++;
	}
}

void document_list(struct document *document, bool ordered)
{
	add(document, BLOCK_LIST)->list.ordered = ordered;
}

void document_item(struct document *document, int level)
{
	struct block *block = newest(document, BLOCK_LIST);

	if (block == NULL)
		return;
	/* what has nothing above it stands for itself */
	bool under = level > 0 && block->list.count > 0;
	*array_push(&block->list) = (struct block_item){.level = under ? 1 : 0};
}

void document_fields(struct document *document)
{
	add(document, BLOCK_FIELDS);
}

void document_field(struct document *document, const char *term)
{
	struct block *block = newest(document, BLOCK_FIELDS);

	if (block != NULL)
		*array_push(&block->fields) = (struct block_field){.term = copy(term)};
}

void document_table(struct document *document, const char *caption)
{
	add(document, BLOCK_TABLE)->table.caption = copy(caption);
}

void document_column(struct document *document, const char *name, enum alignment align)
{
	struct block *block = newest(document, BLOCK_TABLE);

	if (block != NULL && block->table.rows.count == 0)
		*array_push(&block->table.columns) =
			(struct block_column){.name = copy(name), .align = align};
}

void document_row(struct document *document)
{
	struct block *block = newest(document, BLOCK_TABLE);

	if (block != NULL)
		*array_push(&block->table.rows) = (struct texts){0};
}

void document_cell(struct document *document, const char *text)
{
	struct block *block = newest(document, BLOCK_TABLE);

	if (block == NULL || block->table.rows.count == 0)
		return;
	struct texts *row = &block->table.rows.items[block->table.rows.count - 1];
	if (row->count < block->table.columns.count)
		add_text(row, text);
}

void document_bars(struct document *document, const char *caption)
{
	add(document, BLOCK_BARS)->bars.caption = copy(caption);
}

void document_bar(struct document *document, const char *label, int64_t value, int64_t total,
	const char *text)
{
	struct block *block = newest(document, BLOCK_BARS);

	if (block == NULL)
		return;
	total = total < 0 ? 0 : total;
	value = value < 0 ? 0 : value > total ? total : value;
	*array_push(&block->bars) = (struct block_bar){
		.label = copy(label), .value = value, .total = total, .text = copy(text)};
}
