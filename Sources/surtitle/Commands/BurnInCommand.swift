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
    help: "The subtitles, or a video with a track of them; otherwise those beside the video that have its name.",
    completion: .file())
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
      "Where the script is written; by default, without --render, the name of the video with .burn-in.ass in this folder.",
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

  @OptionGroup var reading: ReadingOptions
  @OptionGroup var options: ConfigurationOptions
  @OptionGroup var verbosity: VerbosityOptions

  func validate() throws {
    if let fontSize, !(2...20).contains(fontSize) {
      throw ValidationError("--font-size takes 2 to 20, not \(fontSize)")
    }
    if let crf, !(0...63).contains(crf) { throw ValidationError("--crf takes 0 to 63, not \(crf)") }
    try LanguageTag.check(language)
    if render, output == nil { throw ValidationError("--render needs --output") }
  }

  func run() async throws {
    let session = try Session(options)
    func path(_ text: String) -> FilePath { RawArguments.path(for: text).absolute(in: session.workingDirectory) }
    let source = path(video)
    let subtitles = try subtitles.map(path) ?? subtitles(beside: source)
    let work = try WorkDirectory(in: FilePath(NSTemporaryDirectory()))
    defer { work.remove() }
    let reader = try FrameReader(source)
    let files = BurnInFiles(
      video: source, subtitles: subtitles, isScript: reading.isScript(subtitles), script: script.map(path),
      preview: preview.map(path),
      output: output.map(path), scriptFolder: render ? work.path : session.workingDirectory)
    try files.check(overwriting: overwrite, isRendered: render)
    if let fonts, FileStatus.at(path(fonts))?.kind != .directory {
      throw ValidationError("--fonts: there is no folder \(path(fonts).display)")
    }

    let document = try session.subtitles(at: subtitles, reading)
    let plan = try plan(for: document, at: subtitles, on: reader.geometry, session)
    let line = line(files, reader, plan)
    // What is said of fonts and sizes is about the style that a script does not get.
    for warning in (files.isScript ? [] : plan.warnings) + warnings(line, reader) {
      StandardError.write("surtitle: \(warning)\n")
    }
    let text = try scriptText(document, files, plan)
    if files.script != subtitles { try AtomicFile.write(Data(text), to: files.script, existing: .replace) }
    if let preview = files.preview { try await show(document, text, source, preview, plan) }
    guard render else { return try StandardOutput.write(line.shellText + "\n") }
    try await make(line, session)
  }

  private func line(_ files: BurnInFiles, _ reader: FrameReader, _ plan: BurnInPlan) -> BurnInCommandLine {
    var line = BurnInCommandLine(
      source: files.video, script: files.script, output: files.output, geometry: reader.geometry,
      coding: coding(for: files.output), fonts: plan.fonts)
    line.isInterlaced = reader.isInterlaced
    line.recodesSound = MediaContainer(of: files.output).map { !reader.soundCodecs(notHeldBy: $0).isEmpty } ?? false
    return line
  }

  /// What somebody should know of the film that is made.
  private func warnings(_ line: BurnInCommandLine, _ reader: FrameReader) -> [String] {
    var warnings: [String] = []
    if reader.isHighDynamicRange, line.coding.codec != .h265 {
      warnings.append(
        "the video has the colours of HDR; --codec h265 keeps them, \(line.coding.codec.rawValue) does not")
    }
    if reader.isInterlaced { warnings.append("the video is interlaced; the copy has whole pictures") }
    if reader.hasCover { warnings.append("the cover is not copied") }
    if line.recodesSound, let container = MediaContainer(of: line.output) {
      let codecs = reader.soundCodecs(notHeldBy: container).joined(separator: ", ")
      warnings.append("\(container.name) does not hold its sound (\(codecs)), which is coded anew; an .mkv keeps it")
    }
    return warnings
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
  private func scriptText(_ document: SubtitleDocument, _ files: BurnInFiles, _ plan: BurnInPlan) throws -> [UInt8] {
    guard files.isScript else { return Array(BurnInScript.text(of: document, style: plan.style).utf8) }
    let text = DecodedText(try Data(readingFile: files.subtitles)).text
    for family in BurnInScript.fonts(namedIn: text) where !FontSelection.isInstalled(family, folder: plan.fonts) {
      StandardError.write(
        "surtitle: the script asks for the font “\(family)”, which is not here; another one is taken\n")
    }
    if font != nil || fontSize != nil || box != nil {
      StandardError.write("surtitle: a script has looks of its own: --font, --font-size and --box change nothing\n")
    }
    return Array(text.utf8)
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

  /// The subtitles beside a video.
  private func subtitles(beside video: FilePath) throws -> FilePath {
    let language = language.map { LanguageTag($0) }
    let formats = ["ass", "ssa", "srt", "vtt", "ttml", "dfxp"]
    let found = Sidecar.meant(among: try Sidecar.texts(beside: video), language: language, formats: formats)
      .map { video.removingLastComponent().appending(name: $0.name) }
      .filter { !BurnInFiles.isOwnScript($0) }
    guard let only = found.first else {
      throw ValidationError("there are no subtitles beside \(video.display); name a file")
    }
    guard found.count == 1 else {
      let names = found.map { FilePath(bytes: $0.nameBytes).display }.joined(separator: ", ")
      throw ValidationError("name one of the subtitles: \(names)")
    }
    if !verbosity.quiet { StandardError.write("the subtitles are those of \(only.display)\n") }
    return only
  }
}
