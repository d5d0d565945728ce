import Foundation
import Pipeline
import SystemPackage
import TestSupport
import Testing

/// A file is taken when it is complete, by a clock that nobody sets.
@Suite struct SettlingTests {
  let folder: TemporaryFolder
  private var settling = Settling(quiet: .seconds(10))
  private let start = ContinuousClock.now

  init() throws { folder = try TemporaryFolder() }

  private func seconds(_ count: Int) -> ContinuousClock.Instant { start + .seconds(count) }

  @Test mutating func `a file that stays as it is is complete after a while`() throws {
    let path = try folder.write("a", to: "a.mp4")
    settling.add(path, at: start)
    #expect(settling.settled(at: seconds(9)).isEmpty)
    // Found once more, which says nothing about it.
    settling.add(path, at: seconds(9))
    #expect(settling.settled(at: seconds(10)) == [path] && settling.count == 0)
  }

  @Test mutating func `one that grows without anybody telling is not`() throws {
    let path = try folder.write("a", to: "a.mp4")
    settling.add(path, at: start)
    try folder.write("ab", to: "a.mp4")
    #expect(settling.settled(at: seconds(10)).isEmpty)
    #expect(settling.settled(at: seconds(19)).isEmpty)
    #expect(settling.settled(at: seconds(20)) == [path])
  }

  @Test mutating func `one that was not closed waits longer, but not for ever`() throws {
    let path = try folder.write("a", to: "a.mp4")
    settling.touch(path, isComplete: false, at: start)
    #expect(settling.settled(at: seconds(50)).isEmpty)
    #expect(settling.settled(at: seconds(100)) == [path])
  }

  @Test mutating func `one that somebody has open for writing waits`() throws {
    let path = try folder.write("a", to: "a.mp4")
    let file = try FileDescriptor.open(path, .writeOnly)
    settling.touch(path, isComplete: true, at: start)
    #expect(settling.settled(at: seconds(20)).isEmpty)
    try file.close()
    #expect(settling.settled(at: seconds(20)) == [path])
  }

  @Test mutating func `what went away is forgotten`() throws {
    let (first, second) = (try folder.write("a", to: "x/a.mp4"), try folder.write("b", to: "xy/b.mp4"))
    for path in [first, second] { settling.touch(path, isComplete: true, at: start) }
    settling.remove(below: folder.path.appending("x"))
    #expect(settling.count == 1)
    try FileManager.default.removeItem(atPath: second.string)
    #expect(settling.settled(at: seconds(10)).isEmpty && settling.count == 0)
  }
}
