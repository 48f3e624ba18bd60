#include "members.h"

#include "roundtable/core/audience.h"
#include "roundtable/core/participant.h"

#define NAMES(list) .names = list, .count = sizeof list / sizeof *list

static const char *const states[] = {[AUDIENCE_WELCOME] = "welcome",
	[AUDIENCE_STAGE] = "stage",
	[AUDIENCE_PAUSED] = "paused",
	[AUDIENCE_OFF_RECORD] = "off the record",
	[AUDIENCE_CLOSED] = "closed",
	[AUDIENCE_BLANK] = "blank"};
static const char *const tasks[] = {[TASK_NONE] = "none",
	[TASK_LISTEN] = "listen",
	[TASK_SAY_WHO] = "say who",
	[TASK_WRITE] = "write",
	[TASK_SAY] = "say",
	[TASK_SAY_ROUND] = "say in turn",
	[TASK_HAND_IN] = "hand in",
	[TASK_TICK] = "tick",
	[TASK_SHORTEN] = "shorten",
	[TASK_GROUP] = "group",
	[TASK_WAIT_VOTE] = "wait for the vote",
	[TASK_VOTE] = "vote",
	[TASK_SHOW_HANDS] = "show hands",
	[TASK_SEE_RESULT] = "see the result",
	[TASK_PROPOSE] = "propose",
	[TASK_PRESENT] = "present",
	[TASK_CLARIFY] = "clarify",
	[TASK_REACT] = "react",
	[TASK_AMEND] = "amend",
	[TASK_OBJECTIONS] = "objections",
	[TASK_TEST] = "test",
	[TASK_TALK] = "talk",
	[TASK_REST] = "rest",
	[TASK_CHECK] = "check",
	[TASK_FILL] = "fill"};
static const char *const fates[] = {[FATE_NONE] = "none",
	[FATE_NAMED] = "named",
	[FATE_ROSTER] = "roster",
	[FATE_ROLE] = "role",
	[FATE_COUNTED] = "counted",
	[FATE_NOBODY] = "nobody",
	[FATE_SECRET] = "secret",
	[FATE_OPEN] = "open"};
static const char *const counts[] = {[COUNTED_NOTHING] = "nothing",
	[COUNTED_PEOPLE] = "people",
	[COUNTED_CARDS] = "cards",
	[COUNTED_GROUPED] = "grouped",
	[COUNTED_TICKS] = "ticks",
	[COUNTED_BALLOTS] = "ballots",
	[COUNTED_POINTS] = "points"};
static const char *const kinds[] = {[ITEM_POINT] = "point",
	[ITEM_PERSON] = "person",
	[ITEM_VOICE] = "missing voice",
	[ITEM_CARD] = "card",
	[ITEM_KIND] = "kind",
	[ITEM_THEME] = "theme",
	[ITEM_UNGROUPED] = "ungrouped",
	[ITEM_OPTION] = "option",
	[ITEM_RESULT] = "result",
	[ITEM_RATED] = "rated",
	[ITEM_PROPOSAL] = "proposal",
	[ITEM_AMENDMENT] = "amendment",
	[ITEM_ADVICE] = "advice",
	[ITEM_SMALL_GROUP] = "small group",
	[ITEM_REASON] = "reason against",
	[ITEM_DECISION] = "decision",
	[ITEM_UNDECIDED] = "undecided",
	[ITEM_ACTION] = "action",
	[ITEM_PARKED] = "parked",
	[ITEM_WORD] = "word",
	[ITEM_OBJECTION] = "objection",
	[ITEM_BEARER] = "bearer",
	[ITEM_RULE] = "rule",
	[ITEM_SHARE] = "share",
	[ITEM_HEARD] = "heard",
	[ITEM_MINUTES] = "minutes",
	[ITEM_CORRECTION] = "correction",
	[ITEM_BALLOT] = "ballot"};
static const char *const statuses[STATUSES] = {[STATUS_EXPECTED] = "expected",
	[STATUS_HERE] = "here",
	[STATUS_LATE] = "late",
	[STATUS_ABSENT] = "absent",
	[STATUS_LEFT] = "left"};
static const char *const verdicts[DECISIONS] = {[DECISION_ADOPTED] = "adopted",
	[DECISION_NOT_ADOPTED] = "not adopted",
	[DECISION_DEFERRED] = "deferred"};
static const char *const answers[ANSWERS] = {[ANSWER_NOT_ASKED] = "not asked",
	[ANSWER_ACCEPTED] = "accepted",
	[ANSWER_DECLINED] = "declined"};
