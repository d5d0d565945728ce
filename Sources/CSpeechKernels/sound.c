#include <math.h>
#include <string.h>

#include "CSpeechKernels.h"
#include "Internal.h"
#include "Sound.h"

typedef int8_t codes __attribute__((vector_size(LANES), aligned(1)));

static inline size_t rounded(size_t positions) { return (positions + TILE - 1) / TILE * TILE; }

static inline size_t head_size(size_t positions) { return rounded(positions) / TILE * (sizeof(tile) + TILE * CHANNELS); }

size_t csk_sound_size(size_t heads, size_t positions) { return heads * head_size(positions); }

static inline ALWAYS_INLINE lanes widen(const int8_t *source) {
  codes narrow;
  memcpy(&narrow, source, sizeof narrow);
  return __builtin_convertvector(narrow, lanes);
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
  float factor = top > SMALLEST ? 127.0f / top : 0;
  for (size_t i = 0; i < CHANNELS; ++i) {
    // Adding 1.5 * 2^23 rounds to an integer.
    float shifted = rest[i] * factor + 12582912.0f, code = shifted - 12582912.0f;
    // What is no number has no code either.
    code = code < 127.0f ? code : 127.0f;
    target[i] = (int8_t)(code > -127.0f ? code : -127.0f);
  }
  return top / 127.0f;
}

KERNEL void csk_pack_sound(
    const float *source, size_t heads, size_t positions, int in_quads, float *scratch, uint8_t *target) {
  size_t width = heads * CHANNELS, padded = rounded(positions);
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
      uint8_t *start = target + head * head_size(positions);
      tile *place = (tile *)start + first / TILE;
      int8_t *values = (int8_t *)start + padded / TILE * sizeof(tile) + first * CHANNELS;
      int8_t key_codes[TILE][CHANNELS] = {{0}}, value_codes[TILE][CHANNELS] = {{0}};
      for (size_t t = 0; t < count; ++t) {
        const float *row = source + (first + t) * 2 * width + head * CHANNELS;
        place->key_scales[t] = quantize(row, mean + head * CHANNELS, key_codes[t]);
        place->value_scales[t] = quantize(row + width, none, value_codes[t]);
      }
      for (size_t t = count; t < TILE; ++t) place->key_scales[t] = place->value_scales[t] = 0;
      if (in_quads) {
        for (size_t i = 0; i < CHANNELS; i += 4)
          for (size_t t = 0; t < TILE; ++t)
            for (size_t j = 0; j < 4; ++j) place->keys[i * TILE + t * 4 + j] = (int8_t)(key_codes[t][i + j] ^ -128);
        for (size_t t = 0; t < TILE; t += 4)
          for (size_t i = 0; i < CHANNELS; ++i)
            for (size_t j = 0; j < 4; ++j) values[t * CHANNELS + i * 4 + j] = value_codes[t + j][i];
      } else {
        for (size_t i = 0; i < CHANNELS; ++i)
          for (size_t t = 0; t < TILE; ++t) place->keys[i * TILE + t] = key_codes[t][i];
        memcpy(values, value_codes, sizeof value_codes);
      }
    }
  }
}

