/// Reads JSON of a known shape from one end to the other, without a tree of values in between.
///
/// What it takes, `JSONDecoder` takes as well, and makes the same of it. Whatever it does not expect it throws, without a
/// word: then `JSONDecoder` reads it anew, as what is unusual is rare, and has the right words for what is wrong.
struct JSONReader {
  /// What it leaves to `JSONDecoder`.
  struct Surprise: Error {}

  /// As deep as `JSONDecoder` goes.
  private static let depthLimit = 512

  private var rest: UnsafePointer<UInt8>
  private let end: UnsafePointer<UInt8>
  private var depth = 0

  /// - Parameter bytes: must outlive the reader.
  init(_ bytes: UnsafeRawBufferPointer) throws(Surprise) {
    guard let start = bytes.baseAddress else { throw Surprise() }
    rest = start.assumingMemoryBound(to: UInt8.self)
    end = rest + bytes.count
  }

  // MARK: Structure

  /// Reads an object; `member` reads the value of the key that it gets.
  mutating func object(
    _ member: (inout JSONReader, UnsafeRawBufferPointer) throws(Surprise) -> Void
  ) throws(Surprise) {
    try open("{")
    if try !closes("}") {
      repeat {
        let key = try key()
        try member(&self, key)
      } while try goesOn(until: "}")
    }
  }

  /// Reads an array; `element` reads an element.
  mutating func array(_ element: (inout JSONReader) throws(Surprise) -> Void) throws(Surprise) {
    try open("[")
    if try !closes("]") {
      repeat { try element(&self) } while try goesOn(until: "]")
    }
  }

  /// The bytes of the next value, whatever it is: checked and passed over.
  mutating func value() throws(Surprise) -> UnsafeRawBufferPointer {
    skipSpace()
    let start = rest
    switch try peek() {
    case UInt8(ascii: "{"): try object { (reader, _) throws(Surprise) in _ = try reader.value() }
    case UInt8(ascii: "["): try array { (reader) throws(Surprise) in _ = try reader.value() }
    case UInt8(ascii: "\""):
      let text = try text()
      if text.hasEscapes { _ = try Self.unescaped(text.bytes) } else { try text.check() }
    case UInt8(ascii: "t"), UInt8(ascii: "f"): _ = try bool()
    case UInt8(ascii: "n"): guard takeNull() else { throw Surprise() }
    default: _ = try numeral()
    }
    return UnsafeRawBufferPointer(start: start, count: rest - start)
  }

  /// Nothing may follow but white space.
  mutating func finish() throws(Surprise) {
    skipSpace()
    guard rest == end else { throw Surprise() }
  }

  /// Whether null is next; it is taken then.
  mutating func takeNull() -> Bool {
    skipSpace()
    return take("null")
  }

  // MARK: Values

  mutating func bool() throws(Surprise) -> Bool {
    skipSpace()
    if take("true") { return true }
    guard take("false") else { throw Surprise() }
    return false
  }

  mutating func string() throws(Surprise) -> String {
    skipSpace()
    let text = try text()
    if text.hasEscapes { return try Self.unescaped(text.bytes) }
    guard let string = String(validating: text.bytes, as: UTF8.self) else { throw Surprise() }
    return string
  }

  mutating func integer() throws(Surprise) -> Int64 {
    skipSpace()
    let numeral = try numeral()
    guard numeral.isWhole, numeral.digits <= 18 else { throw Surprise() }
    return numeral.isNegative ? -Int64(numeral.significand) : Int64(numeral.significand)
  }

  mutating func number() throws(Surprise) -> Double {
    skipSpace()
    let numeral = try numeral()
    // Both are exact, so their quotient is rounded once.
    if !numeral.hasExponent, numeral.significand <= 1 << 53, numeral.digits <= 18, numeral.fraction < Self.powers.count
    {
      let magnitude = Double(numeral.significand) / Self.powers[numeral.fraction]
      return numeral.isNegative ? -magnitude : magnitude
    }
    let number = Double(String(decoding: numeral.bytes, as: UTF8.self))
    // What is too large or too small is not the same everywhere.
    guard let number, number.isNormal else { throw Surprise() }
    return number
  }

  private static let powers: [Double] = (0...18).map { power in (0..<power).reduce(1) { power, _ in power * 10 } }

  // MARK: Tokens

  private mutating func skipSpace() {
    while rest < end, rest.pointee <= 0x20,
      rest.pointee == 0x20 || rest.pointee == 0x0A || rest.pointee == 0x0D || rest.pointee == 0x09
    { rest += 1 }
  }

  private func peek() throws(Surprise) -> UInt8 {
    guard rest < end else { throw Surprise() }
    return rest.pointee
  }

