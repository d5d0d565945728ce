/// The arithmetic that a device is good at, as it reports itself.
public struct Precision: Hashable, Sendable {
  /// What activations and matrix products are computed in.
  public var compute: ElementType
  /// What the device says of itself, for people: `BF16 FP32 INT8`.
  public var capabilities: [String]

  /// Chooses for `device`. Half-width arithmetic where the device has it in hardware, 32-bit floats elsewhere: a
  /// processor with AVX2 alone would convert bf16 at every step and lose by it.
  public init(runtime: Runtime, device: String) throws(InferenceError) {
    let capabilities = try runtime.property("OPTIMIZATION_CAPABILITIES", of: device)
    self.init(capabilities: capabilities.split(separator: " ").map(String.init))
  }

  /// Computes in `compute`, or in what suits the device for nil.
  ///
  /// - Throws: when the device does not name that arithmetic among its capabilities. 32-bit floats every device has.
  public init(runtime: Runtime, device: String, compute: ElementType?) throws(InferenceError) {
    try self.init(runtime: runtime, device: device)
    guard let compute, compute != self.compute else { return }
    let names: [ElementType: String] = [.bfloat16: "BF16", .float16: "FP16"]
    guard compute == .float32 || names[compute].map(capabilities.contains) == true else {
      throw InferenceError(
        operation: "compute in \(compute.rawValue) on \(device)",
        message:
          "it has only \(capabilities.joined(separator: ", ")); choose float32, or leave the choice to the program")
    }
    self.init(compute: compute, capabilities: capabilities)
  }

  /// The same choice for a device that says `capabilities` of itself.
  public init(capabilities: [String]) {
    let compute: ElementType =
      if capabilities.contains("BF16") { .bfloat16 } else if capabilities.contains("FP16") { .float16 } else {
        .float32
      }
    self.init(compute: compute, capabilities: capabilities)
  }

  public init(compute: ElementType, capabilities: [String] = []) {
    self.compute = compute
    self.capabilities = capabilities
  }

  /// The same for graphs with operations of our own, which take and give 32-bit floats: for 16-bit floats OpenVINO would
  /// change the types of all values around them, and does not know theirs.
  public var forKernels: Precision {
    compute == .float16 ? Precision(compute: .float32, capabilities: capabilities) : self
  }

  /// The properties that make a graph compile to this precision.
  ///
  /// - Parameters:
  ///   - threads: of all streams together.
  ///   - streams: inferences that may run side by side.
  public func properties(threads: Int, streams: Int) -> [String: String] {
    properties.merging(["INFERENCE_NUM_THREADS": String(threads), "NUM_STREAMS": String(streams)]) { $1 }
  }

  /// The same for a device that has no threads of ours.
  public var properties: [String: String] { ["INFERENCE_PRECISION_HINT": compute.openVINOName] }
}
