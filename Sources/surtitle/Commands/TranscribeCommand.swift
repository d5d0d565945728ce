internal import ArgumentParser
internal import Foundation
internal import Library
internal import Media
internal import Pipeline
internal import PluginHost
internal import PluginKit
internal import SystemPackage
internal import Timeline
internal import Transcript

struct TranscribeCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "transcribe",
    abstract: "Print what is said in one file; nothing is stored.",
    discussion: "“-” reads the media from standard input, whatever its container.")

  @Argument(help: "A media file, or “-” for standard input.")
  var file: String

  @OptionGroup var configurationOptions: ConfigurationOptions
  @OptionGroup var recognition: RecognitionOptions
  @OptionGroup var verbosity: VerbosityOptions

  @Option(help: ArgumentHelp("The profile whose settings are used.", valueName: "name"))
  var profile = "subtitles"

  @Option(
    help: ArgumentHelp("txt, json, srt, vtt, ttml, or a name from “surtitle plugins list”.", valueName: "format"))
  var format = "txt"

  func run() async throws {
    let session = try Session(configurationOptions)
    let isPlain = format == "txt"
    let profile = try session.profile(profile, recognition, outputs: isPlain ? [] : [format])
    let transcription = Transcription(
      profile: profile, source: FFmpegAudioSource(), modelDirectory: session.modelDirectory,
      logger: session.logger(verbosity))
    let work = try WorkDirectory(in: FilePath(NSTemporaryDirectory()))
    defer { work.remove() }
    let path =
      file == "-"
      ? work.path.appending("input") : RawArguments.paths(for: [file])[0].absolute(in: session.workingDirectory)
    let terminal = Terminal()
    let status = StatusLine(terminal: terminal, isShown: terminal.isInteractive && !verbosity.quiet)

    let isInput = file == "-"
    let bytes = try await Interruption.cancelling {
      if isInput { try Self.spoolStandardInput(to: path) } else { _ = try FileStatus(of: path) }
      let input = try await transcription.run(path, in: work.path) { stage, fraction in
        status.show("\(stage.name) \(Int(fraction * 100)) %")
      }
      status.clear()
      for damage in input.damage {
        StandardError.write("surtitle: sound is missing or damaged from \(damage.from) on: \(damage.message)\n")
      }
      if input.transcript.isEmpty { StandardError.write("surtitle: no speech was found\n") }
      return isPlain ? Self.plainText(of: input.transcript) : try await transcription.render(input, in: work.path)
    }
    try StandardOutput.write(bytes: bytes)
  }

  /// A line a segment.
  private static func plainText(of transcript: Transcript) -> [UInt8] {
    Array(transcript.segments.map { $0.text + "\n" }.joined().utf8)
  }

  /// Standard input as a file: some containers have their index at the end and cannot be read from a pipe.
  private static func spoolStandardInput(to path: FilePath) throws {
    let file = try FileDescriptor.open(
      path, .writeOnly, options: [.create, .closeOnExec], permissions: .ownerReadWrite)
    try file.closeAfter {
      var buffer = [UInt8](repeating: 0, count: 1 << 18)
      while true {
        try Task.checkCancellation()
        let count = try buffer.withUnsafeMutableBytes { try FileDescriptor.standardInput.read(into: $0) }
        if count == 0 { return }
        try file.writeAll(buffer[..<count])
      }
    }
  }
}
