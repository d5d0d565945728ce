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

  @Test(arguments: ["model.safetensors", "model.safetensors.index.json", "pytorch_model.bin"])
  func advisesToConvertAHuggingFaceFolder(weights: String) async throws {
    let (store, _) = try await folder.store(["other.bin": [1]], sources: [])
    let source = try fill(
      "hf",
      [
        weights: [2, 0, 0, 0, 0, 0, 0, 0] + Array("{}".utf8), "config.json": Array(#"{"model_type": "whisper"}"#.utf8),
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
