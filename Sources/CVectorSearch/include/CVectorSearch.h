// The product of a vector with millions of others that are kept as bytes. Compiled for several instruction sets, of which
// the best that the processor has is chosen; all give the same numbers.
#pragma once

#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/// Numbers of a vector: those of a layer of all-MiniLM-L6-v2.
#define CVS_WIDTH 384

/// The dot products of `query` with `count` rows of CVS_WIDTH bytes each, row r times `scales[r]` times `scale` →
/// `scores`. Numbers of `query` are at most 4095 in magnitude, so that no sum overflows.
void cvs_products(
    const int8_t *rows, const float *scales, size_t count, const int16_t *query, float scale, float *scores);

#ifdef __cplusplus
}
#endif
