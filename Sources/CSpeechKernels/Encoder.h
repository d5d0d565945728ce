// What the steps of an encoder's layer hand on to each other. For x86-64 with AVX-512 VNNI.
#pragma once

#include "Bytes.h"
#include "Sound.h"

/// Positions whose attention weights have a scale in common.
enum { STRETCH = 32, STRETCHES = (CSK_ENCODER_KEYS + STRETCH - 1) / STRETCH };
_Static_assert(CSK_ENCODER_KEYS % LANES == 0, "queries come in registers");

// MARK: Memory of a layer

static inline size_t aligned(size_t size) { return (size + 63) / 64 * 64; }

/// What a layer keeps from one of its steps to the next, and what a thread needs for the step at hand.
typedef struct memory {
  uint8_t *query_codes;  // [heads][KEYS / LANES][16][LANES][4], 128 larger than they are worth
  float *query_scales;   // [heads][KEYS]
  float *keys;           // [KEYS][width]
  float *values;         // [KEYS][width]
  float *heard;          // [KEYS][width]
  size_t shared;
  float *inner;          // [BLOCK][4 × width]
  float *rows;           // [BLOCK][width]
  int8_t *codes;         // [BLOCK][4 × width]
  // Of one head:
  int8_t *key_codes;     // [STRETCHES × STRETCH][64]
  float *key_scales;     // [STRETCHES × STRETCH]
  int32_t *key_shifts;   // [STRETCHES × STRETCH], what 128 times the queries' codes are too large
  int8_t *value_codes;   // [STRETCHES][STRETCH / 4][64][4]
  float *value_scales;   // [STRETCHES][64]
  size_t own;
} memory;

static inline memory divide(void *shared, void *own, size_t width) {
  size_t heads = width / CHANNELS, keys = CSK_ENCODER_KEYS, offset = 0;
  // As integers: to ask for the sizes alone there is no memory to point into.
  uintptr_t start = (uintptr_t)shared;
  memory result;
#define TAKE(member, count)                             \
  do {                                                  \
    result.member = (void *)(start + offset);           \
    offset += aligned((count) * sizeof *result.member); \
  } while (0)
  TAKE(query_codes, keys * width);
  TAKE(query_scales, heads * keys);
  TAKE(keys, keys * width);
  TAKE(values, keys * width);
  TAKE(heard, keys * width);
  result.shared = offset;
  start = (uintptr_t)own;
  offset = 0;
  TAKE(inner, BLOCK * 4 * width);
  TAKE(rows, BLOCK * width);
  TAKE(codes, BLOCK * 4 * width);
  TAKE(key_codes, STRETCHES * STRETCH * CHANNELS);
  TAKE(key_scales, STRETCHES * STRETCH);
  TAKE(key_shifts, STRETCHES * STRETCH);
  TAKE(value_codes, STRETCHES * STRETCH * CHANNELS);
  TAKE(value_scales, STRETCHES * CHANNELS);
  result.own = offset;
#undef TAKE
  return result;
}

/// How much memory there must be; the pointers lead nowhere.
static inline memory sizes(size_t width) { return divide(NULL, NULL, width); }

/// Reads 64 channels less `mean`, and gives their largest magnitude.
INLINE float read_channels(const float *source, const __m512 *mean, __m512 *target) {
  __m512 top = _mm512_setzero_ps();
  for (size_t i = 0; i < PARTS; ++i) {
    target[i] = _mm512_loadu_ps(source + i * LANES);
    if (mean) target[i] = _mm512_sub_ps(target[i], mean[i]);
    top = _mm512_max_ps(_mm512_abs_ps(target[i]), top);
  }
  return _mm512_reduce_max_ps(top);
}

INLINE __m512 factor_for(float largest) { return _mm512_set1_ps(largest > SMALLEST ? 127.0f / largest : 0); }
