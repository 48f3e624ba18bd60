#include "roundtable/base/array.h"
#include "roundtable/base/buf.h"
#include "roundtable/base/error.h"
#include "roundtable/base/mem.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static jmp_buf rescue;

static void exhausted(void)
{
	longjmp(rescue, 1);
}

static void allocates_zeroed(void **state)
{
	(void)state;
	unsigned char *bytes = mem_alloc(1000, 3);
	for (size_t i = 0; i < 3000; i++)
		assert_int_equal(bytes[i], 0);
	bytes[0] = 7;
	bytes = mem_resize(bytes, 100000, 3);
	assert_int_equal(bytes[0], 7);
	free(bytes);
	void *nothing = mem_alloc(0, 8);
	assert_non_null(nothing);
	nothing = mem_resize(nothing, 0, 0);
	assert_non_null(nothing);
	free(nothing);
}

static void overflow_is_exhaustion(void **state)
{
	(void)state;
	volatile int calls = 0;
	mem_on_exhausted(exhausted);
	if (setjmp(rescue) == 0)
		free(mem_alloc(SIZE_MAX / 2, 3));
	else
		calls++;
	if (setjmp(rescue) == 0)
		free(mem_resize(NULL, SIZE_MAX / 2, 3));
	else
		calls++;
	if (setjmp(rescue) == 0)
		free(mem_copy_bytes("", SIZE_MAX));
	else
		calls++;
	mem_on_exhausted(NULL);
	assert_int_equal(calls, 3);
}

static void copies_text(void **state)
{
	(void)state;
	assert_null(mem_copy_text(NULL));
	char *copy = mem_copy_text("round");
	assert_string_equal(copy, "round");
	free(copy);
	copy = mem_copy_bytes("table\0s", 7);
	assert_memory_equal(copy, "table\0s", 8);
	free(copy);
	copy = mem_copy_bytes(NULL, 0);
	assert_string_equal(copy, "");
	free(copy);
}

static void arrays_grow_and_close_gaps(void **state)
{
	(void)state;
	struct {
		int *items;
		size_t count, capacity;
	} numbers = {0};
	for (int i = 0; i < 1000; i++)
		*array_push(&numbers) = i;
	assert_int_equal(numbers.count, 1000);
	assert_true(numbers.capacity >= 1000);
	for (int i = 0; i < 1000; i++)
		assert_int_equal(numbers.items[i], i);
	array_remove(&numbers, 0);
	array_remove(&numbers, 499);
	array_remove(&numbers, 997);
	assert_int_equal(numbers.count, 997);
	assert_int_equal(numbers.items[0], 1);
	assert_int_equal(numbers.items[498], 499);
	assert_int_equal(numbers.items[499], 501);
	assert_int_equal(numbers.items[996], 998);
	array_finish(&numbers);
	assert_null(numbers.items);
	assert_int_equal(numbers.capacity, 0);
}

static void ids_are_a_list(void **state)
{
	(void)state;
	struct ids ids = {0}, copy = {0};
	assert_false(ids_contain(&ids, 1));
	ids_drop(&ids, 1);
	ids_add(&ids, 5);
	ids_add(&ids, INT64_MAX);
	ids_add(&ids, 7);
	ids_copy(&copy, &ids);
	ids_drop(&ids, INT64_MAX);
	assert_int_equal(ids.count, 2);
	assert_int_equal(ids.items[1], 7);
	assert_false(ids_contain(&ids, INT64_MAX));
	assert_true(ids_contain(&copy, INT64_MAX));
	ids_copy(&copy, &copy);
	assert_int_equal(copy.count, 3);
	ids_copy(&copy, &ids);
	assert_int_equal(copy.count, 2);
	array_finish(&ids);
	array_finish(&copy);
}

static void texts_own_their_strings(void **state)
{
	(void)state;
	struct texts texts = {0}, copy = {0};
	char word[] = "first";
	texts_add(&texts, word);
	word[0] = 'F';
	texts_add(&texts, NULL);
	/* Growing must not pull the string away that is being added. */
	for (int i = 0; i < 20; i++)
		texts_add(&texts, texts.items[0]);
	texts_add(&copy, "old");
	texts_copy(&copy, &texts);
	assert_int_equal(copy.count, 22);
	assert_string_equal(copy.items[0], "first");
	assert_null(copy.items[1]);
	assert_string_equal(copy.items[21], "first");
	assert_ptr_not_equal(copy.items[0], texts.items[0]);
	texts_finish(&texts);
	assert_null(texts.items);
	texts_finish(&copy);
	texts_finish(NULL);
}

static void buffers_collect(void **state)
{
	(void)state;
	struct buf buf = {0};
	assert_string_equal(buf_text(&buf), "");
	buf_text_add(&buf, NULL);
	buf_text_add(&buf, "agenda");
	buf_byte(&buf, ':');
	buf_format(&buf, " %d of %s", 3, "five");
	buf_format(&buf, "%s", "");
	assert_string_equal(buf_text(&buf), "agenda: 3 of five");
	assert_int_equal(buf.count, strlen("agenda: 3 of five"));
	buf_add(&buf, "\0x", 2);
	assert_int_equal(buf.count, strlen("agenda: 3 of five") + 2);
	buf_clear(&buf);
	assert_string_equal(buf_text(&buf), "");
	for (int i = 0; i < 10000; i++)
		buf_format(&buf, "%04d,", i);
	assert_int_equal(buf.count, 50000);
	assert_string_equal(buf.bytes + 49995, "9999,");
	char *taken = buf_take(&buf);
	assert_int_equal(strlen(taken), 50000);
	assert_int_equal(buf.count, 0);
	assert_null(buf.bytes);
	free(taken);
	taken = buf_take(&buf);
	assert_string_equal(taken, "");
	free(taken);
	buf_add(&buf, NULL, 0);
	assert_string_equal(buf.bytes, "");
	buf_finish(&buf);
	buf_finish(NULL);
}

static void errors_say_why(void **state)
{
	(void)state;
	struct error err = {0};
	assert_int_equal(error_exit_status(NULL), 0);
	assert_int_equal(error_exit_status(&err), 0);
	assert_false(error_set(NULL, ERROR_INPUT, "nobody listens"));
	assert_false(error_set(&err, ERROR_INPUT, "%s: line %d", "x.md", 3));
	assert_string_equal(err.text, "x.md: line 3");
	assert_int_equal(error_exit_status(&err), 2);
	/* The earlier sentence may go into the new one. */
	error_set(&err, ERROR_FULL, "%s (no room)", err.text);
	assert_string_equal(err.text, "x.md: line 3 (no room)");
	for (int code = ERROR_BROKEN; code <= ERROR_SYSTEM; code++) {
		err.code = (enum error_code)code;
		assert_int_equal(error_exit_status(&err), 1);
	}
	error_finish(&err);
	assert_null(err.text);
	assert_int_equal(err.code, ERROR_NONE);
	error_finish(&err);
	error_finish(NULL);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(allocates_zeroed),
		cmocka_unit_test(overflow_is_exhaustion),
		cmocka_unit_test(copies_text),
		cmocka_unit_test(arrays_grow_and_close_gaps),
		cmocka_unit_test(ids_are_a_list),
		cmocka_unit_test(texts_own_their_strings),
		cmocka_unit_test(buffers_collect),
		cmocka_unit_test(errors_say_why),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
