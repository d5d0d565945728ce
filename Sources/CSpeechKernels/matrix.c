#include "CSpeechKernels.h"

#if defined(__x86_64__) && defined(__linux__)

#include "Bytes.h"

int csk_has_byte_products(void) {
  __builtin_cpu_init();
  return __builtin_cpu_supports("avx512vnni") && __builtin_cpu_supports("avx512bf16") &&
         __builtin_cpu_supports("avx512bw") && __builtin_cpu_supports("avx512dq") && __builtin_cpu_supports("avx512vl");
}

int csk_has_matrix_unit(void) {
  __builtin_cpu_init();
  return __builtin_cpu_supports("amx-tile") != 0;
}

size_t csk_matrix_size(size_t inputs, size_t outputs) { return inputs * outputs + outputs * 2 * sizeof(float); }

TARGET void csk_pack_matrix(
    const float *weights, const float *bias, size_t inputs, size_t outputs, void *memory, csk_matrix *matrix) {
  float *scales = memory, *offsets = scales + outputs;
  uint8_t *codes = (uint8_t *)(offsets + outputs);
  for (size_t row = 0; row < outputs; ++row) {
    const float *source = weights + row * inputs;
    float top = 0;
    for (size_t k = 0; k < inputs; ++k) {
      float magnitude = source[k] < 0 ? -source[k] : source[k];
      top = magnitude > top ? magnitude : top;
    }
    float factor = top > 0 ? 127.0f / top : 0;
    scales[row] = top / 127.0f;
    offsets[row] = bias ? bias[row] : 0;
    uint8_t *target = codes + row / PANEL * PANEL * inputs + row % PANEL * 4;
    for (size_t k = 0; k < inputs; ++k)
      target[k / 4 * PANEL * 4 + k % 4] = (uint8_t)(128 + (int)__builtin_roundevenf(source[k] * factor));
  }
  *matrix = (csk_matrix){inputs, outputs, codes, scales, offsets};
}

TARGET void csk_linear(
    const csk_matrix *matrix, int bends, const float *x, size_t rows, size_t start, size_t end, void *scratch, float *y) {
  group groups[BLOCK / ROWS];
  lay_out(groups, scratch, matrix->inputs);
  for (size_t first = 0; first < rows; first += BLOCK) {
    size_t count = rows - first < BLOCK ? rows - first : BLOCK;
    quantize_block(x + first * matrix->inputs, count, matrix->inputs, groups);
    product(groups, count, matrix, start, end, bends, NULL, y + first * matrix->outputs);
  }
}

size_t csk_linear_memory(size_t inputs) { return BLOCK * inputs; }

#else

int csk_has_byte_products(void) { return 0; }
int csk_has_matrix_unit(void) { return 0; }

// Nobody calls the others here.
size_t csk_matrix_size(size_t inputs, size_t outputs) { return inputs * outputs; }
void csk_pack_matrix(
    const float *weights, const float *bias, size_t inputs, size_t outputs, void *memory, csk_matrix *matrix) {
  __builtin_trap();
}
void csk_linear(
    const csk_matrix *matrix, int bends, const float *x, size_t rows, size_t start, size_t end, void *scratch, float *y) {
  __builtin_trap();
}
size_t csk_linear_memory(size_t inputs) { return inputs; }

#endif
