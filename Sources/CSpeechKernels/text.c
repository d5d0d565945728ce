#include <math.h>
#include <string.h>

#include "CSpeechKernels.h"
#include "Internal.h"

// Self-attention of the decoder on what was said before. A text is short and what it leaves behind is read once a step:
// 32-bit floats do.

static inline ALWAYS_INLINE void attend(
    const float *query, size_t heads, const float *past, size_t past_count, const float *fresh, size_t fresh_count,
    float *scores, float *target) {
  size_t width = heads * CHANNELS, count = past_count + fresh_count;
  for (size_t head = 0; head < heads; ++head) {
    lanes parts[PARTS], heard[PARTS];
    for (size_t i = 0; i < PARTS; ++i) {
      parts[i] = load(query + head * CHANNELS + i * LANES) * 0.125f;  // 1/√64
      heard[i] = (lanes){0};
    }
    for (size_t t = 0; t < count; ++t) {
      const float *key = t < past_count ? past + t * 2 * width : fresh + ((t - past_count) * 3 + 1) * width;
      key += head * CHANNELS;
      lanes products = parts[0] * load(key);
      for (size_t i = 1; i < PARTS; ++i) products += parts[i] * load(key + i * LANES);
      scores[t] = sum(products);
    }
    float best = maximum(scores, count), total = 0;
    for (size_t t = 0; t < count; ++t) {
      const float *value = t < past_count ? past + (t * 2 + 1) * width : fresh + ((t - past_count) * 3 + 2) * width;
      value += head * CHANNELS;
      float weight = exponential(scores[t] - best);
      total += weight;
      for (size_t i = 0; i < PARTS; ++i) heard[i] += weight * load(value + i * LANES);
    }
    for (size_t i = 0; i < PARTS; ++i) {
      lanes result = heard[i] / total;
      memcpy(target + head * CHANNELS + i * LANES, &result, sizeof result);
    }
  }
}

KERNEL void csk_self_attention(
    const float *query, size_t heads, const float *past, size_t past_count, const float *fresh, size_t fresh_count,
    float *scores, float *target) {
  attend(query, heads, past, past_count, fresh, fresh_count, scores, target);
}

KERNEL void csk_add_and_normalize(
    float *x, const float *change, size_t rows, size_t width, const float *gamma, const float *beta, float *target) {
  for (size_t row = 0; row < rows; ++row, x += width, target += width) {
    float sums[LANES] = {0}, squares[LANES] = {0}, mean = 0, variance = 0;
    if (change)
      for (size_t i = 0; i < width; ++i) x[i] += change[row * width + i];
    for (size_t i = 0; i < width; i += LANES)
      for (size_t lane = 0; lane < LANES; ++lane) sums[lane] += x[i + lane];
    for (size_t lane = 0; lane < LANES; ++lane) mean += sums[lane];
    mean /= (float)width;
    for (size_t i = 0; i < width; i += LANES)
      for (size_t lane = 0; lane < LANES; ++lane) squares[lane] += (x[i + lane] - mean) * (x[i + lane] - mean);
    for (size_t lane = 0; lane < LANES; ++lane) variance += squares[lane];
    float factor = 1 / sqrtf(variance / (float)width + 1e-5f);
    for (size_t i = 0; i < width; ++i) target[i] = (x[i] - mean) * factor * gamma[i] + beta[i];
  }
}
