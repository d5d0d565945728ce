#include "Internal.hpp"

#include <iterator>
#include <sstream>

#include <openvino/op/constant.hpp>
#include <openvino/op/op.hpp>
#include <openvino/opsets/opset.hpp>

namespace {

/// Hands the caller's attributes to a freshly made operation, which asks for each by name.
class AttributeReader final : public ov::AttributeVisitor {
 public:
  AttributeReader(const cov_attribute *attributes, size_t count) : attributes_(attributes), count_(count) {}

  void on_adapter(const std::string &name, ov::ValueAccessor<void> &) override {
    if (find(name)) throw std::invalid_argument("attribute " + name + " has a type that cannot be set");
  }
  void on_adapter(const std::string &name, ov::ValueAccessor<bool> &adapter) override {
    if (auto *attribute = find(name, COV_ATTRIBUTE_BOOL)) adapter.set(attribute->integer != 0);
  }
  void on_adapter(const std::string &name, ov::ValueAccessor<int64_t> &adapter) override {
    if (auto *attribute = find(name, COV_ATTRIBUTE_INT)) adapter.set(attribute->integer);
  }
  void on_adapter(const std::string &name, ov::ValueAccessor<double> &adapter) override {
    if (auto *attribute = find(name, COV_ATTRIBUTE_DOUBLE)) adapter.set(attribute->number);
  }
  void on_adapter(const std::string &name, ov::ValueAccessor<std::string> &adapter) override {
    if (auto *attribute = find(name, COV_ATTRIBUTE_STRING)) adapter.set(attribute->string);
  }
  void on_adapter(const std::string &name, ov::ValueAccessor<std::vector<std::string>> &adapter) override {
    if (auto *attribute = find(name, COV_ATTRIBUTE_STRING)) {
      std::istringstream words(attribute->string);
      adapter.set({std::istream_iterator<std::string>(words), std::istream_iterator<std::string>()});
    }
  }
  void on_adapter(const std::string &name, ov::ValueAccessor<std::vector<int64_t>> &adapter) override {
    if (auto *attribute = find(name, COV_ATTRIBUTE_INTS))
      adapter.set(std::vector<int64_t>(attribute->integers, attribute->integers + attribute->count));
  }

  /// An attribute that no operation asked for is a misspelling.
  void check_all_used() const {
    for (size_t i = 0; i < count_; ++i)
      if (!(used_ & (1ull << i))) throw std::invalid_argument(std::string("no attribute ") + attributes_[i].name);
  }

 private:
  const cov_attribute *find(const std::string &name) {
    for (size_t i = 0; i < count_; ++i)
      if (name == attributes_[i].name) {
        used_ |= 1ull << i;
        return &attributes_[i];
      }
    return nullptr;
  }

  const cov_attribute *find(const std::string &name, cov_attribute_kind kind) {
    auto *attribute = find(name);
    if (attribute && attribute->kind != kind)
      throw std::invalid_argument("attribute " + name + " is of another kind");
    return attribute;
  }

  const cov_attribute *attributes_;
  size_t count_;
  uint64_t used_ = 0;
};

/// An operation whose work a C function does. The CPU plug-in runs what it has no kernel for by `evaluate`.
class Kernel final : public ov::op::Op {
 public:
  OPENVINO_OP("Kernel", "surtitle");

  Kernel(
      const ov::OutputVector &inputs, cov_kernel run, std::shared_ptr<void> context,
      std::vector<cov_kernel_output> outputs)
      : Op(inputs), run_(run), context_(std::move(context)), outputs_(std::move(outputs)) {
    constructor_validate_and_infer_types();
  }

  void validate_and_infer_types() override {
    for (size_t i = 0; i < outputs_.size(); ++i) {
      std::vector<ov::Dimension> dims;
      for (size_t axis = 0; axis < outputs_[i].rank; ++axis) {
        const auto &dim = outputs_[i].dims[axis];
        dims.push_back(dim.input < 0 ? ov::Dimension(dim.fixed) : get_input_partial_shape(dim.input)[dim.axis]);
      }
      set_output_type(i, cov::element(outputs_[i].type), dims);
    }
  }

  std::shared_ptr<ov::Node> clone_with_new_inputs(const ov::OutputVector &inputs) const override {
    return std::make_shared<Kernel>(inputs, run_, context_, outputs_);
  }

  /// Kernels on the same inputs look alike but for this, and OpenVINO makes one of operations that look alike.
  bool visit_attributes(ov::AttributeVisitor &visitor) override {
    auto identity = reinterpret_cast<int64_t>(context_.get());
    visitor.on_attribute("identity", identity);
    return true;
  }

  bool has_evaluate() const override { return true; }

