import Foundation
import Glibc
import Media
import PluginProtocol
import SystemPackage

/// The folder through which the host and one plug-in pass files: the plug-in reads `in` and writes to `out`.
///
/// The plug-in may change all that lies in `out`, `tmp` and `home` at any time. So the host works from descriptors that it
/// opened before the plug-in started, never from a path below them.
struct SharedFolder: Sendable {
  let path: FilePath
  private let folder: OpenFolder
  private let inputs: OpenFolder
  private let outputs: OpenFolder

  /// - Parameter path: of a folder that is not there yet.
  init(making path: FilePath) throws {
    try FileManager.default.createDirectory(
      atPath: path.string, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
    // As plug-ins see it who resolve it themselves.
    self.path = Self.resolved(path)
    folder = try OpenFolder(self.path)
    inputs = try OpenFolder(making: "in", in: folder)
    outputs = try OpenFolder(making: "out", in: folder)
    for name in ["tmp", "home"] { _ = try OpenFolder(making: name, in: folder) }
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
    return Room(
      name: name, transcript: input.appending("\(name).json"), audio: input.appending("\(name).f32"),
      output: output.appending(name), inputs: inputs, outputs: outputs,
      results: try OpenFolder(making: name, in: outputs))
  }

  /// Removes all of it.
  func remove() {
    folder.removeContents()
    rmdir(path.string)
  }

  private static func resolved(_ path: FilePath) -> FilePath {
    guard let text = realpath(path.string, nil) else { return path }
    defer { free(text) }
    return FilePath(platformString: text)
  }

  /// What one request reads and writes.
  struct Room: Sendable {
    fileprivate let name: String
    /// For a transcript that it reads. Not in a folder: making and removing one would take longer than most messages.
    let transcript: FilePath
    /// For the sound that it reads.
    let audio: FilePath
    /// The folder that it writes to.
    let output: FilePath
    fileprivate let inputs: OpenFolder
    fileprivate let outputs: OpenFolder
    /// `output`, as it was made.
    fileprivate let results: OpenFolder

    func remove() {
      for file in ["\(name).json", "\(name).f32"] { inputs.remove(file) }
      outputs.remove(name)
    }

    /// Reads what the plug-in wrote: a regular file in `output`, of `limit` bytes at most.
    func read(_ path: String, limit: Int) throws(OpenFolder.Problem) -> Data {
      var path = FilePath(path).lexicallyNormalized()
      guard path.removePrefix(output) else { throw .outside }
      return try results.read(path, limit: limit)
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
