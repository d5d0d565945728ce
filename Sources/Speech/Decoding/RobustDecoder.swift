import Transcript

/// Decodes greedily and tries again, warmer, what the gates reject.
struct RobustDecoder {
  let decoder: WindowDecoder
  let options: DecodingOptions

  /// A text that was kept.
  struct Text {
    var hypothesis: Hypothesis
    var trust: Trust
    /// Where the text ends by its own time tokens, in samples of the window; nil where it does not say.
    var end: Int?
  }

  /// The text of each of the first `rowCount` rows; nil where nobody speaks.
  func decode(rowCount: Int, prompt: [Int], noSpeech: [Double]) throws -> [Text?] {
    let rows = 0..<rowCount
    let gate = QualityGate(options: options)
    var best = try decoder.decode(rows: rows, prompts: rows.map { _ in prompt })
    for row in rows {
      for (attempt, temperature) in options.retryTemperatures.enumerated() {
        guard gate.needsRetry(best[row], text: text(best[row]), noSpeech: noSpeech[row]) else { break }
        let again = try decoder.decode(
          rows: row..<row + 1, prompts: [prompt], temperature: temperature, seed: UInt64(attempt))[0]
        // A text that passes wins; among those that fail, the one with fewer faults, then the likelier.
        let passes = !gate.needsRetry(again, text: text(again), noSpeech: noSpeech[row])
        if passes || isBetter(again, than: best[row]) { best[row] = again }
        if passes { break }
      }
    }
    return rows.map { row in
      guard !gate.isSilence(best[row], noSpeech: noSpeech[row]) else { return nil }
      var hypothesis = best[row].textOnly(endOfText: decoder.model.tokenizer.endOfText)
      guard !hypothesis.tokens.isEmpty else { return nil }
      let kept = LoopCollapser.kept(hypothesis.tokens)
      let collapsed = kept.reduce(0) { $0 + $1.count } < hypothesis.tokens.count
      let trust = gate.trust(
        best[row], text: text(hypothesis), noSpeech: noSpeech[row], collapsed: collapsed)
      if collapsed {
        hypothesis.logProbabilities = kept.flatMap { hypothesis.logProbabilities[$0] }
        hypothesis.tokens = kept.flatMap { hypothesis.tokens[$0] }
      }
      let tokenizer = decoder.model.tokenizer
      let lastTime = best[row].lastTime(firstTimestamp: tokenizer.firstTimestamp)
      return Text(
        hypothesis: hypothesis, trust: trust, end: collapsed ? nil : lastTime.map { $0 * 2 * LogMelSpectrogram.hop })
    }
  }

  private func text(_ hypothesis: Hypothesis) -> String { decoder.model.tokenizer.decode(hypothesis.tokens) }

  private func isBetter(_ a: Hypothesis, than b: Hypothesis) -> Bool {
    let loops = (a: isLoop(a), b: isLoop(b))
    return loops.a == loops.b ? a.averageLogProbability > b.averageLogProbability : loops.b
  }

  private func isLoop(_ hypothesis: Hypothesis) -> Bool {
    QualityGate.compressionRatio(text(hypothesis)) > options.compressionRatioThreshold
  }
}
