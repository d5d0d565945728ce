/// Where the alignment heads looked on the sound when each token of a text was chosen.
package struct AttentionTrace: Sendable {
  package let heads: Int
  /// Encoder positions, of 0.02 s.
  package let positions: Int
  /// [tokens, heads, positions], each row of positions a distribution.
  package private(set) var values: [Float] = []

  package init(heads: Int, positions: Int) {
    self.heads = heads
    self.positions = positions
  }

  /// Tokens.
  package var count: Int { values.count / rowSize }
  private var rowSize: Int { max(1, heads * positions) }

  /// Adds what one head saw, the heads of a token in order.
  package mutating func append(head weights: UnsafeBufferPointer<Float>) {
    precondition(weights.count == positions, "weights of another window")
    values += weights
  }

  /// The trace of some of the tokens.
  package func tokens(_ indices: [Int]) -> AttentionTrace {
    var result = self
    result.values = indices.flatMap { values[$0 * rowSize..<($0 + 1) * rowSize] }
    return result
  }
}
