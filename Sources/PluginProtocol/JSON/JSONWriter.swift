/// Writes JSON, byte for byte as `JSONEncoder` does with slashes as they are. `JSONEncoder` takes a box and a call through
/// a table for every value, which for a transcript is most of what a call of a plug-in would take.
struct JSONWriter {
  /// What only `JSONEncoder` can write, or say what is wrong with.
  struct Unwritable: Error {}

  private(set) var bytes: [UInt8] = []

  mutating func literal(_ text: StaticString) {
    bytes.append(contentsOf: UnsafeBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount))
  }

  /// JSON that was written before.
  mutating func json(_ json: some Sequence<UInt8>) { bytes.append(contentsOf: json) }

  mutating func bool(_ value: Bool) { if value { literal("true") } else { literal("false") } }

  mutating func integer(_ value: Int64) {
    var digits: (UInt64, UInt64, UInt64) = (0, 0, 0)
    withUnsafeMutableBytes(of: &digits) { digits in
      var (rest, start) = (value.magnitude, digits.endIndex)
      repeat {
        start -= 1
        let (quotient, digit) = rest.quotientAndRemainder(dividingBy: 10)
        digits[start] = UInt8(ascii: "0") + UInt8(truncatingIfNeeded: digit)
        rest = quotient
      } while rest > 0
      if value < 0 {
        start -= 1
        digits[start] = UInt8(ascii: "-")
      }
      bytes.append(contentsOf: digits[start...])
    }
  }

  /// - Throws: for infinities and NaN, which JSON has not.
  mutating func number(_ value: Double) throws(Unwritable) {
    guard value.isFinite else { throw Unwritable() }
    var text = value.description
    text.withUTF8 { text in
      // A whole number is written as one.
      let isWhole = text.suffix(2).elementsEqual(".0".utf8)
      bytes.append(contentsOf: isWhole ? text.dropLast(2) : text[...])
    }
  }

  mutating func string(_ value: String) {
    bytes.append(UInt8(ascii: "\""))
    var value = value
    value.withUTF8 { text in
      if text.allSatisfy(Self.isPlain) {
        bytes.append(contentsOf: text)
      } else {
        for byte in text { if Self.isPlain(byte) { bytes.append(byte) } else { escape(byte) } }
      }
    }
    bytes.append(UInt8(ascii: "\""))
  }

  /// The members of an array, each written by `write`.
  mutating func array<Element>(
    _ elements: [Element], _ write: (inout JSONWriter, Element) throws(Unwritable) -> Void
  ) throws(Unwritable) {
    bytes.append(UInt8(ascii: "["))
    var isFirst = true
    for element in elements {
      if !isFirst { bytes.append(UInt8(ascii: ",")) }
      isFirst = false
      try write(&self, element)
    }
    bytes.append(UInt8(ascii: "]"))
  }

  private static func isPlain(_ byte: UInt8) -> Bool {
    byte >= 0x20 && byte != UInt8(ascii: "\"") && byte != UInt8(ascii: "\\")
  }

  private mutating func escape(_ byte: UInt8) {
    switch byte {
    case UInt8(ascii: "\""): literal(#"\""#)
    case UInt8(ascii: "\\"): literal(#"\\"#)
    case 0x08: literal(#"\b"#)
    case 0x09: literal(#"\t"#)
    case 0x0A: literal(#"\n"#)
    case 0x0C: literal(#"\f"#)
    case 0x0D: literal(#"\r"#)
    default:
      let low = byte & 0x0F
      if byte < 0x10 { literal(#"\u000"#) } else { literal(#"\u001"#) }
      bytes.append(low < 10 ? UInt8(ascii: "0") + low : UInt8(ascii: "a") + low - 10)
    }
  }
}
