#ifndef ROUNDTABLE_CORE_DOOR_H
#define ROUNDTABLE_CORE_DOOR_H

#include "roundtable/base/array.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/**
 * The way in for people's own devices, as the facilitator sees it: the network address that is
 * open, if one is, and who came. Nothing of it stands in the session file.
 */

/** A place in this machine's networks where the door can be opened. */
struct door_address {
	char *name;    /**< of the interface, "eth0"; owned */
	char *address; /**< "192.168.1.20"; owned */
	bool loopback; /**< reaches nothing but this machine */
};

enum door_device_state {
	DEVICE_WAITING, /**< for the facilitator's word */
	DEVICE_IN,
};

/** A device that came: one a person at most is in. */
struct door_device {
	int64_t id;     /**< counts up from 1 */
	int64_t person; /**< of the roster whom it speaks for; 0: a name that is new, or a wall */
	char *name;     /**< as the roster or the newcomer says; "" a place without a name; owned */
	char *role;     /**< "" not said; owned */
	enum door_device_state state;
	bool wall;      /**< follows, and does nothing else */
	bool moves;     /**< waiting: another device is in for this person, and would be put out */
	char *alike;    /**< waiting: a name of the roster that looks like it, or NULL; owned */
	bool connected; /**< follows now */
	bool ready;     /**< said so in this stage */
};

/** Whether the page could be fetched from its own address after the door was opened. */
enum door_test { DOOR_UNTESTED, DOOR_WORKS, DOOR_FAILS };

struct door {
	bool open;
	bool asks;      /**< each who comes waits for the facilitator's word */
	bool encrypted; /**< HTTPS: else whoever listens on the network can read along */
	bool loopback;
	char *url;          /**< "http://192.168.1.20:8080"; owned; NULL while closed */
	char code[7];       /**< what is typed, 6 characters of Crockford's base 32 */
	char long_code[11]; /**< what the picture holds, 10 of them */
	enum door_test test;
	struct door_addresses {
		struct door_address *items;
		size_t count, capacity;
	} addresses; /**< to choose from */
	struct door_devices {
		struct door_device *items;
		size_t count, capacity;
	} devices;   /**< those waiting first, each in order of coming */
	int waiting; /**< how many */
	int in;      /**< how many people's, walls left out */
	int ready;   /**< how many of them said so in this stage */
};

/** What the facilitator does with it. */
enum door_verb {
	DOOR_OPEN,      /**< at addresses.items[number] */
	DOOR_CLOSE,     /**< everybody on the network is put out */
	DOOR_ASK,       /**< number 1: ask about each who comes; 0: the code is enough */
	DOOR_ADMIT,     /**< the device with the id `number` */
	DOOR_ADMIT_ALL, /**< all who wait, but for those that move or look alike */
	DOOR_PUT_OUT,   /**< the device with the id `number`, waiting or in */
	DOOR_NEW_CODE,  /**< who is in stays in */
};

struct door_wish {
	enum door_verb verb;
	int64_t number;
};

/** Frees what it holds and leaves a closed door. Takes NULL. */
void door_finish(struct door *door);

#endif
