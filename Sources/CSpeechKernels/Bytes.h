// Products of bytes: weights with a scale for each output, activations with a scale for each row, found anew for each
// (dynamic quantisation). For x86-64 with AVX-512 VNNI; the functions are inlined into those that use them.
//
// One factor of such a product is unsigned, the matrix: its codes are 128 larger than they are worth, and 128 times the
// sum of the other factor is taken off again.
#pragma once

#include <immintrin.h>
#include <math.h>
#include <string.h>

#include "CSpeechKernels.h"
#include "Common.h"

#define TARGET __attribute__((target("avx512f,avx512bw,avx512dq,avx512vl,avx512vnni,fma,avx2")))
#define INLINE static inline __attribute__((always_inline)) TARGET

enum {
  ROWS = CSK_ENCODER_ROWS,  // of a tile: with CSK_PANEL columns its sums take 24 of the 32 registers
  BLOCK = 48,               // rows whose inner activations stay in the second cache
  AHEAD = 4096              // bytes to fetch ahead of use: processors do not do so over the borders of pages
};

_Static_assert(BLOCK % ROWS == 0, "blocks are made of tiles");

/// The score of a position that is none: so low that its weight is 0, and a number, as infinity minus itself is not.
static const float HIDDEN = -1e30f;

/// Rows of activations as bytes: [inputs / 4][ROWS][4], the scale of each row and 128 times the sum of its codes.
typedef struct quantized_rows {
  int8_t *codes;
  float scales[ROWS];
  int32_t shifts[ROWS];
} quantized_rows;

/// What turns a row into bytes, 0 for a row of zeros, and the row's scale.
INLINE __m512 row_factor(const float *values, size_t count, float *scale) {
  __m512 top = _mm512_setzero_ps();
  for (size_t k = 0; k < count; k += LANES) top = _mm512_max_ps(_mm512_abs_ps(_mm512_loadu_ps(values + k)), top);
  float largest = _mm512_reduce_max_ps(top);
  *scale = largest / 127.0f;
  return _mm512_set1_ps(largest > SMALLEST ? 127.0f / largest : 0);
}

INLINE int32_t row_shift(__m512i sum) {
  // Unsigned: what is no number may be of any size.
  return (int32_t)(128u * (uint32_t)_mm512_reduce_add_epi32(sum));
}

/// The codes of 16 numbers; `sum` grows by what they are.
INLINE __m128i row_codes(const float *values, __m512 factor, __m512i *sum) {
  __m512i integers = _mm512_cvtps_epi32(_mm512_mul_ps(_mm512_loadu_ps(values), factor));
  *sum = _mm512_add_epi32(*sum, integers);
  return _mm512_cvtsepi32_epi8(integers);
}

/// Puts one row into a group. `count` is a multiple of 16.
INLINE void quantize(const float *values, size_t count, size_t row, quantized_rows *group) {
  __m512 factor = row_factor(values, count, &group->scales[row]);
  __m512i sum = _mm512_setzero_si512();
  int8_t *target = group->codes + row * 4;
  for (size_t k = 0; k < count; k += LANES) {
    // Four neighbours belong together; the next four follow after those of the other rows.
    int32_t quads[4];
    _mm_storeu_si128((__m128i *)quads, row_codes(values + k, factor, &sum));
    for (size_t i = 0; i < 4; ++i) memcpy(target + (k + i * 4) * ROWS, &quads[i], 4);
  }
  group->shifts[row] = row_shift(sum);
}

