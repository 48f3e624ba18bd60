#include "roundtable/ui/action.h"

static const struct action_info infos[ACTIONS_COUNT] = {
#define X(id, name, group, help) [ACTION_##id] = {name, group, help},
	ACTIONS(X)
#undef X
};

const struct action_info *action_info(enum action_id action)
{
	return &infos[action];
}
