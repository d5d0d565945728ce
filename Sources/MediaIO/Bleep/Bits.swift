/// Reads numbers of any width out of bytes; beyond their end there are zeros.
struct BitReader {
  private let bytes: [UInt8]
  private(set) var position = 0

  init(_ bytes: [UInt8]) { self.bytes = bytes }

  var isAtEnd: Bool { position >= bytes.count * 8 }

  mutating func read(_ count: Int) -> Int {
    var value = 0
    for _ in 0..<count {
      let bit = position < bytes.count * 8 ? Int(bytes[position >> 3] >> UInt8(7 - position & 7) & 1) : 0
      value = value << 1 | bit
      position += 1
    }
    return value
  }

  mutating func skip(_ count: Int) { position += count }

  /// To the next whole byte.
  mutating func align() { position = (position + 7) & ~7 }
}

/// Puts numbers of any width together to bytes.
struct BitWriter {
  private(set) var bytes: [UInt8] = []
  private var count = 0

  mutating func write(_ value: Int, _ width: Int) {
    for shift in stride(from: width - 1, through: 0, by: -1) {
      write(bit: UInt8(truncatingIfNeeded: value >> shift & 1))
    }
  }

  /// Appends a part of other bytes, in bits.
  mutating func write(_ source: [UInt8], _ range: Range<Int>) {
    for position in range { write(bit: source[position >> 3] >> UInt8(7 - position & 7) & 1) }
  }

  private mutating func write(bit: UInt8) {
    if count & 7 == 0 { bytes.append(0) }
    bytes[bytes.count - 1] |= bit << UInt8(7 - count & 7)
    count += 1
  }
}
