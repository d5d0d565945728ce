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
