// Shared by the implementation files: handle types, conversions, and the border that no exception crosses.
#pragma once

#include <cstring>
#include <exception>
#include <memory>
#include <string>
#include <vector>

#include <openvino/openvino.hpp>

#include "COpenVINO.h"

struct cov_core {
  ov::Core core;
};

struct cov_graph {
  ov::OutputVector values;
  ov::ParameterVector parameters;
  ov::ResultVector results;
};

struct cov_compiled {
  ov::CompiledModel model;
};

struct cov_request {
  ov::InferRequest request;
};

namespace cov {

inline char *copy(const std::string &text) { return strdup(text.c_str()); }

/// Runs `body`; an exception becomes a message and status 1.
template <typename Body>
int guarded(char **error, Body body) noexcept {
  try {
    body();
    return 0;
  } catch (const std::exception &exception) {
    *error = strdup(exception.what());
  } catch (...) {
    *error = strdup("an exception of unknown type");
  }
  return 1;
}

inline ov::element::Type element(cov_type type) {
  switch (type) {
    case COV_TYPE_F32: return ov::element::f32;
    case COV_TYPE_F16: return ov::element::f16;
    case COV_TYPE_BF16: return ov::element::bf16;
    case COV_TYPE_I8: return ov::element::i8;
    case COV_TYPE_U8: return ov::element::u8;
    case COV_TYPE_I32: return ov::element::i32;
    case COV_TYPE_I64: return ov::element::i64;
    case COV_TYPE_BOOLEAN: return ov::element::boolean;
  }
  throw std::invalid_argument("unknown element type");
}

inline cov_type element(ov::element::Type type) {
  for (auto candidate : {COV_TYPE_F32, COV_TYPE_F16, COV_TYPE_BF16, COV_TYPE_I8, COV_TYPE_U8, COV_TYPE_I32,
                         COV_TYPE_I64, COV_TYPE_BOOLEAN})
    if (element(candidate) == type) return candidate;
  throw std::invalid_argument("unsupported element type " + type.get_type_name());
}

inline ov::Shape shape(const cov_shape &shape) { return {shape.dims, shape.dims + shape.rank}; }

inline ov::PartialShape partial(const cov_shape &shape) {
  return std::vector<ov::Dimension>(shape.dims, shape.dims + shape.rank);
}

inline void assign(cov_shape &target, const ov::Shape &shape) {
  if (shape.size() > COV_MAX_RANK) throw std::length_error("rank over 8");
  target.rank = shape.size();
  for (size_t i = 0; i < shape.size(); ++i) target.dims[i] = static_cast<int64_t>(shape[i]);
}

}  // namespace cov
