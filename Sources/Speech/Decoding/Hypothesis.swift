/// What the decoder wrote for one window.
struct Hypothesis: Sendable {
  /// Ordinary tokens, without prompt and end.
  var tokens: [Int]
  /// The natural logarithm of each token's probability.
  var logProbabilities: [Float]
  /// The log-probability of the end of the text; 0 where the limit cut it.
  var endLogProbability: Float
  /// What it was sampled at; 0 is greedy.
  var temperature: Double

  /// Per token, the end included: what the threshold of the gates was chosen for.
  var averageLogProbability: Double {
    Double(logProbabilities.reduce(endLogProbability, +)) / Double(tokens.count + 1)
  }
}
