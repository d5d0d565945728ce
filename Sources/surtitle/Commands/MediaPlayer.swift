internal import Foundation
internal import Library
internal import MetadataIndex
internal import PluginKit
internal import Subprocess
internal import SystemPackage
internal import Timeline

/// The player of this machine: mpv, or ffplay, which comes with FFmpeg.
enum MediaPlayer {
  /// Seconds before a hit from which it is played: a sentence is understood from its start.
  private static let lead = MediaTime(seconds: 1)

  /// Plays `hit` from a moment before, until the user ends it.
  ///
  /// - Throws: `EnvironmentError` where there is no player, `LibraryError` where the file is not there.
  static func play(_ hit: SearchHit) async throws {
    try await play(hit.path, from: max(.zero, hit.time - lead))
  }

  /// Time before and after a finding.
  private static let around = MediaTime(milliseconds: 2000)
  /// Of a finding that is as long as a film nobody wants to hear all.
  private static let longest = MediaTime(seconds: 120)

  /// Plays what is in `range`, and two seconds more on both sides, two minutes at most.
  ///
  /// - Throws: the same.
  static func play(_ path: FilePath, around range: TimeRange) async throws {
    let start = max(.zero, range.start - around)
    try await play(path, from: start, for: min(range.end + around - start, longest))
  }

  /// - Parameter length: nil for until the user ends it.
  static func play(_ path: FilePath, from time: MediaTime, for length: MediaTime? = nil) async throws {
    _ = try FileStatus(of: path)
    func seconds(_ time: MediaTime) -> String { String(format: "%.3f", Double(time.milliseconds) / 1000) }
    let start = seconds(time)
    let (mpvLength, ffplayLength) = (
      length.map { ["--length=\(seconds($0))"] } ?? [], length.map { ["-autoexit", "-t", seconds($0)] } ?? []
    )
    // Names may begin with a minus, or be taken for addresses.
    let file = path.absolute(in: FilePath(FileManager.default.currentDirectoryPath))
    for (player, options) in [
      ("mpv", ["--start=\(start)"] + mpvLength + ["--force-window=immediate", "--"]),
      ("ffplay", ["-loglevel", "error", "-ss", start] + ffplayLength + ["-i"]),
    ] {
      guard let program = Self.program(player) else { continue }
      _ = try await Subprocess.run(
        .path(program), arguments: Arguments(options.map { Array($0.utf8) + [0] } + [file.bytes + [0]]),
        input: .fileDescriptor(.standardInput, closeAfterSpawningProcess: false),
        output: .fileDescriptor(.standardOutput, closeAfterSpawningProcess: false),
        error: .fileDescriptor(.standardError, closeAfterSpawningProcess: false))
      return
    }
    throw EnvironmentError("there is no player on this machine; install mpv, or ffplay of FFmpeg")
  }

  private static func program(_ name: String) -> FilePath? {
    let folders = (ProcessInfo.processInfo.environment["PATH"] ?? "").split(separator: ":")
    return folders.map { FilePath(String($0)).appending(name) }.first { access($0.string, X_OK) == 0 }
  }
}
