/// Marks at the start of lines that say what the lines are.
enum CueMarks {
  static let dashes = Set<Character>("-–—‐‑")
  private static let notes = Set<Character>("♪♫♩♬#")

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
