/// Quick answers for letters and digits of ASCII, of which most text is and which no set of marks has: sets hash what they
/// are asked for, and comparing characters takes long beside comparing bytes.
extension UInt8 {
  fileprivate var isPlain: Bool {
    switch self {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"):
      true
    default: false
    }
  }
}

extension String {
  /// Whether the last character is an ASCII letter or digit; false where that takes a closer look.
  var endsPlainly: Bool {
    let end = utf8.suffix(2)
    return end.last?.isPlain == true && end.allSatisfy { $0 < 0x80 }
  }

  /// What `contains` says of `part`, which is ASCII, where its bytes are there at all.
  func holds(_ part: StaticString) -> Bool {
    let isPossible = part.withUTF8Buffer { part in
      utf8.withContiguousStorageIfAvailable { bytes in
        let last = bytes.count - part.count
        return last >= 0 && (0...last).contains { start in part.indices.allSatisfy { bytes[start + $0] == part[$0] } }
      }
    }
    return isPossible != false && contains(part.description)
  }
}

extension Set<Character> {
  /// Whether `character` is one of these marks.
  func has(_ character: Character) -> Bool {
    if let byte = character.asciiValue, byte.isPlain { return false }
    return contains(character)
  }
}
