import Timeline

/// A cue and the next one: when the first may end.
struct CuePair {
  let judge: CueJudge
  let limits: TimeLimits
  let cue: FixedCue
  let next: FixedCue?
  /// The last tick to which it may be made to stay for its readers; none where nobody knows when it is said.
  private let latest: Int64
  /// Where the last word is still in the cue that is said during no other.
  private let earliest: Int64
  /// Cues in different places may be shown at once, and are not cut for each other.
  private let areApart: Bool
  /// Cues that say the same, and do not touch, must not be made to: they would be taken for one.
  private let mustNotTouch: Bool
  /// The ticks for which the two are shown at once, which are never made more.
  private let overlap: Int64

  struct Choice {
    var end: GridTime
    /// Of the cue by itself.
    var cost: Int
  }

  init(judge: CueJudge, limits: TimeLimits, cue: FixedCue, next: FixedCue?) {
    (self.judge, self.limits, self.cue, self.next) = (judge, limits, cue, next)
    let mediaEnd = max(limits.mediaEnd ?? .max, cue.end.ticks)
    latest = min(mediaEnd, judge.latestEnd(of: cue).map { max($0, cue.end.ticks) } ?? .max)
    areApart = next.map { $0.placement != cue.placement } ?? false
    mustNotTouch =
      next.map { $0.start.ticks > cue.end.ticks && !cue.facts.letters.isEmpty && $0.facts.letters == cue.facts.letters }
      ?? false
    overlap = next.map { max(0, cue.end.ticks - $0.start.ticks) } ?? 0
    let lastWord = judge.checker.speech?.lastStart(in: cue.range, endingBefore: next?.start.time)
    earliest = lastWord.map { judge.grid.ticksDown($0) + 1 } ?? 0
  }

  func ownEnd(from start: GridTime) -> [Choice] { [choice(cue.end, from: start)] }

  /// When the cue may end if it begins at `start`, whatever comes after it.
  func ends(from start: GridTime) -> [Choice] {
    var choices = [choice(cue.end, from: start)]
    var seen: [Int64] = cue.end.isOnGrid ? [cue.end.ticks] : []
    func add(_ ticks: Int64) {
      guard ticks > start.ticks, !seen.contains(ticks), mayEnd(at: ticks, from: start) else { return }
      seen.append(ticks)
      choices.append(choice(GridTime(ticks: ticks, on: judge.grid), from: start))
    }
    let least = start.ticks + max(1, judge.minimumDuration)
    let wishes = [cue.end.ticks, least, start.ticks + judge.neededTicks(cue.facts)]
    for ticks in wishes { add(ticks) }
    if let said = judge.latestEnd(of: cue), cue.end.ticks > said { add(said) }
    if cue.end.ticks - start.ticks > judge.maximumDuration { add(start.ticks + judge.maximumDuration) }
    for ticks in wishes {
      guard let shot = judge.nearestShot(to: ticks), abs(shot - ticks) < judge.shotZone else { continue }
      add(shot - judge.minimumGap)
      add(shot + judge.shotZone)
      add(shot - judge.shotZone)
    }
    return choices
  }

  private func mayEnd(at ticks: Int64, from start: GridTime) -> Bool {
    if ticks > cue.end.ticks { return ticks <= max(latest, start.ticks + judge.minimumDuration) }
    return ticks >= earliest
  }

  private func choice(_ end: GridTime, from start: GridTime) -> Choice {
    let faults = judge.ownFaults(cue.facts, from: start, to: end)
    return Choice(
      end: end, cost: TimeLimits.cost(faults) + TimeLimits.endCost(cue, end) + TimeLimits.startCost(cue, start))
  }

  /// The best end from `start` to a next cue that begins at `next`; nil where there is none.
  func best(of choices: [Choice], from start: GridTime, next: GridTime?, mayMove: Bool) -> (cost: Int, end: GridTime)? {
    guard let next else { return choices.min { $0.cost < $1.cost }.map { ($0.cost, $0.end) } }
    guard next.time >= start.time else { return nil }
    var best: (cost: Int, end: GridTime)?
    func consider(_ choice: Choice) {
      guard choice.end.ticks > start.ticks else { return }
      if choice.end.ticks - next.ticks > overlap { return }
      if mustNotTouch, next.ticks <= choice.end.ticks { return }
      let gap = areApart ? .none : judge.gapFaults(from: start, to: choice.end, next: next)
      let cost = choice.cost + TimeLimits.cost(gap)
      if cost < best?.cost ?? .max { best = (cost, choice.end) }
    }
    choices.forEach(consider)
    guard mayMove, !areApart else { return best }
    // Up to the next cue, or so far from it that the gap does not flicker.
    for ticks in [next.ticks - judge.minimumGap, next.ticks - judge.chainBelow]
    where ticks > start.ticks && ticks >= earliest
      && !choices.contains(where: { $0.end.ticks == ticks && $0.end.isOnGrid })
    {
      consider(choice(GridTime(ticks: ticks, on: judge.grid), from: start))
    }
    return best
  }
}
