/* People dealt into groups: each group is a flow from the parts of one side to those of the other.
 */
#include "deal.h"

#include "roundtable/base/array.h"
#include "roundtable/base/mem.h"

#include <stdint.h>

/* One way of an arc; the other way is the neighbour with the last bit of the number changed. */
struct way {
	size_t from, to;
	int64_t room; /* how much more can flow */
	size_t next;  /* the next way from the same node, SIZE_MAX: none */
};

/* The ends of the flow, and of what the lower bounds ask for. */
enum { SOURCE, SINK, ASKS, GIVES, FIRST_PART };

struct network {
	struct ways {
		struct way *items;
		size_t count, capacity;
	} ways;
	size_t nodes;
	size_t *first;   /* way of each node, SIZE_MAX: none */
	size_t *reached; /* way by which each node was reached */
	int64_t *excess; /* what the lower bounds bring to each node */
};

/* The parts each person is in: the node of each level, and how many of it are left. */
struct parts_of {
	size_t levels, count;
	size_t *node; /* people × levels, from 0 */
	int64_t *left;
};

static void open_network(struct network *network, size_t nodes)
{
	*network = (struct network){.nodes = nodes};
	network->first = mem_alloc(nodes, sizeof *network->first);
	network->reached = mem_alloc(nodes, sizeof *network->reached);
	network->excess = mem_alloc(nodes, sizeof *network->excess);
	for (size_t i = 0; i < nodes; i++)
		network->first[i] = SIZE_MAX;
}

static void close_network(struct network *network)
{
	array_finish(&network->ways);
	array_free(network->first);
	array_free(network->reached);
	array_free(network->excess);
}

static void add_way(struct network *network, size_t from, size_t to, int64_t room)
{
	size_t number = network->ways.count;

	*array_push(&network->ways) = (struct way){from, to, room, network->first[from]};
	network->first[from] = number;
}

/* At least `low` flow from one node to the other and at most `high`. */
static void add_arc(struct network *network, size_t from, size_t to, int64_t low, int64_t high)
{
	add_way(network, from, to, high - low);
	add_way(network, to, from, 0);
	network->excess[to] += low;
	network->excess[from] -= low;
}

/* Finds a way on which one more can flow from where the bounds give to where they ask. */
static bool reach(struct network *network, size_t *queue)
{
	size_t head = 0, tail = 0;

	for (size_t i = 0; i < network->nodes; i++)
		network->reached[i] = SIZE_MAX;
	queue[tail++] = GIVES;
	while (head < tail && network->reached[ASKS] == SIZE_MAX) {
		size_t node = queue[head++];
		for (size_t w = network->first[node]; w != SIZE_MAX;
			w = network->ways.items[w].next) {
			const struct way *way = &network->ways.items[w];
			if (way->room <= 0 || way->to == GIVES ||
				network->reached[way->to] != SIZE_MAX)
				continue;
			network->reached[way->to] = w;
			queue[tail++] = way->to;
		}
	}
	return network->reached[ASKS] != SIZE_MAX;
}

static void let_flow(struct network *network)
{
	size_t *queue = mem_alloc(network->nodes, sizeof *queue);

	for (size_t i = FIRST_PART - 4; i < network->nodes; i++) {
		if (i == ASKS || i == GIVES || network->excess[i] == 0)
			continue;
		bool brings = network->excess[i] > 0;
		int64_t much = brings ? network->excess[i] : -network->excess[i];
		add_way(network, brings ? GIVES : i, brings ? i : ASKS, much);
		add_way(network, brings ? i : ASKS, brings ? GIVES : i, 0);
	}
	while (reach(network, queue))
		for (size_t node = ASKS; node != GIVES;) {
			size_t w = network->reached[node];
			network->ways.items[w].room--;
			network->ways.items[w ^ 1].room++;
			node = network->ways.items[w].from;
		}
	array_free(queue);
}

