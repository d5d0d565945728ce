import Moderation
import Pipeline
import Testing
import Timeline
import Transcript

@Suite struct AnnotationsWordsTests {
  private func transcript(_ spans: [(Int64, Int64)]) -> Transcript {
    let words = spans.map { start, end in
      Word(
        "x", range: TimeRange(start: MediaTime(milliseconds: start), end: MediaTime(milliseconds: end)), confidence: 1)
    }
    return Transcript(
      language: "en", segments: [Segment(words: words, language: "en")], duration: MediaTime(seconds: 10),
      provenance: Provenance(recognizer: "x", model: "x"))
  }

  private let heard: [(Int64, Int64)] = [(0, 100), (100, 100), (100, 300), (400, 500), (500, 900)]

  @Test(
    arguments: [
      // The same words.
      ([(0, 100), (100, 100), (100, 300), (400, 500), (500, 900)], 1..<3, 1..<3),
      // Without the first.
      ([(100, 100), (100, 300), (400, 500), (500, 900)], 0..<1, nil),
      ([(100, 100), (100, 300), (400, 500), (500, 900)], 2..<5, 1..<4),
      ([(100, 100), (100, 300), (400, 500), (500, 900)], 0..<2, 0..<1),
      // Two replaced by one.
      ([(0, 100), (100, 100), (100, 500), (500, 900)], 2..<4, 2..<3),
      ([(0, 100), (100, 100), (100, 500), (500, 900)], 4..<5, 3..<4),
      // One replaced by several.
      ([(0, 100), (100, 100), (100, 200), (200, 250), (250, 300), (400, 500), (500, 900)], 2..<3, 2..<5),
      ([(0, 100), (100, 100), (100, 200), (200, 250), (250, 300), (400, 500), (500, 900)], 3..<5, 5..<7),
      ([(0, 100), (100, 100), (100, 300), (400, 450), (450, 500), (500, 900)], 2..<4, 2..<5),
      // All gone.
      ([], 0..<5, nil),
    ] as [([(Int64, Int64)], Range<Int>, Range<Int>?)])
  func `indices follow the words`(kept: [(Int64, Int64)], words: Range<Int>, expected: Range<Int>?) {
    let range = TimeRange(start: .zero, end: .zero)
    let annotations = Annotations(
      findings: [Finding(category: "x", range: range, score: 1, source: "x", words: words)],
      utterances: [UtteranceScores(source: "x", range: range, words: words, scores: [:])])
    let moved = annotations.moved(from: transcript(heard), to: transcript(kept))
    #expect(moved.findings[0].words == expected)
    #expect(moved.utterances[0].words == expected ?? 0..<0)
  }
}
