/// What the decoder wrote for one window.
package struct Hypothesis: Sendable {
  /// Ordinary tokens, without prompt and end.
  package var tokens: [Int]
  /// The natural logarithm of each token's probability.
  package var logProbabilities: [Float]
  /// The log-probability of the end of the text; 0 where the limit cut it.
  package var endLogProbability: Float
  /// Whether the model itself ended the text.
  package var isComplete = false
  /// What hotwords added to the logarithm of its probability.
  package var bonus: Float = 0
  /// Of each token, and of what follows the last one where there is more.
  var attention: AttentionTrace

  package init(
    tokens: [Int] = [], logProbabilities: [Float] = [], endLogProbability: Float = 0,
    attention: AttentionTrace = AttentionTrace(heads: 0, positions: 0)
  ) {
    self.tokens = tokens
    self.logProbabilities = logProbabilities
    self.endLogProbability = endLogProbability
    self.attention = attention
  }

  /// Per token, the end included: what the threshold of the gates was chosen for.
  package var averageLogProbability: Double {
    Double(logProbabilities.reduce(endLogProbability, +)) / Double(tokens.count + 1)
  }

  /// The same with what hotwords add: what texts of a window are compared by.
  package var rank: Double { averageLogProbability + Double(bonus) / Double(tokens.count + 1) }

  /// Some of the tokens, in order.
  func tokens(_ kept: [Int]) -> Hypothesis {
    var result = self
    result.tokens = kept.map { tokens[$0] }
    result.logProbabilities = kept.map { logProbabilities[$0] }
    // What came after the last of them says where it ends.
    let rows = kept + (kept.last.map { [$0 + 1] } ?? [])
    result.attention = attention.tokens(rows.filter { $0 < attention.count })
    return result
  }

  /// The same without time tokens, which lie above `endOfText`.
  func textOnly(endOfText: Int) -> Hypothesis {
    tokens(tokens.indices.filter { tokens[$0] < endOfText })
  }

  /// The time that a text ends with, in steps of 0.02 s from the start of the window; nil where words are last.
  func closingTime(firstTimestamp: Int) -> Int? {
    tokens.last.flatMap { $0 >= firstTimestamp ? $0 - firstTimestamp : nil }
  }
}
