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
    let audio = try shape("encoder/position_encodings/encodings", rank: 2)
    let text = try shape("decoder/position_encodings/encodings", rank: 2)
    sizes = WhisperSizes(
      width: embeddings[1], encoderLayers: layers("encoder"), decoderLayers: layers("decoder"),
      melBands: try shape("encoder/conv1/weight", rank: 3)[1], vocabulary: embeddings[0],
      audioPositions: audio[0], textPositions: text[0])
    let faults = [
      (sizes.encoderLayers == 0 || sizes.decoderLayers == 0, "it has no layers"),
      (
        sizes.width <= 0 || !sizes.width.isMultiple(of: WhisperSizes.headSize),
        "its width \(sizes.width) is no multiple of \(WhisperSizes.headSize)"
      ),
      (
        audio[1] != sizes.width || text[1] != sizes.width,
        "its position encodings are \(audio[1]) and \(text[1]) wide, its embeddings \(sizes.width)"
      ),
      (sizes.vocabulary <= 0, "its vocabulary is empty"),
      (!Self.audioPositions.contains(sizes.audioPositions), "it hears \(sizes.audioPositions) positions"),
      (sizes.textPositions < Self.fewestTextPositions, "it writes at most \(sizes.textPositions) tokens"),
      (!Self.melBands.contains(sizes.melBands), "it hears \(sizes.melBands) mel bands"),
    ]
    if let fault = faults.first(where: \.0) {
      throw WeightsError(path: self.path, message: "\(fault.1): this is no Whisper model")
    }
  }

  /// Up to ten minutes: Whisper has 1500, half a minute.
  private static let audioPositions = 1...30_000
  /// A prompt of four tokens in the half of the places that a text may take, and a few words.
  private static let fewestTextPositions = 16
  /// Whisper has 80 or 128; the power spectrum has 201 bins to make them from.
  private static let melBands = 1...201

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
