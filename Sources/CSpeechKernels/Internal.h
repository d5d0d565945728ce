// Shared by the kernels: how they are compiled, and what is inlined into their loops.
#pragma once

#include <math.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include "Common.h"

// Auto-vectorised: the code is the plain loop, the compiler makes a version for each instruction set.
#if defined(__x86_64__) && defined(__linux__)
#define KERNEL __attribute__((target_clones("arch=x86-64-v4", "arch=x86-64-v3", "default")))
#else
#define KERNEL
#endif

#define ALWAYS_INLINE __attribute__((always_inline))

/// A register of AVX-512; the compiler splits it where registers are smaller.
typedef float lanes __attribute__((vector_size(4 * LANES), aligned(4)));

static inline ALWAYS_INLINE lanes load(const float *source) {
  lanes result;
  memcpy(&result, source, sizeof result);
  return result;
}

static inline ALWAYS_INLINE float sum(lanes x) {
  x += __builtin_shufflevector(x, x, 8, 9, 10, 11, 12, 13, 14, 15, 0, 1, 2, 3, 4, 5, 6, 7);
  x += __builtin_shufflevector(x, x, 4, 5, 6, 7, 0, 1, 2, 3, 12, 13, 14, 15, 8, 9, 10, 11);
  x += __builtin_shufflevector(x, x, 2, 3, 0, 1, 6, 7, 4, 5, 10, 11, 8, 9, 14, 15, 12, 13);
  x += __builtin_shufflevector(x, x, 1, 0, 3, 2, 5, 4, 7, 6, 9, 8, 11, 10, 13, 12, 15, 14);
  return x[0];
}

static inline ALWAYS_INLINE float maximum(const float *values, size_t count) {
  float best[LANES];
  for (size_t lane = 0; lane < LANES; ++lane) best[lane] = -INFINITY;
  size_t i = 0;
  for (; i + LANES <= count; i += LANES)
    for (size_t lane = 0; lane < LANES; ++lane)
      best[lane] = values[i + lane] > best[lane] ? values[i + lane] : best[lane];
  for (; i < count; ++i) best[0] = values[i] > best[0] ? values[i] : best[0];
  float result = -INFINITY;
  for (size_t lane = 0; lane < LANES; ++lane) result = best[lane] > result ? best[lane] : result;
  return result;
}

/// e^x for x <= 0: 2^n p(r) with the minimax polynomial of Cephes' expf; 0 below -87.
static inline ALWAYS_INLINE float exponential(float x) {
  float clamped = x < -87.0f ? -87.0f : x;
  // Adding 1.5 * 2^23 rounds to an integer and leaves it in the low bits.
  float shifted = clamped * 1.44269504f + 12582912.0f;
  float n = shifted - 12582912.0f;
  float r = (clamped - n * 0.693359375f) + n * 2.12194440e-4f;
  float p = 1.9875691500e-4f;
  p = p * r + 1.3981999507e-3f;
  p = p * r + 8.3334519073e-3f;
  p = p * r + 4.1665795894e-2f;
  p = p * r + 1.6666665459e-1f;
  p = p * r + 5.0000001201e-1f;
  float value = p * r * r + r + 1.0f;
  uint32_t bits;
  memcpy(&bits, &shifted, 4);
  bits = (bits + 127u) << 23;
  float power;
  memcpy(&power, &bits, 4);
  return x < -87.0f ? 0.0f : value * power;
}
