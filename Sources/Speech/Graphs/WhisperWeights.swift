import Inference
package import SystemPackage

/// The weights of a Whisper model by CTranslate2's names, and the sizes that follow from their shapes.
package struct WhisperWeights: Sendable {
  let tensors: [String: WeightTensor]
  let path: String

  package let sizes: WhisperSizes

  package init(_ path: FilePath) throws {
    let tensors = try CTranslate2Weights(path).tensors
    self.tensors = tensors
    self.path = path.string
    func shape(_ name: String, rank: Int) throws -> [Int] {
      guard let shape = tensors[name]?.shape, shape.count == rank else {
        throw WeightsError(
          path: path.string, message: "“\(name)” is missing or of another rank: this is no Whisper model")
      }
      return shape
    }
    func layers(_ side: String) -> Int {
      (0...).first { tensors["\(side)/layer_\($0)/self_attention/linear_0/weight"] == nil } ?? 0
    }
    let embeddings = try shape("decoder/embeddings/weight", rank: 2)
    sizes = WhisperSizes(
      width: embeddings[1], encoderLayers: layers("encoder"), decoderLayers: layers("decoder"),
      melBands: try shape("encoder/conv1/weight", rank: 3)[1], vocabulary: embeddings[0],
      audioPositions: try shape("encoder/position_encodings/encodings", rank: 2)[0],
      textPositions: try shape("decoder/position_encodings/encodings", rank: 2)[0])
    guard sizes.headCount > 0, sizes.encoderLayers > 0, sizes.decoderLayers > 0 else {
      throw WeightsError(path: self.path, message: "it has no layers: this is no Whisper model")
    }
  }

  /// Gives back the memory that the file's pages take; they are read anew when they are needed.
  func release() {
    tensors.values.first?.file.release()
  }

  func tensor(_ name: String) throws -> WeightTensor {
    guard let tensor = tensors[name] else { throw WeightsError(path: path, message: "“\(name)” is missing") }
    return tensor
  }

  func floats(_ name: String) throws -> [Float] { try tensor(name).floats() }

  func shape(_ name: String) throws -> [Int] { try tensor(name).shape }
}
