import CSpeechKernels
import Foundation
import TestSupport
import Testing

/// Products of bytes and the encoder layer made of them, against plain arithmetic.
@Suite(.enabled(if: csk_has_byte_products() != 0, "the processor has AVX-512 VNNI"))
struct ByteKernelTests {
  private static let width = 128

  private static func random(_ count: Int, _ magnitude: Float, seed: Int) -> [Float] {
    var generator = SeededGenerator(seed: UInt64(seed))
    return (0..<count).map { _ in Float.random(in: -magnitude...magnitude, using: &generator) }
  }

  private static func multiply(_ x: [Double], _ weights: [Float], _ bias: [Float], inputs: Int) -> [Double] {
    stride(from: 0, to: x.count, by: inputs).flatMap { row in
      bias.indices.map { output in
        (0..<inputs).reduce(Double(bias[output])) { $0 + x[row + $1] * Double(weights[output * inputs + $1]) }
      }
    }
  }

  /// A packed matrix and what it was made of.
  private final class Matrix {
    let weights: [Float]
    let bias: [Float]
    let inputs: Int
    private(set) var value = csk_matrix()
    private let memory: UnsafeMutableRawPointer

    init(inputs: Int, outputs: Int, magnitude: Float = 0.2, seed: Int) {
      self.inputs = inputs
      weights = random(inputs * outputs, magnitude, seed: seed)
      bias = random(outputs, 0.5, seed: seed + 1)
      memory = .allocate(byteCount: csk_matrix_size(inputs, outputs), alignment: 64)
      csk_lay_out_matrix(inputs, outputs, memory, &value)
      for row in 0..<outputs {
        _ = csk_pack_row(&value, row, Array(weights[row * inputs..<(row + 1) * inputs]), 1, bias[row])
      }
    }

    deinit { memory.deallocate() }

    func plain(_ x: [Double]) -> [Double] { multiply(x, weights, bias, inputs: inputs) }
  }

  /// The cosine of the angle between what should be and what is.
  private func likeness(_ expected: [Double], _ result: [Float]) -> Double {
    let product = zip(expected, result).reduce(0) { $0 + $1.0 * Double($1.1) }
    let lengths = expected.reduce(0) { $0 + $1 * $1 } * result.reduce(0) { $0 + Double($1) * Double($1) }
    return product / lengths.squareRoot()
  }

  @Test(arguments: [1, 11, 12, 13, 48, 49, 100])
  func `rows times a matrix`(rows: Int) {
    let matrix = Matrix(inputs: 48, outputs: 64, seed: rows)
    let x = Self.random(rows * 48, 3, seed: 7)
    var (scratch, result) = (
      [UInt8](repeating: 0, count: csk_linear_memory(48)), [Float](repeating: .nan, count: rows * 64 + 1)
    )
    var value = matrix.value
    csk_linear(&value, 0, x, rows, 0, 64, &scratch, &result)
    #expect(result.removeLast().isNaN, "nothing is written past the end")
    let expected = matrix.plain(x.map(Double.init))
    // 48 products of numbers with 1/254 of the largest as error.
    #expect(zip(expected, result).allSatisfy { abs($0 - Double($1)) < 0.15 })
    #expect(likeness(expected, result) > 0.9998)
  }

  @Test func `rows of nothing, and of very different sizes`() {
    let matrix = Matrix(inputs: 16, outputs: 32, seed: 3)
    let x = Self.random(16, 1e-20, seed: 1) + [Float](repeating: 0, count: 16) + Self.random(16, 1e20, seed: 2)
    var (scratch, result) = ([UInt8](repeating: 0, count: csk_linear_memory(16)), [Float](repeating: .nan, count: 96))
    var value = matrix.value
    csk_linear(&value, 0, x, 3, 0, 32, &scratch, &result)
    #expect(zip(result[..<64], matrix.bias + matrix.bias).allSatisfy { abs($0 - $1) < 1e-6 })
    #expect(likeness(matrix.plain(x[32...].map(Double.init)), Array(result[64...])) > 0.999)
  }

