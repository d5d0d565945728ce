import Timeline
import Transcript

/// What was said, for tests: words a third of a second each.
enum Speech {
  static func words(_ text: String) -> [Word] {
    text.split(separator: " ").enumerated().map { index, word in
      Word(String(word), hasSpaceBefore: index > 0, range: range(index), confidence: 0.9)
    }
  }

  /// Pieces without spaces between them.
  static func pieces(_ pieces: [String]) -> [Word] {
    pieces.enumerated().map { index, piece in
      Word(piece, hasSpaceBefore: false, range: range(index), confidence: 0.9)
    }
  }

  static func transcript(_ texts: [String], language: LanguageTag = "en", gap: Double = 0) -> Transcript {
    var start = 0.0
    let segments = texts.map { text in
      let words = words(text).map { word in
        let range = TimeRange(start: MediaTime(seconds: start), end: MediaTime(seconds: start + 0.3))
        start += 0.3
        return Word(word.text, hasSpaceBefore: word.hasSpaceBefore, range: range, confidence: 0.9)
      }
      start += gap
      return Segment(words: words, language: language)
    }
    return Transcript(
      language: language, segments: segments, duration: MediaTime(seconds: start),
      provenance: Provenance(recognizer: "test 1.0.0", model: "none"))
  }

  private static func range(_ index: Int) -> TimeRange {
    TimeRange(start: MediaTime(seconds: Double(index) / 3), end: MediaTime(seconds: Double(index + 1) / 3))
  }
}