/* Numbers the parts of a side: the same labels up to a level, the same part. */
static void find_parts(size_t people, const struct deal_side *side, struct parts_of *parts)
{
	*parts = (struct parts_of){.levels = side->levels};
	parts->node = mem_alloc(people * side->levels + 1, sizeof *parts->node);
	parts->left = mem_alloc(people * side->levels + 1, sizeof *parts->left);
	for (size_t level = 0; level < side->levels; level++)
		for (size_t i = 0; i < people; i++) {
			size_t at = i * side->levels + level, found = parts->count, k = 0;
			for (; k < i && found == parts->count; k++) {
				size_t other = k * side->levels + level;
				if (side->labels[other] == side->labels[at] &&
					(level == 0 ||
						parts->node[other - 1] == parts->node[at - 1]))
					found = parts->node[other];
			}
			parts->count += found == parts->count;
			parts->node[at] = found;
			parts->left[found]++;
		}
}

/* Each part gets its share of what is left of it; from the root on the one side, to it on the
 * other. */
static void add_parts(struct network *network, const struct parts_of *parts, size_t people,
	size_t base, bool from_root, int64_t groups)
{
	bool *added = mem_alloc(parts->count + 1, sizeof *added);

	for (size_t i = 0; i < people; i++)
		for (size_t level = 0; level < parts->levels; level++) {
			size_t at = i * parts->levels + level, part = parts->node[at];
			size_t above = level > 0   ? base + parts->node[at - 1]
				       : from_root ? SOURCE
						   : SINK;
			int64_t left = parts->left[part];
			if (added[part])
				continue;
			added[part] = true;
			add_arc(network, from_root ? above : base + part,
				from_root ? base + part : above, left / groups,
				(left + groups - 1) / groups);
		}
	array_free(added);
}

static size_t leaf(const struct parts_of *parts, size_t person, size_t base, size_t root)
{
	return parts->levels == 0 ? root
				  : base + parts->node[person * parts->levels + parts->levels - 1];
}

static void take_out(struct parts_of *parts, size_t person)
{
	for (size_t level = 0; level < parts->levels; level++)
		parts->left[parts->node[person * parts->levels + level]]--;
}

/* Chooses who of those left (`group` SIZE_MAX) come into one group, when so many are to be made. */
static void fill_group(
	size_t people, struct parts_of *sides, size_t number, size_t groups, size_t *group)
{
	size_t second = FIRST_PART + sides[0].count;
	struct network network;

	open_network(&network, second + sides[1].count);
	for (size_t i = 0; i < people; i++)
		if (group[i] == SIZE_MAX)
			add_arc(&network, leaf(&sides[0], i, FIRST_PART, SOURCE),
				leaf(&sides[1], i, second, SINK), 0, 1);
	add_parts(&network, &sides[0], people, FIRST_PART, true, (int64_t)groups);
	add_parts(&network, &sides[1], people, second, false, (int64_t)groups);
	add_arc(&network, SINK, SOURCE, 0, (int64_t)people);
	let_flow(&network);
	size_t way = 0;
	for (size_t i = 0; i < people; i++) {
		if (group[i] != SIZE_MAX)
			continue;
		if (network.ways.items[way].room == 0) {
			group[i] = number;
			take_out(&sides[0], i);
			take_out(&sides[1], i);
		}
		way += 2;
	}
	close_network(&network);
}

void deal_evenly(size_t people, const struct deal_side sides[2], size_t groups, size_t *group)
{
	struct parts_of parts[2];

	for (size_t i = 0; i < 2; i++)
		find_parts(people, &sides[i], &parts[i]);
	for (size_t i = 0; i < people; i++)
		group[i] = SIZE_MAX;
	for (size_t number = 0; number < groups; number++)
		fill_group(people, parts, number, groups - number, group);
	for (size_t i = 0; i < 2; i++) {
		array_free(parts[i].node);
		array_free(parts[i].left);
	}
}
