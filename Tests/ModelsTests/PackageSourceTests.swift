import Foundation
import Models
import SystemPackage
import Testing

@Suite struct PackageSourceTests {
  let folder: TestFolder

  init() throws { folder = try TestFolder() }

  /// Writes a wheel `parts 1.0` that holds `members` below `data/` and returns its digest.
  private func makeWheel(_ name: String, members: [String: [UInt8]]) async throws -> String {
    for (member, bytes) in members { try folder.write(bytes, to: "contents-\(name)/\(name)/data/\(member)") }
    try folder.write([], to: "wheels/.keep")
    let script = """
      import os, sys, zipfile
      name, contents, wheel = sys.argv[1:]
      info = name + "-1.0.dist-info/"
      with zipfile.ZipFile(wheel, "w", zipfile.ZIP_DEFLATED) as archive:
          for folder, _, files in os.walk(contents):
              for file in files:
                  path = os.path.join(folder, file)
                  archive.write(path, os.path.relpath(path, contents))
          archive.writestr(info + "METADATA", "Metadata-Version: 2.1\\nName: " + name + "\\nVersion: 1.0\\n")
          archive.writestr(info + "WHEEL", "Wheel-Version: 1.0\\nRoot-Is-Purelib: true\\nTag: py3-none-any\\n")
          archive.writestr(info + "RECORD", "")
      """
    let wheel = folder.path.appending("wheels/\(name)-1.0-py3-none-any.whl")
    let process = Process()
    process.executableURL = URL(filePath: "/usr/bin/env")
    process.arguments = ["python3", "-c", script, name, folder.path.appending("contents-\(name)").string, wheel.string]
    try process.run()
    process.waitUntilExit()
    try #require(process.terminationStatus == 0)
    return try await sha256(of: wheel)
  }

  private func source(_ digests: [String]) -> ModelSource {
    .packages([
      ModelPackage(
        name: "parts-one", version: "1.0", sha256: digests[0],
        pieces: [
          .init(file: "model.bin", member: "parts_one/data/model.bin.part1"),
          .init(file: "config.json", member: "parts_one/data/config.json"),
          .init(file: "tokenizer.json", member: "parts_one/data/tokenizer.json"),
        ]),
      ModelPackage(
        name: "parts-two", version: "1.0", sha256: digests[1],
        pieces: [.init(file: "model.bin", member: "parts_two/data/model.bin.part2")]),
    ])
  }

  private func makeWheels() async throws -> [String] {
    var first = Fixture.whisper
    first["model.bin"] = nil
    first["model.bin.part1"] = Array(Fixture.weights.prefix(123_456))
    return [
      try await makeWheel("parts_one", members: first),
      try await makeWheel("parts_two", members: ["model.bin.part2": Array(Fixture.weights.dropFirst(123_456))]),
    ]
  }

  @Test func joinsThePiecesOfAllPackages() async throws {
    let digests = try await makeWheels()
    let (store, entry) = try await folder.store(Fixture.whisper, sources: [source(digests)])
    try await store.pull(entry)
    #expect(try await store.verify("small").isIntact)
    #expect(folder.names("models/small") == ["config.json", "model.bin", "surtitle-model.json", "tokenizer.json"])
  }

  @Test func refusesAWheelOfOtherBytes() async throws {
    let digests = try await makeWheels()
    let (store, entry) = try await folder.store(
      Fixture.whisper, sources: [source([digests[0], String(repeating: "0", count: 64)])])
    let error = await #expect(throws: ModelError.self) { try await store.pull(entry) }
    #expect(error?.code == .unavailable)
    #expect(error?.message.contains("package parts-two 1.0 has sha256") == true)
    #expect(store.installed().isEmpty)
  }

  @Test(arguments: ["config.json", "model.bin", "tokenizer.json"])
  func refusesAFileOfOtherBytes(file: String) async throws {
    var damaged = Fixture.whisper
    damaged[file]?[0] ^= 1
    var first = damaged
    first["model.bin"] = nil
    first["model.bin.part1"] = Array(damaged["model.bin", default: []].prefix(123_456))
    let digests = [
      try await makeWheel("parts_one", members: first),
      try await makeWheel("parts_two", members: ["model.bin.part2": Array(Fixture.weights.dropFirst(123_456))]),
    ]
    let (store, entry) = try await folder.store(Fixture.whisper, sources: [source(digests)])
    let error = await #expect(throws: ModelError.self) { try await store.pull(entry) }
    #expect(error?.message.contains("\(file) has sha256") == true, "\(error?.message ?? "no error")")
    #expect(store.installed().isEmpty)
    #expect(!folder.names().contains("small"))
    #expect(!folder.names("models/.small.partial").contains(file))
  }

  @Test func saysWhichPackageCannotBeHad() async throws {
    try folder.write([], to: "wheels/.keep")
    let (store, entry) = try await folder.store(Fixture.whisper, sources: [source(["", ""])])
    let error = await #expect(throws: ModelError.self) { try await store.pull(entry) }
    #expect(error?.message.contains("cannot download package parts-one 1.0: ") == true)
  }

  @Test func saysThatTheIndexCannotBeReached() async throws {
    var (store, entry) = try await folder.store(Fixture.whisper, sources: [source(["", ""])])
    store.packageEnvironment = [
      "PIP_NO_INDEX": "0", "PIP_CONFIG_FILE": "/dev/null", "PIP_FIND_LINKS": "", "PIP_INDEX_URL": "http://127.0.0.1:9/",
    ]
    let offline = store
    let error = await #expect(throws: ModelError.self) { try await offline.pull(entry) }
    #expect(error?.message.contains("the package index cannot be reached") == true)
  }
}
