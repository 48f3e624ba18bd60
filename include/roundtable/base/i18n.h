#ifndef ROUNDTABLE_BASE_I18N_H
#define ROUNDTABLE_BASE_I18N_H

#include <libintl.h>

/** Marks a whole sentence for translation and translates it where a catalogue is bound. */
#define _(sentence) gettext(sentence)
/** Marks a sentence that is translated later, where it is used. */
#define N_(sentence) (sentence)

#endif
