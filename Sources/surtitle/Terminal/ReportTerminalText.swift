internal import Moderation
internal import Reporting
internal import Timeline

/// Reports for terminals.
enum ReportTerminalText {
  /// - Parameter showsWords: whether what is said is shown.
  static func text(of report: ModerationReport, showsWords: Bool) -> String {
    let totals = report.totals
    var text = "\(ReportText.plain(report.media.path ?? report.media.name)): "
    let rest = (report.unjudgedText + report.originText).map { "  \($0)\n" }.joined()
    guard totals.count > 0 else {
      return text + "nothing was found\(report.unjudged.isEmpty ? "" : " in what could be judged")\n" + rest
    }
    text += "\(ReportText.counted(totals.count, "finding")) (\(states(totals.count))), "
    text += "\(ReportText.extent(totals.flagged)) flagged of \(ReportText.length(report.media.duration))\n"
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
    return text + rest
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
    var text = "\(files), none with findings\n"
    if library.count > 0 {
      text = "\(files), \(library.filesWithFindings) with findings: "
      text += "\(ReportText.counted(library.count, "finding")) (\(states(library.count))), "
      text += "\(ReportText.extent(library.flagged)) flagged\n"
    }
    if library.filesWithUnjudged > 0 {
      text += "\(ReportText.counted(library.unjudged.utterances, "utterance")) not judged, in "
      text += "\(ReportText.counted(library.filesWithUnjudged, "file"))\n"
      text += library.unjudged.lines.map { "  \($0)\n" }.joined()
    }
    return text + categories(library) + Self.files(of: library) + missing(library) + origins(library)
  }

  private static func missing(_ library: LibraryReport) -> String {
    guard !library.missing.isEmpty else { return "" }
    return "\nnot reported:\n"
      + library.missing.map {
        "  \(ReportText.plain($0.path, limit: 200)): \(ReportText.plain($0.reason, limit: 400))\n"
      }.joined()
  }

  private static func origins(_ library: LibraryReport) -> String {
    library.origins.map { origin in
      "\n" + origin.lines.enumerated().map { "\($0 == 0 ? "" : "  ")\($1)\n" }.joined()
    }.joined()
  }

  private static func categories(_ library: LibraryReport) -> String {
    guard !library.categories.isEmpty else { return "" }
    return "\n"
      + table(
        [["category", "findings", "dismissed", "time", "worst"]]
          + library.categories.map { total in
            [
              ReportText.plain(total.category, limit: 60), "\(total.count)", "\(total.dismissed)",
              ReportText.extent(total.flagged), worst(total.worstScore, total.worstSeverity),
            ]
          })
  }

  private static func files(of library: LibraryReport) -> String {
    let bad = library.files.filter { $0.totals.count > 0 || !$0.unjudged.isEmpty }
    guard !bad.isEmpty else { return "" }
    let hasUnjudged = library.filesWithUnjudged > 0
    return "\n"
      + table(
        [["file, the worst first", "findings", "to decide", "time", "worst"] + (hasUnjudged ? ["not judged"] : [])]
          + bad.map { file in
            let totals = file.totals
            return [
              ReportText.plain(file.media.path ?? file.media.name, limit: 200), "\(totals.count)",
              "\(totals.count(.new) + totals.count(.escalated))", ReportText.extent(totals.flagged),
              totals.count > 0 ? worst(totals.worstScore, totals.worstSeverity) : "–",
            ] + (hasUnjudged ? ["\(file.unjudged.utterances)"] : [])
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
