/// SubRip has no way to escape what players take for markup. A word joiner (U+2060), which is invisible, keeps it apart:
/// after `<` before a letter or `/`, after `{` before `\`, and between `--` and `>`.
///
/// One more joiner is put where joiners already stand in such a place, and reading takes one away, so that every text
/// comes back as it was.
enum SubRipMarkup {
  private static let joiner: Unicode.Scalar = "\u{2060}"

  static func escaped(_ line: String) -> String {
    let scalars = Array(line.unicodeScalars)
    var result = String.UnicodeScalarView()
    for (index, scalar) in scalars.enumerated() {
      result.append(scalar)
      guard index + 1 < scalars.count else { break }
      if isGuarded(scalars, at: index, next: scalars[index + 1]) { result.append(joiner) }
    }
    return String(result)
  }

  /// The plain text of a line: without tags and override blocks, without the joiners that `escaped` put in.
  static func plainText(_ line: String) -> String {
    let scalars = Array(line.unicodeScalars)
    var result = String.UnicodeScalarView()
    var index = 0
    while index < scalars.count {
      if let end = endOfMarkup(scalars, at: index) {
        index = end
        continue
      }
      result.append(scalars[index])
      let isEscaped =
        index + 1 < scalars.count && scalars[index + 1] == joiner && isGuarded(scalars, at: index, next: joiner)
      index += isEscaped ? 2 : 1
    }
    return String(result)
  }

  /// Whether a joiner belongs between the scalar at `index` and `next`.
  private static func isGuarded(_ scalars: [Unicode.Scalar], at index: Int, next: Unicode.Scalar) -> Bool {
    switch scalars[index] {
    case "<": next == joiner || next == "/" || next.properties.isAlphabetic
    case "{": next == joiner || next == "\\"
    case "-": (next == joiner || next == ">") && index > 0 && scalars[index - 1] == "-"
    default: false
    }
  }

  /// The end of the tag or override block that begins at `index`, nil where there is none.
  private static func endOfMarkup(_ scalars: [Unicode.Scalar], at index: Int) -> Int? {
    guard index + 1 < scalars.count else { return nil }
    switch scalars[index] {
    case "{":
      guard scalars[index + 1] == "\\" else { return nil }
      return end(of: "}", in: scalars, from: index, limit: 200)
    case "<":
      var start = index + 1
      if scalars[start] == "/" { start += 1 }
      let name = String(String.UnicodeScalarView(scalars[start...].prefix(5).prefix { $0.properties.isAlphabetic }))
      guard ["i", "b", "u", "s", "font"].contains(name.lowercased()), start + name.unicodeScalars.count < scalars.count,
        [">", " ", "/"].contains(scalars[start + name.unicodeScalars.count])
      else { return nil }
      return end(of: ">", in: scalars, from: index, limit: 500)
    default: return nil
    }
  }

  /// The index after the next `mark`, if it comes within `limit` scalars: longer markup is not meant as such.
  private static func end(of mark: Unicode.Scalar, in scalars: [Unicode.Scalar], from index: Int, limit: Int) -> Int? {
    scalars[index...].prefix(limit).firstIndex(of: mark).map { $0 + 1 }
  }
}
