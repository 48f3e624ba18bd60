/* The steps of a stage, each with its own length. */
#include "roundtable/core/phase.h"

#include "rule.h"

#include "roundtable/base/text.h"

#include <string.h>

/* "in twos 2 min": a name, a number, the word. `length` bytes. Minutes, 0 when it is not so. */
static int read_phase(const char *text, size_t length, struct buf *name)
{
	static const char unit[] = "min";
	int minutes = 0, digits = 0;

	while (length > 0 && text[length - 1] == ' ')
		length--;
	while (length > 0 && *text == ' ')
		text++, length--;
	if (length < sizeof unit || strncmp(text + length - 3, unit, 3) != 0)
		return 0;
	length -= 3;
	while (length > 0 && text[length - 1] == ' ')
		length--;
	for (int place = 1; length > 0 && text[length - 1] >= '0' && text[length - 1] <= '9';
		length--, place *= 10) {
		if (++digits > 3)
			return 0;
		minutes += (text[length - 1] - '0') * place;
	}
	if (length == 0 || text[length - 1] != ' ' || minutes > PHASE_MINUTES_MOST)
		return 0;
	while (length > 0 && text[length - 1] == ' ')
		length--;
	struct buf read = {0};
	buf_add(&read, text, length);
	bool named = length > 0 && text_graphemes(buf_text(&read)) <= PHASE_NAME_MOST;
	if (named && name != NULL)
		buf_text_add(name, buf_text(&read));
	buf_finish(&read);
	return named ? minutes : 0;
}

int stage_phase(const struct stage *stage, int index, struct buf *name)
{
	const char *text = stage_setting_text(stage, SETTING_STEPS);

	for (int i = 0; text != NULL && i < index; i++) {
		text = strchr(text, ',');
		text = text != NULL ? text + 1 : NULL;
	}
	return text != NULL && index >= 0 ? read_phase(text, strcspn(text, ","), name) : 0;
}

int stage_phases(const struct stage *stage)
{
	const char *text = stage_setting_text(stage, SETTING_STEPS);
	int count = text != NULL;

	for (const char *at = text; at != NULL && *at != '\0'; at++)
		count += *at == ',';
	if (count < 2 || count > PHASES_MOST)
		return 0;
	for (int i = 0; i < count; i++)
		if (stage_phase(stage, i, NULL) == 0)
			return 0;
	return count;
}

int64_t model_phase_left(const struct model *model, int stage, moment now)
{
	const struct stage_state *state = &model->stages.items[stage];
	int64_t length = stage_phase(model_stage(model, stage), state->phase, NULL) * MINUTE_MS;

	return length - (model_stage_used(model, stage, now) - state->phase_from);
}

bool decide_phase_begun(struct deciding *d)
{
	const struct body *body = &d->command->body;
	const struct stage *stage = model_stage(d->model, (int)body->stage);

	if (body->number < 0 || body->number >= stage_phases(stage))
		return refuse(d, REFUSED_NO_THING, body->number);
	if (body->number == d->model->stages.items[body->stage].phase)
		return refuse(d, REFUSED_SAME, body->number);
	deciding_add(d);
	return true;
}

void apply_phase_begun(struct model *model, const struct event *event)
{
	struct stage_state *state = stage_state_mutable(model, event->body.stage);
	const struct stage *stage =
		state != NULL ? model_stage(model, (int)event->body.stage) : NULL;

	if (stage == NULL || event->body.number < 0 || event->body.number >= stage_phases(stage))
		return;
	state->phase = (int)event->body.number;
	state->phase_from = model_stage_used(model, (int)event->body.stage, event->at);
}

void audience_set_phase(const struct model *model, moment now, struct audience *audience)
{
	const struct stage *plan = model_stage(model, model->stage);
	int at = model->stages.items[model->stage].phase;
	struct buf name = {0};

	audience->phase.of = stage_phases(plan);
	if (audience->phase.of == 0)
		return;
	stage_phase(plan, at, &name);
	texts_add(&audience->said, buf_text(&name));
	buf_finish(&name);
	audience->phase.name = audience->said.items[audience->said.count - 1];
	audience->phase.number = at + 1;
	audience->phase.ends_at = now + model_phase_left(model, model->stage, now);
}
