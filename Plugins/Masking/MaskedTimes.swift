import Timeline

/// When treated words are said. They may overlap, be in any order, and have no length.
struct MaskedTimes {
  /// By their starts.
  private let times: [TimeRange]
  /// The latest end of each and those before it.
  private let ends: [MediaTime]

  init(_ times: [TimeRange]) {
    self.times = times.sorted { ($0.start, $0.end) < ($1.start, $1.end) }
    var ends: [MediaTime] = []
    for time in self.times { ends.append(max(time.end, ends.last ?? time.end)) }
    self.ends = ends
  }

  /// Whether one of them overlaps `range`, or stands in it where one of both has no length.
  func overlap(_ range: TimeRange) -> Bool {
    // Those that begin before the end of `range`, or at the start of both.
    var low = 0
    var high = times.count
    while low < high {
      let middle = (low + high) / 2
      let start = times[middle].start
      if start < range.end || start == range.start { low = middle + 1 } else { high = middle }
    }
    guard low > 0 else { return false }
    if ends[low - 1] > range.start { return true }
    // What has no length and stands where the range begins.
    return times[..<low].last.map { $0.start == range.start } ?? false
  }
}
