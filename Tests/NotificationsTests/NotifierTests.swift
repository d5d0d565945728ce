import Foundation
import Library
import Logging
import Notifications
import Synchronization
import SystemPackage
import TestSupport
import Testing

/// Messages reach who should get them, once where nothing fails, and are kept until they do.
@Suite(.timeLimit(.minutes(2))) struct NotifierTests {
  let folder: TemporaryFolder
  let catalogue: Catalogue
  let time = Clock()

  /// A clock that tests move.
  final class Clock: Sendable {
    private let seconds = Mutex(1_700_000_000.0)
    var now: Double { seconds.withLock { $0 } }
    func advance(_ by: Double) { seconds.withLock { $0 += by } }
  }

  init() throws {
    folder = try TemporaryFolder()
    catalogue = try Catalogue(path: folder.path.appending("library.sqlite"))
  }

  private var notifier: Notifier {
    Notifier(
      catalogue, environment: ["HOOK": "whsec_AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8="],
      logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }, now: { [time] in time.now })
  }

  private func leave(_ target: NoticeTarget, id: String = "msg_1", body: String = #"{"type":"file.done"}"#) throws {
    try catalogue.record([
      Notice(id: id, target: target.text, subject: "/media/Film.mkv", body: Data(body.utf8), created: time.now)
    ])
  }

  /// Delivers what is due at this moment of the test's clock.
  private func deliver() async -> [Notice] {
    _ = await notifier.finish(within: .milliseconds(1))
    return (try? catalogue.notices()) ?? []
  }

  @Test func `a message is signed as Standard Webhooks says`() async throws {
    let server = try PostServer.hook()
    defer { server.close() }
    try leave(.webhook(server.address, secret: .variable("HOOK"), timeout: 10))
    #expect(await deliver().isEmpty)
    let post = try #require(server.posts.first)
    #expect(server.posts.count == 1 && post.body == #"{"type":"file.done"}"#)
    #expect(post.headers["webhook-id"] == "msg_1" && post.headers["webhook-timestamp"] == "1700000000")
    // What the library “standardwebhooks” of PyPI signs with this secret.
    #expect(post.headers["webhook-signature"] == "v1,R16dPjrriO8coOZj3Ed1aNMImYMZEJYu3mmd587rFHQ=")
    #expect(post.headers["content-type"] == "application/json")
  }

  @Test func `without a secret nothing is signed`() async throws {
    let server = try PostServer.hook()
    defer { server.close() }
    try leave(.webhook(server.address, secret: nil, timeout: 10))
    #expect(await deliver().isEmpty)
    #expect(server.posts.first?.headers["webhook-signature"] == nil)
  }

  @Test func `what may pass is tried again, with the same id, later and later`() async throws {
    let server = try PostServer.hook(["500 Oh", "503 Busy\r\nRetry-After: 100", "429 Slow"])
    defer { server.close() }
    try leave(.webhook(server.address, secret: nil, timeout: 10))
    #expect(await deliver().first?.error == "it answered 500")
    #expect(await deliver().map(\.due) == [time.now + 5] && server.posts.count == 1)
    time.advance(5)
    // It asks for more than the usual 30 seconds.
    #expect(await deliver().map(\.due) == [time.now + 100])
    time.advance(100)
    #expect(await deliver().map(\.tries) == [3])
    time.advance(120)
    #expect(await deliver().isEmpty)
    #expect(server.posts.map { $0.headers["webhook-id"] } == Array(repeating: "msg_1", count: 4))
  }

  @Test(arguments: ["404 Not Found", "410 Gone", "302 Found\r\nLocation: http://127.0.0.1:9/", "400 Bad Request"])
  func `what will not pass is given up`(answer: String) async throws {
    let server = try PostServer.hook([answer])
    defer { server.close() }
    try leave(.webhook(server.address, secret: nil, timeout: 10))
    #expect(await deliver().isEmpty)
    #expect(server.posts.count == 1)
  }

  @Test func `who does not answer is tried again`() async throws {
    let server = try PostServer.hook([""])
    defer { server.close() }
    try leave(.webhook(server.address, secret: nil, timeout: 1))
    #expect(await deliver().first?.error == "it did not answer in time")
  }

  /// Cancelled before it begins, when the system may end it before anybody waits for its end.
  @Test func `a delivery that is stopped ends`() async throws {
    let server = try PostServer.hook([""])
    defer { server.close() }
    try leave(.webhook(server.address, secret: nil, timeout: 100))
    for _ in 1...50 {
      let delivery = Task { await deliver() }
      delivery.cancel()
      #expect(await delivery.value.first?.tries == 0)
    }
  }

  @Test func `nobody at the address is tried again, and given up in the end`() async throws {
    let server = try PostServer.hook()
    server.close()
    try leave(.webhook(server.address, secret: nil, timeout: 5))
    for tries in 1...8 {
      #expect(await deliver().map(\.tries) == [tries])
      time.advance(36_000)
    }
    #expect(await deliver().isEmpty)
  }

  @Test func `a secret that is not there keeps the message`() async throws {
    let server = try PostServer.hook()
    defer { server.close() }
    try leave(.webhook(server.address, secret: .variable("NOT_SET"), timeout: 5))
    #expect(await deliver().first?.error?.contains("$NOT_SET is not set") == true)
    #expect(server.posts.isEmpty)
  }

  @Test func `a command gets the message and the path`() async throws {
    let seen = folder.path.appending("seen")
    try leave(
      .command(["/bin/sh", "-c", "cat > '\(seen.string)'; echo \"$SURTITLE_PATH\" >> '\(seen.string)'"], timeout: 20))
    #expect(await deliver().isEmpty)
    #expect(try String(contentsOfFile: seen.string, encoding: .utf8) == #"{"type":"file.done"}"# + "/media/Film.mkv\n")
  }

  @Test(arguments: [
    ("exit 3", 0), ("exit 75", 1), ("kill -9 $$", 0), ("exec sleep 60", 0), ("sleep 60 & exit 0", 0),
    ("exec 2> /dev/null; sleep 60", 0),
  ])
  func `a command that fails is over, unless it asks for another try`(script: String, left: Int) async throws {
    try leave(.command(["/bin/sh", "-c", script], timeout: 1))
    let start = ContinuousClock.now
    #expect(await deliver().count == left)
    #expect(start.duration(to: .now) < .seconds(30))
  }

  @Test func `a path that is no text reaches the command as it is`() async throws {
    let seen = folder.path.appending("seen")
    let path = Array("/media/".utf8) + [0xFF] + Array(".mkv".utf8)
    let target = NoticeTarget.command(["sh", "-c", "printf %s \"$SURTITLE_PATH\" > '\(seen.string)'"], timeout: 20)
    try catalogue.record([Notice(target: target.text, subject: FilePath(bytes: path), body: Data(), created: time.now)])
    #expect(await deliver().isEmpty)
    #expect(try Array(Data(contentsOf: URL(filePath: seen.string))) == path)
  }

  @Test func `what nobody delivered for a week is given up`() async throws {
    let server = try PostServer.hook()
    defer { server.close() }
    let target = NoticeTarget.webhook(server.address, secret: nil, timeout: 10)
    try leave(target)
    var notice = try #require(try catalogue.notices().first)
    notice.tries = 1
    try catalogue.postpone(notice)
    // The clock may have been wrong when this was left: it gets its try.
    try leave(target, id: "msg_2")
    time.advance(604_801)
    #expect(await deliver().isEmpty)
    #expect(server.posts.map { $0.headers["webhook-id"] } == ["msg_2"])
  }

  @Test func `a hundred thousand messages are no burden`() async throws {
    let target = NoticeTarget.command(["/nowhere/hook"], timeout: 1)
    let waiting = (0..<100_000).map {
      Notice(
        id: "msg_\($0)", target: target.text, subject: FilePath("/media/\($0).mkv"), body: Data("{}".utf8),
        created: time.now + Double($0) / 1_000)
    }
    try catalogue.record(waiting)
    for first in [0, 4, 8] {
      let taken = try catalogue.takeNotices(4, now: time.now + 1, lease: 120).map(\.id)
      #expect(taken == (first..<first + 4).map { "msg_\($0)" })
    }
    #expect(try catalogue.noticeSummary().count == 100_000)
  }

  @Test func `a command that is not there is no reason to fail`() async throws {
    try leave(.command(["/nowhere/hook"], timeout: 1))
    #expect(await deliver().isEmpty)
    await #expect(throws: (any Error).self) { try await NoticeTarget.command(["/nowhere/hook"], timeout: 1).check([:]) }
    await #expect(throws: (any Error).self) { try await NoticeTarget.command(["no-such-hook"], timeout: 1).check([:]) }
    try await NoticeTarget.command(["sh"], timeout: 1).check([:])
  }

  @Test func `two programs do not deliver one message twice`() async throws {
    let server = try PostServer.hook()
    defer { server.close() }
    for number in 0..<40 { try leave(.webhook(server.address, secret: nil, timeout: 10), id: "msg_\(number)") }
    let other = try Catalogue(path: folder.path.appending("library.sqlite"))
    let second = Notifier(
      other, logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }, now: { [time] in time.now })
    async let left = second.finish(within: .milliseconds(1))
    _ = await (deliver(), left)
    #expect(Set(server.posts.map { $0.headers["webhook-id"] }).count == 40 && server.posts.count == 40)
    #expect(try catalogue.notices().isEmpty)
  }

  @Test func `a command that is stopped keeps the message`() async throws {
    try leave(.command(["sh", "-c", "sleep 60"], timeout: 90))
    let delivery = Task { await deliver() }
    try await Task.sleep(for: .milliseconds(500))
    delivery.cancel()
    #expect(await delivery.value.count == 1)
  }

  @Test func `labels of addresses hold no secrets`() throws {
    let address = try #require(URL(string: "https://user:word@example.org:8443/hook?token=x#y"))
    #expect(NoticeTarget.webhook(address, secret: nil, timeout: 1).label == "https://example.org:8443")
  }

  @Test(arguments: ["", "whsec_", "whsec_AAAA", "secret", "whsec_not base64 at all, but long enough"])
  func `secrets of another form are refused`(text: String) {
    #expect(throws: WebhookSecret.Problem.self) { try WebhookSecret(text) }
  }
}
