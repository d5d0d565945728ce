import Transcript

/// Mends spaces, ellipses and marks of dialogue. Letters and digits stay, and so does the style of each character.
struct TextRepair {
  let rules: StyleRules
  let language: LanguageTag

  /// The text as the style has it; nil where it stays as it is.
  func repaired(_ cue: CueContent) -> [CueLine]? {
    let faults = cue.facts.rules
    guard !faults.isDisjoint(with: [.ellipsis, .spacing, .dialogue]) else { return nil }
    var lines = cue.text.map(StyledCharacters.init)
    for index in lines.indices {
      if faults.contains(.ellipsis) { writeEllipses(&lines[index]) }
      if faults.contains(.spacing) || faults.contains(.ellipsis) { removeSpaces(&lines[index]) }
    }
    if faults.contains(.dialogue) { mark(&lines) }
    let text = lines.compactMap(\.line)
    return text.isEmpty || text == cue.text ? nil : text
  }

  // MARK: - Ellipses

  private func writeEllipses(_ line: inout StyledCharacters) {
    switch rules.ellipsis {
    case .any: break
    case .character: line.replaceAll([".", ".", "."], with: ["…"])
    case .dots: line.replaceAll(["…"], with: [".", ".", "."])
    }
  }

  // MARK: - Spaces

  private func removeSpaces(_ line: inout StyledCharacters) {
    let start = line.characters.firstIndex { !$0.isWhitespace } ?? 0
    let end = line.characters.lastIndex { !$0.isWhitespace } ?? -1
    let all = line.characters
    let marks = CueMarks.closing(in: language)
    lazy var goesOnWithDots = String(all).holds(" ...")
    line.keep { index, character in
      guard (start...max(start, end)).contains(index), end >= start else { return false }
      guard character == " ", index < end else { return true }
      let next = all[index + 1]
      if next == " " { return false }
      guard marks.has(next), next != "…", next != "." || !goesOnWithDots else { return true }
      return !endsWord(all, at: index + 1, marks: marks)
    }
  }

  /// Whether the marks from `index` on belong to what stands before them: `end !`, but not `a .txt file` or `:-)`.
  private func endsWord(_ line: [Character], at index: Int, marks: Set<Character>) -> Bool {
    guard let after = line[index...].first(where: { !marks.contains($0) || $0 == ")" }) else { return true }
    if after == ")" { return line[index] == ")" }
    return after == " " || Self.closingQuotes.contains(after)
  }

  private static let closingQuotes = Set<Character>("\"”’»›」』")

  // MARK: - Dialogue

  /// Two lines of two speakers with the marks of the style, where it is plain that two speak.
  private func mark(_ lines: inout [StyledCharacters]) {
    guard lines.count == 2, let marks = rules.dialogue.mark else { return }
    let lengths = lines.map { Self.markLength($0.characters) }
    guard let first = lengths[0], let second = lengths[1], second > 0 else { return }
    guard first > 0 || marks.first.isEmpty || Self.endsSentence(lines[0].string, language: language) else { return }
    for (index, (length, mark)) in [(first, marks.first), (second, marks.second)].enumerated() {
      guard length < lines[index].characters.count else { return }
      lines[index].replace(0..<length, with: mark)
    }
  }

  /// The characters of a mark at the start of a line with the spaces after it; nil where a dash is something else, as in
  /// `--and then`.
  static func markLength(_ line: [Character]) -> Int? {
    guard let first = line.first, CueMarks.dashes.contains(first) else { return 0 }
    guard line.count > 1, !CueMarks.dashes.contains(line[1]) else { return nil }
    return 1 + line.dropFirst().prefix { $0.isWhitespace }.count
  }

  static func endsSentence(_ line: String, language: LanguageTag) -> Bool {
    CueToken.tokens(ofLines: [line], language: language).first?.last?.endsSentence ?? false
  }
}
