import Foundation
import Glibc
import Models
import SystemPackage
import Testing

/// Whatever happens to whichever file, there is the whole model or none.
@Suite struct DamagedDownloadTests {
  let folder: TestFolder

  init() throws { folder = try TestFolder() }

  private func expectNoModel(_ store: ModelStore) throws {
    #expect(store.installed().isEmpty)
    #expect(!folder.names().contains("small"))
    let error = #expect(throws: ModelError.self) { try store.model(named: "small") }
    #expect(error?.code == .notInstalled)
  }

  static let files = Fixture.whisper.keys.sorted()

  @Test(
    arguments: files,
    [TestServer.Behaviour.corrupt, .status(404), .tooLong, .wrongRange, .endsAt(1), .endsAt(0)])
  func aBadFileOfAServerLeavesNoModel(file: String, behaviour: TestServer.Behaviour) async throws {
    let bad = try TestServer(Fixture.whisper, behaviour: behaviour, of: file)
    defer { bad.close() }
    var (store, entry) = try await folder.store(Fixture.whisper, sources: [.web(title: "bad", base: bad.base)])
    let error = await #expect(throws: ModelError.self) { try await store.pull(entry) }
    #expect(error?.code == .unavailable)
    #expect(error?.message.contains(file) == true, "\(error?.message ?? "no error")")
    try expectNoModel(store)

    let good = try TestServer(Fixture.whisper)
    defer { good.close() }
    entry.sources = [.web(title: "good", base: good.base)]
    try await store.pull(entry)
    #expect(try await store.verify("small").isIntact)
  }

  @Test(arguments: files, ["missing", "cut", "altered"])
  func aBadFileOfAFolderLeavesNoModel(file: String, fault: String) async throws {
    for (name, bytes) in Fixture.whisper {
      var bytes = bytes
      if name == file, fault == "altered" { bytes[1] ^= 1 }
      if name == file, fault == "cut" { bytes.removeLast() }
      if name != file || fault != "missing" { try folder.write(bytes, to: "mirror/\(name)") }
    }
    let (store, entry) = try await folder.store(
      Fixture.whisper, sources: [.web(title: "mirror", base: "file://\(folder.path.appending("mirror"))")])
    await #expect(throws: ModelError.self) { try await store.pull(entry) }
    try expectNoModel(store)
  }

  @Test func theNextSourceGoesOnWhereOneBroke() async throws {
    let first = try TestServer(Fixture.whisper, behaviour: .endsAt(100_000))
    let second = try TestServer(Fixture.whisper, behaviour: .endsAt(250_000))
    let third = try TestServer(Fixture.whisper)
    defer { for server in [first, second, third] { server.close() } }
    let (store, entry) = try await folder.store(
      Fixture.whisper, sources: [first, second, third].map { .web(title: "server", base: $0.base) })
    try await store.pull(entry)
    #expect(second.requests.first == TestServer.Request(path: "/model/model.bin", range: "bytes=100000-"))
    #expect(third.requests.first == TestServer.Request(path: "/model/model.bin", range: "bytes=250000-"))
    #expect(third.requests.map(\.path) == ["/model/model.bin", "/model/tokenizer.json"])
    #expect(try await store.verify("small").isIntact)
  }

  @Test func aRedirectKeepsWhatIsThere() async throws {
    let storage = try TestServer(Fixture.whisper)
    let hub = try TestServer(Fixture.whisper, behaviour: .redirect(to: storage.base))
    defer {
      hub.close()
      storage.close()
    }
    let (store, entry) = try await folder.store(Fixture.whisper, sources: [.web(title: "hub", base: hub.base)])
    try folder.write(Array(Fixture.weights.prefix(1_000)), to: "models/.small.partial/model.bin.partial")
    try await store.pull(entry)
    let ranges = storage.requests.filter { $0.path.hasSuffix("model.bin") }.map(\.range)
    #expect(ranges == ["bytes=1000-"])
    #expect(try await store.verify("small").isIntact)
  }

