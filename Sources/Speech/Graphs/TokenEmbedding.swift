import Inference
import WhisperCost

/// What the decoder is fed: the embedding of each token plus that of its place.
///
/// Looked up here and not in the graph, where OpenVINO would keep the table a second and a third time, as 32-bit floats:
/// here it stays in the mapped file.
struct TokenEmbedding: Sendable {
  private let table: WeightTensor
  private let places: [Float]
  private let width: Int

  init(_ weights: WhisperWeights) throws {
    table = try weights.tensor("decoder/embeddings/weight")
    places = try weights.floats("decoder/position_encodings/encodings")
    width = weights.sizes.width
  }

  /// The embeddings [tokens, 1, width] of the tokens of `feeds`, each at its place.
  ///
  /// - Throws: `InferenceError` for more tokens than the decoder has places, `WeightsError`.
  func embed(_ feeds: [TextFeed]) throws -> Tensor {
    let result = Tensor(.float32, shape: [feeds.reduce(0) { $0 + $1.tokens.count }, 1, width])
    var target = result.elements(as: Float.self)[...]
    for feed in feeds {
      guard feed.position >= 0, feed.tokens.count <= places.count / width - feed.position else {
        throw InferenceError(
          operation: "embed \(feed.tokens.count) tokens from place \(feed.position) on",
          message: "the decoder has \(places.count / width) places")
      }
      for (index, token) in feed.tokens.enumerated() {
        let values = try table.floats(row: token)
        let place = (feed.position + index) * width
        for column in 0..<width { target[target.startIndex + column] = values[column] + places[place + column] }
        target = target.dropFirst(width)
      }
    }
    return result
  }
}
