#include "CSpeechKernels.h"

#if defined(__x86_64__) && defined(__linux__)

#include "Encoder.h"

// Attention in the encoder. A register holds one number for each of 16 queries, so that nothing is ever added up or
// compared within a register; weights are bytes relative to the largest of a stretch of positions, as bytes for all
// positions would lose their long tail.

/// Keys of a head as bytes. The same vector taken from all changes no attention weight: without their mean the codes are
/// finer.
INLINE void pack_keys(const float *keys, size_t positions, size_t width, const memory *m) {
  __m512 mean[PARTS], rest[PARTS];
  for (size_t i = 0; i < PARTS; ++i) mean[i] = _mm512_setzero_ps();
  for (size_t t = 0; t < positions; ++t)
    for (size_t i = 0; i < PARTS; ++i)
      mean[i] = _mm512_add_ps(mean[i], _mm512_loadu_ps(keys + t * width + i * LANES));
  for (size_t i = 0; i < PARTS; ++i) mean[i] = _mm512_div_ps(mean[i], _mm512_set1_ps((float)positions));
  for (size_t t = 0; t < positions; ++t) {
    float largest = read_channels(keys + t * width, mean, rest);
    __m512 factor = factor_for(largest);
    __m512i sum = _mm512_setzero_si512();
    for (size_t i = 0; i < PARTS; ++i) {
      __m512i integers = _mm512_cvtps_epi32(_mm512_mul_ps(rest[i], factor));
      sum = _mm512_add_epi32(sum, integers);
      _mm_storeu_si128((__m128i *)(m->key_codes + t * CHANNELS + i * LANES), _mm512_cvtsepi32_epi8(integers));
    }
    m->key_scales[t] = largest / 127.0f;
    // Unsigned: what is no number may be of any size.
    m->key_shifts[t] = (int32_t)(-128u * (uint32_t)_mm512_reduce_add_epi32(sum));
  }
  // What fills the last stretch is no larger than the largest.
  for (size_t t = positions; t < (positions + STRETCH - 1) / STRETCH * STRETCH; ++t) {
    memcpy(m->key_codes + t * CHANNELS, m->key_codes + (positions - 1) * CHANNELS, CHANNELS);
    m->key_scales[t] = m->key_scales[positions - 1];
    m->key_shifts[t] = m->key_shifts[positions - 1];
  }
}

/// Four bytes for each lane from four registers of numbers that fit into a byte.
INLINE __m512i join(const __m512i parts[4]) {
  __m512i low = _mm512_or_si512(parts[0], _mm512_slli_epi32(parts[1], 8));
  __m512i high = _mm512_or_si512(_mm512_slli_epi32(parts[2], 16), _mm512_slli_epi32(parts[3], 24));
  return _mm512_or_si512(low, high);
}

INLINE __m512i byte_codes(__m512 x) { return _mm512_and_si512(_mm512_cvtps_epi32(x), _mm512_set1_epi32(0xFF)); }

/// Values of a head as bytes, with a scale for each channel and stretch of positions.
INLINE void pack_values(const float *values, size_t positions, size_t width, const memory *m) {
  for (size_t start = 0; start < positions; start += STRETCH) {
    size_t count = positions - start < STRETCH ? positions - start : STRETCH;
    for (size_t channel = 0; channel < CHANNELS; channel += LANES) {
      const float *source = values + start * width + channel;
      __m512 top = _mm512_set1_ps(SMALLEST);
      for (size_t t = 0; t < count; ++t)
        top = _mm512_max_ps(_mm512_abs_ps(_mm512_loadu_ps(source + t * width)), top);
      __m512 scale = _mm512_div_ps(top, _mm512_set1_ps(127)), factor = _mm512_div_ps(_mm512_set1_ps(127), top);
      _mm512_storeu_ps(m->value_scales + start / STRETCH * CHANNELS + channel, scale);
      for (size_t t = 0; t < count; t += 4) {
        __m512i codes[4];
        for (size_t i = 0; i < 4; ++i)
          codes[i] = t + i < count ? byte_codes(_mm512_mul_ps(_mm512_loadu_ps(source + (t + i) * width), factor))
                                   : _mm512_setzero_si512();
        _mm512_storeu_si512(m->value_codes + (start + t) * CHANNELS + channel * 4, join(codes));
      }
    }
  }
}

