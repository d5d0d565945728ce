#include <string.h>

#include "CSpeechKernels.h"
#include "Common.h"

// What a core can do at best: the measure for everything else.

size_t csk_read_memory(const uint8_t *memory, size_t count) {
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

// Multiplies and adds 32-bit numbers in so many registers of `width` numbers: as many as there are to spare, as each
// product waits for the one before it in its register.
#define MULTIPLY(name, width, count)                                                                          \
  static double name(size_t rounds, float *result) {                                                         \
    typedef float numbers __attribute__((vector_size(4 * width)));                                           \
    numbers sums[count], factor = (numbers){0} + 0.999f;                                                     \
    for (size_t i = 0; i < count; ++i) sums[i] = (numbers){0} + (float)i;                                    \
    for (size_t round = 0; round < rounds; ++round) {                                                        \
      _Pragma("clang loop unroll(full)") for (size_t i = 0; i < count; ++i) sums[i] = sums[i] * factor + factor; \
    }                                                                                                        \
    *result = 0;                                                                                             \
    for (size_t i = 0; i < count; ++i)                                                                       \
      for (size_t lane = 0; lane < width; ++lane) *result += sums[i][lane];                                  \
    return (double)rounds * count * width;                                                                   \
  }

MULTIPLY(multiply_4, 4, 12)

#if defined(__x86_64__) && defined(__linux__)

#include <immintrin.h>

__attribute__((target("avx2,fma"))) MULTIPLY(multiply_8, 8, 12)
__attribute__((target("avx512f"))) MULTIPLY(multiply_16, 16, 16)

static __attribute__((target("avx512f,avx512vnni"))) double multiply_bytes(size_t rounds, float *result) {
  enum { COUNT = 16 };
  __m512i sums[COUNT], factor = _mm512_set1_epi32(0x01010101);
  for (size_t i = 0; i < COUNT; ++i) sums[i] = _mm512_set1_epi32((int)i);
  for (size_t round = 0; round < rounds; ++round) {
#pragma clang loop unroll(full)
    for (size_t i = 0; i < COUNT; ++i) {
      sums[i] = _mm512_dpbusd_epi32(sums[i], factor, factor);
      __asm__ volatile("" : "+v"(sums[i]));
    }
  }
  int total = 0;
  for (size_t i = 0; i < COUNT; ++i) total += _mm512_reduce_add_epi32(sums[i]);
  *result = (float)total;
  return (double)rounds * COUNT * 64;
}

double csk_multiply(size_t rounds, float *result) {
  if (csk_has_byte_products()) return multiply_bytes(rounds, result);
  if (__builtin_cpu_supports("avx512f")) return multiply_16(rounds, result);
  if (__builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma")) return multiply_8(rounds, result);
  return multiply_4(rounds, result);
}

#else

double csk_multiply(size_t rounds, float *result) { return multiply_4(rounds, result); }

#endif
