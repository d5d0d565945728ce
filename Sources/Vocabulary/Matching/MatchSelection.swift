/// Of all that was found: of each list the longest phrases that do not overlap, and none that an exception shields.
struct MatchSelection {
  private(set) var matches: [VocabularyMatch] = []

  init(_ hits: [MatchPass.Hit], _ matcher: VocabularyMatcher) {
    let shields = hits.filter { matcher.isException[Int($0.item)] }.map(\.words)
      .sorted { ($0.lowerBound, -$0.upperBound) < ($1.lowerBound, -$1.upperBound) }
    let shielded = Shields(shields)
    // The longest first; of the same length the plainest reading, the entry that stands first.
    let candidates = hits.filter { !matcher.isException[Int($0.item)] && !shielded.cover($0.words) }
      .sorted {
        ($0.words.lowerBound, -$0.words.upperBound, $0.reading.rawValue, $0.item)
          < ($1.words.lowerBound, -$1.words.upperBound, $1.reading.rawValue, $1.item)
      }
    var ends = [Int](repeating: 0, count: matcher.sources.count)
    for hit in candidates {
      let list = matcher.lists[Int(hit.item)]
      guard hit.words.lowerBound >= ends[list] else { continue }
      ends[list] = hit.words.upperBound
      matches.append(
        VocabularyMatch(
          words: hit.words, entry: matcher.items[Int(hit.item)].entry, list: matcher.sources[list].name,
          reading: hit.reading))
    }
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

    func cover(_ words: Range<Int>) -> Bool {
      guard !spans.isEmpty else { return false }
      // The last that begins no later ends last of them.
      var low = 0
      var high = spans.count
      while low < high {
        let middle = (low + high) / 2
        if spans[middle].lowerBound <= words.lowerBound { low = middle + 1 } else { high = middle }
      }
      return low > 0 && spans[low - 1].upperBound >= words.upperBound
    }
  }
}
