/// Marks at the start of lines that say what the lines are.
enum CueMarks {
  static let dashes = Set<Character>("-–—‐‑")
  private static let notes = Set<Character>("♪♫♩♬#")

  /// Whether each line is said by somebody else, as far as the marks tell.
  static func isDialogue(_ lines: [String]) -> Bool {
    lines.dropFirst().contains { $0.first.map(dashes.contains) ?? false }
  }

  static func isSung(_ line: String) -> Bool { line.first.map(notes.contains) ?? false }

  /// `[door slams]`
  static func isLabel(_ line: String) -> Bool {
    (line.first == "[" && line.last == "]") || (line.first == "(" && line.last == ")")
  }
}
