#pragma once
#include <ass/ass.h>
#include <stdarg.h>

// libass reports through a callback that is variadic, and else on standard error. Nothing is printed.
static inline void cass_ignore(int level, const char *format, va_list arguments, void *data) {
  (void)level;
  (void)format;
  (void)arguments;
  (void)data;
}

static inline void cass_silence(ASS_Library *library) { ass_set_message_cb(library, cass_ignore, 0); }
