import Timeline

/// The times at which cues may begin.
struct StartChoices {
  let judge: CueJudge
  let limits: TimeLimits
  let cues: [FixedCue]
  let range: Range<Int>
  /// For each cue, from the first of `range` on: where it can begin if those after it need the time before them, and where
  /// if those before it need the time after them; by what they need at all, and by what their readers need.
  private var early: (least: [Int64], read: [Int64])
  private var late: (least: [Int64], read: [Int64])

  init(judge: CueJudge, limits: TimeLimits, cues: [FixedCue], range: Range<Int>) {
    (self.judge, self.limits, self.cues, self.range) = (judge, limits, cues, range)
    let starts = range.map { cues[$0].start.ticks }
    let least = range.map { _ in max(1, judge.minimumDuration) }
    let read = range.map { judge.neededTicks(cues[$0].facts) }
    let (gap, shift) = (judge.minimumGap, limits.shift)
    let lastEnd = range.upperBound < cues.count ? .max / 2 : limits.mediaEnd ?? .max / 2
    func early(_ needed: [Int64]) -> [Int64] {
      var found = starts
      for index in starts.indices.reversed() {
        let latest = index + 1 < found.count ? found[index + 1] - gap : lastEnd
        let wished = latest - needed[index]
        if wished < starts[index], wished >= max(0, starts[index] - shift) { found[index] = wished }
      }
      return found
    }
    func late(_ needed: [Int64]) -> [Int64] {
      var found = starts
      for index in starts.indices.dropFirst() {
        let wished = found[index - 1] + needed[index - 1] + gap
        if wished > starts[index], wished <= starts[index] + shift { found[index] = wished }
      }
      return found
    }
    self.early = (early(least), early(read))
    self.late = (late(least), late(read))
  }

  /// Its own start first, which stays where others are no better.
  func choices(for index: Int) -> [GridTime] {
    let cue = cues[index]
    let own = cue.start.ticks
    var choices = [cue.start]
    var seen: [Int64] = cue.start.isOnGrid ? [own] : []
    let previous = index > 0 ? cues[index - 1].end.time : nil
    let firstWord = judge.checker.speech?.firstEnd(in: cue.range, startingAfter: previous)
    // The first word that is said during no other cue stays in this one.
    let latest = firstWord.map { max(own, judge.grid.ticksUp($0) - 1) } ?? .max
    func add(_ ticks: Int64) {
      guard ticks >= 0, ticks <= latest, !seen.contains(ticks) else { return }
      seen.append(ticks)
      choices.append(GridTime(ticks: ticks, on: judge.grid))
    }
    add(own)
    let place = index - range.lowerBound
    for ticks in [early.least[place], early.read[place], late.least[place], late.read[place]] { add(ticks) }
    if index > 0 {
      let closed = cues[index - 1].end.ticks + judge.minimumGap
      if closed > own, closed <= own + limits.shift { add(closed) }
    }
    if let shot = judge.nearestShot(to: own), abs(shot - own) < judge.shotZone {
      add(shot)
      add(shot - judge.shotZone)
      add(shot + judge.shotZone)
    }
    if let said = judge.checker.speech?.speech(in: cue.range) {
      let first = judge.grid.ticksDown(said.range.start)
      if first > own, first < cue.end.ticks { add(first) }
    }
    return choices
  }
}
