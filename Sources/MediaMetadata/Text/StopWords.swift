internal import Transcript

/// The words of a language that are everywhere and say nothing about a text.
struct StopWords {
  private let words: Set<String>
  /// Letters up to which words of a language without a list count as small ones (Campos et al. 2020 do the same).
  private let shortest: Int

  static func of(_ language: LanguageTag) -> StopWords {
    guard let words = StopWordLists.byLanguage[language.primary] else { return StopWords(words: [], shortest: 3) }
    return StopWords(words: words, shortest: language.isWrittenWithoutSpaces ? 0 : 2)
  }

  /// - Parameters:
  ///   - key: in small letters.
  ///   - whole: the same with what was taken off, as `it's`.
  ///   - isAbbreviation: whether it is written in capitals.
  func kind(of key: String, whole: String, isAbbreviation: Bool = false) -> Token.Kind {
    if !key.contains(where: \.isLetter) { return .number }
    if words.contains(key) || words.contains(whole) { return .stop }
    if key.count <= (isAbbreviation ? 1 : shortest) { return .stop }
    // `they've`, `don't`: what is before the mark is in the list, or all of it.
    if key == whole, let mark = whole.firstIndex(where: { $0 == "'" || $0 == "’" }) {
      if words.contains(String(whole[..<mark])) { return .stop }
      if whole[mark...].dropFirst() == "t", whole[..<mark].hasSuffix("n") { return .stop }
    }
    // A number with a unit or an ending: `1990s`, `3rd`.
    return key.first?.isNumber == true ? .number : .content
  }
}
