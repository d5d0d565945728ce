package import Transcript

/// The text of a window that was kept.
package struct WindowText {
  /// Words alone, no time tokens.
  package var hypothesis: Hypothesis
  package var trust: Trust
  /// Where the text ends by its own time tokens, in samples of the window; nil where it does not say.
  package var end: Int?
  /// Whether the text was cut, at its limit or in a loop: it ends where its last word does.
  package var isCut: Bool
  /// What else it may have been, likeliest first, words alone.
  package var others: [Hypothesis]
}

extension WindowText {
  /// What is kept of a hypothesis; nil where nobody speaks.
  ///
  /// - Parameter seconds: of sound in the window.
  package init?(
    _ best: Hypothesis, others: [Hypothesis], noSpeech: Double, seconds: Double, gate: QualityGate,
    tokenizer: Tokenizer
  ) {
    guard !gate.isSilence(best, noSpeech: noSpeech) else { return nil }
    hypothesis = best.textOnly(endOfText: tokenizer.endOfText)
    guard !hypothesis.tokens.isEmpty else { return nil }
    let kept = LoopCollapser.kept(hypothesis.tokens)
    let collapsed = kept.reduce(0) { $0 + $1.count } < hypothesis.tokens.count
    trust = gate.trust(
      best, text: tokenizer.decode(hypothesis.tokens), noSpeech: noSpeech, collapsed: collapsed)
    if collapsed {
      // Whoever repeats a phrase is sure of it: what it was the first time says how well it was heard.
      hypothesis = hypothesis.tokens(kept.flatMap { Array($0) })
      guard !gate.isSilence(hypothesis, noSpeech: noSpeech) else { return nil }
    }
    guard !gate.isGuess(hypothesis, seconds: seconds) else { return nil }
    let closingTime = best.closingTime(firstTimestamp: tokenizer.firstTimestamp)
    self.others = others.map { $0.textOnly(endOfText: tokenizer.endOfText) }
    isCut = collapsed || !best.isComplete
    end = isCut ? nil : closingTime.map { $0 * 2 * LogMelSpectrogram.hop }
  }
}
