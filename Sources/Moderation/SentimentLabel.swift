/// The mood of what is said.
public enum SentimentLabel: String, Hashable, Sendable, Codable, CaseIterable {
  case positive, negative, neutral
  /// Good and bad at once.
  case mixed

  /// From where on the score of `mixed` decides: what the file of the sentiment head says, which a test compares.
  public static let mixedThreshold = 0.5

  /// The mood that scores add up to: mixed where that reaches its limit, else the likeliest of the other three.
  ///
  /// - Parameter scores: 0…1 by name.
  /// - Returns: nil for scores of something else.
  public init?(scores: [String: Double], mixedThreshold: Double = SentimentLabel.mixedThreshold) {
    guard let positive = scores["positive"], let negative = scores["negative"], let neutral = scores["neutral"] else {
      return nil
    }
    let highest = max(positive, negative, neutral)
    if let mixed = scores["mixed"], mixed >= mixedThreshold {
      self = .mixed
    } else if neutral == highest {
      self = .neutral
    } else {
      self = positive == highest ? .positive : .negative
    }
  }
}
