#ifndef ROUNDTABLE_CLI_LOG_H
#define ROUNDTABLE_CLI_LOG_H

#include "roundtable/base/buf.h"
#include "roundtable/core/model.h"

/** Appends what happened: the kind in words, what was said, and the fields as "name: value". */
void log_event(const struct model *model, const struct event *event, struct buf *out);

#endif
