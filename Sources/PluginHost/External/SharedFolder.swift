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
  /// All that the plug-in may write to.
  private let writable: [OpenFolder]

  /// - Parameter path: of a folder that is not there yet.
  init(making path: FilePath) throws {
    try FileManager.default.createDirectory(
      atPath: path.string, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
    // As plug-ins see it who resolve it themselves.
    self.path = path.withoutLinks
    folder = try OpenFolder(self.path)
    inputs = try OpenFolder(making: "in", in: folder)
    outputs = try OpenFolder(making: "out", in: folder)
    writable = try [outputs] + ["tmp", "home"].map { [folder] in try OpenFolder(making: $0, in: folder) }
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

  /// What the plug-in keeps in it beyond `limits`, to be said after “keeps”; nil where it keeps within them.
  func excess(_ limits: PluginLimits) -> String? {
    var usage = OpenFolder.Usage()
    let most = OpenFolder.Usage(bytes: limits.sharedBytes, files: limits.sharedFiles)
    for folder in writable {
      if let excess = folder.excess(&usage, over: most) { return excess }
    }
    return nil
  }

  /// Removes all of it.
  func remove() {
    folder.removeContents()
    rmdir(path.string)
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

    /// The same samples where the plug-in can read them.
    ///
    /// - Parameter isReadOnly: whether the plug-in can only read there. Nothing is copied then on one file system; other
    ///   plug-ins could write to the samples of the host.
    func lend(_ sound: AudioReference, isReadOnly: Bool) throws -> AudioFile {
      var lent = sound
      lent.path = audio
      if isReadOnly, (try? FileManager.default.linkItem(atPath: sound.path.string, toPath: lent.path.string)) != nil {
        return AudioFile(lent)
      }
      if !Self.clone(sound.path, to: lent.path) {
        try FileManager.default.copyItem(atPath: sound.path.string, toPath: lent.path.string)
      }
      return AudioFile(lent)
    }

    /// Shares the blocks of a file until one of both is written to, where the file system can.
    private static func clone(_ source: FilePath, to copy: FilePath) -> Bool {
      let from = open(source.string, O_RDONLY | O_CLOEXEC)
      guard from >= 0 else { return false }
      defer { close(from) }
      let to = open(copy.string, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
      guard to >= 0 else { return false }
      defer { close(to) }
      // FICLONE, ioctl_ficlone(2).
      guard ioctl(to, 0x4004_9409, from) != 0 else { return true }
      unlink(copy.string)
      return false
    }
  }
}
