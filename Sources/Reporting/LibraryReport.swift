package import Moderation
package import Timeline

/// What was found in several media files.
package struct LibraryReport: Sendable {
  /// A file with what its findings add up to.
  package struct File: Sendable {
    package var media: ModerationReport.Subject
    package var totals: ReportTotals
    /// A relative URL to the report on the file; nil where none was written.
    package var link: String?

    package init(_ report: ModerationReport, link: String? = nil) {
      (media, totals, self.link) = (report.media, report.totals, link)
    }

    /// Worse files come first: by what matters most and by time.
    func isWorse(than other: File) -> Bool {
      func key(_ file: File) -> (Int, Int, Int64, Double) {
        (
          file.totals.severities[.critical] ?? 0, file.totals.severities[.high] ?? 0, file.totals.flagged.flicks,
          file.totals.worstScore
        )
      }
      return key(self) > key(other)
    }
  }

  /// A file about which nothing is known, and what to do about it.
  package struct Missing: Hashable, Sendable {
    package var path: String
    package var reason: String

    package init(path: String, reason: String) { (self.path, self.reason) = (path, reason) }
  }

  /// The worst first.
  package private(set) var files: [File]
  package var missing: [Missing]
  /// Of all files together.
  package private(set) var categories: [ReportTotals.Category]

  package init(files: [File], missing: [Missing] = []) {
    self.files = files.enumerated().sorted {
      $0.element.isWorse(than: $1.element) || !$1.element.isWorse(than: $0.element) && $0.offset < $1.offset
    }.map(\.element)
    self.missing = missing
    categories = Dictionary(grouping: files.flatMap(\.totals.categories), by: \.category).map { category, totals in
      ReportTotals.Category(
        category: category, count: totals.reduce(0) { $0 + $1.count },
        dismissed: totals.reduce(0) { $0 + $1.dismissed },
        flagged: totals.reduce(.zero) { $0 + $1.flagged }, worstScore: totals.map(\.worstScore).max() ?? 0,
        worstSeverity: totals.compactMap(\.worstSeverity).max())
    }.sorted { ($1.flagged, $1.count, $0.category) < ($0.flagged, $0.count, $1.category) }
  }

  package var count: Int { files.reduce(0) { $0 + $1.totals.count } }
  package var flagged: MediaTime { files.reduce(.zero) { $0 + $1.totals.flagged } }
  package var duration: MediaTime { files.reduce(.zero) { $0 + $1.media.duration } }
  package var filesWithFindings: Int { files.count { $0.totals.count > $0.totals.count(.dismissed) } }
  package func count(_ state: ReviewState) -> Int { files.reduce(0) { $0 + $1.totals.count(state) } }
}
