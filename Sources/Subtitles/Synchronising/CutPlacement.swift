/// Where between two pieces the cut is: cues on either side of it are known, those between say nothing, or their scene
/// is not in the media.
struct CutPlacement {
  let cues: [CueWords.CueEntry]

  /// Seconds on the clock of the subtitles at which a piece ends and the next begins; what lies between is not in the
  /// media.
  ///
  /// - Parameters:
  ///   - last: the last cue that is known to lie on `line`, in the order of starts.
  ///   - first: the first that is known to lie on `next`.
  func place(after last: Int, on line: ClockLine, before first: Int, on next: ClockLine) -> (end: Double, start: Double)
  {
    let begin = cues[first].start
    let jump = next.time(begin) - line.time(begin)
    guard jump < 0 else {
      let cut = widestGap(after: last, before: first)
      return (cut, cut)
    }
    let missing = -jump / next.rate
    let from = min(max(cues[last].end, cues[last].start), begin)
    guard begin - from > missing else { return (from, begin) }
    let start = bestWindow(of: missing, after: last, before: first, from: from)
    return (start, min(begin, start + missing))
  }

  /// The start of the cue that comes after the longest time without cues.
  private func widestGap(after last: Int, before first: Int) -> Double {
    var end = cues[last].end
    var best = (gap: -Double.infinity, cut: cues[first].start)
    for cue in cues[(last + 1)...first] {
      if cue.start - end > best.gap { best = (cue.start - end, cue.start) }
      end = max(end, cue.end)
    }
    return best.cut
  }

  /// Where a scene of `length` must begin so that most of the cues that say what was not heard are in it.
  private func bestWindow(of length: Double, after last: Int, before first: Int, from: Double) -> Double {
    let between = cues[(last + 1)..<first].filter { !$0.words.isEmpty }
    var best = (count: -1, start: from)
    var high = 0
    for (low, cue) in between.enumerated() {
      let start = max(from, cue.start)
      // A little of the last may be left: its place in the media is not sure to the frame.
      while high < between.count, between[high].start < start + length { high += 1 }
      if high - low > best.count, start + length <= cues[first].start + 0.5 { best = (high - low, start) }
    }
    return best.start
  }
}
