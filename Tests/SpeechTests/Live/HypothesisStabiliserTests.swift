import Speech
import Testing
import Timeline
import Transcript

struct HypothesisStabiliserTests {
  /// Words of half a second, one after the other.
  private func words(_ text: String, from start: Double = 0) -> [Word] {
    text.split(separator: " ").enumerated().map { index, word in
      let begin = start + 0.5 * Double(index)
      return Word(
        String(word), range: TimeRange(start: MediaTime(seconds: begin), end: MediaTime(seconds: begin + 0.5)),
        confidence: 0.9)
    }
  }

  private func texts(_ words: [Word]) -> String { words.map(\.text).joined(separator: " ") }

  @Test(arguments: [
    (["it was the", "it was the best of"], "it was the", "best of"),
    (["it was the", "he was the best"], "", "he was the best"),
    (["it was the beast", "it was the best", "it was the best of times"], "it was the best", "of times"),
    (["It was", "it was, the best"], "it was,", "the best"),
    (["", "it was"], "", "it was"),
    (["it was", ""], "", ""),
    (["it was", "it was", "it was"], "it was", ""),
    // A word that was put in, left out, or changed before what is stable does not shift what follows.
    (["so it was", "so it was the", "it was the best", "it was the best of"], "so it was the best", "of"),
    (["it was", "it was the", "and it was the best", "and it was the best of"], "it was the best", "of"),
    (["it was the best", "it was the best of", "it is the best of times"], "it was the best of", "times"),
    (["— yes", "— yes"], "— yes", ""),
  ])
  func `what two hypotheses begin with alike is stable`(hypotheses: [String], stable: String, tentative: String) {
    var stabiliser = HypothesisStabiliser()
    for hypothesis in hypotheses { stabiliser.hear(words(hypothesis)) }
    #expect(texts(stabiliser.stable) == stable)
    #expect(texts(stabiliser.tentative) == tentative)
  }

  @Test func `the last hypothesis is stable as a whole`() {
    var stabiliser = HypothesisStabiliser()
    stabiliser.hear(words("it was the"))
    stabiliser.hear(words("it was the best of times."), isLast: true)
    #expect(texts(stabiliser.stable) == "it was the best of times.")
    #expect(texts(stabiliser.removeAll()) == "it was the best of times.")
    #expect(stabiliser.stable.isEmpty && stabiliser.tentative.isEmpty)
  }

  @Test func `what is final is gone`() {
    var stabiliser = HypothesisStabiliser()
    stabiliser.hear(words("it was the best"))
    stabiliser.hear(words("it was the best of times"))
    #expect(texts(stabiliser.removeWords(before: MediaTime(seconds: 1))) == "it was")
    #expect(texts(stabiliser.stable) == "the best")
    stabiliser.hear(words("the best of times", from: 1))
    #expect(texts(stabiliser.stable) == "the best of times")
    #expect(texts(stabiliser.removeWords(before: MediaTime(seconds: 10))) == "the best of times")
  }

  @Test func `a hypothesis of something else is placed by its times`() {
    var stabiliser = HypothesisStabiliser()
    for _ in 0..<2 { stabiliser.hear(words("it was the best")) }
    stabiliser.hear(words("quite other words altogether follow here"))
    #expect(texts(stabiliser.stable) == "it was the best")
    #expect(texts(stabiliser.tentative) == "follow here")
  }

  @Test func `no word begins before the stable ones end`() {
    var stabiliser = HypothesisStabiliser()
    for _ in 0..<2 { stabiliser.hear(words("it was the")) }
    stabiliser.hear(words("it was the", from: -0.4) + words("best of", from: 1.2))
    let all = stabiliser.stable + stabiliser.tentative
    #expect(texts(all) == "it was the best of")
    for (a, b) in zip(all, all.dropFirst()) { #expect(a.end <= b.start && b.start <= b.end) }
  }
}
