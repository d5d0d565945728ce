internal import Foundation

/// The uncased WordPiece tokeniser of BERT (Devlin et al. 2019, `BasicTokenizer` and `WordpieceTokenizer`), for networks
/// whose vocabulary is known beforehand. One instance serves all threads.
package struct BertTokenizer: Sendable {
  private let pieces: WordPieces
  private let start: Int
  private let end: Int

  /// - Parameter vocabulary: UTF-8, a piece a line, its number the line's, counted from 0.
  /// - Throws: `TokenizerError` where `[UNK]`, `[CLS]` or `[SEP]` is missing.
  package init(vocabulary: some Collection<UInt8>) throws {
    var ids = PieceTable()
    for (id, line) in vocabulary.split(separator: 0x0A, omittingEmptySubsequences: false).enumerated() {
      let piece = String(decoding: line, as: UTF8.self)
      if ids[piece] == nil { ids[piece] = id }
    }
    func number(_ piece: String) throws -> Int {
      guard let id = ids[piece] else { throw TokenizerError("the vocabulary has no \(piece)") }
      return id
    }
    pieces = WordPieces(ids, unknown: try number("[UNK]"))
    start = try number("[CLS]")
    end = try number("[SEP]")
  }

  /// At most `limit` numbers, `[CLS]` and `[SEP]` among them, which are there in any case.
  package func ids(of text: String, limit: Int) -> [Int] {
    let normalizer = TextNormalizer.bert(cleans: true, spacesIdeographs: true, stripsAccents: true, lowers: true)
    let room = max(0, limit - 2)
    var ids: [Int] = []
    for word in TextSplitter.bert.words(of: normalizer.normalized(text)) {
      ids += pieces.ids(of: word)
      if ids.count >= room { break }
    }
    return [start] + ids.prefix(room) + [end]
  }
}
