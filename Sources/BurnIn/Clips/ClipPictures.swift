import Synchronization
package import SystemPackage
package import Timeline

/// Codes the pictures of a part of a film anew, so that a clip can begin between two key frames. By the `ffmpeg` command.
package struct ClipPictures: Sendable {
  package var source: FilePath
  /// On the clock of the film.
  package var range: TimeRange
  package var coding: VideoCoding

  package init(of source: FilePath, in range: TimeRange, coding: VideoCoding) {
    (self.source, self.range, self.coding) = (source, range, coding)
  }

  /// Writes them to `file`, with times from the start of the part on.
  ///
  /// - Parameters:
  ///   - executable: a path, or a name to be looked up in PATH.
  ///   - progress: told what is done, 0…1.
  /// - Throws: `BurnInError`, `CancellationError`.
  package func write(
    to file: FilePath, executable: String = "ffmpeg", progress: @escaping @Sendable (Double) -> Void = { _ in }
  ) async throws {
    if let obstacle = try await FFmpegAbilities.ask(executable).obstacleToEncoding(coding) { throw obstacle }
    let state = Mutex(BurnInProgress())
    let length = max(0.001, range.duration.seconds)
    try await FFmpegProcess.run(executable, arguments(file)) { line in
      let time = state.withLock { $0.take(line) ? $0.time : nil }
      if let time { progress(min(1, max(0, time.seconds / length))) }
    }
    progress(1)
  }

  func arguments(_ file: FilePath) -> [[UInt8]] {
    func words(_ text: String...) -> [[UInt8]] { text.map { Array($0.utf8) } }
    func url(_ path: FilePath) -> [UInt8] { Array("file:".utf8) + BurnInCommandLine.bytes(of: path) }
    var arguments = words("-hide_banner", "-nostdin", "-y", "-loglevel", "error", "-nostats", "-progress", "pipe:1")
    // How the picture is turned is said by the track that they go into.
    // What is read ends some time after what is kept: packets are not in the order of their pictures.
    arguments += words(
      "-noautorotate", "-ss", seconds(range.start), "-t", seconds(range.duration + MediaTime(seconds: 2)), "-i")
    arguments.append(url(source))
    arguments += words("-map", "0:V:0", "-an", "-sn", "-dn", "-map_metadata", "-1", "-map_chapters", "-1")
    arguments +=
      words("-vf", "trim=end=\(seconds(range.duration))", "-fps_mode", "passthrough", "-enc_time_base", "1:90000")
      + coding.arguments.map { Array($0.utf8) }
    arguments += words("-avoid_negative_ts", "disabled", "-video_track_timescale", "90000", "-f", "mov")
    arguments.append(url(file))
    return arguments
  }

  /// To the microsecond, which is all that FFmpeg reads.
  private func seconds(_ time: MediaTime) -> String {
    let millionths = max(0, time.count(perSecond: 1_000_000))
    let rest = String(millionths % 1_000_000)
    return "\(millionths / 1_000_000).\(String(repeating: "0", count: 6 - rest.count))\(rest)"
  }
}
