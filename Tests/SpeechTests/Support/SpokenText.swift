import Speech
import Timeline
import Transcript

/// Segments of words that take half a second each, with as much between them.
enum SpokenText {
  static func words(_ text: String) -> [Word] {
    text.split(separator: " ").enumerated().map { index, word in
      Word(
        String(word), hasSpaceBefore: index > 0,
        range: TimeRange(
          start: MediaTime(milliseconds: Int64(1000 * index)), end: MediaTime(milliseconds: Int64(1000 * index + 500))),
        confidence: 0.5 + 0.01 * Double(index))
    }
  }

  static func segment(_ text: String, _ language: LanguageTag = "en") -> Segment {
    Segment(words: words(text), language: language)
  }

  /// A text in another form.
  static func form(_ text: String, _ numerals: TextForm.Numerals, _ language: LanguageTag = "en") -> String {
    var form = TextForm()
    form.numerals = numerals
    return form.apply(to: [segment(text, language)]).map(\.text).joined(separator: " ")
  }
}
