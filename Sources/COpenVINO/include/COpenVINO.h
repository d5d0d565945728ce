// A C face for the parts of OpenVINO's C++ API that Surtitle uses: graph building, compilation, inference.
//
// Every function that can fail returns 0 on success. Otherwise it returns 1 and sets *error to a message that the
// caller frees with cov_string_destroy. No C++ exception leaves this library.
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

typedef struct cov_core cov_core;
typedef struct cov_graph cov_graph;
typedef struct cov_compiled cov_compiled;
typedef struct cov_request cov_request;

typedef enum cov_type {
  COV_TYPE_F32,
  COV_TYPE_F16,
  COV_TYPE_BF16,
  COV_TYPE_I8,
  COV_TYPE_U8,
  COV_TYPE_I32,
  COV_TYPE_I64,
  COV_TYPE_BOOLEAN,
} cov_type;

// Rank is at most COV_MAX_RANK; a dimension of -1 is dynamic.
enum { COV_MAX_RANK = 8 };

typedef struct cov_shape {
  int64_t dims[8];
  size_t rank;
} cov_shape;

typedef enum cov_attribute_kind {
  COV_ATTRIBUTE_BOOL,
  COV_ATTRIBUTE_INT,
  COV_ATTRIBUTE_DOUBLE,
  COV_ATTRIBUTE_STRING,
  COV_ATTRIBUTE_INTS,
} cov_attribute_kind;

// One attribute of an operation, as the OpenVINO operation set names it. Only the member of its kind is read. A list
// of names is a STRING with spaces between them.
typedef struct cov_attribute {
  const char *name;
  cov_attribute_kind kind;
  int64_t integer;  // also BOOL
  double number;
  const char *string;
  const int64_t *integers;
  size_t count;
} cov_attribute;

void cov_string_destroy(char *string);

// Core

int cov_core_create(cov_core **core, char **error);
void cov_core_destroy(cov_core *core);
// Space-separated names of the devices that can be used here.
int cov_core_devices(cov_core *core, char **devices, char **error);
// A device property in OpenVINO's text form.
int cov_core_property(cov_core *core, const char *device, const char *name, char **value, char **error);
const char *cov_version(void);
// Gives memory that compilation left unused back to the system.
void cov_release_unused_memory(void);

// Graph: values are numbered from 0 in the order in which they are made.

int cov_graph_create(cov_graph **graph, char **error);
void cov_graph_destroy(cov_graph *graph);
int cov_graph_parameter(
    cov_graph *graph, const char *name, cov_type type, cov_shape shape, int32_t *value, char **error);
// Copies `data`.
int cov_graph_constant(
    cov_graph *graph, cov_type type, cov_shape shape, const void *data, int32_t *value, char **error);
// An operation of operation set 13 with its attributes. Writes at most `capacity` output numbers, and their count.
int cov_graph_operation(
    cov_graph *graph, const char *operation, const int32_t *inputs, size_t input_count,
    const cov_attribute *attributes, size_t attribute_count, int32_t *outputs, size_t capacity, size_t *output_count,
    char **error);
// An operation of our own, for the CPU. `run` gets `context` and may be called by several threads at once; it must
// neither throw nor keep the pointers. `destroy` is called when no graph or compiled graph has the operation any more,
// and when it could not be added.
enum { COV_MAX_KERNEL_INPUTS = 4, COV_MAX_KERNEL_OUTPUTS = 2 };

typedef struct cov_array {
  void *data;  // read only, for an input
  cov_type type;
  cov_shape shape;
} cov_array;

typedef void (*cov_kernel)(void *context, const cov_array *inputs, const cov_array *outputs);

// Where a dimension of an output comes from: axis `axis` of input `input`, or `fixed` when `input` is -1.
typedef struct cov_dimension {
  int32_t input;
  int32_t axis;
  int64_t fixed;
} cov_dimension;

typedef struct cov_kernel_output {
  cov_type type;
  size_t rank;
  cov_dimension dims[8];
} cov_kernel_output;

int cov_graph_kernel(
    cov_graph *graph, cov_kernel run, void *context, void (*destroy)(void *context), const int32_t *inputs,
    size_t input_count, const cov_kernel_output *outputs, size_t output_count, int32_t *values, char **error);

int cov_graph_result(cov_graph *graph, const char *name, int32_t value, char **error);

// Compilation. Properties are pairs of texts as OpenVINO reads them.

int cov_core_compile(
    cov_core *core, cov_graph *graph, const char *name, const char *device, const char *const *keys,
    const char *const *values, size_t property_count, cov_compiled **compiled, char **error);
// A network in a file that OpenVINO reads: ONNX, or its own form. `outputs` are tensors inside it that become outputs too.
int cov_core_compile_file(
    cov_core *core, const char *path, const char *device, const char *const *outputs, size_t output_count,
    const char *const *keys, const char *const *values, size_t property_count, cov_compiled **compiled, char **error);
void cov_compiled_destroy(cov_compiled *compiled);
int cov_compiled_property(cov_compiled *compiled, const char *name, char **value, char **error);
// The names of inputs and of outputs, each ending with a line feed.
int cov_compiled_inputs(cov_compiled *compiled, char **names, char **error);
int cov_compiled_outputs(cov_compiled *compiled, char **names, char **error);

// Requests. One thread at a time; several requests of one compiled graph run side by side.

int cov_request_create(cov_compiled *compiled, cov_request **request, char **error);
void cov_request_destroy(cov_request *request);
// Reads from `data` in place: it must stay valid until the input is set anew or the request is destroyed.
int cov_request_set_input(
    cov_request *request, const char *name, cov_type type, cov_shape shape, void *data, char **error);
int cov_request_infer(cov_request *request, char **error);
// Memory of the request: valid until its next inference.
int cov_request_output(
    cov_request *request, const char *name, cov_type *type, cov_shape *shape, const void **data, char **error);

#ifdef __cplusplus
}
#endif
