public import Timeline

extension Transcript {
  /// How much of the detected speech has no word near it.
  ///
  /// - Parameter tolerance: what may pass between speech and the nearest word: detection pads speech, and people pause. A
  ///   second by default.
  public func speechWithoutText(tolerance: MediaTime = MediaTime(milliseconds: 1000)) -> MediaTime {
    let words = segments.flatMap(\.words).map(\.range)
    var uncovered = MediaTime.zero
    var next = 0
    for range in speech {
      var covered = range.start
      while next < words.count, words[next].end + tolerance <= range.start { next += 1 }
      var index = next
      while index < words.count, words[index].start < range.end + tolerance {
        let start = words[index].start - tolerance
        if start > covered { uncovered = uncovered + (min(start, range.end) - covered) }
        covered = max(covered, words[index].end + tolerance)
        index += 1
      }
      if covered < range.end { uncovered = uncovered + (range.end - covered) }
    }
    return uncovered
  }
}
