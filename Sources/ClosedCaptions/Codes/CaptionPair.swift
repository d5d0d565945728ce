/// What line 21 carries in a frame: two bytes of seven bits, each with a bit that makes the number of ones odd.
package struct CaptionPair: Hashable, Sendable {
  /// Without the parity bit.
  package let first: UInt8
  /// Without the parity bit.
  package let second: UInt8
  /// Whether a parity bit was wrong where the pair came from.
  package let isDamaged: Bool

  /// - Parameters: the bytes without their parity bits.
  package init(_ first: UInt8, _ second: UInt8) {
    (self.first, self.second, isDamaged) = (first & 0x7F, second & 0x7F, false)
  }

  /// Bytes as they are sent. Wrong parity is noted and else ignored: there are files without any.
  package init(sent first: UInt8, _ second: UInt8) {
    (self.first, self.second) = (first & 0x7F, second & 0x7F)
    isDamaged = first.nonzeroBitCount.isMultiple(of: 2) || second.nonzeroBitCount.isMultiple(of: 2)
  }

  /// Nothing: `80 80`.
  package static let null = CaptionPair(0, 0)

  /// The bytes with their parity bits.
  package var sent: (UInt8, UInt8) { (Self.withParity(first), Self.withParity(second)) }

  /// Four hexadecimal digits of what is sent, in small letters.
  package var hexadecimal: String {
    let (first, second) = sent
    let value = UInt32(first) << 8 | UInt32(second)
    // The parity bit of a zero makes the number one of three digits at least.
    let digits = String(value, radix: 16)
    return String(repeating: "0", count: 4 - digits.count) + digits
  }

  /// Whether it is a code, sent twice, and not text.
  package var isCode: Bool { (0x10...0x1F).contains(first) }

  private static func withParity(_ byte: UInt8) -> UInt8 {
    byte.nonzeroBitCount.isMultiple(of: 2) ? byte | 0x80 : byte
  }
}
