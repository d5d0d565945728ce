internal import Library
internal import PluginKit
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
    var text = "\(verdict.path.display): "
    if let summary = summary(of: verdict) { text += "\(summary)\n" + fixes(of: verdict) + "left: " }
    text += "\(verdict.document.cues.count) cues, \(found) (\(verdict.style.name), \(verdict.language)\(rate))\n"
    let reasons = verdict.repair?.remaining.map(\.reason)
    let width = verdict.violations.map { String($0.cue).count }.max() ?? 0
    let rules = verdict.violations.map(\.rule.rawValue.count).max() ?? 0
    for (index, violation) in verdict.violations.enumerated() {
      let number = String(repeating: " ", count: width - String(violation.cue).count) + "\(violation.cue)"
      let severity = violation.severity.rawValue.padded(to: 7)
      text += "  \(number)  \(violation.range.start)  \(terminal.coloured(severity, colour(violation.severity)))"
      text += "  \(violation.rule.rawValue.padded(to: rules))  \(violation.measured)"
      if !violation.allowed.isEmpty { text += ", allowed: \(violation.allowed)" }
      text += "; \(reasons?[index] ?? violation.necessity ?? violation.suggestion)\n"
    }
    return text
  }

  /// What was repaired, in a line; nil where nobody asked for a repair.
  static func summary(of verdict: CheckVerdict) -> String? {
    guard let repair = verdict.repair else { return nil }
    guard repair.isChanged else { return "nothing that could be repaired" }
    let done = repair.fixes.count == 1 ? "1 repair" : "\(repair.fixes.count) repairs"
    let left = "\(repair.before.count) violations before, \(repair.remaining.count) now"
    return "\(done), \(left)\(verdict.output.map { ", written to \($0.display)" } ?? "")"
  }

  /// What was done to which cue.
  private static func fixes(of verdict: CheckVerdict) -> String {
    let fixes = verdict.repair?.fixes ?? []
    let width = fixes.map { String($0.cue).count }.max() ?? 0
    let actions = fixes.map(\.action.rawValue.count).max() ?? 0
    return fixes.map { fix in
      let number = String(repeating: " ", count: width - String(fix.cue).count) + "\(fix.cue)"
      let rule = fix.rule.map { " (\($0.rawValue))" } ?? ""
      let change = fix.to.isEmpty ? fix.from : "\(fix.from) ⇒ \(fix.to)"
      return "  \(number)  \(fix.range.start)  \(fix.action.rawValue.padded(to: actions))  \(shown(change))\(rule)\n"
    }.joined()
  }

  /// Text of a file for a terminal: without what controls one, or turns the text around it.
  private static func shown(_ text: String) -> String {
    let isShown = { (scalar: Unicode.Scalar) in
      scalar.properties.generalCategory != .control && !(0x202A...0x202E).contains(scalar.value)
        && !(0x2066...0x2069).contains(scalar.value)
    }
    return String(String.UnicodeScalarView(text.unicodeScalars.filter(isShown)))
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
    text.withoutFormula.csvField
  }
}
