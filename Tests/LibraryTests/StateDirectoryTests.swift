import Foundation
import Library
import SystemPackage
import TestSupport
import Testing

@Suite struct StateDirectoryTests {
  @Test(arguments: [
    (["SURTITLE_STATE": "/s", "XDG_STATE_HOME": "/x"], "/s"), (["XDG_STATE_HOME": "/x"], "/x/surtitle"),
    (["XDG_STATE_HOME": "x", "SURTITLE_STATE": ""], "/home/u/.local/state/surtitle"),
    ([:], "/home/u/.local/state/surtitle"),
  ])
  func isFoundFromTheEnvironment(environment: [String: String], path: String) {
    #expect(StateDirectory.locate(environment: environment, home: "/home/u").root.string == path)
  }

  @Test func isPrivate() throws {
    let folder = try TemporaryFolder()
    let state = StateDirectory(folder.path.appending("deep/state"))
    try state.prepare()
    #expect(try FileStatus(of: state.root).mode == 0o700)
  }

  @Test func clearsWhatDeadProcessesLeft() throws {
    let folder = try TemporaryFolder()
    let state = StateDirectory(folder.path)
    try state.prepare()
    try folder.write("", to: "work/surtitle-dead/lock")
    try folder.write("sound", to: "work/surtitle-dead/audio.f32")
    let mine = try state.makeWorkDirectory()
    #expect(try Directory.names(in: state.work) == [mine.path.nameBytes])
    let other = try state.makeWorkDirectory()
    #expect(try Directory.names(in: state.work).count == 2)
    mine.remove()
    #expect(try Directory.names(in: state.work) == [other.path.nameBytes])
  }

  @Test func saysHowToNameAnother() throws {
    let folder = try TemporaryFolder()
    try folder.write("", to: "file")
    #expect { try StateDirectory(folder.path.appending("file/state")).prepare() } throws: {
      ($0 as? LibraryError)?.code == .state && "\($0)".contains("SURTITLE_STATE")
    }
  }
}
