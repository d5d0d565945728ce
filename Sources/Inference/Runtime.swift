import COpenVINO
import Glibc
import Synchronization

/// The OpenVINO runtime: devices, and compilation for them. The program uses one, `shared`.
public final class Runtime: Sendable {
  /// SAFETY: `ov::Core` is documented as thread-safe, and the pointer never changes.
  private nonisolated(unsafe) let handle: OpaquePointer

  /// That of the process, started when it is first asked for.
  private static let started = Mutex<Runtime?>(nil)

  /// The runtime that everything in the process shares: each has threads and caches of its own.
  ///
  /// - Throws: `InferenceError`; the next call tries again.
  public static func shared() throws(InferenceError) -> Runtime {
    try started.withLock { (runtime) throws(InferenceError) in
      if let runtime { return runtime }
      let new = try Runtime()
      runtime = new
      return new
    }
  }

  public init() throws(InferenceError) {
    var handle: OpaquePointer?
    try check("start the OpenVINO runtime") { cov_core_create(&handle, $0) }
    guard let handle else {
      throw InferenceError(operation: "start the OpenVINO runtime", message: "nothing came back")
    }
    self.handle = handle
  }

  deinit {
    cov_core_destroy(handle)
  }

  /// The runtime's own version text.
  public static var version: String { String(cString: cov_version()) }

  /// Gives memory that compilation left unused back to the system; worth a call when all graphs are compiled.
  public static func releaseUnusedMemory() { cov_release_unused_memory() }

  /// Names of the devices that can be used here: `CPU`, `GPU`, `NPU`.
  public func devices() throws(InferenceError) -> [String] {
    var names: UnsafeMutablePointer<CChar>?
    try check("list the devices") { cov_core_devices(handle, &names, $0) }
    return adopt(names).split(separator: " ").map(String.init)
  }

  /// A property of a device in OpenVINO's text form: `FULL_DEVICE_NAME`.
  public func property(_ name: String, of device: String) throws(InferenceError) -> String {
    var value: UnsafeMutablePointer<CChar>?
    try check("read \(name) of \(device)") { cov_core_property(handle, device, name, &value, $0) }
    return adopt(value)
  }

  /// Compiles `graph`. `properties` are OpenVINO's own, as text: `INFERENCE_NUM_THREADS`.
  public func compile(
    _ graph: Graph, for device: String, properties: [String: String] = [:]
  ) throws(InferenceError) -> CompiledGraph {
    var compiled: OpaquePointer?
    try check("compile the graph “\(graph.name)” for \(device)") { error in
      withTexts(of: properties) { keys, values in
        cov_core_compile(
          handle, graph.handle, graph.name, device, keys.baseAddress, values.baseAddress, keys.count, &compiled, error)
      }
    }
    guard let compiled else { throw InferenceError(operation: "compile “\(graph.name)”", message: "nothing came back") }
    return CompiledGraph(handle: compiled, name: graph.name)
  }

  /// Compiles the network in the file at `path`, ONNX or OpenVINO's own form.
  ///
  /// - Parameter outputs: names of tensors inside the network that become outputs beside its own.
  public func compile(
    contentsOf path: String, name: String, for device: String, outputs: [String] = [],
    properties: [String: String] = [:]
  ) throws(InferenceError) -> CompiledGraph {
    let names = outputs.map { strdup($0) }
    defer { names.forEach { free($0) } }
    var compiled: OpaquePointer?
    try check("compile the \(name) in \(path) for \(device)") { error in
      withTexts(of: properties) { keys, values in
        names.map { UnsafePointer($0) }.withUnsafeBufferPointer { names in
          cov_core_compile_file(
            handle, path, device, names.baseAddress, names.count, keys.baseAddress, values.baseAddress, keys.count,
            &compiled, error)
        }
      }
    }
    guard let compiled else { throw InferenceError(operation: "compile “\(name)”", message: "nothing came back") }
    return CompiledGraph(handle: compiled, name: name)
  }

  private typealias Texts = UnsafeBufferPointer<UnsafePointer<CChar>?>

  /// Lends keys and values to `body` in C form.
  private func withTexts(of properties: [String: String], _ body: (Texts, Texts) -> CInt) -> CInt {
    let pairs = properties.sorted { $0.key < $1.key }
    let keys = pairs.map { strdup($0.key) }
    let values = pairs.map { strdup($0.value) }
    defer { (keys + values).forEach { free($0) } }
    return keys.map { UnsafePointer($0) }.withUnsafeBufferPointer { keys in
      values.map { UnsafePointer($0) }.withUnsafeBufferPointer { values in body(keys, values) }
    }
  }
}
