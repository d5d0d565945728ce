import Timeline

/// Why a violation is still there after a repair.
struct RepairReasons {
  let document: SubtitleDocument
  let checker: StyleChecker

  func reason(for violation: StyleViolation) -> String {
    if let necessity = violation.necessity { return necessity }
    let index = violation.cue - 1
    guard document.cues.indices.contains(index) else { return "there is no cue that could be repaired" }
    let cue = document.cues[index]
    return reason(for: violation.rule, cue)
  }

  private func reason(for rule: StyleRule, _ cue: Cue) -> String {
    switch rule {
    case .noDuration, .order: return "its times contradict those of its neighbours"
    case .overlap: return "if it ended earlier, it could not be read"
    case .tooShort, .readingSpeed, .wordRate: return speedReason(cue)
    case .tooLong: return "its words are said for as long, and cannot be divided"
    case .gap, .flicker: return "another end would leave more wrong with it or its neighbours"
    case .shotStart, .shotEnd: return "moved to the change of shot, it or a neighbour could not be read"
    case .lateOrEarly: return "another start would leave it or a neighbour too little time to be read"
    case .silence:
      return "words are never removed, nor moved to where nobody placed them, and which come after a pause is not known"
    case .coverage: return "words are never invented"
    case .lines, .lineLength: return lineReason(cue)
    case .needlessBreak, .balance, .lineBreak, .orphan:
      return isSeveral(cue) ? "the lines may belong to different speakers" : "no better break leaves lines that fit"
    case .spacing: return "the mark may belong to the word after it"
    case .ellipsis: return "written otherwise, the line would be too long"
    case .dialogue: return "whether two speakers share the cue is not known"
    case .repetition: return "words are never removed; listen whether it is said"
    case .empty: return "its characters may be letters that are not known here"
    case .characters: return "what stood there is not known"
    }
  }

  private func speedReason(_ cue: Cue) -> String {
    let rules = checker.rules
    let checked = CheckedCue(index: 0, cue: cue, next: nil, checker: checker)
    let needed = rules.readingTime(columns: checked.columns, words: checked.words)
    return needed > rules.maximumDuration.time(at: checker.grid.frameRate).seconds
      ? "it has more text than can be read in the longest time that a cue may stay"
      : "its neighbours leave it no more time, and it cannot be joined with one of them"
  }

  private func lineReason(_ cue: Cue) -> String {
    if CueMarks.isDialogue(cue.lines) { return "each speaker needs a line, and there is no time for a cue each" }
    let longest = cue.lines.joined(separator: " ").split(separator: " ").map(\.columns).max() ?? 0
    return longest > checker.rules.maximumLineLength
      ? "a word is longer than a line" : "there is too little time to divide it"
  }

  private func isSeveral(_ cue: Cue) -> Bool {
    Set(cue.text.flatMap(\.spans).compactMap(\.voice)).count != 1
      && cue.lines.dropLast().contains { TextRepair.endsSentence($0, language: checker.language) }
  }
}
