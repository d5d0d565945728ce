// What recognition spends its time on: loops over rows of numbers, attention, and layers of bytes. Each is compiled for
// several instruction sets, of which the best that the processor has is chosen, but for those that say what they need.
// Pointers need no alignment but where it is said.
#pragma once

#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/// The largest of `count` values; -INFINITY for none. NaN is passed over.
float csk_maximum(const float *values, size_t count);

/// The sum of exp(value - maximum), to about seven digits. Values are at most `maximum`.
float csk_sum_exponentials(const float *values, size_t count, float maximum);

/// IEEE 754 binary16 numbers as 32-bit floats.
void csk_float_from_half(const uint16_t *source, size_t count, float *target);

/// 32-bit floats as binary16, rounded to nearest, ties to even; too large becomes infinite.
void csk_half_from_float(const float *source, size_t count, uint16_t *target);

/// `values` as int8 × the returned scale, a binary16 number: the largest magnitude becomes about 127, and no code is
/// made with a scale that it will not be multiplied by. A row of zeros has scale 1; magnitudes beyond 127 × 65504 are
/// cut to that, NaN becomes 127.
uint16_t csk_quantize(const float *values, size_t count, int8_t *codes);

/// Bytes that one decoder layer's view of one window takes: keys and values of the cross-attention at `positions`
/// positions, for heads of 64 channels.
size_t csk_sound_size(size_t heads, size_t positions);

/// Packs keys and values, `source` [positions][keys: heads × 64, values: heads × 64], for `csk_cross_attention`:
/// as int8 with a scale for each head and position. The keys' mean is left out, which changes no attention weight.
/// `scratch` has heads × 64 floats. `in_quads` lays it out for products of bytes, which the processor must have then
/// (csk_has_byte_products).
void csk_pack_sound(
    const float *source, size_t heads, size_t positions, int in_quads, float *scratch, uint8_t *target);

/// Floats that `csk_cross_attention` needs to calculate in.
size_t csk_cross_attention_scratch(size_t positions);

/// Attention of queries [count][heads × 64] on a packed sound, softmax(q·kᵀ)·v → `heard`, of the queries' shape.
/// `weights` [count][chosen][stride] takes the attention weights of `chosen_count` heads, `chosen`, on the positions.
/// `sound` is aligned to 4 bytes, and was packed with the same `in_quads`.
void csk_cross_attention(
    const float *queries, size_t count, size_t heads, size_t positions, const uint8_t *sound, int in_quads,
    float *scratch, float *heard, const int32_t *chosen, size_t chosen_count, float *weights, size_t stride);

/// x [rows][width] += `change`, which may be NULL, and of each row (x - mean) / √(variance + 1e-5) · gamma + beta →
/// `target`. `width` is a multiple of 16.
void csk_add_and_normalize(
    float *x, const float *change, size_t rows, size_t width, const float *gamma, const float *beta, float *target);

/// Self-attention of a token on `past_count` tokens before it and on `fresh_count` that are new, of which it is the last:
/// softmax(q·kᵀ/8)·v → `target` [heads × 64]. `past` has [keys: heads × 64, values: heads × 64] for each token, `fresh`
/// [queries, keys, values]; `scores` has room for all of them.
void csk_self_attention(
    const float *query, size_t heads, const float *past, size_t past_count, const float *fresh, size_t fresh_count,
    float *scores, float *target);

// MARK: Products of bytes

/// Whether this processor multiplies bytes with vectors (AVX-512 VNNI): whether the functions of this section may be
/// called.
int csk_has_byte_products(void);

/// Whether it has a matrix unit as well (AMX), which they do not use.
int csk_has_matrix_unit(void);

/// Outputs that lie together in a matrix.
enum { CSK_PANEL = 32 };

/// A matrix of bytes: [outputs / CSK_PANEL][inputs / 4][CSK_PANEL][4] codes, each 128 larger than it is worth, and for
/// each output a scale and a bias. `inputs` is a multiple of 16 and `outputs` one of CSK_PANEL.
typedef struct csk_matrix {
  size_t inputs;
  size_t outputs;
  const uint8_t *codes;
  const float *scales;
  const float *bias;
} csk_matrix;

/// Bytes of memory that a matrix takes.
size_t csk_matrix_size(size_t inputs, size_t outputs);

/// Gives a matrix its places in `memory`; all its rows must be packed before it is used.
void csk_lay_out_matrix(size_t inputs, size_t outputs, void *memory, csk_matrix *matrix);

/// Packs the weights [inputs] of one output, and its bias, both times `scale`. Gives 0, and packs nothing, where one of
/// them is infinite or no number.
int csk_pack_row(const csk_matrix *matrix, size_t row, const float *weights, float scale, float bias);

/// x [rows][inputs] → outputs start ..< end, multiples of CSK_PANEL, of y [rows][outputs]: the matrix applied to each
/// row, and GELU to that where it is asked for. `scratch` has `csk_linear_memory` bytes.
void csk_linear(
    const csk_matrix *matrix, int with_gelu, const float *x, size_t rows, size_t start, size_t end, void *scratch,
    float *y);
size_t csk_linear_memory(size_t inputs);

/// One layer of the encoder: width a multiple of 64, heads of 64 channels.
typedef struct csk_encoder_layer {
  csk_matrix projection;  // queries, keys, values
  csk_matrix output;
  csk_matrix expand;
  csk_matrix contract;
  const float *attention_gamma;
  const float *attention_beta;
  const float *feed_gamma;
  const float *feed_beta;
} csk_encoder_layer;

/// The most positions that a layer takes, and how many rows are worked on together.
enum { CSK_ENCODER_KEYS = 1504, CSK_ENCODER_ROWS = 12 };

/// A layer takes x [positions][width] to y in three steps, each of which several threads may share: all must be done
/// with one before the next begins. `shared` and, for each thread, `own` memory is aligned to 64 bytes.
size_t csk_encoder_shared_memory(size_t width);
size_t csk_encoder_own_memory(size_t width);

/// Positions start ..< end; `start` is a multiple of CSK_ENCODER_ROWS.
void csk_encoder_project(
    const csk_encoder_layer *layer, const float *x, size_t start, size_t end, void *shared, void *own);
/// One head of `positions` positions, 1…CSK_ENCODER_KEYS, all of which were projected.
void csk_encoder_attend(const csk_encoder_layer *layer, size_t positions, size_t head, void *shared, void *own);
/// Positions start ..< end of y, which may not be x.
void csk_encoder_finish(
    const csk_encoder_layer *layer, const float *x, size_t start, size_t end, void *shared, void *own, float *y);

// MARK: For benchmarks alone

/// Multiplies and adds numbers that stay in registers, bytes where the processor has such products, else 32-bit floats:
/// what it can do at best. Gives how many multiplications that were; `result` keeps the compiler from leaving them out.
double csk_multiply(size_t rounds, float *result);

/// Reads memory from front to back as fast as it comes.
size_t csk_read_memory(const uint8_t *memory, size_t count);

#ifdef __cplusplus
}
#endif
