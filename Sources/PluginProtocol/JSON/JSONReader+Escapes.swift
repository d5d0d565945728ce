extension JSONReader {
  /// The text of a string that has escapes in it.
  static func unescaped(_ bytes: UnsafeBufferPointer<UInt8>) throws(Surprise) -> String {
    var text: [UInt8] = []
    text.reserveCapacity(bytes.count)
    var index = 0
    while index < bytes.count {
      let byte = bytes[index]
      index += 1
      guard byte == UInt8(ascii: "\\") else {
        text.append(byte)
        continue
      }
      guard index < bytes.count else { throw Surprise() }
      let letter = bytes[index]
      index += 1
      switch letter {
      case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): text.append(letter)
      case UInt8(ascii: "b"): text.append(0x08)
      case UInt8(ascii: "f"): text.append(0x0C)
      case UInt8(ascii: "n"): text.append(0x0A)
      case UInt8(ascii: "r"): text.append(0x0D)
      case UInt8(ascii: "t"): text.append(0x09)
      case UInt8(ascii: "u"): text.append(contentsOf: try scalar(bytes, &index))
      default: throw Surprise()
      }
    }
    guard let string = String(validating: text, as: UTF8.self) else { throw Surprise() }
    return string
  }

  /// What follows `\u`: four digits, or eight with another `\u` between them.
  private static func scalar(
    _ bytes: UnsafeBufferPointer<UInt8>, _ index: inout Int
  ) throws(Surprise) -> Unicode.UTF8.EncodedScalar {
    let unit = try codeUnit(bytes, &index)
    var value = UInt32(unit)
    if UTF16.isLeadSurrogate(unit) {
      guard index + 1 < bytes.count, bytes[index] == UInt8(ascii: "\\"), bytes[index + 1] == UInt8(ascii: "u") else {
        throw Surprise()
      }
      index += 2
      let trail = try codeUnit(bytes, &index)
      guard UTF16.isTrailSurrogate(trail) else { throw Surprise() }
      value = 0x10000 + ((UInt32(unit) & 0x3FF) << 10) + (UInt32(trail) & 0x3FF)
    }
    guard let scalar = Unicode.Scalar(value), let encoded = UTF8.encode(scalar) else { throw Surprise() }
    return encoded
  }

  private static func codeUnit(_ bytes: UnsafeBufferPointer<UInt8>, _ index: inout Int) throws(Surprise) -> UInt16 {
    guard index + 4 <= bytes.count else { throw Surprise() }
    var unit: UInt16 = 0
    for byte in bytes[index..<index + 4] {
      let digit: UInt8
      switch byte {
      case UInt8(ascii: "0")...UInt8(ascii: "9"): digit = byte - UInt8(ascii: "0")
      case UInt8(ascii: "a")...UInt8(ascii: "f"): digit = byte - UInt8(ascii: "a") + 10
      case UInt8(ascii: "A")...UInt8(ascii: "F"): digit = byte - UInt8(ascii: "A") + 10
      default: throw Surprise()
      }
      unit = unit << 4 | UInt16(digit)
    }
    index += 4
    return unit
  }
}
