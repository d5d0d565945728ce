internal import ArgumentParser
internal import Foundation
internal import Library
internal import Media
internal import MediaIO
internal import Pipeline
internal import PluginHost
internal import PluginKit
internal import Subtitles
internal import SystemPackage
internal import Timeline
internal import Transcript
internal import TranscriptJSON

struct SubtitlesSyncCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "sync",
    abstract: "Give a subtitle file the times of the media that it belongs to.",
    discussion: """
      The words of the file are looked for among those that are recognised in the media. Found are offsets, changes of \
      speed, and cuts: scenes that only one of the two has. Where the words do not match, as with subtitles in another \
      language, the times of speech decide, which is less sure. A file for which too little speaks is left alone; the \
      exit code is 1 then.
      """)

  @Argument(help: "A subtitle file.", completion: .file(extensions: ["srt", "vtt", "ttml"]))
  var file: String

  @Option(
    help: ArgumentHelp("The media that the file belongs to; what is said in it is recognised.", valueName: "file"),
    completion: .file())
  var media: String?

  @Option(
    help: ArgumentHelp(
      "What is said in the media, as “surtitle transcribe --format json” writes it, so that nothing is recognised.",
      valueName: "file"), completion: .file(extensions: ["json"]))
  var transcript: String?

  @Option(
    help: ArgumentHelp(
      "Where to write the result, in the format that its name tells; without it a file beside the original with “synced” in its name.",
      valueName: "file"), completion: .file())
  var output: String?

  @Flag(help: "Replace a file that is there.")
  var overwrite = false

  @Flag(help: "Only report what would be done.")
  var dryRun = false

  @Flag(help: "Keep the cues of scenes that the media does not have.")
  var keepRemoved = false

  @Flag(help: "Let cues begin with their first word where it is recognised within 0.3 s.")
  var snap = false

  @Flag(help: "Go by words alone, and not by the times of speech where they do not match.")
  var wordsOnly = false

  @Option(help: ArgumentHelp("How sure the result must be, from 0 to 1.", valueName: "confidence"))
  var minConfidence = SynchronisingSettings().minimumConfidence

  @Flag(help: "Print the report as JSON.")
  var json = false

  @Option(
    help: ArgumentHelp("The profile whose settings are used, or a file with one.", valueName: "name"),
    completion: .profiles)
  var profile = Configuration.defaultProfile

  @OptionGroup var reading: ReadingOptions
  @OptionGroup var options: ConfigurationOptions
  @OptionGroup var recognition: RecognitionOptions
  @OptionGroup var verbosity: VerbosityOptions

  func validate() throws {
    guard (media == nil) != (transcript == nil) else {
      throw ValidationError("name the media with --media, or what is said in it with --transcript")
    }
    guard (0...1).contains(minConfidence) else {
      throw ValidationError("--min-confidence takes a number from 0 to 1, not \(minConfidence)")
    }
  }

  func run() async throws {
    let session = try Session(options)
    let path = RawArguments.path(for: file).absolute(in: session.workingDirectory)
    let target =
      output.map { RawArguments.path(for: $0).absolute(in: session.workingDirectory) } ?? path.marked("synced")
    let source = try session.subtitleFormat(of: path, reading)
    if !dryRun, !overwrite, FileStatus.at(target) != nil {
      throw ValidationError("\(target.display) is there already; --overwrite replaces it, --output names another")
    }
    let document = try session.telling(path) { try session.read(path, as: source) }
    // Before minutes are spent on recognition.
    let format = try session.subtitleFormat(of: target, madeOf: path, source)
    session.tell(document.remarks, on: path)
    let synchroniser = SubtitleSynchroniser(try await heard(session), settings: synchronisingSettings)
    switch synchroniser.synchronisation(of: document) {
    case .failure(let refusal):
      if json { try StandardOutput.write(SyncReport.json(of: refusal, path).line) }
      throw refusal
    case .success(let found):
      let retimed = found.applied(to: document, retimingSettings)
      if !dryRun {
        session.tell(format.losses(of: retimed).map(\.message), on: target)
        try AtomicFile.write(format.write(retimed), to: target, existing: overwrite ? .replace : .keep)
      }
      let report = SyncReport(
        path: path, written: dryRun ? nil : target, synchronisation: found,
        leftOut: document.cues.count - retimed.cues.count)
      try StandardOutput.write(json ? report.json.line : report.text)
    }
  }

  private var synchronisingSettings: SynchronisingSettings {
    var settings = SynchronisingSettings()
    settings.minimumConfidence = minConfidence
    settings.usesSound = !wordsOnly
    return settings
  }

  private var retimingSettings: RetimingSettings {
    var settings = RetimingSettings()
    settings.removed = keepRemoved ? .keep : .drop
    settings.snapsToWords = snap
    return settings
  }

  /// What is said in the media.
  private func heard(_ session: Session) async throws -> Transcript {
    if let transcript { return try session.transcript(at: RawArguments.path(for: transcript)) }
    return try await recognised(RawArguments.path(for: media ?? "").absolute(in: session.workingDirectory), session)
  }

  private func recognised(_ path: FilePath, _ session: Session) async throws -> Transcript {
    guard try FileStatus(of: path).kind == .file else { throw LibraryError(.wrongKind, path, "this is no file") }
    let transcription = Transcription(
      profile: try session.profile(profile, recognition, outputs: []), source: FFmpegAudioSource(),
      modelDirectory: session.modelDirectory, logger: verbosity.logger)
    let work = try WorkDirectory(in: FilePath(NSTemporaryDirectory()))
    defer { work.remove() }
    let terminal = Terminal()
    let status = StatusLine(terminal: terminal, isShown: terminal.isInteractive && !verbosity.quiet)
    return try await session.plugins.serving {
      try await Interruption.cancelling {
        let input = try await transcription.run(path, in: work.path) { stage, fraction in
          status.show("\(stage.name) \(Int(fraction * 100)) %")
        }
        status.clear()
        for damage in input.damage { StandardError.write("surtitle: \(damage)\n") }
        return input.transcript
      }
    }
  }
}
