import ClosedCaptions

/// What a line of an MCC file has: an ancillary data packet (SMPTE ST 291) with a caption distribution packet (SMPTE
/// ST 334-2) in it.
struct CaptionPacket {
  /// The pairs of the first field of line 21, in order.
  var pairs: [CaptionPair] = []
  /// Whether it is a packet with captions at all, of whatever kind.
  private(set) var isPacket = false

  /// Letters that stand for bytes that are frequent, besides hexadecimal digits.
  private static let letters: [UInt8: [UInt8]] = {
    var letters: [UInt8: [UInt8]] = [
      UInt8(ascii: "P"): [0xFB, 0x80, 0x80], UInt8(ascii: "Q"): [0xFC, 0x80, 0x80],
      UInt8(ascii: "R"): [0xFD, 0x80, 0x80],
      UInt8(ascii: "S"): [0x96, 0x69], UInt8(ascii: "T"): [0x61, 0x01], UInt8(ascii: "U"): [0xE1, 0, 0, 0],
      UInt8(ascii: "Z"): [0],
    ]
    for count in UInt8(1)...9 {
      letters[UInt8(ascii: "G") + count - 1] = (0..<count).flatMap { _ -> [UInt8] in [0xFA, 0, 0] }
    }
    return letters
  }()

  /// Nothing where it is no packet with captions.
  init(_ text: Substring) {
    guard let bytes = Self.expanded(text) else { return }
    // 61 01 and a count come before the packet.
    var packet = bytes.starts(with: [0x61, 0x01]) ? bytes.dropFirst(3) : bytes[...]
    guard packet.starts(with: [0x96, 0x69]), packet.count > 7 else { return }
    isPacket = true
    packet = packet.prefix(Int(packet[packet.startIndex + 2]))
    var section = packet.dropFirst(7)
    while let id = section.first, let size = section.dropFirst().first {
      switch id {
      case 0x71: section = section.dropFirst(5)
      case 0x72:
        takeCaptions(section.dropFirst(2).prefix(3 * Int(size & 0x1F)))
        return
      case 0x73: section = section.dropFirst(2 + 7 * Int(size & 0x0F))
      case 0x75...0xEF: section = section.dropFirst(2 + Int(size))
      default: return
      }
    }
  }

  /// Three bytes each: a marker that tells whether they are valid and of which kind, and the pair.
  private mutating func takeCaptions(_ bytes: ArraySlice<UInt8>) {
    var rest = bytes
    while rest.count >= 3 {
      let (marker, first, second) = (rest[rest.startIndex], rest[rest.startIndex + 1], rest[rest.startIndex + 2])
      if marker & 0x07 == 0x04 { pairs.append(CaptionPair(sent: first, second)) }
      rest = rest.dropFirst(3)
    }
  }

  private static func expanded(_ text: Substring) -> [UInt8]? {
    var bytes: [UInt8] = []
    var high: UInt8?
    for character in text.utf8 {
      if let digit = character.hexadecimalDigit {
        if let first = high {
          bytes.append(first << 4 | digit)
          high = nil
        } else {
          high = digit
        }
      } else if high == nil, let letter = letters[character] ?? letters[character & 0xDF] {
        bytes += letter
      } else {
        return nil
      }
    }
    return bytes
  }
}
