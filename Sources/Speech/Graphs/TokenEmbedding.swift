import CSpeechKernels
import Inference

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
    guard places.count == weights.sizes.textPositions * width else {
      throw WeightsError(
        path: weights.path,
        message: "there are \(places.count) position encodings for \(weights.sizes.textPositions) tokens")
    }
  }

  /// The embeddings [rows, count, width] of rows of tokens of one length whose first has the place `position`.
  ///
  /// - Throws: `InferenceError` for more tokens than the decoder has places, `WeightsError`.
  func embed(_ rows: [[Int]], position: Int) throws -> Tensor {
    let count = rows.first?.count ?? 0
    guard position >= 0, count <= places.count / width - position else {
      throw InferenceError(
        operation: "embed \(count) tokens from place \(position) on",
        message: "the decoder has \(places.count / width) places")
    }
    let result = Tensor(.float32, shape: [rows.count, count, width])
    let target = result.elements(as: Float.self)
    for (index, token) in rows.joined().enumerated() {
      let values = try table.floats(row: token)
      let place = (position + index % count) * width
      for column in 0..<width { target[index * width + column] = values[column] + places[place + column] }
    }
    return result
  }
}
