import Timeline
import Transcript

/// When what is said is said.
struct SpokenWords: Sendable {
  /// Some words in a row.
  struct Said {
    var range: TimeRange
    var columns: Int
    var words: Int
  }

  /// In the order of their starts.
  private let words: [(range: TimeRange, columns: Int, hasSpaceBefore: Bool)]

  init(_ transcript: Transcript) {
    words = transcript.segments.flatMap { segment in
      // Segments are set apart, whatever their first word says.
      segment.words.enumerated().map { index, word in
        var word = word
        if index == 0 { word.hasSpaceBefore = !segment.language.isWrittenWithoutSpaces }
        return word
      }
    }.sorted { $0.start < $1.start }.map { word in
      (word.range, word.text.columns, word.hasSpaceBefore)
    }
  }

  /// What is said during `range`, in whole words; nil where nothing is.
  func speech(in range: TimeRange) -> Said? {
    let said = words[first(endingAfter: range.start)...].prefix { $0.range.start < range.end }
    guard let first = said.first, let last = said.last else { return nil }
    let columns = said.reduce(0) { $0 + $1.columns + ($1.hasSpaceBefore ? 1 : 0) } - (first.hasSpaceBefore ? 1 : 0)
    return Said(
      range: TimeRange(start: first.range.start, end: last.range.end), columns: max(columns, 1), words: said.count)
  }

  /// The first word that begins at or after `time`, and the last that ends at or before it.
  func neighbours(of time: MediaTime) -> (after: MediaTime?, before: MediaTime?) {
    let index = words.partitionIndex { $0.range.start >= time }
    let before = words[..<index].last { $0.range.end <= time }
    return (index < words.count ? words[index].range.start : nil, before?.range.end)
  }

  /// Where words are said that none of `ranges`, which are sorted, touches.
  func stretches(outside ranges: [TimeRange]) -> [TimeRange] {
    var found: [TimeRange] = []
    var index = 0
    for word in words {
      while index < ranges.count, ranges[index].end <= word.range.start { index += 1 }
      if index < ranges.count, ranges[index].start < word.range.end { continue }
      if let last = found.last, !ranges.indices.contains(index) || ranges[index].start >= word.range.end,
        word.range.start - last.end < MediaTime(milliseconds: 1000)
      {
        found[found.count - 1] = TimeRange(start: last.start, end: max(last.end, word.range.end))
      } else {
        found.append(word.range)
      }
    }
    return found
  }

  private func first(endingAfter time: MediaTime) -> Int {
    // Words overlap a little at most; ends are as good as sorted.
    var index = words.partitionIndex { $0.range.start >= time }
    while index > 0, words[index - 1].range.end > time { index -= 1 }
    return index
  }
}

extension RandomAccessCollection where Index == Int {
  /// The first index from which on `predicate` holds, in a collection that is sorted by it.
  func partitionIndex(where predicate: (Element) -> Bool) -> Int {
    var (low, high) = (startIndex, endIndex)
    while low < high {
      let middle = low + (high - low) / 2
      if predicate(self[middle]) { high = middle } else { low = middle + 1 }
    }
    return low
  }
}
