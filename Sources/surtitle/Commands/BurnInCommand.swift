internal import ArgumentParser
internal import BurnIn
internal import Foundation
internal import Library
internal import Media
internal import MediaIO
internal import Pipeline
internal import PluginHost
internal import Subtitles
internal import SystemPackage
internal import TextEncoding
internal import Timeline
internal import Transcript

struct BurnInCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "burn-in",
    abstract: "Draw subtitles into the pictures of a video, where players offer none.",
    discussion: """
      Size, place and font suit the picture, the house style and the language. Without --render nothing is coded: the script \
      is written that ffmpeg draws, and the command is printed that does it. --preview shows three cues on the pictures that \
      they will be on.
      """)

  enum Codec: String, CaseIterable, ExpressibleByArgument { case h264, h265, vp9, av1 }

  @Argument(help: "The video.", completion: .file())
  var video: String

  @Argument(
    help: "The subtitles; otherwise the one subtitle file beside the video that has its name.",
    completion: .file(extensions: ["srt", "vtt", "ttml", "ass"]))
  var subtitles: String?

  @Option(
    help: ArgumentHelp("The house style; see “surtitle subtitles styles”.", valueName: "name"), completion: .styles)
  var style = HouseStyles.defaultName

  @Option(help: ArgumentHelp("The language of the text; otherwise what the file or its name says.", valueName: "code"))
  var language: String?

  @Option(help: ArgumentHelp("Show three cues in this PNG picture.", valueName: "file"), completion: .file())
  var preview: String?

  @Option(
    help: ArgumentHelp(
      "Where the script is written; by default, without --render, the name of the video with .ass in this folder.",
      valueName: "file"), completion: .file())
  var script: String?

  @Flag(help: "Make the film. Takes about as long as it plays.")
  var render = false

  @Option(help: ArgumentHelp("The film to make.", valueName: "file"), completion: .file())
  var output: String?

  @Option(help: ArgumentHelp("The font; by default one that has all characters of the text.", valueName: "name"))
  var font: String?

  @Option(
    help: ArgumentHelp(
      "The height of a line in percent of the shorter side of the picture, 2…20.", valueName: "percent"))
  var fontSize: Double?

  @Option(help: ArgumentHelp("A folder with more fonts.", valueName: "dir"), completion: .directory)
  var fonts: String?

  @Flag(inversion: .prefixedNo, help: "Put text on a box; otherwise as the style does.")
  var box: Bool?

  @Option(help: ArgumentHelp("How pictures are coded: h264, h265, vp9 or av1.", valueName: "codec"))
  var codec: Codec?

  @Option(help: ArgumentHelp("How much may be lost in coding, 0…63; less is better and larger.", valueName: "n"))
  var crf: Int?

  @Flag(help: "Replace files that are there.")
  var overwrite = false

  @OptionGroup var options: ConfigurationOptions
  @OptionGroup var verbosity: VerbosityOptions

  func validate() throws {
    if let fontSize, !(2...20).contains(fontSize) {
      throw ValidationError("--font-size takes 2 to 20, not \(fontSize)")
    }
    if let crf, !(0...63).contains(crf) { throw ValidationError("--crf takes 0 to 63, not \(crf)") }
    if let language, LanguageTag(language).isUndetermined {
      throw ValidationError("“\(language)” is no language; write a code such as “en”")
    }
    if render, output == nil { throw ValidationError("--render needs --output") }
  }

  func run() async throws {
    let session = try Session(options)
    func path(_ text: String) -> FilePath { RawArguments.path(for: text).absolute(in: session.workingDirectory) }
    let source = path(video)
    let subtitles = try subtitles.map(path) ?? Self.sidecar(of: source)
    let document = try session.subtitles(at: subtitles)
    let reader = try FrameReader(source)
    let plan = try plan(for: document, at: subtitles, on: reader.geometry, session)
    for warning in plan.warnings { StandardError.write("surtitle: \(warning)\n") }
    if reader.isHighDynamicRange {
      StandardError.write("surtitle: the video has the colours of HDR; --codec h265 keeps them, h264 does not\n")
    }
    let text = try scriptText(document, at: subtitles, plan.style)

    let work = try WorkDirectory(in: FilePath(NSTemporaryDirectory()))
    defer { work.remove() }
    let scriptPath =
      script.map(path) ?? (render ? work.path : session.workingDirectory).appending(name: Self.name(source, "ass"))
    let mayReplace = overwrite || (render && script == nil)
    try AtomicFile.write(Data(text), to: scriptPath, existing: mayReplace ? .replace : .keep)
    if let preview { try await show(document, text, source, path(preview), plan) }

    let kind = MediaContainer(of: source)
    let suffix = kind == .matroska ? "mkv" : kind == .webM ? "webm" : "mp4"
    let target =
      output.map(path) ?? source.removingLastComponent().appending(name: Self.name(source, "subtitled.\(suffix)"))
    let line = BurnInCommandLine(
      source: source, script: scriptPath, output: target, geometry: reader.geometry, coding: coding(for: target),
      fonts: plan.fonts)
    guard render else { return try StandardOutput.write(line.shellText + "\n") }
    try await make(line, session)
  }

  private func plan(
    for document: SubtitleDocument, at path: FilePath, on geometry: VideoGeometry, _ session: Session
  ) throws -> BurnInPlan {
    let found = document.language.isUndetermined ? Sidecar.language(inName: path.nameBytes) : document.language
    var wishes = BurnInPlan.Wishes()
    wishes.family = font
    wishes.size = fontSize.map { $0 / 100 }
    wishes.hasBox = box
    wishes.fonts = fonts.map { RawArguments.path(for: $0).absolute(in: session.workingDirectory) }
    return try BurnInPlan(
      for: document, on: geometry, style: session.configuration.styles().asked(for: style),
      language: language.map { LanguageTag($0) } ?? found, wishes: wishes)
  }

  /// A script of its own keeps its looks.
  private func scriptText(_ document: SubtitleDocument, at path: FilePath, _ style: BurnInStyle) throws -> [UInt8] {
    if ["ass", "ssa"].contains(path.extension?.lowercased() ?? "") {
      return Array(DecodedText(try Data(readingFile: path)).text.utf8)
    }
    return Array(BurnInScript.text(of: document, style: style).utf8)
  }

  private func coding(for target: FilePath) -> VideoCoding {
    let asked = codec.flatMap { VideoCoding.Codec(rawValue: $0.rawValue) }
    return VideoCoding(asked ?? VideoCoding.usual(forExtension: target.extension ?? "").codec, quality: crf)
  }

  private func show(
    _ document: SubtitleDocument, _ script: [UInt8], _ film: FilePath, _ target: FilePath, _ plan: BurnInPlan
  ) async throws {
    let renderer = PreviewRenderer(film: film, script: script, fonts: plan.fonts)
    let cues = PreviewCues.choose(from: document)
    let png = try await Interruption.cancelling {
      let cancellation = Cancellation()
      return try await withTaskCancellationHandler {
        try renderer.sheet(of: cues, cancellation: cancellation).png(for: target)
      } onCancel: {
        cancellation.cancel()
      }
    }
    try AtomicFile.write(Data(png), to: target, existing: overwrite ? .replace : .keep)
    if !verbosity.quiet {
      StandardError.write("\(target.display): \(cues.count == 1 ? "a cue" : "\(cues.count) cues") on the video\n")
    }
  }

  private func make(_ line: BurnInCommandLine, _ session: Session) async throws {
    let duration = try await FFmpegAudioSource().probe(line.source).duration
    let renderer = BurnInRenderer(line, duration: duration, replaces: overwrite)
    let terminal = Terminal()
    let status = StatusLine(terminal: terminal, isShown: terminal.isInteractive && !verbosity.quiet)
    let start = ContinuousClock.now
    try await Interruption.cancelling {
      try await renderer.run { done in
        let elapsed = (ContinuousClock.now - start).seconds
        let left = done > 0.01 ? "  \(Duration.seconds(elapsed * (1 - done) / done).clock) left" : ""
        status.show("drawing \(Int(done * 100)) %\(left)")
      }
    }
    status.clear()
    if !verbosity.quiet {
      StandardError.write("\(line.output.display): made in \((ContinuousClock.now - start).clock)\n")
    }
  }

  /// The name of a video with another extension, byte for byte.
  private static func name(_ video: FilePath, _ suffix: String) -> [UInt8] {
    let name = video.nameBytes
    let base = name.lastIndex(of: UInt8(ascii: ".")).flatMap { $0 > 0 ? name[..<$0] : nil } ?? name[...]
    return Array(base) + Array(".\(suffix)".utf8)
  }

  /// The one subtitle file beside a video whose name begins as that of the video does.
  private static func sidecar(of video: FilePath) throws -> FilePath {
    let folder = video.removingLastComponent()
    let base = name(video, "")
    let found = try Directory.names(in: folder).filter { entry in
      let suffix = entry.lastIndex(of: UInt8(ascii: ".")).map { String(decoding: entry[($0 + 1)...], as: UTF8.self) }
      return entry.starts(with: base) && ["srt", "vtt", "ttml", "ass"].contains(suffix?.lowercased() ?? "")
    }
    guard found.count == 1, let only = found.first else {
      let names = found.map { FilePath(bytes: $0).display }.sorted().joined(separator: ", ")
      throw ValidationError(
        found.isEmpty
          ? "there are no subtitles beside \(video.display); name a file" : "name one of the subtitles: \(names)")
    }
    return folder.appending(name: only)
  }
}
