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

struct SubtitlesCheckCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "check",
    abstract: "Look where subtitle files do not keep to a house style.",
    discussion: """
      Each violation has a rule, what was measured, what is allowed and what to do about it. The exit code is 1 where \
      something is found that --fail-on names.
      """)

  enum Form: String, CaseIterable, ExpressibleByArgument { case text, json, csv }
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
    help: ArgumentHelp("The video that the files belong to, for its frame rate.", valueName: "file"),
    completion: .file())
  var media: String?

  @Option(
    help: ArgumentHelp(
      "Frames a second, such as 25, 23.976 or 30000/1001, where there is no --media.", valueName: "rate"))
  var frameRate: String?

  @Option(help: ArgumentHelp("text, json (one object a file) or csv (one row a violation).", valueName: "form"))
  var format = Form.text

  @Option(
    help: ArgumentHelp("From which severity on the exit code is 1: error, warning, info, never.", valueName: "severity")
  )
  var failOn = Limit.error

  @OptionGroup var options: ConfigurationOptions

  func validate() throws {
    if files.isEmpty { throw ValidationError("name at least one subtitle file") }
    if media != nil, frameRate != nil { throw ValidationError("--media and --frame-rate exclude each other") }
    if let frameRate, Rational(frameRate: frameRate) == nil {
      throw ValidationError("--frame-rate takes frames a second, such as 25 or 30000/1001, not “\(frameRate)”")
    }
    if let language, LanguageTag(language).isUndetermined {
      throw ValidationError("“\(language)” is no language; write a code such as “en”")
    }
  }

  func run() async throws {
    let session = try Session(options)
    let style = try session.configuration.styles().asked(for: style)
    var rate = frameRate.flatMap { Rational(frameRate: $0) }
    if let media {
      let path = RawArguments.path(for: media).absolute(in: session.workingDirectory)
      rate = try await FFmpegAudioSource().probe(path).frameRate
    }
    if format == .csv { try StandardOutput.write(CheckText.header) }
    var isRejected = false
    for path in RawArguments.paths(for: files) {
      do {
        let verdict = try verdict(on: path, style, rate, session)
        switch format {
        case .text: try StandardOutput.write(CheckText.text(of: verdict, terminal: Terminal()))
        case .json: try StandardOutput.write(verdict.json.canonical + "\n")
        case .csv: try StandardOutput.write(CheckText.rows(of: verdict))
        }
        if verdict.violations.contains(where: rejects) { isRejected = true }
      } catch let error as LibraryError {
        ExitStatus.report(error)
        isRejected = true
      } catch let error as SubtitleReadError {
        StandardError.write("surtitle: \(path.display): \(error)\n")
        isRejected = true
      }
    }
    if isRejected { throw ExitStatus.someFailed }
  }

  private func verdict(
    on path: FilePath, _ style: HouseStyle, _ rate: Rational?, _ session: Session
  ) throws -> CheckVerdict {
    let document = try session.subtitles(at: path)
    let language =
      language.map { LanguageTag($0) }
      ?? (document.language.isUndetermined ? Sidecar.language(inName: path.nameBytes) : document.language)
    let checker = StyleChecker(style: style, language: language, frameRate: rate)
    return CheckVerdict(
      path: path, style: style.name, language: language, frameRate: rate?.description,
      cues: document.cues.count, violations: checker.violations(in: document))
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
  var style: String
  var language: LanguageTag
  var frameRate: String?
  var cues: Int
  var violations: [StyleViolation]

  /// For programs; times are seconds.
  var json: JSONValue {
    var members = JSONText.path(path)
    members["style"] = .string(style)
    members["language"] = .string(language.code)
    members["frameRate"] = frameRate.map(JSONValue.string)
    members["cues"] = .integer(Int64(cues))
    for severity in StyleViolation.Severity.allCases {
      let avoidable = violations.count { $0.severity == severity && $0.isAvoidable }
      members["\(severity.rawValue)s"] = .integer(Int64(avoidable))
    }
    members["unavoidable"] = .integer(Int64(violations.count { !$0.isAvoidable }))
    members["violations"] = .array(violations.map { .object(Self.members(of: $0)) })
    return .object(members)
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

extension Session {
  /// The subtitles in the file at `path`, whose name tells the format.
  ///
  /// - Throws: `ValidationError` for a format that is not known, `SubtitleReadError`, `LibraryError`.
  func subtitles(at path: FilePath) throws -> SubtitleDocument {
    let suffix = path.extension?.lowercased() ?? ""
    guard let plugin = try? plugins.registry.output(named: suffix),
      case .format(let format) = try plugin.configure().instance
    else {
      let known = plugins.registry.plugins.compactMap { $0.descriptor.kind == .subtitleFormat ? $0.fileExtension : nil }
      throw ValidationError(
        "\(path.display): what kind of subtitles this is does not show in its name; there are \(known.joined(separator: ", "))"
      )
    }
    let absolute = path.absolute(in: workingDirectory)
    guard try FileStatus(of: absolute).kind == .file else {
      throw LibraryError(.wrongKind, path, "this is no file")
    }
    return try format.read(Data(readingFile: absolute))
  }
}

extension Rational {
  /// `25`, `23.976`, `30000/1001`; the decimal forms of the NTSC rates mean those exactly.
  init?(frameRate text: String) {
    let parts = text.split(separator: "/")
    if parts.count == 2, let first = Int64(parts[0]), let second = Int64(parts[1]), first > 0, second > 0 {
      self.init(first, second)
    } else if let value = Double(text), value > 0, value <= 1000 {
      let whole = value.rounded(.up)
      // 23.976, 29.97, 59.94, 119.88: a thousandth less than a whole number.
      let isNTSC = abs(value - whole * 1000 / 1001) < 0.005 && value != whole
      self = isNTSC ? Rational(Int64(whole) * 1000, 1001) : Rational(Int64((value * 1000).rounded()), 1000)
    } else {
      return nil
    }
  }
}