  private mutating func take(_ word: StaticString) -> Bool {
    let count = word.utf8CodeUnitCount
    guard end - rest >= count else { return false }
    for index in 0..<count where rest[index] != word.utf8Start[index] { return false }
    rest += count
    return true
  }

  private mutating func open(_ bracket: Unicode.Scalar) throws(Surprise) {
    skipSpace()
    guard try peek() == UInt8(ascii: bracket), depth < Self.depthLimit else { throw Surprise() }
    rest += 1
    depth += 1
  }

  /// Whether the closing bracket is next; it is taken then.
  private mutating func closes(_ bracket: Unicode.Scalar) throws(Surprise) -> Bool {
    skipSpace()
    guard try peek() == UInt8(ascii: bracket) else { return false }
    rest += 1
    depth -= 1
    return true
  }

  /// Whether there is another element; a comma or the closing bracket is taken.
  private mutating func goesOn(until bracket: Unicode.Scalar) throws(Surprise) -> Bool {
    if try closes(bracket) { return false }
    guard try peek() == UInt8(ascii: ",") else { throw Surprise() }
    rest += 1
    return true
  }

  /// A key, and the colon after it.
  private mutating func key() throws(Surprise) -> UnsafeRawBufferPointer {
    skipSpace()
    let text = try text()
    // Two spellings of one key are for `JSONDecoder`.
    guard !text.hasEscapes else { throw Surprise() }
    try text.check()
    skipSpace()
    guard try peek() == UInt8(ascii: ":") else { throw Surprise() }
    rest += 1
    return UnsafeRawBufferPointer(text.bytes)
  }

  private struct Text {
    /// Between the quotation marks.
    var bytes: UnsafeBufferPointer<UInt8>
    var hasEscapes: Bool
    var isASCII: Bool

    func check() throws(Surprise) {
      if !isASCII, String(validating: bytes, as: UTF8.self) == nil { throw Surprise() }
    }
  }

  private mutating func text() throws(Surprise) -> Text {
    guard try peek() == UInt8(ascii: "\"") else { throw Surprise() }
    rest += 1
    let start = rest
    var (hasEscapes, all) = (false, UInt8(0))
    while rest < end {
      let byte = rest.pointee
      if byte == UInt8(ascii: "\"") {
        let bytes = UnsafeBufferPointer(start: start, count: rest - start)
        rest += 1
        return Text(bytes: bytes, hasEscapes: hasEscapes, isASCII: all < 0x80)
      }
      guard byte >= 0x20 else { throw Surprise() }
      if byte == UInt8(ascii: "\\") {
        hasEscapes = true
        rest += 1
        guard rest < end else { throw Surprise() }
      }
      all |= byte
      rest += 1
    }
    throw Surprise()
  }

  private struct Numeral {
    var bytes: UnsafeBufferPointer<UInt8>
    var isNegative = false
    /// All digits before an exponent, as a whole number; it has wrapped around where there are more than 18.
    var significand: UInt64 = 0
    var digits = 0
    /// Digits after the point.
    var fraction = 0
    var hasExponent = false

    var isWhole: Bool { fraction == 0 && !hasExponent }
  }

  private mutating func numeral() throws(Surprise) -> Numeral {
    let start = rest
    var numeral = Numeral(bytes: UnsafeBufferPointer(start: start, count: 0))
    if try peek() == UInt8(ascii: "-") {
      numeral.isNegative = true
      rest += 1
    }
    let first = rest
    numeral.digits = digits(&numeral.significand)
    // No zero comes before another digit.
    guard numeral.digits > 0, numeral.digits == 1 || first.pointee != UInt8(ascii: "0") else { throw Surprise() }
    if rest < end, rest.pointee == UInt8(ascii: ".") {
      rest += 1
      numeral.fraction = digits(&numeral.significand)
      guard numeral.fraction > 0 else { throw Surprise() }
      numeral.digits += numeral.fraction
    }
    if rest < end, rest.pointee | 0x20 == UInt8(ascii: "e") {
      numeral.hasExponent = true
      rest += 1
      if rest < end, rest.pointee == UInt8(ascii: "+") || rest.pointee == UInt8(ascii: "-") { rest += 1 }
      var exponent: UInt64 = 0
      guard digits(&exponent) > 0 else { throw Surprise() }
    }
    numeral.bytes = UnsafeBufferPointer(start: start, count: rest - start)
    return numeral
  }

  /// Takes digits; gives how many there were.
  private mutating func digits(_ number: inout UInt64) -> Int {
    let start = rest
    while rest < end, rest.pointee &- UInt8(ascii: "0") < 10 {
      number = number &* 10 &+ UInt64(rest.pointee &- UInt8(ascii: "0"))
      rest += 1
    }
    return rest - start
  }
}
