import Transcript

/// Breaks the text of cues into lines, and keeps its styles.
struct CueLayout {
  let limits: CueingLimits
  let language: LanguageTag

  /// The words of a cue, and how they can stand in lines.
  struct Words {
    let tokens: [StyledToken]
    let layout: LineLayout
    let breakCosts: [Double]

    /// The lines of the best layout; nil where the words do not fit.
    func lines(_ range: Range<Int>) -> [CueLine]? {
      range.isEmpty ? nil : layout.lineRanges(range)?.map { tokens[$0].line }
    }

    var all: Range<Int> { tokens.indices }
  }

  /// A word that is longer than a line counts as one that fills it: words are not cut.
  func words(of text: [CueLine]) -> Words { words(StyledToken.tokens(of: text, language: language)) }

  func words(_ styled: [StyledToken]) -> Words {
    var tokens = styled
    for index in tokens.indices { tokens[index].token.columns = min(tokens[index].token.columns, limits.lineLength) }
    let plain = tokens.map(\.token)
    let small = FunctionWords.of(language)
    let costs = zip(plain, plain.dropFirst()).map { BreakQuality.cost(after: $0, before: $1, words: small) }
    return Words(
      tokens: tokens,
      layout: LineLayout(
        tokens: plain, breakCosts: costs, lineLength: limits.lineLength, maximumLines: limits.lineCount),
      breakCosts: costs)
  }

  /// A better layout for a cue; nil where its lines are fine, or are lines for a reason of their own.
  func wrapped(_ cue: CueContent) -> [CueLine]? {
    let rules = cue.facts.rules
    guard !rules.isDisjoint(with: Self.rules), !cue.hasFixedLines, !cue.lines.contains(where: endsInsideWord) else {
      return nil
    }
    if rules.isDisjoint(with: Self.limits), mayBeSeveral(cue) { return nil }
    let words = words(of: cue.text)
    guard let lines = words.lines(words.all), lines != cue.text else { return nil }
    return lines
  }

  private static let rules: Set<StyleRule> = [.lines, .lineLength, .needlessBreak, .lineBreak, .balance, .orphan]
  private static let limits: Set<StyleRule> = [.lines, .lineLength]

  /// `some-` before `thing`: nobody knows whether the hyphen belongs to the word.
  private func endsInsideWord(_ line: String) -> Bool {
    let end = line.suffix(2)
    return end.count == 2 && end.last == "-" && end.first?.isLetter == true
  }

  /// Whether the lines may belong to two speakers without marks, or to a sound and a speaker.
  private func mayBeSeveral(_ cue: CueContent) -> Bool {
    if cue.lines.contains(where: CueMarks.isLabel) { return true }
    return cue.voices.isEmpty && cue.facts.rules.contains(.needlessBreak)
      && cue.lines.dropLast().contains { TextRepair.endsSentence($0, language: language) }
  }
}
