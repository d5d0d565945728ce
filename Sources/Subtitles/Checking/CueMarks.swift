import Transcript

/// Marks that say what lines are, and how text is set.
enum CueMarks {
  static let dashes = Set<Character>("-–—‐‑")
  private static let notes = Set<Character>("♪♫♩♬#")

  /// Marks before which there is no space.
  static func closing(in language: LanguageTag) -> Set<Character> {
    // French sets some apart.
    language.primary == "fr" ? closingInFrench : closing
  }

  private static let closing = Set<Character>(",.…)!?:;")
  private static let closingInFrench = Set<Character>(",.…)")

  /// Whether each line is said by somebody else, as far as the marks tell.
  static func isDialogue(_ lines: [String]) -> Bool {
    lines.dropFirst().contains(where: beginsWithDash)
  }

  static func beginsWithDash(_ line: String) -> Bool { first(in: line).map(dashes.contains) ?? false }

  static func isSung(_ line: String) -> Bool { first(in: line).map(notes.contains) ?? false }

  /// `[door slams]`
  static func isLabel(_ line: String) -> Bool {
    let (first, last) = (first(in: line), line.last { $0.columns > 0 })
    return (first == "[" && last == "]") || (first == "(" && last == ")")
  }

  /// The first character that is seen: marks of direction come before others.
  private static func first(in line: String) -> Character? { line.first { $0.columns > 0 } }
}
