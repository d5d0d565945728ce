import Timeline

/// What is wrong with cues because of more than the next one: texts that come three times in a row, what is said while
/// nothing is shown, and cues beside changes of shot that could be moved.
struct FarFaults {
  let judge: CueJudge

  struct Found {
    /// The cues, with their sources by which they are known again.
    fileprivate var places: [(cue: Int, rule: StyleRule, source: Int)] = []

    var faults: CueFaults {
      var faults = CueFaults.none
      for place in places { faults.add(place.rule) }
      return faults
    }

    /// The cues of those that are not among `others`.
    func subtracting(_ others: Found) -> [Int] {
      let known = Set(others.places.map { "\($0.source) \($0.rule.rawValue)" })
      return places.filter { !known.contains("\($0.source) \($0.rule.rawValue)") }.map(\.cue)
    }
  }

  func found(in cues: [FixedCue]) -> Found {
    var found = Found()
    func add(_ cue: Int, _ rule: StyleRule) {
      guard cues.indices.contains(cue) else { return }
      found.places.append((cue, rule, cues[cue].sources.lowerBound))
    }
    for index in StyleChecker.repetitions(in: cues.map(\.facts.letters)) { add(index, .repetition) }
    if judge.checker.speech != nil {
      for range in judge.checker.uncoveredStretches(by: cues.map(\.range)) {
        add(min(cues.partitionIndex { $0.start.time >= range.start }, cues.count - 1), .coverage)
      }
      var shownUntil = MediaTime.zero
      for (index, cue) in cues.enumerated() {
        if judge.isLate(cue.start, after: shownUntil) { add(index, .lateOrEarly) }
        shownUntil = max(shownUntil, cue.end.time)
      }
    }
    guard judge.shotZone > 0 else { return found }
    let snapped = judge.checker.snapped(cues.lazy.map { CueTiming.Span(start: $0.start.ticks, end: $0.end.ticks) })
    for (index, span) in snapped.enumerated() where cues[index].end.ticks > cues[index].start.ticks {
      if judge.isBesideShot(start: cues[index].start.ticks), !judge.isBesideShot(start: span.start) {
        add(index, .shotStart)
      }
      if judge.isBesideShot(end: cues[index].end.ticks), !judge.isBesideShot(end: span.end) { add(index, .shotEnd) }
    }
    return found
  }
}
