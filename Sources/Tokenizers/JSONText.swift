/// JSON as it stands: a member is found by the code points of its name. `JSONSerialization` makes dictionaries, in which
/// names that only look the same (é in one code point and in two) are one.
struct JSONText {
  private let bytes: [UInt8]
  private var place = 0
  private var depth = 0

  private static let deepest = 200

  /// The value of a whole file: `Fields`, `[Any]`, `String`, `Int`, `Double`, `Bool`, or `Void` for null.
  ///
  /// - Throws: `TokenizerError`.
  static func value(of bytes: some Sequence<UInt8>) throws -> Any {
    var text = JSONText(bytes: Array(bytes))
    if text.bytes.starts(with: [0xEF, 0xBB, 0xBF]) { text.place = 3 }
    let value = try text.value()
    text.skipSpace()
    guard text.place == text.bytes.count else { throw text.fault }
    return value
  }

  private init(bytes: [UInt8]) { self.bytes = bytes }

  private var fault: TokenizerError { TokenizerError("it is no JSON: byte \(place)") }

  private mutating func value() throws -> Any {
    skipSpace()
    switch peek {
    case UInt8(ascii: "{"): return try nested { try $0.object() }
    case UInt8(ascii: "["): return try nested { try $0.array() }
    case UInt8(ascii: "\""): return try string()
    case UInt8(ascii: "t"): return try word("true", true)
    case UInt8(ascii: "f"): return try word("false", false)
    case UInt8(ascii: "n"): return try word("null", ())
    default: return try number()
    }
  }

  private mutating func nested(_ read: (inout JSONText) throws -> Any) throws -> Any {
    guard depth < Self.deepest else { throw TokenizerError("there are more than \(Self.deepest) brackets in brackets") }
    depth += 1
    defer { depth -= 1 }
    place += 1
    return try read(&self)
  }

  private mutating func object() throws -> Any {
    var fields = Fields()
    if takes(UInt8(ascii: "}")) { return fields }
    repeat {
      skipSpace()
      guard peek == UInt8(ascii: "\"") else { throw fault }
      let name = try string()
      guard takes(UInt8(ascii: ":")) else { throw fault }
      fields.members.append((name, try value()))
    } while takes(UInt8(ascii: ","))
    guard takes(UInt8(ascii: "}")) else { throw fault }
    return fields
  }

  private mutating func array() throws -> Any {
    var values: [Any] = []
    if takes(UInt8(ascii: "]")) { return values }
    repeat { values.append(try value()) } while takes(UInt8(ascii: ","))
    guard takes(UInt8(ascii: "]")) else { throw fault }
    return values
  }

  private mutating func string() throws -> String {
    place += 1
    var text: [UInt8] = []
    while true {
      let start = place
      while let byte = peek, byte != UInt8(ascii: "\""), byte != UInt8(ascii: "\\"), byte >= 0x20 { place += 1 }
      text += bytes[start..<place]
      switch peek {
      case UInt8(ascii: "\""):
        place += 1
        guard let string = String(validating: text, as: UTF8.self) else { throw fault }
        return string
      case UInt8(ascii: "\\"):
        place += 1
        text += Array(String(try escaped()).utf8)
      default: throw fault
      }
    }
  }

  private mutating func escaped() throws -> Unicode.Scalar {
    guard let byte = peek else { throw fault }
    place += 1
    switch byte {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): return Unicode.Scalar(byte)
    case UInt8(ascii: "b"): return "\u{8}"
    case UInt8(ascii: "f"): return "\u{C}"
    case UInt8(ascii: "n"): return "\n"
    case UInt8(ascii: "r"): return "\r"
    case UInt8(ascii: "t"): return "\t"
    case UInt8(ascii: "u"): break
    default: throw fault
    }
    let first = try unit()
    if let scalar = Unicode.Scalar(first) { return scalar }
    // The first of a pair.
    guard first < 0xDC00, bytes[place...].starts(with: Array("\\u".utf8)) else { throw fault }
    place += 2
    let second = try unit()
    guard (0xDC00...0xDFFF).contains(second),
      let scalar = Unicode.Scalar(0x1_0000 + (UInt32(first) - 0xD800) << 10 + UInt32(second) - 0xDC00)
    else { throw fault }
    return scalar
  }

  private mutating func unit() throws -> UInt16 {
    let digits = bytes[place...].prefix(4)
    guard digits.count == 4, !digits.contains(UInt8(ascii: "+")),
      let value = UInt16(String(decoding: digits, as: UTF8.self), radix: 16)
    else { throw fault }
    place += 4
    return value
  }

  private mutating func number() throws -> Any {
    let start = place
    while let byte = peek, "+-.0123456789eE".utf8.contains(byte) { place += 1 }
    let text = String(decoding: bytes[start..<place], as: UTF8.self)
    if let number = Int(text), text.utf8.first != UInt8(ascii: "+") { return number }
    guard let number = Double(text), number.isFinite else { throw fault }
    return number
  }

  private mutating func word<Value>(_ word: String, _ value: Value) throws -> Value {
    guard bytes[place...].starts(with: word.utf8) else { throw fault }
    place += word.utf8.count
    return value
  }

  private var peek: UInt8? { place < bytes.count ? bytes[place] : nil }

  private mutating func takes(_ byte: UInt8) -> Bool {
    skipSpace()
    guard peek == byte else { return false }
    place += 1
    return true
  }

  private mutating func skipSpace() {
    while let byte = peek, byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09 { place += 1 }
  }
}
