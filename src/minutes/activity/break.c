/* A pause: its time says all. */
#include "../build.h"

void minutes_break(struct building *building, int stage)
{
	(void)building;
	(void)stage;
}
