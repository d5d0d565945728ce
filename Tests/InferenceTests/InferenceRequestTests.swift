import Inference
import Testing

/// What a request remembers, reads in place and writes in place.
struct InferenceRequestTests {
  @Test func `a dynamic dimension takes any length`() throws {
    let graph = try Graph("dynamic")
    let x = try graph.parameter("x", .float32, [-1, 2])
    try graph.result("y", graph.matmul(x, graph.constant([1, 1] as [Float], [2, 1])))
    let request = try Evaluation.compile(graph).makeRequest()
    for rows in [1, 3, 2, 5] {
      let values = (0..<2 * rows).map(Float.init)
      try request.setInput("x", Evaluation.tensor(values, [rows, 2]))
      try request.infer()
      let output = try request.output("y")
      #expect(output.shape == [rows, 1])
      #expect(Array(output.elements(as: Float.self)) == (0..<rows).map { Float(4 * $0 + 1) })
    }
  }

  @Test func `an input is read where it lies`() throws {
    let graph = try Graph("in place")
    try graph.result("y", graph.multiply(graph.parameter("x", .float32, [2]), graph.scalar(Float(2))))
    let request = try Evaluation.compile(graph).makeRequest()
    let tensor = Evaluation.tensor([1, 2] as [Float], [2])
    try request.setInput("x", tensor)
    try request.infer()
    #expect(Array(try request.output("y").elements(as: Float.self)) == [2, 4])
    tensor.elements(as: Float.self)[1] = 10
    try request.infer()
    #expect(Array(try request.output("y").elements(as: Float.self)) == [2, 20])
  }

  @Test func `rows of a tensor are an input`() throws {
    let graph = try Graph("input rows")
    try graph.result("y", graph.relu(graph.parameter("x", .float32, [-1, 2])))
    let request = try Evaluation.compile(graph).makeRequest()
    try request.setInput("x", Evaluation.tensor([0, 1, 2, 3, 4, 5, 6, 7] as [Float], [4, 2]), rows: 1..<3)
    try request.infer()
    #expect(Array(try request.output("y").elements(as: Float.self)) == [2, 3, 4, 5])
  }

  @Test func `state moves on with each inference and back with a reset`() throws {
    let graph = try Graph("state")
    let x = try graph.parameter("x", .float32, [1])
    let sum = try graph.add(
      graph.readState("sum", .float32, [1], initial: graph.constant([100] as [Float], [1])), x)
    try graph.writeState("sum", sum)
    try graph.result("y", sum)
    let compiled = try Evaluation.compile(graph)
    let request = try compiled.makeRequest()
    let other = try compiled.makeRequest()
    func step(_ request: InferenceRequest, _ value: Float) throws -> Float {
      try request.setInput("x", Evaluation.tensor([value], [1]))
      try request.infer()
      return try request.output("y").elements(as: Float.self)[0]
    }
    #expect(try step(request, 1) == 101)
    #expect(try step(request, 2) == 103)
    #expect(try step(other, 5) == 105, "each request has a state of its own")
    try request.resetState()
    #expect(try step(request, 4) == 104)
    #expect(try step(other, 5) == 110)
  }

  @Test func `state grows, as a cache of what was said does`() throws {
    let graph = try Graph("growing state")
    let x = try graph.parameter("x", .float32, [1, -1])
    let empty = try graph.broadcast(graph.scalar(Float(0)), to: graph.constant(1, 0))
    let all = try graph.concat([graph.readState("all", .float32, [1, -1], initial: empty), x], axis: 1)
    try graph.writeState("all", all)
    try graph.result("y", graph.relu(all))
    let request = try Evaluation.compile(graph).makeRequest()
    for (values, expected) in [([1, 2], [1, 2]), ([3], [1, 2, 3])] as [([Float], [Float])] {
      try request.setInput("x", Evaluation.tensor(values, [1, values.count]))
      try request.infer()
      #expect(Array(try request.output("y").elements(as: Float.self)) == expected)
    }
  }

  @Test func `rows of a state go over to another request`() throws {
    let graph = try Graph("copied state")
    let x = try graph.parameter("x", .float32, [-1, 1])
    let zeros = try graph.multiply(x, graph.scalar(Float(0)))
    let sum = try graph.add(graph.readState("sum", .float32, [-1, 1], initial: zeros), x)
    try graph.writeState("sum", sum)
    try graph.result("y", graph.relu(sum))
    let compiled = try Evaluation.compile(graph)
    let (three, two) = (try compiled.makeRequest(), try compiled.makeRequest())
    func step(_ request: InferenceRequest, _ values: [Float]) throws -> [Float] {
      try request.setInput("x", Evaluation.tensor(values, [values.count, 1]))
      try request.infer()
      return Array(try request.output("y").elements(as: Float.self))
    }
    _ = try step(three, [1, 2, 3])
    try two.copyState(from: three, rows: [2, 0])
    #expect(try step(two, [30, 10]) == [33, 11])
    #expect(try step(three, [10, 20, 30]) == [11, 22, 33], "the other goes on as before")
    #expect(throws: InferenceError.self) { try two.copyState(from: three, rows: [3]) }
  }

  @Test func `integers of all widths pass through`() throws {
    let graph = try Graph("integers")
    let a = try graph.convert(graph.parameter("a", .int32, [2]), to: .int64)
    try graph.result("y", graph.add(a, graph.parameter("b", .int64, [2])))
    let request = try Evaluation.compile(graph).makeRequest()
    try request.setInput("a", Evaluation.tensor([1, -2] as [Int32], [2]))
    try request.setInput("b", Evaluation.tensor([10, 20] as [Int64], [2]))
    try request.infer()
    let output = try request.output("y")
    #expect(output.type == .int64)
    #expect(Array(output.elements(as: Int64.self)) == [11, 18])
  }
}
