import COpenVINO

/// A graph made ready for a device. Shared by all threads; each makes requests of its own.
public final class CompiledGraph: Sendable {
  public let name: String
  /// SAFETY: `ov::CompiledModel` is documented as thread-safe, and the pointer never changes.
  private nonisolated(unsafe) let handle: OpaquePointer

  init(handle: OpaquePointer, name: String) {
    self.handle = handle
    self.name = name
  }

  deinit {
    cov_compiled_destroy(handle)
  }

  /// A property of the compiled graph in OpenVINO's text form: `INFERENCE_PRECISION_HINT`.
  public func property(_ name: String) throws(InferenceError) -> String {
    var value: UnsafeMutablePointer<CChar>?
    try check("read \(name) of “\(self.name)”") { cov_compiled_property(handle, name, &value, $0) }
    return adopt(value)
  }

  /// Names of what it takes.
  public func inputs() throws(InferenceError) -> [String] {
    var names: UnsafeMutablePointer<CChar>?
    try check("read the inputs of “\(name)”") { cov_compiled_inputs(handle, &names, $0) }
    return adopt(names).split(separator: "\n").map(String.init)
  }

  /// Names of what it gives, in its order.
  public func outputs() throws(InferenceError) -> [String] {
    var names: UnsafeMutablePointer<CChar>?
    try check("read the outputs of “\(name)”") { cov_compiled_outputs(handle, &names, $0) }
    return adopt(names).split(separator: "\n").map(String.init)
  }

  public func makeRequest() throws(InferenceError) -> InferenceRequest {
    var request: OpaquePointer?
    try check("make a request for “\(name)”") { cov_request_create(handle, &request, $0) }
    guard let request else {
      throw InferenceError(operation: "make a request for “\(name)”", message: "nothing came back")
    }
    return InferenceRequest(handle: request, name: name)
  }
}
