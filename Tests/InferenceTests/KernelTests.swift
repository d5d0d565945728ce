import Inference
import Synchronization
import Testing

/// Operations of our own in a graph.
struct KernelTests {
  /// Doubles each row of `x` [n, 2] and counts its elements.
  private static let doubling: Kernel = { inputs, outputs in
    let (source, target) = (inputs[0].elements(as: Float.self), outputs[0].elements(as: Float.self))
    for index in source.indices { target[index] = 2 * source[index] }
    outputs[1].elements(as: Int32.self)[0] = Int32(source.count)
  }

  @Test func `its work is done between those of other operations, at any length`() throws {
    let graph = try Graph("kernel")
    let x = try graph.parameter("x", .float32, [-1, 2])
    let made = try graph.operation(
      [graph.add(x, graph.scalar(Float(1)))],
      outputs: [
        KernelOutput(.float32, [.same(input: 0, axis: 0), .same(input: 0, axis: 1)]), KernelOutput(.int32, [.fixed(1)]),
      ], Self.doubling)
    try graph.result("y", graph.add(made[0], graph.scalar(Float(0.5))))
    try graph.result("count", made[1])
    let request = try Evaluation.compile(graph).makeRequest()
    for rows in [1, 3, 2] {
      let values = (0..<2 * rows).map(Float.init)
      try request.setInput("x", Evaluation.tensor(values, [rows, 2]))
      try request.infer()
      let output = try request.output("y")
      #expect(output.shape == [rows, 2])
      #expect(Array(output.elements(as: Float.self)) == values.map { 2 * ($0 + 1) + 0.5 })
      #expect(try request.output("count").elements(as: Int32.self)[0] == Int32(2 * rows))
    }
  }

  @Test func `two on the same input stay two`() throws {
    let graph = try Graph("two kernels")
    let x = try graph.parameter("x", .float32, [1])
    for (name, factor) in [("double", Float(2)), ("triple", 3)] {
      let made = try graph.operation([x], outputs: [KernelOutput(.float32, [.fixed(1)])]) { inputs, outputs in
        outputs[0].elements(as: Float.self)[0] = factor * inputs[0].elements(as: Float.self)[0]
      }
      try graph.result(name, made[0])
    }
    let request = try Evaluation.compile(graph).makeRequest()
    try request.setInput("x", Evaluation.tensor([5] as [Float], [1]))
    try request.infer()
    #expect(try request.output("double").elements(as: Float.self)[0] == 10)
    #expect(try request.output("triple").elements(as: Float.self)[0] == 15)
  }

  @Test func `it is kept as long as a graph needs it`() throws {
    final class Witness: Sendable {
      let calls = Mutex(0)
    }
    weak var weak: Witness?
    var request: InferenceRequest?
    do {
      let witness = Witness()
      weak = witness
      let graph = try Graph("witness")
      let x = try graph.parameter("x", .float32, [1])
      let made = try graph.operation([x], outputs: [KernelOutput(.float32, [.fixed(1)])]) { inputs, outputs in
        witness.calls.withLock { $0 += 1 }
        outputs[0].elements(as: Float.self)[0] = inputs[0].elements(as: Float.self)[0]
      }
      try graph.result("y", made[0])
      request = try Evaluation.compile(graph).makeRequest()
    }
    try request?.setInput("x", Evaluation.tensor([1] as [Float], [1]))
    try request?.infer()
    #expect(weak?.calls.withLock { $0 } == 1)
    request = nil
    #expect(weak == nil)
  }

  @Test func `too many inputs are refused`() throws {
    let graph = try Graph("refused")
    let x = try graph.parameter("x", .float32, [1])
    #expect(throws: InferenceError.self) {
      try graph.operation([x, x, x, x, x], outputs: [KernelOutput(.float32, [.fixed(1)])]) { _, _ in }
    }
  }
}
