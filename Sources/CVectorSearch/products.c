#include "CVectorSearch.h"

#if defined(__x86_64__)
#define CLONES __attribute__((target_clones("arch=x86-64-v4", "avx2", "default")))
#else
#define CLONES
#endif

CLONES void cvs_products(
    const int8_t *restrict rows, const float *restrict scales, size_t count, const int16_t *restrict query, float scale,
    float *restrict scores) {
  for (size_t row = 0; row < count; row++) {
    const int8_t *values = rows + row * CVS_WIDTH;
    int32_t sum = 0;
    for (size_t i = 0; i < CVS_WIDTH; i++) sum += (int32_t)values[i] * query[i];
    scores[row] = (float)sum * scales[row] * scale;
  }
}
