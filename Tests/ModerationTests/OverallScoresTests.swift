import Moderation
import Testing
import Timeline

@Suite struct OverallScoresTests {
  private func utterance(_ scores: [String: Double], seconds: Double, source: String = "a") -> UtteranceScores {
    UtteranceScores(
      source: source, range: TimeRange(start: .zero, end: MediaTime(seconds: seconds)), words: 0..<1, scores: scores)
  }

  @Test func longerUtterancesCountForMore() throws {
    let overall = try #require(
      OverallScores(
        [utterance(["insult": 0.9], seconds: 1), utterance(["insult": 0.1], seconds: 3)], thresholds: ["insult": 0.9]))
    let insult = try #require(overall.categories["insult"])
    #expect(overall.source == "a" && overall.categories.count == 1)
    #expect(insult.maximum == 0.9 && abs(insult.mean - 0.3) < 1e-12 && insult.share == 0.25)
  }

  @Test func whatHasNoLengthCounts() throws {
    let overall = try #require(OverallScores([utterance(["x": 1], seconds: 0)]))
    #expect(overall.categories["x"] == OverallScores.Category(maximum: 1, mean: 1, share: 1))
    #expect(OverallScores([UtteranceScores]()) == nil)
  }

  @Test func sourcesAreApart() {
    let annotations = Annotations(utterances: [
      utterance(["x": 0.2], seconds: 1, source: "b"), utterance(["y": 0.4], seconds: 1, source: "a"),
    ])
    #expect(annotations.overallScores().map(\.source) == ["a", "b"])
  }

  @Test func severityIsTheHighestBand() {
    let bands: [Severity: Double] = [.low: 0.5, .medium: 0.7, .critical: 0.9]
    #expect(
      [0.1, 0.5, 0.69, 0.7, 0.89, 0.9, 1].map { Severity(score: $0, bands: bands) }
        == [.low, .low, .low, .medium, .medium, .critical, .critical])
    #expect(Severity(score: 1, bands: [:]) == .low)
  }
}
