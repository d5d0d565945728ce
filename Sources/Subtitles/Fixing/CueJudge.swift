import Timeline
import Transcript

/// What `StyleChecker` would find, in numbers: repairs try many times for a cue, and texts about each would take long.
struct CueJudge: Sendable {
  let checker: StyleChecker
  let grid: TimeGrid
  let rules: StyleRules
  let minimumDuration: Int64
  let maximumDuration: Int64
  let minimumGap: Int64
  /// Below them a duration or a gap is a fault, and not just rounded.
  private let shortestDuration: Int64
  private let shortestGap: Int64
  let chainBelow: Int64
  /// How much longer than `minimumGap` a gap may be that is as short as it can be.
  let gapTolerance: Int64
  let shotZone: Int64
  private let offset: MediaTime
  private let trail: MediaTime

  init(_ checker: StyleChecker) {
    self.checker = checker
    (grid, rules) = (checker.grid, checker.rules)
    minimumDuration = grid.ticks(atLeast: rules.minimumDuration)
    maximumDuration = grid.ticks(atMost: rules.maximumDuration)
    minimumGap = grid.ticks(atLeast: rules.minimumGap)
    shortestDuration = grid.ticks(roundedFrom: rules.minimumDuration)
    shortestGap = grid.ticks(roundedFrom: rules.minimumGap)
    chainBelow = grid.ticks(atLeast: rules.chainBelow)
    gapTolerance = grid.frameRate == nil ? grid.ticks(atMost: .milliseconds(42)) : 0
    shotZone = grid.ticks(nearest: rules.shotZone)
    offset = rules.maximumOffset.time(at: grid.frameRate) + grid.time(of: 1)
    trail = rules.maximumTrail.time(at: grid.frameRate)
  }

  // MARK: - Text

  func facts(of text: [CueLine]) -> CueContent.TextFacts {
    let cue = Cue(range: TimeRange(start: .zero, end: .zero), text: text)
    let checked = CheckedCue(index: 0, cue: cue, next: nil, checker: checker)
    let violations = checked.lineViolations() + checked.textViolations()
    return CueContent.TextFacts(
      columns: checked.columns, words: checked.words, letters: StyleChecker.plain(cue), faults: CueFaults(violations),
      rules: Set(violations.filter(\.isAvoidable).map(\.rule)))
  }

  // MARK: - Times

  /// What is wrong with a cue whatever comes after it.
  func ownFaults(_ facts: CueContent.TextFacts, from start: GridTime, to end: GridTime) -> CueFaults {
    var faults = CueFaults.none
    if !start.isOnGrid { faults.strayTimes += 1 }
    if !end.isOnGrid { faults.strayTimes += 1 }
    if start.time < .zero || end.ticks <= start.ticks {
      faults.add(.noDuration)
    } else if end.ticks - start.ticks < shortestDuration {
      faults.add(.tooShort)
      faults.add(excess: Double(minimumDuration) / Double(end.ticks - start.ticks))
    } else if end.ticks - start.ticks > maximumDuration {
      faults.add(.tooLong)
      faults.add(excess: Double(end.ticks - start.ticks) / Double(max(maximumDuration, 1)))
    }
    addSpeedFaults(facts, from: start, to: end, to: &faults)
    guard end.ticks > start.ticks else { return faults }
    if isBesideShot(start: start.ticks) { faults.addShot() }
    if isBesideShot(end: end.ticks) { faults.addShot() }
    if let speech = checker.speech {
      let range = TimeRange(start: start.time, end: end.time)
      if let said = speech.speech(in: range), speech.longestSilence(in: range) <= StyleRules.longestSilence {
        if said.range.start - start.time > offset, nearestShot(to: start.ticks) != start.ticks {
          faults.add(.lateOrEarly)
        }
      } else {
        faults.add(.silence)
      }
    }
    return faults
  }

