import Inference

/// One runtime for all tests, as in the program.
enum Shared {
  static let runtime = Result { try Runtime() }
}

/// Compiles graphs and runs them once.
enum Evaluation {
  /// 32-bit arithmetic on one thread: results that can be worked out by hand.
  static let exact = Precision(compute: .float32).properties(threads: 1, streams: 1)

  static func compile(_ graph: Graph) throws -> CompiledGraph {
    try Shared.runtime.get().compile(graph, for: "CPU", properties: exact)
  }

  /// The values and the shape of the output `y` of a graph of one input `x`.
  static func run(
    _ values: [Float], _ shape: [Int], parameter: [Int]? = nil, _ build: (Graph, Graph.Value) throws -> Graph.Value
  ) throws -> (values: [Float], shape: [Int]) {
    let graph = try Graph("test")
    let x = try graph.parameter("x", .float32, parameter ?? shape)
    try graph.result("y", build(graph, x))
    let request = try compile(graph).makeRequest()
    try request.setInput("x", tensor(values, shape))
    try request.infer()
    let output = try request.output("y")
    return (Array(output.elements(as: Float.self)), output.shape)
  }

  static func tensor<Element: TensorElement>(_ values: [Element], _ shape: [Int]) -> Tensor {
    let tensor = Tensor(Element.elementType, shape: shape)
    let target = tensor.elements(as: Element.self)
    for (index, value) in values.enumerated() { target[index] = value }
    return tensor
  }
}

/// Whether two rows of numbers are equal to `tolerance`.
func isClose(_ a: [Float], _ b: [Float], _ tolerance: Float = 1e-5) -> Bool {
  a.count == b.count && zip(a, b).allSatisfy { abs($0 - $1) <= tolerance }
}
