/* What the network door is encrypted with: read once, before the screen opens. */
#include "facilitated.h"

#include "roundtable/base/hash.h"
#include "roundtable/base/i18n.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <unistd.h>

enum { PEM_MAX = 256 * 1024 };

static bool read_pem(const char *path, struct buf *text, struct error *err)
{
	char bytes[4096];
	ssize_t count = 0;
	int fd = open(path, O_RDONLY | O_CLOEXEC);

	while (fd >= 0 && text->count <= PEM_MAX && (count = read(fd, bytes, sizeof bytes)) > 0)
		buf_add(text, bytes, (size_t)count);
	if (fd < 0 || count < 0)
		error_set(err, ERROR_INPUT, _("%s cannot be read: %s."), path, strerror(errno));
	else if (text->count > PEM_MAX || strstr(buf_text(text), "-----BEGIN ") == NULL)
		error_set(err, ERROR_INPUT,
			_("%s is no certificate or key in PEM form (it begins with "
			  "“-----BEGIN”)."),
			path);
	if (fd >= 0)
		close(fd);
	return err->code == ERROR_NONE;
}

bool tls_read(const char *certificate, const char *key, struct tls *tls, struct error *err)
{
	*tls = (struct tls){0};
	if (certificate == NULL && key == NULL)
		return true;
	if (certificate == NULL || key == NULL)
		return error_set(
			err, ERROR_INPUT, _("Give both --tls-cert and --tls-key, or neither."));
	if (!read_pem(certificate, &tls->certificate, err) || !read_pem(key, &tls->key, err)) {
		tls_finish(tls);
		return false;
	}
	tls->service = (struct service_tls){buf_text(&tls->certificate), buf_text(&tls->key)};
	return true;
}

void tls_finish(struct tls *tls)
{
	if (tls->key.bytes != NULL)
		wipe(tls->key.bytes, tls->key.capacity);
	buf_finish(&tls->certificate);
	buf_finish(&tls->key);
	*tls = (struct tls){0};
}
