#include <math.h>
#include <string.h>

#include "CSpeechKernels.h"
#include "Internal.h"

// What the decoder hears, in one piece of memory for each window and layer: head after head
//
//     keys    [positions / 32][64][32] int8   32 positions side by side, channel after channel
//     scales  [positions] float32             of the keys
//     values  [positions][64] int8
//     scales  [positions] float32             of the values
//
// with `positions` rounded up to 32. A step of the decoder reads all of it, and nothing limits the step as much: codes of
// a byte with a scale for each position and head take half of what bfloat16 takes, and are read from front to back.

enum { CHANNELS = 64, WIDTH = 16, TILE = 2 * WIDTH, GROUP = 4 };

// Bytes to fetch ahead of use: processors do not do so over the borders of pages. Measured on Zen 5: 4.5 ms for a step
// of eight windows without, 3.5 with 2048, 2.7 with 8192.
enum { AHEAD = 8192 };

// A register of AVX-512; the compiler splits it where registers are smaller.
typedef float lanes __attribute__((vector_size(4 * WIDTH), aligned(4)));
typedef int8_t codes __attribute__((vector_size(WIDTH), aligned(1)));

static inline size_t rounded(size_t positions) { return (positions + TILE - 1) / TILE * TILE; }

static inline size_t half_size(size_t positions) { return rounded(positions) * (CHANNELS + sizeof(float)); }

size_t csk_sound_size(size_t heads, size_t positions) { return heads * 2 * half_size(positions); }

static inline ALWAYS_INLINE lanes widen(const int8_t *source) {
  codes narrow;
  memcpy(&narrow, source, sizeof narrow);
  return __builtin_convertvector(narrow, lanes);
}

static inline ALWAYS_INLINE lanes load(const float *source) {
  lanes result;
  memcpy(&result, source, sizeof result);
  return result;
}

/// Codes of one head at one position, and their scale.
static inline ALWAYS_INLINE float quantize(const float *values, const float *mean, int8_t *target) {
  float rest[CHANNELS], largest[LANES] = {0}, top = 0;
  for (size_t i = 0; i < CHANNELS; ++i) rest[i] = values[i] - mean[i];
  for (size_t i = 0; i < CHANNELS; i += LANES)
    for (size_t lane = 0; lane < LANES; ++lane) {
      float magnitude = fabsf(rest[i + lane]);
      largest[lane] = magnitude > largest[lane] ? magnitude : largest[lane];
    }
  for (size_t lane = 0; lane < LANES; ++lane) top = largest[lane] > top ? largest[lane] : top;
  float factor = top > 0 ? 127.0f / top : 0;
  for (size_t i = 0; i < CHANNELS; ++i) {
    // Adding 1.5 * 2^23 rounds to an integer.
    float shifted = rest[i] * factor + 12582912.0f;
    target[i] = (int8_t)(shifted - 12582912.0f);
  }
  return top / 127.0f;
}

KERNEL void csk_pack_sound(
    const float *source, size_t heads, size_t positions, float *scratch, uint8_t *target) {
  size_t width = heads * CHANNELS, padded = rounded(positions), half = half_size(positions);
  // The same vector taken from all keys changes no attention weight: without their mean the codes are finer.
  float *mean = scratch;
  static const float none[CHANNELS] = {0};
  for (size_t i = 0; i < width; ++i) mean[i] = 0;
  for (size_t t = 0; t < positions; ++t)
    for (size_t i = 0; i < width; ++i) mean[i] += source[t * 2 * width + i];
  for (size_t i = 0; i < width; ++i) mean[i] /= (float)positions;

  for (size_t first = 0; first < padded; first += TILE) {
    size_t count = positions - first < TILE ? positions - first : TILE;
    for (size_t head = 0; head < heads; ++head) {
      int8_t *keys = (int8_t *)target + head * 2 * half, *values = keys + half;
      float *key_scales = (float *)(keys + padded * CHANNELS) + first;
      float *value_scales = (float *)(values + padded * CHANNELS) + first;
      int8_t tile[TILE][CHANNELS] = {{0}};
      for (size_t t = 0; t < count; ++t) {
        const float *row = source + (first + t) * 2 * width + head * CHANNELS;
        key_scales[t] = quantize(row, mean + head * CHANNELS, tile[t]);
        value_scales[t] = quantize(row + width, none, values + (first + t) * CHANNELS);
      }
      for (size_t t = count; t < TILE; ++t) {
        key_scales[t] = value_scales[t] = 0;
        memset(values + (first + t) * CHANNELS, 0, CHANNELS);
      }
      for (size_t i = 0; i < CHANNELS; ++i)
        for (size_t t = 0; t < TILE; ++t) keys[first * CHANNELS + i * TILE + t] = tile[t][i];
    }
  }
}

