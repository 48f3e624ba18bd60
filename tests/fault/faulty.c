#include "faulty.h"

#include "roundtable/base/array.h"
#include "roundtable/base/mem.h"

#include <signal.h>
#include <stdlib.h>
#include <string.h>

struct file {
	sqlite3_file base;
	struct faulty *faulty;
	bool journal;
	sqlite3_file *real; /* behind this struct */
};

enum call { CALL_OTHER, CALL_WRITE, CALL_SYNC };

static struct file *file_of(sqlite3_file *file)
{
	return (struct file *)(void *)file;
}

static bool matters(enum fault fault, enum call kind)
{
	switch (fault) {
	case FAULT_FULL:
	case FAULT_TORN:
		return kind == CALL_WRITE;
	case FAULT_SYNC:
		return kind == CALL_SYNC;
	case FAULT_NONE:
	case FAULT_ERROR:
	case FAULT_DEAD:
	case FAULT_KILL:
		return true;
	}
	return false;
}

/* Counts a call. SQLITE_OK: go on; else what it answers. */
static int call(struct faulty *faulty, enum call kind, int error)
{
	if (!matters(faulty->fault, kind))
		return SQLITE_OK;
	int number = faulty->calls++;
	switch (faulty->fault) {
	case FAULT_NONE:
	case FAULT_TORN:
		return SQLITE_OK;
	case FAULT_FULL:
		error = SQLITE_FULL;
		if (number < faulty->at)
			return SQLITE_OK;
		break;
	case FAULT_DEAD:
		if (number < faulty->at)
			return SQLITE_OK;
		break;
	case FAULT_ERROR:
	case FAULT_SYNC:
		if (number != faulty->at)
			return SQLITE_OK;
		break;
	case FAULT_KILL:
		if (number == faulty->at)
			raise(SIGKILL);
		return SQLITE_OK;
	}
	faulty->failed = true;
	return error;
}

static void note(struct file *file, int what, sqlite3_int64 at, const void *bytes, int length)
{
	if (!file->faulty->record)
		return;
	struct done *done = array_push(&file->faulty->log);
	*done = (struct done){
		.what = what, .journal = file->journal, .at = at, .length = (size_t)length};
	if (bytes)
		done->bytes = mem_copy_bytes(bytes, (size_t)length);
}

static int close_file(sqlite3_file *base)
{
	struct file *file = file_of(base);

	return file->real->pMethods->xClose(file->real);
}

static int read_file(sqlite3_file *base, void *to, int length, sqlite3_int64 at)
{
	struct file *file = file_of(base);
	int code = call(file->faulty, CALL_OTHER, SQLITE_IOERR_READ);

	return code ? code : file->real->pMethods->xRead(file->real, to, length, at);
}

static int write_file(sqlite3_file *base, const void *from, int length, sqlite3_int64 at)
{
	struct file *file = file_of(base);
	struct faulty *faulty = file->faulty;

	if (faulty->fault == FAULT_TORN && faulty->calls == faulty->at) {
		file->real->pMethods->xWrite(file->real, from, length / 2, at);
		raise(SIGKILL);
	}
	int code = call(faulty, CALL_WRITE, SQLITE_IOERR_WRITE);
	if (code)
		return code;
	note(file, DONE_WRITE, at, from, length);
	return file->real->pMethods->xWrite(file->real, from, length, at);
}

static int truncate_file(sqlite3_file *base, sqlite3_int64 length)
{
	struct file *file = file_of(base);
	int code = call(file->faulty, CALL_OTHER, SQLITE_IOERR_TRUNCATE);

	if (code)
		return code;
	note(file, DONE_TRUNCATE, length, NULL, 0);
	return file->real->pMethods->xTruncate(file->real, length);
}

static int sync_file(sqlite3_file *base, int flags)
{
	struct file *file = file_of(base);
	int code = call(file->faulty, CALL_SYNC, SQLITE_IOERR_FSYNC);

	if (code)
		return code;
	note(file, DONE_SYNC, 0, NULL, 0);
	return file->real->pMethods->xSync(file->real, flags);
}

static int size_file(sqlite3_file *base, sqlite3_int64 *size)
{
	struct file *file = file_of(base);
	int code = call(file->faulty, CALL_OTHER, SQLITE_IOERR_FSTAT);

	return code ? code : file->real->pMethods->xFileSize(file->real, size);
}

