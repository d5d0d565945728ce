internal import CSentenceVocabulary
internal import Foundation

/// The uncased WordPiece tokeniser of BERT (Devlin et al. 2019, `BasicTokenizer` and `WordpieceTokenizer`): what the
/// encoder was trained with, number for number.
package struct WordPieceTokenizer: Sendable {
  /// A piece of the text.
  package struct Piece: Hashable, Sendable {
    package var id: Int32
    /// Where it stands, in Unicode scalars of the text.
    package var scalars: Range<Int>
  }

  /// `[UNK]`, for a word that no pieces make up.
  package static let unknown: Int32 = 100
  /// `[CLS]`, before every text.
  package static let start: Int32 = 101
  /// `[SEP]`, after every text.
  package static let end: Int32 = 102

  /// Longer words are unknown.
  private static let longestWord = 100

  private let ids: [Substring: Int32]
  /// In UTF-8 bytes.
  private let longestPiece: Int

  /// With the vocabulary in the program.
  package init() {
    var size = 0
    let bytes = UnsafeBufferPointer(start: csv_vocabulary(&size), count: size)
    let lines = String(decoding: bytes, as: UTF8.self).split(separator: "\n", omittingEmptySubsequences: false)
    ids = Dictionary(lines.enumerated().map { ($1, Int32($0)) }) { first, _ in first }
    longestPiece = lines.map(\.utf8.count).max() ?? 0
  }

  /// The pieces of `text`, without those that stand before and after it.
  package func pieces(of text: String) -> [Piece] {
    words(of: text).flatMap { pieces(of: $0) }
  }

  /// What the encoder takes: at most `limit` numbers, `[CLS]` and `[SEP]` among them.
  package func ids(of text: String, limit: Int) -> [Int32] {
    [Self.start] + pieces(of: text).prefix(max(0, limit - 2)).map(\.id) + [Self.end]
  }

  // MARK: - Words

  /// Scalars as the vocabulary has them, each with the scalar of the text that it comes from.
  private struct Word {
    var text: [Unicode.Scalar] = []
    var places: [Int] = []
  }

  private func words(of text: String) -> [Word] {
    var words: [Word] = []
    var word = Word()
    func finish() {
      if !word.text.isEmpty { words.append(word) }
      word = Word()
    }
    for (place, scalar) in text.unicodeScalars.enumerated() {
      if scalar.isSpace {
        finish()
      } else if scalar.isDropped {
        continue
      } else {
        for part in Self.folded(scalar) {
          if part.isPunctuation || part.isIdeograph {
            finish()
            words.append(Word(text: [part], places: [place]))
          } else {
            word.text.append(part)
            word.places.append(place)
          }
        }
      }
    }
    finish()
    return words
  }

  /// In small letters, taken apart, without combining marks.
  private static func folded(_ scalar: Unicode.Scalar) -> [Unicode.Scalar] {
    if scalar.isASCII { return [scalar.properties.lowercaseMapping.unicodeScalars.first ?? scalar] }
    return scalar.properties.lowercaseMapping.decomposedStringWithCanonicalMapping.unicodeScalars.filter {
      $0.properties.generalCategory != .nonspacingMark
    }
  }

  // MARK: - Pieces

  /// The longest piece that fits, again and again.
  private func pieces(of word: Word) -> [Piece] {
    let whole = word.places[0]..<(word.places[word.places.count - 1] + 1)
    guard word.text.count <= Self.longestWord else { return [Piece(id: Self.unknown, scalars: whole)] }
    var pieces: [Piece] = []
    var start = 0
    while start < word.text.count {
      var end = min(word.text.count, start + longestPiece)
      var found: Int32?
      while end > start {
        var text = start > 0 ? "##" : ""
        text.unicodeScalars.append(contentsOf: word.text[start..<end])
        found = ids[text[...]]
        if found != nil { break }
        end -= 1
      }
      guard let found else { return [Piece(id: Self.unknown, scalars: whole)] }
      pieces.append(Piece(id: found, scalars: word.places[start]..<(word.places[end - 1] + 1)))
      start = end
    }
    return pieces
  }
}

extension Unicode.Scalar {
  fileprivate var isSpace: Bool {
    switch value {
    case 0x20, 0x09, 0x0A, 0x0D: true
    default: properties.generalCategory == .spaceSeparator
    }
  }

  /// Controls, and what stands for lost characters.
  fileprivate var isDropped: Bool {
    if value == 0 || value == 0xFFFD { return true }
    switch properties.generalCategory {
    case .control, .format, .privateUse, .surrogate, .unassigned: return true
    default: return false
    }
  }

  /// All signs of ASCII count, as `$` and `+`.
  fileprivate var isPunctuation: Bool {
    switch value {
    case 33...47, 58...64, 91...96, 123...126: return true
    case 0..<128: return false
    default: break
    }
    switch properties.generalCategory {
    case .connectorPunctuation, .dashPunctuation, .openPunctuation, .closePunctuation, .initialPunctuation,
      .finalPunctuation, .otherPunctuation:
      return true
    default: return false
    }
  }

  /// The CJK blocks that BERT's tokeniser names.
  fileprivate var isIdeograph: Bool {
    switch value {
    case 0x4E00...0x9FFF, 0x3400...0x4DBF, 0x20000...0x2A6DF, 0x2A700...0x2B73F, 0x2B740...0x2B81F, 0x2B820...0x2CEAF,
      0xF900...0xFAFF, 0x2F800...0x2FA1F:
      true
    default: false
    }
  }
}
