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
