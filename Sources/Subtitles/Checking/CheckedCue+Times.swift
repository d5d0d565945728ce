import Timeline

/// Rules on when a cue is shown.
extension CheckedCue {
  private var minimumGap: Int64 { grid.ticks(atLeast: rules.minimumGap) }

  func timeViolations() -> [StyleViolation] {
    guard cue.range.start >= .zero, end > start else {
      return [violation(.noDuration, "\(cue.range.start) to \(cue.range.end)", "give it an end after its start")]
    }
    return durationViolations() + gapViolations()
  }

  private func durationViolations() -> [StyleViolation] {
    let (shortest, longest) = (
      grid.ticks(roundedFrom: rules.minimumDuration), grid.ticks(atMost: rules.maximumDuration)
    )
    let room = next.map { grid.ticks($0.range.start) - minimumGap - start } ?? shortest
    if end - start < shortest {
      let suggestion =
        room >= shortest ? "let it end \(text(shortest - (end - start))) later" : "join it with a neighbour"
      return [violation(.tooShort, text(end - start), allowed: "at least \(text(shortest))", suggestion)]
    }
    if end - start > longest {
      return [
        violation(
          .tooLong, text(end - start), allowed: "at most \(text(longest))", "split it, or let it end earlier")
      ]
    }
    return []
  }

  private func gapViolations() -> [StyleViolation] {
    guard let next else { return [] }
    let gap = grid.ticks(next.range.start) - end
    if next.range.start < cue.range.start {
      return [violation(.order, "the next one starts at \(next.range.start)", "sort the cues")]
    }
    // What is shown in another place may be shown at the same time.
    guard next.placement == cue.placement else { return [] }
    if gap < 0 {
      return [violation(.overlap, "\(text(-gap)) of overlap", "let it end \(text(minimumGap - gap)) earlier")]
    }
    let least = grid.ticks(roundedFrom: rules.minimumGap)
    if gap < least {
      return [
        violation(
          .gap, text(gap), allowed: "at least \(text(least))", "let it end \(text(minimumGap - gap)) earlier")
      ]
    }
    // Where the frames are not known, a gap is as short as it can be within one of them.
    let tolerance = grid.frameRate == nil ? grid.ticks(atMost: .milliseconds(42)) : 0
    guard gap > minimumGap + tolerance, gap < grid.ticks(atLeast: rules.chainBelow) else { return [] }
    let isLongEnough = next.range.start - cue.range.start > rules.maximumDuration.time(at: grid.frameRate)
    return [
      violation(
        .flicker, text(gap), allowed: "\(text(minimumGap)), or at least \(text(grid.ticks(atLeast: rules.chainBelow)))",
        isLongEnough ? "let it end earlier" : "let it end \(text(gap - minimumGap)) later")
    ]
  }

  // MARK: - Reading

  var columns: Int { lines.reduce(0) { $0 + $1.columns } }
  var words: Int { lines.reduce(0) { $0 + $1.split(separator: " ").count } }

  func speedViolations() -> [StyleViolation] {
    let seconds = cue.range.duration.seconds
    guard seconds > 0 else { return [] }
    let (columns, words) = (columns, words)
    var found: [StyleViolation] = []
    if let limit = rules.maximumReadingSpeed, let speed = excess(Double(columns) / seconds, over: limit) {
      found.append(
        violation(
          .readingSpeed, "\(speed) columns a second", allowed: "\(Self.tenths(limit)) columns a second",
          relief(until: Double(columns) / limit),
          necessity: necessity { Double($0.columns) / limit },
          severity: Double(columns) / seconds > limit * 1.2 ? .error : .warning))
    }
    if let limit = rules.maximumWordRate, let rate = excess(Double(words) * 60 / seconds, over: limit) {
      found.append(
        violation(
          .wordRate, "\(rate) words a minute", allowed: "\(Self.tenths(limit)) words a minute",
          relief(until: Double(words) * 60 / limit),
          necessity: necessity { Double($0.words) * 60 / limit }))
    }
    return found
  }

  /// `value` for people where it is above `limit`.
  private func excess(_ value: Double, over limit: Double) -> String? {
    Self.exceeds(value, limit, seconds: cue.range.duration.seconds) ? Self.tenths(value) : nil
  }

  /// Whether `value` is above `limit` by more than the rounding of times to milliseconds explains.
  static func exceeds(_ value: Double, _ limit: Double, seconds: Double) -> Bool {
    value > limit * (1 + 0.001 / max(seconds, 0.001))
  }

