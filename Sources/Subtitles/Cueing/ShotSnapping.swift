import Timeline

/// Moves the ends of cues that lie near a change of shot: a cue that stays on a little beyond a cut, or comes up just
/// before one, makes the eye read it again (Netflix Timed Text Style Guide, timing to shot changes).
///
/// A cue begins with the shot, or `zone` before it where it begins earlier than three quarters of that; it ends
/// `minimumGap` before the change, or `zone` after it where words go on. Order, gaps and durations of cues stay within
/// their limits; what cannot be moved without breaking one stays where it is. All times are ticks of a grid.
struct ShotSnapping {
  typealias Span = CueTiming.Span

  let minimumDuration: Int64
  let maximumDuration: Int64
  let minimumGap: Int64
  let chainBelow: Int64
  let zone: Int64
  private let grid: TimeGrid
  /// Rising.
  let shots: [Int64]

  init(_ limits: CueingLimits, shots: [Int64]) {
    minimumDuration = limits.minimumDuration
    maximumDuration = limits.maximumDuration
    minimumGap = limits.minimumGap
    chainBelow = limits.chainBelow
    grid = limits.grid
    zone = limits.grid.ticks(nearest: limits.rules.shotZone)
    self.shots = shots
  }

  /// - Parameter words: what is said; cues whose times say nothing of their words are taken as they are.
  func snapped(_ spans: [Span], words: SpokenWords?) -> [Span] {
    guard zone > 0, !shots.isEmpty else { return spans }
    var spans = spans
    // What one cue gives way to, another may need: until nothing moves any more.
    for _ in 0..<Self.longestNegotiation {
      let before = spans
      let speech = spans.map { said(in: $0, words) }
      for index in spans.indices {
        snapStart(&spans, speech, index)
        snapEnd(&spans, speech, index)
      }
      if spans == before { break }
    }
    return spans
  }

  private static let longestNegotiation = 8

  private func said(in span: Span, _ words: SpokenWords?) -> Span {
    let range = TimeRange(start: grid.time(of: span.start), end: grid.time(of: span.end))
    guard let said = words?.speech(in: range) else { return span }
    return Span(start: grid.ticksDown(said.range.start), end: grid.ticksUp(said.range.end))
  }

  private func snapStart(_ spans: inout [Span], _ speech: [Span], _ index: Int) {
    let span = spans[index]
    guard let shot = nearest(to: span.start), shot != span.start, abs(shot - span.start) < zone else { return }
    let isEarly = span.start <= shot - zone * 3 / 4
    for start in isEarly ? [shot - zone, shot] : [shot, shot - zone] where start >= 0 {
      var changed = Array(spans[max(0, index - 1)...min(index + 1, spans.count - 1)])
      let own = index > 0 ? 1 : 0
      changed[own].start = start
      changed[own].end = max(span.end, start + minimumDuration)
      if own == 1, start - changed[0].end < max(chainBelow, minimumGap) {
        // The cue before makes room, as far as its words allow, or stays on.
        changed[0].end = start - minimumGap
        guard changed[0].end >= min(spans[index - 1].end, speech[index - 1].end - zone) else { continue }
      }
      guard keeps(changed) else { continue }
      for (offset, span) in changed.enumerated() { spans[index - own + offset] = span }
      return
    }
  }

  private func snapEnd(_ spans: inout [Span], _ speech: [Span], _ index: Int) {
    let span = spans[index]
    guard let shot = nearest(to: span.end), shot - minimumGap != span.end, abs(shot - span.end) < zone else { return }
    let goesOn = speech[index].end > shot + zone / 2
    for end in goesOn ? [shot + zone, shot - minimumGap] : [shot - minimumGap, shot + zone] {
      guard end >= min(span.end, speech[index].end - zone) else { continue }
      var changed = Array(spans[index...min(index + 1, spans.count - 1)])
      changed[0].end = end
      // The next cue, if it begins near the same change, begins with it.
      if changed.count > 1, end < shot, abs(changed[1].start - shot) < zone { changed[1].start = shot }
      guard keeps(changed) else { continue }
      for (offset, span) in changed.enumerated() { spans[index + offset] = span }
      return
    }
  }

  private func keeps(_ spans: [Span]) -> Bool {
    spans.allSatisfy { (minimumDuration...maximumDuration).contains($0.end - $0.start) }
      && zip(spans, spans.dropFirst()).allSatisfy { first, second in
        let gap = second.start - first.end
        return gap == minimumGap || gap >= max(chainBelow, minimumGap)
      }
  }

  private func nearest(to ticks: Int64) -> Int64? {
    var low = 0
    var high = shots.count
    while low < high {
      let middle = (low + high) / 2
      if shots[middle] < ticks { low = middle + 1 } else { high = middle }
    }
    return [low - 1, low].filter(shots.indices.contains).map { shots[$0] }
      .min { abs($0 - ticks) < abs($1 - ticks) }
  }
}
