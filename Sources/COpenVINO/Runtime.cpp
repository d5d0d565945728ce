#include "Internal.hpp"

#include <sstream>

#ifdef __GLIBC__
#include <malloc.h>
#endif

static ov::AnyMap properties(const char *const *keys, const char *const *values, size_t count) {
  ov::AnyMap properties;
  for (size_t i = 0; i < count; ++i) properties[keys[i]] = std::string(values[i]);
  return properties;
}

/// The names of inputs or outputs, each ending with a line feed.
static std::string lines(const std::vector<ov::Output<const ov::Node>> &ports) {
  std::string names;
  for (auto &port : ports) names += (port.get_names().empty() ? "" : port.get_any_name()) + "\n";
  return names;
}

extern "C" {

void cov_string_destroy(char *string) { free(string); }

int cov_core_create(cov_core **core, char **error) {
  return cov::guarded(error, [&] { *core = new cov_core; });
}

void cov_core_destroy(cov_core *core) { delete core; }

int cov_core_devices(cov_core *core, char **devices, char **error) {
  return cov::guarded(error, [&] {
    std::string names;
    for (auto &name : core->core.get_available_devices()) names += (names.empty() ? "" : " ") + name;
    *devices = cov::copy(names);
  });
}

int cov_core_property(cov_core *core, const char *device, const char *name, char **value, char **error) {
  return cov::guarded(
      error, [&] { *value = cov::copy(core->core.get_property(device, name).as<std::string>()); });
}

const char *cov_version(void) {
  static const std::string version = ov::get_openvino_version().buildNumber;
  return version.c_str();
}

void cov_release_unused_memory(void) {
#ifdef __GLIBC__
  malloc_trim(0);
#endif
}

int cov_core_compile(
    cov_core *core, cov_graph *graph, const char *name, const char *device, const char *const *keys,
    const char *const *values, size_t property_count, cov_compiled **compiled, char **error) {
  return cov::guarded(error, [&] {
    auto model = std::make_shared<ov::Model>(graph->results, graph->parameters, name);
    *compiled = new cov_compiled{
        core->core.compile_model(model, device, properties(keys, values, property_count))};
  });
}

int cov_core_compile_file(
    cov_core *core, const char *path, const char *device, const char *const *outputs, size_t output_count,
    const char *const *keys, const char *const *values, size_t property_count, cov_compiled **compiled, char **error) {
  return cov::guarded(error, [&] {
    const auto map = properties(keys, values, property_count);
    if (output_count == 0) {
      *compiled = new cov_compiled{core->core.compile_model(std::string(path), device, map)};
      return;
    }
    const auto model = core->core.read_model(std::string(path));
    for (size_t i = 0; i < output_count; ++i) model->add_output(std::string(outputs[i]));
    *compiled = new cov_compiled{core->core.compile_model(model, device, map)};
  });
}

void cov_compiled_destroy(cov_compiled *compiled) { delete compiled; }

int cov_compiled_property(cov_compiled *compiled, const char *name, char **value, char **error) {
  return cov::guarded(error, [&] { *value = cov::copy(compiled->model.get_property(name).as<std::string>()); });
}

int cov_compiled_inputs(cov_compiled *compiled, char **names, char **error) {
  return cov::guarded(error, [&] { *names = cov::copy(lines(compiled->model.inputs())); });
}

int cov_compiled_outputs(cov_compiled *compiled, char **names, char **error) {
  return cov::guarded(error, [&] { *names = cov::copy(lines(compiled->model.outputs())); });
}

int cov_request_create(cov_compiled *compiled, cov_request **request, char **error) {
  return cov::guarded(error, [&] { *request = new cov_request{compiled->model.create_infer_request()}; });
}

void cov_request_destroy(cov_request *request) { delete request; }

int cov_request_set_input(
    cov_request *request, const char *name, cov_type type, cov_shape shape, void *data, char **error) {
  return cov::guarded(error, [&] {
    request->request.set_tensor(name, ov::Tensor(cov::element(type), cov::shape(shape), data));
  });
}

int cov_request_infer(cov_request *request, char **error) {
  return cov::guarded(error, [&] { request->request.infer(); });
}

int cov_request_output(
    cov_request *request, const char *name, cov_type *type, cov_shape *shape, const void **data, char **error) {
  return cov::guarded(error, [&] {
    const ov::Tensor tensor = request->request.get_tensor(name);
    *type = cov::element(tensor.get_element_type());
    cov::assign(*shape, tensor.get_shape());
    *data = tensor.data();
  });
}

}  // extern "C"
