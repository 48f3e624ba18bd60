/* Two words of a voter's own, and the list of ballots in which they are found after closing. */
#include "roundtable/core/receipt.h"

#include "../rule.h"
#include "../words.h"

#include "roundtable/base/hash.h"
#include "roundtable/base/i18n.h"
#include "roundtable/base/mem.h"
#include "roundtable/base/text.h"
#include "roundtable/core/counted.h"
#include "roundtable/core/sentence.h"

#include <stdlib.h>
#include <string.h>

bool rule_lists_ballots(const struct tally_rule *rule)
{
	enum ballot_shape shape = tally_method(rule->method)->shape;

	return shape == SHAPE_CHOOSE || shape == SHAPE_ANSWER;
}

/* --- what is typed --- */

const char *receipt_form(void)
{
	return _(refusal_sentence(REFUSED_RECEIPT));
}

bool receipt_read(const char *typed, char words[RECEIPT_BYTES + 1])
{
	char *clean = text_sanitise(typed, strlen(typed), false, 0, NULL);
	char *folded = text_fold(clean);
	size_t length = strlen(folded);
	bool good = length == 0 || (length <= RECEIPT_BYTES && text_words(folded) == 2 &&
					   text_graphemes(folded) <= RECEIPT_LETTERS);

	if (good) {
		memset(words, 0, RECEIPT_BYTES + 1);
		memcpy(words, folded, length);
	}
	wipe(clean, strlen(clean));
	wipe(folded, length);
	array_free(clean);
	array_free(folded);
	return good;
}

/* Nobody's choice is to stand beside somebody else's name. */
static bool is_somebody(const struct model *model, const char *words)
{
	for (size_t i = 0; i < model->persons.count; i++)
		if (model->persons.items[i].name != NULL &&
			text_same_folded(model->persons.items[i].name, words))
			return true;
	return false;
}

bool receipt_mark(struct deciding *d, const struct poll *poll, int16_t *marks)
{
	const struct texts *said = &d->command->words;
	char words[RECEIPT_BYTES + 1] = "";
	size_t from = poll_marks(poll) - RECEIPT_BYTES;
	bool any = false;

	for (size_t i = 0; i < said->count; i++)
		any = any || said->items[i][0] != '\0';
	/* words that nobody would find again must not be thought to be kept */
	if (!poll->receipts)
		return !any || refuse(d, REFUSED_NO_RECEIPTS, poll->id);
	if (any && (said->count != 1 || !receipt_read(said->items[0], words) ||
			   is_somebody(d->model, words)))
		return refuse(d, REFUSED_RECEIPT, poll->id);
	for (size_t i = 0; i < RECEIPT_BYTES; i++)
		marks[from + i] = (int16_t)((unsigned char)words[i] - 1);
	wipe(words, sizeof words);
	return true;
}

/* --- the list --- */

/* A ballot that can be listed. */
struct listed {
	char words[RECEIPT_BYTES + 1];
	size_t answer; /* as many as there are options: blank */
};

/* By the words; those without any come last, by what they say: neither tells when they were cast.
 */
static int compare_listed(const void *a, const void *b)
{
	const struct listed *one = a, *other = b;
	bool none = one->words[0] == '\0', no_other = other->words[0] == '\0';
	int order = strcmp(one->words, other->words);

	if (none != no_other)
		return none ? 1 : -1;
	return order != 0 ? order : (one->answer > other->answer) - (one->answer < other->answer);
}

/* Whether a list of so many ballots, of which so many have words, tells of nobody how they voted:
 * whoever stands in for somebody knows two of them. */
static bool may_list(const struct poll *poll, size_t cast, size_t worded)
{
	size_t twice = poll->stood_in.count / 2, least = SECRET_MIN + twice;

	return cast >= RECEIPT_BALLOTS_MIN + twice && worded >= least &&
	       (worded == cast || cast - worded >= least);
}

bool question_listed(const struct model *model, const struct poll *poll)
{
	for (size_t i = 0; i < model->polls.count; i++) {
		const struct poll *before = &model->polls.items[i];
		if (before->id < poll->id && before->listed && asks_again(model, poll, before))
			return true;
	}
	return false;
}

/* The one answer on it; false when there are several, or none on one that is not blank. */
static bool answer_of(const int16_t *marks, size_t options, bool blank, size_t *answer)
{
	size_t count = 0;

	*answer = options;
	for (size_t i = 0; i < options && !blank; i++) {
		if (marks[i] > 0) {
			*answer = i;
			count++;
		}
	}
	return blank || count == 1;
}

static void write_list(
	const struct listed *listed, size_t count, size_t options, struct event *closed)
{
	struct rare *rare = body_rare_make(&closed->body);

	for (size_t i = 0; i < count; i++) {
		texts_add(&closed->words, listed[i].words);
		for (size_t k = 0; k < options; k++)
			ids_add(&rare->ballots,
				listed[i].answer == options ? MARK_NONE : k == listed[i].answer);
	}
}

