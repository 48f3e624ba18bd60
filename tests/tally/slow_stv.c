#include "slow_stv.h"

#include <stdlib.h>
#include <string.h>

/* Numbers of 512 bits, for fractions that must be exact. */
struct big {
	uint32_t limbs[16];
};

static struct big big_of(uint64_t number)
{
	return (struct big){{(uint32_t)number, (uint32_t)(number >> 32)}};
}

static void big_times(struct big *big, uint32_t factor)
{
	uint64_t carry = 0;
	for (size_t i = 0; i < 16; i++) {
		carry += (uint64_t)big->limbs[i] * factor;
		big->limbs[i] = (uint32_t)carry;
		carry >>= 32;
	}
}

static void big_add(struct big *big, const struct big *more)
{
	uint64_t carry = 0;
	for (size_t i = 0; i < 16; i++) {
		carry += (uint64_t)big->limbs[i] + more->limbs[i];
		big->limbs[i] = (uint32_t)carry;
		carry >>= 32;
	}
}

/* Rounded down. */
static void big_divide(struct big *big, uint32_t by)
{
	uint64_t rest = 0;
	for (size_t i = 16; i-- > 0;) {
		rest = rest << 32 | big->limbs[i];
		big->limbs[i] = (uint32_t)(rest / by);
		rest %= by;
	}
}

static int64_t big_number(const struct big *big)
{
	return (int64_t)((uint64_t)big->limbs[1] << 32 | big->limbs[0]);
}

/* --- what both rules share --- */

static void begin(struct slow_count *count, const struct tally_profile *profile, size_t seats,
	const size_t *lot)
{
	*count = (struct slow_count){.options = profile->options, .seats = seats, .lot = lot};
}

static struct slow_stage *note(struct slow_count *count, enum tally_stage_kind kind)
{
	struct slow_stage *stage = &count->stages[count->stage_count++];
	stage->kind = kind;
	memcpy(stage->votes, count->votes, sizeof stage->votes);
	stage->quota = count->quota;
	stage->lost = count->lost;
	return stage;
}

static size_t place_of(const struct slow_count *count, size_t option)
{
	for (size_t i = 0; i < count->options; i++)
		if (count->lot[i] == option)
			return i;
	return count->options;
}

static size_t left(const struct slow_count *count)
{
	size_t hopeful = 0;
	for (size_t i = 0; i < count->options; i++)
		hopeful += count->states[i] == 0;
	return hopeful;
}

static bool over(const struct slow_count *count)
{
	return count->count >= count->seats || left(count) + count->count <= count->seats;
}

/* Leaves those with the fewest (sign -1) or the most votes of that stage; how many are left. */
static size_t narrow(size_t *tied, size_t count, const int64_t *votes, int sign)
{
	int64_t best = INT64_MIN;
	size_t kept = 0;
	for (size_t i = 0; i < count; i++)
		if (sign * votes[tied[i]] > best)
			best = sign * votes[tied[i]];
	for (size_t i = 0; i < count; i++)
		if (sign * votes[tied[i]] == best)
			tied[kept++] = tied[i];
	return kept;
}

/* The one of the tied to take, or SIZE_MAX where nothing decides. */
static size_t pick(struct slow_count *count, size_t *tied, size_t *tied_count, int sign, bool back)
{
	for (size_t i = count->stage_count; back && i-- > 0;)
		*tied_count = narrow(tied, *tied_count, count->stages[i].votes, sign);
	if (*tied_count == 1)
		return tied[0];
	if (count->lot == NULL)
		return SIZE_MAX;
	size_t chosen = tied[0];
	for (size_t i = 1; i < *tied_count; i++) {
		bool earlier = place_of(count, tied[i]) < place_of(count, chosen);
		if (earlier == (sign > 0))
			chosen = tied[i];
	}
	return chosen;
}

static void seat(struct slow_count *count, enum tally_stage_kind kind, bool everybody, bool back)
{
	struct slow_stage stage = {.kind = kind};
	for (;;) {
		size_t who[SLOW_OPTIONS], found = 0;
		for (size_t i = 0; i < count->options; i++)
			if (count->states[i] == 0 && (everybody || count->votes[i] >= count->quota))
				who[found++] = i;
		if (found == 0)
			break;
		found = narrow(who, found, count->votes, 1);
		size_t next = pick(count, who, &found, 1, back);
		next = next == SIZE_MAX ? who[0] : next;
		count->states[next] = 1;
		count->elected[count->count++] = next;
		stage.who[stage.count++] = next;
	}
	if (stage.count == 0)
		return;
	struct slow_stage *noted = note(count, kind);
	memcpy(noted->who, stage.who, sizeof stage.who);
	noted->count = stage.count;
}

