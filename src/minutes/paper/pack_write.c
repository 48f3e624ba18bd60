/* The paper pack as a page to print and as plain text. */
#include "roundtable/minutes/pack.h"

#include "paper.h"
#include "writer/writers.h"

#include "roundtable/base/i18n.h"
#include "roundtable/base/text.h"

/* --- HTML --- */

static void add_element(const char *name, const char *text, struct buf *out)
{
	buf_format(out, "<%s>", name);
	text_html(text, " ", out);
	buf_format(out, "</%s>", name);
}

static void add_lines(const struct sheet_item *item, struct buf *out)
{
	/* a label never stands alone at the foot of a page */
	buf_text_add(out, "<div class=\"write\">");
	paper_paragraph("label", item->text, out);
	for (int i = 0; i < item->count; i++)
		buf_text_add(out, "<p class=\"rule\"></p>\n");
	buf_text_add(out, "</div>\n");
}

static void add_boxes(const struct sheet_item *item, struct buf *out)
{
	buf_text_add(out, "<div class=\"write\">");
	paper_paragraph("label", item->text, out);
	buf_text_add(out, "<p>");
	for (size_t i = 0; i < item->words.count; i++) {
		buf_text_add(out, "<span class=\"choice\"><span class=\"box\"></span>");
		text_html(item->words.items[i], " ", out);
		buf_text_add(out, "</span> ");
	}
	buf_text_add(out, "</p></div>\n");
}

static void add_cells(const char *name, const struct sheet_item *item, bool filled, struct buf *out)
{
	buf_text_add(out, "<tr>");
	for (size_t i = 0; i < item->words.count; i++)
		add_element(name, filled ? item->words.items[i] : "", out);
	buf_text_add(out, "</tr>\n");
}

/* The table that begins at item `at`; the index after its last row. */
static size_t add_table(const struct sheet_items *items, size_t at, struct buf *out)
{
	const struct sheet_item *heads = &items->items[at];

	buf_text_add(out, heads->count > 0 ? "<table class=\"blank\">\n<thead>"
					   : "<table class=\"filled\">\n<thead>");
	add_cells("th", heads, true, out);
	buf_text_add(out, "</thead>\n<tbody>\n");
	for (int i = 0; i < heads->count; i++)
		add_cells("td", heads, false, out);
	for (at++; at < items->count && items->items[at].kind == SHEET_ROW; at++)
		add_cells("td", &items->items[at], true, out);
	buf_text_add(out, "</tbody>\n</table>\n");
	return at;
}

static void add_item(const struct sheet_item *item, struct buf *out)
{
	switch (item->kind) {
	case SHEET_HEADING:
		add_element("h3", item->text, out);
		break;
	case SHEET_TEXT:
		paper_paragraph("text", item->text, out);
		break;
	case SHEET_POINT:
		paper_paragraph("point", item->text, out);
		break;
	case SHEET_PRIVATE:
		paper_paragraph("private", item->text, out);
		break;
	case SHEET_WRITE:
		add_lines(item, out);
		break;
	case SHEET_TICK:
		add_boxes(item, out);
		break;
	case SHEET_HEADS:
	case SHEET_ROW:
		break;
	}
}

static void add_sheet(const struct pack *pack, const struct sheet *sheet, struct buf *out)
{
	buf_text_add(out, sheet->cut ? "<section>\n" : "");
	paper_paragraph("of", sheet->part == PACK_AGENDA ? "" : pack->title, out);
	add_element("h2", sheet->title, out);
	for (size_t i = 0; i < sheet->items.count;) {
		if (sheet->items.items[i].kind == SHEET_HEADS)
			i = add_table(&sheet->items, i, out);
		else
			add_item(&sheet->items.items[i++], out);
	}
	buf_text_add(out, sheet->cut ? "</section>\n" : "");
}

