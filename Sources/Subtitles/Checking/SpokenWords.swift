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
  private let words: [(range: TimeRange, columns: Int, hasSpaceBefore: Bool, speaker: String?)]
  /// Where nothing can be shown any more; words that end later were heard in something else.
  private let mediaEnd: MediaTime

  init(_ transcript: Transcript) {
    mediaEnd = transcript.duration
    words = transcript.segments.flatMap { segment in
      // Segments are set apart, whatever their first word says.
      segment.words.enumerated().map { index, word in
        let hasSpaceBefore = index == 0 ? !segment.language.isWrittenWithoutSpaces : word.hasSpaceBefore
        return (word.range, word.text.columns, hasSpaceBefore, segment.speaker)
      }
    }.sorted { $0.0.start < $1.0.start }
  }

  /// What is said during `range`, in whole words; nil where nothing is.
  func speech(in range: TimeRange) -> Said? {
    let said = words[first(endingAfter: range.start)...].prefix { $0.range.start < range.end }
    guard let first = said.first, let last = said.last else { return nil }
    let columns = said.reduce(0) { $0 + $1.columns + ($1.hasSpaceBefore ? 1 : 0) } - (first.hasSpaceBefore ? 1 : 0)
    return Said(
      range: TimeRange(start: first.range.start, end: last.range.end), columns: max(columns, 1), words: said.count)
  }

  /// The longest time during `range` in which nothing is said.
  func longestSilence(in range: TimeRange) -> MediaTime {
    var (longest, end) = (MediaTime.zero, range.start)
    for word in words[first(endingAfter: range.start)...].prefix(while: { $0.range.start < range.end }) {
      longest = max(longest, word.range.start - end)
      end = max(end, word.range.end)
    }
    return max(longest, range.end - end)
  }

  /// When speech began that goes on at `time`, without a pause of `SpokenWords.pause`; not before `earliest`.
  func onset(ofSpeechAt time: MediaTime, after earliest: MediaTime) -> MediaTime {
    var onset = time
    for word in words[..<words.partitionIndex { $0.range.start >= time }].reversed() {
      guard word.range.start >= earliest, onset - word.range.end < Self.pause else { break }
      onset = word.range.start
    }
    return onset
  }

  /// Between words that are said in one go.
  private static let pause = MediaTime(milliseconds: 200)

  /// When the last word begins that is said during `range` and ends before `time`.
  func lastStart(in range: TimeRange, endingBefore time: MediaTime?) -> MediaTime? {
    words[first(endingAfter: range.start)...].prefix { $0.range.start < range.end }.last { word in
      time.map { word.range.end <= $0 } ?? true
    }?.range.start
  }

  /// When the first word ends that is said during `range` and begins at or after `time`.
  func firstEnd(in range: TimeRange, startingAfter time: MediaTime?) -> MediaTime? {
    words[first(endingAfter: range.start)...].prefix { $0.range.start < range.end }.first { word in
      time.map { word.range.start >= $0 } ?? true
    }?.range.end
  }

  /// Who says what is said during `range`; nil among them for a speaker who is not known.
  func speakers(in range: TimeRange) -> Set<String?> {
    Set(words[first(endingAfter: range.start)...].lazy.prefix { $0.range.start < range.end }.map(\.speaker))
  }

  /// When the words begin that are said during `range`, with the columns that are said of it before each.
  func starts(in range: TimeRange) -> (words: [(start: MediaTime, columns: Int)], columns: Int) {
    var columns = 0
    let starts = words[first(endingAfter: range.start)...].prefix { $0.range.start < range.end }.map { word in
      let before = columns + (columns > 0 && word.hasSpaceBefore ? 1 : 0)
      columns = before + word.columns
      return (start: word.range.start, columns: before)
    }
    return (starts, columns)
  }

  /// The first word that begins at or after `time`, and the last that ends at or before it.
  func neighbours(of time: MediaTime) -> (after: MediaTime?, before: MediaTime?) {
    let index = words.partitionIndex { $0.range.start >= time }
    let before = words[..<index].last { $0.range.end <= time }
    return (index < words.count ? words[index].range.start : nil, before?.range.end)
  }

  /// The seconds that a cue with `said` may be shown: up to the next word, no longer after the last one than the style
  /// allows, and never after the end of the media.
  func available(for said: Said, rules: StyleRules, grid: TimeGrid) -> Double {
    let trail = said.range.end + rules.maximumTrail.time(at: grid.frameRate)
    let latest = min(neighbours(of: said.range.end).after ?? trail, trail)
    let end = latest - rules.minimumGap.time(at: grid.frameRate)
    return ((mediaEnd >= said.range.end ? min(end, mediaEnd) : end) - said.range.start).seconds
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
