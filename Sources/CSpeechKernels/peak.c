#include <string.h>

#include "CSpeechKernels.h"
#include "Common.h"
#include "Internal.h"

// What a core can do at best: the measure for everything else.

size_t csk_add_up(const uint8_t *memory, size_t count) {
  typedef uint64_t words __attribute__((vector_size(64), aligned(1)));
  words sums[4] = {0};
  for (size_t i = 0; i + sizeof sums <= count; i += sizeof sums) {
    fetch(memory + i, 4096);
    fetch(memory + i + 64, 4096);
    fetch(memory + i + 128, 4096);
    fetch(memory + i + 192, 4096);
    for (size_t part = 0; part < 4; ++part) {
      words some;
      memcpy(&some, memory + i + part * sizeof some, sizeof some);
      sums[part] += some;
    }
  }
  size_t result = 0;
  for (size_t part = 0; part < 4; ++part)
    for (size_t lane = 0; lane < 8; ++lane) result += sums[part][lane];
  return result;
}

enum { SUMS = 16 };

/// Multiplies and adds 32-bit numbers that stay in registers.
static KERNEL float multiply_floats(size_t rounds) {
  lanes sums[SUMS], factor = (lanes){0} + 0.999f;
  for (size_t i = 0; i < SUMS; ++i) sums[i] = (lanes){0} + (float)i;
  for (size_t round = 0; round < rounds; ++round) {
#pragma clang loop unroll(full)
    for (size_t i = 0; i < SUMS; ++i) sums[i] = sums[i] * factor + factor;
  }
  float result = 0;
  for (size_t i = 0; i < SUMS; ++i)
    for (size_t lane = 0; lane < LANES; ++lane) result += sums[i][lane];
  return result;
}

#if defined(__x86_64__) && defined(__linux__)

#include <immintrin.h>

static __attribute__((target("avx512f,avx512vnni"))) float multiply_bytes(size_t rounds) {
  __m512i sums[SUMS], factor = _mm512_set1_epi32(0x01010101);
  for (size_t i = 0; i < SUMS; ++i) sums[i] = _mm512_set1_epi32((int)i);
  for (size_t round = 0; round < rounds; ++round) {
#pragma clang loop unroll(full)
    for (size_t i = 0; i < SUMS; ++i) {
      sums[i] = _mm512_dpbusd_epi32(sums[i], factor, factor);
      __asm__ volatile("" : "+v"(sums[i]));
    }
  }
  int result = 0;
  for (size_t i = 0; i < SUMS; ++i) result += _mm512_reduce_add_epi32(sums[i]);
  return (float)result;
}

#else

static float multiply_bytes(size_t rounds) { return multiply_floats(rounds); }

#endif

double csk_multiply(size_t rounds, float *result) {
  int in_bytes = csk_has_byte_products();
  *result = in_bytes ? multiply_bytes(rounds) : multiply_floats(rounds);
  return (double)rounds * SUMS * (in_bytes ? 64 : LANES);
}
