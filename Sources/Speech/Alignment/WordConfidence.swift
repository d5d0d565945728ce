import Foundation

/// The probability that a word is right, from those that the decoder gave its tokens.
package enum WordConfidence {
  /// logit(confidence) = offset + slope · logit(probability of the least likely token): Platt scaling, fitted on the 1611
  /// words of the English test clips and the model `base` by `Benchmarks/bench confidence.py`. A token's probability is
  /// shared with other ways to write what was said, so a word is right more often than its probability says.
  private static let (offset, slope) = (1.25, 0.85)
  /// Beyond this, rounding decides.
  private static let extreme = 1e-4

  /// - Parameter logProbabilities: natural logarithms, of the word's tokens; at least one.
  /// - Returns: 0…1.
  package static func calibrated(_ logProbabilities: some Sequence<Float>) -> Double {
    let least = logProbabilities.min().map { exp(Double($0)) } ?? 0
    let probability = least.isNaN ? extreme : min(max(least, extreme), 1 - extreme)
    return 1 / (1 + exp(-offset) * pow(1 / probability - 1, slope))
  }
}
