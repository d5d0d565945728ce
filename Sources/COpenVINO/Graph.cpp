#include "Internal.hpp"

#include <iterator>
#include <sstream>

#include <openvino/op/assign.hpp>
#include <openvino/op/constant.hpp>
#include <openvino/op/read_value.hpp>
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

int cov_graph_read_state(
    cov_graph *graph, const char *variable, cov_type type, cov_shape shape, int32_t initial, int32_t *value,
    char **error) {
  return cov::guarded(error, [&] {
    auto state = std::make_shared<ov::op::util::Variable>(
        ov::op::util::VariableInfo{cov::partial(shape), cov::element(type), variable});
    graph->variables[variable] = state;
    auto read = std::make_shared<ov::op::v6::ReadValue>(graph->values.at(initial), state);
    *value = append(graph, read->output(0));
  });
}

int cov_graph_write_state(cov_graph *graph, const char *variable, int32_t value, char **error) {
  return cov::guarded(error, [&] {
    auto assign = std::make_shared<ov::op::v6::Assign>(graph->values.at(value), graph->variables.at(variable));
    graph->sinks.push_back(assign);
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
