// The vocabulary of the sentence encoder inside the program: a token a line, its number the line's, counted from 0.
// Source and licence: Documentation/NOTICE.md.
#pragma once

#include <stddef.h>

// Its bytes, UTF-8, and their number in `size`.
const unsigned char *csv_vocabulary(size_t *size);
