/* QR codes, by libqrencode: loaded when the first one is drawn. */
#include "roundtable/ui/page.h"

#include "roundtable/base/i18n.h"
#include "roundtable/base/library.h"
#include "roundtable/base/mem.h"

#include <qrencode.h>

struct qrencode {
	__typeof__(QRcode_encodeString) *encode;
	__typeof__(QRcode_free) *free;
};

bool page_qr(struct page *page, const char *text, struct error *err)
{
	static const char *const names[] = {"QRcode_encodeString", "QRcode_free"};
	struct qrencode library;

	_Static_assert(sizeof library == sizeof names, "one pointer a function");
	if (!library_load("libqrencode.so.4", names, 2, (void **)&library, err))
		return false;
	/* what stands on a screen is not torn or dirty: the least correction, the fewest squares */
	QRcode *code = library.encode(text, 0, QR_ECLEVEL_L, QR_MODE_8, 1);
	if (code == NULL)
		return error_set(err, ERROR_INPUT, "%s", _("This is too long for a QR code."));
	struct picture *picture = array_push(&page->pictures);
	picture->side = code->width;
	picture->dark = mem_alloc((size_t)code->width * (size_t)code->width, 1);
	for (int i = 0; i < code->width * code->width; i++)
		picture->dark[i] = code->data[i] & 1;
	library.free(code);
	return true;
}