/// 2^x to 1e-4.
INLINE __m512 rough_power(__m512 x) {
  __m512 rest = _mm512_reduce_ps(x, _MM_FROUND_TO_NEG_INF);
  __m512 sum = _mm512_fmadd_ps(_mm512_set1_ps(0.07802403f), rest, _mm512_set1_ps(0.22606707f));
  sum = _mm512_fmadd_ps(sum, rest, _mm512_set1_ps(0.69583399f));
  sum = _mm512_fmadd_ps(sum, rest, _mm512_set1_ps(0.99992513f));
  return _mm512_scalef_ps(sum, x);
}

/// Attention of 16 queries of one head on a stretch of positions.
typedef struct stretch {
  __m512 scores[STRETCH];        // numbers of the same scale for each query
  __m512 top;                    // the largest of those
  __m512i weights[STRETCH / 4];  // bytes of four positions, 254 for the largest
} stretch;

/// Scores of the stretch at `start`, unless `next` is NULL, and weights from those of the one before, unless `last` is:
/// side by side, as products and powers keep different parts of a core busy.
INLINE void score_and_weigh(
    const uint8_t *queries, __m512 query_scale, size_t start, const memory *m, stretch *next, stretch *last) {
  // The largest weight is 254, and 255 with what it may be owed.
  __m512 least = last ? _mm512_fmsub_ps(last->top, query_scale, _mm512_set1_ps(7.9886847f)) : _mm512_setzero_ps();
  __m512 tops[4];
  // What rounding takes from a weight is added to the next but three: many small ones would be nothing otherwise.
  __m512 owed[4];
  for (size_t i = 0; i < 4; ++i) {
    tops[i] = _mm512_set1_ps(HIDDEN);
    owed[i] = _mm512_setzero_ps();
  }
  for (size_t t = 0; t < STRETCH; t += LANES) {
    const int8_t *keys = m->key_codes + (start + t) * CHANNELS;
    __m512i sums[LANES], parts[4];
    if (next)
      for (size_t i = 0; i < LANES; ++i) sums[i] = _mm512_set1_epi32(m->key_shifts[start + t + i]);
#pragma clang loop unroll(full)
    for (size_t quad = 0; quad < CHANNELS / 4; ++quad) {
      if (next) {
        __m512i query = _mm512_loadu_si512(queries + quad * LANES * 4);
#pragma clang loop unroll(full)
        for (size_t i = 0; i < LANES; ++i) {
          int32_t key;
          memcpy(&key, keys + i * CHANNELS + quad * 4, 4);
          sums[i] = _mm512_dpbusd_epi32(sums[i], query, _mm512_set1_epi32(key));
        }
      }
      if (last) {
        __m512 weight = rough_power(_mm512_fmsub_ps(last->scores[t + quad], query_scale, least));
        weight = _mm512_add_ps(weight, owed[quad % 4]);
        parts[quad % 4] = _mm512_cvtps_epi32(weight);
        owed[quad % 4] = _mm512_sub_ps(weight, _mm512_cvtepi32_ps(parts[quad % 4]));
        if (quad % 4 == 3) last->weights[(t + quad) / 4] = join(parts);
      }
    }
    if (next) {
#pragma clang loop unroll(full)
      for (size_t i = 0; i < LANES; ++i) {
        __m512 score = _mm512_mul_ps(_mm512_cvtepi32_ps(sums[i]), _mm512_set1_ps(m->key_scales[start + t + i]));
        next->scores[t + i] = score;
        tops[i % 4] = _mm512_max_ps(score, tops[i % 4]);
      }
    }
  }
  if (next) next->top = _mm512_max_ps(_mm512_max_ps(tops[0], tops[1]), _mm512_max_ps(tops[2], tops[3]));
}

/// What 16 queries of a head have heard so far, and the sum of their weights, both relative to `reference`.
typedef struct hearing {
  __m512 channels[CHANNELS];
  __m512 total;
  __m512 reference;
} hearing;

