import MediaIO
import Synchronization
import SystemPackage
package import Timeline

/// Makes the film with the subtitles in its pictures, by the `ffmpeg` command.
package struct BurnInRenderer: Sendable {
  private let commandLine: BurnInCommandLine
  private let duration: MediaTime?
  private let replaces: Bool
  private let executable: String

  /// - Parameters:
  ///   - duration: of the film, for the progress.
  ///   - replaces: whether a file that is there may go; the source never does.
  ///   - executable: a path, or a name to be looked up in PATH.
  package init(
    _ commandLine: BurnInCommandLine, duration: MediaTime?, replaces: Bool = false, executable: String = "ffmpeg"
  ) {
    (self.commandLine, self.duration) = (commandLine, duration)
    (self.replaces, self.executable) = (replaces, executable)
  }

  /// Works as long as it takes. The film appears when it is whole; cancelling the task leaves nothing.
  ///
  /// - Parameter progress: told what is done, 0…1, about twice a second; never where the duration is not known.
  /// - Throws: `BurnInError`, `MediaError`, `CancellationError`.
  package func run(progress: @escaping @Sendable (Double) -> Void = { _ in }) async throws {
    guard let container = MediaContainer(of: commandLine.output) else {
      throw BurnInError(
        .output, path: commandLine.output, "is of a kind that is not written here; name an .mp4 or .mkv")
    }
    if let obstacle = commandLine.coding.obstacle(in: container, at: commandLine.output) { throw obstacle }
    if let obstacle = try await FFmpegAbilities.ask(executable).obstacle(to: commandLine.coding) { throw obstacle }
    let file = try OutputFile(commandLine.output, replaces: replaces, size: 0, source: commandLine.source)
    var line = commandLine
    line.output = file.temporary
    line.container = container
    let options = ["-y", "-loglevel", "error", "-nostats", "-progress", "pipe:1"].map { Array($0.utf8) }
    let state = Mutex(BurnInProgress())
    let duration = duration.flatMap { $0 > .zero ? $0 : nil }
    try await FFmpegProcess.run(executable, options + line.arguments) { line in
      let time = state.withLock { $0.take(line) ? $0.time : nil }
      if let time, let duration { progress(min(0.999, max(0, time.seconds / duration.seconds))) }
    }
    try file.place()
    progress(1)
  }
}
