import Transcript

/// How well a text reads when it is broken after a token: 0 is perfect.
enum BreakQuality {
  static let sentenceEnd = 0.0
  static let clauseEnd = 12.0
  static let segmentEnd = 10.0
  static let beforeConjunction = 28.0
  static let beforePreposition = 36.0
  /// Between any two words.
  static let plain = 55.0
  /// Between the characters of a script without spaces, where any place may be in the middle of a word.
  static let unspaced = 60.0
  /// Japanese, after kana before another script: where phrases usually end.
  static let afterKana = 25.0
  /// Japanese, between two kanji, two katakana, or a kanji and its ending: probably inside a word.
  static let insideJapaneseWord = 110.0
  /// After a conjunction or a preposition, which belong to what follows.
  static let afterConnective = 100.0
  /// After a verb that helps the next one.
  static let afterAuxiliary = 100.0
  /// Between the parts of a name, or a number and what it counts.
  static let insideName = 110.0
  /// What no style guide has: the price from which on a break is one of those.
  static let forbidden = 100.0
  /// After an article and its like.
  static let afterLeaning = 150.0
  /// A line that begins with a closing mark or ends with an opening one.
  static let strandedMark = 300.0
  static let insideWord = 400.0

  static let closers = Set<Character>("。、，．！？：；」』）】〉》〕〗’”…ー々ぁぃぅぇぉっゃゅょァィゥェォッャュョ,.!?:;)]}»›%")
  private static let openers = Set<Character>("「『（【〈《〔〖“‘([{«‹¿¡„")
  private static let quotes = Set<Character>("\"'”’»›)]}」』）】》〉")
  private static let sentenceMarks = Set<Character>(".!?…。！？؟।॥։።")
  private static let clauseMarks = Set<Character>(",;:、，；：،؛—–")

  /// The cost of a break between `token` and `next`.
  ///
  /// - Parameter words: those of the language of `token`, for who knows them already.
  static func cost(after token: CueToken, before next: CueToken, words: FunctionWords? = nil) -> Double {
    if token.continues || token.isLabel { return insideWord }
    if token.speaker != next.speaker { return sentenceEnd }
    if let first = next.text.first, !next.hasSpaceBefore, closers.has(first) { return strandedMark }
    if let last = token.text.last, openers.has(last) { return strandedMark }
    let words = words ?? FunctionWords.of(token.language)
    let word = token.text.lowercased()
    if words.leaning.contains(word) { return afterLeaning }
    switch closing(of: token.text) {
    case .sentence: return sentenceEnd
    case .clause: return clauseEnd
    case .none: break
    }
    if token.endsSegment { return segmentEnd }
    if words.conjunctions.contains(word) || words.prepositions.contains(word) { return afterConnective }
    if words.auxiliaries.contains(word) { return afterAuxiliary }
    if belongTogether(token, next) { return insideName }
    let following = next.text.lowercased()
    if words.conjunctions.contains(following) { return beforeConjunction }
    if words.prepositions.contains(following) { return beforePreposition }
    return next.hasSpaceBefore ? plain : unspacedCost(after: token, before: next)
  }

  /// Whether a sentence ends with `token`; abbreviations like “Dr.” do not end one.
  static func endsSentence(_ token: CueToken) -> Bool {
    closing(of: token.text) == .sentence
      && !FunctionWords.of(token.language).leaning.contains(token.text.lowercased())
  }

  /// Whether two words look like parts of a name (“Ada Lovelace”, “New York”), or a number and its noun (“40 miles”).
  private static func belongTogether(_ token: CueToken, _ next: CueToken) -> Bool {
    guard next.hasSpaceBefore, let first = token.text.first, let second = next.text.first else { return false }
    if first.isNumber, token.text.allSatisfy({ $0.isNumber || ".,".contains($0) }) { return second.isLetter }
    // In German every noun has a capital.
    guard token.language.primary != "de", token.text.count > 1, !token.beginsSentence else { return false }
    return first.isUppercase && second.isUppercase
  }

  private enum Script { case kanji, hiragana, katakana, other }

  /// Kana say where Japanese phrases end; other scripts without spaces give no such sign.
  private static func unspacedCost(after token: CueToken, before next: CueToken) -> Double {
    guard token.language.primary == "ja" else { return unspaced }
    switch (script(token.text.unicodeScalars.last), script(next.text.unicodeScalars.first)) {
    case (.hiragana, .kanji), (.hiragana, .katakana), (.hiragana, .other): return afterKana
    case (.kanji, .kanji), (.katakana, .katakana), (.kanji, .hiragana), (.katakana, .hiragana):
      return insideJapaneseWord
    default: return unspaced
    }
  }

  private static func script(_ scalar: Unicode.Scalar?) -> Script {
    switch scalar?.value ?? 0 {
    case 0x3041...0x309F: .hiragana
    case 0x30A0...0x30FF: .katakana
    case 0x3400...0x9FFF, 0x3005: .kanji
    default: .other
    }
  }

  private enum Closing { case sentence, clause, none }

  private static func closing(of text: String) -> Closing {
    if text.endsPlainly { return .none }
    guard let last = text.reversed().first(where: { !quotes.contains($0) && $0.columns > 0 }) else { return .none }
    if sentenceMarks.contains(last) { return .sentence }
    return clauseMarks.contains(last) ? .clause : .none
  }
}
