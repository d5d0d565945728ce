import Foundation
import Inference
import Transcript

/// Times the words of decoded windows: one pass of the decoder over each finished text. For one thread.
final class WindowAligner {
  private let model: WhisperModel
  private let request: InferenceRequest
  private static let lengthStep = 32

  init(_ model: WhisperModel) throws {
    self.model = model
    request = try model.alignment.makeRequest()
  }

  /// The words of a text without time tokens in the window that `cache` holds at `window`.
  ///
  /// - Parameters:
  ///   - prompt: what the text was decoded from.
  ///   - sampleCount: the length of the window's sound.
  func words(
    _ hypothesis: Hypothesis, prompt: [Int], window: Int, of cache: SoundCache, sampleCount: Int, language: LanguageTag
  ) throws -> [TimedWord] {
    guard !hypothesis.tokens.isEmpty else { return [] }
    let words = TokenWords(tokenizer: model.tokenizer, language: language).words(hypothesis.tokens)
    let samplesPerPosition = 2 * LogMelSpectrogram.hop
    let positions = min(
      model.sizes.audioPositions, max(1, (sampleCount + samplesPerPosition - 1) / samplesPerPosition))
    let starts = try tokenStarts(
      prompt + hypothesis.tokens, prompt: prompt.count, window: window, of: cache, positions: positions)
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

  /// The encoder position where each token of the text begins, and where the text ends.
  private func tokenStarts(
    _ tokens: [Int], prompt: Int, window: Int, of cache: SoundCache, positions: Int
  ) throws -> [Int] {
    let windows = Tensor(.int32, shape: [1])
    windows.elements(as: Int32.self)[0] = Int32(window)
    try request.setInput("sound", cache.tensor)
    try request.setInput("windows", windows)
    try request.setInput("lengths", cache.lengths)
    // Whatever stands behind the text is not seen by it, so its length can be one of a few: OpenVINO keeps kernels and
    // memory for every shape that it meets.
    let length = min(
      model.sizes.textPositions, (tokens.count + Self.lengthStep - 1) / Self.lengthStep * Self.lengthStep)
    let padded = tokens + Array(repeating: model.tokenizer.endOfText, count: max(0, length - tokens.count))
    let feed = TextFeed(slot: 0, window: window, position: 0, tokens: padded)
    try request.setInput("embeddings", model.embedding.embed([feed]))
    try request.infer()
    let attention = try request.output("attention")
    return AttentionAligner.starts(
      attention: attention.elements(as: Float.self), heads: attention.shape[1], tokens: padded.count,
      width: attention.shape[3], rows: prompt - 1..<tokens.count, positions: positions)
  }
}
