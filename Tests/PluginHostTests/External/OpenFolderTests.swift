import Foundation
import Glibc
import PluginHost
import SystemPackage
import TestSupport
import Testing

struct OpenFolderTests {
  private let folder: TemporaryFolder
  private let open: OpenFolder

  init() throws {
    folder = try TemporaryFolder()
    try folder.write("four", to: "room/a/b/file")
    try folder.write("mine", to: "mine/diary")
    open = try OpenFolder(folder.path.appending("room"))
  }

  private func link(_ name: String, to destination: FilePath) throws {
    try FileManager.default.createSymbolicLink(
      atPath: folder.path.appending(name).string, withDestinationPath: destination.string)
  }

  @Test func `regular files are read`() throws {
    #expect(try open.read("a/b/file", limit: 4) == Data("four".utf8))
    #expect(try open.read("a/../a/./b//file", limit: 4) == Data("four".utf8))
    #expect(throws: OpenFolder.Problem.size(3)) { try open.read("a/b/file", limit: 3) }
    #expect(throws: OpenFolder.Problem.system(.noSuchFileOrDirectory)) { try open.read("a/c", limit: 4) }
    #expect(throws: OpenFolder.Problem.kind) { try open.read("a", limit: 4) }
  }

  @Test func `links are not followed, pipes are not waited for`() throws {
    try link("room/file", to: folder.path.appending("room/a/b/file"))
    try link("room/folder", to: folder.path.appending("mine"))
    for path in ["file", "folder/diary", "../mine/diary", "/etc/hostname", "..", ""] as [FilePath] {
      #expect(throws: OpenFolder.Problem.outside, "\(path)") { try open.read(path, limit: 100) }
    }
    #expect(mkfifo(folder.path.appending("room/pipe").string, 0o600) == 0)
    #expect(throws: OpenFolder.Problem.kind) { try open.read("pipe", limit: 100) }
  }

  @Test func `a folder is the one that was opened`() throws {
    let room = folder.path.appending("room").string
    try FileManager.default.moveItem(atPath: room, toPath: room + "-before")
    try link("room", to: folder.path.appending("mine"))
    #expect(try open.read("a/b/file", limit: 4) == Data("four".utf8))
    #expect(throws: OpenFolder.Problem.system(.noSuchFileOrDirectory)) { try open.read("diary", limit: 4) }
    open.removeContents()
    #expect(try FileManager.default.contentsOfDirectory(atPath: room + "-before").isEmpty)
    #expect(FileManager.default.fileExists(atPath: folder.path.appending("mine/diary").string))
  }

  @Test func `links are removed, not followed`() throws {
    try link("room/folder", to: folder.path.appending("mine"))
    try link("room/a/b/folder", to: folder.path.appending("mine"))
    for name in ["folder", "a", "nothing"] { open.remove(name) }
    #expect(open.isEmpty)
    #expect(FileManager.default.fileExists(atPath: folder.path.appending("mine/diary").string))
  }

  @Test func `nested however deep`() throws {
    // Deeper than there are descriptors, and as a path can say.
    var path = folder.path.appending("room")
    for _ in 0..<1_500 {
      path.append("d")
      guard mkdir(path.string, 0o700) == 0 else { break }
    }
    open.remove("d")
    open.removeContents()
    #expect(open.isEmpty)
  }
}
