/* HTML: one file, no scripts, nothing fetched; well-formed as XML too. */
#include "writers.h"

#include "roundtable/base/text.h"
#include <string.h>

/* Every pair of text and ground is at least 4.5 to 1 in light and dark; a test computes them. */
static const char style[] =
	":root { color-scheme: light dark;\n"
	"\t--paper: #ffffff; --ink: #1b1b1b; --muted: #555555; --line: #767676;\n"
	"\t--bar: #0b5cad; --notice: #fff3cd; --alarm: #8a1c00; }\n"
	"@media (prefers-color-scheme: dark) { :root {\n"
	"\t--paper: #161616; --ink: #ececec; --muted: #b8b8b8; --line: #8c8c8c;\n"
	"\t--bar: #7ab8ff; --notice: #3a3000; --alarm: #ffb199; } }\n"
	"body { margin: 0; background: var(--paper); color: var(--ink);\n"
	"\tfont: 1.05rem/1.5 system-ui, sans-serif; }\n"
	"main, footer { max-width: 46rem; margin: 0 auto; padding: 1rem; overflow-wrap: "
	"break-word; }\n"
	"h1, h2, h3 { line-height: 1.25; }\n"
	"h2 { margin-top: 2.5rem; border-bottom: 2px solid var(--line); }\n"
	"h3 { margin-top: 2rem; }\n"
	".notice, .every-page { background: var(--notice); color: var(--ink); padding: .5rem "
	"1rem;\n"
	"\tborder-inline-start: .4rem solid var(--alarm); }\n"
	".every-page { position: sticky; top: 0; margin: 0; font-weight: bold; }\n"
	"blockquote { margin-inline: 0; padding-inline-start: 1rem;\n"
	"\tborder-inline-start: .25rem solid var(--line); }\n"
	"dt { font-weight: bold; }\n"
	"dd { margin-inline-start: 1.5rem; margin-bottom: .4rem; }\n"
	".wide { overflow-x: auto; }\n"
	"table { border-collapse: collapse; margin: 1rem 0; }\n"
	"caption, figcaption { text-align: start; color: var(--muted); padding-bottom: .3rem; }\n"
	"th, td { border: 1px solid var(--line); padding: .3rem .6rem; text-align: start;\n"
	"\tvertical-align: top; }\n"
	"tbody th { font-weight: normal; }\n"
	".end { text-align: end; }\n"
	"figure { margin: 1rem 0; }\n"
	".bars { list-style: none; padding: 0; }\n"
	".bars li { margin-bottom: .5rem; }\n"
	".label { display: block; }\n"
	".bar { display: inline-block; width: 60%; vertical-align: middle; }\n"
	".bar span { display: block; border-bottom: .9rem solid var(--bar); }\n"
	"footer { color: var(--muted); border-top: 2px solid var(--line); }\n"
	"@page { margin: 2cm; }\n"
	"@media print { :root { --paper: #ffffff; --ink: #000000; --muted: #444444;\n"
	"\t--line: #767676; --bar: #0b5cad; --notice: #ffffff; --alarm: #000000; }\n"
	"\tbody { font-size: 11pt; }\n"
	"\tmain, footer { max-width: none; padding-inline: 0; }\n"
	"\t.noted { padding-inline-end: 3em; }\n"
	"\t.every-page { position: fixed; top: 0; bottom: 0; inset-inline-end: 0;\n"
	"\t\twriting-mode: vertical-rl; padding: 0 .3em; text-align: center; }\n"
	"\th1, h2, h3 { break-after: avoid; }\n"
	"\ttr, li, dd, figure, .notice { break-inside: avoid; }\n"
	"\tthead { display: table-header-group; }\n"
	"\t.wide { overflow: visible; } }\n";

/* <open>text</close>, with a line break for a newline. */
static void element(struct buf *out, const char *open, const char *text, const char *close)
{
	buf_text_add(out, open);
	text_html(text, "<br />", out);
	buf_text_add(out, close);
}

