#include "CSpeechKernels.h"

#if defined(__x86_64__) && defined(__linux__)

#include "Encoder.h"

// A transformer layer of Whisper's encoder. All its products are of bytes.

size_t csk_encoder_shared_memory(size_t width) { return sizes(width).shared; }

size_t csk_encoder_own_memory(size_t width) { return sizes(width).own; }

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

/// The codes of 16 numbers as four quads, `stride` bytes from one to the next.
INLINE void scatter(__m128i codes, uint8_t *target, size_t stride) {
  int32_t quads[4];
  _mm_storeu_si128((__m128i *)quads, codes);
  for (size_t i = 0; i < 4; ++i) memcpy(target + i * stride, &quads[i], 4);
}

/// Queries, keys and values of a block of positions to where attention wants them.
INLINE void distribute(const float *projected, size_t first, size_t count, size_t width, const memory *m) {
  for (size_t row = 0; row < count; ++row) {
    const float *source = projected + row * 3 * width;
    size_t position = first + row;
    memcpy(m->keys + position * width, source + width, width * sizeof(float));
    memcpy(m->values + position * width, source + 2 * width, width * sizeof(float));
    for (size_t head = 0; head < width / CHANNELS; ++head) {
      __m512 query[PARTS];
      float largest = read_channels(source + head * CHANNELS, NULL, query);
      __m512 factor = factor_for(largest);
      size_t place = head * CSK_ENCODER_KEYS + position;
      uint8_t *target = m->query_codes + (place - position % LANES) * CHANNELS + position % LANES * 4;
      for (size_t i = 0; i < PARTS; ++i) {
        __m512i integers = _mm512_add_epi32(_mm512_cvtps_epi32(_mm512_mul_ps(query[i], factor)), _mm512_set1_epi32(128));
        scatter(_mm512_cvtepi32_epi8(integers), target + i * 4 * LANES * 4, LANES * 4);
      }
      // Scores are exponents of 2: 1/√64 / ln 2.
      m->query_scales[place] = largest / 127.0f * 0.125f * 1.44269504f;
    }
  }
}

TARGET void csk_encoder_project(
    const csk_encoder_layer *layer, const float *x, size_t start, size_t end, void *shared, void *own) {
  size_t width = layer->output.inputs;
  memory m = divide(shared, own, width);
  quantized_rows groups[BLOCK / ROWS];
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

TARGET void csk_encoder_finish(
    const csk_encoder_layer *layer, const float *x, size_t start, size_t end, void *shared, void *own, float *y) {
  size_t width = layer->output.inputs;
  memory m = divide(shared, own, width);
  quantized_rows groups[BLOCK / ROWS];
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
void csk_encoder_finish(
    const csk_encoder_layer *layer, const float *x, size_t start, size_t end, void *shared, void *own, float *y) {
  __builtin_trap();
}

#endif
