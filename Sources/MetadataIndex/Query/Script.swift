/// What the writing of a text asks of the search.
enum Script {
  /// Whether there are letters in it of a writing without spaces between words: Chinese, Japanese, Thai, Lao, Khmer, Burmese.
  static func hasNoSpaces(_ text: String) -> Bool {
    // All of them take three bytes at least.
    text.utf8.contains { $0 >= 0xE0 }
      && text.unicodeScalars.contains { scalar in
        switch scalar.value {
        case 0x0E00...0x0EFF, 0x1000...0x109F, 0x1780...0x17FF, 0x3040...0x30FF, 0x3400...0x4DBF, 0x4E00...0x9FFF,
          0xF900...0xFAFF, 0xFF66...0xFF9F, 0x20000...0x3FFFF:
          true
        default: false
        }
      }
  }
}
