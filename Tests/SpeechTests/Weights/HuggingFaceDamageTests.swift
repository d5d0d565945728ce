import Foundation
import Speech
import SystemPackage
import TestSupport
import Testing

/// Folders in Hugging Face's layout with something wrong: errors that name the file and the tensor.
struct HuggingFaceDamageTests {
  private static let model = RandomWhisper(
    "tiny", heads: 1, encoderLayers: 1, decoderLayers: 2, melBands: 80, audioPositions: 4, textPositions: 16)

  private let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
  }

  private func error(at location: SourceLocation = #_sourceLocation) -> WeightsError? {
    #expect(throws: WeightsError.self, sourceLocation: location) { try WhisperWeights(WhisperFiles(folder.path)) }
  }

  private func path(_ name: String) -> String { folder.path.appending(name).string }

  @Test(arguments: model.tensors.keys.sorted())
  func `a tensor that is missing`(name: String) throws {
    try Self.model.writeHuggingFace(to: folder) { $0[name] = nil }
    let error = error()
    #expect(error?.path == path("model.safetensors"))
    #expect(error?.message == "“\(name)” is missing")
  }

  @Test(arguments: model.tensors.keys.sorted())
  func `a tensor of another shape`(name: String) throws {
    try Self.model.writeHuggingFace(to: folder) {
      guard let tensor = $0[name] else { return }
      $0[name] = .init(
        shape: [tensor.shape[0] + 1] + tensor.shape.dropFirst(),
        values: tensor.values + [Float](repeating: 0, count: tensor.values.count / tensor.shape[0]))
    }
    let error = error()
    // Sizes that follow from the tensor are what the settings are compared with.
    let keys = ["vocab_size", "max_source_positions", "max_target_positions"]
    let isSize = keys.contains { error?.message.contains($0) == true } && name.contains("embed_")
    #expect(error?.path == path(isSize ? "config.json" : "model.safetensors"))
    #expect(isSize || error?.message.contains("“\(name)” has the shape") == true, "\(error?.message ?? "")")
  }

  @Test(arguments: [
    "d_model", "encoder_layers", "decoder_layers", "encoder_attention_heads", "num_mel_bins", "vocab_size",
  ])
  func `settings of another model`(key: String) throws {
    try Self.model.writeHuggingFace(to: folder)
    let text = Self.model.huggingFaceConfiguration.replacing(#""\#(key)":"#, with: #""\#(key)":1"#)
    try folder.write(text, to: "config.json")
    let error = error()
    #expect(error?.path == path("config.json"))
    #expect(error?.message.contains("`\(key)`") == true, "\(error?.message ?? "")")
  }

  @Test(arguments: [
    (#"{"model_type":"wav2vec2"}"#, "wav2vec2"), (#"{"activation_function":"relu"}"#, "relu"),
    (#"{"scale_embedding":true}"#, "embeddings"), ("[]", "config.json"), ("", "cut short"),
  ])
  func `a model that is not Whisper`(text: String, reason: String) throws {
    try Self.model.writeHuggingFace(to: folder)
    try folder.write(text, to: "config.json")
    let error = error()
    #expect(error?.path == path("config.json"))
    #expect(error?.message.contains(reason) == true, "\(error?.message ?? "")")
  }

  @Test func `a file that is cut short`() throws {
    try Self.model.writeHuggingFace(to: folder)
    let whole = try Data(contentsOf: URL(fileURLWithPath: path("model.safetensors")))
    for count in [0, 7, 8, 100, 1000, 5000, whole.count / 2, whole.count - 1] {
      try folder.write(Array(whole.prefix(count)), to: "model.safetensors")
      #expect(error()?.path == path("model.safetensors"), "\(count) bytes")
    }
  }

  @Test func `a shard that is missing, or lacks what the index says`() throws {
    try Self.model.writeHuggingFace(to: folder, shards: 3)
    let shard = "model-00002-of-00003.safetensors"
    try FileManager.default.removeItem(atPath: path(shard))
    #expect(error()?.path == path(shard))
    try folder.write(SafetensorsMaker.make([]), to: shard)
    let damage = error()
    #expect(damage?.path == path(shard))
    #expect(damage?.message.contains("“model.") == true, "\(damage?.message ?? "")")
  }

  @Test(arguments: ["../model.safetensors", "/etc/passwd", "a/b", "..", "."])
  func `an index that leads elsewhere`(name: String) throws {
    try Self.model.writeHuggingFace(to: folder, shards: 2)
    try folder.write(#"{"weight_map":{"model.x":"\#(name)"}}"#, to: "model.safetensors.index.json")
    let error = error()
    #expect(error?.path == path("model.safetensors.index.json"))
    #expect(error?.message.contains("no file name") == true, "\(error?.message ?? "")")
  }

  @Test(arguments: ["", "[]", "{}", #"{"weight_map":[]}"#])
  func `an index that is none`(text: String) throws {
    try Self.model.writeHuggingFace(to: folder, shards: 2)
    try folder.write(text, to: "model.safetensors.index.json")
    #expect(error()?.path == path("model.safetensors.index.json"))
  }

  @Test func `a folder without weights`() {
    let error = error()
    #expect(error?.path == folder.path.string)
    #expect(error?.message.contains("model.safetensors") == true)
  }
}