  /// What can be done so that it is shown for `seconds`.
  private func relief(until seconds: Double) -> String {
    let missing = grid.ticksUp(MediaTime(seconds: seconds)) - (end - start)
    let room = next.map { grid.ticks($0.range.start) - minimumGap - end } ?? missing
    return room >= missing
      ? "let it end \(text(missing)) later" : "join it with a neighbour that has time, or shorten the text"
  }

  /// The words that are said meanwhile are said in less time than a reader needs, with as much of the pause after them as
  /// the style allows.
  private func necessity(_ needed: (SpokenWords.Said) -> Double) -> String? {
    guard let speech = checker.speech, let said = speech.speech(in: cue.range) else { return nil }
    let available = speech.available(for: said, rules: rules, grid: grid)
    guard available < needed(said) else { return nil }
    return "the speech itself is that fast: \(said.columns) columns in \(Self.tenths(available)) s with the pause after"
  }

  static func tenths(_ value: Double) -> String {
    let tenths = (value * 10).rounded()
    return tenths.truncatingRemainder(dividingBy: 10) == 0 ? String(Int(tenths / 10)) : String(tenths / 10)
  }

  // MARK: - Shots

  /// Half a second around a change is kept free: a cue begins with the shot or that long before, and ends just before a
  /// change, or well after it (Netflix Timing Guidelines).
  func shotViolations() -> [StyleViolation] {
    guard zone > 0, end > start else { return [] }
    var found: [StyleViolation] = []
    if let shot = shotMissed(byStart: start) {
      found.append(
        violation(
          .shotStart, "\(text(abs(shot - start))) \(shot < start ? "after" : "before") a change of shot",
          allowed: "with it, or \(text(zone)) before", "let it begin with the shot",
          necessity: snapped.flatMap { shotMissed(byStart: $0.start) == nil ? nil : Self.noRoom }))
    }
    if let shot = shotMissed(byEnd: end) {
      found.append(
        violation(
          .shotEnd, "\(text(abs(shot - end))) \(shot < end ? "after" : "before") a change of shot",
          allowed: "\(text(minimumGap)) before it, or \(text(zone)) after",
          "let it end \(text(minimumGap)) before the change",
          necessity: snapped.flatMap { shotMissed(byEnd: $0.end) == nil ? nil : Self.noRoom }))
    }
    return found
  }

  private static let noRoom = "its words, its neighbours and its duration leave no room for it"
  private var zone: Int64 { grid.ticks(nearest: rules.shotZone) }

  /// The change of shot beside which a cue that begins at `ticks` begins; nil where it is with it, or far enough.
  private func shotMissed(byStart ticks: Int64) -> Int64? {
    nearestShot(to: ticks).flatMap { $0 != ticks && abs($0 - ticks) < zone ? $0 : nil }
  }

  private func shotMissed(byEnd ticks: Int64) -> Int64? {
    nearestShot(to: ticks).flatMap { $0 - minimumGap != ticks && abs($0 - ticks) < zone ? $0 : nil }
  }

  private func nearestShot(to ticks: Int64) -> Int64? { checker.nearestShot(to: ticks) }

  // MARK: - Speech

  func speechViolations() -> [StyleViolation] {
    guard let speech = checker.speech, end > start else { return [] }
    guard let said = speech.speech(in: cue.range) else {
      return [violation(.silence, "nothing is said while it is shown", "remove it, or move it to its words")]
    }
    var found: [StyleViolation] = []
    let silence = speech.longestSilence(in: cue.range)
    if silence > StyleRules.longestSilence {
      found.append(
        violation(
          .silence, "\(Self.tenths(silence.seconds)) s without speech",
          allowed: "\(Self.tenths(StyleRules.longestSilence.seconds)) s",
          "split it where nobody speaks, or show it only while somebody does"))
    }
    // One that begins with its shot waits for its words, or comes after them.
    guard nearestShot(to: start) != start else { return found }
    let suggestion = "let it begin with its first word"
    let offset = rules.maximumOffset.time(at: grid.frameRate)
    let early = said.range.start - cue.range.start
    if early > offset + grid.time(of: 1) {
      found.append(
        violation(
          .lateOrEarly, "\(early.milliseconds) ms before its first word", allowed: "\(offset.milliseconds) ms",
          suggestion))
    }
    let late = cue.range.start - speech.onset(ofSpeechAt: cue.range.start, after: previousEnd)
    if late > StyleRules.longestDelay {
      found.append(
        violation(
          .lateOrEarly, "after \(late.milliseconds) ms of speech",
          allowed: "\(StyleRules.longestDelay.milliseconds) ms", suggestion))
    }
    return found
  }
}
