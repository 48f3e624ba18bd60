/* Meek's count: the ballots in a tree, so that a round looks at ways, not at ballots. */
#include "meek.h"

#include "roundtable/base/mem.h"

#include <string.h>

static const uint32_t NONE = UINT32_MAX;

/* Past the rank at the top of the ballot. */
static void skip_rank(struct ranking *ballot)
{
	bool last = false;

	while (!last && ballot->count > 0) {
		last = ballot->places[0] & PLACE_LAST;
		ballot->places++;
		ballot->count--;
	}
}

static uint64_t hash_members(const uint16_t *members, size_t count)
{
	uint64_t hash = UINT64_C(14695981039346656037);

	for (size_t i = 0; i < count; i++)
		hash = (hash ^ members[i]) * UINT64_C(1099511628211);
	return hash ^ hash >> 32;
}

static uint32_t *find_slot(struct meek_tree *tree, const uint16_t *members, size_t count)
{
	size_t at = hash_members(members, count) % tree->slot_count;

	for (;; at = (at + 1) % tree->slot_count) {
		if (tree->slots[at] == 0)
			return &tree->slots[at];
		const struct meek_group *group = &tree->groups.items[tree->slots[at] - 1];
		if (group->count == count &&
			memcmp(group->members, members, count * sizeof *members) == 0)
			return &tree->slots[at];
	}
}

static void widen_slots(struct meek_tree *tree)
{
	array_free(tree->slots);
	tree->slot_count = tree->slot_count * 2 + 64;
	tree->slots = mem_alloc(tree->slot_count, sizeof *tree->slots);
	for (size_t i = 0; i < tree->groups.count; i++) {
		const struct meek_group *group = &tree->groups.items[i];
		*find_slot(tree, group->members, group->count) = (uint32_t)(i + 1);
	}
}

static bool nobody_hopeful(const struct stv *stv, const uint16_t *members, size_t count)
{
	for (size_t i = 0; i < count; i++)
		if (stv->states[members[i]] == STV_HOPEFUL)
			return false;
	return true;
}

/* The number of the group of the first `count` of tree->members. */
static size_t group_number(struct meek_tree *tree, size_t count)
{
	if (tree->groups.count * 2 >= tree->slot_count)
		widen_slots(tree);
	uint32_t *slot = find_slot(tree, tree->members, count);
	if (*slot != 0)
		return *slot - 1;
	struct meek_group *group = array_push(&tree->groups);
	*group = (struct meek_group){.count = count};
	group->members = mem_alloc(count, sizeof *group->members);
	memcpy(group->members, tree->members, count * sizeof *group->members);
	group->shares = mem_alloc(count, sizeof *group->shares);
	group->open = nobody_hopeful(tree->stv, group->members, count);
	*array_push(&tree->finds) = NONE;
	*slot = (uint32_t)tree->groups.count;
	return tree->groups.count - 1;
}

/* What the ballot comes to next: an option, a group, or NONE. The ballot then begins with it. */
static uint32_t next_choice(struct meek_tree *tree, struct ranking *ballot)
{
	const enum stv_state *states = tree->stv->states;

	for (; ballot->count > 0; skip_rank(ballot)) {
		size_t count = 0;
		for (size_t i = 0; i < ballot->count; i++) {
			size_t option = ballot->places[i] & ~(size_t)PLACE_LAST;
			if (states[option] != STV_EXCLUDED)
				tree->members[count++] = (uint16_t)option;
			if (ballot->places[i] & PLACE_LAST)
				break;
		}
		if (count == 1)
			return tree->members[0];
		if (count > 1)
			return (uint32_t)(tree->stv->options + group_number(tree, count));
	}
	return NONE;
}

static bool choice_open(const struct meek_tree *tree, uint32_t choice)
{
	if (choice >= tree->stv->options)
		return tree->groups.items[choice - tree->stv->options].open;
	return tree->stv->states[choice] == STV_ELECTED;
}

