internal import Library
internal import Subtitles
internal import Timeline

/// What a check found, for people and for tables.
enum CheckText {
  static func text(of verdict: CheckVerdict, terminal: Terminal) -> String {
    let counts = StyleViolation.Severity.allCases.reversed().compactMap { severity -> String? in
      let count = verdict.violations.count { $0.severity == severity }
      return count == 0 ? nil : "\(count) \(noun(severity, count))"
    }
    let found = counts.isEmpty ? "no violations" : counts.joined(separator: ", ")
    let rate = verdict.frameRate.map { ", \($0) frames a second" } ?? ""
    var text =
      "\(verdict.path.display): \(verdict.cues) cues, \(found) (\(verdict.style), \(verdict.language)\(rate))\n"
    let width = verdict.violations.map { String($0.cue).count }.max() ?? 0
    let rules = verdict.violations.map(\.rule.rawValue.count).max() ?? 0
    for violation in verdict.violations {
      let number = String(repeating: " ", count: width - String(violation.cue).count) + "\(violation.cue)"
      let severity = violation.severity.rawValue.padded(to: 7)
      text += "  \(number)  \(violation.range.start)  \(terminal.coloured(severity, colour(violation.severity)))"
      text += "  \(violation.rule.rawValue.padded(to: rules))  \(violation.measured)"
      if !violation.allowed.isEmpty { text += ", allowed: \(violation.allowed)" }
      text += violation.necessity.map { "; \($0)\n" } ?? "; \(violation.suggestion)\n"
    }
    return text
  }

  private static func noun(_ severity: StyleViolation.Severity, _ count: Int) -> String {
    switch severity {
    case .error: count == 1 ? "error" : "errors"
    case .warning: count == 1 ? "warning" : "warnings"
    case .info: count == 1 ? "remark" : "remarks"
    }
  }

  private static func colour(_ severity: StyleViolation.Severity) -> Terminal.Colour {
    switch severity {
    case .error: .red
    case .warning: .yellow
    case .info: .faint
    }
  }

  static let header = "file,cue,start,end,rule,severity,measured,allowed,suggestion,necessity\r\n"

  static func rows(of verdict: CheckVerdict) -> String {
    verdict.violations.map { violation in
      [
        verdict.path.display, "\(violation.cue)", "\(violation.range.start)", "\(violation.range.end)",
        violation.rule.rawValue, violation.severity.rawValue, violation.measured, violation.allowed,
        violation.suggestion, violation.necessity ?? "",
      ].map(field).joined(separator: ",") + "\r\n"
    }.joined()
  }

  /// RFC 4180; what spreadsheets take for a formula is quoted with an apostrophe before it.
  private static func field(_ text: String) -> String {
    let safe = text.first.map { "=+-@\t\r".contains($0) } == true ? "'" + text : text
    guard safe.contains(where: { ",\"\r\n".contains($0) }) else { return safe }
    return "\"" + safe.replacing("\"", with: "\"\"") + "\""
  }
}
