/* What the disk can do at best, for comparison. */
#include "bench.h"

#include "roundtable/base/buf.h"

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

enum { PAGE = 4096 };

static void die(const char *what)
{
	perror(what);
	exit(EXIT_FAILURE);
}

int disk_open(const struct bench *bench)
{
	char page[PAGE] = {0};
	struct buf path = {0};

	buf_format(&path, "%s/page", bench->folder);
	int fd = open(buf_text(&path), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
	/* it is there before it counts, so that a sync writes nothing but this page */
	if (fd < 0 || pwrite(fd, page, sizeof page, 0) != PAGE || fsync(fd) != 0)
		die(buf_text(&path));
	buf_finish(&path);
	return fd;
}

double disk_sync(int fd)
{
	char page[PAGE] = {1};
	double from = milliseconds_now();

	if (pwrite(fd, page, sizeof page, 0) != PAGE || fdatasync(fd) != 0)
		die("fdatasync");
	return milliseconds_now() - from;
}
