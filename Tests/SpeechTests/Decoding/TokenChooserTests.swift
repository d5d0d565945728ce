import Foundation
import Speech
import Testing

struct TokenChooserTests {
  /// What may follow a text.
  private struct Field {
    let chooser: TokenChooser
    var logits: [Float]
    var text: [Int]
    var bias: HotwordGraph.Bias?

    /// - Parameters:
    ///   - text: the names of its tokens.
    ///   - phrase: a hotword, by its tokens.
    init(
      _ text: [String], _ probabilities: [String: Double], usesTimes: Bool = true, suppressed: [Int] = [],
      phrase: [String] = [], bonus: Float = 0
    ) throws {
      chooser = TokenChooser(
        rules: TokenRules(try ToyWhisper.model.get(), usesTimestamps: usesTimes, suppressed: suppressed))
      logits = SearchRun.logits(probabilities)
      self.text = text.map(ToyWhisper.token)
      guard !phrase.isEmpty else { return }
      let graph = HotwordGraph([phrase.map(ToyWhisper.token)], bonus: bonus)
      bias = graph.bias(
        self.text.filter { $0 < ToyWhisper.endOfText }.reduce(HotwordGraph.State()) { graph.advance($0, by: $1).state })
    }

    func likeliest(_ count: Int) -> [TokenChooser.Choice] {
      var logits = logits
      return logits.withUnsafeMutableBufferPointer { chooser.likeliest(count, $0, after: text, bias: bias) }
    }

    func samples(_ count: Int, temperature: Double) -> [TokenChooser.Choice] {
      var generator = SplitMix64(state: 1)
      return (0..<count).map { _ in
        var logits = logits
        return logits.withUnsafeMutableBufferPointer {
          chooser.sample($0, after: text, temperature: temperature, bias: bias, &generator)
        }
      }
    }
  }

  private func names(_ choices: [TokenChooser.Choice]) -> [String] {
    choices.map { $0.token == ToyWhisper.endOfText ? "end" : ToyWhisper.text([$0.token]) }
  }

  @Test func `the likeliest come first, and their probabilities are those among all that may follow`() throws {
    let field = try Field(["<0>"], [" the": 0.2, " old": 0.1, "end": 0.1, "<30>": 0.6])
    let choices = field.likeliest(3)
    #expect(names(choices) == [" the", " old", "end"])
    #expect(zip(choices, [0.5, 0.25, 0.25]).allSatisfy { abs(exp(Double($0.logProbability)) - $1) < 1e-5 })
    let samples = field.samples(400, temperature: 1)
    #expect(Set(names(samples)) == [" the", " old", "end"])
    #expect(abs(samples.count { $0.token == ToyWhisper.token(" the") } - 200) < 40, "as often as it is likely")
  }

  @Test func `a time far likelier than any word wins`() throws {
    var field = try Field(["<0>", " the"], [" ferry": 1])
    field.logits[ToyWhisper.token("<30>")] = 200
    for choice in [field.likeliest(1)[0], field.samples(1, temperature: 1)[0]] {
      #expect(choice.token == ToyWhisper.token("<30>"))
      #expect(choice.logProbability == 0)
    }
    // The other way round: exponentials of what lies 200 below are nothing.
    field.logits[ToyWhisper.token(" ferry")] = 400
    #expect(field.likeliest(1)[0].token == ToyWhisper.token(" ferry"))
  }

  @Test func `where nothing may follow the text ends`() throws {
    for text in [[], ["<0>"], ["<0>", " the"], ["<0>", " the", "<100>"], ["<0>", " the", "<100>", "<100>"]] {
      var field = try Field(text, [:])
      for token in field.logits.indices { field.logits[token] = -.infinity }
      for choice in field.likeliest(3) + field.samples(1, temperature: 0.5) {
        #expect(choice.token == ToyWhisper.endOfText && choice.logProbability == 0)
      }
    }
  }

  @Test func `a text of what is no number is not believed`() throws {
    var field = try Field(["<0>", " the"], [:])
    for token in field.logits.indices { field.logits[token] = .nan }
    for choice in field.likeliest(3) + field.samples(1, temperature: 0.5) {
      #expect(choice.token == ToyWhisper.endOfText && choice.logProbability == -.infinity)
    }
  }

  @Test func `fewer where no more may follow`() throws {
    var field = try Field(["<0>", " the", "<100>"], ["end": 1])
    for token in ToyWhisper.firstTimestamp..<ToyWhisper.vocabulary { field.logits[token] = -.infinity }
    #expect(names(field.likeliest(4)) == ["end"])
  }

  @Test func `what is suppressed is never chosen`() throws {
    // “x” by the model's own files, “y” and the end only at first, “z” by the options.
    let likely = ["x": 0.4, "y": 0.2, "z": 0.2, "end": 0.15, " the": 0.05]
    let suppressed = [ToyWhisper.token("z")]
    let first = try Field([], likely, usesTimes: false, suppressed: suppressed)
    #expect(names(first.likeliest(1)) == [" the"])
    #expect(Set(names(first.samples(200, temperature: 1))) == [" the"])
    let second = try Field([" the"], likely, usesTimes: false, suppressed: suppressed)
    #expect(names(second.likeliest(2)) == ["y", "end"])
    #expect(Set(names(second.samples(200, temperature: 1))) == ["y", "end", " the"])
    var hot = try Field([], likely, usesTimes: false, suppressed: suppressed, phrase: ["z"], bonus: 10)
    for token in hot.logits.indices where hot.logits[token] <= -40 { hot.logits[token] = -.infinity }
    #expect(names(hot.likeliest(3)) == [" the"], "a hotword as well")
  }

  @Test func `hotwords are counted in, but are no more probable`() throws {
    let field = try Field([" the"], [" fairy": 0.7, " ferry": 0.3], usesTimes: false, phrase: [" ferry"], bonus: 2)
    let choices = field.likeliest(2)
    #expect(names(choices) == [" ferry", " fairy"])
    #expect(choices.map(\.bonus) == [2, 0])
    #expect(abs(choices[0].logProbability - log(0.3)) < 1e-4)
  }

  /// To leave a phrase costs what it has earned, and a time does not leave it.
  @Test func `a time may come where words would leave a phrase`() throws {
    let field = try Field(
      ["<0>", " the"], [" ferry": 0.5, " fairy": 0.2, "<30>": 0.3], phrase: [" the", " left"], bonus: 1.5)
    let choices = field.likeliest(2)
    #expect(names(choices) == ["<30>", " ferry"])
    #expect(choices.map(\.bonus) == [0, -1.5])
    #expect(names(field.likeliest(1)) == ["<30>"])
  }

  @Test func `a sample completes a phrase that it has earned much for`() throws {
    let field = try Field(
      [" the", " old", " ferry"], [" sank": 1, " left": 1e-9], usesTimes: false,
      phrase: [" the", " old", " ferry", " left"], bonus: 10)
    // −21 + 10 against −30.
    #expect(names(field.likeliest(1)) == [" left"])
    #expect(Set(names(field.samples(50, temperature: 0.2))) == [" left"])
  }
}
