internal import ArgumentParser
internal import Foundation
internal import Library
internal import Media
internal import MediaIO
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
    discussion: """
      “-” reads the media from standard input, whatever its container. What comes through a pipe is first written to a \
      temporary file below $TMPDIR, since some containers have their index at the end.
      """)

  @Argument(help: "A media file, or “-” for standard input.")
  var file: String

  @OptionGroup var configurationOptions: ConfigurationOptions
  @OptionGroup var recognition: RecognitionOptions
  @OptionGroup var verbosity: VerbosityOptions

  @Option(
    help: ArgumentHelp("The profile whose settings are used, or a file with one.", valueName: "name"),
    completion: .profiles)
  var profile = Configuration.defaultProfile

  @Option(
    help: ArgumentHelp("txt, json, srt, vtt, ttml, or a name from “surtitle plugins list”.", valueName: "format"))
  var format = "txt"

  func run() async throws {
    let session = try Session(configurationOptions)
    let isPlain = format == "txt"
    if !isPlain { try checkFormat(session.plugins.registry) }
    let profile = try session.profile(profile, recognition, outputs: isPlain ? [] : [format])
    let transcription = Transcription(
      profile: profile, source: FFmpegAudioSource(), embedder: SentenceEmbedder(),
      modelDirectory: session.modelDirectory, logger: verbosity.logger)
    let work = try WorkDirectory(in: FilePath(NSTemporaryDirectory()))
    defer { work.remove() }
    let source = file == "-" ? nil : RawArguments.paths(for: [file])[0].absolute(in: session.workingDirectory)
    let terminal = Terminal()
    let status = StatusLine(terminal: terminal, isShown: terminal.isInteractive && !verbosity.quiet)

    let bytes = try await session.plugins.serving {
      try await Interruption.cancelling {
        if let source { _ = try FileStatus(of: source) }
        let input = try await Self.withFile(of: source, in: work.path) { media in
          try await transcription.run(media, in: work.path) { stage, fraction in
            status.show("\(stage.name) \(Int(fraction * 100)) %")
          }
        }
        status.clear()
        for damage in input.damage {
          StandardError.write("surtitle: \(damage)\n")
        }
        if input.transcript.isEmpty { StandardError.write("surtitle: no speech was found\n") }
        return isPlain ? Self.plainText(of: input.transcript) : try await transcription.render(input, in: work.path)
      }
    }
    try StandardOutput.write(bytes: bytes)
  }

  /// Names the formats that there are; “txt” is not a plug-in's.
  private func checkFormat(_ registry: PluginRegistry) throws {
    guard (try? registry.output(named: format)) == nil else { return }
    let names = ["txt"] + registry.outputNames
    let near = Spelling.nearest(to: format, in: names).map { "did you mean “\($0)”?" }
    throw ValidationError(
      "there is no format “\(format)”; \(near ?? "there are \(names.joined(separator: ", "))")")
  }

  /// A line a segment.
  private static func plainText(of transcript: Transcript) -> [UInt8] {
    Array(transcript.segments.map { $0.text + "\n" }.joined().utf8)
  }

  /// Hands `source`, or standard input for nil, to `body` as something that can be read twice and from its end.
  private static func withFile<Result>(
    of source: FilePath?, in work: FilePath, _ body: (FilePath) async throws -> Result
  ) async throws -> Result {
    if let source, !PipeSpool.isNeeded(for: source) { return try await body(source) }
    let file = work.appending("input")
    do {
      try await PipeSpool.copy(source, to: file)
      return try await body(file)
    } catch let error as MediaError where error.path == file && error.code != .output {
      throw MediaError(error.code, path: source ?? PipeSpool.standardInput, message: error.message)
    }
  }
}
