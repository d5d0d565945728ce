import Foundation
import TestSupport
import Testing
import Timeline
import Transcript
import Vocabulary

@Suite struct VocabularyPropertyTests {
  private let nothing = TimeRange(start: .zero, end: .zero)

  /// Scalars of everywhere.
  private func text(using generator: inout SeededGenerator) -> String {
    var scalars = String.UnicodeScalarView()
    for _ in 0..<Int.random(in: 0...12, using: &generator) {
      let value: UInt32 =
        switch Int.random(in: 0..<4, using: &generator) {
        case 0: UInt32.random(in: 0...0x7F, using: &generator)
        case 1: UInt32.random(in: 0x80...0x3FF, using: &generator)
        case 2: UInt32.random(in: 0x400...0xFFFF, using: &generator)
        default: UInt32.random(in: 0x1_0000...0x10_FFFF, using: &generator)
        }
      if let scalar = Unicode.Scalar(value) { scalars.append(scalar) }
    }
    return String(scalars)
  }

  @Test func anyTextIsSearched() throws {
    var generator = SeededGenerator(seed: 6)
    let languages: [LanguageTag] = ["en", "de", "es", "ja", "th", "tr", "ko", "und"]
    for round in 0..<400 {
      let phrases = (0..<8).map { _ in text(using: &generator) + RandomText.make(count: 3, using: &generator) }
      let reader = VocabularyListReader(
        Array(phrases.joined(separator: "\n").utf8), name: "any", language: languages[round % languages.count])
      var options = VocabularyMatchingOptions()
      options.otherLanguages = round.isMultiple(of: 2)
      let matcher = VocabularyMatcher([reader.list], options: options)
      var words = (0..<20).map { _ in Word(text(using: &generator), range: nothing, confidence: 1) }
      words += phrases.flatMap { $0.split(separator: " ").map { Word(String($0), range: nothing, confidence: 1) } }
      words += (0..<5).map { _ in Word(RandomText.make(count: 6, using: &generator), range: nothing, confidence: 1) }
      let matches = matcher.matches(in: words, language: languages[(round / 3) % languages.count])
      var start = 0
      for match in matches {
        #expect(match.words.lowerBound >= start && match.words.upperBound <= words.count && !match.words.isEmpty)
        start = match.words.lowerBound
      }
    }
  }

  /// What is a word of a list is found wherever it stands.
  @Test func everyEntryFindsItself() throws {
    for name in BundledVocabularies.names {
      let list = try #require(BundledVocabularies.list(named: name))
      let matcher = VocabularyMatcher([list], options: .literal)
      for entry in list.entries where !entry.isException {
        let words = entry.phrase.split(separator: " ").map {
          Word(String($0), hasSpaceBefore: !list.language.isWrittenWithoutSpaces, range: nothing, confidence: 1)
        }
        let matches = matcher.matches(in: words, language: list.language)
        #expect(!matches.isEmpty, "\(name), line \(entry.line)")
      }
    }
  }

  @Test func whatStandsForWordsIsNotFound() throws {
    let lists = BundledVocabularies.names.compactMap { BundledVocabularies.list(named: $0) }
    let matcher = VocabularyMatcher(lists)
    for mask in ["***", "___", "[…]", "█████", "[bleep]"] {
      for language in ["en", "de", "ja"] as [LanguageTag] {
        let matches = matcher.matches(in: [Word(mask, range: nothing, confidence: 1)], language: language)
        #expect(matches.isEmpty, "\(mask) in \(language)")
      }
    }
    // With a letter it is the word that somebody hid: found as such, and as nothing else.
    let hidden = [Word("f***", range: nothing, confidence: 1)]
    #expect(Set(matcher.matches(in: hidden, language: "en").map(\.reading)) == [.censored])
    var options = VocabularyMatchingOptions()
    options.censoredForms = false
    #expect(VocabularyMatcher(lists, options: options).matches(in: hidden, language: "en").isEmpty)
  }

  /// Canonically equivalent texts are one text, whichever of them stands in the list.
  @Test func formsOfUnicodeAreOne() throws {
    let words = [
      ("fr", "bête"), ("de", "blöd"), ("es", "ñoño"), ("vi", "ngốc"), ("ru", "злой"), ("el", "κακός"), ("ko", "바보"),
      ("ja", "がば"), ("ja", "バガ"), ("hi", "क़ख़"), ("bn", "বোকা"), ("ta", "பொய்"), ("ml", "മൊട"), ("th", "ที่นี้"), ("my", "ဦး"),
      ("he", "שׁוּם"), ("ar", "آؤ"), ("si", "මෝඩ"), ("en", "Åb\u{323}\u{307}a"), ("und", "Ω\u{1D15E}x"),
    ]
    for (language, word) in words {
      let forms = [
        word, word.precomposedStringWithCanonicalMapping, word.decomposedStringWithCanonicalMapping,
        word.unicodeScalars.map { String($0) }.joined(separator: "\u{34F}"),
      ]
      for form in forms {
        let list = try VocabularyList(text: Array(form.utf8), name: "any", language: LanguageTag(language))
        let matcher = VocabularyMatcher([list], options: .literal)
        for other in forms {
          let said = [Word("ok", range: nothing, confidence: 1), Word(other, range: nothing, confidence: 1)]
          let places = matcher.matches(in: said, language: LanguageTag(language)).map(\.words)
          #expect(places == [1..<2], "\(form.unicodeScalars.map(\.value)) in \(other.unicodeScalars.map(\.value))")
        }
      }
    }
  }

  /// What cannot be seen hides no word, wherever it stands.
  @Test func whatCannotBeSeenHidesNothing() throws {
    let list = try VocabularyList(text: Array("damn\nばか".utf8), name: "any")
    let matcher = VocabularyMatcher([list], options: .literal)
    let ignorable = (UInt32(0)...0x10_FFFF).compactMap(Unicode.Scalar.init).filter(
      \.properties.isDefaultIgnorableCodePoint)
    #expect(ignorable.count > 4_000)
    for scalar in ignorable where scalar.value < 0x3000 || scalar.value.isMultiple(of: 16) {
      for word in ["damn", "ばか"] {
        let hidden = word.unicodeScalars.map { String($0) }.joined(separator: String(scalar)) + String(scalar)
        let matches = matcher.matches(in: [Word(hidden, range: nothing, confidence: 1)], language: "und")
        #expect(matches.count == 1, "U+\(String(scalar.value, radix: 16))")
      }
    }
  }
}
