#include <math.h>
#include <string.h>

#include "CSpeechKernels.h"
#include "Internal.h"

// Self-attention of the decoder on what was said before. A text is short and what it leaves behind is read once a step:
// 32-bit floats do.

enum { CHANNELS = 64 };

static inline ALWAYS_INLINE float dot(const float *a, const float *b) {
  float sum[LANES] = {0}, total = 0;
  for (size_t i = 0; i < CHANNELS; i += LANES)
    for (size_t lane = 0; lane < LANES; ++lane) sum[lane] += a[i + lane] * b[i + lane];
  for (size_t lane = 0; lane < LANES; ++lane) total += sum[lane];
  return total;
}

KERNEL void csk_recall(
    const float *query, size_t heads, const float *past, size_t past_count, const float *fresh, size_t fresh_count,
    float *scores, float *target) {
  size_t width = heads * CHANNELS, count = past_count + fresh_count;
  // Token after token, not head after head: so memory is read from front to back.
  for (size_t t = 0; t < count; ++t) {
    const float *key = t < past_count ? past + t * 2 * width : fresh + ((t - past_count) * 3 + 1) * width;
    for (size_t head = 0; head < heads; ++head)
      scores[head * count + t] = 0.125f * dot(query + head * CHANNELS, key + head * CHANNELS);  // 1/√64
  }
  for (size_t head = 0; head < heads; ++head) {
    float *row = scores + head * count, best = maximum(row, count), sum = 0;
    for (size_t t = 0; t < count; ++t) sum += row[t] = exponential(row[t] - best);
    for (size_t t = 0; t < count; ++t) row[t] /= sum;
  }
  for (size_t i = 0; i < width; ++i) target[i] = 0;
  for (size_t t = 0; t < count; ++t) {
    const float *value = t < past_count ? past + (t * 2 + 1) * width : fresh + ((t - past_count) * 3 + 2) * width;
    for (size_t head = 0; head < heads; ++head) {
      float weight = scores[head * count + t];
      for (size_t i = head * CHANNELS; i < (head + 1) * CHANNELS; ++i) target[i] += weight * value[i];
    }
  }
}