  @Test(arguments: [
    (TestServer.Behaviour.page(type: "text/html; charset=utf-8", tellsLength: false), "sends a web page"),
    (.page(type: "application/octet-stream", tellsLength: true), "sends 12 bytes, not 300018"),
  ])
  func aPageInPlaceOfTheFileKeepsWhatIsThere(behaviour: TestServer.Behaviour, reason: String) async throws {
    let portal = try TestServer(Fixture.whisper, behaviour: behaviour, of: "model.bin")
    defer { portal.close() }
    var (store, entry) = try await folder.store(Fixture.whisper, sources: [.web(title: "portal", base: portal.base)])
    let partial = Array(Fixture.weights.prefix(1_000))
    try folder.write(partial, to: "models/.small.partial/model.bin.partial")
    let error = await #expect(throws: ModelError.self) { try await store.pull(entry) }
    #expect(error?.code == .unavailable)
    #expect(error?.message.contains(reason) == true, "\(error?.message ?? "no error")")
    #expect(folder.bytes("models/.small.partial/model.bin.partial") == partial)

    let good = try TestServer(Fixture.whisper)
    defer { good.close() }
    entry.sources = [.web(title: "good", base: good.base)]
    try await store.pull(entry)
    #expect(good.requests.first == TestServer.Request(path: "/model/model.bin", range: "bytes=1000-"))
  }

  @Test func aFullDiskIsNoFaultOfTheNetwork() async throws {
    let first = try TestServer(Fixture.whisper)
    let second = try TestServer(Fixture.whisper)
    defer { for server in [first, second] { server.close() } }
    let (store, entry) = try await folder.store(
      Fixture.whisper, sources: [first, second].map { .web(title: "server", base: $0.base) })
    try folder.write([], to: "models/.small.partial/empty")
    try FileManager.default.createSymbolicLink(
      atPath: folder.path.appending("models/.small.partial/model.bin.partial").string,
      withDestinationPath: "/dev/full")
    let error = await #expect(throws: ModelError.self) { try await store.pull(entry) }
    #expect(error?.code == .fileSystem)
    #expect(error?.message.contains("model.bin.partial: No space left on device") == true, "\(error?.message ?? "")")
    #expect(first.requests.filter { $0.path == "/model/model.bin" }.count == 1)
    #expect(second.requests.isEmpty)
  }

  @Test(.timeLimit(.minutes(1)), arguments: 0..<40) func aDownloadEndsWheneverItIsCancelled(step: Int) async throws {
    let server = try TestServer(Fixture.whisper, behaviour: .stallInBody)
    defer { server.close() }
    var (store, entry) = try await folder.store(Fixture.whisper, sources: [.web(title: "slow", base: server.base)])
    store.limits = WebLimits(response: .seconds(600), silence: .seconds(600))
    let pull = Task { [store, entry] in try await store.pull(entry) }
    if step > 0 { try await Task.sleep(for: .microseconds(50 * step)) }
    pull.cancel()
    await #expect(throws: CancellationError.self) { try await pull.value }
    #expect(store.installed().isEmpty)
  }

  @Test func aKilledDownloadLeavesNoModel() async throws {
    let server = try TestServer(Fixture.whisper, behaviour: .stallInBody, of: "model.bin")
    defer { server.close() }
    let source = server.base
    let path = folder.path.string
    await #expect(processExitsWith: .signal(SIGKILL)) { [source = source as String, path = path as String] in
      setenv("no_proxy", "127.0.0.1", 1)
      let shared = TestFolder(sharing: FilePath(path))
      var (store, entry) = try await shared.store(
        Fixture.whisper, sources: [.web(title: "slow", base: source)])
      store.limits = WebLimits(response: .seconds(60), silence: .seconds(60))
      try await store.pull(entry) { event in
        if case .received(file: "model.bin", bytes: _, total: _) = event { kill(getpid(), SIGKILL) }
      }
      entry.sources = []
    }
    let good = try TestServer(Fixture.whisper)
    defer { good.close() }
    let (store, entry) = try await folder.store(Fixture.whisper, sources: [.web(title: "good", base: good.base)])
    try expectNoModel(store)
    #expect(folder.names().contains(".small.partial"))
    try await store.pull(entry)
    #expect(good.requests.first == TestServer.Request(path: "/model/model.bin", range: "bytes=1-"))
    #expect(try await store.verify("small").isIntact)
  }
}
