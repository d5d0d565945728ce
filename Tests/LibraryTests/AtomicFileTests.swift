import Foundation
import Library
import SystemPackage
import TestSupport
import Testing

@Suite struct AtomicFileTests {
  let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  @Test func writesAndReplaces() throws {
    let path = folder.path.appending("a.srt")
    try AtomicFile.write(Data("one".utf8), to: path)
    try AtomicFile.write(Data("two".utf8), to: path)
    #expect(try Data(readingFile: path) == Data("two".utf8))
    #expect(try Directory.names(in: folder.path).count == 1)
  }

  @Test func keepsWhatIsThere() throws {
    let path = try folder.write("theirs", to: "a.srt")
    #expect { try AtomicFile.write(Data("ours".utf8), to: path, existing: .keep) } throws: {
      ($0 as? LibraryError)?.code == .fileExists
    }
    #expect(try Data(readingFile: path) == Data("theirs".utf8))
    #expect(try Directory.names(in: folder.path).count == 1)
  }

  @Test func keepsPermissionsOfAReplacedFile() throws {
    let path = try folder.write("old", to: "a.srt")
    _ = path.withPlatformString { chmod($0, 0o640) }
    try AtomicFile.write(Data("new".utf8), to: path)
    #expect(try FileStatus(of: path).mode == 0o640)
  }

  @Test func takesTheLongestNames() throws {
    let path = folder.path.appending(String(repeating: "x", count: 255))
    try AtomicFile.write(Data("long".utf8), to: path)
    #expect(try Data(readingFile: path) == Data("long".utf8))
  }

  @Test func removesWhatAKilledWriterLeft() throws {
    try folder.write("half", to: ".a.srt.surtitle-0123456789abcdef.tmp")
    AtomicFile.removeLeftovers(in: folder.path)
    #expect(try Directory.names(in: folder.path).isEmpty)
  }

  @Test(arguments: [
    ".a.srt.tmp", ".a.srt.0123456789abcdef.tmp", "a.srt.surtitle-0123456789abcdef.tmp",
    ".surtitle-0123456789abcdef.tmp",
    ".a.surtitle-0123456789abcdeg.tmp", ".a.surtitle-123456789abcdef.tmp", ".a.surtitle-0123456789ABCDEF.tmp",
    ".a.surtitle-0123456789abcdef.tmp2", "a.srt", ".tmp",
  ])
  func leavesFilesOfOthers(name: String) throws {
    try folder.write("theirs", to: name)
    AtomicFile.removeLeftovers(in: folder.path)
    #expect(try Directory.names(in: folder.path) == [Array(name.utf8)])
  }

  @Test func leavesWhatIsBeingWritten() throws {
    let path = try folder.write("half", to: ".a.srt.surtitle-0123456789abcdef.tmp")
    let writer = try FileDescriptor.open(path, .writeOnly)
    #expect(flock(writer.rawValue, LOCK_EX | LOCK_NB) == 0)
    AtomicFile.removeLeftovers(in: folder.path)
    #expect(FileStatus.at(path) != nil)
    try writer.close()
    AtomicFile.removeLeftovers(in: folder.path)
    #expect(FileStatus.at(path) == nil)
  }

  @Test func leavesLinksAndFoldersOfSuchNames() throws {
    try folder.makeFolder(".a.surtitle-0123456789abcdef.tmp")
    let target = try folder.write("theirs", to: "b")
    let link = folder.path.appending(".b.surtitle-0123456789abcdef.tmp")
    try FileManager.default.createSymbolicLink(atPath: link.string, withDestinationPath: target.string)
    AtomicFile.removeLeftovers(in: folder.path)
    #expect(try Directory.names(in: folder.path).count == 3)
  }

  @Test func leavesNothingWhereItCannotWrite() throws {
    try folder.makeFolder("target")
    #expect(throws: LibraryError.self) {
      try AtomicFile.write(Data("x".utf8), to: folder.path.appending("target"))
    }
    #expect(try Directory.names(in: folder.path) == [Array("target".utf8)])
  }

  @Test func aFileThatGrowsAppearsWhole() throws {
    let path = folder.path.appending("table.csv")
    let stream = try AtomicFileStream(to: path, existing: .keep)
    for number in 1...3 { try stream.write(Data("\(number)\n".utf8)) }
    #expect(FileStatus.at(path) == nil)
    AtomicFile.removeLeftovers(in: folder.path)
    try stream.place()
    #expect(try Data(readingFile: path) == Data("1\n2\n3\n".utf8))
    #expect(try Directory.names(in: folder.path).count == 1)
    // One is there: it is said at once, and it stays.
    #expect(throws: LibraryError.self) { _ = try AtomicFileStream(to: path, existing: .keep) }
    do {
      let other = try AtomicFileStream(to: path, existing: .replace)
      try other.write(Data("half".utf8))
    }
    #expect(try Data(readingFile: path) == Data("1\n2\n3\n".utf8))
    let next = try AtomicFileStream(to: path, existing: .replace)
    try next.write(Data("new".utf8))
    try next.place()
    #expect(try Data(readingFile: path) == Data("new".utf8))
    #expect(try Directory.names(in: folder.path).count == 1)
    #expect(throws: LibraryError.self) {
      _ = try AtomicFileStream(to: folder.path.appending("none").appending("x"), existing: .replace)
    }
  }
}
