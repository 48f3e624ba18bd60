/* The ballot: a form for each shape; each control has a name of its own. */
#include "html.h"

#include "roundtable/core/receipt.h"

enum {
	ROW_MOST = 12,      /* numbers that stand side by side */
	BUTTONS_MOST = 150, /* in all such rows together */
	RANKS_MOST = 20,    /* ranks in a list */
};

bool page_has_ballot(const struct page_view *view)
{
	const struct participant *me = view->participant;
	const struct audience_vote *vote = &view->audience->vote;

	return me != NULL && me->state == PARTICIPANT_IN && vote->open && vote->id != 0 &&
	       me->poll == vote->id && me->can_vote && (!me->voted || vote->changes) &&
	       view->audience->state != AUDIENCE_BLANK &&
	       view->audience->state != AUDIENCE_OFF_RECORD;
}

/* What is marked are the rule's own answers or, where it has none, the options in their order. */
static const struct audience_item *option_at(const struct audience *audience, size_t at)
{
	for (size_t i = 0; i < audience->items.count; i++)
		if (audience->items.items[i].kind == ITEM_OPTION && at-- == 0)
			return &audience->items.items[i];
	return NULL;
}

static size_t count_choices(const struct audience *audience)
{
	size_t count = 0;

	if (audience->vote.answers.count > 0)
		return audience->vote.answers.count;
	while (option_at(audience, count) != NULL)
		count++;
	return count;
}

static void choice_words(
	const struct page_view *view, size_t at, const char *element, struct buf *out)
{
	const struct audience *audience = view->audience;

	if (audience->vote.answers.count > 0) {
		const char *text = audience->vote.answers.items[at].text;
		html_known(view, out, element, text != NULL ? text : "");
	} else {
		html_words(view, out, element, option_at(audience, at)->text);
	}
}

/* The words as the label of its control. */
static void choice_label(const struct page_view *view, size_t at, struct buf *out)
{
	struct buf element = {0};

	buf_format(&element, "label for=\"mark%zu\"", at);
	choice_words(view, at, buf_text(&element), out);
	buf_finish(&element);
}

/* Whether a ballot of this vote came that was not taken. */
static bool drafted(const struct page_view *view)
{
	const struct form *form = view->form;

	return form != NULL && form->what == FORM_BALLOT &&
	       form->asked.poll == view->audience->vote.id;
}

/* What was marked in it; `none` when nothing was. */
static int64_t marked(const struct page_view *view, size_t at, int64_t none)
{
	return drafted(view) && at < view->form->asked.marks.count
		       ? view->form->asked.marks.items[at]
		       : none;
}

static void one_of(const struct page_view *view, size_t count, struct buf *out)
{
	html_line(view, out, "legend", SAY_CHOOSE_ONE);
	buf_text_add(out, "<ul class=\"choices\">\n");
	for (size_t i = 0; i < count; i++) {
		html(out,
			"<li><input type=\"radio\" name=\"choice\" required id=\"mark%zu\" "
			"value=\"%zu\"%s>",
			i, i, marked(view, i, 0) > 0 ? " checked" : "");
		choice_label(view, i, out);
		buf_text_add(out, "</li>\n");
	}
	buf_text_add(out, "</ul>\n");
}

static void any_of(const struct page_view *view, size_t count, struct buf *out)
{
	html_line(view, out, "legend", SAY_TICK_ANY);
	buf_text_add(out, "<ul class=\"choices\">\n");
	for (size_t i = 0; i < count; i++) {
		html(out,
			"<li><input type=\"checkbox\" name=\"mark%zu\" id=\"mark%zu\" "
			"value=\"1\"%s>",
			i, i, marked(view, i, 0) > 0 ? " checked" : "");
		choice_label(view, i, out);
		buf_text_add(out, "</li>\n");
	}
	buf_text_add(out, "</ul>\n");
}

static void number_button(size_t at, int64_t number, bool chosen, struct buf *out)
{
	html(out,
		"<span><input type=\"radio\" name=\"mark%zu\" id=\"mark%zu-%lld\" value=\"%lld\"%s>"
		"<label for=\"mark%zu-%lld\">",
		at, at, (long long)number, (long long)number, chosen ? " checked" : "", at,
		(long long)number);
}

/* What a grade is called, where grades have words. */
static void grade_word(const struct page_view *view, int64_t number, struct buf *out)
{
	const struct texts *grades = &view->audience->vote.grades;

	if (number < 0 || (uint64_t)number >= grades->count)
		return;
	buf_byte(out, ' ');
	html_escape(grades->items[number], out);
}

