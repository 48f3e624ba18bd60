#include "roundtable/minutes/minutes.h"

#include "writer/writers.h"

#include <string.h>

static const struct writer {
	const char *name;
	void (*write)(const struct document *document, struct buf *out);
} writers[MINUTES_FORMATS] = {
#define X(id, name, writer) [MINUTES_##id] = {name, writer},
	MINUTES_FORMAT_LIST(X)
#undef X
};

const char *minutes_format_name(enum minutes_format format)
{
	return writers[format].name;
}

bool minutes_format_find(const char *name, enum minutes_format *format)
{
	for (int i = 0; i < MINUTES_FORMATS; i++)
		if (strcmp(writers[i].name, name) == 0) {
			*format = (enum minutes_format)i;
			return true;
		}
	return false;
}

void minutes_write(const struct document *document, enum minutes_format format, struct buf *out)
{
	writers[format].write(document, out);
}
