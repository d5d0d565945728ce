import CZlib
import Foundation
package import Transcript

/// Decides whether a decoded text is believed.
package struct QualityGate {
  package var options: DecodingOptions

  package init(options: DecodingOptions) {
    self.options = options
  }

  /// Whether another temperature should be tried.
  package func needsRetry(_ hypothesis: Hypothesis, text: String, noSpeech: Double) -> Bool {
    if isSilence(hypothesis, noSpeech: noSpeech) { return false }
    return Self.compressionRatio(text) > options.compressionRatioThreshold
      || hypothesis.averageLogProbability < options.logProbabilityThreshold
  }

  /// Whether the model itself and its doubts say that nobody speaks.
  package func isSilence(_ hypothesis: Hypothesis, noSpeech: Double) -> Bool {
    noSpeech > options.noSpeechThreshold && hypothesis.averageLogProbability < options.logProbabilityThreshold
  }

  /// Whether a text is a guess on hardly any sound: a click or a note that voice activity took for a syllable.
  ///
  /// - Parameters:
  ///   - words: the text without time tokens: beside a word or two, their certainty would hide any doubt.
  ///   - seconds: of sound in the window, half a second of padding included.
  package func isGuess(_ words: Hypothesis, seconds: Double) -> Bool {
    let sum = words.logProbabilities.reduce(0, +)
    return seconds < options.shortestGuess
      && Double(sum) < options.logProbabilityThreshold * Double(words.tokens.count)
  }

  /// What lowers the trust in a text. Each reason halves it.
  package func trust(_ hypothesis: Hypothesis, text: String, noSpeech: Double, collapsed: Bool) -> Trust {
    let doubts: [(Trust.Reason, Bool)] = [
      (.compressionRatio, Self.compressionRatio(text) > options.compressionRatioThreshold),
      (.logProbability, hypothesis.averageLogProbability < options.logProbabilityThreshold),
      (.noSpeech, noSpeech > options.noSpeechThreshold), (.repetition, collapsed),
    ]
    return doubts.reduce(.full) { $1.1 ? $0.lowered(by: $1.0) : $0 }
  }

  /// Bytes of UTF-8 over bytes after zlib; 0 for an empty text.
  package static func compressionRatio(_ text: String) -> Double {
    let source = Array(text.utf8)
    guard !source.isEmpty else { return 0 }
    var size = compressBound(uLong(source.count))
    var target = [UInt8](repeating: 0, count: Int(size))
    guard compress(&target, &size, source, uLong(source.count)) == Z_OK, size > 0 else { return 0 }
    return Double(source.count) / Double(size)
  }
}