/* Numbers from `low` to `high` side by side, under the words they belong to; `none` for one that
 * says nothing, where `low` does not. */
static void number_row(const struct page_view *view, size_t at, int64_t low, int64_t high,
	bool none, struct buf *out)
{
	int64_t now = marked(view, at, none ? -1 : 0);

	buf_text_add(out, "<fieldset class=\"row\">");
	choice_words(view, at, "legend", out);
	buf_text_add(out, "<div class=\"numbers\">");
	if (none) {
		number_button(at, -1, now < 0, out);
		html_say(view, out, SAY_NOT_MARKED);
		buf_text_add(out, "</label></span>");
	}
	for (int64_t number = low; number <= high; number++) {
		number_button(at, number, now == number, out);
		html(out, "%lld", (long long)number);
		grade_word(view, number, out);
		buf_text_add(out, "</label></span>");
	}
	buf_text_add(out, "</div></fieldset>\n");
}

/* A number that is typed; left empty it is 0. */
static void number_field(
	const struct page_view *view, size_t at, int64_t low, int64_t high, struct buf *out)
{
	int64_t now = marked(view, at, 0);

	buf_text_add(out, "<p class=\"typed\">");
	choice_label(view, at, out);
	html(out,
		"<input type=\"number\" name=\"mark%zu\" id=\"mark%zu\" min=\"%lld\" "
		"max=\"%lld\" inputmode=\"numeric\"",
		at, at, (long long)low, (long long)high);
	if (now != 0)
		html(out, " value=\"%lld\"", (long long)now);
	buf_text_add(out, "></p>\n");
}

/* A number that is chosen from a list, or none, which is told as `none`. */
static void number_list(const struct page_view *view, size_t at, int64_t low, int64_t high,
	int64_t none, struct buf *out)
{
	int64_t now = marked(view, at, none);

	buf_text_add(out, "<p class=\"typed\">");
	choice_label(view, at, out);
	html(out, "<select name=\"mark%zu\" id=\"mark%zu\">\n<option value=\"%lld\">", at, at,
		(long long)none);
	html_say(view, out, SAY_NOT_MARKED);
	buf_text_add(out, "</option>\n");
	for (int64_t number = low; number <= high; number++) {
		html(out, "<option value=\"%lld\"%s>%lld", (long long)number,
			now == number ? " selected" : "", (long long)number);
		grade_word(view, number, out);
		buf_text_add(out, "</option>\n");
	}
	buf_text_add(out, "</select></p>\n");
}

/* Side by side where there are few, for a finger; else smaller, for the page must stay small. */
static void numbers(const struct page_view *view, size_t count, int64_t low, int64_t high,
	bool none, struct buf *out)
{
	int64_t each = high - low + 1 + none;
	bool few = each <= ROW_MOST && (int64_t)count * each <= BUTTONS_MOST;

	for (size_t i = 0; i < count; i++)
		if (few)
			number_row(view, i, low, high, none, out);
		else if (none)
			number_list(view, i, low, high, -1, out);
		else
			number_field(view, i, low, high, out);
}

static void ranks(const struct page_view *view, size_t count, struct buf *out)
{
	int wanted = view->audience->vote.ranks;
	int64_t last = wanted > 0 && (size_t)wanted < count ? wanted : (int64_t)count;

	for (size_t i = 0; i < count; i++)
		if (count <= RANKS_MOST)
			number_list(view, i, 1, last, 0, out);
		else
			number_field(view, i, 0, last, out);
}

static int64_t most_votes(int credits)
{
	int64_t votes = 0;

	while ((votes + 1) * (votes + 1) <= credits)
		votes++;
	return votes;
}

/* How much is given so far: the script keeps it up to date. */
static void spent(const struct page_view *view, size_t count, bool squared, struct buf *out)
{
	int64_t sum = 0;

	for (size_t i = 0; i < count; i++) {
		int64_t mark = marked(view, i, 0);
		sum += squared ? mark * mark : mark;
	}
	html(out, "<p class=\"spent\"><output data-spends=\"%d\"%s>", view->audience->vote.dots,
		squared ? " data-squared" : "");
	html_say(view, out, SAY_SPENT, (int)sum, view->audience->vote.dots);
	buf_text_add(out, "</output></p>\n");
}

