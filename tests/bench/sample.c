#include "sample.h"

#include "roundtable/base/array.h"

#include <stdlib.h>

static int by_value(const void *a, const void *b)
{
	double x = *(const double *)a, y = *(const double *)b;

	return x < y ? -1 : x > y;
}

void sample_add(struct sample *sample, double value)
{
	*array_push(sample) = value;
}

double sample_quantile(struct sample *sample, double part)
{
	if (sample->count == 0)
		return 0;
	qsort(sample->items, sample->count, sizeof *sample->items, by_value);
	size_t at = (size_t)(part * (double)sample->count);
	return sample->items[at < sample->count ? at : sample->count - 1];
}

double sample_median(struct sample *sample)
{
	return sample_quantile(sample, 0.5);
}

double sample_least(struct sample *sample)
{
	return sample_quantile(sample, 0);
}

double sample_mean(const struct sample *sample)
{
	double sum = 0;

	for (size_t i = 0; i < sample->count; i++)
		sum += sample->items[i];
	return sample->count > 0 ? sum / (double)sample->count : 0;
}

void sample_finish(struct sample *sample)
{
	array_finish(sample);
}
