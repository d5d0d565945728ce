import Foundation
import Models
import SystemPackage
import Testing

@Suite struct ImportTests {
  let folder: TestFolder

  init() throws { folder = try TestFolder() }

  private func fill(_ name: String, _ files: [String: [UInt8]]) throws -> FilePath {
    for (file, bytes) in files { try folder.write(bytes, to: "\(name)/\(file)") }
    return folder.path.appending(name)
  }

  @Test func recognisesAModelOfTheCatalogue() async throws {
    let (store, entry) = try await folder.store(Fixture.whisper, sources: [])
    var files = Fixture.whisper
    files["README.md"] = Array("notes".utf8)
    let model = try await store.importFolder(try fill("from-a-stick", files))
    #expect(model.name == "small")
    #expect(model.origin == .catalogue("small"))
    #expect(folder.names("models/small") == Set(Fixture.whisper.keys).union(["surtitle-model.json"]))
    let events = Events()
    try await store.pull(entry) { events($0) }
    #expect(events.all == [.alreadyInstalled])
  }

  @Test func takesAModelOfTheUsers() async throws {
    let (store, _) = try await folder.store(["other.bin": [1]], sources: [])
    let source = try fill("my-dialect", Fixture.whisper)
    let model = try await store.importFolder(source)
    #expect(model.name == "my-dialect")
    #expect(model.origin == .imported)
    #expect(model.kind == .speechRecogniser)
    #expect(try await store.verify("my-dialect").isIntact)
    #expect(try await store.importFolder(source, as: "v2").name == "v2")
    #expect(store.installed().map(\.name) == ["my-dialect", "v2"])

    let error = await #expect(throws: ModelError.self) { try await store.importFolder(source) }
    #expect(error?.code == .alreadyExists)
    try await store.importFolder(source, replacing: true)
  }

  @Test func takesASileroFolder() async throws {
    let (store, _) = try await folder.store(["other.bin": [1]], sources: [])
    let tensors: [UInt8] = [2, 0, 0, 0, 0, 0, 0, 0] + Array("{}".utf8)
    let silero = try await store.importFolder(try fill("vad", ["silero_vad_16k.safetensors": tensors]))
    #expect(silero.kind == .voiceActivity)
  }

