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

struct SubtitlesCheckCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "check",
    abstract: "Look where subtitle files do not keep to a house style, and repair them.",
    discussion: """
      Each violation has a rule, what was measured, what is allowed and what to do about it. The exit code is 1 where \
      something is found that --fail-on names.

      With --fix, what can be repaired is repaired: times, division into cues, lines, spaces and marks. Words are never \
      changed. The repaired file stands beside the other as <name>.fixed.<extension>, and the violations are those that \
      are left.
      """)

  enum Form: String, CaseIterable, ExpressibleByArgument { case text, json, csv, html }
  enum Limit: String, CaseIterable, ExpressibleByArgument { case error, warning, info, never }

  @Argument(help: "Subtitle files.", completion: .file(extensions: ["srt", "vtt", "ttml"]))
  var files: [String]

  @Option(
    help: ArgumentHelp("The house style; see “surtitle subtitles styles”.", valueName: "name"), completion: .styles)
  var style = HouseStyles.defaultName

  @Option(
    help: ArgumentHelp(
      "The language of the text, such as “en”; otherwise what the file or its name says.", valueName: "code"))
  var language: String?

  @OptionGroup var video: FrameRateOptions

  @Flag(help: "Look for the changes of shot in --media, and apply the rules on them; takes some minutes a film.")
  var shots = false

  @Option(
    help: ArgumentHelp(
      "What is said, as “transcribe --format json” writes it: the rules on when words are shown apply then, and what "
        + "the speech itself forces is told.", valueName: "file"), completion: .file(extensions: ["json"]))
  var transcript: String?

  @Option(
    help: ArgumentHelp(
      "text, json (one object a file), csv (one row a violation) or html (a page for a browser).", valueName: "form"))
  var format = Form.text

  @Option(
    help: ArgumentHelp("From which severity on the exit code is 1: error, warning, info, never.", valueName: "severity")
  )
  var failOn = Limit.error

  @Flag(help: "Repair what can be repaired, and write the repaired file.")
  var fix = false

  @Option(
    help: ArgumentHelp("With --fix and one file: where the repaired one is written.", valueName: "file"),
    completion: .file())
  var output: String?

  @Flag(help: "With --fix: replace the file itself; what it was stays beside it as <name>.bak.")
  var inPlace = false

  @Flag(help: "With --fix: replace a file that has the name of the repaired one.")
  var overwrite = false

  @OptionGroup var reading: ReadingOptions
  @OptionGroup var options: ConfigurationOptions

  func validate() throws {
    if files.isEmpty { throw ValidationError("name at least one subtitle file") }
    if !fix, output != nil || inPlace || overwrite {
      throw ValidationError("--output, --in-place and --overwrite go with --fix")
    }
    if output != nil, inPlace { throw ValidationError("--output and --in-place exclude each other") }
    if output != nil, files.count > 1 { throw ValidationError("--output takes the repair of one file") }
    if shots, video.media == nil { throw ValidationError("--shots takes the video with --media") }
    try LanguageTag.check(language)
  }

  func run() async throws {
    let session = try Session(options)
    let style = try session.configuration.styles().asked(for: style)
    let facts = try await facts(session)
    if format == .csv { try StandardOutput.write(CheckText.header) }
    var isRejected = false
    var page = CheckPage(files: [])
    func fail(_ path: FilePath, _ message: String) {
      page.failures.append(CheckPage.Failure(name: path.display, message: message))
      isRejected = true
    }
    for path in RawArguments.paths(for: files) {
      do {
        let verdict = try verdict(on: path, style, facts, session)
        switch format {
        case .text: try StandardOutput.write(CheckText.text(of: verdict, terminal: Terminal()))
        case .json: try StandardOutput.write(verdict.json.line)
        case .csv: try StandardOutput.write(CheckText.rows(of: verdict))
        case .html: page.files.append(verdict.pageFile)
        }
        if format == .csv || format == .html, let summary = CheckText.summary(of: verdict) {
          StandardError.write("surtitle: \(path.display): \(summary)\n")
        }
        if verdict.violations.contains(where: rejects) { isRejected = true }
      } catch let error as LibraryError {
        ExitStatus.report(error)
        fail(path, error.message)
      } catch let error where !(error is BrokenPipe || error is CancellationError || error is ValidationError) {
        StandardError.write("surtitle: \(path.display): \(error)\n")
        fail(path, "\(error)")
      }
    }
    if format == .html { try StandardOutput.write(page.html) }
    if isRejected { throw ExitStatus.someFailed }
  }

  /// What is known of the media.
  private struct Facts {
    var frameRate: Rational?
    var end: MediaTime?
    var shots: [MediaTime] = []
    var transcript: Transcript?
  }

  private func facts(_ session: Session) async throws -> Facts {
    var facts = Facts(frameRate: video.rate)
    facts.transcript = try transcript.map { try session.transcript(at: RawArguments.path(for: $0)) }
    guard let media = video.media else { return facts }
    let path = RawArguments.path(for: media).absolute(in: session.workingDirectory)
    let info = try await FFmpegAudioSource().probe(path)
    (facts.frameRate, facts.end) = (info.frameRate, info.duration)
    if shots { facts.shots = try await Interruption.cancelling { try await ShotDetector.detect(in: path).times } }
    return facts
  }

  private func verdict(
    on path: FilePath, _ style: HouseStyle, _ facts: Facts, _ session: Session
  ) throws -> CheckVerdict {
    let format = try session.subtitleFormat(of: path, reading)
    let document = try session.read(path, as: format)
    session.tell(document.remarks, on: path)
    let language =
      language.map { LanguageTag($0) }
      ?? (document.language.isUndetermined ? Sidecar.language(inName: path.nameBytes) : document.language)
    var verdict = CheckVerdict(
      path: path, style: style, language: language, frameRate: facts.frameRate, shots: facts.shots, document: document)
    guard fix else {
      let checker = StyleChecker(
        style: style, language: language, frameRate: facts.frameRate, shots: facts.shots, transcript: facts.transcript)
      verdict.violations = checker.violations(in: document)
      return verdict
    }
    let fixer = StyleFixer(
      style: style, language: language, frameRate: facts.frameRate, shots: facts.shots, transcript: facts.transcript,
      mediaEnd: facts.end)
    let repair = fixer.repaired(document)
    (verdict.repair, verdict.document) = (repair, repair.document)
    verdict.violations = repair.remaining.map(\.violation)
    // What was asked for by name is written in any case.
    if repair.isChanged || output != nil { verdict.output = try write(repair.document, of: path, as: format, session) }
    return verdict
  }

  /// Writes the repaired subtitles of `path`, and says where.
  private func write(
    _ document: SubtitleDocument, of path: FilePath, as format: any SubtitleFormat, _ session: Session
  ) throws -> FilePath {
    let target = output.map { RawArguments.path(for: $0) } ?? (inPlace ? path : path.marked("fixed"))
    let written = try session.subtitleFormat(of: target, madeOf: path, format)
    session.tell(written.losses(of: document).map(\.message), on: target)
    let data = try written.write(document)
    if inPlace { try keep(target.absolute(in: session.workingDirectory)) }
    try session.write(data, to: target, overwriting: inPlace || overwrite)
    return target
  }

  /// Copies a file to `<name>.bak`, or to the first of `.bak2`, `.bak3`… that there is not: no copy replaces another.
  private func keep(_ path: FilePath) throws {
    let data = try Data(readingFile: path)
    for number in 1...1000 {
      let name = path.nameBytes + Array((number == 1 ? ".bak" : ".bak\(number)").utf8)
      do {
        try AtomicFile.write(data, to: path.removingLastComponent().appending(name: name), existing: .keep)
        return
      } catch let error as LibraryError where error.code == .fileExists {
        continue
      }
    }
    throw LibraryError(.fileExists, path, "there are a thousand copies of it already; remove some")
  }

  private func rejects(_ violation: StyleViolation) -> Bool {
    switch failOn {
    case .never: false
    case .info: true
    case .warning: violation.severity >= .warning
    case .error: violation.severity >= .error
    }
  }
}
