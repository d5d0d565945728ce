package import Foundation
import Moderation
import PluginKit
import Timeline

/// A report as a table (RFC 4180), a row a finding. Nothing in it is a formula, and no row is more than a line.
package enum ReportCSV {
  private static let columns = [
    "file", "start", "end", "start_timecode", "end_timecode", "category", "severity", "score", "threshold", "speaker",
    "before", "text", "after", "source", "rule", "state", "by", "at", "reason", "id",
    "profile", "analysed",
  ]

  /// - Parameters:
  ///   - reports: of one file or more, in one table.
  ///   - byteOrderMark: for Excel, which reads anything but ASCII wrongly without it.
  package static func data(of reports: [ModerationReport], byteOrderMark: Bool = false) -> Data {
    reports.reduce(into: head(byteOrderMark: byteOrderMark)) { $0 += rows(of: $1) }
  }

  /// The names of the columns, with which a table begins.
  package static func head(byteOrderMark: Bool = false) -> Data { data([columns], byteOrderMark: byteOrderMark) }

  /// What one file adds to a table.
  package static func rows(of report: ModerationReport) -> Data {
    let file = report.media.path ?? report.media.name
    let origin = [report.origin?.profile ?? "", report.origin?.analysed.map(ReportText.moment) ?? ""]
    return data(report.rows.map { fields(of: $0, file: file) + origin })
  }

  private static func fields(of row: ReportRow, file: String) -> [String] {
    let decision = row.review?.decision
    return [
      file, ReportText.clock(row.range.start), ReportText.clock(row.range.end), row.startCode.description,
      row.endCode.description, row.category, row.severity?.rawValue ?? "", ReportText.score(row.score),
      row.threshold.map(ReportText.score) ?? "", row.speaker ?? "", row.before, row.text, row.after, row.source,
      row.rule ?? "", row.state.rawValue, decision?.by ?? "", decision.map { ReportText.moment($0.time) } ?? "",
      decision?.reason ?? "", row.review?.identity.rawValue ?? "",
    ]
  }

  /// A row a file, and one for each of which nothing is known.
  package static func data(of library: LibraryReport, byteOrderMark: Bool = false) -> Data {
    let columns =
      ["file", "duration", "findings"] + ReviewState.allCases.map(\.rawValue)
      + [
        "flagged_seconds", "worst_score", "worst_severity", "worst_category", "report", "unjudged_utterances",
        "profile",
        "analysed", "problem",
      ]
    let known = library.files.map { file in
      let totals = file.totals
      return [file.media.path ?? file.media.name, ReportText.seconds(file.media.duration), "\(totals.count)"]
        + ReviewState.allCases.map { "\(totals.count($0))" }
        + [
          ReportText.seconds(totals.flagged), ReportText.score(totals.worstScore),
          totals.worstSeverity?.rawValue ?? "", totals.categories.first?.category ?? "", file.link ?? "",
          "\(file.unjudged.utterances)", file.origin?.profile ?? "",
          file.origin?.analysed.map(ReportText.moment) ?? "", "",
        ]
    }
    let unknown = library.missing.map { missing in
      [missing.path] + Array(repeating: "", count: columns.count - 2) + [missing.reason]
    }
    return data([columns] + known + unknown, byteOrderMark: byteOrderMark)
  }

  private static func data(_ rows: [[String]], byteOrderMark: Bool = false) -> Data {
    var text = byteOrderMark ? "\u{FEFF}" : ""
    for row in rows { text += row.map(field).joined(separator: ",") + "\r\n" }
    return Data(text.utf8)
  }

  private static func field(_ text: String) -> String {
    ReportText.plain(text).withoutFormula.csvField
  }
}