void receipt_list(const struct poll *poll, const struct box *box, struct event *closed)
{
	size_t count = box_count(box), options = poll_options(poll), width = box->options;
	unsigned char *flags = mem_alloc(count + 1, sizeof *flags);
	int16_t *marks = mem_alloc(count * width + 1, sizeof *marks);
	struct listed *listed = mem_alloc(count + 1, sizeof *listed);
	size_t worded = 0;
	bool good = true;

	box_read(box, flags, marks);
	for (size_t i = 0; i < count; i++) {
		const int16_t *row = marks + i * width;
		for (size_t k = 0; k < RECEIPT_BYTES; k++)
			listed[i].words[k] = (char)(row[width - RECEIPT_BYTES + k] + 1);
		/* a box may hold anything */
		char same[RECEIPT_BYTES + 1] = "";
		if (!receipt_read(listed[i].words, same) || strcmp(listed[i].words, same) != 0)
			memset(listed[i].words, 0, sizeof listed[i].words);
		wipe(same, sizeof same);
		worded += listed[i].words[0] != '\0';
		good = good && answer_of(row, options, flags[i] == BALLOT_BLANK, &listed[i].answer);
	}
	if (good && may_list(poll, count, worded)) {
		qsort(listed, count, sizeof *listed, compare_listed);
		write_list(listed, count, options, closed);
	}
	wipe(marks, (count * width + 1) * sizeof *marks);
	wipe(listed, (count + 1) * sizeof *listed);
	array_free(flags);
	array_free(marks);
	array_free(listed);
}

/* A row as it was written: all marks are 0 but one, or there are none. */
static bool row_good(const int64_t *row, size_t options)
{
	int64_t sum = 0;

	for (size_t i = 0; i < options; i++) {
		if (row[i] < MARK_NONE || row[i] > 1)
			return false;
		sum += row[i];
	}
	if (row[0] == MARK_NONE)
		return sum == -(int64_t)options;
	for (size_t i = 0; i < options; i++)
		if (row[i] == MARK_NONE)
			return false;
	return sum == 1;
}

void receipt_take(struct poll *poll, const struct event *closed)
{
	const struct ids *marks = &body_rare(&closed->body)->ballots;
	size_t options = poll_options(poll), worded = 0;
	size_t rows = options > 0 ? marks->count / options : 0;
	bool good = poll->receipts && rows > 0 && rows * options == marks->count &&
		    (int64_t)rows == poll->result.sums.heads.cast;

	for (size_t i = 0; good && i < rows; i++)
		good = row_good(marks->items + i * options, options);
	for (size_t i = 0; good && i < rows && !closed->erased; i++)
		worded += event_word(closed, i)[0] != '\0';
	if (!good || (!closed->erased && !may_list(poll, rows, worded)))
		return;
	ids_copy(&poll->published, marks);
	poll->listed = true;
}

size_t poll_listed(const struct poll *poll)
{
	return poll->published.count > 0 ? poll->published.count / poll_options(poll) : 0;
}

size_t poll_listed_answer(const struct poll *poll, size_t row)
{
	size_t options = poll_options(poll), answer = 0;

	while (answer < options && poll->published.items[row * options + answer] <= 0)
		answer++;
	return answer;
}

const char *poll_listed_words(const struct model *model, const struct poll *poll, size_t row)
{
	const struct event *closed = model_event(model, poll->closing);

	return closed != NULL ? event_word(closed, row) : "";
}

/* --- in words --- */

void sentence_listed(
	const struct model *model, const struct poll *poll, size_t row, struct buf *out)
{
	size_t answer = poll_listed_answer(poll, row);

	if (answer < poll_options(poll))
		sentence_option(model, poll, answer, out);
	else
		buf_text_add(out, _("blank ballot"));
}

/* Why there is no list, once the vote is closed. */
static const char *no_list(const struct poll *poll)
{
	if (poll->result.sums.heads.cast <
		(int64_t)(RECEIPT_BALLOTS_MIN + poll->stood_in.count / 2))
		return _("Fewer than 10 people voted, so the ballots are not listed; nobody's "
			 "words are kept.");
	return _("Too few ballots had words, or had none: a list would show how these few voted. "
		 "So there is none; nobody's words are kept.");
}

static bool asks_for_list(const struct model *model, const struct poll *poll)
{
	const struct stage *stage = model_stage(model, poll->stage);

	return stage != NULL && poll->secret && stage_setting(stage, SETTING_RECEIPTS) != 0;
}

void sentence_receipts(const struct model *model, const struct poll *poll, struct buf *out)
{
	if (!asks_for_list(model, poll) || poll->state == POLL_IS_VOIDED)
		return;
	words_begin(out);
	if (!poll->receipts && question_listed(model, poll))
		buf_text_add(out, _("The ballots of an earlier vote on this were listed. A second "
				    "list would show who changed, so there is none."));
	else if (!poll->receipts && poll->way == BALLOT_WALL)
		buf_text_add(out, _("The room sees the keyboard of this vote: nobody types words "
				    "of their own, and the ballots are not listed."));
	else if (!poll->receipts)
		buf_text_add(out, _("By the rule of this vote a list would tell too much: nobody "
				    "types words of their own, and the ballots are not listed."));
	else if (poll->state == POLL_OPEN)
		buf_text_add(out,
			_("With your ballot you can type two words of your own. If 10 or "
			  "more people vote, the ballots are listed after closing, and you find "
			  "yours by them."));
	else if (poll_listed(poll) > 0 && model->closed_at != 0)
		/* nobody can be told any more, and nothing be held again */
		buf_text_add(out, _("Every ballot is listed, by the words of whoever cast it."));
	else if (poll_listed(poll) > 0)
		buf_text_add(out, _("Every ballot is listed, by the words of whoever cast it. Are "
				    "yours missing, or beside another choice? Tell the "
				    "facilitator: the vote can be declared void and held again, "
				    "then without a list."));
	else
		buf_text_add(out, no_list(poll));
}
