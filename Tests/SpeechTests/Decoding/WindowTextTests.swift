import Speech
import Testing
import Transcript

/// What is kept of a hypothesis.
struct WindowTextTests {
  private func kept(
    _ names: [String], average: Float = -0.1, isComplete: Bool = true, noSpeech: Double = 0, seconds: Double = 5,
    others: [[String]] = []
  ) throws -> WindowText? {
    func hypothesis(_ names: [String]) -> Hypothesis {
      var result = Hypothesis(
        tokens: names.map(ToyWhisper.token), logProbabilities: names.map { _ in average }, endLogProbability: average)
      result.isComplete = isComplete
      return result
    }
    return WindowText(
      hypothesis(names), others: others.map(hypothesis), noSpeech: noSpeech, seconds: seconds,
      gate: QualityGate(options: DecodingOptions()), tokenizer: try ToyWhisper.model.get().tokenizer)
  }

  private let text = ["<0>", " the", " ferry", "<30>", "<40>", " left", "<60>"]

  @Test func `words are kept, times are not`() throws {
    let kept = try #require(try kept(text, others: [["<0>", " the", " fairy", "<30>"]]))
    #expect(ToyWhisper.text(kept.hypothesis.tokens) == " the ferry left")
    #expect(kept.hypothesis.logProbabilities.count == 3)
    #expect(kept.others.map { ToyWhisper.text($0.tokens) } == [" the fairy"])
    #expect(kept.trust == .full)
    #expect(!kept.isCut && kept.end == 60 * 320, "1.2 s")
  }

  @Test func `a text without a last time does not say where it ends`() throws {
    let kept = try #require(try kept(["<0>", " the", " ferry"]))
    #expect(!kept.isCut && kept.end == nil)
  }

  @Test func `a text that was cut ends with its last word, whatever its times say`() throws {
    let kept = try #require(try kept(text, isComplete: false))
    #expect(kept.isCut && kept.end == nil)
  }

  @Test func `of a phrase that comes too often the first is kept, and the text is cut`() throws {
    let loop = ["<0>", " old"] + Array(repeating: " ferry", count: 5) + ["<30>"]
    let kept = try #require(try kept(loop))
    #expect(ToyWhisper.text(kept.hypothesis.tokens) == " old ferry")
    #expect(kept.isCut && kept.end == nil && kept.trust.reasons == [.repetition])
  }

  @Test func `nothing is kept of no words, silence, or a guess`() throws {
    #expect(try kept(["<0>", "<30>"]) == nil)
    #expect(try kept([]) == nil)
    #expect(try kept(text, average: -1.5, noSpeech: 0.7) == nil)
    #expect(try kept(text, average: -1.5, seconds: 1) == nil)
    #expect(try kept(text, average: -1.5) != nil)
  }
}
