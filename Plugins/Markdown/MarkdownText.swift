import PluginKit

/// Text that Markdown shows as it is: no markup, no links, no HTML, whatever somebody says.
///
/// For CommonMark and GitHub's dialect of it, and for what others add: mathematics, highlights, tags, footnotes.
struct MarkdownText {
  /// What begins or ends markup anywhere.
  private static let marks = Set<Unicode.Scalar>("\\`*_{}[]<>&~|$=^#".unicodeScalars)
  /// Keeps an address from being one where backslashes do not: GitHub makes links of them after it took backslashes away.
  private static let joiner = "\u{2060}"

  /// - Parameter isFirst: whether it begins a block, where a hyphen would make a list.
  static func escaped(_ text: String, isFirst: Bool = false) -> String {
    let scalars = Array(text.onOneLine.unicodeScalars)
    var result = String.UnicodeScalarView()
    result.reserveCapacity(scalars.count + scalars.count / 8)
    let marker = isFirst ? endOfListMarker(scalars) : nil
    for (index, scalar) in scalars.enumerated() {
      let next = index + 1 < scalars.count ? scalars[index + 1] : nil
      if marks.contains(scalar) || index == marker || isOfAddress(index, in: scalars) {
        result.append("\\")
      }
      result.append(scalar)
      if scalar == "@", next?.isOfHostName == true { result.append(contentsOf: joiner.unicodeScalars) }
    }
    return String(result)
  }

  /// What would make a list of the text: `-`, `+` or `:` first, or the mark after a number. Nil without one.
  private static func endOfListMarker(_ scalars: [Unicode.Scalar]) -> Int? {
    if let first = scalars.first, first == "-" || first == "+" || first == ":" { return 0 }
    let digits = scalars.prefix { ("0"..."9").contains($0) }.count
    guard digits > 0, digits < scalars.count, scalars[digits] == "." || scalars[digits] == ")" else { return nil }
    return digits + 1 == scalars.count || scalars[digits + 1] == " " ? digits : nil
  }

  /// The marks without which nobody takes text for an address: `example.com`, `https://`, `www.` before anything. Numbers
  /// keep their points.
  private static func isOfAddress(_ index: Int, in scalars: [Unicode.Scalar]) -> Bool {
    let before = index > 0 ? scalars[index - 1] : nil
    let next = index + 1 < scalars.count ? scalars[index + 1] : nil
    switch scalars[index] {
    case ".":
      guard let before, let next else { return false }
      if index > 2, scalars[(index - 3)..<index].allSatisfy({ $0 == "w" || $0 == "W" }) { return next != " " }
      return before.isOfHostName && next.isOfHostName && !(before.isDigit && next.isDigit)
    case ":": return next == "/"
    case "%": return next == "%" || before == "%"
    default: return false
    }
  }
}

extension Unicode.Scalar {
  fileprivate var isDigit: Bool { ("0"..."9").contains(self) }

  /// Readers let almost anything be a part of a host name, emoji as well.
  fileprivate var isOfHostName: Bool {
    switch properties.generalCategory {
    case .spaceSeparator, .openPunctuation, .closePunctuation, .initialPunctuation, .finalPunctuation,
      .otherPunctuation:
      false
    default: true
    }
  }
}
