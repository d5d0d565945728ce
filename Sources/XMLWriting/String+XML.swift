extension String {
  /// The same with a replacement character for what XML 1.0 has no way to say (§2.2: control characters, U+FFFE, U+FFFF).
  package var allowedInXML: String {
    guard unicodeScalars.contains(where: { !$0.isAllowedInXML }) else { return self }
    return String(String.UnicodeScalarView(unicodeScalars.map { $0.isAllowedInXML ? $0 : "\u{FFFD}" }))
  }
}

extension Unicode.Scalar {
  fileprivate var isAllowedInXML: Bool {
    switch value {
    case 0x09, 0x0A, 0x0D, 0x20...0xD7FF, 0xE000...0xFFFD, 0x10000...0x10FFFF: true
    default: false
    }
  }
}
