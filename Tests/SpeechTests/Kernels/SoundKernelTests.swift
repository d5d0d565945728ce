import CSpeechKernels
import Foundation
import TestSupport
import Testing

/// Packed cross-attention against plain arithmetic on what was packed.
struct SoundKernelTests {
  private static let channels = 64

  /// Random keys and values [positions][keys, values], and queries [count][width].
  private struct Material {
    var heads: Int
    var positions: Int
    var source: [Float]
    var queries: [Float]

    init(heads: Int, positions: Int, queries count: Int, keyMean: Float = 0) {
      var generator = SeededGenerator(seed: UInt64(positions * 100 + count))
      let width = heads * channels
      self.heads = heads
      self.positions = positions
      source = (0..<positions * 2 * width).map { index in
        Float.random(in: -1...1, using: &generator)
          + (index % (2 * width) < width ? keyMean * Float(index % width % 7) : 0)
      }
      queries = (0..<count * width).map { _ in Float.random(in: -0.7...0.7, using: &generator) }
    }

    var count: Int { queries.count / (heads * channels) }

    /// By the kernels.
    /// - Parameter chosen: the heads whose weights are asked for; nil for all.
    func heard(chosen: [Int32]? = nil, inQuads: Int32 = csk_has_byte_products()) -> (heard: [Float], weights: [Float]) {
      let width = heads * channels
      let chosen = chosen ?? (0..<Int32(heads)).map { $0 }
      let size = csk_sound_size(heads, positions)
      var scratch = [Float](repeating: .nan, count: max(width, csk_cross_attention_scratch(positions)))
      var heard = [Float](repeating: .nan, count: queries.count)
      var weights = [Float](repeating: .nan, count: chosen.count * count * positions)
      // A guard behind the packed sound shows what is written past its end.
      let sound = UnsafeMutableBufferPointer<UInt8>.allocate(capacity: size + 64)
      defer { sound.deallocate() }
      sound.initialize(repeating: 0xA5)
      csk_pack_sound(source, heads, positions, inQuads, &scratch, sound.baseAddress)
      #expect(sound[size...].allSatisfy { $0 == 0xA5 })
      weights.withUnsafeMutableBufferPointer { weights in
        csk_cross_attention(
          queries, count, heads, positions, sound.baseAddress, inQuads, &scratch, &heard, chosen, chosen.count,
          weights.baseAddress, positions)
      }
      return (heard, weights)
    }

    /// By the definition of attention.
    func expected() -> (heard: [Float], weights: [Float]) {
      let width = heads * channels
      var heard: [Float] = []
      var weights = [Float](repeating: 0, count: heads * count * positions)
      for query in 0..<count {
        for head in 0..<heads {
          let scores = (0..<positions).map { position in
            (0..<channels).reduce(0.0) {
              $0 + Double(queries[query * width + head * channels + $1])
                * Double(source[position * 2 * width + head * channels + $1])
            }
          }
          let top = scores.max() ?? 0
          let powers = scores.map { exp($0 - top) }
          let sum = powers.reduce(0, +)
          for (position, power) in powers.enumerated() {
            weights[(query * heads + head) * positions + position] = Float(power / sum)
          }
          for channel in 0..<channels {
            let value = powers.indices.reduce(0.0) {
              $0 + powers[$1] / sum * Double(source[$1 * 2 * width + width + head * channels + channel])
            }
            heard.append(Float(value))
          }
        }
      }
      return (heard, weights)
    }
  }

  @Test(arguments: [1, 2, 31, 32, 33, 100], [1, 3, 4, 5, 9])
  func `what is heard is what attention says, to the precision of a byte`(positions: Int, count: Int) {
    let material = Material(heads: 2, positions: positions, queries: count)
    let expected = material.expected()
    for layout in Self.layouts {
      let result = material.heard(inQuads: layout)
      #expect(zip(result.heard, expected.heard).allSatisfy { abs($0 - $1) < 0.03 })
      #expect(zip(result.weights, expected.weights).allSatisfy { abs($0 - $1) < 0.01 })
      #expect(result.heard.count == expected.heard.count && result.weights.count == expected.weights.count)
    }
  }

  /// As bytes, where the processor multiplies them, and as other processors do it.
  private static let layouts = csk_has_byte_products() != 0 ? [0, 1] : [0] as [Int32]

  @Test(arguments: layouts)
  func `half a minute`(inQuads: Int32) {
    let material = Material(heads: 1, positions: 1500, queries: 2)
    let (result, expected) = (material.heard(inQuads: inQuads), material.expected())
    #expect(zip(result.heard, expected.heard).allSatisfy { abs($0 - $1) < 0.005 })
    #expect(zip(result.weights, expected.weights).allSatisfy { abs($0 - $1) < 0.0005 })
    #expect(abs(result.weights[..<1500].reduce(0, +) - 1) < 1e-4)
  }

  @Test func `what all keys have in common costs no precision`() {
    let material = Material(heads: 2, positions: 70, queries: 4, keyMean: 20)
    let (result, expected) = (material.heard(), material.expected())
    #expect(zip(result.weights, expected.weights).allSatisfy { abs($0 - $1) < 0.01 })
  }

  @Test func `weights are those of the heads that were asked for`() {
    let material = Material(heads: 3, positions: 40, queries: 5)
    let all = material.heard()
    let some = material.heard(chosen: [2, 0])
    #expect(some.heard == all.heard)
    let rows = (0..<5).map { all.weights[$0 * 120..<($0 + 1) * 120] }
    #expect(some.weights == rows.flatMap { Array($0.dropFirst(80)) + Array($0.prefix(40)) })
    #expect(material.heard(chosen: []).heard == all.heard)
  }

  @Test func `silence is heard evenly`() {
    var material = Material(heads: 1, positions: 50, queries: 1)
    material.source = [Float](repeating: 0, count: material.source.count)
    let result = material.heard()
    #expect(result.heard.allSatisfy { $0 == 0 })
    #expect(result.weights.allSatisfy { abs($0 - 0.02) < 1e-6 })
  }

  @Test func `a very large score leaves no others`() {
    var material = Material(heads: 1, positions: 50, queries: 1)
    material.queries = material.queries.map { 1000 * $0 }
    let result = material.heard()
    #expect(result.heard.allSatisfy { $0.isFinite })
    #expect(abs(result.weights.reduce(0, +) - 1) < 1e-4)
  }

  @Test(arguments: layouts)
  func `what is no number does no harm to other windows`(inQuads: Int32) {
    var material = Material(heads: 1, positions: 40, queries: 5)
    for number in [Float.nan, .infinity, -.infinity] {
      material.source[3] = number
      material.queries[7] = number
      _ = material.heard(inQuads: inQuads)
    }
  }

  @Test(arguments: [0, 1e-38, 1e-33, 1e-20, 1e20] as [Float])
  func `very small and very large numbers stay numbers`(scale: Float) {
    for part in ["sound", "queries"] {
      var material = Material(heads: 1, positions: 40, queries: 5)
      if part == "sound" {
        material.source = material.source.map { $0 * scale }
      } else {
        material.queries = material.queries.map { $0 * scale }
      }
      for layout in Self.layouts {
        let result = material.heard(inQuads: layout)
        #expect(result.heard.allSatisfy { $0.isFinite } && result.weights.allSatisfy { $0.isFinite })
        #expect(abs(result.weights[..<40].reduce(0, +) - 1) < 1e-4)
      }
    }
  }
}
