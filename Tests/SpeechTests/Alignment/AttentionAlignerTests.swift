import Speech
import TestSupport
import Testing

struct AttentionAlignerTests {
  /// Attention of some heads that look where the tokens were said, with some noise.
  private func attention(starts: [Int], heads: Int, width: Int, end: Int, noise: Float) -> [Float] {
    var generator = SeededGenerator(seed: 1)
    var values = [Float](repeating: 0, count: heads * starts.count * width)
    for head in 0..<heads {
      for (token, start) in starts.enumerated() {
        let next = token + 1 < starts.count ? starts[token + 1] : end
        for column in 0..<width {
          let looks: Float = (start..<next).contains(column) ? 1 : 0.02
          values[(head * starts.count + token) * width + column] =
            looks * (1 + Float.random(in: -noise...noise, using: &generator)) / Float(next - start)
        }
      }
    }
    return values
  }

  @Test(arguments: [0, 0.3] as [Float])
  func `tokens start where the heads begin to look`(noise: Float) {
    let starts = [0, 12, 30, 41, 70, 95]
    let values = attention(starts: starts, heads: 8, width: 150, end: 120, noise: noise)
    let found = values.withUnsafeBufferPointer {
      AttentionAligner.starts(attention: $0, heads: 8, tokens: 6, width: 150, rows: 0..<6, positions: 120)
    }
    #expect(found.count == 6)
    for (a, b) in zip(found, starts) { #expect(abs(a - b) <= 2, "\(found)") }
  }

  @Test func `only the rows and the positions asked for count`() {
    let values = attention(starts: [0, 5, 10, 25, 40, 55, 70], heads: 2, width: 100, end: 90, noise: 0.1)
    let found = values.withUnsafeBufferPointer {
      AttentionAligner.starts(attention: $0, heads: 2, tokens: 7, width: 100, rows: 2..<7, positions: 90)
    }
    #expect(found.count == 5 && found.first == 0)
    for (a, b) in zip(found, [0, 25, 40, 55, 70]) { #expect(abs(a - b) <= 2, "\(found)") }
    #expect(found.allSatisfy { $0 < 90 })
  }

  @Test(arguments: [1, 2, 3, 4, 7])
  func `very short sounds have times, too`(positions: Int) {
    let values = attention(starts: [0, 1, 2], heads: 1, width: 10, end: 10, noise: 0)
    let found = values.withUnsafeBufferPointer {
      AttentionAligner.starts(attention: $0, heads: 1, tokens: 3, width: 10, rows: 0..<3, positions: positions)
    }
    #expect(found.count == 3 && found == found.sorted() && found.allSatisfy { $0 < positions })
  }
}
