import Inference
import Testing

/// What OpenVINO refuses comes back as an error that a person can read.
struct InferenceErrorTests {
  private func failure(_ body: () throws -> Void) -> InferenceError? {
    do {
      try body()
      return nil
    } catch {
      return error as? InferenceError
    }
  }

  private func expectReadable(
    _ error: InferenceError?, mentions words: String..., at location: SourceLocation = #_sourceLocation
  ) {
    guard let error else {
      Issue.record("no InferenceError was thrown", sourceLocation: location)
      return
    }
    let text = error.description
    #expect(text.hasPrefix("could not "), sourceLocation: location)
    #expect(!error.message.isEmpty && !text.contains("\n"), sourceLocation: location)
    #expect(!text.contains("Exception from"), "\(text)", sourceLocation: location)
    for word in words { #expect(text.contains(word), sourceLocation: location) }
  }

  @Test func `an unknown operation`() throws {
    let graph = try Graph("test")
    let x = try graph.parameter("x", .float32, [1])
    expectReadable(failure { _ = try graph.node("Frobnicate", x) }, mentions: "Frobnicate")
  }

  @Test func `an attribute that the operation does not have`() throws {
    let graph = try Graph("test")
    let x = try graph.parameter("x", .float32, [1])
    expectReadable(
      failure { _ = try graph.node("Softmax", x, attributes: ["axes": .int(0)]) }, mentions: "Softmax", "axes")
  }

  @Test func `an attribute of another kind`() throws {
    let graph = try Graph("test")
    let x = try graph.parameter("x", .float32, [1])
    expectReadable(
      failure { _ = try graph.node("Softmax", x, attributes: ["axis": .string("last")]) }, mentions: "Softmax", "axis")
  }

  @Test func `shapes that do not fit`() throws {
    let graph = try Graph("test")
    let x = try graph.parameter("x", .float32, [2, 3])
    expectReadable(failure { _ = try graph.matmul(x, x) }, mentions: "MatMul")
    expectReadable(failure { _ = try graph.split(x, into: 2, axis: 1) }, mentions: "Split")
    expectReadable(failure { _ = try graph.concat([], axis: 0) }, mentions: "Concat")
    expectReadable(failure { _ = try graph.transpose(x, [0, 7]) }, mentions: "Transpose")
  }

  @Test(arguments: ["XYZ", "GPU.99", "npu"])
  func `a device that is not there`(device: String) throws {
    let runtime = try Shared.runtime.get()
    let graph = try Graph("test")
    try graph.result("y", graph.relu(graph.parameter("x", .float32, [1])))
    expectReadable(
      failure { _ = try runtime.compile(graph, for: device) }, mentions: "compile")
    expectReadable(
      failure { _ = try Precision(runtime: runtime, device: device) },
      mentions: "OPTIMIZATION_CAPABILITIES")
  }

  /// The runtime has a plug-in for such devices everywhere, and finds out at compilation that there is none.
  @Test func `a neural processor where there is none`() throws {
    let runtime = try Shared.runtime.get()
    guard try !runtime.devices().contains("NPU") else { return }
    let graph = try Graph("test")
    try graph.result("y", graph.relu(graph.parameter("x", .float32, [1])))
    let error = try #require(failure { _ = try runtime.compile(graph, for: "NPU") })
    #expect(error.description.contains("compile") && !error.message.isEmpty)
    expectReadable(error, mentions: "NPU")
  }

  @Test func `properties that are not there`() throws {
    let runtime = try Shared.runtime.get()
    expectReadable(
      failure { _ = try runtime.property("NO_SUCH_THING", of: "CPU") }, mentions: "NO_SUCH_THING")
    let graph = try Graph("test")
    try graph.result("y", graph.relu(graph.parameter("x", .float32, [1])))
    expectReadable(
      failure { _ = try runtime.compile(graph, for: "CPU", properties: ["NUM_STREAMS": "many"]) }, mentions: "test")
  }

  @Test func `inputs and outputs of other names and shapes`() throws {
    let graph = try Graph("test")
    try graph.result("y", graph.relu(graph.parameter("x", .float32, [2, 2])))
    let request = try Evaluation.compile(graph).makeRequest()
    let tensor = Tensor(.float32, shape: [2, 2])
    expectReadable(failure { try request.setInput("z", tensor) }, mentions: "z")
    expectReadable(failure { _ = try request.output("z") }, mentions: "z")
    expectReadable(
      failure {
        try request.setInput("x", Tensor(.float32, shape: [3, 2]))
        try request.infer()
      }, mentions: "test")
    expectReadable(
      failure { try request.setInput("x", Tensor(.int64, shape: [2, 2])) }, mentions: "x")
  }

  @Test func `a graph without an output`() throws {
    let runtime = try Shared.runtime.get()
    let graph = try Graph("barren")
    _ = try graph.parameter("x", .float32, [1])
    _ = failure { _ = try runtime.compile(graph, for: "CPU") }
  }
}
