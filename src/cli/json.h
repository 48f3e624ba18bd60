#ifndef ROUNDTABLE_CLI_JSON_H
#define ROUNDTABLE_CLI_JSON_H

#include <jansson.h>
#include <stddef.h>

/** A JSON string of words as they are; what is not UTF-8 (the name of a file) is mended. */
json_t *json_words(const char *words);
/** Prints a value on standard output, on lines of its own, and lets go of it. */
void json_print(json_t *value);

#endif
