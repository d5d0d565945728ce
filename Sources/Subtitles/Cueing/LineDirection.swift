/// Marks that keep the punctuation of lines in scripts from the right where it belongs.
///
/// Many players take the first letter of a line for its direction, and some take all lines to run from the left: a Latin
/// name at the beginning, or a full stop at the end, would be on the wrong side (Unicode Standard Annex 9). A mark next to
/// what has no direction of its own gives it that of the script; it takes no column.
enum LineDirection {
  static let rightToLeftMark: Unicode.Scalar = "\u{200F}"
  private static let leftToRightMark: Unicode.Scalar = "\u{200E}"

  /// `line`, of a text from the right, with a mark where its first letter is of another script, and where it begins or
  /// ends with something else than a letter.
  static func marked(_ line: String) -> String {
    let scalars = line.unicodeScalars
    guard let first = scalars.first, let last = scalars.last else { return line }
    var marked = String.UnicodeScalarView()
    if !isRightToLeft(first) { marked.append(rightToLeftMark) }
    marked.append(contentsOf: scalars)
    if !isRightToLeft(last) { marked.append(rightToLeftMark) }
    return String(marked)
  }

  /// Whether the first letter, or mark of direction, is of a script from the right; nil where there is none.
  static func isRightToLeft(_ lines: [CueLine]) -> Bool? {
    for scalar in lines.lazy.flatMap(\.spans).flatMap(\.text.unicodeScalars) {
      if isRightToLeft(scalar) { return true }
      if scalar == leftToRightMark || scalar.properties.isAlphabetic { return false }
    }
    return nil
  }

  /// Letters, and the mark itself; Arabic digits run from the left.
  private static func isRightToLeft(_ scalar: Unicode.Scalar) -> Bool {
    if scalar == rightToLeftMark { return true }
    guard scalar.properties.isAlphabetic else { return false }
    return switch scalar.value {
    case 0x590...0x8FF, 0xFB1D...0xFDFF, 0xFE70...0xFEFF, 0x10800...0x10FFF, 0x1E800...0x1EFFF: true
    default: false
    }
  }
}
