import Foundation

/// Chooses tokens that a text may go on with, from the logits.
package struct TokenChooser {
  let rules: TokenRules

  package init(rules: TokenRules) {
    self.rules = rules
  }

  /// A token that may follow.
  package struct Choice {
    package var token: Int
    /// Natural logarithm, among the tokens that may follow.
    package var logProbability: Float
    /// What hotwords add to that.
    package var bonus: Float = 0
  }

  /// What is chosen where nothing may follow. Where that is so as the logits are no numbers the text is not believed.
  private func end(_ field: Field) -> Choice {
    Choice(token: rules.endOfText, logProbability: field.hasNumbers ? 0 : -.infinity)
  }

  /// The likeliest tokens, hotwords counted in, best first; fewer than `count` where no more may follow.
  package func likeliest(
    _ count: Int, _ logits: UnsafeMutableBufferPointer<Float>, after tokens: [Int], bias: HotwordGraph.Bias? = nil
  ) -> [Choice] {
    let field = Field(rules.apply(after: tokens, to: logits), logits)
    guard let total = field.logSum else { return [end(field)] }
    func choice(_ token: Int, _ value: Float, _ bonus: Float) -> Choice {
      Choice(token: token, logProbability: value - total, bonus: bonus)
    }
    // Times are no part of a phrase, and do not end one.
    func others(_ token: Int) -> Float { token < rules.firstTimestamp ? bias?.others ?? 0 : 0 }
    var result: [Choice] = []
    for (token, bonus) in bias?.tokens ?? [] where field.contains(token) && logits[token] > -.infinity {
      result.append(choice(token, logits[token], bonus))
      logits[token] = -.infinity
    }
    // Half a phrase costs words what it has earned, but not times: the likeliest of either kind may be the best.
    for kind in bias == nil ? [field] : field.kinds {
      for _ in 0..<count {
        guard let best = kind.largest else { break }
        result.append(choice(best.token, best.value, others(best.token)))
        logits[best.token] = -.infinity
      }
    }
    guard result.count > count || bias != nil else { return result }
    let sorted = result.sorted { ($0.logProbability + $0.bonus, $1.token) > ($1.logProbability + $1.bonus, $0.token) }
    return Array(sorted.prefix(count))
  }

  /// A token drawn at random, the likelier the more often; a higher temperature makes them more alike.
  package func sample(
    _ logits: UnsafeMutableBufferPointer<Float>, after tokens: [Int], temperature: Double,
    bias: HotwordGraph.Bias? = nil, _ generator: inout SplitMix64
  ) -> Choice {
    let field = Field(rules.apply(after: tokens, to: logits), logits)
    guard let total = field.logSum, let best = field.largest else {
      return end(field)
    }
    let gains = Dictionary((bias?.tokens ?? []).map { ($0.token, $0.bonus) }, uniquingKeysWith: max)
    func bonus(_ token: Int) -> Float {
      gains[token] ?? (token < rules.firstTimestamp ? bias?.others ?? 0 : 0)
    }
    // Gumbel-max sampling: the largest of logit/T plus Gumbel noise is a draw from the softmax.
    var token = best.token
    var highest = -Double.infinity
    // What is less likely is never drawn: no bonus makes up for so much.
    let least = best.value - 30 * Float(temperature) - (gains.values.max() ?? 0) + min(0, bias?.others ?? 0)
    for part in field.parts {
      for (index, logit) in part.values.enumerated() where logit > least {
        let noise = -log(-log(Double.random(in: Double.leastNonzeroMagnitude..<1, using: &generator)))
        let value = Double(logit + bonus(part.start + index)) / temperature + noise
        if value > highest {
          highest = value
          token = part.start + index
        }
      }
    }
    return Choice(token: token, logProbability: logits[token] - total, bonus: bonus(token))
  }

  /// The logits of the tokens that may follow.
  private struct Field {
    let parts: [(start: Int, values: UnsafeBufferPointer<Float>)]

    init(_ allowed: TokenRules.Allowed, _ logits: UnsafeMutableBufferPointer<Float>) {
      parts = [allowed.text, allowed.times].filter { !$0.isEmpty }.map { range in
        (start: range.lowerBound, values: UnsafeBufferPointer(rebasing: logits[range]))
      }
    }

    private init(parts: [(start: Int, values: UnsafeBufferPointer<Float>)]) {
      self.parts = parts
    }

    /// Words and times apart.
    var kinds: [Field] { parts.map { Field(parts: [$0]) } }

    func contains(_ token: Int) -> Bool { parts.contains { $0.values.indices ~= token - $0.start } }

    var hasNumbers: Bool { parts.allSatisfy { !$0.values.contains(where: \.isNaN) } }

    /// The first of the largest; nil where none may follow.
    var largest: (token: Int, value: Float)? {
      var best: (token: Int, value: Float)?
      for part in parts {
        guard let largest = VectorMath.largest(part.values), largest.value > best?.value ?? -.infinity else { continue }
        best = (part.start + largest.index, largest.value)
      }
      return best
    }

    /// log Σ exp.
    var logSum: Float? {
      largest.map { best in
        best.value + log(parts.reduce(0) { $0 + VectorMath.sumOfExponentials($1.values, relativeTo: best.value) })
      }
    }
  }
}
