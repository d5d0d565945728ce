import Speech
import TestSupport
import Testing

struct AttentionAlignerTests {
  /// Attention of some heads that look where the tokens were said, with some noise.
  private func trace(starts: [Int], heads: Int, width: Int, end: Int, noise: Float) -> AttentionTrace {
    var generator = SeededGenerator(seed: 1)
    var trace = AttentionTrace(heads: heads, positions: width)
    for (token, start) in starts.enumerated() {
      let next = token + 1 < starts.count ? starts[token + 1] : end
      var all: [Float] = []
      for _ in 0..<heads {
        let weights = (0..<width).map { column in
          let looks: Float = (start..<next).contains(column) ? 1 : 0.02
          return looks * (1 + Float.random(in: -noise...noise, using: &generator)) / Float(next - start)
        }
        all += weights
      }
      trace.append(all)
    }
    return trace
  }

  @Test(arguments: [0, 0.3] as [Float])
  func `tokens start where the heads begin to look`(noise: Float) {
    let starts = [0, 12, 30, 41, 70, 95]
    let trace = trace(starts: starts, heads: 8, width: 150, end: 120, noise: noise)
    #expect(trace.count == 6)
    let found = AttentionAligner.starts(trace, positions: 120)
    #expect(found.count == 6)
    for (a, b) in zip(found, starts) { #expect(abs(a - b) <= 2, "\(found)") }
  }

  @Test func `only the tokens and the positions asked for count`() {
    let trace = trace(starts: [0, 5, 10, 25, 40, 55, 70], heads: 2, width: 100, end: 90, noise: 0.1)
    let found = AttentionAligner.starts(trace.tokens([2, 3, 4, 5, 6]), positions: 90)
    #expect(found.count == 5 && found.first == 0)
    for (a, b) in zip(found, [0, 25, 40, 55, 70]) { #expect(abs(a - b) <= 2, "\(found)") }
    #expect(found.allSatisfy { $0 < 90 })
  }

  @Test(arguments: [1, 2, 3, 4, 7])
  func `very short sounds have times, too`(positions: Int) {
    let found = AttentionAligner.starts(
      trace(starts: [0, 1, 2], heads: 1, width: 10, end: 10, noise: 0), positions: positions)
    #expect(found.count == 3 && found == found.sorted() && found.allSatisfy { $0 < positions })
  }

  @Test func `no tokens, no times`() {
    #expect(AttentionAligner.starts(AttentionTrace(heads: 2, positions: 10), positions: 10).isEmpty)
  }
}