/* The root stands for no choice and is always open. */
static bool node_open(const struct meek_tree *tree, size_t number)
{
	return number == 0 || choice_open(tree, tree->nodes.items[number].choice);
}

/* Puts a ballot on top of the chain. */
static void push_ballot(struct meek_tree *tree, uint32_t *first, uint32_t row)
{
	tree->next[row] = *first;
	*first = row;
}

static uint32_t add_child(struct meek_tree *tree, uint32_t parent, uint32_t choice)
{
	uint32_t number = (uint32_t)tree->nodes.count;
	struct meek_node *child = array_push(&tree->nodes);

	*child = (struct meek_node){
		.parent = parent, .choice = choice, .first = NONE, .child = NONE};
	child->sibling = tree->nodes.items[parent].child;
	tree->nodes.items[parent].child = number;
	tree->finds.items[choice] = number;
	return number;
}

/* Moves the ballots that lie at an open node on to its children; `skip`: past its own choice. */
static void spread(struct meek_tree *tree, uint32_t parent, bool skip)
{
	uint32_t *finds = tree->finds.items, row = tree->nodes.items[parent].first;

	for (uint32_t i = tree->nodes.items[parent].child; i != NONE;
		i = tree->nodes.items[i].sibling)
		finds[tree->nodes.items[i].choice] = i;
	tree->nodes.items[parent].first = NONE;
	for (uint32_t next; row != NONE; row = next) {
		struct ranking *ballot = &tree->ballots.items[row];
		next = tree->next[row];
		if (skip)
			skip_rank(ballot);
		uint32_t choice = next_choice(tree, ballot);
		if (choice == NONE)
			continue;
		uint32_t number = tree->finds.items[choice];
		if (number == NONE)
			number = add_child(tree, parent, choice);
		struct meek_node *child = &tree->nodes.items[number];
		if (choice_open(tree, choice))
			skip_rank(ballot);
		child->ballots += ballot->weight;
		push_ballot(tree, &child->first, row);
	}
	finds = tree->finds.items;
	for (uint32_t i = tree->nodes.items[parent].child; i != NONE;
		i = tree->nodes.items[i].sibling)
		finds[tree->nodes.items[i].choice] = NONE;
}

/*
 * Children come after their parents, so that one pass moves everything to where it belongs. At
 * the first `opened` nodes the ballots still begin with the choice of the node.
 */
static void settle(struct meek_tree *tree, size_t opened)
{
	for (size_t i = 0; i < tree->nodes.count; i++)
		if (tree->nodes.items[i].first != NONE && node_open(tree, i))
			spread(tree, (uint32_t)i, i < opened);
}

void meek_tree_elected(struct meek_tree *tree)
{
	for (size_t i = 0; i < tree->groups.count; i++) {
		struct meek_group *group = &tree->groups.items[i];
		group->open = nobody_hopeful(tree->stv, group->members, group->count);
	}
	/* whatever lies at an open node now was at a leaf before */
	settle(tree, tree->nodes.count);
}

static bool choice_holds(const struct meek_tree *tree, uint32_t choice, size_t option)
{
	if (choice < tree->stv->options)
		return choice == option;
	const struct meek_group *group = &tree->groups.items[choice - tree->stv->options];
	for (size_t i = 0; i < group->count; i++)
		if (group->members[i] == option)
			return true;
	return false;
}

/* Drops the leaves nobody is at any more. */
static void pack(struct meek_tree *tree)
{
	struct meek_node *nodes = tree->nodes.items;
	uint32_t *numbers = mem_alloc(tree->nodes.count, sizeof *numbers);
	size_t kept = 1;

	nodes[0].child = NONE;
	for (size_t i = 1; i < tree->nodes.count; i++) {
		if (nodes[i].ballots == 0)
			continue;
		struct meek_node *parent = &nodes[numbers[nodes[i].parent]];
		numbers[i] = (uint32_t)kept;
		nodes[kept] = nodes[i];
		nodes[kept].parent = numbers[nodes[i].parent];
		nodes[kept].child = NONE;
		nodes[kept].sibling = parent->child;
		parent->child = (uint32_t)kept++;
	}
	tree->nodes.count = kept;
	array_free(numbers);
}

