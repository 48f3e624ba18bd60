#include "roundtable/core/door.h"

void door_finish(struct door *door)
{
	if (door == NULL)
		return;
	for (size_t i = 0; i < door->addresses.count; i++) {
		array_free(door->addresses.items[i].name);
		array_free(door->addresses.items[i].address);
	}
	for (size_t i = 0; i < door->devices.count; i++) {
		array_free(door->devices.items[i].name);
		array_free(door->devices.items[i].role);
		array_free(door->devices.items[i].alike);
	}
	array_finish(&door->addresses);
	array_finish(&door->devices);
	array_free(door->url);
	*door = (struct door){0};
}
