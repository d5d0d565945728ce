internal import ArgumentParser
internal import Foundation
internal import Library
internal import Media
internal import Pipeline
internal import PluginHost
internal import PluginKit
internal import Subtitles
internal import SystemPackage
internal import Timeline
internal import Transcript

struct SubtitlesConvertCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "convert",
    abstract: "Write subtitles in another format, and say what that cannot hold.",
    discussion: """
      The formats are those that the names end with, or --from and --to. “-” is standard input, or output. Old encodings \
      are recognised; everything is written in UTF-8 where the format does not have its own.
      """)

  @Argument(help: "The subtitle file.", completion: .file())
  var input: String

  @Argument(help: "The file to write.", completion: .file())
  var output: String

  @Option(
    help: ArgumentHelp("The format of the file that is written; by default what its name tells.", valueName: "format"))
  var to: String?

  @Option(help: ArgumentHelp("The language of the text, such as “en”, where the file does not say.", valueName: "code"))
  var language: String?

  @OptionGroup var video: FrameRateOptions

  @Option(
    name: .customLong("set"),
    help: ArgumentHelp(
      "A setting of the format that is written, such as profile=ebu-tt-d; see “surtitle plugins info”.",
      valueName: "name=value"))
  var settings: [String] = []

  @OptionGroup var reading: ReadingOptions

  @Flag(help: "Replace a file that is there.")
  var overwrite = false

  @Flag(help: "Write nothing, and exit with 1, where the format cannot hold everything.")
  var strict = false

  @Flag(help: "Print what was done as JSON.")
  var json = false

  @OptionGroup var options: ConfigurationOptions

  func validate() throws {
    try LanguageTag.check(language)
    if input == "-", reading.format == nil { throw ValidationError("say with --from what standard input has") }
    if output == "-", to == nil { throw ValidationError("say with --to what standard output gets") }
    if let setting = settings.first(where: { !$0.contains("=") }) {
      throw ValidationError("--set takes name=value, not “\(setting)”")
    }
  }

  func run() async throws {
    let session = try Session(options)
    let paths = RawArguments.paths(for: [input, output])
    let source = try session.subtitleFormat(of: paths[0], reading)
    let target = try session.subtitleFormat(to, of: paths[1], assignments: settings)
    var document = try session.telling(paths[0]) { try session.read(paths[0], as: source) }
    if let language { document.language = LanguageTag(language) }
    if document.language.isUndetermined { document.language = Sidecar.language(inName: paths[0].nameBytes) }
    if let rate = try await askedRate(session) { document.frameRate = rate }
    let losses = target.losses(of: document)
    if strict, !losses.isEmpty {
      report(document, losses, paths)
      throw ExitStatus.someFailed
    }
    let data = try target.write(document)
    if output == "-" {
      try StandardOutput.write(bytes: [UInt8](data))
    } else {
      try session.write(data, to: paths[1], overwriting: overwrite)
    }
    report(document, losses, paths)
  }

  private func askedRate(_ session: Session) async throws -> Rational? {
    guard let media = video.media else { return video.rate }
    return try await FFmpegAudioSource().probe(RawArguments.path(for: media).absolute(in: session.workingDirectory))
      .frameRate
  }

  private func report(_ document: SubtitleDocument, _ losses: [SubtitleLoss], _ paths: [FilePath]) {
    if json {
      var members: [String: JSONValue] = [
        "cues": .integer(Int64(document.cues.count)), "language": .string(document.language.code),
        "lost": .object(Dictionary(uniqueKeysWithValues: losses.map { ($0.name, .integer(Int64($0.count))) })),
        "remarks": .array(document.remarks.map(JSONValue.string)),
      ]
      members["input"] = .string(paths[0].display)
      members["output"] = .string(paths[1].display)
      let line = JSONValue.object(members).line
      return output == "-" ? StandardError.write(line) : (try? StandardOutput.write(line)) ?? ()
    }
    for remark in document.remarks { StandardError.write("\(paths[0].display): \(remark)\n") }
    for loss in losses { StandardError.write("\(paths[1].display): \(loss.message)\n") }
  }
}