static const char *const action_states[ACTION_STATES] = {
	[ACTION_IS_OPEN] = "open", [ACTION_IS_DONE] = "done", [ACTION_IS_DROPPED] = "dropped"};
static const char *const payments[PAIDS] = {[PAID_NOT_ASKED] = "not asked",
	[PAID_YES] = "paid",
	[PAID_NOBODY] = "nobody",
	[PAID_NOT_KNOWN] = "not known"};

static const char *const shapes[SHAPES] = {[SHAPE_CHOOSE] = "choose",
	[SHAPE_APPROVE] = "approve",
	[SHAPE_POINTS] = "points",
	[SHAPE_SCORE] = "score",
	[SHAPE_ANSWER] = "answer",
	[SHAPE_CREDITS] = "credits",
	[SHAPE_RANK] = "rank",
	[SHAPE_GRADE] = "grade"};
static const char *const participations[] = {[PARTICIPANT_NOBODY] = "nobody",
	[PARTICIPANT_WAITING] = "waiting",
	[PARTICIPANT_IN] = "in",
	[PARTICIPANT_OUT] = "out"};

#define AT(member) offsetof(struct audience, member)
static const struct member audience_list[] = {
	{"state", MEMBER_NAME, AT(state), NAMES(states)},
	{"title", MEMBER_TEXT, AT(title)},
	{"purpose", MEMBER_TEXT, AT(purpose)},
	{"language", MEMBER_TEXT, AT(language)},
	{"minutes", MEMBER_INT, AT(minutes)},
	{"offset", MEMBER_INT, AT(offset)},
	{"rehearsal", MEMBER_BOOL, AT(rehearsal)},
	{"stage", MEMBER_INT, AT(stage)},
	{"stages", MEMBER_INT, AT(stages)},
	{"stage_title", MEMBER_TEXT, AT(stage_title)},
	{"prompt", MEMBER_TEXT, AT(prompt)},
	{"task", MEMBER_NAME, AT(task), NAMES(tasks)},
	{"fate", MEMBER_NAME, AT(fate), NAMES(fates)},
	{"ends_at", MEMBER_NUMBER, AT(ends_at)},
	{"silent_until", MEMBER_NUMBER, AT(silent_until)},
	{"counted", MEMBER_NAME, AT(counted), NAMES(counts)},
	{"done", MEMBER_NUMBER, AT(done)},
	{"of", MEMBER_NUMBER, AT(of)},
	{"page", MEMBER_INT, AT(page)},
	{"reading", MEMBER_INT, AT(reading)},
	{"sum_of", MEMBER_OWNED, AT(sum_of)},
	{"comes_to", MEMBER_OWNED, AT(comes_to)},
};
#undef AT
#define AT(member) offsetof(struct audience_phase, member)
static const struct member phase_list[] = {
	{"name", MEMBER_TEXT, AT(name)},
	{"number", MEMBER_INT, AT(number)},
	{"of", MEMBER_INT, AT(of)},
	{"ends_at", MEMBER_NUMBER, AT(ends_at)},
};
#undef AT
#define AT(member) offsetof(struct audience_door, member)
static const struct member door_list[] = {
	{"url", MEMBER_TEXT, AT(url)},
	{"code", MEMBER_TEXT, AT(code)},
	{"long_code", MEMBER_TEXT, AT(long_code)},
	{"network", MEMBER_TEXT, AT(network)},
	{"password", MEMBER_TEXT, AT(password)},
};
#undef AT
#define AT(member) offsetof(struct audience_person, member)
static const struct member person_list[] = {
	{"id", MEMBER_NUMBER, AT(id)},
	{"name", MEMBER_TEXT, AT(name)},
	{"role", MEMBER_TEXT, AT(role)},
	{"status", MEMBER_NAME, AT(status), NAMES(statuses)},
	{"votes", MEMBER_BOOL, AT(votes)},
	{"seat", MEMBER_LETTER, AT(seat)},
};
#undef AT
#define AT(member) offsetof(struct audience_vote, member)
static const struct member vote_list[] = {
	{"id", MEMBER_NUMBER, AT(id)},
	{"open", MEMBER_BOOL, AT(open)},
	{"secret", MEMBER_BOOL, AT(secret)},
	{"tests", MEMBER_BOOL, AT(tests)},
	{"question", MEMBER_TEXT, AT(question)},
	{"rule", MEMBER_OWNED, AT(rule)},
	{"result", MEMBER_OWNED, AT(result)},
	{"by_part", MEMBER_OWNED, AT(by_part)},
	{"shape", MEMBER_NAME, AT(shape), NAMES(shapes)},
	{"dots", MEMBER_INT, AT(dots)},
	{"scale", MEMBER_INT, AT(scale)},
	{"fingers", MEMBER_BOOL, AT(fingers)},
	{"ranks", MEMBER_INT, AT(ranks)},
	{"budget", MEMBER_NUMBER, AT(budget)},
	{"rates", MEMBER_BOOL, AT(rates)},
	{"unsure", MEMBER_BOOL, AT(unsure)},
	{"poles", MEMBER_BOOL, AT(poles)},
	{"blank", MEMBER_BOOL, AT(blank)},
	{"changes", MEMBER_BOOL, AT(changes)},
	{"receipts", MEMBER_BOOL, AT(receipts)},
};
#undef AT
#define AT(member) offsetof(struct participant, member)
static const struct member participant_list[] = {
	{"state", MEMBER_NAME, AT(state), NAMES(participations)},
	{"person", MEMBER_NUMBER, AT(person)},
	{"name", MEMBER_TEXT, AT(name)},
	{"role", MEMBER_TEXT, AT(role)},
	{"poll", MEMBER_NUMBER, AT(poll)},
	{"can_vote", MEMBER_BOOL, AT(can_vote)},
	{"voted", MEMBER_BOOL, AT(voted)},
	{"small_group", MEMBER_INT, AT(small_group)},
	{"hand", MEMBER_BOOL, AT(hand)},
	{"ready", MEMBER_BOOL, AT(ready)},
};
#undef AT
#define AT(member) offsetof(struct place, member)
static const struct member place_list[] = {
	{"person", MEMBER_NUMBER, AT(person)},
	{"name", MEMBER_TEXT, AT(name)},
	{"role", MEMBER_TEXT, AT(role)},
	{"taken", MEMBER_BOOL, AT(taken)},
};
#undef AT
#define AT(member) offsetof(struct audience_answer, member)
static const struct member answer_list[] = {
	{"text", MEMBER_TEXT, AT(text)},
	{"people", MEMBER_NUMBER, AT(people)},
};
#undef AT
#define AT(member) offsetof(struct audience_role, member)
static const struct member role_list[] = {
	{"name", MEMBER_TEXT, AT(name)},
	{"cards", MEMBER_NUMBER, AT(cards)},
};
#undef AT
#define AT(member) offsetof(struct audience_sum, member)
static const struct member sum_list[] = {
	{"by", MEMBER_TEXT, AT(by)},
	{"name", MEMBER_TEXT, AT(name)},
	{"amount", MEMBER_TEXT, AT(amount)},
	{"share", MEMBER_NUMBER, AT(share)},
	{"open", MEMBER_TEXT, AT(open)},
};
#undef AT
#define AT(member) offsetof(struct audience_grid, member)
static const struct member grid_list[] = {
	{"shown", MEMBER_BOOL, AT(shown)},
	{"row", MEMBER_TEXT, AT(row)},
	{"across", MEMBER_TEXT, AT(across)},
	{"sum", MEMBER_TEXT, AT(sum)},
	{"amount", MEMBER_TEXT, AT(amount)},
	{"sum_column", MEMBER_SIZE, AT(sum_column)},
};
#undef AT
#define AT(member) offsetof(struct audience_sides, member)
static const struct member sides_list[] = {
	{"by", MEMBER_TEXT, AT(by)},
	{"left", MEMBER_TEXT, AT(left)},
	{"right", MEMBER_TEXT, AT(right)},
};
#undef AT
#define AT(member) offsetof(struct audience_both, member)
static const struct member both_list[] = {
	{"name", MEMBER_TEXT, AT(name)},
	{"left", MEMBER_TEXT, AT(left)},
	{"left_share", MEMBER_NUMBER, AT(left_share)},
	{"right", MEMBER_TEXT, AT(right)},
	{"right_share", MEMBER_NUMBER, AT(right_share)},
};
#undef AT
#define AT(member) offsetof(struct audience_head, member)
static const struct member head_list[] = {
	{"name", MEMBER_TEXT, AT(name)},
	{"cards", MEMBER_NUMBER, AT(cards)},
	{"missing", MEMBER_BOOL, AT(missing)},
	{"amount", MEMBER_TEXT, AT(amount)},
};
#undef AT
#define AT(member) offsetof(struct audience_word, member)
static const struct member word_list[] = {
	{"id", MEMBER_NUMBER, AT(id)},
	{"word", MEMBER_TEXT, AT(word)},
};
#undef AT
#define AT(member) offsetof(struct burden, member)
static const struct member burden_list[] = {
	{"who", MEMBER_TEXT, AT(who)},
	{"how_much", MEMBER_TEXT, AT(how_much)},
	{"paid", MEMBER_NAME, AT(paid), NAMES(payments)},
	{"paid_by", MEMBER_TEXT, AT(paid_by)},
	{"consent", MEMBER_NAME, AT(answer), NAMES(answers)},
};
#undef AT
#define AT(member) offsetof(struct audience_item, member)
static const struct member item_list[] = {
	{"kind", MEMBER_NAME, AT(kind), NAMES(kinds)},
	{"id", MEMBER_NUMBER, AT(id)},
	{"text", MEMBER_TEXT, AT(text)},
	{"role", MEMBER_TEXT, AT(role)},
	{"value", MEMBER_NUMBER, AT(value)},
	{"total", MEMBER_NUMBER, AT(total)},
	{"figure", MEMBER_OWNED, AT(figure)},
	{"parts", MEMBER_OWNED, AT(parts)},
	{"cut", MEMBER_OWNED, AT(cut)},
	{"level", MEMBER_SIZE, AT(level)},
	{"grid_row", MEMBER_SIZE, AT(row)},
	{"grid_across", MEMBER_SIZE, AT(across)},
	{"gap", MEMBER_SIZE, AT(gap)},
	{"under", MEMBER_BOOL, AT(under)},
	{"before", MEMBER_BOOL, AT(before)},
	{"left_out", MEMBER_BOOL, AT(left_out)},
	{"why", MEMBER_TEXT, AT(card.why)},
	{"was_in", MEMBER_TEXT, AT(card.was)},
	{"tested", MEMBER_BOOL, AT(proposal.tested)},
	{"decided", MEMBER_BOOL, AT(proposal.decided)},
	{"verdict", MEMBER_NAME, AT(proposal.verdict), NAMES(verdicts)},
	{"replaced", MEMBER_BOOL, AT(proposal.replaced)},
	{"counts", MEMBER_TEXT, AT(proposal.counts)},
	{"reason", MEMBER_TEXT, AT(proposal.why)},
	{"earlier", MEMBER_TEXT, AT(proposal.earlier)},
	{"found", MEMBER_TEXT, AT(proposal.found)},
	{"rule", MEMBER_BOOL, AT(proposal.rule)},
	{"does", MEMBER_TEXT, AT(proposal.does)},
	{"answers", MEMBER_TEXT, AT(proposal.answers)},
	{"asked", MEMBER_TEXT, AT(proposal.asked)},
	{"told", MEMBER_TEXT, AT(proposal.told)},
	{"review", MEMBER_DAY, AT(proposal.review)},
	{"waits", MEMBER_BOOL, AT(proposal.due)},
	{"corrected", MEMBER_TEXT, AT(proposal.corrected)},
	{"who", MEMBER_TEXT, AT(action.who)},
	{"due", MEMBER_DAY, AT(action.due)},
	{"accepted", MEMBER_NAME, AT(action.accepted), NAMES(answers)},
	{"state", MEMBER_NAME, AT(action.state), NAMES(action_states)},
	{"came", MEMBER_TEXT, AT(action.came)},
	{"meaning", MEMBER_TEXT, AT(meaning)},
};
#undef AT