static void marks(const struct page_view *view, size_t count, struct buf *out)
{
	const struct audience_vote *vote = &view->audience->vote;
	int64_t most = most_votes(vote->dots);

	switch (vote->shape) {
	case SHAPE_CHOOSE:
	case SHAPE_ANSWER:
		one_of(view, count, out);
		break;
	case SHAPE_APPROVE:
		any_of(view, count, out);
		break;
	case SHAPE_POINTS:
		html_line(view, out, "legend", SAY_GIVE_POINTS, vote->dots);
		spent(view, count, false, out);
		numbers(view, count, 0, vote->dots, false, out);
		break;
	case SHAPE_CREDITS:
		html_line(view, out, "legend", SAY_GIVE_CREDITS, vote->dots);
		spent(view, count, true, out);
		numbers(view, count, 0, most, false, out);
		break;
	case SHAPE_SCORE:
		html_line(view, out, "legend", SAY_GIVE_SCORE, vote->scale);
		numbers(view, count, 0, vote->scale, true, out);
		break;
	case SHAPE_GRADE:
		if (vote->rates)
			html_line(view, out, "legend", SAY_RATE_EACH);
		else
			html_line(view, out, "legend", SAY_GIVE_GRADES, vote->scale);
		numbers(view, count, 0, vote->scale, true, out);
		break;
	case SHAPE_RANK:
		html_line(view, out, "legend", SAY_GIVE_RANKS);
		ranks(view, count, out);
		break;
	case SHAPES:
		break;
	}
}

/* Two words of one's own, as long as they may be; those of a ballot that was not taken stand there
 * again. */
static void own_words(const struct page_view *view, struct buf *out)
{
	const struct texts *words = drafted(view) ? &view->form->asked.words : NULL;

	html_line(view, out, "label for=\"own-words\"", SAY_TWO_WORDS);
	html(out,
		"<input type=\"text\" name=\"word0\" id=\"own-words\" maxlength=\"%d\" "
		"autocapitalize=\"none\" spellcheck=\"false\" value=\"",
		RECEIPT_LETTERS);
	html_escape(words != NULL && words->count > 0 ? words->items[0] : "", out);
	buf_text_add(out, "\">\n");
	html_line(view, out, "p class=\"fate\"",
		view->participant->voted ? SAY_WORDS_AGAIN : SAY_WORDS_ADVICE);
}

static void ballot_form(const struct page_view *view, struct buf *out)
{
	const struct audience_vote *vote = &view->audience->vote;
	size_t count = count_choices(view->audience);
	bool again = view->participant->voted;

	html_form(out, FORM_BALLOT, "form-ballot");
	html_hidden(out, "nonce", view->ballot_nonce);
	html_hidden_number(out, "poll", vote->id);
	html_hidden_number(out, "options", (int64_t)count);
	buf_text_add(out, "<fieldset class=\"marks\">\n");
	marks(view, count, out);
	buf_text_add(out, "</fieldset>\n");
	if (vote->receipts)
		own_words(view, out);
	if (!again)
		html_line(view, out, "p class=\"fate\"",
			vote->changes ? SAY_MAY_CHANGE : SAY_CAST_FINAL);
	html_button(view, out, " class=\"main\"", again ? SAY_CAST_CHANGED : SAY_CAST);
	if (vote->blank)
		html_button(
			view, out, " name=\"blank\" value=\"1\" formnovalidate", SAY_CAST_BLANK);
	html_form_end(out);
}

/* What can be done about a ballot that is in. */
static void is_cast(const struct page_view *view, struct buf *out)
{
	const struct audience_vote *vote = &view->audience->vote;

	html_line(view, out, "p class=\"done\"", vote->secret ? SAY_IS_CAST : SAY_IS_CAST_OPEN);
	html_line(view, out, "p", vote->changes ? SAY_MAY_CHANGE : SAY_IS_CAST_FINAL);
	if (!vote->changes)
		return;
	html(out, "<details id=\"change\"%s>", drafted(view) ? " open" : "");
	html_line(view, out, "summary", SAY_CHANGE_BALLOT);
	ballot_form(view, out);
	buf_text_add(out, "</details>\n");
}

void page_ballot(const struct page_view *view, struct buf *out)
{
	const struct participant *me = view->participant;
	const struct audience_vote *vote = &view->audience->vote;

	if (!vote->open || me->poll != vote->id || vote->id == 0 ||
		view->audience->state == AUDIENCE_BLANK)
		return;
	html(out, "<section id=\"ballot\" data-key=\"vote-%lld-%d\"%s>\n", (long long)vote->id,
		me->voted, drafted(view) ? " data-kept" : "");
	html_line(view, out, "h2", SAY_YOUR_BALLOT);
	if (!me->can_vote)
		html_line(view, out, "p", SAY_CANNOT_VOTE);
	else if (me->voted)
		is_cast(view, out);
	else
		ballot_form(view, out);
	buf_text_add(out, "</section>\n");
}