  private static let tensors: [UInt8] = [2, 0, 0, 0, 0, 0, 0, 0] + Array("{}".utf8)
  private static let shards = ["model-00001-of-00002.safetensors", "model-00002-of-00002.safetensors"]
  private static let index = [UInt8](#"{"weight_map": {"a": "\#(shards[0])", "b": "\#(shards[1])"}}"#.utf8)
  private static let whisper = ["config.json": [UInt8](#"{"model_type": "whisper"}"#.utf8)]

  @Test(arguments: [
    ["model.safetensors": tensors, "tokenizer.json": Array("{}".utf8)],
    ["model.safetensors": tensors, "vocab.json": Array("{}".utf8), "added_tokens.json": Array("{}".utf8)],
    [
      "model.safetensors.index.json": index, shards[0]: tensors, shards[1]: tensors, "tokenizer.json": Array("{}".utf8),
    ],
  ])
  func takesAHuggingFaceFolder(files: [String: [UInt8]]) async throws {
    let (store, _) = try await folder.store(["other.bin": [1]], sources: [])
    let model = try await store.importFolder(try fill("hf", files.merging(Self.whisper) { $1 }))
    #expect(model.kind == .speechRecogniser)
    #expect(Set(model.files.map(\.name)) == Set(files.keys).union(["config.json"]))
    #expect(try await store.verify("hf").isIntact)
  }

  @Test(
    arguments: [
      (["model.safetensors": tensors], "lacks tokenizer.json"),
      (["model.safetensors": tensors, "vocab.json": Array("{}".utf8)], "lacks added_tokens.json"),
      (["model.safetensors": Array(tensors.prefix(8))], "is cut short"),
      (["model.safetensors": tensors, "config.json": Array(#"{"model_type": "bert"}"#.utf8)], "not of a Whisper"),
      (["model.safetensors.index.json": index, shards[0]: tensors], "lacks \(shards[1])"),
      (["model.safetensors.index.json": Array("{}".utf8)], "is not an index"),
      (
        ["model.safetensors.index.json": Array(#"{"weight_map": {"a": "../x.safetensors"}}"#.utf8)],
        "lacks ../x.safetensors"
      ),
    ] as [([String: [UInt8]], String)])
  func refusesAHuggingFaceFolder(files: [String: [UInt8]], reason: String) async throws {
    let (store, _) = try await folder.store(["other.bin": [1]], sources: [])
    let source = try fill("hf", Self.whisper.merging(files) { $1 })
    let error = await #expect(throws: ModelError.self) { try await store.importFolder(source) }
    #expect(error?.code == .notAModel)
    #expect(error?.message.contains(reason) == true, "\(error?.message ?? "no error")")
    #expect(store.installed().isEmpty)
  }

  @Test(arguments: [1, 17, 18, 25, 30, 39, 40, 539, 540, 551])
  func refusesWeightsThatAreCutShort(count: Int) async throws {
    let (store, _) = try await folder.store(Fixture.whisper, sources: [])
    var files = Fixture.whisper
    let whole = Fixture.weights(of: 500)
    #expect(whole.count == 552)
    files["model.bin"] = Array(whole.prefix(count))
    let error = await #expect(throws: ModelError.self) { try await store.importFolder(fill("cut", files)) }
    #expect(error?.code == .notAModel)
    let reason = count < 18 ? "is not a Whisper model" : "is cut short after \(count) bytes"
    #expect(error?.message.contains(reason) == true, "\(error?.message ?? "no error")")
    files["model.bin"] = whole
    try await store.importFolder(fill("cut", files))
  }

  private static let tensor = [UInt8](
    #"{"__metadata__":{"format":"pt"},"w":{"dtype":"F32","shape":[4],"data_offsets":[0,16]}}"#.utf8)

  @Test(arguments: [-16, -1, 0, 1])
  func asksForAllTensorsOfASafetensorsFile(difference: Int) async throws {
    let (store, _) = try await folder.store(Fixture.whisper, sources: [])
    let body = [UInt8](repeating: 1, count: 16 + difference)
    let file = [UInt8(Self.tensor.count), 0, 0, 0, 0, 0, 0, 0] + Self.tensor + body
    let source = try fill("vad", ["silero_vad_16k.safetensors": file])
    guard difference != 0 else {
      #expect(try await store.importFolder(source).kind == .voiceActivity)
      return
    }
    let error = await #expect(throws: ModelError.self) { try await store.importFolder(source) }
    #expect(error?.code == .notAModel)
    #expect(error?.message.contains("\(file.count) bytes instead of \(file.count - difference)") == true)
  }

  @Test(arguments: [
    (5, "binary version 5"), (6, "is cut short"),
  ])
  func refusesOtherBinariesAndEndlessLists(version: UInt8, reason: String) async throws {
    let (store, _) = try await folder.store(Fixture.whisper, sources: [])
    var files = Fixture.whisper
    files["model.bin"] =
      [version] + Fixture.weights[1..<22] + [255, 255, 255, 255] + [UInt8](repeating: 0, count: 1_000)
    let error = await #expect(throws: ModelError.self) { try await store.importFolder(fill("odd", files)) }
    #expect(error?.message.contains(reason) == true, "\(error?.message ?? "no error")")
  }

  @Test func advisesToConvertAPickle() async throws {
    let (store, _) = try await folder.store(["other.bin": [1]], sources: [])
    let source = try fill(
      "hf",
      [
        "pytorch_model.bin": [0], "config.json": Array(#"{"model_type": "whisper"}"#.utf8),
        "tokenizer.json": Array("{}".utf8),
      ])
    let error = await #expect(throws: ModelError.self) { try await store.importFolder(source) }
    #expect(error?.code == .notAModel)
    #expect(error?.message.contains("ct2-transformers-converter") == true, "\(error?.message ?? "no error")")
    #expect(store.installed().isEmpty)
  }

  @Test func keepsTheCataloguesNamesForItsBytes() async throws {
    let (store, _) = try await folder.store(["other.bin": [1]], sources: [])
    let source = try fill("mine", Fixture.whisper)
    let error = await #expect(throws: ModelError.self) { try await store.importFolder(source, as: "small") }
    #expect(error?.code == .digestMismatch)
  }

  @Test(
    arguments: [
      ([:], "holds no model"),
      (["model.bin": Array("no model".utf8)], "is not a Whisper model in CTranslate2 layout"),
      (["model.bin": Fixture.weights, "config.json": Array("{}".utf8)], "lacks tokenizer.json"),
      (
        ["model.bin": Fixture.weights, "config.json": Array("{".utf8), "tokenizer.json": Array("{}".utf8)],
        "config.json is not a JSON object"
      ),
      (["silero_vad_16k.safetensors": [255, 0, 0, 0, 0, 0, 0, 0, 123]], "is cut short"),
      (["silero_vad_16k.safetensors": []], "is cut short"),
    ] as [([String: [UInt8]], String)])
  func refusesWhatIsNoModel(files: [String: [UInt8]], reason: String) async throws {
    let (store, _) = try await folder.store(Fixture.whisper, sources: [])
    try folder.write([], to: "source/.hidden")
    let source = try fill("source", files)
    let error = await #expect(throws: ModelError.self) { try await store.importFolder(source) }
    #expect(error?.code == .notAModel)
    #expect(error?.message.contains(reason) == true, "\(error?.message ?? "no error")")
    #expect(store.installed().isEmpty)
  }
}
