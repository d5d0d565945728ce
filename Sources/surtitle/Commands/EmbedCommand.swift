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
internal import TextEncoding
internal import Transcript

struct EmbedCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "embed",
    abstract: "Put subtitle files into a copy of a video, as tracks that players offer.",
    discussion: """
      Pictures and sound are copied as they are, and the video itself is not touched. The name of the copy says what it \
      becomes: .mp4, .m4v and .mov take 3GPP timed text, .mkv SubRip or SubStation Alpha, .webm WebVTT. Tracks of text that \
      the video has in another format are converted to it. Tracks that were put in earlier for the same language and \
      purpose are replaced; all others are kept. The language and the purpose of a track are what the \
      name of its file says: Film.en.forced.srt, Film.pt-BR.sdh.srt.
      """)

  @Argument(help: "The video.", completion: .file())
  var video: String

  @Argument(
    help: "Subtitle files, each for a track of its own.", completion: .file(extensions: ["srt", "vtt", "ttml", "ass"]))
  var subtitles: [String]

  @Option(help: ArgumentHelp("The copy to write.", valueName: "file"), completion: .file())
  var output: String

  @Option(
    help: ArgumentHelp(
      "The language of the subtitles, such as “en”; otherwise what the file or its name says. Once for all, or once for each.",
      valueName: "code"))
  var language: [String] = []

  @Option(help: ArgumentHelp("What players call the track. Once for all, or once for each.", valueName: "text"))
  var title: [String] = []

  @Flag(help: "Mark the first as the one that is shown where nobody chooses.")
  var `default` = false

  @Flag(help: "Mark all of them as what is shown to everybody: foreign speech and signs.")
  var forced = false

  @Flag(help: "Mark all of them as made for the deaf and hard of hearing.")
  var sdh = false

  @Flag(inversion: .prefixedNo, help: "Put the index of an MP4 in front, for the web; otherwise as in the video.")
  var fastStart: Bool?

  @Flag(help: "Keep tracks that were put in earlier beside the new ones.")
  var keepOwn = false

  @Flag(help: "Leave out tracks that cannot be written into the container.")
  var leaveOutUnknown = false

  @Flag(help: "Copy what can be read of a video that is damaged or cut off.")
  var acceptDamage = false

  @Flag(help: "Replace the file that --output names.")
  var overwrite = false

  @OptionGroup var reading: ReadingOptions
  @OptionGroup var options: ConfigurationOptions
  @OptionGroup var verbosity: VerbosityOptions

  func validate() throws {
    for code in language where code != "und" { try LanguageTag.check(code) }
    if subtitles.isEmpty { throw ValidationError("name at least one subtitle file") }
    for (name, values) in [("--language", language), ("--title", title)] where values.count > 1 {
      guard values.count == subtitles.count else {
        throw ValidationError(
          "\(name) is given \(values.count) times for \(Counted.files(subtitles.count)); once, or once for each")
      }
    }
  }

  func run() async throws {
    let session = try Session(options)
    let paths = RawArguments.paths(for: [video] + subtitles + [output])
    let source = paths[0].absolute(in: session.workingDirectory)
    let target = paths[paths.count - 1].absolute(in: session.workingDirectory)
    guard let container = MediaContainer(of: target) else {
      throw ValidationError(
        "\(target.display): a file of this kind holds no text subtitles; name an .mp4, .mkv, .mov or .webm")
    }
    if !overwrite, FileStatus.at(target) != nil {
      throw ValidationError("\(target.display) is there already; --overwrite replaces it")
    }
    let tracks = try paths[1..<paths.count - 1].enumerated().map { index, path in
      try track(index, of: path, for: container, session)
    }
    let conversions = try await Conversion.all(of: source, for: container, leavingOut: leaveOutUnknown, session)
    var settings = SubtitleEmbedder.Options()
    settings.replacesOutput = overwrite
    settings.replacesOwn = !keepOwn
    settings.startsFast = fastStart
    settings.leavesOutUnknown = leaveOutUnknown
    settings.toleratesDamage = acceptDamage
    let terminal = Terminal()
    let status = StatusLine(terminal: terminal, isShown: terminal.isInteractive && !verbosity.quiet)
    let report: SubtitleEmbedder.Report
    do {
      report = try await Interruption.cancelling { [settings] in
        try await SubtitleEmbedder.embed(
          tracks + conversions.map(\.track), from: source, to: target, options: settings
        ) { done in
          status.show("copying \(Int(done * 100)) %")
        }
      }
    } catch let error as MediaError where error.code == .unsupportedStream {
      throw MediaError(error.code, path: error.path, message: "\(error.message) (--leave-out-unknown)")
    }
    status.clear()
    for conversion in conversions where report.converted.contains(conversion.stream.index) {
      conversion.tell(container, on: source, quietly: verbosity.quiet)
    }
    tell(report, target)
  }

  private func tell(_ report: SubtitleEmbedder.Report, _ target: FilePath) {
    for track in report.leftOut {
      StandardError.write("surtitle: stream \(track.stream) is left out: \(track.reason)\n")
    }
    for warning in report.warnings { StandardError.write("surtitle: \(warning)\n") }
    guard !verbosity.quiet else { return }
    let tracks = report.sampleCounts.count == 1 ? "1 track" : "\(report.sampleCounts.count) tracks"
    let replaced = report.replaced.isEmpty ? "" : ", \(report.replaced.count) of them in place of earlier ones"
    StandardError.write("\(target.display): \(tracks) of subtitles put in\(replaced)\n")
  }

  private func track(
    _ index: Int, of path: FilePath, for container: MediaContainer, _ session: Session
  ) throws -> SubtitleTrack {
    let document = try session.subtitles(at: path, reading)
    let tag =
      language.isEmpty ? nil : LanguageTag(language[language.count == 1 ? 0 : index])
    guard !document.cues.isEmpty else {
      throw ValidationError("\(path.display): there are no subtitles in it; leave it out")
    }
    try tellLosses(of: document, path, in: container, session)
    let name = Sidecar(path.nameBytes)
    // A name has the region as well, which most formats cannot say.
    let inName = name?.language ?? .undetermined
    let found = inName.matches(document.language) || document.language.isUndetermined ? inName : document.language
    var dispositions: Set<MediaStream.Disposition> = []
    if self.default ? index == 0 : name?.isDefault ?? false { dispositions.insert(.default) }
    if forced || name?.isForced ?? false { dispositions.insert(.forced) }
    if sdh || name?.isForDeaf ?? false { dispositions.insert(.hearingImpaired) }
    return SubtitleTrack(
      try content(document, path, container, session), language: tag ?? found,
      title: title.isEmpty ? document.title : title[title.count == 1 ? 0 : index], dispositions: dispositions)
  }

  /// Says what was guessed in reading `document`, and what of it the container's text does not hold.
  private func tellLosses(
    of document: SubtitleDocument, _ path: FilePath, in container: MediaContainer, _ session: Session
  ) throws {
    let isKept = container == .matroska && reading.isScript(path)
    let losses = isKept ? [] : try container.textLosses(of: document, session)
    session.tell(document.remarks + losses.map(\.message), on: path)
  }

  private func content(
    _ document: SubtitleDocument, _ path: FilePath, _ container: MediaContainer, _ session: Session
  ) throws -> SubtitleTrack.Content {
    guard container == .matroska, reading.isScript(path) else { return try container.text(of: document, session) }
    // Its looks are what it is for.
    let data = try Data(readingFile: path.absolute(in: session.workingDirectory))
    return .file(Array(DecodedText(data).text.utf8), .subStationAlpha)
  }
}
