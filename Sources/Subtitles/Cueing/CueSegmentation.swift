/// Divides tokens into cues: the division with the lowest total cost, found in time linear in the number of tokens (a
/// cue holds no more tokens than its lines have columns).
struct CueSegmentation {
  let tokens: [CueToken]
  let layout: LineLayout
  let breakCosts: [Double]
  let cost: CueingCost
  /// More than any cue holds; tokens without columns would never fill one.
  private static let mostTokens = 1000

  /// The ranges of tokens that make a cue each, in order, without gaps.
  func cues() -> [Range<Int>] {
    guard !tokens.isEmpty else { return [] }
    var best = [Double](repeating: .infinity, count: tokens.count + 1)
    var origin = [Int](repeating: 0, count: tokens.count + 1)
    best[0] = 0
    for end in 1...tokens.count {
      let afterEnd = end < tokens.count ? breakCost(end - 1) : 0
      var joined = 0.0
      for start in stride(from: end - 1, through: 0, by: -1) {
        if start < end - 1 {
          guard mayJoin(start), end - start <= Self.mostTokens else { break }
          joined += joinCost(start)
        }
        let isSingle = start == end - 1
        guard isSingle || tokens[end - 1].end - tokens[start].start <= cost.longestSpeech else { break }
        guard let lines = layout.cost(start..<end) else { break }
        let total = best[start] + afterEnd + joined + lines + cueCost(start..<end)
        if total < best[end] {
          best[end] = total
          origin[end] = start
        }
      }
    }
    var cues: [Range<Int>] = []
    var end = tokens.count
    while end > 0 {
      cues.append(origin[end]..<end)
      end = origin[end]
    }
    return cues.reversed()
  }

  private func pause(after index: Int) -> Int64 { tokens[index + 1].start - tokens[index].end }

  /// Whether a token and the next may share a cue: not across a long pause. Speakers are a matter of the layout.
  private func mayJoin(_ index: Int) -> Bool { pause(after: index) <= CueingCost.longestPause }

  private func breakCost(_ index: Int) -> Double {
    CueingCost.breakCost(breakCosts[index], pause: pause(after: index))
  }

  private func joinCost(_ index: Int) -> Double {
    CueingCost.joinCost(endsSentence: tokens[index].endsSentence, pause: pause(after: index))
  }

  private func cueCost(_ range: Range<Int>) -> Double {
    let first = tokens[range.lowerBound]
    let last = tokens[range.upperBound - 1]
    let columns = layout.columns(range)
    var total = cost.timingCost(
      start: first.start, end: last.end,
      previousEnd: range.lowerBound > 0 ? tokens[range.lowerBound - 1].end : 0,
      nextStart: range.upperBound < tokens.count ? tokens[range.upperBound].start : .max / 2,
      readingTime: cost.readingTime(columns: columns, words: layout.words(range)))
    if columns < CueingCost.scrap, !isSentence(range) { total += CueingCost.scrapCost }
    return total
  }

  /// Whether the tokens begin after the end of a sentence, or the start, and end with one.
  private func isSentence(_ range: Range<Int>) -> Bool {
    let begins = range.lowerBound == 0 || tokens[range.lowerBound - 1].endsSentence
    return begins && tokens[range.upperBound - 1].endsSentence
  }
}
