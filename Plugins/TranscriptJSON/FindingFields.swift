import Moderation
import Timeline

/// What an annotator found.
struct FindingFields: Encodable {
  let category: String
  let start: Double
  let end: Double
  let score: Double
  let source: String
  /// `[first, end]`, the end not included.
  let words: [Int]?
  let severity: String?
  let rule: String?
  let threshold: Double?
  let treatment: Treatment?

  init(_ finding: Finding) {
    category = finding.category
    start = finding.range.start.jsonSeconds
    end = finding.range.end.jsonSeconds
    score = finding.score.rounded4
    source = finding.source
    words = finding.words.map { [$0.lowerBound, $0.upperBound] }
    severity = finding.severity?.rawValue
    rule = finding.rule
    threshold = finding.threshold?.rounded4
    treatment = finding.treatment
  }
}

/// How an annotator judged an utterance.
struct UtteranceFields: Encodable {
  let source: String
  let start: Double
  let end: Double
  /// `[first, end]`, the end not included.
  let words: [Int]
  let scores: [String: Double]

  init(_ utterance: UtteranceScores) {
    source = utterance.source
    start = utterance.range.start.jsonSeconds
    end = utterance.range.end.jsonSeconds
    words = [utterance.words.lowerBound, utterance.words.upperBound]
    scores = utterance.scores.mapValues(\.rounded4)
  }
}
