import Foundation
import Speech
import Testing
import Transcript

struct QualityGateTests {
  private let gate = QualityGate(options: DecodingOptions())

  private func hypothesis(average: Float, count: Int = 9) -> Hypothesis {
    Hypothesis(
      tokens: Array(0..<count), logProbabilities: [Float](repeating: average, count: count), endLogProbability: average)
  }

  private let plain = "The ferry leaves the harbour at noon and comes back before it is dark."
  private let loop = String(repeating: " thank you", count: 30)

  @Test func `the end counts in the mean`() {
    let hypothesis = Hypothesis(
      tokens: [1, 2, 3], logProbabilities: [-1, -1, -1], endLogProbability: -5)
    #expect(hypothesis.averageLogProbability == -2)
    let empty = Hypothesis(tokens: [], logProbabilities: [], endLogProbability: -0.5)
    #expect(empty.averageLogProbability == -0.5)
  }

  /// Values of Python's `len(text) / len(zlib.compress(text))`.
  @Test(arguments: [
    ("The ferry leaves the harbour at noon and comes back before it is dark.", 1.0000),
    (
      " thank you thank you thank you thank you thank you thank you thank you thank you thank you thank you thank you thank you thank you thank you thank you thank you thank you thank you thank you thank you thank you thank you thank you thank you thank you thank you thank you thank you thank you thank you",
      13.0435
    ),
    ("ああああああああああああああああああああ", 4.2857),
    ("a", 0.1111),
  ])
  func `the compression ratio is zlib's`(text: String, expected: Double) {
    #expect(abs(QualityGate.compressionRatio(text) - expected) < 0.01)
  }

  @Test func `loops compress, speech does not`() {
    #expect(QualityGate.compressionRatio("") == 0)
    #expect(QualityGate.compressionRatio(plain) < 1.5)
    #expect(QualityGate.compressionRatio(loop) > 2.4)
  }

  @Test func `what is tried again`() {
    #expect(!gate.needsRetry(hypothesis(average: -0.3), text: plain, noSpeech: 0.1))
    #expect(gate.needsRetry(hypothesis(average: -1.2), text: plain, noSpeech: 0.1))
    #expect(gate.needsRetry(hypothesis(average: -0.1), text: loop, noSpeech: 0.1))
    #expect(!gate.needsRetry(hypothesis(average: -1.2), text: plain, noSpeech: 0.9), "silence is not tried again")
    #expect(gate.needsRetry(hypothesis(average: -0.3), text: loop, noSpeech: 0.9))
  }

  @Test func `silence needs two witnesses`() {
    let doubtful = Hypothesis(tokens: [1, 2], logProbabilities: [-0.5, -1.7])
    #expect(gate.isGuess(doubtful, seconds: 1))
    #expect(!gate.isGuess(doubtful, seconds: 2), "more sound is more evidence")
    #expect(!gate.isGuess(Hypothesis(tokens: [1, 2], logProbabilities: [-0.5, -1.3]), seconds: 1))
    #expect(!gate.isGuess(Hypothesis(), seconds: 0))
    #expect(gate.isSilence(hypothesis(average: -1.2), noSpeech: 0.61))
    #expect(!gate.isSilence(hypothesis(average: -1.2), noSpeech: 0.59))
    #expect(!gate.isSilence(hypothesis(average: -0.9), noSpeech: 0.99))
  }

  @Test func `each doubt halves the trust and is named`() {
    #expect(gate.trust(hypothesis(average: -0.2), text: plain, noSpeech: 0, collapsed: false) == .full)
    let one = gate.trust(hypothesis(average: -0.2), text: plain, noSpeech: 0, collapsed: true)
    #expect(one == Trust(score: 0.5, reasons: [.repetition]))
    let all = gate.trust(hypothesis(average: -2), text: loop, noSpeech: 0.9, collapsed: true)
    #expect(all.score == 0.0625)
    #expect(Set(all.reasons) == [.compressionRatio, .logProbability, .noSpeech, .repetition])
  }
}
