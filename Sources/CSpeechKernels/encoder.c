#include "CSpeechKernels.h"

#if defined(__x86_64__) && defined(__linux__)

#include "Bytes.h"
#include "Sound.h"

// A transformer layer of Whisper's encoder. Queries meet keys, and all rows the matrices, as bytes; attention weights
// meet the values in bfloat16: bytes would lose their long tail.

_Static_assert(CSK_ENCODER_KEYS % PANEL == 0, "keys come in panels");
_Static_assert(ROWS % 2 == 0, "values come in pairs of positions, which no two threads may share");

// MARK: Memory of a layer

static size_t aligned(size_t size) { return (size + 63) / 64 * 64; }

enum { QUERIES = (CSK_ENCODER_KEYS + ROWS - 1) / ROWS * ROWS };

/// What a layer keeps from one of its steps to the next, and what a thread needs for the step at hand.
typedef struct memory {
  int8_t *query_codes;    // [heads][QUERIES / ROWS][16][ROWS][4]
  float *query_scales;    // [heads][QUERIES]
  int32_t *query_shifts;  // [heads][QUERIES]
  uint8_t *key_codes;     // [heads][KEYS / PANEL][16][PANEL][4]
  float *key_scales;      // [heads][KEYS]
  float *keys;            // [KEYS][width]
  uint16_t *values;       // [heads][2][KEYS / 2][PANEL][2], bfloat16
  float *heard;           // [KEYS][width]
  size_t shared;
  float *inner;           // [BLOCK][4 × width]
  float *rows;            // [BLOCK][width]
  int8_t *codes;          // [BLOCK][4 × width]
  float *scores;          // [ROWS][KEYS]
  uint16_t *weights;      // [ROWS][KEYS], bfloat16
  size_t own;
} memory;

static memory divide(void *shared, void *own, size_t width) {
  size_t heads = width / CHANNELS, keys = CSK_ENCODER_KEYS, offset = 0;
  uint8_t *start = shared;
  memory result;
#define TAKE(member, count)                             \
  do {                                                  \
    result.member = (void *)(start + offset);           \
    offset += aligned((count) * sizeof *result.member); \
  } while (0)
  TAKE(query_codes, heads * QUERIES * CHANNELS);
  TAKE(query_scales, heads * QUERIES);
  TAKE(query_shifts, heads * QUERIES);
  TAKE(key_codes, heads * keys * CHANNELS);
  TAKE(key_scales, heads * keys);
  TAKE(keys, keys * width);
  TAKE(values, heads * keys * CHANNELS);
  TAKE(heard, keys * width);
  result.shared = offset;
  start = own;
  offset = 0;
  TAKE(inner, BLOCK * 4 * width);
  TAKE(rows, BLOCK * width);
  TAKE(codes, BLOCK * 4 * width);
  TAKE(scores, ROWS * keys);
  TAKE(weights, ROWS * keys);
  result.own = offset;
#undef TAKE
  return result;
}

size_t csk_encoder_shared_memory(size_t width) { return divide(NULL, NULL, width).shared; }

size_t csk_encoder_own_memory(size_t width) { return divide(NULL, NULL, width).own; }

/// Positions, and those that fill the last panel of keys.
INLINE size_t panels(size_t positions) { return (positions + PANEL - 1) / PANEL * PANEL; }

// MARK: Steps of a layer

/// (x - mean) / deviation × gamma + beta.
INLINE void normalize(const float *x, size_t width, const float *gamma, const float *beta, float *target) {
  __m512 sum = _mm512_setzero_ps(), squares = _mm512_setzero_ps();
  for (size_t i = 0; i < width; i += LANES) sum = _mm512_add_ps(sum, _mm512_loadu_ps(x + i));
  __m512 mean = _mm512_set1_ps(_mm512_reduce_add_ps(sum) / (float)width);
  for (size_t i = 0; i < width; i += LANES) {
    __m512 rest = _mm512_sub_ps(_mm512_loadu_ps(x + i), mean);
    squares = _mm512_fmadd_ps(rest, rest, squares);
  }
  __m512 factor = _mm512_set1_ps(1 / __builtin_sqrtf(_mm512_reduce_add_ps(squares) / (float)width + 1e-5f));
  for (size_t i = 0; i < width; i += LANES) {
    __m512 rest = _mm512_mul_ps(_mm512_sub_ps(_mm512_loadu_ps(x + i), mean), factor);
    _mm512_storeu_ps(
        target + i, _mm512_fmadd_ps(rest, _mm512_loadu_ps(gamma + i), _mm512_loadu_ps(beta + i)));
  }
}

