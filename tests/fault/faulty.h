#ifndef ROUNDTABLE_TESTS_FAULT_FAULTY_H
#define ROUNDTABLE_TESTS_FAULT_FAULTY_H

#include "roundtable/base/buf.h"

#include <sqlite3.h>
#include <stdbool.h>

/**
 * A disk that fails: an SQLite VFS over the system's own which counts every call and makes one of
 * them fail, or ends the process there, or writes down what was written and synced.
 */

/** What happens at call number `at`, counted from 0 among the calls that matter to the fault. */
enum fault {
	FAULT_NONE,
	FAULT_ERROR, /**< that call fails with an I/O error of its kind */
	FAULT_DEAD,  /**< that call and all after it fail, until healed */
	FAULT_FULL,  /**< that write and all after it say there is no room */
	FAULT_SYNC,  /**< that sync fails */
	FAULT_KILL,  /**< the process is killed before that call */
	FAULT_TORN,  /**< half of that write is written, then the process is killed */
};

/** One thing done to a file, for FAULT_NONE with `record`. */
struct done {
	enum { DONE_CREATE, DONE_WRITE, DONE_TRUNCATE, DONE_SYNC, DONE_DELETE } what;
	bool journal;     /**< to the journal, else to the file itself */
	sqlite3_int64 at; /**< offset, or new length */
	char *bytes;      /**< DONE_WRITE: owned */
	size_t length;
};

struct faulty {
	enum fault fault;
	int at;
	int calls;   /**< so far, of those that matter */
	bool failed; /**< the fault has happened */
	bool record;
	struct log {
		struct done *items;
		size_t count, capacity;
	} log;
	sqlite3_vfs vfs, *real;
};

/** Makes it the disk that SQLite uses from now on. `faulty` must stay where it is. */
void faulty_install(struct faulty *faulty);
/** The system's disk again. */
void faulty_remove(struct faulty *faulty);
/** Sets the fault and starts counting from 0. */
void faulty_set(struct faulty *faulty, enum fault fault, int at);

#endif
