/// The likeliest pieces (Kudo 2018), as SentencePiece has them.
struct UnigramPieces: PieceModel {
  private let ids: PieceTable
  private let scores: [Double]
  private let unknown: Int?
  private let unknownScore: Double
  /// In scalars.
  private let longestPiece: Int
  private let fallsBackToBytes: Bool

  /// What an unknown letter is less likely than the least likely piece.
  private static let penalty = 10.0

  init(_ fields: Fields) throws {
    var ids = PieceTable()
    var scores: [Double] = []
    for value in fields.parts("vocab") {
      guard let pair = value as? [Any], pair.count == 2, let piece = pair[0] as? String,
        let score = pair[1] as? Double ?? (pair[1] as? Int).map(Double.init), score.isFinite
      else { throw TokenizerError("the vocabulary has a piece without a score: number \(scores.count)") }
      if ids[piece] == nil { ids[piece] = scores.count }
      scores.append(score)
    }
    guard !scores.isEmpty else { throw TokenizerError("the tokeniser's model has no vocabulary") }
    unknown = fields.number("unk_id")
    guard unknown.map(scores.indices.contains) ?? true else {
      throw TokenizerError("the vocabulary has no piece for unknown letters")
    }
    self.ids = ids
    self.scores = scores
    unknownScore = (scores.min() ?? 0) - Self.penalty
    longestPiece = max(1, ids.longest)
    fallsBackToBytes = fields.flag("byte_fallback") ?? false
  }

  func ids(of word: String) -> [Int] {
    let scalars = Array(word.unicodeScalars)
    // The best way to each place: its score, where its last piece begins, and that piece, nil for an unknown letter.
    var best: [(score: Double, start: Int, id: Int?)?] = Array(repeating: nil, count: scalars.count + 1)
    best[0] = (0, 0, nil)
    for start in scalars.indices {
      guard let score = best[start]?.score else { continue }
      func offer(_ end: Int, _ own: Double, _ id: Int?) {
        if best[end].map({ score + own > $0.score }) ?? true { best[end] = (score + own, start, id) }
      }
      var isSingleKnown = false
      var text = String.UnicodeScalarView()
      for end in start + 1...min(scalars.count, start + longestPiece) {
        text.append(scalars[end - 1])
        guard let id = ids[String(text)] else { continue }
        offer(end, scores[id], id)
        if end == start + 1 { isSingleKnown = true }
      }
      if !isSingleKnown { offer(start + 1, unknownScore, nil) }
    }
    var path: [(start: Int, end: Int, id: Int?)] = []
    var end = scalars.count
    while end > 0, let step = best[end] {
      path.append((step.start, end, step.id))
      end = step.start
    }
    return pieces(path.reversed(), scalars)
  }

  /// Unknown letters in a row are one unknown piece, or their bytes.
  private func pieces(_ path: [(start: Int, end: Int, id: Int?)], _ scalars: [Unicode.Scalar]) -> [Int] {
    var result: [Int] = []
    var isAfterUnknown = false
    for step in path {
      if let id = step.id, id != unknown {
        result.append(id)
        isAfterUnknown = false
      } else if fallsBackToBytes, let bytes = ids.bytes(of: scalars[step.start]) {
        result += bytes
        isAfterUnknown = false
      } else {
        if let unknown, !isAfterUnknown { result.append(unknown) }
        isAfterUnknown = true
      }
    }
    return result
  }
}
