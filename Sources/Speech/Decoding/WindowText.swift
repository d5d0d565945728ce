import Transcript

/// The text of a window that was kept.
struct WindowText {
  /// Words alone, no time tokens.
  var hypothesis: Hypothesis
  var trust: Trust
  /// Where the text ends by its own time tokens, in samples of the window; nil where it does not say.
  var end: Int?
  /// What else it may have been, likeliest first, words alone.
  var others: [Hypothesis]
}

extension WindowText {
  /// What is kept of a hypothesis; nil where nobody speaks.
  init?(_ best: Hypothesis, others: [Hypothesis], noSpeech: Double, gate: QualityGate, tokenizer: Tokenizer) {
    guard !gate.isSilence(best, noSpeech: noSpeech) else { return nil }
    hypothesis = best.textOnly(endOfText: tokenizer.endOfText)
    guard !hypothesis.tokens.isEmpty else { return nil }
    let kept = LoopCollapser.kept(hypothesis.tokens)
    let collapsed = kept.reduce(0) { $0 + $1.count } < hypothesis.tokens.count
    trust = gate.trust(
      best, text: tokenizer.decode(hypothesis.tokens), noSpeech: noSpeech, collapsed: collapsed)
    if collapsed { hypothesis = hypothesis.tokens(kept.flatMap { Array($0) }) }
    let lastTime = best.lastTime(firstTimestamp: tokenizer.firstTimestamp)
    self.others = others.map { $0.textOnly(endOfText: tokenizer.endOfText) }
    end = collapsed ? nil : lastTime.map { $0 * 2 * LogMelSpectrogram.hop }
  }
}
