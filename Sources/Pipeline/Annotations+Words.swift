package import Moderation
internal import Timeline
package import Transcript

extension Annotations {
  /// The same about `filtered`, which a filter made of `transcript`: with the indices that the words have there. Filters
  /// keep times, so a word is the one at its time; a finding all of whose words were removed has none.
  package func moved(from transcript: Transcript, to filtered: Transcript) -> Annotations {
    let (old, new) = (transcript.words.map(\.range), filtered.words.map(\.range))
    guard old != new else { return self }
    let places = Self.places(of: old, in: new)
    func moved(_ words: Range<Int>) -> Range<Int>? {
      let left = places[words.clamped(to: 0..<places.count)].compactMap { $0 }
      guard let first = left.first?.lowerBound, let last = left.last?.upperBound, first < last else { return nil }
      return first..<last
    }
    var result = self
    for index in findings.indices { result.findings[index].words = findings[index].words.flatMap(moved) }
    for index in utterances.indices { result.utterances[index].words = moved(utterances[index].words) ?? 0..<0 }
    return result
  }

  /// For each of `old` the indices of those at its time in `new`, nil where there are none. Both are in time order.
  static func places(of old: [TimeRange], in new: [TimeRange]) -> [Range<Int>?] {
    var next = 0
    return old.map { range in
      if next < new.count, new[next] == range {
        next += 1
        return next - 1..<next
      }
      // Words that were replaced together have one range.
      let middle = MediaTime.midpoint(range.start, range.end)
      func holds(_ index: Int) -> Bool {
        new.indices.contains(index) && new[index].start <= middle && middle < new[index].end
      }
      if holds(next - 1) { return next - 1..<next }
      while next < new.count, new[next].end <= range.start { next += 1 }
      // Several that stand for one part its time.
      let first = next
      while next < new.count, new[next].start >= range.start, new[next].start < range.end, new[next].end <= range.end {
        next += 1
      }
      if next > first { return first..<next }
      guard holds(next) else { return nil }
      next += 1
      return next - 1..<next
    }
  }
}
