import Speech
import TestSupport
import Testing

struct AttentionAlignerTests {
  /// Attention of some heads that look where the tokens were said and now and then elsewhere.
  ///
  /// - Parameter padding: what each head sees of what follows the sound.
  private func trace(
    _ spans: [Range<Int>], heads: Int, width: Int, noise: Float = 0, padding: Float = 0
  ) -> AttentionTrace {
    var generator = SeededGenerator(seed: 1)
    var trace = AttentionTrace(heads: heads, positions: width)
    for span in spans {
      var all: [Float] = []
      for _ in 0..<heads {
        let weights = (0..<width).map { column in
          (span.contains(column) ? 1 : 0.02) * (1 + Float.random(in: -noise...noise, using: &generator))
        }
        let scale = (1 - padding) / weights.reduce(0, +)
        all += weights.map { $0 * scale }
      }
      trace.append(all)
    }
    return trace
  }

  private let spans = [0..<12, 12..<20, 20..<31, 31..<40, 50..<65, 66..<80]

  @Test(arguments: [0, 0.3] as [Float])
  func `tokens lie where the heads look`(noise: Float) {
    let trace = trace(spans, heads: 8, width: 120, noise: noise)
    #expect(trace.count == 6)
    #expect(AttentionAligner.spans(trace, positions: 120) == spans)
  }

  @Test func `a pause belongs to none of the tokens around it`() {
    let spans = [10..<20, 100..<112]
    #expect(AttentionAligner.spans(trace(spans, heads: 4, width: 150, noise: 0.3), positions: 150) == spans)
  }

  @Test func `only the tokens and the positions asked for count`() {
    let trace = trace(spans, heads: 2, width: 120, noise: 0.1)
    #expect(AttentionAligner.spans(trace.tokens([1, 3, 4]), positions: 60) == [12..<20, 31..<40, 50..<60])
  }

  @Test func `no token lies where none was said`() {
    // The second was looked for in two places, mostly in the one where it cannot be.
    let trace = trace([0..<12, 35..<50, 60..<70], heads: 2, width: 100)
    let found = AttentionAligner.spans(trace, positions: 100, excluding: [25..<45, 90..<200])
    #expect(found == [0..<12, 45..<50, 60..<70])
  }

  @Test func `what the heads see of the padding is left out`() {
    let trace = trace(spans, heads: 2, width: 100, padding: 0.6)
    #expect(AttentionAligner.spans(trace, positions: 100) == spans)
  }

  @Test func `a token that was looked for everywhere is nowhere`() {
    let found = AttentionAligner.spans(trace([5..<12, 0..<100, 40..<50], heads: 3, width: 100), positions: 100)
    #expect(found[0] == 5..<12 && found[1].isEmpty && found[2] == 40..<50)
  }

  @Test(arguments: [1, 2, 3, 4, 7])
  func `very short sounds have times, too`(positions: Int) {
    let found = AttentionAligner.spans(trace([0..<1, 1..<2, 2..<10], heads: 1, width: 10), positions: positions)
    #expect(found.count == 3)
    var end = 0
    for span in found {
      #expect(span.lowerBound >= end && span.upperBound <= positions)
      end = span.upperBound
    }
  }

  @Test func `no tokens, no times`() {
    #expect(AttentionAligner.spans(AttentionTrace(heads: 2, positions: 10), positions: 10).isEmpty)
  }
}
