// Loops over long rows of numbers, compiled for several instruction sets; the best that the processor has is chosen
// when the program starts. Pointers need no alignment.
#pragma once

#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/// The largest of `count` values; -INFINITY for none. NaN is passed over.
float csk_maximum(const float *values, size_t count);

/// The sum of exp(value - maximum), to about seven digits. Values are at most `maximum`.
float csk_sum_exponentials(const float *values, size_t count, float maximum);

/// IEEE 754 binary16 numbers as 32-bit floats.
void csk_float_from_half(const uint16_t *source, size_t count, float *target);

/// 32-bit floats as binary16, rounded to nearest, ties to even; too large becomes infinite.
void csk_half_from_float(const float *source, size_t count, uint16_t *target);

/// `values` as int8 × the returned scale, a binary16 number: the largest magnitude becomes about 127, and no code is
/// made with a scale that it will not be multiplied by. A row of zeros has scale 1; magnitudes beyond 127 × 65504 are
/// cut to that, NaN becomes 127.
uint16_t csk_quantize(const float *values, size_t count, int8_t *codes);

/// The median of each 7 neighbours: target[i] of source[i … i + 6], for i < count.
void csk_median7(const float *source, size_t count, float *target);

/// Bytes that one decoder layer's view of one window takes: keys and values of the cross-attention at `positions`
/// positions, for heads of 64 channels.
size_t csk_sound_size(size_t heads, size_t positions);

/// Packs keys and values, `source` [positions][keys: heads × 64, values: heads × 64], for `csk_hear`: as int8 with a
/// scale for each head and position. The keys' mean is left out, which changes no attention weight. `scratch` has heads × 64 floats.
void csk_pack_sound(const float *source, size_t heads, size_t positions, float *scratch, uint8_t *target);

/// Floats that `csk_hear` needs to calculate in.
size_t csk_hear_scratch(size_t positions);

/// Attention of queries [count][heads × 64] on a packed sound, softmax(q·kᵀ)·v → `heard`, of the queries' shape.
/// `weights` [heads][count][positions] takes the attention weights, unless it is NULL. `sound` is aligned to 4 bytes.
void csk_hear(
    const float *queries, size_t count, size_t heads, size_t positions, const uint8_t *sound, float *scratch,
    float *heard, float *weights);

#ifdef __cplusplus
}
#endif
