import Foundation
import MediaIO
import SystemPackage
import Testing

@Suite struct OutputFileTests {
  @Test func whatKilledWritersLeftGoes() throws {
    let scratch = try Scratch()
    let dead = ".copy.mkv.surtitle-0123456789abcdef.tmp"
    let others = [".copy.mp4.surtitle-0123456789abcdef.tmp", ".copy.mkv.surtitle-0123.tmp", "copy.mkv.tmp"]
    for name in [dead] + others { _ = try scratch.file(#require(FilePath.Component(name)), Data("half".utf8)) }
    let film = Fixtures.named("whole.mkv")
    do {
      let file = try OutputFile(scratch.path.appending("copy.mkv"), replaces: false, size: 0, source: film)
      // One that is being written is locked.
      let second = try OutputFile(scratch.path.appending("copy.mkv"), replaces: false, size: 0, source: film)
      let names = try FileManager.default.contentsOfDirectory(atPath: scratch.path.string)
      #expect(names.count == others.count + 2 && !names.contains(dead))
      #expect(file.temporary != second.temporary)
    }
    #expect(try FileManager.default.contentsOfDirectory(atPath: scratch.path.string).sorted() == others.sorted())
  }
}
