/* Paper ballots as a page to print and as plain text. */
#include "roundtable/minutes/slips.h"

#include "paper.h"
#include "writer/writers.h"

#include "roundtable/base/i18n.h"
#include "roundtable/base/text.h"

#include <string.h>

/* A slip never breaks across pages; each vote begins on a new one. Black on white, always. */
const char paper_style[] =
	"@page { margin: 12mm }\n"
	"body { margin: 0; color: #000; background: #fff; font: 12pt/1.35 sans-serif }\n"
	"main { display: grid; grid-template-columns: 1fr 1fr; break-after: page }\n"
	"main:last-of-type { break-after: auto }\n"
	"section { break-inside: avoid; border: 1px dashed #555; padding: 5mm }\n"
	"h2 { font-size: 1.15em; margin: 0 0 2mm } p { margin: 0 0 2mm }\n"
	".of { font-size: .8em }\n"
	"ol { margin: 3mm 0 0; padding-left: 1.8em } li { margin: 0 0 2.5mm }\n"
	".box { display: inline-block; width: 1em; height: 1em; border: 1.5px solid #000; "
	"vertical-align: -.15em; margin-right: .5em }\n"
	".line { display: inline-block; width: 60%; border-bottom: 1px solid #000; height: 1.2em "
	"}\n"
	".points { display: inline-block; width: 2.2em; height: 1.2em; border: 1.5px solid #000; "
	"vertical-align: -.25em; margin-right: .5em }\n"
	".grades { display: block; font-weight: bold }\n"
	".score { display: block; letter-spacing: .7em; font-weight: bold; white-space: nowrap }\n"
	"main.sheet { display: block } main.wide { page: wide } @page wide { size: landscape }\n"
	"main.sheet > h2 { font-size: 1.5em } h3 { font-size: 1em; margin: 5mm 0 1mm; "
	"break-after: avoid }\n"
	".point { padding-left: 1.2em; text-indent: -1.2em } .point::before { content: \"\\2022\"; "
	"display: inline-block; width: 1.2em; text-indent: 0 }\n"
	".private { border-left: 3px solid #000; padding-left: 3mm }\n"
	".label { font-weight: bold; margin: 3mm 0 0 } .write { break-inside: avoid }\n"
	".rule { border-bottom: 1px solid #000; height: 1.7em; margin: 0 }\n"
	".choice { display: inline-block; margin: 1mm 1.2em 0 0 }\n"
	"table { border-collapse: collapse; width: 100% } tr { break-inside: avoid }\n"
	"th, td { border: 1px solid #000; padding: 1mm 2mm; text-align: left; vertical-align: top; "
	"overflow-wrap: break-word; hyphens: auto }\n"
	".filled th, .filled td:not(:last-child) { white-space: nowrap; width: 1% }\n"
	".filled th:last-child { width: auto } .blank { table-layout: fixed } main.wide th { "
	"font-size: .8em } .blank td { height: 2.6em }\n"
	"body.large { font-size: 20pt; line-height: 1.5 } body.large .of, body.large th { "
	"font-size: 18pt } body.large main { grid-template-columns: "
	"1fr }\n";

static bool is_scale(const struct slip *slip)
{
	enum ballot_shape shape = tally_method(slip->rule.method)->shape;

	return shape == SHAPE_SCORE || shape == SHAPE_GRADE;
}

/* Fingers are numbered from the fist on. */
static bool has_fingers(const struct slip *slip)
{
	return slip->rule.method == TALLY_FIST_TO_FIVE;
}

/* A number or more is written in the box, not a cross. */
static bool takes_number(const struct slip *slip)
{
	enum ballot_shape shape = tally_method(slip->rule.method)->shape;

	return shape == SHAPE_POINTS || shape == SHAPE_CREDITS || shape == SHAPE_RANK;
}

static void add_scores(const struct slip *slip, struct buf *out)
{
	for (size_t i = 0; i < slip->grades.count; i++)
		buf_format(out, i > 0 ? " / %s" : "%s", slip->grades.items[i]);
	for (int i = 0; slip->grades.count == 0 && i <= slip_most(slip); i++)
		buf_format(out, i > 0 ? " %d" : "%d", i);
}

/* What stands before an option for the pen. */
static void add_mark_html(const struct slip *slip, struct buf *out)
{
	switch (tally_method(slip->rule.method)->shape) {
	case SHAPE_CHOOSE:
	case SHAPE_APPROVE:
	case SHAPE_ANSWER:
		buf_text_add(out, "<span class=\"box\"></span>");
		break;
	case SHAPE_POINTS:
	case SHAPE_CREDITS:
	case SHAPE_RANK:
		buf_text_add(out, "<span class=\"points\"></span>");
		break;
	case SHAPE_SCORE:
	case SHAPE_GRADE:
		break;
	case SHAPES:
		break;
	}
}

static void add_option_html(const struct slip *slip, const char *option, struct buf *out)
{
	buf_text_add(out, "<li>");
	add_mark_html(slip, out);
	if (option[0] == '\0')
		buf_text_add(out, "<span class=\"line\"></span>");
	else
		text_html(option, " ", out);
	if (is_scale(slip)) {
		struct buf scores = {0};
		buf_text_add(out, slip->grades.count > 0 ? " <span class=\"grades\">"
							 : " <span class=\"score\">");
		add_scores(slip, &scores);
		text_html(buf_text(&scores), " ", out);
		buf_text_add(out, "</span>");
		buf_finish(&scores);
	}
	buf_text_add(out, "</li>\n");
}

void paper_paragraph(const char *class_name, const char *text, struct buf *out)
{
	if (text[0] == '\0')
		return;
	buf_format(out, "<p class=\"%s\">", class_name);
	text_html(text, " ", out);
	buf_text_add(out, "</p>\n");
}

