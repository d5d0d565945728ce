import CSpeechKernels
import Foundation
import TestSupport
import Testing

/// Attention on what was said before, against plain arithmetic.
struct TextKernelTests {
  private let heads = 2
  private var width: Int { 64 * heads }

  private func random(_ count: Int, seed: Int) -> [Float] {
    var generator = SeededGenerator(seed: UInt64(seed))
    return (0..<count).map { _ in Float.random(in: -1...1, using: &generator) }
  }

  /// By the definition of attention: the last of `tokens` [queries, keys, values] on all of them.
  private func expected(_ tokens: [[Float]]) -> [Float] {
    (0..<heads).flatMap { head -> [Float] in
      func part(_ kind: Int, _ token: Int) -> ArraySlice<Float> {
        tokens[token][kind * width + head * 64..<kind * width + head * 64 + 64]
      }
      let scores = tokens.indices.map { token in
        zip(part(0, tokens.count - 1), part(1, token)).reduce(0.0) { $0 + Double($1.0 * $1.1) } / 8
      }
      let powers = scores.map { exp($0 - (scores.max() ?? 0)) }
      return (0..<64).map { channel in
        let sum = tokens.indices.reduce(0.0) {
          let values = part(2, $1)
          return $0 + powers[$1] * Double(values[values.startIndex + channel])
        }
        return Float(sum / powers.reduce(0, +))
      }
    }
  }

  @Test(arguments: [0, 1, 17, 200], [1, 2, 5])
  func `a token hears itself, those that are new and those before them`(past: Int, fresh: Int) {
    let tokens = (0..<past + fresh).map { random(3 * width, seed: $0) }
    var scores = [Float](repeating: .nan, count: past + fresh)
    var result = [Float](repeating: .nan, count: width)
    csk_self_attention(
      tokens[past + fresh - 1], heads, tokens[..<past].flatMap { $0[width...] }, past,
      tokens[past...].flatMap { $0 }, fresh, &scores, &result)
    #expect(zip(result, expected(tokens)).allSatisfy { abs($0 - $1) < 1e-5 })
  }

  @Test func `a very large score leaves no others`() {
    var tokens = (0..<4).map { random(3 * width, seed: $0) }
    for i in 0..<width { tokens[3][i] *= 1e6 }
    var (scores, result) = ([Float](repeating: 0, count: 4), [Float](repeating: .nan, count: width))
    csk_self_attention(tokens[3], heads, [], 0, tokens.flatMap { $0 }, 4, &scores, &result)
    #expect(zip(result, expected(tokens)).allSatisfy { abs($0 - $1) < 1e-5 })
  }

  @Test(arguments: [1, 3], [false, true])
  func `a sum and its norm`(rows: Int, adds: Bool) {
    let (x, change) = (random(rows * width, seed: 1), random(rows * width, seed: 2))
    let (gamma, beta) = (random(width, seed: 3), random(width, seed: 4))
    var (sum, result) = (x, [Float](repeating: .nan, count: rows * width + 1))
    csk_add_and_normalize(&sum, adds ? change : nil, rows, width, gamma, beta, &result)
    #expect(result.removeLast().isNaN, "nothing is written past the end")
    #expect(sum == (adds ? zip(x, change).map { $0 + $1 } : x))
    for row in 0..<rows {
      let values = sum[row * width..<(row + 1) * width].map(Double.init)
      let mean = values.reduce(0, +) / Double(width)
      let variance = values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(width)
      for (column, value) in values.enumerated() {
        let normal = (value - mean) / (variance + 1e-5).squareRoot()
        let expected = normal * Double(gamma[column]) + Double(beta[column])
        #expect(abs(Double(result[row * width + column]) - expected) < 1e-5)
      }
    }
  }
}