/// Where a channel of a head's value at a position lies; the next channel lies two further.
static uint16_t *value_at(const memory *m, size_t head, size_t position, size_t channel) {
  size_t half = head * 2 + channel / PANEL;
  return m->values + ((half * (CSK_ENCODER_KEYS / 2) + position / 2) * PANEL + channel % PANEL) * 2 + position % 2;
}

/// Queries and values of a block of positions to where attention wants them, keys to `keys`.
INLINE void distribute(const float *projected, size_t first, size_t count, size_t width, const memory *m) {
  size_t heads = width / CHANNELS;
  for (size_t row = 0; row < count; ++row) {
    const float *source = projected + row * 3 * width;
    size_t position = first + row;
    memcpy(m->keys + position * width, source + width, width * sizeof(float));
    for (size_t head = 0; head < heads; ++head) {
      size_t place = head * QUERIES + position;
      group target = {.codes = m->query_codes + (head * QUERIES + position / ROWS * ROWS) * CHANNELS};
      quantize(source + head * CHANNELS, CHANNELS, position % ROWS, &target);
      // Scores are exponents of 2: 1/√64 / ln 2.
      m->query_scales[place] = target.scales[position % ROWS] * 0.125f * 1.44269504f;
      m->query_shifts[place] = target.shifts[position % ROWS];
      for (size_t half = 0; half < 2; ++half) {
        const float *values = source + 2 * width + head * CHANNELS + half * PANEL;
        uint16_t *pairs = value_at(m, head, position, half * PANEL);
        for (size_t part = 0; part < PANEL; part += LANES) {
          uint16_t numbers[LANES];
          _mm256_storeu_si256((__m256i *)numbers, (__m256i)_mm512_cvtneps_pbh(_mm512_loadu_ps(values + part)));
          for (size_t i = 0; i < LANES; ++i) pairs[(part + i) * 2] = numbers[i];
        }
      }
    }
  }
}

/// Keys of a head as bytes. The same vector taken from all changes no attention weight: without their mean the codes are
/// finer.
INLINE void pack_keys(size_t head, size_t positions, size_t width, const memory *m) {
  enum { PARTS = CHANNELS / LANES };
  const float *keys = m->keys + head * CHANNELS;
  __m512 mean[PARTS];
  for (size_t i = 0; i < PARTS; ++i) mean[i] = _mm512_setzero_ps();
  for (size_t t = 0; t < positions; ++t)
    for (size_t i = 0; i < PARTS; ++i)
      mean[i] = _mm512_add_ps(mean[i], _mm512_loadu_ps(keys + t * width + i * LANES));
  for (size_t i = 0; i < PARTS; ++i) mean[i] = _mm512_div_ps(mean[i], _mm512_set1_ps((float)positions));
  for (size_t t = 0; t < panels(positions); ++t) {
    uint8_t *target = m->key_codes + (head * CSK_ENCODER_KEYS + t / PANEL * PANEL) * CHANNELS + t % PANEL * 4;
    __m512 rest[PARTS], top = _mm512_setzero_ps();
    for (size_t i = 0; i < PARTS; ++i) {
      rest[i] = t < positions ? _mm512_sub_ps(_mm512_loadu_ps(keys + t * width + i * LANES), mean[i])
                              : _mm512_setzero_ps();
      top = _mm512_max_ps(_mm512_abs_ps(rest[i]), top);
    }
    float largest = _mm512_reduce_max_ps(top);
    __m512 factor = _mm512_set1_ps(largest > SMALLEST ? 127.0f / largest : 0);
    for (size_t i = 0; i < PARTS; ++i) {
      __m512i integers = _mm512_add_epi32(_mm512_cvtps_epi32(_mm512_mul_ps(rest[i], factor)), _mm512_set1_epi32(128));
      int32_t quads[4];
      _mm_storeu_si128((__m128i *)quads, _mm512_cvtepi32_epi8(integers));
      for (size_t quad = 0; quad < 4; ++quad) memcpy(target + (i * 4 + quad) * PANEL * 4, &quads[quad], 4);
    }
    m->key_scales[head * CSK_ENCODER_KEYS + t] = largest / 127.0f;
  }
}

