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

  /// A word of a list counts for this at least: see `VocabularyEntry.toxicityScore`.
  private static let listThreshold = 0.5
  /// The scores of severities 0.4, 0.65 and 0.85, which are the steps of the vocabulary filter.
  private static let listBands: [Severity: Double] = [.low: 0.5, .medium: 0.7, .high: 0.825, .critical: 0.925]

  private let rules: [Rule]
  /// For utterances that are judged by lists.
  private let listRules: [Rule]
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
    listRules = rules.map {
      Rule(
        category: $0.category, threshold: configuration.thresholds[$0.category.rawValue] ?? Self.listThreshold,
        bands: Self.listBands)
    }
    minimumSeverity = Severity(rawValue: configuration.minimumSeverity) ?? .low
  }

  /// - Parameter byLists: whether lists of words judged it, which know some of the categories.
  func findings(in utterance: UtteranceScores, byLists: Bool = false) -> [Finding] {
    let findings = (byLists ? listRules : rules).compactMap { rule -> Finding? in
      guard let score = utterance.scores[rule.category.rawValue], score >= rule.threshold else { return nil }
      let severity = Severity(score: score, bands: rule.bands)
      guard severity >= minimumSeverity else { return nil }
      return Finding(
        category: rule.category.rawValue, range: utterance.range, score: score, source: utterance.source,
        words: utterance.words, severity: severity, threshold: rule.threshold)
    }
    // What has a name is not said again without one; a name that is too mild to be reported is none.
    let isNamed = findings.contains { $0.category != ToxicityCategory.toxicity.rawValue }
    return isNamed ? findings.filter { $0.category != ToxicityCategory.toxicity.rawValue } : findings
  }
}

extension ToxicityCategory {
  /// The name of the head's output for it.
  var output: String { self == .toxicity ? "toxic" : rawValue }
}
