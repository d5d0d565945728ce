import Inference
import Speech
import TestSupport
import Testing

/// Sizes follow from shapes; shapes that no Whisper model has are errors, not the end of the program.
struct WhisperWeightsTests {
  private static let sound: [String: [Int]] = [
    "decoder/embeddings/weight": [9, 64],
    "encoder/conv1/weight": [64, 80, 3],
    "encoder/position_encodings/encodings": [10, 64],
    "decoder/position_encodings/encodings": [16, 64],
    "encoder/layer_0/self_attention/linear_0/weight": [192, 64],
    "decoder/layer_0/self_attention/linear_0/weight": [192, 64],
  ]

  private func weights(_ changes: [String: [Int]] = [:], without missing: String? = nil) throws -> WhisperWeights {
    let shapes = Self.sound.merging(changes) { $1 }.filter { $0.key != missing }
    let variables = shapes.sorted { $0.key < $1.key }.map { CTranslate2File.zeros($0.key, $0.value) }
    // The file stays mapped when its folder is gone.
    let folder = try TemporaryFolder()
    return try withExtendedLifetime(folder) { try WhisperWeights(CTranslate2File.make(variables).write(to: folder)) }
  }

  @Test func `sizes are read off the shapes`() throws {
    #expect(
      try weights().sizes
        == WhisperSizes(
          width: 64, encoderLayers: 1, decoderLayers: 1, melBands: 80, vocabulary: 9, audioPositions: 10,
          textPositions: 16))
  }

  @Test(arguments: sound.keys.sorted())
  func `nothing may be missing`(name: String) {
    #expect(throws: WeightsError.self) { try weights(without: name) }
  }

  @Test(arguments: [
    ("decoder/embeddings/weight", [9, 63]), ("decoder/embeddings/weight", [9, 128]),
    ("decoder/embeddings/weight", [9, 0]), ("decoder/embeddings/weight", [0, 64]), ("decoder/embeddings/weight", [576]),
    ("decoder/embeddings/weight", []), ("encoder/conv1/weight", [64, 0, 3]), ("encoder/conv1/weight", [1, 202, 1]),
    ("encoder/conv1/weight", [0, 4_000_000_000, 3]), ("encoder/position_encodings/encodings", [0, 64]),
    ("encoder/position_encodings/encodings", [30_001, 64]), ("encoder/position_encodings/encodings", [10, 65]),
    ("decoder/position_encodings/encodings", [15, 64]), ("decoder/position_encodings/encodings", [16, 32]),
    ("decoder/position_encodings/encodings", [16, 64, 1]),
  ])
  func `sizes that no model has`(name: String, shape: [Int]) {
    #expect(throws: WeightsError.self) { try weights([name: shape]) }
  }

  @Test(arguments: [
    [], [0], [0, 64], [192], [191, 64], [193, 64], [3, 64], [192, 64, 1], [192, 1, 1, 1, 1, 1, 1, 1, 1, 1],
  ])
  func `a layer of any shape is an error at the most`(shape: [Int]) throws {
    let weights = try weights([
      "encoder/layer_0/self_attention/linear_0/weight": shape, "encoder/conv1/bias": [64],
      "encoder/conv2/weight": [64, 64, 3], "encoder/conv2/bias": [64],
      "encoder/layer_0/self_attention/layer_norm/gamma": [64], "encoder/layer_0/self_attention/layer_norm/beta": [64],
      "encoder/layer_0/self_attention/linear_0/bias": [192],
    ])
    #expect(throws: (any Error).self) { try WhisperEncoderGraph.build(weights, anyLength: true) }
  }
}
