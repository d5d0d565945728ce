import Transcript

/// Rules on what a cue shows, and in which lines.
extension CheckedCue {
  private static let longestOrphan = 3

  func lineViolations() -> [StyleViolation] {
    guard !lines.isEmpty else { return [] }
    var found: [StyleViolation] = []
    if lines.count > rules.maximumLines {
      found.append(
        violation(.lines, "\(lines.count) lines", allowed: "\(rules.maximumLines)", "split the cue"))
    }
    for line in lines where line.columns > rules.maximumLineLength {
      found.append(
        violation(
          .lineLength, "\(line.columns) columns", allowed: "\(rules.maximumLineLength) columns",
          "break it, or split the cue"))
    }
    guard lines.count > 1, !isDialogue else { return found }
    let whole = lines.joined(separator: checker.language.isWrittenWithoutSpaces ? "" : " ")
    if whole.columns <= rules.maximumLineLength {
      found.append(violation(.needlessBreak, "\(lines.count) lines of text that fits in one", "join the lines"))
    }
    found += breakViolations()
    return found
  }

  private func breakViolations() -> [StyleViolation] {
    var found: [StyleViolation] = []
    let tokens = CueToken.tokens(ofLines: lines, language: checker.language)
    lazy var best = LineLayout.bestBreak(of: tokens.flatMap { $0 }, lineLength: rules.maximumLineLength)
    for (line, next) in zip(tokens, tokens.dropFirst()) {
      guard let last = line.last, let first = next.first else { continue }
      let cost = BreakQuality.cost(after: last, before: first)
      guard cost >= BreakQuality.forbidden else { continue }
      let mustBe = best.map { $0 >= BreakQuality.forbidden } ?? true
      found.append(
        violation(
          .lineBreak, "the line ends inside a phrase", "break it elsewhere",
          necessity: mustBe ? "no other break leaves lines that fit" : nil))
    }
    let (upper, lower) = (lines[0].columns, lines[lines.count - 1].columns)
    if min(upper, lower) * 2 < max(upper, lower), lines.count == 2,
      let last = tokens[0].last, let first = tokens[1].first,
      BreakQuality.cost(after: last, before: first) > BreakQuality.clauseEnd
    {
      found.append(violation(.balance, "\(upper) and \(lower) columns", "break nearer to the middle"))
    }
    if let last = lines.last, !last.contains(" "), last.columns <= Self.longestOrphan, upper >= 20,
      !checker.language.isWrittenWithoutSpaces
    {
      found.append(violation(.orphan, "a last line of \(last.columns) columns", "break earlier"))
    }
    return found
  }

  /// Whether each line is said by somebody else, as far as the marks tell.
  private var isDialogue: Bool { CueMarks.isDialogue(lines) }

  func textViolations() -> [StyleViolation] {
    let text = lines.joined(separator: "\n")
    guard text.contains(where: { $0.isLetter || $0.isNumber || $0.isSymbol }) else {
      return [violation(.empty, text.isEmpty ? "no text" : "only punctuation", "remove the cue")]
    }
    return characterViolations(text) + spacingViolations() + markViolations()
  }

  private func characterViolations(_ text: String) -> [StyleViolation] {
    let bad = text.unicodeScalars.first { scalar in
      if (0x20...0x7E).contains(scalar.value) { return false }
      return switch scalar.properties.generalCategory {
      case .control: scalar != "\n"
      case .unassigned, .surrogate, .privateUse: true
      default: scalar == "\u{FFFD}"
      }
    }
    guard let bad else { return [] }
    let code = String(bad.value, radix: 16, uppercase: true)
    return [
      violation(
        .characters, "U+\(String(repeating: "0", count: max(0, 4 - code.count)))\(code)",
        "replace it; the file may have been read in the wrong encoding")
    ]
  }

  private func spacingViolations() -> [StyleViolation] {
    let marks = CueMarks.closing(in: checker.language)
    for line in lines {
      let characters = Array(line)
      guard let first = characters.first, let last = characters.last else { continue }
      var fault: String?
      if first.isWhitespace || last.isWhitespace { fault = "a space at the end of a line" }
      for (character, next) in zip(characters, characters.dropFirst()) where character == " " {
        if next == " " { fault = "two spaces" }
        // Some lines go on with dots: `and then … nothing`.
        if marks.has(next), next != "…", next != "." || !line.holds(" ...") { fault = "a space before “\(next)”" }
      }
      if let fault { return [violation(.spacing, fault, "remove the space")] }
    }
    return []
  }

  private func markViolations() -> [StyleViolation] {
    var found: [StyleViolation] = []
    let text = lines.joined(separator: "\n")
    switch rules.ellipsis {
    case .any: break
    case .character where text.holds("..."):
      found.append(violation(.ellipsis, "three dots", allowed: "…", "write “…”"))
    case .dots where text.contains("…"):
      found.append(violation(.ellipsis, "…", allowed: "...", "write three dots"))
    case .character, .dots: break
    }
    if isDialogue, let mark = rules.dialogue.mark, lines.count == 2 {
      let isRight = zip(lines, [mark.first, mark.second]).allSatisfy { line, mark in
        mark.isEmpty ? !CueMarks.beginsWithDash(line) : Self.begins(line, with: mark)
      }
      if !isRight {
        found.append(
          violation(
            .dialogue, "“\(lines[0].prefix(3))…”, “\(lines[1].prefix(3))…”",
            allowed: "“\(mark.first)…”, “\(mark.second)…”", "write the marks as the style has them"))
      }
    }
    return found
  }

  private static func begins(_ line: String, with mark: String) -> Bool {
    let line = line.drop { $0.columns == 0 }
    return line.hasPrefix(mark) && !line.dropFirst(mark.count).hasPrefix(" ")
  }
}

extension StyleRules.DialogueMarks {
  /// What the lines of two speakers begin with; nil where they never share a cue.
  var mark: (first: String, second: String)? {
    switch self {
    case .none: nil
    case .hyphen: ("-", "-")
    case .hyphenSpace: ("- ", "- ")
    case .secondHyphen: ("", "-")
    case .secondHyphenSpace: ("", "- ")
    }
  }
}
