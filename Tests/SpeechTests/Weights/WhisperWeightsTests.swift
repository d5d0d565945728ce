import Inference
import Speech
import TestSupport
import Testing

/// Sizes follow from shapes; shapes that no Whisper model has are errors, not the end of the program.
struct WhisperWeightsTests {
  private static let sound = RandomWhisper(
    "tiny", heads: 1, encoderLayers: 1, decoderLayers: 1, melBands: 80, vocabulary: 9, audioPositions: 10,
    textPositions: 16)

  private static let shapes = {
    var shapes = sound.cTranslate2.mapValues(\.shape)
    shapes["decoder/projection/weight"] = shapes["decoder/embeddings/weight"]
    return shapes
  }()

  private static let names = shapes.keys.sorted()

  private func weights(_ changes: [String: [Int]] = [:], without missing: String? = nil) throws -> WhisperWeights {
    let shapes = Self.shapes.merging(changes) { $1 }.filter { $0.key != missing }
    let variables = shapes.sorted { $0.key < $1.key }.map { CTranslate2File.zeros($0.key, $0.value) }
    // The file stays mapped when its folder is gone.
    let folder = try TemporaryFolder()
    return try withExtendedLifetime(folder) {
      try folder.write(CTranslate2File.make(variables).bytes, to: "model.bin")
      return try WhisperWeights(WhisperFiles(folder.path))
    }
  }

  @Test func `sizes are read off the shapes`() throws {
    #expect(try weights().sizes == Self.sound.sizes)
  }

  @Test(arguments: names)
  func `nothing may be missing`(name: String) {
    let error = #expect(throws: WeightsError.self) { try weights(without: name) }
    #expect(error?.message.contains("“\(name)” is missing") == true, "\(error?.message ?? "")")
  }

  @Test(arguments: names)
  func `no tensor may have another shape`(name: String) throws {
    var shape = try #require(Self.shapes[name])
    shape[shape.count - 1] += 1
    let error = #expect(throws: WeightsError.self) { try weights([name: shape]) }
    #expect(error?.path.hasSuffix("model.bin") == true)
  }

  @Test(arguments: [
    ("decoder/embeddings/weight", [9, 63]), ("decoder/embeddings/weight", [9, 128]),
    ("decoder/embeddings/weight", [9, 0]), ("decoder/embeddings/weight", [0, 64]), ("decoder/embeddings/weight", [576]),
    ("decoder/embeddings/weight", []), ("encoder/conv1/weight", [64, 0, 3]), ("encoder/conv1/weight", [1, 202, 1]),
    ("encoder/conv1/weight", [0, 4_000_000_000, 3]), ("encoder/position_encodings/encodings", [0, 64]),
    ("encoder/position_encodings/encodings", [30_001, 64]), ("encoder/position_encodings/encodings", [10, 65]),
    ("decoder/position_encodings/encodings", [15, 64]), ("decoder/position_encodings/encodings", [16, 32]),
    ("decoder/position_encodings/encodings", [16, 64, 1]), ("encoder/layer_7/ffn/layer_norm/beta", [64]),
  ])
  func `sizes that no model has`(name: String, shape: [Int]) {
    #expect(throws: WeightsError.self) { try weights([name: shape]) }
  }

  @Test(arguments: [
    [], [0], [0, 64], [192], [191, 64], [193, 64], [3, 64], [192, 64, 1], [192, 1, 1, 1, 1, 1, 1, 1, 1, 1],
  ])
  func `a layer of any other shape is an error that names it`(shape: [Int]) {
    let name = "encoder/layer_0/self_attention/linear_0/weight"
    let error = #expect(throws: WeightsError.self) { try weights([name: shape]) }
    #expect(error?.message.contains(name) == true)
  }
}
