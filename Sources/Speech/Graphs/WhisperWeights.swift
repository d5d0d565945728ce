import Inference
package import SystemPackage

/// The weights of a Whisper model by CTranslate2's names, and the sizes that follow from their shapes.
package struct WhisperWeights: Sendable {
  let tensors: [String: WeightTensor]
  let path: String

  /// Width of the hidden state.
  let width: Int
  /// Attention heads, of 64 channels each in every Whisper model.
  let headCount: Int
  let encoderLayers: Int
  let decoderLayers: Int
  package let melBands: Int
  let vocabularySize: Int
  /// Encoder positions: 1500 for 30 s.
  package let audioPositions: Int
  /// Decoder positions: the most tokens of one window, prompt included.
  let textPositions: Int

  static let headSize = 64

  package init(_ path: FilePath) throws {
    let tensors = try CTranslate2Weights(path).tensors
    self.tensors = tensors
    self.path = path.string
    func shape(_ name: String, rank: Int) throws -> [Int] {
      guard let shape = tensors[name]?.shape, shape.count == rank else {
        throw WeightsError(path: path.string, message: "“\(name)” is missing or of another rank: this is no Whisper model")
      }
      return shape
    }
    func layers(_ side: String) -> Int {
      (0...).first { tensors["\(side)/layer_\($0)/self_attention/linear_0/weight"] == nil } ?? 0
    }
    let embeddings = try shape("decoder/embeddings/weight", rank: 2)
    vocabularySize = embeddings[0]
    width = embeddings[1]
    headCount = width / Self.headSize
    melBands = try shape("encoder/conv1/weight", rank: 3)[1]
    audioPositions = try shape("encoder/position_encodings/encodings", rank: 2)[0]
    textPositions = try shape("decoder/position_encodings/encodings", rank: 2)[0]
    encoderLayers = layers("encoder")
    decoderLayers = layers("decoder")
  }

  func floats(_ name: String) throws -> [Float] {
    guard let tensor = tensors[name] else { throw WeightsError(path: path, message: "“\(name)” is missing") }
    return try tensor.floats()
  }

  func shape(_ name: String) throws -> [Int] {
    guard let tensor = tensors[name] else { throw WeightsError(path: path, message: "“\(name)” is missing") }
    return tensor.shape
  }
}
