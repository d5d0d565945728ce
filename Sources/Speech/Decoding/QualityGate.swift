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

  /// What lowers the trust in a text. Each reason halves it.
  package func trust(_ hypothesis: Hypothesis, text: String, noSpeech: Double, collapsed: Bool) -> Trust {
    var reasons: [Trust.Reason] = []
    if Self.compressionRatio(text) > options.compressionRatioThreshold { reasons.append(.compressionRatio) }
    if hypothesis.averageLogProbability < options.logProbabilityThreshold { reasons.append(.logProbability) }
    if noSpeech > options.noSpeechThreshold { reasons.append(.noSpeech) }
    if collapsed { reasons.append(.repetition) }
    return Trust(score: pow(0.5, Double(reasons.count)), reasons: reasons)
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
