/// What of a cue is said, as far as its text tells: without sounds and remarks in brackets and without the names of
/// speakers.
enum SpokenText {
  /// Line by line; lines of which nothing is left are empty.
  static func lines(of cue: Cue) -> [Line] {
    // Brackets may open in one line and close in the next.
    let text = withoutBrackets(Array(cue.lines.joined(separator: "\n").unicodeScalars))
    return text.split(separator: "\n", omittingEmptySubsequences: false).map(withoutLabel)
  }

  struct Line {
    var text: String
    /// Whether something that looks like a speaker's name was cut off its front.
    var hadLabel: Bool
  }

  private static let closers: [Unicode.Scalar: Unicode.Scalar] = [
    "(": ")", "[": "]", "{": "}", "<": ">", "（": "）", "［": "］", "【": "】", "〔": "〕", "〈": "〉",
  ]

  /// A bracket that is never closed is a mark like any other.
  private static func withoutBrackets(_ scalars: [Unicode.Scalar]) -> [Unicode.Scalar] {
    guard scalars.contains(where: { closers[$0] != nil }) else { return scalars }
    var lastPlaces: [Unicode.Scalar: Int] = [:]
    let ends = Set(closers.values)
    for (index, scalar) in scalars.enumerated() where ends.contains(scalar) { lastPlaces[scalar] = index }
    var kept: [Unicode.Scalar] = []
    var index = 0
    while index < scalars.count {
      let scalar = scalars[index]
      if let closer = closers[scalar], let last = lastPlaces[closer], last > index {
        while scalars[index] != closer {
          if scalars[index] == "\n" { kept.append("\n") }
          index += 1
        }
        kept.append(" ")
      } else {
        kept.append(scalar)
      }
      index += 1
    }
    return kept
  }

  private static let longestLabel = 40

  /// A label is a name of up to three words, in capitals or with a capital each, before a colon and a space.
  private static func withoutLabel(_ line: ArraySlice<Unicode.Scalar>) -> Line {
    func text(_ scalars: ArraySlice<Unicode.Scalar>) -> String {
      var view = String.UnicodeScalarView()
      view.append(contentsOf: scalars)
      return String(view)
    }
    guard let colon = line.prefix(longestLabel).firstIndex(where: { $0 == ":" || $0 == "：" }) else {
      return Line(text: text(line), hadLabel: false)
    }
    let rest = line[(colon + 1)...]
    let isSetApart = line[colon] == "：" || rest.first.map(\.properties.isWhitespace) ?? true
    let names = line[..<colon].split { $0.properties.isWhitespace || $0 == "-" || $0 == "–" || $0 == ">" }
    let isName = names.allSatisfy { name in
      guard let first = name.first else { return false }
      return first.properties.isAlphabetic && !first.properties.isLowercase || first.properties.numericType != nil
    }
    guard isSetApart, (1...3).contains(names.count), isName else { return Line(text: text(line), hadLabel: false) }
    return Line(text: text(rest), hadLabel: true)
  }
}
