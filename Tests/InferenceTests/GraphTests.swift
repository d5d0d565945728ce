import Foundation
import Inference
import Testing

/// Operations against values worked out by hand.
struct GraphTests {
  @Test func `a matrix product, with and without transposition`() throws {
    let plain = try Evaluation.run([1, 2, 3, 4, 5, 6], [2, 3]) { graph, x in
      try graph.matmul(x, graph.constant([1, 0, 0, 1, 1, 1] as [Float], [3, 2]))
    }
    #expect(plain.shape == [2, 2])
    #expect(plain.values == [4, 5, 10, 11])
    let transposed = try Evaluation.run([1, 2, 3, 4, 5, 6], [2, 3]) { graph, x in
      try graph.matmul(x, graph.constant([1, 0, 1, 0, 1, 1] as [Float], [2, 3]), transposeB: true)
    }
    #expect(transposed.values == [4, 5, 10, 11])
  }

  @Test func `sums and products broadcast`() throws {
    let result = try Evaluation.run([1, 2, 3, 4], [2, 2]) { graph, x in
      try graph.multiply(graph.add(x, graph.constant([10, 20] as [Float], [1, 2])), graph.scalar(Float(0.5)))
    }
    #expect(result.values == [5.5, 11, 6.5, 12])
  }

  @Test func `rectified and Gaussian units`() throws {
    #expect(try Evaluation.run([-2, 0, 3], [3]) { graph, x in try graph.relu(x) }.values == [0, 0, 3])
    // x·Φ(x), Φ from a table of the normal distribution.
    let gelu = try Evaluation.run([-1, 0, 1, 2], [4]) { graph, x in try graph.gelu(x) }
    #expect(isClose(gelu.values, [-0.158655, 0, 0.841345, 1.954500], 2e-4))
  }

  @Test func `normalisation to zero mean and unit variance`() throws {
    let result = try Evaluation.run([1, 3, 5, 5], [2, 2]) { graph, x in try graph.normalize(x) }
    #expect(isClose(result.values, [-1, 1, 0, 0], 1e-4))
  }

  @Test(arguments: [
    (stride: 1, padding: 0, expected: [6, 9, 12] as [Float]),
    (stride: 1, padding: 1, expected: [3, 6, 9, 12, 9]),
    (stride: 2, padding: 1, expected: [3, 9, 9]),
  ])
  func `a convolution over time`(stride: Int, padding: Int, expected: [Float]) throws {
    let result = try Evaluation.run([1, 2, 3, 4, 5], [1, 1, 5]) { graph, x in
      try graph.convolution(x, graph.constant([1, 1, 1] as [Float], [1, 1, 3]), stride: stride, padding: padding)
    }
    #expect(result.values == expected)
    #expect(result.shape == [1, 1, expected.count])
  }

  @Test func `parts, rows and columns`() throws {
    let split = try Evaluation.run([1, 2, 3, 4, 5, 6], [2, 3]) { graph, x in
      let parts = try graph.split(x, into: 3, axis: 1)
      return try graph.concat([parts[2], parts[0]], axis: 1)
    }
    #expect(split.values == [3, 1, 6, 4])
    let first = try Evaluation.run([1, 2, 3, 4, 5, 6], [2, 3]) { graph, x in
      try graph.prefix(x, graph.constant(2), axis: 1)
    }
    #expect(first.values == [1, 2, 4, 5])
    let gathered = try Evaluation.run([1, 2, 3, 4, 5, 6], [3, 2]) { graph, x in
      try graph.gather(x, graph.constant(2, 0), axis: 0)
    }
    #expect(gathered.values == [5, 6, 1, 2])
  }

  @Test func `another shape, another order`() throws {
    let transposed = try Evaluation.run([1, 2, 3, 4, 5, 6], [2, 3]) { graph, x in try graph.transpose(x, [1, 0]) }
    #expect(transposed.shape == [3, 2])
    #expect(transposed.values == [1, 4, 2, 5, 3, 6])
    let reshaped = try Evaluation.run([1, 2, 3, 4, 5, 6], [2, 3]) { graph, x in try graph.reshape(x, [0, -1, 1]) }
    #expect(reshaped.shape == [2, 3, 1])
    #expect(reshaped.values == [1, 2, 3, 4, 5, 6])
  }

  @Test func `a shape is a value`() throws {
    let result = try Evaluation.run([1, 2, 3], [1, 3], parameter: [-1, -1]) { graph, x in
      try graph.convert(graph.shape(of: x), to: .float32)
    }
    #expect(result.values == [1, 3])
  }

  @Test func `attention weighs the values`() throws {
    // Two positions; the first query agrees with the first key alone. d = 1, so no scaling.
    let result = try Evaluation.run([log(3), 0], [1, 1, 2, 1]) { graph, query in
      let key = try graph.constant([1, 0] as [Float], [1, 1, 2, 1])
      let value = try graph.constant([4, 8] as [Float], [1, 1, 2, 1])
      return try graph.attention(query: query, key: key, value: value)
    }
    #expect(isClose(result.values, [5, 6], 1e-4))
  }

  @Test func `a mask hides positions from attention`() throws {
    let result = try Evaluation.run([0, 0], [1, 1, 2, 1]) { graph, query in
      let key = try graph.constant([1, 0] as [Float], [1, 1, 2, 1])
      let value = try graph.constant([4, 8] as [Float], [1, 1, 2, 1])
      let mask = try graph.constant([0, -1e9, 0, 0] as [Float], [1, 1, 2, 2])
      return try graph.attention(query: query, key: key, value: value, mask: mask)
    }
    #expect(isClose(result.values, [4, 6], 1e-4))
  }

  @Test(arguments: [
    [3], [2, 3], [], [0], [-1, -4], [.max, .max], [1 << 62, 2, 2], [Int](repeating: 1, count: 40) + [4],
  ])
  func `a constant that does not fill its shape is an error`(shape: [Int]) throws {
    let graph = try Graph("short")
    let error = #expect(throws: InferenceError.self) { try graph.constant([1, 2, 3, 4] as [Float], shape) }
    #expect(error?.operation.contains("short") == true)
  }

  @Test func `compressed weights are what they stand for`() throws {
    // int8 × a scale for each row, as the Whisper graphs keep their matrices.
    let result = try Evaluation.run([1, 2], [1, 2]) { graph, x in
      let codes = try graph.convert(graph.constant([127, -127, 64, 0] as [Int8], [2, 2]), to: .float16)
      let scales = try [Float16(0.5), Float16(2)].withUnsafeBytes { try graph.constant(.float16, [2, 1], $0) }
      return try graph.matmul(x, graph.convert(graph.multiply(codes, scales), to: .float32), transposeB: true)
    }
    #expect(isClose(result.values, [-63.5, 128], 0.05))
  }
}
