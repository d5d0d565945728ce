import Transcript

/// Times the words of a window's text by where the decoder looked while it wrote them.
struct WindowAligner {
  let tokenizer: Tokenizer
  /// How long a word goes on after the heads have left it, if no other begins, in encoder positions: 0.3 s. They look
  /// at how a token begins more than at how it ends.
  private static let tail = 15

  /// The words of a text without time tokens.
  ///
  /// - Parameters:
  ///   - sampleCount: the length of the window's sound.
  ///   - excluded: samples of the window where no word was said.
  func words(
    _ hypothesis: Hypothesis, sampleCount: Int, excluding excluded: [Range<Int>] = [], language: LanguageTag
  ) -> [TimedWord] {
    guard !hypothesis.tokens.isEmpty else { return [] }
    let words = TokenWords(tokenizer: tokenizer, language: language).words(hypothesis.tokens)
    let samplesPerPosition = 2 * LogMelSpectrogram.hop
    let positions = max(1, (sampleCount + samplesPerPosition - 1) / samplesPerPosition)
    let spans = AttentionAligner.spans(
      hypothesis.attention, positions: positions,
      excluding: excluded.map { $0.lowerBound / samplesPerPosition..<$0.upperBound / samplesPerPosition })
    return words.map { word in
      let start = spans[word.tokens.lowerBound].lowerBound
      let next = word.tokens.upperBound < spans.count ? spans[word.tokens.upperBound].lowerBound : positions
      let end = min(next, spans[word.tokens.upperBound - 1].upperBound + Self.tail)
      return TimedWord(
        text: word.text, hasSpaceBefore: word.hasSpaceBefore,
        range: start * samplesPerPosition..<end * samplesPerPosition,
        confidence: WordConfidence.calibrated(hypothesis.logProbabilities[word.tokens]))
    }
  }
}
