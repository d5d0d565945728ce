import Foundation
import Speech
import Testing

struct WordConfidenceTests {
  @Test func `the least likely token decides`() {
    #expect(WordConfidence.calibrated([-0.1, -2, -0.5]) == WordConfidence.calibrated([-2]))
  }

  @Test(arguments: [0, 0.001, 0.1, 0.5, 0.9, 0.999]) func `a likelier token makes a likelier word`(probability: Double)
  {
    let lower = WordConfidence.calibrated([Float(log(probability))])
    let higher = WordConfidence.calibrated([Float(log(probability + 0.001))])
    #expect(lower < higher)
    #expect((0...1).contains(lower) && (0...1).contains(higher))
  }

  @Test func `an even chance for the token is nearly four in five for the word`() {
    #expect(abs(WordConfidence.calibrated([Float(log(0.5))]) - 1 / (1 + exp(-1.25))) < 1e-9)
  }

  @Test(arguments: [Float.nan, -Float.infinity, 0, -1000]) func `extremes stay probabilities`(logProbability: Float) {
    let confidence = WordConfidence.calibrated([logProbability])
    #expect(confidence > 0 && confidence < 1)
  }
}
