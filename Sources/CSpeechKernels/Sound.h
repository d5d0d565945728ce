// Packed sound: its layout, and the attention on it for processors that multiply bytes.
#pragma once

#include "Common.h"

// What the decoder hears lies in one piece of memory for each window and layer: head after head, first the keys of all
// positions in tiles, then the values [positions][64] int8, with `positions` rounded up to 32. A step of the decoder
// reads all of it, and nothing limits the step as much: codes of a byte with a scale for each position and head take half
// of what bfloat16 takes, and all is read from front to back.

/// Queries that share a head's memory, and positions of a tile.
enum { GROUP = 4, TILE = 32 };

/// What comes before the values for 32 positions. `keys` are [64][32]. Where the processor multiplies bytes, four that it
/// adds up lie together: keys [16][32][4], each 128 larger than it is worth, and values [positions / 4][64][4].
typedef struct tile {
  int8_t keys[CHANNELS * TILE];
  float key_scales[TILE];
  float value_scales[TILE];
} tile;

/// Bytes to fetch ahead of use: processors do not do so over the borders of pages. Measured on Zen 5: 4.5 ms for a step
/// of eight windows without, 3.5 with 2048, 2.7 with 8192.
enum { SOUND_AHEAD = 8192 };

/// Attention of `count` queries, at most GROUP, over one head. `scratch` has room for GROUP × padded × 6 bytes; `weights`
/// may be NULL. For processors with byte products.
void attend_bytes(
    const float *const *queries, size_t count, const tile *tiles, size_t positions, size_t padded, float *scratch,
    float *const *heard, float *const *weights);
