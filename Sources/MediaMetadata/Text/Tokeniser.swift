internal import Foundation
internal import Transcript

/// Takes text apart into words that can be counted.
enum Tokeniser {
  static func tokens(of words: ArraySlice<Word>, _ language: LanguageTag) -> [Token] {
    let stops = StopWords.of(language)
    var tokens: [Token] = []
    var startsSentence = true
    for word in words {
      // What recognisers write as one word may have several, `ten-year old`.
      for part in word.text.split(whereSeparator: \.isWhitespace) {
        guard let inner = part.inner else {
          if !tokens.isEmpty { tokens[tokens.count - 1].endsPhrase = true }
          continue
        }
        let after = part[inner.endIndex...]
        // A bracket or a dash before a word parts it from the one before; a quotation mark does not.
        if part[..<inner.startIndex].contains(where: parting.contains), !tokens.isEmpty {
          tokens[tokens.count - 1].endsPhrase = true
        }
        let text = stem(of: inner, language)
        let key = String(text).lowercased()
        tokens.append(
          Token(
            key: key, text: String(text),
            kind: stops.kind(
              of: key, whole: String(inner).lowercased(), isAbbreviation: text.allSatisfy(\.isUppercase)),
            startsSentence: startsSentence, endsPhrase: after.contains { !quotes.contains($0) },
            hasSpaceBefore: word.hasSpaceBefore || part.startIndex > word.text.startIndex))
        startsSentence = after.contains(where: sentenceEnds.contains)
      }
    }
    return tokens
  }

  /// Words of a script without spaces as ICU's dictionaries know them.
  static func tokens(ofUnspaced text: String, _ language: LanguageTag) -> [Token] {
    let stops = StopWords.of(language)
    // Two signs are a word in these scripts; one is a particle, or part of a word that the dictionary does not know.
    let isIdeographic = ["ja", "zh", "yue"].contains(language.primary)
    var tokens: [Token] = []
    var startsSentence = true
    for piece in DictionaryWords.words(in: text) {
      guard piece.isWord, let first = piece.text.first else {
        if !tokens.isEmpty { tokens[tokens.count - 1].endsPhrase = true }
        if piece.text.contains(where: sentenceEnds.contains) { startsSentence = true }
        continue
      }
      let key = piece.text.lowercased()
      var kind = stops.kind(of: key, whole: key)
      if kind == .content, isIdeographic, !first.isASCII, piece.text.count == 1 || piece.text.allSatisfy(\.isHiragana) {
        kind = .stop
      }
      tokens.append(
        Token(
          key: key, text: piece.text, kind: kind, startsSentence: startsSentence, endsPhrase: false,
          hasSpaceBefore: piece.hasSpaceBefore))
      startsSentence = false
    }
    return tokens
  }

  /// Without an article or the like that is written together with it (`l'homme`), and without an English genitive.
  private static func stem(of word: Substring, _ language: LanguageTag) -> Substring {
    guard let mark = word.firstIndex(where: { $0 == "'" || $0 == "’" }) else { return word }
    let (before, after) = (word[..<mark], word[word.index(after: mark)...])
    switch language.primary {
    case "fr", "it", "ca", "oc": return before.count <= 6 && after.count > 1 ? after : word
    case "en": return after.lowercased() == "s" && before.count > 1 ? before : word
    default: return word
    }
  }

  private static let parting: Set<Character> = ["(", "[", "{", "-", "–", "—", "…"]
  private static let quotes: Set<Character> = ["\"", "'", "“", "”", "„", "‘", "’", "»", "«"]
  static let sentenceEnds: Set<Character> = [".", "!", "?", "…", "。", "！", "？", "؟", "।", "።", "։"]
}

extension Substring {
  /// From the first letter or digit to the last; nil where there is none.
  fileprivate var inner: Substring? {
    guard let first = firstIndex(where: { $0.isLetter || $0.isNumber }),
      let last = lastIndex(where: { $0.isLetter || $0.isNumber })
    else { return nil }
    return self[first...last]
  }
}

extension Character {
  fileprivate var isHiragana: Bool { unicodeScalars.allSatisfy { (0x3040...0x309F).contains($0.value) } }
}
