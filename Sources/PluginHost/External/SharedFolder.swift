import Foundation
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
    let room = Room(input: input.appending(name), output: output.appending(name))
    for folder in [room.input, room.output] { try Self.make(folder) }
    return room
  }

  private static func make(_ folder: FilePath) throws {
    try FileManager.default.createDirectory(
      atPath: folder.string, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
  }

  /// What one request reads and writes.
  struct Room: Sendable {
    let input: FilePath
    let output: FilePath

    func remove() {
      for folder in [input, output] { try? FileManager.default.removeItem(atPath: folder.string) }
    }

    /// The same samples where the plug-in can read them; nothing is copied on one file system.
    func lend(_ audio: AudioReference) throws -> AudioFile {
      var lent = audio
      lent.path = input.appending("audio.f32")
      do {
        try FileManager.default.linkItem(atPath: audio.path.string, toPath: lent.path.string)
      } catch {
        try FileManager.default.copyItem(atPath: audio.path.string, toPath: lent.path.string)
      }
      return AudioFile(lent)
    }
  }
}
