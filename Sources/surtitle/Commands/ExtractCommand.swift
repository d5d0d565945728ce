internal import ArgumentParser
internal import Foundation
internal import Library
internal import Media
internal import MediaIO
internal import Pipeline
internal import PluginKit
internal import Subtitles
internal import SystemPackage
internal import Transcript

struct ExtractCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "extract",
    abstract: "Make files of the subtitle tracks in a video.",
    discussion: """
      Each track that is text becomes a file beside the video, with a name that players and servers know: Film.en.srt, \
      Film.de.forced.ass, Film.en.sdh.vtt. It is in the format that the track has, or in that of --to. Tracks that are \
      pictures are passed over.
      """)

  @Argument(help: "The video.", completion: .file())
  var video: String

  @Option(
    help: ArgumentHelp("Only this track, by its number in the video; see --list.", valueName: "n"))
  var stream: [Int] = []

  @Option(help: ArgumentHelp("Only tracks in this language.", valueName: "code"))
  var language: String?

  @Option(
    help: ArgumentHelp("The format of the files; by default that of the track: srt, vtt or ass.", valueName: "format"))
  var to: String?

  @Option(help: ArgumentHelp("Where to write; by default beside the video.", valueName: "dir"), completion: .directory)
  var outputDir: String?

  @Flag(help: "Only list the tracks.")
  var list = false

  @Flag(help: "Replace files that are there.")
  var overwrite = false

  @OptionGroup var options: ConfigurationOptions
  @OptionGroup var verbosity: VerbosityOptions

  func validate() throws {
    try LanguageTag.check(language)
  }

  func run() async throws {
    let session = try Session(options)
    let path = RawArguments.path(for: video).absolute(in: session.workingDirectory)
    let media = try await MediaProbe.probeOnOwnThread(path)
    let subtitles = media.streams.filter { $0.kind == .subtitle }
    let texts = ExtractedSubtitles.textStreams(of: media)
    if list { return try listed(subtitles, texts: texts) }
    let wanted = try wanted(among: texts, all: subtitles, of: path)
    let folder = outputDir.map { RawArguments.path(for: $0).absolute(in: session.workingDirectory) }
    var names: Set<[UInt8]> = []
    var isFailed = false
    for track in wanted {
      let target = name(of: track, path, taken: &names)
      do {
        try await extract(
          track, of: path, to: (folder ?? path.removingLastComponent()).appending(name: target), session)
      } catch let error where !(error is ValidationError) && ExitStatus(error) != .interrupted {
        ExitStatus.report(error)
        isFailed = true
      }
    }
    if isFailed { throw ExitStatus.someFailed }
  }

  private func extract(_ track: MediaStream, of path: FilePath, to stem: FilePath, _ session: Session) async throws {
    let found = try await Interruption.cancelling { try await ExtractedSubtitles.tracks([track.index], of: path) }
    guard let extracted = found.first else { return }
    session.tellDamage(of: extracted, track, in: path)
    let suffix = to ?? (extracted.isDecoded ? "srt" : extracted.codec.fileExtension)
    let target = stem.removingLastComponent().appending(name: stem.nameBytes + Array(".\(suffix)".utf8))
    guard !extracted.times.isEmpty else {
      StandardError.write("surtitle: \(path.display): \(track.trackText) is empty\n")
      return
    }
    let data: Data
    if suffix == "ass", extracted.codec == .subStationAlpha {
      // Its looks are what it is for.
      data = Data(extracted.bytes)
    } else {
      let document = try session.document(of: extracted, track, in: path)
      data = try session.subtitleFormat(suffix, of: target).write(document)
    }
    try session.write(data, to: target, overwriting: overwrite)
    if !verbosity.quiet {
      StandardError.write(
        "\(target.display): \(extracted.times.count) cue\(extracted.times.count == 1 ? "" : "s") of \(track.trackText)\n"
      )
    }
  }

  /// `Film.en.forced`, with a number where two tracks would have one name.
  private func name(of track: MediaStream, _ video: FilePath, taken: inout Set<[UInt8]>) -> [UInt8] {
    var marks = track.language.isUndetermined ? [] : [track.language.code]
    if track.dispositions.contains(.hearingImpaired) { marks.append("sdh") }
    if track.dispositions.contains(.forced) { marks.append("forced") }
    var number = 1
    while true {
      let title = number == 1 ? [] : ["\(number)"]
      let name = MediaName.base(of: video.nameBytes) + Array((title + marks).map { ".\($0)" }.joined().utf8)
      if taken.insert(name).inserted { return name }
      number += 1
    }
  }

  private func wanted(
    among texts: [MediaStream], all: [MediaStream], of path: FilePath
  ) throws -> [MediaStream] {
    for index in stream where !texts.contains(where: { $0.index == index }) {
      throw ValidationError(
        "stream \(index) of \(path.display) is no text; "
          + (texts.isEmpty
            ? "it has no subtitles that are" : "these are: \(texts.map(\.trackText).joined(separator: ", "))"))
    }
    let tag = language.map { LanguageTag($0) }
    let found = texts.filter { track in
      (stream.isEmpty || stream.contains(track.index)) && (tag.map { $0.matches(track.language) } ?? true)
    }
    guard !found.isEmpty else {
      throw MediaError(
        .noSubtitles, path: path,
        message: all.isEmpty
          ? "there are no subtitles in it"
          : texts.isEmpty
            ? "its subtitles are pictures of text, which only a program that recognises letters can read"
            : "there are no subtitles in this language; there are \(texts.map(\.trackText).joined(separator: ", "))")
    }
    return found
  }

  private func listed(_ tracks: [MediaStream], texts: [MediaStream]) throws {
    for track in tracks {
      let isText = texts.contains { $0.index == track.index }
      let title = track.title.map { "  “\($0)”" } ?? ""
      try StandardOutput.write("\(track.trackText)  \(track.codec)\(isText ? "" : ", pictures")\(title)\n")
    }
  }
}
