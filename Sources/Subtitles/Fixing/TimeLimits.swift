import Timeline

/// How far times may be moved, in ticks, and what it costs in comparison to what is wrong.
struct TimeLimits {
  /// How far a cue may begin before or after its time: who reads must not be ahead of the speaker, nor far behind.
  let shift: Int64
  /// Where the media ends.
  let mediaEnd: Int64?

  init(judge: CueJudge, mediaEnd: MediaTime?) {
    shift = judge.grid.ticks(atMost: .milliseconds(CueingCost.longestLead))
    self.mediaEnd = mediaEnd.map(judge.grid.ticksDown)
  }

  // A fault that could be avoided is worth moving one cue by a second at its start, or several a little.
  private static let fault = 1000
  private static let weight = 50
  private static let stray = 8
  /// A second at the end of a cue is worth less than one at its start, and to stay less than to leave early.
  private static let (startShare, longerShare, shorterShare) = (1.0, 0.1, 0.25)
  /// Where a fault is mended by moving something far, the last seconds hardly count.
  private static let (endKnee, farShare, most) = (300.0, 0.01, 900.0)

  static func cost(_ faults: CueFaults) -> Int {
    fault * (faults.avoidable + faults.shots) + weight * faults.weight + faults.excess / 4 + stray * faults.strayTimes
  }

  /// What it costs that `cue` begins at `start`. Less than a tick is free: that is where the frame is.
  static func startCost(_ cue: FixedCue, _ start: GridTime) -> Int {
    guard start.ticks != cue.start.ticks else { return 0 }
    let moved = abs((start.time - cue.start.time).seconds) * 1000
    return 1 + Int(min(most, moved * startShare))
  }

  static func endCost(_ cue: FixedCue, _ end: GridTime) -> Int {
    guard end.ticks != cue.end.ticks else { return 0 }
    let moved = (end.time - cue.end.time).seconds * 1000
    let share = moved < 0 ? shorterShare : longerShare
    let near = min(abs(moved) * share, endKnee)
    return 1 + Int(min(most, near + (abs(moved) - near / share) * farShare))
  }
}
