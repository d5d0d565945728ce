import Speech
import Testing

struct LoopCollapserTests {
  private func collapsed(_ tokens: [Int]) -> [Int] { LoopCollapser.kept(tokens).flatMap { tokens[$0] } }

  @Test(arguments: [
    ([], []),
    ([1], [1]),
    ([1, 2, 3, 4], [1, 2, 3, 4]),
    ([7, 7, 7], [7, 7, 7]),  // “no, no, no”
    ([7, 7, 7, 7], [7]),
    ([1, 7, 7, 7, 7, 7, 2], [1, 7, 2]),
    ([1, 2, 1, 2, 1, 2], [1, 2, 1, 2, 1, 2]),
    ([9, 1, 2, 1, 2, 1, 2, 1, 2, 8], [9, 1, 2, 8]),
    ([1, 2, 1, 2, 1, 2, 1, 2, 1], [1, 2, 1]),  // the rest of a round stays
    ([5, 5, 5, 5, 6, 6, 6, 6], [5, 6]),
  ])
  func `a phrase that comes more than three times in a row comes once`(tokens: [Int], expected: [Int]) {
    #expect(collapsed(tokens) == expected)
  }

  @Test(arguments: 1...24)
  func `phrases of up to 24 tokens`(length: Int) {
    let phrase = Array(100..<100 + length)
    #expect(collapsed([1] + Array(repeating: phrase, count: 6).joined() + [2]) == [1] + phrase + [2])
  }

  @Test(arguments: 0..<30)
  func `what is kept is in order and collapsing again changes nothing much`(seed: Int) {
    // A small alphabet makes loops likely.
    var state = UInt32(seed * 7919 + 1)
    let tokens = (0..<200).map { _ in
      state = state &* 1_664_525 &+ 1_013_904_223
      return Int(state >> 30)
    }
    let kept = LoopCollapser.kept(tokens)
    var end = 0
    for range in kept {
      #expect(range.lowerBound >= end && range.upperBound <= tokens.count && !range.isEmpty)
      end = range.upperBound
    }
    #expect(collapsed(tokens).count <= tokens.count)
    #expect(kept.first?.lowerBound == 0)
  }
}
