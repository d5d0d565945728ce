/// Rows of fields, separated and quoted as RFC 4180 says.
struct CSVTable {
  let lineEnd: String
  private(set) var text = ""

  init(lineEnd: String) {
    self.lineEnd = lineEnd
  }

  mutating func append(_ fields: [String]) {
    for (index, field) in fields.enumerated() {
      if index > 0 { text += "," }
      append(field)
    }
    text += lineEnd
  }

  /// Quoted where it has to be.
  private mutating func append(_ field: String) {
    guard field.utf8.contains(where: Self.isSpecial) else {
      text += field
      return
    }
    var quoted = String.UnicodeScalarView()
    quoted.append("\"")
    for scalar in field.unicodeScalars {
      if scalar == "\"" { quoted.append(scalar) }
      quoted.append(scalar)
    }
    quoted.append("\"")
    text += String(quoted)
  }

  /// Also `;` and tab, so that a spreadsheet that separates by these does not divide the text.
  private static func isSpecial(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: ","), UInt8(ascii: "\""), UInt8(ascii: ";"), 0x09, 0x0A, 0x0D: true
    default: false
    }
  }
}