  private func addSpeedFaults(
    _ facts: CueContent.TextFacts, from start: GridTime, to end: GridTime, to faults: inout CueFaults
  ) {
    let range = TimeRange(start: start.time, end: end.time)
    let seconds = range.duration.seconds
    guard seconds > 0 else { return }
    if let limit = rules.maximumReadingSpeed,
      CheckedCue.exceeds(Double(facts.columns) / seconds, limit, seconds: seconds)
    {
      faults.add(
        .readingSpeed, severity: Double(facts.columns) / seconds > limit * 1.2 ? .error : .warning,
        isAvoidable: !isForced(in: range) { Double($0.columns) / limit })
      faults.add(excess: Double(facts.columns) / seconds / max(limit, 0.1))
    }
    if let limit = rules.maximumWordRate,
      CheckedCue.exceeds(Double(facts.words) * 60 / seconds, limit, seconds: seconds)
    {
      faults.add(.wordRate, isAvoidable: !isForced(in: range) { Double($0.words) * 60 / limit })
      faults.add(excess: Double(facts.words) * 60 / seconds / max(limit, 0.1))
    }
  }

  private func isForced(in range: TimeRange, _ needed: (SpokenWords.Said) -> Double) -> Bool {
    guard let speech = checker.speech, let said = speech.speech(in: range) else { return false }
    return speech.available(for: said, rules: rules, grid: grid) < needed(said)
  }

  /// Whether somebody speaks for long before a cue that begins at `start`, while none is shown.
  func isLate(_ start: GridTime, after previousEnd: MediaTime) -> Bool {
    guard let speech = checker.speech, nearestShot(to: start.ticks) != start.ticks else { return false }
    return start.time - speech.onset(ofSpeechAt: start.time, after: previousEnd) > StyleRules.longestDelay
  }

  /// What is wrong with the time from a cue to the next.
  func gapFaults(from start: GridTime, to end: GridTime, next: GridTime) -> CueFaults {
    var faults = CueFaults.none
    guard start.time >= .zero, end.ticks > start.ticks else { return faults }
    let gap = next.ticks - end.ticks
    if next.time < start.time {
      faults.add(.order)
    } else if gap < 0 {
      faults.add(.overlap)
      faults.add(excess: 1 + grid.time(of: -gap).seconds)
    } else if gap < shortestGap {
      faults.add(.gap)
    } else if gap > minimumGap + gapTolerance, gap < chainBelow {
      faults.add(.flicker)
    }
    return faults
  }

  /// All that is wrong with a cue but what it has to do with those before it.
  func faults(_ cue: FixedCue, next: FixedCue?) -> CueFaults {
    timeFaults(cue, next: next) + cue.facts.faults
  }

  func timeFaults(_ cue: FixedCue, next: FixedCue?) -> CueFaults {
    let own = ownFaults(cue.facts, from: cue.start, to: cue.end)
    guard let next else { return own }
    guard next.placement == cue.placement else {
      var order = CueFaults.none
      if next.start.time < cue.start.time { order.add(.order) }
      return own + order
    }
    return own + gapFaults(from: cue.start, to: cue.end, next: next.start)
  }

  // MARK: - Shots

  func isBesideShot(start ticks: Int64) -> Bool {
    guard let shot = nearestShot(to: ticks) else { return false }
    return shot != ticks && abs(shot - ticks) < shotZone
  }

  func isBesideShot(end ticks: Int64) -> Bool {
    guard let shot = nearestShot(to: ticks) else { return false }
    return shot - minimumGap != ticks && abs(shot - ticks) < shotZone
  }

  func nearestShot(to ticks: Int64) -> Int64? { checker.nearestShot(to: ticks) }

  // MARK: - Wishes

  /// The ticks that a reader needs, never less than a cue must be shown, nor more than it may.
  func neededTicks(_ facts: CueContent.TextFacts) -> Int64 {
    let seconds = rules.readingTime(columns: facts.columns, words: facts.words)
    return min(max(minimumDuration, 1, grid.ticksUp(MediaTime(seconds: seconds))), max(maximumDuration, 1))
  }

  /// The last tick to which `cue` may stay without being late: so long after its last word, where that is known.
  func latestEnd(of cue: FixedCue) -> Int64? {
    guard let said = checker.speech?.speech(in: cue.range) else { return nil }
    return grid.ticksDown(said.range.end + trail)
  }
}
