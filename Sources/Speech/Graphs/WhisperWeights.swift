import Inference
import SystemPackage
package import WhisperCost

/// The weights of a Whisper model by CTranslate2's names, and the sizes that follow from their shapes. Every tensor that
/// a graph asks for is there and has the shape that the sizes say.
package struct WhisperWeights: Sendable {
  private let tensors: [String: WeightTensor]
  private let files: [MappedFile]
  private let path: String

  package let sizes: WhisperShape

  /// - Throws: `WeightsError` that names the file, and the tensor that is missing or has another shape.
  package init(_ files: WhisperFiles) throws {
    switch files.layout {
    case .cTranslate2:
      let weights = try CTranslate2Weights(files.weights)
      try self.init(weights.tensors, [weights.file], files.weights)
    case .huggingFace:
      let configuration = try HuggingFaceConfiguration(files.configuration)
      let weights = try HuggingFaceWeights(files.weights, configuration)
      try self.init(weights.tensors, weights.files, files.weights, configuration)
    }
  }

  private init(
    _ tensors: [String: WeightTensor], _ files: [MappedFile], _ path: FilePath,
    _ configuration: HuggingFaceConfiguration? = nil
  ) throws {
    (self.tensors, self.files, self.path) = (tensors, files, path.string)
    sizes = try Self.sizes(tensors, path.string)
    try configuration?.check(sizes)
    for (name, shape) in sizes.weightShapes { try tensor(name).expect(shape) }
  }

  private static func sizes(_ tensors: [String: WeightTensor], _ path: String) throws -> WhisperShape {
    func shape(_ name: String, rank: Int) throws -> [Int] {
      guard let tensor = tensors[name] else {
        throw WeightsError(path: path, message: "“\(name)” is missing: this is no Whisper model")
      }
      guard tensor.shape.count == rank else {
        throw WeightsError(
          path: tensor.path, message: "“\(tensor.name)” has the shape \(tensor.shape), not \(rank) axes")
      }
      return tensor.shape
    }
    func layers(_ side: String) -> Int {
      let start = "\(side)/layer_"
      let numbered = tensors.keys.filter { $0.hasPrefix(start) && !$0.hasPrefix(start + "norm/") }
      return Set(numbered.map { $0.dropFirst(start.count).prefix { $0 != "/" } }).count
    }
    let embeddings = try shape("decoder/embeddings/weight", rank: 2)
    let sizes = WhisperShape(
      width: embeddings[1], encoderLayers: layers("encoder"), decoderLayers: layers("decoder"),
      melBands: try shape("encoder/conv1/weight", rank: 3)[1], vocabulary: embeddings[0],
      audioPositions: try shape("encoder/position_encodings/encodings", rank: 2)[0],
      textPositions: try shape("decoder/position_encodings/encodings", rank: 2)[0])
    let faults = [
      (sizes.encoderLayers == 0 || sizes.decoderLayers == 0, "it has no layers"),
      (
        !widths.contains(sizes.width) || !sizes.width.isMultiple(of: WhisperShape.headSize),
        "its width \(sizes.width) is no multiple of \(WhisperShape.headSize)"
      ),
      (sizes.vocabulary <= 0, "its vocabulary is empty"),
      (!audioPositions.contains(sizes.audioPositions), "it hears \(sizes.audioPositions) positions"),
      (sizes.textPositions < fewestTextPositions, "it writes at most \(sizes.textPositions) tokens"),
      (!melBands.contains(sizes.melBands), "it hears \(sizes.melBands) mel bands"),
    ]
    if let fault = faults.first(where: \.0) {
      throw WeightsError(path: path, message: "\(fault.1): this is no Whisper model")
    }
    return sizes
  }

  /// Whisper has 384 to 1280.
  private static let widths = 1...65_536
  /// Up to ten minutes: Whisper has 1500, half a minute.
  private static let audioPositions = 1...30_000
  /// A prompt of four tokens in the half of the places that a text may take, and a few words.
  private static let fewestTextPositions = 16
  /// Whisper has 80 or 128; the power spectrum has 201 bins to make them from.
  private static let melBands = 1...201

  /// Gives back the memory that the files' pages take; they are read anew when they are needed. Whoever has made something
  /// of a layer calls it: a large model would be in memory twice.
  func release() {
    for file in files { file.release() }
  }

  func tensor(_ name: String) throws -> WeightTensor {
    guard let tensor = tensors[name] else { throw WeightsError(path: path, message: "“\(name)” is missing") }
    return tensor
  }

  package func floats(_ name: String) throws -> [Float] { try tensor(name).floats() }

  func shape(_ name: String) throws -> [Int] { try tensor(name).shape }
}
