import Library
import Pipeline
import SystemPackage
import TestSupport
import Testing

/// Folders take turns, and within a folder the order is the one asked for.
@Suite(.timeLimit(.minutes(2))) struct JobQueueTests {
  let planner: Planner

  init() throws { planner = try TestBench().planners().planner(in: "/", below: "/") }

  private func entry(_ path: FilePath, modified: Int64 = 0, _ isolation: JobQueue.Isolation = .none) -> JobQueue.Entry {
    JobQueue.Entry(
      candidate: Candidate(
        item: MediaItem(path: path, shown: path), identity: FileIdentity(size: 1, modified: modified, inode: 1),
        base: [], neighbours: []), planner: planner, isolation: isolation)
  }

  private func all(_ queue: JobQueue) async -> [String] {
    await queue.close()
    var names: [String] = []
    while let entry = await queue.next() {
      names.append(entry.candidate.item.path.string)
      await queue.done(entry)
    }
    return names
  }

  @Test func `a folder with many does not keep the others waiting`() async {
    let queue = JobQueue()
    await queue.add((0..<4).map { entry(FilePath("/many/\($0)")) })
    await queue.add([entry("/one/a"), entry("/two/a"), entry("/two/b")])
    #expect(
      await all(queue) == ["/many/0", "/one/a", "/two/a", "/many/1", "/two/b", "/many/2", "/many/3"])
  }

  @Test(arguments: [
    (JobQueue.Order.found, ["/a", "/b", "/c", "/d"]), (.newest, ["/c", "/a", "/d", "/b"]),
    (.oldest, ["/b", "/d", "/a", "/c"]),
  ])
  func `files of a folder come in the order asked for`(order: JobQueue.Order, names: [String]) async {
    let queue = JobQueue(order: order)
    await queue.add([entry("/a", modified: 3), entry("/b", modified: 1)])
    await queue.add([entry("/c", modified: 4), entry("/d", modified: 2)])
    #expect(await all(queue) == names)
  }

  @Test func `what is newest does not wait for all folders before it`() async {
    let queue = JobQueue(order: .newest)
    await queue.add((0..<6).map { entry(FilePath("/\($0)/film"), modified: Int64($0)) })
    _ = await queue.next()
    await queue.add([entry("/zz/arrived", modified: 100)])
    var names: [String] = []
    for _ in 0..<2 { names.append(await queue.next()?.candidate.item.path.string ?? "") }
    #expect(names.contains("/zz/arrived"))
    // And the oldest does not wait for ever for new ones.
    #expect(names.contains("/0/film"))
  }

  @Test func `a file that changed while it waited waits once`() async {
    let queue = JobQueue()
    await queue.add([entry("/a/film", modified: 1), entry("/a/other")])
    await queue.add([entry("/a/film", modified: 2)])
    #expect(await all(queue) == ["/a/other", "/a/film"])
  }

  @Test func `what is promised keeps the queue open, until it is drained`() async {
    let queue = JobQueue()
    await queue.add(entry("/later"), after: .milliseconds(50))
    #expect(await all(queue) == ["/later"])
    let other = JobQueue()
    await other.add(entry("/never"), after: .seconds(3600))
    #expect(await other.count == 1)
    await other.drain()
    #expect(await other.next() == nil)
    await other.add(entry("/too-late"), after: .milliseconds(1))
    await other.add([entry("/too-late")])
    #expect(await other.next() == nil)
  }

  @Test func `another try does not take the place of what is newer`() async throws {
    let queue = JobQueue()
    let old = entry("/a/film", modified: 1)
    // What was promised, and then came anew.
    await queue.add(old, after: .milliseconds(20))
    await queue.add([entry("/a/film", modified: 2)])
    // What waits when it is promised.
    await queue.add([entry("/a/other", modified: 2)])
    await queue.add(entry("/a/other", modified: 1), after: .milliseconds(20))
    try await Task.sleep(for: .milliseconds(60))
    var times: [Int64] = []
    await queue.close()
    while let entry = await queue.next() {
      times.append(entry.candidate.identity.modified)
      await queue.done(entry)
    }
    #expect(times == [2, 2])
  }

  @Test func `what comes for a file in work waits for its end`() async throws {
    let queue = JobQueue()
    let first = entry("/a/film", modified: 1)
    await queue.add([first])
    #expect(await queue.next() != nil)
    await queue.add([entry("/a/film", modified: 2)])
    await queue.add(first, after: .milliseconds(1))
    await queue.close()
    let second = Task { await queue.next() }
    try await Task.sleep(for: .milliseconds(30))
    #expect(await queue.count == 1)
    await queue.done(first)
    #expect(await second.value?.candidate.identity.modified == 2)
  }

  @Test func `suspects come first, each alone`() async throws {
    let queue = JobQueue()
    await queue.add([entry("/a"), entry("/b"), entry("/s", .first), entry("/t", .first)])
    await queue.close()
    let first = try #require(await queue.next())
    #expect(first.candidate.item.path == "/s")
    let others = (0..<2).map { _ in Task { await queue.next() } }
    try await Task.sleep(for: .milliseconds(30))
    await queue.done(first)
    // The second suspect goes to one of those who wait; the other gets nothing until it is done.
    try await Task.sleep(for: .milliseconds(30))
    await queue.done(entry("/t"))
    var paths: [FilePath?] = []
    for other in others { paths.append(await other.value?.candidate.item.path) }
    #expect(Set(paths) == ["/t", "/a"])
  }

  @Test func `nobody waits for a suspect that waits itself`() async throws {
    let queue = JobQueue()
    await queue.add([entry("/a"), entry("/s", .first)])
    let suspect = try #require(await queue.next())
    await queue.waits(suspect)
    #expect(await queue.next()?.candidate.item.path == "/a")
  }

  @Test func `a file that waits and comes again as a suspect waits once`() async {
    let queue = JobQueue()
    await queue.add([entry("/a/film"), entry("/b/film"), entry("/b/other")])
    await queue.add([entry("/a/film", .first), entry("/b/film", .last)])
    #expect(await queue.count == 3)
    #expect(await all(queue) == ["/a/film", "/b/other", "/b/film"])
  }

  @Test func `those that end programs again and again come last`() async {
    let queue = JobQueue()
    await queue.add([entry("/s", .last), entry("/a"), entry("/b"), entry("/t", .first)])
    #expect(await all(queue) == ["/t", "/a", "/b", "/s"])
  }

  @Test func `what is dropped does not come back`() async throws {
    let queue = JobQueue()
    await queue.add([entry("/a")])
    await queue.add(entry("/b"), after: .milliseconds(20))
    await queue.clear()
    #expect(await queue.count == 0)
    await queue.add(entry("/c"), after: .milliseconds(60))
    #expect(await all(queue) == ["/c"])
  }

  @Test func `who waits is given what comes, or nothing when it is cancelled`() async {
    let queue = JobQueue()
    let waiter = Task { await queue.next()?.candidate.item.path }
    await Task.yield()
    await queue.add([entry("/a")])
    #expect(await waiter.value == "/a")
    let other = Task { await queue.next() == nil }
    other.cancel()
    #expect(await other.value)
  }

  @Test func `a hundred thousand files in a folder are no burden`() async {
    let queue = JobQueue(order: .newest)
    await queue.add((0..<100_000).map { entry(FilePath("/many/\($0)"), modified: Int64($0)) })
    #expect(await queue.next()?.candidate.item.path == "/many/99999")
    await queue.close()
    var count = 1
    while await queue.next() != nil { count += 1 }
    #expect(count == 100_000)
  }
}
