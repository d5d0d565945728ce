import Timeline

/// Finds the times that leave the least wrong, and among those the ones nearest to what cues had.
///
/// Each cue has a few times at which it may begin and end; its own are among them. What is wrong with a cue depends on
/// itself and on the start of the next one, so the best choice for all is found in time linear in their number (a shortest
/// path).
struct TimeRepair {
  let judge: CueJudge
  let limits: TimeLimits

  /// The times of `cues`, which are in the order of their starts, changed where that helps.
  func repaired(_ cues: [FixedCue]) -> [FixedCue] {
    let isOpen = movable(cues)
    var repaired = cues
    var low = 0
    while low < cues.count {
      guard isOpen[low] else {
        low += 1
        continue
      }
      var high = low
      while high < cues.count, isOpen[high] { high += 1 }
      // The cue before takes part with its own times, and so does the one after.
      solve(cues, max(0, low - 1)..<min(cues.count, high + 1), isOpen, &repaired)
      low = high
    }
    return repaired
  }

  /// Cues with a fault of their times, and their neighbours.
  private func movable(_ cues: [FixedCue]) -> [Bool] {
    var isOpen = [Bool](repeating: false, count: cues.count)
    for index in cues.indices {
      let next = index + 1 < cues.count ? cues[index + 1] : nil
      guard judge.timeFaults(cues[index], next: next) != .none else { continue }
      for near in max(0, index - 2)...min(cues.count - 1, index + 2) { isOpen[near] = true }
    }
    return isOpen
  }

  private struct Step {
    var cost: Int
    var from: Int
    /// The end of the cue before.
    var end: GridTime
  }

  private func solve(
    _ cues: [FixedCue], _ range: Range<Int>, _ isOpen: [Bool], _ repaired: inout [FixedCue]
  ) {
    let starts = StartChoices(judge: judge, limits: limits, cues: cues, range: range)
    var choices: [[GridTime]] = []
    var steps: [[Step]] = []
    for index in range {
      let own = isOpen[index] ? starts.choices(for: index) : [cues[index].start]
      guard let before = choices.last else {
        choices.append(own)
        steps.append(own.map { _ in Step(cost: 0, from: 0, end: cues[index].end) })
        continue
      }
      var best = own.map { _ in Step(cost: .max, from: 0, end: cues[index - 1].end) }
      let known = steps[steps.count - 1]
      let pair = CuePair(judge: judge, limits: limits, cue: cues[index - 1], next: cues[index])
      for (place, start) in before.enumerated() where known[place].cost < .max {
        let ends = isOpen[index - 1] ? pair.ends(from: start) : pair.ownEnd(from: start)
        for (target, next) in own.enumerated() {
          guard let found = pair.best(of: ends, from: start, next: next, mayMove: isOpen[index - 1]) else { continue }
          let cost = known[place].cost + found.cost
          if cost < best[target].cost { best[target] = Step(cost: cost, from: place, end: found.end) }
        }
      }
      choices.append(own)
      steps.append(best)
    }
    trace(cues, range, isOpen, choices, steps, &repaired)
  }

  /// Goes back along the best way.
  private func trace(
    _ cues: [FixedCue], _ range: Range<Int>, _ isOpen: [Bool], _ choices: [[GridTime]], _ steps: [[Step]],
    _ repaired: inout [FixedCue]
  ) {
    let last = range.upperBound - 1
    let next = range.upperBound < cues.count ? cues[range.upperBound] : nil
    let pair = CuePair(judge: judge, limits: limits, cue: cues[last], next: next)
    var best: (cost: Int, place: Int, end: GridTime)?
    for (place, start) in choices[choices.count - 1].enumerated() {
      let known = steps[steps.count - 1][place].cost
      guard known < .max else { continue }
      let ends = isOpen[last] ? pair.ends(from: start) : pair.ownEnd(from: start)
      guard let found = pair.best(of: ends, from: start, next: next?.start, mayMove: isOpen[last]) else { continue }
      if known + found.cost < best?.cost ?? .max { best = (known + found.cost, place, found.end) }
    }
    guard var (_, place, end) = best else { return }
    for index in range.reversed() {
      let at = index - range.lowerBound
      repaired[index].start = choices[at][place]
      repaired[index].end = end
      (place, end) = (steps[at][place].from, steps[at][place].end)
    }
  }
}
