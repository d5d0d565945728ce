import Foundation

/// Chooses the next token of a text from the logits.
struct TokenChooser {
  let rules: TokenRules
  /// 0 takes the likeliest token each time; more samples.
  let temperature: Double
  private var generator: SplitMix64

  /// - Parameter seed: samples the same each time for the same one.
  init(rules: TokenRules, temperature: Double, seed: UInt64) {
    self.rules = rules
    self.temperature = temperature
    generator = SplitMix64(state: seed)
  }

  /// A token and its log-probability among those that may follow `tokens`.
  mutating func choose(
    _ logits: UnsafeMutableBufferPointer<Float>, after tokens: [Int]
  ) -> (token: Int, logProbability: Float) {
    let allowed = rules.apply(after: tokens, to: logits)
    let parts = [allowed.text, allowed.times].filter { !$0.isEmpty }.map { range in
      (start: range.lowerBound, values: UnsafeBufferPointer(rebasing: logits[range]))
    }
    var best: (token: Int, value: Float)?
    for part in parts {
      guard let largest = VectorMath.largest(part.values), largest.value > best?.value ?? -.infinity else { continue }
      best = (part.start + largest.index, largest.value)
    }
    guard let best else { return (rules.endOfText, 0) }
    let sum = parts.reduce(0) { $0 + VectorMath.sumOfExponentials($1.values, relativeTo: best.value) }
    guard temperature > 0 else { return (best.token, -log(sum)) }
    // Gumbel-max sampling: the largest of logit/T plus Gumbel noise is a draw from the softmax.
    var token = best.token
    var highest = -Double.infinity
    for part in parts {
      for (index, logit) in part.values.enumerated() where logit > best.value - 30 * Float(temperature) {
        let noise = -log(-log(Double.random(in: Double.leastNonzeroMagnitude..<1, using: &generator)))
        let value = Double(logit) / temperature + noise
        if value > highest {
          highest = value
          token = part.start + index
        }
      }
    }
    return (token, logits[token] - best.value - log(sum))
  }
}