/// Adds the values of `count` positions of a stretch by their weights.
INLINE void hear(stretch *stretch, __m512 query_scale, size_t start, size_t count, const memory *m, hearing *heard) {
  // Weights are relative to the largest of the stretch, and those to a reference, which need not be the largest of all:
  // floating-point numbers have room for some 2^100.
  __m512 top = _mm512_mul_ps(stretch->top, query_scale);
  if (start == 0) heard->reference = top;
  if (_mm512_cmp_ps_mask(_mm512_sub_ps(top, heard->reference), _mm512_set1_ps(64), _CMP_GT_OQ)) {
    __m512 better = _mm512_max_ps(top, heard->reference);
    __m512 factor = power(_mm512_sub_ps(heard->reference, better));
    for (size_t i = 0; i < CHANNELS; ++i) heard->channels[i] = _mm512_mul_ps(heard->channels[i], factor);
    heard->total = _mm512_mul_ps(heard->total, factor);
    heard->reference = better;
  }
  size_t quads = (count + 3) / 4;
  if (count % 4 != 0) {
    __m512i mask = _mm512_set1_epi32((1 << count % 4 * 8) - 1);
    stretch->weights[quads - 1] = _mm512_and_si512(stretch->weights[quads - 1], mask);
  }
  __m512i sum = _mm512_setzero_si512();
  for (size_t i = 0; i < quads; ++i)
    sum = _mm512_dpbusd_epi32(sum, stretch->weights[i], _mm512_set1_epi32(0x01010101));
  __m512 weight = power(_mm512_sub_ps(top, heard->reference));
  heard->total = _mm512_fmadd_ps(_mm512_cvtepi32_ps(sum), weight, heard->total);

  const float *scales = m->value_scales + start / STRETCH * CHANNELS;
  for (size_t channel = 0; channel < CHANNELS; channel += LANES) {
    const int8_t *values = m->value_codes + start * CHANNELS + channel * 4;
    __m512i sums[LANES];
    for (size_t i = 0; i < LANES; ++i) sums[i] = _mm512_setzero_si512();
    for (size_t quad = 0; quad < quads; ++quad) {
#pragma clang loop unroll(full)
      for (size_t i = 0; i < LANES; ++i) {
        int32_t value;
        memcpy(&value, values + quad * 4 * CHANNELS + i * 4, 4);
        sums[i] = _mm512_dpbusd_epi32(sums[i], stretch->weights[quad], _mm512_set1_epi32(value));
      }
    }
    __m512 *target = heard->channels + channel;
#pragma clang loop unroll(full)
    for (size_t i = 0; i < LANES; ++i) {
      __m512 factor = _mm512_mul_ps(weight, _mm512_set1_ps(scales[channel + i]));
      target[i] = _mm512_fmadd_ps(_mm512_cvtepi32_ps(sums[i]), factor, target[i]);
    }
  }
}

/// Attention of 16 queries of one head.
INLINE void attend(size_t head, size_t first, size_t positions, size_t width, const memory *m) {
  size_t place = head * CSK_ENCODER_KEYS + first;
  const uint8_t *queries = m->query_codes + place * CHANNELS;
  __m512 query_scale = _mm512_loadu_ps(m->query_scales + place);
  stretch stretches[2];
  hearing heard;
  heard.total = _mm512_setzero_ps();
  for (size_t i = 0; i < CHANNELS; ++i) heard.channels[i] = _mm512_setzero_ps();
  score_and_weigh(queries, query_scale, 0, m, &stretches[0], NULL);
  size_t start = 0;
  for (; start + STRETCH < positions; start += STRETCH) {
    stretch *last = &stretches[start / STRETCH % 2], *next = &stretches[(start / STRETCH + 1) % 2];
    score_and_weigh(queries, query_scale, start + STRETCH, m, next, last);
    hear(last, query_scale, start, STRETCH, m, &heard);
  }
  stretch *last = &stretches[start / STRETCH % 2];
  score_and_weigh(queries, query_scale, 0, m, NULL, last);
  hear(last, query_scale, start, positions - start, m, &heard);

  __m512 inverse = _mm512_div_ps(_mm512_set1_ps(1), heard.total);
  float numbers[CHANNELS][LANES];
  for (size_t i = 0; i < CHANNELS; ++i) _mm512_storeu_ps(numbers[i], _mm512_mul_ps(heard.channels[i], inverse));
  for (size_t row = 0; row < LANES && first + row < positions; ++row) {
    float *target = m->heard + (first + row) * width + head * CHANNELS;
    for (size_t i = 0; i < CHANNELS; ++i) target[i] = numbers[i][row];
  }
}

TARGET void csk_encoder_attend(
    const csk_encoder_layer *layer, size_t positions, size_t head, void *shared, void *own) {
  size_t width = layer->output.inputs;
  memory m = divide(shared, own, width);
  // What no position fills must be numbers.
  size_t end = (positions + LANES - 1) / LANES * LANES, place = head * CSK_ENCODER_KEYS;
  for (size_t t = positions; t < end; ++t) m.query_scales[place + t] = 0;
  pack_keys(m.keys + head * CHANNELS, positions, width, &m);
  pack_values(m.values + head * CHANNELS, positions, width, &m);
  for (size_t first = 0; first < positions; first += LANES) attend(head, first, positions, width, &m);
}

#else

// Nobody calls it here: csk_has_byte_products says no.
void csk_encoder_attend(const csk_encoder_layer *layer, size_t positions, size_t head, void *shared, void *own) {
  __builtin_trap();
}

#endif