const struct members audience_members = {
	audience_list, sizeof audience_list / sizeof *audience_list};
const struct members door_members = {door_list, sizeof door_list / sizeof *door_list};
const struct members phase_members = {phase_list, sizeof phase_list / sizeof *phase_list};
const struct members person_members = {person_list, sizeof person_list / sizeof *person_list};
const struct members vote_members = {vote_list, sizeof vote_list / sizeof *vote_list};
const struct members answer_members = {answer_list, sizeof answer_list / sizeof *answer_list};
const struct members role_members = {role_list, sizeof role_list / sizeof *role_list};
const struct members sum_members = {sum_list, sizeof sum_list / sizeof *sum_list};
const struct members grid_members = {grid_list, sizeof grid_list / sizeof *grid_list};
const struct members head_members = {head_list, sizeof head_list / sizeof *head_list};
const struct members sides_members = {sides_list, sizeof sides_list / sizeof *sides_list};
const struct members both_members = {both_list, sizeof both_list / sizeof *both_list};
const struct members word_members = {word_list, sizeof word_list / sizeof *word_list};
const struct members burden_members = {burden_list, sizeof burden_list / sizeof *burden_list};
const struct members participant_members = {
	participant_list, sizeof participant_list / sizeof *participant_list};
const struct members place_members = {place_list, sizeof place_list / sizeof *place_list};
const struct members item_members = {item_list, sizeof item_list / sizeof *item_list};
