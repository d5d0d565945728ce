/// Of all that was found what is told: nothing that an exception shields, and of what lies within another match of the same
/// list only what is more severe or treated more strictly. Every word that was found and is not shielded is in a match.
struct MatchSelection {
  private(set) var matches: [VocabularyMatch] = []

  /// - Parameter strictness: of what becomes of the words of an entry of a list; more hides more.
  init(_ hits: [MatchPass.Hit], _ matcher: VocabularyMatcher, strictness: (VocabularyEntry, String) -> Int) {
    let shields = hits.filter { matcher.isException[Int($0.item)] }.map(\.place)
      .sorted { ($0.lowerBound, -$0.upperBound) < ($1.lowerBound, -$1.upperBound) }
    let shielded = Shields(shields)
    var weights: [Int32: Weight] = [:]
    let candidates = hits.filter { !matcher.isException[Int($0.item)] && !shielded.cover($0.place) }
    for hit in candidates where weights[hit.item] == nil {
      let item = matcher.items[Int(hit.item)]
      weights[hit.item] = Weight(
        strictness: strictness(item.entry, matcher.sources[item.list].name), severity: item.entry.severity ?? 1)
    }
    let weighed = candidates.map { (hit: $0, weight: weights[$0.item] ?? Weight(strictness: 0, severity: 1)) }
      .sorted(by: Self.isBefore)
    var covers = [[Cover]](repeating: [], count: matcher.sources.count)
    for (hit, weight) in weighed {
      let list = matcher.lists[Int(hit.item)]
      // Those that begin later too lie behind the end of these.
      covers[list].removeAll { $0.end <= hit.words.lowerBound }
      if covers[list].contains(where: { $0.end >= hit.words.upperBound && $0.weight.outweighs(weight) }) { continue }
      covers[list].append(Cover(end: hit.words.upperBound, weight: weight))
      matches.append(
        VocabularyMatch(
          words: hit.words, entry: matcher.items[Int(hit.item)].entry, list: matcher.sources[list].name,
          reading: hit.reading))
    }
  }

  private struct Weight {
    var strictness: Int
    /// Of entries without one it is the most.
    var severity: Double

    func outweighs(_ other: Weight) -> Bool { strictness >= other.strictness && severity >= other.severity }
  }

  /// What was taken, and begins no later than what comes.
  private struct Cover {
    var end: Int
    var weight: Weight
  }

  /// The first, then the longest; of the same words the plainest reading, the strictest and most severe entry, the one that
  /// stands first.
  private static func isBefore(
    _ left: (hit: MatchPass.Hit, weight: Weight), _ right: (hit: MatchPass.Hit, weight: Weight)
  ) -> Bool {
    let (first, second) = (left.hit, right.hit)
    if first.words != second.words {
      return (first.words.lowerBound, -first.words.upperBound) < (second.words.lowerBound, -second.words.upperBound)
    }
    if first.reading != second.reading { return first.reading < second.reading }
    return (-left.weight.strictness, -left.weight.severity, first.item)
      < (-right.weight.strictness, -right.weight.severity, second.item)
  }

  /// Spans in which everything may be said.
  private struct Shields {
    private let spans: [Range<Int>]

    /// - Parameter sorted: by their starts.
    init(_ sorted: [Range<Int>]) {
      // Of those that begin earlier only one that ends later matters.
      var kept: [Range<Int>] = []
      for span in sorted where kept.last.map({ span.upperBound > $0.upperBound }) ?? true { kept.append(span) }
      spans = kept
    }

    func cover(_ place: Range<Int>) -> Bool {
      guard !spans.isEmpty else { return false }
      // The last that begins no later ends last of them.
      var low = 0
      var high = spans.count
      while low < high {
        let middle = (low + high) / 2
        if spans[middle].lowerBound <= place.lowerBound { low = middle + 1 } else { high = middle }
      }
      return low > 0 && spans[low - 1].upperBound >= place.upperBound
    }
  }
}