  bool evaluate(ov::TensorVector &outputs, const ov::TensorVector &inputs) const override {
    cov_array in[COV_MAX_KERNEL_INPUTS], out[COV_MAX_KERNEL_OUTPUTS];
    for (size_t i = 0; i < inputs.size(); ++i) in[i] = array(inputs[i]);
    for (size_t i = 0; i < outputs.size(); ++i) {
      const auto &dims = outputs_[i];
      ov::Shape shape;
      for (size_t axis = 0; axis < dims.rank; ++axis) {
        const auto &dim = dims.dims[axis];
        shape.push_back(dim.input < 0 ? dim.fixed : inputs[dim.input].get_shape()[dim.axis]);
      }
      outputs[i].set_shape(shape);
      out[i] = array(outputs[i]);
    }
    run_(context_.get(), in, out);
    return true;
  }

 private:
  static cov_array array(const ov::Tensor &tensor) {
    // The inputs of a kernel are read only, which C cannot say of one type for both.
    auto *data = const_cast<void *>(static_cast<const void *>(tensor.data()));
    cov_array result{data, cov::element(tensor.get_element_type()), {}};
    cov::assign(result.shape, tensor.get_shape());
    return result;
  }

  cov_kernel run_;
  std::shared_ptr<void> context_;
  std::vector<cov_kernel_output> outputs_;
};

int32_t append(cov_graph *graph, const ov::Output<ov::Node> &output) {
  graph->values.push_back(output);
  return static_cast<int32_t>(graph->values.size() - 1);
}

}  // namespace

extern "C" {

int cov_graph_create(cov_graph **graph, char **error) {
  return cov::guarded(error, [&] { *graph = new cov_graph; });
}

void cov_graph_destroy(cov_graph *graph) { delete graph; }

int cov_graph_parameter(
    cov_graph *graph, const char *name, cov_type type, cov_shape shape, int32_t *value, char **error) {
  return cov::guarded(error, [&] {
    auto parameter = std::make_shared<ov::op::v0::Parameter>(cov::element(type), cov::partial(shape));
    parameter->set_friendly_name(name);
    parameter->output(0).get_tensor().set_names({name});
    graph->parameters.push_back(parameter);
    *value = append(graph, parameter->output(0));
  });
}

int cov_graph_constant(
    cov_graph *graph, cov_type type, cov_shape shape, const void *data, int32_t *value, char **error) {
  return cov::guarded(error, [&] {
    auto constant = std::make_shared<ov::op::v0::Constant>(cov::element(type), cov::shape(shape), data);
    *value = append(graph, constant->output(0));
  });
}

int cov_graph_operation(
    cov_graph *graph, const char *operation, const int32_t *inputs, size_t input_count,
    const cov_attribute *attributes, size_t attribute_count, int32_t *outputs, size_t capacity, size_t *output_count,
    char **error) {
  return cov::guarded(error, [&] {
    std::shared_ptr<ov::Node> node(ov::get_opset13().create(operation));
    if (!node) throw std::invalid_argument(std::string("no operation ") + operation);
    ov::OutputVector arguments;
    for (size_t i = 0; i < input_count; ++i) arguments.push_back(graph->values.at(inputs[i]));
    node->set_arguments(arguments);
    AttributeReader reader(attributes, attribute_count);
    node->visit_attributes(reader);
    reader.check_all_used();
    node->constructor_validate_and_infer_types();
    *output_count = node->get_output_size();
    for (size_t i = 0; i < *output_count; ++i) {
      auto value = append(graph, node->output(i));
      if (i < capacity) outputs[i] = value;
    }
  });
}

int cov_graph_kernel(
    cov_graph *graph, cov_kernel run, void *context, void (*destroy)(void *context), const int32_t *inputs,
    size_t input_count, const cov_kernel_output *outputs, size_t output_count, int32_t *values, char **error) {
  return cov::guarded(error, [&] {
    std::shared_ptr<void> owned(context, destroy);
    if (input_count > COV_MAX_KERNEL_INPUTS || output_count > COV_MAX_KERNEL_OUTPUTS)
      throw std::length_error("too many inputs or outputs");
    ov::OutputVector arguments;
    for (size_t i = 0; i < input_count; ++i) arguments.push_back(graph->values.at(inputs[i]));
    auto node = std::make_shared<Kernel>(
        arguments, run, owned, std::vector<cov_kernel_output>(outputs, outputs + output_count));
    for (size_t i = 0; i < output_count; ++i) values[i] = append(graph, node->output(i));
  });
}

int cov_graph_result(cov_graph *graph, const char *name, int32_t value, char **error) {
  return cov::guarded(error, [&] {
    auto result = std::make_shared<ov::op::v0::Result>(graph->values.at(value));
    result->set_friendly_name(name);
    result->output(0).get_tensor().add_names({name});
    graph->results.push_back(result);
  });
}

}  // extern "C"