/// Puts four rows into a group, the first a multiple of 4: their quads lie side by side.
INLINE void quantize_four(const float *values, size_t count, size_t row, quantized_rows *group) {
  __m512 factors[4];
  __m512i sums[4];
  for (size_t r = 0; r < 4; ++r) {
    factors[r] = row_factor(values + r * count, count, &group->scales[row + r]);
    sums[r] = _mm512_setzero_si512();
  }
  int8_t *target = group->codes + row * 4;
  for (size_t k = 0; k < count; k += LANES) {
    __m128i codes[4];
#pragma clang loop unroll(full)
    for (size_t r = 0; r < 4; ++r) codes[r] = row_codes(values + r * count + k, factors[r], &sums[r]);
    __m128i first = _mm_unpacklo_epi32(codes[0], codes[1]), second = _mm_unpacklo_epi32(codes[2], codes[3]);
    __m128i third = _mm_unpackhi_epi32(codes[0], codes[1]), fourth = _mm_unpackhi_epi32(codes[2], codes[3]);
    _mm_storeu_si128((__m128i *)(target + k * ROWS), _mm_unpacklo_epi64(first, second));
    _mm_storeu_si128((__m128i *)(target + (k + 4) * ROWS), _mm_unpackhi_epi64(first, second));
    _mm_storeu_si128((__m128i *)(target + (k + 8) * ROWS), _mm_unpacklo_epi64(third, fourth));
    _mm_storeu_si128((__m128i *)(target + (k + 12) * ROWS), _mm_unpackhi_epi64(third, fourth));
  }
  for (size_t r = 0; r < 4; ++r) group->shifts[row + r] = row_shift(sums[r]);
}

INLINE void clear_row(size_t count, size_t row, quantized_rows *group) {
  for (size_t k = 0; k < count; k += 4) memset(group->codes + k * ROWS + row * 4, 0, 4);
  group->scales[row] = 0;
  group->shifts[row] = 0;
}

/// Sums of a tile: the first `count` rows of a group times a panel of `quads` × 4 inputs, which is fetched ahead.
INLINE void multiply(const int8_t *rows, size_t count, const uint8_t *panel, size_t quads, __m512i sums[ROWS][2]) {
  for (size_t r = 0; r < count; ++r) sums[r][0] = sums[r][1] = _mm512_setzero_si512();
  for (size_t k = 0; k < quads; ++k) {
    const uint8_t *codes = panel + k * CSK_PANEL * 4;
    fetch(codes, AHEAD);
    fetch(codes, AHEAD + 64);
    __m512i low = _mm512_loadu_si512(codes), high = _mm512_loadu_si512(codes + 64);
#pragma clang loop unroll(full)
    for (size_t r = 0; r < count; ++r) {
      int32_t quad;
      memcpy(&quad, rows + (k * ROWS + r) * 4, 4);
      __m512i factor = _mm512_set1_epi32(quad);
      sums[r][0] = _mm512_dpbusd_epi32(sums[r][0], low, factor);
      sums[r][1] = _mm512_dpbusd_epi32(sums[r][1], high, factor);
    }
  }
}

/// 2^x to about six digits.
INLINE __m512 power(__m512 x) {
  __m512 whole = _mm512_roundscale_ps(x, _MM_FROUND_TO_NEAREST_INT | _MM_FROUND_NO_EXC);
  __m512 rest = _mm512_sub_ps(x, whole);
  // Taylor's series of e^(x ln 2), good on -1/2 … 1/2.
  __m512 sum = _mm512_set1_ps(1.540353e-4f);
  sum = _mm512_fmadd_ps(sum, rest, _mm512_set1_ps(1.3333558e-3f));
  sum = _mm512_fmadd_ps(sum, rest, _mm512_set1_ps(9.6181291e-3f));
  sum = _mm512_fmadd_ps(sum, rest, _mm512_set1_ps(5.5504109e-2f));
  sum = _mm512_fmadd_ps(sum, rest, _mm512_set1_ps(2.4022651e-1f));
  sum = _mm512_fmadd_ps(sum, rest, _mm512_set1_ps(6.9314718e-1f));
  sum = _mm512_fmadd_ps(sum, rest, _mm512_set1_ps(1));
  return _mm512_scalef_ps(sum, whole);
}

