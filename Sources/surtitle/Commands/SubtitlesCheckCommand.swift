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

  @Option(
    help: ArgumentHelp("The video that the files belong to, for its frame rate and length.", valueName: "file"),
    completion: .file())
  var media: String?

  @Flag(help: "Look for the changes of shot in --media, and apply the rules on them; takes some minutes a film.")
  var shots = false

  @Option(
    help: ArgumentHelp(
      "What is said, as “transcribe --format json” writes it: the rules on when words are shown apply then, and what "
        + "the speech itself forces is told.", valueName: "file"), completion: .file(extensions: ["json"]))
  var transcript: String?

  @Option(
    help: ArgumentHelp(
      "Frames a second, such as 25, 23.976 or 30000/1001, where there is no --media.", valueName: "rate"))
  var frameRate: String?

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
    if shots, media == nil { throw ValidationError("--shots takes the video with --media") }
    if media != nil, frameRate != nil { throw ValidationError("--media and --frame-rate exclude each other") }
    if let frameRate, Rational(frameRate: frameRate) == nil {
      throw ValidationError("--frame-rate takes frames a second, such as 25 or 30000/1001, not “\(frameRate)”")
    }
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
        case .json: try StandardOutput.write(verdict.json.canonical + "\n")
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
    var facts = Facts(frameRate: frameRate.flatMap { Rational(frameRate: $0) })
    facts.transcript = try transcript.map { try session.transcript(at: RawArguments.path(for: $0)) }
    guard let media else { return facts }
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
    let target = output.map { RawArguments.path(for: $0) } ?? (inPlace ? path : path.fixed)
    let written = try session.subtitleFormat(of: target, madeOf: path, format)
    session.tell(written.losses(of: document).map(\.message), on: target)
    let data = try written.write(document)
    let absolute = target.absolute(in: session.workingDirectory)
    if inPlace { try keep(absolute) }
    do {
      try AtomicFile.write(data, to: absolute, existing: inPlace || overwrite ? .replace : .keep)
    } catch let error as LibraryError where error.code == .fileExists {
      throw LibraryError(.fileExists, target, "this is there already; --overwrite replaces it")
    }
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

/// What was found in one file.
struct CheckVerdict {
  var path: FilePath
  var style: HouseStyle
  var language: LanguageTag
  var frameRate: Rational?
  var shots: [MediaTime]
  /// What `violations` are about: the repaired subtitles where they were repaired.
  var document: SubtitleDocument
  var violations: [StyleViolation] = []
  var repair: StyleRepair?
  /// Where the repaired subtitles are, if there was something to write.
  var output: FilePath?

  /// For the page.
  var pageFile: CheckPage.File {
    CheckPage.File(
      name: path.display, style: style, language: language, frameRate: frameRate, shots: shots,
      document: document, violations: violations, repair: repair)
  }

  /// For programs; times are seconds.
  var json: JSONValue {
    var members = JSONText.path(path)
    members["style"] = .string(style.name)
    members["language"] = .string(language.code)
    members["frameRate"] = (frameRate?.description).map(JSONValue.string)
    members["cues"] = .integer(Int64(document.cues.count))
    for severity in StyleViolation.Severity.allCases {
      let avoidable = violations.count { $0.severity == severity && $0.isAvoidable }
      members["\(severity.rawValue)s"] = .integer(Int64(avoidable))
    }
    members["unavoidable"] = .integer(Int64(violations.count { !$0.isAvoidable }))
    members["violations"] = .array(violations.map { .object(Self.members(of: $0)) })
    guard let repair else { return .object(members) }
    members["violationsBefore"] = .integer(Int64(repair.before.count))
    members["fixes"] = .array(repair.fixes.map { .object(Self.members(of: $0)) })
    members["violations"] = .array(
      repair.remaining.map { remaining in
        var members = Self.members(of: remaining.violation)
        members["notRepaired"] = .string(remaining.reason)
        return .object(members)
      })
    members["output"] = (output?.display).map(JSONValue.string)
    return .object(members)
  }

  private static func members(of fix: StyleFix) -> [String: JSONValue] {
    var members: [String: JSONValue] = [
      "action": .string(fix.action.rawValue), "cue": .integer(Int64(fix.cue)),
      "start": .number(fix.range.start.roundedSeconds), "end": .number(fix.range.end.roundedSeconds),
      "from": .string(fix.from), "to": .string(fix.to),
    ]
    members["rule"] = (fix.rule?.rawValue).map(JSONValue.string)
    return members
  }

  private static func members(of violation: StyleViolation) -> [String: JSONValue] {
    var members: [String: JSONValue] = [
      "cue": .integer(Int64(violation.cue)), "start": .number(violation.range.start.roundedSeconds),
      "end": .number(violation.range.end.roundedSeconds), "rule": .string(violation.rule.rawValue),
      "severity": .string(violation.severity.rawValue), "measured": .string(violation.measured),
      "suggestion": .string(violation.suggestion),
    ]
    if !violation.allowed.isEmpty { members["allowed"] = .string(violation.allowed) }
    members["necessity"] = violation.necessity.map(JSONValue.string)
    return members
  }
}

extension MediaTime {
  /// To the millisecond.
  fileprivate var roundedSeconds: Double { Double(milliseconds) / 1000 }
}

extension FilePath {
  /// `film.en.fixed.srt` beside `film.en.srt`.
  fileprivate var fixed: FilePath {
    let name = nameBytes
    let dot = name.lastIndex(of: UInt8(ascii: ".")) ?? name.endIndex
    let fixed = name[..<dot] + Array(".fixed".utf8) + name[dot...]
    // A name alone stays one: it is below the folder that is worked in.
    let folder = removingLastComponent()
    return folder.isEmpty ? FilePath(bytes: fixed) : folder.appending(name: fixed)
  }
}

extension Rational {
  /// `25`, `23.976`, `30000/1001`; the decimal forms of the NTSC rates mean those exactly. Nil for what is no rate of
  /// pictures, 1 to 1000 a second.
  init?(frameRate text: String) {
    let parts = text.split(separator: "/")
    if parts.count == 2, let first = Int64(parts[0]), let second = Int64(parts[1]), (1...1_000_000).contains(first),
      (1...100_000).contains(second), (1...1000).contains(Double(first) / Double(second))
    {
      self.init(first, second)
    } else if let value = Double(text), (1...1000).contains(value) {
      let whole = value.rounded(.up)
      // 23.976, 29.97, 59.94, 119.88: a thousandth less than a whole number.
      let isNTSC = abs(value - whole * 1000 / 1001) < 0.005 && value != whole
      self = isNTSC ? Rational(Int64(whole) * 1000, 1001) : Rational(Int64((value * 1000).rounded()), 1000)
    } else {
      return nil
    }
  }
}
