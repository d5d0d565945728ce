#include "CSpeechKernels.h"

#if defined(__x86_64__) && defined(__linux__)

#include "Bytes.h"

int csk_has_byte_products(void) {
  __builtin_cpu_init();
  return __builtin_cpu_supports("avx512vnni") && __builtin_cpu_supports("avx512bw") &&
         __builtin_cpu_supports("avx512dq") && __builtin_cpu_supports("avx512vl");
}

int csk_has_matrix_unit(void) {
  __builtin_cpu_init();
  return __builtin_cpu_supports("amx-tile") != 0;
}

size_t csk_matrix_size(size_t inputs, size_t outputs) { return inputs * outputs + outputs * 2 * sizeof(float); }

void csk_lay_out_matrix(size_t inputs, size_t outputs, void *memory, csk_matrix *matrix) {
  const float *scales = memory;
  const float *bias = scales + outputs;
  *matrix = (csk_matrix){inputs, outputs, (const uint8_t *)(bias + outputs), scales, bias};
}

TARGET int csk_pack_row(const csk_matrix *matrix, size_t row, const float *weights, float scale, float bias) {
  size_t inputs = matrix->inputs;
  __m512 largest = _mm512_setzero_ps();
  // NaN of either kind, infinity of either sign.
  __mmask16 odd = _mm512_fpclass_ps_mask(_mm512_set1_ps(bias * scale), 0x99);
  for (size_t k = 0; k < inputs; k += LANES) {
    __m512 some = _mm512_loadu_ps(weights + k);
    odd |= _mm512_fpclass_ps_mask(some, 0x99);
    largest = _mm512_max_ps(_mm512_abs_ps(some), largest);
  }
  if (odd) return 0;
  float top = _mm512_reduce_max_ps(largest);
  __m512 factor = _mm512_set1_ps(top > SMALLEST ? 127.0f / top : 0);
  ((float *)matrix->scales)[row] = top / 127.0f * scale;
  ((float *)matrix->bias)[row] = bias * scale;
  uint8_t *target = (uint8_t *)matrix->codes + row / CSK_PANEL * CSK_PANEL * inputs + row % CSK_PANEL * 4;
  for (size_t k = 0; k < inputs; k += LANES) {
    __m512i integers = _mm512_cvtps_epi32(_mm512_mul_ps(_mm512_loadu_ps(weights + k), factor));
    int32_t quads[4];
    _mm_storeu_si128((__m128i *)quads, _mm512_cvtepi32_epi8(_mm512_add_epi32(integers, _mm512_set1_epi32(128))));
    for (size_t i = 0; i < 4; ++i) memcpy(target + (k / 4 + i) * CSK_PANEL * 4, &quads[i], 4);
  }
  return 1;
}

TARGET void csk_linear(
    const csk_matrix *matrix, int with_gelu, const float *x, size_t rows, size_t start, size_t end, void *scratch,
    float *y) {
  quantized_rows groups[BLOCK / ROWS];
  lay_out(groups, scratch, matrix->inputs);
  for (size_t first = 0; first < rows; first += BLOCK) {
    size_t count = rows - first < BLOCK ? rows - first : BLOCK;
    quantize_block(x + first * matrix->inputs, count, matrix->inputs, groups);
    product(groups, count, matrix, start, end, with_gelu, NULL, y + first * matrix->outputs);
  }
}

size_t csk_linear_memory(size_t inputs) { return BLOCK * inputs; }

#else

int csk_has_byte_products(void) { return 0; }
int csk_has_matrix_unit(void) { return 0; }

// Nobody calls the others here.
size_t csk_matrix_size(size_t inputs, size_t outputs) { return inputs * outputs; }
void csk_lay_out_matrix(size_t inputs, size_t outputs, void *memory, csk_matrix *matrix) { __builtin_trap(); }
int csk_pack_row(const csk_matrix *matrix, size_t row, const float *weights, float scale, float bias) {
  __builtin_trap();
}
void csk_linear(
    const csk_matrix *matrix, int with_gelu, const float *x, size_t rows, size_t start, size_t end, void *scratch,
    float *y) {
  __builtin_trap();
}
size_t csk_linear_memory(size_t inputs) { return inputs; }

#endif
