import Moderation
import TextClassification

/// Makes findings of the scores of an utterance.
struct ToxicityJudge {
  /// One category.
  private struct Rule {
    var category: ToxicityCategory
    var threshold: Double
    var bands: [Severity: Double]
  }

  private let rules: [Rule]
  private let minimumSeverity: Severity

  init(_ configuration: ToxicityConfiguration, head: ClassifierHead) {
    rules = configuration.categories.compactMap { name in
      guard let category = ToxicityCategory(rawValue: name) else { return nil }
      let output = category.output
      let bands = (head.bands[output] ?? [:]).compactMap { name, limit in
        Severity(rawValue: name).map { ($0, limit) }
      }
      return Rule(
        category: category, threshold: configuration.thresholds[name] ?? head.thresholds[output] ?? 1,
        bands: Dictionary(uniqueKeysWithValues: bands))
    }
    minimumSeverity = Severity(rawValue: configuration.minimumSeverity) ?? .low
  }

  /// - Parameter utterance: with a score for every category.
  func findings(in utterance: UtteranceScores) -> [Finding] {
    let reached = rules.filter { (utterance.scores[$0.category.rawValue] ?? 0) >= $0.threshold }
    let isNamed = reached.contains { $0.category != .toxicity }
    return reached.compactMap { rule in
      // What has a name is not said again without one.
      if rule.category == .toxicity, isNamed { return nil }
      let score = utterance.scores[rule.category.rawValue] ?? 0
      let severity = Severity(score: score, bands: rule.bands)
      guard severity >= minimumSeverity else { return nil }
      return Finding(
        category: rule.category.rawValue, range: utterance.range, score: score, source: utterance.source,
        words: utterance.words,
        severity: severity, threshold: rule.threshold)
    }
  }
}

extension ToxicityCategory {
  /// The name of the head's output for it.
  var output: String { self == .toxicity ? "toxic" : rawValue }
}
