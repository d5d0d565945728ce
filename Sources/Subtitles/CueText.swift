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
    // The ends of lines are bytes that stand in no other scalar, so that what lies between them is text.
    var text = text
    text.withUTF8 { bytes in
      var start = 0
      var index = 0
      while index < bytes.count {
        let byte = bytes[index]
        index += 1
        guard byte == UInt8(ascii: "\n") || byte == UInt8(ascii: "\r") else { continue }
        lines.append(String(decoding: bytes[start..<(index - 1)], as: UTF8.self))
        if byte == UInt8(ascii: "\r"), index < bytes.count, bytes[index] == UInt8(ascii: "\n") { index += 1 }
        start = index
      }
      lines.append(String(decoding: bytes[start...], as: UTF8.self))
    }
    return lines
  }

  /// The first `-->` of a line, which stands between the times of SubRip and WebVTT.
  public static func arrow(in line: String) -> Range<String.Index>? {
    let bytes = line.utf8
    var rest = bytes[...]
    while let dash = rest.firstIndex(of: UInt8(ascii: "-")) {
      rest = rest[bytes.index(after: dash)...]
      if rest.first == UInt8(ascii: "-"), rest.dropFirst().first == UInt8(ascii: ">") {
        return dash..<bytes.index(dash, offsetBy: 3)
      }
    }
    return nil
  }
}
