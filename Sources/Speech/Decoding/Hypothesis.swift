/// What the decoder wrote for one window.
package struct Hypothesis: Sendable {
  /// Ordinary tokens, without prompt and end.
  package var tokens: [Int]
  /// The natural logarithm of each token's probability.
  package var logProbabilities: [Float]
  /// The log-probability of the end of the text; 0 where the limit cut it.
  package var endLogProbability: Float

  package init(tokens: [Int], logProbabilities: [Float], endLogProbability: Float) {
    self.tokens = tokens
    self.logProbabilities = logProbabilities
    self.endLogProbability = endLogProbability
  }

  /// Per token, the end included: what the threshold of the gates was chosen for.
  package var averageLogProbability: Double {
    Double(logProbabilities.reduce(endLogProbability, +)) / Double(tokens.count + 1)
  }

  /// The same without time tokens, which lie above `endOfText`.
  func textOnly(endOfText: Int) -> Hypothesis {
    let kept = tokens.indices.filter { tokens[$0] < endOfText }
    var result = self
    result.tokens = kept.map { tokens[$0] }
    result.logProbabilities = kept.map { logProbabilities[$0] }
    return result
  }

  /// The last time token, in its steps of 0.02 s from the start of the window; nil for a text without times.
  func lastTime(firstTimestamp: Int) -> Int? {
    tokens.last { $0 >= firstTimestamp }.map { $0 - firstTimestamp }
  }
}
