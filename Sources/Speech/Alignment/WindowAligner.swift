import Foundation
import Transcript

/// Times the words of a window's text by where the decoder looked while it wrote them.
struct WindowAligner {
  let tokenizer: Tokenizer

  /// The words of a text without time tokens.
  ///
  /// - Parameter sampleCount: the length of the window's sound.
  func words(_ hypothesis: Hypothesis, sampleCount: Int, language: LanguageTag) -> [TimedWord] {
    guard !hypothesis.tokens.isEmpty else { return [] }
    let words = TokenWords(tokenizer: tokenizer, language: language).words(hypothesis.tokens)
    let samplesPerPosition = 2 * LogMelSpectrogram.hop
    let positions = max(1, (sampleCount + samplesPerPosition - 1) / samplesPerPosition)
    let starts = AttentionAligner.starts(hypothesis.attention, positions: positions)
    return words.map { word in
      let start = starts[word.tokens.lowerBound]
      let end = word.tokens.upperBound < starts.count ? starts[word.tokens.upperBound] : positions
      let probabilities = word.tokens.map { exp(Double(hypothesis.logProbabilities[$0])) }
      return TimedWord(
        text: word.text, hasSpaceBefore: word.hasSpaceBefore,
        range: start * samplesPerPosition..<max(start, end) * samplesPerPosition,
        confidence: probabilities.reduce(0, +) / Double(probabilities.count))
    }
  }
}