void meek_tree_excluded(struct meek_tree *tree, size_t option)
{
	for (size_t i = 1; i < tree->nodes.count; i++) {
		struct meek_node *node = &tree->nodes.items[i];
		if (node->first == NONE || !choice_holds(tree, node->choice, option))
			continue;
		/* back to where they came from, to be moved on without the option */
		for (uint32_t row = node->first, next; row != NONE; row = next) {
			next = tree->next[row];
			push_ballot(tree, &tree->nodes.items[node->parent].first, row);
		}
		node->first = NONE;
		node->ballots = 0;
	}
	pack(tree);
	settle(tree, 0);
}

static void distribute_group(
	struct meek_tree *tree, const int64_t *keeps, struct meek_node *node, uint64_t whole)
{
	struct meek_group *group = &tree->groups.items[node->choice - tree->stv->options];
	unsigned __int128 weight = whole * (uint64_t)node->ballots;

	if (group->counted != tree->counted) {
		meek_group_share(group, keeps);
		group->counted = tree->counted;
	}
	for (size_t i = 0; i < group->count; i++)
		tree->parts[group->members[i]] += weight * group->shares[i];
	node->left = (int64_t)((unsigned __int128)whole * group->rest / MEEK_SHARES);
}

void meek_tree_distribute(struct meek_tree *tree, const int64_t *keeps, int64_t *votes)
{
	struct meek_node *nodes = tree->nodes.items;
	size_t options = tree->stv->options;

	tree->counted++;
	memset(votes, 0, options * sizeof *votes);
	memset(tree->parts, 0, options * sizeof *tree->parts);
	nodes[0].left = MEEK_UNIT;
	for (size_t i = 1; i < tree->nodes.count; i++) {
		struct meek_node *node = &nodes[i];
		uint64_t whole = (uint64_t)nodes[node->parent].left;
		if (node->choice >= options) {
			distribute_group(tree, keeps, node, whole);
			continue;
		}
		/* rounded up, as the rule has it */
		uint64_t kept = (whole * (uint64_t)keeps[node->choice] + MEEK_UNIT - 1) / MEEK_UNIT;
		votes[node->choice] += (int64_t)kept * node->ballots;
		node->left = (int64_t)(whole - kept);
	}
	for (size_t i = 0; i < options; i++)
		votes[i] += (int64_t)(tree->parts[i] / MEEK_SHARES);
}

void meek_tree_init(
	struct meek_tree *tree, const struct stv *stv, const struct tally_profile *profile)
{
	size_t rows = profile->count;

	*tree = (struct meek_tree){.stv = stv};
	rankings_init(&tree->ballots, profile, false);
	tree->next = mem_alloc(rows + 1, sizeof *tree->next);
	for (size_t i = 0; i < rows; i++)
		tree->next[i] = i + 1 < rows ? (uint32_t)(i + 1) : NONE;
	tree->members = mem_alloc(stv->options + 1, sizeof *tree->members);
	tree->parts = mem_alloc(stv->options + 1, sizeof *tree->parts);
	for (size_t i = 0; i < stv->options; i++)
		*array_push(&tree->finds) = NONE;
	*array_push(&tree->nodes) =
		(struct meek_node){.first = rows > 0 ? 0 : NONE, .child = NONE, .sibling = NONE};
	settle(tree, 0);
}

void meek_tree_finish(struct meek_tree *tree)
{
	for (size_t i = 0; i < tree->groups.count; i++) {
		array_free(tree->groups.items[i].members);
		array_free(tree->groups.items[i].shares);
	}
	array_finish(&tree->groups);
	array_finish(&tree->nodes);
	array_finish(&tree->finds);
	array_free(tree->slots);
	array_free(tree->next);
	array_free(tree->members);
	array_free(tree->parts);
	rankings_finish(&tree->ballots);
	*tree = (struct meek_tree){0};
}