/* What is asked beside the line for two words of the voter's own, and what to know of them. */
static const char *words_asked(void)
{
	return _("Two words of your own, if you like:");
}

static const char *words_advice(void)
{
	return _("By them you find your ballot in the list after closing. Not your name, nothing "
		 "that others know of you, and new ones for each vote. Tell nobody.");
}

static void add_slip_html(const struct slips *slips, const struct slip *slip, struct buf *out)
{
	struct buf instruction = {0};

	slip_instruction(slip, &instruction);
	buf_text_add(out, "<section>\n");
	paper_paragraph("of", slips->title, out);
	if (slips->rehearsal)
		paper_paragraph("of", _("Rehearsal: simulated people"), out);
	buf_text_add(out, "<h2>");
	text_html(slip->question, " ", out);
	buf_text_add(out, "</h2>\n");
	paper_paragraph("prompt", slip->prompt, out);
	paper_paragraph("how", buf_text(&instruction), out);
	for (size_t i = 0; i < slip->roles.count; i++) {
		buf_text_add(out, i == 0 ? "<p>" : " ");
		buf_text_add(out, "<span class=\"box\"></span>");
		text_html(slip->roles.items[i], " ", out);
	}
	if (slip->roles.count > 0)
		buf_text_add(out, "</p>\n");
	buf_text_add(out, has_fingers(slip) ? "<ol start=\"0\">\n" : "<ol>\n");
	for (size_t i = 0; i < slip->options.count; i++)
		add_option_html(slip, slip->options.items[i], out);
	buf_text_add(out, "</ol>\n");
	if (slip->receipts) {
		paper_paragraph("how", words_asked(), out);
		buf_text_add(out, "<p><span class=\"line\"></span></p>\n");
		paper_paragraph("of", words_advice(), out);
	}
	buf_text_add(out, "</section>\n");
	buf_finish(&instruction);
}

void paper_ballots(const struct slips *slips, struct buf *out)
{
	for (size_t i = 0; i < slips->count; i++) {
		const struct slip *slip = &slips->items[i];
		buf_text_add(out, "<main>\n");
		for (int copy = 0; copy < slip->copies; copy++)
			add_slip_html(slips, slip, out);
		buf_text_add(out, "</main>\n");
	}
}

void slips_write_html(const struct slips *slips, bool large, struct buf *out)
{
	html_head(slips->language[0] != '\0' ? slips->language : "en", slips->title, paper_style,
		out);
	buf_text_add(out, large ? "<body class=\"large\">\n" : "<body>\n");
	paper_ballots(slips, out);
	buf_text_add(out, "</body>\n</html>\n");
}

void paper_wrapped(const char *text, int column, int indent, struct buf *out)
{
	for (bool first = true; *text != '\0'; text += strspn(text, " "), first = false) {
		size_t length = strcspn(text, " ");
		struct buf word = {0};
		buf_add(&word, text, length);
		int width = text_width(buf_text(&word));
		if (!first && column + 1 + width > 72) {
			buf_format(out, "\n%*s", indent, "");
			column = indent;
		} else if (!first) {
			buf_byte(out, ' ');
			column++;
		}
		buf_text_add(out, buf_text(&word));
		column += width;
		text += length;
		buf_finish(&word);
	}
	buf_byte(out, '\n');
}

static void add_option_txt(const struct slip *slip, size_t index, struct buf *out)
{
	const char *option = slip->options.items[index];
	bool number = takes_number(slip), scale = is_scale(slip);

	buf_format(out, "%4zu. %s ", index + !has_fingers(slip),
		number  ? "[__]"
		: scale ? ""
			: "[ ]");
	int column = number ? 11 : scale ? 7 : 10;
	paper_wrapped(
		option[0] != '\0' ? option : "______________________________", column, column, out);
	if (scale) {
		struct buf scores = {0};
		buf_text_add(out, "       ");
		add_scores(slip, &scores);
		paper_wrapped(buf_text(&scores), 7, 7, out);
		buf_finish(&scores);
	}
}

static void add_slip_txt(const struct slips *slips, const struct slip *slip, struct buf *out)
{
	struct buf instruction = {0};

	slip_instruction(slip, &instruction);
	paper_wrapped(slips->title, 0, 0, out);
	if (slips->rehearsal)
		paper_wrapped(_("Rehearsal: simulated people"), 0, 0, out);
	buf_byte(out, '\n');
	paper_wrapped(slip->question, 0, 0, out);
	if (slip->prompt[0] != '\0')
		paper_wrapped(slip->prompt, 0, 0, out);
	paper_wrapped(buf_text(&instruction), 0, 0, out);
	for (size_t i = 0; i < slip->roles.count; i++) {
		buf_text_add(out, "  [ ] ");
		paper_wrapped(slip->roles.items[i], 6, 6, out);
	}
	buf_byte(out, '\n');
	for (size_t i = 0; i < slip->options.count; i++)
		add_option_txt(slip, i, out);
	if (slip->receipts) {
		buf_byte(out, '\n');
		paper_wrapped(words_asked(), 0, 0, out);
		buf_text_add(out, "______________________________\n");
		paper_wrapped(words_advice(), 0, 0, out);
	}
	buf_text_add(out,
		"\n- - - - - - - - - - - - - - - - - - - - - - - - - - - - - - - - - - - -\n\n");
	buf_finish(&instruction);
}

void slips_write_txt(const struct slips *slips, struct buf *out)
{
	for (size_t i = 0; i < slips->count; i++) {
		for (int copy = 0; copy < slips->items[i].copies; copy++)
			add_slip_txt(slips, &slips->items[i], out);
	}
}
