import Foundation
import Library
import SystemPackage
import TestSupport
import Testing

/// What inotify tells, in our terms.
@Suite struct FolderWatcherTests {
  let folder: TemporaryFolder
  let watcher: FolderWatcher

  init() throws {
    folder = try TemporaryFolder()
    watcher = try FolderWatcher()
    try watcher.add(folder.path)
  }

  private func path(_ name: String) -> FilePath { folder.path.appending(name) }

  private func move(_ old: String, _ new: String) throws {
    try FileManager.default.moveItem(atPath: path(old).string, toPath: path(new).string)
  }

  @Test func `a file is complete when it is closed or put there whole`() throws {
    let file = try FileDescriptor.open(path("a.mp4"), .writeOnly, options: [.create], permissions: .ownerReadWrite)
    try file.writeAll(Array("a".utf8))
    #expect(watcher.changes().allSatisfy { $0 == .file(path("a.mp4"), isComplete: false) })
    try file.close()
    #expect(watcher.changes() == [.file(path("a.mp4"), isComplete: true)])
    try folder.write("b", to: "b.mp4.part")
    #expect(watcher.changes().isEmpty)
    try move("b.mp4.part", "b.mp4")
    #expect(watcher.changes() == [.file(path("b.mp4"), isComplete: true)])
    try move("b.mp4", "b.mp4.part")
    try FileManager.default.removeItem(atPath: path("a.mp4").string)
    #expect(watcher.changes() == [.gone(path("b.mp4"), isFolder: false), .deleted(path("a.mp4"))])
  }

  @Test func `folders come and go, with what is in them`() throws {
    try folder.makeFolder("new")
    #expect(watcher.changes() == [.folder(path("new"))])
    try watcher.add(path("new"))
    try folder.write("c", to: "new/c.mkv")
    #expect(watcher.changes().last == .file(path("new").appending("c.mkv"), isComplete: true))
    try move("new", "other")
    #expect(watcher.changes().contains(.gone(path("new"), isFolder: true)))
    // Under its old name it tells nothing any more.
    try folder.write("d", to: "other/d.mkv")
    #expect(watcher.changes().isEmpty && watcher.count == 1)
  }

  @Test func `marks of a folder concern all of it, other names nobody`() throws {
    try folder.write("", to: ".surtitle-skip")
    #expect(Set(watcher.changes()) == [.folder(folder.path)])
    try folder.write("", to: "notes.txt")
    try folder.write("", to: ".hidden.mp4")
    #expect(watcher.changes().isEmpty)
  }

  @Test func `events that are lost are told`() throws {
    let limit = try String(contentsOfFile: "/proc/sys/fs/inotify/max_queued_events", encoding: .utf8)
    let count = try #require(Int(limit.trimmingCharacters(in: .whitespacesAndNewlines)))
    guard count <= 100_000 else { return }
    // Two files by turns: the same event twice in a row is one.
    for number in 0...count / 2 {
      for name in ["a.mp4", "b.mp4"] {
        let file = try FileDescriptor.open(path(name), .writeOnly, options: [.create], permissions: .ownerReadWrite)
        if number % 2 == 0 { try file.writeAll(Array("x".utf8)) }
        try file.close()
      }
    }
    #expect(watcher.changes().contains(.overflow))
  }
}
