import Timeline

/// Spans as they are worked on: with padding, in order, apart from each other.
struct BleepSpans: Hashable, Sendable {
  /// Spans closer than this become one: between them there would be less sound than the fades of both.
  private static let shortestGap = MediaTime(milliseconds: 20)

  private(set) var ranges: [TimeRange] = []
  /// Those without a length also with the padding, and those before the start.
  private(set) var ignored: [TimeRange] = []

  init(_ given: [TimeRange], padding: MediaTime) {
    for range in given.sorted(by: { ($0.start, $0.end) < ($1.start, $1.end) }) {
      // Recognisers give words without a length now and then: the padding is what is heard of them.
      let padded = TimeRange(start: max(.zero, range.start - padding), end: range.end + padding)
      guard !padded.isEmpty, range.end >= .zero else {
        ignored.append(range)
        continue
      }
      if let last = ranges.last, padded.start < last.end + Self.shortestGap {
        ranges[ranges.count - 1].end = max(last.end, padded.end)
      } else {
        ranges.append(padded)
      }
    }
  }
}
