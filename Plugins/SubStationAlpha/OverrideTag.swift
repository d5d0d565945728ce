/// One command of an override block: `\i1`, `\pos(960,54)`.
struct OverrideTag {
  /// `i`, `pos`; one of `names`.
  var name: String
  /// What follows the name, up to the next command.
  var argument: Substring

  /// Those that mean something here, and those that begin as one of these does but mean something else. A name comes
  /// before those that it begins with.
  private static let names = [
    "alpha", "an", "a", "be", "blur", "bord", "b", "clip", "c", "iclip", "i", "kf", "ko", "kt", "k", "K", "move", "pos",
    "pbo", "p", "q", "r", "shad", "s", "u", "1a", "1c",
  ]

  /// Those in `block`, the scalars between two braces, in their order. Those within `\t(…)` are about movement and left
  /// out.
  static func tags(in block: ArraySlice<Unicode.Scalar>) -> [OverrideTag] {
    var tags: [OverrideTag] = []
    var index = block.startIndex
    while let slash = block[index...].firstIndex(of: "\\") {
      let start = slash + 1
      if block[start...].starts(with: "t(".unicodeScalars) {
        index = closing(block, from: start + 1)
        continue
      }
      index = block[start...].firstIndex(of: "\\") ?? block.endIndex
      let text = String(String.UnicodeScalarView(block[start..<index]))
      if let name = names.first(where: { text.utf8.starts(with: $0.utf8) }) {
        tags.append(OverrideTag(name: name, argument: Substring(text.utf8.dropFirst(name.utf8.count))))
      }
    }
    return tags
  }

  /// The index after the bracket that closes the one at `index`, or the end.
  private static func closing(_ block: ArraySlice<Unicode.Scalar>, from index: Int) -> Int {
    var depth = 0
    for place in index..<block.endIndex {
      if block[place] == "(" { depth += 1 }
      if block[place] == ")" { depth -= 1 }
      if depth == 0 { return place + 1 }
    }
    return block.endIndex
  }

  /// Nil where there is none.
  var number: Double? { Decimal.leading(argument) }

  var whole: Int? { number.flatMap { Int(exactly: $0) } }

  /// Nil for that of the style.
  var flag: Bool? { number == 0 ? false : number == 1 ? true : nil }

  /// The first two numbers between brackets.
  var point: (x: Double, y: Double)? {
    let parts = argument.drop { $0 == " " || $0 == "(" }.split(separator: ",", maxSplits: 2)
    guard parts.count >= 2, let x = Decimal.leading(parts[0]), let y = Decimal.leading(parts[1]) else { return nil }
    return (x, y)
  }
}
