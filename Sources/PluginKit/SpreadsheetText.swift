extension String {
  /// What spreadsheets take for the start of a formula, in full width as well.
  private static let formulaSigns = Set<Unicode.Scalar>("=+-@\t\r\n＝＋－＠".unicodeScalars)

  /// The same with an apostrophe before it where a spreadsheet would calculate it: nobody who speaks into a microphone
  /// shall start a program on the machine of whoever opens the table.
  public var withoutFormula: String {
    guard let first = unicodeScalars.first, Self.formulaSigns.contains(first) else { return self }
    return "'" + self
  }
}

extension String {
  /// A field of a table as RFC 4180 has it, in quotation marks where it has any, or what separates fields and records: also
  /// `;`, so that a spreadsheet that separates by it does not divide the text. By Unicode scalars: a quotation mark with
  /// a combining mark after it is a quotation mark to who reads the table.
  public var csvField: String {
    guard utf8.contains(where: { ",\";\r\n".utf8.contains($0) }) else { return self }
    var result = String.UnicodeScalarView()
    result.append("\"")
    for scalar in unicodeScalars {
      if scalar == "\"" { result.append(scalar) }
      result.append(scalar)
    }
    result.append("\"")
    return String(result)
  }
}