  @Test func `a part of the outputs, with GELU`() {
    let matrix = Matrix(inputs: 32, outputs: 96, seed: 4)
    let x = Self.random(5 * 32, 3, seed: 8)
    func run(_ columns: [(Int, Int)], gelu: Int32) -> [Float] {
      var (scratch, result) = (
        [UInt8](repeating: 0, count: csk_linear_memory(32)), [Float](repeating: .nan, count: 480)
      )
      var value = matrix.value
      for (start, end) in columns { csk_linear(&value, gelu, x, 5, start, end, &scratch, &result) }
      return result
    }
    #expect(run([(0, 96)], gelu: 1) == run([(64, 96), (0, 64)], gelu: 1))
    #expect(run([(32, 64)], gelu: 0).enumerated().allSatisfy { (32..<64 ~= $0 % 96) == !$1.isNaN })
    for (straight, bent) in zip(run([(0, 96)], gelu: 0), run([(0, 96)], gelu: 1)) {
      let x = Double(straight)
      let expected = 0.5 * x * (1 + erf(x / 2.0.squareRoot()))
      #expect(abs(expected - Double(bent)) < 1e-5)
    }
  }

  @Test func `what a row gives does not depend on its company`() {
    let matrix = Matrix(inputs: 48, outputs: 64, seed: 2)
    let x = Self.random(30 * 48, 3, seed: 9)
    func run(_ rows: Range<Int>) -> [Float] {
      var scratch = [UInt8](repeating: 0, count: csk_linear_memory(48))
      var result = [Float](repeating: .nan, count: rows.count * 64)
      var value = matrix.value
      csk_linear(&value, 0, Array(x[rows.lowerBound * 48..<rows.upperBound * 48]), rows.count, 0, 64, &scratch, &result)
      return result
    }
    let all = run(0..<30)
    for row in [0, 11, 12, 29] { #expect(run(row..<row + 1) == Array(all[row * 64..<(row + 1) * 64])) }
  }

  /// A layer of two heads.
  private final class Layer {
    let matrices: [Matrix]
    let norms: [[Float]]
    private let pinned: UnsafeMutablePointer<Float>
    private(set) var value = csk_encoder_layer()

    /// - Parameter loudness: what queries, keys and values are multiplied with.
    init(loudness: Float = 1) {
      let width = ByteKernelTests.width
      matrices = [(width, 3 * width), (width, width), (width, 4 * width), (4 * width, width)].enumerated().map {
        Matrix(inputs: $1.0, outputs: $1.1, magnitude: $0 == 0 ? 0.2 * loudness : 0.2, seed: 10 * $0)
      }
      norms = (0..<4).map { ByteKernelTests.random(width, 1, seed: 100 + $0).map { 0.5 + $0 } }
      pinned = .allocate(capacity: 4 * width)
      pinned.initialize(from: norms.flatMap { $0 }, count: 4 * width)
      value = csk_encoder_layer(
        projection: matrices[0].value, output: matrices[1].value, expand: matrices[2].value,
        contract: matrices[3].value,
        attention_gamma: pinned, attention_beta: pinned + width, feed_gamma: pinned + 2 * width,
        feed_beta: pinned + 3 * width)
    }

    deinit { pinned.deallocate() }

    /// By the kernels, in parts as several threads would do it.
    func run(_ x: [Float], parts: [Range<Int>]) -> [Float] {
      let width = ByteKernelTests.width
      let positions = x.count / width
      let shared = UnsafeMutableRawPointer.allocate(byteCount: csk_encoder_shared_memory(width), alignment: 64)
      let own = UnsafeMutableRawPointer.allocate(byteCount: csk_encoder_own_memory(width), alignment: 64)
      defer { [shared, own].forEach { $0.deallocate() } }
      // What an earlier window left behind must not matter.
      memset(shared, 0xFF, csk_encoder_shared_memory(width))
      memset(own, 0xFF, csk_encoder_own_memory(width))
      var result = [Float](repeating: .nan, count: x.count)
      for part in parts { csk_encoder_project(&value, x, part.lowerBound, part.upperBound, shared, own) }
      for head in 0..<width / 64 { csk_encoder_attend(&value, positions, head, shared, own) }
      for part in parts { csk_encoder_finish(&value, x, part.lowerBound, part.upperBound, shared, own, &result) }
      return result
    }

    /// By the definition of a transformer layer with norms before its parts.
    func plain(_ input: [Float]) -> [Double] {
      let width = ByteKernelTests.width
      let x = input.map(Double.init)
      let positions = x.count / width
      func normalized(_ x: [Double], _ norm: Int) -> [Double] {
        (0..<positions).flatMap { row -> [Double] in
          let values = x[row * width..<(row + 1) * width]
          let mean = values.reduce(0, +) / Double(width)
          let variance = values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(width)
          return values.enumerated().map {
            ($1 - mean) / (variance + 1e-5).squareRoot() * Double(norms[norm][$0]) + Double(norms[norm + 1][$0])
          }
        }
      }
      let projected = matrices[0].plain(normalized(x, 0))
      var heard = [Double](repeating: 0, count: x.count)
      for head in 0..<width / 64 {
        func part(_ kind: Int, _ row: Int) -> ArraySlice<Double> {
          projected[(row * 3 + kind) * width + head * 64..<(row * 3 + kind) * width + head * 64 + 64]
        }
        for query in 0..<positions {
          let scores = (0..<positions).map { zip(part(0, query), part(1, $0)).reduce(0) { $0 + $1.0 * $1.1 } / 8 }
          let top = scores.max() ?? 0
          let powers = scores.map { exp($0 - top) }
          let sum = powers.reduce(0, +)
          for key in 0..<positions {
            for (channel, value) in part(2, key).enumerated() {
              heard[query * width + head * 64 + channel] += powers[key] / sum * value
            }
          }
        }
      }
      let middle = zip(x, matrices[1].plain(heard)).map { $0 + $1 }
      let bent = matrices[2].plain(normalized(middle, 2)).map { 0.5 * $0 * (1 + erf($0 / 2.0.squareRoot())) }
      return zip(middle, matrices[3].plain(bent)).map { $0 + $1 }
    }
  }

  @Test(arguments: [1, 2, 12, 31, 50])
  func `a layer of the encoder`(positions: Int) {
    let layer = Layer()
    let x = Self.random(positions * Self.width, 2, seed: positions)
    let result = layer.run(x, parts: [0..<positions])
    #expect(result.allSatisfy { $0.isFinite })
    let change = zip(layer.plain(x), x).map { $0 - Double($1) }
    #expect(likeness(change, zip(result, x).map { $0 - $1 }) > 0.999)
  }

  /// The attention weights of later positions are so much larger that those before them vanish.
  @Test func `positions that drown all before them`() {
    let layer = Layer(loudness: 8)
    let (quiet, loud) = (Self.random(Self.width, 2, seed: 1), Self.random(Self.width, 2, seed: 2))
    for count in [40, 70, 99] {
      let x = (0..<100).flatMap { $0 < count ? quiet : loud }
      let result = layer.run(x, parts: [0..<100])
      let change = zip(layer.plain(x), x).map { $0 - Double($1) }
      #expect(likeness(change, zip(result, x).map { $0 - $1 }) > 0.998)
    }
  }

  @Test func `a row that holds what is no number is not packed`() {
    let matrix = Matrix(inputs: 32, outputs: 32, seed: 1)
    var value = matrix.value
    let row = Self.random(32, 1, seed: 2)
    #expect(csk_pack_row(&value, 0, row, 1, 0) == 1)
    for number in [Float.nan, .signalingNaN, .infinity, -.infinity] {
      for place in [0, 15, 16, 31] {
        var odd = row
        odd[place] = number
        #expect(csk_pack_row(&value, 0, odd, 1, 0) == 0)
      }
      #expect(csk_pack_row(&value, 0, row, 1, number) == 0)
    }
  }

  @Test func `threads that share a layer change nothing`() {
    let layer = Layer()
    let x = Self.random(100 * Self.width, 2, seed: 5)
    #expect(layer.run(x, parts: [0..<100]) == layer.run(x, parts: [0..<24, 24..<36, 36..<100]))
  }

  @Test func `as many positions as it takes`() {
    let layer = Layer()
    let result = layer.run(
      Self.random(Int(CSK_ENCODER_KEYS) * Self.width, 2, seed: 6), parts: [0..<Int(CSK_ENCODER_KEYS)])
    #expect(result.allSatisfy { $0.isFinite })
  }
}
