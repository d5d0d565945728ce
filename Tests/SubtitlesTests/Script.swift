import Timeline
import Transcript

/// Transcripts for cueing tests.
enum Script {
  /// A segment of evenly spoken words: `start` and the time a word takes, in seconds.
  static func segment(
    _ text: String, from start: Double, perWord: Double = 0.35, language: LanguageTag = "en", speaker: String? = nil
  ) -> Segment {
    let words = text.split(separator: " ").enumerated().map { index, text in
      word(String(text), start + Double(index) * perWord, start + Double(index + 1) * perWord, spaced: index > 0)
    }
    return Segment(words: words, language: language, speaker: speaker)
  }

  static func word(_ text: String, _ start: Double, _ end: Double, spaced: Bool = true) -> Word {
    Word(
      text, hasSpaceBefore: spaced, range: TimeRange(start: MediaTime(seconds: start), end: MediaTime(seconds: end)),
      confidence: 0.9)
  }

  static func transcript(_ segments: [Segment], language: LanguageTag = "en", duration: Double = 0) -> Transcript {
    Transcript(
      language: language, segments: segments, duration: MediaTime(seconds: duration),
      provenance: Provenance(recognizer: "test", model: "none"))
  }
}