static void stop(struct slow_count *count, const size_t *tied, size_t tied_count)
{
	struct slow_stage *stage = note(count, STAGE_STOP);
	memcpy(stage->who, tied, tied_count * sizeof *tied);
	stage->count = tied_count;
	count->stopped = true;
}

/* Without a lot: whether options without any vote all go out, one after the other. */
static bool all_go(
	const struct slow_count *count, const size_t *tied, size_t tied_count, int64_t surplus)
{
	for (size_t i = 0; i < tied_count; i++)
		if (count->votes[tied[i]] != 0)
			return false;
	return surplus < 1000 && left(count) + count->count >= count->seats + tied_count;
}

/* --- Scottish rules: every ballot a paper of its own --- */

struct paper {
	const int16_t *marks;
	size_t at;     /* which option holds it; SIZE_MAX: none */
	int64_t value; /* in hundred-thousandths */
};

/* The option after rank `rank` that is alone on its rank and still in the count. */
static size_t next_on_paper(const struct slow_count *count, const int16_t *marks, int rank)
{
	for (int next = rank + 1; next <= SLOW_OPTIONS + 1; next++) {
		size_t found = 0, option = 0;
		for (size_t i = 0; i < count->options; i++)
			if (marks[i] == next)
				found++, option = i;
		if (found > 1)
			return SIZE_MAX;
		if (found == 1 && count->states[option] == 0)
			return option;
	}
	return SIZE_MAX;
}

static void sum_papers(struct slow_count *count, const struct paper *papers, size_t paper_count)
{
	memset(count->votes, 0, sizeof count->votes);
	count->lost = 0;
	for (size_t i = 0; i < paper_count; i++)
		*(papers[i].at == SIZE_MAX ? &count->lost : &count->votes[papers[i].at]) +=
			papers[i].value;
}

static void move_papers(struct slow_count *count, struct paper *papers, size_t paper_count,
	size_t from, int64_t surplus, int64_t held)
{
	int64_t before[SLOW_OPTIONS];
	memcpy(before, count->votes, sizeof before);
	before[from] -= surplus;
	for (size_t i = 0; i < paper_count; i++) {
		if (papers[i].at != from)
			continue;
		papers[i].value = papers[i].value * surplus / held;
		papers[i].at = next_on_paper(count, papers[i].marks, papers[i].marks[from]);
		if (papers[i].at == SIZE_MAX)
			count->lost += papers[i].value;
		else
			before[papers[i].at] += papers[i].value;
	}
	memcpy(count->votes, before, sizeof before);
}

static bool scottish_step(struct slow_count *count, struct paper *papers, size_t paper_count)
{
	size_t tied[SLOW_OPTIONS], found = 0;
	for (size_t i = 0; i < count->options; i++)
		if (count->states[i] == 1 && count->votes[i] > count->quota)
			tied[found++] = i;
	bool surplus = found > 0;
	for (size_t i = 0; !surplus && i < count->options; i++)
		if (count->states[i] == 0)
			tied[found++] = i;
	found = narrow(tied, found, count->votes, surplus ? 1 : -1);
	size_t from = pick(count, tied, &found, surplus ? 1 : -1, true);
	if (from == SIZE_MAX && !surplus && all_go(count, tied, found, 0))
		from = tied[0];
	if (from == SIZE_MAX) {
		stop(count, tied, found);
		return false;
	}
	int64_t held = count->votes[from], moved = surplus ? held - count->quota : held;
	if (!surplus)
		count->states[from] = 2;
	move_papers(count, papers, paper_count, from, surplus ? moved : 1, surplus ? held : 1);
	count->votes[from] = held - moved;
	struct slow_stage *stage = note(count, surplus ? STAGE_SURPLUS : STAGE_EXCLUDE);
	stage->who[stage->count++] = from;
	stage->amount = moved;
	return true;
}

