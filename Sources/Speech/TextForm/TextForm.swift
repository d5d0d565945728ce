package import Transcript

/// In which form text is given: as the model writes it, or nearer to what was said.
package struct TextForm: Hashable, Sendable {
  /// How numbers are written.
  package enum Numerals: String, Sendable, CaseIterable {
    /// As the model does.
    case model
    /// In figures: inverse text normalisation.
    case digits
    /// In words: text normalisation.
    case words
  }

  package enum Punctuation: String, Sendable, CaseIterable {
    /// As the model does.
    case written
    /// None, but within words: `don't`, `well-known`, `3.14`.
    case none
  }

  package enum Casing: String, Sendable, CaseIterable {
    /// As the model does.
    case written
    case lower
  }

  package var numerals = Numerals.model
  package var punctuation = Punctuation.written
  package var casing = Casing.written

  package init() {}

  /// Whether figures of a language can be spelt out.
  package static func spells(_ language: LanguageTag) -> Bool { isEnglish(language) || NumeralLanguage.knows(language) }

  private static func isEnglish(_ language: LanguageTag) -> Bool { language.primary == "en" }

  /// Segments in this form. Words keep their times but where several become one or one becomes several; a segment has at
  /// least one word afterwards, as before.
  package func apply(to segments: [Segment]) -> [Segment] {
    guard self != TextForm() else { return segments }
    var result: [Segment] = []
    var writers: [LanguageTag: Writer] = [:]
    for (index, segment) in segments.enumerated() {
      var segment = segment
      let before = index > 0 ? segments[index - 1].words.last?.text : nil
      let startsSentence = before.map(BareWord.endsSentence) ?? true
      let writer = writers[segment.language] ?? writer(segment.language)
      writers[segment.language] = writer
      segment.words = apply(to: segment.words, writer, startsSentence: startsSentence)
      segment.alternatives = segment.alternatives.map { alternatives in
        // What differed in its form alone is no other reading any more.
        var known: Set = [segment.text]
        return alternatives.compactMap { alternative in
          let words = apply(to: alternative.words, writer, startsSentence: startsSentence)
          let alternative = Alternative(words: words, score: alternative.score)
          return known.insert(alternative.text).inserted ? alternative : nil
        }
      }
      if !segment.words.isEmpty { result.append(segment) }
    }
    return result
  }

  /// What is written in another way, in words of which the first begins a sentence or does not.
  private typealias Writer = ([Word], _ startsSentence: Bool) -> [WordEdit]

  private func writer(_ language: LanguageTag) -> Writer {
    let isEnglish = Self.isEnglish(language)
    switch numerals {
    case .digits where isEnglish: return { words, _ in EnglishFigures.edits(of: words) }
    case .words where isEnglish: return EnglishSpelling.edits(of:startsSentence:)
    case .digits:
      guard let figures = NumeralLanguage(language).map(LocalFigures.init) else { break }
      return { words, _ in figures.edits(of: words) }
    case .words:
      guard let spelling = NumeralLanguage(language).map(LocalSpelling.init) else { break }
      return spelling.edits(of:startsSentence:)
    case .model: break
    }
    return { _, _ in [] }
  }

  private func apply(to words: [Word], _ writer: Writer, startsSentence: Bool) -> [Word] {
    var words = words.applying(writer(words, startsSentence))
    if punctuation == .none { words = withoutPunctuation(words) }
    if casing == .lower { for index in words.indices { words[index].text = words[index].text.lowercased() } }
    return words
  }

  /// Signs that are read as words are no punctuation.
  private static let signs: Set<Character> = ["$", "£", "€", "¥", "#", "%", "‰", "°", "+", "−", "&", "@"]

  private func withoutPunctuation(_ words: [Word]) -> [Word] {
    var result: [Word] = []
    for var word in words {
      var bare = BareWord(word.text, signs: Self.signs, finalSigns: Self.signs)
      if bare.opening.hasSuffix("-"), bare.core.first?.isNumber == true { bare.core = "-" + bare.core }
      word.text = bare.core
      if word.text.isEmpty { continue }
      if result.isEmpty { word.hasSpaceBefore = words[0].hasSpaceBefore }
      result.append(word)
    }
    return result
  }
}
