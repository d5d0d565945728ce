/// Cue text as it stands in a file, and the plain text that it means.
enum WebVTTMarkup {
  /// `&`, `<` and `>` as references; so `-->` cannot occur either.
  static func escaped(_ line: String) -> String {
    var result = String.UnicodeScalarView()
    for scalar in line.unicodeScalars {
      switch scalar {
      case "&": result.append(contentsOf: "&amp;".unicodeScalars)
      case "<": result.append(contentsOf: "&lt;".unicodeScalars)
      case ">": result.append(contentsOf: "&gt;".unicodeScalars)
      default: result.append(scalar)
      }
    }
    return String(result)
  }

  /// Without tags, with references resolved, without ruby annotations (`<rt>`).
  static func plainText(_ text: String) -> String {
    let scalars = Array(text.unicodeScalars)
    var result = String.UnicodeScalarView()
    var inRubyText = false
    var index = 0
    while index < scalars.count {
      switch scalars[index] {
      case "<":
        // As in the specification's tokenizer, a tag that is not closed goes to the end of the cue.
        let end = scalars[index...].firstIndex(of: ">") ?? scalars.count
        let tag = scalars[(index + 1)..<end]
        if isRubyText(tag) { inRubyText = true }
        if let first = tag.first, first == "/" { inRubyText = false }
        index = end + 1
      case "&":
        if let (scalar, end) = reference(scalars, at: index) {
          if !inRubyText { result.append(scalar) }
          index = end
        } else {
          if !inRubyText { result.append("&") }
          index += 1
        }
      default:
        if !inRubyText { result.append(scalars[index]) }
        index += 1
      }
    }
    return String(result)
  }

  private static func isRubyText(_ tag: ArraySlice<Unicode.Scalar>) -> Bool {
    let name = tag.prefix { ![" ", "\t", "\n", "."].contains($0) }
    return name.elementsEqual("rt".unicodeScalars)
  }

  private static let named: [String: Unicode.Scalar] = [
    "amp": "&", "lt": "<", "gt": ">", "quot": "\"", "apos": "'", "nbsp": "\u{A0}", "lrm": "\u{200E}",
    "rlm": "\u{200F}", "hellip": "…", "ndash": "–", "mdash": "—", "lsquo": "‘", "rsquo": "’", "ldquo": "“",
    "rdquo": "”", "shy": "\u{AD}", "copy": "©", "eacute": "é",
  ]

  /// The character reference at `index` and the index after it, nil where the ampersand is just one.
  private static func reference(_ scalars: [Unicode.Scalar], at index: Int) -> (Unicode.Scalar, Int)? {
    guard let end = scalars[index...].prefix(12).firstIndex(of: ";"), end > index + 1 else { return nil }
    let name = String(String.UnicodeScalarView(scalars[(index + 1)..<end]))
    if let scalar = named[name] { return (scalar, end + 1) }
    guard name.hasPrefix("#") else { return nil }
    let digits = name.dropFirst()
    let isHexadecimal = digits.hasPrefix("x") || digits.hasPrefix("X")
    let value = isHexadecimal ? UInt32(digits.dropFirst(), radix: 16) : UInt32(digits, radix: 10)
    return value.flatMap(Unicode.Scalar.init).map { ($0, end + 1) }
  }
}