static void write_runs(struct buf *out, const struct runs *runs)
{
	static const char *const open[] = {
		[RUN_PLAIN] = "", [RUN_STRONG] = "<strong>", [RUN_EMPHASIS] = "<em>"};
	static const char *const close[] = {
		[RUN_PLAIN] = "", [RUN_STRONG] = "</strong>", [RUN_EMPHASIS] = "</em>"};

	for (size_t i = 0; i < runs->count; i++)
		element(out, open[runs->items[i].style], runs->items[i].text,
			close[runs->items[i].style]);
}

static void write_list(struct buf *out, const struct block_list *list)
{
	bool under = false;

	if (list->count == 0)
		return;
	buf_text_add(out, list->ordered ? "<ol>\n" : "<ul>\n");
	for (size_t i = 0; i < list->count; i++) {
		const struct block_item *item = &list->items[i];
		if (item->level > 0 && !under)
			buf_text_add(out, "\n<ul>\n");
		if (item->level == 0 && under)
			buf_text_add(out, "</ul>\n</li>\n");
		else if (item->level == 0 && i > 0)
			buf_text_add(out, "</li>\n");
		under = item->level > 0;
		buf_text_add(out, "<li>");
		write_runs(out, &item->runs);
		if (under)
			buf_text_add(out, "</li>\n");
	}
	buf_text_add(out, under ? "</ul>\n</li>\n" : "</li>\n");
	buf_text_add(out, list->ordered ? "</ol>\n" : "</ul>\n");
}

static void write_fields(struct buf *out, const struct block_fields *fields)
{
	if (fields->count == 0)
		return;
	buf_text_add(out, "<dl>\n");
	for (size_t i = 0; i < fields->count; i++) {
		element(out, "<dt>", fields->items[i].term, "</dt>\n");
		buf_text_add(out, "<dd>");
		write_runs(out, &fields->items[i].runs);
		buf_text_add(out, "</dd>\n");
	}
	buf_text_add(out, "</dl>\n");
}

static void write_row(struct buf *out, const struct block_table *table, const struct texts *row)
{
	buf_text_add(out, "<tr>");
	for (size_t c = 0; c < table->columns.count; c++) {
		const char *text = c < row->count ? row->items[c] : "";
		bool end = table->columns.items[c].align == ALIGN_END;
		if (c == 0)
			element(out, "<th scope=\"row\">", text, "</th>");
		else
			element(out, end ? "<td class=\"end\">" : "<td>", text, "</td>");
	}
	buf_text_add(out, "</tr>\n");
}

static void write_table(struct buf *out, const struct block_table *table)
{
	if (table->columns.count == 0)
		return;
	buf_text_add(out, "<div class=\"wide\">\n<table>\n");
	if (table->caption[0] != '\0')
		element(out, "<caption>", table->caption, "</caption>\n");
	buf_text_add(out, "<thead>\n<tr>");
	for (size_t c = 0; c < table->columns.count; c++)
		element(out,
			table->columns.items[c].align == ALIGN_END
				? "<th scope=\"col\" class=\"end\">"
				: "<th scope=\"col\">",
			table->columns.items[c].name, "</th>");
	buf_text_add(out, "</tr>\n</thead>\n<tbody>\n");
	for (size_t r = 0; r < table->rows.count; r++)
		write_row(out, table, &table->rows.items[r]);
	buf_text_add(out, "</tbody>\n</table>\n</div>\n");
}

static void write_bars(struct buf *out, const struct block_bars *bars)
{
	if (bars->count == 0)
		return;
	buf_text_add(out, "<figure>\n");
	if (bars->caption[0] != '\0')
		element(out, "<figcaption>", bars->caption, "</figcaption>\n");
	buf_text_add(out, "<ul class=\"bars\">\n");
	for (size_t i = 0; i < bars->count; i++) {
		const struct block_bar *bar = &bars->items[i];
		long long mille = bar->total > 0 ? bar->value * 1000 / bar->total : 0;
		element(out, "<li><span class=\"label\">", bar->label, "</span> ");
		buf_format(out,
			"<span class=\"bar\" aria-hidden=\"true\">"
			"<span style=\"width: %lld.%lld%%\"></span></span> "
			"",
			mille / 10, mille % 10);
		element(out, "<span class=\"value\">", bar->text, "</span></li>\n");
	}
	buf_text_add(out, "</ul>\n</figure>\n");
}

