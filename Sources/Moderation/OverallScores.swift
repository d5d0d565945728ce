internal import Timeline

/// How a whole file was judged by one source, for reports.
public struct OverallScores: Hashable, Sendable, Codable {
  /// One category.
  public struct Category: Hashable, Sendable, Codable {
    /// The highest score of any utterance, 0…1.
    public var maximum: Double
    /// The mean score, 0…1, where longer utterances count for more.
    public var mean: Double
    /// The share of the judged speech, by duration, whose score reaches the limit, 0…1.
    public var share: Double

    public init(maximum: Double, mean: Double, share: Double) {
      (self.maximum, self.mean, self.share) = (maximum, mean, share)
    }
  }

  /// As in the scores of the utterances.
  public var source: String
  public var categories: [String: Category]

  /// - Parameters:
  ///   - utterances: of one source.
  ///   - thresholds: the limits by category; those that are not named have 0.5.
  /// - Returns: nil where nothing was judged.
  public init?(_ utterances: some Collection<UtteranceScores>, thresholds: [String: Double] = [:]) {
    guard let first = utterances.first else { return nil }
    source = first.source
    // Words of no length count as much as the shortest that can be told.
    let weights = utterances.map { max($0.range.duration.seconds, 0.001) }
    let total = weights.reduce(0, +)
    let names = Set(utterances.flatMap(\.scores.keys))
    categories = Dictionary(
      uniqueKeysWithValues: names.map { name in
        let scores = utterances.map { $0.scores[name] ?? 0 }
        let limit = thresholds[name] ?? 0.5
        let weighted = zip(scores, weights)
        return (
          name,
          Category(
            maximum: scores.max() ?? 0, mean: weighted.reduce(0) { $0 + $1.0 * $1.1 } / total,
            share: weighted.reduce(0) { $0 + ($1.0 >= limit ? $1.1 : 0) } / total)
        )
      })
  }
}

extension Annotations {
  /// The whole file as each source judged it, by source.
  ///
  /// - Parameter thresholds: see `OverallScores.init`.
  public func overallScores(thresholds: [String: Double] = [:]) -> [OverallScores] {
    Dictionary(grouping: utterances, by: \.source).sorted { $0.key < $1.key }.compactMap {
      OverallScores($0.value, thresholds: thresholds)
    }
  }
}
