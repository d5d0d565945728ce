import Foundation
import Subtitles
import TestSupport
import Timeline
import Transcript

/// A film of made-up words: what is said when, the subtitles that fit it, and what a recogniser hears.
struct SpokenFilm {
  struct Sentence {
    var words: [String]
    /// Seconds.
    var start: Double
    var perWord: Double
    var end: Double { start + Double(words.count) * perWord }
  }

  var sentences: [Sentence] = []
  var length = 0.0

  /// One in which nothing is said.
  init() {}

  /// - Parameter minutes: how long it is; about every 3 s somebody says something.
  init(minutes: Double, seed: UInt64, wordsPerSentence: ClosedRange<Int> = 1...9) {
    var generator = SeededGenerator(seed: seed)
    let vocabulary = Vocabulary(size: 3_000, seed: seed)
    var clock = Double.random(in: 1...8, using: &generator)
    while clock < minutes * 60 - 6 {
      let count = Int.random(in: wordsPerSentence, using: &generator)
      let words = (0..<count).map { _ in vocabulary.word(using: &generator) }
      let sentence = Sentence(words: words, start: clock, perWord: Double.random(in: 0.24...0.4, using: &generator))
      sentences.append(sentence)
      let isScene = Int.random(in: 0..<25, using: &generator) == 0
      clock =
        sentence.end
        + (isScene ? Double.random(in: 5...25, using: &generator) : .random(in: 0.1...2, using: &generator))
    }
    length = minutes * 60
  }

  /// The subtitles that fit, a cue a sentence, most beginning with its first word and some a little before it.
  func subtitles(seed: UInt64 = 1) -> SubtitleDocument {
    var generator = SeededGenerator(seed: seed)
    var end = 0.0
    let cues = sentences.enumerated().map { index, sentence in
      let lead = Int.random(in: 0..<3, using: &generator) == 0 ? Double.random(in: 0...0.12, using: &generator) : 0
      let start = max(end, sentence.start - lead)
      let next = index + 1 < sentences.count ? sentences[index + 1].start - 0.15 : .infinity
      end = max(start + 0.2, min(next, sentence.end + Double.random(in: 0.1...1, using: &generator)))
      return Cue(range: .seconds(start, end), lines: Self.lines(sentence.words))
    }
    return SubtitleDocument(cues: cues, language: "en")
  }

  private static func lines(_ words: [String]) -> [String] {
    let first = words.first.map { $0.prefix(1).uppercased() + $0.dropFirst() } ?? ""
    let all = [first] + words.dropFirst()
    guard all.count > 5 else { return [all.joined(separator: " ") + "."] }
    return [
      all.prefix(all.count / 2).joined(separator: " "), all.dropFirst(all.count / 2).joined(separator: " ") + "!",
    ]
  }

  /// What is recognised: one word in `errors` is another, is missing or comes in addition; times are off by some
  /// hundredths of a second.
  func transcript(errors: Double = 0.15, jitter: Double = 0.05, seed: UInt64 = 2) -> Transcript {
    var generator = SeededGenerator(seed: seed)
    let vocabulary = Vocabulary(size: 3_000, seed: seed &+ 77)
    var segments: [Segment] = []
    for sentence in sentences {
      var words: [Word] = []
      func hear(_ text: String, _ start: Double) {
        let start = max(0, start + Self.normal(using: &generator) * jitter)
        words.append(Script.word(text, start, start + sentence.perWord * 0.9))
      }
      for (index, word) in sentence.words.enumerated() {
        let start = sentence.start + Double(index) * sentence.perWord
        switch Double.random(in: 0..<1, using: &generator) / errors {
        case ..<0.55: hear(vocabulary.word(using: &generator), start)
        case ..<0.8: break
        case ..<1:
          hear(word, start)
          hear(vocabulary.word(using: &generator), start + sentence.perWord / 2)
        default: hear(word, start)
        }
      }
      if !words.isEmpty { segments.append(Segment(words: words, language: "en")) }
    }
    var transcript = Script.transcript(segments, duration: length)
    transcript.speech = sentences.map { .seconds($0.start - 0.1, $0.end + 0.15) }
    return transcript
  }

  /// The film without what is said from `start` to `end`, seconds, and with all that follows coming earlier.
  func without(_ start: Double, _ end: Double) -> SpokenFilm {
    var film = self
    film.sentences = sentences.compactMap { sentence in
      var sentence = sentence
      if sentence.start >= end { sentence.start -= end - start } else if sentence.start >= start { return nil }
      return sentence
    }
    film.length -= end - start
    return film
  }

  /// The film with `other` in it from `start` on.
  func with(_ other: SpokenFilm, at start: Double) -> SpokenFilm {
    var film = self
    film.sentences = sentences.map { sentence in
      var sentence = sentence
      if sentence.start >= start { sentence.start += other.length }
      return sentence
    }
    film.sentences += other.sentences.map { sentence in
      var sentence = sentence
      sentence.start += start
      return sentence
    }
    film.sentences.sort { $0.start < $1.start }
    film.length += other.length
    return film
  }

  private static func normal(using generator: inout SeededGenerator) -> Double {
    (0..<12).reduce(-6) { sum, _ in sum + Double.random(in: 0..<1, using: &generator) }
  }
}

/// Made-up words, a few of which are common, as in any language.
struct Vocabulary {
  private let words: [String]

  init(size: Int, seed: UInt64) {
    var generator = SeededGenerator(seed: seed)
    let syllables = ["ba", "do", "fi", "gu", "ke", "la", "mo", "ni", "pe", "ra", "su", "ti", "vo", "za", "en", "ir"]
    words = (0..<size).map { index in
      let count = index < 40 ? 1 : Int.random(in: 2...4, using: &generator)
      return (0..<count).map { _ in syllables.randomElement(using: &generator) ?? "" }.joined()
    }
  }

  func word(using generator: inout SeededGenerator) -> String {
    // The probability falls with the rank.
    let rank = pow(Double(words.count), Double.random(in: 0..<1, using: &generator)) - 1
    return words[min(words.count - 1, Int(rank))]
  }
}

extension TimeRange {
  static func seconds(_ start: Double, _ end: Double) -> TimeRange {
    TimeRange(start: MediaTime(seconds: start), end: MediaTime(seconds: end))
  }
}

extension SubtitleDocument {
  /// The document as somebody has it whose clock shows `change` of each time.
  func retimed(_ change: (Double) -> Double) -> SubtitleDocument {
    var document = self
    document.cues = cues.map { cue in
      var cue = cue
      // Files have whole milliseconds.
      let start = (change(cue.range.start.seconds) * 1000).rounded() / 1000
      let end = (change(cue.range.end.seconds) * 1000).rounded() / 1000
      cue.range = .seconds(start, end)
      return cue
    }
    return document
  }
}
