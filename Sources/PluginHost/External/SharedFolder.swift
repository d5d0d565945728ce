import Foundation
import Glibc
import Media
import PluginProtocol
import SystemPackage

/// The folder through which the host and one plug-in pass files: the plug-in reads `in` and writes to `out`.
struct SharedFolder: Sendable {
  let path: FilePath

  /// - Parameter path: of a folder that is not there yet.
  init(making path: FilePath) throws {
    self.path = path
    for folder in [input, output, temporary, home] { try Self.make(folder) }
  }

  var input: FilePath { path.appending("in") }
  var output: FilePath { path.appending("out") }
  /// What it has for `/tmp`.
  var temporary: FilePath { path.appending("tmp") }
  /// What it has for the user's home.
  var home: FilePath { path.appending("home") }

  /// The part of it for one request.
  func room() throws -> Room {
    let name = UUID().uuidString
    let room = Room(
      transcript: input.appending("\(name).json"), audio: input.appending("\(name).f32"),
      output: output.appending(name))
    guard mkdir(room.output.string, 0o700) == 0 else { throw Errno(rawValue: errno) }
    return room
  }

  private static func make(_ folder: FilePath) throws {
    try FileManager.default.createDirectory(
      atPath: folder.string, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
  }

  /// What one request reads and writes.
  struct Room: Sendable {
    /// For a transcript that it reads. Not in a folder: making and removing one would take longer than most messages.
    let transcript: FilePath
    /// For the sound that it reads.
    let audio: FilePath
    /// The folder that it writes to.
    let output: FilePath

    func remove() {
      for file in [transcript, audio] { unlink(file.string) }
      try? FileManager.default.removeItem(atPath: output.string)
    }

    /// The same samples where the plug-in can read them; nothing is copied on one file system.
    func lend(_ sound: AudioReference) throws -> AudioFile {
      var lent = sound
      lent.path = audio
      do {
        try FileManager.default.linkItem(atPath: sound.path.string, toPath: audio.string)
      } catch {
        try FileManager.default.copyItem(atPath: sound.path.string, toPath: audio.string)
      }
      return AudioFile(lent)
    }
  }
}
