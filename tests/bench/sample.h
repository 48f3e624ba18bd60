#ifndef TESTS_BENCH_SAMPLE_H
#define TESTS_BENCH_SAMPLE_H

#include <stddef.h>

/** What was measured of one thing, again and again. Zeroed is empty. */
struct sample {
	double *items;
	size_t count, capacity;
};

void sample_add(struct sample *sample, double value);
/** The value below which this part (0 to 1) of all lies; of nothing: 0. Sorts the sample. */
double sample_quantile(struct sample *sample, double part);
double sample_median(struct sample *sample);
double sample_least(struct sample *sample);
double sample_mean(const struct sample *sample);
void sample_finish(struct sample *sample);

#endif
