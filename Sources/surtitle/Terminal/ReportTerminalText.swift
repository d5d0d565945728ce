internal import Moderation
internal import Reporting
internal import Timeline

/// Reports for terminals.
enum ReportTerminalText {
  /// - Parameter showsWords: whether what is said is shown.
  static func text(of report: ModerationReport, showsWords: Bool) -> String {
    let totals = report.totals
    var text = "\(ReportText.plain(report.media.path ?? report.media.name)): "
    let unjudged = report.unjudgedText.map { "  \($0)\n" }.joined()
    guard totals.count > 0 else { return text + "nothing was found\n" + unjudged }
    text += "\(ReportText.counted(totals.count, "finding")) (\(states(totals.count))), "
    text += "\(ReportText.length(totals.flagged)) flagged of \(ReportText.length(report.media.duration))\n"
    let rows = report.rows.map(fields)
    let widths = (0..<(rows.first?.count ?? 0)).map { column in rows.map { $0[column].count }.max() ?? 0 }
    for (row, fields) in zip(report.rows, rows) {
      let line = zip(fields, widths).map { $0.padded(to: $1) }.joined(separator: "  ")
      text += "  \(line.trimmingTrailingSpaces)\n"
      if let decision = row.review?.decision, !decision.reason.isEmpty {
        text += "      \(ReportText.plain(decision.by)): \(ReportText.plain(decision.reason, limit: 300))\n"
      }
      if showsWords, !row.text.isEmpty {
        text += "      \(ReportText.plain("\(row.before) [\(row.text)] \(row.after)", limit: 600))\n"
      }
    }
    return text + unjudged
  }

  private static func fields(_ row: ReportRow) -> [String] {
    [
      "\(row.number)", ReportText.clock(row.range.start), row.startCode.description,
      ReportText.plain(row.category, limit: 60), row.severity?.rawValue ?? "–", ReportText.score(row.score),
      ReportText.plain(row.speaker ?? "", limit: 20), row.state.rawValue, row.review?.identity.short ?? "",
    ]
  }

  static func text(of library: LibraryReport) -> String {
    let files = ReportText.counted(library.files.count, "file")
    guard library.filesWithFindings > 0 else { return "\(files), none with findings\n" }
    var text = "\(files), \(library.filesWithFindings) with findings: "
    text += "\(ReportText.counted(library.count, "finding")) (\(states(library.count))), "
    text += "\(ReportText.minutes(library.flagged)) minutes flagged\n"
    if !library.categories.isEmpty {
      text +=
        "\n"
        + table(
          [["category", "findings", "dismissed", "minutes", "worst"]]
            + library.categories.map { total in
              [
                ReportText.plain(total.category, limit: 60), "\(total.count)", "\(total.dismissed)",
                ReportText.minutes(total.flagged), worst(total.worstScore, total.worstSeverity),
              ]
            })
    }
    let bad = library.files.filter { $0.totals.count > 0 }
    guard !bad.isEmpty else { return text }
    return text + "\n"
      + table(
        [["file, the worst first", "findings", "to decide", "minutes", "worst"]]
          + bad.map { file in
            let totals = file.totals
            return [
              ReportText.plain(file.media.path ?? file.media.name, limit: 200), "\(totals.count)",
              "\(totals.count(.new) + totals.count(.escalated))", ReportText.minutes(totals.flagged),
              worst(totals.worstScore, totals.worstSeverity),
            ]
          })
  }

  private static func worst(_ score: Double, _ severity: Severity?) -> String {
    severity.map { "\($0.rawValue), \(ReportText.score(score))" } ?? ReportText.score(score)
  }

  private static func states(_ count: (ReviewState) -> Int) -> String {
    ReviewState.allCases.filter { count($0) > 0 }.map { "\(count($0)) \($0.rawValue)" }.joined(separator: ", ")
  }

  private static func table(_ rows: [[String]]) -> String {
    let widths = (0..<(rows.first?.count ?? 0)).map { column in rows.map { $0[column].count }.max() ?? 0 }
    return rows.map { row in
      zip(row, widths).map { $0.padded(to: $1) }.joined(separator: "  ").trimmingTrailingSpaces + "\n"
    }.joined()
  }
}