static int lock_file(sqlite3_file *base, int level)
{
	struct file *file = file_of(base);
	int code = call(file->faulty, CALL_OTHER, SQLITE_IOERR_LOCK);

	return code ? code : file->real->pMethods->xLock(file->real, level);
}

static int unlock_file(sqlite3_file *base, int level)
{
	struct file *file = file_of(base);

	return file->real->pMethods->xUnlock(file->real, level);
}

static int check_file(sqlite3_file *base, int *reserved)
{
	struct file *file = file_of(base);
	int code = call(file->faulty, CALL_OTHER, SQLITE_IOERR_CHECKRESERVEDLOCK);

	return code ? code : file->real->pMethods->xCheckReservedLock(file->real, reserved);
}

static int control_file(sqlite3_file *base, int operation, void *argument)
{
	struct file *file = file_of(base);

	return file->real->pMethods->xFileControl(file->real, operation, argument);
}

static int sector_file(sqlite3_file *base)
{
	struct file *file = file_of(base);

	return file->real->pMethods->xSectorSize(file->real);
}

static int device_file(sqlite3_file *base)
{
	struct file *file = file_of(base);

	return file->real->pMethods->xDeviceCharacteristics(file->real);
}

static const sqlite3_io_methods methods = {
	.iVersion = 1,
	.xClose = close_file,
	.xRead = read_file,
	.xWrite = write_file,
	.xTruncate = truncate_file,
	.xSync = sync_file,
	.xFileSize = size_file,
	.xLock = lock_file,
	.xUnlock = unlock_file,
	.xCheckReservedLock = check_file,
	.xFileControl = control_file,
	.xSectorSize = sector_file,
	.xDeviceCharacteristics = device_file,
};

static int open_file(
	sqlite3_vfs *vfs, sqlite3_filename name, sqlite3_file *base, int flags, int *out)
{
	struct faulty *faulty = vfs->pAppData;
	struct file *file = file_of(base);

	base->pMethods = NULL;
	int code = call(faulty, CALL_OTHER, SQLITE_CANTOPEN);
	if (code)
		return code;
	file->faulty = faulty;
	file->journal = (flags & SQLITE_OPEN_MAIN_JOURNAL) != 0;
	file->real = (sqlite3_file *)(void *)(file + 1);
	code = faulty->real->xOpen(faulty->real, name, file->real, flags, out);
	if (code == SQLITE_OK) {
		base->pMethods = &methods;
		note(file, DONE_CREATE, 0, NULL, 0);
	}
	return code;
}

static int delete_file(sqlite3_vfs *vfs, const char *name, int sync)
{
	struct faulty *faulty = vfs->pAppData;
	struct file file = {.faulty = faulty, .journal = true};
	int code = call(faulty, CALL_OTHER, SQLITE_IOERR_DELETE);

	if (code)
		return code;
	note(&file, DONE_DELETE, 0, NULL, 0);
	return faulty->real->xDelete(faulty->real, name, sync);
}

static int access_file(sqlite3_vfs *vfs, const char *name, int flags, int *out)
{
	struct faulty *faulty = vfs->pAppData;
	int code = call(faulty, CALL_OTHER, SQLITE_IOERR_ACCESS);

	return code ? code : faulty->real->xAccess(faulty->real, name, flags, out);
}

void faulty_install(struct faulty *faulty)
{
	*faulty = (struct faulty){.real = sqlite3_vfs_find(NULL)};
	faulty->vfs = *faulty->real;
	faulty->vfs.zName = "faulty";
	faulty->vfs.pAppData = faulty;
	faulty->vfs.szOsFile = (int)sizeof(struct file) + faulty->real->szOsFile;
	faulty->vfs.xOpen = open_file;
	faulty->vfs.xDelete = delete_file;
	faulty->vfs.xAccess = access_file;
	sqlite3_vfs_register(&faulty->vfs, 1);
}

void faulty_remove(struct faulty *faulty)
{
	sqlite3_vfs_unregister(&faulty->vfs);
	sqlite3_vfs_register(faulty->real, 1);
	for (size_t i = 0; i < faulty->log.count; i++)
		free(faulty->log.items[i].bytes);
	array_finish(&faulty->log);
}

void faulty_set(struct faulty *faulty, enum fault fault, int at)
{
	faulty->fault = fault;
	faulty->at = at;
	faulty->calls = 0;
	faulty->failed = false;
}
