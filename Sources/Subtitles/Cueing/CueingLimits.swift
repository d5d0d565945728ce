import Timeline

/// The rules of a style as cueing counts: within sane bounds, in milliseconds for tokens and in ticks of the grid for
/// cues, each rounded to the safe side.
struct CueingLimits {
  let rules: StyleRules
  let grid: TimeGrid
  /// 8…200 columns.
  let lineLength: Int
  /// 1…4: the work grows with the power of it.
  let lineCount: Int
  let minimumDuration: Int64
  let maximumDuration: Int64
  let minimumGap: Int64
  /// Gaps below this are closed.
  let chainBelow: Int64
  let maximumTrail: Int64
  /// How long the words of a cue may take, ms: so short that the gap after it can be closed.
  let longestSpeech: Int64

  init(_ rules: StyleRules, _ grid: TimeGrid) {
    (self.rules, self.grid) = (rules, grid)
    lineLength = max(8, min(rules.maximumLineLength, 200))
    lineCount = max(1, min(rules.maximumLines, 4))
    minimumDuration = max(1, grid.ticks(atLeast: rules.minimumDuration))
    maximumDuration = max(minimumDuration, grid.ticks(atMost: rules.maximumDuration))
    minimumGap = max(0, grid.ticks(atLeast: rules.minimumGap))
    chainBelow = grid.ticks(atLeast: rules.chainBelow)
    maximumTrail = max(0, grid.ticks(atMost: rules.maximumTrail))
    // Two ticks for the rounding of both ends.
    let longest = max(minimumDuration, maximumDuration - chainBelow - 2)
    longestSpeech = max(1, grid.time(of: longest).milliseconds)
  }

  func milliseconds(_ ticks: Int64) -> Int64 { grid.time(of: ticks).milliseconds }
}
