import Timeline
package import Transcript

/// Decides on a file's language from what several windows sounded like.
package enum LanguageVote {
  /// What one window says.
  package struct Ballot: Sendable {
    /// Probabilities of the languages.
    package var languages: [(code: String, probability: Double)]
    /// How much it counts.
    package var weight: Double

    package init(languages: [(code: String, probability: Double)], weight: Double) {
      (self.languages, self.weight) = (languages, weight)
    }
  }

  /// The languages of segments by how long they are spoken, the longest first; the scores sum to 1.
  package static func shares(of segments: [Segment]) -> [LanguageScore] {
    let seconds = Dictionary(grouping: segments, by: \.language).mapValues {
      $0.reduce(0.001) { $0 + $1.range.duration.seconds }
    }
    let total = seconds.values.sorted().reduce(0, +)
    return seconds.map { LanguageScore($0.key, score: $0.value / total) }
      .sorted { ($0.score, $1.language.code) > ($1.score, $0.language.code) }
  }

  /// Languages that at least one window gave a hundredth to, likeliest first; the scores of all languages sum to 1.
  ///
  /// - Parameter weights: how much each window counts, for instance by its length.
  package static func count(
    _ impressions: [[(code: String, probability: Double)]], weights: [Double]
  ) -> [LanguageScore] {
    var scores: [String: Double] = [:]
    for (languages, weight) in zip(impressions, weights) {
      for (code, probability) in languages { scores[code, default: 0] += probability * weight }
    }
    // In a fixed order: sums of floats depend on it.
    let total = scores.sorted { $0.key < $1.key }.reduce(0) { $0 + $1.value }
    guard total > 0 else { return [] }
    return scores.map { LanguageScore(LanguageTag($0.key), score: $0.value / total) }
      .filter { $0.score >= 0.01 }
      .sorted { ($0.score, $1.language.code) > ($1.score, $0.language.code) }
  }
}
