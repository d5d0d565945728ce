import Moderation
import Testing

@Suite struct SentimentLabelTests {
  @Test(arguments: [
    (["positive": 0.7, "negative": 0.1, "neutral": 0.2, "mixed": 0.1], SentimentLabel.positive),
    (["positive": 0.1, "negative": 0.7, "neutral": 0.2, "mixed": 0.49], .negative),
    (["positive": 0.1, "negative": 0.7, "neutral": 0.2, "mixed": 0.5], .mixed),
    (["positive": 0.4, "negative": 0.2, "neutral": 0.4], .neutral),
    (["positive": 0.45, "negative": 0.45, "neutral": 0.1], .positive),
  ])
  func theLikeliestCounts(scores: [String: Double], expected: SentimentLabel) {
    #expect(SentimentLabel(scores: scores) == expected)
  }

  @Test func otherScoresAreNoMood() {
    #expect(SentimentLabel(scores: ["toxicity": 1]) == nil)
  }
}
