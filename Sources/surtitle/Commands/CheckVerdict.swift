internal import Library
internal import Pipeline
internal import PluginHost
internal import PluginKit
internal import Subtitles
internal import SystemPackage
internal import Timeline
internal import Transcript

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
