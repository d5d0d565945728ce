#include "Sound.h"

#if defined(__x86_64__) && defined(__linux__)

#include "Bytes.h"

// Attention on packed sound with products of bytes. Queries and weights are taken as 16-bit numbers, a high and a low
// byte: what is lost is what packing lost. With that a step reads its memory as fast as it comes.

enum { QUADS = CHANNELS / 4 };

typedef struct query {
  int8_t high[CHANNELS];
  int8_t low[CHANNELS];  // -64 … 63
  float scale;
  int32_t high_shift;  // 128 × the sum of the codes: those of the keys are 128 larger than they are worth
  int32_t low_shift;
} query;

INLINE void split_query(const float *values, query *target) {
  float top = 0;
  for (size_t i = 0; i < CHANNELS; ++i) top = fmaxf(top, fabsf(values[i]));
  float factor = top > SMALLEST ? 127.0f * 128 / top : 0;
  target->scale = top / (127.0f * 128) * 1.44269504f;  // scores are exponents of 2
  target->high_shift = target->low_shift = 0;
  for (size_t i = 0; i < CHANNELS; ++i) {
    // What is no number has no code either.
    float whole = fminf(fmaxf(__builtin_roundevenf(values[i] * factor), -127.0f * 128), 127.0f * 128);
    int32_t code = (int32_t)whole, high = (code + 64) >> 7;
    target->high[i] = (int8_t)high;
    target->low[i] = (int8_t)(code - high * 128);
    target->high_shift += 128 * target->high[i];
    target->low_shift += 128 * target->low[i];
  }
}

/// Scores of `count` queries on a head's keys; the largest of each.
INLINE void score(
    const query *queries, size_t count, const tile *tiles, size_t positions, size_t padded, float *scores,
    float *tops) {
  __m512 best[GROUP];
  for (size_t q = 0; q < count; ++q) best[q] = _mm512_set1_ps(HIDDEN);
  for (size_t t = 0; t < padded; t += TILE) {
    const tile *here = tiles + t / TILE;
    __m512i high[GROUP][2], low[GROUP][2];
    for (size_t q = 0; q < count; ++q) high[q][0] = high[q][1] = low[q][0] = low[q][1] = _mm512_setzero_si512();
#pragma clang loop unroll(full)
    for (size_t k = 0; k < QUADS; ++k) {
      const int8_t *codes = here->keys + k * TILE * 4;
      fetch(codes, SOUND_AHEAD);
      fetch(codes, SOUND_AHEAD + 64);
      __m512i a = _mm512_loadu_si512(codes), b = _mm512_loadu_si512(codes + 64);
      for (size_t q = 0; q < count; ++q) {
        int32_t quad[2];
        memcpy(&quad[0], queries[q].high + k * 4, 4);
        memcpy(&quad[1], queries[q].low + k * 4, 4);
        __m512i h = _mm512_set1_epi32(quad[0]), l = _mm512_set1_epi32(quad[1]);
        high[q][0] = _mm512_dpbusd_epi32(high[q][0], a, h);
        high[q][1] = _mm512_dpbusd_epi32(high[q][1], b, h);
        low[q][0] = _mm512_dpbusd_epi32(low[q][0], a, l);
        low[q][1] = _mm512_dpbusd_epi32(low[q][1], b, l);
      }
    }
    for (size_t i = 0; i < 2 * TILE; i += LANES) fetch(here->key_scales + i, SOUND_AHEAD);
    for (size_t half = 0; half < 2; ++half) {
      size_t place = t + half * LANES, left = positions > place ? positions - place : 0;
      __mmask16 hidden = left >= LANES ? 0 : (__mmask16)(0xFFFF << left);
      __m512 scale = _mm512_loadu_ps(here->key_scales + half * LANES);
      for (size_t q = 0; q < count; ++q) {
        __m512i h = _mm512_sub_epi32(high[q][half], _mm512_set1_epi32(queries[q].high_shift));
        __m512i l = _mm512_sub_epi32(low[q][half], _mm512_set1_epi32(queries[q].low_shift));
        __m512 value = _mm512_cvtepi32_ps(_mm512_add_epi32(_mm512_slli_epi32(h, 7), l));
        value = _mm512_mul_ps(_mm512_mul_ps(value, scale), _mm512_set1_ps(queries[q].scale));
        value = _mm512_mask_mov_ps(value, hidden, _mm512_set1_ps(HIDDEN));
        best[q] = _mm512_max_ps(best[q], value);
        _mm512_storeu_ps(scores + q * padded + place, value);
      }
    }
  }
  for (size_t q = 0; q < count; ++q) tops[q] = _mm512_reduce_max_ps(best[q]);
}

