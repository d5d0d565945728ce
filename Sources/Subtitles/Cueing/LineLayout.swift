/// Breaks the tokens of one cue into lines: as few as possible, at good places, balanced, the last one rather longer.
struct LineLayout {
  /// The columns of all tokens before each, with the spaces before them.
  private let widths: [Int]
  private let tokens: [CueToken]
  private let breakCosts: [Double]
  private let lineLength: Int
  private let maximumLines: Int
  /// What the lines of two speakers begin with; nil where they never share a cue.
  private let marks: (first: String, second: String)?
  /// Changes of speaker before each token.
  private let turns: [Int]

  /// A cue that two speakers share.
  private static let dialogue = 30.0
  /// The cost of one column of difference between two lines.
  private static let imbalance = 0.8
  /// The cost of a first line that is longer than the last, a column.
  private static let topHeavy = 0.6
  /// A first or last line under half of the other, unless it ends a clause.
  private static let lopsided = 30.0

  /// - Parameter breakCosts: `BreakQuality.cost` after each token but the last.
  init(
    tokens: [CueToken], breakCosts: [Double], lineLength: Int, maximumLines: Int,
    dialogue: StyleRules.DialogueMarks = .none
  ) {
    var widths = [0]
    widths.reserveCapacity(tokens.count + 1)
    for token in tokens {
      widths.append(widths[widths.count - 1] + token.columns + (token.hasSpaceBefore ? 1 : 0))
    }
    self.widths = widths
    self.tokens = tokens
    self.breakCosts = breakCosts
    self.lineLength = lineLength
    self.maximumLines = maximumLines
    marks = maximumLines > 1 ? dialogue.mark : nil
    turns = tokens.indices.reduce(into: []) { turns, index in
      let isTurn = index > 0 && tokens[index].speaker != tokens[index - 1].speaker
      turns.append((turns.last ?? 0) + (isTurn ? 1 : 0))
    }
  }

  /// Columns of the tokens in one line.
  func columns(_ range: Range<Int>) -> Int {
    guard !range.isEmpty else { return 0 }
    return widths[range.upperBound] - widths[range.lowerBound] - (tokens[range.lowerBound].hasSpaceBefore ? 1 : 0)
  }

  /// Words in the tokens; where words have no spaces between them, each token counts.
  func words(_ range: Range<Int>) -> Int { range.reduce(0) { $0 + (tokens[$1].continues ? 0 : 1) } }

  /// The cost of the best layout; nil where the tokens do not fit.
  func cost(_ range: Range<Int>) -> Double? {
    best(range)?.cost
  }

  /// The lines of the best layout. A range that does not fit is not asked for.
  func lines(_ range: Range<Int>) -> [String] {
    if let turn = turn(in: range), let marks {
      return [marks.first + text(range.lowerBound..<turn), marks.second + text(turn..<range.upperBound)]
    }
    return (lineRanges(range) ?? [range]).map(text)
  }

  /// The tokens of each line of the best layout; nil where they do not fit.
  func lineRanges(_ range: Range<Int>) -> [Range<Int>]? {
    guard let breaks = best(range)?.breaks else { return nil }
    let bounds = [range.lowerBound] + breaks + [range.upperBound]
    return zip(bounds, bounds.dropFirst()).map { $0..<$1 }
  }

  /// The price of the best break of `tokens` into two lines that fit; nil where there is none.
  static func bestBreak(of tokens: [CueToken], lineLength: Int) -> Double? {
    let costs = zip(tokens, tokens.dropFirst()).map { BreakQuality.cost(after: $0, before: $1) }
    let layout = LineLayout(tokens: tokens, breakCosts: costs, lineLength: lineLength, maximumLines: 2)
    return costs.indices.filter {
      layout.columns(0..<$0 + 1) <= lineLength && layout.columns($0 + 1..<tokens.count) <= lineLength
    }.map { costs[$0] }.min()
  }

  private func text(_ range: Range<Int>) -> String {
    var text = ""
    for index in range {
      if index > range.lowerBound, tokens[index].hasSpaceBefore { text += " " }
      text += tokens[index].text
    }
    return text
  }

  /// The first token of the second speaker, where there are two; nil for one speaker.
  private func turn(in range: Range<Int>) -> Int? {
    guard let last = range.last, turns[last] == turns[range.lowerBound] + 1 else { return nil }
    return range.first { turns[$0] == turns[last] }
  }

  private func best(_ range: Range<Int>) -> (cost: Double, breaks: [Int])? {
    if let last = range.last, turns[last] != turns[range.lowerBound] {
      guard let marks, let turn = turn(in: range),
        marks.first.columns + columns(range.lowerBound..<turn) <= lineLength,
        marks.second.columns + columns(turn..<range.upperBound) <= lineLength
      else { return nil }
      return (Self.dialogue, [turn])
    }
    if columns(range) <= lineLength { return (0, []) }
    guard maximumLines > 1, columns(range) <= maximumLines * (lineLength + 1) else { return nil }
    for lineCount in 2...maximumLines {
      if let found = split(range, into: lineCount, target: Double(columns(range)) / Double(lineCount)) { return found }
    }
    return nil
  }

  /// The cheapest split of `range` into `lineCount` lines, each near `target` columns.
  private func split(_ range: Range<Int>, into lineCount: Int, target: Double) -> (cost: Double, breaks: [Int])? {
    if lineCount == 1 { return columns(range) <= lineLength ? (0, []) : nil }
    var best: (cost: Double, breaks: [Int])?
    for index in range.dropFirst() {
      let first = columns(range.lowerBound..<index)
      guard first <= lineLength else { break }
      let rest = columns(index..<range.upperBound)
      guard rest <= (lineCount - 1) * (lineLength + 1) else { continue }
      var cost = breakCosts[index - 1] + abs(Double(first) - target) * 2 * Self.imbalance
      if Double(first) > target { cost += (Double(first) - target) * 2 * Self.topHeavy }
      let shorter = min(first, rest / (lineCount - 1))
      let longer = max(first, rest / (lineCount - 1))
      if shorter * 2 < longer, breakCosts[index - 1] > BreakQuality.clauseEnd { cost += Self.lopsided }
      guard cost < best?.cost ?? .infinity,
        let tail = split(index..<range.upperBound, into: lineCount - 1, target: target),
        cost + tail.cost < best?.cost ?? .infinity
      else { continue }
      best = (cost + tail.cost, [index] + tail.breaks)
    }
    return best
  }
}
