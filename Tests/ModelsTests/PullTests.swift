import Foundation
import Models
import SystemPackage
import Testing

@Suite struct PullTests {
  let folder: TestFolder

  init() throws { folder = try TestFolder() }

  private func web(_ servers: TestServer...) -> [ModelSource] {
    servers.enumerated().map { .web(title: "server \($0.offset)", base: $0.element.base) }
  }

  @Test func fetchesAndPublishesAModel() async throws {
    let server = try TestServer(Fixture.whisper)
    defer { server.close() }
    let (store, entry) = try await folder.store(Fixture.whisper, sources: web(server))
    let events = Events()
    let model = try await store.pull(entry) { events($0) }

    #expect(model.origin == .catalogue("small"))
    #expect(model.licence == "CC0-1.0")
    #expect(model.files == entry.files)
    #expect(store.installed() == [model])
    #expect(folder.bytes("models/small/model.bin") == Fixture.weights)
    #expect(folder.names() == [".small.lock", "small"])
    #expect(events.all.first == .startedSource(title: "server 0"))
    #expect(events.all.last == .installed)
    #expect(
      events.all.contains(.received(file: "tokenizer.json", bytes: entry.byteCount, total: entry.byteCount)))
  }

  @Test func doesNothingTheSecondTime() async throws {
    let server = try TestServer(Fixture.whisper)
    let (store, entry) = try await folder.store(Fixture.whisper, sources: web(server))
    try await store.pull(entry)
    server.close()
    let events = Events()
    try await store.pull(entry) { events($0) }
    #expect(events.all == [.alreadyInstalled])
    #expect(server.requests.count == 3)
  }

  @Test func continuesABrokenTransfer() async throws {
    let server = try TestServer(Fixture.whisper, behaviour: .cutOnce(after: 100_000))
    defer { server.close() }
    let (store, entry) = try await folder.store(Fixture.whisper, sources: web(server))
    try await store.pull(entry)
    let ranges = server.requests.filter { $0.path.hasSuffix("model.bin") }.map(\.range)
    #expect(ranges == [nil, "bytes=100000-"])
    #expect(folder.bytes("models/small/model.bin") == Fixture.weights)
  }

  @Test(arguments: [TestServer.Behaviour.ranges, .wholeFile])
  func continuesAnEarlierRun(_ behaviour: TestServer.Behaviour) async throws {
    let server = try TestServer(Fixture.whisper, behaviour: behaviour)
    defer { server.close() }
    let (store, entry) = try await folder.store(Fixture.whisper, sources: web(server))
    try folder.write(Array(Fixture.weights.prefix(1_000)), to: "models/.small.partial/model.bin.partial")
    try folder.write(Array("{}".utf8), to: "models/.small.partial/config.json")
    try await store.pull(entry)
    #expect(server.requests.contains { $0.path.hasSuffix("model.bin") && $0.range == "bytes=1000-" })
    #expect(!server.requests.contains { $0.path.hasSuffix("config.json") })
    #expect(folder.bytes("models/small/model.bin") == Fixture.weights)
    #expect(folder.names() == [".small.lock", "small"])
  }

  @Test(arguments: [10, 300_018, 400_000])
  func throwsAwayAPartialOfOtherBytes(count: Int) async throws {
    let server = try TestServer(Fixture.whisper)
    defer { server.close() }
    let (store, entry) = try await folder.store(Fixture.whisper, sources: web(server))
    try folder.write([UInt8](repeating: 7, count: count), to: "models/.small.partial/model.bin.partial")
    try await store.pull(entry)
    #expect(folder.bytes("models/small/model.bin") == Fixture.weights)
  }

  @Test(arguments: [
    TestServer.Behaviour.corrupt, .status(404), .status(503), .stall, .stallInBody, .tooLong, .wrongRange,
  ])
  func neverInstallsWhatABadServerSends(_ behaviour: TestServer.Behaviour) async throws {
    let server = try TestServer(Fixture.whisper, behaviour: behaviour)
    defer { server.close() }
    let (store, entry) = try await folder.store(Fixture.whisper, sources: web(server))
    let error = await #expect(throws: ModelError.self) { try await store.pull(entry) }
    #expect(error?.code == .unavailable)
    #expect(error?.message.contains("surtitle models import") == true)
    #expect(store.installed().isEmpty)
    #expect(!folder.names().contains("small"))
  }

  @Test(arguments: [
    TestServer.Behaviour.corrupt, .status(404), .stall, .stallInBody, .tooLong, .wrongRange, .cutOnce(after: 0),
  ])
  func triesTheNextSource(_ behaviour: TestServer.Behaviour) async throws {
    let bad = try TestServer(Fixture.whisper, behaviour: behaviour)
    let good = try TestServer(Fixture.whisper)
    defer {
      bad.close()
      good.close()
    }
    let (store, entry) = try await folder.store(Fixture.whisper, sources: web(bad, good))
    let events = Events()
    try await store.pull(entry) { events($0) }
    #expect(try await store.verify("small").isIntact)
    let failures = events.all.filter { if case .sourceFailed = $0 { true } else { false } }
    #expect(failures.count == 1)
  }

  @Test(.timeLimit(.minutes(1))) func triesTheNextSourceWhenNobodyListens() async throws {
    let good = try TestServer(Fixture.whisper)
    defer { good.close() }
    let closed = ModelSource.web(title: "closed", base: "http://127.0.0.1:9/model")
    let unknown = ModelSource.web(title: "unknown host", base: "http://host.invalid/model")
    let (store, entry) = try await folder.store(Fixture.whisper, sources: [closed, unknown] + web(good))
    try await store.pull(entry)
    #expect(try await store.verify("small").isIntact)
  }

  @Test func keepsWhatTheFailedSourceDelivered() async throws {
    let half = try TestServer(Fixture.whisper.filter { $0.key != "tokenizer.json" })
    let good = try TestServer(Fixture.whisper)
    defer {
      half.close()
      good.close()
    }
    let (store, entry) = try await folder.store(Fixture.whisper, sources: web(half, good))
    try await store.pull(entry)
    #expect(good.requests.map(\.path) == ["/model/tokenizer.json"])
  }

  @Test func pullsAtOnceFetchOnce() async throws {
    let server = try TestServer(Fixture.whisper)
    defer { server.close() }
    let (store, entry) = try await folder.store(Fixture.whisper, sources: web(server))
    try await withThrowingTaskGroup(of: InstalledModel.self) { group in
      for _ in 0..<4 { group.addTask { try await store.pull(entry) } }
      for try await model in group { #expect(model.files == entry.files) }
    }
    #expect(server.requests.count == 3)
  }

  @Test func canBeCancelledAndContinued() async throws {
    let slow = try TestServer(Fixture.whisper, behaviour: .stallInBody)
    var (store, entry) = try await folder.store(Fixture.whisper, sources: web(slow))
    store.limits = WebLimits(response: .seconds(60), silence: .seconds(60))
    let pull = Task { [store, entry] in try await store.pull(entry) }
    while slow.requests.isEmpty { try await Task.sleep(for: .milliseconds(10)) }
    try await Task.sleep(for: .milliseconds(200))
    pull.cancel()
    await #expect(throws: CancellationError.self) { try await pull.value }
    slow.close()
    #expect(store.installed().isEmpty)

    let server = try TestServer(Fixture.whisper)
    defer { server.close() }
    entry.sources = web(server)
    try await store.pull(entry)
    #expect(server.requests.first?.range == "bytes=1-")
    #expect(try await store.verify("small").isIntact)
  }

  @Test func readsAFolderAddress() async throws {
    for (name, bytes) in Fixture.whisper { try folder.write(bytes, to: "mirror/\(name)") }
    let (store, entry) = try await folder.store(
      Fixture.whisper, sources: [.web(title: "mirror", base: "file://\(folder.path.appending("mirror"))")])
    try await store.pull(entry)
    #expect(folder.bytes("models/small/model.bin") == Fixture.weights)
  }

  @Test func mendsADamagedModel() async throws {
    let server = try TestServer(Fixture.whisper)
    defer { server.close() }
    let (store, entry) = try await folder.store(Fixture.whisper, sources: web(server))
    try await store.pull(entry)
    try folder.write([1, 2, 3], to: "models/small/model.bin")
    let error = #expect(throws: ModelError.self) { try store.model(named: "small") }
    #expect(error?.code == .notInstalled)
    #expect(error?.message.contains("model.bin has 3 bytes instead of 300018") == true)
    try await store.pull(entry)
    #expect(try store.model(named: "small").files == entry.files)
    #expect(folder.names() == [".small.lock", "small"])
  }

  @Test func fetchesAgainWhenAsked() async throws {
    let server = try TestServer(Fixture.whisper)
    defer { server.close() }
    let (store, entry) = try await folder.store(Fixture.whisper, sources: web(server))
    try await store.pull(entry)
    try await store.pull(entry, replacing: true)
    #expect(server.requests.count == 6)
    #expect(folder.names() == [".small.lock", "small"])
  }

  @Test func leavesAModelOfTheUsersAlone() async throws {
    let (store, entry) = try await folder.store(Fixture.whisper, sources: [])
    var other = Fixture.whisper
    other["model.bin"] = Fixture.weights(of: 1_000)
    for (name, bytes) in other { try folder.write(bytes, to: "models/small/\(name)") }
    let error = await #expect(throws: ModelError.self) { try await store.pull(entry) }
    #expect(error?.code == .alreadyExists)
  }
}
