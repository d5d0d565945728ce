import Foundation
import Models
import SystemPackage
import Testing

@Suite struct ModelStoreTests {
  let folder: TestFolder

  init() throws { folder = try TestFolder() }

  @Test(arguments: [
    (["SURTITLE_MODELS": "/srv/models", "XDG_DATA_HOME": "/data", "HOME": "/home/a"], "/srv/models"),
    (["SURTITLE_MODELS": "", "XDG_DATA_HOME": "/data", "HOME": "/home/a"], "/data/surtitle/models"),
    (["XDG_DATA_HOME": "relative", "HOME": "/home/a"], "/home/a/.local/share/surtitle/models"),
    (["HOME": "/home/a"], "/home/a/.local/share/surtitle/models"),
  ])
  func findsItsFolder(environment: [String: String], expected: String) {
    #expect(ModelStore.defaultDirectory(environment: environment) == FilePath(expected))
  }

  @Test(arguments: ["", ".", "..", ".hidden", "a/b", "a b", "naïve", "a\0b", String(repeating: "a", count: 101)])
  func refusesNamesThatAreNoFolderNames(name: String) {
    let store = ModelStore(directory: folder.path)
    let error = #expect(throws: ModelError.self) { try store.model(named: name) }
    #expect(error?.code == .invalidName)
  }

  @Test func saysHowToGetAModel() throws {
    let store = ModelStore(directory: folder.path.appending("none"))
    #expect(store.installed().isEmpty)
    let missing = #expect(throws: ModelError.self) { try store.model(named: "base") }
    #expect(missing?.code == .notInstalled)
    #expect(missing?.message.hasSuffix("run: surtitle models pull base") == true)
    let unknown = #expect(throws: ModelError.self) { try store.model(named: "bse") }
    #expect(unknown?.code == .unknownModel)
    #expect(unknown?.message.contains("base, distil-large-v3") == true)
    #expect(unknown?.unknown?.name == "bse")
    #expect(unknown?.unknown?.known.contains("base") == true)
  }

  @Test func knowsOtherNames() async throws {
    let store = ModelStore(directory: folder.path.appending("models"))
    #expect(store.resolve("turbo") == "large-v3-turbo")
    #expect(store.resolve("base") == "base")
    #expect(store.resolve("mine") == "mine")
    let error = #expect(throws: ModelError.self) { try store.model(named: "turbo") }
    #expect(error?.message.hasSuffix("its name is large-v3-turbo") == true)

    for (name, bytes) in Fixture.whisper { try folder.write(bytes, to: "models/turbo/\(name)") }
    #expect(store.resolve("turbo") == "turbo")
    #expect(try store.model(named: "turbo").origin == .unrecorded)
  }

  @Test func listsAFolderPutThereByHand() async throws {
    let (store, _) = try await folder.store(["other.bin": [1]], sources: [])
    for (name, bytes) in Fixture.whisper { try folder.write(bytes, to: "models/by-hand/\(name)") }
    try folder.write([1], to: "models/not-a-model/notes.txt")
    #expect(store.installed().map(\.name) == ["by-hand"])
    #expect(store.installed().first?.origin == .unrecorded)
    let error = await #expect(throws: ModelError.self) { try await store.verify("by-hand") }
    #expect(error?.message.contains("put there by hand") == true)
  }

  @Test func knowsDamagedModelsAndHowToMendThem() async throws {
    for (name, bytes) in Fixture.whisper { try folder.write(bytes, to: "mirror/\(name)") }
    let mirror = folder.path.appending("mirror")
    let (store, entry) = try await folder.store(
      Fixture.whisper, sources: [.web(title: "mirror", base: "file://\(mirror)")])
    try await store.pull(entry)
    try await store.importFolder(mirror, as: "copy")
    try folder.write(Fixture.weights(of: 1_000), to: "mirror/model.bin")
    try await store.importFolder(mirror, as: "mine")
    for name in ["small", "copy", "mine"] { try folder.write([1], to: "models/\(name)/model.bin") }
    try folder.write(Array("{".utf8), to: "models/no-record/surtitle-model.json")
    try folder.write([1], to: "models/not-a-model/notes.txt")
    #expect(store.installed().isEmpty)
    #expect(store.names() == ["copy", "mine", "no-record", "small"])
    for (name, command) in [
      ("small", "surtitle models pull --replace small"),
      ("copy", "surtitle models import FOLDER --as copy --replace"),
      ("mine", "surtitle models import FOLDER --as mine --replace"),
    ] {
      #expect(try await store.verify(name).remedy == command)
      let error = #expect(throws: ModelError.self) { try store.model(named: name) }
      #expect(error?.message.hasSuffix("run: \(command)") == true, "\(error?.message ?? "no error")")
    }
    await #expect(throws: ModelError.self) { try await store.verify("no-record") }
  }

  @Test func verifyReportsEveryFile() async throws {
    for (name, bytes) in Fixture.whisper { try folder.write(bytes, to: "mirror/\(name)") }
    let (store, entry) = try await folder.store(
      Fixture.whisper, sources: [.web(title: "mirror", base: "file://\(folder.path.appending("mirror"))")])
    try await store.pull(entry)
    var flipped = Fixture.weights
    flipped[100_000] ^= 1
    try folder.write(flipped, to: "models/small/model.bin")
    try FileManager.default.removeItem(atPath: folder.path.appending("models/small/config.json").string)
    let verification = try await store.verify("small")
    #expect(!verification.isIntact)
    let flippedDigest = try await folder.describe(flipped, as: "").sha256
    #expect(
      verification.files.map(\.state) == [.missing, .altered(sha256: flippedDigest), .intact])
  }
}
