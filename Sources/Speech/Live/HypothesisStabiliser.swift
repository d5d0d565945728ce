package import Timeline
package import Transcript

/// Decides which words of growing speech are shown for good: those that two hypotheses in a row begin with (local
/// agreement: Liu et al. 2020, “Low-Latency Sequence-to-Sequence Speech Recognition and Translation by Partial Hypothesis
/// Selection”; for Whisper: Macháček et al. 2023).
package struct HypothesisStabiliser: Sendable {
  /// Words that later hypotheses cannot change, other than by case and marks.
  package private(set) var stable: [Word] = []
  /// What followed in the last hypothesis.
  package private(set) var tentative: [Word] = []

  package init() {}

  /// Takes a hypothesis of all that is not final.
  ///
  /// - Parameters:
  ///   - words: in time order.
  ///   - isLast: whether nothing more will be heard, so that all of it is stable.
  package mutating func hear(_ words: [Word], isLast: Bool = false) {
    let known = place(of: stable, in: words)
    if known == stable.count, zip(stable, words).allSatisfy({ Self.isSame($0, $1) }) {
      stable = Array(words.prefix(known))
    }
    var rest = Array(words.dropFirst(known))
    if let end = stable.last?.end {
      for index in rest.indices where rest[index].start < end {
        rest[index].range = TimeRange(start: end, end: max(end, rest[index].end))
      }
    }
    let agreed = isLast ? rest.count : zip(tentative, rest).prefix { Self.isSame($0, $1) }.count
    stable += rest.prefix(agreed)
    tentative = Array(rest.dropFirst(agreed))
  }

  /// Takes words away that have become final: all that lie before an instant, stable or not.
  package mutating func removeWords(before instant: MediaTime) -> [Word] {
    func isBefore(_ word: Word) -> Bool { MediaTime.midpoint(word.start, word.end) < instant }
    let count = stable.prefix(while: isBefore).count
    let others = count == stable.count ? tentative.prefix(while: isBefore).count : 0
    defer {
      stable.removeFirst(count)
      tentative.removeFirst(others)
    }
    return Array(stable.prefix(count) + tentative.prefix(others))
  }

  /// Takes all words away.
  package mutating func removeAll() -> [Word] {
    defer { (stable, tentative) = ([], []) }
    return stable + tentative
  }

  /// How many words at the beginning of a hypothesis say what is known already: the beginning that differs least from it,
  /// the nearest in time where several do.
  private func place(of known: [Word], in words: [Word]) -> Int {
    guard let end = known.last?.end else { return 0 }
    var distances = Array(0...words.count)
    for (row, word) in known.enumerated() {
      var current = [row + 1]
      for (column, other) in words.enumerated() {
        current.append(
          min(distances[column + 1] + 1, current[column] + 1, distances[column] + (Self.isSame(word, other) ? 0 : 1)))
      }
      distances = current
    }
    func gap(_ count: Int) -> Double { abs((count > 0 ? words[count - 1].end : .zero).seconds - end.seconds) }
    let best = distances.indices.min { (distances[$0], gap($0)) < (distances[$1], gap($1)) } ?? 0
    // A hypothesis of something else has no such place: time decides.
    guard 2 * distances[best] > known.count else { return best }
    return words.prefix { MediaTime.midpoint($0.start, $0.end) < end }.count
  }

  /// Whether two words differ in case and marks alone.
  private static func isSame(_ a: Word, _ b: Word) -> Bool { a.letters == b.letters }
}
