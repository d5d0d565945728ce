import TestSupport
import Timeline
import Transcript

/// Transcripts that are hard to write: odd texts and numbers, and everything that may be left out.
enum RandomTranscript {
  static func make(using generator: inout SeededGenerator) -> Transcript {
    Transcript(
      language: tag(&generator), languages: list(2, &generator) { LanguageScore(tag(&$0), score: number(&$0)) },
      segments: list(4, &generator, segment), duration: time(&generator), speech: list(3, &generator, range),
      provenance: Provenance(
        recognizer: RandomText.make(count: 3, using: &generator), model: "base",
        modelDigest: optional(&generator) { RandomText.make(count: 2, using: &$0) },
        settings: Dictionary(
          list(4, &generator) { (RandomText.make(count: 2, using: &$0), RandomText.make(count: 2, using: &$0)) }
        ) { $1 }))
  }

  private static func segment(_ generator: inout SeededGenerator) -> Segment {
    Segment(
      words: list(4, &generator, word), language: tag(&generator),
      trust: Trust(
        score: number(&generator),
        reasons: list(2, &generator) { Trust.Reason.allCases.randomElement(using: &$0) ?? .noSpeech }),
      speaker: optional(&generator) { RandomText.make(count: 2, using: &$0) },
      alternatives: optional(&generator) { generator in
        list(2, &generator) { Alternative(words: list(3, &$0, word), score: number(&$0)) }
      })
  }

  private static func word(_ generator: inout SeededGenerator) -> Word {
    Word(
      RandomText.make(count: 4, using: &generator), hasSpaceBefore: Bool.random(using: &generator),
      range: range(&generator), confidence: number(&generator))
  }

  private static func range(_ generator: inout SeededGenerator) -> TimeRange {
    TimeRange(start: time(&generator), end: time(&generator))
  }

  private static func time(_ generator: inout SeededGenerator) -> MediaTime {
    let odd: [Int64] = [0, 1, -1, 9, 10, .max, .min, 999_999_999_999_999_999, -1_000_000_000_000_000_000]
    return MediaTime(
      flicks: Bool.random(using: &generator)
        ? Int64.random(in: 0...705_600_000 * 86_400, using: &generator)
        : odd.randomElement(using: &generator) ?? 0)
  }

  static let oddNumbers: [Double] = [
    0, -0.0, 1, -1, 0.1, 0.9, 0.7660552042802157, 1e15, 1e16, 123_456_789_012_345_680, 1e22, 1e23, 1e-4, 1e-5,
    .leastNonzeroMagnitude,
    .greatestFiniteMagnitude, .leastNormalMagnitude, -.pi, 1 / 3, 100, 9_007_199_254_740_992,
  ]

  private static func number(_ generator: inout SeededGenerator) -> Double {
    switch Int.random(in: 0..<3, using: &generator) {
    case 0: return Double.random(in: 0...1, using: &generator)
    case 1: return oddNumbers.randomElement(using: &generator) ?? 0
    default:
      let number = Double(bitPattern: generator.next())
      return number.isFinite ? number : 0.5
    }
  }

  private static func tag(_ generator: inout SeededGenerator) -> LanguageTag {
    ["en", "de", "pt-BR", "und", "zh-Hant"].randomElement(using: &generator) ?? "und"
  }

  private static func list<Element>(
    _ count: Int, _ generator: inout SeededGenerator, _ make: (inout SeededGenerator) -> Element
  ) -> [Element] {
    (0..<Int.random(in: 0...count, using: &generator)).map { _ in make(&generator) }
  }

  private static func optional<Value>(
    _ generator: inout SeededGenerator, _ make: (inout SeededGenerator) -> Value
  ) -> Value? {
    Bool.random(using: &generator) ? make(&generator) : nil
  }
}
