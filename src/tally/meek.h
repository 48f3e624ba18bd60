#ifndef ROUNDTABLE_SRC_TALLY_MEEK_H
#define ROUNDTABLE_SRC_TALLY_MEEK_H

#include "stv.h"

/* Votes, quotas and what is kept are counted in billionths. */
enum { MEEK_UNIT = 1000000000 };

/*
 * Shares of a ballot are fractions of this: the least common multiple of 1 to 46, so that equal
 * parts of a rank shared by so many are exact.
 */
#define MEEK_SHARES UINT64_C(9419588158802421600)

/* Options that share a rank of some ballots, as far as they are still in the count. */
struct meek_group {
	uint16_t *members; /* ascending */
	size_t count;
	uint64_t *shares; /* per member: its part of what reaches the rank, of MEEK_SHARES */
	uint64_t rest;    /* what passes on below the rank, of MEEK_SHARES */
	bool open;        /* nobody in it is hopeful, so that something may pass on */
	int64_t counted;  /* the distribution the shares were worked out for */
};

/**
 * What each member gets of a ballot that reaches the shared rank, as the mean over all orders of
 * the members: `keeps` is what each of all options keeps, in billionths. All are rounded up in
 * their last place.
 */
void meek_group_share(struct meek_group *group, const int64_t *keeps);

/* A choice that ballots came to along the same way; a leaf while somebody in it is hopeful. */
struct meek_node {
	uint32_t parent;  /* whoever is earlier in the array */
	uint32_t choice;  /* an option, or from `options` on a group */
	uint32_t first;   /* ballots lying here, of a chain; NONE: none */
	uint32_t child;   /* first of the chain of children */
	uint32_t sibling; /* next one in that chain */
	int64_t ballots;  /* that came here, those that went on included */
	int64_t left;     /* what one ballot has left below here, in billionths */
};

/*
 * The ballots by what they have come to: a tree of the elected options in the order of the
 * ballots, down to the first hopeful one. No ballot is looked at again before somebody in its
 * leaf is elected or excluded.
 */
struct meek_tree {
	const struct stv *stv;
	struct rankings ballots;
	uint32_t *next; /* per ballot: the next one in its chain */
	struct meek_nodes {
		struct meek_node *items;
		size_t count, capacity;
	} nodes;
	struct meek_groups {
		struct meek_group *items;
		size_t count, capacity;
	} groups;
	uint32_t *slots; /* of a hash table: number of a group + 1, or 0 */
	size_t slot_count;
	struct meek_finds {
		uint32_t *items;
		size_t count, capacity;
	} finds;                  /* per choice: the child of the node at hand, or NONE */
	int64_t counted;          /* how many distributions there have been */
	uint16_t *members;        /* room for one group */
	unsigned __int128 *parts; /* per option: from shared ranks, in billionths of MEEK_SHARES */
};

void meek_tree_init(
	struct meek_tree *tree, const struct stv *stv, const struct tally_profile *profile);
void meek_tree_finish(struct meek_tree *tree);
/** To be called when options have been elected. */
void meek_tree_elected(struct meek_tree *tree);
/** To be called when an option has been excluded. */
void meek_tree_excluded(struct meek_tree *tree, size_t option);
/** Adds up who gets how much when everybody keeps what `keeps` says, in `votes`. */
void meek_tree_distribute(struct meek_tree *tree, const int64_t *keeps, int64_t *votes);

#endif
