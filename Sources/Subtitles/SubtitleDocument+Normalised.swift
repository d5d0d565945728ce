public import Timeline

extension SubtitleDocument {
  /// The latest instant that formats are asked to hold: 99,999 hours, beyond any media and far from overflow.
  public static let latestTime = MediaTime(milliseconds: 359_999_999_999)

  /// The document as every text format can hold it: what a writer prints and its reader gives back.
  ///
  /// Times are whole milliseconds from 0 to `latestTime`, ends lie at least 1 ms after starts, cues are in the order of
  /// their starts, and lines follow `CueText.lines`. Cues without text are dropped.
  public func normalised() -> SubtitleDocument {
    let latest = Self.latestTime.milliseconds
    var kept: [(start: Int64, end: Int64, lines: [String])] = []
    for cue in cues {
      let lines = cue.lines.flatMap(CueText.lines)
      guard !lines.isEmpty else { continue }
      let start = min(max(0, cue.range.start.milliseconds), latest - 1)
      kept.append((start, min(max(start + 1, cue.range.end.milliseconds), latest), lines))
    }
    // The standard sort is stable: cues that start together keep their order.
    kept.sort { $0.start < $1.start }
    let cues = kept.map { cue in
      let range = TimeRange(start: MediaTime(milliseconds: cue.start), end: MediaTime(milliseconds: cue.end))
      return Cue(range: range, lines: cue.lines)
    }
    return SubtitleDocument(cues: cues, language: language)
  }
}