/// Attention of a group of queries of one head.
INLINE void attend(size_t head, size_t first, size_t positions, size_t width, const memory *m) {
  const int8_t *queries = m->query_codes + (head * QUERIES + first) * CHANNELS;
  const float *scales = m->query_scales + head * QUERIES + first;
  const int32_t *shifts = m->query_shifts + head * QUERIES + first;
  __m512 tops[ROWS];
  for (size_t r = 0; r < ROWS; ++r) tops[r] = _mm512_set1_ps(HIDDEN);
  for (size_t t = 0; t < panels(positions); t += PANEL) {
    __m512i sums[ROWS][2];
    multiply(queries, ROWS, m->key_codes + (head * CSK_ENCODER_KEYS + t) * CHANNELS, CHANNELS / 4, sums);
    for (size_t half = 0; half < 2; ++half) {
      size_t place = t + half * LANES;
      __m512 scale = _mm512_loadu_ps(m->key_scales + head * CSK_ENCODER_KEYS + place);
      size_t left = positions > place ? positions - place : 0;
      __mmask16 hidden = left >= LANES ? 0 : (__mmask16)(0xFFFF << left);
#pragma clang loop unroll(full)
      for (size_t r = 0; r < ROWS; ++r) {
        __m512 score = _mm512_cvtepi32_ps(_mm512_sub_epi32(sums[r][half], _mm512_set1_epi32(shifts[r])));
        score = _mm512_mul_ps(_mm512_mul_ps(score, scale), _mm512_set1_ps(scales[r]));
        score = _mm512_mask_mov_ps(score, hidden, _mm512_set1_ps(HIDDEN));
        tops[r] = _mm512_max_ps(tops[r], score);
        _mm512_storeu_ps(m->scores + r * CSK_ENCODER_KEYS + place, score);
      }
    }
  }
  float inverse[ROWS];
  for (size_t r = 0; r < ROWS; ++r) {
    __m512 top = _mm512_set1_ps(_mm512_reduce_max_ps(tops[r]));
    __m512 sum = _mm512_setzero_ps(), other = _mm512_setzero_ps();
    const float *scores = m->scores + r * CSK_ENCODER_KEYS;
    uint16_t *weights = m->weights + r * CSK_ENCODER_KEYS;
    for (size_t t = 0; t < panels(positions); t += 2 * LANES) {
      __m512 low = power(_mm512_sub_ps(_mm512_loadu_ps(scores + t), top));
      __m512 high = power(_mm512_sub_ps(_mm512_loadu_ps(scores + t + LANES), top));
      sum = _mm512_add_ps(sum, low);
      other = _mm512_add_ps(other, high);
      _mm512_storeu_si512(weights + t, (__m512i)_mm512_cvtne2ps_pbh(high, low));
    }
    inverse[r] = 1 / _mm512_reduce_add_ps(_mm512_add_ps(sum, other));
  }
  for (size_t half = 0; half < 2; ++half) {
    const uint16_t *values = m->values + (head * 2 + half) * CSK_ENCODER_KEYS * PANEL;
    __m512 sums[ROWS][2];
    for (size_t r = 0; r < ROWS; ++r) sums[r][0] = sums[r][1] = _mm512_setzero_ps();
    for (size_t t = 0; t < panels(positions); t += 2) {
      __m512bh low = (__m512bh)_mm512_loadu_si512(values + t * PANEL);
      __m512bh high = (__m512bh)_mm512_loadu_si512(values + t * PANEL + 2 * LANES);
#pragma clang loop unroll(full)
      for (size_t r = 0; r < ROWS; ++r) {
        int32_t pair;
        memcpy(&pair, m->weights + r * CSK_ENCODER_KEYS + t, 4);
        __m512bh factor = (__m512bh)_mm512_set1_epi32(pair);
        sums[r][0] = _mm512_dpbf16_ps(sums[r][0], low, factor);
        sums[r][1] = _mm512_dpbf16_ps(sums[r][1], high, factor);
      }
    }
    for (size_t r = 0; r < ROWS && first + r < positions; ++r) {
      float *target = m->heard + (first + r) * width + head * CHANNELS + half * PANEL;
      _mm512_storeu_ps(target, _mm512_mul_ps(sums[r][0], _mm512_set1_ps(inverse[r])));
      _mm512_storeu_ps(target + LANES, _mm512_mul_ps(sums[r][1], _mm512_set1_ps(inverse[r])));
    }
  }
}

