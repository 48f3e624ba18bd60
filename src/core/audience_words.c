/* What the room is asked to do and what happens to the answers, in sentences. */
#include "roundtable/base/i18n.h"
#include "roundtable/core/audience.h"

const char *audience_asks(enum audience_task task)
{
	switch (task) {
	case TASK_NONE:
		return NULL;
	case TASK_LISTEN:
		return _("Listen, and ask at once if something is not clear.");
	case TASK_SAY_WHO:
		return _("Say your name and the position you speak from.");
	case TASK_WRITE:
		return _("Write in silence, on paper, everybody for themselves.");
	case TASK_SAY:
		return _("Say what you wrote; it is typed as you say it.");
	case TASK_SAY_ROUND:
		return _("One after another around the table. You may pass.");
	case TASK_HAND_IN:
		return _("Hand in your cards. They stay hidden until all are in.");
	case TASK_TICK:
		return _("Say which of these you bring.");
	case TASK_SHORTEN:
		return _("Put together what is alike; leave out what can wait.");
	case TASK_GROUP:
		return _("Say which cards belong together, and what to call them.");
	case TASK_WAIT_VOTE:
		return _("Look at the options. The vote opens in a moment.");
	case TASK_VOTE:
		return _("Vote when the keyboard or a slip comes to you.");
	case TASK_SHOW_HANDS:
		return _("Answer when you are asked, aloud or by hand.");
	case TASK_SEE_RESULT:
		return NULL; /* the result's sentence says it */
	case TASK_PROPOSE:
		return _("What exactly is proposed? Say it in one sentence.");
	case TASK_PRESENT:
		return _("Listen to the whole proposal first.");
	case TASK_CLARIFY:
		return _("Ask only what you need to understand it. No opinions yet.");
	case TASK_REACT:
		return _("One after another, one sentence: what do you think of it?");
	case TASK_AMEND:
		return _("What small change would make it better?");
	case TASK_OBJECTIONS:
		return _("One objection after another: what is the harm, and what would meet it?");
	case TASK_TEST:
		return _("Say by ballot whether you can go along with this.");
	case TASK_TALK:
		return _("Talk. Let those who have not spoken come in.");
	case TASK_REST:
		return _("Have a break.");
	case TASK_FILL:
		return _("Say what belongs into the cells that are still empty.");
	case TASK_CHECK:
		return _("Is this what we decided? Say so if it is not.");
	}
	return NULL;
}

const char *audience_keeps(enum audience_fate fate)
{
	switch (fate) {
	case FATE_NONE:
		return NULL;
	case FATE_NAMED:
		return _("Kept with your name in this session.");
	case FATE_ROSTER:
		return _("Kept on the roster; in the minutes as you wish to appear.");
	case FATE_ROLE:
		return _("Kept with your role, without your name.");
	case FATE_COUNTED:
		return _("Kept without your name; your role only in sums.");
	case FATE_NOBODY:
		return _("Kept without anybody's name or role.");
	case FATE_SECRET:
		return _("Secret: once cast, nobody can find your ballot.");
	case FATE_OPEN:
		return _("Open: the room sees how you vote.");
	}
	return NULL;
}
