internal import ArgumentParser
internal import Foundation
internal import Library
internal import Media
internal import MediaIO
internal import SystemPackage
internal import Timeline

/// Single stages of the work, for measuring.
struct BenchCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "bench", abstract: "Do one stage of the work, for measuring.", shouldDisplay: false,
    subcommands: [Extract.self, IndexBenchCommand.self, PluginsBenchCommand.self, VocabularyBenchCommand.self])

  struct Extract: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Decode the audio track that would be used into a temporary file, and print how long that took.")

    @Argument(help: "A media file.")
    var file: String

    func run() async throws {
      let source = RawArguments.paths(for: [file])[0]
      _ = try FileStatus(of: source)
      let work = try WorkDirectory(in: FilePath(NSTemporaryDirectory()))
      defer { work.remove() }
      let clock = ContinuousClock()
      let start = clock.now
      let audio = try await Interruption.cancelling {
        try await AudioExtractor.extract(from: source, to: work.path.appending("audio.f32"))
      }
      let time = clock.now - start
      for damage in audio.damage {
        StandardError.write("surtitle: \(damage)\n")
      }
      let sound = String(format: "%.1f", audio.reference.duration.seconds)
      try StandardOutput.write(
        "stream \(audio.stream.index): \(sound) s of sound in \(String(format: "%.3f", time.seconds)) s\n")
    }
  }
}
