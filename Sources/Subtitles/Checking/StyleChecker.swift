public import Timeline
public import Transcript

/// Looks where subtitles, anybody's, do not keep to a style.
///
/// Times are judged at the frames of the picture where its rate is known: a gap of 83 ms is one of two frames at 24 frames
/// a second. With the transcript that subtitles were made from it is known as well what could not be helped.
public struct StyleChecker: Sendable {
  let rules: StyleRules
  let grid: TimeGrid
  let language: LanguageTag
  /// Changes of shot, in order.
  let shots: [Int64]
  /// What is said, where that is known.
  let speech: SpokenWords?

  /// - Parameters:
  ///   - language: of the subtitles; decides on rules and on where lines may break.
  ///   - frameRate: of the picture; nil where it is not known.
  ///   - shots: the instants at which a shot begins, in order.
  ///   - transcript: what is said.
  public init(
    style: HouseStyle, language: LanguageTag, frameRate: Rational? = nil, shots: [MediaTime] = [],
    transcript: Transcript? = nil
  ) {
    rules = style.rules(for: language)
    grid = TimeGrid(frameRate: frameRate)
    self.language = language
    self.shots = shots.map(grid.ticks)
    speech = transcript.map(SpokenWords.init)
  }

  /// In the order of the cues.
  public func violations(in document: SubtitleDocument) -> [StyleViolation] {
    let cues = document.cues
    var found: [StyleViolation] = []
    let snapped = snapped(
      cues.lazy.map { CueTiming.Span(start: grid.ticks($0.range.start), end: grid.ticks($0.range.end)) })
    var shownUntil = MediaTime.zero
    for index in cues.indices {
      let cue = CheckedCue(
        index: index, cue: cues[index], next: index + 1 < cues.count ? cues[index + 1] : nil, previousEnd: shownUntil,
        checker: self, snapped: snapped.isEmpty ? nil : snapped[index])
      shownUntil = max(shownUntil, cues[index].range.end)
      found += cue.timeViolations() + cue.speedViolations() + cue.shotViolations() + cue.speechViolations()
      found += cue.lineViolations() + cue.textViolations()
    }
    found += repetitions(in: cues) + uncovered(by: cues)
    return found.sorted { ($0.cue, $1.severity, $0.rule.rawValue) < ($1.cue, $0.severity, $1.rule.rawValue) }
  }

  /// Where the cues would be if those near a change of shot were moved to it as far as they can be; empty without shots.
  func snapped(_ spans: some Sequence<CueTiming.Span>) -> [CueTiming.Span] {
    guard !shots.isEmpty else { return [] }
    let snapping = ShotSnapping(CueingLimits(rules, grid), shots: shots)
    return snapping.snapped(Array(spans), words: speech)
  }

  /// The change of shot that is nearest to `ticks`; the earlier one of two that are as near.
  func nearestShot(to ticks: Int64) -> Int64? {
    let index = shots.partitionIndex { $0 >= ticks }
    let before = index > 0 ? shots[index - 1] : nil
    let after = index < shots.count ? shots[index] : nil
    guard let before, let after else { return before ?? after }
    return abs(after - ticks) < abs(before - ticks) ? after : before
  }

  /// The same text three times in a row, which is what recognisers invent.
  private func repetitions(in cues: [Cue]) -> [StyleViolation] {
    Self.repetitions(in: cues.map(Self.plain)).map { index in
      StyleViolation(
        rule: .repetition, severity: StyleRule.repetition.severity, cue: index + 1, range: cues[index].range,
        measured: "the same text for the third time", allowed: "twice",
        suggestion: "listen whether it is said; recognisers invent such text")
    }
  }

  /// Where a text comes for the third time in a row.
  static func repetitions(in texts: [String]) -> [Int] {
    var start = 0
    return texts.indices.filter { index in
      if index > 0, texts[index] != texts[index - 1] { start = index }
      return index - start == 2 && !texts[index].isEmpty
    }
  }

  /// What is said while nothing is shown.
  private func uncovered(by cues: [Cue]) -> [StyleViolation] {
    uncoveredStretches(by: cues.map(\.range)).map { range in
      let cue = cues.partitionIndex { $0.range.start >= range.start }
      return StyleViolation(
        rule: .coverage, severity: StyleRule.coverage.severity, cue: min(cue + 1, max(cues.count, 1)), range: range,
        measured: "\(CheckedCue.tenths(range.duration.seconds)) s of speech without text", allowed: "",
        suggestion: "add a cue for what is said here")
    }
  }

  /// What is said while none of `ranges` lasts, from a second on.
  func uncoveredStretches(by ranges: [TimeRange]) -> [TimeRange] {
    guard let speech else { return [] }
    let shown = ranges.sorted { $0.start < $1.start }
    return speech.stretches(outside: shown).filter { $0.duration >= MediaTime(milliseconds: 1000) }
  }

  /// The letters and digits of a cue, by which texts are told to be the same.
  static func plain(_ cue: Cue) -> String {
    let text = cue.lines.joined(separator: " ").lowercased()
    // Most text is ASCII, of which the properties of characters need not be looked up.
    guard text.utf8.allSatisfy({ $0 < 0x80 }) else { return String(text.filter { $0.isLetter || $0.isNumber }) }
    let kept = text.utf8.filter { (0x61...0x7A).contains($0) || (0x30...0x39).contains($0) }
    return String(decoding: kept, as: UTF8.self)
  }
}

/// One cue under the rules, with what comes after it.
struct CheckedCue {
  let index: Int
  let cue: Cue
  let next: Cue?
  /// When the last of the cues before it ends.
  let previousEnd: MediaTime
  let checker: StyleChecker
  /// Where it would be beside changes of shot; nil where there are none.
  let snapped: CueTiming.Span?
  /// The text of the cue, which is asked for often.
  let lines: [String]

  init(
    index: Int, cue: Cue, next: Cue?, previousEnd: MediaTime = .zero, checker: StyleChecker,
    snapped: CueTiming.Span? = nil
  ) {
    (self.index, self.cue, self.next, self.previousEnd) = (index, cue, next, previousEnd)
    (self.checker, self.snapped) = (checker, snapped)
    lines = cue.lines
  }

  var rules: StyleRules { checker.rules }
  var grid: TimeGrid { checker.grid }
  var start: Int64 { grid.ticks(cue.range.start) }
  var end: Int64 { grid.ticks(cue.range.end) }

  func violation(
    _ rule: StyleRule, _ measured: String, allowed: String = "", _ suggestion: String, necessity: String? = nil,
    severity: StyleViolation.Severity? = nil
  ) -> StyleViolation {
    StyleViolation(
      rule: rule, severity: severity ?? rule.severity, cue: index + 1, range: cue.range, measured: measured,
      allowed: allowed, suggestion: suggestion, necessity: necessity)
  }

  /// Ticks for people.
  func text(_ ticks: Int64) -> String {
    guard grid.frameRate != nil else { return "\(ticks) ms" }
    return ticks == 1 ? "1 frame" : "\(ticks) frames"
  }
}
