import Foundation
import Library
import SystemPackage
import TestSupport
import Testing

@Suite struct MediaScannerTests {
  let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  private func scan(_ paths: FilePath...) throws -> MediaScanner.Result {
    try MediaScanner(workingDirectory: folder.path).scan(paths)
  }

  @Test func findsMediaInFoldersInOrder() throws {
    for name in ["b.mp4", "a.mkv", "Season 2/1.mp4", "Season 1/1.MP4", "notes.txt", "cover.jpg", "Makefile"] {
      try folder.write("x", to: name)
    }
    let result = try scan(".")
    #expect(result.items.map(\.shown.string) == ["./a.mkv", "./b.mp4", "./Season 1/1.MP4", "./Season 2/1.mp4"])
    #expect(result.items.map(\.subfolder.string) == ["", "", "Season 1", "Season 2"])
    #expect(result.items.allSatisfy { $0.path.isAbsolute })
  }

  @Test(arguments: [
    ".hidden.mp4", "film.mp4.part", "film.mp4~", ".dir/film.mp4", "@eaDir/film.mp4", "film.mp4.crdownload", ".mp4",
  ])
  func passesBy(name: String) throws {
    try folder.write("x", to: name)
    #expect(try scan(".").items.isEmpty)
  }

  @Test func passesByFoldersThatAreMarked() throws {
    for name in ["a.mp4", "Extras/b.mp4", "Extras/Deleted/c.mp4", "Films/d.mp4", "Extras/.surtitle-skip"] {
      try folder.write("x", to: name)
    }
    let result = try scan(".", "./Extras")
    #expect(result.items.map(\.shown.string) == ["./a.mp4", "./Films/d.mp4"])
    #expect(result.skippedFolders == ["./Extras"])
    #expect(try scan("Extras/b.mp4").items.count == 1, "a file that is named is always taken")
  }

  @Test func takesFilesThatAreNamed() throws {
    try folder.write("x", to: "recording.dat")
    try folder.write("x", to: "-dash.mp4")
    #expect(
      try scan("recording.dat", "-dash.mp4", "recording.dat").items.map(\.shown.string) == [
        "recording.dat", "-dash.mp4",
      ])
  }

  @Test func keepsNamesOfAnyBytes() throws {
    let names: [[UInt8]] = [
      Array("line\nbreak.mp4".utf8), Array("pipe:0.mp4".utf8), [0xFF, 0xFE] + Array(".mp4".utf8), Array("🎬.mp4".utf8),
    ]
    for name in names { try folder.write("x", toBytes: name) }
    #expect(Set(try scan(".").items.map(\.name)) == Set(names))
  }

  @Test func endsWhereLinksLoop() throws {
    try folder.write("x", to: "a/film.mp4")
    try FileManager.default.createSymbolicLink(
      atPath: folder.path.appending("a/loop").string, withDestinationPath: "..")
    try FileManager.default.createSymbolicLink(atPath: folder.path.appending("0").string, withDestinationPath: "a")
    try FileManager.default.createSymbolicLink(
      atPath: folder.path.appending("gone.mp4").string, withDestinationPath: "nowhere")
    #expect(try scan(".").items.map(\.shown.string) == ["./a/film.mp4"])
  }

  @Test func findsAFileOnceThatIsNamedTwice() throws {
    try folder.write("x", to: "a/film.mp4")
    #expect(try scan("a/film.mp4", "a", ".").items.count == 1)
  }

  @Test func saysWhatDoesNotExist() throws {
    #expect { try scan("nowhere") } throws: {
      ($0 as? LibraryError)?.code == .notFound && "\($0)" == "nowhere: no such file or folder"
    }
  }
}