/// Attention of `count` queries, at most GROUP, over one head. `scores` has room for count × padded.
static inline ALWAYS_INLINE void attend(
    const float *const *queries, size_t count, const int8_t *keys, size_t positions, size_t padded, float *scores,
    float *const *heard, float *const *weights) {
  const int8_t *values = keys + padded * (CHANNELS + sizeof(float));
  const float *key_scales = (const float *)(keys + padded * CHANNELS);
  const float *value_scales = (const float *)(values + padded * CHANNELS);

  for (size_t t = 0; t < padded; t += TILE) {
    lanes low[GROUP], high[GROUP];
    for (size_t q = 0; q < count; ++q) low[q] = high[q] = (lanes){0};
    for (size_t i = 0; i < CHANNELS; ++i) {
      const int8_t *source = keys + t * CHANNELS + i * TILE;
      if (i % 2 == 0) __builtin_prefetch(source + AHEAD);
      lanes a = widen(source), b = widen(source + WIDTH);
      for (size_t q = 0; q < count; ++q) {
        low[q] += queries[q][i] * a;
        high[q] += queries[q][i] * b;
      }
    }
    lanes a = load(key_scales + t), b = load(key_scales + t + WIDTH);
    for (size_t q = 0; q < count; ++q) {
      low[q] *= a;
      high[q] *= b;
      memcpy(scores + q * padded + t, &low[q], sizeof(lanes));
      memcpy(scores + q * padded + t + WIDTH, &high[q], sizeof(lanes));
    }
  }

  float inverse[GROUP];
  for (size_t q = 0; q < count; ++q) {
    float *row = scores + q * padded;
    float best = maximum(row, positions);
    float sum[WIDTH] = {0}, total = 0;
    // What was rounded up weighs nothing.
    for (size_t t = positions; t < padded; ++t) row[t] = -INFINITY;
    for (size_t t = 0; t < padded; t += WIDTH)
      for (size_t lane = 0; lane < WIDTH; ++lane) sum[lane] += row[t + lane] = exponential(row[t + lane] - best);
    for (size_t lane = 0; lane < WIDTH; ++lane) total += sum[lane];
    inverse[q] = 1 / total;
    if (weights)
      for (size_t t = 0; t < positions; ++t) weights[q][t] = row[t] * inverse[q];
    for (size_t t = 0; t < padded; ++t) row[t] *= value_scales[t];
  }

  lanes sums[GROUP][CHANNELS / WIDTH];
  for (size_t q = 0; q < count; ++q)
    for (size_t part = 0; part < CHANNELS / WIDTH; ++part) sums[q][part] = (lanes){0};
  for (size_t t = 0; t < positions; ++t) {
    __builtin_prefetch(values + t * CHANNELS + AHEAD);
    for (size_t part = 0; part < CHANNELS / WIDTH; ++part) {
      lanes value = widen(values + t * CHANNELS + part * WIDTH);
      for (size_t q = 0; q < count; ++q) sums[q][part] += scores[q * padded + t] * value;
    }
  }
  for (size_t q = 0; q < count; ++q)
    for (size_t part = 0; part < CHANNELS / WIDTH; ++part) {
      lanes result = sums[q][part] * inverse[q];
      memcpy(heard[q] + part * WIDTH, &result, sizeof result);
    }
}

KERNEL void csk_hear(
    const float *queries, size_t count, size_t heads, size_t positions, const uint8_t *sound, float *scratch,
    float *heard, const int32_t *chosen, size_t chosen_count, float *weights, size_t stride) {
  size_t width = heads * CHANNELS, padded = rounded(positions), half = half_size(positions);
  for (size_t head = 0; head < heads; ++head) {
    float *place = NULL;
    for (size_t i = 0; i < chosen_count; ++i)
      if (chosen[i] == (int32_t)head) place = weights + i * count * stride;
    for (size_t first = 0; first < count; first += GROUP) {
      size_t group = count - first < GROUP ? count - first : GROUP;
      const float *query[GROUP];
      float *target[GROUP], *rows[GROUP];
      for (size_t q = 0; q < group; ++q) {
        query[q] = queries + (first + q) * width + head * CHANNELS;
        target[q] = heard + (first + q) * width + head * CHANNELS;
        rows[q] = place ? place + (first + q) * stride : NULL;
      }
      const int8_t *keys = (const int8_t *)sound + head * 2 * half;
      float *const *all = place ? rows : NULL;
      // A count that the compiler knows keeps the sums in registers.
      if (group == GROUP)
        attend(query, GROUP, keys, positions, padded, scratch, target, all);
      else
        for (size_t q = 0; q < group; ++q)
          attend(query + q, 1, keys, positions, padded, scratch, target + q, all ? all + q : NULL);
    }
  }
}

size_t csk_hear_scratch(size_t positions) { return GROUP * rounded(positions); }
