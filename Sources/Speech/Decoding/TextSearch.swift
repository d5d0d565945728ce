/// Writes the text of one window, a step at a time: greedily, and again, warmer, where the gates reject the result.
struct TextSearch {
  private let rules: TokenRules
  private let gate: QualityGate
  private let tokenizer: Tokenizer
  private let prompt: [Int]
  private let noSpeech: Double
  /// The most tokens of a text.
  private let limit: Int
  /// Temperatures still to be tried.
  private var temperatures: ArraySlice<Double>
  private var attempts: UInt64 = 0
  private var chooser: TokenChooser
  private var hypothesis: Hypothesis
  /// The best of the hypotheses that are done.
  private var best: Hypothesis?
  private(set) var isDone = false

  /// - Parameters:
  ///   - prompt: what the text starts from.
  ///   - noSpeech: the probability that nobody speaks in the window.
  ///   - positions: of the window, in the encoder.
  init(_ model: WhisperModel, options: DecodingOptions, prompt: [Int], noSpeech: Double, positions: Int) {
    rules = TokenRules(model, usesTimestamps: options.usesTimestamps)
    gate = QualityGate(options: options)
    tokenizer = model.tokenizer
    limit = model.textLimit
    temperatures = options.retryTemperatures[...]
    chooser = TokenChooser(rules: rules, temperature: 0, seed: 0)
    hypothesis = Hypothesis(
      attention: AttentionTrace(heads: model.configuration.alignmentHeads.count, positions: positions))
    self.prompt = prompt
    self.noSpeech = noSpeech
  }

  /// What the decoder is fed next, and where in the text that stands.
  var next: (position: Int, tokens: [Int]) {
    guard let last = hypothesis.tokens.last else { return (0, prompt) }
    return (prompt.count + hypothesis.tokens.count - 1, [last])
  }

  /// What was kept in the end; nil where nobody speaks.
  var text: WindowText? {
    best.flatMap { WindowText($0, noSpeech: noSpeech, gate: gate, tokenizer: tokenizer) }
  }

  /// Goes on by a token: what a step of the decoder gave for what it was fed.
  mutating func advance(_ step: TextDecoder.Step, feed: Int) {
    step.addAttention(of: feed, to: &hypothesis.attention)
    let (token, logProbability) = chooser.choose(step.logits(feed), after: hypothesis.tokens)
    if token == rules.endOfText {
      hypothesis.endLogProbability = logProbability
      return finish()
    }
    hypothesis.tokens.append(token)
    hypothesis.logProbabilities.append(logProbability)
    let words = hypothesis.tokens.filter { $0 < rules.endOfText }
    if hypothesis.tokens.count == limit || LoopCollapser.endsInLoop(words) { finish() }
  }

  /// Takes the hypothesis, or tries again.
  private mutating func finish() {
    // A text that passes wins; among those that fail, the one with fewer faults, then the likelier.
    let passes = !gate.needsRetry(hypothesis, text: text(hypothesis), noSpeech: noSpeech)
    if passes || best.map({ isBetter(hypothesis, than: $0) }) ?? true { best = hypothesis }
    guard !passes, let temperature = temperatures.popFirst() else {
      isDone = true
      return
    }
    chooser = TokenChooser(rules: rules, temperature: temperature, seed: attempts)
    attempts += 1
    hypothesis = Hypothesis(attention: hypothesis.attention.tokens([]))
  }

  private func text(_ hypothesis: Hypothesis) -> String { tokenizer.decode(hypothesis.tokens) }

  private func isBetter(_ a: Hypothesis, than b: Hypothesis) -> Bool {
    let loops = (a: isLoop(a), b: isLoop(b))
    return loops.a == loops.b ? a.averageLogProbability > b.averageLogProbability : loops.b
  }

  private func isLoop(_ hypothesis: Hypothesis) -> Bool {
    QualityGate.compressionRatio(text(hypothesis)) > gate.options.compressionRatioThreshold
  }
}
