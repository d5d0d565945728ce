/// The text rules that all text formats share. They work on scalars: a combining mark after `<` or a line feed makes
/// another `Character` of it, but not another byte in the file.
public enum CueText {
  /// `text` as lines that every format can hold: split at every Unicode line boundary, without control characters
  /// (U+0000…001F, U+007F…009F) and noncharacters (U+FFFE, U+FFFF), runs of spaces and tabs as one space, trimmed,
  /// without empty lines. Other white space, such as the no-break and the ideographic space, stays.
  public static func lines(of text: String) -> [String] {
    var lines: [String] = []
    var line = String.UnicodeScalarView()
    var pendingSpace = false
    for scalar in text.unicodeScalars {
      switch kind(of: scalar) {
      case .lineEnd:
        if !line.isEmpty { lines.append(String(line)) }
        line = String.UnicodeScalarView()
        pendingSpace = false
      case .space:
        pendingSpace = !line.isEmpty
      case .dropped:
        continue
      case .text:
        if pendingSpace { line.append(" ") }
        pendingSpace = false
        line.append(scalar)
      }
    }
    if !line.isEmpty { lines.append(String(line)) }
    return lines
  }

  /// The lines of a file, empty ones included, ended by LF, CR LF or CR. The last has no terminator.
  public static func fileLines(of text: String) -> [String] {
    var lines: [String] = []
    var line = String.UnicodeScalarView()
    var afterReturn = false
    for scalar in text.unicodeScalars {
      let wasAfterReturn = afterReturn
      afterReturn = scalar == "\r"
      switch scalar {
      case "\n" where wasAfterReturn:
        continue
      case "\n", "\r":
        lines.append(String(line))
        line = String.UnicodeScalarView()
      default:
        line.append(scalar)
      }
    }
    lines.append(String(line))
    return lines
  }
}
