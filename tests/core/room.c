#include "room.h"

int room_open(void **state)
{
	static struct room room;

	desk_open(&room.desk, 1);
	desk_people(&room.desk, PEOPLE, room.persons);
	*state = &room;
	return 0;
}

int room_close(void **state)
{
	desk_close(&((struct room *)*state)->desk);
	return 0;
}