void slow_scottish(struct slow_count *count, const struct tally_profile *profile, size_t seats,
	const size_t *lot)
{
	struct paper *papers = calloc(1, sizeof *papers);
	size_t paper_count = 0;
	begin(count, profile, seats, lot);
	for (size_t i = 0; i < profile->count; i++) {
		const int16_t *marks = profile->marks + i * profile->options;
		size_t first = next_on_paper(count, marks, 0);
		for (int64_t k = 0; first != SIZE_MAX && k < profile_weight(profile, i); k++) {
			papers = realloc(papers, (paper_count + 1) * sizeof *papers);
			papers[paper_count++] = (struct paper){marks, first, 100000};
		}
	}
	count->quota = ((int64_t)(paper_count / (seats + 1)) + 1) * 100000;
	sum_papers(count, papers, paper_count);
	note(count, STAGE_FIRST);
	for (bool going = paper_count > 0; going;) {
		seat(count, STAGE_ELECT, false, true);
		going = !over(count) && scottish_step(count, papers, paper_count);
	}
	if (paper_count > 0 && !count->stopped && count->count < seats)
		seat(count, STAGE_FILL, true, true);
	free(papers);
}

/* --- Meek: every ballot, every round --- */

enum { ONE = 1000000000 };

/* What is given out in whole billionths, and fractions of them over 24 × 10^36. */
struct given {
	int64_t whole[SLOW_OPTIONS];
	struct big parts[SLOW_OPTIONS];
};

/* Adds, for each order of the members, what each of them keeps of what is left when it comes. */
static void add_orders(const size_t *members, size_t n, bool *used, const int64_t *keeps,
	struct big so_far, size_t depth, struct big *sums)
{
	if (depth == n)
		return;
	static const uint32_t factorials[] = {1, 1, 2, 6, 24};
	for (size_t i = 0; i < n; i++) {
		if (used[i])
			continue;
		struct big kept = so_far, passed = so_far;
		big_times(&kept, (uint32_t)keeps[members[i]]);
		big_times(&passed, (uint32_t)(ONE - keeps[members[i]]));
		/* the orders of those after it, and nine decimals for each of them */
		struct big term = kept;
		big_times(&term, factorials[n - 1 - depth]);
		for (size_t k = depth + 1; k < n; k++)
			big_times(&term, ONE);
		big_add(&sums[i], &term);
		used[i] = true;
		add_orders(members, n, used, keeps, passed, depth + 1, sums);
		used[i] = false;
	}
}

static int64_t share_out(struct given *given, const size_t *members, size_t n, const int64_t *keeps,
	int64_t whole, int64_t weight)
{
	static const uint32_t to_24[] = {24, 24, 12, 4, 1};
	struct big sums[4] = {0};
	bool used[4] = {false};
	add_orders(members, n, used, keeps, big_of((uint64_t)whole), 0, sums);
	for (size_t i = 0; i < n; i++) {
		big_times(&sums[i], (uint32_t)weight * to_24[n]);
		for (size_t k = n; k < 4; k++)
			big_times(&sums[i], ONE);
		big_add(&given->parts[members[i]], &sums[i]);
	}
	struct big rest = big_of((uint64_t)whole);
	for (size_t i = 0; i < n; i++)
		big_times(&rest, (uint32_t)(ONE - keeps[members[i]]));
	for (size_t i = 0; i < n; i++)
		big_divide(&rest, ONE);
	return big_number(&rest);
}

static void walk(const struct slow_count *count, const int16_t *marks, int64_t weight,
	const int64_t *keeps, struct given *given)
{
	int64_t whole = ONE;
	for (int rank = 1; rank <= SLOW_OPTIONS + 1 && whole > 0; rank++) {
		size_t members[SLOW_OPTIONS], n = 0;
		for (size_t i = 0; i < count->options; i++)
			if (marks[i] == rank && count->states[i] != 2)
				members[n++] = i;
		if (n == 1) {
			int64_t kept = (whole * keeps[members[0]] + ONE - 1) / ONE;
			given->whole[members[0]] += kept * weight;
			whole -= kept;
		} else if (n > 1) {
			whole = share_out(given, members, n, keeps, whole, weight);
		}
	}
}

static void distribute(
	struct slow_count *count, const struct tally_profile *profile, const int64_t *keeps)
{
	struct given given = {0};
	int64_t ballots = 0, sum = 0;
	for (size_t i = 0; i < profile->count; i++) {
		walk(count, profile->marks + i * profile->options, profile_weight(profile, i),
			keeps, &given);
		ballots += profile_weight(profile, i);
	}
	for (size_t i = 0; i < count->options; i++) {
		for (int k = 0; k < 4; k++)
			big_divide(&given.parts[i], ONE);
		big_divide(&given.parts[i], 24);
		count->votes[i] = given.whole[i] + big_number(&given.parts[i]);
		sum += count->votes[i];
	}
	count->lost = ballots * ONE - sum;
	count->quota = sum / (int64_t)(count->seats + 1) + 1;
}

