// For all kernels, with and without vector intrinsics.
#pragma once

#include <stddef.h>
#include <stdint.h>

/// Numbers of a register of AVX-512; channels of an attention head, and the registers that these fill.
enum { LANES = 16, CHANNELS = 64, PARTS = CHANNELS / LANES };

/// Numbers are packed as zeros where none is larger: what they would be multiplied by is no number any more.
static const float SMALLEST = 1e-30f;

/// Fetches what lies so many bytes after an address, which may be beyond the end of what is there.
static inline __attribute__((always_inline)) void fetch(const void *address, size_t ahead) {
  __builtin_prefetch((const void *)((uintptr_t)address + ahead));
}
