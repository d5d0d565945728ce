internal import _FoundationICU

/// Words of scripts without spaces, which only a dictionary tells: that of ICU (Unicode Standard Annex 29), which
/// Foundation brings along, for Chinese, Japanese, Thai, Lao, Khmer and Burmese.
enum DictionaryWords {
  struct Piece {
    var text: String
    /// False for marks.
    var isWord: Bool
    var hasSpaceBefore: Bool
  }

  /// All but spaces, in order.
  static func words(in text: String) -> [Piece] {
    Array(text.utf16).withUnsafeBufferPointer { units in
      var status = U_ZERO_ERROR
      guard let iterator = swift_ubrk_open(UBRK_WORD, "", units.baseAddress, Int32(clamping: units.count), &status)
      else { return [] }
      defer { swift_ubrk_close(iterator) }
      // Below zero are warnings.
      guard status.rawValue <= U_ZERO_ERROR.rawValue else { return [] }
      var pieces: [Piece] = []
      var (start, hasSpaceBefore) = (0, false)
      while true {
        let end = Int(swift_ubrk_next(iterator))
        guard end > start, end <= units.count else { break }
        let piece = String(decoding: units[start..<end], as: UTF16.self)
        start = end
        guard !piece.allSatisfy(\.isWhitespace) else {
          hasSpaceBefore = true
          continue
        }
        let isWord = piece.contains { $0.isLetter || $0.isNumber }
        pieces.append(Piece(text: piece, isWord: isWord, hasSpaceBefore: hasSpaceBefore && !pieces.isEmpty))
        hasSpaceBefore = false
      }
      return pieces
    }
  }
}