static int64_t surplus_of(const struct slow_count *count)
{
	int64_t surplus = 0;
	for (size_t i = 0; i < count->options; i++)
		surplus += count->states[i] == 1 ? count->votes[i] - count->quota : 0;
	return surplus > 0 ? surplus : 0;
}

static void lower(const struct slow_count *count, int64_t *keeps)
{
	for (size_t i = 0; i < count->options; i++) {
		if (count->states[i] != 1)
			continue;
		__int128 product = ((__int128)keeps[i] * count->quota + ONE - 1) / ONE;
		__int128 keep = (product * ONE + count->votes[i] - 1) / count->votes[i];
		keeps[i] = keep < ONE ? (int64_t)keep : ONE;
	}
}

static bool meek_exclude(struct slow_count *count, int64_t surplus, int64_t *keeps, int rounds)
{
	size_t tied[SLOW_OPTIONS], found = 0;
	int64_t fewest = INT64_MAX;
	for (size_t i = 0; i < count->options; i++)
		if (count->states[i] == 0 && count->votes[i] < fewest)
			fewest = count->votes[i];
	for (size_t i = 0; i < count->options; i++)
		if (count->states[i] == 0 && count->votes[i] <= fewest + surplus)
			tied[found++] = i;
	size_t out = pick(count, tied, &found, -1, false);
	if (out == SIZE_MAX && all_go(count, tied, found, surplus))
		out = tied[0];
	if (out == SIZE_MAX) {
		stop(count, tied, found);
		return false;
	}
	int64_t held = count->votes[out];
	count->states[out] = 2;
	keeps[out] = 0;
	count->votes[out] = 0;
	count->lost += held;
	struct slow_stage *stage = note(count, STAGE_EXCLUDE);
	stage->who[stage->count++] = out;
	stage->amount = held;
	stage->rounds = rounds;
	return true;
}

/* One round of the rule; false when the count stops. */
static bool meek_round(
	struct slow_count *count, const struct tally_profile *profile, int64_t *keeps)
{
	int64_t surplus = 0, before = 0, first = 0;
	int rounds = 0;
	do {
		if (rounds > 0) {
			before = surplus;
			lower(count, keeps);
		}
		distribute(count, profile, keeps);
		struct slow_stage *last =
			count->stage_count > 0 ? &count->stages[count->stage_count - 1] : NULL;
		if (++rounds == 1 && last == NULL)
			note(count, STAGE_FIRST);
		if (rounds == 1 && last != NULL && last->kind == STAGE_EXCLUDE) {
			memcpy(last->votes, count->votes, sizeof last->votes);
			last->lost = count->lost;
			last->quota = count->quota;
		}
		size_t stages = count->stage_count;
		seat(count, STAGE_ELECT, false, false);
		if (count->stage_count > stages) {
			count->stages[stages].rounds = rounds;
			return true;
		}
		surplus = surplus_of(count);
		first = rounds == 1 ? surplus : first;
	} while (surplus >= 1000 && (rounds == 1 || surplus < before));
	if (rounds > 1) {
		struct slow_stage *stage = note(count, STAGE_SURPLUS);
		memcpy(stage->who, count->elected, sizeof stage->who);
		stage->count = count->count;
		stage->amount = first;
		stage->rounds = rounds;
		rounds = 0;
	}
	return meek_exclude(count, surplus, keeps, rounds);
}

void slow_meek(struct slow_count *count, const struct tally_profile *profile, size_t seats,
	const size_t *lot)
{
	int64_t keeps[SLOW_OPTIONS];
	begin(count, profile, seats, lot);
	for (size_t i = 0; i < SLOW_OPTIONS; i++)
		keeps[i] = ONE;
	if (profile->count == 0 || over(count)) {
		distribute(count, profile, keeps);
		note(count, STAGE_FIRST);
	}
	while (profile->count > 0 && !over(count) && meek_round(count, profile, keeps))
		;
	if (profile->count > 0 && !count->stopped && count->count < seats)
		seat(count, STAGE_FILL, true, false);
}