TARGET void csk_encoder_project(
    const csk_encoder_layer *layer, const float *x, size_t start, size_t end, void *shared, void *own) {
  size_t width = layer->output.inputs;
  memory m = divide(shared, own, width);
  group groups[BLOCK / ROWS];
  lay_out(groups, m.codes, width);
  for (size_t first = start; first < end; first += BLOCK) {
    size_t count = end - first < BLOCK ? end - first : BLOCK;
    for (size_t row = 0; row < count; ++row)
      normalize(x + (first + row) * width, width, layer->attention_gamma, layer->attention_beta, m.rows + row * width);
    quantize_block(m.rows, count, width, groups);
    product(groups, count, &layer->projection, 0, layer->projection.outputs, 0, NULL, m.inner);
    distribute(m.inner, first, count, width, &m);
  }
}

TARGET void csk_encoder_attend(
    const csk_encoder_layer *layer, size_t positions, size_t head, void *shared, void *own) {
  size_t width = layer->output.inputs;
  memory m = divide(shared, own, width);
  // What no position fills must be numbers.
  for (size_t t = positions; t < panels(positions); ++t)
    for (size_t i = 0; i < CHANNELS; ++i) *value_at(&m, head, t, i) = 0;
  for (size_t t = positions; t < QUERIES; ++t) {
    group target = {.codes = m.query_codes + (head * QUERIES + t / ROWS * ROWS) * CHANNELS};
    clear_row(CHANNELS, t % ROWS, &target);
    m.query_scales[head * QUERIES + t] = 0;
    m.query_shifts[head * QUERIES + t] = 0;
  }
  pack_keys(head, positions, width, &m);
  for (size_t first = 0; first < positions; first += ROWS) attend(head, first, positions, width, &m);
}

TARGET void csk_encoder_finish(
    const csk_encoder_layer *layer, const float *x, size_t start, size_t end, void *shared, void *own, float *y) {
  size_t width = layer->output.inputs;
  memory m = divide(shared, own, width);
  group groups[BLOCK / ROWS];
  for (size_t first = start; first < end; first += BLOCK) {
    size_t count = end - first < BLOCK ? end - first : BLOCK;
    float *target = y + first * width;
    lay_out(groups, m.codes, width);
    quantize_block(m.heard + first * width, count, width, groups);
    product(groups, count, &layer->output, 0, layer->output.outputs, 0, x + first * width, target);
    for (size_t row = 0; row < count; ++row)
      normalize(target + row * width, width, layer->feed_gamma, layer->feed_beta, m.rows + row * width);
    quantize_block(m.rows, count, width, groups);
    product(groups, count, &layer->expand, 0, layer->expand.outputs, 1, NULL, m.inner);
    lay_out(groups, m.codes, layer->contract.inputs);
    quantize_block(m.inner, count, layer->contract.inputs, groups);
    product(groups, count, &layer->contract, 0, layer->contract.outputs, 0, target, target);
  }
}

#else

// Nobody calls these here: csk_has_byte_products says no.
size_t csk_encoder_shared_memory(size_t width) { return width; }
size_t csk_encoder_own_memory(size_t width) { return width; }
void csk_encoder_project(
    const csk_encoder_layer *layer, const float *x, size_t start, size_t end, void *shared, void *own) {
  __builtin_trap();
}
void csk_encoder_attend(const csk_encoder_layer *layer, size_t positions, size_t head, void *shared, void *own) {
  __builtin_trap();
}
void csk_encoder_finish(
    const csk_encoder_layer *layer, const float *x, size_t start, size_t end, void *shared, void *own, float *y) {
  __builtin_trap();
}

#endif