/// x Φ(x) to 1e-5: max(x, 0) less a Φ(-a), a = |x|, where that is more than 1e-6. For this a polynomial in
/// u = a / 2.5 - 1 was fitted, so that the largest error is the least.
INLINE __m512 gelu(__m512 x) {
  __m512 a = _mm512_min_ps(_mm512_abs_ps(x), _mm512_set1_ps(5));
  __m512 u = _mm512_fmsub_ps(a, _mm512_set1_ps(0.4f), _mm512_set1_ps(1));
  __m512 sum = _mm512_set1_ps(0.00916065244f);
  sum = _mm512_fmadd_ps(sum, u, _mm512_set1_ps(0.0494819535f));
  sum = _mm512_fmadd_ps(sum, u, _mm512_set1_ps(-0.0983126423f));
  sum = _mm512_fmadd_ps(sum, u, _mm512_set1_ps(-0.149651898f));
  sum = _mm512_fmadd_ps(sum, u, _mm512_set1_ps(0.351815996f));
  sum = _mm512_fmadd_ps(sum, u, _mm512_set1_ps(0.0168541813f));
  sum = _mm512_fmadd_ps(sum, u, _mm512_set1_ps(-0.494210763f));
  sum = _mm512_fmadd_ps(sum, u, _mm512_set1_ps(0.436374265f));
  sum = _mm512_fmadd_ps(sum, u, _mm512_set1_ps(-0.0165767927f));
  sum = _mm512_fmadd_ps(sum, u, _mm512_set1_ps(-0.259103702f));
  sum = _mm512_fmadd_ps(sum, u, _mm512_set1_ps(0.232597869f));
  sum = _mm512_fmadd_ps(sum, u, _mm512_set1_ps(-0.0939476765f));
  sum = _mm512_fmadd_ps(sum, u, _mm512_set1_ps(0.0155263975f));
  return _mm512_sub_ps(_mm512_max_ps(x, _mm512_setzero_ps()), sum);
}

/// The first `count` rows of a group times a panel of a matrix; `tile` of them are multiplied.
INLINE void product_tile(
    const quantized_rows *rows, size_t count, size_t tile, const csk_matrix *matrix, size_t column, int with_gelu,
    const float *residual, float *target) {
  size_t width = matrix->outputs;
  __m512i sums[ROWS][2];
  multiply(rows->codes, tile, matrix->codes + column * matrix->inputs, matrix->inputs / 4, sums);
  for (size_t half = 0; half < 2; ++half) {
    size_t n = column + half * LANES;
    __m512 scale = _mm512_loadu_ps(matrix->scales + n), bias = _mm512_loadu_ps(matrix->bias + n);
#pragma clang loop unroll(full)
    for (size_t r = 0; r < tile; ++r) {
      __m512 value = _mm512_cvtepi32_ps(_mm512_sub_epi32(sums[r][half], _mm512_set1_epi32(rows->shifts[r])));
      value = _mm512_fmadd_ps(_mm512_mul_ps(value, scale), _mm512_set1_ps(rows->scales[r]), bias);
      if (with_gelu) value = gelu(value);
      if (r < count) {
        if (residual) value = _mm512_add_ps(value, _mm512_loadu_ps(residual + r * width + n));
        _mm512_storeu_ps(target + r * width + n, value);
      }
    }
  }
}

/// Rows times columns start ..< end of a matrix: target[r][n] = f(Σ …) + residual[r][n]. Only the first `count` rows are
/// written.
INLINE void product(
    const quantized_rows *groups, size_t count, const csk_matrix *matrix, size_t start, size_t end, int with_gelu,
    const float *residual, float *target) {
  for (size_t column = start; column < end; column += CSK_PANEL)
    for (size_t first = 0; first < count; first += ROWS) {
      const quantized_rows *rows = groups + first / ROWS;
      size_t rest = count - first, place = first * matrix->outputs;
      const float *added = residual ? residual + place : NULL;
      // A count that the compiler knows keeps the sums in registers.
      if (rest > 8)
        product_tile(rows, rest, ROWS, matrix, column, with_gelu, added, target + place);
      else if (rest > 4)
        product_tile(rows, rest, 8, matrix, column, with_gelu, added, target + place);
      else
        product_tile(rows, rest, 4, matrix, column, with_gelu, added, target + place);
    }
}

/// Gives each of a block's groups a part of `codes`.
INLINE void lay_out(quantized_rows groups[BLOCK / ROWS], int8_t *codes, size_t inputs) {
  for (size_t i = 0; i < BLOCK / ROWS; ++i) groups[i].codes = codes + i * ROWS * inputs;
}

INLINE void quantize_block(const float *values, size_t count, size_t width, quantized_rows *groups) {
  size_t row = 0;
  for (; row + 4 <= count; row += 4) quantize_four(values + row * width, width, row % ROWS, &groups[row / ROWS]);
  for (; row < (count + ROWS - 1) / ROWS * ROWS; ++row)
    if (row < count)
      quantize(values + row * width, width, row % ROWS, &groups[row / ROWS]);
    else
      clear_row(width, row % ROWS, &groups[row / ROWS]);
}