void pack_write_html(const struct pack *pack, bool large, struct buf *out)
{
	bool ballots = false;

	html_head(pack->language[0] != '\0' ? pack->language : "en", pack->title, paper_style, out);
	buf_text_add(out, large ? "<body class=\"large\">\n" : "<body>\n");
	for (size_t i = 0; i < pack->sheets.count; i++) {
		const struct sheet *sheet = &pack->sheets.items[i];
		if (!ballots && sheet->part > PACK_BALLOTS) {
			paper_ballots(&pack->ballots, out);
			ballots = true;
		}
		buf_text_add(out, sheet->cut    ? "<main>\n"
				  : sheet->wide ? "<main class=\"sheet wide\">\n"
						: "<main class=\"sheet\">\n");
		for (int copy = 0; copy < sheet->copies; copy++)
			add_sheet(pack, sheet, out);
		buf_text_add(out, "</main>\n");
	}
	if (!ballots)
		paper_ballots(&pack->ballots, out);
	buf_text_add(out, "</body>\n</html>\n");
}

/* --- text --- */

static void add_item_txt(const struct sheet_item *item, struct buf *out)
{
	switch (item->kind) {
	case SHEET_HEADING:
		buf_byte(out, '\n');
		paper_wrapped(item->text, 0, 0, out);
		break;
	case SHEET_TEXT:
		paper_wrapped(item->text, 0, 0, out);
		break;
	case SHEET_POINT:
		buf_text_add(out, "  - ");
		paper_wrapped(item->text, 4, 4, out);
		break;
	case SHEET_PRIVATE:
		buf_text_add(out, "    > ");
		paper_wrapped(item->text, 6, 6, out);
		break;
	case SHEET_WRITE:
		buf_byte(out, '\n');
		paper_wrapped(item->text, 0, 0, out);
		for (int i = 0; i < item->count; i++)
			buf_text_add(out, "\n  ______________________________________________"
					  "__________\n");
		break;
	case SHEET_TICK:
		buf_byte(out, '\n');
		paper_wrapped(item->text, 0, 0, out);
		for (size_t i = 0; i < item->words.count; i++) {
			buf_text_add(out, "  [ ] ");
			paper_wrapped(item->words.items[i], 6, 6, out);
		}
		break;
	case SHEET_HEADS:
		for (int row = 1; row <= item->count; row++)
			for (size_t i = 0; i < item->words.count; i++)
				buf_format(out,
					i == 0 ? "\n%3d. %s: ____________________\n"
					       : "%5.0d%s: ____________________\n",
					i == 0 ? row : 0, item->words.items[i]);
		break;
	case SHEET_ROW:
		for (size_t i = 0; i + 1 < item->words.count; i++)
			buf_format(out, "%6s  ", item->words.items[i]);
		if (item->words.count > 0)
			paper_wrapped(item->words.items[item->words.count - 1],
				8 * (int)(item->words.count - 1), 8 * (int)(item->words.count - 1),
				out);
		break;
	}
}

static void add_sheet_txt(const struct pack *pack, const struct sheet *sheet, struct buf *out)
{
	if (sheet->part != PACK_AGENDA)
		paper_wrapped(pack->title, 0, 0, out);
	paper_wrapped(sheet->title, 0, 0, out);
	buf_byte(out, '\n');
	for (size_t i = 0; i < sheet->items.count; i++)
		add_item_txt(&sheet->items.items[i], out);
	/* to be cut, or a new sheet of paper */
	buf_text_add(out, sheet->cut ? "\n- - - - - - - - - - - - - - - - - - - - - - - - - - - - "
				       "- - - - - - - -\n\n"
				     : "\f\n");
}

void pack_write_txt(const struct pack *pack, struct buf *out)
{
	bool ballots = false;

	for (size_t i = 0; i < pack->sheets.count; i++) {
		const struct sheet *sheet = &pack->sheets.items[i];
		if (!ballots && sheet->part > PACK_BALLOTS) {
			slips_write_txt(&pack->ballots, out);
			ballots = true;
		}
		for (int copy = 0; copy < sheet->copies; copy++)
			add_sheet_txt(pack, sheet, out);
	}
	if (!ballots)
		slips_write_txt(&pack->ballots, out);
}
