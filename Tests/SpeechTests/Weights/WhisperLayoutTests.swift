import Foundation
import Speech
import SystemPackage
import TestSupport
import Testing
import Transcript
import WhisperCost

/// The same model in every layout that is read.
struct WhisperLayoutTests {
  private let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
  }

  private static let turbo = RandomWhisper(
    "large-v3-turbo", heads: 2, encoderLayers: 2, decoderLayers: 1, melBands: 128, audioPositions: 100)

  private func weights(_ model: RandomWhisper) throws {
    let weights = try WhisperWeights(WhisperFiles(folder.path))
    #expect(weights.sizes == model.sizes)
    for (name, tensor) in model.cTranslate2 {
      #expect(try weights.floats(name) == tensor.values, "\(name)")
    }
    #expect(try weights.floats("decoder/projection/weight") == model["decoder.embed_tokens.weight"].values)
  }

  @Test(arguments: RandomWhisper.Storage.allCases, [false, true])
  func `CTranslate2's files hold the same numbers`(storage: RandomWhisper.Storage, inBytes: Bool) throws {
    try Self.turbo.writeCTranslate2(to: folder, storage, inBytes: inBytes)
    try weights(Self.turbo)
  }

  @Test(arguments: RandomWhisper.Storage.allCases, [1, 3])
  func `Hugging Face's files hold the same numbers`(storage: RandomWhisper.Storage, shards: Int) throws {
    try Self.turbo.writeHuggingFace(to: folder, storage, shards: shards)
    try weights(Self.turbo)
  }

  @Test(arguments: RandomWhisper.families)
  func `every shape of model`(model: RandomWhisper) throws {
    try model.writeHuggingFace(to: folder)
    try weights(model)
  }

  @Test func `a model that was saved without its head`() throws {
    try Self.turbo.writeHuggingFace(to: folder, prefix: "")
    try weights(Self.turbo)
  }

  @Test func `an output that is not tied to the embeddings`() throws {
    let table = [Float](repeating: 0.5, count: Self.turbo.sizes.vocabulary * 128)
    try Self.turbo.writeHuggingFace(to: folder) {
      $0["proj_out.weight"] = .init(shape: [Self.turbo.sizes.vocabulary, 128], values: table)
    }
    try weights(Self.turbo)
    let text = Self.turbo.huggingFaceConfiguration.replacing("{", with: #"{"tie_word_embeddings":false,"#)
    try folder.write(text, to: "config.json")
    #expect(try WhisperWeights(WhisperFiles(folder.path)).floats("decoder/projection/weight") == table)
  }

  @Test func `both layouts recognise the same`() async throws {
    let recording = try await Recording.sample("Podcasts/Émission 1.m4a")
    var results: [WhisperEngine.Result] = []
    for layout in [WhisperFiles.Layout.cTranslate2, .huggingFace] {
      let folder = try TemporaryFolder()
      switch layout {
      case .cTranslate2: try Self.turbo.writeCTranslate2(to: folder)
      case .huggingFace:
        try Self.turbo.writeHuggingFace(to: folder, .bfloat16, shards: 2)
        try FileManager.default.removeItem(atPath: folder.path.appending("tokenizer.json").string)
        try folder.write(RandomVocabulary.vocabulary, to: "vocab.json")
        try folder.write(RandomVocabulary.addedTokens, to: "added_tokens.json")
      }
      let engine = try WhisperEngine(
        model: folder.path, voiceActivity: SpeechModels.voiceActivityFile(),
        parallelism: Parallelism(streams: 1, threads: 1, batchSize: 4))
      results.append(try await engine.transcribe(recording.audio, language: nil, translate: false))
    }
    #expect(results[0].segments == results[1].segments)
    #expect(results[0].languages == results[1].languages)
    #expect(results[0].statistics.tokens == results[1].statistics.tokens)
    #expect(results[0].statistics.tokens > 0)
    #expect(Set(results[0].languages.map(\.language.code)).isSubset(of: ["en", "de", "yue"]))
  }
}