/// Scores to weights, once as they are and once times the scales of the values, as 16-bit codes. Gives what one code is
/// worth.
INLINE float weigh(
    float *scores, float top, const tile *tiles, size_t positions, size_t padded, uint8_t *high, uint8_t *low,
    float *weights) {
  __m512 sum = _mm512_setzero_ps(), best = _mm512_setzero_ps();
  for (size_t t = 0; t < padded; t += LANES) {
    __m512 weight = power(_mm512_sub_ps(_mm512_loadu_ps(scores + t), _mm512_set1_ps(top)));
    sum = _mm512_add_ps(sum, weight);
    if (weights) _mm512_storeu_ps(scores + t, weight);
    weight = _mm512_mul_ps(weight, _mm512_loadu_ps(tiles[t / TILE].value_scales + t % TILE));
    best = _mm512_max_ps(weight, best);
    if (!weights) _mm512_storeu_ps(scores + t, weight);
  }
  float inverse = 1 / _mm512_reduce_add_ps(sum), largest = _mm512_reduce_max_ps(best);
  __m512 factor = _mm512_set1_ps(largest > SMALLEST ? 65535.0f / largest : 0);
  for (size_t t = 0; t < padded; t += LANES) {
    __m512 weight = _mm512_loadu_ps(scores + t);
    if (weights) weight = _mm512_mul_ps(weight, _mm512_loadu_ps(tiles[t / TILE].value_scales + t % TILE));
    __m512i code = _mm512_cvtps_epi32(_mm512_mul_ps(weight, factor));
    _mm_storeu_si128((__m128i *)(high + t), _mm512_cvtepi32_epi8(_mm512_srli_epi32(code, 8)));
    _mm_storeu_si128((__m128i *)(low + t), _mm512_cvtepi32_epi8(code));
  }
  if (weights)
    for (size_t t = 0; t < positions; ++t) weights[t] = scores[t] * inverse;
  return largest / 65535.0f * inverse;
}

/// Sums of a head's values by the codes of `count` queries' weights.
INLINE void gather(
    const int8_t *values, size_t count, size_t padded, const uint8_t *high, const uint8_t *low, const float *worth,
    float *const *heard) {
  __m512i sums[2][PARTS], rests[2][PARTS];
  for (size_t q = 0; q < count; ++q)
    for (size_t i = 0; i < PARTS; ++i) sums[q][i] = rests[q][i] = _mm512_setzero_si512();
  for (size_t t = 0; t < padded; t += 4) {
    const int8_t *codes = values + t * CHANNELS;
    __m512i factor[2], rest[2];
    for (size_t q = 0; q < count; ++q) {
      int32_t quad[2];
      memcpy(&quad[0], high + q * padded + t, 4);
      memcpy(&quad[1], low + q * padded + t, 4);
      factor[q] = _mm512_set1_epi32(quad[0]);
      rest[q] = _mm512_set1_epi32(quad[1]);
    }
#pragma clang loop unroll(full)
    for (size_t i = 0; i < PARTS; ++i) {
      fetch(codes + i * 64, SOUND_AHEAD);
      __m512i value = _mm512_loadu_si512(codes + i * 64);
      for (size_t q = 0; q < count; ++q) {
        sums[q][i] = _mm512_dpbusd_epi32(sums[q][i], factor[q], value);
        rests[q][i] = _mm512_dpbusd_epi32(rests[q][i], rest[q], value);
      }
    }
  }
  for (size_t q = 0; q < count; ++q)
    for (size_t i = 0; i < PARTS; ++i) {
      __m512 result = _mm512_fmadd_ps(
          _mm512_cvtepi32_ps(sums[q][i]), _mm512_set1_ps(256), _mm512_cvtepi32_ps(rests[q][i]));
      _mm512_storeu_ps(heard[q] + i * LANES, _mm512_mul_ps(result, _mm512_set1_ps(worth[q])));
    }
}

INLINE void attend(
    const float *const *queries, size_t count, const tile *tiles, size_t positions, size_t padded, float *scratch,
    float *const *heard, float *const *weights) {
  const int8_t *values = (const int8_t *)(tiles + padded / TILE);
  uint8_t *high = (uint8_t *)(scratch + GROUP * padded), *low = high + GROUP * padded;
  query split[GROUP];
  float tops[GROUP], worth[GROUP];
  for (size_t q = 0; q < count; ++q) split_query(queries[q], &split[q]);
  score(split, count, tiles, positions, padded, scratch, tops);
  for (size_t q = 0; q < count; ++q)
    worth[q] = weigh(
        scratch + q * padded, tops[q], tiles, positions, padded, high + q * padded, low + q * padded,
        weights ? weights[q] : NULL);
  for (size_t q = 0; q < count; q += 2)
    if (count - q > 1)
      gather(values, 2, padded, high + q * padded, low + q * padded, worth + q, heard + q);
    else
      gather(values, 1, padded, high + q * padded, low + q * padded, worth + q, heard + q);
}

TARGET void attend_bytes(
    const float *const *queries, size_t count, const tile *tiles, size_t positions, size_t padded, float *scratch,
    float *const *heard, float *const *weights) {
  // A count that the compiler knows keeps the sums in registers.
  if (count == GROUP)
    attend(queries, GROUP, tiles, positions, padded, scratch, heard, weights);
  else
    for (size_t q = 0; q < count; ++q)
      attend(queries + q, 1, tiles, positions, padded, scratch, heard + q, weights ? weights + q : NULL);
}

#else

// Nobody calls it here: csk_has_byte_products says no.
void attend_bytes(
    const float *const *queries, size_t count, const tile *tiles, size_t positions, size_t padded, float *scratch,
    float *const *heard, float *const *weights) {
  __builtin_trap();
}

#endif
