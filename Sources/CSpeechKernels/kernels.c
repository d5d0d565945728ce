#include "CSpeechKernels.h"

#include <math.h>
#include <string.h>

#include "Internal.h"

KERNEL float csk_maximum(const float *values, size_t count) { return maximum(values, count); }

KERNEL float csk_sum_exponentials(const float *values, size_t count, float maximum) {
  float sum[LANES] = {0};
  size_t i = 0;
  for (; i + LANES <= count; i += LANES)
    for (size_t lane = 0; lane < LANES; ++lane) sum[lane] += exponential(values[i + lane] - maximum);
  for (; i < count; ++i) sum[0] += exponential(values[i] - maximum);
  float result = 0;
  for (size_t lane = 0; lane < LANES; ++lane) result += sum[lane];
  return result;
}

KERNEL void csk_float_from_half(const uint16_t *source, size_t count, float *target) {
  for (size_t i = 0; i < count; ++i) {
    uint16_t half;
    memcpy(&half, source + i, 2);
    uint32_t sign = (uint32_t)(half & 0x8000) << 16;
    uint32_t magnitude = (uint32_t)(half & 0x7FFF) << 13;
    // Scaling by 2^112 moves the exponent into place for normal and subnormal numbers alike.
    float scaled;
    memcpy(&scaled, &magnitude, 4);
    scaled *= 0x1p112f;
    uint32_t bits;
    memcpy(&bits, &scaled, 4);
    bits = (half & 0x7C00) == 0x7C00 ? 0x7F800000u | magnitude : bits;
    bits |= sign;
    memcpy(target + i, &bits, 4);
  }
}

KERNEL void csk_half_from_float(const float *source, size_t count, uint16_t *target) {
  for (size_t i = 0; i < count; ++i) {
    uint32_t bits;
    memcpy(&bits, source + i, 4);
    uint32_t sign = bits >> 16 & 0x8000;
    uint32_t magnitude = bits & 0x7FFFFFFF;
    uint32_t normal = (magnitude + 0xFFF + (magnitude >> 13 & 1)) - (112u << 23);
    normal >>= 13;
    // Adding 0.5 leaves a subnormal result in the low bits, rounded by the addition.
    float value;
    memcpy(&value, &magnitude, 4);
    value += 0.5f;
    uint32_t subnormal;
    memcpy(&subnormal, &value, 4);
    subnormal -= 0x3F000000u;
    uint32_t result = magnitude < 0x38800000u ? subnormal : normal;
    result = magnitude >= 0x477FF000u ? 0x7C00 : result;
    result = magnitude > 0x7F800000u ? 0x7E00 : result;
    target[i] = (uint16_t)(sign | result);
  }
}

/// The smallest binary16 number that takes `top` to at most 127.5, near top / 127.
static uint16_t scale_for(float top) {
  if (!(top > 0)) return 0x3C00;
  float ideal = top / 127.0f;
  uint16_t half;
  csk_half_from_float(&ideal, 1, &half);
  if (half >= 0x7C00) return 0x7BFF;
  float scale;
  csk_float_from_half(&half, 1, &scale);
  // Among subnormal numbers the nearest may be much too small.
  return scale * 127.5f < top ? half + 1 : half;
}

KERNEL uint16_t csk_quantize(const float *values, size_t count, int8_t *codes) {
  float largest[LANES] = {0};
  size_t i = 0;
  for (; i + LANES <= count; i += LANES)
    for (size_t lane = 0; lane < LANES; ++lane) {
      float magnitude = fabsf(values[i + lane]);
      largest[lane] = magnitude > largest[lane] ? magnitude : largest[lane];
    }
  for (; i < count; ++i) largest[0] = fabsf(values[i]) > largest[0] ? fabsf(values[i]) : largest[0];
  float top = 0;
  for (size_t lane = 0; lane < LANES; ++lane) top = largest[lane] > top ? largest[lane] : top;
  uint16_t half = scale_for(top);
  float scale;
  csk_float_from_half(&half, 1, &scale);
  for (i = 0; i < count; ++i) {
    float quotient = values[i] / scale;
    quotient = quotient < 127.0f ? quotient : 127.0f;
    quotient = quotient > -127.0f ? quotient : -127.0f;
    // Rounds by the same trick as above.
    float shifted = quotient + 12582912.0f;
    codes[i] = (int8_t)(shifted - 12582912.0f);
  }
  return half;
}
