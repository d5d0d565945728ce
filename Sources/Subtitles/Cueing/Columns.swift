extension Character {
  /// The columns that the character takes on a line: 2 for East Asian wide and full-width characters and for emoji, 1
  /// for all others (Unicode Standard Annex 11, the W and F classes by block). Marks that are not seen, such as those for
  /// the direction of text, take none.
  package var columns: Int {
    guard let first = unicodeScalars.first else { return 0 }
    if first.value < 0x1100 { return first.value == 0xAD || first.value == 0x61C ? 0 : 1 }
    if first.properties.generalCategory == .format { return 0 }
    switch first.value {
    case 0x1100...0x115F, 0x2E80...0x303E, 0x3041...0xA4CF, 0xA960...0xA97F, 0xAC00...0xD7A3, 0xF900...0xFAFF,
      0xFE30...0xFE6F, 0xFF00...0xFF60, 0xFFE0...0xFFE6, 0x1B000...0x1B2FF, 0x1F200...0x1F2FF, 0x20000...0x3FFFD:
      return 2
    default:
      let isEmoji = first.properties.isEmojiPresentation || unicodeScalars.contains { $0.value == 0xFE0F }
      return isEmoji ? 2 : 1
    }
  }
}

extension StringProtocol {
  /// The columns of all characters.
  package var columns: Int {
    // Most text is ASCII, where a byte is a character; but CR LF is one.
    if utf8.allSatisfy({ $0 < 0x80 && $0 != 0x0D }) { return utf8.count }
    return reduce(0) { $0 + $1.columns }
  }
}
