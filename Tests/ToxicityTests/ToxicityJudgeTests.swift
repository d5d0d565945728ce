import Moderation
import Testing
import TextClassification
import Timeline

@testable import Toxicity

@Suite struct ToxicityJudgeTests {
  private func categories(_ scores: [ToxicityCategory: Double], minimumSeverity: Severity) -> [String] {
    var configuration = ToxicityConfiguration()
    configuration.minimumSeverity = minimumSeverity.rawValue
    let utterance = UtteranceScores(
      source: "x", range: TimeRange(start: .zero, end: MediaTime(milliseconds: 900)), words: 0..<3,
      scores: Dictionary(uniqueKeysWithValues: scores.map { ($0.key.rawValue, $0.value) }))
    return ToxicityJudge(configuration, head: .toxicity).findings(in: utterance).map(\.category)
  }

  /// What is too mild to be reported hides nothing that is not.
  @Test func namesThatAreNotReportedHideNothing() throws {
    let least = try #require(ClassifierHead.toxicity.thresholds["insult"])
    let scores: [ToxicityCategory: Double] = [.insult: least, .toxicity: 1]
    #expect(categories(scores, minimumSeverity: .low) == ["insult"])
    #expect(categories(scores, minimumSeverity: .critical) == ["toxicity"])
    #expect(categories([.insult: 1, .toxicity: 1], minimumSeverity: .critical) == ["insult"])
  }
}
