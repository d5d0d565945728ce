/// The characters of CEA-608 (ANSI/CTA-608-E, 47 CFR 15.119): a set like ASCII, sixteen special characters, and two
/// extended sets of 32 whose characters each take the place of the one before.
package enum CaptionCharacters {
  /// How a character is sent.
  package enum Form: Hashable, Sendable {
    /// As one byte of a pair.
    case standard(UInt8)
    /// As a pair of its own.
    case special(UInt8)
    /// As a pair that replaces the character before it, `fallback`, which older decoders show.
    case extended(first: UInt8, second: UInt8, fallback: UInt8)
  }

  /// Where the standard set is not ASCII.
  private static let exceptions: [UInt8: Unicode.Scalar] = [
    0x2A: "á", 0x5C: "é", 0x5E: "í", 0x5F: "ó", 0x60: "ú", 0x7B: "ç", 0x7C: "÷", 0x7D: "Ñ", 0x7E: "ñ", 0x7F: "█",
  ]

  /// 11h 30h…3Fh. 39h is a space through which the picture shows.
  private static let special = Array("®°½¿™¢£♪à èâêîôû".unicodeScalars)
  /// 12h 20h…3Fh: Spanish, miscellaneous, French.
  private static let firstExtended = Array("ÁÉÓÚÜü‘¡*'—©℠•“”ÀÂÇÈÊËëÎÏïÔÙùÛ«»".unicodeScalars)
  /// 13h 20h…3Fh: Portuguese, German, Danish. The bar at 37h is the one that forms boxes with the corners at the end.
  private static let secondExtended = Array("ÃãÍÌìÒòÕõ{}\\^_|~ÄäÖöß¥¤│ÅåØø┌┐└┘".unicodeScalars)
  /// What older decoders show for the characters of the extended sets, in the same order.
  private static let firstFallbacks = Array("AEOUUu'!#'-Cs.\"\"AACEEEeIIiOUuU\"\"".utf8)
  private static let secondFallbacks = Array("AaIIiOoOo()/'-!-AaOosY$!AaOo++++".utf8)

  /// The character of a byte of text, 20h…7Fh; nil for other bytes.
  package static func standard(_ byte: UInt8) -> Unicode.Scalar? {
    guard (0x20...0x7F).contains(byte) else { return nil }
    return exceptions[byte] ?? Unicode.Scalar(byte)
  }

  /// The character of `11 3x`, by the second byte.
  static func special(_ byte: UInt8) -> Unicode.Scalar? {
    (0x30...0x3F).contains(byte) ? special[Int(byte - 0x30)] : nil
  }

  /// The character of `12 2x` to `13 3x`.
  static func extended(_ first: UInt8, _ second: UInt8) -> Unicode.Scalar? {
    guard (0x20...0x3F).contains(second), first == 0x12 || first == 0x13 else { return nil }
    return (first == 0x12 ? firstExtended : secondExtended)[Int(second - 0x20)]
  }

  /// How `scalar` is sent; nil where no set has it.
  package static func form(of scalar: Unicode.Scalar) -> Form? { forms[scalar] }

  static func holds(_ scalar: Unicode.Scalar) -> Bool { forms[scalar] != nil }

  private static let forms: [Unicode.Scalar: Form] = {
    var forms: [Unicode.Scalar: Form] = [:]
    for (set, first, fallbacks) in [
      (firstExtended, UInt8(0x12), firstFallbacks), (secondExtended, 0x13, secondFallbacks),
    ] {
      for (index, scalar) in set.enumerated() {
        forms[scalar] = .extended(first: first, second: UInt8(0x20 + index), fallback: fallbacks[index])
      }
    }
    for (index, scalar) in special.enumerated() { forms[scalar] = .special(UInt8(0x30 + index)) }
    // Last, so that the apostrophe is the one that takes a single byte.
    for byte in UInt8(0x20)...0x7F { if let scalar = standard(byte) { forms[scalar] = .standard(byte) } }
    return forms
  }()
}
