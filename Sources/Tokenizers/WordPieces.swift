/// The longest piece that fits, again and again.
struct WordPieces: PieceModel, Sendable {
  private let ids: PieceTable
  private let unknown: Int
  /// What pieces within a word begin with.
  private let prefix: String
  private let longestWord: Int

  /// - Parameters:
  ///   - ids: numbers by piece.
  ///   - unknown: the number of a word that no pieces make up.
  init(_ ids: PieceTable, unknown: Int, prefix: String = "##", longestWord: Int = 100) {
    (self.ids, self.unknown, self.prefix, self.longestWord) = (ids, unknown, prefix, longestWord)
  }

  init(_ fields: Fields) throws {
    let ids = try fields.vocabulary()
    guard let unknown = ids[fields.text("unk_token") ?? "[UNK]"] else {
      throw TokenizerError("the vocabulary has no piece for unknown words")
    }
    self.init(
      ids, unknown: unknown, prefix: fields.text("continuing_subword_prefix") ?? "##",
      longestWord: fields.number("max_input_chars_per_word") ?? 100)
  }

  func ids(of word: String) -> [Int] {
    let scalars = Array(word.unicodeScalars)
    guard scalars.count <= longestWord else { return [unknown] }
    var result: [Int] = []
    var start = 0
    while start < scalars.count {
      // No piece is longer, whatever the file says of words.
      var end = min(scalars.count, start + ids.longest)
      var found: Int?
      while end > start, found == nil {
        found = ids[(start > 0 ? prefix : "") + String(String.UnicodeScalarView(scalars[start..<end]))]
        if found == nil { end -= 1 }
      }
      guard let found else { return [unknown] }
      result.append(found)
      start = end
    }
    return result
  }
}
