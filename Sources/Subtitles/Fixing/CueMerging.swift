import Timeline
import Transcript

/// Joins cues that have too little time to themselves with a neighbour that says more of the same.
struct CueMerging {
  let judge: CueJudge
  let layout: CueLayout

  /// How long nothing may be shown between two cues that become one, ms.
  private static let longestPause: Int64 = 1000

  /// Whether `cue` can be shown for long enough between its neighbours.
  func hasRoom(_ cue: FixedCue, after previous: FixedCue?, before next: FixedCue?) -> Bool {
    room(cue.start.ticks, after: previous, before: next) >= judge.neededTicks(cue.facts)
  }

  /// The ticks for which a cue that begins at `start` can be shown, a little earlier if that helps.
  private func room(_ start: Int64, after previous: FixedCue?, before next: FixedCue?) -> Int64 {
    let lead = judge.grid.ticks(atMost: .milliseconds(CueingCost.longestLead))
    let first = max(0, start - lead, min(start, (previous?.end.ticks ?? .min / 2) + judge.minimumGap))
    guard let next else { return .max / 2 }
    return next.start.ticks - judge.minimumGap - first
  }

  /// What two cues become; nil where they cannot be one, or nothing is won.
  func merged(
    _ first: FixedCue, _ second: FixedCue, after previous: FixedCue?, before next: FixedCue?
  ) -> FixedCue? {
    guard first.placement == second.placement, first.isForced == second.isForced else { return nil }
    let isTogether = first.start.ticks == second.start.ticks
    let pause = (second.start.time - first.end.time).milliseconds
    let end = second.end.ticks > first.end.ticks ? second.end : first.end
    guard pause <= Self.longestPause, end.ticks - first.start.ticks <= judge.maximumDuration,
      isTogether ? haveSameEnd(first, second) : isSameSpeaker(first, second),
      let content = first.content.joined(
        with: second.content, isTogether: isTogether,
        { isTogether ? stacked(first, second) : flowing(first, second) }, judge: judge)
    else { return nil }
    var merged = first.with(content)
    merged.end = end
    merged.id = first.id ?? second.id
    merged.sources = first.sources.lowerBound..<second.sources.upperBound
    return isTogether || isBetter(merged, than: first, second, after: previous, before: next) ? merged : nil
  }

  private func isBetter(
    _ merged: FixedCue, than first: FixedCue, _ second: FixedCue, after previous: FixedCue?, before next: FixedCue?
  ) -> Bool {
    let room = room(merged.start.ticks, after: previous, before: next)
    let needed = judge.neededTicks(merged.facts)
    if room >= needed { return true }
    // Too fast as well, but no longer too short.
    let rooms = [
      (self.room(first.start.ticks, after: previous, before: second), judge.neededTicks(first.facts)),
      (self.room(second.start.ticks, after: first, before: next), judge.neededTicks(second.facts)),
    ]
    let worst = rooms.map { Double($0.1) / Double(max($0.0, 1)) }.max() ?? 0
    return room >= judge.minimumDuration && rooms.contains { $0.0 < judge.minimumDuration }
      && Double(needed) / Double(max(room, 1)) <= worst
  }

  // MARK: - Text

  /// One text after the other, where the same speaker goes on.
  private func flowing(_ first: FixedCue, _ second: FixedCue) -> [CueLine]? {
    guard first.content.isPlainSpeech, second.content.isPlainSpeech,
      first.facts.columns + second.facts.columns <= layout.limits.lineCount * (layout.limits.lineLength + 1)
    else { return nil }
    let words = layout.words(of: first.text + second.text)
    return words.lines(words.all)
  }

  /// What is shown at the same time stands in lines of its own.
  private func stacked(_ first: FixedCue, _ second: FixedCue) -> [CueLine]? {
    var lines = first.text + second.text
    guard lines.count <= layout.limits.lineCount else { return nil }
    if lines.count == 2, let marks = judge.rules.dialogue.mark, first.content.voices.count == 1,
      second.content.voices.count == 1,
      first.content.voices != second.content.voices, !lines.contains(where: isMarked)
    {
      for (index, mark) in [marks.first, marks.second].enumerated() where !mark.isEmpty {
        var line = StyledCharacters(lines[index])
        line.replace(0..<0, with: mark)
        lines[index] = line.line ?? lines[index]
      }
    }
    return lines.allSatisfy { $0.string.columns <= layout.limits.lineLength } ? lines : nil
  }

  private func haveSameEnd(_ first: FixedCue, _ second: FixedCue) -> Bool {
    abs((first.end.time - second.end.time).milliseconds) <= Self.longestPause
  }

  private func isMarked(_ line: CueLine) -> Bool { CueMarks.beginsWithDash(line.string) }

  /// Whether one speaker says both: as the text or the transcript has it, or else because a sentence goes on.
  private func isSameSpeaker(_ first: FixedCue, _ second: FixedCue) -> Bool {
    let voices = (first.content.voices, second.content.voices)
    if !voices.0.isEmpty || !voices.1.isEmpty { return voices.0.count == 1 && voices.0 == voices.1 }
    if let speech = judge.checker.speech {
      let speakers = (speech.speakers(in: first.range), speech.speakers(in: second.range))
      if speakers.0.count == 1, speakers.1.count == 1, let one = speakers.0.first ?? nil,
        let other = speakers.1.first ?? nil
      {
        return one == other
      }
    }
    return !first.content.endsSentence(judge.checker.language)
  }
}
