/// Where the alignment heads looked on the sound when each token of a text was chosen.
package struct AttentionTrace: Sendable {
  package let heads: Int
  /// Encoder positions, of 0.02 s.
  package let positions: Int
  /// [heads, positions] for each token: texts that begin alike share them.
  private var rows: [[Float]] = []

  package init(heads: Int, positions: Int) {
    self.heads = heads
    self.positions = positions
  }

  /// Tokens.
  package var count: Int { rows.count }

  /// What the heads saw for a token, [heads, positions], each row of positions a distribution.
  package func weights(of token: Int) -> [Float] { rows[token] }

  /// Adds what the heads saw for one more token, [heads, positions].
  package mutating func append(_ weights: [Float]) {
    precondition(weights.count == heads * positions, "weights of another window")
    rows.append(weights)
  }

  /// The trace of some of the tokens.
  package func tokens(_ indices: [Int]) -> AttentionTrace {
    var result = self
    result.rows = indices.map { rows[$0] }
    return result
  }
}