static void write_heading(struct buf *out, const struct block_heading *heading)
{
	buf_format(out, "<h%d id=\"", heading->level);
	text_html(heading->name, " ", out);
	buf_text_add(out, "\">");
	text_html(heading->text, " ", out);
	buf_format(out, "</h%d>\n", heading->level);
}

static void write_block(struct buf *out, const struct block *block)
{
	switch (block->kind) {
	case BLOCK_HEADING:
		write_heading(out, &block->heading);
		break;
	case BLOCK_PARAGRAPH:
		buf_text_add(out, "<p>");
		write_runs(out, &block->runs);
		buf_text_add(out, "</p>\n");
		break;
	case BLOCK_NOTICE:
		buf_text_add(out, "<p class=\"notice\" role=\"note\">");
		write_runs(out, &block->runs);
		buf_text_add(out, "</p>\n");
		break;
	case BLOCK_QUOTE:
		buf_text_add(out, "<blockquote><p>");
		write_runs(out, &block->runs);
		buf_text_add(out, "</p></blockquote>\n");
		break;
	case BLOCK_LIST:
		write_list(out, &block->list);
		break;
	case BLOCK_FIELDS:
		write_fields(out, &block->fields);
		break;
	case BLOCK_TABLE:
		write_table(out, &block->table);
		break;
	case BLOCK_BARS:
		write_bars(out, &block->bars);
		break;
	case BLOCK_KINDS:
		break;
	}
}

/* Languages written from right to left. */
static bool right_to_left(const char *language)
{
	static const char *const tags[] = {
		"ar", "ckb", "dv", "fa", "he", "ps", "sd", "ug", "ur", "yi"};
	size_t length = strcspn(language, "-_");

	for (size_t i = 0; i < sizeof tags / sizeof tags[0]; i++)
		if (strlen(tags[i]) == length && strncmp(tags[i], language, length) == 0)
			return true;
	return false;
}

void html_head(const char *language, const char *title, const char *rules, struct buf *out)
{
	buf_text_add(out, "<!DOCTYPE html>\n<html lang=\"");
	text_html(language, " ", out);
	buf_text_add(out, right_to_left(language) ? "\" dir=\"rtl\">\n" : "\">\n");
	buf_text_add(out, "<head>\n<meta charset=\"utf-8\" />\n"
			  "<meta http-equiv=\"Content-Security-Policy\" "
			  "content=\"default-src 'none'; style-src 'unsafe-inline'\" />\n"
			  "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\" "
			  "/>\n<title>");
	text_html(title, " ", out);
	buf_text_add(out, "</title>\n<style>\n");
	buf_text_add(out, rules);
	buf_text_add(out, "</style>\n</head>\n");
}

void write_html(const struct document *document, struct buf *out)
{
	const struct texts *notices = &document->every_page;

	html_head(document->language, document->title, style, out);
	buf_text_add(out, notices->count > 0 ? "<body class=\"noted\">\n" : "<body>\n");
	for (size_t i = 0; i < notices->count; i++)
		element(out, "<p class=\"every-page\" role=\"note\">", notices->items[i], "</p>\n");
	buf_text_add(out, "<main>\n");
	for (size_t i = 0; i < document->blocks.count; i++)
		write_block(out, &document->blocks.items[i]);
	buf_text_add(out, "</main>\n");
	if (document->footer.count > 0) {
		buf_text_add(out, "<footer>\n");
		for (size_t i = 0; i < document->footer.count; i++)
			element(out, "<p>", document->footer.items[i], "</p>\n");
		buf_text_add(out, "</footer>\n");
	}
	buf_text_add(out, "</body>\n</html>\n");
}