/// Attention of `count` queries, at most GROUP, over one head. `scores` has room for count × padded.
static inline ALWAYS_INLINE void attend(
    const float *const *queries, size_t count, const tile *tiles, size_t positions, size_t padded, float *scores,
    float *const *heard, float *const *weights) {
  const int8_t *values = (const int8_t *)(tiles + padded / TILE);
  for (size_t t = 0; t < padded; t += TILE) {
    const tile *here = tiles + t / TILE;
    lanes low[GROUP], high[GROUP];
    for (size_t q = 0; q < count; ++q) low[q] = high[q] = (lanes){0};
    for (size_t i = 0; i < CHANNELS; ++i) {
      const int8_t *source = here->keys + i * TILE;
      if (i % 2 == 0) fetch(source, SOUND_AHEAD);
      lanes a = widen(source), b = widen(source + LANES);
      for (size_t q = 0; q < count; ++q) {
        low[q] += queries[q][i] * a;
        high[q] += queries[q][i] * b;
      }
    }
    lanes a = load(here->key_scales), b = load(here->key_scales + LANES);
    for (size_t q = 0; q < count; ++q) {
      low[q] *= a;
      high[q] *= b;
      memcpy(scores + q * padded + t, &low[q], sizeof(lanes));
      memcpy(scores + q * padded + t + LANES, &high[q], sizeof(lanes));
    }
  }

  float inverse[GROUP];
  for (size_t q = 0; q < count; ++q) {
    float *row = scores + q * padded;
    float best = maximum(row, positions);
    float sum[LANES] = {0}, total = 0;
    // What was rounded up weighs nothing.
    for (size_t t = positions; t < padded; ++t) row[t] = -INFINITY;
    for (size_t t = 0; t < padded; t += LANES)
      for (size_t lane = 0; lane < LANES; ++lane) sum[lane] += row[t + lane] = exponential(row[t + lane] - best);
    for (size_t lane = 0; lane < LANES; ++lane) total += sum[lane];
    inverse[q] = 1 / total;
    if (weights)
      for (size_t t = 0; t < positions; ++t) weights[q][t] = row[t] * inverse[q];
    for (size_t t = 0; t < padded; t += TILE)
      for (size_t i = 0; i < TILE; ++i) row[t + i] *= tiles[t / TILE].value_scales[i];
  }

  lanes sums[GROUP][CHANNELS / LANES];
  for (size_t q = 0; q < count; ++q)
    for (size_t part = 0; part < CHANNELS / LANES; ++part) sums[q][part] = (lanes){0};
  for (size_t t = 0; t < positions; ++t) {
    fetch(values + t * CHANNELS, SOUND_AHEAD);
    for (size_t part = 0; part < CHANNELS / LANES; ++part) {
      lanes value = widen(values + t * CHANNELS + part * LANES);
      for (size_t q = 0; q < count; ++q) sums[q][part] += scores[q * padded + t] * value;
    }
  }
  for (size_t q = 0; q < count; ++q)
    for (size_t part = 0; part < CHANNELS / LANES; ++part) {
      lanes result = sums[q][part] * inverse[q];
      memcpy(heard[q] + part * LANES, &result, sizeof result);
    }
}

KERNEL void csk_cross_attention(
    const float *queries, size_t count, size_t heads, size_t positions, const uint8_t *sound, int in_quads,
    float *scratch, float *heard, const int32_t *chosen, size_t chosen_count, float *weights, size_t stride) {
  size_t width = heads * CHANNELS, padded = rounded(positions);
  for (size_t head = 0; head < heads; ++head) {
    float *place = NULL;
    for (size_t i = 0; i < chosen_count; ++i)
      if (chosen[i] == (int32_t)head) place = weights + i * stride;
    for (size_t first = 0; first < count; first += GROUP) {
      size_t group = count - first < GROUP ? count - first : GROUP;
      const float *query[GROUP];
      float *target[GROUP], *rows[GROUP];
      for (size_t q = 0; q < group; ++q) {
        query[q] = queries + (first + q) * width + head * CHANNELS;
        target[q] = heard + (first + q) * width + head * CHANNELS;
        rows[q] = place ? place + (first + q) * chosen_count * stride : NULL;
      }
      const tile *tiles = (const tile *)(sound + head * head_size(positions));
      float *const *all = place ? rows : NULL;
      if (in_quads)
        attend_bytes(query, group, tiles, positions, padded, scratch, target, all);
      // A count that the compiler knows keeps the sums in registers.
      else if (group == GROUP)
        attend(query, GROUP, tiles, positions, padded, scratch, target, all);
      else
        for (size_t q = 0; q < group; ++q)
          attend(query + q, 1, tiles, positions, padded, scratch, target + q, all ? all + q : NULL);
    }
  }
}

size_t csk_cross_attention_scratch(size_t positions) { return GROUP * rounded(positions) * 3 / 2; }
